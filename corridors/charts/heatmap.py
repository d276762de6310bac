"""A matrix of origins and destinations: colour and number in every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap, Normalize, to_hex
from matplotlib.patches import Rectangle

from corridors.charts.columns import Headings, fit_headings
from corridors.charts.ink import LIGHT_TEXT, ink
from corridors.charts.labelled import Names, fit_names
from corridors.charts.legend import Entry, draw_legend, rows_of
from corridors.charts.model import Heatmap
from corridors.charts.scales import round_up, set_linear, tick
from corridors.charts.sheet import PT, Sheet
from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.messages import say

LOSS_TO_GAIN = ("#6d1440", "#a9487a", "#dcaec6", "#f7f7f7", "#a9d8c8", "#3c9c7e", "#00523d")
LEVELS = ("#f1f6fa", "#a9cde4", "#4a97c9", "#0a4f80")
WORD_COLOUR, MISSING = "#fbe7a8", "#b5b5b5"
NUMBER_PT = 5.5
"""The least number in a cell on a Word page; below it colours speak alone."""
MOST_CELL_IN = (1.5, 0.6)
"""Width and height of a cell on a Word page at most."""
OUTLIER = 2.5
"""A value beyond this multiple of the upper quartile does not stretch the colours."""
ZERO = "#767676"
BAR_SHARE = 0.38
MEASURED = 8
"""Texts of cells, the widest, that are measured at every size."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the cells are, inches; x of the first, y of the top, size of one."""

    left: float
    top: float
    wide: float
    high: float


def draw_heatmap(chart: Heatmap, sheet: Sheet) -> None:
    """Draw it: names, cells, colour bar.

    Raises
    ------
    ValueError
        There are more rows or columns than are legible at this size.
    """
    if not chart.rows or not chart.columns:
        sheet.empty()
        return
    layer = sheet.layer()
    foot = sheet.edge + 3.3 * sheet.line()
    names, headings = _fit(chart, sheet, foot)
    left = sheet.edge + names.width + 0.7 * sheet.pt * PT
    room = sheet.height - headings.height - foot - sheet.edge
    high = min(room / len(chart.rows), MOST_CELL_IN[1] * sheet.scale)
    top = sheet.height - sheet.edge - headings.height - (room - high * len(chart.rows)) / 2
    grid = _Grid(left, top, headings.pitch, high)
    colours, norm, beyond = _colours(chart)
    ax = sheet.axes(left, top - high * len(chart.rows), grid.wide * len(chart.columns),
                    high * len(chart.rows))
    numbered = _cells(ax, chart, sheet, grid, colours, norm)
    for i, name in enumerate(names.texts):
        sheet.put(left - 0.5 * sheet.pt * PT, top - (i + 0.5) * high, name, names.pt, ha="right",
                  va="center" if "\n" in name else "center_baseline")
    for j, text in enumerate(headings.texts):
        headings.write(sheet, left + (j + 0.5) * grid.wide, top, text)
    _foot(chart, sheet, layer, (colours, norm, beyond), numbered, top - high * len(chart.rows))


def _fit(chart: Heatmap, sheet: Sheet, foot: float) -> tuple[Names, Headings]:
    """Names of rows and columns that leave room for each other."""
    guess = (sheet.height - foot) * 0.8 / len(chart.rows)
    for _ in range(3):
        names = fit_names(sheet, chart.rows, min(guess, MOST_CELL_IN[1] * sheet.scale), "rows")
        width = sheet.width - names.width - 0.7 * sheet.pt * PT - 2 * sheet.edge
        headings = fit_headings(sheet, chart.columns, width, MOST_CELL_IN[0] * sheet.scale)
        real = (sheet.height - headings.height - foot - sheet.edge) / len(chart.rows)
        if real >= guess:
            return names, headings
        guess = real
    return fit_names(sheet, chart.rows, guess, "rows"), headings


def _colours(chart: Heatmap) -> tuple[Colormap, Normalize, bool]:
    """Colours of values, and whether some lie beyond them."""
    values = [value for row in chart.values for value in row if value is not None]
    if not chart.diverging:
        low, high = min(values, default=0.0), max(values, default=1.0)
        return (LinearSegmentedColormap.from_list("levels", LEVELS),
                Normalize(low, high if high > low else low + 1.0), False)
    shades = LOSS_TO_GAIN[::-1] if chart.less_is_better else LOSS_TO_GAIN
    sizes = sorted(abs(value) for value in values if value)
    largest = sizes[-1] if sizes else 0.0
    usual = float(np.quantile(sizes, 0.75, method="lower")) * OUTLIER if sizes else 0.0
    limit = round_up(min(largest, usual))
    limit = min(limit, largest) if usual >= largest > 0 else limit
    return (LinearSegmentedColormap.from_list("differences", shades), Normalize(-limit, limit),
            largest > limit)


