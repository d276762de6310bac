"""What follows from holding one link against the ground: a verdict and its reason."""

from __future__ import annotations

from typing import NamedTuple

from corridors.osm.course import Found
from corridors.osm.net import Vintage, apart_km
from corridors.osm.stated import Stated
from corridors.units import date_key

VERDICTS = ("agrees", "shorter", "longer", "missing", "off_network", "outside", "not_judged")
REASONS = ("within", "neighbour", "gaps", "own_km", "own_length", "published_length",
           "below_straight", "later", "around", "not_open", "no_way", "detour", "end", "box")
AGREES, MISSING = 0.10, 1.35
"""Up to this deviation lengths agree; from this ratio on the course is another one."""
ROUND_KM = 1.0
"""Coordinates of the nodes are rounded to half a kilometre: both ends together."""
GAP_SHARE, GAP_KM, END_KM = 0.2, 2.0, 5.0
"""Gaps at the ends beyond this share of the length and these km forbid a judgement; an end
farther than the third is off the network."""


class Judged(NamedTuple):
    """A verdict of :data:`VERDICTS` and a reason of :data:`REASONS`."""

    verdict: str
    reason: str


def dated(link: Stated, vintage: Vintage) -> str:
    """Why a link need not be in data of some date; empty where it should be.

    ``later``: opened after the data were taken; ``around``: while they were taken; ``not_open``:
    not open to this day. A month or year without its day counts as its last day.
    """
    if not link.project:
        return ""
    if not link.opened:
        return "not_open"
    if not vintage.until:
        return ""
    opened = date_key(link.opened, end=True)
    if opened > vintage.until:
        return "later"
    return "around" if opened > vintage.since else ""


def whole_km(found: Found) -> float:
    """Length of a course with the gaps at both ends."""
    return found.km + sum(found.snap_km)


def judge(link: Stated, found: Found | None, away: tuple[float, float], vintage: Vintage, *,
          covered: bool = True) -> Judged:
    """Judge a link.

    Parameters
    ----------
    away
        Km from each end to the nearest way; infinite where there is none near.
    covered
        Whether both ends lie where the data reach.
    """
    if not covered:
        return Judged("outside", "box")
    absent = dated(link, vintage)
    if max(away) == float("inf"):
        return Judged("missing", absent) if absent else Judged("off_network", "end")
    if found is None:
        return Judged("missing", absent or "no_way")
    length, stated = whole_km(found), link.length_km
    ratio, gaps = length / stated, sum(found.snap_km)
    straight = apart_km(link.a.point, link.b.point)
    if straight > stated + ROUND_KM and length <= MISSING * straight:
        return Judged("longer", "below_straight")
    if found.km > MISSING * stated + ROUND_KM:
        return Judged("missing", absent or "detour")
    if gaps > max(GAP_KM, GAP_SHARE * stated):
        if absent:
            return Judged("missing", absent)
        return Judged("off_network", "end") if max(away) > END_KM else Judged("not_judged", "gaps")
    if absent:
        return Judged("not_judged", "neighbour")
    if abs(length - stated) <= max(AGREES * stated, ROUND_KM):
        return Judged("agrees", "within")
    if abs(length - stated) <= gaps:
        return Judged("not_judged", "gaps")
    if link.basis == "partly" and 0 < stated - length <= link.own_km:
        return Judged("not_judged", "own_km")
    if ratio > MISSING and length > stated * MISSING + ROUND_KM:
        return Judged("missing", "detour")
    return Judged("longer" if ratio > 1 else "shorter",
                  "own_length" if link.basis == "own" else "published_length")
