"""Which parameters bear on a comparison: those that its skims read, at several points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corridors.analysis.sweep.draws import Context, states_at, values_at
from corridors.analysis.sweep.recorded import read_by_skims
from corridors.routing.skims import needed

CORNERS = ((), (1e-6,), (1.0 - 1e-6,), (0.25,), (0.75,))
"""Quantiles at which all factors stand together; the first is where nothing is drawn."""


def bearing(context: Context, seasons: Sequence[str]) -> set[str]:
    """Keys of the parameters that either state reads with everything as it stands, low or high.

    What is read depends on the values: the hours of a lone driver are read where there is one.
    Not all that is read comes to bear; what drives a result is asked of the draws.
    """
    spec, states = context.spec, context.builder.states
    file = spec.scenario.file
    read: set[str] = set()
    for number, corner in enumerate(CORNERS):
        point = tuple(float(u) for u in np.resize(corner, len(spec.factors))) if corner else ()
        _, base, after = states_at(context, values_at(spec, (number, point)))
        for network in (after,) if number else (base, after):
            read |= read_by_skims(
                network, states.origins, states.destinations, profile=spec.profile,
                families=needed(spec.profile, file.compare.modes),
                objective=file.compare.objective, season=seasons[number % len(seasons)])
    return read
