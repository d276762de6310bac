"""A briefing as 6 to 10 slides, 16:9, one message a slide, with native charts and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from corridors.messages import listed, say
from corridors.report.briefing.model import Block as Part
from corridors.report.briefing.model import (
    Brief,
    ChartFigure,
    Definitions,
    Findings,
    MapFigure,
    Paragraph,
    Table,
)
from corridors.report.briefing.pictures import Pictures
from corridors.report.office.slides_figures import (
    LINE_IN,
    draw_chart,
    draw_map,
    has_content,
    own_message,
)
from corridors.report.office.slides_grid import draw, joined, looks_of, plan
from corridors.report.office.slides_layout import Box, Deck, Page
from corridors.report.office.slides_prose import (
    Block,
    chosen,
    columns_of_text,
    draw_findings,
    remark,
)
from corridors.report.office.slides_text import clean, width_in

FEWEST = 6
#: Charts with a slide of their own, in this order.
CHARTS = ("pairs", "matrix", "components", "trade_off")
NAMED_IN = 5.5
"""Room for names in the title of the projects, inches."""
CHANGES_IN = 1.5
"""Room from which the changes stand below the projects, inches."""


def write_pptx(brief: Brief, pictures: Pictures, template: Path | None = None) -> bytes:
    """Write a briefing as slides.

    Slides whose content is missing are left out; further ones fill the deck up to six. Charts
    and tables are native and hold rounded numbers; maps are pictures. The notes hold what a
    slide has no room for, the sources and the stamp.

    Parameters
    ----------
    pictures
        Draws the maps, and a matrix that is too large for a table.
    template
        A deck of the user's own: its slides are dropped, its master and two of its layouts
        (title slide, title only) are used.

    Returns
    -------
    data
        A ``.pptx``, the same bytes for the same briefing.

    Raises
    ------
    InputError
        The template cannot be read, or lacks layouts or room; all of it named.
    MissingPackageError
        python-pptx or a package for drawing is not installed.
    """
    deck = Deck(brief, template)
    slides = _Slides(brief, pictures, deck)
    for make in slides.order():
        make()
    return deck.save()


class _Slides:
    """The plan of a deck: which slides there are, and what each shows."""

    def __init__(self, brief: Brief, pictures: Pictures, deck: Deck) -> None:
        self.brief, self.pictures, self.deck, self.lang = brief, pictures, deck, brief.lang
        findings = [block for block in self._blocks("summary") if isinstance(block, Findings)]
        self.findings = [item for block in findings for item in block.items]
        self.cautions = [item for item in self.findings if item.tone == "caution"]
        self.method = [block.text for block in self._blocks("method")
                       if isinstance(block, Paragraph)]
        self.words = [(word.word, word.meaning) for block in self._blocks("definitions")
                      if isinstance(block, Definitions) for word in block.items]
        self.sources = self._table("sources")

    def order(self) -> list[Callable[[], None]]:
        """What makes the slides, in their order: 6 to 10."""
        charts = {key: figure for key, figure in self.brief.charts().items()
                  if has_content(figure)}
        middle: list[Callable[[], None]] = []
        if (change := next(iter(self.brief.maps().values()), None)) is not None:
            middle.append(partial(self.map_slide, change))
        middle += [partial(self.chart_slide, charts[key]) for key in CHARTS if key in charts]
        tail: list[Callable[[], None]] = []
        if self._tables("projects"):
            tail.append(self.projects_slide)
        if self.cautions or self._table("assumptions") is not None:
            tail.append(self.assumptions_slide)
        head: list[Callable[[], None]] = [self.cover_slide, self.findings_slide]
        closing = [self.closing_slide] if self._texts() else []
        spare = FEWEST - len(head + middle + tail + closing)
        if spare > 0 and "distribution" in charts:
            middle.append(partial(self.chart_slide, charts["distribution"]))
            spare -= 1
        if spare > 0 and len(self._texts()) > 1:
            closing = [partial(self.text_slide, block) for block in self._texts()]
            spare -= len(closing) - 1
        if spare > 0:
            head.append(self.question_slide)
            spare -= 1
        if spare > 0:
            closing.append(self.reading_slide)
        return [*head, *middle, *tail, *closing]

    def cover_slide(self) -> None:
        """Title, question and stamp."""
        page = self.deck.cover(self.brief.title, self.brief.question)
        page.tell(self.brief.title, self.brief.question, self.brief.headline)
        self._told(page)

    def findings_slide(self) -> None:
        """The headline and three to five findings."""
        page = self.deck.page(self.brief.headline)
        items = [item for item in self.findings if clean(item.text) != clean(self.brief.headline)]
        shown = chosen(items)
        box, rest = page.box.upper(page.box.height - LINE_IN), len(items) - len(shown)
        shortened = False
        if shown:
            _, shortened = draw_findings(page, box, shown, "findings")
        else:
            remark(page, box, self.brief.question, "question", size=18.0, quiet=False)
        if rest or shortened:
            remark(page, page.box.below(box.height), say(
                "slides.more_findings" if rest else "slides.shortened", self.lang, count=rest),
                "more")
        page.tell(*(item.text for item in self.findings))
        self._told(page)

    def question_slide(self) -> None:
        """The question in full."""
        page = self.deck.page(say("slides.question_title", self.lang))
        texts = [block.text for block in self._blocks("question") if isinstance(block, Paragraph)]
        columns_of_text(page, page.box, [Block(self.brief.title, tuple(
            ("", clean(text)) for text in texts or [self.brief.question]))])
        self._told(page)

    def map_slide(self, figure: MapFigure) -> None:
        """A map with its message."""
        page = self.deck.page(figure.message, figure.caption)
        draw_map(page, figure, self.pictures)
        page.tell(figure.content.source_line)
        self._told(page)

    def chart_slide(self, figure: ChartFigure) -> None:
        """A chart with its message."""
        page = self.deck.page(figure.message, own_message(figure, self.lang))
        draw_chart(page, figure, self.pictures)
        self._told(page)

    def projects_slide(self) -> None:
        """What is switched on, in the words of the plans, and what that changes."""
        tables = self._tables("projects")
        table = joined(tables)
        names = [clean(str(row[0])) for row in table.rows]
        shown: list[str] = []
        for name in names:
            if shown and width_in(listed([*shown, name], self.lang), 20, bold=True) > NAMED_IN:
                break
            shown.append(name)
        text = listed(shown, self.lang)
        if len(shown) < len(names):
            text = say("slides.projects_first", self.lang, names=text)
        key = "slides.project_title" if len(names) == 1 else "slides.projects_title"
        page = self.deck.page(say(key, self.lang, count=len(names), names=text))
        remark(page, page.box, " ".join(one.caption for one in tables), "projects caption",
               quiet=False)
        box = self._table_in(page, page.box.below(LINE_IN), table)
        changes = [("• ", clean(item.text)) for block in self._blocks("changes")
                   if isinstance(block, Findings) for item in block.items]
        if changes and box.height > CHANGES_IN:
            columns_of_text(page, box.below(0.2), [
                Block(say("slides.changes", self.lang), tuple(changes))], most=14.0)
        page.tell(*(one.caption for one in tables), *(text for _, text in changes))
        self._told(page)

    def assumptions_slide(self) -> None:
        """Cautions, and the assumptions that the results rest on."""
        table, count = self._table("assumptions"), len(self.cautions)
        if table is not None:
            many = len(table.rows)
            title = say("slides.assumption_title" if many == 1 else "slides.assumptions_title",
                        self.lang, count=many)
        else:
            title = say("slides.caution_title" if count == 1 else "slides.cautions_title",
                        self.lang, count=count)
        page = self.deck.page(title)
        box = page.box
        if self.cautions:
            room = box.upper(box.height if table is None else box.height * 0.45)
            used, _ = draw_findings(page, room, self.cautions[:3], "cautions",
                                 (16.0, 14.0, 13.0, 12.0), 0.5)
            box = box.below(used + 0.2)
        if table is not None:
            self._table_in(page, box, table)
        page.tell(*(item.text for item in self.cautions))
        self._told(page)

    def closing_slide(self) -> None:
        """Method, definitions and sources in short."""
        count = len(self.sources.rows) if self.sources is not None else 0
        page = self.deck.page(say("slides.sources_title", self.lang, count=count) if count else
                              say("slides.method_title", self.lang))
        columns_of_text(page, page.box, self._texts())
        page.tell(*self.method, *(f"{word}: {meaning}" for word, meaning in self.words),
                  *(" ".join(row) for row in self._source_rows()))
        self._told(page)

    def text_slide(self, block: Block) -> None:
        """One of method, definitions and sources."""
        page = self.deck.page(block.title)
        columns_of_text(page, page.box, [block])
        page.tell(*(f"{lead}{text}" for lead, text in block.items))
        self._told(page)

    def reading_slide(self) -> None:
        """How to read the numbers."""
        page = self.deck.page(say("slides.reading_title", self.lang))
        columns_of_text(page, page.box, [Block(self.brief.title, tuple(
            ("", say(key, self.lang)) for key in (
                "slides.reading_difference", "slides.reading_rounding",
                "slides.reading_native")))])
        self._told(page)

    def _table_in(self, page: Page, box: Box, table: Table) -> Box:
        """A table, as many rows as fit, the rest counted; gives the room below it."""
        made = plan(looks_of(table), box.width, box.height - LINE_IN)
        draw(page, box, made, table.key, table.caption)
        rest = box.below(made.height + 0.05)
        if made.left_out:
            remark(page, rest, say("slides.more_rows", self.lang, count=made.left_out),
                   f"{table.key} more")
            rest = rest.below(LINE_IN)
        page.tell(table.caption, *table.notes)
        if made.left_out or made.cut:
            page.tell(*(" | ".join(str(cell) for cell in row) for row in table.rows))
        return rest

    def _texts(self) -> list[Block]:
        """Method, definitions and sources, those that there are."""
        sources = self._source_rows()
        blocks = [
            Block(say("slides.method", self.lang), tuple(("", clean(text))
                                                         for text in self.method),
                  say("slides.only_method_title", self.lang)),
            Block(say("slides.definitions", self.lang), tuple(
                (clean(word) + say("colon", self.lang), clean(meaning))
                for word, meaning in self.words),
                say("slides.definitions_title", self.lang, count=len(self.words))),
            Block(say("slides.sources", self.lang), tuple(("", " ".join(row)) for row in sources),
                  say("slides.only_sources_title", self.lang, count=len(sources)))]
        return [block for block in blocks if block.items]

    def _source_rows(self) -> list[list[str]]:
        if self.sources is None:
            return []
        return [[text for cell in row if (text := clean(str(cell)))] for row in self.sources.rows]

    def _table(self, key: str) -> Table | None:
        return next(iter(self._tables(key)), None)

    def _tables(self, key: str) -> list[Table]:
        return [block for block in self._blocks(key) if isinstance(block, Table) and block.rows]

    def _blocks(self, key: str) -> Iterator[Part]:
        """Blocks of a section and of the deeper ones after it."""
        inside: int | None = None
        for section in self.brief.sections:
            if section.key == key:
                inside = section.level
                yield from section.blocks
            elif inside is not None and section.level > inside:
                yield from section.blocks
            else:
                inside = None

    def _told(self, page: Page) -> None:
        page.tell(say("slides.note_sources", self.lang, attribution=self.brief.attribution),
                  say("slides.note_stamp", self.lang, stamp=self.brief.stamp))
