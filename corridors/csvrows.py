"""Rows of a CSV text with their lines, within bounds; texts that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from corridors.errors import InputError, fault

MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000
"""Cells of all rows together."""
MAX_CELL = 100_000
"""Characters of one cell; csv itself stops at 131 072."""

_RUN = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?%?")


def defused(text: str) -> str:
    r"""A text that no spreadsheet takes for a formula; numbers stay as they are.

    A spreadsheet runs a cell that begins with ``=``, ``+``, ``-``, ``@``, a tabulator or a line
    end, in a CSV table too. An apostrophe before it keeps it a text; where apostrophes stand
    before such a sign already one more is put there, so that :func:`fused` gives back what
    was. Line ends become ``\n``.

    Examples
    --------
    >>> defused("=1+1"), defused("-3.5"), defused("南宁-上海"), defused("'=x")
    ("'=1+1", '-3.5', '南宁-上海', "''=x")
    """
    if "\r" in text:  # csv writes a lone one without quotes, and the row would end there
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _RUN.match(text):
        return text if _NUMBER.fullmatch(text) else f"'{text}"
    return f"'{text}" if _DEFUSED.match(text) else text


def fused(text: str) -> str:
    """What a text was before :func:`defused`.

    Examples
    --------
    >>> fused("'=1+1"), fused("''=x"), fused("'plain'")
    ('=1+1', "'=x", "'plain'")
    """
    return text[1:] if _DEFUSED.match(text) else text


def csv_rows(path: Path, text: str, delimiter: str = ",",
             most: int = MAX_ROWS) -> list[tuple[int, list[str]]]:
    r"""All rows, blank ones too, each with the line on which it begins.

    Quotes are taken strictly: one that is never closed would swallow the rows after it, and they
    would be missing without a word.

    Raises
    ------
    InputError
        A quote that is not closed or stands amid a cell; more rows than ``most`` below the
        heading, more columns or characters in a cell than :data:`MAX_COLUMNS`, :data:`MAX_CELL`.

    Examples
    --------
    >>> csv_rows(Path("a.csv"), 'id,note\nx,"two\nlines"\ny,\n')
    [(1, ['id', 'note']), (2, ['x', 'two\nlines']), (4, ['y', ''])]
    >>> csv_rows(Path("a.csv"), 'id,note\nx,"open\ny,\n')
    Traceback (most recent call last):
    ...
    corridors.errors.InputError: a.csv，第 2 行：从这一行起引号...
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    before = count = 0
    try:
        for cells in reader:
            if len(found) > most:
                raise InputError(fault("hostile.rows", file=path, limit=most))
            if len(cells) > MAX_COLUMNS:
                raise InputError(fault("hostile.columns", file=path, line=before + 1,
                                       found=len(cells), limit=MAX_COLUMNS))
            if any(len(cell) > MAX_CELL for cell in cells):
                raise InputError(fault("hostile.cell", file=path, line=before + 1,
                                       limit=MAX_CELL))
            count += len(cells)
            if count > MAX_CELLS:
                raise InputError(fault("hostile.rows", file=path, limit=len(found)))
            found.append((before + 1, [fused(cell) if cell[:1] == "'" else cell
                                       for cell in cells]))
            before = reader.line_num
    except csv.Error as error:
        key = next((key for words, key in (
            ("unexpected end", "hostile.quote"), ("field larger", "hostile.cell"),
            ("expected after", "hostile.quote_amid")) if words in str(error)), "csv_broken")
        raise InputError(fault(key, file=path, line=before + 1, limit=MAX_CELL,
                               reason=error)) from None
    return found
