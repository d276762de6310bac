"""Any chart as a figure of a given size, without a title: the document captions it."""

from __future__ import annotations

from matplotlib.figure import Figure

from corridors.charts.bars import draw_bars
from corridors.charts.distribution import draw_distribution
from corridors.charts.dumbbell import draw_dumbbell
from corridors.charts.heatmap import draw_heatmap
from corridors.charts.model import Chart, Distribution, Dumbbell, Heatmap, StackedBars
from corridors.charts.sheet import Sheet
from corridors.charts.tradeoff import draw_tradeoff


def draw_chart(chart: Chart, lang: str, width_in: float, height_in: float) -> Figure:
    """Draw a chart for its place on the page.

    Parameters
    ----------
    lang
        Language of the few words that the content does not bring: ``zh`` or ``en``.
    width_in, height_in
        Size on the page, inches; texts are sized for it, so the picture must not be scaled.

    Raises
    ------
    ValueError
        The chart has more rows or columns than are legible at this size.
    MissingPackageError
        The font package is not installed.
    """
    sheet = Sheet(lang, width_in, height_in)
    if isinstance(chart, Dumbbell):
        draw_dumbbell(chart, sheet)
    elif isinstance(chart, Heatmap):
        draw_heatmap(chart, sheet)
    elif isinstance(chart, StackedBars):
        draw_bars(chart, sheet)
    elif isinstance(chart, Distribution):
        draw_distribution(chart, sheet)
    else:
        draw_tradeoff(chart, sheet)
    return sheet.fig
