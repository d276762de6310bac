"""Values year by year as steps, each line named at its end; below them what changed them.

A value holds for its year and jumps with an opening: a slope would show values that no network has.
The figure knows no network: the caller hands it series and sentences. Markers and dashes tell the
lines apart in grey print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.textfit import measurer, wrap

LINES: tuple[tuple[str, str, style.Dash], ...] = (
    ("#0072b2", "o", style.SOLID), ("#d55e00", "s", style.SOLID), ("#007a5a", "^", style.SOLID),
    ("#8b2252", "D", (0.0, (5.0, 1.5))), ("#8a6d00", "v", (0.0, (5.0, 1.5))),
    ("#3d3d8f", "P", (0.0, (5.0, 1.5))), ("#5a5a5a", "X", (0.0, (2.0, 1.2))),
    ("#2a8fb8", "*", (0.0, (2.0, 1.2))))
WIDTH_IN, PLOT_IN, LINE_IN = 11.0, 4.6, 0.205
HEAD_IN, FOOT_IN, AXIS_IN = 0.95, 0.42, 0.62
LEFT, RIGHT = 0.075, 0.80
BEFORE, AFTER = 0.25, 0.1
"""Room on the axis before the first tick and after the last, in ticks."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a value for every tick, None where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class YearsContent:
    """What the figure shows.

    Attributes
    ----------
    ticks
        Names of the points in time, the base first.
    heading, notes
        What stands below the plot, one paragraph a note.
    """

    title: str
    subtitle: str
    axis: str
    ticks: Sequence[str]
    series: Sequence[Series]
    heading: str
    notes: Sequence[str]
    stamp: str


def draw_years(content: YearsContent) -> Figure:
    """The figure; it grows with its notes."""
    key = font(style.SIZES["key"])
    probe = Figure(figsize=(WIDTH_IN, 1.0))
    FigureCanvasAgg(probe)
    measure = measurer(probe)
    notes = [wrap(printable(note), (RIGHT + 0.17 - LEFT) * WIDTH_IN * probe.dpi, key, measure)
             for note in content.notes]
    lines = 1 + sum(note.count("\n") + 1 for note in notes)
    height = HEAD_IN + PLOT_IN + AXIS_IN + LINE_IN * (lines + 0.6) + FOOT_IN
    fig = Figure(figsize=(WIDTH_IN, height), facecolor="white")
    FigureCanvasAgg(fig)
    fig.text(0.035, 1 - 0.34 / height, printable(content.title), color=style.TEXT,
             fontproperties=font(style.SIZES["title"]), va="center")
    fig.text(0.035, 1 - 0.68 / height, printable(content.subtitle), color=style.QUIET_TEXT,
             fontproperties=font(style.SIZES["subtitle"]), va="center")
    ax = fig.add_axes((LEFT, 1 - (HEAD_IN + PLOT_IN) / height, RIGHT - LEFT, PLOT_IN / height))
    _plot(ax, content)
    at = height - HEAD_IN - PLOT_IN - AXIS_IN
    fig.text(0.035, at / height, printable(content.heading), color=style.TEXT,
             fontproperties=font(style.SIZES["heading"]), va="top")
    for note in notes:
        at -= LINE_IN * 1.15
        fig.text(LEFT - 0.03, at / height, note, color=style.TEXT, fontproperties=key, va="top",
                 linespacing=1.25)
        at -= LINE_IN * note.count("\n")
    fig.text(0.035, 0.16 / height, printable(content.stamp), color=style.QUIET_TEXT,
             fontproperties=font(style.SIZES["footer"]), va="center")
    return fig


def _plot(ax: Axes, content: YearsContent) -> None:
    """Steps with a marker where the value is another one than before, names at their ends."""
    size = len(content.ticks)
    top = max((value for item in content.series for value in item.values if value is not None),
              default=1.0)
    ax.set_xlim(-BEFORE, max(size - 1, 1) + AFTER)
    ax.set_ylim(0, top * 1.08 or 1.0)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(style.FRAME)
        ax.spines[side].set_linewidth(0.6)
    ax.yaxis.set_major_locator(MaxNLocator(7))
    ax.xaxis.set_major_locator(FixedLocator(list(range(size))))
    ax.xaxis.set_major_formatter(FuncFormatter(
        lambda value, _: content.ticks[round(value)] if 0 <= round(value) < size else ""))
    ax.grid(axis="y", color="#e3e3e3", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(length=3, width=0.6, color=style.FRAME)
    for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
        label.set_fontproperties(font(style.SIZES["legend"]))
        label.set_color(style.TEXT)
    ax.set_ylabel(printable(content.axis), fontproperties=font(style.SIZES["key"]),
                  color=style.TEXT)
    ends: list[tuple[float, str, str]] = []
    for number, item in enumerate(content.series):
        colour, marker, dash = LINES[number % len(LINES)]
        values = np.array([np.nan if v is None else v for v in item.values], dtype=float)
        ax.plot(*steps(values), color=colour, linewidth=1.6, linestyle=dash, zorder=3)
        moved = [i for i in range(size) if not np.isnan(values[i]) and (
            i in (0, size - 1) or abs(values[i] - values[i - 1]) > 1e-6 or np.isnan(values[i - 1]))]
        ax.plot(moved, values[moved], linestyle="none", marker=marker, markersize=5.5,
                color=colour, zorder=4)
        known = values[~np.isnan(values)]
        if len(known):
            ends.append((float(known[-1]), item.name, colour))
    _name_ends(ax, ends, top)


def steps(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Corners of a line that is level around every tick and jumps half way between two.

    Examples
    --------
    >>> x, y = steps(np.array([9.0, 9.0, 7.0]))
    >>> x.tolist(), y.tolist()
    ([-0.25, 0.5, 0.5, 1.5, 1.5, 2.1], [9.0, 9.0, 9.0, 9.0, 7.0, 7.0])
    """
    edges = np.arange(len(values) + 1) - 0.5
    edges[0], edges[-1] = -BEFORE, len(values) - 1 + AFTER
    return np.repeat(edges, 2)[1:-1], np.repeat(values, 2)


def _name_ends(ax: Axes, ends: Sequence[tuple[float, str, str]], top: float) -> None:
    """Names to the right of the lines, pushed apart where they would lie on one another."""
    gap = top * 0.046
    order = sorted(ends, key=lambda end: end[0])
    seats: list[float] = []
    for value, _, _ in order:
        seats.append(max(value, seats[-1] + gap) if seats else value)
    excess = seats[-1] - top * 1.05 if seats else 0.0
    for i in range(len(seats) - 1, -1, -1):
        if excess > 0:
            limit = top * 1.05 if i == len(seats) - 1 else seats[i + 1] - gap
            seats[i] = min(seats[i], limit)
    for (value, name, colour), seat in zip(order, seats, strict=True):
        ax.annotate(printable(name), (ax.get_xlim()[1], value), xytext=(ax.get_xlim()[1] * 1.02,
                    seat), annotation_clip=False, va="center", color=colour,
                    fontproperties=font(style.SIZES["key"]))
