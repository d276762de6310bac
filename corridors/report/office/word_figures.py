"""Charts and maps in Word: how large, and with words for those who cannot see them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from corridors.charts.model import Chart, Distribution, Dumbbell, Heatmap, StackedBars
from corridors.report.briefing.model import ChartFigure, MapFigure
from corridors.report.office.word_styles import Styles
from corridors.report.office.word_xml import clean, element, paragraph

INCH = 72.0
_MANY_COLUMNS = 14
_MAP_SHAPE = 1.0
_ROOM_FOR_WORDS = 96.0
"""Points left on the page for the sentence above a figure and the caption below it."""


def is_wide(figure: ChartFigure | MapFigure) -> bool:
    """Whether a figure needs a page across."""
    return (isinstance(figure, ChartFigure) and isinstance(figure.chart, Heatmap)
            and len(figure.chart.columns) > _MANY_COLUMNS)


def size(figure: ChartFigure | MapFigure, page: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a figure in inches, hundredths of them.

    Parameters
    ----------
    page
        Width and height between the margins, points.
    """
    wide, high = page[0] / INCH, (page[1] - _ROOM_FOR_WORDS) / INCH
    wanted = wide * _MAP_SHAPE if isinstance(figure, MapFigure) else _height(figure.chart)
    return int(wide * 100) / 100, int(max(2.0, min(wanted, high)) * 100) / 100


def _height(chart: Chart) -> float:
    if isinstance(chart, Dumbbell):
        return max(2.4, 1.2 + 0.3 * len(chart.rows))
    if isinstance(chart, Heatmap):
        return max(2.6, 1.5 + 0.27 * len(chart.rows))
    if isinstance(chart, StackedBars):
        return max(2.6, 1.2 + 0.3 * len(chart.bars))
    return 3.1 if isinstance(chart, Distribution) else 3.9


def picture(document: Any, styles: Styles, png: bytes, figure: ChartFigure | MapFigure,
            extent: tuple[float, float]) -> Any:
    """The paragraph with a picture, its caption and message as alternative text."""
    inline = document.part.new_pic_inline(
        BytesIO(png), *(round(length * 914_400) for length in extent))
    inline.docPr.set("name", clean(figure.key))
    inline.docPr.set("title", clean(figure.caption))
    inline.docPr.set("descr", clean(": ".join(filter(None, (figure.caption, figure.message)))))
    return paragraph(styles["CorridorsFigure"], element("r", element("drawing", inline)))
