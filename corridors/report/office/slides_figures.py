"""Figures of a briefing on slides: native where PowerPoint can draw them, else as a picture."""

from __future__ import annotations

import io

from corridors.charts.model import Distribution, Dumbbell, Heatmap, StackedBars, TradeOff
from corridors.messages import known, say
from corridors.report.briefing.model import ChartFigure, MapFigure
from corridors.report.briefing.pictures import Pictures
from corridors.report.office.slides_bubble import trade_off
from corridors.report.office.slides_charts import distribution, pairs, parts
from corridors.report.office.slides_grid import draw
from corridors.report.office.slides_layout import Box, Page, describe
from corridors.report.office.slides_matrix import matrix
from corridors.report.office.slides_prose import remark
from corridors.report.office.slides_text import clean

LINE_IN = 0.36
"""Height of a caption or a remark, inches."""
DPI = 160
"""Enough for a projector."""


def has_content(figure: ChartFigure) -> bool:
    """Whether a chart has anything to show."""
    chart = figure.chart
    if isinstance(chart, Dumbbell):
        return any(row.base is not None or row.after is not None for row in chart.rows)
    if isinstance(chart, Heatmap):
        return any(value is not None for row in chart.values for value in row)
    if isinstance(chart, StackedBars):
        return any(bar.total for bar in chart.bars)
    return bool(chart.points if isinstance(chart, TradeOff) else
                sum(chart.counts) + chart.unchanged)


def own_message(figure: ChartFigure, lang: str) -> str:
    """What a figure shows in a sentence, where another slide has its message already."""
    chart = figure.chart
    if isinstance(chart, Heatmap) and chart.diverging and known(f"figure.{chart.unit}"):
        cells = [(abs(value), row, column, chart.texts[at][to])
                 for at, (row, values) in enumerate(zip(chart.rows, chart.values, strict=True))
                 for to, (column, value) in enumerate(zip(chart.columns, values, strict=True))
                 if value]
        if cells:
            _, row, column, text = max(cells, key=lambda cell: cell[0])
            return say("slides.matrix_title", lang, row=row, column=column, text=text,
                       unit=say(f"figure.{chart.unit}", lang))
    return figure.caption


def draw_chart(page: Page, figure: ChartFigure, pictures: Pictures) -> None:
    """A chart with its caption above it."""
    page.tell(say("slides.note_figure", page.lang, text=figure.caption))
    chart, alt = figure.chart, f"{clean(figure.caption)}. {clean(figure.message)}"
    box = page.box
    if clean(figure.caption) != page.title:
        remark(page, box, figure.caption, f"{figure.key} caption", quiet=False)
        box = box.below(LINE_IN)
    above, below = box.upper(box.height - LINE_IN), box.below(box.height - LINE_IN)
    note = ""
    if isinstance(chart, Dumbbell):
        if left_out := pairs(page, above, chart, figure.key, alt):
            note = say("slides.more_pairs", page.lang, count=left_out)
    elif isinstance(chart, StackedBars):
        if left_out := parts(page, above, chart, figure.key, alt):
            note = say("slides.more_pairs", page.lang, count=left_out)
    elif isinstance(chart, TradeOff):
        trade_off(page, above, chart, figure.key, alt)
        note = say("slides.bubble", page.lang, co2=clean(chart.axes[2]))
    elif isinstance(chart, Distribution):
        distribution(page, above, chart, figure.key, alt)
        note = "  ".join(clean(text) for text in chart.notes)
        page.tell(*chart.notes)
    elif (made := matrix(chart, page.lang, above.width, above.height)) is not None:
        draw(page, above, made, figure.key, alt)
        below = box.below(made.height + 0.08)
        note = say("slides.scale" if chart.diverging else "slides.scale_levels", page.lang)
    else:
        _picture(page, box, figure.key, alt, pictures)
    if note:
        remark(page, below, note, f"{figure.key} note")


def draw_map(page: Page, figure: MapFigure, pictures: Pictures) -> None:
    """A map over the whole room of the slide."""
    page.tell(say("slides.note_figure", page.lang, text=figure.caption),
              *figure.content.key_lines)
    _picture(page, page.box, figure.key, f"{clean(figure.caption)}. {clean(figure.message)}",
             pictures)


def _picture(page: Page, box: Box, key: str, alt: str, pictures: Pictures) -> None:
    """A picture drawn for its size, so that it is not scaled."""
    png = pictures.png(key, round(box.width, 2), round(box.height, 2), DPI)
    shape = page.slide.shapes.add_picture(io.BytesIO(png), *box.emu())
    describe(shape, key, alt)
