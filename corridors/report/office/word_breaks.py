"""On which page a heading will stand: page breaks reckoned the way Word makes them.

Word updates page numbers of a table of contents only when asked to. Until then the numbers
reckoned here stand there: lines have fixed heights, Chinese characters fixed widths, so that
little is left to guess; Latin letters have the widths of Times or of Arial.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from corridors.report.office.word_lines import lines
from corridors.report.office.word_xml import lines_of

_AUTO = 1.3
_EMU = 12_700
_ROW_RULE = 0.5


@dataclass(slots=True)
class _Look:
    """What a paragraph's style says of its height and breaks, points."""

    size: float = 10.0
    before: float = 0.0
    after: float = 0.0
    line: float = 240.0
    exact: bool = False
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    sans: bool = False

    def line_height(self) -> float:
        return self.line / 20 if self.exact else self.size * _AUTO * self.line / 240


@dataclass(slots=True)
class _Unit:
    """What no page break divides; space around it falls away at the top and foot of a page."""

    height: float
    before: float = 0.0
    after: float = 0.0
    glued: bool = False
    break_before: bool = False
    head: float = 0.0
    anchors: tuple[str, ...] = ()
    page: tuple[float, bool] | None = None


@dataclass(slots=True)
class _Looks:
    """Styles of a document, resolved through those that they are based on."""

    root: Any
    found: dict[str, _Look] = field(default_factory=dict)

    def of(self, ident: str | None) -> _Look:
        if ident is None:
            ident = next((style.get(qn("w:styleId")) for style in self.root.findall(qn("w:style"))
                          if style.get(qn("w:type")) == "paragraph"
                          and style.get(qn("w:default")) in ("1", "true")), "")
        if ident not in self.found:
            self.found[ident] = _Look()  # a style based on itself ends here
            style = next((node for node in self.root.findall(qn("w:style"))
                          if node.get(qn("w:styleId")) == ident), None)
            based = None if style is None else style.find(qn("w:basedOn"))
            if based is not None and based.get(qn("w:val")) != ident:
                parent = self.of(based.get(qn("w:val")))
            else:
                parent = self._defaults()
            self.found[ident] = parent if style is None else _over(
                parent, style.find(qn("w:pPr")), style.find(qn("w:rPr")))
        return self.found[ident]

    def _defaults(self) -> _Look:
        base = self.root.find(qn("w:docDefaults"))
        if base is None:
            return _Look()
        return _over(_Look(), base.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}"),
                     base.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"))


def _value(node: Any, name: str) -> float | None:
    text = None if node is None else node.get(qn(f"w:{name}"))
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def _switch(properties: Any, name: str, default: bool) -> bool:
    node = properties.find(qn(f"w:{name}"))
    return default if node is None else node.get(qn("w:val")) not in ("0", "false", "off")


def _over(look: _Look, paragraph: Any, run: Any) -> _Look:
    """A look changed by properties."""
    made = _Look(*(getattr(look, name) for name in _Look.__slots__))
    if run is not None and (size := _value(run.find(qn("w:sz")), "val")) is not None:
        made.size = size / 2
    fonts = None if run is None else run.find(qn("w:rFonts"))
    if fonts is not None and fonts.get(qn("w:ascii")):
        made.sans = fonts.get(qn("w:ascii")) in ("Arial", "Calibri", "Helvetica")
    if paragraph is None:
        return made
    spacing, indent = paragraph.find(qn("w:spacing")), paragraph.find(qn("w:ind"))
    for name in ("before", "after"):
        if (found := _value(spacing, name)) is not None:
            setattr(made, name, found / 20)
    if (line := _value(spacing, "line")) is not None:
        made.line, made.exact = line, spacing.get(qn("w:lineRule")) in ("exact", "atLeast")
    for name, keys in (("left", ("left", "start")), ("right", ("right", "end"))):
        for key in keys:
            if (found := _value(indent, key)) is not None:
                setattr(made, name, found / 20)
    if (found := _value(indent, "firstLine")) is not None:
        made.first = found / 20
    if (found := _value(indent, "hanging")) is not None:
        made.first = -found / 20
    if (found := _value(indent, "firstLineChars")) is not None and found:
        made.first = found / 100 * made.size
    made.keep_next = _switch(paragraph, "keepNext", look.keep_next)
    made.keep_lines = _switch(paragraph, "keepLines", look.keep_lines)
    return made


