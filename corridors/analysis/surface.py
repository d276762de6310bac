"""A surface of arrival times around the roads that are reached, and its outlines.

Every cell of an even grid knows when it is reached first from a point of a road, and how far the
nearest road that is reached lies. The outline of some hours is drawn between the cells. One
surface serves all hours: a longer time holds the area of a shorter one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import shapely

Array = np.ndarray[Any, Any]
FEW_CELLS = 1_200_000
"""Grids of more cells of the fine size get cells of the coarse one."""
FINE_KM, COARSE_KM = 1.0, 2.0
ROUND_CELLS = 1.5
"""Cells beside the strips that are worked out too, so that outlines fall between known ones."""
LEAST_HOLE_KM2 = 300.0
"""Gaps smaller than this are filled: rural roads, which are not known, lead into them."""
LEAST_PART_KM2 = 4.0
"""Parts smaller than this are left out."""
DETAIL = 0.25
"""Outlines are simplified to this share of a cell."""


@dataclass(frozen=True)
class Marks:
    """Points of roads with the hours at which they are reached, each (n,).

    Attributes
    ----------
    x, y
        Position in km on an even projection.
    """

    x: Array
    y: Array
    hours: Array

    def before(self, hours: float) -> Marks:
        """Those that are reached within some hours."""
        kept = self.hours < hours
        return Marks(self.x[kept], self.y[kept], self.hours[kept])


@dataclass(frozen=True)
class Surface:
    """Arrival on a grid, rows from south to north.

    Attributes
    ----------
    west, south
        Middle of the first cell, km.
    cell_km
        Side of a cell.
    hours
        First arrival (rows, columns); infinite where no road is near.
    away_km
        Distance to the nearest road that is reached (rows, columns).
    speed_kmh, reach_km
        Speed beside the roads, and how far from them one gets.
    """

    west: float
    south: float
    cell_km: float
    hours: Array
    away_km: Array
    speed_kmh: float
    reach_km: float

    def within(self, hours: float) -> shapely.Geometry:
        """Polygons (km, as the marks) of what is reached within some hours."""
        import contourpy
        import shapely

        far = self.reach_km + ROUND_CELLS * self.cell_km
        late_km = np.where(np.isfinite(self.hours), (self.hours - hours) * self.speed_kmh, far)
        over = np.clip(np.maximum(late_km, self.away_km - self.reach_km), -far, far)
        rows, columns = self.hours.shape
        lines = contourpy.contour_generator(
            self.west + self.cell_km * np.arange(columns),
            self.south + self.cell_km * np.arange(rows), over,
            fill_type=contourpy.FillType.OuterOffset)
        parts = []
        for points, offsets in zip(*lines.filled(-2 * far, 0.0), strict=True):
            rings = [points[a:b] for a, b in pairwise(offsets)]
            parts.append(shapely.simplify(shapely.Polygon(rings[0], [
                ring for ring in rings[1:] if shapely.Polygon(ring).area >= LEAST_HOLE_KM2]),
                DETAIL * self.cell_km))
        whole = shapely.union_all(parts)  # what lay in a gap that was filled
        kept = [part for part in shapely.get_parts(whole) if part.area >= LEAST_PART_KM2]
        return shapely.MultiPolygon(kept)


def cell_size(all_marks: Sequence[Marks]) -> float:
    """Side of the cells, km, that suits everything that shall be compared."""
    spans = [(marks.x, marks.y) for marks in all_marks if len(marks.x)]
    cells = 1.0
    for i in range(2):
        values = [value for span in spans for value in (span[i].min(), span[i].max())]
        cells *= (max(values) - min(values)) / FINE_KM if values else 0.0
    return FINE_KM if cells <= FEW_CELLS else COARSE_KM


def surface(marks: Marks, speed_kmh: float, reach_km: float, cell_km: float) -> Surface:
    """Spread the arrival at points of roads over the cells around them.

    The middles of the cells are multiples of their size, so that two surfaces of one size fit.

    Examples
    --------
    One point reached after an hour, 30 km/h, at most 5 km; within 1.1 h a disc of 3 km:

    >>> one = Marks(np.array([0.0]), np.array([0.0]), np.array([1.0]))
    >>> round(surface(one, 30.0, 5.0, 0.25).within(1.1).area, 0)
    28.0
    """
    far = reach_km + ROUND_CELLS * cell_km
    rim = int(np.ceil(far / cell_km)) + 1
    column = np.floor(marks.x / cell_km + 0.5).astype(np.int64)
    row = np.floor(marks.y / cell_km + 0.5).astype(np.int64)
    first_column, first_row = (int(index.min()) - rim if len(index) else -1
                               for index in (column, row))
    width, height = (int(index.max()) + rim + 1 - first if len(index) else 3
                     for index, first in ((column, first_column), (row, first_row)))
    at = (row - first_row) * width + column - first_column
    order = np.lexsort((marks.y, marks.x, marks.hours, at))
    kept = np.ones(len(order), dtype=bool)
    kept[1:] = at[order][1:] != at[order][:-1]
    chosen = order[kept]
    at, when = at[chosen], marks.hours[chosen]
    # Where the point lies in its cell, km from its middle.
    dx, dy = marks.x[chosen] - column[chosen] * cell_km, marks.y[chosen] - row[chosen] * cell_km
    hours = np.full(width * height, np.inf)
    away = np.full(width * height, far)
    for up in range(-rim + 1, rim):
        north = (up * cell_km - dy) ** 2
        for right in range(-rim + 1, rim):
            if max(abs(up) - 0.5, 0.0) ** 2 + max(abs(right) - 0.5, 0.0) ** 2 >= (
                    far / cell_km) ** 2:
                continue
            # No two points fall into one cell, so none of these indices stands twice.
            there = at + up * width + right
            km = np.sqrt((right * cell_km - dx) ** 2 + north)
            hours[there] = np.minimum(hours[there], when + km / speed_kmh)
            away[there] = np.minimum(away[there], km)
    shape = (height, width)
    return Surface(first_column * cell_km, first_row * cell_km, cell_km, hours.reshape(shape),
                   away.reshape(shape), speed_kmh, reach_km)
