"""TradeOff as a figure."""

from __future__ import annotations

from corridors.charts.model import TradeOff
from corridors.charts.sheet import Sheet


def draw_tradeoff(chart: TradeOff, sheet: Sheet) -> None:
    """Draw it."""
    sheet.put(sheet.width / 2, sheet.height / 2, chart.title, ha="center")
