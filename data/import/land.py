"""Land part of the data package: places, sets, roads, railways and trains of 30 November 2022.

The steps are rules; every decision by hand is a row with a reason in a ``land_*.csv`` beside
this file. ``facts/land_links.csv`` (see ``extract_land.py``) holds the lengths.
"""

from __future__ import annotations

import csv
import heapq
import math
import re
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import common
from common import Row, Tables

#: A road row is the total of others when they are at most this factor longer.
TOTAL_FACTOR = 1.10
#: Road distance over great circle inside a city, and its range.
DETOUR, DETOUR_LOW, DETOUR_HIGH = 1.3, 1.1, 1.7
#: Relative range of the rounded road distances.
ROAD_LOW, ROAD_HIGH = 0.95, 1.05
#: Relative range of the distances of road stubs, which nobody measured.
STUB_LOW, STUB_HIGH = 0.88, 1.12
#: Stations of one city farther apart than this are not joined by a walk transfer, km.
WALK_MAX = 45.0
#: Range of a length from published sections: half of what is not published, at least 2 %.
GAP_SPREAD, SECTION_SPREAD = 0.5, 0.02
#: Range of a design speed of which one value was found: one step of the standard either way.
SPEED_SPREAD = 0.2
HANDLES = {"p": "passenger", "c": "container", "b": "bulk"}
LINE_NAMES = {"CQG-90": "cqgp"}


def table(name: str) -> list[dict[str, str]]:
    """Rows of one hand-made table of this folder."""
    return common.read(f"land_{name}.csv", common.HERE)


def distance(a: Row, b: Row) -> float:
    """Great circle between two rows with lon and lat, km."""
    lon1, lat1 = math.radians(float(str(a["lon"]))), math.radians(float(str(a["lat"])))
    lon2, lat2 = math.radians(float(str(b["lon"]))), math.radians(float(str(b["lat"])))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def value(
    where: tuple[str, str, str],
    low: float | None,
    high: float | None,
    source_id: str,
    confidence: str,
    note: str,
) -> Row:
    """Row of the values table for one figure of ``where`` (table, row id, column)."""
    return {
        "id": "/".join(where),
        "table": where[0],
        "row_id": where[1],
        "column": where[2],
        "low": low,
        "high": high,
        "source_id": source_id,
        "confidence": confidence,
        "note": note,
    }


def slug(row_id: str) -> str:
    """Id of a research row as an id of the package."""
    return row_id.lower().replace("-", "_")


def shortest(rows: list[dict[str, str]], start: str, end: str) -> tuple[float, list[str]] | None:
    """Length and row ids of the shortest way over road rows, or None."""
    around: dict[str, list[tuple[str, float, str]]] = {}
    for row in rows:
        length = float(row["length_km"])
        around.setdefault(row["from"], []).append((row["to"], length, row["id"]))
        around.setdefault(row["to"], []).append((row["from"], length, row["id"]))
    queue: list[tuple[float, str, list[str]]] = [(0.0, start, [])]
    done: set[str] = set()
    while queue:
        length, town, path = heapq.heappop(queue)
        if town == end:
            return length, path
        if town in done:
            continue
        done.add(town)
        for other, step, row_id in around.get(town, []):
            if other not in done:
                heapq.heappush(queue, (length + step, other, [*path, row_id]))
    return None


def totals(rows: list[dict[str, str]]) -> dict[str, list[str]]:
    """Road rows whose way stands in other rows as well, with the rows of the shortest way."""
    found: dict[str, list[str]] = {}
    for row in rows:
        others = [other for other in rows if other is not row]
        way = shortest(others, row["from"], row["to"])
        if way and way[0] <= TOTAL_FACTOR * float(row["length_km"]):
            found[row["id"]] = way[1]
    return found


@dataclass
class Land:
    """The tables while they are being built."""

    tables: Tables
    #: Lengths summed from published sections, by link, and the sections.
    lengths: dict[str, dict[str, str]] = field(default_factory=dict)
    sections: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def add(self, name: str, row: Row) -> Row:
        """Append a row to a table."""
        self.tables.setdefault(name, []).append(row)
        return row

    def note(self, row: Row) -> None:
        """Append a row to the values table."""
        self.add("values", row)

    def by_id(self, name: str) -> dict[str, Row]:
        """Rows of a table by id."""
        return {str(row["id"]): row for row in self.tables.get(name, [])}


