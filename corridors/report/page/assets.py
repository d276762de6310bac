"""The page's own front end and the libraries that it inlines, as text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

SCRIPTS = ("dom", "state", "words", "numbers", "base", "network", "places", "projects", "legend",
           "panel", "search", "tables", "charts", "briefing", "print", "start")
"""Parts of the front end, in the order in which they are joined."""
LIBRARIES = ("leaflet.js", "echarts.js")


@cache
def asset(name: str) -> str:
    """A file of the front end."""
    return (files("corridors.report.page") / "assets" / name).read_text(encoding="utf-8")


@cache
def vendored(name: str) -> str:
    """A file of a library, see ``vendor/manifest.json``."""
    return (files("corridors.report.page") / "vendor" / name).read_text(encoding="utf-8")


def styles() -> str:
    """All style sheets joined."""
    return "\n".join([vendored("leaflet.css"), asset("page.css"), asset("print.css")])


def scripts() -> tuple[str, ...]:
    """The libraries and, last, the front end, each a script of its own."""
    own = "\n".join(asset(f"{name}.js") for name in SCRIPTS)
    return (*(vendored(name) for name in LIBRARIES), f'(() => {{\n"use strict";\n{own}\n}})();')
