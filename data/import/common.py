"""Shared steps of the data import: read the research rows, name their sources, write tables.

The import has two steps. ``extract_*.py`` copy the rows that the package uses out of the
research folder into ``data/import/facts/``; ``build.py`` turns those rows, the hand-made
tables beside it and the rules in ``land*.py``, ``water.py`` and ``air.py`` into the tables of
the data package. The second step needs nothing but this folder and gives the same bytes
every time.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent
FACTS = HERE / "facts"
FIELDS = DATA.parent / "corridors" / "fields"

Row = dict[str, object]
Tables = dict[str, list[Row]]

#: Sources that many rows share. Parts add their own.
COMMON_SOURCES: list[Row] = [
    {
        "id": "assumption",
        "publisher": "corridors project",
        "title": "Named assumption",
        "date": "2026-11",
        "address": "",
        "good_for": "No published figure was found; the value is ours and carries a range",
    },
    {
        "id": "definition",
        "publisher": "corridors project",
        "title": "Definition",
        "date": "2026-11",
        "address": "",
        "good_for": "Groupings and names, not measurements",
    },
    {
        "id": "press_copy",
        "publisher": "Chinese press, read in a copy",
        "title": "Press text whose publisher's own page was not found",
        "date": "",
        "address": "",
        "good_for": "The figure was read in a copy of a press text; find the original to quote it",
    },
    {
        "id": "rail_tariff_2021",
        "publisher": "China Railway passenger tariff mileage tables",
        "title": "Passenger tariff kilometres of December 2021, as copied in "
        "ChinaRail_Mileage_Calculation",
        "date": "2021-12",
        "address": "https://github.com/KZ25T/ChinaRail_Mileage_Calculation",
        "good_for": "Tariff kilometres between stations; may exceed the built length",
    },
]


def read(name: str, folder: Path = FACTS) -> list[dict[str, str]]:
    """Rows of a CSV file as text, empty cells as ''."""
    with (folder / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def number(text: str) -> float | None:
    """The one number in a cell, or None where it is empty or a range."""
    text = text.strip()
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def columns(table: str) -> list[str]:
    """Column names of a table in the order in which they are declared."""
    with (FIELDS / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return [row["name"] for row in csv.DictReader(handle)]


def table_path(table: str) -> str:
    """Path of a table within the data package."""
    return f"validation/{table}.csv" if table == "published_times" else f"{table}.csv"


def text(value: object) -> str:
    """A cell: floats without a trailing .0, booleans as true/false, lists joined by ;."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, list | tuple):
        return ";".join(str(item) for item in value)
    return str(value)


def content(table: str, rows: list[Row]) -> str:
    """One table as CSV, sorted by id; an unknown column or a double id is an error."""
    names = columns(table)
    seen: set[str] = set()
    for row in rows:
        unknown = set(row) - set(names)
        if unknown:
            raise ValueError(f"{table} {row.get('id')}: unknown columns {sorted(unknown)}")
        key = str(row["id"])
        if key in seen:
            raise ValueError(f"{table}: id {key} twice")
        seen.add(key)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    for row in sorted(rows, key=lambda item: str(item["id"])):
        writer.writerow([text(row.get(name)) for name in names])
    return stream.getvalue()


def write_files(files: dict[Path, str]) -> None:
    """Write files as UTF-8 with line feeds on every platform: all beside them first, then moved."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, body in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.new")
            staged.append((beside, path))
            beside.write_text(body, encoding="utf-8", newline="\n")
        for beside, path in staged:
            beside.replace(path)
    finally:
        for beside, _ in staged:
            beside.unlink(missing_ok=True)


def merge(parts: list[Tables]) -> Tables:
    """Join the tables of several parts; the same source may stand in more than one."""
    joined: Tables = {"sources": [dict(row) for row in COMMON_SOURCES]}
    for part in parts:
        for table, rows in part.items():
            joined.setdefault(table, [])
            for row in rows:
                if table == "sources" and row in joined[table]:
                    continue
                joined[table].append(row)
    return joined
