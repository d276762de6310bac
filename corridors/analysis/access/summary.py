"""How many places gain, by how much, who gains most and who is left worst off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corridors.analysis.access.model import Access, Found, Measure
from corridors.families import BEST

LITTLE = 0.05
"""A scenario that changes nothing for more than this share of the places helps little."""
PREFERRED = "high_speed_station_h"
"""Measure that is drawn where nothing changes."""


@dataclass(frozen=True)
class Summary:
    """One measure over all places.

    Attributes
    ----------
    places, found_base, found_after
        How many places, and from how many a way leads.
    gained, lost, new, gone
        How many gain or lose by what is shown (differences that round to nought count as none),
        and how many have a way after only or before only.
    median_base, median_after
        Over the places found in both; None where there is none.
    mean_base, mean_after, mean_places
        Weighted by residents, and over how many places; None where nobody's residents are known.
    best, best_base, best_after
        Index of the place that gains most (-1 where nobody gains), and its values.
    worst, worst_after
        Indices of the places that are worst off after, at most three, and their value.
    worst_count
        How many places share that value.
    """

    measure: Measure
    places: int
    found_base: int
    found_after: int
    gained: int
    lost: int
    new: int
    gone: int
    median_base: float | None
    median_after: float | None
    mean_base: float | None
    mean_after: float | None
    mean_places: int
    best: int
    best_base: Found | None
    best_after: Found | None
    worst: tuple[int, ...]
    worst_count: int
    worst_after: float | None

    @property
    def moved(self) -> bool:
        """Whether anything changes for anybody."""
        return bool(self.gained or self.lost or self.new or self.gone)


def summarise(result: Access) -> tuple[Summary, ...]:
    """One summary a measure, in the order of the measures."""
    return tuple(_summary(result, measure) for measure in result.measures)


def _summary(result: Access, measure: Measure) -> Summary:
    base, after = result.base[measure.id], result.after[measure.id]
    pairs = list(zip(base, after, strict=True))
    both = [i for i, (a, b) in enumerate(pairs) if a.value is not None and b.value is not None]
    outcomes = [measure.outcome(a, b) for a, b in pairs]
    gains = ranked(result, measure)
    sign = -measure.gain
    left = sorted((i for i in range(len(after)) if after[i].value is not None),
                  key=lambda i: (-sign * (after[i].value or 0.0), i))
    last = after[left[0]].value if left else None
    peers = [i for i in left if after[i].value == last]
    people = [(result.places[i].population, i) for i in both]
    known = [(count, i) for count, i in people if count]
    return Summary(
        measure, len(pairs), sum(a.value is not None for a in base),
        sum(b.value is not None for b in after), outcomes.count(1), outcomes.count(-1),
        sum(a.value is None and b.value is not None for a, b in pairs),
        sum(a.value is not None and b.value is None for a, b in pairs),
        _median([base[i] for i in both]), _median([after[i] for i in both]),
        _mean(base, known), _mean(after, known), len(known),
        gains[0] if gains else -1, base[gains[0]] if gains else None,
        after[gains[0]] if gains else None, tuple(peers[:3]), len(peers), last)


def ranked(result: Access, measure: Measure) -> tuple[int, ...]:
    """Indices of the places that gain, those that gain most first."""
    base, after = result.base[measure.id], result.after[measure.id]
    gains = [i for i in range(len(base)) if measure.outcome(base[i], after[i]) > 0]
    return tuple(sorted(gains, key=lambda i: (
        -measure.gain * (measure.change(base[i], after[i]) or 0.0), i)))


def most_telling(result: Access, summaries: Sequence[Summary]) -> Measure:
    """The measure that shows a scenario best: of hours saved in all, else of hubs gained.

    Ports together stand behind their two kinds, and where nothing changes the stations are shown.
    """
    def saved(item: Summary) -> float:
        measure = item.measure
        return sum(abs(measure.change(result.base[measure.id][i], result.after[measure.id][i])
                       or 0.0) for i in ranked(result, measure))

    for group in ([s for s in summaries if s.measure.to and s.measure.to != "port"],
                  [s for s in summaries if s.measure.kind == "hubs" and s.measure.mode == BEST],
                  [s for s in summaries if s.measure.kind == "hubs"]):
        found = [(saved(item), -n, item.measure) for n, item in enumerate(group) if item.gained]
        if found:
            return max(found, key=lambda one: one[:2])[2]
    return next(m for m in result.measures if m.id == PREFERRED)


def helps_little(summaries: Sequence[Summary]) -> bool:
    """Whether no measure but those of single modes gains for more than a few places."""
    return all(item.gained + item.new <= LITTLE * item.places for item in summaries
               if item.measure.to or item.measure.mode == BEST)


def _median(found: Sequence[Found]) -> float | None:
    values = [one.value for one in found if one.value is not None]
    return median(values) if values else None


def _mean(found: Sequence[Found], known: Sequence[tuple[int | None, int]]) -> float | None:
    weight = sum(count or 0 for count, _ in known)
    if not weight:
        return None
    return sum((count or 0) * (found[i].value or 0.0) for count, i in known) / weight
