"""A copy of a filled workbook in which every fault is seen: red cells, comments, a list."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from corridors.errors import Fault
from corridors.exchange.template.opened import Opened, load
from corridors.messages import say

RED, DARK = "FFFFC7CE", "FF9C0006"
MAX_COMMENT = 1500
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def marked_copy(workbook: Opened, faults: Sequence[Fault], lang: str) -> bytes:
    """The workbook with its faulty cells in red, each with its message, and a list of all.

    It is for looking at: openpyxl, which writes it, loses macros, links to other files and some
    drawings and conditional formats; the copy says so.

    Raises
    ------
    MissingPackageError
        openpyxl is not installed.
    """
    book = load(workbook.content, values=False)
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    by_cell: dict[tuple[str, str], list[str]] = {}
    for one in faults:
        if one.table and "!" in one.table:
            sheet, _, coord = one.table.rpartition("!")
            by_cell.setdefault((sheet, coord), []).append(_text(one, lang))
    for (sheet, coord), texts in by_cell.items():
        if sheet not in book.sheetnames:
            continue
        cell = book[sheet][coord]
        if type(cell).__name__ == "MergedCell":
            cell = next((book[sheet].cell(area.min_row, area.min_col)
                         for area in book[sheet].merged_cells.ranges if coord in area), None)
        if cell is None:
            continue
        cell.fill = PatternFill("solid", fgColor=RED)
        cell.font = Font(name=cell.font.name, size=cell.font.size, color=DARK)
        note = Comment("\n".join(texts)[:MAX_COMMENT], "corridors")
        note.width, note.height = 320, 60 + 24 * len(texts)
        cell.comment = note
        book[sheet].sheet_properties.tabColor = DARK
    name = say("filled_sheet.faults", lang)
    if name in book.sheetnames:
        del book[name]
    page = book.create_sheet(name)
    page.append([say("template.fault_where", lang), say("template.fault_what", lang)])
    for one in faults:
        page.append(["", ""])
        row = page.max_row
        place = page.cell(row, 1)
        place.value, place.data_type = _clean(one.table or ""), "s"
        if one.table and one.table.rpartition("!")[0] in book.sheetnames:
            sheet, _, coord = one.table.rpartition("!")
            place.hyperlink = f"#'{sheet.replace(chr(39), chr(39) * 2)}'!{coord}"
            place.font = Font(color="FF0563C1", underline="single")
        told = page.cell(row, 2)
        told.value, told.data_type = _text(one, lang), "s"
    page.append([])
    page.append(["", say("template.faults_loses", lang)])
    _dress(page)
    book.active = book.sheetnames.index(name)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == name
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _dress(page: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    page.column_dimensions["A"].width = 30
    page.column_dimensions["B"].width = 110
    for row in page.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in page[1]:
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=DARK)
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _text(one: Fault, lang: str) -> str:
    """The message without its place, which the cell itself is."""
    return _clean(say(one.key, lang, **one.values))


def _clean(text: str) -> str:
    return _BAD.sub(" ", text)[:30_000]


def _timeless(content: bytes) -> bytes:
    """The same file without the hour of its writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(
            out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", data)
            new.writestr(part, data)
    return out.getvalue()
