"""Ways to make a trip as a native bubble chart: hours across, money up, CO2 as size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2, sqrt
from typing import Any

from corridors.charts.model import TradeOff, TradeOffPoint
from corridors.messages import say
from corridors.report.numbers import rounded
from corridors.report.office.slides_charts import AFTER, BEFORE
from corridors.report.office.slides_grid import Look, colour, draw, plan, spread
from corridors.report.office.slides_layout import Box, Page
from corridors.report.office.slides_plot import (
    LABEL_PT,
    add,
    axis_title,
    common_format,
    label_point,
    legend,
    plain_axis,
)
from corridors.report.office.slides_text import clean, width_in

#: Ratio of the longest to the shortest time above which the axis is logarithmic.
LOG_RATIO = 8.0
_SCALE = 60
_BUBBLE = "56B4E9"
#: From here on an axis shows whole numbers.
_WHOLE = 20.0
#: Share of the table on a wide slide, and on one of the old 4:3 format.
_TABLE_SHARE, _NARROW_SHARE, _WIDE_IN = 0.46, 0.55, 10.0
#: Half of what the largest bubble covers, inches.
_BUBBLE_IN = 0.22
_NEAR_IN = 0.03
#: How much worse a label over a label is than one over a bubble.
_OVER_LABEL = 3


def trade_off(page: Page, box: Box, chart: TradeOff, name: str, alt: str) -> None:
    """Bubbles on the left, the same numbers as a table on the right."""
    share = _TABLE_SHARE if box.width > _WIDE_IN else _NARROW_SHARE
    left, right = box.split(box.width * (1 - share), 0.25)
    _table(page, right, chart, name)
    _bubbles(page, left, chart, name, alt)


def _bubbles(page: Page, box: Box, chart: TradeOff, name: str, alt: str) -> None:
    from pptx.chart.data import BubbleChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    make: Any = BubbleChartData
    data = make(number_format="General")
    sheet: list[tuple[object, ...]] = []
    members: list[list[TradeOffPoint]] = []
    for state, label in zip(("base", "after"), chart.labels, strict=True):
        points = [point for point in chart.points if point.state == state]
        if not points:
            continue
        series = data.add_series(clean(label))
        sheet.append((clean(chart.axes[0]), clean(label), clean(chart.axes[2]),
                      say("slides.mode", page.lang)))
        for point in points:
            numbers = [rounded(value, unit, like) or 0.0
                       for value, unit, like in chart.numbers(point)]
            series.add_data_point(*numbers)
            sheet.append((*numbers, clean(point.label)))
        sheet.append(())
        members.append(points)
    made = add(page, box, XL_CHART_TYPE.BUBBLE, data, sheet, name, alt)
    _scale(made)
    _axes(made, chart)
    legend(made)
    for series, points in zip(made.plots[0].series, members, strict=True):
        before = points[0].state == "base"
        fill = series.format.fill
        if before:
            fill.background()
        else:
            fill.solid()
            colour(fill.fore_color, _BUBBLE)
        colour(series.format.line.color, BEFORE if before else AFTER)
        series.format.line.width = Pt(1.75)
        if before:
            series.format.line.dash_style = MSO_LINE.DASH
    after = {point.mode for point in members[-1]}
    sides = _sides(chart, box)
    for series, points in zip(made.plots[0].series, members, strict=True):
        for at, point in enumerate(points):
            if point.state == members[-1][0].state or point.mode not in after:
                label_point(series, at, 0.0, "h", sides[point.mode], text=point.label)


def _scale(chart: Any) -> None:
    """Bubbles small enough to tell apart, their area as CO2."""
    from pptx.oxml.ns import qn

    plot = chart.plots[0]
    plot.bubble_scale = _SCALE
    element = plot._element
    kind = element.find(qn("c:sizeRepresents"))
    if kind is not None:
        kind.set("val", "area")


def _axes(made: Any, chart: TradeOff) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    for axis, span, heading, unit in zip(
            (made.category_axis, made.value_axis), _spans(chart), chart.axes, ("h", "CNY"),
            strict=False):
        plain_axis(axis, grid=True)
        axis_title(axis, heading)
        shape = common_format((span.high,), unit)
        axis.tick_labels.number_format = shape.split(".")[0] if span.high >= _WHOLE else shape
        axis.tick_labels.number_format_is_linked = False
        axis.minimum_scale, axis.maximum_scale = span.low, span.high
        if span.log:
            axis._element.find(qn("c:scaling")).insert(0, parse_xml(
                '<c:logBase xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
                'val="2"/>'))
            axis.major_unit = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Ends of an axis, and whether each step doubles the number."""

    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """Where a value stands, 0 to 1."""
        if self.log:
            return log2(value / self.low) / log2(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def span(values: Sequence[float]) -> Span:
    """Ends of an axis with room for the bubbles.

    Examples
    --------
    >>> span([30.0, 100.0])
    Span(low=0.0, high=125.0, log=False)
    >>> span([5.0, 300.0])
    Span(low=2.5, high=640.0, log=True)
    """
    least, most = min(values), max(values)
    if least > 0 and most / least > LOG_RATIO:
        low = max(step * 10.0 ** power for power in range(-3, 7) for step in (1, 2.5, 5)
                  if step * 10.0 ** power <= least * 0.75)
        return Span(low, low * 2.0 ** ceil(log2(most * 1.35 / low)), log=True)
    return Span(0.0, (most or 1.0) * 1.25, log=False)


def _spans(chart: TradeOff) -> tuple[Span, Span]:
    return (span([point.time_h for point in chart.points]),
            span([point.cost_cny for point in chart.points]))


def _sides(chart: TradeOff, box: Box) -> dict[str, Any]:
    """On which side of its bubble each label stands, so that labels keep apart."""
    from pptx.enum.chart import XL_LABEL_POSITION as SIDE

    across, up = _spans(chart)
    wide, high = box.width * 0.85, box.height * 0.62
    last = {point.mode: point for point in chart.points}
    spots = {mode: (across.at(point.time_h) * wide, (1 - up.at(point.cost_cny)) * high)
             for mode, point in last.items()}
    drawn = [(across.at(point.time_h) * wide, (1 - up.at(point.cost_cny)) * high)
             for point in chart.points]
    largest = max(point.co2_kg for point in chart.points) or 1.0
    reach = [_BUBBLE_IN * sqrt(max(point.co2_kg, 0.0) / largest) for point in chart.points]
    taken = [(x - far, y - far, x + far, y + far) for (x, y), far in zip(drawn, reach, strict=True)]
    radius = {point.mode: far for point, far in zip(chart.points, reach, strict=True)}
    sides: dict[str, Any] = {}
    for mode, (x, y) in spots.items():
        length = width_in(last[mode].label, LABEL_PT) + 0.1
        far = radius[mode] + 0.02
        places = {SIDE.RIGHT: (x + far, y - 0.1, x + far + length, y + 0.1),
                  SIDE.ABOVE: (x - length / 2, y - far - 0.2, x + length / 2, y - far),
                  SIDE.BELOW: (x - length / 2, y + far, x + length / 2, y + far + 0.2),
                  SIDE.LEFT: (x - far - length, y - 0.1, x - far, y + 0.1)}
        costs = {side: sum(_cross(place, other) * (1 if at < len(reach) else _OVER_LABEL)
                           for at, other in enumerate(taken))
                 + 2 * (place[0] < 0 or place[2] > wide) for side, place in places.items()}
        sides[mode] = min(costs, key=costs.__getitem__)
        taken.append(places[sides[mode]])
    return sides


def _cross(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes overlap or nearly do."""
    return (one[0] < other[2] + _NEAR_IN and other[0] < one[2] + _NEAR_IN
            and one[1] < other[3] + _NEAR_IN and other[1] < one[3] + _NEAR_IN)


def _table(page: Page, box: Box, chart: TradeOff, name: str) -> None:
    """Hours, money and CO2 of every way in both states."""
    head = tuple(Look(clean(text), "left" if not at else "right", True, "bg1", "tx2")
                 for at, text in enumerate((say("slides.mode", page.lang), *chart.axes)))
    rows = []
    for mode in dict.fromkeys(point.mode for point in chart.points):
        states = {point.state: point for point in chart.points if point.mode == mode}
        shown = {state: chart.shown(point) for state, point in states.items()}
        last = states.get("after") or states["base"]
        pair = (next(iter(shown.values())), shown.get("after", shown.get("base", ())))
        cells = [one if one == other else f"{one} → {other}"
                 for one, other in zip(*pair, strict=True)]
        rows.append((Look(clean(last.label), bold=True), *(
            Look(cell, "right", "→" in cell) for cell in cells)))
    made = plan([head, *rows], box.width, box.height - 0.2)
    draw(page, box, spread(made, box.height - 0.2, 0.5), f"{name} table",
         "; ".join(" ".join(look.text for look in row) for row in made.looks[1:]))
