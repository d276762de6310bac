"""Columns of every table, declared once in ``fields/*.csv``.

Types, limits, references and descriptions come from those files; reading, checking, the
grammar of ``add_*`` changes and the data package description derive from them.
"""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from datetime import date as calendar
from functools import cache
from pathlib import Path

FIELDS = Path(__file__).parent / "fields"
NETWORK_TABLES = ("places", "sets", "nodes", "links", "services", "service_stops", "transfers",
                  "locks", "vessels", "sources")
"""What a network is made of."""
STANDING_TABLES = ("values", "sections", "chambers", "totals", "ranges", "explained")
"""What documents the network and is read by checks; all but ``values`` may be left out."""
VALIDATION_TABLES = ("published_times",)
"""What others published, to compare the model with; no result rests on it."""
PLAN_TABLES = ("sectors",)
"""What the plans say beside their projects; it weighs results and moves none."""
ACCESS_TABLES = ("halts",)
"""What counts for the access of counties alone; no journey rests on it."""
TABLES = (*NETWORK_TABLES, *STANDING_TABLES, *VALIDATION_TABLES, *PLAN_TABLES, *ACCESS_TABLES)
OPTIONAL_TABLES = (*STANDING_TABLES[1:], *VALIDATION_TABLES, *PLAN_TABLES, *ACCESS_TABLES)

ID = re.compile(r"[a-z0-9][a-z0-9_.\-/]*")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

Value = str | float | bool | tuple[str, ...]


def is_date(text: str) -> bool:
    """Whether a text is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` and a day of the calendar.

    Examples
    --------
    >>> is_date("2030-02"), is_date("2030-02-30"), is_date("2030-13")
    (True, False, False)
    """
    if not DATE.fullmatch(text):
        return False
    try:
        calendar.fromisoformat(text if len(text) == 10 else f"{text[:4]}-01-01")
    except ValueError:
        return False
    return True


def table_path(table: str) -> str:
    """Path of a table within a data package.

    Examples
    --------
    >>> table_path("links"), table_path("published_times")
    ('links.csv', 'validation/published_times.csv')
    """
    return f"validation/{table}.csv" if table in VALIDATION_TABLES else f"{table}.csv"


@dataclass(frozen=True)
class Column:
    """One column of a table: its type, unit, limits and what it refers to.

    Attributes
    ----------
    default
        Value of an empty cell of numbers: NaN, or 1 where the declared type is ``factor``.
    title_zh, description_zh
        Short Chinese heading, and the Chinese description.
    allowed_zh
        Chinese words of the ``allowed`` values, in their order.
    """

    name: str
    type: str
    unit: str
    required: bool
    minimum: float | None
    maximum: float | None
    likely_min: float | None
    likely_max: float | None
    references: str
    allowed: tuple[str, ...]
    description: str
    default: float = math.nan
    title_zh: str = ""
    description_zh: str = ""
    allowed_zh: tuple[str, ...] = ()

    @property
    def empty(self) -> Value:
        """Value of an empty cell: NaN for numbers, 1 for factors, '' for text, () for lists."""
        if self.type in ("float", "int"):
            return self.default
        if self.type == "bool":
            return False
        return () if self.type == "list" else ""

    def limits(self) -> str:
        """What is allowed, as text for a message."""
        if self.allowed:
            return " | ".join(self.allowed)
        if self.minimum is not None or self.maximum is not None:
            return f"{_g(self.minimum)} … {_g(self.maximum)} {self.unit}".strip()
        return self.unit


def _g(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


@cache
def columns(table: str) -> dict[str, Column]:
    """Columns of a table by name, in the declared order.

    Examples
    --------
    >>> columns("links")["length_km"].unit
    'km'
    """
    def optional(text: str) -> float | None:
        return float(text) if text else None

    with (FIELDS / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return {
            row["name"]: Column(
                row["name"], row["type"].replace("factor", "float"), row["unit"],
                row["required"] == "yes",
                optional(row["min"]), optional(row["max"]), optional(row["likely_min"]),
                optional(row["likely_max"]), row["references"],
                tuple(row["allowed"].split("|")) if row["allowed"] else (), row["description"],
                1.0 if row["type"] == "factor" else math.nan,
                row["title_zh"], row["description_zh"],
                tuple(row["allowed_zh"].split("|")) if row["allowed_zh"] else ())
            for row in csv.DictReader(handle)
        }


def parse(column: Column, raw: object) -> tuple[Value, str | None]:
    """Read one cell or YAML value by its column.

    Returns
    -------
    value, complaint
        The value, and None or the message key of what is wrong with it.
    """
    if raw is None or raw == "":
        return column.empty, "cell_missing" if column.required else None
    if column.type in ("float", "int"):
        return _number(column, raw)
    if column.type == "bool":
        if isinstance(raw, bool):
            return raw, None
        text = str(raw).strip().lower()
        return text == "true", None if text in ("true", "false") else "cell_bool"
    if column.type == "list":
        items = raw if isinstance(raw, list | tuple) else str(raw).split(";")
        values = tuple(str(item).strip() for item in items if str(item).strip())
        wrong = column.allowed and set(values) - set(column.allowed)
        return values, "cell_allowed" if wrong else None
    text = str(raw).strip()
    if column.type == "id" and not ID.fullmatch(text):
        return text, "cell_id"
    if column.type == "date" and not is_date(text):
        return text, "cell_date"
    if column.allowed and text not in column.allowed:
        return text, "cell_allowed"
    return text, None


def _number(column: Column, raw: object) -> tuple[Value, str | None]:
    if isinstance(raw, bool):
        return math.nan, "cell_number"
    try:
        value = float(raw) if isinstance(raw, int | float) else float(str(raw).strip())
        if isinstance(raw, str) and "_" in raw:  # Python's own way of writing numbers
            raise ValueError
    except (ValueError, OverflowError):
        return math.nan, "cell_number"
    if not math.isfinite(value) or (column.type == "int" and value != round(value)):
        return math.nan, "cell_number"
    low = column.minimum is not None and value < column.minimum
    high = column.maximum is not None and value > column.maximum
    return value, "cell_range" if low or high else None
