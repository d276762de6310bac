"""Rows of what drives each difference, the strongest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from corridors.analysis.compare import TOLERANCE
from corridors.analysis.sweep.drivers import (
    LEAST_DRAWS,
    STRONG,
    Design,
    first_order,
    rank_correlations,
    swings,
)
from corridors.analysis.sweep.factors import Factor
from corridors.analysis.sweep.model import DriverRow
from corridors.units import MEASURE_UNITS

Array = np.ndarray[Any, Any]
Outcomes = dict[tuple[str, ...], Array]
"""(profile, mode, measure) or with a pair behind -> (draws, 4), see ``Sweep.outcomes``."""
LEAST = 10
"""Draws with an outcome below which nothing is said of what drives it."""


def moving(outcomes: Mapping[tuple[str, ...], Array]) -> Iterator[tuple[tuple[str, ...], Array,
                                                                        Array]]:
    """Outcomes whose difference varies: key with its pair, draws that have one, differences."""
    for key, values in outcomes.items():
        known = values[:, 3] > 0
        difference = values[known, 2]
        if len(difference) >= LEAST and np.ptp(difference) > TOLERANCE:
            yield (*key, "", "")[:5], known, difference


def driver_rows(outcomes: Mapping[tuple[str, ...], Array], factors: Sequence[Factor],
                own: Mapping[str, Sequence[Factor]], points: Array, distribution: str,
                seed: int) -> list[DriverRow]:
    """Drivers of every difference that varies, from the draws themselves.

    Ranked by rank correlation, whatever its sign. First-order indices are given where SALib is
    installed and there are draws enough.

    Parameters
    ----------
    own
        Factors that bear on each profile; of the others any correlation is chance.
    points
        Quantiles, (draws, factors).
    """
    estimable = find_spec("SALib") is not None
    everything, out = points, list[DriverRow]()
    column = {factor.key: i for i, factor in enumerate(factors)}
    asked = list(moving(outcomes))
    for key, known, difference in asked:
        factors = own[key[0]]
        if not factors:
            continue
        points = everything[:, [column[factor.key] for factor in factors]]
        values = np.column_stack([factor.at(points[:, i], distribution)
                                  for i, factor in enumerate(factors)])
        chance = by_chance(len(difference), len(factors) * len(asked))
        rank = rank_correlations(values[known], difference)
        low, high = swings(values[known], difference)
        order = sorted(range(len(factors)), key=lambda i: (-abs(round(float(rank[i]), 9)), i))
        first = conf = np.full(len(factors), np.nan)
        if estimable and known.sum() >= LEAST_DRAWS:
            first, conf = first_order(points[known], difference, seed, np.array(order[:STRONG]))
        out += [DriverRow(key[0], key[1], key[2], MEASURE_UNITS[key[2]], key[3], key[4], "draws",
                          place, factors[i].key, float(rank[i]), chance, float(low[i]),
                          float(high[i]), _known(first[i]), _known(conf[i]))
                for place, i in enumerate(order, start=1)]
    return out


def by_chance(draws: int, chances: int) -> float:
    """Size of a rank correlation that one of so many idle ones exceeds once in twenty sweeps.

    Parameters
    ----------
    chances
        Factors times differences that are looked at.

    Examples
    --------
    >>> round(by_chance(1000, 1), 3), round(by_chance(1000, 100), 3)
    (0.062, 0.11)
    """
    from scipy.stats import norm

    return float(min(norm.ppf(1.0 - 0.025 / chances) / max(draws - 1, 1) ** 0.5, 1.0))


def index_rows(outcomes: Mapping[tuple[str, ...], Array], design: Design) -> list[DriverRow]:
    """Drivers by a design of its own; outcomes that some run lacks are left out."""
    out: list[DriverRow] = []
    for key, known, difference in moving(outcomes):
        if not known.all():
            continue
        found = design.indices(difference)
        strength = found["mu_star" if design.method == "morris" else "total"]
        order = sorted(range(len(design.names)), key=lambda i: (-round(float(strength[i]), 9), i))
        out += [DriverRow(key[0], key[1], key[2], MEASURE_UNITS[key[2]], key[3], key[4],
                          design.method, place, design.names[i],
                          **{name: _known(values[i]) for name, values in found.items()})
                for place, i in enumerate(order, start=1)]
    return out


def _known(value: float) -> float | None:
    return None if value != value else float(value)
