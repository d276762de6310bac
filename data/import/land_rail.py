"""Railways: stations, lines, connectors, published run times, city transport, trains."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import common
from common import Row
from land_base import (
    LENGTH_HIGH,
    LENGTH_LOW,
    Land,
    add_opening,
    add_speed,
    distance,
    facts,
    slug,
    table,
    value,
)

#: Road distance over great circle inside a city, and its range.
DETOUR, DETOUR_LOW, DETOUR_HIGH = 1.3, 1.1, 1.7
#: Stations of one city farther apart than this are not joined by a walk transfer, km.
WALK_MAX = 45.0
HANDLES = {"p": "passenger", "c": "container", "b": "bulk"}
LINE_NAMES = {"CQG-90": "cqgp"}


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
    research = facts()
    parts: dict[str, list[Row]] = {}
    for row in research:
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
                        round(LENGTH_LOW * tariff, 1),
                        round(LENGTH_HIGH * tariff, 1),
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
    build_connectors(land, {row["id"]: row for row in research}, parts)
    add_run_times(land, parts)
    add_capacities(land)


def build_connectors(
    land: Land, research: dict[str, dict[str, str]], parts: dict[str, list[Row]]
) -> None:
    """Connectors of hubs and yards."""
    bases = {
        "tariff": ("rail_tariff_2021", "high"),
        "press": ("press_copy", "medium"),
        "assumed": ("assumption", "assumed"),
    }
    for row in table("connectors"):
        if row["basis"] == "fact":
            fact = research[row["id"]]
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


def add_capacities(land: Land) -> None:
    """Published freight capacities, the same both ways where the source names no direction."""
    links = land.by_id("links")
    for row in table("capacity"):
        low, high = (common.number(row[end]) for end in ("low", "high"))
        for link_id in row["links"].split(";"):
            for column in ("capacity_ab_mt", "capacity_ba_mt"):
                links[link_id][column] = float(row["mt"])
                where = ("links", link_id, column)
                basis = (row["source_id"], row["confidence"], row["reason"])
                land.note(value(where, low, high, *basis))


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
    """Through trains with headways, published run times and their lines."""
    ways = {(row["service_id"], row["seq"]): row["links"] for row in table("service_lines")}
    for row in table("services"):
        note = row["note"]
        land.add(
            "services",
            {
                "id": row["id"],
                "mode": "rail",
                "kind": row["kind"],
                "name_zh": row["name_zh"],
                "name_en": row["name_en"],
                "profiles": "passenger",
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
                    "links": ways.get((row["id"], str(seq)), ""),
                    "length_km": float(row["length_km"])
                    if row["length_km"] and published
                    else None,
                    "source_id": row["run_source_id"] if published else "assumption",
                    "confidence": row["run_confidence"] if published else "assumed",
                },
            )
