"""Land part of the data package: places, sets, roads, railways and trains of 30 November 2022.

The steps are rules; every decision by hand is a row with a reason in a ``land_*.csv`` or
``road_*.csv`` beside this file. ``facts/land_links.csv`` (see ``extract_land.py``) holds the
lengths of railways.
"""

from __future__ import annotations

import common
from common import Row, Tables
from land_base import Land, table
from land_freight import build_block_trains
from land_more_roads import build_more_roads
from land_rail import build_rail, build_services, build_transfers
from land_roads import build_roads


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
                "pinyin": row["pinyin"] or row["id"].split("_")[0],
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
    build_more_roads(land)
    build_rail(land)
    build_transfers(land)
    build_services(land)
    build_block_trains(land)
    return land.tables


if __name__ == "__main__":
    for name, rows in build().items():
        print(name, len(rows))
