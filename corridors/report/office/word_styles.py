"""The styles of a briefing in Word: what each is called, how it looks in either language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from corridors.messages import say
from corridors.report.office.word_xml import element

INK, SHADE, GREY = "1F3864", "EAF0F7", "595959"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks in one language.

    Attributes
    ----------
    font
        Chinese font and Latin font.
    size
        Points.
    line
        Line distance: exact points where negative, else a multiple of the single line.
    first, left
        Indents, characters of the style's own size; `hanging` takes the first line back by as
        many.
    """

    font: tuple[str, str]
    size: float
    bold: bool = False
    colour: str = ""
    align: str = "both"
    before: float = 0
    after: float = 0
    line: float = 1.0
    first: float = 0
    left: float = 0
    hanging: float = 0
    keep: bool = False
    outline: int | None = None
    boxed: bool = False


SONG, HEI, KAI, FANG = (
    ("宋体", "Times New Roman"), ("黑体", "Arial"), ("楷体", "Times New Roman"),
    ("仿宋", "Times New Roman"))

#: Name as Word stores it, name in Chinese Word, and the looks in Chinese and in English.
BUILT_IN: dict[str, tuple[str, Look, Look]] = {
    "Normal": ("正文", Look(FANG, 14, line=-26), Look(SONG, 11, align="left", line=-15)),
    "Body Text": ("正文文本", Look(FANG, 14, line=-26, first=2),
                  Look(SONG, 11, align="left", line=-15, after=6)),
    "Title": ("标题", Look(SONG, 22, True, align="center", before=12, after=6, line=-32),
              Look(HEI, 22, True, INK, align="left", before=12, after=4, line=-28)),
    "Subtitle": ("副标题", Look(KAI, 15, align="center", after=10, line=-24),
                 Look(HEI, 13, colour=GREY, align="left", after=10, line=-17)),
    "heading 1": ("标题 1", Look(HEI, 16, align="left", before=16, after=6, line=-28, keep=True,
                               outline=0),
                  Look(HEI, 16, True, INK, align="left", before=18, after=6, line=-21, keep=True,
                       outline=0)),
    "heading 2": ("标题 2", Look(KAI, 15, True, align="left", before=10, after=4, line=-26,
                               keep=True, outline=1),
                  Look(HEI, 13, True, INK, align="left", before=12, after=4, line=-17, keep=True,
                       outline=1)),
    "heading 3": ("标题 3", Look(FANG, 14, True, align="left", before=6, after=3, line=-26,
                               keep=True, outline=2),
                  Look(HEI, 11, True, INK, align="left", before=10, after=3, line=-15, keep=True,
                       outline=2)),
    "List Bullet": ("列表项目符号", Look(FANG, 14, align="left", line=-26, after=4),
                    Look(SONG, 11, align="left", line=-15, after=5)),
    "caption": ("题注", Look(HEI, 10.5, align="center", before=6, after=6, line=-16),
                Look(HEI, 9.5, True, align="left", before=6, after=4, line=-13)),
    "toc 1": ("目录 1", Look(SONG, 12, align="left", before=2, line=-22),
              Look(SONG, 11, align="left", before=4, line=-15)),
    "toc 2": ("目录 2", Look(SONG, 10.5, align="left", line=-18, left=2),
              Look(SONG, 10, align="left", left=2, line=-14)),
    "TOC Heading": ("目录标题", Look(HEI, 16, align="center", before=12, after=6, line=-26),
                    Look(HEI, 14, True, INK, align="left", before=14, after=4, line=-19)),
    "header": ("页眉", Look(SONG, 9, colour=GREY, align="center"),
               Look(HEI, 8.5, colour=GREY, align="right")),
    "footer": ("页脚", Look(SONG, 9, colour=GREY, align="center"),
               Look(HEI, 8.5, colour=GREY, align="center")),
}
#: Own styles by id, with their looks; their names are messages.
OWN: dict[str, tuple[Look, Look]] = {
    "CorridorsHeadline": (Look(HEI, 15, colour=INK, align="left", before=6, after=10, line=-26,
                               boxed=True),
                          Look(HEI, 13, colour=INK, align="left", before=6, after=10, line=-18,
                               boxed=True)),
    # so small that nothing of a line hangs below the picture
    "CorridorsFigure": (Look(SONG, 2, align="center", before=6, keep=True),
                        Look(SONG, 2, align="left", before=6, keep=True)),
    "CorridorsCell": (Look(SONG, 10.5, align="left", line=-14),
                      Look(HEI, 9, align="left", line=-12)),
    "CorridorsCellSmall": (Look(SONG, 9, align="left", line=-12),
                           Look(HEI, 8, align="left", line=-10.5)),
    "CorridorsNote": (Look(SONG, 9, colour=GREY, align="left", before=3, after=8, line=-13),
                      Look(HEI, 8, colour=GREY, align="left", before=3, after=8, line=-11)),
    "CorridorsDefinition": (Look(SONG, 12, align="both", line=-21, left=2, hanging=2, after=3),
                            Look(SONG, 10.5, align="left", left=2, hanging=2, after=4, line=-14)),
}
#: What a template must bring itself; the other styles are added where they are missing.
NEEDED = ("Title", "heading 1", "heading 2", "heading 3", "List Bullet", "caption")
TABLE = "CorridorsTable"


