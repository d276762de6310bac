"""What shares are told for: all pairs, places and sets at either end, sectors, main modes.

Shapley values are linear, so that the share in a scope is the sum of the shares in its pairs, and
one set of permutations serves all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from corridors.analysis.attribution.worths import Game, World
from corridors.analysis.pairweights import member_table
from corridors.analysis.sectors import read_sectors
from corridors.network.model import Network

Array = np.ndarray[Any, Any]
KINDS = ("all", "origin_set", "destination_set", "origin", "destination", "sector", "mode")
"""Scopes; those of one kind other than ``sector`` and the sets do not overlap, and only those of
places add up to ``all``: a gain of one main mode is measured against that mode alone."""
ALL_PROFILES = "all"
"""All profiles together: with flows only, because a passenger and a container do not add up."""


class Scope(NamedTuple):
    """Some columns of a worth.

    Attributes
    ----------
    profile
        Or :data:`ALL_PROFILES`.
    pairs
        How many pairs with a weight it has.
    weight
        Sum of their weights.
    columns
        (k,), 1 for the columns that it adds up.
    """

    kind: str
    id: str
    profile: str
    pairs: int
    weight: float
    columns: Array


def scopes_of(world: World, network: Network, yearly: bool) -> tuple[Scope, ...]:
    """Scopes with a weighted pair, profile by profile; all profiles together come last.

    Pairs that no way connects, not even with all projects, count nowhere; for a main mode those
    count that it serves in the base and with all projects.
    """
    game, found = world.game, list[Scope]()
    start = 0
    size = len(game.origins) * len(game.destinations)
    for profile, given in game.weights.items():
        weight = np.where(world.ends[profile].connected, given, 0.0)
        members = [("all", "", np.ones(weight.shape)), *_members(game, network)]
        for kind, name, table in members:
            counted = (table > 0) & (weight > 0)
            if counted.any():
                columns = np.zeros(game.columns)
                columns[start:start + size] = table.ravel()
                found.append(Scope(kind, name, profile, int(counted.sum()),
                                   float(weight[counted].sum()), columns))
        for i, family in enumerate(game.families[profile]):
            columns = np.zeros(game.columns)
            columns[start + size + i] = 1.0
            served = (given > 0) & world.ends[profile].modes[family][1]
            if served.any():
                found.append(Scope("mode", family, profile, int(served.sum()),
                                   float(given[served].sum()), columns))
        start += size + len(game.families[profile])
    if yearly and len(game.weights) > 1:
        whole = [scope for scope in found if scope.kind == "all"]
        columns = np.sum([s.columns for s in whole], axis=0)
        found.append(Scope("all", "", ALL_PROFILES, sum(s.pairs for s in whole),
                           sum(s.weight for s in whole), columns))
    return tuple(found)


def _members(game: Game, network: Network) -> Iterator[tuple[str, str, Array]]:
    """Which pairs belong to each set, place and sector, (n, m) of 0 and 1."""
    shape = len(game.origins), len(game.destinations)
    for side, ends in (("origin", game.origins), ("destination", game.destinations)):
        seen = {frozenset(ends)}
        for name, places in network.place_sets.items():
            inside = frozenset(places) & frozenset(ends)
            if inside and inside not in seen:
                seen.add(inside)
                yield f"{side}_set", name, _where(inside, side, game)
        for place in ends if len(ends) > 1 else ():
            yield side, place, _where(frozenset([place]), side, game)
    for sector in read_sectors(network.data_dir).values():
        if sector.usable:
            table = member_table(sector, network, game.origins, game.destinations)
            if table.any():
                yield "sector", sector.id, table.reshape(shape)


def _where(places: frozenset[str], side: str, game: Game) -> Array:
    if side == "origin":
        mask = np.array([place in places for place in game.origins], dtype=float)[:, None]
    else:
        mask = np.array([place in places for place in game.destinations], dtype=float)[None]
    return np.broadcast_to(mask, (len(game.origins), len(game.destinations)))
