"""Native charts of Excel, each beside the cells that it shows."""

from __future__ import annotations

from typing import Any, Final

from corridors.charts.model import (
    Chart,
    Distribution,
    Dumbbell,
    Heatmap,
    StackedBars,
    TradeOff,
)
from corridors.drawing.style import COMPONENTS, OTHER
from corridors.report.briefing.model import Quantity
from corridors.report.figures import unit_name
from corridors.report.numbers import digits, show, size
from corridors.report.office.excel_book import (
    GAIN_FILL,
    HEAD,
    LOSS_FILL,
    QUIET,
    ROW_PT,
    Book,
    Sheet,
    number_format,
)
from corridors.report.office.excel_text import clean, lines_in

BASE: Final = "#A6A6A6"
AFTER: Final = "#0072B2"


class ChartData:
    """The numbers of a chart on a sheet, and the chart that shows them."""

    def __init__(self, sheet: Sheet, row: int) -> None:
        self.sheet, self.book, self.row = sheet, sheet.book, row

    def write(self, chart: Chart) -> tuple[Any, int]:
        """The native chart, none where Excel has none, and the rows of its data."""
        if isinstance(chart, Dumbbell):
            return self._pairs(chart)
        if isinstance(chart, StackedBars):
            return self._parts(chart)
        if isinstance(chart, TradeOff):
            return self._ways(chart)
        if isinstance(chart, Distribution):
            return self._steps(chart)
        return self._matrix(chart)

    def _heads(self, *words: str) -> None:
        for i, text in enumerate(words):
            self.sheet.text(self.row, i, text, **HEAD)
        lines = max(lines_in(text, 11.0) for text in words)
        self.sheet.paper.set_row(self.row, max(ROW_PT, lines * 14.5 + 3))

    def _cells(self, row: int, *cells: str | Quantity | int | None) -> None:
        for i, value in enumerate(cells):
            self.sheet.cell(row, i, value)

    def _font(self, size: float = 9.0, **more: object) -> dict[str, object]:
        return {"name": self.book.face, "size": size, **more}

    def _ref(self, column: int, first: int, last: int) -> list[object]:
        return [self.sheet.name, first, column, last, column]

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

    def _pairs(self, chart: Dumbbell) -> tuple[Any, int]:
        say, first = self.book.say, self.row + 1
        self._heads(say("book.pair"), *(f"{chart.axis}\n{state}" for state in (
            *chart.labels, say("book.difference_short"))), say("book.outcome"))
        for i, item in enumerate(chart.rows, first):
            self._cells(i, item.label, Quantity(item.base, chart.unit, like=item.size),
                        Quantity(item.after, chart.unit, like=item.size),
                        Quantity(item.difference, chart.unit, sign=True, like=item.size),
                        _outcome(self.book, item.outcome))
        return self.pair_chart(chart), len(chart.rows) + 1

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

    def _parts(self, chart: StackedBars) -> tuple[Any, int]:
        say, first = self.book.say, self.row + 1
        self._heads(say("book.pair"), *(
            f"{part}\n{_unit_head(chart.unit, self.book.lang)}"
            for part in (*chart.parts, say("book.total"))))
        for i, bar in enumerate(chart.bars, first):
            self._cells(i, f"{bar.group} · {bar.label}", *(
                Quantity(value, chart.unit) for value in (*bar.values, bar.total)))
        last = first + len(chart.bars) - 1
        drawn = self._chart("bar", "stacked", chart.axis, chart.unit, chart.title)
        for i, (part, key) in enumerate(zip(chart.parts, chart.keys, strict=True)):
            drawn.add_series({
                "name": clean(part), "categories": self._ref(0, first, last),
                "values": self._ref(1 + i, first, last), "gap": 45,
                "fill": {"color": COMPONENTS.get(key, OTHER).colour},
                "border": {"color": "#FFFFFF", "width": 0.5}})
        return drawn, len(chart.bars) + 1

    def _ways(self, chart: TradeOff) -> tuple[Any, int]:
        say, first = self.book.say, self.row + 1
        self._heads(say("head.mode"), say("book.state"), *chart.axes)
        ordered = sorted(chart.points, key=lambda point: point.state == "after")
        for i, point in enumerate(ordered, first):
            self._cells(i, point.label, chart.labels[point.state == "after"], *(
                Quantity(value, unit, like=like) for value, unit, like in chart.numbers(point)))
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
        return drawn, len(ordered) + 1

    def _steps(self, chart: Distribution) -> tuple[Any, int]:
        say, first = self.book.say, self.row + 1
        self._heads(chart.axis, chart.count_axis)
        for i, count in enumerate(chart.counts, first):
            low, high = (show(edge, chart.unit, like=size(*chart.edges))
                         for edge in chart.edges[i - first:i - first + 2])
            self._cells(i, say("book.interval", low=low, high=high), count)
        last = first + len(chart.counts) - 1
        self._cells(last + 1, say("book.unchanged"), chart.unchanged)
        for i, note in enumerate(chart.notes, last + 2):
            self.sheet.text(i, 0, note, font_color=QUIET)
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
        return drawn, len(chart.counts) + 2 + len(chart.notes)

    @staticmethod
    def _side(chart: Distribution, i: int) -> str:
        """Colour of a step: a gain or a loss."""
        middle = (chart.edges[i] + chart.edges[i + 1]) / 2
        return GAIN_FILL if (middle < 0) == chart.less_is_better else LOSS_FILL

    def _matrix(self, chart: Heatmap) -> tuple[None, int]:
        """Excel draws no heat maps: a grid of cells in colour, with the words of the briefing."""
        turned = len(chart.columns) > len(chart.rows)
        down, across = (chart.columns, chart.rows) if turned else (chart.rows, chart.columns)
        self._heads(_unit_head(chart.unit, self.book.lang), *across)
        for i, name in enumerate(down):
            places = [(j, i) if turned else (i, j) for j in range(len(across))]
            self._cells(self.row + 1 + i, name, *(
                chart.texts[r][c] if (value := chart.values[r][c]) is None else
                Quantity(value, chart.unit, sign=chart.diverging, like=chart.size_at(r, c))
                for r, c in places))
        area = (self.row + 1, 1, self.row + len(down), len(across))
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
        return None, len(down) + 1


def _unit_head(unit: str, lang: str) -> str:
    return unit_name(unit, lang) or unit


def _outcome(book: Book, outcome: str) -> str:
    return book.say("book.tone.none" if outcome == "none" else f"book.outcome.{outcome}")