def build_places(land: Land) -> None:
    """Sets, places and the road node of each place."""
    for row in table("sets"):
        land.add(
            "sets",
            {
                "id": row["id"],
                "name_zh": row["name_zh"],
                "name_en": row["name_en"],
                "source_id": "definition",
                "confidence": "high",
            },
        )
    for row in table("places"):
        point: Row = {
            "lon": float(row["lon"]),
            "lat": float(row["lat"]),
            "source_id": "land_coordinates",
            "confidence": "medium",
        }
        name: Row = {"name_zh": row["name_zh"], "name_en": row["name_en"]}
        road = f"rd_{row['id']}" if row["road"] == "yes" else None
        land.add(
            "places",
            {
                "id": row["id"],
                **name,
                "pinyin": row["id"].split("_")[0],
                "aliases": row["aliases"],
                "province_zh": row["province_zh"],
                "province_en": row["province_en"],
                "cluster": row["cluster"],
                "sets": row["sets"],
                "road_node_id": road,
                **point,
            },
        )
        if road:
            land.add(
                "nodes",
                {
                    "id": road,
                    "mode": "road",
                    "kind": "city",
                    **name,
                    "place_id": row["id"],
                    "handles": "passenger;container;bulk",
                    **point,
                },
            )


def add_sections(land: Land, row: Row, known: dict[str, str]) -> None:
    """A road link whose length is summed from published sections, and these sections."""
    key, length = str(row["id"]), float(known["length_km"])
    gap = abs(float(known["gap_km"]))
    covered = min(length, float(known["published_km"]))
    land.add("links", {
        "mode": "road", "traffic": "mixed", **row, **other_road(key, known),
        "length_km": length, "published_km": covered,
        "source_id": known["source_id"], "confidence": known["confidence"],
        "note": f"Published sections {covered:g} km; between them and the city centres "
                f"{float(known['gap_km']):g} km of our own",
    })
    spread = max(GAP_SPREAD * gap, SECTION_SPREAD * length)
    land.note(value(("links", key, "length_km"), round(length - spread, 1),
                    round(length + spread, 1), known["source_id"], known["confidence"],
                    known["reason"]))
    for part in land.sections.get(key, []):
        land.add("sections", {
            "id": f"{key}.{part['seq']}", "link_id": key, "road": part["road"],
            "name_zh": part["name_zh"], "from_zh": part["from_zh"], "to_zh": part["to_zh"],
            "km": float(part["km"]), "used_km": float(part["used_km"]),
            "source_id": part["source_id"], "confidence": part["confidence"],
            "note": part["note"],
        })


def other_road(key: str, known: dict[str, str]) -> Row:
    """Names of the road that the published sections lie on, where it is another one."""
    if not known["road_zh"]:
        return {}
    return {"line": f"road_{key}", "line_zh": known["road_zh"], "line_en": known["road_en"]}


def add_road(land: Land, row: Row, low: float, high: float, why: str) -> None:
    """A road link: by published sections where there are any, else with a range of our own."""
    if str(row["id"]) in land.lengths:
        add_sections(land, row, land.lengths[str(row["id"])])
        return
    length = float(str(row["length_km"]))
    land.add(
        "links",
        {
            "mode": "road",
            "traffic": "mixed",
            "source_id": "assumption",
            "confidence": "assumed",
            **row,
        },
    )
    where = ("links", str(row["id"]), "length_km")
    land.note(
        value(
            where,
            round(low * length, 1),
            round(high * length, 1),
            "assumption",
            "assumed",
            why,
        )
    )


