"""Panels of named rows over an axis, side by side: ranges of a difference, and what swings it.

The figure knows no network: the caller hands it rows of numbers and texts. What stands to the left
of nought or of the centre, and what is solid or hollow, tells the marks apart in grey print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from corridors.charts.scales import set_linear
from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.textfit import Measure, measurer, wrap

WIDTH_IN = 11.0
HEAD_IN, FOOT_IN, LEGEND_IN = 1.0, 0.34, 0.42
PANEL_HEAD_IN, AXIS_IN, GAP_IN, LEAST_IN = 0.5, 0.46, 0.14, 0.55
ROW_IN, LINE_IN = 0.335, 0.175
EDGE_IN = 0.4
LABEL_SHARE = 0.36
RANGE, SURE = "#5a7d9a", "#0072b2"
LOW, HIGH = "#d9dde2", "#4a6c8c"
BAND = "#f4f4f4"


@dataclass(frozen=True, slots=True)
class Interval:
    """One row: low end, median and high end of a difference, and the value without draws.

    Attributes
    ----------
    note
        What stands behind the row.
    """

    label: str
    low: float
    median: float
    high: float
    default: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Swing:
    """One row: the outcome where a factor is low, and where it is high."""

    label: str
    low: float
    high: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows of one kind with their heading.

    Attributes
    ----------
    centre
        Where the swings start: the mean of all draws.
    heading_note
        Heading of the notes.
    """

    heading: str
    axis: str
    rows: Sequence[Interval | Swing]
    heading_note: str = ""
    centre: float | None = None


@dataclass(frozen=True, slots=True)
class PanelsContent:
    """What the figure shows; ``keys`` are the texts of the legend, in the order of the marks."""

    title: str
    subtitle: str
    panels: Sequence[Panel]
    keys: Sequence[str]
    stamp: str
    empty: str = ""
    notes: Sequence[str] = field(default=())


def draw_panels(content: PanelsContent) -> Figure:
    """The figure, two panels side by side; it grows with its rows."""
    probe = Figure(figsize=(WIDTH_IN, 1.0))
    FigureCanvasAgg(probe)
    measure = measurer(probe)
    dpi = probe.dpi
    pairs = [content.panels[i:i + 2] for i in range(0, len(content.panels), 2)]
    wide = (WIDTH_IN - 2 * EDGE_IN - GAP_IN) / 2
    heights = [max(_height(panel, wide, measure, dpi) for panel in line) for line in pairs]
    notes = [wrap(printable(note), (WIDTH_IN - 2 * EDGE_IN) * dpi, font(style.SIZES["legend"]),
                  measure) for note in (content.subtitle, *content.notes)]
    above = HEAD_IN + LINE_IN * notes[0].count("\n")
    below = LINE_IN * sum(note.count("\n") + 1.3 for note in notes[1:])
    height = above + sum(heights) + LEGEND_IN + below + FOOT_IN
    fig = Figure(figsize=(WIDTH_IN, height), facecolor="white")
    FigureCanvasAgg(fig)
    fig.text(EDGE_IN / WIDTH_IN, 1 - 0.36 / height, printable(content.title), color=style.TEXT,
             fontproperties=font(style.SIZES["title"]), va="center")
    fig.text(EDGE_IN / WIDTH_IN, 1 - 0.6 / height, notes[0], color=style.QUIET_TEXT,
             fontproperties=font(style.SIZES["legend"]), va="top", linespacing=1.3)
    top = height - above
    for line, tall in zip(pairs, heights, strict=True):
        for i, panel in enumerate(line):
            _panel(fig, panel, EDGE_IN + i * (wide + GAP_IN), top, wide, content.empty)
        top -= tall
    _legend(fig, content, top - LEGEND_IN / 2)
    at = top - LEGEND_IN
    for note in notes[1:]:
        fig.text(EDGE_IN / WIDTH_IN, at / height, note, color=style.QUIET_TEXT,
                 fontproperties=font(style.SIZES["legend"]), va="top", linespacing=1.3)
        at -= LINE_IN * (note.count("\n") + 1.3)
    fig.text(EDGE_IN / WIDTH_IN, 0.16 / height, printable(content.stamp), color=style.QUIET_TEXT,
             fontproperties=font(style.SIZES["footer"]), va="center")
    return fig


def _labels(panel: Panel, wide: float, measure: Measure, dpi: float) -> list[str]:
    return [wrap(printable(row.label), LABEL_SHARE * wide * dpi, font(style.SIZES["legend"]),
                 measure) for row in panel.rows]


def _rows_in(labels: Sequence[str]) -> list[float]:
    return [max(ROW_IN, LINE_IN * (label.count("\n") + 1) + 0.07) for label in labels]


def _height(panel: Panel, wide: float, measure: Measure, dpi: float) -> float:
    rows = sum(_rows_in(_labels(panel, wide, measure, dpi)))
    return PANEL_HEAD_IN + max(rows, LEAST_IN) + AXIS_IN + GAP_IN


