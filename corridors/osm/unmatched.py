"""Ways on the ground that no strategic link runs near: links that might be missing.

Between places of the strategic network that are neighbours on the ground, the shortest way is
followed; what of it lies farther than 10 km from every strategic link of the mode is counted.
Places that no link of the mode serves are left out: a county is no end of a trunk line. Without
classes it cannot be told whether such a way is a motorway or a trunk road, a main line or a branch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.ground.model import ball
from corridors.network.model import Network
from corridors.osm.course import Traced
from corridors.osm.net import Net, apart_km
from corridors.osm.stated import Stated

Array = np.ndarray[Any, Any]
FAR_KM, LONG_KM, PLACE_KM = 10.0, 60.0, 15.0
"""Farther than this from strategic links, for at least so long, between places so near."""
DETOUR = 1.6
"""A way this many times as long as the straight distance connects nothing."""
STEP_KM = 2.0


@dataclass(frozen=True, eq=False)
class Unmatched:
    """A way between two places that the strategic network does not have.

    Attributes
    ----------
    a, b
        Place ids.
    km, far_km
        Length of the way, and of what of it lies far from strategic links.
    around_km
        Shortest way over the strategic links of the mode, by their stated lengths; None where
        there is none.
    points
        Degrees (n, 2).
    """

    mode: str
    a: str
    b: str
    km: float
    far_km: float
    straight_km: float
    around_km: float | None
    points: Array

    @property
    def saves_km(self) -> float | None:
        """How much longer the way over the strategic links is."""
        return None if self.around_km is None else self.around_km - self.km


def dense(line: Array, step_km: float) -> Array:
    """Points along a line (n, 2) at most some km apart."""
    import shapely

    at = shapely.segmentize(shapely.LineString(line), step_km / 111.2)
    points: Array = shapely.get_coordinates(at)
    return points


def unmatched(network: Network, net: Net, links: Sequence[Stated], covered: Array
              ) -> list[Unmatched]:
    """Ways far from every strategic link, the longest first; each stretch is told once.

    Parameters
    ----------
    covered
        Points along the strategic links, km on the ball (k, 3).
    """
    places, around = network.places, _Around(network, links)
    spots = {str(key): (float(x), float(y)) for key, x, y in
             zip(places["id"], places["lon"], places["lat"], strict=True)
             if str(key) in around.at and net.covers((float(x), float(y)))}
    if not spots or not len(net.km):
        return []
    far = far_share(net, covered) * net.km
    taken: set[int] = set()
    out = []
    keys = list(spots)
    ways = [(float(far[edges].sum()), a, b, edges)
            for a, b, edges in neighbours(net, list(spots.values()))]
    for far_km, a, b, edges in sorted(ways, key=lambda way: (-way[0], way[1], way[2])):
        fresh = sum(float(far[edge]) for edge in edges if edge not in taken)
        first, second = keys[a], keys[b]
        straight = apart_km(spots[first], spots[second])
        if (far_km < LONG_KM or fresh < LONG_KM
                or float(net.km[edges].sum()) > DETOUR * straight):
            continue
        taken.update(edges)
        out.append(Unmatched(
            net.mode, first, second, float(net.km[edges].sum()), far_km,
            straight, around.km(first, second),
            _line(net, edges, spots[first])))
    return out


def far_share(net: Net, covered: Array) -> Array:
    """Share of each edge (m,) that lies more than 10 km from the covered points."""
    import shapely
    from scipy.spatial import cKDTree

    if not len(covered):
        return np.ones(len(net.km))
    points, edge = shapely.get_coordinates(
        shapely.segmentize(net.courses, STEP_KM / 111.2), return_index=True)
    away, _ = cKDTree(covered).query(ball(points), distance_upper_bound=FAR_KM)
    share: Array = (np.bincount(edge, weights=~np.isfinite(away), minlength=len(net.km))
                    / np.bincount(edge, minlength=len(net.km)))
    return share


def neighbours(net: Net, spots: Sequence[tuple[float, float]]
               ) -> list[tuple[int, int, list[int]]]:
    """Spots whose areas on the network touch, with the edges of the way between them.

    The area of a spot is what is nearer to it over the network than to any other.
    """
    from scipy.sparse.csgraph import dijkstra

    traced = Traced(net, spots, within_km=PLACE_KM, snap_cost=1.0)
    n = len(net.points)
    cost, before, source = dijkstra(traced.matrix(), indices=n + np.arange(len(spots)),
                                    min_only=True, return_predecessors=True)
    owner = np.where(np.isfinite(cost[:n]), source[:n] - n, -1)
    u, v = net.ends[:, 0], net.ends[:, 1]
    across = np.flatnonzero((owner[u] != owner[v]) & (owner[u] >= 0) & (owner[v] >= 0))
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for edge in across.tolist():
        a, b = int(owner[u[edge]]), int(owner[v[edge]])
        way = float(cost[u[edge]] + net.km[edge] + cost[v[edge]]), edge
        pair = min(a, b), max(a, b)
        best[pair] = min(best.get(pair, way), way)
    between = traced.edge_between()
    out = []
    for (a, b), (_, edge) in sorted(best.items()):
        halves = []
        for node in (int(u[edge]), int(v[edge])):
            half = []
            while 0 <= int(before[node]) < n:
                previous = int(before[node])
                half.append(between[min(node, previous), max(node, previous)])
                node = previous
            halves.append(half)
        if int(owner[u[edge]]) != a:
            halves.reverse()
        out.append((a, b, [*reversed(halves[0]), edge, *halves[1]]))
    return out


def _line(net: Net, edges: Sequence[int], start: tuple[float, float]) -> Array:
    """Course of consecutive edges, from the end nearer to a place."""
    import shapely

    parts: list[Array] = []
    for i, edge in enumerate(edges):
        points = shapely.get_coordinates(net.courses[edge])
        if i:
            turn = not np.array_equal(points[0], parts[-1][-1])
        elif len(edges) > 1:
            turn = int(net.ends[edge, 0]) in net.ends[edges[1]].tolist()
        else:
            turn = apart_km(tuple(points[-1]), start) < apart_km(tuple(points[0]), start)
        parts.append(points[::-1] if turn else points)
    joined: Array = np.vstack([part if i == 0 else part[1:] for i, part in enumerate(parts)])
    return joined


class _Around:
    """Ways between places over strategic links."""

    def __init__(self, network: Network, links: Sequence[Stated]) -> None:
        from scipy.sparse import csr_array

        spots = {spot.id: spot for link in links for spot in (link.a, link.b)}
        self.index = {key: i for i, key in enumerate(sorted(spots))}
        self.at: dict[str, list[int]] = {}
        for key, spot in spots.items():
            self.at.setdefault(spot.place_id, []).append(self.index[key])
        least: dict[tuple[int, int], float] = {}
        for link in links:
            i, j = self.index[link.a.id], self.index[link.b.id]
            for pair in ((i, j), (j, i)):
                least[pair] = min(link.length_km, least.get(pair, link.length_km))
        size = len(self.index)
        rows, columns = zip(*least, strict=True) if least else ((), ())
        self.matrix = csr_array((list(least.values()), (list(rows), list(columns))),
                                shape=(size, size))
        roads = network.places
        for key, road in zip(roads["id"], roads["road_node_id"], strict=True):
            if str(road) in self.index:
                self.at.setdefault(str(key), []).append(self.index[str(road)])

    def km(self, a: str, b: str) -> float | None:
        """Shortest way, None where there is none."""
        from scipy.sparse.csgraph import dijkstra

        if a not in self.at or b not in self.at:
            return None
        least = dijkstra(self.matrix, indices=self.at[a], min_only=True)[self.at[b]].min()
        return float(least) if np.isfinite(least) else None
