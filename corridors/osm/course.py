"""The shortest course of links on the network on the ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from corridors.osm.net import Net, apart_km
from corridors.osm.snap import Snaps, snaps

Array = np.ndarray[Any, Any]
Point = tuple[float, float]
WITHIN_KM = 25.0
"""Ends farther from any way than this are not on the network."""
SNAP_COST = 3.0
"""A km beside the network costs as much as this many on it: one leaves it only to save a detour."""
REACH = 2.0
"""Courses longer than this many times the distance to expect are not looked for."""
LEAST_KM = 0.05
"""A shorter course is none: both ends meet the network at one point."""


class Task(NamedTuple):
    """A course to look for; ``km`` is what to expect."""

    id: str
    a: Point
    b: Point
    km: float


@dataclass(frozen=True, eq=False)
class Found:
    """A course on the ground.

    Attributes
    ----------
    points
        Degrees (n, 2), from where end a joins the network to where end b does.
    km
        Length on the network.
    snap_km
        Straight distance of both ends to where the course begins and ends.
    kinds
        Kilometres of each class, longest first; empty where the data have no classes.
    """

    points: Array
    km: float
    snap_km: tuple[float, float]
    kinds: tuple[tuple[str, float], ...] = ()


class _Step(NamedTuple):
    """The way between a spot and a node of the net."""

    cost: float
    edge: int
    share: float
    km: float
    snap: float
    at: Point


class Traced:
    """The net with spots joined to all edges near them."""

    def __init__(self, net: Net, spots: Sequence[Point], *, within_km: float = WITHIN_KM,
                 snap_cost: float = SNAP_COST) -> None:
        self.net, self.spots, self.snap_cost = net, list(spots), snap_cost
        self.near: Snaps = snaps(net, spots, within_km)
        best = self.near.nearest(len(self.spots))
        self.nearest_km = np.where(best >= 0, self.near.km[best] if len(self.near.km) else 0.0,
                                   np.inf)
        self.steps: dict[tuple[int, int], _Step] = {}
        for row in range(len(self.near.spot)):
            self._join(row)

    def _join(self, row: int) -> None:
        near, net = self.near, self.net
        spot, edge = int(near.spot[row]), int(near.edge[row])
        share, snap = float(near.share[row]), float(near.km[row])
        at = float(near.at[row, 0]), float(near.at[row, 1])
        for end, part in ((0, share), (1, 1 - share)):
            node, km = int(net.ends[edge, end]), float(net.km[edge]) * part
            step = _Step(km + self.snap_cost * snap, edge, share, km, snap, at)
            known = self.steps.get((spot, node))
            if known is None or step < known:
                self.steps[spot, node] = step

    def arcs(self) -> tuple[Array, Array, Array]:
        """Tail, head and cost of all arcs, those of the net both ways.

        Of n nodes and m spots, spot i is left at node n + i and reached at n + m + i.
        """
        net, n, s = self.net, len(self.net.points), len(self.spots)
        spot = np.array([key[0] for key in self.steps], dtype=np.int64)
        node = np.array([key[1] for key in self.steps], dtype=np.int64)
        cost = np.maximum([step.cost for step in self.steps.values()], 1e-6)
        return (np.concatenate([net.ends[:, 0], net.ends[:, 1], n + spot, node]),
                np.concatenate([net.ends[:, 1], net.ends[:, 0], node, n + s + spot]),
                np.concatenate([net.km, net.km, cost, cost]))

    def matrix(self) -> Any:
        """Sparse matrix of the least cost between neighbours."""
        from scipy.sparse import csr_array

        tail, head, cost = self.arcs()
        size = len(self.net.points) + 2 * len(self.spots)
        order = np.lexsort((cost, head, tail))
        tail, head, cost = tail[order], head[order], cost[order]
        first = np.ones(len(tail), dtype=bool)
        first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        return csr_array((cost[first], (tail[first], head[first])), shape=(size, size))

    def edge_between(self) -> dict[tuple[int, int], int]:
        """Shortest edge between each pair of neighbours, lower node first."""
        best: dict[tuple[int, int], int] = {}
        for edge in np.lexsort((np.arange(len(self.net.km)), self.net.km))[::-1].tolist():
            u, v = self.net.ends[edge].tolist()
            best[min(u, v), max(u, v)] = edge
        return best


def find_courses(net: Net, tasks: Sequence[Task], *, within_km: float = WITHIN_KM
                 ) -> tuple[Mapping[str, Found], Mapping[Point, float]]:
    """Shortest course of every task, and how far its ends are from the network.

    Each end may join the network at any edge within some km, so that a station beside two lines
    takes the one that the course needs.

    Returns
    -------
    found
        By id; tasks without a course, or with one over twice as long as expected, are left out.
    away
        Km from each end to the nearest edge; infinite where none is near enough.
    """
    from scipy.sparse.csgraph import dijkstra

    spots = sorted({end for task in tasks for end in (task.a, task.b)})
    index = {spot: i for i, spot in enumerate(spots)}
    away: dict[Point, float] = dict.fromkeys(spots, float("inf"))
    if not len(net.km) or not spots:
        return {}, away
    traced = Traced(net, spots, within_km=within_km)
    away = dict(zip(spots, traced.nearest_km.tolist(), strict=True))
    matrix, between = traced.matrix(), traced.edge_between()
    n, s = len(net.points), len(spots)
    by_start: dict[Point, list[Task]] = {}
    for task in tasks:
        by_start.setdefault(task.a, []).append(task)
    found: dict[str, Found] = {}
    for start, those in sorted(by_start.items()):
        limit = max(REACH * max(t.km, apart_km(t.a, t.b)) for t in those)
        cost, before = dijkstra(matrix, indices=n + index[start], return_predecessors=True,
                                limit=limit + 2 * SNAP_COST * within_km)
        for task in those:
            a, b = index[task.a], index[task.b]
            course = _same_edge(traced, a, b, float(cost[n + s + b]))
            if course is None and np.isfinite(cost[n + s + b]):
                course = _course(traced, between, a, b, _walk(before, n + s + b)[1:-1])
            if course is not None and course.km >= LEAST_KM:
                found[task.id] = course
    return found, away


def _walk(before: Array, last: int) -> list[int]:
    nodes = [last]
    while before[nodes[-1]] >= 0:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]


def _same_edge(traced: Traced, a: int, b: int, best: float) -> Found | None:
    """The course along one edge, where both ends lie beside it and no other is cheaper."""
    near = traced.near
    low, high = (np.searchsorted(near.spot, [spot, spot + 1]) for spot in (a, b))
    first, second = (np.arange(*rows) for rows in (low, high))
    _, i, j = np.intersect1d(near.edge[first], near.edge[second], return_indices=True)
    if not len(i):
        return None
    i, j = first[i], second[j]
    km = traced.net.km[near.edge[i]] * np.abs(near.share[i] - near.share[j])
    cost = km + traced.snap_cost * (near.km[i] + near.km[j])
    least = int(np.argmin(cost))
    if cost[least] >= best:
        return None
    i, j = i[least], j[least]
    edge = int(near.edge[i])
    points = _part(traced.net, edge, float(near.share[i]), float(near.share[j]))
    return Found(points, float(km[least]), (float(near.km[i]), float(near.km[j])),
                 _kinds(traced.net, [(edge, float(km[least]))]))


def _course(traced: Traced, between: Mapping[tuple[int, int], int], a: int, b: int,
            nodes: list[int]) -> Found:
    net = traced.net
    start, end = traced.steps[a, nodes[0]], traced.steps[b, nodes[-1]]
    taken = [(start.edge, start.km)]
    parts = [_part(net, start.edge, start.share, float(net.ends[start.edge, 1] == nodes[0]))]
    for u, v in pairwise(nodes):
        edge = between[min(u, v), max(u, v)]
        taken.append((edge, float(net.km[edge])))
        parts.append(_part(net, edge, *((0.0, 1.0) if net.ends[edge, 0] == u else (1.0, 0.0))))
    taken.append((end.edge, end.km))
    parts.append(_part(net, end.edge, float(net.ends[end.edge, 1] == nodes[-1]), end.share))
    points = np.vstack(parts)
    keep = np.ones(len(points), dtype=bool)
    keep[1:] = (points[1:] != points[:-1]).any(axis=1)
    return Found(points[keep], sum(km for _, km in taken), (start.snap, end.snap),
                 _kinds(net, taken))


def _part(net: Net, edge: int, since: float, until: float) -> Array:
    """Course of an edge from one share to another (n, 2); backwards where they fall."""
    import shapely
    from shapely.ops import substring

    whole = net.courses[edge]
    if {since, until} != {0.0, 1.0}:
        whole = substring(whole, since, until, normalized=True)
    points: Array = shapely.get_coordinates(whole)
    return points[::-1] if (since, until) == (1.0, 0.0) else points


def _kinds(net: Net, taken: Sequence[tuple[int, float]]) -> tuple[tuple[str, float], ...]:
    if net.kinds is None:
        return ()
    km: dict[str, float] = {}
    for edge, length in taken:
        kind = str(net.kinds[edge])
        km[kind] = km.get(kind, 0.0) + length
    return tuple(sorted(km.items(), key=lambda item: (-item[1], item[0])))
