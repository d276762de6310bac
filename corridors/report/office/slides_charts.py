"""Native charts of pairs and of the parts of journeys, with their data in the deck."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

from corridors.charts.model import Bar, Distribution, Dumbbell, DumbbellRow, Outcome, StackedBars
from corridors.drawing.style import COMPONENTS, OTHER
from corridors.messages import say
from corridors.report.numbers import show, size
from corridors.report.office.slides_grid import colour
from corridors.report.office.slides_layout import Box, Page
from corridors.report.office.slides_matrix import tint
from corridors.report.office.slides_plot import (
    LABEL_PT,
    NAME_PT,
    TEXT_PT,
    add,
    axis_title,
    categories,
    common_format,
    first_on_top,
    inner_plot,
    label_point,
    legend,
    letters,
    plain_axis,
    sheet_of,
    show_all_names,
)
from corridors.report.office.slides_text import clean, height_in, lines, width_in

#: Rows that stay legible on a slide.
MOST_PAIRS, MOST_BARS = 12, 12
#: Rows above which their names are set smaller.
CROWDED = 12
BEFORE, AFTER = "9AA5B4", "12325C"
_FADED = {"gain": "007A5A", "loss": "8B2252", "none": "7A7A7A", "new": "B07C00", "gone": "444444"}
_LABEL_ROOM = 0.34
#: Rows of a chart are at most this high, inches; fewer rows make a lower chart.
_ROW_IN = 1.0


def pairs(page: Page, box: Box, chart: Dumbbell, name: str, alt: str) -> int:
    """Bars before and after, and beside them bars of the differences; gives the rows left out.

    Rows beyond :data:`MOST_PAIRS` are left out; a pair without a number in one state has no
    bar there, and a new connection says so.
    """
    rows = chart.rows[:MOST_PAIRS]
    box = box.upper(min(box.height, 1.15 + _ROW_IN * len(rows)))
    differs = any(row.difference for row in rows)
    left, right = box.split(box.width * 0.63) if differs else (box, box)
    heading = say("slides.difference", page.lang, axis=clean(chart.axis))
    under = height_in(len(lines(heading, TEXT_PT, right.width * 0.8)), TEXT_PT) + 0.2
    inner = 0.9 - under / box.height
    _states(page, left, chart, rows, name, alt, inner)
    if differs:
        _differences(page, right, chart, rows, name, alt, inner, heading)
    return len(chart.rows) - len(rows)


def _states(page: Page, box: Box, chart: Dumbbell, rows: Sequence[DumbbellRow], name: str,
            alt: str, inner: float) -> None:
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

    names = [clean(row.label) for row in rows]
    columns = ([row.base for row in rows], [row.after for row in rows])
    shape = common_format((*columns[0], *columns[1]), chart.unit)
    series = dict(zip(map(clean, chart.labels), columns, strict=True))
    made = add(page, box, XL_CHART_TYPE.BAR_CLUSTERED, categories(names, series, shape),
               sheet_of(chart.axis, names, series), name, alt)
    _bars(made, chart.axis, shape, len(rows), gap=55)
    made.plots[0].overlap = -5
    legend(made)
    longest = max((width_in(one, NAME_PT) for one in names), default=1.0) + 0.2
    label_room = min(longest / box.width, _LABEL_ROOM)
    inner_plot(made, label_room, 0.1, 0.95 - label_room, inner)
    made.value_axis.minimum_scale = 0
    largest = max((value for column in columns for value in column if value is not None),
                  default=1.0)
    made.value_axis.maximum_scale = _ceiling(largest * 1.1)
    for at_series, (drawn, column, paint) in enumerate(zip(
            made.plots[0].series, columns, (BEFORE, AFTER), strict=True)):
        _solid(drawn.format.fill, paint)
        for at, (value, row) in enumerate(zip(column, rows, strict=True)):
            if value is None:
                continue
            word = ""
            if at_series and row.outcome == "new":
                number = show(value, chart.unit, like=row.size)
                word = f"{number}  {say('slides.tone.new', page.lang)}"
            label_point(drawn, at, value, chart.unit, XL_LABEL_POSITION.OUTSIDE_END, text=word,
                        like=row.size)


def _differences(page: Page, box: Box, chart: Dumbbell, rows: Sequence[DumbbellRow], name: str,
                 alt: str, inner: float, heading: str) -> None:
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION

    names = [clean(row.label) for row in rows]
    column = [row.difference for row in rows]
    shape, only = common_format(column, chart.unit), {heading: column}
    made = add(page, box, XL_CHART_TYPE.BAR_CLUSTERED, categories(names, only, shape),
               sheet_of("", names, only), f"{name} {heading}", f"{heading}: {alt}")
    _bars(made, heading, shape, len(rows), gap=90)
    made.has_legend = False
    inner_plot(made, 0.04, 0.1, 0.92, inner)
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    numbers = [value for value in column if value is not None]
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    span = high - low or 1.0
    made.value_axis.minimum_scale = -_ceiling(-low + 0.3 * span) if low < 0 else -0.15 * span
    made.value_axis.maximum_scale = _ceiling(high + 0.3 * span) if high > 0 else 0.3 * span
    series = made.plots[0].series[0]
    series.invert_if_negative = False
    _solid(series.format.fill, _FADED["none"])
    for at, (value, row) in enumerate(zip(column, rows, strict=True)):
        if value is not None:
            paint = colour_of(row.outcome)
            point = series.points[at]
            _solid(point.format.fill, paint)
            label_point(series, at, value, chart.unit, XL_LABEL_POSITION.OUTSIDE_END, sign=True,
                        name=paint, bold=True, like=row.size)


def parts(page: Page, box: Box, chart: StackedBars, name: str, alt: str) -> int:
    """Stacked bars of the parts of journeys, groups together; gives the groups left out."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

    groups = [(key, list(bars)) for key, bars in groupby(chart.bars, lambda bar: bar.group)]
    kept: list[tuple[str, list[Bar]]] = []
    for group in groups:
        if kept and sum(len(bars) for _, bars in kept) + len(group[1]) > MOST_BARS:
            break
        kept.append(group)
    bars = [bar for _, members in kept for bar in members]
    box = box.upper(min(box.height, 1.5 + 0.75 * (len(bars) + len(kept) - 1)))
    used = [at for at in range(len(chart.parts)) if any(bar.values[at] for bar in bars)]
    shape = common_format((value for bar in bars for value in bar.values), chart.unit)
    names, places = _rows(kept, chart.unit, page.lang)
    columns = {clean(chart.parts[at]): [None if bar is None else bar.values[at] for bar in places]
               for at in used}
    made = add(page, box, XL_CHART_TYPE.BAR_STACKED, categories(names, columns, shape),
               sheet_of(chart.axis, names, columns), name, alt)
    _bars(made, chart.axis, shape, len(names), gap=35, numbers=True)
    made.plots[0].overlap = 100
    legend(made)
    made.value_axis.minimum_scale = 0
    largest = max(bar.total for bar in bars)
    made.value_axis.maximum_scale = _ceiling(largest * 1.02)
    room = box.width * 0.7 / (largest or 1.0)
    for series, at in zip(made.plots[0].series, used, strict=True):
        paint, hatch = component_style(chart.keys[at])
        if hatch:
            _hatch(series, paint)
        else:
            _solid(series.format.fill, paint)
        for index, bar in enumerate(places):
            value = bar.values[at] if bar is not None else 0.0
            text = show(value, chart.unit)
            if value * room > width_in(text, LABEL_PT) + 0.12:
                label_point(series, index, value, chart.unit, XL_LABEL_POSITION.CENTER,
                            name=_contrast(paint, hatched=hatch))
    return len(groups) - len(kept)


