"""Before and after of several pairs: hollow dot, arrow, symbol of the outcome, difference."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from corridors.charts.labelled import Names, fit_names
from corridors.charts.legend import Entry, draw_legend, legend_height, rows_of, symbol_entry
from corridors.charts.model import Dumbbell, DumbbellRow
from corridors.charts.scales import set_linear, span
from corridors.charts.sheet import PT, Sheet
from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.messages import say
from corridors.rounding import show

BEFORE = style.Symbol("o", "#ffffff", 7.6)
BAND = "#f4f4f4"
MOST_ROW_IN = 0.5
"""A row is not higher on a Word page."""


def draw_dumbbell(chart: Dumbbell, sheet: Sheet) -> None:
    """Draw it: names, axis, and the numbers before, after and their difference.

    Raises
    ------
    ValueError
        There are more rows than are legible at this height.
    """
    if not chart.rows:
        sheet.empty()
        return
    layer = sheet.layer()
    layer.set_zorder(-1)
    keys = rows_of(sheet, _entries(chart, sheet), sheet.width - 2 * sheet.edge)
    headings = [sheet.heading(name, chart.unit)
                for name in (*chart.labels, say("chart.difference", sheet.lang))]
    head = max(sheet.high(heading) for heading in headings) + 0.3 * sheet.line()
    foot = sheet.edge + legend_height(sheet, keys) + 2.55 * sheet.line()
    room = sheet.height - head - foot - sheet.edge
    row = min(room / len(chart.rows), MOST_ROW_IN * sheet.scale)
    names = fit_names(sheet, [item.label for item in chart.rows], row, "rows")
    top = sheet.height - sheet.edge - head - (room - row * len(chart.rows)) / 2
    numbers = [_numbers(item, chart.unit, sheet.lang) for item in chart.rows]
    gap = 1.4 * sheet.pt * PT
    right = sheet.width - sheet.edge - 0.3 * gap
    edges: list[float] = []
    for column in (2, 1, 0):
        edges.insert(0, right)
        right -= gap + max(sheet.wide(headings[column]),
                           *(sheet.wide(texts[column], names.pt) for texts in numbers))
    left = sheet.edge + names.width + gap
    height = row * len(chart.rows)
    ax = sheet.axes(left, top - height, right - left, height)
    _rows(chart, sheet, layer, names, numbers, edges, top, row)
    for edge, heading in zip(edges, headings, strict=True):
        sheet.put(edge, top + 0.4 * sheet.line(), heading, ha="right", va="baseline")
    _axis(ax, chart, sheet)
    for i, item in enumerate(chart.rows):
        _pair(ax, item, len(chart.rows) - 1 - i, sheet, min(1.0, row / (12 * PT * sheet.scale)))
    sheet.put((left + right) / 2, top - height - 1.75 * sheet.line(), chart.axis, ha="center")
    draw_legend(sheet, layer, keys, sheet.edge, top - height - 2.5 * sheet.line())


def _entries(chart: Dumbbell, sheet: Sheet) -> list[Entry]:
    """Keys of what is drawn."""
    before, after = chart.labels
    outcomes = {item.outcome for item in chart.rows if (item.base, item.after) != (None, None)}
    out = [Entry(before, BEFORE.colour, style.EDGE, BEFORE.marker, BEFORE.size * sheet.scale)]
    for name, symbol in style.OUTCOMES.items():
        if name in outcomes:
            out.append(symbol_entry(f"{after}{say('colon', sheet.lang)}"
                                    f"{say(f'chart.outcome.{name}', sheet.lang)}", symbol,
                                    sheet.scale))
    if "gone" in outcomes:
        out.append(symbol_entry(say("chart.outcome.gone", sheet.lang), style.GONE, sheet.scale))
    return out


def _numbers(item: DumbbellRow, unit: str, lang: str) -> tuple[str, str, str]:
    """What stands in the columns of a row."""
    change = show(item.difference, unit, sign=True, like=item.size)
    if item.base is None and item.after is None:
        change = say("chart.unconnected", lang)
    elif item.base is None or item.after is None:
        change = say(f"chart.outcome.{item.outcome}", lang)
    base, after = (show(value, unit, like=item.size) or "—" for value in (item.base, item.after))
    return base, after, change or "—"


def _rows(chart: Dumbbell, sheet: Sheet, layer: Axes, names: Names,
          numbers: list[tuple[str, str, str]], edges: list[float], top: float,
          row: float) -> None:
    """Bands, names and numbers."""
    for i, (item, name, texts) in enumerate(zip(chart.rows, names.texts, numbers, strict=True)):
        y = top - (i + 0.5) * row
        if i % 2 == 0:
            layer.add_patch(Rectangle((0, y - row / 2), sheet.width, row, facecolor=BAND,
                                      linewidth=0))
        sheet.put(sheet.edge, y, name, names.pt, va="center_baseline" if "\n" not in name
                  else "center")
        symbol = style.OUTCOMES.get(item.outcome, style.GONE)
        told = item.outcome in ("gain", "loss")
        for column, (edge, text) in enumerate(zip(edges, texts, strict=True)):
            sheet.put(edge, y, text, names.pt, ha="right", va="center_baseline",
                      colour=symbol.colour if told and column == 2 else style.TEXT)


def _axis(ax: Axes, chart: Dumbbell, sheet: Sheet) -> None:
    """The axis with as many ticks as have room."""
    values = [value for item in chart.rows for value in (item.base, item.after)
              if value is not None]
    low, high = span(values)
    ax.set_xlim(low, high)
    ax.set_ylim(-0.5, len(chart.rows) - 0.5)
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    ax.set_yticks([])
    if not values:
        ax.set_xticks([])
        return
    width = ax.get_position().width * sheet.width
    for most in (7, 6, 5, 4, 3, 2):
        set_linear(ax.xaxis, most)
        texts = [ax.xaxis.get_major_formatter()(value, 0) for value in ax.get_xticks()
                 if low <= value <= high]
        if sum(sheet.wide(text) + sheet.pt * PT for text in texts) <= width:
            break
    ax.grid(axis="x", color="#dddddd", linewidth=0.5 * sheet.scale)
    sheet.dress(ax)


def _pair(ax: Axes, item: DumbbellRow, y: float, sheet: Sheet, room: float) -> None:
    """One row: dots and the arrow between them."""
    symbol = style.OUTCOMES.get(item.outcome, style.GONE)
    big = sheet.scale * max(room, 0.6)
    if item.base is not None and item.after is not None:
        start, end = BEFORE.size * big / 2, 0.62 * symbol.size * big
        low, high = ax.get_xlim()
        apart = abs(item.after - item.base) / (high - low) * ax.get_position().width * (
            sheet.width / PT)
        if apart > start + end + 5 * big:  # else the symbols lie side by side or on one another
            ax.annotate("", (item.after, y), (item.base, y), zorder=2, arrowprops={
                "arrowstyle": "-|>,head_width=0.22,head_length=0.45",
                "color": symbol.colour, "linewidth": 1.7 * big, "mutation_scale": 9 * big,
                "shrinkA": start, "shrinkB": end})
    if item.base is not None:
        ax.plot([item.base], [y], linestyle="none", marker=BEFORE.marker, zorder=3,
                markersize=BEFORE.size * big, markerfacecolor=BEFORE.colour,
                markeredgecolor=style.EDGE, markeredgewidth=1.0 * big)
    if item.after is not None:
        ax.plot([item.after], [y], linestyle="none", marker=symbol.marker, zorder=4,
                markersize=symbol.size * big, markerfacecolor=symbol.colour,
                markeredgecolor="white", markeredgewidth=0.5 * big)
    elif item.base is not None:
        ax.plot([item.base], [y], linestyle="none", marker=style.GONE.marker, zorder=4,
                markersize=0.7 * style.GONE.size * big, color=style.GONE.colour)
    if item.outcome == "new" and item.after is not None:
        low, high = ax.get_xlim()
        left = item.after > (low + high) / 2
        ax.annotate(printable(say("chart.outcome.new", sheet.lang)), (item.after, y),
                    ((-9 if left else 9) * big, 0), textcoords="offset points",
                    ha="right" if left else "left", va="center_baseline",
                    fontproperties=font(max(0.9 * sheet.pt * max(room, 0.6), 5.5 * sheet.scale)),
                    color=style.TEXT)
