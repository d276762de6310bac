"""Tables on sheets: those of the briefing as they are, and tidy ones that can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corridors.report.briefing.model import (
    Cell,
    Definitions,
    Paragraph,
    Quantity,
    Section,
    Table,
)
from corridors.report.office.excel_book import (
    BODY,
    HEAD,
    MOST_WIDTH,
    QUIET,
    WORDS,
    Sheet,
    check_rows,
    width_of,
)
from corridors.report.office.excel_text import clean, display_width, lines_in

SAMPLE = 500
"""Rows that the widths of columns are taken from."""
HEAD_WIDTH = 18.0
"""Most that a heading asks for; beyond, it wraps, beside its filter."""
SHARED_WIDTH = 26.0
"""Most that a column takes on a sheet with several tables."""

Value = Cell | int | float | None
"""Words, a number shown by its unit, a count, a figure as it is stored, or nothing."""


@dataclass(frozen=True, slots=True)
class Head:
    """Heading of a column: words with the unit in them, and a comment where it needs one."""

    text: str
    comment: str = ""
    most: float = 34.0


def put_heads(sheet: Sheet, row: int, heads: Sequence[Head]) -> None:
    """A row of headings with their comments."""
    for column, head in enumerate(heads):
        sheet.text(row, column, head.text, **HEAD)
        if head.comment:
            sheet.paper.write_comment(row, column, clean(head.comment), {
                "author": "corridors", "visible": False, "x_scale": 2.2,
                "font_name": sheet.book.face, "font_size": 9})
    lines = max((lines_in(head.text, sheet.widths.get(column, HEAD_WIDTH) - 3.0)
                 for column, head in enumerate(heads)), default=1)
    sheet.paper.set_row(row, max(20.0, lines * 14.5 + 4))


def tidy_table(sheet: Sheet, name: str, heads: Sequence[Head], rows: Sequence[Sequence[Value]],
               *, fixed: int = 0, wrapped: bool = False) -> int:
    """An Excel table with a filter on every column; the row below it.

    Parameters
    ----------
    name
        Of the table, for formulas and pivots; the same in both languages.
    fixed
        Columns that stay in sight.
    wrapped
        Rows are made as high as their texts need.

    Raises
    ------
    OutputError
        More rows than a sheet has.
    """
    top = sheet.heading()
    heads = [replace(head, text=head.text.replace("\n", " ")) for head in heads]
    check_rows(top + 1 + len(rows), sheet.title)
    sheet.fit(column_widths(heads, islice(rows, SAMPLE)))
    last = top + max(1, len(rows))
    sheet.paper.add_table(top, 0, last, len(heads) - 1, {
        "name": name, "style": "Table Style Light 1", "banded_rows": True,
        "columns": [{"header": clean(head.text)} for head in heads]})
    put_heads(sheet, top, heads)
    for i, cells in enumerate(rows, top + 1):
        for column, value in enumerate(cells):
            if value is not None and not (isinstance(value, Quantity) and value.value is None):
                sheet.cell(i, column, value)
        if wrapped:
            sheet.height(i, {c: v for c, v in enumerate(cells) if isinstance(v, str)})
    sheet.freeze(top + 1, fixed)
    return last + 1


def column_widths(heads: Sequence[Head], rows: Iterable[Sequence[Value]]) -> dict[int, float]:
    """Widths by what stands in the columns; a heading may wrap."""
    widths = [max(min(display_width(head.text) / 2 + 6.0, HEAD_WIDTH),
                  max(map(display_width, _words(head.text)), default=0) + 4.0) for head in heads]
    for cells in rows:
        for column, value in enumerate(cells):
            widths[column] = max(widths[column], width_of(value) + 2.5)
    return {column: min(width, head.most)
            for column, (width, head) in enumerate(zip(widths, heads, strict=True))}


def _words(text: str) -> list[str]:
    """Parts of a heading that cannot wrap; Chinese wraps anywhere."""
    return [word for word in text.split() if word.isascii()]


def brief_sheet(sheet: Sheet, tables: Sequence[Table]) -> None:
    """Tables of the briefing as they are, below each other; a lone one can be filtered."""
    row = sheet.heading()
    sheet.fit(_shared_widths(tables))
    if len(tables) > 1:
        for table in tables:
            row = brief_table(sheet, row, table) + 1
        return
    for table in tables:
        brief_table(sheet, row, table, framed=False)
        sheet.freeze(row + 1, 1)
        if table.columns:
            sheet.paper.autofilter(row, 0, row + max(1, len(table.rows)), len(table.columns) - 1)


def brief_table(sheet: Sheet, row: int, table: Table, *, framed: bool = True) -> int:
    """One table of the briefing with caption and notes; the row below it."""
    check_rows(row + len(table.rows) + len(table.notes) + 2, sheet.title)
    if framed:
        sheet.text(row, 0, table.caption, bold=True, font_size=11)
        row += 1
    put_heads(sheet, row, [Head(column.heading) for column in table.columns])
    for cells in table.rows:
        row += 1
        for column, value in enumerate(cells):
            if isinstance(value, str) and table.columns[column].align != "left":
                sheet.cell(row, column, value, **BODY, align=table.columns[column].align,
                           text_wrap=True)
            else:
                sheet.cell(row, column, value)
        sheet.height(row, {c: v for c, v in enumerate(cells) if isinstance(v, str)})
    for note in table.notes:
        row += 1
        sheet.text(row, 0, note, font_color=QUIET)
    return row + 1


def _shared_widths(tables: Sequence[Table]) -> dict[int, float]:
    """Widths that suit every table of a sheet."""
    widths: dict[int, float] = {}
    for table in tables:
        heads = [Head(column.heading, most=MOST_WIDTH if len(tables) == 1 else SHARED_WIDTH)
                 for column in table.columns]
        for column, width in column_widths(heads, table.rows).items():
            widths[column] = max(widths.get(column, 0.0), width)
    return widths


def definitions_sheet(sheet: Sheet, sections: Sequence[Section], heads: tuple[str, str]) -> None:
    """Words explained, and whatever else the section says."""
    row = sheet.heading()
    sheet.fit({0: 24.0, 1: 46.0, 2: 46.0})
    sheet.paper.set_column(1, 1, 100)
    sheet.widths[1] = 100.0
    put_heads(sheet, row, [Head(text) for text in heads])
    first = row
    for block in (block for section in sections for block in section.blocks):
        if isinstance(block, Definitions):
            for item in block.items:
                row += 1
                sheet.cell(row, 0, item.word, **WORDS, bold=True, text_wrap=True)
                sheet.cell(row, 1, item.meaning, **WORDS, text_wrap=True)
                sheet.height(row, {0: item.word, 1: item.meaning})
        elif isinstance(block, Paragraph):
            row += 1
            sheet.cell(row, 0, "")
            sheet.cell(row, 1, block.text, **WORDS, text_wrap=True)
            sheet.height(row, {1: block.text})
    sheet.freeze(first + 1, 1)
