"""Tables in Word: widths that fit what stands in them, repeated headings, signs and colours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import ceil
from typing import Any
from urllib.parse import unquote

from docx.oxml.ns import qn

from corridors.drawing.style import OUTCOMES
from corridors.report.briefing.model import Cell, Column, Quantity, Table
from corridors.report.office.word_styles import TABLE, Styles
from corridors.report.office.word_xml import clean, element, paragraph, runs

#: Ink of what is better, worse and new; never the only sign of it.
INKS = {"gain": OUTCOMES["gain"].colour, "loss": OUTCOMES["loss"].colour, "new": "#7a5a00",
        "caution": "#8a4b00"}
MANY_COLUMNS = 7
PADDING = 9.0
_WHOLE_ROWS = 8
_LONG = 700
_WORDS = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\\s\u2e80-\u9fff\uf900-\uffef]+")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_LONGEST_WORD = 12
_SAMPLE, _STEPS = 60, 24


def ems(text: str) -> float:
    """Width of a text in characters of Chinese, roughly.

    Examples
    --------
    >>> ems("小时"), ems("−27.6")
    (2.0, 2.75)
    """
    return sum(1.0 if ord(c) >= 0x2e80 else 0.75 if c in "mwMW−+%—…" or c.isupper() else 0.5
               for c in text)


def _least(column: Column, cells: Sequence[Cell]) -> float:
    """Least width of a column, in characters: numbers and short words stay whole."""
    words = max((ems(word[:_LONGEST_WORD]) for cell in (column.heading, *cells)
                 if isinstance(cell, str) for word in _WORDS.findall(cell)), default=1.0)
    heading = min(ems(column.heading), 3.0)
    numbers = max((ems(str(cell)) for cell in cells if isinstance(cell, Quantity)), default=0.0)
    short = max((ems(cell) for cell in cells if isinstance(cell, str) and ems(cell) <= 4),
                default=0.0)
    return max(words, heading, numbers, short) + 0.4


def widths(table: Table, total: float, size: float) -> list[float] | None:
    """Widths of the columns in points, or None where they do not fit.

    Parameters
    ----------
    total
        Width of the table, points.
    size
        Size of its text, points.
    """
    cells = [[row[i] for row in table.rows] for i in range(len(table.columns))]
    least = [_least(column, cells[i]) * size + PADDING for i, column in enumerate(table.columns)]
    if sum(least) > total:
        return None
    fixed: set[int] = set()
    while True:
        share = sum(column.width for i, column in enumerate(table.columns) if i not in fixed)
        room = total - sum(least[i] for i in fixed)
        made = [least[i] if i in fixed or share <= 0 else room * column.width / share
                for i, column in enumerate(table.columns)]
        short = {i for i in range(len(made)) if i not in fixed and made[i] < least[i]}
        if not short:
            return _balanced(table, made, least, size)
        fixed |= short


def _balanced(table: Table, made: list[float], least: Sequence[float], size: float) -> list[float]:
    """Widths moved from column to column as long as the table becomes lower."""
    heads = tuple(column.heading for column in table.columns)
    needs = [[ems(readable(str(cell))) * size for cell in row]
             for row in (heads, *table.rows[:_SAMPLE])]

    def height(given: Sequence[float]) -> tuple[int, int]:
        """Lines of the table, and then of all its cells."""
        lines = [[ceil(need / (width - PADDING) + 0.08) for need, width in
                  zip(row, given, strict=True)] for row in needs]
        return sum(max(row) for row in lines), sum(sum(row) for row in lines)

    best, step = height(made), sum(made) / 40
    for _ in range(_STEPS):
        trials = []
        for source, width in enumerate(made):
            if width - step >= least[source]:
                for target in range(len(made)):
                    if target != source:
                        trial = list(made)
                        trial[source] -= step
                        trial[target] += step
                        trials.append((height(trial), source, target, trial))
        lower = min(trials, default=None)
        if lower is None or lower[0] >= best:
            break
        best, made = lower[0], lower[3]
    return made


def readable(text: str) -> str:
    """An address with its letters instead of their codes; other text as it is.

    Examples
    --------
    >>> readable("https://example.org/%E8%A5%BF%E6%B1%9F"), readable("100%25")
    ('https://example.org/西江', '100%25')
    """
    if not _ADDRESS.fullmatch(text):
        return text
    shown = unquote(text, errors="strict") if _utf8(text) else text
    return shown if shown.isprintable() and " " not in shown else text


def _utf8(text: str) -> bool:
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def is_small(table: Table) -> bool:
    """Whether a table has the smaller letters: many columns or much text."""
    letters = sum(len(str(cell)) for row in table.rows for cell in row)
    return len(table.columns) >= MANY_COLUMNS or letters / max(len(table.rows), 1) > 90


def table_element(table: Table, styles: Styles, made: Sequence[float],
                  linked: Callable[[str], str], *, small: bool) -> Any:
    """The table; rows stay whole, its heading is repeated on each page.

    Parameters
    ----------
    made
        Widths of its columns, points.
    linked
        Gives the id under which the document knows an address.
    """
    style = styles["CorridorsCellSmall" if small else "CorridorsCell"]
    twips = [round(width * 20) for width in made]
    properties = element(
        "tblPr", element("tblStyle", val=styles[TABLE]), element("tblW", w=sum(twips), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0,
                noHBand=1, noVBand=1),
        element("tblCaption", val=table.caption))
    grid = element("tblGrid", *(element("gridCol", w=width) for width in twips))
    together = len(table.rows) <= _WHOLE_ROWS
    size = 9.0 if small else 10.5
    rows = [_row([_cell(_heading(column.heading, (width - PADDING) / size), column.align, style,
                        twip, linked, keep=True, bold=True)
                  for column, width, twip in zip(table.columns, made, twips, strict=True)],
                 head=True)]
    rows += [_row([_cell(cell, column.align, style, width, linked, keep=together)
                   for cell, column, width in zip(row, table.columns, twips, strict=True)],
                  whole=max((len(str(cell)) for cell in row), default=0) < _LONG)
             for row in table.rows]
    return element("tbl", properties, grid, *rows)


def _heading(text: str, room: float) -> str:
    """A heading that does not fit on one line has its unit on the next, in one piece."""
    name, bracket, unit = text.partition("（")
    return f"{name}\n（{unit}" if name and bracket and ems(text) > room else text


def _row(cells: list[Any], *, head: bool = False, whole: bool = True) -> Any:
    properties = element("trPr")
    if whole:
        properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def _cell(cell: Cell, align: str, style: str, width: int, linked: Callable[[str], str], *,
          keep: bool, bold: bool = False) -> Any:
    text, tone = str(cell), "plain"
    if isinstance(cell, Quantity):
        align, tone = "right", cell.tone
    switches: dict[str, object] = {"keepNext": 1} if keep else {}
    if "://" in clean(text):
        switches["wordWrap"] = 0  # an address may break anywhere
    inside = runs(readable(text), bold=bold or tone in ("gain", "loss", "new"),
                  colour=INKS.get(tone))
    if _ADDRESS.fullmatch(text):
        inside = [element("hyperlink", *inside, history=1)]
        inside[0].set(qn("r:id"), linked(text))
    block = paragraph(style, *inside, **switches, jc=align)
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa"),
                                 element("vAlign", val="center")), block)
