"""Constants and conversions; every name carries its unit."""

from __future__ import annotations

from calendar import monthrange

METRES_PER_KM = 1000.0
SECONDS_PER_HOUR = 3600.0
HOURS_PER_DAY = 24.0
KM_PER_NAUTICAL_MILE = 1.852
EARTH_RADIUS_KM = 6371.0088
BASE_DATE = "2022-11-30"
"""The Guangxi plan's date: base tables hold what was open then."""
MAJOR_FAIRWAY_T = 1000.0
"""Ships that a fairway of class III admits, by the standard GB 50139; others are drawn thin."""

MEASURE_UNITS = {
    "time_h": "h",
    "in_vehicle_h": "h",
    "cost_cny": "CNY",
    "co2_kg": "kg",
    "distance_km": "km",
    "distance_total_km": "km",
    "capacity_mt": "Mt/year",
}
MORE_IS_BETTER = frozenset({"capacity_mt"})
"""Measures of which more is a gain; of all others less is."""
SERVICES_ONLY = "timed_"
"""How the ids of lines begin that carry the services which name them and no other train."""


def date_key(text: str, *, end: bool = False) -> str:
    """Complete a partial date so that dates compare as text.

    Parameters
    ----------
    text
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    end
        Fill up to the last day instead of the first. An opening known only by its month
        counts as open from the end of that month.

    Examples
    --------
    >>> date_key("2026-09", end=True)
    '2026-09-30'
    >>> date_key("2026")
    '2026-01-01'
    """
    parts = text.split("-")
    if not end:
        return "-".join(parts + ["", "01", "01"][len(parts):])
    year, month = parts[0], parts[1] if len(parts) > 1 else "12"
    day = parts[2] if len(parts) > 2 else f"{monthrange(int(year), int(month))[1]:02d}"
    return f"{year}-{month}-{day}"
