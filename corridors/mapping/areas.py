"""Areas of a map: from division codes and rings to projected shapes with their class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from corridors.errors import InputError, fault
from corridors.mapping.boundaries import Level, divisions
from corridors.mapping.model import Extent, MapArea, MapContent, Point
from corridors.mapping.projection import Albers

#: The whole world: areas are not cut when they are projected.
WORLD: Extent = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """An area with its projected shape, metres."""

    area: MapArea
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Ground:
    """The filled areas of a map, in the order in which they are drawn."""

    shapes: tuple[Shape, ...] = ()

    def points(self) -> list[Point]:
        """Corners of the boxes around the areas, metres."""
        found: list[Point] = []
        for item in self.shapes:
            west, south, east, north = shapely.bounds(item.shape)
            found += [(float(west), float(south)), (float(east), float(north))]
        return found


def level_of(code: str) -> Level:
    """Level of a six-digit division code.

    Examples
    --------
    >>> level_of("450000"), level_of("450100"), level_of("450123")
    ('province', 'city', 'county')
    """
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def project_areas(albers: Albers, content: MapContent, tolerance_deg: float) -> Ground:
    """Build and project the areas of a map.

    Raises
    ------
    InputError
        A division code is in no boundary file, or an area's class is not among the classes.
    """
    wanted: dict[Level, set[str]] = {}
    for area in content.areas:
        if area.code:
            wanted.setdefault(level_of(area.code), set()).add(area.code)
    found: dict[str, shapely.Geometry] = {}
    for level, codes in wanted.items():
        provinces = {code[:2] for code in codes}
        for division in divisions(level, WORLD, tolerance_deg, provinces):
            if division.code in codes:
                found[division.code] = division.shape
    _check(content, {code for codes in wanted.values() for code in codes} - set(found))
    shapes = []
    for area in content.areas:
        shape = found[area.code] if area.code else _polygons(area.rings)
        if shape is not None:
            shapes.append(Shape(area, _projected(albers, shape)))
    return Ground(tuple(shapes))


def _check(content: MapContent, unknown: Iterable[str]) -> None:
    faults = [fault("map_area_unknown", code=code) for code in sorted(unknown)]
    steps = len(content.classes.labels) if content.classes is not None else 0
    faults += [
        fault("map_class_unknown", area=area.name or area.id, step=area.step, steps=steps)
        for area in content.areas
        if area.step is not None and not 0 <= area.step < steps
    ]
    if faults:
        raise InputError(faults)


def _polygons(rings: Sequence[Sequence[Point]]) -> shapely.Geometry | None:
    lines = [shapely.LineString(ring) for ring in rings if len(ring) >= 4]
    return shapely.build_area(shapely.MultiLineString(lines)) if lines else None


def _projected(albers: Albers, shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda points: np.asarray(albers.project(points)))
