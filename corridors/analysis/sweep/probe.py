"""Which parameters bear on a comparison: those that its skims read, at several points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corridors.analysis.sweep.draws import Context, states_at, values_at
from corridors.analysis.sweep.recorded import read_by_skims
from corridors.families import BEST
from corridors.routing.skims import needed

CORNERS = ((), (1e-6,), (1.0 - 1e-6,), (0.25,), (0.75,))
"""Quantiles at which all factors stand together; the first is where nothing is drawn."""


def bearing(context: Context, seasons: Sequence[str]) -> dict[str, set[str]]:
    """Keys of the parameters that either state reads with everything as it stands, low or high.

    What is read depends on the values: the hours of a lone driver are read where there is one.

    Returns
    -------
    read
        Main mode -> keys; of ``best`` those of all.
    """
    spec, states = context.spec, context.builder.states
    file = spec.scenario.file
    families = needed(spec.profile, file.compare.modes)
    read: dict[str, set[str]] = {name: set() for name in families}
    for number, corner in enumerate(CORNERS):
        point = tuple(float(u) for u in np.resize(corner, len(spec.factors))) if corner else ()
        _, base, after = states_at(context, values_at(spec, (number, point)))
        for network in (after,) if number else (base, after):
            for name in families:
                read[name] |= read_by_skims(
                    network, states.origins, states.destinations, profile=spec.profile,
                    families=[name], objective=file.compare.objective,
                    season=seasons[number % len(seasons)])
    everything = {key for keys in read.values() for key in keys}
    return {mode: everything if mode == BEST else read[mode] for mode in context.modes}
