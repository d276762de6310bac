"""Rows of the network's tables out of services, stations and links of a feed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from corridors.exchange.timetables.match import KINDS, Match
from corridors.exchange.timetables.model import MODES, Service
from corridors.exchange.timetables.patterns import HOUR, Pattern
from corridors.exchange.timetables.sections import Section
from corridors.messages import say
from corridors.rounding import show

DIGITS = 5
"""Decimals of hours: less than a tenth of a second."""
LONGEST_ID = 40

Row = dict[str, object]


def slug(text: str) -> str:
    """A text as part of an id; unlike texts have unlike slugs, in whatever feed they stand.

    What an id cannot hold is left out, and the text is then told from others by a hash.

    Examples
    --------
    >>> slug("g1501"), slug("G1501/4"), slug("南宁东")
    ('g1501', 'g1501_4_x1bec1d5c', 'x048f78a7')
    """
    found = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:LONGEST_ID]
    if found == text:
        return found
    mark = f"x{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return f"{found}_{mark}" if found else mark


def service_id(key: str, route: str, nodes: Sequence[str]) -> str:
    """Id of a service: the same line with the same stops has the same one in every feed."""
    mark = hashlib.sha256(";".join(nodes).encode()).hexdigest()[:6]
    return f"{key}_{slug(route)}_{mark}" if route else f"{key}_{mark}"


def clock(time: float) -> str:
    """Seconds of the service day as ``HH:MM``, which may pass 24:00.

    Examples
    --------
    >>> clock(90660.0)
    '25:11'
    """
    return f"{int(time // 3600):02d}:{int(time % 3600 // 60):02d}"


def spent(time: float) -> str:
    """Seconds as hours and minutes, rounded to minutes.

    Examples
    --------
    >>> spent(5070.0), spent(3599.0)
    ('1:25', '1:00')
    """
    minutes = int(time / 60 + 0.5)
    return f"{minutes // 60}:{minutes % 60:02d}"


def counted(departures: float) -> str:
    """A number of departures, with one decimal where it is a mean.

    Examples
    --------
    >>> counted(12.0), counted(24 / 14)
    ('12', '1.7')
    """
    return f"{departures:g}" if departures.is_integer() else show(departures, "h")


def hours(time: float) -> float:
    """Hours of seconds."""
    return round(time / HOUR, DIGITS)


def node_rows(matches: Mapping[str, Iterable[Match]], ids: Mapping[tuple[str, str], str],
              source: str, confidence: str) -> list[Row]:
    """Nodes of the stations that no terminal stands for."""
    return [{"id": ids[mode, match.station.id], "mode": mode, "kind": KINDS[mode],
             "name_zh": match.station.name_zh, "name_en": match.station.name_en,
             "handles": "passenger", "lon": round(match.station.lon, 5),
             "lat": round(match.station.lat, 5), "source_id": source, "confidence": confidence}
            for mode, found in matches.items() for match in found
            if not match.taken and (mode, match.station.id) in ids]


def link_rows(links: Iterable[Section], names: Mapping[str, tuple[str, str]], source: str,
              lang: str) -> list[Row]:
    """Links that only the services of the feed run on."""
    out = []
    for one in links:
        (zh_a, en_a), (zh_b, en_b) = names[one.start], names[one.end]
        row: Row = {
            "id": one.id, "mode": "rail", "line": one.line, "line_zh": f"{zh_a}—{zh_b}",
            "line_en": f"{en_a}-{en_b}", "from_node_id": one.start, "to_node_id": one.end,
            "length_km": round(one.km, 2), "traffic": "passenger", "class": one.kind}
        for name, run_h in (("run_ab_h", one.there_h), ("run_ba_h", one.back_h)):
            if run_h is not None:
                row[name] = round(run_h, DIGITS)
        row |= {"source_id": source, "confidence": "low" if one.basis == "shape" else "assumed",
                "note": say("gtfs.note_shape" if one.basis == "shape" else "gtfs.note_straight",
                            lang)}
        out.append(row)
    return out


def service_rows(services: Iterable[Service], links: Mapping[tuple[str, str], Section],
                 source: str, confidence: str, lang: str) -> tuple[list[Row], list[Row]]:
    """Rows of ``services`` and of ``service_stops``."""
    heads: list[Row] = []
    stops: list[Row] = []
    for one in services:
        pattern = one.pattern
        sure = "low" if pattern.estimated or pattern.raised else confidence
        heads.append({
            "id": one.id, "mode": one.mode, "kind": MODES[one.mode], "name_zh": one.name_zh,
            "name_en": one.name_en, "profiles": "passenger",
            "headway_h": round(pattern.headway_h, DIGITS), "both_ways": False,
            "status": "running", "source_id": source, "confidence": confidence,
            "note": note(pattern, lang)})
        for seq, node in enumerate(one.stops, 1):
            row: Row = {"id": f"{one.id}.{seq:02d}", "service_id": one.id, "seq": seq,
                        "node_id": node}
            if seq > 1:
                before = one.stops[seq - 2]
                row["run_h"] = hours(pattern.run_s[seq - 2])
                link = links.get((before, node) if before < node else (node, before))
                if link is not None and one.mode == "rail":
                    row["links"] = link.id
            if 1 < seq < len(one.stops):
                row["dwell_h"] = hours(pattern.dwell_s[seq - 2])
            stops.append({**row, "source_id": source, "confidence": sure})
    return heads, stops


def note(pattern: Pattern, lang: str) -> str:
    """Departures of a service in words."""
    return say("gtfs.note_service", lang, count=counted(pattern.departures),
               first=clock(pattern.first_s), last=clock(pattern.last_s))
