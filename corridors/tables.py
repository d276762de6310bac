"""Read-only tables: CSV in, numpy columns and DataFrame views out. No transport in here."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.card import ROWS, Card, Shown, read_only
from corridors.csvrows import csv_rows
from corridors.errors import MAX_FAULTS, Fault, InputError, fault
from corridors.messages import say
from corridors.names import suggest
from corridors.schema import Column, Value, columns, parse
from corridors.textfile import read_text

if TYPE_CHECKING:
    import pandas as pd


SHOWN = 8
"""Columns that a card shows."""


class Table(Shown):
    """A frozen table: one read-only numpy array a column, rows sorted by id.

    Numbers are ``float64`` with NaN for an empty cell, text and lists are object arrays with
    ``''`` and ``()``. ``lines`` tells where in its file a row came from.
    """

    name: str
    lines: dict[str, int]
    _data: dict[str, np.ndarray[Any, Any]]

    def __init__(self, name: str, data: Mapping[str, list[Value]],
                 lines: Mapping[str, int] | None = None) -> None:
        own = vars(self)  # attributes can be set here and nowhere else
        own["name"], own["lines"] = name, dict(lines or {})
        order = sorted(range(len(data["id"])), key=lambda i: str(data["id"][i]))
        own["_data"] = {}
        for column in columns(name).values():
            values = data[column.name]
            if column.type in ("float", "int"):
                array = np.array([values[i] for i in order], dtype=float) + 0.0  # no negative zero
            elif column.type == "bool":
                array = np.array([values[i] for i in order], dtype=bool)
            else:
                array = np.empty(len(order), dtype=object)
                array[:] = [values[i] for i in order]
            array.setflags(write=False)
            self._data[column.name] = array

    def __setattr__(self, name: str, value: object) -> None:
        raise read_only(f"Table.{name}")

    def __setitem__(self, column: str, value: object) -> None:
        raise read_only(f"Table[{column!r}]")

    def __len__(self) -> int:
        return len(self._data["id"])

    def __getitem__(self, column: str) -> np.ndarray[Any, Any]:
        return self._data[column]

    def __contains__(self, key: str) -> bool:
        return key in self.index

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table) or other.name != self.name:
            return NotImplemented
        return list(self.rows()) == list(other.rows())

    __hash__ = None  # type: ignore[assignment]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of its columns."""
        return tuple(self._data)

    def card(self, lang: str) -> Card:
        """Its first rows and columns."""
        shown = self.columns[:SHOWN]
        rows = tuple(tuple(_word(self._data[column][i]) for column in shown)
                     for i in range(min(len(self), ROWS)))
        numbers = frozenset(i for i, column in enumerate(shown)
                            if self._data[column].dtype == float)
        return Card(
            "Table", self.name, "", {}, shown, rows, numbers, len(self),
            note=say("card.columns", lang, shown=len(shown), columns=", ".join(self.columns)),
            line=f"{len(self)} rows, {len(self.columns)} columns")

    @cached_property
    def index(self) -> dict[str, int]:
        """Row number of every id."""
        return {str(key): i for i, key in enumerate(self._data["id"])}

    def row(self, key: str) -> dict[str, Value]:
        """One row by id, as a dict of plain values; NaN shown as None."""
        i = self.index[key]
        return {name: _plain(array[i]) for name, array in self._data.items()}

    def rows(self) -> Iterable[dict[str, Value]]:
        """All rows in the order of their ids."""
        return (self.row(str(key)) for key in self._data["id"])

    def frame(self) -> pd.DataFrame:
        """A DataFrame of the table, a copy, indexed by id."""
        import pandas as pd

        return pd.DataFrame({name: array.copy() for name, array in self._data.items()}
                            ).set_index("id", drop=False)

    def edited(self, edits: Mapping[tuple[str, str], Value],
               added: Iterable[Mapping[str, Value]] = (),
               removed: Iterable[str] = ()) -> Table:
        """A new table with single values replaced, rows added and rows taken out."""
        gone = set(removed)
        data: dict[str, list[Value]] = {name: list(array) for name, array in self._data.items()}
        for (key, column), value in edits.items():
            data[column][self.index[key]] = value
        if gone:
            keep = [i for i, key in enumerate(self._data["id"]) if key not in gone]
            data = {name: [values[i] for i in keep] for name, values in data.items()}
        for row in added:
            for declared in columns(self.name).values():
                data[declared.name].append(row.get(declared.name, declared.empty))
        return Table(self.name, data)

    def select(self, keep: np.ndarray[Any, Any]) -> Table:
        """A new table with the rows of a boolean mask."""
        return Table(self.name, {name: list(array[keep]) for name, array in self._data.items()})


def _word(value: Any) -> str:
    """A cell as text; a number as it stands in its file."""
    plain = _plain(value)
    if isinstance(plain, float):
        return f"{plain:.12g}"
    return ";".join(plain) if isinstance(plain, tuple) else str("" if plain is None else plain)


