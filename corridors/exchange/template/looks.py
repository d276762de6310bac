"""Formats, widths and print set-up of the workbook."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any, Final

from corridors.errors import MissingPackageError, fault
from corridors.exchange.template.fields import Field
from corridors.messages import say

FACES: Final = {"zh": "微软雅黑", "en": "Calibri"}
WRITTEN: Final = datetime(2000, 1, 1)
ALWAYS, PART, OPTIONAL = "#1F4E79", "#5B8DB8", "#7F7F7F"
HEADS: Final = {"always": ALWAYS, "part": PART, "": OPTIONAL}
EDGE, SAMPLE, PAPER, NEEDED = "#BFBFBF", "#8C8C8C", "#F2F2F2", "#FFF9E5"
TABS: Final = {"project": "#1F4E79", "changes": "#548235", "scenario": "#BF6A1F",
               "readme": "#7F7F7F"}
LAST_ROW: Final = 500
"""Rows that drop-downs and limits reach down to."""


class Paper:
    """A workbook in memory with its formats, each made once."""

    def __init__(self, lang: str, title: str) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            raise MissingPackageError(fault("package_missing", package="XlsxWriter",
                                            install='"corridors[office]"')) from error
        self.lang, self.face = lang, FACES[lang]
        self._out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self._out, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": self.face, "font_size": 10}})
        self.book.set_properties({"title": title, "author": "corridors", "created": WRITTEN})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **properties: object) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(
                {"font_name": self.face, "font_size": 10, "valign": "vcenter", **properties})
        return self._formats[key]

    def cell(self, field: Field, *, sample: bool = False, needed: bool = False,
             fixed: bool = False) -> Any:
        """Format of a cell to fill in: ids and texts as text, so that Excel leaves them alone."""
        given: dict[str, object] = {"border": 1, "border_color": EDGE,
                                    "text_wrap": field.type == "text" and not field.choices}
        if field.type in ("text", "id", "date", "list", "numbers"):
            given |= {"num_format": "@", "indent": 1}
        else:
            given |= {"align": "center"} if field.type == "bool" else {
                "align": "right", "indent": 1}
        if sample:
            given |= {"font_color": SAMPLE, "italic": True}
        elif fixed:
            given |= {"bg_color": PAPER}
        elif needed:
            given |= {"bg_color": NEEDED}
        return self.look(**given)

    def head(self, required: str) -> Any:
        """Format of a heading by how far its cells are required."""
        return self.look(bold=True, font_color="#FFFFFF", bg_color=HEADS[required], border=1,
                         border_color="#FFFFFF", text_wrap=True, align="center")

    def print_set_up(self, sheet: Any, name: str, wide: int, columns: int) -> None:
        """A4 landscape, as many pages wide as can be read; headings on every page."""
        sheet.set_landscape()
        sheet.set_paper(9 if wide == 1 else 8)
        sheet.fit_to_pages(wide, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        footer = say("template.footer", self.lang)
        sheet.set_footer(f"&L&8{name.replace('&', '&&')}&R&8{footer}")
        sheet.hide_gridlines(2)
        if wide > 1:
            sheet.repeat_columns(0, min(2, columns))

    def close(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self._out.getvalue()


def width(field: Field) -> float:
    """Width of a column in characters."""
    by_type = {"number": 12, "int": 9, "bool": 10, "date": 13, "list": 26, "numbers": 18,
               "value": 13, "id": 22, "text": 22}
    name = field.key.rpartition(".")[2]
    if field.choices and field.type == "text":
        return 12 if name == "owner" else 18
    if name in ("note", "words", "good_for", "title", "address") or field.key in (
            "what.zh", "what.en"):
        return 38
    return 24 if field.lookup in ("ends", "sources") else by_type[field.type]


def lines(text: str, wide: float) -> int:
    """Lines that a text takes in a column, a Chinese character being as wide as two letters.

    Examples
    --------
    >>> lines("平陆运河", 4), lines("canal", 8)
    (2, 1)
    """
    return sum(max(1, -(-sum(2 if ord(c) > 0x2E7F else 1 for c in part) // int(wide)))
               for part in text.split("\n"))
