"""Airports and flights of the data package.

Block times come from a timetable copy of early 2026 and stand for a normal year. Frequencies
are assumed by three groups of routes with a range each. ``air_weekly.csv`` holds the weekly
flights that one group of airlines publishes; its list leaves out departures between 09:00 and
19:00 and all other airlines, so a route flies at least that often: it bounds the headway from
above and replaces the assumption where that is rarer. A route that a plan names and no timetable
carries has the status ``planned`` and is never ridden.
"""

from __future__ import annotations

import sys

from common import HERE, Row, Tables, number, read

PROFILES = "passenger"
#: CAN is not in the research rows.
CANTON = {"code": "CAN", "name_zh": "广州白云", "name_en": "Guangzhou Baiyun", "lat": "23.392",
          "lon": "113.299", "basis": "general knowledge", "confidence": "medium"}
PUBLISHED_ROAD = {"NNG", "WUZ"}
ROAD_SPREAD = 0.2
HOURS_PER_WEEK = 168.0

SOURCES: list[Row] = [
    {
        "id": "airportsdata",
        "publisher": "airportsdata (Python package, MIT) and OpenFlights",
        "title": "airportsdata: coordinates of airports",
        "date": "",
        "address": "https://github.com/mborsetti/airportsdata",
        "good_for": "Coordinates of airports",
    },
    {
        "id": "airline_routes",
        "publisher": "airline-route-data (GitHub, omaxim)",
        "title": "airline_routes.json, weekly copy of timetables",
        "date": "2026",
        "address": "https://github.com/omaxim/airline-route-data",
        "good_for": "Block times of single flights, outbound; no frequencies; copy of early 2026",
    },
]


def value(table: str, row_id: str, column: str, low: float, high: float, note: str) -> Row:
    """Make a row with the range of an assumed figure."""
    return {"id": f"{table}/{row_id}/{column}", "table": table, "row_id": row_id,
            "column": column, "low": low, "high": high, "source_id": "assumption",
            "confidence": "assumed", "note": note}


def airports(known_places: set[str] | None) -> tuple[list[Row], list[Row], dict[str, str]]:
    """Airports, ranges, and node ids by code. Airports of unknown places are left out."""
    facts = {row["code"]: row for row in [*read("air_airports.csv"), CANTON]}
    rows: list[Row] = []
    values: list[Row] = []
    ids: dict[str, str] = {}
    for item in read("air_airports.csv", HERE):
        code, place = item["code"], item["place_id"]
        if known_places is not None and place not in known_places:
            continue
        fact = facts[code]
        key = ids[code] = f"ap_{code.lower()}"
        moved = bool(item["lon"])  # the research rows hold the closed airport of that city
        listed = fact["basis"].startswith("airportsdata") and not moved
        rows.append({
            "id": key, "mode": "air", "kind": "airport", "name_zh": f"{fact['name_zh']}机场",
            "name_en": f"{fact['name_en']} Airport ({code})", "place_id": place,
            "handles": PROFILES, "lon": number(item["lon"] or fact["lon"]),
            "lat": number(item["lat"] or fact["lat"]),
            "road_node_id": f"rd_{place}", "road_km": number(item["road_km"]),
            "source_id": "airportsdata" if listed else "assumption",
            "confidence": "high" if listed else "assumed",
        })
        if code in PUBLISHED_ROAD or item["source"] == "published":
            values.append({"id": f"nodes/{key}/road_km", "table": "nodes", "row_id": key,
                           "column": "road_km", "source_id": "press_copy",
                           "confidence": "medium" if code in PUBLISHED_ROAD else "low",
                           "note": f"centre to airport, {item['reason']}"})
        else:
            km = float(item["road_km"])
            values.append(value("nodes", key, "road_km", round(km * (1 - ROAD_SPREAD), 1),
                                round(km * (1 + ROAD_SPREAD), 1), "general knowledge"))
    return rows, values, ids


