"""Trips of the same line and the same stops as one service: run times, dwell, headway.

``headway_h`` is the length of the period over the departures from the first stop within it. The
period is the whole service day (24 h) unless one is named: one train a day is a headway of 24 h,
as in the rest of the toolkit, where departures a week are 168 over the headway. The interval
between departures stands beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corridors.errors import InputError, fault
from corridors.exchange.timetables.calls import Array, Calls, seconds
from corridors.units import HOURS_PER_DAY

if TYPE_CHECKING:
    import pandas as pd

HOUR = 3600.0
DAY = HOURS_PER_DAY * HOUR
LEAST_RUN_S = 30.0
"""Of a section that a timetable in full minutes gives no time at all."""
MOST_STOPS = 100
SHOWN = 3
MOST_DEPARTURES = 1_000_000
"""Of trips that are run every so often, in all."""


@dataclass(frozen=True)
class Period:
    """Part of the day, seconds; one that ends before it begins goes past midnight."""

    start: float = 0.0
    end: float = DAY

    @property
    def hours(self) -> float:
        """Length, hours."""
        return ((self.end - self.start) % DAY or DAY) / HOUR

    def holds(self, time: Array) -> Array:
        """Which times of the service day lie in it, by the clock."""
        clock = time % DAY
        if self.hours == HOURS_PER_DAY:
            return np.ones(len(clock), dtype=bool)
        return ((clock - self.start) % DAY) < self.hours * HOUR

    def overlap(self, first: float, end: float) -> float:
        """Seconds of a stretch of time that lie in the period, whatever the day.

        Examples
        --------
        >>> period("22:00-02:00").overlap(20 * HOUR, 25 * HOUR) / HOUR
        3.0
        """
        long = self.hours * HOUR
        begins = (self.start + day * DAY for day in range(-1, int(end // DAY) + 1))
        return sum(max(0.0, min(end, begin + long) - max(first, begin)) for begin in begins)


def period(text: str) -> Period:
    """A period as ``HH:MM-HH:MM``; empty for the whole day.

    Raises
    ------
    InputError
        It is none.

    Examples
    --------
    >>> period("06:00-22:00").hours, period("22:00-06:00").hours, period("").hours
    (16.0, 8.0, 24.0)
    """
    if not text:
        return Period()
    start, _, end = text.partition("-")
    times = [seconds(f"{part.strip()}:00") for part in (start, end)]
    if any(time is None or not time <= DAY for time in times) or times[0] == times[1]:
        raise InputError(fault("gtfs.period", found=text))
    return Period(float(times[0] or 0.0), float(times[1] or 0.0))


@dataclass(frozen=True)
class Pattern:
    """Trips of a day with the same stops.

    Attributes
    ----------
    route
        Id of the line, or ``""`` where lines are joined.
    nodes
        Numbers of the stops' nodes in their order, k of them.
    run_s
        Fastest (or median) run time of each section, k - 1.
    dwell_s
        Median time stopped at the stops between, k - 2.
    trips
        Trips of the feed, repeated ones counted once.
    departures
        In the period, from the first stop; where they have no fixed times, the mean number.
    first_s, last_s
        First and last departure of the day.
    quickest_s, median_s
        From end to end: the fastest single trip, and the median of all.
    estimated
        Whether a time was reckoned from those of other stops.
    raised
        Sections without any run time, given :data:`LEAST_RUN_S`.
    example
        A trip.
    """

    route: str
    nodes: tuple[int, ...]
    run_s: tuple[float, ...]
    dwell_s: tuple[float, ...]
    trips: int
    departures: float
    headway_h: float
    first_s: float
    last_s: float
    quickest_s: float
    median_s: float
    estimated: bool
    raised: int
    example: str


@dataclass(frozen=True)
class Departures:
    """Departures of one trip from its first stop that is run every so often.

    Attributes
    ----------
    windows
        (first, end, every, exact) in seconds.
    """

    windows: tuple[tuple[float, float, float, bool], ...]

    def times(self) -> Array:
        """Departures in seconds of the service day, the first of a window at its beginning."""
        return np.concatenate([np.arange(first, end, every)
                               for first, end, every, _ in self.windows])

    def count(self, when: Period) -> float:
        """Departures in a period.

        Where they have no fixed times they are the time over the headway, as a mean; so a window
        of 24 h with a headway of 14 h has 24/14 of them.
        """
        return sum(float(when.holds(np.arange(first, end, every)).sum()) if exact
                   else when.overlap(first, end) / every
                   for first, end, every, exact in self.windows)


def repeated(table: pd.DataFrame, trips: frozenset[str], feed: str
             ) -> tuple[dict[str, Departures], int]:
    """Departures of trips that are run every so often, and how many windows are exact.

    Raises
    ------
    InputError
        A time or a headway cannot be read.
    """
    faults = []
    windows: dict[str, list[tuple[float, float, float, bool]]] = defaultdict(list)
    exact, many = 0, 0.0
    for i, trip, start, end, every, kind in zip(table.index, *(table[column] for column in (
            "trip_id", "start_time", "end_time", "headway_secs", "exact_times")), strict=True):
        if trip not in trips:
            continue
        first, last = seconds(str(start)), seconds(str(end))
        known = re.fullmatch("[0-9]{1,6}", str(every)) and 0 < int(every) <= DAY
        if first is None or last is None or first != first or last != last or not known:
            faults.append(fault("gtfs.frequency", file=f"{feed}/frequencies.txt",
                                line=int(i) + 2, start=start, end=end, headway=every))
            continue
        if last > first:
            many += (last - first) / float(every) + 1
            windows[str(trip)].append((first, last, float(every), kind == "1"))
            exact += kind == "1"
    if many > MOST_DEPARTURES:
        faults.append(fault("gtfs.frequency_many", file=f"{feed}/frequencies.txt",
                            found=int(many), limit=MOST_DEPARTURES))
    if faults:
        raise InputError(faults[:SHOWN])
    return {trip: Departures(tuple(rows)) for trip, rows in windows.items()}, exact


def patterns(calls: Calls, node: Array, lines: Mapping[str, str],
             often: Mapping[str, Departures], when: Period, times: str
             ) -> tuple[list[Pattern], dict[str, int]]:
    """Services of a day.

    Parameters
    ----------
    node
        Number of the node of each station; -1 where the station is passed through.
    lines
        Route id by trip id, or one word for all where lines are joined.
    times
        ``fastest`` or ``median`` run times.

    Returns
    -------
    patterns, left
        In the order of their lines and stops, and how many trips were left out by reason:
        ``few`` (fewer than two stops are left), ``long`` (more than :data:`MOST_STOPS`) and
        ``outside`` (no departure in the period).
    """
    groups: dict[tuple[str, bytes], list[tuple[str, Array, Array, Array, bool]]] = defaultdict(
        list)
    left = {"few": 0, "long": 0, "outside": 0}
    for i, trip in enumerate(calls.trips):
        part = slice(int(calls.bounds[i]), int(calls.bounds[i + 1]))
        at = node[calls.station[part]]
        kept = at >= 0
        at, arrive = at[kept], calls.arrive[part][kept]
        depart, guess = calls.depart[part][kept], calls.estimated[part][kept]
        if len(at) > 1 and (same := at[1:] == at[:-1]).any():  # platforms of one station
            opens, shuts = np.r_[True, ~same], np.r_[~same, True]
            at, arrive, depart = at[opens], arrive[opens], depart[shuts]
            guess = guess[opens]
        if not 2 <= len(at) <= MOST_STOPS:
            left["few" if len(at) < 2 else "long"] += 1
            continue
        groups[lines[trip], at.tobytes()].append((trip, at, arrive, depart, bool(guess.any())))
    found = []
    for (line, _), members in sorted(groups.items(), key=lambda item: (
            item[0][0], tuple(item[1][0][1]))):
        made = _pattern(line, members, often, when, times)
        if made is None:
            left["outside"] += len(members)
        else:
            found.append(made)
    return found, left


def _pattern(line: str, members: Sequence[tuple[str, Array, Array, Array, bool]],
             often: Mapping[str, Departures], when: Period, times: str) -> Pattern | None:
    arrive = np.array([member[2] for member in members])
    depart = np.array([member[3] for member in members])
    leaves = np.concatenate([
        often[member[0]].times() if member[0] in often else member[3][:1] for member in members])
    once = np.array([member[3][0] for member in members if member[0] not in often])
    count = float(when.holds(once).sum()) + sum(
        often[member[0]].count(when) for member in members if member[0] in often)
    if count <= 0:
        return None
    runs: Array = arrive[:, 1:] - depart[:, :-1]
    run = runs.min(axis=0) if times == "fastest" else np.median(runs, axis=0)
    raised = run <= 0
    run = np.where(raised, LEAST_RUN_S, run)
    dwell = np.median(depart[:, 1:-1] - arrive[:, 1:-1], axis=0)
    whole = arrive[:, -1] - depart[:, 0]
    return Pattern(
        line, tuple(int(n) for n in members[0][1]), tuple(map(float, run)),
        tuple(map(float, dwell)), len(members), count, when.hours / count,
        float(leaves.min()), float(leaves.max()), float(whole.min()), float(np.median(whole)),
        any(member[4] for member in members), int(raised.sum()),
        min(member[0] for member in members))
