"""Block trains: one row a service in ``land_block_trains.csv``, with run time where published."""

from __future__ import annotations

import common
from land_base import Land, table, value

UNTIMED = ("assumption", "assumed")


def build_block_trains(land: Land) -> None:
    """Block trains between two yards; without a published run time the model times them."""
    for row in table("block_trains"):
        key, timed = row["id"], bool(row["run_h"])
        headway = (row["headway_source_id"] or "assumption",
                   row["headway_confidence"] or "assumed")
        land.add("services", {
            "id": key, "mode": "rail", "kind": "block_train", "name_zh": row["name_zh"],
            "name_en": row["name_en"], "profiles": "container",
            "headway_h": float(row["headway_h"]), "both_ways": row["both_ways"] == "true",
            "status": row["status"], "source_id": headway[0], "confidence": headway[1],
            "note": row["note"]})
        land.note(value(("services", key, "headway_h"), float(row["headway_low"]),
                        float(row["headway_high"]), *headway,
                        row["note"] if row["headway_source_id"]
                        else "No timetable of a normal year was found"))
        ends = (row["from_node_id"], row["to_node_id"])
        for seq, node in enumerate(ends, start=1):
            last = seq == len(ends)
            source = (row["run_source_id"], row["run_confidence"]) if timed and last else UNTIMED
            land.add("service_stops", {
                "id": f"{key}.{seq}", "service_id": key, "seq": str(seq), "node_id": node,
                "run_h": float(row["run_h"]) if timed and last else None,
                "links": row["links"] if last else "",
                "length_km": common.number(row["length_km"]) if last else None,
                "source_id": source[0], "confidence": source[1]})
            if timed and last:
                land.note(value(("service_stops", f"{key}.{seq}", "run_h"),
                                common.number(row["run_low"]), common.number(row["run_high"]),
                                *source, row["run_note"]))
