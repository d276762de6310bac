"""A workbook with one look: formats by need, sheets with names that Excel accepts."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from corridors.drawing.style import GAIN_TINT, LOSS_TINT, OUTCOMES
from corridors.errors import MissingPackageError, OutputError, fault
from corridors.messages import say
from corridors.report.briefing.model import Brief, Cell, Quantity, Tone
from corridors.report.office.excel_text import (
    clean,
    display_width,
    lines_in,
    looks_active,
    sheet_name,
)

FACES: Final = {"zh": "微软雅黑", "en": "Calibri"}
WRITTEN: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
MAX_ROWS: Final = 1_048_576
HEAD_FILL: Final = "#1F4E79"
BAND_FILL: Final = "#DCE6F1"
RULE: Final = "#BFBFBF"
QUIET: Final = "#595959"
GAIN_FILL: Final = GAIN_TINT.upper()
LOSS_FILL: Final = LOSS_TINT.upper()
NEW_FILL: Final = "#FFF2CC"
GAIN_TEXT: Final = OUTCOMES["gain"].colour.upper()
LOSS_TEXT: Final = OUTCOMES["loss"].colour.upper()
ROW_PT: Final = 16.5
LONG: Final = 24
"""Characters from which words of a table wrap."""
LEAST_WIDTH: Final = 7.0
MOST_WIDTH: Final = 46.0
TONES: Final[dict[Tone, str]] = {"gain": GAIN_TEXT, "loss": LOSS_TEXT}
HEAD: Final = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD_FILL, "valign": "vcenter",
               "text_wrap": True, "border": 1, "border_color": RULE}
BODY: Final = {"valign": "vcenter", "border": 1, "border_color": RULE}
WORDS: Final = {**BODY, "align": "left", "indent": 1}
NUMBER: Final = {**BODY, "align": "right"}
PAGE_PX: Final = 1040
"""Printable width of a page, A4 landscape."""
FOOTER_CHARACTERS: Final = 90


def number_format(places: int, *, sign: bool = False, mark: str = "") -> str:
    """An Excel number format; a sign is for differences, a mark follows the number.

    Examples
    --------
    >>> number_format(1), number_format(0, sign=True), number_format(1, mark="*")
    ('#,##0.0', '+#,##0;-#,##0;0', '#,##0.0"*"')
    """
    zero = "0" + ("." + "0" * places if places else "")
    tail = f'"{mark}"' if mark else ""
    if not sign:
        return f"#,##{zero}{tail}"
    return f"+#,##{zero}{tail};-#,##{zero}{tail};{zero}{tail}"


class Book:
    """A workbook in memory."""

    def __init__(self, brief: Brief) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            raise MissingPackageError(fault("package_missing", package="XlsxWriter",
                                            install='"corridors[office]"')) from error
        self.brief, self.lang, self.face = brief, brief.lang, FACES[brief.lang]
        self._out = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(self._out, {
            "in_memory": True, "constant_memory": False, "strings_to_formulas": False,
            "strings_to_urls": False, "strings_to_numbers": False,
            "default_format_properties": {"font_name": self.face, "font_size": 10}})
        self.workbook.set_properties({
            "title": clean(brief.title)[:255], "subject": clean(brief.question)[:255],
            "comments": clean(brief.stamp)[:255], "author": "corridors", "created": WRITTEN})
        self.workbook.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self.sheets: list[Sheet] = []

    def look(self, **properties: object) -> Any:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(
                {"font_name": self.face, "font_size": 10, **properties})
        return self._formats[key]

    def say(self, key: str, **values: object) -> str:
        """A message in the language of the workbook."""
        return say(key, self.lang, **values)

    def sheet(self, name: str, title: str, about: str, *, tab: str = "") -> Sheet:
        """A new sheet; `about` says in one line what is on it."""
        name = sheet_name(name, (sheet.name for sheet in self.sheets))
        made = Sheet(self, self.workbook.add_worksheet(name), name, title, about)
        if tab:
            made.paper.set_tab_color(tab)
        made.set_up()
        self.sheets.append(made)
        return made

    def close(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._out.getvalue()


@dataclass(eq=False)
class Sheet:
    """One sheet: cells are written as what they are, text as text and numbers as numbers."""

    book: Book
    paper: Any
    name: str
    title: str
    about: str
    told: str = ""
    widths: dict[int, float] = field(default_factory=dict)
    _ready: dict[object, Any] = field(default_factory=dict)
    _words: dict[str, tuple[str, Any]] = field(default_factory=dict)

    def set_up(self) -> None:
        """A4 landscape as wide as the page, with stamp and page number at the foot."""
        paper, stamp = self.paper, clean(self.book.brief.stamp).replace("\n", " ")
        paper.set_landscape()
        paper.set_paper(9)
        paper.fit_to_pages(1, 0)
        paper.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        paper.set_footer(f"&L&8{_footer(stamp)}&R&8{_footer(self.name)}  &P / &N")
        paper.hide_gridlines(2)
        paper.set_default_row(ROW_PT)

    def heading(self) -> int:
        """Title, what is on the sheet and the way back; the next free row."""
        say, book = self.book.say, self.book
        self.text(0, 0, self.title, bold=True, font_size=14, font_color=HEAD_FILL)
        self.paper.set_row(0, 24)
        self.text(1, 0, self.about, font_color=QUIET)
        self.link(2, 0, book.sheets[0].name, f"← {say('book.back')}")
        return 3

    def text(self, row: int, column: int, value: str, **look: object) -> None:
        """Text that stays text, whatever it looks like."""
        plain = clean(value)
        if looks_active(plain):
            look["quote_prefix"] = True
        if not plain:
            self.paper.write_blank(row, column, None, self.book.look(**look))
            return
        self.paper.write_string(row, column, plain, self.book.look(**look))

    def link(self, row: int, column: int, target: str, words: str, **look: object) -> None:
        """A link to another sheet."""
        quoted = target.replace("'", "''")
        self.paper.write_url(row, column, f"internal:'{quoted}'!A1", self.book.look(
            font_color="#0563C1", underline=1, **look), clean(words))

    def number(self, row: int, column: int, value: Quantity, mark: str = "",
               fill: str = "") -> None:
        """A number rounded once; an empty cell where there is none."""
        shown = value.rounded
        key = (None if shown is None else value.digits, value.sign, value.tone, mark, fill)
        if (look := self._ready.get(key)) is None:
            look = self._ready[key] = self._number_look(key[0], value.sign, value.tone, mark, fill)
        if shown is None:
            self.paper.write_blank(row, column, None, look)
        else:
            self.paper.write_number(row, column, shown, look)

    def _number_look(self, places: int | None, sign: bool, tone: Tone, mark: str,
                     fill: str) -> Any:
        look: dict[str, object] = {**NUMBER, **({"bg_color": fill} if fill else {})}
        if places is None:
            return self.book.look(**look)
        look["num_format"] = number_format(places, sign=sign, mark=mark)
        if mark:
            look |= {"italic": True, "font_color": QUIET}
        elif tone in TONES:
            look["font_color"] = TONES[tone]
        return self.book.look(**look)

    def cell(self, row: int, column: int, value: Cell | float | None, **look: object) -> None:
        """Whatever a table holds: words, a quantity, a count, a figure as stored, nothing."""
        if isinstance(value, Quantity):
            self.number(row, column, value)
        elif isinstance(value, str):
            self.plain(row, column, value, look)
        elif value is None:
            self.paper.write_blank(row, column, None, self.book.look(**(look or BODY)))
        else:
            shown = "#,##0" if isinstance(value, int) else "General"
            self.paper.write_number(row, column, value,
                                    self.book.look(**{**NUMBER, "num_format": shown, **look}))

    def plain(self, row: int, column: int, value: str, look: dict[str, object]) -> None:
        """Words of a table; long ones wrap."""
        if look or not value:
            self.text(row, column, value, **(look or WORDS))
            return
        if (ready := self._words.get(value)) is None:
            plain = clean(value)
            ready = self._words[value] = (plain, self.book.look(
                **WORDS, **({"text_wrap": True} if len(plain) >= LONG or "\n" in plain else {}),
                **({"quote_prefix": True} if looks_active(plain) else {})))
        self.paper.write_string(row, column, *ready)

    def fit(self, widths: dict[int, float]) -> None:
        """Set the widths of columns, in characters."""
        for column, width in widths.items():
            self.widths[column] = min(max(width, LEAST_WIDTH), MOST_WIDTH)
            self.paper.set_column(column, column, self.widths[column])

    def height(self, row: int, cells: dict[int, str]) -> None:
        """Make a row high enough for texts that wrap in its columns."""
        lines = max((lines_in(clean(text), self.widths.get(column, 9.0) - 2.5)
                     for column, text in cells.items()), default=1)
        if lines > 1:
            self.paper.set_row(row, min(409.0, lines * 14.5 + 3))

    def freeze(self, row: int, column: int) -> None:
        """Keep rows above and columns left of a cell in sight, on paper too."""
        self.paper.freeze_panes(row, column)
        self.paper.repeat_rows(max(0, row - 1))


def _footer(text: str) -> str:
    return text[:FOOTER_CHARACTERS].replace("&", "&&")


def pixels(width: float) -> int:
    """Width of a column on the screen, from characters."""
    return int(width * 7 + 5)


def print_percent(columns_px: float, page_px: float = PAGE_PX) -> int:
    """Scale at which columns fit the width of a page, with room for other fonts."""
    return int(max(30, min(100, 93 * page_px / columns_px)))


def width_of(cell: object) -> int:
    """Characters that a cell of a table takes."""
    if isinstance(cell, Quantity):
        return 0 if cell.value is None else len(str(cell)) + 1
    return display_width(cell) if isinstance(cell, str) else len(f"{cell:,}") if cell else 0


def check_rows(count: int, name: str) -> None:
    """Refuse what no sheet can hold.

    Raises
    ------
    OutputError
        There are more rows than a sheet has.
    """
    if count > MAX_ROWS:
        raise OutputError(fault("book_rows", sheet=name, rows=f"{count:,}",
                                limit=f"{MAX_ROWS:,}"))
