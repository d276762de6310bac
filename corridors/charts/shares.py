"""Shares of projects as bars with their intervals, and what each is worth alone and at the end.

The figure knows no network: the caller hands it names and numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.textfit import measurer, wrap

WIDTH_IN, ROW_IN, LINE_IN = 11.0, 0.36, 0.205
HEAD_IN, PANEL_IN, AXIS_IN, KEY_IN, FOOT_IN = 0.95, 0.42, 0.62, 0.42, 0.36
NAME_IN, RIGHT_IN, EDGE_IN = 3.3, 1.55, 0.385
BAR = "#2f78b4"
LOSS = "#d55e00"
MARK = "#222222"


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One project: its share and the interval of it, alone and last, all in one unit."""

    name: str
    share: float
    low: float
    high: float
    alone: float
    last: float
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Shares of one profile under a heading."""

    heading: str
    bars: Sequence[ShareBar]


@dataclass(frozen=True, slots=True)
class SharesContent:
    """What the figure shows.

    Attributes
    ----------
    axis
        What all panels measure, with its unit.
    keys
        Names of the bar, its interval, the hollow mark (alone) and the full one (last).
    notes
        What stands below, one paragraph a note.
    """

    title: str
    subtitle: str
    axis: str
    keys: tuple[str, str, str, str]
    panels: Sequence[Panel]
    notes: Sequence[str]
    stamp: str


def draw_shares(content: SharesContent) -> Figure:
    """The figure; it grows with its bars and notes."""
    key = font(style.SIZES["key"])
    probe = Figure(figsize=(WIDTH_IN, 1.0))
    FigureCanvasAgg(probe)
    measure = measurer(probe)

    def folded(text: str, size: str, width_in: float) -> str:
        return wrap(printable(text), width_in * probe.dpi, font(style.SIZES[size]), measure)

    title = folded(content.title, "title", WIDTH_IN - 2 * EDGE_IN)
    subtitle = folded(content.subtitle, "subtitle", WIDTH_IN - 2 * EDGE_IN)
    notes = [folded(note, "key", WIDTH_IN - 2 * EDGE_IN) for note in content.notes]
    lines = sum(note.count("\n") + 1 for note in notes)
    head = HEAD_IN + 0.3 * title.count("\n") + 0.24 * subtitle.count("\n")
    height = (head + sum(PANEL_IN + ROW_IN * max(len(p.bars), 1) for p in content.panels)
              + 0.25 * (len(content.panels) - 1) + AXIS_IN + KEY_IN
              + LINE_IN * lines + 0.08 * len(notes) + FOOT_IN)
    fig = Figure(figsize=(WIDTH_IN, height), facecolor="white")
    FigureCanvasAgg(fig)
    left = EDGE_IN / WIDTH_IN
    at = height - 0.2
    fig.text(left, at / height, title, color=style.TEXT, va="top", linespacing=1.25,
             fontproperties=font(style.SIZES["title"]))
    at -= 0.34 + 0.3 * title.count("\n")
    fig.text(left, at / height, subtitle, color=style.QUIET_TEXT, va="top", linespacing=1.3,
             fontproperties=font(style.SIZES["subtitle"]))
    at = height - head
    bars = [bar for panel in content.panels for bar in panel.bars]
    low = min([0.0, *(min(bar.low, bar.alone, bar.last) for bar in bars)])
    high = max([1e-9, *(max(bar.high, bar.alone, bar.last) for bar in bars)])
    ax = None
    for panel in content.panels:
        at -= PANEL_IN
        fig.text(left, (at + 0.12) / height, printable(panel.heading), color=style.TEXT,
                 va="bottom", fontproperties=font(style.SIZES["heading"]))
        room = ROW_IN * max(len(panel.bars), 1)
        ax = fig.add_axes((NAME_IN / WIDTH_IN, (at - room) / height,
                           (WIDTH_IN - NAME_IN - RIGHT_IN) / WIDTH_IN, room / height))
        _panel(ax, panel, (low - 0.02 * (high - low) if low < 0 else 0.0, 1.03 * high), folded)
        at -= room + 0.25
    assert ax is not None
    at += 0.25 - 0.4
    fig.text((NAME_IN + (WIDTH_IN - RIGHT_IN)) / 2 / WIDTH_IN, at / height,
             printable(content.axis), ha="center", va="top", color=style.TEXT, fontproperties=key)
    at -= 0.3
    _legend(fig, content.keys, at / height)
    at -= KEY_IN
    for note in notes:
        fig.text(left, at / height, note, color=style.QUIET_TEXT, fontproperties=key, va="top",
                 linespacing=1.25)
        at -= LINE_IN * (note.count("\n") + 1) + 0.08
    fig.text(left, 0.16 / height, printable(content.stamp), color=style.QUIET_TEXT,
             fontproperties=font(style.SIZES["footer"]), va="center")
    return fig


def _panel(ax: Axes, panel: Panel, limits: tuple[float, float], folded: object) -> None:
    count = max(len(panel.bars), 1)
    ax.set_xlim(*limits)
    ax.set_ylim(count - 0.5, -0.5)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(style.FRAME)
        ax.spines[side].set_linewidth(0.6)
    ax.spines["left"].set_position(("data", 0.0))
    ax.set_yticks([])
    ax.xaxis.set_major_locator(MaxNLocator(8))
    ax.grid(axis="x", color="#e3e3e3", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(length=3, width=0.6, color=style.FRAME)
    for label in ax.get_xticklabels():
        label.set_fontproperties(font(style.SIZES["legend"]))
        label.set_color(style.TEXT)
    small = font(style.SIZES["legend"])
    for i, bar in enumerate(panel.bars):
        ax.barh(i, bar.share, height=0.56, color=BAR if bar.share >= 0 else LOSS, zorder=2,
                linewidth=0)
        if bar.high > bar.low:
            ax.plot([bar.low, bar.high], [i, i], color=MARK, linewidth=1.1, zorder=4)
            ax.plot([bar.low, bar.high], [i, i], linestyle="none", marker="|", markersize=6,
                    color=MARK, zorder=4)
        ax.plot(bar.alone, i, marker="o", markersize=5.5, markerfacecolor="white",
                markeredgecolor=MARK, markeredgewidth=1.0, zorder=5, clip_on=False)
        ax.plot(bar.last, i, marker="D", markersize=4.2, color="#e69f00", markeredgecolor=MARK,
                markeredgewidth=0.6, zorder=6, clip_on=False)
        name = folded(bar.name, "legend", NAME_IN - EDGE_IN - 0.12)  # type: ignore[operator]
        ax.annotate(name, (0, i), xycoords=("axes fraction", "data"), xytext=(-8, 0),
                    textcoords="offset points", ha="right", va="center", color=style.TEXT,
                    fontproperties=small, annotation_clip=False, linespacing=1.05)
        ax.annotate(printable(bar.text), (1, i), xycoords=("axes fraction", "data"),
                    xytext=(8, 0), textcoords="offset points", ha="left", va="center",
                    color=style.TEXT, fontproperties=small, annotation_clip=False)


def _legend(fig: Figure, keys: tuple[str, str, str, str], top: float) -> None:
    handles = [Patch(color=BAR), Line2D([], [], color=MARK, marker="|", linewidth=1.1),
               Line2D([], [], linestyle="none", marker="o", markersize=5.5,
                      markerfacecolor="white", markeredgecolor=MARK),
               Line2D([], [], linestyle="none", marker="D", markersize=4.2, color="#e69f00",
                      markeredgecolor=MARK, markeredgewidth=0.6)]
    shown = [(handle, printable(text)) for handle, text in zip(handles, keys, strict=True) if text]
    fig.legend([handle for handle, _ in shown], [text for _, text in shown], loc="upper center",
               bbox_to_anchor=(0.5, top), ncols=len(shown), frameon=False,
               prop=font(style.SIZES["legend"]), labelcolor=style.TEXT, columnspacing=2.0)