def weekly() -> dict[frozenset[str], tuple[float, str]]:
    """Flights a week and source by pair of airports, the direction with the more flights."""
    found: dict[frozenset[str], tuple[float, str]] = {}
    for row in read("air_weekly.csv", HERE):
        pair, flown = frozenset((row["from"], row["to"])), float(row["flights_per_week"])
        if flown > found.get(pair, (0.0, ""))[0]:
            found[pair] = flown, row["source_id"]
    return found


def headway(key: str, group: dict[str, str], listed: tuple[float, str] | None
            ) -> tuple[float, Row]:
    """Hours between flights, and its range and standing, see the module."""
    usual, low, high = (float(group[name]) for name in (
        "headway_h", "headway_low", "headway_high"))
    row = value("services", key, "headway_h", low, high, group["reason"])
    if listed is None:
        return usual, row
    flown, source = listed
    bound = round(HOURS_PER_WEEK / flown, 2)
    row["high"] = min(high, bound)
    if bound >= usual:
        return usual, row
    return bound, row | {"low": min(low, bound), "source_id": source, "confidence": "low",
                         "note": f"{flown:g} flights a week in the list of one group of "
                                 "airlines, the least that flies"}


def hours(flight: dict[str, str]) -> float:
    """Read the block time of a research row in hours, from minutes where they are given."""
    minutes = flight.get("block_min") or flight.get("min")
    return round(float(minutes) / 60, 4) if minutes else float(flight["time_h"])


def flights(ids: dict[str, str]) -> tuple[list[Row], list[Row], list[Row]]:
    """Flights, their two stops, and the ranges of headways."""
    times = {(row["from"], row["to"]): row for row in read("air_flights.csv")}
    names = {row["code"]: row for row in [*read("air_airports.csv"), CANTON]}
    groups = {row["group"]: row for row in read("air_groups.csv", HERE)}
    listed = weekly()
    rows: list[Row] = []
    stops: list[Row] = []
    values: list[Row] = []
    for item in read("air_flights.csv", HERE):
        start, end = item["from"], item["to"]
        if start not in ids or end not in ids:
            continue
        timed = times.get((start, end)) or (item if item["min"] else None)
        back = times.get((end, start))
        key, timetable = item["id"], item["source"] or "airline_routes"
        headway_h, headway_row = headway(key, groups[item["group"]],
                                         listed.get(frozenset((start, end))))
        rows.append({
            "id": key, "mode": "air", "kind": "flight",
            "name_zh": f"{names[start]['name_zh']}—{names[end]['name_zh']}",
            "name_en": f"{start}-{end}", "profiles": PROFILES,
            "headway_h": headway_h, "both_ways": True,
            "status": item["status"],
            "source_id": timetable if timed else "assumption",
            "confidence": "low" if timed else "assumed",
            "note": item["reason"] if not timed else "Frequency assumed"
            if headway_row["source_id"] == "assumption" else "",
        })
        values.append(headway_row)
        source, confidence = (timetable, "high") if timed else ("assumption", "assumed")
        for seq, code in enumerate((start, end), start=1):
            stop: Row = {"id": f"{key}.{seq}", "service_id": key, "seq": seq,
                         "node_id": ids[code], "source_id": source, "confidence": confidence}
            if seq > 1 and timed:
                stop["run_h"] = hours(timed)
                stop["length_km"] = number(timed.get("length_km") or timed["km"])
                if back or item["back_min"]:
                    stop["run_back_h"] = hours(back or {"min": item["back_min"]})
            stops.append(stop)
    return rows, stops, values


def build(known_places: set[str] | None = None) -> Tables:
    """All tables of this part."""
    nodes, node_values, ids = airports(known_places)
    rows, stops, values = flights(ids)
    return {"nodes": nodes, "services": rows, "service_stops": stops,
            "values": [*node_values, *values], "sources": [dict(row) for row in SOURCES]}


def main() -> None:
    """Print counts and stops without an airport."""
    tables = build()
    for table, rows in tables.items():
        print(f"{table:14}{len(rows):5}")
    nodes = {row["id"] for row in tables["nodes"]}
    faults = [str(row["id"]) for row in tables["service_stops"] if row["node_id"] not in nodes]
    timed = sum(1 for row in tables["service_stops"] if row.get("run_h"))
    print(timed, "flights with a published block time;", faults or "no faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
