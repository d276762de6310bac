"""Rows of a CSV text with their lines, within bounds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from corridors.errors import InputError, fault

MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELL = 100_000
"""Characters of one cell; csv itself stops at 131 072."""


def csv_rows(path: Path, text: str, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    """All rows, blank ones too, each with the line on which it begins.

    Quotes are taken strictly: one that is never closed would swallow the rows after it, and they
    would be missing without a word.

    Raises
    ------
    InputError
        A quote that is not closed or stands amid a cell; more rows, columns or characters in a
        cell than :data:`MAX_ROWS`, :data:`MAX_COLUMNS`, :data:`MAX_CELL`.

    Examples
    --------
    >>> csv_rows(Path("a.csv"), 'id,note\\nx,"two\\nlines"\\ny,\\n')
    [(1, ['id', 'note']), (2, ['x', 'two\\nlines']), (4, ['y', ''])]
    >>> csv_rows(Path("a.csv"), 'id,note\\nx,"open\\ny,\\n')
    Traceback (most recent call last):
    ...
    corridors.errors.InputError: a.csv，第 2 行：从这一行起引号（"）不成对，后面的内容都会被并进同一格。请补上或删去引号。
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            if len(found) > MAX_ROWS:
                raise InputError(fault("hostile.rows", file=path, limit=MAX_ROWS))
            if len(cells) > MAX_COLUMNS:
                raise InputError(fault("hostile.columns", file=path, line=before + 1,
                                       found=len(cells), limit=MAX_COLUMNS))
            if any(len(cell) > MAX_CELL for cell in cells):
                raise InputError(fault("hostile.cell", file=path, line=before + 1,
                                       limit=MAX_CELL))
            found.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        key = next((key for words, key in (
            ("unexpected end", "hostile.quote"), ("field larger", "hostile.cell"),
            ("expected after", "hostile.quote_amid")) if words in str(error)), "csv_broken")
        raise InputError(fault(key, file=path, line=before + 1, limit=MAX_CELL,
                               reason=error)) from None
    return found
