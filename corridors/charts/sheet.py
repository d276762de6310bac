"""The paper of a chart: its figure, sizes of text that suit its width, places in inches."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.textfit import measurer, size, wrap
from corridors.messages import known, say

WORD_IN, WORD_PT = 6.3, 8.5
"""Width of a picture on a Word page, and the size of its text."""
SLIDE_IN, SLIDE_PT = 12.3, 13.0
LEAST_PT, MOST_PT = 7.5, 14.0
PT = 1 / 72
STEP_PT = 0.25
LEADING = 1.25


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
        measure = measurer(self.fig)
        widths: dict[tuple[str, float], float] = {}

        def measured(line: str, drawn: FontProperties) -> float:
            key = line, drawn.get_size()
            if key not in widths:
                widths[key] = measure(line, drawn)
            return widths[key]

        self._measure = measured

    @property
    def edge(self) -> float:
        """Margin to the edge of the picture, inches."""
        return 0.04 * self.scale

    def sizes(self, floor: float) -> Iterator[float]:
        """Sizes of text to try, points: the ordinary one first, the floor last.

        Parameters
        ----------
        floor
            The least size on a Word page; it grows with the picture.
        """
        at = self.pt
        while at > floor * self.scale:
            yield at
            at -= STEP_PT
        yield floor * self.scale

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
                             rotation_mode="anchor", linespacing=LEADING, multialignment=ha)

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Axes in a box, with quiet ticks."""
        ax = self.fig.add_axes((left / self.width, bottom / self.height, width / self.width,
                                height / self.height))
        for spine in ax.spines.values():
            spine.set_color(style.FRAME)
            spine.set_linewidth(0.6 * self.scale)
        ax.tick_params(length=3 * self.scale, width=0.6 * self.scale, color=style.FRAME,
                       labelcolor=style.TEXT, pad=2.5 * self.scale)
        ax.set_axisbelow(True)
        ax.patch.set_alpha(0.0)
        return ax

    def layer(self) -> Axes:
        """Invisible axes in inches over the whole picture, to draw shapes on."""
        ax = self.fig.add_axes((0.0, 0.0, 1.0, 1.0))
        ax.set_xlim(0.0, self.width)
        ax.set_ylim(0.0, self.height)
        ax.axis("off")
        return ax

    def dress(self, ax: Axes, pt: float | None = None) -> None:
        """Give the tick labels of axes the font; to be called when the ticks are set."""
        for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
            label.set_fontproperties(font(pt or self.pt))

    def clear_left(self, ax: Axes) -> float:
        """Move the left side of axes to the right of their tick labels; its new place, inches."""
        words = [label.get_text() for label in ax.get_yticklabels()]
        left = self.edge + max((self.wide(word) for word in words), default=0.0) + self.pt * PT
        place = ax.get_position()
        ax.set_position((left / self.width, place.y0, place.x1 - left / self.width, place.height))
        return left

    def empty(self) -> None:
        """Say that there is nothing to show."""
        self.put(self.width / 2, self.height / 2, say("chart.empty", self.lang), ha="center",
                 colour=style.QUIET_TEXT)

    def unit(self, unit: str) -> str:
        """A unit in words."""
        return say(f"chart.unit.{unit}", self.lang) if known(f"chart.unit.{unit}") else unit

    def heading(self, name: str, unit: str) -> str:
        """Heading of a column, its unit below."""
        return say("chart.heading", self.lang, name=name, unit=self.unit(unit))
