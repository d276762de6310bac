"""Measure and wrap text in pixels of a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

Measure = Callable[[str, FontProperties], float]

#: A word with its trailing space, or one Chinese character; what opens a bracket stays with it.
_PIECE = re.compile(r"\s+|[（《“「【〔]*(?:[^\s⺀-鿿　-〿＀-￯]+\s*|.)", re.DOTALL)
#: Marks that must not begin a line.
_CLOSING = "，。；：、！？）》」』”’％…,.;:!?)"

LINE_SPACING = 1.25
#: Text is measured and drawn without hinting, which rounds widths to whole pixels.
UNHINTED: dict[Any, Any] = {"text.hinting": "none"}
#: Widths measured so far by text, font file, size and resolution: wrapping measures each Chinese
#: character again and again.
_WIDTHS: dict[tuple[str, str, float, float], float] = {}
MOST_WIDTHS = 20_000


def renderer_of(figure: Figure) -> RendererAgg:
    """Get the renderer that will draw the figure."""
    canvas = figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        canvas = FigureCanvasAgg(figure)
    renderer: RendererAgg = canvas.get_renderer()  # type: ignore[no-untyped-call]
    return renderer


@contextmanager
def _unhinted() -> Iterator[None]:
    """As ``rc_context``, without a copy of all settings for each of thousands of texts."""
    before = {name: mpl.rcParams[name] for name in UNHINTED}
    mpl.rcParams.update(UNHINTED)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


def measurer(figure: Figure) -> Measure:
    """Make a function that gives the width in pixels of one line of text in a font."""
    renderer, dpi = renderer_of(figure), float(figure.dpi)

    def measure(line: str, font: FontProperties) -> float:
        known = (line, str(font.get_file()), font.get_size_in_points(), dpi)
        if known not in _WIDTHS:
            if len(_WIDTHS) > MOST_WIDTHS:
                _WIDTHS.clear()
            with _unhinted():
                width, *_ = renderer.get_text_width_height_descent(  # type: ignore[no-untyped-call]
                    line, font, ismath=False
                )
            _WIDTHS[known] = float(width)
        return _WIDTHS[known]

    return measure


def size(figure: Figure, text: str, font: FontProperties) -> tuple[float, float]:
    """Width and height in pixels of a text of one or more lines, as it will be drawn."""
    artist = Text(0, 0, text, fontproperties=font, linespacing=LINE_SPACING)
    artist.set_figure(figure)
    with _unhinted():
        box = artist.get_window_extent(renderer_of(figure))
    return float(box.width), float(box.height)


def wrap(text: str, width: float, font: FontProperties, measure: Measure) -> str:
    """Break a text into lines of at most `width` pixels; a longer single word stays whole."""
    pieces = _PIECE.findall(text)
    widths = {piece: measure(piece, font) for piece in dict.fromkeys(pieces)}
    bare = {piece: measure(piece.rstrip() or " ", font) for piece in widths}
    lines: list[str] = []
    line, used = "", 0.0
    for piece in pieces:
        if used + bare[piece] <= width or not line or piece.strip() in _CLOSING:
            line += piece
            used += widths[piece]
        else:
            lines.append(line.rstrip())
            line, used = piece.lstrip(), widths[piece]
    return "\n".join([*lines, line.rstrip()])
