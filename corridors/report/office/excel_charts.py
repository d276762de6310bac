"""The charts of the briefing on a sheet: message, native chart, and its numbers below."""

from __future__ import annotations

from typing import Any, Final

from corridors.charts.model import Chart, Dumbbell, Heatmap, StackedBars
from corridors.report.briefing.model import ChartFigure
from corridors.report.office.excel_book import (
    QUIET,
    ROW_PT,
    Book,
    Sheet,
    pixels,
    print_percent,
)
from corridors.report.office.excel_native import ChartData
from corridors.report.office.excel_text import clean

WIDTH_PX: Final = 900
LABEL_WIDTH: Final = 30.0
VALUE_WIDTH: Final = 12.0
PAGE_WIDTH_PX: Final = 700
PAGE_HEIGHT_PX: Final = 980
HEADING_PX: Final = 100.0
FIRST_ROW: Final = 4
_PX_PER_ROW: Final = ROW_PT * 96 / 72


def add_charts(book: Book) -> tuple[Sheet, int, ChartFigure] | None:
    """A sheet with every chart of the briefing, its message above it and its data beside it.

    Returns
    -------
    pairs
        Sheet, row of the data and figure of the first chart of pairs, where there is one.
    """
    say, figures = book.say, book.brief.charts()
    if not figures:
        return None
    pairs = None
    breaks: list[int] = []
    sheet = book.sheet(say("book.charts"), say("book.charts_title"), say("book.charts_about"))
    row = sheet.heading() + 1
    sheet.paper.set_column(0, 0, LABEL_WIDTH)
    widest = max(_columns(figure.chart) for figure in figures.values())
    sheet.paper.set_column(1, widest, VALUE_WIDTH)
    scale = print_percent(max(WIDTH_PX, pixels(LABEL_WIDTH) + pixels(VALUE_WIDTH) * widest),
                          PAGE_WIDTH_PX)
    page_px, used = 100 * PAGE_HEIGHT_PX / scale, HEADING_PX
    for figure in figures.values():
        sheet.text(row, 0, figure.message, bold=True, font_size=12)
        height = _height(figure.chart)
        top = row + 2 + int(height / _PX_PER_ROW) + (1 if height else 0)
        data = ChartData(sheet, top)
        drawn, rows = data.write(figure.chart)
        sheet.text(top - 1, 0, figure.caption, bold=True, font_color=QUIET)
        if drawn is not None:
            place(sheet, drawn, row + 1, 0, height, figure.caption)
        if pairs is None and isinstance(figure.chart, Dumbbell):
            pairs = (sheet, top, figure)
        tall = (top + rows + 2 - row) * _PX_PER_ROW
        used += tall
        if used > page_px and row > FIRST_ROW:
            breaks.append(row)
            used = tall
        row = top + rows + 2
    sheet.paper.freeze_panes(3, 0)
    sheet.paper.set_portrait()
    sheet.paper.set_h_pagebreaks(breaks)
    return pairs


def _columns(chart: Chart) -> int:
    """Columns of numbers that the data of a chart take."""
    if isinstance(chart, StackedBars):
        return len(chart.parts) + 1
    if isinstance(chart, Heatmap):
        return min(len(chart.rows), len(chart.columns))
    return 4


def _height(chart: Chart) -> int:
    """Pixels that a chart needs; none for a matrix, which is a grid of cells."""
    if isinstance(chart, Dumbbell):
        return 130 + 42 * len(chart.rows)
    if isinstance(chart, StackedBars):
        return 150 + 30 * len(chart.bars)
    return 0 if isinstance(chart, Heatmap) else 400


def repeat_pairs(sheet: Sheet, row: int, data: Sheet, top: int, figure: ChartFigure) -> None:
    """The chart of pairs once more, on a sheet that has not its data."""
    if isinstance(figure.chart, Dumbbell):
        place(sheet, ChartData(data, top).pair_chart(figure.chart), row, 1,
              _height(figure.chart), figure.caption)


def place(sheet: Sheet, chart: Any, row: int, column: int, height: int, words: str) -> None:
    """Put a chart on a sheet, with words for those who cannot see it."""
    chart.set_size({"width": WIDTH_PX, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    sheet.paper.insert_chart(row, column, chart, {
        "x_offset": 4, "y_offset": 4, "object_position": 2, "description": clean(words)})


