"""The table of contents in Word, filled in before Word updates it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
CODE = f'TOC \\o "1-{LEVELS}" \\h \\z \\u'


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its level, number as printed, words, the bookmark around it, its page."""

    level: int
    number: str
    title: str
    anchor: str
    page: str = ""


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
            *field(f"PAGEREF {entry.anchor} \\h", runs(entry.page))])
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
