"""One site a language out of sources that a code host shows as well.

The sources hold no directive. A chapter begins with a link to its other language, which the site
replaces by one that leads into the other site; the lists of links in ``index.md`` become the
navigation.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

LANGUAGES = {"zh": "中文", "en": "English"}
_SWITCH = re.compile(r"^\[[^\]]+\]\(\.\./(?:zh|en)/\w+\.md\)\n+", re.MULTILINE)
_LIST = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
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


def _on_config(_: Any, config: Any) -> None:
    own = short(config.language)
    config.root_doc = f"handbook/{own}/index"
    config.html_title = {"zh": "corridors 手册", "en": "corridors handbook"}[own]
    config.exclude_patterns += [f"handbook/{lang}" for lang in LANGUAGES if lang != own]


def _on_source(app: Any, docname: str, source: list[str]) -> None:
    source[0] = _SWITCH.sub("", source[0])
    if docname == app.config.root_doc:
        source[0] += f"\n{navigation(source[0])}\n"


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
    app.connect("html-page-context", _on_page)
    app.connect("build-finished", _on_end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
