"""Which trips run on a day: calendar, exceptions, and the days that a feed speaks of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corridors.errors import Fault, InputError, fault

if TYPE_CHECKING:
    import pandas as pd

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHOWN = 3


@dataclass(frozen=True)
class Running:
    """What runs on a day.

    Attributes
    ----------
    services
        Service ids of the feed (its calendars, not lines or trains).
    first, last
        Days that the calendars reach from and to, ``YYYYMMDD``.
    """

    services: frozenset[str]
    first: str
    last: str


def parsed_day(text: str) -> datetime.date:
    """A day as the command line takes it.

    Raises
    ------
    InputError
        It is no ``YYYY-MM-DD`` of the calendar.
    """
    try:
        if len(text) != 10:
            raise ValueError
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(fault("gtfs.day", found=text)) from None


def running(tables: dict[str, pd.DataFrame], day: datetime.date, feed: str) -> Running:
    """Which calendars of a feed hold on a day.

    Raises
    ------
    InputError
        A date or a flag is not one, or no calendar holds on that day: the message names the days
        that the feed covers.
    """
    week, single = tables["calendar.txt"], tables["calendar_dates.txt"]
    faults = [*_bad(week, "calendar.txt", ("start_date", "end_date"), feed),
              *_bad(single, "calendar_dates.txt", ("date",), feed)]
    if faults:
        raise InputError(faults)
    key = f"{day:%Y%m%d}"
    holds = week[(week["start_date"] <= key) & (week["end_date"] >= key)
                 & (week[WEEKDAYS[day.weekday()]] == "1")]
    today = single[single["date"] == key]
    added = today["service_id"][today["exception_type"] == "1"]
    taken = today["service_id"][today["exception_type"] == "2"]
    services = (frozenset(holds["service_id"]) | frozenset(added)) - frozenset(taken)
    dates = [*week["start_date"], *week["end_date"],
             *single["date"][single["exception_type"] == "1"]]
    first, last = (min(dates), max(dates)) if dates else ("", "")
    if not services:
        raise InputError(fault("gtfs.day_empty", file=feed, day=day.isoformat(),
                               first=dashed(first), last=dashed(last)))
    return Running(services, first, last)


def dashed(date: str) -> str:
    """``YYYY-MM-DD`` of ``YYYYMMDD``; as it is where it is something else.

    Examples
    --------
    >>> dashed("20260305")
    '2026-03-05'
    """
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdigit() else date


def _bad(table: Any, name: str, columns: tuple[str, ...], feed: str) -> list[Fault]:
    """Cells that are no date."""
    out: list[Fault] = []
    for column in columns:
        wrong = table[~table[column].map(_date)]
        out += [fault("gtfs.date", file=f"{feed}/{name}", line=int(line) + 2, column=column,
                      found=wrong[column][line], count=len(wrong))
                for line in wrong.index[:SHOWN]]
    return out


def _date(text: str) -> bool:
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        return False
    try:
        datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True
