"""Ways to make one trip: hours to the right, money upwards, CO2 as area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import pi, sqrt

import numpy as np
from matplotlib.axes import Axes

from corridors.charts.beside import Circle, seats
from corridors.charts.model import TradeOff, TradeOffPoint
from corridors.charts.scales import round_up, set_linear, set_log, span, tick
from corridors.charts.sheet import PT, Sheet
from corridors.drawing import style
from corridors.messages import say

Radius = Callable[[float], float]
"""CO2 in kg -> radius in inches."""
LOG_ABOVE = 8.0
"""Values that span more than this are shown on a logarithmic axis."""
LARGEST_IN, LEAST_IN = 0.16, 0.022
"""Radius of the largest circle on a Word page, and of the least that can be seen."""
SAME = 0.5
"""States nearer than this, in radii, count as one place."""


def draw_tradeoff(chart: TradeOff, sheet: Sheet) -> None:
    """Draw it: hollow circles before, filled ones after, an arrow where a way moved."""
    if not chart.points:
        sheet.empty()
        return
    largest = max(point.co2_kg for point in chart.points)
    most = LARGEST_IN * sheet.scale

    def radius(kg: float) -> float:
        return max(most * sqrt(max(kg, 0.0) / largest), LEAST_IN * sheet.scale) if (
            largest > 0) else 0.3 * most

    layer = sheet.layer()
    layer.set_zorder(-1)
    key = max(2 * most, sheet.line()) + 0.3 * sheet.line()
    foot = sheet.edge + key + 2.6 * sheet.line()
    head = 1.5 * sheet.line() + sheet.edge
    hours = [point.time_h for point in chart.points]
    money = [point.cost_cny for point in chart.points]
    ax = sheet.axes(0.1 * sheet.width, foot, 0.9 * sheet.width - sheet.edge - 0.1,
                    sheet.height - foot - head)
    for side in ("right", "top"):
        ax.spines[side].set_visible(False)
    headings = [_scale(ax, name, values, text, sheet) for name, values, text in (
        ("x", hours, chart.axes[0]), ("y", money, chart.axes[1]))]
    ax.grid(color="#e3e3e3", linewidth=0.5 * sheet.scale)
    sheet.dress(ax)
    left = sheet.clear_left(ax)
    sheet.put(sheet.edge, sheet.height - sheet.edge - 0.5 * sheet.line(), headings[1])
    sheet.put(left + ax.get_position().width * sheet.width / 2, foot - 1.75 * sheet.line(),
              headings[0], ha="center")
    circles = _points(ax, chart, sheet, radius)
    _names(ax, circles, sheet)
    _key(chart, sheet, layer, radius, sheet.edge + key / 2)


def _scale(ax: Axes, name: str, values: Sequence[float], heading: str, sheet: Sheet) -> str:
    """Limits and ticks of an axis; its heading."""
    low, high = min(values), max(values)
    axis = ax.xaxis if name == "x" else ax.yaxis
    set_limits = ax.set_xlim if name == "x" else ax.set_ylim
    if name == "x":
        most = int(ax.get_position().width * sheet.width / (6.5 * sheet.pt * PT))
    else:
        most = int(ax.get_position().height * sheet.height / (3.0 * sheet.pt * PT))
    most = max(most, 2)
    if low > 0 and high > LOG_ABOVE * low:
        room = (high / low) ** 0.09
        set_limits(low / room, high * room)
        getattr(ax, f"set_{name}scale")("log")
        set_log(axis, low / room, high * room, most)
        return say("chart.log", sheet.lang, axis=heading)
    low, high = span(values)
    room = 0.05 * (high - low)
    set_limits(low - room * (low != 0.0), high + room)
    set_linear(axis, most)
    return heading


def _points(ax: Axes, chart: TradeOff, sheet: Sheet, radius: Radius) -> list[Circle]:
    """Circles and arrows; those that are to be named, in inches of the picture."""
    circles: list[Circle] = []
    modes = list(dict.fromkeys(point.mode for point in chart.points))
    for mode in modes:
        colour = style.FAMILIES.get(mode, style.QUIET_TEXT)
        states = {point.state: point for point in chart.points if point.mode == mode}
        base, after = states.get("base"), states.get("after")
        shown = after or base
        assert shown is not None
        at = _inches(ax, shown, sheet)
        tail = None
        if base is not None and after is not None:
            start = _inches(ax, base, sheet)
            apart = sqrt((at[0] - start[0]) ** 2 + (at[1] - start[1]) ** 2)
            if apart > SAME * radius(after.co2_kg):
                tail = start
                ax.annotate("", (after.time_h, after.cost_cny), (base.time_h, base.cost_cny),
                            zorder=5, arrowprops={
                                "arrowstyle": "-|>,head_width=0.2,head_length=0.4",
                                "color": style.EDGE, "linewidth": 0.9 * sheet.scale,
                                "mutation_scale": 9 * sheet.scale, "shrinkA": 0, "shrinkB": 0})
        if base is not None and (after is None or tail is not None or base.co2_kg != after.co2_kg):
            _circle(ax, base, radius(base.co2_kg), sheet, colour, hollow=True)
        if after is not None:
            _circle(ax, after, radius(after.co2_kg), sheet, colour, hollow=False)
        name = shown.label if after is not None else f"{shown.label} ({chart.labels[0]})"
        circles.append(Circle(at[0], at[1], radius(shown.co2_kg), name, colour, tail))
        if tail is not None and base is not None:
            circles.append(Circle(*tail, radius(base.co2_kg)))
    return circles


def _circle(ax: Axes, point: TradeOffPoint, radius: float, sheet: Sheet, colour: str, *,
            hollow: bool) -> None:
    """One circle; large ones lie below small ones."""
    ax.scatter([point.time_h], [point.cost_cny], s=pi * (radius / PT) ** 2,
               facecolors="white" if hollow else colour, edgecolors=colour if hollow else "white",
               linewidths=(1.3 if hollow else 0.6) * sheet.scale, alpha=0.9,
               zorder=3 + (0.5 if not hollow else 0.0) - min(radius, 0.9) / 2, clip_on=False)


def _inches(ax: Axes, point: TradeOffPoint, sheet: Sheet) -> tuple[float, float]:
    """Place of a point in the picture."""
    x, y = ax.transData.transform((point.time_h, point.cost_cny)) / sheet.fig.dpi
    return float(x), float(y)


def _names(ax: Axes, circles: Sequence[Circle], sheet: Sheet) -> None:
    """Names beside their circles, with a thin line where they stand farther off."""
    box = ax.get_position()
    room = (box.x0 * sheet.width, box.y0 * sheet.height, sheet.width - sheet.edge,
            sheet.height - sheet.edge - 1.2 * sheet.line())
    sizes = [(sheet.wide(circle.name), sheet.high(circle.name)) for circle in circles]
    for circle, seat in zip(circles, seats(circles, sizes, room, 2.5 * PT * sheet.scale),
                            strict=True):
        if seat is None:
            continue
        sheet.put(seat.x, seat.y, circle.name, colour=circle.colour)
        if seat.far:
            start = np.array([circle.x, circle.y])
            end = np.array(seat.touch)
            way = end - start
            start = start + way / np.hypot(*way) * circle.radius
            layer = ax.transAxes.inverted().transform(
                ax.figure.transFigure.transform([
                    (x / sheet.width, y / sheet.height) for x, y in (start, end)]))
            ax.plot(layer[:, 0], layer[:, 1], transform=ax.transAxes, color=circle.colour,
                    linewidth=0.6 * sheet.scale, clip_on=False, zorder=2)


def _key(chart: TradeOff, sheet: Sheet, layer: Axes, radius: Radius, y: float) -> None:
    """Hollow is before, filled is after; three sizes of circles with their CO2."""
    gap = 0.5 * sheet.pt * PT
    x = sheet.edge
    kg = [point.co2_kg for point in chart.points]
    small = 0.05 * sheet.scale
    for hollow, name in zip((True, False), chart.labels, strict=True):
        _dot(layer, x + small, y, small, sheet, hollow=hollow)
        text = sheet.put(x + 2 * small + gap, y, name, va="center_baseline")
        x += 2 * small + 3 * gap + sheet.wide(text.get_text())
    text = sheet.put(x + gap, y, say("chart.area", sheet.lang, axis=chart.axes[2]),
                     va="center_baseline")
    x += 3 * gap + sheet.wide(text.get_text())
    largest = max(kg)
    if largest <= 0:
        return
    top = round_up(largest)
    top = top if top <= 1.2 * largest else top / 2
    for value in dict.fromkeys((top / 10, top / 2.5, top)):
        size = radius(value)
        _dot(layer, x + size, y, size, sheet, hollow=False)
        text = sheet.put(x + 2 * size + 0.7 * gap, y, tick(round(value, 6)), va="center_baseline")
        x += 2 * size + 2.7 * gap + sheet.wide(text.get_text())


def _dot(layer: Axes, x: float, y: float, radius: float, sheet: Sheet, *, hollow: bool) -> None:
    layer.scatter([x], [y], s=pi * (radius / PT) ** 2,
                  facecolors="white" if hollow else "#8a8a8a",
                  edgecolors=style.QUIET_TEXT if hollow else "white",
                  linewidths=(1.2 if hollow else 0.5) * sheet.scale)
