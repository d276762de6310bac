"""A run: a service in one direction or a line, and the stretches that it rides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from corridors.routing.impedance import Step

Array = np.ndarray[Any, Any]
NONE = Step()


@dataclass(frozen=True)
class Stretch:
    """Part of a run between two rows of ``nodes``.

    Attributes
    ----------
    link
        Row of ``links`` and direction (0 from a to b, 1 back); None for a stretch with a run
        time of its own.
    step
        Time, cost and CO2 of a stretch without a link; hours beyond the run time of one with a
        link (a scheduled stop).
    stop
        Row of ``service_stops`` that a stretch without a link comes from.
    way
        Links, in the form of ``link``, that such a stretch runs on, where they are known.
    """

    start: int
    end: int
    link: tuple[int, int] | None
    step: Step = NONE
    stop: int = -1
    way: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Run:
    """A service in one direction, or a line, with the hours between its departures."""

    id: str
    mode: str
    headway_h: float
    stretches: tuple[Stretch, ...]
    stops: tuple[int, ...]
    vessel: str = ""

    def pooled(self, headway_h: float) -> Run:
        """The same run with another headway."""
        found = replace(self, headway_h=headway_h)
        found.__dict__.update(columns=self.columns, steps=self.steps)
        return found

    @cached_property
    def columns(self) -> Array:
        """Start, end, link row (-1 for none), direction and stop row of each stretch, (5, n)."""
        return np.array([(s.start, s.end, *(s.link or (-1, 0)), s.stop)
                         for s in self.stretches], dtype=np.int64).reshape(-1, 5).T

    @cached_property
    def steps(self) -> Array:
        """Hours, CNY, kg and km of each stretch beyond those of its link, (4, n)."""
        return np.array([(s.step.hours, s.step.cny, s.step.kg, s.step.km)
                         for s in self.stretches]).reshape(-1, 4).T
