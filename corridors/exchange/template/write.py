"""The workbook to fill in: a form or a table a sheet, drop-downs, limits and comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corridors.errors import Fault
from corridors.exchange.template import looks
from corridors.exchange.template.fields import Field
from corridors.exchange.template.lists import Lists
from corridors.exchange.template.looks import Paper
from corridors.exchange.template.readme import write_readme
from corridors.exchange.template.sheets import Kind, Sheet, sheets
from corridors.exchange.template.words import allowed, comment, kind_of, needed, shown, title, word
from corridors.messages import say

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
KEY_ROW, HEAD_ROW, FIRST_ROW = 2, 3, 4
"""Rows of a table, from 0: the hidden keys, the headings, the first row to fill in."""
FORM_HEAD, FORM_FIRST = 2, 3
BLANK = 30
"""Rows with a frame that are ready to be filled in."""
LISTS = "lists"
BESIDE = ("template.default", "template.low", "template.high", "template.unit_head",
          "template.parameter_name")
"""Columns beside the parameters that are there to be read by people only."""


class Writer:
    """Writes one workbook."""

    def __init__(self, kind: Kind, lang: str, lists: Lists) -> None:
        self.lang, self.lists, self.kind = lang, lists, kind
        self.paper = Paper(lang, say("template.title", lang))
        self._ranges: dict[tuple[str, ...], str] = {}
        self._columns: list[list[str]] = []

    def write(self, rows: Rows, samples: Rows, made_from: tuple[str, str] | None,
              losses: Sequence[Fault], stamp: str) -> bytes:
        """The workbook with rows filled in, and samples in grey."""
        every = sheets(self.kind)
        names = {sheet.key: say(f"filled_sheet.{sheet.key}", self.lang) for sheet in every}
        front = self.paper.book.add_worksheet(say("filled_sheet.readme", self.lang))
        papers = {sheet.key: self.paper.book.add_worksheet(names[sheet.key]) for sheet in every}
        write_readme(self.paper, front, every, made_from, losses, stamp)
        for sheet in every:
            page = papers[sheet.key]
            page.set_tab_color(looks.TABS[sheet.group])
            page.write_string(0, 1, names[sheet.key], self.paper.look(
                bold=True, font_size=14, font_color=looks.ALWAYS))
            page.write_string(1, 1, say(f"filled_about.{sheet.key}", self.lang), self.paper.look(
                font_color="#595959"))
            page.set_row(0, 24)
            filled, sample = rows.get(sheet.key, ()), samples.get(sheet.key, ())
            if sheet.form:
                self._form(page, sheet, filled, sample)
            else:
                self._table(page, sheet, filled, sample)
            page.set_comments_author("corridors")
        self._lists()
        front.activate()
        return self.paper.close()

    # ---- forms --------------------------------------------------------------------------
    def _form(self, page: Any, sheet: Sheet, filled: Sequence[Mapping[str, Any]],
              samples: Sequence[Mapping[str, Any]]) -> None:
        heads = ["template.item", "template.fill", "template.need", "template.meaning",
                 *(["template.sample"] if samples else [])]
        for i, wide in enumerate((4, 30, 46, 44, 54, 40)[:len(heads) + 1]):
            page.set_column(i, i, wide, None, {"hidden": i == 0})
        page.write_string(FORM_HEAD, 0, f"@{sheet.key}")
        page.set_row(FORM_HEAD, 22)
        for i, key in enumerate(heads, start=1):
            page.write_string(FORM_HEAD, i, say(key, self.lang),
                              self.paper.head("always"))
        values = filled[0] if filled else {}
        sample = samples[0] if samples else {}
        text = self.paper.look(text_wrap=True, border=1, border_color=looks.EDGE, indent=1)
        for row, field in enumerate(sheet.fields, start=FORM_FIRST):
            page.write_string(row, 0, field.key)
            page.write_string(row, 1, title(sheet, field, self.lang), self.paper.look(
                bold=True, font_color="#FFFFFF", bg_color=looks.HEADS[field.required],
                border=1, border_color="#FFFFFF", text_wrap=True, indent=1))
            self._cell(page, row, 2, field, values.get(field.key),
                       self.paper.cell(field, needed=field.required == "always"))
            need = "\n".join(part for part in (needed(field, self.lang), kind_of(field, self.lang),
                                               allowed(field, self.lang)) if part)
            about = comment(sheet, field, self.lang).split("\n", 1)[0]
            page.write_string(row, 3, need, text)
            page.write_string(row, 4, about, text)
            tall = max(looks.lines(text_, wide) for text_, wide in (
                (title(sheet, field, self.lang), 24), (need, 40), (about, 50),
                (self._text(field, values.get(field.key)), 44)))
            if samples:
                self._cell(page, row, 5, field, sample.get(field.key),
                           self.paper.cell(field, sample=True))
                tall = max(tall, looks.lines(self._text(field, sample.get(field.key)), 38))
            page.set_row(row, min(15 * tall + 4, 400))
            page.write_comment(row, 1, comment(sheet, field, self.lang), self._size(
                comment(sheet, field, self.lang)))
            self._check(page, field, row, 2, row)
        page.freeze_panes(FORM_FIRST, 3)
        self.paper.print_set_up(page, say(f"filled_sheet.{sheet.key}", self.lang), 1, 3)
        page.repeat_rows(FORM_HEAD)

    # ---- tables -------------------------------------------------------------------------
    def _table(self, page: Any, sheet: Sheet, filled: Sequence[Mapping[str, Any]],
               samples: Sequence[Mapping[str, Any]]) -> None:
        parameters = sheet.below is not None and sheet.below.shape == "numbers"
        page.set_column(0, 0, 8)
        page.write_string(KEY_ROW, 0, f"@{sheet.key}")
        page.write_string(HEAD_ROW, 0, say("template.mark", self.lang), self.paper.head(""))
        page.set_row(KEY_ROW, None, None, {"hidden": True})
        tall = 1
        for i, field in enumerate(sheet.fields, start=1):
            wide, heading = looks.width(field), title(sheet, field, self.lang)
            if field.unit:
                heading += f"\n{field.unit}"
            page.set_column(i, i, wide, self.paper.look(num_format="@") if field.type in (
                "text", "id", "date", "list", "numbers") else None)
            page.write_string(KEY_ROW, i, field.key)
            page.write_string(HEAD_ROW, i, heading, self.paper.head(field.required))
            told = comment(sheet, field, self.lang)
            page.write_comment(HEAD_ROW, i, told, self._size(told))
            tall = max(tall, looks.lines(heading, wide - 2))
        page.set_row(HEAD_ROW, 15 * tall + 6)
        if parameters:
            self._parameters(page, sheet, filled)
            return
        row = FIRST_ROW
        for sample in samples:
            page.write_string(row, 0, say("template.example", self.lang), self.paper.look(
                font_color=looks.SAMPLE, italic=True, border=1, border_color=looks.EDGE))
            self._row(page, sheet, row, sample, sample=True)
            row += 1
        last = max(row + BLANK, row + len(filled) + 10)
        for i in range(row, last):
            values = filled[i - row] if i - row < len(filled) else {}
            page.write_blank(i, 0, None, self.paper.look(border=1, border_color=looks.EDGE,
                                                         align="center"))
            self._row(page, sheet, i, values)
        for i, field in enumerate(sheet.fields, start=1):
            self._check(page, field, row, i, max(looks.LAST_ROW, last))
        fixed = next((i for i, field in enumerate(sheet.fields, start=2)
                      if field.key in ("id", "key", "of", "ids")), 1)
        page.freeze_panes(FIRST_ROW, fixed if fixed <= 6 else 1)
        wide = sum(looks.width(field) for field in sheet.fields)
        self.paper.print_set_up(page, say(f"filled_sheet.{sheet.key}", self.lang),
                                1 if wide < 240 else 2, len(sheet.fields))
        page.repeat_rows(HEAD_ROW)
        page.print_area(0, 0, row + max(len(filled) + 5, 12) - 1, len(sheet.fields))

    def _row(self, page: Any, sheet: Sheet, row: int, values: Mapping[str, Any], *,
             sample: bool = False) -> None:
        tall = 1
        for i, field in enumerate(sheet.fields, start=1):
            value = values.get(field.key)
            self._cell(page, row, i, field, value, self.paper.cell(field, sample=sample))
            if field.type == "text" and not field.choices:
                tall = max(tall, looks.lines(self._text(field, value),
                                             looks.width(field) - 3))
        page.set_row(row, min(15 * tall + 3, 200))

    def _parameters(self, page: Any, sheet: Sheet, filled: Sequence[Mapping[str, Any]]) -> None:
        """All parameters with default and range; only the value is to be filled in."""
        given = {str(row["key"]): row["value"] for row in filled}
        for i, (key, wide) in enumerate(zip(BESIDE, (12, 12, 12, 14, 44), strict=True), start=3):
            page.set_column(i, i, wide)
            page.write_string(HEAD_ROW, i, say(key, self.lang),
                              self.paper.head(""))
        page.set_column(1, 1, 40)
        field = sheet.field("value")
        fixed = self.paper.look(border=1, border_color=looks.EDGE, bg_color=looks.PAPER, indent=1)
        items = self.lists.network.parameters
        for row, (key, item) in enumerate(items.items(), start=FIRST_ROW):
            page.write_string(row, 1, key, fixed)
            self._cell(page, row, 2, field, given.get(key), self.paper.cell(field, needed=True))
            for i, number in enumerate((item.value, item.low, item.high), start=3):
                page.write_number(row, i, number, fixed)
            page.write_string(row, 6, "" if item.unit == "1" else item.unit, fixed)
            entry = self.lists.entry("parameters", key)
            page.write_string(row, 7, entry.name(self.lang) if entry else "", fixed)
            page.data_validation(row, 2, row, 2, {
                "validate": "decimal", "criteria": "between", "minimum": item.low,
                "maximum": item.high, "error_title": say("template.stop_title", self.lang),
                "error_message": say("template.range", self.lang, low=f"{item.low:g}",
                                     high=f"{item.high:g}")})
        page.freeze_panes(FIRST_ROW, 2)
        page.autofilter(HEAD_ROW, 1, HEAD_ROW + len(items), 7)
        self.paper.print_set_up(page, say(f"filled_sheet.{sheet.key}", self.lang), 1, 7)
        page.repeat_rows(HEAD_ROW)

    # ---- cells --------------------------------------------------------------------------
    def _cell(self, page: Any, row: int, column: int, field: Field, value: Any,
              look: Any) -> None:
        held = cell_value(field, value, self.lists, self.lang)
        if held is None:
            page.write_blank(row, column, None, look)
        elif isinstance(held, bool):
            page.write_boolean(row, column, held, look)
        elif isinstance(held, str):
            page.write_string(row, column, held, look)
        else:
            page.write_number(row, column, held, look)

    def _text(self, field: Field, value: Any) -> str:
        held = cell_value(field, value, self.lists, self.lang)
        return "" if held is None else str(held)

    def _size(self, text: str) -> dict[str, Any]:
        return {"x_scale": 2.2, "y_scale": max(1.0, looks.lines(text, 40) * 0.24),
                "font_name": self.paper.face, "font_size": 9}

    def _check(self, page: Any, field: Field, first: int, column: int, last: int) -> None:
        """Drop-down or limits of the cells of a field."""
        rule: dict[str, Any] = {"ignore_blank": True,
                                "error_title": say("template.stop_title", self.lang)}
        told = "\n".join(part for part in (kind_of(field, self.lang),
                                           allowed(field, self.lang)) if part)
        if field.type == "bool":
            rule |= {"validate": "list", "source": ["TRUE", "FALSE"]}
        elif field.choices or field.lookup:
            offers = tuple(shown(value, word(field, value, self.lang)) for value in field.choices)
            rule |= {"validate": "list", "source": f"={self._range(field.lookup, offers)}"}
            if field.type == "list" or not field.choices:
                rule["show_error"] = False
            else:
                rule["error_type"] = "warning"
        elif field.type in ("number", "int"):
            low, high = (-1e12, 1e12) if field.column is None else (
                -1e12 if field.column.minimum is None else field.column.minimum,
                1e12 if field.column.maximum is None else field.column.maximum)
            rule |= {"validate": "decimal" if field.type == "number" else "integer",
                     "criteria": "between", "minimum": low, "maximum": high}
        elif field.type == "date":
            rule |= {"validate": "length", "criteria": "between", "minimum": 4, "maximum": 10}
        else:
            return
        rule["error_message"] = told[:250]
        page.data_validation(first, column, last, column, rule)

    def _range(self, lookup: str, offers: tuple[str, ...]) -> str:
        """Name of the range that holds a list."""
        key = offers or (lookup,)
        if key not in self._ranges:
            entries = offers or tuple(
                shown(entry.id, entry.name(self.lang)) for entry in
                self.lists.entries[lookup]) or ("",)
            self._ranges[key] = f"list_{lookup}" if not offers else f"list_{len(self._ranges)}"
            self._columns.append([self._ranges[key], *entries])
        return self._ranges[key]

    def _lists(self) -> None:
        """The hidden sheet of lists, each a named range."""
        from xlsxwriter.utility import xl_col_to_name

        page = self.paper.book.add_worksheet(LISTS)
        for i, column in enumerate(self._columns):
            for row, text in enumerate(column):
                page.write_string(row, i, text)
            letters = xl_col_to_name(i)
            self.paper.book.define_name(
                column[0], f"={LISTS}!${letters}$2:${letters}${len(column)}")
        page.hide()


def cell_value(field: Field, value: Any, lists: Lists,
               lang: str) -> str | float | bool | None:
    """What a cell holds for a value: numbers as numbers, ids with their names beside them.

    Examples
    --------
    >>> cell_value(Field("mode", choices=("rail",)), "rail", Lists(), "zh")
    'rail 铁路'
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and field.type not in ("text", "id", "date"):
        return value
    if isinstance(value, list | tuple):
        return ";".join(str(one) for one in value)
    text = str(value)
    if field.choices:
        return shown(text, word(field, text, lang))
    entry = lists.entry(field.lookup, text) if field.type == "id" and field.lookup else None
    if entry is not None and field.lookup != "columns":
        return shown(entry.id, entry.name(lang))
    return text
