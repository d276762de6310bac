"""How places, terminals and strategic roads are joined to the roads on the ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, count
from typing import Any

import numpy as np

from corridors.ground.model import Ground, ball
from corridors.ground.near import beside, carrying
from corridors.network.geometry import Line
from corridors.network.model import Network
from corridors.routing.joined import SNAP_KM, Joined, Point

Array = np.ndarray[Any, Any]
OWN = "point_"
"""Begin of the ids of places that stand for coordinates; no expressway has an interchange there."""
SHRINK = np.array([np.cos(np.radians(26.0)), 1.0])
"""A degree of longitude is shorter to the north; here one factor does for neighbours."""


@dataclass(frozen=True)
class Node:
    """What of a node matters here: where it lies, and its road node."""

    id: str
    point: Point
    road: str


@dataclass(frozen=True)
class Road:
    """What of a strategic road matters here: its ends."""

    id: str
    start: str
    end: str


@dataclass(frozen=True)
class Parts:
    """Nodes, places and strategic roads to be joined."""

    nodes: tuple[Node, ...]
    places: tuple[Node, ...]
    roads: tuple[Road, ...]

    @property
    def marks(self) -> list[str]:
        """A text for each part that says all of it: networks with equal marks join alike."""
        return [*(f"node {item.id} {item.point} {item.road}" for item in self.nodes),
                *(f"place {item.id} {item.point} {item.road}" for item in self.places),
                *(f"road {item.id} {item.start} {item.end}" for item in self.roads)]

    @classmethod
    def of(cls, network: Network) -> Parts:
        """Those of a network, but for places that stand for coordinates."""
        links = network.links
        nodes, places = (tuple(
            Node(str(key), (float(x), float(y)), str(road)) for key, x, y, road in zip(
                table["id"], table["lon"], table["lat"], table["road_node_id"], strict=True)
            if not str(key).startswith(OWN)) for table in (network.nodes, network.places))
        return cls(nodes, places, tuple(
            Road(str(key), str(a), str(b)) for key, mode, a, b in zip(
                links["id"], links["mode"], links["from_node_id"], links["to_node_id"],
                strict=True) if mode == "road"))


@dataclass
class _Roads:
    """Roads while they are collected."""

    rows: list[tuple[int, int, float, float, int, int, float, int]] = field(default_factory=list)

    def add(self, a: int, b: int, *, ground: float = 0.0, beside: float = 0.0, stated: int = -1,
            link: int = -1, share: float = 0.0, stop: int = -1) -> None:
        self.rows.append((a, b, ground, beside, stated, link, share, stop))

    def columns(self) -> dict[str, Array]:
        """The roads as arrays."""
        names = ("a", "b", "ground_km", "beside_km", "stated", "link", "share", "stop")
        kinds = (np.int32, np.int32, float, float, np.int32, np.int32, float, np.int32)
        given = zip(*self.rows, strict=True) if self.rows else ([] for _ in names)
        return {name: np.array(column, dtype=kind)
                for name, kind, column in zip(names, kinds, given, strict=True)}


def join(parts: Parts, ground: Ground, lines: Mapping[str, Line], near_km: float) -> Joined:
    """Join strategic roads, places and terminals to the roads on the ground.

    A place with a road node stands at that node, and is joined by its own seat as well.

    Parameters
    ----------
    lines
        Courses of strategic roads by id; those of the others are straight and pass nobody.
    near_km
        A place this near to the course of an expressway, as the crow flies, has an interchange.
    """
    first = len(ground.points)
    spots = {f"node:{item.id}": first + i for i, item in enumerate(parts.nodes)}
    free = [item for item in parts.places if not item.road]
    spots |= {f"place:{item.id}": first + len(spots) + i for i, item in enumerate(free)}
    at = np.array([item.point for item in (*parts.nodes, *free)]).reshape(-1, 2)
    spots |= {f"place:{item.id}": spots[f"node:{item.road}"] for item in parts.places if item.road}
    seats = {f"place:{item.id}": item.point for item in parts.places}
    where = {f"node:{item.id}": item.point for item in parts.nodes} | seats
    edge, part, away = snap(ground, np.array([where[key] for key in spots]).reshape(-1, 2))
    roads = _Roads()
    _stubs(ground, roads, list(zip(spots.values(), edge.tolist(), part.tolist(), away.tolist(),
                                   strict=True)))
    for i, item in enumerate(parts.nodes):
        if item.road:
            roads.add(spots[f"node:{item.id}"], spots[f"node:{item.road}"], stated=i)
    stops = _strategic(parts.roads, roads, spots, seats, lines, first + len(at), near_km)
    own = roads.columns()
    nothing, none = np.zeros(len(ground.km)), np.full(len(ground.km), -1, dtype=np.int32)
    ends = ground.ends.astype(np.int32)
    below = {"a": ends[:, 0], "b": ends[:, 1], "ground_km": ground.km, "beside_km": nothing,
             "stated": none, "link": none, "share": nothing, "stop": none}
    return Joined(
        np.concatenate([ground.points, at, np.array(stops).reshape(-1, 2)]),
        np.array(list(spots), dtype=str), np.array(list(spots.values()), dtype=np.int32),
        edge.astype(np.int32), part, away, np.array([item.id for item in parts.nodes], dtype=str),
        np.array([item.id for item in parts.roads], dtype=str),
        **{name: np.concatenate([column, below[name]]) for name, column in own.items()},
        marks=np.array(parts.marks, dtype=str))


def with_points(roads: Joined, ground: Ground, points: Mapping[str, Point]) -> Joined:
    """The same roads with further spots, by their whole ids."""
    at = np.array(list(points.values())).reshape(-1, 2)
    edge, part, away = snap(ground, at)
    node = roads.size + np.arange(len(at), dtype=np.int32)
    more = _Roads()
    known = list(zip(roads.spot_node.tolist(), roads.edge.tolist(), roads.part.tolist(),
                     roads.away_km.tolist(), strict=True))
    _stubs(ground, more, list(zip(node.tolist(), edge.tolist(), part.tolist(), away.tolist(),
                                  strict=True)), known)
    longer = {name: np.concatenate([getattr(roads, name), column])
              for name, column in more.columns().items()}
    return replace(
        roads, points=np.concatenate([roads.points, at]),
        spot_ids=np.concatenate([roads.spot_ids, np.array(list(points), dtype=str)]),
        spot_node=np.concatenate([roads.spot_node, node]),
        edge=np.concatenate([roads.edge, edge.astype(np.int32)]),
        part=np.concatenate([roads.part, part]),
        away_km=np.concatenate([roads.away_km, away]), **longer)


def snap(ground: Ground, points: Array) -> tuple[Array, Array, Array]:
    """Nearest road on the ground of each point, how far along it, and the straight distance, km."""
    import shapely

    rows = carrying(ground)
    tree = shapely.STRtree(shapely.linestrings(ground.points[ground.ends[rows]] * SHRINK))
    found = rows[tree.nearest(shapely.points(points * SHRINK))]
    starts, ends = (ball(ground.points[ground.ends[found, end]]) for end in (0, 1))
    part, away = beside(starts, ends, ball(points))
    return found, part, away


Snapped = tuple[int, int, float, float]
"""Node, nearest road, how far along it, straight distance."""


def _stubs(ground: Ground, roads: _Roads, snapped: Sequence[Snapped],
           known: Iterable[Snapped] = ()) -> None:
    """Ways from spots to both ends of their nearest road, and along it to one another.

    Parameters
    ----------
    known
        Spots that are joined already.
    """
    on: dict[int, list[tuple[int, float, float, bool]]] = defaultdict(list)
    for new, items in ((False, known), (True, snapped)):
        for node, edge, part, away in items:
            if away > SNAP_KM:
                continue
            on[edge].append((node, part, away, new))
            for end, share in ((0, part), (1, 1 - part)) if new else ():
                roads.add(node, int(ground.ends[edge, end]),
                          ground=float(ground.km[edge]) * share, beside=away)
    for edge, those in on.items():
        for (m, here, off, early), (n, there, away, late) in combinations(those, 2):
            if m != n and (early or late):
                roads.add(m, n, ground=float(ground.km[edge]) * abs(here - there),
                          beside=off + away)


def _strategic(links: Sequence[Road], roads: _Roads, spots: Mapping[str, int],
               seats: Mapping[str, Point], lines: Mapping[str, Line], free: int,
               near_km: float) -> list[Point]:
    """Strategic roads, cut where they pass a place; points of the stops."""
    stops: list[Point] = []
    number = count(free)
    for i, link in enumerate(links):
        at, before = spots[f"node:{link.start}"], 0.0
        passed = _passed(lines[link.id], seats, near_km) if link.id in lines else []
        for key, part, point, away in passed:
            if part > before:
                stop = next(number)
                stops.append(point)
                roads.add(at, stop, link=i, share=part - before)
                at, before = stop, part
            roads.add(at, spots[key], beside=away, stop=i)
        roads.add(at, spots[f"node:{link.end}"], link=i, share=1 - before)
    return stops


def _passed(line: Line, seats: Mapping[str, Point], near_km: float
            ) -> list[tuple[str, float, Point, float]]:
    """Places that a course passes within some km: share of the course, point, km; in order."""
    import shapely

    course = shapely.LineString(line)
    names = list(seats)
    every = np.array([seats[name] for name in names]).reshape(-1, 2)
    box = course.bounds
    margin = near_km / 90.0
    inside = np.flatnonzero((every[:, 0] > box[0] - margin) & (every[:, 0] < box[2] + margin)
                            & (every[:, 1] > box[1] - margin) & (every[:, 1] < box[3] + margin))
    found = []
    for n in inside:
        part = float(course.project(shapely.Point(every[n]), normalized=True))
        point = course.interpolate(part, normalized=True)
        ends = ball(np.array([[point.x, point.y], every[n]]))
        away = float(np.sqrt(((ends[0] - ends[1]) ** 2).sum()))
        if away <= near_km and 0.0 < part < 1.0:
            found.append((part, names[n], (float(point.x), float(point.y)), away))
    return [(name, part, point, away) for part, name, point, away in sorted(found)]
