"""What a feed becomes: stations, services, links and a source, with every count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corridors.exchange.package import Loss
from corridors.exchange.timetables.match import Match
from corridors.exchange.timetables.patterns import Pattern
from corridors.exchange.timetables.sections import Section

MODES = {"rail": "through_train", "air": "flight"}
"""Modes whose services passengers ride here, and the kind of their services."""


@dataclass(frozen=True)
class Service:
    """A pattern with its names and stops.

    Attributes
    ----------
    stops
        Node ids.
    alike
        Services of the network that call at the same first and last terminal.
    """

    id: str
    mode: str
    name_zh: str
    name_en: str
    stops: tuple[str, ...]
    pattern: Pattern
    alike: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timetable:
    """A day of a feed as rows of the network's tables.

    Attributes
    ----------
    feed, key, day
        Name of the file, how ids begin, ``YYYY-MM-DD``.
    covered
        First and last day of the feed's calendars, ``YYYY-MM-DD``.
    counts
        Trips of the day and what became of them, by name.
    matches
        Every station that is called at, by mode.
    losses
        What was lost on the way, and what a reader must know.
    source
        Row of ``sources``.
    rows
        Rows of ``nodes``, ``links``, ``services`` and ``service_stops``.
    """

    feed: str
    key: str
    day: str
    covered: tuple[str, str]
    period_h: float
    counts: Mapping[str, float]
    matches: Mapping[str, Sequence[Match]]
    services: tuple[Service, ...]
    links: tuple[Section, ...]
    losses: tuple[Loss, ...]
    source: Mapping[str, object]
    rows: Mapping[str, Sequence[Mapping[str, object]]]
