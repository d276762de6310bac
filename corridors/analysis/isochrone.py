"""Areas that can be reached from a place within some hours, built from the network reached.

An area is what lies beside the roads that are reached in time, on the ground and strategic: at
every point of a road as far as the time left allows at urban speed, at most the length of a way
between door and road (``access.city_km``). No circle around the origin: where no road leads
nothing is reached.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.analysis.surface import LEAST_PART_KM2, Marks, cell_size, surface
from corridors.card import Card, Shown
from corridors.messages import say
from corridors.network.frames import CRS
from corridors.network.geometry import link_line, load_geometry
from corridors.network.model import Network
from corridors.rounding import show
from corridors.routing.reach import Reach, reach

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

Array = np.ndarray[Any, Any]
SPLINTER_DEG = 0.004
"""Half the width in degrees below which a difference of two areas means nothing."""
STEP_KM = 1.0
"""Roads are followed in steps of at most this."""


@dataclass(frozen=True)
class Isochrone:
    """What is reached within some hours.

    Attributes
    ----------
    hours
        The bound.
    area
        Shapely polygons in degrees WGS84, with holes; empty where nothing is reached.
    """

    hours: float
    area: shapely.Geometry


@dataclass(frozen=True, eq=False, repr=False)
class Isochrones(Shown):
    """What is reached on one network.

    Attributes
    ----------
    reach
        Hours at nodes, terminals and places.
    areas
        One for each of the hours asked for, in their order.
    """

    network: Network
    reach: Reach
    areas: tuple[Isochrone, ...]

    def geo(self) -> gpd.GeoDataFrame:
        """One polygon for each of the hours, in degrees WGS84, with its area on the ellipsoid."""
        import geopandas as gpd

        return gpd.GeoDataFrame(
            {"within_h": [item.hours for item in self.areas],
             "area_km2": [geodesic_km2(item.area) for item in self.areas]},
            geometry=[item.area for item in self.areas], crs=CRS)

    def card(self, lang: str) -> Card:
        """Hours and areas."""
        heads = tuple(say(head, lang) for head in ("head.within_h", "head.area_km2"))
        rows = tuple((f"{item.hours:g}", show(geodesic_km2(item.area), "km2"))
                     for item in self.areas)
        hours = ", ".join(f"{item.hours:g}" for item in self.areas)
        return Card("Isochrones", self.reach.origin, say(
            "card.isochrones", lang, place=self.reach.origin), {}, heads, rows,
            frozenset({0, 1}), line=f"within {hours} h, {len(self.places)} places")

    @property
    def places(self) -> dict[str, float]:
        """Places that are reached within the longest of the hours, with their own hours."""
        return dict(self.reach.places)


def isochrones(networks: Sequence[Network], place: str, hours: Sequence[float], *,
               profile: str = "passenger", mode: str = "best") -> tuple[Isochrones, ...]:
    """Areas reached from a place within each of some hours, on each of some networks.

    Parameters
    ----------
    networks
        Such as the base and what is after; all are worked out on the same grid.
    place
        By any of its names, or coordinates.
    hours
        Door to door, above zero.
    profile
        A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
    mode
        Main mode, or ``best`` for the fastest of all at every place.

    Returns
    -------
    found
        One for each network; a longer time holds the area of a shorter one, and a network on which
        nothing is slower the area of the other, but for the simplifying of outlines.

    Raises
    ------
    InputError
        An unknown place or profile, or a main mode that the profile does not have.
    """
    most_h = max(hours)
    unique = list({id(network): network for network in networks}.values())
    reached = [reach(network, place, profile=profile, mode=mode, most_h=most_h)
               for network in unique]
    left = [limit - reached[0].door_h for limit in hours]
    marks = [_marks(found, max(left)) for found in reached]
    # Outlines of a bound are equally fine whatever other bounds are asked for.
    sizes = [cell_size([one.before(limit) for one in marks]) for limit in left]
    found = {id(network): Isochrones(network, one, _areas(one, mark, hours, left, sizes))
             for network, one, mark in zip(unique, reached, marks, strict=True)}
    return tuple(found[id(network)] for network in networks)


def geodesic_km2(area: shapely.Geometry) -> float:
    """Area on the ellipsoid WGS84, km2."""
    from pyproj import Geod

    value, _ = Geod(ellps="WGS84").geometry_area_perimeter(area)
    return abs(value) / 1e6


def larger_parts(area: shapely.Geometry) -> shapely.Geometry:
    """Polygons (degrees) without splinters: what is too small, or nowhere as wide as outlines err.

    Examples
    --------
    >>> import shapely
    >>> both = shapely.union(shapely.box(108, 22, 108.2, 22.1), shapely.box(109, 22, 110, 22.001))
    >>> larger_parts(both).bounds
    (108.0, 22.0, 108.2, 22.1)
    """
    import shapely

    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    wide = ~shapely.is_empty(shapely.buffer(parts, -SPLINTER_DEG))
    return shapely.MultiPolygon([part for part, kept in zip(parts, wide, strict=True)
                                 if kept and geodesic_km2(part) >= LEAST_PART_KM2])


def _areas(found: Reach, marks: Marks, hours: Sequence[float], left: Sequence[float],
           sizes: Sequence[float]) -> tuple[Isochrone, ...]:
    """Areas in degrees; the shorter ones are added to the longer ones, whose grid is coarser."""
    import shapely

    impedance = found.drive.impedance
    reach_km = impedance.number("access.city_km")
    speed = reach_km / impedance.road_urban(reach_km).hours
    shapes: dict[float, shapely.Geometry] = {}
    finer: list[shapely.Geometry] = []
    for cell_km in sorted(set(sizes)):
        bounds = [limit for limit, size in zip(left, sizes, strict=True) if size == cell_km]
        over = surface(marks.before(max(bounds)), speed, reach_km, cell_km)
        for limit in sorted(bounds):
            shapes[limit] = shapely.union_all([over.within(limit), *finer])
        finer = [shapes[max(bounds)]]
    frame = _Frame.around(found)
    return tuple(Isochrone(limit, shapely.transform(shapes[bound], frame.back))
                 for limit, bound in zip(hours, left, strict=True))


@dataclass(frozen=True)
class _Frame:
    """Even projection in km around the origin."""

    way: Any

    @classmethod
    def around(cls, found: Reach) -> _Frame:
        from pyproj import Transformer

        lon, lat = found.drive.roads.points[found.drive.roads.spots[f"place:{found.origin}"]]
        return cls(Transformer.from_crs(
            "EPSG:4326", f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=km",
            always_xy=True))

    def onto(self, points: Array) -> Array:
        """Degrees (n, 2) as km (n, 2)."""
        return np.column_stack(self.way.transform(points[:, 0], points[:, 1]))

    def back(self, points: Array) -> Array:
        """Km (n, 2) as degrees (n, 2)."""
        return np.column_stack(self.way.transform(points[:, 0], points[:, 1],
                                                  direction="INVERSE"))


def _marks(found: Reach, most_h: float) -> Marks:
    """Points along every road that is reached in time, and the first door itself."""
    roads, frame = found.drive.roads, _Frame.around(found)
    reached = np.flatnonzero(found.nodes < most_h)
    at = np.full((roads.size, 2), np.nan)
    near = np.isin(roads.tail, reached) if len(reached) < roads.size else np.ones(
        len(roads.tail), dtype=bool)
    needed = np.unique(np.concatenate([reached, roads.head[near]]))
    at[needed] = frame.onto(roads.points[needed])
    x, y, hours = [at[reached, 0]], [at[reached, 1]], [found.nodes[reached]]
    home = at[roads.spots[f"place:{found.origin}"]] if len(reached) else np.zeros(2)
    if found.start_h < most_h:
        x, y, hours = [*x, home[:1]], [*y, home[1:]], [*hours, np.array([found.start_h])]
    for part in (*_on_ground(found, at, most_h), *_on_links(found, frame, most_h)):
        x, y, hours = [*x, part[0]], [*y, part[1]], [*hours, part[2]]
    columns = [np.concatenate(column) for column in (x, y, hours)]
    late = columns[2] >= most_h
    return Marks(*(column[~late] for column in columns))


def _share_first(found: Reach, arcs: Array) -> Array:
    """Share of arcs that is reached first from their tail, the whole where the head is later."""
    roads, hours = found.drive.roads, found.drive.hours[arcs]
    start, end = found.nodes[roads.tail[arcs]], found.nodes[roads.head[arcs]]
    share: Array = np.clip((np.where(np.isfinite(end), end, start + 2 * hours) - start + hours)
                           / np.maximum(2 * hours, 1e-12), 0.0, 1.0)
    return share


def _on_ground(found: Reach, at: Array, most_h: float) -> Sequence[tuple[Array, Array, Array]]:
    """Points along the roads on the ground, which are straight from end to end."""
    roads, drive = found.drive.roads, found.drive
    first_spot = int(roads.spot_node.min())
    arcs = np.flatnonzero(roads.both((roads.link < 0) & (roads.a < first_spot)
                                     & (roads.b < first_spot))
                          & (found.nodes[roads.tail] < most_h))
    start, end = at[roads.tail[arcs]], at[roads.head[arcs]]
    begin_h, hours = found.nodes[roads.tail[arcs]], drive.hours[arcs]
    share = np.minimum(_share_first(found, arcs), (most_h - begin_h) / np.maximum(hours, 1e-12))
    count = np.ceil(np.hypot(*(end - start).T) * share / STEP_KM).astype(np.int64)
    row = np.repeat(np.arange(len(arcs)), count)
    step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + 1
    part = share[row] * step / count[row]
    points = start[row] + (end - start)[row] * part[:, None]
    return [(points[:, 0], points[:, 1], begin_h[row] + hours[row] * part)]


def _on_links(found: Reach, frame: _Frame,
              most_h: float) -> Sequence[tuple[Array, Array, Array]]:
    """Points along the strategic roads, on their course."""
    roads, drive = found.drive.roads, found.drive
    network = drive.impedance.network
    begin = np.zeros(len(roads.link))  # share of the link at which a part begins
    passed: dict[int, float] = {}
    for row in np.flatnonzero(roads.link >= 0).tolist():
        begin[row] = passed.get(int(roads.link[row]), 0.0)
        passed[int(roads.link[row])] = begin[row] + float(roads.share[row])
    lines = load_geometry(network.data_dir) if network.data_dir else {}
    courses: dict[int, tuple[Array, Array]] = {}
    out = []
    arcs = np.flatnonzero(roads.both(roads.link >= 0) & (found.nodes[roads.tail] < most_h)
                          & np.isfinite(drive.hours))
    for arc, first in zip(arcs.tolist(), _share_first(found, arcs).tolist(), strict=True):
        row, back = arc % len(roads.a), arc >= len(roads.a)
        link = network.links.index[str(roads.link_ids[roads.link[row]])]
        if link not in courses:
            points = frame.onto(np.array(link_line(network, link, lines)))
            along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
            courses[link] = points, along
        points, along = courses[link]
        share, start = float(roads.share[row]), float(begin[row])
        begin_h, hours = float(found.nodes[roads.tail[arc]]), float(drive.hours[arc])
        first = min(first, (most_h - begin_h) / max(hours, 1e-12))
        count = math.ceil(along[-1] * share * first / STEP_KM)
        part = first * np.arange(1, count + 1) / max(count, 1)
        at = (start + share * (1 - part if back else part)) * along[-1]
        out.append((np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1]),
                    begin_h + hours * part))
    return out