def shown_name(name: str, lang: str) -> str:
    """Name of a built-in style as Word shows it."""
    return BUILT_IN[name][0] if lang == "zh" else name[:1].upper() + name[1:]


class Styles:
    """The styles of a document, by what they are for.

    Parameters
    ----------
    root
        Element ``w:styles``.
    """

    def __init__(self, root: Any, lang: str) -> None:
        self._root, self._lang = root, lang
        self._ids: dict[tuple[str, str], str] = {}
        self._read()

    def _read(self) -> None:
        self._ids.clear()
        for style in self._root.findall(qn("w:style")):
            kind, ident = style.get(qn("w:type")), style.get(qn("w:styleId"))
            names = [node.get(qn("w:val")) or "" for tag in ("w:name", "w:aliases")
                     for node in style.findall(qn(tag))]
            for name in (part for text in names for part in text.split(",")):
                self._ids.setdefault((kind, name.strip().casefold()), ident)
            self._ids.setdefault((kind, f"id:{ident}"), ident)

    def _found(self, name: str) -> str | None:
        words = (name, BUILT_IN[name][0]) if name in BUILT_IN else (
            f"id:{name}", *(say(f"word.style.{name}", lang) for lang in ("zh", "en")))
        kind = "table" if name == TABLE else "paragraph"
        for word in words:
            if found := self._ids.get((kind, word if word.startswith("id:") else word.casefold())):
                return found
        return None

    def missing(self) -> list[str]:
        """Needed styles that the document lacks."""
        return [name for name in NEEDED if self._found(name) is None]

    def __getitem__(self, name: str) -> str:
        """Id of a style in this document."""
        found = self._found(name)
        if found is None:
            raise KeyError(name)
        return found

    def node(self, name: str) -> Any:
        """Element of a style."""
        ident = self[name]
        return next(style for style in self._root.findall(qn("w:style"))
                    if style.get(qn("w:styleId")) == ident)

    def clear(self) -> None:
        """Take out every style but the defaults of runs, tables and lists."""
        for style in self._root.findall(qn("w:style")):
            if style.get(qn("w:type")) == "paragraph" or style.get(qn("w:default")) != "1":
                self._root.remove(style)
        for defaults in self._root.findall(qn("w:docDefaults")):
            self._root.remove(defaults)
        self._root.insert(0, _defaults(self._lang))
        self._read()

    def complete(self) -> None:
        """Add what is missing."""
        which = 0 if self._lang == "zh" else 1
        has_body = self._found("Normal") is not None
        for name, (_, *looks) in BUILT_IN.items():
            if self._found(name) is None and not (name == "Body Text" and has_body):
                ident = name.title().replace(" ", "").replace("Toc", "TOC")
                self._add(name, name, ident, looks[which])
        for name, own in OWN.items():
            if self._found(name) is None:
                self._add(name, say(f"word.style.{name}", self._lang), name, own[which])
        if self._found(TABLE) is None:
            self._root.append(_table_style(say(f"word.style.{TABLE}", self._lang)))
            self._ids["table", f"id:{TABLE}"] = TABLE

    @property
    def body(self) -> str:
        """Id of the style of running text: the template's own, else its normal style."""
        return self._found("Body Text") or self["Normal"]

    def _add(self, key: str, name: str, ident: str, look: Look) -> None:
        taken = {style.get(qn("w:styleId")) for style in self._root.findall(qn("w:style"))}
        while ident in taken:
            ident += "X"
        style = element("style", element("name", val=name), type="paragraph", styleId=ident)
        if key == "Normal":
            style.set(qn("w:default"), "1")
        else:
            if key in OWN:
                style.set(qn("w:customStyle"), "1")
            style.append(element("basedOn", val=self["Normal"]))
            if key.startswith("heading") or key in ("Title", "Subtitle"):
                style.append(element("next", val=self.body))
        style.append(element("uiPriority", val=39 if key.startswith("toc") else 1))
        if not key.startswith(("toc", "header", "footer")):
            style.append(element("qFormat"))
        style.extend((_paragraph_look(look), _run_look(look)))
        self._root.append(style)
        self._ids["paragraph", name.casefold()] = ident
        self._ids["paragraph", f"id:{ident}"] = ident


