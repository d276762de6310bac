"""What the drawn courses say of links and locks: lengths, positions, courses that are missing."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from corridors.analysis.quality.finding import Finding, about
from corridors.errors import fault
from corridors.network.geometry import Course
from corridors.tables import Table
from corridors.units import EARTH_RADIUS_KM

Tables = Mapping[str, Table]

TRACED_LIMIT = 0.10
"""A course this much longer or shorter than stated is a finding."""
LOCK_LIMIT_KM = 8.0
"""Locks are placed within 2 to 8 km; courses of rivers are within about 1 km."""


def traced(tables: Tables, courses: Mapping[str, Course], folder: Path) -> Iterator[Finding]:
    """Links whose traced course is far longer or shorter than their stated length."""
    links = tables["links"]
    for i, key in enumerate(links["id"]):
        course = courses.get(str(key))
        if course is None or course.basis == "straight" or not course.traced_km:
            continue
        km = float(links["length_km"][i])
        off = course.traced_km / km - 1
        if abs(off) > TRACED_LIMIT:
            yield about("traced", links, str(key), folder, "found.traced", km=f"{km:g}",
                        traced=f"{course.traced_km:g}", off=f"{off * 100:+.0f}",
                        basis=course.basis)


def courses_of_links(tables: Tables, courses: Mapping[str, Course], folder: Path,
                     planned: Collection[str] = ()) -> Iterator[Finding]:
    """Links that are drawn nowhere, and courses of no link of the base or of a project."""
    if not courses:
        return
    links = tables["links"]
    for key in links["id"]:
        if str(key) not in courses:
            yield about("course", links, str(key), folder, "found.no_course")
    for key in courses:
        if key not in links and key not in planned:
            yield Finding("course", key, fault("found.course_unknown", id=key,
                                               file=folder / "geometry"))


def positions(tables: Tables, courses: Mapping[str, Course], folder: Path) -> Iterator[Finding]:
    """Locks that stand far from the drawn course of the fairway that they belong to."""
    locks = tables["locks"]
    for i, key in enumerate(locks["id"]):
        course = courses.get(str(locks["link_id"][i]))
        if course is None or course.basis == "straight":
            continue
        km = min(_to_segment_km(float(locks["lon"][i]), float(locks["lat"][i]), a, b)
                 for a, b in pairwise(course.line))
        if km > LOCK_LIMIT_KM:
            yield about("position", locks, str(key), folder, "found.position", km=f"{km:.0f}",
                        name=locks["name_zh"][i], link=locks["link_id"][i])


def _to_segment_km(lon: float, lat: float, a: tuple[float, float], b: tuple[float, float]
                   ) -> float:
    """Distance from a point to a short segment in degrees, on a plane, km."""
    scale = math.cos(math.radians(lat))
    px, py, qx, qy = ((a[0] - lon) * scale, a[1] - lat, (b[0] - lon) * scale, b[1] - lat)
    dx, dy = qx - px, qy - py
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else min(1.0, max(0.0, -(px * dx + py * dy) / length))
    return math.radians(math.hypot(px + share * dx, py + share * dy)) * EARTH_RADIUS_KM