def build_roads(land: Land) -> None:
    """Expressways, interchanges and the stubs that reach every place."""
    decisions = {row["id"]: row for row in table("dropped")}
    rows = [row for row in common.read("land_links.csv") if row["mode"] == "expressway"]
    for total in totals(rows):
        if total not in decisions:
            raise ValueError(f"{total}: a total of other rows, but no decision in land_dropped.csv")
    nodes = {str(row["name_zh"]): row for row in land.tables["nodes"]}
    entry: dict[tuple[str, str], tuple[str, float]] = {}
    for row in table("interchanges"):
        land.add(
            "nodes",
            {
                "id": row["id"],
                "mode": "road",
                "kind": "interchange",
                "name_zh": row["name_zh"],
                "name_en": row["name_en"],
                "lon": float(row["lon"]),
                "lat": float(row["lat"]),
                "source_id": "land_coordinates",
                "confidence": "low",
            },
        )
        stub = float(row["stub_km"])
        add_road(
            land,
            {
                "id": row["id"].replace("rx_", "rx_entry_"),
                "line": f"entry_{row['place_id']}",
                "line_zh": f"{row['name_zh']}连接线",
                "line_en": f"City entry of {row['name_en']}",
                "from_node_id": f"rd_{row['place_id']}",
                "to_node_id": row["id"],
                "length_km": stub,
                "class": "national",
            },
            0.6,
            1.4,
            row["reason"],
        )
        for link in row["links"].split(";"):
            entry[link, f"rd_{row['place_id']}"] = (row["id"], stub)
    for row in rows:
        if decisions.get(row["id"], {}).get("action") == "drop":
            continue
        length = float(row["length_km"])
        ends: list[str] = []
        for name in (row["from"], row["to"]):
            node = str(nodes[name]["id"])
            node, stub = entry.get((row["id"], node), (node, 0.0))
            ends.append(node)
            length -= stub
        speed = float(row["speed_kmh"])
        code = re.search(r"[GS]\d+[A-Z]?\d*", row["name_zh"])
        lanes = re.match(r"\d+", row["lanes_or_tracks"])
        towns = "-".join(str(nodes[name]["name_en"]) for name in (row["from"], row["to"]))
        english = f"{code.group() if code else 'Expressway'} {towns}"
        add_road(
            land,
            {
                "id": slug(row["id"]),
                "line": code.group().lower() if code else slug(row["id"]),
                "line_zh": re.sub(r"^S ", "", row["name_zh"]),
                "line_en": english,
                "from_node_id": ends[0],
                "to_node_id": ends[1],
                "length_km": length,
                "class": "expressway" if speed >= 100 else "expressway_mountain",
                "tracks": int(lanes.group()) if lanes else None,
                "design_speed_kmh": speed,
                "opened": row["opened"],
            },
            ROAD_LOW,
            ROAD_HIGH,
            "Rounded city-to-city driving distance, less the stubs of interchanges",
        )
        add_speed(land, slug(row["id"]), speed, row["speed_found"])
        if row["opened"]:
            add_opening(land, slug(row["id"]))
    for row in table("road_stubs"):
        add_road(
            land,
            {
                "id": row["id"],
                "line": row["id"],
                "line_zh": row["road_zh"],
                "line_en": row["road_en"],
                "from_node_id": f"rd_{row['from_place']}",
                "to_node_id": f"rd_{row['to_place']}",
                "length_km": float(row["length_km"]),
                "class": row["class"],
                "tracks": int(row["lanes"]),
                "note": "" if row["id"] in land.lengths else "Distance of our own",
            },
            STUB_LOW,
            STUB_HIGH,
            "Rounded driving distance of our own",
        )


def add_speed(land: Land, link_id: str, speed: float, found: str) -> None:
    """Standing of a design speed: general knowledge; its range where one was found."""
    low, _, high = found.partition("-")
    if common.number(low) is None or common.number(high) is None:
        low, high = (f"{speed * (1 - SPEED_SPREAD):g}", f"{speed * (1 + SPEED_SPREAD):g}")
    land.note(
        value(
            ("links", link_id, "design_speed_kmh"),
            common.number(low),
            common.number(high),
            "assumption",
            "assumed",
            "Sets the class only; run times carry ranges of their own",
        )
    )


def add_opening(land: Land, link_id: str) -> None:
    """Standing of an opening date: it came with the research rows, its source did not."""
    land.note(value(("links", link_id, "opened"), None, None, "assumption", "assumed",
                    "Date of the research rows; its source was not recorded"))


