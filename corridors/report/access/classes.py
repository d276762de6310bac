"""Classes of the access of counties, for maps: even bounds that a planner can remember."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from corridors.analysis.access.model import Access, Measure
from corridors.messages import say
from corridors.report.access.words import PEOPLE
from corridors.report.cartography.classes import class_labels
from corridors.report.numbers import show

HOURS: dict[str, tuple[float, ...]] = {
    "high_speed_station": (0.5, 1.0, 1.5, 2.0, 3.0), "airport": (0.5, 1.0, 1.5, 2.0, 3.0),
    "expressway": (0.35, 0.5, 0.75, 1.0, 1.5), "port": (1.0, 2.0, 3.0, 4.0, 6.0),
    "inland_port": (1.0, 2.0, 3.0, 4.0, 6.0), "sea_port": (2.0, 4.0, 6.0, 8.0, 12.0),
    "rail_freight_terminal": (0.5, 1.0, 1.5, 2.0, 3.0)}
HOURS_CHANGE = (-1.0, -0.5, -0.05, 0.05, 0.5, 1.0)
COUNT_CHANGE = (-9, -4, 0, 1, 5, 10)
"""From here on: below -9 is the first class, nought alone the middle one."""
COUNT_CLASSES = 6


@dataclass(frozen=True)
class Classes:
    """Bounds of classes.

    Attributes
    ----------
    breaks
        Rising; a value on a break belongs above it.
    whole
        Whether values are whole numbers, so that a class is named by its first and last.
    falling
        Whether the classes are listed from high to low, so that gains come first.
    people
        Whether values are people, named in the unit of the reader.
    """

    breaks: tuple[float, ...]
    whole: bool = False
    falling: bool = False
    people: bool = False

    def step(self, value: float) -> int:
        """Index of the class of a value."""
        found = bisect_right(self.breaks, value)
        return len(self.breaks) - found if self.falling else found

    def labels(self, lang: str) -> tuple[str, ...]:
        """One text a class."""
        found = tuple(self._people(lang) if self.people else self._whole() if self.whole else
                      class_labels(self.breaks, lang))
        return found[::-1] if self.falling else found

    def _whole(self) -> list[str]:
        """Each class by its first and last whole number."""
        return self._named(lambda value: show(value, "d0"), 1.0)

    def _people(self, lang: str) -> list[str]:
        """Each class by its bounds, which are round; nobody is a class of its own."""
        return self._named(lambda value: show(value / PEOPLE[lang], "d0"), 0.0)

    def _named(self, text: Callable[[float], str], less: float) -> list[str]:
        out = [text(0.0) if self.breaks[0] == 1 else
               say("drawn.within", "en", high=text(self.breaks[0] - less))]
        for low, high in pairwise(self.breaks):
            out.append(text(low if less else 0.0) if high - low == 1 else
                       say("drawn.between", "en", low=text(low), high=text(high - less)))
        return [*out, say("drawn.above", "en", low=text(self.breaks[-1]))]


def hours_classes(to: str, *, change: bool, breaks: Sequence[float] = ()) -> Classes:
    """Classes of hours to a facility, or of their change.

    Examples
    --------
    >>> hours_classes("airport", change=False).labels("en")[:2]
    ('< 0.5', '0.5 – 1')
    """
    return Classes(tuple(breaks) or (HOURS_CHANGE if change else HOURS[to]))


def classes_of(result: Access, measure: Measure, *, change: bool) -> Classes:
    """Classes of a measure, or of its change."""
    if measure.to:
        return hours_classes(measure.to, change=change)
    values = [one.value or 0.0 for found in (result.base, result.after)
              for one in found[measure.id]]
    if not change:
        most = max(values, default=1.0)
        size = _round(max(1.0, most / COUNT_CLASSES))
        bounds = [size * n for n in range(1, COUNT_CLASSES + 1) if 1 < size * n <= most]
        return Classes((1.0, *bounds), whole=True, people=measure.kind == "people")
    if measure.kind == "hubs":
        return Classes(tuple(map(float, COUNT_CHANGE)), whole=True, falling=True)
    changes = [abs(measure.change(a, b) or 0.0) for a, b in
               zip(result.base[measure.id], result.after[measure.id], strict=True)]
    size = _round(max(3.0, max(changes, default=3.0) / 3))
    return Classes((-2 * size + 1, -size + 1, 0.0, 1.0, size, 2 * size), whole=True,
                   falling=True, people=True)


def _round(value: float) -> float:
    """The next of 1, 2, 5 times a power of ten.

    Examples
    --------
    >>> _round(11.0), _round(3.0), _round(1.0)
    (20.0, 5.0, 1.0)
    """
    power = 10.0 ** floor(log10(value))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= value - 1e-9)
