"""How close the model comes: scores by group and half, and what may be claimed of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median
from zlib import crc32

from corridors.analysis.validation.published import Published

HALVES = ("fitting", "checking")
ALL = "all"
LEAST_ROWS = 8
"""Below this many rows nothing is claimed."""
WITHIN = (10.0, 25.0)
TARGETS: dict[str, float | None] = {
    "rail_passenger": 8.0,
    "road": 10.0,
    "air": 6.0,
    "rail_freight": 15.0,
    "water_km": 3.0,
    "water_h": 25.0,
    "other": None,
}
"""Group -> largest median absolute error in per cent; the group ``other`` has no target."""
CHANGE_TARGET_PCT = 20.0


@dataclass(frozen=True)
class Item:
    """A published figure and what the model says.

    Attributes
    ----------
    profile, mode, measure
        What it is about.
    key
        Id of its pair, or its own: decides the half.
    published, modelled
        ``modelled`` is None where the model finds no path.
    """

    profile: str
    mode: str
    measure: str
    key: str
    published: float
    modelled: float | None

    @property
    def error_pct(self) -> float | None:
        """Modelled minus published, in per cent of the published figure."""
        return error_pct(self.published, self.modelled)


@dataclass(frozen=True)
class Score:
    """How close the model comes in one group and half.

    Attributes
    ----------
    group
        Key of :data:`TARGETS`, or ``change`` for before/after pairs.
    profile, mode
        Empty for the group as a whole.
    half
        ``fitting``, ``checking`` or ``all``.
    n, missing
        Figures with a path, and those without.
    median_error_pct, bias_pct
        Median of the absolute and of the signed errors; None of nothing.
    within_10_pct, within_25_pct
        Share of the figures, in per cent; one without a path is within nothing, and counts as
        infinitely wrong for the verdict.
    right_pct
        Share of the changes whose direction is right; None for levels.
    verdict
        Of the checking half ``met``, ``not_met`` or ``too_few`` (no claim); ``not_judged`` of
        the others, ``none`` without a target.
    """

    group: str
    profile: str
    mode: str
    measure: str
    half: str
    n: int
    missing: int
    median_error_pct: float | None
    bias_pct: float | None
    within_10_pct: float | None
    within_25_pct: float | None
    right_pct: float | None
    target_pct: float | None
    verdict: str


def half(key: str) -> str:
    """Half of a pair, or of a row that has none: CRC-32 of its id, even or odd.

    Examples
    --------
    >>> half("guinan"), half("pr004")
    ('fitting', 'checking')
    """
    return HALVES[crc32(key.encode()) % 2]


def key_of(row: Published) -> str:
    """What decides the half of a row: both sides of a pair stand in the same one."""
    return row.pair or row.id


def error_pct(published: float, modelled: float | None) -> float | None:
    """Modelled over published, less one, in per cent; of a change, how much too large it is.

    Examples
    --------
    >>> error_pct(-2.0, -1.0)
    -50.0
    """
    if modelled is None:
        return None
    return (modelled / published - 1.0) * 100.0


def group_of(profile: str, mode: str, measure: str) -> str:
    """Group with a target of its own.

    Examples
    --------
    >>> group_of("container", "rail", "time_h"), group_of("bulk", "river_sea", "distance_km")
    ('rail_freight', 'water_km')
    """
    afloat = mode not in ("road", "rail", "air")
    if measure == "distance_km":
        return "water_km" if afloat else "other"
    if afloat:
        return "water_h"
    if mode == "rail":
        return "rail_passenger" if profile == "passenger" else "rail_freight"
    return mode


def scores(items: Sequence[Item]) -> tuple[Score, ...]:
    """Scores of every group that has figures, as a whole and by profile and mode."""
    out: list[Score] = []
    for group in TARGETS:
        members = [item for item in items
                   if group_of(item.profile, item.mode, item.measure) == group]
        kinds = sorted({(item.profile, item.mode, item.measure) for item in members})
        measures = {measure for _, _, measure in kinds}
        whole = ("", "", measures.pop() if len(measures) == 1 else "")
        for kind in (whole, *kinds) if kinds or group != "other" else ():
            chosen = [item for item in members if kind == whole
                      or (item.profile, item.mode, item.measure) == kind]
            out += [_score(group, kind, which, chosen) for which in (*HALVES, ALL)]
    return tuple(out)


def changes(items: Sequence[Item]) -> tuple[Score, ...]:
    """Scores of before/after pairs and of published changes."""
    return tuple(_score("change", ("", "", ""), which, items, CHANGE_TARGET_PCT)
                 for which in (*HALVES, ALL))


def _score(group: str, kind: tuple[str, str, str], which: str, items: Iterable[Item],
           target: float | None = None) -> Score:
    chosen = [item for item in items if which in (ALL, half(item.key))]
    errors = [item.error_pct for item in chosen]
    found = [error for error in errors if error is not None]
    target = TARGETS.get(group) if target is None else target
    sizes = [inf if error is None else round(abs(error), 9) for error in errors]
    rights = [item.modelled * item.published > 0 for item in chosen if item.modelled is not None]
    right = _share(rights) if group == "change" else None
    verdict = "none" if target is None else "not_judged"
    if target is not None and which == HALVES[1]:
        verdict = "too_few" if len(found) < LEAST_ROWS else "met" if (
            median(sizes) <= target and right in (None, 100.0)) else "not_met"
    close, near = (_share([size <= limit for size in sizes]) for limit in WITHIN)
    return Score(group, *kind, which, len(found), len(errors) - len(found),
                 median(map(abs, found)) if found else None, median(found) if found else None,
                 close, near, right, target, verdict)


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) * 100 if flags else None
