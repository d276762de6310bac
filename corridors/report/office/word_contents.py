"""The table of contents in Word, filled in before Word updates it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from corridors.messages import say
from corridors.report.office.word_styles import Styles
from corridors.report.office.word_xml import (
    element,
    field,
    field_end,
    field_start,
    link,
    paragraph,
    runs,
)

LEVELS = 2
_UNKNOWN = "?"
CODE = f'TOC \\o "1-{LEVELS}" \\h \\z \\u'


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its level, number as printed, words, the bookmark around it."""

    level: int
    number: str
    title: str
    anchor: str


def contents(styles: Styles, lang: str, entries: Sequence[Entry], width: float) -> Any:
    """The table of contents with its heading, as Word makes it, with a button to update it.

    Parameters
    ----------
    width
        Between the margins, points.
    """
    shown = [entry for entry in entries if entry.level <= LEVELS]
    made = [paragraph(styles["TOC Heading"], *runs(say("word.contents", lang)))]
    for place, entry in enumerate(shown):
        number = entry.number if lang == "zh" or not entry.number else f"{entry.number}\t"
        line = link(entry.anchor, [
            *runs(f"{number}{entry.title}".replace("\n", " ")), *runs("\t"),
            *field(f"PAGEREF {entry.anchor} \\h", runs(_UNKNOWN))])
        inside = [line]
        if place == 0:
            inside = [*field_start(CODE), line]
        if place == len(shown) - 1:
            inside.append(field_end())
        block = paragraph(styles[f"toc {entry.level}"], *inside)
        tabs = element("tabs")
        if "\t" in number:
            tabs.append(element("tab", val="left", pos=(440, 900)[entry.level - 1]))
        tabs.append(element("tab", val="right", leader="dot", pos=round(width * 20)))
        block.pPr.append(tabs)
        made.append(block)
    kind = element("sdtPr", element("docPartObj", element("docPartGallery",
                                                          val="Table of Contents"),
                                    element("docPartUnique")))
    return element("sdt", kind, element("sdtContent", *made))


def number_pages(body: Any, pages: dict[str, int]) -> None:
    """Put page numbers where the table of contents refers to headings."""
    for line in body.iter(qn("w:hyperlink")):
        page = pages.get(line.get(qn("w:anchor")))
        for node in line.iter(qn("w:t")) if page is not None else ():
            if node.text == _UNKNOWN and node.getparent().getprevious() is not None and (
                    node.getparent().getprevious().find(qn("w:fldChar")) is not None):
                node.text = str(page)