def rail_class(mode: str, speed: float | None, tracks: int) -> str:
    """Class of a railway by design speed, or by tracks on conventional lines."""
    if mode == "rail_hsr":
        for limit in (350, 300, 250):
            if speed and speed >= limit:
                return f"hsr_{limit}"
        return "hsr_200"
    return "conv_double" if tracks >= 2 else "conv_single"


def build_stations(land: Land) -> dict[tuple[str, str], str]:
    """Stations, yards and junctions; returns node ids by (mode, name on the line)."""
    roads = land.by_id("nodes")
    names: dict[tuple[str, str], str] = {}
    for row in table("stations"):
        point: Row = {"lon": float(row["lon"]), "lat": float(row["lat"])}
        place = row["place_id"]
        node: Row = {
            "id": row["id"],
            "mode": "rail",
            "kind": row["kind"],
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "place_id": place,
            "handles": [HANDLES[letter] for letter in row["handles"]],
            **point,
            "source_id": "land_coordinates",
            "confidence": "medium",
        }
        if place:
            circle = distance(point, roads[f"rd_{place}"])
            node["road_node_id"] = f"rd_{place}"
            node["road_km"] = max(1.0, round(DETOUR * circle, 1))
            land.note(
                value(
                    ("nodes", row["id"], "road_km"),
                    max(0.5, round(DETOUR_LOW * circle, 1)),
                    max(2.0, round(DETOUR_HIGH * circle, 1)),
                    "assumption",
                    "assumed",
                    "Great circle to the city centre times 1.3",
                )
            )
        land.add("nodes", node)
        for mode in ("hsr", "conv"):
            for name in filter(None, row[mode].split(";")):
                if (mode, name) in names:
                    raise ValueError(f"{name}: two stations match it on {mode} lines")
                names[mode, name] = row["id"]
    return names


def stops_on(row: dict[str, str], names: dict[tuple[str, str], str]) -> list[tuple[str, float]]:
    """Nodes of the network on a railway row with their kilometre."""
    mode = "hsr" if row["mode"] == "rail_hsr" else "conv"
    if not row["via"]:
        ends = [re.sub(r"[(（].*", "", row[end]) for end in ("from", "to")]
        return [
            (names[mode, ends[0]], 0.0),
            (names[mode, ends[1]], float(row["length_km"])),
        ]
    stops: list[tuple[str, float]] = []
    for item in row["via"].split("|"):
        found = re.fullmatch(r"(.+?)(\d+(?:\.\d+)?)", item)
        if found and (mode, found.group(1)) in names:
            stops.append((names[mode, found.group(1)], float(found.group(2))))
    return stops


