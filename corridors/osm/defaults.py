"""Speeds that OpenStreetMap does not give: by class, each with its range.

They stand for a speed limit, as ``speed_kph`` does in osmnx, not for the speed of traffic: that
is a parameter of the profile. Except for the limits of the regulation they are assumptions.
"""

from __future__ import annotations

from dataclasses import dataclass

REGULATION = "国务院《道路交通安全法实施条例》（2004），第四十五条、第七十八条"
"""Source of the limits where nothing is signed."""
ASSUMED = ""


@dataclass(frozen=True, slots=True)
class Default:
    """A speed where the way has none.

    Attributes
    ----------
    value, low, high
        km/h; the range is that of the usual limits of the class, not of traffic.
    source
        What it was taken from; empty for an assumption.
    """

    value: float
    low: float
    high: float
    source: str = ASSUMED

    @property
    def confidence(self) -> str:
        """``assumed``, or ``medium`` where a source is named."""
        return "assumed" if not self.source else "medium"


SPEEDS: dict[tuple[str, str], Default] = {
    ("road", "motorway"): Default(100, 80, 120),
    ("road", "trunk"): Default(70, 60, 100),
    ("road", "primary"): Default(60, 40, 80),
    ("road", "secondary"): Default(50, 40, 70),
    ("road", "tertiary"): Default(40, 30, 60),
    ("road", "unclassified"): Default(30, 20, 40),
    ("road", "residential"): Default(30, 20, 40),
    ("road", "living_street"): Default(10, 5, 20),
    ("road", "service"): Default(20, 10, 30),
    ("road", "road"): Default(30, 20, 60),
    ("road", "ramp"): Default(40, 30, 60),
    ("rail", "highspeed"): Default(250, 200, 350),
    ("rail", "main"): Default(120, 80, 200),
    ("rail", "branch"): Default(80, 40, 120),
    ("rail", "industrial"): Default(30, 15, 60),
    ("rail", "other"): Default(60, 30, 120),
    ("rail", "unspecified"): Default(80, 40, 200),
    ("rail", "narrow_gauge"): Default(40, 20, 80),
    ("inland", "river"): Default(12, 6, 18),
    ("inland", "canal"): Default(10, 5, 15),
    ("inland", "fairway"): Default(15, 8, 20),
    ("ferry", "ferry"): Default(15, 8, 30),
}
"""By mode and class; ``ramp`` is every road class's ``_link``."""

IMPLICIT: dict[str, Default] = {
    "cn:motorway": Default(120, 60, 120, REGULATION),
    "cn:rural": Default(70, 40, 70, REGULATION),
    "cn:urban": Default(50, 30, 50, REGULATION),
}
"""Limits that ``maxspeed`` names instead of giving: without centre line it is the low one."""
