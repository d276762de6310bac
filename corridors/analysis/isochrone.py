"""Areas that can be reached from a place within some hours, built from the network reached.

An area is what lies beside the roads that are reached in time: at every point of a road as far as
the time left allows at urban speed, at most the length of a way between door and road
(``access.city_km``). No circle around the origin: where no road leads nothing is reached.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corridors.network.geometry import Line, link_line, load_geometry
from corridors.network.model import Network
from corridors.routing.impedance import Impedance
from corridors.routing.reach import Reach, reach

if TYPE_CHECKING:
    import shapely

STEP_KM = 3.0
"""Roads are cut into pieces of about this length."""
DETAIL_KM = 0.4
"""Outlines are simplified to this."""
LEAST_HOLE_KM2 = 150.0
"""Gaps smaller than this are filled."""


@dataclass(frozen=True)
class Isochrone:
    """What is reached within some hours.

    Attributes
    ----------
    hours
        The bound.
    area
        Shapely polygon or polygons in degrees WGS84, with holes; empty where nothing is reached.
    """

    hours: float
    area: shapely.Geometry


def isochrones(network: Network, place: str, hours: Sequence[float], *,
               profile: str = "passenger", mode: str = "best") -> tuple[Isochrone, ...]:
    """Areas reached from a place within each of some hours, in their order.

    Parameters
    ----------
    place
        By any of its names.
    hours
        Door to door, above zero.
    mode
        Main mode, or ``best`` for the fastest of all at every place.

    Returns
    -------
    areas
        One for each of the hours; a longer time holds the area of a shorter one.

    Raises
    ------
    InputError
        An unknown place or profile, or a main mode that the profile does not have.
    """
    found = reach(network, place, profile=profile, mode=mode)
    impedance = Impedance(network, profile, "time")
    reach_km = impedance.number("access.city_km")
    speed = reach_km / impedance.road_urban(reach_km).hours
    lines = load_geometry(network.data_dir) if network.data_dir else {}
    pieces = _pieces(network, impedance, found, lines, max(hours))
    return tuple(Isochrone(limit, _area(network, found.origin, pieces, limit - found.door_h,
                                        speed, reach_km)) for limit in hours)


Piece = tuple[float, tuple[float, float], tuple[float, float]]
"""Hours at which the later of its ends is reached, and both ends in degrees."""


def _pieces(network: Network, impedance: Impedance, found: Reach, lines: Mapping[str, Line],
            most_h: float) -> list[Piece]:
    """Short pieces of all roads that are reached within some hours."""
    links, closed = network.links, impedance.closed("road")
    out: list[Piece] = []
    for i, mode in enumerate(links["mode"]):
        if mode != "road" or links["traffic"][i] == closed:
            continue
        at = [found.nodes.get(str(links[end][i]), math.inf)
              for end in ("from_node_id", "to_node_id")]
        if min(at) >= most_h:
            continue
        hours = [sum((step.hours, rest)) for step, rest in (
            impedance.road_link(i, direction) for direction in ("ab", "ba"))]
        count = max(1, round(float(links["length_km"][i]) / STEP_KM))
        points = _along(link_line(network, i, lines), count)
        times = [min(at[0] + n / count * hours[0], at[1] + (1 - n / count) * hours[1])
                 for n in range(count + 1)]
        out += [(max(times[n], times[n + 1]), points[n], points[n + 1]) for n in range(count)
                if max(times[n], times[n + 1]) < most_h]
    return out


def _along(line: Line, count: int) -> list[tuple[float, float]]:
    """Points that cut a line into equal pieces, both ends among them."""
    import shapely

    course = shapely.LineString(line)
    shares = [n / count for n in range(count + 1)]
    points = shapely.line_interpolate_point(course, shares, normalized=True)
    return [(float(point.x), float(point.y)) for point in points]


def _area(network: Network, origin: str, pieces: Sequence[Piece], limit: float, speed: float,
          reach_km: float) -> shapely.Geometry:
    """Union of the strips beside the pieces, in degrees."""
    import numpy as np
    import shapely
    from pyproj import Transformer

    inside = [piece for piece in pieces if piece[0] < limit]
    if not inside:
        return shapely.MultiPolygon()
    i = network.places.index[origin]
    lon, lat = (float(network.places[name][i]) for name in ("lon", "lat"))
    away = Transformer.from_crs(
        "EPSG:4326", f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=km",
        always_xy=True)
    ends = np.array([[start, end] for _, start, end in inside])
    x, y = away.transform(ends[..., 0], ends[..., 1])
    tracks = shapely.linestrings(np.stack([x, y], axis=-1))
    width = np.minimum((limit - np.array([piece[0] for piece in inside])) * speed, reach_km)
    kept = width > reach_km / 50
    if not kept.any():
        return shapely.MultiPolygon()
    strips = shapely.buffer(tracks[kept], width[kept], quad_segs=4)
    whole = shapely.simplify(shapely.union_all(strips), DETAIL_KM)
    parts = [shapely.Polygon(part.exterior, [
        ring for ring in part.interiors if shapely.Polygon(ring).area >= LEAST_HOLE_KM2])
        for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]

    def back(points: np.ndarray) -> np.ndarray:
        return np.column_stack(away.transform(points[:, 0], points[:, 1], direction="INVERSE"))

    return shapely.transform(shapely.multipolygons(parts), back)