def _cells(ax: Axes, chart: Heatmap, sheet: Sheet, grid: _Grid, colours: Colormap,
           norm: Normalize) -> bool:
    """Cells and their texts; whether the texts had room."""
    ax.set_xlim(0, len(chart.columns))
    ax.set_ylim(len(chart.rows), 0)
    ax.set_xticks([])
    ax.set_yticks([])
    size = _number_size([text for row in chart.texts for text in row if text], sheet, grid)
    for i, (values, texts) in enumerate(zip(chart.values, chart.texts, strict=True)):
        for j, (value, text) in enumerate(zip(values, texts, strict=True)):
            face = WORD_COLOUR if text else "#ffffff"
            if value is not None:
                face = to_hex(colours(float(np.clip(norm(value), 0.0, 1.0))))
            missing = value is None and not text
            cell = Rectangle((j, i), 1, 1, facecolor=face, linewidth=0.7 * sheet.scale,
                             edgecolor=MISSING if missing else "#ffffff",
                             hatch="////" if missing else None)
            cell.set_hatch_linewidth(0.6 * sheet.scale)
            ax.add_patch(cell)
            if text and size:
                ax.text(j + 0.5, i + 0.5, printable(text), ha="center", va="center_baseline",
                        fontproperties=font(size),
                        color=_ink(face, value))
    return size is not None


def _number_size(texts: Sequence[str], sheet: Sheet, grid: _Grid) -> float | None:
    """Size at which all texts fit their cells, None where they are too small."""
    widest = sorted(set(texts), key=lambda text: (-sheet.wide(text), text))[:MEASURED]
    for pt in sheet.sizes(NUMBER_PT):
        if 1.25 * pt * PT <= grid.high and all(
                sheet.wide(text, pt) <= grid.wide - 3.0 * PT for text in widest):
            return pt
    return None


def _ink(face: str, value: float | None) -> str:
    """Colour of a number on its cell; quiet where nothing changes."""
    colour = ink(face)
    return ZERO if value == 0.0 and colour != LIGHT_TEXT else colour


def _foot(chart: Heatmap, sheet: Sheet, layer: Axes, scale: tuple[Colormap, Normalize, bool],
          numbered: bool, bottom: float) -> None:
    """Colour bar with its unit, keys of cells without a number, notes."""
    colours, norm, beyond = scale
    line = sheet.line()
    top = bottom - 0.55 * line
    low, high = float(norm.vmin or 0.0), float(norm.vmax or 0.0)
    widest = max(sheet.wide(tick(round(end))) for end in (low, high))
    width, left = BAR_SHARE * sheet.width, sheet.edge + widest / 2
    bar = sheet.axes(left, top - 0.6 * line, width, 0.6 * line)
    steps = np.linspace(low, high, 257)
    bar.pcolormesh(steps, [0, 1], [(steps[:-1] + steps[1:]) / 2], cmap=colours, norm=norm,
                   rasterized=True)
    bar.set_yticks([])
    bar.set_xlim(low, high)
    set_linear(bar.xaxis, max(1, min(5, int(width / (1.3 * widest)))))
    sheet.dress(bar, 0.94 * sheet.pt)
    unit = sheet.unit(chart.unit)
    heading = unit if not chart.diverging else chart.scale or say(
        "chart.bar_less", sheet.lang, unit=unit) if chart.less_is_better else say(
        "chart.bar_more", sheet.lang, unit=unit)
    x = left + width + max(1.6 * sheet.pt * PT, widest / 2)
    sheet.put(x, top - 0.3 * line, heading, va="center_baseline")
    entries = []
    if any(value is None and not text for values, texts in zip(chart.values, chart.texts,
                                                               strict=True)
           for value, text in zip(values, texts, strict=True)):
        entries.append(Entry(say("chart.unconnected", sheet.lang), "#ffffff", MISSING,
                             hatch="////"))
    if not numbered:
        words = {text for values, texts in zip(chart.values, chart.texts, strict=True)
                 for value, text in zip(values, texts, strict=True) if value is None and text}
        entries += [Entry(word, WORD_COLOUR, MISSING) for word in sorted(words)]
    rows = rows_of(sheet, entries, sheet.width - x - sheet.edge)
    draw_legend(sheet, layer, rows, x, top - 0.85 * line)
    notes = [say(key, sheet.lang) for key, told in (
        ("chart.beyond", beyond), ("chart.numberless", not numbered)) if told]
    if notes:
        sheet.put(sheet.edge, sheet.edge + 0.5 * line, "   ".join(notes),
                  0.9 * sheet.pt, colour=style.QUIET_TEXT)
