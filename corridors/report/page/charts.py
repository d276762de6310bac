"""Charts of a briefing for the page: their content, and every number of it as a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from corridors.charts.model import Chart, Distribution, Dumbbell, Heatmap, StackedBars, TradeOff
from corridors.drawing.style import COMPONENTS, OTHER
from corridors.report.numbers import show, size


def drawn(chart: Chart) -> dict[str, Any]:
    """A chart as data.

    Returns
    -------
    drawn
        ``kind``; ``chart``: the fields of the content; ``texts``: what people read, one list a
        row, bar or point, or one text an edge of a distribution; of a matrix the texts of the
        two ends of its colours. Stacked bars hold ``colours`` too, one a part.

    Examples
    --------
    >>> from corridors.charts.model import DumbbellRow
    >>> row = DumbbellRow("a-b", 424.5, 396.8, -27.6, "gain")
    >>> drawn(Dumbbell("", "", "h", ("before", "after"), (row,)))["texts"]
    [['424.5', '396.8', '−27.6']]
    """
    data: dict[str, Any] = {"kind": type(chart).__name__, "chart": asdict(chart),
                            "texts": _TEXTS[type(chart)](chart)}
    if isinstance(chart, StackedBars):
        data["chart"]["colours"] = [COMPONENTS.get(key, OTHER).colour for key in chart.keys]
    return data


def _dumbbell(chart: Dumbbell) -> list[list[str]]:
    return [[show(value, chart.unit, sign=sign, like=row.size) for value, sign in (
        (row.base, False), (row.after, False), (row.difference, True))] for row in chart.rows]


def _heatmap(chart: Heatmap) -> list[str]:
    known = [value for row in chart.values for value in row if value is not None]
    if chart.diverging:
        most = max(map(abs, known), default=0.0)
        ends = (-most, most)
    else:
        ends = (min([0.0, *known]), max([0.0, *known]))
    return [show(value, chart.unit, sign=chart.diverging, like=chart.size) for value in ends]


def _bars(chart: StackedBars) -> list[list[str]]:
    return [[show(value, chart.unit) for value in (*bar.values, bar.total)] for bar in chart.bars]


def _trade_off(chart: TradeOff) -> list[list[str]]:
    return [list(chart.shown(point)) for point in chart.points]


def _distribution(chart: Distribution) -> list[str]:
    return [show(edge, chart.unit, sign=True, like=size(*chart.edges)) for edge in chart.edges]


_TEXTS: dict[type, Callable[[Any], Any]] = {
    Dumbbell: _dumbbell, Heatmap: _heatmap, StackedBars: _bars, TradeOff: _trade_off,
    Distribution: _distribution,
}
