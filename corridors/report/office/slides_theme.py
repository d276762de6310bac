"""The deck of its own: theme, master and three layouts, made from the plain one of python-pptx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corridors.messages import say

if TYPE_CHECKING:
    from pptx.presentation import Presentation

WIDTH_IN, HEIGHT_IN = 13.333, 7.5
MARGIN_IN = 0.6
CONTENT_IN = WIDTH_IN - 2 * MARGIN_IN
#: Fonts that every Windows has.
LATIN, CHINESE = "Arial", "微软雅黑"
#: Dark-blue titles; accents from the Okabe-Ito set, which colour-blind eyes can tell apart.
COLOURS = {
    "dk1": "1A1A1A", "lt1": "FFFFFF", "dk2": "12325C", "lt2": "EEF2F7", "accent1": "0072B2",
    "accent2": "E69F00", "accent3": "009E73", "accent4": "CC79A7", "accent5": "56B4E9",
    "accent6": "D55E00", "hlink": "0072B2", "folHlink": "5A4A78",
}
KEPT = ("Title Slide", "Title and Content", "Title Only")
#: Left, top, width, height in inches of what stands on the master and the layouts.
TITLE = (MARGIN_IN, 0.3, CONTENT_IN, 1.02)
RULE = (MARGIN_IN, 1.36, CONTENT_IN, 0.022)
BODY = (MARGIN_IN, 1.56, CONTENT_IN, 5.2)
FOOTER = (MARGIN_IN, 6.98, CONTENT_IN - 1.0, 0.3)
NUMBER = (WIDTH_IN - MARGIN_IN - 0.9, 6.98, 0.9, 0.3)
COVER_BAND = (0.0, 0.0, 0.42, HEIGHT_IN)
COVER_TITLE = (1.2, 1.7, 11.2, 1.75)
COVER_RULE = (1.28, 3.62, 2.4, 0.05)
COVER_SUBTITLE = (1.2, 3.85, 11.2, 1.5)
COVER_FOOTER = (1.2, 6.98, 10.2, 0.3)
_NAMESPACES = ('xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
               'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"')


def own_presentation(lang: str) -> Presentation:
    """An empty 16:9 deck with the theme, the master and the layouts of the toolkit."""
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
    size = deck.part._element.find(_q("p:sldSz"))
    size.attrib.pop("type", None)
    _drop_extras(deck)
    _theme(deck)
    _master(deck, lang)
    names = {"Title Slide": "slides.layout_title", "Title and Content": "slides.layout_content",
             "Title Only": "slides.layout_only"}
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
            continue
        _clear_dates(layout)
        _prompts(layout, lang)
        _layout(layout)
        layout._element.cSld.set("name", say(names[layout.name], lang))
    return deck


def _q(tag: str) -> str:
    from pptx.oxml.ns import qn

    return str(qn(tag))


def _drop_extras(deck: Presentation) -> None:
    """Take out the thumbnail and the printer of whoever made the plain deck."""
    for owner in (deck.part.package, deck.part):
        relations: Any = owner._rels
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in {"thumbnail", "printerSettings"}:
                relations.pop(key)


def _theme(deck: Presentation) -> None:
    colours = "".join(f'<a:{key}><a:srgbClr val="{value}"/></a:{key}>'
                      for key, value in COLOURS.items())
    faces = (f'<a:latin typeface="{LATIN}"/><a:ea typeface="{CHINESE}"/><a:cs typeface=""/>'
             f'<a:font script="Hans" typeface="{CHINESE}"/>')
    for relation in deck.slide_master.part._rels.values():
        if relation.reltype.endswith("/theme"):
            part: Any = relation.target_part
            text = part.blob.decode("utf-8")
            text = re.sub(r"<a:clrScheme.*?</a:clrScheme>",
                          f'<a:clrScheme name="corridors">{colours}</a:clrScheme>', text,
                          flags=re.DOTALL)
            text = re.sub(r"<a:fontScheme.*?</a:fontScheme>",
                          f'<a:fontScheme name="corridors"><a:majorFont>{faces}</a:majorFont>'
                          f'<a:minorFont>{faces}</a:minorFont></a:fontScheme>', text,
                          flags=re.DOTALL)
            part._blob = text.replace('name="Office Theme"', 'name="corridors"').encode()


def _master(deck: Presentation, lang: str) -> None:
    from pptx.enum.shapes import PP_PLACEHOLDER

    master = deck.slide_master
    _clear_dates(master)
    _prompts(master, lang)
    places = {PP_PLACEHOLDER.TITLE: TITLE, PP_PLACEHOLDER.BODY: BODY,
              PP_PLACEHOLDER.FOOTER: FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER: NUMBER}
    for shape in master.placeholders:
        kind = shape.placeholder_format.type
        _move(shape, places[kind])
        if kind in {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}:
            _style(shape, "ctr", _small("l" if kind == PP_PLACEHOLDER.FOOTER else "r"))
            _insets(shape, 0.05)
        if kind == PP_PLACEHOLDER.TITLE:
            _insets(shape, 0.05)
    styles = master._element.find(_q("p:txStyles"))
    title = styles.find(_q("p:titleStyle")).find(_q("a:lvl1pPr"))
    title.set("algn", "l")
    letters = title.find(_q("a:defRPr"))
    letters.set("sz", "2600")
    letters.set("b", "1")
    letters.find(f"{_q('a:solidFill')}/{_q('a:schemeClr')}").set("val", "tx2")
    for level, size in enumerate((2000, 1800, 1600, 1400, 1400), 1):
        styles.find(f"{_q('p:bodyStyle')}/{_q(f'a:lvl{level}pPr')}/{_q('a:defRPr')}").set(
            "sz", str(size))
    _rectangle(master, 90, "Rule", RULE, "accent1")


def _layout(layout: Any) -> None:
    from pptx.enum.shapes import PP_PLACEHOLDER

    cover = layout.name == KEPT[0]
    if cover:
        layout._element.set("showMasterSp", "0")
        _rectangle(layout, 91, "Band", COVER_BAND, "tx2")
        _rectangle(layout, 92, "Rule", COVER_RULE, "accent1")
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.CENTER_TITLE:
            _move(shape, COVER_TITLE)
            _style(shape, "b", '<a:lvl1pPr algn="l"><a:defRPr sz="3600" b="1"/></a:lvl1pPr>')
        elif kind == PP_PLACEHOLDER.SUBTITLE:
            _move(shape, COVER_SUBTITLE)
            _style(shape, "t", '<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>'
                   '<a:defRPr sz="2000"><a:solidFill><a:schemeClr val="tx1"><a:lumMod val="65000"/>'
                   '<a:lumOff val="35000"/></a:schemeClr></a:solidFill></a:defRPr></a:lvl1pPr>')
        elif kind in {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}:
            footer = kind == PP_PLACEHOLDER.FOOTER
            _move(shape, (COVER_FOOTER if cover else FOOTER) if footer else NUMBER)
            _style(shape, "ctr", _small("l" if footer else "r"))
        elif kind in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.OBJECT}:
            _move(shape, TITLE if kind == PP_PLACEHOLDER.TITLE else BODY)


def _small(align: str) -> str:
    """Style of footer and number."""
    return (f'<a:lvl1pPr algn="{align}"><a:defRPr sz="1000"><a:solidFill><a:schemeClr val="tx1">'
            '<a:lumMod val="75000"/><a:lumOff val="25000"/></a:schemeClr></a:solidFill>'
            "</a:defRPr></a:lvl1pPr>")


def _prompts(owner: Any, lang: str) -> None:
    """Prompts of the placeholders in the language of the deck."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    titles = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
    texts = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE}
    for shape in owner.placeholders:
        kind = shape.placeholder_format.type
        if kind in titles | texts:
            key = "slides.prompt_title" if kind in titles else "slides.prompt_text"
            shape.text_frame.text = say(key, lang)


