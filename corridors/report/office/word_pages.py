"""Pages of a document: the place where content goes, sections across, headers and footers."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

from corridors.messages import say
from corridors.report.office.word_styles import Styles
from corridors.report.office.word_xml import element, field, paragraph, runs, text_of


class Pages:
    """Where content is added, one element after the other.

    Parameters
    ----------
    document
        Document of python-docx.
    anchor
        Element before which content goes: a paragraph or the properties of the last section.
    """

    def __init__(self, document: Any, anchor: Any, styles: Styles) -> None:
        self._document, self._anchor, self._styles = document, anchor, styles
        self._pending: list[Any] = []
        self.across = False

    @property
    def section(self) -> Any:
        """Properties of the section that the content ends up in."""
        node = self._anchor
        while node is not None:
            if node.tag == qn("w:sectPr"):
                return node
            found = node.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if found is not None:
                return found
            node = node.getnext()
        return self._document.element.body.get_or_add_sectPr()

    def size(self) -> tuple[float, float]:
        """Width and height between the margins of the current page, points."""
        page, margins = self.section.find(qn("w:pgSz")), self.section.find(qn("w:pgMar"))
        wide, high = _size(page)
        left, right, top, bottom = (
            _number(margins, side, 1440) for side in ("left", "right", "top", "bottom"))
        across, down = wide - left - right - _number(margins, "gutter", 0), high - top - bottom
        if self.across and wide < high:
            across, down = high - top - bottom, wide - left - right
        return max(across, 2880) / 20, max(down, 2880) / 20

    def add(self, *blocks: Any, heading: bool = False) -> None:
        """Add elements; headings wait for what comes below them."""
        if heading:
            self._pending += blocks
            return
        for block in (*self._pending, *blocks):
            self._anchor.addprevious(block)
        self._pending = []

    def turn(self, across: bool) -> None:
        """Go on on pages across, or upright again; headings that wait go along."""
        wide, high = _size(self.section.find(qn("w:pgSz")))
        if across == self.across or wide > high:
            return
        section = self.section
        ended = deepcopy(section)
        if self.across:
            _turn(ended)
        self._end_with(ended)
        for node in (*section.findall(qn("w:titlePg")), *section.findall(qn("w:type"))):
            section.remove(node)
        for node in section.findall(qn("w:pgNumType")):
            node.attrib.pop(qn("w:start"), None)
        self.across = across

    def _end_with(self, section: Any) -> None:
        """End a section with a paragraph of its own that is too low to be seen."""
        last = paragraph(self._styles["CorridorsNote"])
        last.pPr.extend((element("spacing", before=0, after=0, line=20, lineRule="exact"),
                         section))
        self._anchor.addprevious(last)


def _number(node: Any, name: str, default: int) -> int:
    value = None if node is None else node.get(qn(f"w:{name}"))
    try:
        return default if value is None else abs(int(float(value)))
    except ValueError:
        return default


def _size(page: Any) -> tuple[int, int]:
    return _number(page, "w", 11906), _number(page, "h", 16838)


def _turn(section: Any) -> None:
    """Turn the page of a section by a quarter, margins along with it."""
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if page is None:
        page = element("pgSz")
        section.append(page)
    wide, high = _size(page)
    page.set(qn("w:w"), str(high))
    page.set(qn("w:h"), str(wide))
    page.set(qn("w:orient"), "landscape")
    if margins is not None:
        old = {side: margins.get(qn(f"w:{side}")) for side in ("top", "right", "bottom", "left")}
        for side, source in (("top", "left"), ("right", "top"), ("bottom", "right"),
                             ("left", "bottom")):
            if old[source] is not None:
                margins.set(qn(f"w:{side}"), old[source])


def head_and_foot(document: Any, place: Any, styles: Styles, title: str, stamp: str,
                  lang: str) -> bool:
    """Give a section a header and a footer where the document has none of its own.

    Parameters
    ----------
    place
        Properties of the section; those made of it later take both along.

    Returns
    -------
    added
        Whether the footer, with the stamp, is the toolkit's.
    """
    upto = []
    for section in document.sections:
        upto.append(section)
        if section._sectPr is place:
            break
    section = upto[-1]
    head = not any(_filled(one.header) for one in upto)
    own = not any(_filled(one.footer) for one in upto)
    if head:
        _fill(section.header, [_ruled(styles["header"], title)])
    if own:
        _fill(section.footer, _foot(styles, stamp, lang))
        if head and len(upto) == 1:  # the title is not repeated above itself
            section.different_first_page_header_footer = True
            _fill(section.first_page_header, [paragraph(styles["header"])])
            _fill(section.first_page_footer, _foot(styles, stamp, lang))
    return own


def _filled(part: Any) -> bool:
    if part.is_linked_to_previous:
        return False
    root = part._element
    return bool(text_of(root).strip()) or any(
        root.iter(qn("w:fldSimple"), qn("w:instrText"), qn("w:drawing"), qn("w:pict")))


def _fill(part: Any, blocks: list[Any]) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for child in list(root):
        root.remove(child)
    root.extend(blocks)


def _ruled(style: str, text: str) -> Any:
    made = paragraph(style, *runs(text))
    made.pPr.append(element("pBdr", element("bottom", val="single", sz=4, space=4,
                                            color="A6A6A6")))
    return made


def _foot(styles: Styles, stamp: str, lang: str) -> list[Any]:
    words = say("word.page", lang, page="\n", pages="\t")
    inside: list[Any] = []
    rest = words
    while rest:
        at = min((rest.find(mark) for mark in "\n\t" if mark in rest), default=len(rest))
        inside += runs(rest[:at])
        if at < len(rest):
            code = "PAGE" if rest[at] == "\n" else "NUMPAGES"
            inside += field(code, runs("1"))
        rest = rest[at + 1:]
    return [paragraph(styles["footer"], *inside),
            paragraph(styles["footer"], *runs(stamp, size=7, colour="#7F7F7F"))]
