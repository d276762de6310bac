"""Which sheet is which and which column holds what, however they were moved or renamed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from corridors.errors import Fault, fault
from corridors.exchange.template.opened import Cell, Opened, Page
from corridors.exchange.template.sheets import Sheet, sheets
from corridors.exchange.template.words import title
from corridors.messages import LANGS, say

TOP = 20
"""Rows in which the keys and headings are looked for."""
IGNORED = ("readme", "faults")
BESIDE = ("template.default", "template.low", "template.high", "template.unit_head",
          "template.parameter_name", "template.mark", "template.sample")
"""Columns that are there to be read by people only."""


@dataclass
class Record:
    """One filled row or form: its cells by field key, and where each field stands."""

    sheet: Sheet
    page: str
    row: int
    cells: dict[str, Cell] = field(default_factory=dict)
    at: dict[str, str] = field(default_factory=dict)

    def place(self, key: str = "") -> str:
        """Sheet and cell of a field, filled in or not; of the row where it has no column."""
        return self.at.get(key) or next(iter(self.at.values()), f"{self.page}!A{self.row}")


@dataclass
class Recognised:
    """What was found in a workbook.

    Attributes
    ----------
    records
        Filled rows by key of their sheet.
    notes
        What was not read, or read in a way that the user should know.
    """

    records: dict[str, list[Record]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def plain(text: object) -> str:
    r"""A heading as it is compared: first line, without width, case, blanks and marks.

    Examples
    --------
    >>> plain("名称（中文）"), plain("实际里程*\nkm")
    ('名称(中文)', '实际里程')
    """
    first = str(text).strip().split("\n")[0]
    return "".join(unicodedata.normalize("NFKC", first).casefold().split()).rstrip("*")


def recognise(book: Opened) -> Recognised:
    """Find the filled rows of all sheets."""
    out = Recognised()
    by_key = {sheet.key: sheet for sheet in sheets("both")}
    by_name = {plain(say(f"filled_sheet.{key}", lang)): sheet
               for key, sheet in by_key.items() for lang in LANGS}
    ignored = {plain(say(f"filled_sheet.{key}", lang)) for key in IGNORED for lang in LANGS}
    ignored.add("lists")
    taken: dict[str, str] = {}
    examples = 0
    for page in book.pages:
        marked = next(((cell, by_key[str(cell.value)[1:]]) for cell in _top(page)
                       if str(cell.value).startswith("@") and str(cell.value)[1:] in by_key), None)
        sheet = marked[1] if marked else by_name.get(plain(page.title))
        if sheet is None:
            if page.cells and plain(page.title) not in ignored:
                out.notes.append(fault("template.note_sheet_unknown", sheet=page.title))
            continue
        if sheet.key in taken:
            out.faults.append(_at(book, f"{page.title}!A1", "workbook_twice", sheet=page.title,
                                  other=taken[sheet.key], name=sheet.key))
            continue
        taken[sheet.key] = page.title
        before = len(out.records)
        if sheet.form:
            _form(book, page, sheet, marked[0] if marked else None, out)
        else:
            examples += _table(book, page, sheet, marked[0] if marked else None, out)
        if page.hidden and len(out.records) > before:
            out.notes.append(fault("template.note_sheet_hidden", sheet=page.title))
    if examples:
        out.notes.append(fault("template.note_examples", count=examples))
    return out


def _at(book: Opened, at: str, key: str, **values: object) -> Fault:
    return Fault(key, values, f"{book.path.name} {at}", None, at)


def _top(page: Page) -> Iterator[Cell]:
    return (cell for (row, _), cell in sorted(page.cells.items()) if row <= TOP)


def _titles(sheet: Sheet) -> dict[str, str]:
    """Field keys by their headings in both languages, and by themselves."""
    return {plain(name): one.key for one in sheet.fields
            for name in (one.key, *(title(sheet, one, lang) for lang in LANGS))}


def _form(book: Opened, page: Page, sheet: Sheet, marked: Cell | None,
          out: Recognised) -> None:
    fill = {plain(say("template.fill", lang)) for lang in LANGS}
    head = next((cell for cell in _top(page) if plain(cell.value) in fill), None)
    column = head.column if head else (marked.column + 2 if marked else 3)
    start = head.row if head else (marked.row if marked else 0)
    titles, keys = _titles(sheet), {one.key for one in sheet.fields}
    record = Record(sheet, page.title, start)
    for row in sorted({row for row, _ in page.cells if row > start}):
        cells = [page.cells[at] for at in sorted(page.cells) if at[0] == row and at[1] < column]
        found = [str(cell.value).strip() for cell in cells if str(cell.value).strip() in keys]
        found += [titles[plain(cell.value)] for cell in cells if plain(cell.value) in titles]
        if not found:
            if (row, column) in page.cells:
                out.notes.append(fault("template.note_outside", at=page.cells[row, column].at))
            continue
        key = found[0]
        if key in record.at:
            out.faults.append(_at(book, f"{page.title}!{_coord(row, column)}",
                                  "workbook_column_twice", name=key))
            continue
        record.at[key] = f"{page.title}!{_coord(row, column)}"
        if (row, column) in page.cells:
            record.cells[key] = page.cells[row, column]
    if not record.at:
        out.faults.append(_at(book, f"{page.title}!A1", "workbook_heading"))
    if record.cells:
        out.records[sheet.key] = [record]


def _table(book: Opened, page: Page, sheet: Sheet, marked: Cell | None, out: Recognised) -> int:
    """Rows of a table; how many were left out as samples or remarks."""
    titles, keys = _titles(sheet), {one.key for one in sheet.fields}
    scores: dict[int, int] = {}
    for cell in _top(page):
        if plain(cell.value) in titles:
            scores[cell.row] = scores.get(cell.row, 0) + 1
    key_row = marked.row if marked else 0
    heads = {row: n for row, n in scores.items() if row != key_row}
    enough = min(2, len(keys))
    best = max(heads, key=lambda row: heads[row]) if heads else 0
    head_row = best if best and heads[best] >= enough else 0
    if not head_row and scores.get(key_row, 0) < 1:
        if len(page.cells) > 1:
            out.faults.append(_at(book, f"{page.title}!A1", "workbook_heading"))
        return 0
    columns: dict[int, str] = {}
    beside = {plain(say(key, lang)) for key in BESIDE for lang in LANGS}
    last = max(column for _, column in page.cells)
    for column in range(1, last + 1):
        key_cell, head_cell = page.cells.get((key_row, column)), page.cells.get((head_row, column))
        key = str(key_cell.value).strip() if key_cell else ""
        if key not in keys:
            key = titles.get(plain(head_cell.value), "") if head_cell else ""
            if head_cell and plain(head_cell.value) in beside and sheet.below is not None and (
                    sheet.below.shape == "numbers"):
                key = ""
        if key and key in columns.values():
            out.faults.append(_at(book, f"{page.title}!{_coord(head_row or key_row, column)}",
                                  "workbook_column_twice", name=key))
        elif key:
            columns[column] = key
        elif head_cell and plain(head_cell.value) not in beside and not str(
                head_cell.value).startswith("@"):
            out.notes.append(fault("template.note_column_unknown", at=head_cell.at,
                                   found=str(head_cell.value).split("\n")[0]))
    mark = marked.column if marked else next(
        (cell.column for cell in _top(page) if cell.row == head_row and plain(cell.value) in {
            plain(say("template.mark", lang)) for lang in LANGS}), 0)
    return _rows(page, sheet, columns, max(key_row, head_row), mark, out)


def _rows(page: Page, sheet: Sheet, columns: dict[int, str], start: int, mark: int,
          out: Recognised) -> int:
    samples = {plain(say("template.example", lang)) for lang in LANGS}
    merged = {(row, column): (top, left) for top, left, bottom, right in page.merged
              for row in range(max(top, start + 1), bottom + 1) for column in range(left, right + 1)
              if bottom > top and (row, column) != (top, left)}
    skipped = 0
    rows = sorted({row for row, _ in {*page.cells, *merged} if row > start})
    for row in rows:
        sign = page.cells.get((row, mark))
        if sign is not None and (plain(sign.value) in samples or str(sign.value).strip()[:1] in (
                "#", "＃")):
            skipped += 1
            continue
        record = Record(sheet, page.title, row)
        for column, key in columns.items():
            record.at[key] = f"{page.title}!{_coord(row, column)}"
            cell = page.cells.get((row, column))
            if cell is None and (row, column) in merged:
                cell = page.cells.get(merged[row, column])
                if cell is not None:
                    out.notes.append(fault("template.note_merged", at=record.at[key]))
            if cell is not None:
                record.cells[key] = cell
        filled = set(record.cells) - ({"key"} if sheet.below is not None and (
            sheet.below.shape == "numbers") else set())
        if filled:
            out.records.setdefault(sheet.key, []).append(record)
    return skipped


def _coord(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
