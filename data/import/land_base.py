"""What the land parts share: hand-made tables, rows of values, the tables while they are built."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import common
from common import Row, Tables

#: Relative range of rounded lengths of our own.
LENGTH_LOW, LENGTH_HIGH = 0.95, 1.05
#: Range of a design speed of which one value was found: one step of the standard either way.
SPEED_SPREAD = 0.2


def table(name: str) -> list[dict[str, str]]:
    """Rows of one hand-made table of this folder."""
    return common.read(f"land_{name}.csv", common.HERE)


def facts() -> list[dict[str, str]]:
    """Research rows of roads and railways, with the corrections of ``land_corrections.csv``."""
    rows = common.read("land_links.csv")
    by_id = {row["id"]: row for row in rows}
    for item in table("corrections"):
        row = by_id[item["id"]]
        if row[item["column"]] == item["value"]:
            raise ValueError(f"{item['id']}: correction of {item['column']} changes nothing")
        row[item["column"]] = item["value"]
    return rows


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
