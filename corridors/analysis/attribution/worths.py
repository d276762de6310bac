"""Worth of a set of projects: the weighted fall of expected generalised cost from the base."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from corridors.analysis.attribution.players import Builder
from corridors.analysis.attribution.shapley import sample
from corridors.analysis.worth import (
    FACTOR,
    SAME,
    choice_numbers,
    exclusive,
    expected_cny,
    own_cny,
)
from corridors.network.model import Network
from corridors.routing.skimtables import SkimTable, SkimTables, skim_tables

Array = np.ndarray[Any, Any]
KEPT_TABLES, KEPT_WORTHS, KEPT_NETWORKS = 12_000, 40_000, 4
"""Most tables, worths and networks that a process remembers."""
NEEDED = tuple(dict.fromkeys(("generalised_cny", *SAME)))


@dataclass(frozen=True, eq=False)
class Game:
    """All that the worth of a coalition depends on; can be sent to other processes.

    Attributes
    ----------
    players
        Bits of the projects of each player.
    reached
        Family -> bits of the projects that can change its trips.
    families
        Profile -> main modes.
    weights
        Profile -> (n, m) of places sorted by id.
    no_connection_cny
        The same for all pairs; by :data:`~corridors.analysis.worth.FACTOR` pair by pair where None.
    matters
        (profile, family) -> bits of the projects that were seen to change its trips, with what
        they need; families that are not in it are solved for every set.
    """

    builder: Builder
    players: tuple[int, ...]
    reached: Mapping[str, int]
    families: Mapping[str, tuple[str, ...]]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    season: str
    weights: Mapping[str, Array]
    no_connection_cny: float | None
    matters: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """(profile, family) of all tables, in a fixed order."""
        return tuple((profile, name) for profile in self.weights
                     for name in self.families[profile])

    @property
    def columns(self) -> int:
        """Length of a worth: every pair of every profile, then every main mode."""
        pairs = len(self.origins) * len(self.destinations)
        return sum(pairs + len(self.families[profile]) for profile in self.weights)


class World:
    """A game at work in one process, with what it has found out so far."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.all = (1 << len(game.builder.batches)) - 1
        self._tables: OrderedDict[tuple[str, str, int], SkimTable] = OrderedDict()
        self._classes: dict[tuple[str, str, int], SkimTable | None] = {}
        self._worths: OrderedDict[tuple[str, int], Array] = OrderedDict()
        self._networks: OrderedDict[int, Network] = OrderedDict()
        self.parameters = game.builder.base.parameters
        self.solved = 0
        self._union = {}
        for profile in game.weights:
            union = 0
            for name in game.families[profile]:
                union |= game.reached[name]
            self._union[profile] = union
        self.ends = {profile: self._ends(profile) for profile in game.weights}

    def worth(self, coalition: int) -> Array:
        """Worth of a coalition of players."""
        mask = 0
        for i, player in enumerate(self.game.players):
            if coalition >> i & 1:
                mask |= player
        return self.worth_of_projects(mask)

    def worth_of_projects(self, mask: int) -> Array:
        """Worth of a set of projects, of its largest feasible subset in truth.

        Returns
        -------
        worth
            For every profile the weighted gain of each pair, row by row, then that of each main
            mode over the pairs that it serves both in the base and with all projects, CNY.
        """
        mask = self.game.builder.feasible(mask)
        return np.concatenate([self._of_profile(profile, mask & self._union[profile])
                               for profile in self.game.weights])

    def _of_profile(self, profile: str, mask: int) -> Array:
        key = profile, mask
        if key not in self._worths:
            _keep(self._worths, key, self._worth(profile, mask), KEPT_WORTHS)
        self._worths.move_to_end(key)
        return self._worths[key]

    def _worth(self, profile: str, mask: int) -> Array:
        ends, weight = self.ends[profile], self.game.weights[profile]
        tables = self.tables(profile, mask)
        counted = np.where(ends.connected, weight, 0.0)
        gain = counted * (ends.expected - self._expected(profile, tables, ends))
        modes = [_fall(weight, before, own_cny(tables.tables[name]), both)
                 for name, (before, both) in ends.modes.items()]
        return np.concatenate([gain.ravel(), modes])

    def _expected(self, profile: str, tables: SkimTables, ends: _Ends) -> Array:
        scale, dissimilarity = choice_numbers(self.parameters, profile)
        return expected_cny(exclusive(tables), reference_cny=ends.reference, scale=scale,
                            dissimilarity=dissimilarity, no_connection_cny=ends.away)

    def tables(self, profile: str, mask: int) -> SkimTables:
        """Tables of all main modes of a profile with some projects."""
        names = self.game.families[profile]
        known = {name: self._known(profile, name, mask) or self._between(profile, name, mask)
                 for name in names}
        missing = [name for name in names if known[name] is None]
        self._solve(profile, missing, mask)
        return SkimTables(profile, self.game.origins, self.game.destinations,
                          {name: known[name] or self._one(profile, name, mask) for name in names})

    def _known(self, profile: str, name: str, mask: int) -> SkimTable | None:
        key = profile, name, mask & self.game.reached[name]
        found = self._tables.get(key)
        if found is not None:
            self._tables.move_to_end(key)
        return found

    def _one(self, profile: str, name: str, mask: int) -> SkimTable:
        """Table of one main mode, solved where it is not known."""
        found = self._known(profile, name, mask)
        if found is None:
            found = self._solve(profile, [name], mask)[name]
        return found

    def _solve(self, profile: str, names: list[str], mask: int) -> dict[str, SkimTable]:
        if not names:
            return {}
        solved = skim_tables(self._network(mask), self.game.origins, self.game.destinations,
                             profile=profile, families=names, season=self.game.season)
        self.solved += len(names)
        out = {}
        for name in names:
            table = solved.tables[name]
            out[name] = SkimTable(name, table.found, table.token,
                                  {measure: table.values[measure] for measure in NEEDED})
            _keep(self._tables, (profile, name, mask & self.game.reached[name]), out[name],
                  KEPT_TABLES)
        return out

    def _between(self, profile: str, name: str, mask: int) -> SkimTable | None:
        """Table of a set that lies between two others with one and the same table, if it does.

        The smaller holds only those projects of the set that matter to the main mode, the larger
        all others besides. Projects only ever add ways or make them cheaper, or they would be
        among those that matter, so that what both agree in holds for all between them.
        """
        matters = self.game.matters.get((profile, name))
        if matters is None:
            return None
        key = profile, name, mask & matters
        if key not in self._classes:
            lower = self._one(profile, name, key[2])
            upper = self._one(profile, name, self.game.builder.feasible(
                key[2] | self.all & ~matters))
            self._classes[key] = lower if same(lower, upper) else None
        return self._classes[key]

    def changed_by(self, project: int) -> Array:
        """Main modes that a project changes when it comes first or last, as 0 and 1 by cell."""
        builder = self.game.builder
        first = builder.with_needs(1 << project)
        steps = ((first & ~(1 << project), first),
                 (builder.feasible(self.all & ~(1 << project)), self.all))
        return np.array([not all(same(self._one(*cell, less), self._one(*cell, more))
                                 for less, more in steps) for cell in self.game.cells], dtype=float)

    def _network(self, mask: int) -> Network:
        if mask not in self._networks:
            _keep(self._networks, mask, self.game.builder.network(mask), KEPT_NETWORKS)
        return self._networks[mask]

    def _ends(self, profile: str) -> _Ends:
        """What the base and all projects together settle once for all coalitions."""
        before, after = self.tables(profile, 0), self.tables(profile, self.all)
        first, last = (np.min([*exclusive(tables).values()], axis=0)
                       for tables in (before, after))
        known = np.where(np.isfinite(first), first, last)
        connected = np.isfinite(known) & (known > 0)
        least = np.where(connected, known, 1.0)
        away = least * self.parameters.number(FACTOR) if self.game.no_connection_cny is None \
            else np.full(least.shape, self.game.no_connection_cny)
        reference = np.where(np.isfinite(first), least, away)
        modes = {}
        for name in self.game.families[profile]:
            old, new = own_cny(before.tables[name]), own_cny(after.tables[name])
            modes[name] = (np.where(np.isfinite(old), old, 0.0),
                           np.isfinite(old) & np.isfinite(new))
        ends = _Ends(connected, connected & ~np.isfinite(first), reference, away, modes,
                     np.zeros(least.shape))
        return _Ends(connected, ends.new, reference, away, modes,
                     self._expected(profile, before, ends))


