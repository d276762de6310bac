"""The first sheets: contents with how to read them, and the key findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from corridors.report.briefing.model import Brief, Findings, Paragraph, Section, Tone
from corridors.report.office.excel_book import (
    BAND_FILL,
    BODY,
    GAIN_FILL,
    HEAD_FILL,
    LOSS_FILL,
    NEW_FILL,
    WORDS,
    Book,
    Sheet,
)
from corridors.report.office.excel_matrices import MatrixPlan, combination, range_name
from corridors.report.office.excel_tables import Head, put_heads

WORDS_WIDTH: Final = 108.0
TONE_FILLS: Final[dict[Tone, str]] = {"gain": GAIN_FILL, "loss": LOSS_FILL, "new": NEW_FILL,
                                      "caution": NEW_FILL}


def contents_sheet(book: Book) -> Sheet:
    """The sheet that everything links back to; it is filled last."""
    return book.sheet(book.say("book.contents"), book.brief.title, book.brief.question,
                      tab=HEAD_FILL)


def fill_contents(book: Book, plan: MatrixPlan | None) -> None:
    """Title, answer, method, how to read, and a link to every sheet."""
    sheet, brief, say = book.sheets[0], book.brief, book.say
    sheet.paper.set_column(0, 0, 22)
    sheet.paper.set_column(1, 1, WORDS_WIDTH)
    sheet.widths = {0: 22.0, 1: WORDS_WIDTH}
    sheet.text(0, 0, brief.title, bold=True, font_size=18, font_color=HEAD_FILL)
    sheet.paper.set_row(0, 32)
    row = _line(sheet, 2, say("book.headline"), brief.headline, strong=True)
    row = _line(sheet, row, say("book.question"), brief.question)
    for text in _words(brief, "method"):
        row = _line(sheet, row, say("book.method"), text)
    for text in _advice(book, plan):
        row = _line(sheet, row, say("book.reading"), text)
    row = _line(sheet, row, say("book.attribution"), brief.attribution)
    row = _line(sheet, row, say("book.stamp"), brief.stamp) + 1
    put_heads(sheet, row, [Head(say("book.sheets")), Head(say("book.sheets_about"))])
    for other in book.sheets[1:]:
        row += 1
        sheet.link(row, 0, other.name, other.name, border=1, border_color="#BFBFBF",
                   valign="vcenter")
        sheet.cell(row, 1, other.title, **WORDS)
    sheet.paper.set_portrait()
    sheet.paper.fit_to_pages(1, 1)
    sheet.paper.activate()
    sheet.paper.set_first_sheet()


def _line(sheet: Sheet, row: int, word: str, text: str, *, strong: bool = False) -> int:
    """A word and its text; the word is said once where texts follow each other."""
    if not text:
        return row
    first = sheet.told != word
    sheet.told = word
    look: dict[str, object] = {"valign": "top", "text_wrap": True}
    if strong:
        look |= {"bold": True, "font_size": 13, "bg_color": BAND_FILL, "valign": "vcenter"}
    sheet.text(row, 0, word if first else "", **{**look, "bold": True, "font_color": HEAD_FILL})
    sheet.text(row, 1, text, **look)
    sheet.height(row, {1: text + text[:len(text) // 3 if strong else 0]})
    return row + 1


def _words(brief: Brief, key: str) -> Iterable[str]:
    """Paragraphs of a section, where the briefing has it."""
    for section in brief.sections:
        if section.key == key:
            yield from (block.text for block in section.blocks if isinstance(block, Paragraph))


def _advice(book: Book, plan: MatrixPlan | None) -> Iterable[str]:
    """How to read the workbook, and what it leaves out."""
    say = book.say
    yield from (say("book.reading_difference"), say("book.reading_rounded"),
                say("book.reading_empty"), say("book.reading_filter"))
    if plan is None:
        return
    everything = say("book.results")
    if not plan.shown:
        yield say("book.no_matrix", sheet=everything)
        return
    yield say("book.reading_names",
              example=range_name(*plan.shown[0], plan.measures[0], "difference"))
    joint = "、" if book.lang == "zh" else ", "
    never, same, many = (joint.join(combination(book, place) for place in places)
                         for places in (plan.never, plan.same, plan.many))
    if never:
        yield say("book.unconnected", names=never)
    if same:
        yield say("book.same", sheet=everything, names=same)
    if many:
        yield say("book.many", sheet=everything, names=many)
    if plan.first_only:
        yield say("book.first_measure", sheet=everything)


def add_findings(book: Book, sections: Iterable[Section]) -> tuple[Sheet, int]:
    """The key findings, one a row with its kind; the sheet and its first free row."""
    say = book.say
    sheet = book.sheet(say("book.findings"), say("book.findings"), say("book.findings_about"),
                       tab=HEAD_FILL)
    row = sheet.heading()
    sheet.paper.set_column(0, 0, 12)
    sheet.paper.set_column(1, 1, WORDS_WIDTH)
    sheet.widths = {0: 12.0, 1: WORDS_WIDTH}
    sheet.text(row, 0, "", bg_color=BAND_FILL)
    sheet.text(row, 1, book.brief.headline, bold=True, font_size=13, bg_color=BAND_FILL,
               text_wrap=True, valign="vcenter")
    sheet.height(row, {1: book.brief.headline * 2})
    put_heads(sheet, row + 1, [Head(say("book.tone")), Head(say("book.finding"))])
    sheet.freeze(row + 2, 0)
    sheet.paper.fit_to_pages(1, 1)
    row += 2
    for section in sections:
        if section.level > 1 and any(isinstance(block, Findings) for block in section.blocks):
            sheet.text(row, 0, "", bg_color=BAND_FILL)
            sheet.text(row, 1, section.title, bold=True, bg_color=BAND_FILL, indent=1)
            row += 1
        for block in section.blocks:
            if not isinstance(block, Findings):
                continue
            for item in block.items:
                fill = TONE_FILLS.get(item.tone)
                look = {**BODY, **({"bg_color": fill} if fill else {}), "align": "center"}
                sheet.cell(row, 0, say(f"book.tone.{item.tone}"), **look)
                sheet.cell(row, 1, item.text, **WORDS, text_wrap=True)
                sheet.height(row, {1: item.text})
                row += 1
    return sheet, row
