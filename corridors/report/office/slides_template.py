"""The master that slides stand on: the toolkit's, or that of a deck of the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import Fault, InputError, MissingPackageError, fault
from corridors.inputfile import check_archive, check_ordinary
from corridors.messages import Word
from corridors.report.office.slides_theme import BODY, own_presentation

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import SlideLayout

MAX_MB = 50
EMU_PER_INCH = 914_400
#: Least room between title and footer of a template, inches.
LEAST_WIDTH_IN, LEAST_HEIGHT_IN = 6.0, 3.2
GAP_IN = 0.14
EDGE_IN = 0.35
#: What PowerPoint takes where neither layout nor master names a size, points.
DEFAULT_SIZE = 44.0


@dataclass(frozen=True, slots=True)
class Layouts:
    """A deck without slides and the layouts that are used of it.

    Attributes
    ----------
    subtitle
        Index of the subtitle among the placeholders of the cover.
    room
        Left, top, width and height of the room for content, inches.
    """

    deck: Presentation
    cover: SlideLayout
    content: SlideLayout
    subtitle: int
    room: tuple[float, float, float, float]


def opened(template: Path | None, lang: str) -> Layouts:
    """The deck to fill.

    Raises
    ------
    InputError
        The template is missing, is no deck or lacks layouts or room; all of it named.
    MissingPackageError
        python-pptx is not installed.
    """
    try:
        import pptx
    except ImportError as error:
        raise MissingPackageError(fault("package_missing", package="python-pptx",
                                        install='"corridors[office]"')) from error
    if template is None:
        return _checked(own_presentation(lang), None)
    if not template.exists():
        raise InputError(fault("slides_template_missing", name=template.name))
    check_ordinary(template, MAX_MB * 1_000_000)
    try:
        check_archive(template)
        deck = pptx.Presentation(str(template))
        found = list(deck.slide_masters)
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes its reader stumble over
        raise InputError(fault("slides_template_unreadable", name=template.name)) from error
    if not found:
        raise InputError(fault("slides_template_unreadable", name=template.name))
    try:
        _drop_slides(deck)
        return _checked(deck, template)
    except InputError:
        raise
    except Exception as error:
        raise InputError(fault("slides_template_unreadable", name=template.name)) from error


def placeholders(owner: Any) -> list[Any]:
    """Placeholders of a master or a layout."""
    return list(owner.placeholders)


def inherited_size(shape: Any, layout: SlideLayout) -> float:
    """Size of the type that a placeholder of a slide takes from its layout, points."""
    from pptx.oxml.ns import qn

    place = shape.placeholder_format
    level = f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}"
    mine = [p for p in placeholders(layout) if p.placeholder_format.idx == place.idx]
    titles = [p for p in placeholders(layout.slide_master)
              if p.placeholder_format.idx == 0 and place.idx == 0]
    for owner in (*mine, *titles):
        style = owner._element.txBody.find(qn("a:lstStyle"))
        letters = None if style is None else style.find(level)
        if letters is not None and letters.get("sz"):
            return int(letters.get("sz")) / 100
    styles = layout.slide_master._element.find(qn("p:txStyles"))
    if styles is not None:
        kind = "p:titleStyle" if place.idx == 0 else "p:bodyStyle"
        letters = styles.find(f"{qn(kind)}/{level}")
        if letters is not None and letters.get("sz"):
            return int(letters.get("sz")) / 100
    return DEFAULT_SIZE


def _drop_slides(deck: Presentation) -> None:
    """Take the slides out, and whatever in the deck names them."""
    from pptx.oxml.ns import qn

    root = deck.part._element
    slides = root.find(qn("p:sldIdLst"))
    for slide in list(slides if slides is not None else ()):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    for tag in ("p:custShowLst", "p:extLst"):
        for element in root.findall(qn(tag)):
            root.remove(element)


def _checked(deck: Presentation, template: Path | None) -> Layouts:
    """Find the layouts; every fault at once."""
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    cover = next(_covers(layouts), None)
    content = next(_contents(layouts), None)
    faults: list[Fault] = []
    if cover is None:
        faults.append(fault("slides_template_layout", file=template and template.name,
                            layout=Word("slides.layout_title"),
                            parts=Word("slides.parts_cover")))
    if content is None:
        faults.append(fault("slides_template_layout", file=template and template.name,
                            layout=Word("slides.layout_only"),
                            parts=Word("slides.part_title")))
    else:
        room = _room(deck, content, own=template is None)
        if room[2] < LEAST_WIDTH_IN or room[3] < LEAST_HEIGHT_IN:
            faults.append(fault(
                "slides_template_room", file=template and template.name, layout=content.name,
                width=f"{max(room[2], 0.0):.1f}", height=f"{max(room[3], 0.0):.1f}",
                least_width=f"{LEAST_WIDTH_IN:.1f}", least_height=f"{LEAST_HEIGHT_IN:.1f}"))
    if faults or cover is None or content is None:
        raise InputError(faults)
    return Layouts(deck, cover[0], content, cover[1], room)


def _covers(layouts: list[SlideLayout]) -> Iterator[tuple[SlideLayout, int]]:
    """Layouts with a title and a subtitle, those declared as title slide first."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    for declared in (True, False):
        second = {KIND.SUBTITLE, KIND.BODY} if declared else {KIND.SUBTITLE}
        for layout in layouts:
            if not declared or layout._element.get("type") == "title":
                kinds = {p.placeholder_format.type: p.placeholder_format.idx
                         for p in placeholders(layout)}
                below = [index for kind, index in kinds.items() if kind in second]
                if below and {KIND.TITLE, KIND.CENTER_TITLE} & kinds.keys():
                    yield layout, below[0]


def _contents(layouts: list[SlideLayout]) -> Iterator[SlideLayout]:
    """Layouts with a title alone, those declared so first."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    edge = {KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER}
    for declared in (True, False):
        for layout in layouts:
            kinds = {p.placeholder_format.type for p in placeholders(layout)}
            if KIND.TITLE in kinds and (layout._element.get("type") == "titleOnly" if declared
                                        else kinds - edge == {KIND.TITLE}):
                yield layout


def _room(deck: Presentation, layout: SlideLayout, *,
          own: bool) -> tuple[float, float, float, float]:
    """What title and footer leave, inches."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    if own:
        return BODY
    wide, high = (float(size or 0) / EMU_PER_INCH for size in (deck.slide_width,
                                                               deck.slide_height))
    left, right, top, bottom = EDGE_IN, wide - EDGE_IN, EDGE_IN, high - EDGE_IN
    for shape in placeholders(layout):
        kind, upper = shape.placeholder_format.type, shape.top / EMU_PER_INCH
        if kind == KIND.TITLE:
            left = max(shape.left / EMU_PER_INCH, EDGE_IN)
            right = min(left + shape.width / EMU_PER_INCH, right)
            top = upper + shape.height / EMU_PER_INCH + GAP_IN
        elif kind in {KIND.FOOTER, KIND.SLIDE_NUMBER} and upper > high / 2:
            bottom = min(bottom, upper - GAP_IN / 2)
    return (left, top, right - left, bottom - top)
