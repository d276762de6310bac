"""Modelled against published, on logarithmic axes: hours beside kilometres.

The figure knows no network: the caller hands it points with the kind of each. Markers tell the
kinds apart in grey print; hollow points are of the fitting half, filled ones of the checking half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from matplotlib.transforms import Bbox

from corridors.charts.scales import tick
from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.labels import text
from corridors.drawing.textfit import renderer_of

#: Marker, colour and size of every kind of journey, in the order of the legend.
KINDS: dict[str, style.Symbol] = {
    "rail_passenger": style.Symbol("o", "#7a1f5c", 7.0),
    "rail_freight": style.Symbol("s", "#4a4a4a", 6.4),
    "car": style.Symbol("^", "#c07a2c", 7.4),
    "lorry": style.Symbol("v", "#8a5a1c", 7.4),
    "air": style.Symbol("P", "#3d3d8f", 7.6),
    "inland": style.Symbol("D", "#0072b2", 6.0),
    "sea": style.Symbol("X", "#007a5a", 7.6),
}
#: Share of error that each band spans, and its grey.
BANDS = ((0.25, "#efefef"), (0.10, "#dcdcdc"))
WIDTH_IN, HEIGHT_IN = 11.0, 6.6
#: Steps of the axes within a decade.
STEPS = (1, 2, 5)
#: Half the room that a point takes, in typographic points: the largest symbol with its edge.
REACH_PT = 5.5


@dataclass(frozen=True, slots=True)
class Point:
    """One published figure and what the model says.

    Attributes
    ----------
    kind
        Key of :data:`KINDS`.
    filled
        Whether it stands in the checking half.
    label
        Name drawn beside it; empty for most.
    """

    kind: str
    published: float
    modelled: float
    filled: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class ScatterContent:
    """What the figure shows."""

    hours: Sequence[Point]
    km: Sequence[Point]
    lang: str
    subtitle: str
    stamp: str


def draw_scatter(content: ScatterContent) -> Figure:
    """The figure: times on the left, distances on the right, legend and stamp below."""
    own: dict[str, str] = {}
    lang = content.lang
    fig = Figure(figsize=(WIDTH_IN, HEIGHT_IN), facecolor="white")
    FigureCanvasAgg(fig)
    fig.text(0.04, 0.955, text("validation.title", lang, own), color=style.TEXT,
             fontproperties=font(style.SIZES["title"]), va="center")
    fig.text(0.04, 0.905, printable(content.subtitle), color=style.QUIET_TEXT,
             fontproperties=font(style.SIZES["subtitle"]), va="center")
    for left, points, name in ((0.075, content.hours, "hours"), (0.57, content.km, "km")):
        ax = fig.add_axes((left, 0.215, 0.40, 0.61))
        _panel(fig, ax, points, text(f"validation.{name}", lang, own), lang)
    shown = {point.kind for point in (*content.hours, *content.km)}
    handles: list[Line2D | Patch] = [_handle(symbol, text(f"validation.{kind}", lang, own))
                                     for kind, symbol in KINDS.items() if kind in shown]
    if handles:
        legend = fig.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 0.052),
                            ncols=len(handles), frameon=False, handletextpad=0.3,
                            columnspacing=1.6, prop=font(style.SIZES["key"]))
        legend.set_zorder(5)
    fig.text(0.04, 0.025, printable(content.stamp), color=style.QUIET_TEXT,
             fontproperties=font(style.SIZES["footer"]), va="center")
    return fig


def _handle(symbol: style.Symbol, name: str) -> Line2D:
    return Line2D([], [], linestyle="none", marker=symbol.marker, markersize=symbol.size,
                  markerfacecolor=symbol.colour, markeredgecolor=symbol.colour, label=name)


def _panel(fig: Figure, ax: Axes, points: Sequence[Point], title: str, lang: str) -> None:
    """One panel: bands, the line where both agree, the points."""
    own: dict[str, str] = {}
    ax.set_title(title, fontproperties=font(style.SIZES["heading"]), color=style.TEXT, loc="left",
                 pad=6)
    for spine in ax.spines.values():
        spine.set_color(style.FRAME)
        spine.set_linewidth(0.6)
    if not points:
        ax.set_xticks([])
        ax.set_yticks([])
        ax.text(0.5, 0.5, text("validation.empty", lang, own), ha="center", va="center",
                transform=ax.transAxes, color=style.QUIET_TEXT,
                fontproperties=font(style.SIZES["key"]))
        return
    low, high = _span([value for point in points for value in (point.published, point.modelled)])
    ends = np.array([low, high])
    for share, colour in BANDS:
        ax.fill_between(ends, ends * (1 - share), ends * (1 + share), color=colour, linewidth=0,
                        zorder=1)
    ax.plot(ends, ends, color=style.FRAME, linewidth=0.9, zorder=2)
    for point in points:
        symbol = KINDS[point.kind]
        ax.plot([point.published], [point.modelled], linestyle="none", marker=symbol.marker,
                markersize=symbol.size, markeredgecolor=symbol.colour, markeredgewidth=1.1,
                markerfacecolor=symbol.colour if point.filled else "white", zorder=4)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlim(low, high)
    ax.set_ylim(low, high)
    for axis, name in ((ax.xaxis, "published"), (ax.yaxis, "modelled")):
        axis.set_major_locator(FixedLocator(_ticks(low, high)))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
        axis.set_label_text(text(f"validation.{name}", lang, own),
                            fontproperties=font(style.SIZES["key"]), color=style.TEXT)
        for label in axis.get_ticklabels():
            label.set_fontproperties(font(style.SIZES["legend"]))
            label.set_color(style.TEXT)
    ax.tick_params(length=3, width=0.6, color=style.FRAME)
    _name(fig, ax, points)


def _name(fig: Figure, ax: Axes, points: Sequence[Point]) -> None:
    """Names of the points that have one, on their side of the line, over nothing else.

    A name for which no place beside its point is free is left out.
    """
    renderer = renderer_of(fig)
    marks = ax.transData.transform([(point.published, point.modelled) for point in points])
    reach = REACH_PT * fig.dpi / 72
    taken = [Bbox.from_bounds(x - reach, y - reach, 2 * reach, 2 * reach) for x, y in marks]
    for point in points:
        side = 1 if point.modelled > point.published else -1
        for dx, dy, ha, va in _seats(side) if point.label else ():
            name = ax.annotate(
                printable(point.label), (point.published, point.modelled), xytext=(dx, dy),
                textcoords="offset points", ha=ha, va=va, zorder=6,
                fontproperties=font(style.SIZES["legend"]), color=style.TEXT)
            box = name.get_window_extent(renderer)
            inside = ax.bbox.x0 < box.x0 and box.x1 < ax.bbox.x1 and (
                ax.bbox.y0 < box.y0 and box.y1 < ax.bbox.y1)
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
            name.remove()


def _seats(side: int) -> tuple[tuple[float, float, str, str], ...]:
    """Places for a name, the best first: beside its point away from the line, over it, behind."""
    away = "right" if side > 0 else "left"
    back = "left" if side > 0 else "right"
    over, under = ("bottom", "top") if side > 0 else ("top", "bottom")
    return ((-8 * side, 0, away, "center"), (0, 8 * side, away, over),
            (0, 8 * side, "center", over), (-12 * side, 8 * side, "center", over),
            (0, 8 * side, back, over),
            (0, -8 * side, "center", under))


def _span(values: Sequence[float]) -> tuple[float, float]:
    """Limits of the axes: a little beyond the least and the greatest value."""
    return min(values) / 1.6, max(values) * 1.6


def _ticks(low: float, high: float) -> list[float]:
    """Ticks at 1, 2 and 5 of every decade."""
    return [step * 10.0 ** power for power in range(floor(log10(low)), floor(log10(high)) + 1)
            for step in STEPS if low <= step * 10.0 ** power <= high]
