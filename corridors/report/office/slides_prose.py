"""Words on slides: findings with what they tell, columns of text, remarks below tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corridors.messages import say
from corridors.report.briefing.model import Finding
from corridors.report.office.slides_grid import TONES, Look, colour, draw, plan, spread
from corridors.report.office.slides_layout import Box, Page, tag
from corridors.report.office.slides_text import (
    LINE,
    PAD_IN,
    clean,
    cut,
    height_in,
    lines,
    whole_sentences,
    width_in,
)

FINDING_SIZES = (20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
COLUMN_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0)
REMARK_PT = 12.0
HEAD_PT = 16.0
MOST_FINDINGS = 5
MOST_HIGH_IN = 0.98
#: A finding on a slide ends with the sentence that ends within so many lines of this size.
SHORT_LINES, SHORT_PT, SHORT_IN = 3, 16.0, 1.4
#: A caution has more room: cut short it may warn of nothing.
CAUTION_LINES = 5


@dataclass(frozen=True, slots=True)
class Block:
    """A column of text with a heading; each item is a paragraph, its lead in bold.

    Attributes
    ----------
    title
        Title of the slide where it stands alone.
    """

    heading: str
    items: tuple[tuple[str, str], ...]
    title: str = ""


def chosen(items: Sequence[Finding], most: int = MOST_FINDINGS) -> list[Finding]:
    """The findings of a slide in their order; a loss and a caution are never the ones cut.

    Examples
    --------
    >>> found = [Finding(str(i), "gain") for i in range(6)] + [Finding("but", "loss")]
    >>> [one.text for one in chosen(found, 3)]
    ['0', '1', 'but']
    """
    kept: set[int] = set()
    for tone in ("loss", "caution"):
        first = next((at for at, one in enumerate(items) if one.tone == tone), None)
        if first is not None:
            kept.add(first)
    for at in range(len(items)):
        if len(kept) >= most:
            break
        kept.add(at)
    return [items[at] for at in sorted(kept)[:most]]


def draw_findings(page: Page, box: Box, items: Sequence[Finding], name: str,
                  sizes: Sequence[float] = FINDING_SIZES,
                  most_high: float = MOST_HIGH_IN) -> tuple[float, bool]:
    """Findings as a table, what each tells beside it; rows grow to `most_high` inches.

    Returns
    -------
    height, shortened
        Inches used, and whether a finding has sentences that are not shown.
    """
    full = [_without_lead(clean(one.text), one.tone, page.lang) for one in items]
    short = [whole_sentences(text, SHORT_PT, box.width - SHORT_IN,
                             CAUTION_LINES if one.tone == "caution" else SHORT_LINES)
             for one, text in zip(items, full, strict=True)]
    rows = [(Look(say(f"slides.tone.{one.tone}", page.lang), bold=True, colour=TONES[one.tone]),
             Look(text)) for one, text in zip(items, short, strict=True)]
    made = None
    for size in sizes:
        first = max(width_in(row[0].text, size, bold=True) for row in rows) + 0.3
        made = plan(rows, box.width, box.height, (size,), (first, box.width - first),
                    head=False)
        if not made.left_out and not made.cut:
            break
    assert made is not None
    made = spread(made, box.height, most_high)
    draw(page, box, made, name, "; ".join(f"{row[0].text} {row[1].text}" for row in rows),
         head=False)
    return made.height, full != short


def _without_lead(text: str, tone: str, lang: str) -> str:
    """A finding without the word that stands beside it: no caution is announced twice."""
    lead = say(f"slides.tone.{tone}", lang).split()[-1] + say("colon", lang).rstrip()
    rest = text.removeprefix(lead).lstrip()
    return rest[:1].upper() + rest[1:] if rest else text


def remark(page: Page, box: Box, text: str, name: str, *, size: float = REMARK_PT,
           quiet: bool = True) -> None:
    """One line of text at the top of a box."""
    frame = text_box(page, box.upper(height_in(1, size) + 2 * PAD_IN), name)
    _paragraph(frame, [(cut(clean(text), size, box.width - 4 * PAD_IN, 1), False)], size,
               "5A5A5A" if quiet else "tx1", first=True)
    tag(frame, page.lang)


def columns_of_text(page: Page, box: Box, blocks: Sequence[Block], gap: float = 0.35,
                    most: float = COLUMN_SIZES[0]) -> None:
    """Blocks side by side, in one size of at most `most` points; what finds no room is counted."""
    width = (box.width - gap * (len(blocks) - 1)) / len(blocks)
    head = height_in(1, HEAD_PT) + 0.16
    inner, room = width - 4 * PAD_IN, box.height - head - 2 * PAD_IN
    size = next((size for size in COLUMN_SIZES if size <= most
                 and all(_high(block.items, size, inner) <= room for block in blocks)),
                COLUMN_SIZES[-1])
    for at, block in enumerate(blocks):
        place = Box(box.left + at * (width + gap), box.top, width, box.height)
        top = text_box(page, place.upper(head - 0.04), f"{block.heading} {at + 1}")
        _paragraph(top, [(clean(block.heading), True)], HEAD_PT, "tx2", first=True)
        tag(top, page.lang)
        frame = text_box(page, place.below(head), f"{block.heading} {at + 1} text")
        for first, (lead, text) in enumerate(_fitting(block.items, size, inner, room, page.lang)):
            _paragraph(frame, [(lead, True), (text, False)], size, "tx1", first=not first,
                       after=size * 0.35)
        tag(frame, page.lang)


def text_box(page: Page, box: Box, name: str) -> Any:
    """An empty text box that wraps and does not grow."""
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Inches

    shape = page.slide.shapes.add_textbox(*box.emu())
    shape.name = clean(name)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = Inches(PAD_IN)
    frame.margin_bottom = Inches(PAD_IN)
    return frame


def _paragraph(frame: Any, runs: Sequence[tuple[str, bool]], size: float, paint: str, *,
               first: bool, after: float = 0.0) -> None:
    from pptx.util import Pt

    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    paragraph.line_spacing, paragraph.space_after = Pt(size * LINE), Pt(after)
    for text, bold in runs:
        if text:
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(size), bold
            colour(run.font.color, paint)


def _high(items: Sequence[tuple[str, str]], size: float, width: float) -> float:
    return sum(_item_high(lead + text, size, width) for lead, text in items)


def _item_high(text: str, size: float, width: float) -> float:
    return height_in(len(lines(text, size, width, bold=False)), size) + size * 0.35 / 72


def _fitting(items: Sequence[tuple[str, str]], size: float, width: float, room: float,
             lang: str) -> list[tuple[str, str]]:
    """Items that fit, the last one a count of those left out; a sole long one is shortened."""
    if _high(items, size, width) <= room:
        return list(items)
    most = max(1, int(room / height_in(1, size)) - 1)
    if len(items) == 1:
        lead, text = items[0]
        return [(lead, whole_sentences(text, size, width, most))]
    limit = max(2, most // 3)
    short = [(lead, whole_sentences(lead + text, size, width, limit)[len(lead):])
             for lead, text in items]
    for count in range(len(items), 0, -1):
        rest = [("", say("slides.more_rows", lang, count=len(items) - count))]
        shown = short[:count] + (rest if count < len(items) else [])
        if _high(shown, size, width) <= room:
            return shown
    return short[:1]
