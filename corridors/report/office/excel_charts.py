"""Charts of the briefing as native charts beside the numbers that they show."""

from __future__ import annotations

from typing import Any, Final

from corridors.charts.model import (
    Bar,
    Chart,
    Distribution,
    Dumbbell,
    Heatmap,
    StackedBars,
    TradeOff,
)
from corridors.report.briefing.model import ChartFigure, Quantity
from corridors.report.figures import unit_name
from corridors.report.numbers import digits, show
from corridors.report.office.excel_book import (
    GAIN_FILL,
    HEAD,
    LOSS_FILL,
    QUIET,
    ROW_PT,
    Book,
    Sheet,
    number_format,
    pixels,
    print_percent,
)
from corridors.report.office.excel_text import clean, lines_in

BASE: Final = "#A6A6A6"
AFTER: Final = "#0072B2"
PARTS: Final = {
    "access": "#e69f00", "load": "#007a5a", "wait": "#bdbdbd", "dwell": "#8c8c8c",
    "line_haul": "#0072b2", "rest": "#9fd4f2", "lock_queue": "#d55e00",
    "lock_passage": "#8b2252", "transfer": "#f0e442", "unload": "#66c2a4", "egress": "#f7d28a"}
OTHER: Final = "#5a5a5a"
DATA_COLUMN: Final = 11
"""Column of the data: the chart has those to the left."""
WIDTH_PX: Final = 800
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
    sheet.paper.set_column_pixels(0, DATA_COLUMN - 1, WIDTH_PX // DATA_COLUMN + 3)
    sheet.paper.set_column(DATA_COLUMN, DATA_COLUMN, 24)
    sheet.paper.set_column(DATA_COLUMN + 1, DATA_COLUMN + 20, 12)
    for figure in figures.values():
        if pairs is None and isinstance(figure.chart, Dumbbell):
            pairs = (sheet, row + 1, figure)
        breaks.append(row)
        row = _add(sheet, row, figure)
    sheet.paper.freeze_panes(3, 0)
    sheet.paper.fit_to_pages(0, 0)
    columns = max(len(figure.chart.parts) + 3 if isinstance(figure.chart, StackedBars) else 5
                  for figure in figures.values())
    sheet.paper.set_print_scale(print_percent(WIDTH_PX + 40 + pixels(24) + pixels(12) * columns))
    sheet.paper.set_h_pagebreaks(breaks[2::2])
    return pairs


def repeat_pairs(sheet: Sheet, row: int, data: Sheet, top: int, figure: ChartFigure) -> None:
    """The chart of pairs once more, on a sheet that has not its data."""
    if isinstance(figure.chart, Dumbbell):
        place(sheet, _Data(data, top).pair_chart(figure.chart), row, 1,
              pairs_height(figure.chart), figure.caption)


def pairs_height(chart: Dumbbell) -> int:
    """Pixels that the bars of a chart of pairs need."""
    return 130 + 42 * len(chart.rows)


def _add(sheet: Sheet, row: int, figure: ChartFigure) -> int:
    """One chart and its data; the row below both."""
    sheet.text(row, 0, figure.message, bold=True, font_size=12)
    if not isinstance(figure.chart, Heatmap):
        sheet.text(row, DATA_COLUMN, figure.caption, bold=True, font_color=QUIET)
    drawn, rows, height = _Data(sheet, row + 1).write(figure.chart)
    used = rows + 2
    if drawn is not None:
        place(sheet, drawn, row + 1, 0, height, figure.caption)
        used = max(used, int(height / _PX_PER_ROW) + 3)
    return row + used + 1


def place(sheet: Sheet, chart: Any, row: int, column: int, height: int, words: str) -> None:
    """Put a chart on a sheet, with words for those who cannot see it."""
    chart.set_size({"width": WIDTH_PX, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    sheet.paper.insert_chart(row, column, chart, {
        "x_offset": 4, "y_offset": 4, "object_position": 2, "description": clean(words)})


class _Data:
    """The numbers of a chart on a sheet, and the chart that shows them."""

    def __init__(self, sheet: Sheet, row: int) -> None:
        self.sheet, self.book, self.row = sheet, sheet.book, row

    def write(self, chart: Chart) -> tuple[Any, int, int]:
        """The native chart (none where Excel has none), rows of data, height in pixels."""
        if isinstance(chart, Dumbbell):
            return self._pairs(chart)
        if isinstance(chart, StackedBars):
            return self._parts(chart)
        if isinstance(chart, TradeOff):
            return self._ways(chart)
        if isinstance(chart, Distribution):
            return self._steps(chart)
        return self._matrix(chart)

    def _heads(self, *words: str, left: int = DATA_COLUMN) -> None:
        for i, text in enumerate(words):
            self.sheet.text(self.row, left + i, text, **HEAD)
        lines = max(lines_in(text, 11.0) for text in words)
        self.sheet.paper.set_row(self.row, max(ROW_PT, lines * 14.5 + 3))

    def _cells(self, row: int, *cells: str | Quantity | int | None,
               left: int = DATA_COLUMN) -> None:
        for i, value in enumerate(cells):
            self.sheet.cell(row, left + i, value)

    def _font(self, size: float = 9.0, **more: object) -> dict[str, object]:
        return {"name": self.book.face, "size": size, **more}

    def _ref(self, column: int, first: int, last: int, columns: int = 1) -> list[object]:
        left = DATA_COLUMN + column
        return [self.sheet.name, first, left, last, left + columns - 1]

    def _chart(self, kind: str, subtype: str, axis: str, unit: str, title: str) -> Any:
        """A chart with the fonts and lines of the workbook."""
        options = {"type": kind, **({"subtype": subtype} if subtype else {})}
        chart = self.book.workbook.add_chart(options)
        chart.set_title({"name": clean(title), "name_font": self._font(12, bold=True),
                         "overlay": False})
        chart.set_legend({"position": "bottom", "font": self._font()})
        across = {"name": clean(axis), "name_font": self._font(9, bold=False),
                  "num_font": self._font(), "num_format": number_format(digits(1000.0, unit)),
                  "major_gridlines": {"visible": True,
                                      "line": {"color": "#E0E0E0", "width": 0.5}},
                  "line": {"none": True}}
        down = {"num_font": self._font(), "line": {"color": "#7F7F7F"}}
        if kind == "bar":  # the first axis of a bar chart stands upright
            chart.set_x_axis({**across, "label_position": "high"})
            chart.set_y_axis({**down, "reverse": True})
        elif kind == "column":
            chart.set_y_axis(across)
            chart.set_x_axis(down)
        return chart

    def _pairs(self, chart: Dumbbell) -> tuple[Any, int, int]:
        say, first = self.book.say, self.row + 1
        self._heads(say("book.pair"), *(f"{chart.axis}\n{state}" for state in (
            *chart.labels, say("book.difference_short"))), say("book.outcome"))
        for i, item in enumerate(chart.rows, first):
            self._cells(i, item.label, Quantity(item.base, chart.unit),
                        Quantity(item.after, chart.unit),
                        Quantity(item.difference, chart.unit, sign=True),
                        _outcome(self.book, item.outcome))
        return self.pair_chart(chart), len(chart.rows) + 1, pairs_height(chart)

    def pair_chart(self, chart: Dumbbell) -> Any:
        """Bars before and after, a pair of them for each row of the data below the headings."""
        first = self.row + 1
        last = first + len(chart.rows) - 1
        drawn = self._chart("bar", "clustered", chart.axis, chart.unit, chart.title)
        places = digits(1000.0, chart.unit)
        for i, (label, colour) in enumerate(zip(chart.labels, (BASE, AFTER), strict=True)):
            drawn.add_series({
                "name": clean(label), "categories": self._ref(0, first, last),
                "values": self._ref(1 + i, first, last), "gap": 60, "overlap": 0,
                "fill": {"color": colour},
                "data_labels": {"value": True, "num_format": number_format(places),
                                "font": self._font(8)}})
        return drawn

    def _parts(self, chart: StackedBars) -> tuple[Any, int, int]:
        say, first = self.book.say, self.row + 1
        self._heads(say("book.pair"), say("book.state"), *(
            f"{part}\n{chart.axis}" for part in (*chart.parts, say("book.total"))))
        shown = ""
        for i, bar in enumerate(chart.bars, first):
            self._bar(i, bar, chart.unit, repeated=bar.group == shown)
            shown = bar.group
        last = first + len(chart.bars) - 1
        drawn = self._chart("bar", "stacked", chart.axis, chart.unit, chart.title)
        for i, (part, key) in enumerate(zip(chart.parts, chart.keys, strict=True)):
            drawn.add_series({
                "name": clean(part), "categories": self._ref(0, first, last, 2),
                "values": self._ref(2 + i, first, last), "gap": 45,
                "fill": {"color": PARTS.get(key, OTHER)},
                "border": {"color": "#FFFFFF", "width": 0.5}})
        return drawn, len(chart.bars) + 1, 150 + 30 * len(chart.bars)

    def _bar(self, row: int, bar: Bar, unit: str, *, repeated: bool) -> None:
        self._cells(row, "" if repeated else bar.group, bar.label,
                    *(Quantity(value, unit) for value in bar.values), Quantity(bar.total, unit))

    def _ways(self, chart: TradeOff) -> tuple[Any, int, int]:
        say, first = self.book.say, self.row + 1
        self._heads(say("head.mode"), say("book.state"), *chart.axes)
        ordered = sorted(chart.points, key=lambda point: point.state == "after")
        for i, point in enumerate(ordered, first):
            self._cells(i, point.label, chart.labels[point.state == "after"],
                        Quantity(point.time_h, "h"), Quantity(point.cost_cny, "CNY"),
                        Quantity(point.co2_kg, "kg"))
        drawn = self._chart("scatter", "", chart.axes[0], "h", chart.title)
        grid = {"visible": True, "line": {"color": "#E0E0E0", "width": 0.5}}
        for axis, name, unit in ((drawn.set_x_axis, chart.axes[0], "h"),
                                 (drawn.set_y_axis, chart.axes[1], "CNY")):
            axis({"name": clean(name), "name_font": self._font(9, bold=False),
                  "num_font": self._font(), "num_format": number_format(0 * len(unit)),
                  "major_gridlines": grid, "min": 0})
        split = sum(point.state == "base" for point in ordered)
        for label, start, end, colour, shape in (
                (chart.labels[0], 0, split, BASE, "circle"),
                (chart.labels[1], split, len(ordered), AFTER, "diamond")):
            if start == end:
                continue
            a, b = first + start, first + end - 1
            names = [{"value": clean(point.label), "font": self._font(8)}
                     for point in ordered[start:end]]
            series: dict[str, object] = {
                "name": clean(label), "categories": self._ref(2, a, b),
                "values": self._ref(3, a, b),
                "marker": {"type": shape, "size": 9, "fill": {"color": colour},
                           "border": {"color": "#404040"}}}
            if shape == "diamond":
                series["data_labels"] = {"value": True, "custom": names, "position": "right"}
            drawn.add_series(series)
        return drawn, len(ordered) + 1, 420

    def _steps(self, chart: Distribution) -> tuple[Any, int, int]:
        say, first = self.book.say, self.row + 1
        self._heads(chart.axis, chart.count_axis)
        for i, count in enumerate(chart.counts, first):
            low, high = (show(edge, chart.unit) for edge in chart.edges[i - first:i - first + 2])
            self._cells(i, say("book.interval", low=low, high=high), count)
        last = first + len(chart.counts) - 1
        self._cells(last + 1, say("book.unchanged"), chart.unchanged)
        for i, note in enumerate(chart.notes, last + 2):
            self.sheet.text(i, DATA_COLUMN, note, font_color=QUIET)
        drawn = self._chart("column", "", chart.count_axis, "", chart.title)
        drawn.set_y_axis({"name": clean(chart.count_axis), "num_format": "0",
                          "name_font": self._font(9, bold=False), "num_font": self._font(),
                          "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}},
                          "line": {"none": True}})
        drawn.set_x_axis({"name": clean(chart.axis), "name_font": self._font(9, bold=False),
                          "num_font": self._font(), "label_position": "low"})
        gains = [{"fill": {"color": self._side(chart, i)}} for i in range(len(chart.counts))]
        drawn.add_series({"categories": self._ref(0, first, last + 1),
                          "values": self._ref(1, first, last + 1), "gap": 12,
                          "points": [*gains, {"fill": {"color": BASE}}],
                          "data_labels": {"value": True, "font": self._font()}})
        drawn.set_legend({"none": True})
        return drawn, len(chart.counts) + 2 + len(chart.notes), 360

    @staticmethod
    def _side(chart: Distribution, i: int) -> str:
        """Colour of a step: a gain or a loss."""
        middle = (chart.edges[i] + chart.edges[i + 1]) / 2
        return GAIN_FILL if (middle < 0) == chart.less_is_better else LOSS_FILL

    def _matrix(self, chart: Heatmap) -> tuple[None, int, int]:
        """Excel draws no heat maps: a grid of cells in colour, with the words of the briefing."""
        self._heads(_unit_head(chart.unit, self.book.lang), *chart.columns, left=0)
        for i, (name, values, texts) in enumerate(zip(chart.rows, chart.values, chart.texts,
                                                      strict=True), self.row + 1):
            cells = [Quantity(value, chart.unit, sign=chart.diverging) if value is not None
                     else text for value, text in zip(values, texts, strict=True)]
            self._cells(i, name, *cells, left=0)
        area = (self.row + 1, 1, self.row + len(chart.rows), len(chart.columns))
        largest = max((abs(v) for row in chart.values for v in row if v is not None),
                      default=0.0) or 1.0
        low, high = (GAIN_FILL, LOSS_FILL) if chart.less_is_better else (LOSS_FILL, GAIN_FILL)
        if chart.diverging:
            self.sheet.paper.conditional_format(*area, {
                "type": "3_color_scale", "min_type": "num", "mid_type": "num",
                "max_type": "num", "min_value": -largest, "mid_value": 0, "max_value": largest,
                "min_color": low, "mid_color": "#FFFFFF", "max_color": high})
        else:
            self.sheet.paper.conditional_format(*area, {
                "type": "2_color_scale", "min_color": "#FFFFFF", "max_color": GAIN_FILL})
        return None, len(chart.rows) + 1, 0


def _unit_head(unit: str, lang: str) -> str:
    return unit_name(unit, lang) or unit


def _outcome(book: Book, outcome: str) -> str:
    return book.say("book.tone.none" if outcome == "none" else f"book.outcome.{outcome}")


