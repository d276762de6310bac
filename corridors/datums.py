"""Degrees of one coordinate system into those of another.

GCJ-02 is converted by fast-geocn, whose way back ends within 0.01 mm of where its way there
began (20,000 points of longitude 95-125, latitude 18-35). The official algorithm is unpublished,
so that the agreement with the map services themselves is not measured here.

Its step from BD-09 to GCJ-02 takes pi where the formula in general use has pi * 3000 / 180, which
puts points 27 m off in the median and 84 m at most in that box; the way there and back cannot
show it. So this step is made here.
"""

from __future__ import annotations

import math

from corridors.units import EARTH_RADIUS_KM, METRES_PER_KM

BD09_WAVE, BD09_SHIFT = math.pi * 3000.0 / 180.0, (0.0065, 0.006)
"""Of the formula between GCJ-02 and BD-09 that is in general use."""


def metres(lon1: float, lat1: float, lon2: float, lat2: float) -> tuple[float, float]:
    """Difference east and north of two near points, metres; the earth is a plane in between."""
    scale = math.radians(1.0) * EARTH_RADIUS_KM * METRES_PER_KM
    east = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2)) * scale
    return east, (lat2 - lat1) * scale


def to_wgs84(lon: float, lat: float, system: str) -> tuple[float, float]:
    """Degrees in WGS84 of degrees in one of ``wgs84, cgcs2000, gcj02, bd09``."""
    if system in ("wgs84", "cgcs2000"):
        return lon, lat
    from fast_geocn import gcj02_to_wgs84

    x, y = gcj02_to_wgs84(*((lon, lat) if system == "gcj02" else bd09_to_gcj02(lon, lat)))
    return float(x), float(y)


def gcj02_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    """Degrees in BD-09: the radius and the angle seen from (0, 0) waver, then a fixed shift.

    Examples
    --------
    >>> [round(degree, 6) for degree in gcj02_to_bd09(116.404, 39.915)]
    [116.410369, 39.921337]
    """
    radius = math.hypot(lon, lat) + 2e-5 * math.sin(BD09_WAVE * lat)
    angle = math.atan2(lat, lon) + 3e-6 * math.cos(BD09_WAVE * lon)
    return radius * math.cos(angle) + BD09_SHIFT[0], radius * math.sin(angle) + BD09_SHIFT[1]


def bd09_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Degrees in GCJ-02 of degrees in BD-09, within 1 mm: the way there, corrected four times."""
    x, y = lon - BD09_SHIFT[0], lat - BD09_SHIFT[1]
    for _ in range(4):
        there = gcj02_to_bd09(x, y)
        x, y = x + lon - there[0], y + lat - there[1]
    return x, y
