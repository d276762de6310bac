"""Shapes of the page's map: projected once, thinned, and packed as whole numbers.

The page draws in the same Albers projection as the printed maps. Coordinates are units of
:data:`UNIT_M` metres, x to the east and y to the north; a packed line is one flat list, its first
point in full and each further one as the step from the point before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from corridors.mapping.boundaries import DASHES_SOUTH_OF, Atlas, border_within, read
from corridors.mapping.projection import Albers, Array

UNIT_M = 100.0
PROVINCE_TOLERANCE_M = 1_000.0
LAND_TOLERANCE_M = 2_000.0
LEAST_AREA_M2 = 4e6
"""Islands below this stand for the others around them."""
ISLET_SPACING_M = 20_000.0
"""Of several small islands this near to each other one is kept, so that no group disappears."""
BORDER_TOLERANCE_DEG = 0.005
WORLD = (60.0, 0.0, 150.0, 60.0)
"""West, south, east, north around China, degrees."""
LAND_BOX = (50.0, -14.0, 156.0, 66.0)
"""West, south, east, north of the land around China that the page keeps, degrees."""

Packed = list[int]


def pack(points: Array) -> Packed:
    """Pack points (n, 2) in metres.

    Returns
    -------
    line
        Whole numbers in :data:`UNIT_M`; steps of nought are left out.

    Examples
    --------
    >>> import numpy as np
    >>> pack(np.array([[1000.0, 2000.0], [1010.0, 2010.0], [1500.0, 1800.0]]))
    [10, 20, 5, -2]
    """
    whole = np.rint(points / UNIT_M).astype(int)
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    return [int(v) for v in (*whole[0], *steps.ravel())]


def pack_lines(albers: Albers, lines: Sequence[Sequence[Sequence[float]]]) -> list[Packed]:
    """Project and pack lines of (lon, lat) degrees, all in one go."""
    if not lines:
        return []
    metres = albers.project(np.concatenate([np.asarray(line, dtype=float) for line in lines]))
    ends = np.cumsum([len(line) for line in lines])
    return [pack(part) for part in np.split(metres, ends[:-1])]


def spot(albers: Albers, lon: float, lat: float) -> list[int]:
    """One point, packed."""
    return pack(albers.project([[lon, lat]]))


@cache
def backdrop(land_file: Path | None) -> dict[str, Any]:
    """Provinces, dash line and land around China, for every page of a run.

    Returns
    -------
    backdrop
        ``provinces``: objects with ``code`` and ``rings``; packed lines: ``dashes`` of the South
        China Sea, ``border``, the national boundary on land, ``seams``, boundaries of provinces
        in bays, ``land`` around China; ``china``: west, south, east, north of the whole of it.

    Raises
    ------
    MissingPackageError
        The package with the boundaries is not installed.
    """
    atlas, albers = read(land_file), Albers()
    provinces: list[dict[str, Any]] = []
    dashes: list[Packed] = []
    seams: list[Packed] = []
    edges: list[Array] = []
    for feature in atlas.china:
        parts = [albers.project(shapely.get_coordinates(_outer(part))) for part in feature.parts]
        if feature.code:
            rings = list(_thinned(parts))
            provinces.append({"code": feature.code[:2], "rings": [pack(ring) for ring in rings]})
            edges += rings
            continue
        south = float(shapely.bounds(feature.parts)[:, 1].min())
        (dashes if south < DASHES_SOUTH_OF else seams).extend(_lines(parts))
    everything = np.concatenate(edges)
    return {"provinces": provinces, "dashes": dashes, "seams": seams,
            "border": _lines(_border(albers)), "land": _land(atlas, albers),
            "china": [int(v) for v in np.rint(np.concatenate(
                [everything.min(axis=0), everything.max(axis=0)]) / UNIT_M)]}


def _border(albers: Albers) -> list[Array]:
    """The national boundary on land, its parts joined where they meet."""
    shapes = border_within(WORLD, BORDER_TOLERANCE_DEG)
    joined = shapely.line_merge(shapely.union_all(list(shapes)))
    return [albers.project(shapely.get_coordinates(part)) for part in shapely.get_parts(joined)]


def _lines(parts: Iterable[Array]) -> list[Packed]:
    return [pack(_simple(shapely.LineString(part), PROVINCE_TOLERANCE_M)) for part in parts]


def _outer(part: shapely.Geometry) -> shapely.Geometry:
    """The outer ring of a polygon; a line as it is."""
    return part.exterior if part.geom_type == "Polygon" else part


def _simple(shape: shapely.Geometry, tolerance_m: float) -> Array:
    """Corner points of a simplified line or ring; a ring keeps at least three."""
    points: Array = shapely.get_coordinates(shapely.simplify(shape, tolerance_m))
    return points


def _thinned(rings: Sequence[Array]) -> Iterable[Array]:
    """Large rings simplified; of the small ones enough to show that there are islands."""
    shapes = shapely.polygons([shapely.linearrings(ring) for ring in rings])
    centres: list[Array] = []
    order = np.argsort(-shapely.area(shapes), kind="stable")
    for i in order:
        centre = rings[i].mean(axis=0)
        small = shapely.area(shapes[i]) < LEAST_AREA_M2
        if small and centres and np.hypot(
                *(np.array(centres) - centre).T).min() < ISLET_SPACING_M:
            continue
        centres.append(centre)
        yield _simple(shapes[i], PROVINCE_TOLERANCE_M)


def _land(atlas: Atlas, albers: Albers) -> list[Packed]:
    shapes = [shapely.clip_by_rect(shapely.make_valid(shapely.Polygon(_outer(part))), *LAND_BOX)
              for feature in atlas.land for part in feature.parts]
    rings = [np.asarray(part.exterior.coords) for shape in shapes
             for part in shapely.get_parts(shape)
             if part.geom_type == "Polygon" and not part.is_empty]
    packed = []
    for ring in rings:
        shape = shapely.Polygon(albers.project(ring))
        if shapely.area(shape) >= LEAST_AREA_M2:
            packed.append(pack(_simple(shape, LAND_TOLERANCE_M)))
    return packed
