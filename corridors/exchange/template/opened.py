"""Open a filled workbook, whatever is in it: sizes bounded, formulas and links never followed."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corridors.errors import InputError, MissingPackageError, fault
from corridors.inputfile import read_bounded
from corridors.messages import Word

MAX_BYTES = 20_000_000
"""Of the workbook itself; tighter bounds than of other archives follow, since openpyxl takes
fifty times the room of what it reads."""
MAX_UNPACKED = 60_000_000
MAX_PARTS = 400
MAX_TAGS = 900_000
MAX_MERGED = 20_000
TRUTHS = ("=TRUE()", "=FALSE()")
"""How LibreOffice writes a plain TRUE or FALSE."""
OLE = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb"""mergeCell\s[^>]*ref\s*=\s*["']"""
                     rb"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)")


@dataclass(frozen=True)
class Cell:
    """One cell that holds something.

    Attributes
    ----------
    value
        Number, text, boolean, date or error text; of a formula its saved result.
    format
        Number format, which tells a month from a day and a share from a percentage.
    """

    sheet: str
    coord: str
    row: int
    column: int
    value: Any
    format: str = "General"
    formula: bool = False
    error: bool = False

    @property
    def at(self) -> str:
        """Sheet and cell, as a message names them."""
        return f"{self.sheet}!{self.coord}"


@dataclass
class Page:
    """One sheet: its cells by row and column, from 1, and the ranges that are merged."""

    title: str
    hidden: bool
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Opened:
    """A workbook as read."""

    path: Path
    content: bytes
    pages: tuple[Page, ...]


def open_workbook(path: Path) -> Opened:
    """Read the cells of a workbook.

    Raises
    ------
    InputError
        It is missing, no ``.xlsx``, encrypted, broken, or larger than is read: packed or
        unpacked, by parts, cells or merged areas.
    MissingPackageError
        openpyxl is not installed.
    """
    content = read_bounded(path, MAX_BYTES)
    if not content:
        raise InputError(fault("file_empty", file=path))
    if content.startswith(OLE):
        raise InputError(fault("workbook_locked", file=path))
    formulas = _inspect(path, content)
    return Opened(path, content, tuple(_pages(path, content, formulas)))


def _inspect(path: Path, content: bytes) -> bool:
    """Look at the parts before anything parses them; whether there are formulas."""
    def refuse(what: str, found: object, limit: object) -> InputError:
        return InputError(fault("workbook_large", file=path, what=Word(f"workbook_size.{what}"),
                                found=found, limit=limit))

    formulas, tags, merged = False, 0, 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                raise InputError(fault("workbook_type", file=path, found=path.name))
            if len(parts) > MAX_PARTS:
                raise refuse("parts", len(parts), MAX_PARTS)
            unpacked = sum(part.file_size for part in parts)
            if unpacked > MAX_UNPACKED:
                raise refuse("unpacked", round(unpacked / 1e6), MAX_UNPACKED // 1_000_000)
            for part in parts:
                if not part.filename.endswith((".xml", ".rels", ".vml")):
                    continue
                data = archive.read(part)
                if b"\x00" in data or _ENTITY.search(data):
                    raise InputError(fault("workbook_entity", file=path))
                tags += data.count(b"<")
                if tags > MAX_TAGS:
                    raise refuse("cells", f"> {MAX_TAGS // 4}", MAX_TAGS // 4)
                if part.filename.startswith("xl/worksheets/"):
                    formulas = formulas or _FORMULA.search(data) is not None
                    for left, top, right, bottom in _MERGED.findall(data):
                        merged += (abs(_number(right) - _number(left)) + 1) * (
                            abs(int(bottom) - int(top)) + 1)
                    if merged > MAX_MERGED:
                        raise refuse("merged", merged, MAX_MERGED)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError):
        raise InputError(fault("workbook_type", file=path, found=path.name)) from None
    except (OSError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(fault("workbook_broken", file=path, reason=type(error).__name__)) from None
    except Exception as error:  # zlib raises its own
        raise InputError(fault("workbook_broken", file=path, reason=type(error).__name__)) from None
    return formulas


def _number(letters: bytes) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + letter - 64
    return total


def load(content: bytes, *, values: bool) -> Any:
    """The workbook by openpyxl; formulas or their saved results, links left alone.

    Raises
    ------
    MissingPackageError
        openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise MissingPackageError(fault("package_missing", package="openpyxl",
                                        install='"corridors[office]"')) from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), data_only=values, keep_links=False)


def _pages(path: Path, content: bytes, formulas: bool) -> list[Page]:
    try:
        book = load(content, values=False)
        results = load(content, values=True) if formulas else None
        return [_page(sheet, None if results is None else results[sheet.title])
                for sheet in book.worksheets]
    except MissingPackageError:
        raise
    except Exception as error:  # whatever a broken part makes openpyxl raise
        raise InputError(fault("workbook_broken", file=path, reason=type(error).__name__)) from None


def _page(sheet: Any, results: Any) -> Page:
    page = Page(str(sheet.title), sheet.sheet_state != "visible")
    for area in sheet.merged_cells.ranges:
        page.merged.append((area.min_row, area.min_col, area.max_row, area.max_col))
    for (row, column), cell in sheet._cells.items():
        value = cell.value
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        formula = cell.data_type == "f"
        error = cell.data_type == "e"
        if formula and str(value).upper() in TRUTHS:
            formula, value = False, str(value).upper() == TRUTHS[0]
        elif formula:
            found = None if results is None else results.cell(row, column)
            value = None if found is None else found.value
            error = found is not None and found.data_type == "e"
        page.cells[row, column] = Cell(page.title, cell.coordinate, row, column, value,
                                       str(cell.number_format or "General"), formula, error)
    return page
