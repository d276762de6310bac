"""Calls of the trips of a day as arrays: times in seconds, gaps filled, broken trips left out.

Times count from noon less twelve hours of the service day, as the format has it, so that a train
that leaves after midnight has 24:30 and belongs to the day before. Zones of time do not matter
to run times, since all times of a feed stand in the zone of its agency.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.errors import InputError, fault
from corridors.exchange.timetables.stations import Station, clean
from corridors.units import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
MOST_HOURS = 240
"""A trip ends within ten days."""
SHOWN = 3
BROKEN = ("gtfs.trip_short", "gtfs.trip_untimed", "gtfs.trip_backwards")
"""Why a trip is left out, in the order in which it is looked at."""


@dataclass(frozen=True)
class Broken:
    """Trips that are left out for one reason.

    Attributes
    ----------
    key
        Of :data:`BROKEN`.
    examples
        Up to three ids with the line of their first call.
    """

    key: str
    count: int
    examples: tuple[tuple[str, int], ...]


@dataclass(frozen=True, eq=False)
class Calls:
    """Calls of the trips of a day, trip by trip in the order of the stops.

    Attributes
    ----------
    trips
        Trip ids, n of them.
    bounds
        Where the calls of trip i begin and end, n + 1 numbers.
    station
        Number of the station of each call, m of them.
    arrive, depart
        Seconds of the service day, m each.
    estimated
        Whether the feed leaves the time of a call to be reckoned, m.
    broken
        What was left out.
    unboarded
        Calls passed over where nobody may board nor alight.
    """

    trips: tuple[str, ...]
    bounds: Array
    station: Array
    arrive: Array
    depart: Array
    estimated: Array
    broken: tuple[Broken, ...]
    unboarded: int


def seconds(text: str) -> float | None:
    """Seconds of a time of day, which may pass 24:00; NaN where it is empty, None where wrong.

    Examples
    --------
    >>> seconds("25:10:00"), seconds("8:00"), seconds("-1:00:00")
    (90600.0, None, None)
    """
    if not text:
        return float("nan")
    found = CLOCK.fullmatch(text)
    if found is None or int(found[1]) >= MOST_HOURS:
        return None
    return float(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]))


def chosen_rows(table: pd.DataFrame, trips: frozenset[str]) -> pd.DataFrame:
    """Rows of ``stop_times.txt`` of some trips."""
    kept = np.array([text in trips for text in table["trip_id"].cat.categories], dtype=bool)
    codes = table["trip_id"].cat.codes.to_numpy()
    return table[kept[codes]] if len(kept) else table[:0]


def calls(table: pd.DataFrame, stations: list[Station], number: dict[str, int],
          feed: str) -> Calls:
    """Calls of the trips whose rows are given.

    Parameters
    ----------
    table
        Rows of ``stop_times.txt``, categorical columns.
    number
        Number of the station of each stop.

    Raises
    ------
    InputError
        Times or numbers of the order of stops cannot be read, or a number stands twice in a trip.
    """
    where = f"{feed}/stop_times.txt"
    faults = []
    values = {}
    for column in ("arrival_time", "departure_time"):
        values[column], bad = _coded(table[column], seconds)
        faults += [fault("gtfs.time", file=where, line=int(table.index[i]) + 2, column=column,
                         found=clean(table[column].iloc[i]), count=len(bad)) for i in bad[:SHOWN]]
    order, bad = _coded(table["stop_sequence"], lambda text: (
        float(text) if text.isascii() and text.isdigit() and len(text) < 10 else None))
    faults += [fault("gtfs.sequence", file=where, line=int(table.index[i]) + 2,
                     found=clean(table["stop_sequence"].iloc[i]), count=len(bad))
               for i in bad[:SHOWN]]
    if faults:
        raise InputError(faults)
    codes = table["trip_id"].cat.codes.to_numpy()
    ids = [str(text) for text in table["trip_id"].cat.categories]
    sorting = np.lexsort((order, codes))
    codes, order = codes[sorting], order[sorting]
    twice = np.flatnonzero((codes[1:] == codes[:-1]) & (order[1:] == order[:-1])) + 1
    if len(twice):
        raise InputError([fault("gtfs.sequence_twice", file=where, trip=clean(ids[codes[i]]),
                                line=int(table.index[sorting[i]]) + 2, found=int(order[i]),
                                count=len(twice)) for i in twice[:SHOWN]])
    rank = {str(text): number.get(str(text), -1) for text in table["stop_id"].cat.categories}
    station = np.array([rank[str(text)] for text in table["stop_id"].cat.categories],
                       dtype=np.int64)[table["stop_id"].cat.codes.to_numpy()][sorting]
    arrive, depart = values["arrival_time"][sorting], values["departure_time"][sorting]
    lines = table.index.to_numpy()[sorting] + 2
    closed = _closed(table)[sorting]
    arrive, depart = np.where(np.isnan(arrive), depart, arrive), np.where(
        np.isnan(depart), arrive, depart)
    open_ = ~closed
    return _kept(codes[open_], station[open_], arrive[open_], depart[open_], lines[open_], ids,
                 stations, int(closed.sum()))


def _coded(cells: Any, read: Any) -> tuple[Array, Array]:
    """Numbers of a categorical column, and the places of the cells that cannot be read."""
    found = [read(str(text)) for text in cells.cat.categories]
    wrong = np.array([value is None for value in found], dtype=bool)
    numbers = np.array([np.nan if value is None else value for value in found], dtype=float)
    codes = cells.cat.codes.to_numpy()
    if not len(codes):
        return np.empty(0), np.empty(0, dtype=int)
    return numbers[codes], np.flatnonzero(wrong[codes])


def _closed(table: pd.DataFrame) -> Array:
    """Calls where one may neither board nor alight."""
    shut = np.ones(len(table), dtype=bool)
    for column in ("pickup_type", "drop_off_type"):
        shut &= (table[column] == "1").to_numpy(dtype=bool)
    return shut


def _kept(codes: Array, station: Array, arrive: Array, depart: Array, lines: Array,
          ids: list[str], stations: list[Station], unboarded: int) -> Calls:
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else \
        np.empty(0, dtype=int)
    bounds = np.r_[starts, len(codes)]
    sizes = np.diff(bounds)
    owner = np.repeat(np.arange(len(starts)), sizes)
    estimated = np.isnan(arrive)
    if len(codes):
        arrive, depart = _filled(arrive, depart, station, owner, stations)
    untimed = np.zeros(len(starts), dtype=bool)
    np.logical_or.at(untimed, owner, np.isnan(arrive) | np.isnan(depart))
    back = np.zeros(len(codes), dtype=bool)
    if len(codes):
        back |= depart < arrive
        back[1:] |= (owner[1:] == owner[:-1]) & (arrive[1:] < depart[:-1])
    backwards = np.zeros(len(starts), dtype=bool)
    np.logical_or.at(backwards, owner, back)
    why = np.select([sizes < 2, untimed, backwards], [1, 2, 3], 0)
    broken = tuple(
        Broken(key, int((why == n).sum()), tuple(
            (clean(ids[codes[starts[i]]]), int(lines[starts[i]]))
            for i in np.flatnonzero(why == n)[:SHOWN]))
        for n, key in enumerate(BROKEN, 1) if (why == n).any())
    good = why == 0
    keep = good[owner] if len(owner) else np.empty(0, dtype=bool)
    return Calls(tuple(ids[codes[i]] for i in starts[good]), np.r_[0, np.cumsum(sizes[good])],
                 station[keep], arrive[keep], depart[keep], estimated[keep], broken, unboarded)


def _filled(arrive: Array, depart: Array, station: Array, owner: Array,
            stations: list[Station]) -> tuple[Array, Array]:
    """Times between timed calls, in proportion to the great circles between the stations."""
    gaps = np.isnan(arrive)
    if not gaps.any():
        return arrive, depart
    lon = np.radians(np.array([one.lon for one in stations]))[station]
    lat = np.radians(np.array([one.lat for one in stations]))[station]
    half = (np.sin(np.diff(lat) / 2) ** 2
            + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2)
    way = np.r_[0.0, np.cumsum(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half)))]
    places = np.arange(len(arrive))
    before = np.maximum.accumulate(np.where(gaps, -1, places))
    after = np.minimum.accumulate(np.where(gaps, len(arrive), places)[::-1])[::-1]
    fit = gaps & (before >= 0) & (after < len(arrive))
    i = np.flatnonzero(fit)
    i = i[(owner[before[i]] == owner[i]) & (owner[after[i]] == owner[i])]
    a, b = before[i], after[i]
    length = way[b] - way[a]
    share = np.divide(way[i] - way[a], length, out=(i - a) / (b - a), where=length > 0)
    time = depart[a] + share * (arrive[b] - depart[a])
    arrive, depart = arrive.copy(), depart.copy()
    arrive[i] = depart[i] = time
    return arrive, depart
