"""One draw: both states of a scenario at one point of the design, as tables of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from corridors.analysis.compare import TOLERANCE
from corridors.analysis.sweep.factors import SEASON, Factor
from corridors.analysis.sweep.recorded import changed
from corridors.analysis.sweep.vary import Builder, Frame
from corridors.analysis.twostates import both_tables, touched_families
from corridors.families import BEST, families_of
from corridors.network.model import Network
from corridors.routing.skims import needed
from corridors.routing.skimtables import MEASURES, SkimTable
from corridors.scenario.contents import contents_key
from corridors.scenario.model import Scenario
from corridors.study.differences import same_data

Array = np.ndarray[Any, Any]
Item = tuple[int, tuple[float, ...]]
"""Number of the draw and its quantiles, one a factor; without any, everything as it stands."""
Pair = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Spec:
    """What every draw of one profile needs to know.

    Attributes
    ----------
    whole
        Whether the tables are wanted; else the outcomes alone.
    pairs
        Pairs whose differences are outcomes of their own.
    contents
        What the data folder must hold, see :func:`~corridors.scenario.contents.contents_key`;
        not looked at where empty.
    """

    scenario: Scenario
    data: Path | None
    profile: str
    factors: tuple[Factor, ...]
    distribution: str
    pairs: tuple[Pair, ...] = ()
    whole: bool = True
    contents: str = ""


@dataclass(eq=False)
class Context:
    """What is made once in every process."""

    spec: Spec
    builder: Builder
    modes: tuple[str, ...]
    measures: tuple[str, ...]
    touched: tuple[str, ...]


def modes_of(scenario: Scenario, profile: str) -> tuple[str, ...]:
    """Main modes that are compared and that the profile has."""
    own = {*families_of(profile), BEST}
    return tuple(mode for mode in scenario.file.compare.modes if mode in own)


def measures_of(scenario: Scenario) -> tuple[str, ...]:
    """Measures that are compared and that skims have."""
    return tuple(name for name in scenario.file.compare.measures if name in MEASURES)


def prepare(spec: Spec) -> Context:
    """Work out the scenario once a process."""
    builder = Builder(spec.scenario, spec.data)
    if spec.contents:
        same_data(contents_key(builder.states, spec.data), spec.contents)
    full = builder.frame()
    families = needed(spec.profile, spec.scenario.file.compare.modes)
    return Context(spec, builder, modes_of(spec.scenario, spec.profile),
                   measures_of(spec.scenario),
                   touched_families(full.base, full.after, full.log, families))


def values_at(spec: Spec, item: Item) -> dict[str, float]:
    """Value of every factor in a draw, by key; none in the one where nothing is drawn."""
    return {factor.key: float(factor.at(np.asarray(u), spec.distribution))
            for factor, u in zip(spec.factors, item[1], strict=False)}


def states_at(context: Context, values: Mapping[str, float]) -> tuple[Frame, Network, Network]:
    """Both networks with the values of a draw, and the frame they were made from."""
    by_kind: dict[str, dict[str, float]] = {"parameter": {}, "assumption": {}}
    for factor in context.spec.factors:
        if factor.key in values and factor.kind in by_kind:
            by_kind[factor.kind][factor.key] = values[factor.key]
    late = [{due.id for due in context.builder.dues
             if due.late(values.get(f"delay:{due.id}", 0.0))[state]} for state in (0, 1)]
    frame = context.builder.frame(frozenset(late[0]), frozenset(late[1]))
    base, after = context.builder.drawn(frame, by_kind["assumption"])
    parameters = changed(base.parameters, by_kind["parameter"])
    return frame, replace(base, parameters=parameters), replace(after, parameters=parameters)


def work(context: Context, item: Item) -> dict[str, Array]:
    """Both states at one point.

    Returns
    -------
    answer
        ``outcomes``, (4, modes, measures, 1 + pairs): mean base, mean after and mean difference
        over the pairs that both states serve, and the number of these pairs; then the same of
        single pairs. Where the whole is wanted also ``base`` and ``after``, (modes, measures, n,
        m), NaN where there is no path, ``token``, (2, modes, n, m), whether it is one in name
        only. Origins and destinations are sorted by id.
    """
    spec, states = context.spec, context.builder.states
    values = values_at(spec, item)
    file = spec.scenario.file
    frame, base, after = states_at(context, values)
    drawn = values.get(SEASON)
    season = file.season if drawn is None else "low_water" if drawn else "normal"
    before, then = both_tables(
        base, after, frame.log, states.origins, states.destinations, profile=spec.profile,
        families=needed(spec.profile, file.compare.modes), objective=file.compare.objective,
        season=season)
    shape = len(before.origins), len(before.destinations)
    tables = [[found.best() if mode == BEST else found.tables[mode] for mode in context.modes]
              for found in (before, then)]
    stacked = [_stacked(found, context.measures, shape) for found in tables]
    token = np.array([[table.token & table.found for table in found] for found in tables]
                     ).reshape(2, len(context.modes), *shape)
    difference = stacked[1] - stacked[0]
    difference[np.abs(difference) < TOLERANCE] = 0.0
    served = ~(token[0] | token[1])[:, None] & ~np.isnan(difference)
    picks = [np.ones(shape, dtype=bool), *(_only(before.origins, before.destinations, pair)
                                           for pair in spec.pairs)]
    out = {"outcomes": np.stack([_outcome(stacked[0], stacked[1], difference, served & pick)
                                 for pick in picks], axis=-1)}
    if spec.whole:
        out |= {"base": stacked[0], "token": token}
        rows = [i for i, mode in enumerate(context.modes)
                if mode in context.touched or (mode == BEST and context.touched)]
        out["after"] = stacked[1][rows]
        out["moved"] = np.array(rows, dtype=int)
    return out


def _stacked(tables: Sequence[SkimTable], measures: Sequence[str],
             shape: tuple[int, int]) -> Array:
    return np.array([[table.values[name] for name in measures] for table in tables]
                    ).reshape(len(tables), len(measures), *shape)


def _only(origins: Sequence[str], destinations: Sequence[str], pair: Pair) -> Array:
    out = np.zeros((len(origins), len(destinations)), dtype=bool)
    out[origins.index(pair[0]), destinations.index(pair[1])] = True
    return out


def _outcome(base: Array, after: Array, difference: Array, served: Array) -> Array:
    """Means over the pairs served in both states, (4, modes, measures)."""
    count = served.sum(axis=(2, 3)).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = [np.where(served, values, 0.0).sum(axis=(2, 3)) / count
                 for values in (base, after, difference)]
    return np.array([*means, count])
