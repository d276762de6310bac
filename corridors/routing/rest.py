"""Rest of drivers as a function of the hours driven on one leg.

After some hours at the wheel a driver stops (at least 20 minutes after 4 hours: article 62 of the
regulation on the road traffic safety law), and after the driving hours of a day the lorry stands
until 24 hours have passed since the day began. Two drivers take turns and stand less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.units import HOURS_PER_DAY

Array = np.ndarray[Any, Any]
TIE_H = 1e-9
"""Driving that ends this close to a limit ends at it."""


@dataclass(frozen=True)
class RestRule:
    """When drivers stop, and for how long.

    Attributes
    ----------
    after_h, rest_h
        A stop of ``rest_h`` hours after every ``after_h`` hours of driving.
    day_h
        Driving hours of a day; infinite where no day's limit is modelled (cars).

    Examples
    --------
    One driver with 8 hours a day: 7 hours bring one stop, 9 hours a night, 17 hours two.

    >>> rule = RestRule(after_h=4, rest_h=1 / 3, day_h=8)
    >>> [round(float(h), 2) for h in rule.hours(np.array([4, 7, 9, 17]))]
    [0.0, 0.33, 16.0, 32.0]
    """

    after_h: float
    rest_h: float
    day_h: float

    @classmethod
    def of(cls, number: Callable[[str], float], vehicle: str) -> RestRule:
        """The rule of a vehicle, ``car`` or ``lorry``, by the parameters that ``number`` reads."""
        day_h = np.inf
        if vehicle == "lorry":
            crew = "two" if number("road.drivers") > 1.5 else "one"
            day_h = number(f"road.daily_driving_h.{crew}")
        return cls(number("road.rest_after_h"), number("road.rest_h"), day_h)

    def hours(self, driving_h: Array) -> Array:
        """Rest that legs with some hours of driving bring, both of one shape.

        Never falls as driving grows, so the fastest way is still the fastest with its rest.
        """
        driven = np.maximum(driving_h - TIE_H, 0.0)
        if not self.has_days:
            return self._stops_h(driven)
        days = np.floor(driven / self.day_h)
        out: Array = days * self.whole_day_h + self._stops_h(driven - days * self.day_h)
        return out

    def _stops_h(self, driven_h: Array) -> Array:
        """Stops in a row of driving without a night."""
        out: Array = np.floor(driven_h / self.after_h) * self.rest_h
        return out

    @property
    def has_days(self) -> bool:
        """Whether a day's limit is modelled."""
        return bool(np.isfinite(self.day_h))

    @property
    def whole_day_h(self) -> float:
        """Rest that the driving of a whole day brings: till it is over, or all its stops if longer.

        Examples
        --------
        >>> RestRule(after_h=4, rest_h=1 / 3, day_h=8).whole_day_h
        16.0
        >>> RestRule(after_h=2, rest_h=1, day_h=22).whole_day_h
        10.0
        """
        stops_h = float(self._stops_h(np.array(self.day_h - TIE_H)))
        return max(HOURS_PER_DAY - self.day_h, stops_h)

    @property
    def rate(self) -> float:
        """Mean rest in an hour of a long drive, which the search counts on every link."""
        if self.has_days:
            return self.whole_day_h / self.day_h
        return self.rest_h / self.after_h
