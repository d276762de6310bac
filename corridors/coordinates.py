"""Coordinates in the systems that Chinese maps use: recognised, checked, converted, and said so.

Everything inside the toolkit is WGS84. Maps of Amap (高德) and Tencent give GCJ-02, Baidu gives
BD-09; they lie 0.1 to 0.7 km and 0.7 to 1.3 km away within longitude 95-125, latitude 18-35.
How they are converted stands in :mod:`corridors.datums`.
CGCS2000 differs from WGS84 by less than 0.1 m and is taken as it stands.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from corridors import angles
from corridors.datums import metres, to_wgs84
from corridors.errors import Fault, InputError, fault
from corridors.messages import Word, listed, say
from corridors.names import suggest
from corridors.territory import in_china

SYSTEMS = ("wgs84", "cgcs2000", "gcj02", "bd09")
OTHERS = ("xian80", "beijing54", "metric")
"""Systems that are recognised and refused."""
ALIASES = {
    "wgs84": ("wgs84", "wgs1984", "epsg4326", "4326", "crs84", "ogccrs84", "gps", "osm", "地球"),
    "cgcs2000": ("cgcs2000", "epsg4490", "4490", "国家2000", "2000国家大地", "国家大地2000", "2000",
                 "大地2000", "天地图", "tianditu", "北斗", "beidou"),
    "gcj02": ("gcj02", "gcj", "gcj2002", "火星", "高德", "高德地图", "amap", "autonavi", "国测局",
              "腾讯", "腾讯地图", "tencent"),
    "bd09": ("bd09", "bd09ll", "百度", "百度地图", "baidu", "百度经纬度"),
    "xian80": ("xian80", "xian1980", "西安80", "80西安", "epsg4610", "4610", "西安1980"),
    "beijing54": ("beijing54", "beijing1954", "北京54", "epsg4214", "4214", "北京1954"),
    "metric": ("bd09mc", "百度墨卡托", "epsg3857", "3857", "webmercator", "高斯克吕格"),
}
STUDY_LON, STUDY_LAT = (73.0, 136.0), (-11.0, 54.0)
"""What the tables of nodes and places admit, degrees: China and the neighbours to the south."""
SURE = 3.0
"""Standard errors by which one system has to fit better than another."""
FEWEST = 5
"""References below which no system is suspected."""


@dataclass(frozen=True)
class Point:
    """A point in WGS84, and how it was given.

    Parameters
    ----------
    lon, lat
        Degrees, WGS84.
    system
        The system it was given in, one of :data:`SYSTEMS`.
    given
        What was given, as text.
    shift_m
        How far the conversion moved it, metres; 0 where nothing was converted.
    """

    lon: float
    lat: float
    system: str
    given: str
    shift_m: float = 0.0


@dataclass(frozen=True)
class Suspicion:
    """Which system a table of coordinates fits best.

    Parameters
    ----------
    system
        The best of ``wgs84``, ``gcj02`` and ``bd09``.
    offsets_m
        By system: length of the median difference east and north to the references, metres.
    count
        References compared.
    sure
        The best fits better than both others by more than the scatter explains.
    """

    system: str
    offsets_m: Mapping[str, float]
    count: int
    sure: bool


def system_of(name: str) -> str:
    """The system that a usual spelling means; empty where it is none.

    Examples
    --------
    >>> system_of("GCJ-02"), system_of("百度坐标系"), system_of("urn:ogc:def:crs:EPSG::4490")
    ('gcj02', 'bd09', 'cgcs2000')
    >>> system_of("wgs-83")
    ''
    """
    plain = unicodedata.normalize("NFKC", name).casefold().removeprefix("urn:ogc:def:crs:")
    plain = re.sub(r"(?<=ogc:)1\.3:|[\s_\-:：()/.·]", "", plain)
    plain = re.sub(r"(坐标系统|坐标系|坐标)$", "", plain)
    return next((system for system, names in ALIASES.items() if plain in names), "")


def check_point(lon: float | str, lat: float | str, system: str = "wgs84", *,
                abroad: bool = False) -> Point:
    """Check one point, of two cells of a table for instance, and convert it to WGS84.

    Parameters
    ----------
    lon, lat
        Degrees as a number, or as text with degrees, minutes and seconds.
    system
        Any usual spelling of a system, see :data:`ALIASES`.
    abroad
        Whether points of the study area outside China are admitted.

    Raises
    ------
    InputError
        No number, swapped, in metres, outside China, or in an unknown system.

    Examples
    --------
    >>> point = check_point(108.3264, 22.8140, "GCJ-02")
    >>> round(point.lon, 4), round(point.lat, 4), round(point.shift_m)
    (108.3224, 22.8168, 512)
    """
    given = f"{lon}, {lat}"
    known = system_of(system)
    if known not in SYSTEMS:
        raise InputError(system_fault(system))
    x, y = angles.degrees(lon, "EW"), angles.degrees(lat, "NS")
    if x is None or y is None or not (math.isfinite(x) and math.isfinite(y)):
        raise InputError(fault("coord_number", found=given))
    wrong = _likely_wrong(x, y, given)
    if wrong is not None:
        raise InputError(wrong)
    wgs_lon, wgs_lat = to_wgs84(x, y, known)
    if not in_china(wgs_lon, wgs_lat):
        if not abroad:
            raise InputError(fault("coord_abroad", found=given))
        if known in ("gcj02", "bd09"):
            raise InputError(fault("coord_system_abroad", found=given,
                                   system=Word(f"coord_system.{known}")))
    return Point(wgs_lon, wgs_lat, known, given, math.hypot(*metres(x, y, wgs_lon, wgs_lat)))


def parse_point(text: str, *, abroad: bool = False) -> Point | None:
    """Read a point from text; None where the text is not meant as coordinates.

    Two bare numbers are longitude, then latitude; letters or 东经, 北纬 allow either order. A
    system may stand before it: ``gcj02:108.32,22.82``. Full-width characters are understood.

    Raises
    ------
    InputError
        The text is meant as coordinates and is wrong, as :func:`check_point` has it.

    Examples
    --------
    >>> parse_point("22.82N 108.32E").lon
    108.32
    >>> parse_point("东经108°19′12″，北纬22°49′12″").lat
    22.82
    >>> print(parse_point("南宁"))
    None
    """
    system, pair = _prefixed(angles.plain(text))
    if pair is None:
        return None
    axes = ["lat" if side in ("N", "S") else "lon" if side in ("E", "W") else side
            for _, side in pair]
    if axes not in (["", ""], ["lon", "lat"], ["lat", "lon"]):
        raise InputError(fault("coord_sides", found=text.strip()))
    lon, lat = (f"{number}{side}" for number, side in (
        reversed(pair) if axes[0] == "lat" else pair))
    point = check_point(lon, lat, system, abroad=abroad)
    return Point(point.lon, point.lat, point.system, text.strip(), point.shift_m)


def suspect_system(points: Mapping[str, tuple[float, float]],
                   references: Mapping[str, tuple[float, float]]) -> Suspicion | None:
    """Which system undeclared coordinates are in, by names whose place is known.

    The references may be rough (a seat, not a gate): their errors scatter, while a wrong system
    moves all points the same way. So the median differences are compared, against their scatter.

    Parameters
    ----------
    points
        Longitude and latitude by name, as given.
    references
        Longitude and latitude by name, WGS84. Names that both have are compared.

    Returns
    -------
    suspicion
        None where no name stands in both.
    """
    both = sorted(points.keys() & references.keys())
    if not both:
        return None
    offsets, scatter = {}, 0.0
    for system in ("wgs84", "gcj02", "bd09"):
        moved = [metres(*references[name], *to_wgs84(*points[name], system)) for name in both]
        east, north = (median(axis) for axis in zip(*moved, strict=True))
        offsets[system] = math.hypot(east, north)
        if offsets[system] == min(offsets.values()):
            scatter = median(math.hypot(x - east, y - north) for x, y in moved)
    best, second = sorted(offsets, key=offsets.__getitem__)[:2]
    error = 1.5 * scatter / math.sqrt(len(both))
    sure = (len(both) >= FEWEST and offsets[best] < offsets[second] / 2
            and offsets[second] - offsets[best] > SURE * error)
    return Suspicion(best, offsets, len(both), sure)


def notice(point: Point, lang: str = "zh") -> str:
    """What was done with a point, to be shown beside the result; empty for plain WGS84."""
    if point.system == "wgs84":
        return ""
    key = "coord.equated" if point.system == "cgcs2000" else "coord.converted"
    return say(key, lang, found=point.given, system=named(point.system, lang),
               metres=round(point.shift_m), lon=f"{point.lon:.5f}", lat=f"{point.lat:.5f}")


def named(system: str, lang: str) -> str:
    """Name of a system."""
    return say(f"coord_system.{system}", lang)


def system_fault(name: str) -> Fault:
    """What is wrong with a name that is none of :data:`SYSTEMS`."""
    known = system_of(name)
    if known:
        return fault(f"coord_refused.{known}", found=name)
    spellings = [spelling for system in SYSTEMS for spelling in ALIASES[system]]
    return fault("coord_system_unknown", found=name, allowed=listed(SYSTEMS, "en"),
                 suggestion=suggest(name.casefold(), spellings, count=1))


def _prefixed(plain: str) -> tuple[str, tuple[angles.Sided, angles.Sided] | None]:
    """The name of a system that stands before a pair of angles, and the pair.

    Before a colon any name counts, so that a mistyped one is a fault; before a blank a known one.
    """
    pair = angles.pair(plain)
    if pair is not None:
        return "wgs84", pair
    for name, colon, found in angles.prefixed(plain):
        if colon or system_of(name):
            return name, found
    return "", None


def _likely_wrong(lon: float, lat: float, given: str) -> Fault | None:
    """What is likely wrong with two numbers that are no point of the study area."""
    if STUDY_LON[0] <= lon <= STUDY_LON[1] and STUDY_LAT[0] <= lat <= STUDY_LAT[1]:
        return None
    if STUDY_LAT[0] <= lon <= STUDY_LAT[1] and STUDY_LON[0] <= lat <= STUDY_LON[1]:
        return fault("coord_swapped", found=given, swapped=f"{lat:g}, {lon:g}")
    if lon == 0 and lat == 0:
        return fault("coord_zero", found=given)
    if abs(lon) > 100_000 or abs(lat) > 100_000:
        return fault("coord_metres", found=given)
    if 7300 <= abs(lon) <= 13_700 and abs(lat) <= 5500:
        return fault("coord_minutes", found=given)
    if abs(lon) > 180 or abs(lat) > 90:
        return fault("coord_range", found=given)
    return fault("coord_abroad", found=given)