def _clear_dates(owner: Any) -> None:
    """A deck tells no date: its stamp says what it is."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    for shape in list(owner.placeholders):
        if shape.placeholder_format.type == PP_PLACEHOLDER.DATE:
            shape._element.getparent().remove(shape._element)


def _move(shape: Any, place: tuple[float, float, float, float]) -> None:
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = (Inches(number) for number in place)


def _insets(shape: Any, inches: float) -> None:
    from pptx.util import Inches

    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Inches(inches)
    frame.margin_top = frame.margin_bottom = 0


def _style(shape: Any, anchor: str, level: str) -> None:
    from pptx.oxml import parse_xml

    body = shape._element.txBody
    body.find(_q("a:bodyPr")).set("anchor", anchor)
    style = body.find(_q("a:lstStyle"))
    for child in list(style):
        style.remove(child)
    style.append(parse_xml(level.replace("<a:lvl1pPr", f"<a:lvl1pPr {_NAMESPACES}", 1)))


def _rectangle(owner: Any, number: int, name: str, place: tuple[float, float, float, float],
               colour: str) -> None:
    """A filled rectangle behind everything else of a master or layout."""
    from pptx.oxml import parse_xml
    from pptx.util import Inches

    left, top, width, height = (int(Inches(value)) for value in place)
    owner.shapes._spTree.insert(2, parse_xml(
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f'</a:prstGeom><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/>'
        '</a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/>'
        "</a:p></p:txBody></p:sp>"))
