"""A matrix of differences or levels as a native table, its cells coloured."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.charts.model import Heatmap
from corridors.drawing.style import OUTCOMES
from corridors.messages import say
from corridors.report.office.slides_grid import TONES, Look, Plan, plan, spread
from corridors.report.office.slides_text import clean, width_in

MOST_COLUMNS, MOST_ROWS = 12, 14
SIZES = (16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
MOST_HEIGHT_IN = 0.62
_LEVEL, _NEW = "#0072b2", "FFF3D1"
#: How much of the full colour the largest value gets.
_FULL = 0.85
#: Below this luminance white letters are read better than black ones.
_DARK = 0.2


def matrix(chart: Heatmap, lang: str, width: float, height: float) -> Plan | None:
    """The matrix as a table, or None where it would not be legible on a slide."""
    if not chart.rows or len(chart.columns) > MOST_COLUMNS or len(chart.rows) > MOST_ROWS:
        return None
    largest = max((abs(value) for row in chart.values for value in row if value), default=0.0)
    head = tuple(Look(clean(text), "left" if not i else "center", True, "bg1", "tx2")
                 for i, text in enumerate((say("slides.from_to", lang), *chart.columns)))
    body = [(Look(clean(name), bold=True),
             *(_cell(chart, value, clean(text), largest)
               for value, text in zip(values, texts, strict=True)))
            for name, values, texts in zip(chart.rows, chart.values, chart.texts, strict=True)]
    shares = _shares([head, *body])
    for size in SIZES:
        made = plan([head, *body], width, height, (size,), shares)
        whole = not made.left_out and not made.cut and all(
            width_in(text, size, bold=True) < room - 0.16
            for at, row in enumerate(made.looks)
            for look, room in zip(row, made.widths, strict=True)
            for text in ([look.text] if at else look.text.split()))
        if whole:
            return spread(made, height, MOST_HEIGHT_IN)
    return None


def _shares(looks: Iterable[tuple[Look, ...]]) -> list[float]:
    """The first column by its names; all others alike."""
    rows = list(looks)
    first = max(width_in(row[0].text, 12, bold=True) for row in rows) + 0.3
    words = [word for look in rows[0][1:] for word in look.text.split()]
    cells = [look.text for row in rows[1:] for look in row[1:]]
    other = max(width_in(text, 12, bold=True) for text in (*words, *cells)) + 0.3
    return [max(first, other * 0.8), *([other] * (len(rows[0]) - 1))]


def _cell(chart: Heatmap, value: float | None, text: str, largest: float) -> Look:
    if value is None and text:
        return Look(text, "center", True, TONES["new"], _NEW)
    if not value:
        return Look(text, "center")
    share = _FULL * abs(value) / largest
    gain = (value < 0) == chart.less_is_better
    full = _LEVEL if not chart.diverging else OUTCOMES["gain" if gain else "loss"].colour
    fill = tint(full, share)
    return Look(text, "center", True, "FFFFFF" if _light(fill) < _DARK else "1A1A1A", fill)


def _light(colour: str) -> float:
    """Relative luminance of a colour, 0 to 1."""
    red, green, blue = (pow(part / 255, 2.2) for part in bytes.fromhex(colour))
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def tint(colour: str, share: float) -> str:
    """A colour mixed with white.

    Examples
    --------
    >>> tint("#000000", 1.0), tint("#000000", 0.0)
    ('000000', 'FFFFFF')
    """
    parts = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)
