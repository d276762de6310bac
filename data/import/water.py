"""Inland waterways, seaports, locks, ships and liners of the data package.

Every number comes from a row of ``water_*.csv`` beside this file (decided by hand, with the
reason) or of ``facts/water_*.csv`` (research). A figure that rests on general knowledge alone
becomes an assumption and carries a range in ``values``. River links run downstream from a to b.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from common import HERE, Row, Tables, number, read

#: Range of a length that rests on general knowledge.
LENGTH_SPREAD = 0.10
#: Range of the road distance between a port and the centre of its place.
ROAD_SPREAD = 0.5
RIVER_SEA_NOTE = (
    "Wusong-Nanjing is also part of the Yangtze links; sea ships use this row, barges those"
)
#: Fairway depth on the way to the river ports of the lower Yangtze.
RIVER_PORTS = {"se_shanghai", "se_taicang", "se_nantong", "se_nanjing"}
#: Ranges of the figures of ships that are assumed.
VESSEL_SPREAD = {"teu": 0.2, "draught_m": 0.1, "light_draught_m": 0.3, "air_draught_m": 0.25,
                 "sea_speed_kmh": 0.15}


def value_row(table: str, row_id: str, column: str, source: str, confidence: str,
              low: float | None = None, high: float | None = None, note: str = "") -> Row:
    """One row of the table ``values``."""
    return {"id": f"{table}/{row_id}/{column}", "table": table, "row_id": row_id,
            "column": column, "low": low, "high": high, "source_id": source,
            "confidence": confidence, "note": note}


def facts(name: str) -> dict[str, dict[str, str]]:
    """Research rows by id."""
    return {row["id"]: row for row in read(name)}


def fact_source(basis: str, confidence: str, addresses: dict[str, str]) -> tuple[str, str]:
    """Source id and confidence that a basis text allows."""
    for address, source in addresses.items():
        if address and address in basis:
            return source, confidence if confidence in {"high", "medium", "low"} else "medium"
    if basis.startswith("[press copy]"):
        return "press_copy", "low" if confidence == "low" else "medium"
    return "assumption", "assumed"


def nodes(known: set[str] | None) -> tuple[list[Row], list[Row]]:
    """Ports and junctions of rivers and sea."""
    rows: list[Row] = []
    values: list[Row] = []
    for item in read("water_nodes.csv", HERE):
        place = item["place_id"]
        if known is not None and place not in known:
            place = ""
        abroad = item["mode"] == "sea" and item["road_km"] == "0"
        road = f"rd_{place}" if place and not abroad else ""
        rows.append({
            "id": item["id"], "mode": item["mode"], "kind": item["kind"],
            "name_zh": item["name_zh"], "name_en": item["name_en"], "place_id": place,
            "handles": item["handles"], "lon": number(item["lon"]), "lat": number(item["lat"]),
            "road_node_id": road,
            "road_km": number(item["road_km"]) if road or abroad else None,
            "source_id": item["source_id"], "confidence": item["confidence"],
        })
        if road:
            km = float(item["road_km"])
            values.append(value_row("nodes", item["id"], "road_km", "assumption", "assumed",
                                    round(km * (1 - ROAD_SPREAD), 1),
                                    round(km * (1 + ROAD_SPREAD), 1), item["reason"]))
    return rows, values


def river_links() -> tuple[list[Row], list[Row]]:
    """Links of rivers and canals."""
    known = facts("water_links.csv")
    lines = {row["line"]: row for row in read("water_lines.csv", HERE)}
    addresses = {row["address"]: row["id"] for row in read("water_sources.csv", HERE)}
    rows: list[Row] = []
    values: list[Row] = []
    for item in read("water_links.csv", HERE):
        key = item["id"]
        if item["length_km"]:
            km = float(item["length_km"])
            source, confidence = item["length_source"], item["length_confidence"]
        else:
            parts = [known[part] for part in item["fact_id"].split("+")]
            km = sum(float(part["length_km"]) for part in parts)
            sources = {fact_source(p["basis"], p["confidence"], addresses) for p in parts}
            source, confidence = (
                sources.pop() if len(sources) == 1 else ("assumption", "assumed")
            )
            if source == "assumption":
                confidence = "assumed"
        if source == "assumption":
            confidence = "assumed"
            values.append(value_row("links", key, "length_km", source, confidence,
                                    round(km * (1 - LENGTH_SPREAD), 1),
                                    round(km * (1 + LENGTH_SPREAD), 1),
                                    item["reason"] or "general knowledge; sums are checked"))
        line = lines[item["line"]]
        rows.append({
            "id": key, "mode": "inland", "line": item["line"], "line_zh": line["line_zh"],
            "line_en": line["line_en"], "from_node_id": item["from"], "to_node_id": item["to"],
            "length_km": round(km, 2), "traffic": "freight", "class": item["class"],
            "flow": item["flow"], "max_dwt_t": number(item["max_dwt_t"]),
            "depth_m": number(item["depth_m"]),
            "depth_low_water_m": number(item["depth_low_water_m"]),
            "clearance_m": number(item["clearance_m"]),
            "source_id": source, "confidence": confidence, "note": item["reason"],
        })
        dwt = float(item["max_dwt_t"])
        dwt_assumed = item["dwt_source"] == "assumption"
        values.append(value_row("links", key, "max_dwt_t", item["dwt_source"],
                                item["dwt_confidence"], dwt / 2 if dwt_assumed else None,
                                dwt * 1.5 if dwt_assumed else None))
        for column, low, high in (("depth_m", "depth_min", "depth_max"),
                                  ("depth_low_water_m", "low_min", "low_max")):
            values.append(value_row("links", key, column, item["depth_source"],
                                    item["depth_confidence"], number(item[low]),
                                    number(item[high])))
        if item["clearance_m"]:
            clear = float(item["clearance_m"])
            values.append(value_row("links", key, "clearance_m", "assumption", "assumed",
                                    round(clear * 0.9, 1), round(clear * 1.2, 1),
                                    "general knowledge"))
    return rows, values


def sea_links() -> tuple[list[Row], list[Row]]:
    """Links between all pairs of seaports."""
    line = next(row for row in read("water_lines.csv", HERE) if row["line"] == "sea")
    rows: list[Row] = []
    values: list[Row] = []
    for item in read("water_sea_pairs.csv", HERE):
        ends = [item["from_node_id"], item["to_node_id"]]
        key = "sea_" + "_".join(end.removeprefix("se_") for end in ends)
        river = bool(RIVER_PORTS & set(ends))
        note = item["reason"]
        if (RIVER_PORTS - {"se_shanghai"}) & set(ends):
            note = f"{note}. {RIVER_SEA_NOTE}" if note else RIVER_SEA_NOTE
        rows.append({
            "id": key, "mode": "sea", "line": line["line"], "line_zh": line["line_zh"],
            "line_en": line["line_en"], "from_node_id": ends[0], "to_node_id": ends[1],
            "length_km": float(item["length_km"]), "traffic": "freight", "class": "sea",
            "depth_m": 12.5 if river else None, "depth_low_water_m": 12.5 if river else None,
            "source_id": item["source_id"], "confidence": item["confidence"], "note": note,
        })
        if item["source_id"] == "assumption":
            km = float(item["length_km"])
            spread = 0.3 if item["method"] == "assumed" else 0.05
            values.append(value_row("links", key, "length_km", "assumption", "assumed",
                                    round(km * (1 - spread)), round(km * (1 + spread)), note))
        if river:
            values.extend(value_row("links", key, column, "press_copy", "medium",
                                    note="12.5 m channel of the lower Yangtze")
                          for column in ("depth_m", "depth_low_water_m"))
    return rows, values


LOCK_RANGES = (
    ("passage_h", "passage_low", "passage_high"),
    ("queue_ab_h", "ab_low", "ab_high"),
    ("queue_ba_h", "ba_low", "ba_high"),
    ("queue_low_water_ab_h", "lw_ab_low", "lw_ab_high"),
    ("queue_low_water_ba_h", "lw_ba_low", "lw_ba_high"),
)
LOCK_NUMBERS = ("lon", "lat", "chamber_length_m", "chamber_width_m", "sill_depth_m", "max_dwt_t",
                "passage_h", "queue_ab_h", "queue_ba_h", "queue_low_water_ab_h",
                "queue_low_water_ba_h", "capacity_ab_mt", "capacity_ba_mt", "toll_cny_t")
#: Chambers whose size stands in the source of the lock or in another published row.
SIZE_PUBLISHED = {"lk_changzhou": "press_copy", "lk_sanxia": "press_copy"}


#: Locks whose design capacity is published for both directions together.
CAPACITY_HALVED = {"lk_sanxia"}


def lock_volumes(item: Row, row: Row, values: list[Row]) -> Row:
    """Cargo by direction: the published sum of both, split by a named share with a range.

    The queue of the lock was observed at this volume and at its capacity of the time.
    """
    both, out = float(str(item["both_mt"])), {}
    ab, low, high = (float(str(item[name])) for name in ("share_ab", "share_low", "share_high"))
    for way, share, least, most in (("ab", ab, low, high), ("ba", 1 - ab, 1 - high, 1 - low)):
        for column in (f"volume_{way}_mt", f"queue_volume_{way}_mt"):
            out[column] = round(both * share, 2)
            values.append(value_row("locks", str(row["id"]), column, str(item["source_id"]), "low",
                                    round(both * least, 2), round(both * most, 2),
                                    f"{item['year']}: {item['note']}"))
        out[f"queue_capacity_{way}_mt"] = row[f"capacity_{way}_mt"]
    return out


def locks() -> tuple[list[Row], list[Row]]:
    """Locks with their queues by direction."""
    rows: list[Row] = []
    values: list[Row] = []
    volumes = {item["lock_id"]: item for item in read("water_lock_volumes.csv", HERE)}
    for item in read("water_locks.csv", HERE):
        key = item["id"]
        row: Row = {name: item[name] for name in ("id", "name_zh", "name_en", "link_id",
                                                  "province_zh", "source_id", "confidence",
                                                  "note")}
        row.update({name: number(item[name]) for name in LOCK_NUMBERS})
        if key in volumes:
            row.update(lock_volumes(volumes[key], row, values))
        rows.append(row)
        for column, low, high in LOCK_RANGES:
            if item[column]:
                values.append(value_row("locks", key, column, "assumption", "assumed",
                                        number(item[low]), number(item[high]),
                                        "multi-year median, split by direction assumed"
                                        if column.startswith("queue") else ""))
        for column in ("chamber_length_m", "chamber_width_m", "sill_depth_m"):
            if item[column]:
                source = SIZE_PUBLISHED.get(key, "assumption")
                size = float(item[column])
                assumed = source == "assumption"
                values.append(value_row("locks", key, column, source,
                                        "assumed" if assumed else "medium",
                                        round(size * 0.9, 1) if assumed else None,
                                        round(size * 1.1, 1) if assumed else None,
                                        "general knowledge" if assumed else ""))
        if item["capacity_source"]:
            halved = key in CAPACITY_HALVED
            values.extend(value_row("locks", key, column, item["capacity_source"],
                                    "low" if halved else "medium",
                                    note="half of the design capacity of both directions" if halved
                                    else "design, one way")
                          for column in ("capacity_ab_mt", "capacity_ba_mt"))
        if item["toll_high"]:
            free = item["toll_high"] == "0"
            values.append(value_row("locks", key, "toll_cny_t",
                                    "cctv_20230619" if free else "assumption",
                                    "high" if free else "assumed", number(item["toll_low"]),
                                    number(item["toll_high"]),
                                    "free of charge" if free
                                    else "charged by gross ton; 0.6 to 1.0 yuan"))
        for column in ("lon", "lat"):
            at = float(item[column])
            values.append(value_row("locks", key, column, "assumption", "assumed",
                                    round(at - 0.08, 3), round(at + 0.08, 3),
                                    "approximate, within 2 to 8 km"))
    return rows, values


def vessels() -> tuple[list[Row], list[Row]]:
    """Ships; all but two rest on assumed dimensions."""
    rows: list[Row] = []
    values: list[Row] = []
    texts = ("id", "name_zh", "name_en", "area", "profiles", "source_id", "confidence", "note")
    for item in read("water_vessels.csv", HERE):
        row: Row = {}
        for name, cell in item.items():
            row[name] = cell if name in texts else number(cell)
        rows.append(row)
        for column, spread in VESSEL_SPREAD.items():
            if not item[column] or (item["id"], column) == ("xj_5000", "draught_m"):
                continue
            if (item["id"], column) == ("feeder", "teu"):
                continue
            size = float(item[column])
            values.append(value_row("vessels", item["id"], column, "assumption", "assumed",
                                    round(size * (1 - spread), 2), round(size * (1 + spread), 2),
                                    "general knowledge"))
    return rows, values


def services() -> tuple[list[Row], list[Row], list[Row]]:
    """Container liners at sea and on rivers, their stops and ranges of headways."""
    rows: list[Row] = []
    stops: list[Row] = []
    values: list[Row] = []
    for item in read("water_services.csv", HERE):
        key = item["id"]
        row: Row = {name: item[name] for name in (
            "id", "mode", "kind", "name_zh", "name_en", "profiles", "vessel_id", "status",
            "source_id", "confidence", "note")}
        row["headway_h"] = number(item["headway_h"])
        row["both_ways"] = True
        rows.append(row)
        published = item["source_id"] != "assumption" and item["confidence"] == "medium"
        values.append(value_row(
            "services", key, "headway_h", item["source_id"] if published else "assumption",
            "medium" if published else "assumed", number(item["headway_low"]),
            number(item["headway_high"]), item["note"]))
        for seq, node in enumerate(item["stops"].split(">"), start=1):
            run = number(item["run_h"]) if seq > 1 else None
            stops.append({
                "id": f"{key}.{seq}", "service_id": key, "seq": seq, "node_id": node,
                "run_h": run, "source_id": item["source_id"] if run else "assumption",
                "confidence": item["confidence"] if run else "assumed",
            })
    return rows, stops, values


def decided_values() -> list[Row]:
    """Standing and ranges of single figures, decided by hand; they replace the general ones."""
    return [
        value_row(item["table"], item["row_id"], item["column"], item["source_id"],
                  item["confidence"], number(item["low"]), number(item["high"]), item["note"])
        for item in read("water_values.csv", HERE)
    ]


def transfers() -> list[Row]:
    """Quays and hulls between river and sea berths; rail comes from the land part."""
    return [
        {**item, "length_km": number(item["length_km"])}
        for item in read("water_transfers.csv", HERE)
    ]


def build(known_places: set[str] | None = None) -> Tables:
    """All tables of this part. Ports at places that are not known keep no place."""
    node_rows, node_values = nodes(known_places)
    river, river_values = river_links()
    sea, sea_values = sea_links()
    lock_rows, lock_values = locks()
    ship_rows, ship_values = vessels()
    service_rows, stop_rows, service_values = services()
    values = [*node_values, *river_values, *sea_values, *lock_values, *ship_values,
              *service_values, *decided_values()]
    return {
        "nodes": node_rows,
        "links": [*river, *sea],
        "locks": lock_rows,
        "vessels": ship_rows,
        "services": service_rows,
        "service_stops": stop_rows,
        "transfers": transfers(),
        "values": list({str(row["id"]): row for row in values}.values()),
        "sources": [dict(row) for row in read("water_sources.csv", HERE)],
    }


def missing_references(tables: Tables, outside: Iterable[str] = ()) -> list[str]:
    """List references of this part that no row of it answers, but for road nodes and places."""
    ids = {table: {str(row["id"]) for row in rows} for table, rows in tables.items()}
    ids["sources"] |= {"assumption", "press_copy", "definition"}
    faults = []
    wants = {
        "links": {"from_node_id": "nodes", "to_node_id": "nodes", "source_id": "sources"},
        "nodes": {"source_id": "sources"},
        "locks": {"link_id": "links", "source_id": "sources"},
        "services": {"vessel_id": "vessels", "source_id": "sources"},
        "service_stops": {"service_id": "services", "node_id": "nodes", "source_id": "sources"},
        "transfers": {"from_node_id": "nodes", "to_node_id": "nodes", "source_id": "sources"},
        "vessels": {"source_id": "sources"},
        "values": {"source_id": "sources"},
    }
    for table, columns in wants.items():
        for row in tables.get(table, []):
            for column, target in columns.items():
                value = str(row.get(column) or "")
                if value and value not in ids.get(target, set()) and value not in outside:
                    faults.append(f"{table}/{row['id']}/{column}: {value} is not in {target}")
    faults.extend(f"values/{row['id']}: no such row" for row in tables["values"]
                  if str(row["row_id"]) not in ids.get(str(row["table"]), set()))
    return faults


def main() -> None:
    """Print counts and faults."""
    tables = build()
    for table, rows in tables.items():
        print(f"{table:14}{len(rows):5}")
    faults = missing_references(tables)
    faults += [f"{row['id']}: bad id" for rows in tables.values() for row in rows
               if not re.fullmatch(r"[a-z0-9_.\-/]+", str(row["id"]))]
    print("\n".join(faults) or "no faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