def _panel(fig: Figure, panel: Panel, left: float, top: float, wide: float, empty: str) -> None:
    """One panel: heading, names, marks, notes, axis."""
    measure, dpi = measurer(fig), fig.dpi
    width, height = fig.get_size_inches()
    small = font(style.SIZES["legend"])

    def put(x: float, y: float, text: str, pt: str = "legend", ha: str = "left",
            va: str = "center", colour: str = style.TEXT) -> None:
        fig.text(x / width, y / height, printable(text), fontproperties=font(style.SIZES[pt]),
                 ha=ha, va=va, color=colour, linespacing=1.2)

    put(left, top - 0.16, panel.heading, "heading")
    if not panel.rows:
        put(left, top - PANEL_HEAD_IN - 0.15, empty, colour=style.QUIET_TEXT)
        return
    labels = _labels(panel, wide, measure, dpi)
    rows = _rows_in(labels)
    names = max(measure(line, small) for label in labels for line in label.split("\n")) / dpi
    notes = [printable(row.note) for row in panel.rows]
    behind = max(measure(note, small) for note in (*notes, printable(panel.heading_note))) / dpi
    start, end = left + names + 0.12, left + wide - behind - 0.12
    top -= PANEL_HEAD_IN
    put(left + wide, top + 0.13, panel.heading_note, ha="right", colour=style.QUIET_TEXT)
    ax = fig.add_axes((start / width, (top - sum(rows)) / height, (end - start) / width,
                       sum(rows) / height))
    ax.patch.set_alpha(0.0)
    ax.set_ylim(sum(rows), 0.0)
    ax.set_xlim(*_limits(panel))
    ax.set_yticks([])
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(style.FRAME)
    ax.spines["bottom"].set_linewidth(0.6)
    for most in (6, 5, 4, 3):
        set_linear(ax.xaxis, most)
        shown = [ax.xaxis.get_major_formatter()(value, 0) for value in ax.get_xticks()]
        if sum(measure(text, small) / dpi + 0.18 for text in shown) <= end - start:
            break
    for tick in ax.get_xticklabels():
        tick.set_fontproperties(small)
        tick.set_color(style.TEXT)
    ax.tick_params(length=3, width=0.6, color=style.FRAME)
    ax.grid(axis="x", color="#dddddd", linewidth=0.5)
    ax.set_axisbelow(True)
    ax.set_xlabel(printable(panel.axis), fontproperties=small, color=style.TEXT, labelpad=2)
    ax.axvline(0.0 if panel.centre is None else panel.centre, color=style.TEXT, linewidth=0.8,
               zorder=2)
    at = 0.0
    for i, (row, label, tall) in enumerate(zip(panel.rows, labels, rows, strict=True)):
        y = at + tall / 2
        if i % 2 == 0:
            fig.add_artist(Rectangle(
                (left / width, (top - at - tall) / height), wide / width, tall / height,
                facecolor=BAND, linewidth=0, zorder=-2, transform=fig.transFigure))
        put(left, top - y, label)
        put(left + wide, top - y, row.note, ha="right")
        if isinstance(row, Interval):
            _interval(ax, row, y)
        else:
            _swing(ax, row, y, panel.centre or 0.0)
        at += tall


def _limits(panel: Panel) -> tuple[float, float]:
    values = [0.0 if panel.centre is None else panel.centre]
    for row in panel.rows:
        values += [row.low, row.high]
        if isinstance(row, Interval):
            values += [row.median, *(() if row.default is None else (row.default,))]
    low, high = min(values), max(values)
    room = 0.06 * (high - low or 1.0)
    return low - room, high + room


def _interval(ax: Axes, row: Interval, y: float) -> None:
    """The range as a bar, the median as a dot, the value without draws as a hollow diamond."""
    ax.plot([row.low, row.high], [y, y], color=RANGE, linewidth=5.0, alpha=0.55,
            solid_capstyle="butt", zorder=3)
    if row.default is not None:
        ax.plot([row.default], [y], marker="D", markersize=7.0, markerfacecolor="white",
                markeredgecolor=style.TEXT, markeredgewidth=1.0, linestyle="none", zorder=4)
    ax.plot([row.median], [y], marker="o", markersize=5.2, color=SURE, linestyle="none", zorder=5)


def _swing(ax: Axes, row: Swing, y: float, centre: float) -> None:
    """Bars from the mean to where the outcome stands with the factor low, and high."""
    for value, colour, hatch, shift in ((row.low, LOW, "////", -1), (row.high, HIGH, "", 1)):
        ax.add_patch(Rectangle((min(value, centre), y + shift * 0.045 - 0.045),
                               abs(value - centre), 0.09, facecolor=colour,
                               edgecolor=HIGH, linewidth=0.5, hatch=hatch, zorder=3))


def _legend(fig: Figure, content: PanelsContent, y: float) -> None:
    """Keys of the marks in one line."""
    intervals = any(isinstance(row, Interval) for panel in content.panels for row in panel.rows)
    swings = any(isinstance(row, Swing) for panel in content.panels for row in panel.rows)
    handles: list[Line2D | Patch] = []
    if intervals:
        handles = [
            Line2D([], [], color=RANGE, linewidth=5.0, alpha=0.55, solid_capstyle="butt"),
            Line2D([], [], marker="o", markersize=5.2, color=SURE, linestyle="none"),
            Line2D([], [], marker="D", markersize=7.0, markerfacecolor="white",
                   markeredgecolor=style.TEXT, linestyle="none")]
    elif swings:
        handles = [Patch(facecolor=LOW, edgecolor=HIGH, linewidth=0.5, hatch="////"),
                   Patch(facecolor=HIGH, edgecolor=HIGH, linewidth=0.5)]
    if not handles:
        return
    _, height = fig.get_size_inches()
    fig.legend(handles=handles, labels=[printable(key) for key in content.keys[:len(handles)]],
               loc="center left", bbox_to_anchor=(EDGE_IN / WIDTH_IN - 0.008, y / height),
               ncols=len(handles), frameon=False, handletextpad=0.6, columnspacing=2.2,
               prop=font(style.SIZES["legend"]))
