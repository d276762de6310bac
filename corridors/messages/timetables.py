"""Messages of timetable feeds (GTFS)."""

from __future__ import annotations

TIMETABLES: dict[str, dict[str, str]] = {}
