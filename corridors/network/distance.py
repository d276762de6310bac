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
