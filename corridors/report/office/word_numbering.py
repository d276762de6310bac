"""Numbers of headings and marks of findings: Word's own multilevel lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from corridors.report.office.word_xml import element

HEADINGS = ("heading 1", "heading 2", "heading 3")
#: Format, text and following mark of the three levels.
LEVELS = {"zh": (("chineseCountingThousand", "%1、", "nothing"),
                 ("chineseCountingThousand", "（%2）", "nothing"), ("decimal", "%3.", "space")),
          "en": (("decimal", "%1", "tab"), ("decimal", "%1.%2", "tab"),
                 ("decimal", "%1.%2.%3", "tab"))}
_DIGITS = "零一二三四五六七八九"


def numbering_root(document: Any) -> Any:
    """Element ``w:numbering`` of a document, made where there is none."""
    part = document.part
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    made = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING,
                   parse_xml(f"<w:numbering {nsdecls('w')}/>"), part.package)
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made.element


def _add(root: Any, levels: Sequence[Any]) -> int:
    """Add a list and return its number."""
    abstracts, numbers = root.findall(qn("w:abstractNum")), root.findall(qn("w:num"))
    abstract = 1 + max((int(node.get(qn("w:abstractNumId"))) for node in abstracts), default=-1)
    number = 1 + max((int(node.get(qn("w:numId"))) for node in numbers), default=0)
    # Word merges lists of one nsid: each gets its own.
    made = element("abstractNum", element("nsid", val=f"{0x0C0DE000 + abstract:08X}"),
                   element("multiLevelType", val="multilevel" if len(levels) > 1 else
                           "hybridMultilevel"), *levels, abstractNumId=abstract)
    if numbers:
        numbers[0].addprevious(made)
    else:
        root.append(made)
    entry = element("num", element("abstractNumId", val=abstract), numId=number)
    (numbers[-1] if numbers else made).addnext(entry)
    return number


def number_headings(root: Any, styles: Any, lang: str) -> None:
    """Number the headings through their styles."""
    levels = []
    for i, (name, (form, text, after)) in enumerate(zip(HEADINGS, LEVELS[lang], strict=True)):
        level = element("lvl", element("start", val=1), element("numFmt", val=form),
                        element("pStyle", val=styles[name]), element("suff", val=after),
                        element("lvlText", val=text), element("lvlJc", val="left"), ilvl=i)
        if lang == "en":
            step = (480, 620, 760)[i]
            level.append(element("pPr", element("tabs", element("tab", val="num", pos=step)),
                                 element("ind", left=step, hanging=step)))
        else:
            level.append(element("pPr", element("ind", left=0, firstLine=0)))
        levels.append(level)
    number = _add(root, levels)
    for i, name in enumerate(HEADINGS):
        properties = styles.node(name).find(qn("w:pPr"))
        entry = element("numPr", element("ilvl", val=i), element("numId", val=number))
        for old in properties.findall(qn("w:numPr")):
            properties.remove(old)
        place = next((node for node in properties if node.tag not in {
            qn("w:keepNext"), qn("w:keepLines"), qn("w:pageBreakBefore"), qn("w:widowControl")}),
            None)
        if place is None:
            properties.append(entry)
        else:
            place.addprevious(entry)
        for indent in properties.findall(qn("w:ind")):
            properties.remove(indent)


def add_mark(root: Any, mark: str, colour: str, indent: int) -> int:
    """Add a list with a mark of its own, indented by twips, and return its number."""
    fonts = element("rFonts", ascii="宋体", eastAsia="宋体", hAnsi="宋体", hint="eastAsia")
    level = element("lvl", element("start", val=1), element("numFmt", val="bullet"),
                    element("suff", val="tab"), element("lvlText", val=mark),
                    element("lvlJc", val="left"),
                    element("pPr", element("tabs", element("tab", val="num", pos=indent)),
                            element("ind", left=indent, leftChars=0, hanging=indent,
                                    hangingChars=0)),
                    element("rPr", fonts, element("color", val=colour.removeprefix("#").upper())),
                    ilvl=0)
    return _add(root, [level])


class Counter:
    """Numbers of headings as Word will print them, for the table of contents.

    Parameters
    ----------
    root, styles
        Lists and styles of the document, the user's own included: where its headings have no
        numbers, or numbers of a kind unknown here, there is no text.
    """

    def __init__(self, root: Any, styles: Any) -> None:
        self._levels: list[tuple[str, str] | None] = [
            _level(root, styles.node(name), i) for i, name in enumerate(HEADINGS)]
        self._count = [0, 0, 0]

    def next(self, level: int) -> str:
        """Number of the next heading of a level, counted from 1."""
        self._count[level - 1] += 1
        self._count[level:] = [0] * (3 - level)
        found = self._levels[level - 1]
        if found is None:
            return ""
        text = found[1]
        for i, count in enumerate(self._count[:level], start=1):
            form = self._levels[i - 1]
            if f"%{i}" in text:
                if form is None:
                    return ""
                decimal = form[0] == "decimal"
                text = text.replace(f"%{i}", str(count) if decimal else chinese(count))
        return text


def _level(root: Any, style: Any, default: int) -> tuple[str, str] | None:
    """Format and text of the number of a style."""
    entry = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    if entry is None:
        return None
    number = next((node for node in root.findall(qn("w:num"))
                   if node.get(qn("w:numId")) == entry.get(qn("w:val"))), None)
    if number is None:
        return None
    abstract = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    place = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
    index = default if place is None else int(place.get(qn("w:val")))
    for node in root.findall(qn("w:abstractNum")):
        if node.get(qn("w:abstractNumId")) == abstract:
            for level in node.findall(qn("w:lvl")):
                if level.get(qn("w:ilvl")) == str(index):
                    form = level.find(qn("w:numFmt"))
                    text = level.find(qn("w:lvlText"))
                    kind = "decimal" if form is None else form.get(qn("w:val"))
                    if text is not None and (kind == "decimal" or kind.startswith("chinese")):
                        return kind, text.get(qn("w:val")) or ""
    return None


def chinese(number: int) -> str:
    """A number below 100 in Chinese.

    Examples
    --------
    >>> chinese(3), chinese(10), chinese(12), chinese(40), chinese(99)
    ('三', '十', '十二', '四十', '九十九')
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")
