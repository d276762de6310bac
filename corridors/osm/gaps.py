"""Whether a network hangs together: its components, and dead ends that nearly touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corridors.osm.frames import NETWORKS
from corridors.osm.graph import Built

if TYPE_CHECKING:
    import geopandas as gpd

NAMES = {0: "road", 1: "rail", 2: "inland"}
"""Networks by number; ferries belong to the roads."""
BANDS_M = (50.0, 200.0)
"""A gap up to the first is most likely a slip of the pen, up to the second worth a look."""
DETOUR_M = 2000.0
"""A dead end that reaches the other course within so much along the network has no gap there."""
BESIDE_M, AHEAD_DEGREES = 5.0, 75.0
"""Beyond so many metres a gap must lie ahead of the dead end: tracks that end side by side in a
terminus have none."""
METRES_PER_DEGREE = 6_371_009.0 * np.pi / 180


@dataclass(frozen=True, slots=True)
class Component:
    """How a network hangs together.

    Attributes
    ----------
    network
        ``road`` (with ferries), ``rail`` or ``inland``.
    count
        Of the components.
    km, largest_km
        Length of all and of the largest, a course that goes both ways counted once.
    """

    network: str
    count: int
    km: float
    largest_km: float

    @property
    def share(self) -> float:
        """Part of the length in the largest component, 0 to 1."""
        return self.largest_km / self.km if self.km else 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A dead end that nearly touches another course of its network.

    Attributes
    ----------
    node
        Id of the dead end in the graph.
    lon, lat, to_lon, to_lat
        The dead end and the nearest point of the other course, degrees.
    gap_m
        Between the two.
    way, to_way
        OpenStreetMap ids of the ways, several joined by a semicolon.
    apart
        Whether the two belong to different components; else the way along the network is longer
        than :data:`DETOUR_M`.
    """

    network: str
    node: int
    lon: float
    lat: float
    gap_m: float
    to_lon: float
    to_lat: float
    way: str
    to_way: str
    apart: bool


@dataclass(frozen=True, slots=True)
class _Net:
    """One network as undirected arrays: nodes by place."""

    name: str
    edges: gpd.GeoDataFrame
    ids: npt.NDArray[np.int64]
    a: npt.NDArray[np.int64]
    b: npt.NDArray[np.int64]
    length_m: npt.NDArray[np.float64]
    component: npt.NDArray[np.int32]


def components(built: Built) -> tuple[Component, ...]:
    """How each network hangs together, taking every edge as passable both ways."""
    found = []
    for net in _nets(built):
        part = np.bincount(net.component[net.a], net.length_m) / 1000
        found.append(Component(net.name, len(part), float(part.sum()), float(part.max())))
    return tuple(found)


def gaps(built: Built, reach_m: float = BANDS_M[-1]) -> tuple[Gap, ...]:
    """Dead ends that come within some metres of another course of their network.

    Left out are ends at which the data were cut, ends that reach the other course along the
    network within :data:`DETOUR_M`, and courses that lie beside the end instead of ahead. What is
    found is to be looked at: a road that ends below a viaduct has no gap.
    """
    cut = {int(node) for node in built.nodes.index[built.nodes["cut"].notna()]}
    return tuple(gap for net in _nets(built) for gap in _gaps(net, built, cut, reach_m))


def _nets(built: Built) -> list[_Net]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    edges = built.edges[~built.edges["reversed"].to_numpy(bool)]
    number = edges["mode"].map(NETWORKS).to_numpy()
    found = []
    for at, name in NAMES.items():
        own = edges[number == at]
        if own.empty:
            continue
        ends = np.column_stack([own.index.get_level_values(level) for level in "uv"])
        ids, places = np.unique(ends, return_inverse=True)
        places = places.reshape(ends.shape)
        links = coo_array((np.ones(len(own)), (places[:, 0], places[:, 1])), (len(ids),) * 2)
        _, component = connected_components(links, directed=False)
        found.append(_Net(name, own, ids, places[:, 0], places[:, 1],
                          own["length"].to_numpy(float), component))
    return found


