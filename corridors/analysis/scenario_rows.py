"""One scenario of a collection as tables of numbers: what one item of the study gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from corridors.analysis.compare import compare
from corridors.analysis.rows import TOLERANCE, Row
from corridors.analysis.twostates import after_tables
from corridors.families import BEST, families_of
from corridors.routing.skims import needed
from corridors.routing.skimtables import MEASURES, SkimTable, SkimTables, skim_tables
from corridors.scenario.contents import contents_key
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import States, resolve
from corridors.study.differences import same_data
from corridors.units import MEASURE_UNITS

Array = np.ndarray[Any, Any]
KEPT = 8
"""Bases whose tables a process keeps: scenarios of one base need them once."""


@dataclass(frozen=True)
class Item:
    """A scenario to be compared; its hash and that of what it rests on tell it from others.

    Attributes
    ----------
    contents
        See :func:`~corridors.scenario.contents.contents_key`.
    """

    scenario: Scenario
    contents: str

    def __repr__(self) -> str:
        return f"Item({self.scenario.hash}, {self.contents})"


@dataclass(frozen=True)
class Context:
    """What a process keeps between scenarios.

    Attributes
    ----------
    bases
        What a base and a question come to -> tables; as good as worked out anew.
    """

    data: Path | None
    bases: dict[str, SkimTables] = field(default_factory=dict)


class Columns(NamedTuple):
    """Columns of the tidy rows of one scenario, all of one length.

    ``found_*`` and ``token_*`` are of the pair and main mode; numbers are NaN where there is no
    path.
    """

    origin: Array
    destination: Array
    profile: Array
    mode: Array
    measure: Array
    unit: Array
    base: Array
    after: Array
    difference: Array
    difference_pct: Array
    found_base: Array
    found_after: Array
    token_base: Array
    token_after: Array


def prepare(spec: Path | None) -> Context:
    """Context of a process; the spec is the folder of the data package."""
    return Context(spec)


def work(context: Context, item: Item) -> dict[str, Array]:
    """Tables of both states, main modes along the first axis: (modes, n, m, measures)."""
    scenario, spec = item.scenario, item.scenario.file.compare
    states = resolve(scenario, context.data)
    same_data(contents_key(states, context.data), item.contents)
    if not set(spec.measures) <= set(MEASURES):
        return _of_trips(scenario, context.data)
    blocks: dict[str, list[Array]] = {name: [] for name in (
        "base", "after", "found_base", "found_after", "token_base", "token_after")}
    for profile in spec.profiles:
        families = needed(profile, spec.modes)
        before = _base(context, scenario, states, profile, families)
        after = after_tables(states.base, states.after, states.log, before,
                             objective=spec.objective, season=scenario.file.season)
        for mode in _modes(profile, spec.modes):
            for state, tables in (("base", before), ("after", after)):
                table = _ordered(tables.best() if mode == BEST else tables.tables[mode], tables,
                                 states)
                blocks[state].append(np.stack([table[2][name] for name in spec.measures], -1))
                blocks[f"found_{state}"].append(table[0])
                blocks[f"token_{state}"].append(table[1])
    return {**_ends(states), **{name: np.array(found) for name, found in blocks.items()}}


def _of_trips(scenario: Scenario, data: Path | None) -> dict[str, Array]:
    """The same from whole trips, for measures that tables do not have."""
    result = compare(scenario, data)
    spec, ends = scenario.file.compare, result.states
    ways = [(profile, mode) for profile in spec.profiles
            for mode in _modes(profile, spec.modes)]
    shape = len(ways), len(ends.origins), len(ends.destinations)

    def filled(name: str, state: str) -> Array:
        trips = result.trips_base if state == "base" else result.trips_after
        found = ([trips.get((profile, o, d, mode)) for profile, mode in ways
                  for o in ends.origins for d in ends.destinations])
        flat = [None if trip is None else getattr(trip, name) for trip in found]
        return np.array([np.nan if value is None else value for value in flat]).reshape(shape)

    return {**_ends(ends),
            **{state: np.stack([filled(name, state) for name in spec.measures], -1).astype(float)
               for state in ("base", "after")},
            **{f"{name}_{state}": filled(name, state).astype(bool)
               for name in ("found", "token") for state in ("base", "after")}}


def _ends(states: States) -> dict[str, Array]:
    return {"origins": np.array(states.origins), "destinations": np.array(states.destinations)}


def _modes(profile: str, modes: Iterable[str]) -> list[str]:
    """Main modes of a list that a profile has."""
    return [mode for mode in modes if mode == BEST or mode in families_of(profile)]


def _base(context: Context, scenario: Scenario, states: States, profile: str,
          families: tuple[str, ...]) -> SkimTables:
    file = scenario.file
    key = repr((file.base, file.openings, sorted(file.parameters.items()), file.season,
                file.compare.objective, profile, families, states.origins, states.destinations))
    if key not in context.bases:
        while len(context.bases) >= KEPT:
            del context.bases[next(iter(context.bases))]
        context.bases[key] = skim_tables(
            states.base, states.origins, states.destinations, profile=profile, families=families,
            season=file.season, objective=file.compare.objective)
    return context.bases[key]


def _ordered(table: SkimTable, tables: SkimTables,
             states: States) -> tuple[Array, Array, Mapping[str, Array]]:
    """Found, token and values in the order in which the scenario names the places."""
    rows = [tables.origins.index(key) for key in states.origins]
    cols = [tables.destinations.index(key) for key in states.destinations]
    at = np.ix_(rows, cols)
    return table.found[at], table.token[at], {
        name: values[at] for name, values in table.values.items()}


def columns_of(scenario: Scenario, answer: Mapping[str, Array]) -> Columns:
    """Tidy columns of an answer, in the order profile, main mode, origin, destination, measure."""
    spec = scenario.file.compare
    ways = [(profile, mode) for profile in spec.profiles for mode in _modes(profile, spec.modes)]
    shape = answer["base"].shape
    apart = (answer["origins"][:, None] != answer["destinations"])[None, :, :, None]
    kept = np.broadcast_to(apart, shape).reshape(-1)  # no place is a pair with itself
    at = np.indices(shape).reshape(4, -1)[:, kept]

    def text(values: Iterable[str], axis: int) -> Array:
        words: Array = np.array(list(values), dtype=object)
        found: Array = words[at[axis]]
        return found

    def flag(name: str) -> Array:
        found: Array = np.repeat(answer[name].reshape(-1), shape[3])[kept]
        return found

    base, after = (np.asarray(answer[name], dtype=float).reshape(-1)[kept]
                   for name in ("base", "after"))
    difference = after - base
    difference = np.where(np.abs(difference) < TOLERANCE, 0.0, difference)
    percent = np.divide(100.0 * difference, base, out=np.full(base.shape, np.nan),
                        where=base != 0)  # NaN where there is no base
    return Columns(
        text(map(str, answer["origins"]), 1), text(map(str, answer["destinations"]), 2),
        text((profile for profile, _ in ways), 0), text((mode for _, mode in ways), 0),
        text(spec.measures, 3), text((MEASURE_UNITS[name] for name in spec.measures), 3),
        base, after, difference, percent, flag("found_base"), flag("found_after"),
        flag("token_base"), flag("token_after"))


def rows_of(columns: Columns) -> tuple[Row, ...]:
    """The same as rows of a comparison, None where there is no number."""
    plain = [[None if value != value else value for value in values.tolist()]
             if values.dtype == float else values.tolist() for values in columns]
    return tuple(Row(*values) for values in zip(*plain, strict=True))
