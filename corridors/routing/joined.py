"""Roads on the ground with the strategic roads and all places and terminals joined to them.

Ground roads have no class and no date. The strategic roads of a network lie on top of them, with
their own length, class and date; one changes over at their nodes, and where an expressway passes a
county seat. Everything that trips start, end or change at is a *spot* joined to the nearest road.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from corridors.ground.model import Ground, ball
from corridors.network.geometry import Line, link_line, load_geometry
from corridors.network.model import Network

Array = np.ndarray[Any, Any]
Point = tuple[float, float]
SNAP_KM = 25.0
"""Spots farther from any road than this are not joined."""
LEAST_COMPONENT = 100
"""Roads that hang together in fewer points than this carry no spot."""


@dataclass(frozen=True, eq=False)
class Joined:
    """Nodes and arcs one drives on; rows of arrays are nodes (n) or directed arcs (m).

    Attributes
    ----------
    points
        Longitude and latitude (n, 2): first the points of the ground, then the spots and stops.
    spots
        ``place:<id>``, ``node:<id>`` or ``point:<id>`` -> node.
    snap_km
        Straight distance between each spot and the road it is joined to; not there where none is
        near enough.
    tail, head
        Ends of the arcs (m,).
    ground_km, urban_km
        Length of the arc on ground roads, and beside them (m,).
    terminal
        Row of the network's nodes that the arc leads to or from, -1 for other arcs (m,).
    link, reverse, share
        Row of the network's links that the arc is a part of (-1 for none), whether it is ridden
        from b to a, and which share of it the arc is (m,).
    """

    points: Array
    spots: Mapping[str, int]
    snap_km: Mapping[str, float]
    tail: Array
    head: Array
    ground_km: Array
    urban_km: Array
    terminal: Array
    link: Array
    reverse: Array
    share: Array

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.points)

    @property
    def back(self) -> Array:
        """The arc the other way, of every arc (m,)."""
        return np.roll(np.arange(len(self.tail)), len(self.tail) // 2)


@dataclass
class _Arcs:
    """Arcs while they are collected: one row both ways."""

    rows: list[tuple[int, int, float, float, int, int, float]]

    def add(self, a: int, b: int, *, ground: float = 0.0, urban: float = 0.0, terminal: int = -1,
            link: int = -1, share: float = 0.0) -> None:
        self.rows.append((a, b, ground, urban, terminal, link, share))


def join(network: Network, ground: Ground, points: Mapping[str, Point] | None = None) -> Joined:
    """Join a network's strategic roads, places and terminals to the roads on the ground.

    Parameters
    ----------
    points
        Further spots by id, degrees WGS84.
    """
    detour = network.parameters.number("access.detour")
    where: dict[str, Point] = {}
    for prefix, rows in (("place", network.places), ("node", network.nodes)):
        where |= {f"{prefix}:{key}": (float(x), float(y)) for key, x, y in
                  zip(rows["id"], rows["lon"], rows["lat"], strict=True)}
    where |= {f"point:{key}": point for key, point in (points or {}).items()}
    first = len(ground.points)
    spots = {key: first + i for i, key in enumerate(where)}
    arcs = _Arcs([])
    snapped = _snap(ground, np.array(list(where.values())))
    _stubs(ground, arcs, first, snapped, detour)
    _terminals(network, arcs, spots)
    extra = _strategic(network, arcs, spots, where, first + len(where), detour)
    _ground(ground, arcs)
    a, b, along, beside, terminal, link, share = (np.array(column) for column in
                                                  zip(*arcs.rows, strict=True))
    placed = np.concatenate([ground.points, np.array(list(where.values())).reshape(-1, 2),
                             np.array(extra).reshape(-1, 2)])
    both = [np.concatenate([column, column]) for column in (along, beside, terminal, link, share)]
    reverse = np.repeat([False, True], len(a))
    return Joined(placed, spots, {key: float(km) for key, (_, _, km) in
                                  zip(where, snapped, strict=True) if km <= SNAP_KM},
                  np.concatenate([a, b]), np.concatenate([b, a]), both[0], both[1], both[2],
                  both[3], reverse, both[4])


def _ground(ground: Ground, arcs: _Arcs) -> None:
    for (u, v), km in zip(ground.ends.tolist(), ground.km.tolist(), strict=True):
        arcs.add(u, v, ground=km)


def _snap(ground: Ground, points: Array) -> list[tuple[int, float, float]]:
    """Nearest edge of each point, how far along it, and the straight distance in km."""
    import shapely

    counts = np.bincount(ground.component)
    big = counts >= min(LEAST_COMPONENT, int(counts.max()))
    rows = np.flatnonzero(big[ground.component[ground.ends[:, 0]]])
    # Degrees of longitude shrink to the north; at these latitudes one factor does for neighbours.
    scale = np.array([np.cos(np.radians(26.0)), 1.0])
    tree = shapely.STRtree(shapely.linestrings(ground.points[ground.ends[rows]] * scale))
    found = rows[tree.nearest(shapely.points(points * scale))]
    a, b, at = ball(ground.points[ground.ends[found, 0]]), ball(
        ground.points[ground.ends[found, 1]]), ball(points)
    along = b - a
    part = ((at - a) * along).sum(axis=1) / np.maximum((along * along).sum(axis=1), 1e-12)
    part = np.clip(part, 0.0, 1.0)
    away = np.sqrt(((a + along * part[:, None] - at) ** 2).sum(axis=1))
    return list(zip(found.tolist(), part.tolist(), away.tolist(), strict=True))


def _stubs(ground: Ground, arcs: _Arcs, first: int, snapped: Sequence[tuple[int, float, float]],
           detour: float) -> None:
    """Ways from the spots to both ends of their nearest road, and along it to one another."""
    on: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    for i, (edge, part, away) in enumerate(snapped):
        if away > SNAP_KM:
            continue
        node, km = first + i, float(ground.km[edge])
        for end, share in ((0, part), (1, 1 - part)):
            arcs.add(node, int(ground.ends[edge, end]), ground=km * share, urban=away * detour)
        on[edge].append((node, part, away))
    for edge, those in on.items():
        for (m, at, off), (n, to, away) in combinations(those, 2):
            arcs.add(m, n, ground=float(ground.km[edge]) * abs(at - to),
                     urban=(off + away) * detour)


def _terminals(network: Network, arcs: _Arcs, spots: Mapping[str, int]) -> None:
    """Stated ways between terminals and their road nodes, and places at theirs."""
    nodes, places = network.nodes, network.places
    for i, key in enumerate(nodes["id"]):
        road, km = str(nodes["road_node_id"][i]), float(nodes["road_km"][i])
        if road:
            arcs.add(spots[f"node:{key}"], spots[f"node:{road}"], urban=0.0 if km != km else km,
                     terminal=i)
    for i, key in enumerate(places["id"]):
        if road := str(places["road_node_id"][i]):
            arcs.add(spots[f"place:{key}"], spots[f"node:{road}"])


def _strategic(network: Network, arcs: _Arcs, spots: Mapping[str, int],
               where: Mapping[str, Point], free: int, detour: float) -> list[Point]:
    """Strategic roads, cut where an expressway passes a place; points of the stops."""
    lines = load_geometry(network.data_dir) if network.data_dir else {}
    links = network.links
    near = network.parameters.number("access.interchange_km")
    seats = {key: point for key, point in where.items() if key.startswith("place:")}
    stops: list[Point] = []
    for i, mode in enumerate(links["mode"]):
        if mode != "road":
            continue
        ends = [spots[f"node:{links[end][i]}"] for end in ("from_node_id", "to_node_id")]
        passed = _passed(link_line(network, i, lines), seats, near) if (
            str(links["class"][i]).startswith("expressway")
            and str(links["id"][i]) in lines) else []
        at, before = ends[0], 0.0
        for key, part, point, away in passed:
            stop = free + len(stops)
            stops.append(point)
            arcs.add(stop, spots[key], urban=away * detour)
            arcs.add(at, stop, link=i, share=part - before)
            at, before = stop, part
        arcs.add(at, ends[1], link=i, share=1 - before)
    return stops


def _passed(line: Line, seats: Mapping[str, Point], near: float
            ) -> list[tuple[str, float, Point, float]]:
    """Places that a course passes within some km: share of the course, point, km; in order."""
    import shapely

    course = shapely.LineString(line)
    names = list(seats)
    every = np.array([seats[name] for name in names])
    box = course.bounds
    margin = near / 90.0
    inside = np.flatnonzero((every[:, 0] > box[0] - margin) & (every[:, 0] < box[2] + margin)
                            & (every[:, 1] > box[1] - margin) & (every[:, 1] < box[3] + margin))
    found = []
    for n in inside:
        part = float(course.project(shapely.Point(every[n]), normalized=True))
        point = course.interpolate(part, normalized=True)
        ends = ball(np.array([[point.x, point.y], every[n]]))
        away = float(np.sqrt(((ends[0] - ends[1]) ** 2).sum()))
        if away <= near and 0.0 < part < 1.0:
            found.append((part, names[n], (float(point.x), float(point.y)), away))
    return [(name, part, point, away) for part, name, point, away in sorted(found)]