@dataclass(frozen=True, eq=False)
class _Ends:
    """Of one profile: which pairs count, and what their costs are measured against.

    Attributes
    ----------
    connected, new
        Pairs with a way in the base or with all projects; those without one in the base.
    reference, away
        Cost that the scale refers to, and cost of no connection, CNY.
    modes
        Main mode -> its cost in the base, and the pairs it serves in the base and with all.
    expected
        In the base.
    """

    connected: Array
    new: Array
    reference: Array
    away: Array
    modes: Mapping[str, tuple[Array, Array]]
    expected: Array


def _fall(weight: Array, before: Array, now: Array, both: Array) -> float:
    """Weighted fall of the cost of one main mode; where it has gone meanwhile it counts nothing."""
    return float((weight * np.where(both & np.isfinite(now), before - np.where(
        np.isfinite(now), now, 0.0), 0.0)).sum())


def same(first: SkimTable, second: SkimTable) -> bool:
    """Whether two tables agree to the last bit."""
    return first is second or (
        np.array_equal(first.found, second.found) and np.array_equal(first.token, second.token)
        and all(np.array_equal(first.values[name], second.values[name], equal_nan=True)
                for name in NEEDED))


def _keep(store: OrderedDict[Any, Any], key: Any, value: Any, most: int) -> None:
    store[key] = value
    while len(store) > most:
        store.popitem(last=False)


# ---- for corridors.study
def prepare(game: Game) -> World:
    """Context of a process."""
    return World(game)


def work(world: World, item: tuple[str, tuple[int, ...]]) -> dict[str, Array]:
    """One item: worths of sets of projects, of coalitions of players, or one sample.

    Parameters
    ----------
    item
        ``("projects", masks)``, ``("coalitions", masks)``, ``("changed", projects)`` or
        ``("sample", (seed, number))``.
    """
    what, numbers = item
    if what == "changed":
        return {"changed": np.array([world.changed_by(i) for i in numbers])}
    if what == "sample":
        return {"added": sample(world.worth, len(world.game.players), *numbers)}
    worth = world.worth if what == "coalitions" else world.worth_of_projects
    return {"worths": np.array([worth(mask) for mask in numbers])}
