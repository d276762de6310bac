"""Any chart as a figure of a given size, without a title: the document captions it."""

from __future__ import annotations

from matplotlib.figure import Figure

from corridors.charts.bars import GAP, draw_bars
from corridors.charts.distribution import draw_distribution
from corridors.charts.dumbbell import draw_dumbbell
from corridors.charts.heatmap import draw_heatmap
from corridors.charts.model import Chart, Distribution, Dumbbell, Heatmap, StackedBars
from corridors.charts.sheet import Sheet
from corridors.charts.tradeoff import draw_tradeoff

SHAPE = 0.57
"""Height of a chart without rows against its width."""
LEAST_IN = {Dumbbell: (1.2, 0.24), StackedBars: (1.3, 0.26), Heatmap: (1.5, 0.2)}
"""What stands around the rows, and a row that reads well, inches on a Word page."""


def good_height(chart: Chart, width_in: float) -> float:
    """Height at which the rows of a chart read well, inches; not less than looks well.

    Examples
    --------
    >>> from corridors.charts.model import DumbbellRow
    >>> pairs = (DumbbellRow("a", 2.0, 1.0, -1.0, "gain"),) * 20
    >>> good_height(Dumbbell("", "h", "h", ("before", "after"), pairs), 6.3)
    6.0
    """
    around, row = LEAST_IN.get(type(chart), (0.0, 0.0))
    count = 0.0
    if isinstance(chart, Dumbbell | Heatmap):
        count = len(chart.rows)
    elif isinstance(chart, StackedBars):
        count = len(chart.bars) + GAP * len({bar.group for bar in chart.bars})
    return max(SHAPE * width_in, (around + count * row) * Sheet("zh", width_in, 1.0).scale)


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
