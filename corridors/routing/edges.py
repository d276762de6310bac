"""Edges of a virtual graph: every handling step its own, with its own time, cost and CO2."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Key = tuple[Any, ...]

COMPONENTS = ("access", "load", "wait", "dwell", "line_haul", "rest", "lock_queue",
              "lock_passage", "transfer", "unload", "egress")
"""Parts of a journey, in the order in which tables show them."""

IN_VEHICLE = ("line_haul", "lock_queue", "lock_passage")

FIXED, SHIP_INLAND, SHIP_SEA = 0, 1, 2
"""Whether hours and costs of an edge depend on the ship that is enumerated."""


@dataclass(frozen=True)
class Ref:
    """What an edge stands for, for legs: names, the row it comes from and its source."""

    id: str
    start: str
    end: str
    source_id: str
    confidence: str


NO_LIMIT = (math.nan,) * 5


@dataclass
class Edges:
    """Edges under construction; :meth:`freeze` turns the lists into arrays.

    ``hours``, ``cny``, ``kg`` and ``km`` are those of one unit of the profile. ``ship_cny`` and
    ``ship_kg`` scale with the inverse of the payload of the ship.
    """

    profile: str
    nodes: dict[Key, int] = field(default_factory=dict)
    tail: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    values: list[tuple[float, float, float, float, float, float]] = field(default_factory=list)
    component: list[int] = field(default_factory=list)
    mode: list[str] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    main: list[bool] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    limit: list[tuple[float, ...]] = field(default_factory=list)
    ref: list[Ref] = field(default_factory=list)

    def node(self, key: Key) -> int:
        """Number of a virtual node, given out in the order of first use."""
        return self.nodes.setdefault(key, len(self.nodes))

    def add(self, start: Key, end: Key, component: str, mode: str, ref: Ref, *,
            hours: float = 0.0, cny: float = 0.0, kg: float = 0.0, km: float = 0.0,
            ship_cny: float = 0.0, ship_kg: float = 0.0, kind: int = FIXED, main: bool = True,
            weight: float = 1.0, limit: tuple[float, ...] = NO_LIMIT) -> None:
        """Add one edge.

        Parameters
        ----------
        main
            Whether its km count for the main leg.
        weight
            How much an hour of it counts against an hour of travel.
        limit
            Depth, tonnes deadweight, chamber length, chamber width and clearance, each NaN
            where nothing limits the ship.
        """
        self.tail.append(self.node(start))
        self.head.append(self.node(end))
        self.values.append((hours, cny, kg, km, ship_cny, ship_kg))
        self.component.append(COMPONENTS.index(component))
        self.mode.append(mode)
        self.kind.append(kind)
        self.main.append(main)
        self.weight.append(weight)
        self.limit.append(limit)
        self.ref.append(ref)

    def freeze(self) -> EdgeArrays:
        """Arrays of all edges."""
        values = np.array(self.values, dtype=float).reshape(-1, 6)
        return EdgeArrays(
            len(self.nodes), np.array(self.tail, dtype=np.int64),
            np.array(self.head, dtype=np.int64), *(values[:, i].copy() for i in range(6)),
            np.array(self.component, dtype=np.int8), np.array(self.kind, dtype=np.int8),
            np.array(self.main, dtype=bool), np.array(self.weight, dtype=float),
            np.array(self.limit, dtype=float).reshape(-1, 5), tuple(self.mode),
            tuple(self.ref))


@dataclass(frozen=True, eq=False)
class EdgeArrays:
    """Edges of a virtual graph as arrays, m edges over ``size`` nodes."""

    size: int
    tail: np.ndarray[Any, Any]
    head: np.ndarray[Any, Any]
    hours: np.ndarray[Any, Any]
    cny: np.ndarray[Any, Any]
    kg: np.ndarray[Any, Any]
    km: np.ndarray[Any, Any]
    ship_cny: np.ndarray[Any, Any]
    ship_kg: np.ndarray[Any, Any]
    component: np.ndarray[Any, Any]
    kind: np.ndarray[Any, Any]
    main: np.ndarray[Any, Any]
    weight: np.ndarray[Any, Any]
    limit: np.ndarray[Any, Any]
    mode: tuple[str, ...]
    ref: tuple[Ref, ...]