def _defaults(lang: str) -> Any:
    fonts = element("rFonts", ascii="Times New Roman", eastAsia="宋体", hAnsi="Times New Roman",
                    cs="Times New Roman")
    words = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    size = 28 if lang == "zh" else 22
    return element("docDefaults",
                   element("rPrDefault", element("rPr", fonts, element("sz", val=size),
                                                 element("szCs", val=size), words)),
                   element("pPrDefault", element("pPr")))


def _paragraph_look(look: Look) -> Any:
    made = element("pPr")
    if look.keep:
        made.extend((element("keepNext"), element("keepLines")))
    made.append(element("widowControl"))
    if look.boxed:
        edge = {"val": "single", "sz": 4, "space": 6, "color": INK}
        made.append(element("pBdr", element("top", **edge),
                            element("left", **{**edge, "sz": 36}),
                            element("bottom", **edge), element("right", **edge)))
        made.append(element("shd", val="clear", color="auto", fill=SHADE))
    made.append(element("adjustRightInd", val=0))
    made.append(element("snapToGrid", val=0))
    spacing: dict[str, object] = {"before": round(look.before * 20),
                                  "after": round(look.after * 20)}
    if look.line < 0:
        spacing |= {"line": round(-look.line * 20), "lineRule": "exact"}
    else:
        spacing |= {"line": round(look.line * 240), "lineRule": "auto"}
    made.append(element("spacing", **spacing))
    em = look.size * 20
    side = 140 if look.boxed else 0
    indent: dict[str, object] = {"left": round(look.left * em) + side, "right": side}
    if look.left:
        indent["leftChars"] = round(look.left * 100)
    if look.hanging:
        indent |= {"hangingChars": round(look.hanging * 100), "hanging": round(look.hanging * em)}
    else:
        indent |= {"firstLineChars": round(look.first * 100), "firstLine": round(look.first * em)}
    made.append(element("ind", **indent))
    made.append(element("jc", val=look.align))
    if look.outline is not None:
        made.append(element("outlineLvl", val=look.outline))
    return made


def _run_look(look: Look) -> Any:
    chinese, latin = look.font
    made = element("rPr", element("rFonts", ascii=latin, eastAsia=chinese, hAnsi=latin, cs=latin))
    if look.bold:
        made.extend((element("b"), element("bCs")))
    else:
        made.extend((element("b", val=0), element("bCs", val=0)))
    made.append(element("color", val=look.colour or "auto"))
    size = round(look.size * 2)
    made.extend((element("sz", val=size), element("szCs", val=size)))
    return made


def _table_style(name: str) -> Any:
    def edge(side: str, size: int, colour: str) -> Any:
        return element(side, val="single", sz=size, space=0, color=colour)

    head = element("tblStylePr", element("rPr", element("b"), element("bCs")),
                   element("tcPr", element("tcBorders", edge("bottom", 8, INK)),
                           element("shd", val="clear", color="auto", fill=SHADE)),
                   type="firstRow")
    return element(
        "style", element("name", val=name), element("uiPriority", val=1), element("qFormat"),
        element("tblPr", element("tblBorders", edge("top", 12, INK), edge("bottom", 12, INK),
                                 edge("insideH", 4, "BFBFBF")),
                element("tblCellMar", element("top", w=40, type="dxa"),
                        element("left", w=80, type="dxa"), element("bottom", w=40, type="dxa"),
                        element("right", w=80, type="dxa"))),
        head, type="table", customStyle=1, styleId=TABLE)
