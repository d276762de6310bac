"""The document that a briefing is written into: the toolkit's own or the user's template."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from corridors.errors import InputError, fault
from corridors.inputfile import check_archive, check_ordinary
from corridors.messages import listed
from corridors.report.office.word_numbering import number_headings, numbering_root
from corridors.report.office.word_styles import Styles, shown_name
from corridors.report.office.word_xml import clean, element, text_of

MARKS = {"content": ("{{content}}", "{{正文}}"), "title": ("{{title}}", "{{标题}}"),
         "question": ("{{question}}", "{{问题}}"), "headline": ("{{headline}}", "{{结论}}"),
         "stamp": ("{{stamp}}", "{{版本}}")}
MAX_MB = 50
_OLD_WORD = b"\xd0\xcf\x11\xe0"
#: A4 with the margins of Chinese official documents, in twentieths of a point.
_MM = 1440 / 25.4
PAGE = {"w": round(210 * _MM), "h": round(297 * _MM)}
MARGINS = {"top": round(37 * _MM), "right": round(26 * _MM), "bottom": round(35 * _MM),
           "left": round(28 * _MM), "header": round(20 * _MM), "footer": round(20 * _MM),
           "gutter": 0}


def own_document(lang: str) -> tuple[Any, Styles]:
    """An empty document with the toolkit's own styles and page."""
    document: Any = docx.Document()
    for relation in [*document.part.package.rels.values(), *document.part.rels.values()]:
        if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
            owner = (document.part if relation.rId in document.part.rels and
                     document.part.rels[relation.rId] is relation else document.part.package)
            owner.rels.pop(relation.rId)
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.append(element("sectPr", element("pgSz", **PAGE), element("pgMar", **MARGINS),
                        element("cols", space=720)))
    root = numbering_root(document)
    for child in list(root):
        root.remove(child)
    styles = Styles(document.styles.element, lang)
    styles.clear()
    styles.complete()
    number_headings(root, styles, lang)
    _settings(document.settings.element, lang)
    return document, styles


def _settings(root: Any, lang: str) -> None:
    for node in root.iter(qn("w:compatSetting")):
        if node.get(qn("w:name")) == "compatibilityMode":
            node.set(qn("w:val"), "15")  # else Word says "compatibility mode" in its title
    for node in root.findall(qn("w:characterSpacingControl")):
        node.set(qn("w:val"), "compressPunctuation" if lang == "zh" else "doNotCompress")
    for name in ("w:rsids", "w:savePreviewPicture"):
        for node in root.findall(qn(name)):
            root.remove(node)
    for node in root.findall(qn("w:zoom")):
        node.set(qn("w:percent"), "100")
    for node in root.findall(qn("w:themeFontLang")):
        node.set(qn("w:eastAsia"), "zh-CN")


def open_template(path: Path, lang: str) -> tuple[Any, Styles]:
    """A template and its styles, completed by those that it need not bring.

    Raises
    ------
    InputError
        It is missing, no Word document, damaged, or lacks styles; all missing styles are named.
    """
    document = _read(path)
    styles = Styles(document.styles.element, lang)
    if missing := styles.missing():
        names = (f"{shown_name(name, 'zh')}/{shown_name(name, 'en')}" for name in missing)
        raise InputError(fault("template_styles", file=path, count=len(missing),
                               styles=listed(names, "en")))
    styles.complete()
    settings = document.settings.element
    for node in settings.findall(qn("w:attachedTemplate")):
        settings.remove(node)  # the address of a file on the user's machine
    return document, styles


def _read(path: Path) -> Any:
    check_ordinary(path, MAX_MB * 1_000_000)
    with path.open("rb") as stream:
        if stream.read(4) == _OLD_WORD:
            raise InputError(fault("template_old", file=path))
    try:
        with zipfile.ZipFile(path) as archive:
            if "[Content_Types].xml" not in check_archive(path):
                raise InputError(fault("template_kind", file=path))
            kinds = archive.read("[Content_Types].xml")
    except InputError:
        raise
    except Exception:  # zipfile and zlib raise many kinds
        raise InputError(fault("template_kind", file=path)) from None
    if b"wordprocessingml.document.main+xml" not in kinds:
        raise InputError(fault("template_kind", file=path))
    try:
        document: Any = docx.Document(str(path))
        if document.element.body is None:
            raise ValueError
        _ = document.styles.element, document.settings.element, document.core_properties
    except Exception:  # whatever a damaged file makes its reader stumble over
        raise InputError(fault("template_broken", file=path)) from None
    return document


def place_of_content(document: Any) -> Any:
    """The element before which content goes; without a mark the template's body is dropped."""
    body = document.element.body
    section = body.get_or_add_sectPr()
    for block in body.findall(qn("w:p")):
        if any(mark in text_of(block) for mark in MARKS["content"]):
            after = element("p")
            block.addnext(after)
            body.remove(block)
            inner = block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if inner is not None:  # the mark's paragraph ends a section of the template
                after.append(element("pPr", inner))
            return after
    for child in list(body):
        if child is not section:
            body.remove(child)
    return section


def fill_marks(document: Any, values: dict[str, str]) -> set[str]:
    """Put words in the place of marks in what the template keeps; gives the marks found."""
    roots = [document.element.body]
    roots += [relation.target_part.element for relation in document.part.rels.values()
              if relation.reltype.endswith(("/header", "/footer"))]
    found = set()
    for root in roots:
        for block in root.iter(qn("w:p")):
            nodes = list(block.iter(qn("w:t")))
            given = text = "".join(node.text or "" for node in nodes)
            if "{{" not in text:
                continue
            for name, value in values.items():
                for mark in MARKS[name]:
                    if mark in text:
                        found.add(name)
                        text = text.replace(mark, clean(value))
            if text != given:
                nodes[0].text = text
                nodes[0].set(qn("xml:space"), "preserve")
                for node in nodes[1:]:
                    node.text = ""
    return found


def mark_paragraph(lang: str) -> str:
    """The mark for content, in a language."""
    return MARKS["content"][1 if lang == "zh" else 0]
