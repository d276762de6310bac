"""A GTFS feed read for one day: stations, services and links, and what got lost."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.errors import InputError, fault
from corridors.exchange.package import Loss
from corridors.exchange.timetables.archive import members
from corridors.exchange.timetables.calls import Calls, calls, chosen_rows
from corridors.exchange.timetables.days import Running, dashed, parsed_day, running
from corridors.exchange.timetables.frames import frames
from corridors.exchange.timetables.match import Match, matched
from corridors.exchange.timetables.model import Service, Timetable
from corridors.exchange.timetables.patterns import Pattern, Period, patterns, period, repeated
from corridors.exchange.timetables.routes import modes_of
from corridors.exchange.timetables.rows import (
    Row,
    link_rows,
    node_rows,
    service_id,
    service_rows,
    slug,
)
from corridors.exchange.timetables.sections import Section, sections
from corridors.exchange.timetables.shapes import Shapes
from corridors.exchange.timetables.source import source_row
from corridors.exchange.timetables.stations import Station, clean, stations, translated
from corridors.network.model import Network
from corridors.schema import ID, columns

if TYPE_CHECKING:
    import pandas as pd

MATCH_KM = 5.0
CONFIDENCE = "medium"
"""Of what a feed says: it is a timetable, but who made it of what is not checked."""


def read_gtfs(path: str | Path, day: str, *, beside: Network | None = None,
              mode: str | None = None, match_km: float = MATCH_KM, when: str = "",
              stops: str | None = None, join: str = "route", times: str = "fastest",
              datum: str = "wgs84", key: str | None = None, lang: str = "zh") -> Timetable:
    """The services of one day of a GTFS feed.

    Parameters
    ----------
    path
        The feed, a ``.zip`` or a folder.
    day
        ``YYYY-MM-DD``, a service day of the feed.
    beside
        Network whose terminals the stops are compared with; without one every stop is new.
    mode
        ``rail`` (with metro and tram) or ``air``; by the type of the lines where None: railways
        and flights.
    match_km
        A terminal of the same name within this distance is taken.
    when
        Period of the day that headways are of, ``HH:MM-HH:MM``; empty for the whole day.
    stops
        ``known``: services call at terminals of the network alone and pass through the others;
        ``all``: the others become new nodes. ``known`` beside a network, else ``all``.
    join
        Trips of one line (``route``) with the same stops are one service, or of all lines of a
        mode (``stops``): where every train is a line of its own.
    times
        ``fastest`` or ``median`` run time of every section.
    datum
        Coordinate system of the feed where it is not WGS84: ``gcj02`` or ``bd09``.
    key
        How new ids begin; by the name of the file where None.
    lang
        Of notes in the tables.

    Returns
    -------
    timetable
        Rows for the network, with every count and loss.

    Raises
    ------
    InputError
        With all faults of a stage at once: of the archive, of its tables, of the day, of the
        times, of the stops.
    """
    path = Path(path)
    date, part = parsed_day(day), period(when)
    chosen_key = _key(key, path)
    found, losses = members(path)
    tables = frames(found, path.name)
    del found
    today = running(tables, date, path.name)
    by_route, passed = modes_of(tables["routes.txt"], mode, path.name)
    losses += passed
    trips = _trips(tables["trips.txt"], by_route, today, path.name)
    work = _Work(path.name, chosen_key, tables, beside, match_km, datum, stops or (
        "all" if beside is None else "known"), join, times, part, losses)
    for one in sorted(set(trips.values())):
        work.add(one, frozenset(trip for trip, its in trips.items() if its == one))
    return work.done(day, today, lang)


def _key(key: str | None, path: Path) -> str:
    made = f"gtfs_{slug(path.stem)}" if key is None else key
    if not ID.fullmatch(made) or len(made) > 60 or not re.fullmatch(r"[a-z0-9_]+", made):
        raise InputError(fault("gtfs.key", found=made))
    return made


def _trips(table: pd.DataFrame, by_route: Mapping[str, str], today: Running,
           feed: str) -> dict[str, str]:
    """Mode of every trip of the day whose line is taken."""
    runs = table[table["service_id"].isin(today.services)]
    trips = {str(trip): by_route[route] for trip, route in zip(
        runs["trip_id"], runs["route_id"], strict=True) if route in by_route}
    if not trips:
        raise InputError(fault("gtfs.no_trips", file=feed, count=len(runs)))
    return trips


class _Work:
    """Services gathered mode by mode."""

    def __init__(self, feed: str, key: str, tables: dict[str, pd.DataFrame],
                 beside: Network | None, match_km: float, datum: str, stops: str, join: str,
                 times: str, part: Period, losses: list[Loss]) -> None:
        self.feed, self.key, self.tables, self.beside = feed, key, tables, beside
        self.match_km, self.datum, self.stops, self.join = match_km, datum, stops, join
        self.times, self.part, self.losses = times, part, losses
        self.matches: dict[str, list[Match]] = {}
        self.ids: dict[tuple[str, str], str] = {}
        self.names: dict[str, tuple[str, str]] = {}
        self.points: dict[str, tuple[float, float]] = {}
        self.services: list[Service] = []
        self.links: dict[tuple[str, str], Section] = {}
        self.counts: dict[str, float] = dict.fromkeys((
            "trips", "frequency_trips", "departures", "used_trips", "services", "stations",
            "matched", "new_nodes", "passed", "new_links", "few", "long", "outside", "broken",
            "estimated", "raised", "unboarded", "untranslated", "round"), 0)

    def add(self, mode: str, trips: frozenset[str]) -> None:
        """Services of the trips of one mode."""
        tables, count = self.tables, self.counts
        rows = chosen_rows(tables["stop_times.txt"], trips)
        used = {str(text) for text in rows["stop_id"].unique()}
        places, number = stations(tables["stops.txt"], used, tables["translations.txt"],
                                  self.feed, self.datum)
        self._swapped(places)
        ridden = calls(rows, places, number, self.feed)
        self._told(ridden, len(trips))
        found = matched(places, self.beside, mode, self.match_km)
        self.matches[mode] = found
        ids = self._nodes(mode, found)
        often, exact = repeated(tables["frequencies.txt"], trips, self.feed)
        count["frequency_trips"] += len(often)
        if exact:
            self.losses.append(Loss("gtfs.exact", {"count": exact}))
        lines = self._lines(trips)
        rank = {key: i for i, key in enumerate(ids)}
        node = np.array([rank.get(self.ids.get((mode, one.id), ""), -1) for one in places],
                        dtype=np.int64)
        made, left = patterns(ridden, node, lines, often, self.part, self.times)
        for name, trips_left in left.items():
            count[name] += trips_left
        self._services(mode, made, ids)
        if mode == "rail":
            shapes = Shapes(tables["shapes.txt"], tables["trips.txt"], self.datum)
            links, leads_round = sections(
                made, ids, self.points, self.key, self.beside,
                lambda pattern, at: shapes.length_km(
                    pattern.example, self.points[ids[pattern.nodes[at]]],
                    self.points[ids[pattern.nodes[at + 1]]]))
            self.links |= links
            count["round"] += leads_round

    def _swapped(self, places: Sequence[Station]) -> None:
        """Refuse points that make sense only with longitude and latitude exchanged."""
        limits = [columns("nodes")[name] for name in ("lon", "lat")]

        def fits(*point: float) -> bool:
            return all((limit.minimum or 0.0) <= value <= (limit.maximum or 0.0)
                       for limit, value in zip(limits, point, strict=True))

        out = [one for one in places if not fits(one.lon, one.lat)]
        if not out or (self.stops == "known" and len(out) < len(places)):
            return
        swapped = all(fits(one.lat, one.lon) for one in out)
        raise InputError([fault(
            "gtfs.swapped" if swapped else "gtfs.outside", file=f"{self.feed}/stops.txt",
            line=one.line, id=clean(one.id), lon=round(one.lon, 3), lat=round(one.lat, 3),
            allowed=f"{limits[0].limits()}, {limits[1].limits()}", count=len(out))
            for one in out[:3]])

    def _told(self, ridden: Calls, trips: int) -> None:
        """What is said of the trips of a mode."""
        self.counts["trips"] += trips
        self.counts["unboarded"] += ridden.unboarded
        self.counts["estimated"] += int(ridden.estimated.sum())
        silent = trips - len(ridden.trips) - sum(one.count for one in ridden.broken)
        if silent:
            self.losses.append(Loss("gtfs.trip_silent", {"count": silent}))
        self.counts["broken"] += silent
        for one in ridden.broken:
            self.counts["broken"] += one.count
            self.losses.append(Loss(one.key, {"count": one.count, "examples": "; ".join(
                f"{trip} ({line})" for trip, line in one.examples)}))

    def _nodes(self, mode: str, found: Sequence[Match]) -> list[str]:
        """Node ids of the stations of a mode that services call at."""
        for match in found:
            self.counts["stations"] += 1
            if match.taken:
                self.counts["matched"] += 1
                assert self.beside is not None
                row = self.beside.nodes.row(match.taken)
                self.ids[mode, match.station.id] = match.taken
                self.names[match.taken] = str(row["name_zh"]), str(row["name_en"])
                self.points[match.taken] = float(str(row["lon"])), float(str(row["lat"]))
            elif self.stops == "all":
                key = f"{self.key}_{mode}_{slug(match.station.id)}"
                self.counts["untranslated"] += not match.station.translated
                self.ids[mode, match.station.id] = key
                self.names[key] = match.station.name_zh, match.station.name_en
                self.points[key] = match.station.lon, match.station.lat
            else:
                self.counts["passed"] += 1
        ids = sorted({key for (its, _), key in self.ids.items() if its == mode})
        if len(ids) < 2:
            raise InputError(fault("gtfs.no_match", file=self.feed, count=len(found),
                                   km=f"{self.match_km:g}", matched=len(ids)))
        return ids

    def _lines(self, trips: frozenset[str]) -> dict[str, str]:
        """Line of each trip."""
        table = self.tables["trips.txt"]
        return {str(trip): "" if self.join == "stops" else str(route) for trip, route in zip(
            table["trip_id"], table["route_id"], strict=True) if trip in trips}

    def _services(self, mode: str, made: Sequence[Pattern], ids: Sequence[str]) -> None:
        routes = self.tables["routes.txt"]
        english = translated(self.tables["translations.txt"], "routes", "route_long_name")
        named = {str(key): (clean(short or long or key), clean(
            short or english.get(("en", str(key))) or english.get(("en", f"={long}")) or long
            or key)) for key, short, long in zip(routes["route_id"], routes["route_short_name"],
                                                 routes["route_long_name"], strict=True)}
        ends = self._alike(mode)
        for pattern in made:
            stops = tuple(ids[number] for number in pattern.nodes)
            first, last = self.names[stops[0]], self.names[stops[-1]]
            line_zh, line_en = named.get(pattern.route, ("", ""))
            zh, en = f"{first[0]}—{last[0]}", f"{first[1]}-{last[1]}"
            self.services.append(Service(
                service_id(self.key, pattern.route, stops), mode, f"{line_zh} {zh}".strip(),
                f"{line_en} {en}".strip(), stops, pattern,
                ends.get(frozenset((stops[0], stops[-1])), ())))
            self.counts["services"] += 1
            self.counts["departures"] = round(self.counts["departures"] + pattern.departures, 3)
            self.counts["used_trips"] += pattern.trips
            self.counts["raised"] += pattern.raised

    def _alike(self, mode: str) -> dict[frozenset[str], tuple[str, ...]]:
        """Services of the network by their two ends."""
        if self.beside is None:
            return {}
        heads, calls_ = self.beside.services, self.beside.service_stops
        order: dict[str, list[tuple[float, str]]] = {}
        for service, seq, node in zip(calls_["service_id"], calls_["seq"], calls_["node_id"],
                                      strict=True):
            order.setdefault(str(service), []).append((float(seq), str(node)))
        out: dict[frozenset[str], tuple[str, ...]] = {}
        for key, its, profiles in zip(heads["id"], heads["mode"], heads["profiles"], strict=True):
            if its == mode and "passenger" in profiles and str(key) in order:
                stops = [node for _, node in sorted(order[str(key)])]
                ends = frozenset((stops[0], stops[-1]))
                out[ends] = (*out.get(ends, ()), str(key))
        return out

    def done(self, day: str, today: Running, lang: str) -> Timetable:
        """The rows of all modes."""
        if not self.services:
            raise InputError(fault("gtfs.no_services", file=self.feed, **{
                name: int(self.counts[name]) for name in ("trips", "broken", "few", "outside")}))
        covered = dashed(today.first), dashed(today.last)
        used = {node for service in self.services for node in service.stops}
        kept = {place: key for place, key in self.ids.items() if key in used}
        source = source_row(self.tables, self.key, self.feed, day, covered, lang)
        nodes: Sequence[Row] = node_rows(self.matches, kept, self.key, CONFIDENCE)
        heads, stops = service_rows(self.services, self.links, self.key, CONFIDENCE, lang)
        self.counts |= {"new_nodes": len(nodes), "new_links": len(self.links)}
        losses = [*self.losses, *self._said()]
        rows: dict[str, Sequence[Mapping[str, Any]]] = {
            "nodes": nodes, "services": heads, "service_stops": stops, "sources": [source],
            "links": link_rows(self.links.values(), self.names, self.key, lang)}
        return Timetable(self.feed, self.key, day, covered, self.part.hours, self.counts,
                         self.matches, tuple(self.services), tuple(self.links.values()),
                         tuple(losses), source, rows)

    def _said(self) -> list[Loss]:
        """What is lost, by the counts."""
        count, tables = self.counts, self.tables
        out = [Loss(key, {"count": count[name]}) for name, key in (
            ("estimated", "gtfs.estimated"), ("raised", "gtfs.raised"),
            ("unboarded", "gtfs.unboarded"), ("untranslated", "gtfs.untranslated"),
            ("few", "gtfs.few"), ("long", "gtfs.long"), ("outside", "gtfs.outside_period"),
            ("passed", "gtfs.passed"), ("round", "gtfs.round")) if count[name]]
        if (tables["trips.txt"]["block_id"] != "").any():
            out.append(Loss("gtfs.lost_blocks"))
        if (tables["stops.txt"]["wheelchair_boarding"] != "").any():
            out.append(Loss("gtfs.lost_access"))
        if len(tables["shapes.txt"]):
            out.append(Loss("gtfs.lost_shapes"))
        zones = sorted({clean(zone) for zone in tables["agency.txt"]["agency_timezone"] if zone})
        if len(zones) > 1:
            out.append(Loss("gtfs.zones", {"zones": ", ".join(zones)}))
        if self.datum != "wgs84":
            out.append(Loss("gtfs.datum", {"datum": self.datum.upper()}))
        alike = sorted({key for service in self.services for key in service.alike})
        if alike:
            out.append(Loss("gtfs.alike", {"count": len(alike), "names": ", ".join(alike[:8])}))
        return out
