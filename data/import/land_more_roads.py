"""Roads within the region that the research rows lack, and base roads divided where others join.

A road that stood on the base date belongs into the base, also where only a later project makes
use of it. ``road_splits.csv`` divides a link at interchanges: its parts are together as long as
the whole and share its published sections, so that no way grows shorter. ``road_more_links.csv``
holds roads that were missing.
"""

from __future__ import annotations

import common
from common import HERE, Row
from land_base import Land, add_speed, value

#: Lengths have one decimal, sections three.
LENGTH_SUM_KM, SECTION_SUM_KM = 0.05, 0.0005


def build_more_roads(land: Land) -> None:
    """Interchanges, divided roads and roads that were missing."""
    for row in common.read("road_more_nodes.csv", HERE):
        land.add("nodes", {
            "id": row["id"], "mode": "road", "kind": "interchange", "name_zh": row["name_zh"],
            "name_en": row["name_en"], "lon": float(row["lon"]), "lat": float(row["lat"]),
            "source_id": "land_coordinates", "confidence": "low"})
    divided: dict[str, list[dict[str, str]]] = {}
    for row in common.read("road_splits.csv", HERE):
        divided.setdefault(row["link_id"], []).append(row)
    for key, parts in divided.items():
        split(land, key, parts)
    for row in common.read("road_more_links.csv", HERE):
        add_link(land, row)


def published_note(covered: float, km: float, whole: str = "") -> str:
    """What of a road is published and what is ours."""
    if not covered:
        return f"{whole}Distance of our own"
    rest = "; the rest of our own" if km - covered > LENGTH_SUM_KM else ""
    return f"{whole}Published sections {covered:g} km{rest}"


def split(land: Land, key: str, parts: list[dict[str, str]]) -> None:
    """Put the parts of a link in its place, with its kind, sources and sections."""
    whole = land.by_id("links")[key]
    sections = {str(row["id"]).rsplit(".", 1)[1]: row for row in land.tables["sections"]
                if row["link_id"] == key}
    values = [row for row in land.tables["values"] if row["row_id"] == key]
    for name, column in (("links", "id"), ("sections", "link_id"), ("values", "row_id")):
        land.tables[name] = [row for row in land.tables[name] if row[column] != key]
    length = float(str(whole["length_km"]))
    if abs(sum(float(part["length_km"]) for part in parts) - length) > LENGTH_SUM_KM:
        raise ValueError(f"road_splits.csv: the parts of {key} are not {length:g} km together")
    if parts[-1]["to_node_id"] != whole["to_node_id"]:
        raise ValueError(f"road_splits.csv: the parts of {key} end elsewhere than it")
    left = {seq: float(str(row["used_km"])) for seq, row in sections.items()}
    start = whole["from_node_id"]
    for letter, part in zip("abcdefgh", parts, strict=False):
        part_id, covered = key + (letter if key[-1].isdigit() else f"_{letter}"), 0.0
        for item in filter(None, part["used_km"].split(";")):
            seq, _, used = item.partition(":")
            covered += float(used)
            left[seq] -= float(used)
            land.add("sections", {**sections[seq], "id": f"{part_id}.{seq}", "link_id": part_id,
                                  "used_km": float(used)})
        km = float(part["length_km"])
        covered = min(km, round(covered, 3))
        land.add("links", {
            **whole, "id": part_id, "from_node_id": start, "to_node_id": part["to_node_id"],
            "line_zh": part["line_zh"], "line_en": part["line_en"], "length_km": km,
            "published_km": covered or None, "confidence": part["confidence"],
            "note": published_note(covered, km, f"Part of {whole['line_en']}, {length:g} km. ")})
        start = part["to_node_id"]
        for row in values:
            own: Row = {**row, "id": f"links/{part_id}/{row['column']}", "row_id": part_id}
            if row["column"] == "length_km":
                own |= {"low": float(part["low"]), "high": float(part["high"]),
                        "confidence": part["confidence"], "note": part["reason"]}
            land.note(own)
    if any(abs(rest) > SECTION_SUM_KM for rest in left.values()):
        raise ValueError(f"road_splits.csv: sections of {key} that its parts do not use: {left}")


def add_link(land: Land, row: dict[str, str]) -> None:
    """A road that the research rows lack, with ranges of its length and speed."""
    key = row["id"]
    sections = land.sections.get(key, [])
    covered = round(sum(float(part["used_km"]) for part in sections), 3)
    speed = common.number(row["speed_kmh"])
    land.add("links", {
        "id": key, "mode": "road", "traffic": "mixed",
        **{name: row[name] for name in ("line", "line_zh", "line_en", "from_node_id",
                                        "to_node_id", "class", "opened", "source_id",
                                        "confidence")},
        "length_km": float(row["length_km"]), "tracks": int(row["tracks"]),
        "design_speed_kmh": common.number(row["design_speed_kmh"]),
        "speed_ab_kmh": speed, "speed_ba_kmh": speed, "published_km": covered or None,
        "note": published_note(covered, float(row["length_km"]))})
    land.note(value(("links", key, "length_km"), float(row["low"]), float(row["high"]),
                    row["source_id"], row["confidence"], row["reason"]))
    if row["design_source_id"]:
        land.note(value(("links", key, "design_speed_kmh"), None, None, row["design_source_id"],
                        row["design_confidence"], "As published"))
    elif row["design_speed_kmh"]:
        add_speed(land, key, float(row["design_speed_kmh"]), "")
    if speed:
        for column in ("speed_ab_kmh", "speed_ba_kmh"):
            land.note(value(("links", key, column), float(row["speed_low"]),
                            float(row["speed_high"]), "assumption", "assumed",
                            "Driven at the speed of its design"))
    for part in sections:
        land.add("sections", {
            "id": f"{key}.{part['seq']}", "link_id": key,
            **{name: part[name] for name in ("road", "name_zh", "from_zh", "to_zh", "source_id",
                                             "confidence", "note")},
            "km": float(part["km"]), "used_km": float(part["used_km"])})
