"""Ways under construction or proposed, put together to the lines that they are pieces of."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corridors.network.distance import great_circle_km
from corridors.units import EARTH_RADIUS_KM, METRES_PER_KM

if TYPE_CHECKING:
    import geopandas as gpd

Floats = npt.NDArray[np.float64]

NAMED_GAP_M = 5000.0
"""Pieces of one name may lie this far apart: carriageways, tunnels not yet drawn."""
TOUCH_M = 1.0
"""Pieces without a name must touch."""
BESIDE_M = 100.0
"""Lines that run side by side within this distance are carriageways or tracks of one line."""
ALONG = 0.8
"""Cosine between two directions from which on they count as the same or the opposite one."""

Place = tuple[float, float]


@dataclass(frozen=True)
class Planned:
    """A line that OpenStreetMap has as under construction or proposed.

    Attributes
    ----------
    mode, class_, state
        As :class:`~corridors.osm.tags.Kind` has them; the class of most of the length.
    osmids
        Ids of its ways, ascending.
    traced_km
        Length of its course; where lines run side by side each counts with its share.
    double
        Share of the course that has a second line beside it.
    ends
        Longitude and latitude of the two points farthest from each other.
    maxspeed_kph
        The greatest that is tagged; None where none is.
    """

    mode: str
    class_: str
    state: str
    name: str
    name_en: str
    ref: str
    osmids: tuple[int, ...]
    traced_km: float
    double: float
    ends: tuple[Place, Place]
    maxspeed_kph: float | None
    opening: tuple[str, ...]


@dataclass(frozen=True)
class _Course:
    """One way, or a part of one."""

    osmid: int
    mode: str
    class_: str
    state: str
    name: str
    name_en: str
    ref: str
    opening: str
    maxspeed_kph: float | None
    places: Floats


def planned_lines(planned: gpd.GeoDataFrame, *, least_km: float = 1.0) -> tuple[Planned, ...]:
    """Lines out of the ways under construction or proposed, ramps and ferries left out.

    Ways of one mode, state and name (or number, where they have no name) that lie within
    :data:`NAMED_GAP_M` are one line; without either they must touch.

    Parameters
    ----------
    planned
        As :func:`corridors.osm.frames.planned_frame` makes it, or as read from the layer
        ``planned`` of a build.
    least_km
        Shorter ones are left out: single bridges, short gaps.

    Returns
    -------
    lines
        By mode, then the lowest id of their ways.
    """
    import networkx as nx
    import shapely

    found: dict[tuple[str, str, str], list[_Course]] = {}
    for one in _courses(planned):
        found.setdefault((one.mode, one.state, one.name or one.ref), []).append(one)
    lines = []
    for (_, _, name), members in found.items():
        shapes = [shapely.LineString(places) for places in _planes([m.places for m in members])]
        near = shapely.STRtree(shapes).query(shapes, "dwithin",
                                             NAMED_GAP_M if name else TOUCH_M)
        graph = nx.Graph()
        graph.add_nodes_from(range(len(members)))
        graph.add_edges_from(near.T.tolist())
        for part in nx.connected_components(graph):
            line = _line([members[i] for i in sorted(part)])
            if line.traced_km >= least_km:
                lines.append(line)
    return tuple(sorted(lines, key=lambda line: (line.mode, line.osmids)))


def _courses(planned: gpd.GeoDataFrame) -> Iterator[_Course]:
    """Rows of the table that are lines of their own; by the ids of their ways."""
    import pandas as pd
    import shapely

    def text(row: Any, name: str) -> str:
        value = getattr(row, name, None)
        return "" if value is None or pd.isna(value) else str(value)

    ordered = planned.rename(columns={"class": "class_"}).sort_values("osmid", kind="stable")
    for row in ordered.itertuples(index=False):
        if row.mode == "ferry" or text(row, "highway").endswith("_link"):
            continue
        yield _Course(
            int(row.osmid), row.mode, row.class_, row.state, text(row, "name"),
            text(row, "name_en"), text(row, "ref"), text(row, "opening"),
            float(row.speed_kph) if text(row, "speed_basis") == "tag" else None,
            shapely.get_coordinates(row.geometry))


def _line(members: list[_Course]) -> Planned:
    """One line of some ways."""
    courses = [one.places for one in members]
    kms, beside = zip(*_shares(courses), strict=True)
    total = sum(kms)
    by_class: dict[str, float] = {}
    for one, km in zip(members, kms, strict=True):
        by_class[one.class_] = by_class.get(one.class_, 0.0) + km
    tagged = [one.maxspeed_kph for one in members if one.maxspeed_kph is not None]
    first = members[0]
    return Planned(
        mode=first.mode, class_=max(sorted(by_class), key=by_class.__getitem__),
        state=first.state, name=_usual([one.name for one in members]),
        name_en=_usual([one.name_en for one in members]),
        ref=_usual([one.ref for one in members]),
        osmids=tuple(sorted({one.osmid for one in members})), traced_km=total,
        double=sum(beside) / total if total else 0.0, ends=_ends(np.concatenate(courses)),
        maxspeed_kph=max(tagged, default=None),
        opening=tuple(sorted({one.opening for one in members} - {""})))


def _usual(given: list[str]) -> str:
    """The value that most ways have; of equals the first by the alphabet."""
    some = [one for one in given if one]
    return max(sorted(set(some)), key=some.count, default="")


def _shares(courses: list[Floats]) -> list[tuple[float, float]]:
    """Of each course: km, each stretch divided by the lines that run there; km that have one.

    A stretch has another line beside it where the foot of the perpendicular from its middle lies
    on a stretch of about the same or the opposite direction, within :data:`BESIDE_M`.
    """
    import shapely

    flat = _planes(courses)
    owner = np.repeat(np.arange(len(courses)), [len(course) - 1 for course in courses])
    start, end = (np.concatenate([c[s] for c in flat]) for s in (np.s_[:-1], np.s_[1:]))
    way = end - start
    length = np.hypot(way[:, 0], way[:, 1])
    kept = length > 0
    owner, start, end, way, length = (one[kept] for one in (owner, start, end, way, length))
    segments = shapely.linestrings(np.stack([start, end], axis=1))
    centre = (start + end) / 2
    one, other = shapely.STRtree(segments).query(shapely.points(centre), "dwithin", BESIDE_M)
    one, other = one[one != other], other[one != other]
    foot = ((centre[one] - start[other]) * way[other]).sum(axis=1) / length[other] ** 2
    cosine = (way[one] * way[other]).sum(axis=1) / (length[one] * length[other])
    parallel = (foot >= 0) & (foot < 1) & (np.abs(cosine) > ALONG)
    lines = 1 + np.bincount(one[parallel], minlength=len(owner))
    km = _segment_km(courses)[kept] / lines
    return [(float(km[owner == i].sum()), float(km[(owner == i) & (lines > 1)].sum()))
            for i in range(len(courses))]


def _planes(courses: list[Floats]) -> list[Floats]:
    """Degrees -> metres on a plane, all courses on one: good for what lies near what.

    Lengths are taken on the globe.
    """
    middle = float(np.concatenate(courses)[:, 1].mean())
    scale = math.radians(1.0) * EARTH_RADIUS_KM * METRES_PER_KM
    return [course * (scale * math.cos(math.radians(middle)), scale) for course in courses]


def _segment_km(courses: list[Floats]) -> npt.NDArray[np.float64]:
    return np.array([great_circle_km(*a, *b) for course in courses
                     for a, b in zip(course[:-1].tolist(), course[1:].tolist(), strict=True)])


def _ends(points: Floats) -> tuple[Place, Place]:
    """The two points farthest from each other, the western one first."""
    import shapely

    hull = shapely.get_coordinates(shapely.MultiPoint(points).convex_hull)
    places: list[Place] = sorted({(x, y) for x, y in hull.tolist()})
    _, west, east = max((great_circle_km(*a, *b), a, b)
                        for i, a in enumerate(places) for b in places[i + 1:])
    return west, east
