"""One site a language out of sources that a code host shows as well.

The sources hold no directive. A chapter begins with a link to its other language, which the site
replaces by one that leads into the other site; the lists of links in ``index.md`` become the
navigation, and pages that no list names come last in it. A link to a page outside the folder of
the documentation, which a code host shows and the site has not, is left as its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes

LANGUAGES = {"zh": "中文", "en": "English"}
_SWITCH = re.compile(r"^\[[^\]]+\]\(\.\./(?:zh|en)/\w+\.md\)\n+", re.MULTILINE)
_LIST = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[([^\]\[]+)\]\(([^)#\s:]+\.md)(?:#[^)]*)?\)")
_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_ITEM = re.compile(r"^\d*[.-] \[([^\]]+)\]\(([^)#]+)\.(?:md|rst)\)", re.MULTILINE)


def short(language: str) -> str:
    """The code of a language in file names: ``zh`` for ``zh_CN``."""
    return language.split("_")[0]


def navigation(text: str) -> str:
    """The hidden tables of contents that the lists of an index page stand for."""
    out = []
    for caption, body in _LIST.findall(text):
        items = [f"{title} <{page}>" for title, page in _ITEM.findall(body)]
        if items:
            out.append("\n".join(["```{toctree}", ":hidden:", f":caption: {caption}", "", *items,
                                  "```"]))
    return "\n\n".join(out)


def without_outside(text: str, page: Path, top: Path) -> str:
    """A text whose links to pages outside a folder stand as words with the path."""
    def shown(match: re.Match[str]) -> str:
        target = (page.parent / match[2]).resolve()
        if target.is_relative_to(top):
            return match[0]
        path = target.relative_to(top.parent) if target.is_relative_to(top.parent) else target.name
        return match[1] if match[1].endswith(target.name) else f"{match[1]} (`{path}`)"

    return _LINK.sub(shown, text)


def unlisted(text: str, names: Iterable[str]) -> str:
    """A table of contents of the pages that an index page does not list."""
    listed = {PurePosixPath(page).name for _, page in _ITEM.findall(text)}
    rest = sorted(name for name in names
                  if not name.startswith("handbook/") and PurePosixPath(name).name not in listed)
    lines = ["```{toctree}", ":hidden:", "", *(f"/{name}" for name in rest), "```"]
    return "\n".join(lines) if rest else ""


def _on_config(_: Any, config: Any) -> None:
    own = short(config.language)
    config.root_doc = f"handbook/{own}/index"
    config.html_title = {"zh": "corridors 手册", "en": "corridors handbook"}[own]
    config.exclude_patterns += [f"handbook/{lang}" for lang in LANGUAGES if lang != own]


def _on_source(app: Any, docname: str, source: list[str]) -> None:
    page = Path(app.env.doc2path(docname))
    if page.suffix == ".md":
        source[0] = without_outside(_SWITCH.sub("", source[0]), page.resolve(),
                                    Path(app.srcdir).resolve())
    if docname == app.config.root_doc:
        source[0] += (f"\n{navigation(source[0])}\n\n"
                      f"{unlisted(source[0], app.env.found_docs)}\n")


def _on_doctree(_: Any, doctree: nodes.document) -> None:
    """Join lines of Chinese without the space that a browser puts for a line's end."""
    for text in list(doctree.findall(nodes.Text)):
        if text.astext() != "\n" or isinstance(text.parent, nodes.FixedTextElement):
            continue
        at = text.parent.index(text)
        if 0 < at < len(text.parent) - 1:
            before, after = (text.parent[i].astext() for i in (at - 1, at + 1))
            if _CHINESE.match(before[-1:]) and _CHINESE.match(after[:1]):
                text.parent.replace(text, nodes.Text(""))


def _on_page(app: Any, pagename: str, template: str, context: dict[str, Any], _: Any) -> None:
    if template != "page.html":
        return
    own = short(app.config.language)
    other = next(lang for lang in LANGUAGES if lang != own)
    page = pagename.replace(f"handbook/{own}/", f"handbook/{other}/")
    up = "../" * (pagename.count("/") + 1)
    context["body"] = (f'<p class="other-language"><a lang="{other}" href="'
                       f'{escape(f"{up}{other}/{page}.html")}">{LANGUAGES[other]}</a></p>'
                       f'{context["body"]}')


def _on_end(app: Any, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        (Path(app.outdir) / "index.html").write_text(
            '<!DOCTYPE html>\n<meta charset="utf-8">\n<title>corridors</title>\n'
            f'<meta http-equiv="refresh" content="0; url={app.config.root_doc}.html">\n',
            encoding="utf-8")


def setup(app: Any) -> dict[str, bool]:
    """Connect to Sphinx."""
    app.connect("config-inited", _on_config, priority=100)
    app.connect("source-read", _on_source)
    app.connect("doctree-read", _on_doctree)
    app.connect("html-page-context", _on_page)
    app.connect("build-finished", _on_end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
