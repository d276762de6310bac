"""One trip on the screen, and as JSON or CSV in a stable, documented form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corridors.messages import listed, say
from corridors.network.model import Network
from corridors.profiles import PROFILE_UNITS
from corridors.report.locks import limit_lines, queue_lines
from corridors.report.numbers import exact, show
from corridors.report.terminal import GAP, print_parts, table
from corridors.report.text import to_csv, to_json
from corridors.routing.passages import queues_of
from corridors.routing.planned import planned_pairs
from corridors.routing.trip import Trip

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 120
"""Columns of a terminal below which sources are left out of the table, see :func:`_room`."""
LEG_COLUMNS = ("from", "to", "mode", "component", "id", "hours", "km", "cny", "kg", "source_id",
               "confidence", "status")
UNCERTAIN = "uncertain"
MARK = "‡"


def services_named(network: Network, keys: Iterable[str], lang: str) -> str:
    """Names of services, each once."""
    services = network.services
    return listed(dict.fromkeys(str(services[f"name_{lang}"][services.index[key]])
                                for key in keys), lang)


def trip_data(trip: Trip, network: Network) -> dict[str, object]:
    """A trip as plain data; missing values are None.

    Parameters
    ----------
    network
        The network it was found in.
    """
    return {
        "schema": 1,
        "origin": trip.origin,
        "destination": trip.destination,
        "profile": trip.profile,
        "mode": trip.mode,
        "objective": trip.objective,
        "date": network.date,
        "found": trip.found,
        "note": trip.note or None,
        "planned": list(_planned(trip, network)),
        "time_h": exact(trip.time_h),
        "in_vehicle_h": exact(trip.in_vehicle_h),
        "terminal_to_terminal_h": exact(trip.terminal_to_terminal_h),
        "distance_km": exact(trip.distance_km),
        "distance_total_km": exact(trip.distance_total_km),
        "cost_cny": exact(trip.cost_cny),
        "co2_kg": exact(trip.co2_kg),
        "capacity_mt": exact(trip.capacity_mt),
        "bottleneck": None if trip.bottleneck is None else {
            "table": trip.bottleneck.table, "id": trip.bottleneck.id},
        "unit": PROFILE_UNITS[trip.profile],
        "transfers": trip.transfers,
        "access_heavy": trip.access_heavy,
        "token": trip.token,
        "vessel": trip.vessel or None,
        "payload_t": exact(trip.payload_t) if trip.vessel else None,
        "limits": [vars(limit) for limit in trip.limits],
        "lock_queues": [vars(queue) for queue in queues_of(trip)],
        "components_h": {name: exact(value) for name, value in trip.components.items()},
        "legs": [dict(zip(LEG_COLUMNS, row, strict=True)) for row in _legs(trip)],
    }


def _legs(trip: Trip) -> list[tuple[object, ...]]:
    return [(leg.start, leg.end, leg.mode, leg.component, leg.id, exact(leg.hours),
             exact(leg.km), exact(leg.cny), exact(leg.kg), leg.source_id, leg.confidence,
             leg.status or None)
            for leg in trip.legs]


def _planned(trip: Trip, network: Network) -> tuple[str, ...]:
    """Services between its ends that a plan names and nobody runs."""
    return planned_pairs(network, trip.mode, trip.profile).get(
        (trip.origin, trip.destination), ())


def trip_json(trip: Trip, network: Network) -> bytes:
    """A trip as JSON."""
    return to_json(trip_data(trip, network))


def trip_csv(trip: Trip) -> bytes:
    """The legs of a trip as CSV."""
    return to_csv(LEG_COLUMNS, _legs(trip))


def _room(console: Console, heads: list[str], rows: list[list[str]], lang: str) -> bool:
    """Whether every column fits beside the longest single source; sources fold between them."""
    from rich.cells import cell_len

    if console.width < WIDE:
        return False
    cells = [[say(head, lang) for head in heads], *rows]
    width = sum(max(cell_len(row[i]) for row in cells) + GAP for i in range(len(heads) - 1))
    return width + max(cell_len(word) for row in cells for word in row[-1].split()) <= console.width


def print_trip(console: Console, trip: Trip, network: Network, lang: str, *, told: str = "",
               season: str = "normal") -> None:
    """One trip with its legs, their sources and confidence.

    Parameters
    ----------
    told
        Which network it is, in words, where its date does not say it.
    """
    def name(key: str) -> str:
        for rows in (network.places, network.nodes, network.locks):
            if key in rows:
                return str(rows[f"name_{lang}"][rows.index[key]])
        return key

    console.print(say("title.route", lang, origin=name(trip.origin),
                      destination=name(trip.destination), date=network.date,
                      profile=say(f"profile.{trip.profile}", lang),
                      mode=say(f"mode.{trip.mode}", lang)), style="bold", highlight=False)
    state = [say("line.route_network", lang, state=told)] if told else []
    state += [say(f"season.{season}", lang)] if season != "normal" else []
    if state:
        console.print(("；" if lang == "zh" else "; ").join(state), highlight=False)
    planned = services_named(network, _planned(trip, network), lang)
    if not trip.found:
        console.print(f"{say('not_found', lang)}{say('colon', lang)}"
                      f"{say(trip.note, lang, services=planned)}", highlight=False)
        for line in limit_lines(trip, network, lang):
            console.print(line, highlight=False)
        return
    if trip.note:
        console.print(say(trip.note, lang), highlight=False)
        return
    unit = say(f"unit.{PROFILE_UNITS[trip.profile]}", lang)
    console.print(say("line.route", lang, time=show(trip.time_h, "h"),
                      vehicle=show(trip.in_vehicle_h, "h"),
                      stations=show(trip.terminal_to_terminal_h, "h"),
                      km=show(trip.distance_km, "km"),
                      total=show(trip.distance_total_km, "km"), cost=show(trip.cost_cny, "CNY"),
                      co2=show(trip.co2_kg, "kg"), unit=unit), highlight=False)
    print_parts(console, say("line.route_parts", lang),
                [f"{say(f'component.{part}', lang)} {show(hours, 'h')}"
                 for part, hours in trip.components.items()],
                lang, say("line.changes", lang, transfers=trip.transfers))
    if trip.vessel:
        vessels = network.vessels
        console.print(say("line.ship", lang, payload=f"{trip.payload_t:,.0f}",
                          vessel=vessels[f"name_{lang}"][vessels.index[trip.vessel]]),
                      highlight=False)
    for line in (*limit_lines(trip, network, lang),
                 *queue_lines(queues_of(trip), network, lang)):
        console.print(line, highlight=False)
    if trip.token:
        console.print(say("line.token", lang), highlight=False)
    if trip.access_heavy:
        console.print(say("line.access_heavy", lang), highlight=False)
    rows = [[name(leg.start), name(leg.end), say(f"mode.{leg.mode}", lang),
             say(f"component.{leg.component}", lang) + MARK * (leg.status == UNCERTAIN),
             f"{leg.hours:.2f}", f"{leg.km:,.1f}",
             show(leg.cny, "CNY"), show(leg.kg, "kg"), say(f"confidence.{leg.confidence}", lang),
             leg.source_id.replace(";", "; ")] for leg in trip.legs]
    heads = ["head.from", "head.to", "head.mode", "head.component", "head.hours", "head.km",
             "head.cny", "head.kg", "head.confidence", "head.source"]
    wide = _room(console, heads, rows, lang)
    shown = len(heads) if wide else len(heads) - 2
    console.print(table("", heads[:shown], (row[:shown] for row in rows), lang, left=4,
                        last_folds=wide))
    if shown < len(heads):
        console.print(say("line.narrow", lang), highlight=False, style="dim")
    status = dict(zip(network.services["id"], network.services["status"], strict=True))
    named = [key for leg in trip.legs if leg.status == UNCERTAIN
             for key in (part.removesuffix(":back") for part in leg.id.split("+"))
             if status.get(key) == UNCERTAIN]
    if named:
        console.print(say("line.uncertain", lang, services=services_named(network, named, lang)),
                      highlight=False)
    if planned:
        console.print(say("line.planned", lang, services=planned), highlight=False)
