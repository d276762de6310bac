"""A network and what may befall it, at work in one process; nothing here knows other processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from corridors.analysis.compare import touches
from corridors.analysis.criticality.elements import Hit
from corridors.analysis.criticality.losses import ALL, Scale, Seen, losses, outage
from corridors.analysis.criticality.rides import Rides, rides
from corridors.analysis.criticality.strike import changes_of
from corridors.analysis.criticality.used import Pairs, Used, solved_paths, touched, used
from corridors.changes import Batch, Change, Close, apply
from corridors.changes.apply import AD_HOC
from corridors.families import FAMILIES, families_of
from corridors.network.model import Network
from corridors.routing.impedance import Impedance
from corridors.routing.skimtables import SkimTable, SkimTables, skim_tables

Array = np.ndarray[Any, Any]
CLOSURES = "closures"


@dataclass(frozen=True)
class Item:
    """One hit on one state, for one profile."""

    state: str
    profile: str
    hit: Hit


@dataclass(frozen=True, eq=False)
class Spec:
    """All that the losses depend on; can be sent to other processes.

    Attributes
    ----------
    states
        Networks; the first is the base that the others are held against.
    alone
        State -> batches of one project and what it requires, on the base.
    closures
        Id -> changes.
    days
        Id of a closure -> the durations that are tried.
    weights
        Profile -> (n, m) of places sorted by id.
    factor
        Cost of no connection, in least costs of the pair.
    """

    states: Mapping[str, Network]
    alone: Mapping[str, tuple[Batch, ...]]
    closures: Mapping[str, tuple[Change, ...]]
    days: Mapping[str, tuple[float, ...]]
    weights: Mapping[str, Array]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    season: str
    factor: float


@dataclass(frozen=True, eq=False)
class Intact:
    """A state before anything befalls it.

    Attributes
    ----------
    used
        What the best paths of each main mode use.
    """

    network: Network
    seen: Seen
    ways: Rides
    used: Mapping[str, Used]


class World:
    """The states of a specification, worked out when they are first asked for."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._intact: dict[tuple[str, str], Intact] = {}
        self._scales: dict[str, Scale] = {}

    def network(self, state: str) -> Network:
        """Network of a state."""
        if state in self.spec.states:
            return self.spec.states[state]
        return apply(self._base, self.spec.alone[state])[0]

    @cached_property
    def _base(self) -> Network:
        return next(iter(self.spec.states.values()))

    def scale(self, profile: str) -> Scale:
        """Reference costs: of the base, and of the last state where the base has no way."""
        if profile not in self._scales:
            tables = [self.tables(network, profile, families_of(profile))
                      for network in self.spec.states.values()]
            self._scales[profile] = Scale.of(self._base, profile, tables, self.spec.factor)
        return self._scales[profile]

    def tables(self, network: Network, profile: str, families: tuple[str, ...]) -> SkimTables:
        """Skims of some main modes."""
        return skim_tables(network, self.spec.origins, self.spec.destinations, profile=profile,
                           families=families, season=self.spec.season)

    def intact(self, state: str, profile: str) -> Intact:
        """A state before anything befalls it, kept."""
        if (state, profile) not in self._intact:
            network, families = self.network(state), families_of(profile)
            solved = solved_paths(network, self.spec.origins, self.spec.destinations,
                                  profile=profile, families=families, season=self.spec.season)
            self._intact[state, profile] = Intact(
                network, Seen.of(self.tables(network, profile, families), self.scale(profile)),
                rides(network, profile, self.spec.season), used(network, solved,
                                                            self.spec.origins,
                                                            self.spec.destinations))
        return self._intact[state, profile]

    def reached(self, item: Item) -> dict[str, Pairs]:
        """Pairs whose paths of a main mode a hit may change; empty where it changes nothing."""
        intact = self.intact(item.state, item.profile)
        found = {family: touched(intact.network, item.profile, item.hit, seen, intact.ways)
                 for family, seen in intact.used.items()}
        return {family: pairs for family, pairs in found.items() if pairs}

    def after(self, item: Item) -> Seen:
        """A state as its users see it once it is hit."""
        intact, profile = self.intact(item.state, item.profile), item.profile
        closed = item.hit.table == CLOSURES
        changes: Sequence[Change | Batch]
        if closed:
            changes = self.closed(intact.network, item.hit.keys[0], intact.ways)
            reached = {family: seen.everything for family, seen in intact.used.items()}
        else:
            changes = changes_of(intact.network, profile, item.hit, intact.ways)
            reached = self.reached(item)
        if not changes:
            return intact.seen
        network, log = apply(intact.network, changes)
        reached = {name: pairs for name, pairs in reached.items()
                   if touches(intact.network, network, log, FAMILIES[name])}
        if not reached:
            return intact.seen
        return Seen.of(self._again(network, intact.seen.tables, reached), self.scale(profile))

    def _again(self, network: Network, before: SkimTables,
               reached: Mapping[str, Pairs]) -> SkimTables:
        """Tables with the pairs that are reached looked for anew."""
        width = len(before.destinations)
        pairs = np.array(sorted(frozenset().union(*reached.values())))
        rows, columns = np.unique(pairs // width), np.unique(pairs % width)
        part = skim_tables(network, [before.origins[i] for i in rows],
                           [before.destinations[j] for j in columns], profile=before.profile,
                           families=reached, season=self.spec.season)
        tables = dict(before.tables)
        for name, found in part.tables.items():
            tables[name] = _patched(tables[name], found, rows, columns)
        return SkimTables(before.profile, before.origins, before.destinations, tables)

    def closed(self, network: Network, key: str, ways: Rides) -> list[Change | Batch]:
        """Changes of a closure, and the end of services that cannot run without what it closes."""
        given = self.spec.closures[key]
        _, log = apply(network, given)
        gone = {row.id for row in log if row.action == "close"}
        bound = [service for service in ways.bound(frozenset(gone)) if service not in gone]
        more: tuple[Change, ...] = (Close(where={"service": bound}),) if bound else ()
        return [Batch(AD_HOC, (*given, *more))]


def _patched(table: SkimTable, part: SkimTable, rows: Array, columns: Array) -> SkimTable:
    """A table with some rows and columns of another."""
    where = np.ix_(rows, columns)

    def laid(whole: Array, piece: Array) -> Array:
        out = whole.copy()
        out[where] = piece
        return out

    return SkimTable(table.mode, laid(table.found, part.found), laid(table.token, part.token),
                     {name: laid(values, part.values[name])
                      for name, values in table.values.items()})


def prepare(spec: Spec) -> World:
    """What one process works with."""
    return World(spec)


def work(world: World, item: Item) -> dict[str, Array]:
    """Losses of one hit by all main modes together and by each; of closures what they cost."""
    spec, before = world.spec, world.intact(item.state, item.profile)
    after, weight = world.after(item), spec.weights[item.profile]
    modes = (ALL, *before.seen.tables.tables)
    seen = before.seen.beside(after)
    found = {"losses": np.array([losses(seen, after, weight, mode) for mode in modes])}
    if item.hit.table == CLOSURES:
        value = Impedance(before.network, item.profile).value_of_time
        found["outage"] = np.array([[outage(seen, after, weight, mode, value, days)
                                     for mode in modes] for days in spec.days[item.hit.keys[0]]])
    return found
