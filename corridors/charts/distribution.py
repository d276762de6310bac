"""Differences over all pairs, sorted into steps: gains, losses, and what did not change."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullLocator

from corridors.charts.legend import Entry, draw_legend, fill_box, legend_height, rows_of
from corridors.charts.model import Distribution
from corridors.charts.scales import set_linear, tick
from corridors.charts.sheet import PT, Sheet
from corridors.drawing import style
from corridors.drawing.fonts import font
from corridors.messages import say

FILLS = {
    "gain": style.Fill(style.OUTCOMES["gain"].colour),
    "loss": style.Fill(style.OUTCOMES["loss"].colour, "////"),
    "none": style.Fill("#9a9a9a"),
}
APART = 0.6
"""Between the steps and the bar of what did not change, in steps."""
MARGIN = 0.15
"""Before the first step and after the last bar, in steps."""
WIDEST_IN = 1.5
"""A step is not wider on a Word page."""
FILLED = 0.92
"""Of its step, that a bar fills."""


def draw_distribution(chart: Distribution, sheet: Sheet) -> None:
    """Draw it: one bar a step, one for the unchanged, notes below."""
    if not chart.counts and not chart.unchanged:
        sheet.empty()
        return
    layer = sheet.layer()
    layer.set_zorder(-1)
    outcomes = [_outcome(chart, i) for i in range(len(chart.counts))]
    keys = rows_of(sheet, [
        Entry(say(f"chart.outcome.{name}", sheet.lang), fill.colour, "white", hatch=fill.hatch)
        for name, fill in FILLS.items()
        if name in outcomes or (name == "none" and chart.unchanged)],
        sheet.width - 2 * sheet.edge)
    notes = [sheet.wrap(note, sheet.width - 2 * sheet.edge, 0.94 * sheet.pt)
             for note in chart.notes]
    lines = sum(note.count("\n") + 1 for note in notes)
    foot = (sheet.edge + 0.94 * sheet.line() * lines + legend_height(sheet, keys)
            + 2.75 * sheet.line())
    head = 1.6 * sheet.line() + sheet.edge
    ax = sheet.axes(0.1 * sheet.width, foot, 0.9 * sheet.width - sheet.edge,
                    sheet.height - foot - head)
    _bars(ax, chart, outcomes, sheet)
    set_linear(ax.yaxis, 5, whole=True)
    left = sheet.clear_left(ax)
    _ticks(ax, chart, sheet)
    sheet.put(sheet.edge, sheet.height - sheet.edge - 0.5 * sheet.line(), chart.count_axis)
    low, high = ax.get_xlim()
    middle = ((len(chart.counts) or 1.0) / 2 - low) / (high - low)
    sheet.put(left + middle * (sheet.width - left - sheet.edge), foot - 1.75 * sheet.line(),
              chart.axis, ha="center")
    top = foot - 2.55 * sheet.line()
    draw_legend(sheet, layer, keys, sheet.edge, top)
    top -= legend_height(sheet, keys) + 0.15 * sheet.line()
    for note in notes:
        high = 0.94 * sheet.line() * (note.count("\n") + 1)
        sheet.put(sheet.edge, top - high / 2, note, 0.94 * sheet.pt, colour=style.QUIET_TEXT)
        top -= high


def _outcome(chart: Distribution, i: int) -> str:
    """What a step tells; one that spans nought tells neither."""
    low, high = chart.edges[i], chart.edges[i + 1]
    if low < 0 < high:
        return "none"
    return "gain" if (high <= 0) == chart.less_is_better else "loss"


def _slots(chart: Distribution) -> float:
    """Width of the axis in steps."""
    room = APART if chart.counts else 0.0
    return len(chart.counts) + (room + 1.0 if chart.unchanged else 0.0)


def _bars(ax: Axes, chart: Distribution, outcomes: list[str], sheet: Sheet) -> None:
    """Bars with their counts."""
    most = max([*chart.counts, chart.unchanged, 1])
    ax.set_ylim(0, most * 1.02)
    bars = [(float(i), count, FILLS[name])
            for i, (count, name) in enumerate(zip(chart.counts, outcomes, strict=True))]
    if chart.unchanged:
        bars.append((_slots(chart) - 1.0, chart.unchanged, FILLS["none"]))
    for start, count, fill in bars:
        if count:
            fill_box(ax, start + (1 - FILLED) / 2, 0, FILLED, count, fill, sheet.scale)
        ax.annotate(tick(float(count)), (start + 0.5, count), (0, 2.5 * sheet.scale),
                    textcoords="offset points", ha="center", va="bottom",
                    fontproperties=font(sheet.pt), annotation_clip=False,
                    color=style.TEXT if count else "#8a8a8a")


def _ticks(ax: Axes, chart: Distribution, sheet: Sheet) -> None:
    """Edges of the steps below the bars, as many as have room; counts at the left."""
    for side in ("right", "top", "left"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="y", color="#dddddd", linewidth=0.5 * sheet.scale)
    ax.tick_params(axis="y", length=0)
    texts = [tick(edge) for edge in chart.edges] if chart.counts else []
    unchanged = say("chart.outcome.none", sheet.lang)
    width, right = ax.get_position().width * sheet.width, MARGIN
    for _ in range(3 if chart.unchanged else 0):  # the word shall not leave the picture
        step = width / (_slots(chart) + MARGIN + right)
        right = max(MARGIN, 0.5 * sheet.wide(unchanged) / step - 0.5)
    room = max(0.0, width / (WIDEST_IN * sheet.scale) - _slots(chart) - MARGIN - right)
    ax.set_xlim(-MARGIN - room / 2, _slots(chart) + right + room / 2)
    step = width / (_slots(chart) + MARGIN + right + room)
    every = 1
    while texts and max(map(sheet.wide, texts)) + 0.5 * sheet.pt * PT > every * step:
        every += 1
    nought = next((i for i, edge in enumerate(chart.edges) if edge == 0.0), 0)
    places = {i: texts[i] for i in range(len(texts)) if (i - nought) % every == 0}
    marks = [*map(float, places)]
    words = [*places.values()]
    if chart.unchanged:
        marks.append(_slots(chart) - 0.5)
        words.append(unchanged)
        ax.spines["bottom"].set_bounds(0, len(chart.counts)) if chart.counts else None
    ax.xaxis.set_major_locator(FixedLocator(marks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xticks(marks, words)
    sheet.dress(ax)
