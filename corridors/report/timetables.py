"""An imported timetable on the screen, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corridors import __version__
from corridors.exchange.timetables.match import Match
from corridors.exchange.timetables.model import Service, Timetable
from corridors.exchange.timetables.patterns import HOUR
from corridors.exchange.timetables.rows import clock, counted, spent
from corridors.messages import LANGS, say
from corridors.report.numbers import exact, show
from corridors.report.terminal import print_whole
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 30
"""Rows of a table on the screen."""
STOPS, SERVICES = "gtfs_stops.csv", "gtfs_services.csv"
VERDICTS = {"name": "gtfs.verdict_name", "near": "gtfs.verdict_near", "far": "gtfs.verdict_far",
            "unlike": "gtfs.verdict_unlike", "none": "gtfs.verdict_none"}


def stop_rows(timetable: Timetable) -> list[dict[str, object]]:
    """Every station that is called at, and the terminal that stands for it."""
    return [{"mode": mode, "stop_id": match.station.id, "name_zh": match.station.name_zh,
             "name_en": match.station.name_en, "lon": round(match.station.lon, 5),
             "lat": round(match.station.lat, 5), "match": match.verdict,
             "node_id": match.taken or None, "nearest_node_id": match.node or None,
             "distance_km": exact(match.km)}
            for mode, found in timetable.matches.items() for match in found]


def service_rows(timetable: Timetable) -> list[dict[str, object]]:
    """Every service with its departures and hours."""
    out: list[dict[str, object]] = []
    for one in timetable.services:
        pattern = one.pattern
        out.append({
            "id": one.id, "mode": one.mode, "route_id": pattern.route or None,
            "name_zh": one.name_zh, "name_en": one.name_en, "stops": ";".join(one.stops),
            "trips": pattern.trips, "departures": exact(pattern.departures),
            "headway_h": exact(pattern.headway_h), "first": clock(pattern.first_s),
            "last": clock(pattern.last_s), "interval_h": exact(_interval(one)),
            "run_h": exact(total_h(one)), "fastest_trip_h": exact(pattern.quickest_s / HOUR),
            "median_trip_h": exact(pattern.median_s / HOUR), "estimated": pattern.estimated,
            "alike": ";".join(one.alike) or None})
    return out


def total_h(service: Service) -> float:
    """Hours from end to end as imported: run times of the sections and dwell between them."""
    return (sum(service.pattern.run_s) + sum(service.pattern.dwell_s)) / HOUR


def _interval(service: Service) -> float | None:
    """Mean time between departures of the day, hours; None for a single one."""
    pattern = service.pattern
    if pattern.last_s <= pattern.first_s or pattern.departures < 2:
        return None
    return (pattern.last_s - pattern.first_s) / HOUR / (pattern.departures - 1)


def stops_csv(timetable: Timetable) -> bytes:
    """Stations as CSV."""
    rows = stop_rows(timetable)
    return to_csv(tuple(rows[0]), (list(row.values()) for row in rows))


def services_csv(timetable: Timetable) -> bytes:
    """Services as CSV."""
    rows = service_rows(timetable)
    return to_csv(tuple(rows[0]), (list(row.values()) for row in rows))


def timetable_json(timetable: Timetable, changed: Mapping[str, int] | None = None) -> bytes:
    """Everything as JSON."""
    return to_json({
        "schema": 1, "package_version": __version__, "feed": timetable.feed, "id": timetable.key,
        "day": timetable.day, "first_day": timetable.covered[0], "last_day": timetable.covered[1],
        "period_h": timetable.period_h, "counts": dict(timetable.counts),
        "against_network": None if changed is None else dict(changed),
        "source": dict(timetable.source),
        "losses": [{"key": loss.key, **{lang: loss.render(lang) for lang in LANGS}}
                   for loss in timetable.losses],
        "stops": stop_rows(timetable), "services": service_rows(timetable)})


def reports(timetable: Timetable) -> dict[str, bytes]:
    """Files that stand beside what was imported."""
    return {STOPS: stops_csv(timetable), SERVICES: services_csv(timetable)}


def print_timetable(console: Console, timetable: Timetable, lang: str, *, written: bool,
                    changed: Mapping[str, int] | None = None) -> None:
    """Counts, stations, services, and what was lost.

    Parameters
    ----------
    written
        Whether the whole tables are written to files.
    """
    count = timetable.counts
    console.print(say("gtfs.screen", lang, feed=timetable.feed, day=timetable.day,
                      first=timetable.covered[0], last=timetable.covered[1]), markup=False)
    console.print(say("gtfs.line_trips", lang, trips=count["trips"], used=count["used_trips"],
                      services=count["services"], departures=counted(float(count["departures"])),
                      often=count["frequency_trips"]))
    console.print(say("gtfs.line_stops", lang, stations=count["stations"],
                      matched=count["matched"], new=count["new_nodes"], passed=count["passed"],
                      links=count["new_links"]))
    console.print(say("gtfs.line_headway", lang, hours=f"{timetable.period_h:g}"))
    if changed is not None:
        console.print(say("gtfs.line_changed", lang, **changed))
    matches = [match for found in timetable.matches.values() for match in found]
    ordered = sorted(matches, key=lambda match: (bool(match.taken), match.verdict))
    _print(console, "gtfs.title_stops", ("gtfs.head_stop", "gtfs.head_verdict", "gtfs.head_node",
                                         "gtfs.head_km"),
           [_stop(match, lang) for match in ordered], lang, 3, STOPS if written else "")
    often = sorted(timetable.services, key=lambda one: (-one.pattern.departures, one.id))
    _print(console, "gtfs.title_services", (
        "gtfs.head_service", "gtfs.head_stops", "gtfs.head_departures", "gtfs.head_headway",
        "gtfs.head_first", "gtfs.head_last", "gtfs.head_sum", "gtfs.head_quickest",
        "gtfs.head_median"), [_service(one, lang) for one in often], lang, 1,
        SERVICES if written else "")
    if timetable.losses:
        console.print(say("gtfs.line_lost", lang))
        for loss in timetable.losses:
            console.print(f"- {loss.render(lang)}", markup=False)


def _print(console: Console, title: str, heads: tuple[str, ...], rows: list[list[str]],
           lang: str, left: int, file: str) -> None:
    print_whole(console, say(title, lang), [say(head, lang) for head in heads], rows[:SHOWN],
                lang, left=left)
    if len(rows) > SHOWN:
        console.print(say("gtfs.line_more", lang, count=len(rows) - SHOWN, file=file) if file
                      else say("gtfs.line_more_out", lang, count=len(rows) - SHOWN))


def _stop(match: Match, lang: str) -> list[str]:
    name = match.station.name_zh if lang == "zh" else match.station.name_en
    return [_safe(name), say(VERDICTS[match.verdict], lang), match.node or "—",
            "—" if match.km is None else show(match.km, "km")]


def _service(one: Service, lang: str) -> list[str]:
    pattern = one.pattern
    return [_safe(one.name_zh if lang == "zh" else one.name_en), str(len(one.stops)),
            counted(pattern.departures), show(pattern.headway_h, "h"), clock(pattern.first_s),
            clock(pattern.last_s), spent(total_h(one) * HOUR), spent(pattern.quickest_s),
            spent(pattern.median_s)]


def _safe(text: str) -> str:
    """A text out of a feed, without what the screen would take as markup."""
    return text.replace("[", "(").replace("]", ")")
