"""Published journeys for ``validation/published_times.csv``: figures as found, judged by hand.

``facts/published_times.csv`` holds the figures, ``validation_rows.csv`` the judgement of each,
one row a figure with its reason. Where the judgement leaves a cell empty, the rules below fill
it. Flights follow from ``facts/air_flights.csv`` by one rule. Files named
``validation_more*.csv`` add rows that are complete as they stand, in the columns of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from common import HERE, Row, Tables, columns, number, read

#: Kind of a fact -> profile, main mode, definition of a time.
KINDS: dict[str, tuple[str, str, str]] = {
    "passenger_rail": ("passenger", "rail", "station_to_station"),
    "rail_hsr": ("passenger", "rail", "station_to_station"),
    "rail_conv": ("passenger", "rail", "station_to_station"),
    "car": ("passenger", "road", "city_to_city"),
    "road": ("passenger", "road", "city_to_city"),
    "truck": ("container", "road", "city_to_city"),
    "rail": ("container", "rail", "terminal_to_terminal"),
    "rail_freight": ("container", "rail", "terminal_to_terminal"),
    "barge": ("bulk", "waterway", "terminal_to_terminal"),
    "water": ("bulk", "waterway", "terminal_to_terminal"),
    "river_sea": ("bulk", "river_sea", "terminal_to_terminal"),
    "river-sea": ("bulk", "river_sea", "terminal_to_terminal"),
    "sea": ("container", "sea", "terminal_to_terminal"),
    "air": ("passenger", "air", "block"),
}
#: Words of a text -> kind of a figure, the first that is found.
WORDS = (("expected|forecast|announced", "expected"), ("delta|CHANGE|SAVING", "delta"),
         ("fastest|shortest", "fastest"), ("scheduled", "timetable"),
         ("first|test train", "record"))
JUDGED = ("profile", "mode", "origin", "destination", "origin_node", "destination_node",
          "from_zh", "to_zh", "definition", "kind", "state", "pair", "date", "projects", "year",
          "use", "reason", "note")


def names(tables: Tables) -> dict[str, str]:
    """Places that the network serves by Chinese name, stations and airports among them."""
    found = {str(node["name_zh"]): str(node["place_id"]) for node in tables["nodes"]
             if node.get("place_id")}
    served = set(found.values())
    return found | {str(place["name_zh"]): str(place["id"]) for place in tables["places"]
                    if place.get("road_node_id") or place["id"] in served}


def kind_of(text: str) -> str:
    """Kind of a figure by the words that describe it."""
    return next((kind for words, kind in WORDS if re.search(words, text)), "typical")


def judged(tables: Tables) -> Iterable[Row]:
    """The figures of the research with their judgement."""
    facts = {row["id"]: row for row in read("published_times.csv")}
    known, seen = names(tables), set()
    for item in read("validation_rows.csv", HERE):
        fact = facts[item["fact"]]
        seen.add(item["fact"])
        profile, mode, definition = KINDS.get(fact["kind"], ("", "", ""))
        hours, km = number(fact["time_h"]), number(fact["km"])
        timed = fact["time_h"] != "" or km is None
        basis = "general_knowledge" if fact["source_id"] == "assumption" else "published"
        row: Row = {
            "profile": profile, "mode": mode, "from_zh": fact["from_zh"],
            "to_zh": fact["to_zh"], "origin": known.get(fact["from_zh"], ""),
            "destination": known.get(fact["to_zh"], ""),
            "definition": definition if timed else "main_leg", "kind": kind_of(fact["what"]),
            "year": fact["year"]}
        row |= {name: item[name] for name in JUDGED if item[name]}
        yield row | {
            "id": item["fact"].lower(), "measure": "time_h" if timed else "distance_km",
            "value": hours if timed else km, "unit": "h" if timed else "km", "basis": basis,
            "source_id": fact["source_id"], "confidence": fact["confidence"],
            "note": item["note"]}
    if set(facts) - seen:
        raise ValueError(f"validation_rows.csv: not judged: {sorted(set(facts) - seen)}")


def flights(tables: Tables) -> Iterable[Row]:
    """Block times of single flights: the formula was fitted to them, the services hold them."""
    airports = {str(node["id"]): node for node in tables["nodes"] if node["mode"] == "air"}
    timed = {frozenset({str(stop["node_id"]) for stop in tables["service_stops"]
                        if stop["service_id"] == row["service_id"]})
             for row in tables["service_stops"]
             if str(row["service_id"]).startswith("fl_") and row.get("run_h") not in (None, "")}
    for fact in read("air_flights.csv"):
        ends = [f"ap_{fact[end].lower()}" for end in ("from", "to")]
        nodes = [airports.get(end) for end in ends]
        row: Row = {
            "id": fact["id"].lower(), "profile": "passenger", "mode": "air",
            "from_zh": nodes[0]["name_zh"] if nodes[0] else fact["from"],
            "to_zh": nodes[1]["name_zh"] if nodes[1] else fact["to"], "measure": "time_h",
            "value": number(fact["time_h"]), "unit": "h", "definition": "block",
            "kind": "timetable", "date": "2025-12-31", "basis": "published",
            "source_id": "airline_routes", "year": 2026, "confidence": fact["confidence"]}
        if not nodes[0] or not nodes[1]:
            yield row | {"use": "left_out", "reason": "no_place", "date": ""}
            continue
        row |= {"origin": nodes[0]["place_id"], "destination": nodes[1]["place_id"],
                "origin_node": ends[0], "destination_node": ends[1]}
        yield row | ({"use": "built_in", "reason": "own_figure"} if frozenset(ends) in timed
                     else {"use": "formula", "reason": "fitted"})


def more() -> Iterable[Row]:
    """Rows that are complete as they stand."""
    for path in sorted(HERE.glob("validation_more*.csv")):
        if "sources" in path.name:
            continue
        for item in read(path.name, HERE):
            unknown = set(item) - set(columns("published_times"))
            if unknown:
                raise ValueError(f"{path.name}: unknown columns {sorted(unknown)}")
            yield {**item, "value": number(item["value"])}


def build(tables: Tables) -> Tables:
    """The table of published journeys and its sources."""
    return {"published_times": [*judged(tables), *flights(tables), *more()],
            "sources": [dict(row) for path in sorted(HERE.glob("validation*sources*.csv"))
                        for row in read(path.name, HERE)]}
