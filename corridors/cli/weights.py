"""The option ``--weights`` of ``corridors compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corridors.analysis.compare import Comparison
    from corridors.analysis.weights import Weighed

WEIGHTS = click.option(
    "--weights", default=None, metavar="W",
    help="Also sum up by weights: sector:NAME for the pairs of an industry of the annex, or a CSV "
         "file of flows a year (origin, destination, profile, tonnes_per_year, teu_per_year or "
         "passengers_per_year).")
FILE = "weights.csv"


def weighed_by(result: Comparison, weights: str | None) -> Weighed | None:
    """The comparison through the weights asked for; None where none are."""
    if weights is None:
        return None
    from corridors.analysis.weights import weigh

    return weigh(result, weights)
