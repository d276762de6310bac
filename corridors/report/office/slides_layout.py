"""Slides on a master, the toolkit's or the user's own: titles, footers, notes, room for content."""

from __future__ import annotations

import copy
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.messages import say
from corridors.report.briefing.model import Brief
from corridors.report.office.package import normalise_zip
from corridors.report.office.slides_template import (
    EMU_PER_INCH,
    Layouts,
    inherited_size,
    opened,
    placeholders,
)
from corridors.report.office.slides_text import LINE, PAD_IN, clean, cut, fit

if TYPE_CHECKING:
    from pptx.slide import Slide

WRITTEN = datetime(2000, 1, 1)
TITLE_SIZES = (26, 24, 22, 20, 18, 16)
COVER_SIZES = (36, 32, 28, 24, 20)
SUBTITLE_SIZES = (20, 18, 16, 14)
FOOTER_SIZES = (10,)
GAP_IN = 0.14


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a slide, inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def emu(self) -> tuple[Any, Any, Any, Any]:
        """Left, top, width and height in the unit of the file."""
        from pptx.util import Inches

        return (Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height))

    def split(self, first: float, gap: float = GAP_IN) -> tuple[Box, Box]:
        """Left and right part; `first` is the width of the left one."""
        return (Box(self.left, self.top, first, self.height),
                Box(self.left + first + gap, self.top, self.width - first - gap, self.height))

    def below(self, used: float) -> Box:
        """What is left under the first `used` inches."""
        return Box(self.left, self.top + used, self.width, self.height - used)

    def upper(self, height: float) -> Box:
        """Its first `height` inches."""
        return Box(self.left, self.top, self.width, height)


@dataclass
class Page:
    """A slide under work: what is drawn goes into `box`, what is told into `notes`."""

    slide: Slide
    title: str
    box: Box
    lang: str
    notes: list[str]

    def tell(self, *texts: str) -> None:
        """Add to the speaker notes, each text once."""
        self.notes += [text for raw in texts if (text := clean(raw)) and text not in self.notes]


class Deck:
    """A deck of slides.

    Parameters
    ----------
    template
        The user's own deck, whose slides are dropped; None for the toolkit's design.

    Raises
    ------
    InputError
        The template cannot be read or lacks something, all of it named.
    """

    def __init__(self, brief: Brief, template: Path | None) -> None:
        self._brief = brief
        self._layouts: Layouts = opened(template, brief.lang)
        self._deck = self._layouts.deck
        self._titles: set[str] = set()
        self._pages: list[Page] = []
        core = self._deck.core_properties
        core.title, core.subject = clean(brief.title), clean(brief.stamp)
        core.author = core.last_modified_by = "corridors"
        core.created = core.modified = WRITTEN
        core.revision, core.keywords, core.comments, core.category = 1, "", "", ""
        core.language = "zh-CN" if brief.lang == "zh" else "en-US"

    def cover(self, title: str, subtitle: str) -> Page:
        """The first slide."""
        slide = self._deck.slides.add_slide(self._layouts.cover)
        head = slide.shapes.title
        self._write(head, self._unique(title), COVER_SIZES)
        second = next(s for s in slide.placeholders
                      if s.placeholder_format.idx == self._layouts.subtitle)
        self._write(second, clean(subtitle), SUBTITLE_SIZES, bold=False)
        return self._finish(slide, title, Box(0, 0, 0, 0))

    def page(self, title: str, otherwise: str = "") -> Page:
        """A slide with its message as title; `otherwise` where an earlier slide has that title."""
        slide = self._deck.slides.add_slide(self._layouts.content)
        full = self._unique(otherwise if otherwise and self._plain(title) in self._titles
                            else title)
        shown = self._write(slide.shapes.title, full, TITLE_SIZES)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx != 0:
                shape._element.getparent().remove(shape._element)
        page = self._finish(slide, shown, Box(*self._layouts.room))
        if shown != full:
            page.tell(say("slides.note_full", page.lang, text=full))
        return page

    def save(self) -> bytes:
        """The file, the same bytes for the same content."""
        for page in self._pages:
            frame = page.slide.notes_slide.notes_text_frame
            if frame is not None:
                frame.text = "\n".join(page.notes)
                tag(frame, page.lang)
        out = io.BytesIO()
        self._deck.save(out)
        return normalise_zip(out.getvalue())

    @staticmethod
    def _plain(title: str) -> str:
        """A sentence as a title: a capital first, no full stop."""
        text = clean(title)
        return (text[:1].upper() + text[1:]).removesuffix("。").removesuffix(".")

    def _unique(self, title: str) -> str:
        text = self._plain(title) or self._plain(self._brief.title) or self._brief.scenario
        number, free = 1, text
        while free in self._titles:
            number += 1
            free = f"{text} ({number})"
        self._titles.add(free)
        return free

    def _write(self, shape: Any, text: str, sizes: tuple[int, ...], *, bold: bool = True) -> str:
        """Text into a placeholder at the size at which it fits, never above the layout's own."""
        from pptx.util import Pt

        limit = inherited_size(shape, shape.part.slide_layout)
        usable = [size for size in sizes if size <= limit] or [sizes[-1]]
        inner = shape.width / EMU_PER_INCH - 4 * PAD_IN
        fitted = fit(text, inner, shape.height / EMU_PER_INCH - 2 * PAD_IN, usable, bold=bold)
        frame = shape.text_frame
        frame.text = fitted.text
        for paragraph in frame.paragraphs:
            paragraph.line_spacing = Pt(fitted.size_pt * LINE)
            for run in paragraph.runs:
                run.font.size = Pt(fitted.size_pt)
        tag(frame, self._brief.lang)
        return fitted.text

    def _finish(self, slide: Slide, title: str, box: Box) -> Page:
        page = Page(slide, title, box, self._brief.lang, [])
        self._pages.append(page)
        self._footer(slide)
        return page

    def _footer(self, slide: Slide) -> None:
        """Stamp and number of the slide, in the placeholders of the layout where it has them."""
        from pptx.enum.shapes import PP_PLACEHOLDER

        stamp = clean(self._brief.stamp)
        kinds = {PP_PLACEHOLDER.FOOTER: stamp, PP_PLACEHOLDER.SLIDE_NUMBER: None}
        for shape in placeholders(slide.slide_layout):
            kind = shape.placeholder_format.type
            if kind not in kinds:
                continue
            twin = copy.deepcopy(shape._element)
            slide.shapes._spTree.append(twin)
            twin.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
            if (text := kinds[kind]) is not None:
                made: Any = slide.shapes[-1]
                room = made.width / EMU_PER_INCH - 4 * PAD_IN
                count = max(1, int(made.height / EMU_PER_INCH / 0.17))
                made.text_frame.text = cut(text, FOOTER_SIZES[0], room, count)
                tag(made.text_frame, self._brief.lang)


def tag(frame: Any, lang: str) -> None:
    """Name the language of the text, for the spelling checker and the choice of font."""
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            letters = run._r.get_or_add_rPr()
            letters.set("lang", "zh-CN" if lang == "zh" else "en-US")
            letters.set("altLang", "en-US" if lang == "zh" else "zh-CN")


def describe(shape: Any, name: str, text: str) -> None:
    """Name of a shape, and what it shows for those who cannot see it."""
    shape.name = clean(name)
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(text))