def build_rail(land: Land) -> None:
    """Railway links, split at every station of the network, with published run times."""
    decisions = {row["id"]: row for row in table("dropped")}
    traffic = {row["line"]: row["traffic"] for row in table("traffic")}
    notes = {row["line"]: row["reason"] for row in table("traffic")}
    lengths = {row["line"]: row for row in table("lengths")}
    names = build_stations(land)
    facts = common.read("land_links.csv")
    parts: dict[str, list[Row]] = {}
    for row in facts:
        action = decisions.get(row["id"], {}).get("action")
        if row["mode"] not in {"rail_hsr", "rail_conv"} or action == "drop":
            continue
        stops = stops_on(row, names)
        whole = float(row["length_km"])
        if action != "trim" and (stops[0][1] != 0 or stops[-1][1] != whole):
            raise ValueError(f"{row['id']}: an end is not among the stations: {stops}")
        line = LINE_NAMES.get(row["id"], row["id"].split("-")[0].lower())
        key = slug(row["id"])
        found = re.match(r"\d", row["lanes_or_tracks"])
        tracks = int(found.group()) if found else 1
        speed = common.number(row["speed_kmh"])
        default = "mixed"
        if row["mode"] == "rail_hsr" and "mixed" not in row["lanes_or_tracks"]:
            default = "passenger"
        steps = list(pairwise(stops))
        for number, ((start, at), (end, until)) in enumerate(steps):
            tariff = until - at
            link_id = key if len(steps) == 1 else key + "abcdefgh"[number]
            scale = lengths.get(key) or lengths.get(line)
            if row["id"] == "CQG-90":
                scale = None
            link: Row = {
                "id": link_id,
                "mode": "rail",
                "line": line,
                "line_zh": row["name_zh"],
                "line_en": row["name_en"],
                "from_node_id": start,
                "to_node_id": end,
                "length_km": tariff,
                "tariff_km": tariff,
                "traffic": traffic.get(key) or traffic.get(line) or default,
                "class": rail_class(row["mode"], speed, tracks),
                "tracks": tracks,
                "design_speed_kmh": speed,
                "opened": row["opened"],
                "source_id": row["source_id"],
                "confidence": row["confidence"],
                "note": notes.get(key) or notes.get(line) or "",
            }
            if scale:
                link["length_km"] = round(tariff * float(scale["factor"]), 1)
                link["source_id"], link["confidence"] = scale["source_id"], scale["confidence"]
                if scale["tariff"] == "scale":
                    link["tariff_km"] = link["length_km"]
                else:
                    where = ("links", link_id, "tariff_km")
                    tariff_of = (row["source_id"], row["confidence"])
                    land.note(value(where, None, None, *tariff_of, "Tariff kilometres"))
                land.note(
                    value(
                        ("links", link_id, "length_km"),
                        round(tariff * float(scale["low"]), 1),
                        round(tariff * float(scale["high"]), 1),
                        scale["source_id"],
                        scale["confidence"],
                        scale["reason"],
                    )
                )
            elif row["source_id"] == "assumption":
                land.note(
                    value(
                        ("links", link_id, "length_km"),
                        round(ROAD_LOW * tariff, 1),
                        round(ROAD_HIGH * tariff, 1),
                        "assumption",
                        "assumed",
                        "Length of our own",
                    )
                )
            land.add("links", link)
            if row["opened"]:
                add_opening(land, link_id)
            if speed:
                add_speed(land, link_id, speed, row["speed_found"])
            parts.setdefault(row["id"], []).append(link)
    build_connectors(land, {row["id"]: row for row in facts}, parts)
    add_run_times(land, parts)


def build_connectors(
    land: Land, facts: dict[str, dict[str, str]], parts: dict[str, list[Row]]
) -> None:
    """Connectors of hubs and yards."""
    bases = {
        "tariff": ("rail_tariff_2021", "high"),
        "press": ("press_copy", "medium"),
        "assumed": ("assumption", "assumed"),
    }
    for row in table("connectors"):
        if row["basis"] == "fact":
            fact = facts[row["id"]]
            source, level = fact["source_id"], fact["confidence"]
        else:
            source, level = bases[row["basis"]]
        link: Row = {
            "id": slug(row["id"]),
            "mode": "rail",
            "line": row["line"],
            "line_zh": row["line_zh"],
            "line_en": row["line_en"],
            "from_node_id": row["from_node_id"],
            "to_node_id": row["to_node_id"],
            "length_km": float(row["length_km"]),
            "tariff_km": float(row["length_km"]),
            "traffic": row["traffic"],
            "class": row["class"],
            "tracks": int(row["tracks"]),
            "source_id": source,
            "confidence": level,
            "note": row["reason"],
        }
        land.add("links", link)
        parts.setdefault(row["id"], []).append(link)
        if row["low"]:
            land.note(
                value(
                    ("links", slug(row["id"]), "length_km"),
                    float(row["low"]),
                    float(row["high"]),
                    source,
                    level,
                    row["reason"],
                )
            )


def add_run_times(land: Land, parts: dict[str, list[Row]]) -> None:
    """Share the published run time of a whole way over its links by length."""
    for row in table("run_times"):
        links = [link for part in row["rows"].split(";") for link in parts[part]]
        whole = sum(float(str(link["length_km"])) for link in links)
        for link in links:
            share = float(str(link["length_km"])) / whole
            hours = round(float(row["hours"]) * share, 4)
            low, high = (
                round(float(row[end]) * share, 4) if row[end] else None for end in ("low", "high")
            )
            for column in ("run_ab_h", "run_ba_h"):
                link[column] = hours
                land.note(
                    value(
                        ("links", str(link["id"]), column),
                        low,
                        high,
                        row["source_id"],
                        row["confidence"],
                        f"{row['note']}; shared by length",
                    )
                )


