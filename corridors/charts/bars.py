"""Parts of journeys before and after as stacked bars, those of one journey together."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from corridors.charts.ink import ink
from corridors.charts.labelled import FLOOR_PT, fit_names
from corridors.charts.legend import Entry, draw_legend, fill_box, legend_height, rows_of
from corridors.charts.model import Bar, StackedBars
from corridors.charts.scales import set_linear
from corridors.charts.sheet import PT, Sheet
from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.messages import say
from corridors.rounding import show

GAP = 0.55
"""Between groups, in bars."""
THICK = 0.78
"""Of the room of a bar."""
MOST_BAR_IN = 0.42
"""Room of a bar on a Word page at most."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The sheet, room of a bar and size of its texts."""

    sheet: Sheet
    bar: float
    pt: float
    unit: str


def draw_bars(chart: StackedBars, sheet: Sheet) -> None:
    """Draw them, totals at their ends, the legend below.

    Raises
    ------
    ValueError
        There are more bars than are legible at this height.
    """
    if not chart.bars:
        sheet.empty()
        return
    layer = sheet.layer()
    layer.set_zorder(-1)
    shown = [i for i in range(len(chart.parts)) if any(bar.values[i] for bar in chart.bars)]
    fills = [style.COMPONENTS.get(key, style.OTHER) for key in chart.keys]
    keys = rows_of(sheet, [Entry(chart.parts[i], fills[i].colour, "white", hatch=fills[i].hatch)
                           for i in shown], sheet.width - 2 * sheet.edge)
    groups = _groups(chart.bars)
    foot = sheet.edge + legend_height(sheet, keys) + 2.6 * sheet.line()
    head = sheet.line() + sheet.edge
    slots = len(chart.bars) + GAP * len(groups)
    room = sheet.height - head - foot
    bar_in = min(room / slots, MOST_BAR_IN * sheet.scale)
    names = fit_names(sheet, [group for group, _ in groups],
                      bar_in * min(len(bars) for _, bars in groups), "groups of bars")
    labels = fit_names(sheet, [bar.label for bar in chart.bars], bar_in, "bars")
    top = sheet.height - head - (room - slots * bar_in) / 2
    gap = 0.8 * sheet.pt * PT
    left = sheet.edge + names.width + 1.5 * gap + labels.width + gap
    totals = [show(bar.total, chart.unit) for bar in chart.bars]
    end = max(sheet.wide(text) for text in totals) + gap
    right = sheet.width - sheet.edge - end
    ax = sheet.axes(left, top - slots * bar_in, right - left, slots * bar_in)
    low = min(0.0, *(sum(v for v in bar.values if v < 0) for bar in chart.bars))
    high = max(0.0, *(sum(v for v in bar.values if v > 0) for bar in chart.bars))
    ax.set_xlim(low, high if high > low else 1.0)
    ax.set_ylim(slots * bar_in, 0)
    ax.set_yticks([])
    for side in ("right", "top"):
        ax.spines[side].set_visible(False)
    set_linear(ax.xaxis, max(2, int((right - left) / (5.5 * sheet.pt * PT))))
    ax.grid(axis="x", color="#dddddd", linewidth=0.5 * sheet.scale)
    sheet.dress(ax)
    frame = _Frame(sheet, bar_in, labels.pt, chart.unit)
    at = GAP / 2 * bar_in
    number = 0
    for (_, bars), name in zip(groups, names.texts, strict=True):
        middle = top - at - len(bars) * bar_in / 2
        sheet.put(sheet.edge, middle, name, names.pt,
                  va="center" if "\n" in name else "center_baseline")
        for bar in bars:
            y = at + bar_in / 2
            sheet.put(left - gap, top - y, labels.texts[number], labels.pt, ha="right",
                      va="center_baseline")
            _bar(ax, bar, y, fills, frame)
            at, number = at + bar_in, number + 1
        at += GAP * bar_in
        if number < len(chart.bars):
            layer.plot([sheet.edge, right], [top - at + GAP / 2 * bar_in] * 2, color="#dddddd",
                       linewidth=0.5 * sheet.scale)
    sheet.put(sheet.width - sheet.edge, top + 0.3 * sheet.line(),
              say("chart.total", sheet.lang, unit=sheet.unit(chart.unit)), ha="right",
              va="baseline")
    bottom = top - slots * bar_in
    sheet.put((left + right) / 2, bottom - 1.75 * sheet.line(), chart.axis, ha="center")
    draw_legend(sheet, layer, keys, sheet.edge, bottom - 2.5 * sheet.line())


def _groups(bars: tuple[Bar, ...]) -> list[tuple[str, list[Bar]]]:
    """Bars that stand together, in their order."""
    groups: list[tuple[str, list[Bar]]] = []
    for bar in bars:
        if not groups or groups[-1][0] != bar.group:
            groups.append((bar.group, []))
        groups[-1][1].append(bar)
    return groups


def _bar(ax: Axes, bar: Bar, y: float, fills: list[style.Fill], frame: _Frame) -> None:
    """One bar: parts to the right of nought, negative ones to the left; numbers where they fit."""
    sheet = frame.sheet
    low, high = ax.get_xlim()
    inch = ax.get_position().width * sheet.width / (high - low)
    thick = THICK * frame.bar
    ends = {True: 0.0, False: 0.0}
    pt = min(0.92 * frame.pt, thick / (1.2 * PT))
    for value, fill in zip(bar.values, fills, strict=True):
        if not value:
            continue
        start = ends[value > 0]
        ends[value > 0] += value
        fill_box(ax, min(start, start + value), y - thick / 2, abs(value), thick, fill,
                 sheet.scale)
        text = show(value, frame.unit)
        if pt >= FLOOR_PT * sheet.scale and sheet.wide(text, pt) + 3 * PT <= abs(value) * inch:
            ax.text(start + value / 2, y, printable(text), ha="center", va="center_baseline",
                    fontproperties=font(pt), color=ink(fill.colour), zorder=4,
                    bbox={"boxstyle": "round,pad=0.12", "facecolor": fill.colour,
                          "edgecolor": "none"} if fill.hatch else None)
    ax.annotate(printable(show(bar.total, frame.unit)), (ends[True], y), (4 * sheet.scale, 0),
                textcoords="offset points", ha="left", va="center_baseline",
                fontproperties=font(frame.pt), color=style.TEXT, annotation_clip=False)
