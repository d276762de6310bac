"""Pieces of a Word document: elements, runs of text, fields, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARTS = re.compile("(−+|\n|\t)")
_DATED = re.compile(r"(−+|\n|\t|(?<=[0-9]{4})-(?=[0-9]{2})|(?<=[0-9]{4}-[0-9]{2})-(?=[0-9]{2}))")
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def clean(text: str) -> str:
    r"""Text without the characters that XML cannot hold.

    Examples
    --------
    >>> clean("\x0b坏\x00 <b>]]>")
    '坏 <b>]]>'
    """
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of the main namespace, `tag` with or without a prefix."""
    made = OxmlElement(tag if ":" in tag else f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), clean(str(value)))
    made.extend(children)
    return made


def run_properties(*, bold: bool = False, colour: str | None = None, size: float | None = None,
                   chinese: bool = False) -> Any:
    """Properties of a run, in the order that the schema asks for; None where there are none.

    Parameters
    ----------
    colour
        As ``#rrggbb``.
    size
        Points.
    chinese
        Quotation marks, dashes and symbols are taken from the Chinese font.
    """
    made = element("rPr")
    if chinese:
        made.append(element("rFonts", hint="eastAsia"))
    if bold:
        made.extend((element("b"), element("bCs")))
    if colour is not None:
        made.append(element("color", val=colour.removeprefix("#").upper()))
    if size is not None:
        made.extend((element("sz", val=round(size * 2)), element("szCs", val=round(size * 2))))
    return made if len(made) else None


def runs(text: str, *, bold: bool = False, colour: str | None = None,
         size: float | None = None) -> list[Any]:
    """Runs of a text.

    Line ends and tabs become Word's own, a minus keeps to the Latin font, dates stay on one line.
    """
    text = clean(text)
    chinese = bool(_CHINESE.search(text))
    made = []
    for part in (_PARTS if "://" in text else _DATED).split(text):
        if not part:
            continue
        run = element("r")
        properties = run_properties(bold=bold, colour=colour, size=size,
                                    chinese=chinese and not part.startswith("−"))
        if properties is not None:
            run.append(properties)
        if part == "\n":
            run.append(element("br"))
        elif part == "\t":
            run.append(element("tab"))
        elif part == "-":
            run.append(element("noBreakHyphen"))
        else:
            words = element("t")
            words.text = part
            words.set(qn("xml:space"), "preserve")
            run.append(words)
        made.append(run)
    return made


def field(code: str, shown: Iterable[Any], *, size: float | None = None) -> list[Any]:
    """Runs of a field: its code, and what it shows until Word updates it."""
    return [*field_start(code, size=size), *shown, _mark("end", size)]


def field_start(code: str, *, size: float | None = None) -> list[Any]:
    """Runs that open a field; :func:`field_end` closes it, in another paragraph if need be."""
    words = element("instrText")
    words.text = f" {code} "
    words.set(qn("xml:space"), "preserve")
    run = element("r")
    properties = run_properties(size=size)
    if properties is not None:
        run.append(properties)
    run.append(words)
    return [_mark("begin", size), run, _mark("separate", size)]


def field_end() -> Any:
    """Run that closes a field."""
    return _mark("end", None)


def _mark(kind: str, size: float | None) -> Any:
    run = element("r")
    properties = run_properties(size=size)
    if properties is not None:
        run.append(properties)
    run.append(element("fldChar", fldCharType=kind))
    return run


def bookmark(number: int, name: str, inside: Iterable[Any]) -> list[Any]:
    """Content between the marks of a bookmark."""
    return [element("bookmarkStart", id=number, name=name), *inside,
            element("bookmarkEnd", id=number)]


def link(anchor: str, inside: Iterable[Any]) -> Any:
    """A link to a bookmark."""
    return element("hyperlink", *inside, anchor=anchor, history=1)


def paragraph(style: str, *inside: Any, **switches: object) -> Any:
    """A paragraph in a style.

    Parameters
    ----------
    style
        Its id in this document.
    switches
        Elements of its properties by name, with their `val`: ``keepNext=1``; in the order that
        the schema asks for.
    """
    properties = element("pPr", element("pStyle", val=style),
                         *(element(name, val=value) for name, value in switches.items()))
    return element("p", properties, *inside)


def text_of(block: Any) -> str:
    """Text of an element, as its reader sees it."""
    return "".join("-" if node.tag == qn("w:noBreakHyphen") else node.text or ""
                   for node in block.iter(qn("w:t"), qn("w:noBreakHyphen")))


def lines_of(block: Any) -> str:
    """Text of an element with its forced line ends."""
    kinds = {qn("w:br"): "\n", qn("w:noBreakHyphen"): "\u2011"}
    return "".join(kinds.get(node.tag, node.text or "")
                   for node in block.iter(qn("w:t"), *kinds))
