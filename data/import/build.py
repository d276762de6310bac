"""Write the tables of the data package from the parts of the import.

Run ``python data/import/build.py`` from the root of a checkout; it needs nothing but this
folder, and the same inputs give the same bytes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import air
import land
import seats
import standing
import validation
import water
from common import (
    DATA,
    HERE,
    Row,
    Tables,
    columns,
    content,
    merge,
    read,
    table_path,
    write_files,
)

from corridors.exchange.datapackage import described

TABLES = ("places", "sets", "nodes", "links", "services", "service_stops", "transfers",
          "locks", "vessels", "sources", "values", "sections", "chambers", "totals", "ranges",
          "explained", "published_times", "sectors", "halts")


def rail_transfers(tables: Tables) -> list[Row]:
    """Transfers between rail yards and ports, whose yards are named by station."""
    by_name = {str(node["name_zh"]): str(node["id"]) for node in tables["nodes"]
               if node["mode"] == "rail"}
    by_name.update((row["rail_name_zh"], row["rail_node_id"])
                   for row in read("rail_names.csv", HERE))
    out: list[Row] = []
    for row in read("water_rail_transfers.csv", HERE):
        name = row["rail_name_zh"]
        if name not in by_name:
            raise ValueError(f"water_rail_transfers.csv: no rail node named {name}")
        if by_name[name]:
            ends = {"from_node_id": by_name[name], "to_node_id": row["port_node_id"],
                    "note": row["reason"]}
            out.append({key: {**row, **ends}.get(key, "") for key in columns("transfers")})
    return out


def used_sources(tables: Tables) -> list[Row]:
    """Sources that some row, project or parameter names, each once."""
    text = "\n".join(path.read_text(encoding="utf-8")
                     for path in [DATA / "parameters.yaml", *sorted(DATA.glob("projects/*.yaml"))])
    named = {str(row["source_id"]) for table, rows in tables.items() for row in rows
             if table != "sources" and row.get("source_id")}
    named |= {*re.findall(r"\w+", text), "osm_ground"}  # the ground's arrays name no source
    return [row for row in tables["sources"] if row["id"] in named]


def without_strays(tables: Tables) -> Tables:
    """Leave out airports of cities that are no places yet, and the flights to them."""
    places = {row["id"] for row in tables["places"]}
    strays = {row["id"] for row in tables["nodes"]
              if row["mode"] == "air" and row["place_id"] not in places}
    grounded = {row["service_id"] for row in tables["service_stops"]
                if row["node_id"] in strays}
    gone = strays | grounded
    return {
        table: [row for row in rows if row["id"] not in gone
                and row.get("service_id") not in gone and row.get("row_id") not in gone
                and str(row.get("row_id", "")).rsplit(".", 1)[0] not in gone]
        for table, rows in tables.items()}


def ranges(tables: Tables) -> list[Row]:
    """Ranges of assumed distances within cities and ports that no part has given one."""
    given = {str(row["id"]) for row in tables["values"]}
    out: list[Row] = []
    for table, column in (("transfers", "length_km"), ("nodes", "road_km")):
        for row in tables[table]:
            key = f"{table}/{row['id']}/{column}"
            km = row.get(column)
            if row["confidence"] == "assumed" and km not in (None, "") and key not in given:
                out.append({"id": key, "table": table, "row_id": row["id"], "column": column,
                            "low": round(float(str(km)) * 0.5, 2),
                            "high": round(float(str(km)) * 2, 2), "source_id": "assumption",
                            "confidence": "assumed", "note": "half to twice"})
    return out


def build() -> Tables:
    """All tables of the data package."""
    tables = merge([land.build(), water.build(), air.build(),
                    *({"sources": [dict(row) for row in read(name, HERE)]}
                      for name in ("own_sources.csv", "halts_sources.csv"))])
    tables["transfers"] = tables.get("transfers", []) + rail_transfers(tables)
    tables |= seats.build(tables)
    tables = without_strays(tables)
    tables["values"] = tables["values"] + ranges(tables)
    tables |= standing.build(tables)
    tables = merge([tables, validation.build(tables)])
    tables["sources"] = used_sources(tables)
    return tables


def main(folder: Path = DATA) -> None:
    """Write every table into a folder, all or none."""
    tables = build()
    files = {folder / table_path(name): content(name, tables.get(name, [])) for name in TABLES}
    write_files({**files, folder / "datapackage.json": described(TABLES).decode()})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
