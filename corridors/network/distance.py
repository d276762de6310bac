"""Distances on the globe."""

from __future__ import annotations

import math

from corridors.units import EARTH_RADIUS_KM


def great_circle_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Length of the great circle between two points in degrees, km.

    Source of the formula: haversine on a sphere of the mean earth radius (IUGG).

    Examples
    --------
    >>> round(great_circle_km(108.17, 22.61, 121.81, 31.14))
    1650
    """
    a, b = math.radians(lat1), math.radians(lat2)
    s = (math.sin((b - a) / 2) ** 2
         + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2)
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(s))


def westward_share(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """How much of the way from one point to another goes west, -1 (due east) to 1 (due west).

    The difference of longitude on the middle parallel over the length of the great circle.

    Examples
    --------
    >>> westward_share(110.0, 23.0, 108.0, 23.0), westward_share(108.0, 23.0, 108.0, 30.0)
    (1.0, 0.0)
    >>> round(westward_share(121.81, 31.14, 108.17, 22.61), 2)
    0.82
    """
    km = great_circle_km(lon1, lat1, lon2, lat2)
    if km == 0:
        return 0.0
    degrees = (lon1 - lon2 + 180.0) % 360.0 - 180.0
    west_km = (math.radians(degrees) * math.cos(math.radians((lat1 + lat2) / 2))
               * EARTH_RADIUS_KM)
    return max(-1.0, min(1.0, west_km / km))
