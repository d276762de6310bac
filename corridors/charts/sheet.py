"""The paper of a chart: its figure, sizes of text that suit its width, places in inches."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.textfit import measurer, size, wrap

#: Text size in points on a picture of the width of a Word page, and of a slide.
WORD_IN, WORD_PT = 6.3, 8.5
SLIDE_IN, SLIDE_PT = 12.3, 13.0
LEAST_PT, MOST_PT = 7.5, 14.0
PT = 1 / 72


class Sheet:
    """A figure to draw on; x runs to the right and y upwards, in inches from the lower left.

    Parameters
    ----------
    width, height
        Inches on the page.

    Attributes
    ----------
    pt
        Size of ordinary text, points.
    scale
        That size against the size on a Word page, for strokes and symbols.
    """

    def __init__(self, lang: str, width: float, height: float) -> None:
        self.lang, self.width, self.height = lang, width, height
        self.fig = Figure(figsize=(width, height), facecolor="white")
        FigureCanvasAgg(self.fig)
        slope = (SLIDE_PT - WORD_PT) / (SLIDE_IN - WORD_IN)
        self.pt = min(max(WORD_PT + slope * (width - WORD_IN), LEAST_PT), MOST_PT)
        self.scale = self.pt / WORD_PT
        self._measure = measurer(self.fig)

    def line(self, pt: float | None = None) -> float:
        """Height of a line of text with its leading, inches."""
        return (pt or self.pt) * 1.45 * PT

    def wide(self, text: str, pt: float | None = None) -> float:
        """Width of a text as it will be drawn, its longest line, inches."""
        drawn = font(pt or self.pt)
        return max((self._measure(part, drawn) for part in printable(text).split("\n")),
                   default=0.0) / self.fig.dpi

    def high(self, text: str, pt: float | None = None) -> float:
        """Height of a text of one or more lines, inches."""
        return size(self.fig, printable(text), font(pt or self.pt))[1] / self.fig.dpi

    def wrap(self, text: str, width: float, pt: float | None = None) -> str:
        """Break a text into lines of a width in inches."""
        return wrap(printable(text), width * self.fig.dpi, font(pt or self.pt), self._measure)

    def put(self, x: float, y: float, text: str, pt: float | None = None, *,
            colour: str = style.TEXT, ha: str = "left", va: str = "center",
            rotation: float = 0.0) -> Text:
        """Write a text at a place."""
        return self.fig.text(x / self.width, y / self.height, printable(text), color=colour,
                             fontproperties=font(pt or self.pt), ha=ha, va=va, rotation=rotation,
                             rotation_mode="anchor", linespacing=1.25)

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Axes in a box, with quiet ticks."""
        ax = self.fig.add_axes((left / self.width, bottom / self.height, width / self.width,
                                height / self.height))
        for spine in ax.spines.values():
            spine.set_color(style.FRAME)
            spine.set_linewidth(0.6 * self.scale)
        ax.tick_params(length=3 * self.scale, width=0.6 * self.scale, color=style.FRAME,
                       labelcolor=style.TEXT)
        ax.set_axisbelow(True)
        return ax

    def dress(self, ax: Axes, pt: float | None = None) -> None:
        """Give the tick labels of axes the font; to be called when the ticks are set."""
        for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
            label.set_fontproperties(font(pt or self.pt))
