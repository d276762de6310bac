"""Roads on the ground with the strategic roads and all places and terminals joined to them.

Ground roads have no class and no date. The strategic roads of a network lie on top of them, with
their own length, class and date; one changes over at their nodes, and where an expressway passes a
county seat. Everything that trips start, end or change at is a *spot* joined to the nearest road.

What is joined does not depend on weights: it holds the roads of all projects at once, and a network
closes those that it does not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from corridors.routing.pairs import Pairs

Array = np.ndarray[Any, Any]
Point = tuple[float, float]
SNAP_KM = 15.0
"""Spots farther from any road than this are not joined: to 12 km there are county towns whose road
is missing, at 20 km islands begin."""


@dataclass(frozen=True, eq=False)
class Joined:
    """Nodes and roads one drives on; rows are nodes (n), spots (s), roads (r) or arcs (2 r).

    Attributes
    ----------
    points
        Longitude and latitude (n, 2): first the points of the ground, then the spots and stops.
    spot_ids, spot_node
        ``place:<id>``, ``node:<id>`` or ``point:<id>``, and the node of each (s,); a place
        shares that of its road node.
    edge, part, away_km
        Nearest road on the ground of each spot, how far along it, and the straight distance (s,).
    node_ids, link_ids
        What ``stated``, and ``link`` and ``stop`` refer to.
    a, b
        Ends of the roads (r,); each is an arc from a to b, and r rows later one from b to a.
    ground_km, beside_km
        Length on ground roads, and straight distance beside them, to be stretched (r,).
    stated
        Terminal between which and its road node the road leads, -1 for others (r,).
    link, share
        Strategic road that this is a part of, -1 for none, and which share of it (r,).
    stop
        Strategic road that one leaves or enters here at a county seat, -1 for none (r,); there is
        an interchange where it is an expressway.
    marks
        All that was joined, see :attr:`corridors.routing.joining.Parts.marks`.
    """

    points: Array
    spot_ids: Array
    spot_node: Array
    edge: Array
    part: Array
    away_km: Array
    node_ids: Array
    link_ids: Array
    a: Array
    b: Array
    ground_km: Array
    beside_km: Array
    stated: Array
    link: Array
    share: Array
    stop: Array
    marks: Array

    def __post_init__(self) -> None:
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False

    def arrays(self) -> dict[str, Array]:
        """All arrays by name, to be stored."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def known(self) -> frozenset[str]:
        """All that was joined, to be looked up."""
        return frozenset(self.marks.tolist())

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.points)

    @cached_property
    def spots(self) -> Mapping[str, int]:
        """Node of every spot."""
        return dict(zip(self.spot_ids.tolist(), self.spot_node.tolist(), strict=True))

    @cached_property
    def snap_km(self) -> Mapping[str, float]:
        """Straight distance to the road that a spot is joined to; only where one is near enough."""
        near = self.away_km <= SNAP_KM
        return dict(zip(self.spot_ids[near].tolist(), self.away_km[near].tolist(), strict=True))

    @property
    def unjoined(self) -> Mapping[str, float]:
        """Straight distance to the nearest road of the spots that are too far from it."""
        far = self.away_km > SNAP_KM
        return dict(zip(self.spot_ids[far].tolist(), self.away_km[far].tolist(), strict=True))

    @cached_property
    def tail(self) -> Array:
        """Where the arcs begin (2 r,)."""
        return np.concatenate([self.a, self.b])

    @cached_property
    def head(self) -> Array:
        """Where the arcs end (2 r,)."""
        return np.concatenate([self.b, self.a])

    def both(self, values: Array) -> Array:
        """Values of the roads as values of the arcs."""
        return np.concatenate([values, values])

    def back(self, values: Array) -> Array:
        """Values of the arcs the other way (2 r,)."""
        return np.roll(values, len(self.a))

    @cached_property
    def pairs(self) -> Pairs:
        """Arcs grouped by the nodes they join."""
        return Pairs.of(self.tail, self.head, self.size)
