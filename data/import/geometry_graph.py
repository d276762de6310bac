"""Find the course of links on a network of points: the part that road, rail, river and sea share.

Coordinates are degrees WGS84 (longitude, latitude); lengths are kilometres.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

Array = npt.NDArray[np.float64]
EARTH_KM = 6371.0


@dataclass(frozen=True)
class Net:
    """Points (n, 2) in degrees and undirected edges: ends (m, 2) and weights (m,) in km."""

    points: Array
    ends: npt.NDArray[np.int64]
    km: Array

    def matrix(self) -> csr_array:
        """Symmetrical sparse matrix (n, n) of weights."""
        n = len(self.points)
        rows = np.concatenate([self.ends[:, 0], self.ends[:, 1]])
        columns = np.concatenate([self.ends[:, 1], self.ends[:, 0]])
        order = np.lexsort((np.concatenate([self.km, self.km]), columns, rows))
        rows, columns = rows[order], columns[order]
        weights = np.concatenate([self.km, self.km])[order]
        # Of parallel edges the shortest counts; a sparse matrix would add them up.
        first = np.ones(len(rows), dtype=bool)
        first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
        return csr_array((weights[first], (rows[first], columns[first])), shape=(n, n))


def ball(points: Array) -> Array:
    """Points (n, 2) as (n, 3) positions on the earth in km, for neighbour searches."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    return EARTH_KM * np.column_stack([
        np.cos(lat) * np.cos(lon),
        np.cos(lat) * np.sin(lon),
        np.sin(lat),
    ])


def length_km(points: Sequence[Sequence[float]] | Array) -> float:
    """Length of a line of points (n, 2) along great-circle chords."""
    at = ball(np.asarray(points, dtype=float))
    return float(np.sqrt(((at[1:] - at[:-1]) ** 2).sum(axis=1)).sum())


def bridged(net: Net, near_km: float, end_km: float) -> Net:
    """Close the small gaps that rounding cut into the lines.

    Nodes within `near_km` are joined where the way round is over 5 km and five times as long;
    a dead end is joined to a node within `end_km` where the way round is over 10 km.
    """
    matrix = net.matrix()
    degree = np.bincount(net.ends.ravel(), minlength=len(net.points))
    at = ball(net.points)
    pairs = cKDTree(at).query_pairs(end_km, output_type="ndarray")
    gap = np.sqrt(((at[pairs[:, 0]] - at[pairs[:, 1]]) ** 2).sum(axis=1))
    dead = (degree[pairs] == 1).any(axis=1)
    wanted = (gap <= near_km) | dead
    pairs, gap, dead = pairs[wanted], gap[wanted], dead[wanted]
    extra_ends, extra_km = [], []
    for source in np.unique(pairs[:, 0]):
        mine = np.flatnonzero(pairs[:, 0] == source)
        around = dijkstra(matrix, indices=int(source), limit=12.0)[pairs[mine, 1]]
        for pair, way in zip(mine, around, strict=True):
            small = gap[pair] <= near_km and way > max(5.0, 5 * gap[pair])
            if small or (dead[pair] and way > 10.0):
                extra_ends.append(pairs[pair])
                extra_km.append(max(float(gap[pair]), 0.01))
    if not extra_ends:
        return net
    return Net(
        net.points,
        np.concatenate([net.ends, np.array(extra_ends, dtype=np.int64)]),
        np.concatenate([net.km, np.array(extra_km)]),
    )


@dataclass(frozen=True)
class Trace:
    """A course found: points (n, 2) from end to end, its length, and how far the ends snapped."""

    points: Array
    km: float
    snap_km: float


def trace(
    net: Net,
    wanted: Iterable[tuple[str, tuple[float, float], tuple[float, float]]],
    *,
    within_km: float,
    candidates: int = 12,
    snap_cost: float = 3.0,
) -> dict[str, Trace]:
    """Find the shortest course between pairs of points.

    Each end may use any of the nearest nodes; a kilometre of snapping costs as much as
    `snap_cost` kilometres of line, so that a farther node is taken only where it saves a detour.

    Parameters
    ----------
    wanted
        Link id, end a and end b.
    within_km
        Nodes farther from an end than this are not used.

    Returns
    -------
    traces
        By link id; links without a course are left out.
    """
    tasks = list(wanted)
    places = sorted({point for _, a, b in tasks for point in (a, b)})
    index = {point: number for number, point in enumerate(places)}
    n, extra = len(net.points), len(places)
    distance, near = cKDTree(ball(net.points)).query(
        ball(np.array(places, dtype=float)),
        k=[*range(1, candidates + 1)],
        distance_upper_bound=within_km,
    )
    sources, targets, weights = [], [], []
    for place in range(extra):
        for km, node in zip(distance[place], near[place], strict=True):
            if np.isfinite(km):
                cost = max(snap_cost * km, 1e-6)
                sources += [n + place, node]
                targets += [node, n + extra + place]
                weights += [cost, cost]
    base = net.matrix().tocoo()
    size = n + 2 * extra
    full = csr_array(
        (
            np.concatenate([base.data, np.array(weights)]),
            (
                np.concatenate([base.row, np.array(sources, dtype=np.int64)]),
                np.concatenate([base.col, np.array(targets, dtype=np.int64)]),
            ),
        ),
        shape=(size, size),
    )
    found: dict[str, Trace] = {}
    for start in sorted({a for _, a, _ in tasks}):
        _, before = dijkstra(full, indices=n + index[start], return_predecessors=True)
        for link_id, a, b in tasks:
            if a == start:
                nodes = _walk(before, n + extra + index[b])
                if len(nodes) > 2:
                    found[link_id] = _as_trace(net, full, nodes, a, b)
    return found


def _walk(before: npt.NDArray[np.int32], last: int) -> list[int]:
    nodes = [last]
    while before[nodes[-1]] >= 0:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]


def _as_trace(
    net: Net, full: csr_array, nodes: list[int], a: tuple[float, float], b: tuple[float, float]
) -> Trace:
    inner = net.points[nodes[1:-1]]
    ends = length_km([a, inner[0]]), length_km([inner[-1], b])
    km = sum(float(full[u, v]) for u, v in pairwise(nodes[1:-1]))
    return Trace(np.vstack([a, inner, b]), km + sum(ends), max(ends))


def simplified(points: Array, tolerance_deg: float) -> list[list[float]]:
    """Points without those that change the line by less than the tolerance, 4 decimals."""
    line = shapely.simplify(shapely.LineString(points), tolerance_deg)
    rounded = np.round(shapely.get_coordinates(line), 4)
    keep = np.ones(len(rounded), dtype=bool)
    keep[1:] = (rounded[1:] != rounded[:-1]).any(axis=1)
    kept: list[list[float]] = rounded[keep].tolist()
    return kept if len(kept) > 1 else [*kept, *kept]
