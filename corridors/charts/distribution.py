"""Distribution as a figure."""

from __future__ import annotations

from corridors.charts.model import Distribution
from corridors.charts.sheet import Sheet


def draw_distribution(chart: Distribution, sheet: Sheet) -> None:
    """Draw it."""
    sheet.put(sheet.width / 2, sheet.height / 2, chart.title, ha="center")
