"""Edges of a virtual graph as arrays: every handling step its own, with its own time and cost.

Edges are laid down in blocks without regard to which modes of M a path has used so far.
:meth:`Edges.freeze` then copies every edge into each state in which it can be taken, so that a
path of a family uses all of its modes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from corridors.routing.prune import ways_between

Array = np.ndarray[Any, Any]

COMPONENTS = ("access", "load", "wait", "dwell", "line_haul", "rest", "lock_queue",
              "lock_passage", "transfer", "unload", "egress")
"""Parts of a journey, in the order in which tables show them."""

IN_VEHICLE = ("line_haul", "lock_queue", "lock_passage")

EDGE_MODES = ("road", "rail", "air", "inland", "sea")

FIXED, SHIP_INLAND, SHIP_SEA, SHIP_LOCK, SHIP_SEA_TIMED = range(5)
"""What of an edge depends on the ship that is enumerated: nothing; hours and costs on rivers and
at sea; only costs in locks and on sea links with a run time of their own."""

ANY, MOVED, START, END = 0, 1, 2, 3
"""States in which an edge can be taken: all, after some mode of M, before any, after all."""

REFS = ("link", "section", "lock", "transfer", "terminal", "place", "way_out", "way_in", "run")
"""What an edge comes from; its ``ref_row`` is a row or position there."""

_FLOATS = ("hours", "cny", "kg", "km", "ship_cny", "ship_kg", "weight_first", "weight")
_INTS = ("tail", "head", "component", "mode", "kind", "main", "bit", "rule", "ref_kind",
         "ref_row", "limit")
_DEFAULTS = {"weight_first": 1.0, "weight": 1.0, "main": 1, "limit": -1}


@dataclass
class Edges:
    """Edges under construction over nodes that are given out in ranges."""

    count: int = 0
    blocks: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def nodes(self, number: int) -> int:
        """Reserve a range of nodes; the first of them."""
        first = self.count
        self.count += number
        return first

    def add(self, tail: Array | int, head: Array | int, component: str, mode: Array | str,
            ref: str, ref_row: Array | int, **values: Array | float) -> None:
        """Add a block of edges; single values stand for all of them.

        Parameters
        ----------
        tail, head
            Nodes without state.
        component, mode, ref
            Names in :data:`COMPONENTS`, :data:`EDGE_MODES` and :data:`REFS`.
        values
            ``hours``, ``cny``, ``kg``, ``km`` of one unit; ``ship_cny``, ``ship_kg`` that scale
            with the inverse of the payload; ``weight_first`` and ``weight`` of an hour before
            and after the first ride; ``kind``, ``main``, ``bit``, ``rule``, ``limit`` (row of
            the limits, -1 for none).
        """
        given: dict[str, Any] = {
            "tail": tail, "head": head, "component": COMPONENTS.index(component),
            "mode": EDGE_MODES.index(mode) if isinstance(mode, str) else mode,
            "ref_kind": REFS.index(ref), "ref_row": ref_row, **values}
        sizes = {len(value) for value in given.values() if isinstance(value, np.ndarray)}
        size = sizes.pop() if sizes else 1
        if sizes:
            raise ValueError(f"arrays of different length in one block: {size}, {sizes}")
        if size:
            self.blocks.append((size, given))

    def _columns(self) -> dict[str, Array]:
        """All values of every edge."""
        count = sum(size for size, _ in self.blocks)
        out = {name: np.full(count, _DEFAULTS.get(name, 0),
                             dtype=float if name in _FLOATS else np.int64)
               for name in (*_FLOATS, *_INTS)}
        first = 0
        for size, given in self.blocks:
            block = slice(first, first + size)
            for name, value in given.items():
                out[name][block] = value
            first += size
        return out

    def freeze(self, full: int, limits: Array,
               between: tuple[Array, Array] | None = None) -> tuple[EdgeArrays, Array | None]:
        """Arrays of all edges in all states.

        Parameters
        ----------
        full
            State in which every mode of M has been used.
        limits
            Limits of a ship by row, (k, 5).
        between
            Nodes without state where trips start and end: all else that lies on no way from one
            of the first to one of the second is left out.

        Returns
        -------
        arrays, number
            The edges, and the number that each node (with state) has among those that are left;
            None where all are.
        """
        joined = self._columns()
        states = full + 1
        rule, picked, counted = joined["rule"], [], []
        for state in range(states):
            taken = (rule == ANY) | ((rule == MOVED) & (state > 0)) \
                | ((rule == START) & (state == 0)) | ((rule == END) & (state == full))
            rows = np.flatnonzero(taken)
            picked.append(rows)
            counted.append(np.full(len(rows), state))
        row, s = np.concatenate(picked), np.concatenate(counted)
        tail = joined.pop("tail")[row] * states + s
        head = joined.pop("head")[row] * states + (s | joined.pop("bit")[row])
        size, number = self.count * states, None
        if between is not None:
            kept, number, size = ways_between(tail, head, size, between[0] * states,
                                              between[1] * states + full)
            tail, head, row, s = number[tail[kept]], number[head[kept]], row[kept], s[kept]
        out = {name: column[row] for name, column in joined.items()}
        limit = np.full((len(row), limits.shape[1]), np.nan)
        has = out["limit"] >= 0
        limit[has] = limits[out["limit"][has]]
        return EdgeArrays(
            size=size, states=states, tail=tail, head=head, hours=out["hours"], cny=out["cny"],
            kg=out["kg"], km=out["km"], ship_cny=out["ship_cny"], ship_kg=out["ship_kg"],
            weight=np.where(s == 0, out["weight_first"], out["weight"]),
            component=out["component"], mode=out["mode"], kind=out["kind"],
            main=out["main"].astype(bool), limit=limit, ref_kind=out["ref_kind"],
            ref_row=out["ref_row"]), number


@dataclass(frozen=True, eq=False)
class EdgeArrays:
    """Edges of a virtual graph, m over ``size`` nodes; node = base node x states + state."""

    size: int
    states: int
    tail: Array
    head: Array
    hours: Array
    cny: Array
    kg: Array
    km: Array
    ship_cny: Array
    ship_kg: Array
    weight: Array
    component: Array
    mode: Array
    kind: Array
    main: Array
    limit: Array
    ref_kind: Array
    ref_row: Array
