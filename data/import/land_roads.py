"""Roads: expressways, interchanges, approaches; lengths by published sections where found."""

from __future__ import annotations

import heapq
import re

from common import Row
from land_base import (
    LENGTH_HIGH,
    LENGTH_LOW,
    Land,
    add_opening,
    add_speed,
    facts,
    slug,
    table,
    value,
)

#: A road row is the total of others when they are at most this factor longer.
TOTAL_FACTOR = 1.10
#: Relative range of the distances of road stubs, which nobody measured.
STUB_LOW, STUB_HIGH = 0.88, 1.12
#: Design speed from which a road is an ``expressway``, below it an ``expressway_mountain``. The
#: standard JTG B01 has 120, 100 and 80 km/h for expressways, and 80 only where the terrain
#: forces it; a row of 80 to 100 (mean 90) holds such parts. No class between them: the
#: published journeys are too few to tell 100 from 120 (``fit_road_speeds.py``).
MOUNTAIN_BELOW_KMH = 100
#: Range of a length from published sections: half of what is not published, at least 2 %.
GAP_SPREAD, SECTION_SPREAD = 0.5, 0.02


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


def add_sections(land: Land, row: Row, known: dict[str, str]) -> None:
    """A road link whose length is summed from published sections, and these sections."""
    key, length = str(row["id"]), float(known["length_km"])
    gap = abs(float(known["gap_km"]))
    covered = min(length, float(known["published_km"]))
    land.add("links", {
        "mode": "road", "traffic": "mixed", **row, **other_road(key, known),
        "length_km": length, "published_km": covered,
        "source_id": known["source_id"], "confidence": known["confidence"],
        "note": gap_note(covered, float(known["gap_km"])),
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


def gap_note(covered: float, gap: float) -> str:
    """How a length is made up of published sections and what is ours."""
    if gap < 0:
        return (f"Published sections {covered - gap:g} km; net {-gap:g} km of them lie beyond the "
                "ends of the link, by our own estimate")
    return (f"Published sections {covered:g} km; between them and the city centres {gap:g} km of "
            "our own")


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
    rows = [row for row in facts() if row["mode"] == "expressway"]
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
                "class": "expressway" if speed >= MOUNTAIN_BELOW_KMH else "expressway_mountain",
                "tracks": int(lanes.group()) if lanes else None,
                "design_speed_kmh": speed,
                "opened": row["opened"],
            },
            LENGTH_LOW,
            LENGTH_HIGH,
            "Rounded city-to-city driving distance, less the stubs of interchanges",
        )
        add_speed(land, slug(row["id"]), speed, row["speed_found"])
        if row["opened"]:
            add_opening(land, slug(row["id"]))
    for row in table("road_stubs"):
        length, ends = float(row["length_km"]), []
        for name in (row["from_place"], row["to_place"]):
            node, stub = entry.get((row["id"], f"rd_{name}"), (f"rd_{name}", 0.0))
            ends.append(node)
            length -= stub
        add_road(
            land,
            {
                "id": row["id"],
                "line": row["id"],
                "line_zh": row["road_zh"],
                "line_en": row["road_en"],
                "from_node_id": ends[0],
                "to_node_id": ends[1],
                "length_km": length,
                "class": row["class"],
                "tracks": int(row["lanes"]),
                "note": "" if row["id"] in land.lengths else "Distance of our own",
            },
            STUB_LOW,
            STUB_HIGH,
            "Rounded driving distance of our own",
        )
