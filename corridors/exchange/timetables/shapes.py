"""Length of a section along the shape of a trip."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.datums import to_wgs84
from corridors.units import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import pandas as pd

OFF_KM = 3.0
"""A stop farther from the shape than this does not lie on it."""

Point = tuple[float, float]


class Shapes:
    """Shapes of a feed, read one at a time as they are asked for."""

    def __init__(self, table: pd.DataFrame, trips: pd.DataFrame, datum: str) -> None:
        self._datum = datum
        self._of: dict[str, str] = {}
        self._rows: dict[str, pd.DataFrame] = {}
        if len(table):
            self._of = {str(trip): str(shape) for trip, shape in zip(
                trips["trip_id"], trips["shape_id"], strict=True) if shape}
            wanted = set(self._of.values())
            self._rows = {str(shape): rows for shape, rows in table.groupby(
                "shape_id", observed=True) if shape in wanted}
        self._line = lru_cache(maxsize=64)(self._read)

    def length_km(self, trip: str, start: Point, end: Point) -> float | None:
        """Length along the shape of a trip between two points; None where it has none there."""
        shape = self._of.get(trip)
        line = None if shape is None else self._line(shape)
        if line is None:
            return None
        import shapely

        course, scale, middle = line
        a, b = (shapely.Point(lon * math.cos(middle) * scale, lat * scale)
                for lon, lat in (start, end))
        if max(course.distance(a), course.distance(b)) > OFF_KM:
            return None
        km = float(course.project(b) - course.project(a))
        return km if km > 0 else None

    def _read(self, shape: str) -> tuple[Any, float, float] | None:
        """A shape on a plane, the plane's kilometres a degree, and its parallel in radians."""
        import shapely

        if shape not in self._rows:
            return None
        rows = self._rows[shape]
        try:
            lon, lat, seq = (rows[name].astype(str).astype(float).to_numpy() for name in (
                "shape_pt_lon", "shape_pt_lat", "shape_pt_sequence"))
        except ValueError:
            return None
        if len(rows) < 2 or not (np.isfinite(lon) & np.isfinite(lat) & np.isfinite(seq)).all() \
                or np.abs(lon).max() > 180 or np.abs(lat).max() > 90:
            return None
        order = np.argsort(seq, kind="stable")
        if self._datum != "wgs84":
            points = np.array([to_wgs84(float(x), float(y), self._datum)
                               for x, y in zip(lon[order], lat[order], strict=True)])
        else:
            points = np.column_stack((lon[order], lat[order]))
        scale, middle = math.radians(1.0) * EARTH_RADIUS_KM, math.radians(points[:, 1].mean())
        plane = points * scale * np.array([math.cos(middle), 1.0])
        return shapely.LineString(plane), scale, middle