def _gaps(net: _Net, built: Built, cut: set[int], reach_m: float) -> list[Gap]:
    import shapely

    degree = np.bincount(np.concatenate([net.a, net.b]), minlength=len(net.ids))
    dead = np.array([place for place in np.flatnonzero(degree == 1)
                     if int(net.ids[place]) not in cut], np.int64)
    if not len(dead):
        return []
    at = built.nodes.loc[net.ids[dead], ["x", "y"]].to_numpy(float)
    points = shapely.points(_mercator(at))
    lines = shapely.transform(net.edges.geometry.to_numpy(), _mercator)
    scale = np.cos(np.radians(at[:, 1]))
    tree = shapely.STRtree(lines)
    which, edge = tree.query(points, predicate="dwithin",
                             distance=reach_m / METRES_PER_DEGREE / scale)
    own = (net.a[edge] == dead[which]) | (net.b[edge] == dead[which])
    own_edge = dict(zip(dead[which[own]].tolist(), edge[own].tolist(), strict=True))
    gap_m = shapely.distance(points[which], lines[edge]) * scale[which] * METRES_PER_DEGREE
    near: dict[int, list[tuple[float, int, int]]] = {}
    for i in np.flatnonzero(~own & (gap_m <= reach_m)):
        near.setdefault(int(which[i]), []).append((float(gap_m[i]), int(edge[i]), int(i)))
    around = _neighbours(net) if near else {}
    found = []
    for place, candidates in near.items():
        start = int(dead[place])
        ends = [(int(net.a[other]), int(net.b[other])) for _, other, _ in candidates]
        close = _within(around, start, DETOUR_M, ends)
        for metres, other, _ in sorted(candidates):
            a, b = int(net.a[other]), int(net.b[other])
            if a in close or b in close:
                continue
            touch = shapely.get_coordinates(shapely.shortest_line(points[place], lines[other]))[1]
            mine = own_edge[start]
            if metres > BESIDE_M and not _ahead(lines[mine], net.b[mine] == start, touch):
                continue
            to_lon, to_lat = _degrees(touch)
            found.append(Gap(
                net.name, int(net.ids[start]), float(at[place, 0]), float(at[place, 1]), metres,
                to_lon, to_lat, str(net.edges["osmid"].iloc[mine]),
                str(net.edges["osmid"].iloc[other]),
                bool(net.component[start] != net.component[a])))
            break
    return _each_once(sorted(found, key=lambda gap: (gap.gap_m, gap.node)))


def _ahead(line: Any, at_end: bool, touch: npt.NDArray[np.float64]) -> bool:
    """Whether a place lies ahead of an end of a line."""
    import shapely

    places = shapely.get_coordinates(line)
    before, end = (places[-2], places[-1]) if at_end else (places[1], places[0])
    along, over = end - before, touch - end
    size = float(np.hypot(*along) * np.hypot(*over))
    return size == 0 or float(along @ over) >= size * np.cos(np.radians(AHEAD_DEGREES))


def _each_once(found: list[Gap]) -> list[Gap]:
    """Two dead ends that face each other are one gap."""
    kept: list[Gap] = []
    seen: set[frozenset[str]] = set()
    for gap in found:
        facing = frozenset((f"{gap.lon:.4f},{gap.lat:.4f}", f"{gap.to_lon:.4f},{gap.to_lat:.4f}"))
        if facing not in seen:
            seen.add(facing)
            kept.append(gap)
    return kept


def _neighbours(net: _Net) -> dict[int, list[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = {}
    for a, b, length in zip(net.a.tolist(), net.b.tolist(), net.length_m.tolist(), strict=True):
        found.setdefault(a, []).append((b, length))
        found.setdefault(b, []).append((a, length))
    return found


def _within(around: Mapping[int, list[tuple[int, float]]], start: int, limit_m: float,
            sought: Iterable[tuple[int, int]]) -> set[int]:
    """Nodes within some metres along the network, the start among them.

    Once one node of each pair that is sought was reached no more are looked for.
    """
    done: set[int] = set()
    left = list(sought)
    at = {node for pair in left for node in pair}
    queue = [(0.0, start)]
    while queue and left:
        metres, node = heappop(queue)
        if node in done:
            continue
        done.add(node)
        if node in at:
            left = [pair for pair in left if node not in pair]
        for other, length in around[node]:
            if other not in done and metres + length <= limit_m:
                heappush(queue, (metres + length, other))
    return done


def _mercator(degrees: Any) -> Any:
    """Longitude and latitude to the conformal plane, in degrees at the equator."""
    return np.column_stack([degrees[:, 0], np.degrees(np.arcsinh(np.tan(np.radians(
        degrees[:, 1]))))])


def _degrees(place: npt.NDArray[np.float64]) -> tuple[float, float]:
    return (round(float(place[0]), 7),
            round(float(np.degrees(np.arctan(np.sinh(np.radians(place[1]))))), 7))