class Breaks:
    """Reckons pages of a body."""

    def __init__(self, document: Any, list_indent: float) -> None:
        self._body = document.element.body
        self._looks = _Looks(document.styles.element)
        self._list_indent = list_indent

    def pages(self) -> dict[str, int]:
        """Page of each bookmark, counted from 1."""
        found: dict[str, int] = {}
        page, at, room, below = 1, 0.0, 0.0, 0.0
        units = list(self._units())
        for i, unit in enumerate(units):
            if unit.page is not None:
                room = unit.page[0]
                if unit.page[1]:
                    page, at, below = page + 1, 0.0, 0.0
                continue
            chain, j = unit.height, i
            while units[j].glued and j + 1 < len(units) and units[j + 1].page is None:
                j += 1
                chain += max(units[j - 1].after, units[j].before) + units[j].height
            space = max(below, unit.before) if at else 0.0  # of two spaces Word takes the larger
            need = chain if chain <= room else unit.height
            if unit.break_before and at:
                page, at, space = page + 1, 0.0, unit.before
            elif at and at + space + need > room + 0.05:
                page, at, space = page + 1, unit.head, 0.0
            at += space + unit.height
            below = unit.after
            for anchor in unit.anchors:
                found[anchor] = page
        return found

    def _units(self) -> Iterator[_Unit]:
        blocks = list(self._blocks(self._body))
        sections: list[Any] = []
        owner: list[int] = []
        for block in blocks:
            owner.append(len(sections))
            inner = block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if inner is not None:
                sections.append(inner)
        sections.append(self._body.get_or_add_sectPr())
        current = -1
        for block, index in zip(blocks, owner, strict=True):
            wide, high = _between_margins(sections[index])
            if index != current:
                kind = sections[index].find(qn("w:type"))
                goes_on = kind is not None and kind.get(qn("w:val")) == "continuous"
                yield _Unit(0.0, page=(high, current >= 0 and not goes_on))
                current = index
            if block.tag == qn("w:tbl"):
                yield from self._table(block)
            else:
                yield from self._paragraph(block, wide)
                if any(node.get(qn("w:type")) == "page" for node in block.iter(qn("w:br"))):
                    yield _Unit(0.0, page=(high, True))

    def _blocks(self, root: Any) -> Iterator[Any]:
        for node in root:
            if node.tag in (qn("w:p"), qn("w:tbl")):
                yield node
            elif node.tag == qn("w:sdt"):
                inner = node.find(qn("w:sdtContent"))
                if inner is not None:
                    yield from self._blocks(inner)

    def _look(self, block: Any) -> _Look:
        properties = block.find(qn("w:pPr"))
        style = None if properties is None else properties.find(qn("w:pStyle"))
        look = self._looks.of(None if style is None else style.get(qn("w:val")))
        if properties is None:
            return look
        made = _over(look, properties, None)
        if properties.find(qn("w:numPr")) is not None:
            made.left, made.first = self._list_indent, 0.0
        return made

    def _paragraph(self, block: Any, width: float) -> Iterator[_Unit]:
        look = self._look(block)
        properties = block.find(qn("w:pPr"))
        breaks = properties is not None and _switch(properties, "pageBreakBefore", False)
        anchors = tuple(node.get(qn("w:name")) for node in block.iter(qn("w:bookmarkStart")))
        drawing = next(block.iter(qn("wp:extent")), None)
        if drawing is not None:
            heights = [int(drawing.get("cy")) / _EMU]
        else:
            count = lines(lines_of(block), width - look.left - look.right, look.size, look.first,
                          sans=look.sans)
            heights = [look.line_height()] * count
        last = len(heights) - 1
        for i, height in enumerate(heights):
            inner = look.keep_lines or i == 0 or i == last - 1
            yield _Unit(height, look.before if i == 0 else 0.0, look.after if i == last else 0.0,
                        look.keep_next if i == last else inner, breaks and i == 0,
                        anchors=anchors if i == 0 else ())

    def _table(self, table: Any) -> Iterator[_Unit]:
        head = 0.0
        for row in table.findall(qn("w:tr")):
            high, keep = 0.0, False
            for cell in row.findall(qn("w:tc")):
                wide = (_value(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"), "w") or 1440) / 20 - 8
                tall = 4.0
                for block in cell.findall(qn("w:p")):
                    look = self._look(block)
                    tall += look.line_height() * lines(
                        lines_of(block), wide, look.size, sans=look.sans)
                    keep |= look.keep_next
                high = max(high, tall)
            yield _Unit(high + _ROW_RULE, glued=keep, head=head)
            if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
                head = high + _ROW_RULE


def _between_margins(section: Any) -> tuple[float, float]:
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    edges = {side: abs(_value(margins, side) or 0.0) / 20
             for side in ("top", "right", "bottom", "left", "gutter")}
    wide = (_value(page, "w") or 11906.0) / 20 - edges["left"] - edges["right"] - edges["gutter"]
    return wide, (_value(page, "h") or 16838.0) / 20 - edges["top"] - edges["bottom"]