def _plain(value: Any) -> Value:
    if isinstance(value, float | np.floating):
        return None if math.isnan(value) else float(value)  # type: ignore[return-value]
    return bool(value) if isinstance(value, np.bool_) else value


def read_table(path: Path, name: str) -> tuple[Table | None, list[Fault]]:
    """Read and check one CSV table.

    Parameters
    ----------
    path
        CSV in UTF-8, with or without byte-order mark.
    name
        Table name, one of :data:`corridors.schema.TABLES`.

    Returns
    -------
    table, faults
        The table, or None where a fault leaves no table to work with.
    """
    declared = columns(name)
    try:
        rows = csv_rows(path, read_text(path))
    except InputError as error:
        return None, list(error.faults)
    header = rows[0][1]
    filled = [(line, cells) for line, cells in rows[1:] if any(cells)]
    lines, body = [line for line, _ in filled], [cells for _, cells in filled]
    if not any(header):
        return None, [fault("csv_no_heading", file=path, line=1)]
    faults = _header_faults(path, header, declared)
    faults += [fault("csv_width", file=path, line=line, found=len(cells), expected=len(header))
               for line, cells in zip(lines, body, strict=True) if len(cells) != len(header)]
    if faults:
        return None, faults
    table, faults = parsed_table(name, {
        column: [cells[i] for cells in body] for i, column in enumerate(header)}, lines, path)
    return table, _swapped(path, header, dict(zip(lines, body, strict=True)), faults)


def parsed_table(name: str, cells: Mapping[str, Sequence[object]], lines: Sequence[int],
                 path: Path | None = None) -> tuple[Table, list[Fault]]:
    """A table from the cells of its columns, each checked by its declaration.

    Parameters
    ----------
    name
        Table name, one of :data:`corridors.schema.TABLES`.
    cells
        Raw cells by column: texts as in a CSV file, or numbers, truth values and lists; None and
        empty text are an empty cell, as is a declared column that is left out. Columns that are
        not declared are passed over.
    lines
        Line or row number of each row, for messages.
    path
        File that the messages name.

    Returns
    -------
    table, faults
        Wrong cells stand in the table as they were read; it is good where there are no faults.
    """
    declared, faults = columns(name), list[Fault]()
    data: dict[str, list[Value]] = {
        column.name: _read_column(path, name, column, cells.get(column.name, [""] * len(lines)),
                                  lines, faults)
        for column in declared.values()}
    seen: dict[Value, int] = {}
    for line, key in zip(lines, data["id"], strict=True):
        if key in seen:
            faults.append(fault("id_twice", file=path, line=line, id=key, first=seen[key]))
        seen.setdefault(key, line)
    return Table(name, data, {str(key): line for key, line in seen.items()}), faults


def _header_faults(path: Path, header: list[str], declared: dict[str, Column]) -> list[Fault]:
    faults = [fault("csv_unknown_column", file=path, line=1, name=name,
                    suggestion=suggest(name, declared), allowed=", ".join(declared))
              for name in header if name not in declared]
    faults += [fault("csv_column_twice", file=path, line=1, name=name)
               for name, count in Counter(header).items() if count > 1]
    faults += [fault("csv_missing_column", file=path, line=1, name=column.name)
               for column in declared.values() if column.required and column.name not in header]
    return faults


def _swapped(path: Path, header: list[str], body: dict[int, list[str]],
             faults: list[Fault]) -> list[Fault]:
    """Say once a row that longitude and latitude are swapped, instead of two range faults."""
    if "lon" not in header or "lat" not in header:
        return faults
    lon, lat = header.index("lon"), header.index("lat")
    rows = {f.row or "" for f in faults if f.key == "cell_range" and f.column in ("lon", "lat")}
    for row in sorted(rows, key=int) if rows else ():
        cells = body[int(row)]
        try:
            x, y = float(cells[lon]), float(cells[lat])
        except ValueError:
            continue
        if -11 <= x <= 54 and 73 <= y <= 136:
            faults = [f for f in faults if f.row != row or f.column not in ("lon", "lat")]
            faults.append(fault("coordinates_swapped", file=path, line=int(row),
                                id=cells[header.index("id")], lon=x, lat=y))
    return faults


def _read_column(path: Path | None, table: str, column: Column, raw: Sequence[object],
                 lines: Sequence[int], faults: list[Fault]) -> list[Value]:
    out: list[Value] = []
    simple = column.type == "str" and not column.allowed and not column.required
    for i, cell in enumerate(raw):
        if cell is None or cell == "":
            if not column.required:
                out.append(column.empty)
                continue
        elif simple:
            out.append(str(cell))
            continue
        value, complaint = parse(column, cell)
        if complaint and len(faults) <= MAX_FAULTS:
            faults.append(Fault(complaint, {"column": column.name, "found": cell,
                                            "allowed": column.limits()},
                                None if path is None else str(path), lines[i], table, column.name,
                                str(lines[i])))
        out.append(value)
    return out
