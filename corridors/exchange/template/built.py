"""Rows of a workbook as clean values, the data built from them, and their faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from corridors.errors import Fault
from corridors.exchange.template.recognise import Record

Where = tuple[str | int, ...]


@dataclass
class Row:
    """One row of clean values and the places of its fields.

    Attributes
    ----------
    own
        The values as plain as they are in the file, by field key.
    """

    record: Record
    own: dict[str, Any] = field(default_factory=dict)

    def place(self, key: str = "") -> str:
        """Sheet and cell of a field."""
        return self.record.place(key)


@dataclass
class Built:
    """The data of one file.

    Attributes
    ----------
    places
        Sheet and cell of every place in the data, also of what was left empty.
    """

    group: str
    id: str
    data: dict[str, Any]
    places: dict[Where, str]


class Gathered:
    """The rows of one workbook by sheet, and the faults found in them so far."""

    def __init__(self, book: str, lang: str, faults: Iterable[Fault]) -> None:
        self.book, self.lang = book, lang
        self.faults: list[Fault] = list(faults)
        self.rows: dict[str, list[Row]] = {}

    def fault(self, at: str, key: str, **values: object) -> None:
        """Note a fault at a cell."""
        self.faults.append(Fault(key, values, f"{self.book} {at}", None, at))
