"""Charts that stand alone, as in a notebook: with a title, axes in words and a note."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.charts.draw import draw_chart, good_height
from corridors.charts.model import Chart, Heatmap
from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.output import save_png, to_png
from corridors.rounding import show, size

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

WIDTH_IN = 7.2
LINE_IN = 0.21
TITLE_PT, NOTE_PT = 11.0, 8.5


class Picture:
    """A figure that a notebook shows and a file can keep, the same bytes every time.

    Attributes
    ----------
    figure
        The figure of matplotlib.
    """

    def __init__(self, figure: Figure, name: str) -> None:
        self.figure, self.name = figure, name

    def __repr__(self) -> str:
        width, height = self.figure.get_size_inches()
        return f"<Picture {self.name}: {width:.1f} x {height:.1f} in>"

    def _repr_png_(self) -> bytes:
        return to_png(self.figure, 110)

    def save(self, path: Path | str) -> Path:
        """Write it as PNG, whole or not at all.

        Raises
        ------
        OutputError
            The file cannot be written.
        """
        return save_png(self.figure, path)


def picture(chart: Chart, lang: str = "zh", *, notes: Sequence[str] = (),
            width_in: float = WIDTH_IN) -> Picture:
    """A chart with its title above and notes below.

    Parameters
    ----------
    notes
        Lines below, such as what the axes are and the stamp of the data.
    """
    height = good_height(chart, width_in)
    figure = draw_chart(chart, lang, width_in, height)
    above, below = 1.7 * LINE_IN, LINE_IN * len(notes) + (0.08 if notes else 0.0)
    whole = height + above + below
    for axes in figure.axes:
        place = axes.get_position()
        axes.set_position((place.x0, (place.y0 * height + below) / whole, place.width,
                           place.height * height / whole))
    for text in figure.texts:
        text.set_y((text.get_position()[1] * height + below) / whole)
    figure.set_size_inches(width_in, whole)
    figure.text(0.08 / width_in, 1 - 0.55 * above / whole, printable(chart.title), va="center",
                fontproperties=font(TITLE_PT), color=style.TEXT)
    for i, note in enumerate(notes):
        figure.text(0.08 / width_in, (below - (i + 0.55) * LINE_IN) / whole, printable(note),
                    va="center", fontproperties=font(NOTE_PT), color=style.QUIET_TEXT)
    return Picture(figure, chart.title)


def heatmap(frame: pd.DataFrame, *, title: str, unit: str, lang: str = "zh",
            less_is_better: bool = True, diverging: bool = True, scale: str = "",
            notes: Sequence[str] = ()) -> Picture:
    """A table of numbers of one unit in colours, each number in its cell.

    Parameters
    ----------
    frame
        Labels in index and columns; NaN is drawn as not connected.
    title
        Printed above.
    unit
        ``h``, ``CNY``, ``kg`` or ``km``.
    lang
        Language of the legend.
    less_is_better
        Whether a fall is a gain, as of hours, money and CO2.
    diverging
        Differences, coloured around zero; levels otherwise.
    scale
        What the colours of differences show; after minus before unless given.
    notes
        Lines printed below.

    Returns
    -------
    picture
        To be shown or saved.
    """
    values = tuple(tuple(None if value != value else float(value) for value in row)
                   for row in frame.to_numpy(dtype=float))
    like = size(*(value for row in values for value in row))
    texts = tuple(tuple("" if value is None else show(value, unit, sign=diverging, like=like)
                        for value in row) for row in values)
    return picture(Heatmap(title, unit, tuple(map(str, frame.index)),
                           tuple(map(str, frame.columns)), values, texts, diverging,
                           less_is_better, scale=scale), lang, notes=notes)
