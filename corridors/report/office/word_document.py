"""A briefing written into a Word document, block by block."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from corridors.messages import say
from corridors.report.briefing.model import (
    Block,
    Brief,
    ChartFigure,
    Definitions,
    Findings,
    MapFigure,
    Paragraph,
    Section,
    Table,
)
from corridors.report.briefing.pictures import Pictures
from corridors.report.office.word_breaks import Breaks
from corridors.report.office.word_contents import Entry, contents, number_pages
from corridors.report.office.word_figures import is_wide, picture, size
from corridors.report.office.word_numbering import Counter, add_mark, numbering_root
from corridors.report.office.word_pages import Pages, head_and_foot
from corridors.report.office.word_styles import INK
from corridors.report.office.word_tables import INKS, is_small, table_element, widths
from corridors.report.office.word_template import (
    fill_marks,
    open_template,
    own_document,
    place_of_content,
)
from corridors.report.office.word_xml import (
    bookmark,
    element,
    field,
    paragraph,
    runs,
)

#: Mark of a finding by its tone; each is in every Chinese font.
MARKS = {"gain": "▲", "loss": "▼", "none": "＝", "new": "★", "caution": "※", "plain": "●"}
_CELL_SIZES = {False: 10.5, True: 9.0}
_DEEPEST = 3


class Writer:
    """Writes the blocks of a briefing into a document, in their order."""

    def __init__(self, brief: Brief, pictures: Pictures, template: Path | None) -> None:
        self.brief, self.lang = brief, brief.lang
        self._pictures = pictures
        self.document, self.styles = (own_document(brief.lang) if template is None
                                      else open_template(template, brief.lang))
        self.pages = Pages(self.document, place_of_content(self.document), self.styles)
        lists = numbering_root(self.document)
        self._counter = Counter(lists, self.styles)
        self._indent = 420 if brief.lang == "zh" else 340
        self._lists = {tone: add_mark(lists, mark, INKS.get(tone, f"#{INK}"), self._indent)
                       for tone, mark in MARKS.items()}
        taken = [int(node.get(qn("w:id")) or 0) if (node.get(qn("w:id")) or "").isdigit() else 0
                 for node in self.document.element.body.iter(qn("w:bookmarkStart"))]
        self._bookmarks = max(taken, default=0)
        self._counts = {"figure": 0, "table": 0}

    def write(self) -> None:
        """Write everything."""
        brief, add = self.brief, self.pages.add
        given = fill_marks(self.document, {
            "title": brief.title, "question": brief.question, "headline": brief.headline,
            "stamp": brief.stamp})
        stamped = head_and_foot(self.document, self.pages.section, self.styles, brief.title,
                                brief.stamp, self.lang)
        if "title" not in given:
            add(paragraph(self.styles["Title"], *runs(brief.title)))
            if brief.question:
                add(paragraph(self.styles["Subtitle"], *runs(brief.question)))
        if brief.headline and "headline" not in given:
            add(paragraph(self.styles["CorridorsHeadline"],
                          *runs(say("word.headline", self.lang), bold=True),
                          *runs(brief.headline)))
        entries = self._entries()
        add(contents(self.styles, self.lang, entries, self.pages.size()[0]))
        if brief.attribution:
            add(self._note(brief.labels.get("attribution", "") + brief.attribution))
        if not stamped and "stamp" not in given:
            add(self._note(brief.stamp))
        for number, (section, entry) in enumerate(zip(brief.sections, entries, strict=True)):
            self._heading(section, entry, first=number == 0)
            for block in sorted(section.blocks, key=self._is_wide):
                self._block(block)
        self.pages.add()
        self.pages.turn(False)
        number_pages(self.document.element.body, Breaks(self.document, self._indent / 20).pages())

    def _is_wide(self, block: Block) -> bool:
        """Whether a block needs a page across; these come last, so that no page is half empty."""
        return isinstance(block, ChartFigure | MapFigure) and is_wide(block)

    def _entries(self) -> list[Entry]:
        return [Entry(level := min(max(section.level, 1), _DEEPEST), self._counter.next(level),
                      section.title, f"_Toc{7000000 + number}")
                for number, section in enumerate(self.brief.sections, start=1)]

    def _mark(self, name: str, inside: Iterable[Any]) -> list[Any]:
        self._bookmarks += 1
        return bookmark(self._bookmarks, name, inside)

    def _heading(self, section: Section, entry: Entry, *, first: bool) -> None:
        switches = {"pageBreakBefore": 1} if first else {}
        self.pages.add(paragraph(self.styles[f"heading {entry.level}"],
                                 *self._mark(entry.anchor, runs(section.title)), **switches),
                       heading=True)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self.pages.turn(False)
                for text in block.text.split("\n"):
                    self.pages.add(paragraph(self.styles.body, *runs(text)))
            case Findings():
                self.pages.turn(False)
                self._findings(block)
            case Definitions():
                self.pages.turn(False)
                for item in block.items:
                    self.pages.add(paragraph(
                        self.styles["CorridorsDefinition"], *runs(item.word, bold=True),
                        *runs(say("colon", self.lang)), *runs(item.meaning)))
            case Table():
                self._table(block.on_paper())
            case ChartFigure() | MapFigure():
                self._figure(block)

    def _findings(self, block: Findings) -> None:
        for item in block.items:
            lead = "" if item.tone == "plain" else say(f"word.tone.{item.tone}", self.lang)
            if item.text.startswith(lead.strip(" 　:")):
                lead = ""  # the sentence says it itself
            made = paragraph(self.styles["List Bullet"],
                             *runs(lead, bold=True, colour=INKS.get(item.tone)),
                             *runs(item.text))
            made.pPr.append(element("numPr", element("ilvl", val=0),
                                    element("numId", val=self._lists[item.tone])))
            self.pages.add(made)

    def _caption(self, kind: str, text: str, *, keep: bool) -> Any:
        self._counts[kind] += 1
        label = say(f"word.label.{kind}", self.lang)
        number = [*runs(label + ("" if self.lang == "zh" else " ")),
                  *field(f"SEQ {label} \\* ARABIC", runs(str(self._counts[kind])))]
        gap = "　" if self.lang == "zh" else "  "
        switches = {"keepNext": 1} if keep else {}
        return paragraph(self.styles["caption"],
                         *self._mark(self._anchor(kind, self._counts[kind]), number),
                         *runs(f"{gap}{text}"), **switches)

    @staticmethod
    def _anchor(kind: str, number: int) -> str:
        return f"_Ref{(8 if kind == 'figure' else 9) * 1_000_000 + number}"

    def _note(self, text: str) -> Any:
        return paragraph(self.styles["CorridorsNote"], *runs(text))

    def _table(self, table: Table) -> None:
        small = is_small(table)
        self.pages.turn(False)
        made = widths(table, self.pages.size()[0], _CELL_SIZES[small])
        if made is None and not small:
            small = True
            made = widths(table, self.pages.size()[0], _CELL_SIZES[small])
        if made is None:
            self.pages.turn(True)
            total = self.pages.size()[0]
            made = widths(table, total, _CELL_SIZES[small]) or [
                total / len(table.columns)] * len(table.columns)
        self.pages.add(self._caption("table", table.caption, keep=True),
                       table_element(table, self.styles, made, self._linked, small=small),
                       *(self._note(text) for text in table.notes or ("",)))

    def _linked(self, address: str) -> str:
        return str(self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK,
                                                is_external=True))

    def _figure(self, figure: ChartFigure | MapFigure) -> None:
        self.pages.turn(is_wide(figure))
        extent = size(figure, self.pages.size())
        png = self._pictures.png(figure.key, *extent)
        made = picture(self.document, self.styles, png, figure, extent)
        caption = self._caption("figure", figure.caption, keep=False)
        if figure.message:
            number = self._counts["figure"]
            label = say("word.label.figure", self.lang) + ("" if self.lang == "zh" else " ")
            before, after = say("word.see", self.lang, message=figure.message.rstrip("。. "),
                                figure="\x00").split("\x00")
            self.pages.add(paragraph(
                self.styles.body, *runs(before),
                *field(f"REF {self._anchor('figure', number)} \\h", runs(f"{label}{number}")),
                *runs(after), keepNext=1))
        self.pages.add(made, caption)