def _rows(groups: Sequence[tuple[str, Sequence[Bar]]], unit: str,
          lang: str) -> tuple[list[str], list[Bar | None]]:
    """Names of the bars, the group before its first, and a blank row between groups."""
    names: list[str] = []
    places: list[Bar | None] = []
    for key, members in groups:
        if names:
            names.append(" ")
            places.append(None)
        for at, bar in enumerate(members):
            total = say("slides.total", lang, label=clean(bar.label),
                        total=show(bar.total, unit))
            names.append(total if at else f"{clean(key)}  {total}")
            places.append(bar)
    return names, places


def distribution(page: Page, box: Box, chart: Distribution, name: str, alt: str) -> None:
    """Columns of how many pairs change by how much, those without change among them."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

    edges = [show(edge, chart.unit, sign=True, like=size(*chart.edges)) for edge in chart.edges]
    steps = [(" – ".join(told), count, _side(low, high, less=chart.less_is_better))
             for (low, high), told, count in zip(pairwise(chart.edges), pairwise(edges),
                                                 chart.counts, strict=True)]
    at = sum(high <= 0 for high in chart.edges[1:])
    steps.insert(at, (say("slides.unchanged", page.lang), chart.unchanged, "none"))
    names = [step[0] for step in steps]
    counts = {clean(chart.count_axis): [float(step[1]) for step in steps]}
    made = add(page, box, XL_CHART_TYPE.COLUMN_CLUSTERED, categories(names, counts, "0"),
               sheet_of(chart.axis, names, counts), name, alt)
    made.has_legend = False
    made.plots[0].gap_width = 30
    plain_axis(made.category_axis, grid=False)
    plain_axis(made.value_axis, grid=True, line=False)
    axis_title(made.category_axis, chart.axis)
    axis_title(made.value_axis, chart.count_axis)
    made.value_axis.minimum_scale = 0
    series = made.plots[0].series[0]
    for index, (_, count, outcome) in enumerate(steps):
        _solid(series.points[index].format.fill, colour_of(outcome))
        label_point(series, index, float(count), "", XL_LABEL_POSITION.OUTSIDE_END,
                    text=str(count))


def _side(low: float, high: float, *, less: bool) -> Outcome:
    if low < 0 < high:
        return "none"
    return "gain" if (high <= 0) == less else "loss"


def colour_of(outcome: Outcome) -> str:
    """Colour of an outcome, six digits."""
    return _FADED[outcome]


def component_style(key: str) -> tuple[str, bool]:
    """Colour of a part of a journey, six digits, and whether it is hatched."""
    fill = COMPONENTS.get(key, OTHER)
    return fill.colour.removeprefix("#").upper(), bool(fill.hatch)


def _bars(chart: Any, axis: str, shape: str, rows: int, *, gap: int, numbers: bool = False) -> None:
    plain_axis(chart.category_axis, grid=False)
    plain_axis(chart.value_axis, grid=numbers, line=False, numbers=numbers)
    chart.value_axis.tick_labels.number_format = shape
    chart.value_axis.tick_labels.number_format_is_linked = False
    axis_title(chart.value_axis, axis)
    first_on_top(chart)
    chart.plots[0].gap_width = gap
    letters(chart.category_axis.tick_labels.font, NAME_PT if rows <= CROWDED else LABEL_PT)
    show_all_names(chart)


def _solid(fill: Any, paint: str) -> None:
    fill.solid()
    colour(fill.fore_color, paint)


def _hatch(series: Any, paint: str) -> None:
    from pptx.enum.dml import MSO_PATTERN

    fill = series.format.fill
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    colour(fill.fore_color, paint)
    colour(fill.back_color, tint(f"#{paint}", 0.3))


def _contrast(paint: str, *, hatched: bool) -> str:
    red, green, blue = (int(paint[i:i + 2], 16) for i in (0, 2, 4))
    return "1A1A1A" if hatched or 0.3 * red + 0.59 * green + 0.11 * blue > 140 else "FFFFFF"


def _ceiling(value: float) -> float:
    """The next round number above a value.

    Examples
    --------
    >>> _ceiling(466.0), _ceiling(0.0)
    (500.0, 1.0)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** (len(f"{int(value)}") - 1) if value >= 1 else 0.1
    return next(step * power for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 20)
                if step * power >= value)
