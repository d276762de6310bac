"""Divisions of China as points and boxes: codes, names, middles, bounds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import shapely

from corridors.mapping.boundaries import COUNTRY_PREFIX, division_file
from corridors.mapping.model import Extent

LEVELS = {"province": "province", "city": "city", "county": "district"}
"""Levels, and the files of the package that hold them."""


@dataclass(frozen=True, slots=True)
class Division:
    """A division of China.

    Attributes
    ----------
    code
        Six digits.
    name
        Chinese.
    lon, lat
        A point in the middle of its largest part, inside of it.
    shape
        In degrees.
    """

    code: str
    name: str
    lon: float
    lat: float
    shape: shapely.Geometry

    @property
    def bounds(self) -> Extent:
        """West, south, east, north in degrees."""
        west, south, east, north = self.shape.bounds
        return west, south, east, north


@cache
def divisions(level: str, prefix: str = "") -> tuple[Division, ...]:
    """Divisions of a level whose code begins so, by code.

    Parameters
    ----------
    level
        ``province``, ``city`` (prefectures) or ``county``.

    Raises
    ------
    MissingPackageError
        The boundary package is not installed.

    Examples
    --------
    >>> len(divisions("county", "45")), divisions("province", "45")[0].name
    (111, '广西壮族自治区')
    """
    text = division_file(LEVELS[level]).read_text(encoding="utf-8")
    found = []
    for feature in json.loads(text)["features"]:
        told = feature["properties"]
        code = str(told.get("gb", "")).removeprefix(COUNTRY_PREFIX)
        if not code or not code.startswith(prefix):
            continue
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        main = max(shapely.get_parts(shape), key=shapely.area)  # islands do not pull it seaward
        middle = main.centroid if main.covers(main.centroid) else main.representative_point()
        found.append(Division(code, str(told["name"]), middle.x, middle.y, shape))
    return tuple(sorted(found, key=lambda one: one.code))


def division_at(level: str, lon: float, lat: float, prefix: str = "") -> str | None:
    """Code of the division that holds a point; None where none does.

    Examples
    --------
    >>> division_at("city", 108.366, 22.817, "45")
    '450100'
    """
    point = shapely.Point(lon, lat)
    return next((one.code for one in divisions(level, prefix) if one.shape.covers(point)), None)