def build_transfers(land: Land) -> None:
    """City transport between the passenger stations of one place."""
    stations = [
        row
        for row in land.tables["nodes"]
        if row["mode"] == "rail" and row["place_id"] and "passenger" in list(row["handles"])  # type: ignore[call-overload]
    ]
    for a, b in combinations(sorted(stations, key=lambda row: str(row["id"])), 2):
        circle = distance(a, b)
        if a["place_id"] != b["place_id"] or circle > WALK_MAX:
            continue
        key = f"walk_{str(a['id'])[3:]}_{str(b['id'])[3:]}"
        land.add(
            "transfers",
            {
                "id": key,
                "from_node_id": a["id"],
                "to_node_id": b["id"],
                "kind": "walk",
                "length_km": max(0.3, round(DETOUR * circle, 1)),
                "profiles": "passenger",
                "source_id": "assumption",
                "confidence": "assumed",
                "note": "By city transport",
            },
        )
        land.note(
            value(
                ("transfers", key, "length_km"),
                max(0.2, round(DETOUR_LOW * circle, 1)),
                max(0.5, round(DETOUR_HIGH * circle, 1)),
                "assumption",
                "assumed",
                "Great circle times 1.3",
            )
        )


def build_services(land: Land) -> None:
    """Through trains and block trains with assumed headways and published run times."""
    for row in table("services"):
        freight = row["kind"] == "block_train"
        note = row["note"]
        land.add(
            "services",
            {
                "id": row["id"],
                "mode": "rail",
                "kind": row["kind"],
                "name_zh": row["name_zh"],
                "name_en": row["name_en"],
                "profiles": "container" if freight else "passenger",
                "headway_h": float(row["headway_h"]),
                "both_ways": True,
                "status": "running",
                "source_id": row["headway_source_id"] or "assumption",
                "confidence": row["headway_confidence"] or "assumed",
                "note": note,
            },
        )
        land.note(
            value(
                ("services", row["id"], "headway_h"),
                float(row["low"]),
                float(row["high"]),
                row["headway_source_id"] or "assumption",
                row["headway_confidence"] or "assumed",
                note if row["headway_source_id"] else "No timetable of a normal year was found",
            )
        )
        for seq, stop in enumerate(row["stops"].split("|"), start=1):
            node, _, hours = stop.partition(":")
            published = bool(hours)
            land.add(
                "service_stops",
                {
                    "id": f"{row['id']}.{seq}",
                    "service_id": row["id"],
                    "seq": seq,
                    "node_id": node,
                    "run_h": float(hours) if published else None,
                    "length_km": float(row["length_km"])
                    if row["length_km"] and published
                    else None,
                    "source_id": row["run_source_id"] if published else "assumption",
                    "confidence": row["run_confidence"] if published else "assumed",
                },
            )
            if row["id"] == "bt_chongqing_qinzhou" and published:
                land.note(
                    value(
                        ("service_stops", f"{row['id']}.{seq}", "run_h"),
                        44.0,
                        48.0,
                        row["run_source_id"],
                        row["run_confidence"],
                        note,
                    )
                )


def build() -> Tables:
    """All tables of the land part."""
    land = Land({})
    land.lengths = {row["link_id"]: row for row in common.read("road_lengths.csv", common.HERE)}
    for part in common.read("road_sections.csv", common.HERE):
        land.sections.setdefault(part["link_id"], []).append(part)
    land.tables["sources"] = [dict(row) for row in
                              (*table("sources"), *common.read("road_sources.csv", common.HERE))]
    build_places(land)
    build_roads(land)
    build_rail(land)
    build_transfers(land)
    build_services(land)
    return land.tables


if __name__ == "__main__":
    for name, rows in build().items():
        print(name, len(rows))
    with (common.FIELDS / "links.csv").open(encoding="utf-8", newline="") as handle:
        print(len(list(csv.DictReader(handle))), "columns of links")
