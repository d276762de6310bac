"""Sensitivity indices of a scenario by a design of its own."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from corridors.analysis.pairs import Pair
from corridors.analysis.sweep import drivers
from corridors.analysis.sweep.draws import Spec, measures_of, modes_of
from corridors.analysis.sweep.driving import Outcomes, index_rows
from corridors.analysis.sweep.factors import Factor
from corridors.analysis.sweep.model import DriverRow, Indices, Options
from corridors.analysis.sweep.points import run_points
from corridors.analysis.sweep.vary import Builder
from corridors.analysis.ticks import Tick
from corridors.study.model import Resources


def designed(builder: Builder, own: Mapping[str, tuple[Factor, ...]],
             wanted: tuple[Pair, ...], options: Options, resources: Resources | None,
             tick: Tick) -> tuple[list[DriverRow], Indices]:
    """Indices of every difference, profile by profile.

    Where a design of single factors would take more than :data:`drivers.MOST_RUNS` runs, alike
    ones are varied together.

    Parameters
    ----------
    own
        Factors that bear on each profile.
    wanted
        Pairs with indices of their own.
    """
    method, samples, scenario = options.sensitivity, options.samples, builder.scenario
    rows: list[DriverRow] = []
    runs: dict[str, int] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for profile, factors in own.items():
        if not factors:
            continue
        keys = [factor.key for factor in factors]
        many = drivers.runs_of(method, samples, len(keys)) > drivers.MOST_RUNS
        joined = drivers.groups_of(factors) if many else None
        made = drivers.Design(method, keys, samples, seed=options.seed, groups=joined)
        spec = Spec(scenario, builder.data, profile, factors, options.distribution, wanted, False)
        answers = run_points(spec, builder, made.points, resources, tick)
        tables = np.array([answer["outcomes"] for answer in answers[1:]])
        outcomes: Outcomes = {
            (profile, mode, measure, *pair): tables[:, :, i, j, k]
            for i, mode in enumerate(modes_of(scenario, profile))
            for j, measure in enumerate(measures_of(scenario))
            for k, pair in enumerate([("", ""), *wanted])}
        rows += index_rows(outcomes, made)
        runs[profile] = len(made.points)
        for name, members in (joined or {}).items():
            groups[name] = tuple(dict.fromkeys((*groups.get(name, ()), *members)))
    return rows, Indices(method, samples, runs, groups)
