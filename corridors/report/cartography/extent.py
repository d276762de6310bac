"""What a map shows of the earth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from corridors.cartography.model import WHOLE, ExtentSpec, MapSpec
from corridors.cartography.rules import province_code
from corridors.mapping.divisions import divisions
from corridors.mapping.model import Extent, Point
from corridors.mapping.projection import CHINA_TIPS, clip_to_corridor
from corridors.network.model import Network
from corridors.places import expand
from corridors.projects.register import register
from corridors.report.cartography.part import Part
from corridors.report.cartography.staged import sites
from corridors.report.network_map import EXTENT

KM_PER_DEGREE = 111.2
ROUND_POINTS = 0.06
"""Share of the larger side that is added around points, so that their symbols stand inside."""
LEAST_DEG = 0.12


def extent_of(spec: MapSpec, network: Network, parts: Sequence[Part]) -> Extent:
    """West, south, east, north in degrees that a map asks for, or that fit what it draws."""
    asked = spec.file.extent
    if asked == WHOLE:
        west, south = (min(point[i] for point in CHINA_TIPS) - 0.5 for i in (0, 1))
        east, north = (max(point[i] for point in CHINA_TIPS) + 0.5 for i in (0, 1))
        return west, south, east, north
    if isinstance(asked, ExtentSpec):
        return _wider(_asked(asked, network), asked.margin_km)
    if any(area.code for part in parts for area in part.areas):
        return divisions("province", "45")[0].bounds
    # What is reached from a place is what its map is about; lines beyond may run off the sheet.
    leading = [part for part in parts if part.areas and part.fitted] or parts
    points = [point for part in leading
              for point in (part.points if part.fitted is None else part.fitted)]
    return _around(clip_to_corridor(points), 0.3) if points else EXTENT


def _asked(asked: ExtentSpec, network: Network) -> Extent:
    if asked.bbox is not None:
        return asked.bbox
    if asked.province is not None:
        return divisions("province", province_code(asked.province) or "")[0].bounds
    if asked.project is not None:
        return _around(project_points(asked.project))
    names = asked.places if asked.places is not None else (asked.set or "",)
    rows = network.places
    return _around((float(rows["lon"][i]), float(rows["lat"][i]))
                   for i in (rows.index[key] for key in expand(network, names)))


def project_points(name: str) -> list[Point]:
    """Points of what a project and its parts change; the cities it lies in where it lies nowhere.

    Examples
    --------
    >>> west, south = min(project_points("pinglu_canal"))
    >>> 108 < west < 109.5
    True
    """
    project, found = register().get(name), sites()
    ids = (project.id, *project.file.parts)
    points: list[Point] = []
    network = found.network
    for key in ids:
        for link in found.links.get(key, ()):
            i = network.links.index[link]
            for end in ("from_node_id", "to_node_id"):
                row = network.nodes.index[str(network.links[end][i])]
                points.append((float(network.nodes["lon"][row]), float(network.nodes["lat"][row])))
        for table, row_id in found.points.get(key, ()):
            rows = network.tables[table]
            points.append((float(rows["lon"][rows.index[row_id]]),
                           float(rows["lat"][rows.index[row_id]])))
    if not points:
        rows = network.places
        points = [(float(rows["lon"][rows.index[key]]), float(rows["lat"][rows.index[key]]))
                  for key in project.file.prefectures or network.place_sets["guangxi"]]
    return points


def _around(points: Iterable[Point], least_deg: float = LEAST_DEG) -> Extent:
    found = list(points)
    west, south = (min(point[i] for point in found) for i in (0, 1))
    east, north = (max(point[i] for point in found) for i in (0, 1))
    pad = max(least_deg, ROUND_POINTS * max(east - west, north - south))
    return west - pad, south - pad, east + pad, north + pad


def _wider(extent: Extent, margin_km: float) -> Extent:
    west, south, east, north = extent
    up = margin_km / KM_PER_DEGREE
    aside = up / math.cos(math.radians(min(80.0, max(abs(south), abs(north)))))
    return west - aside, south - up, east + aside, north + up
