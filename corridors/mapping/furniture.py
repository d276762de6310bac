"""Scale bar and north arrow."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from corridors.drawing import style
from corridors.mapping.layers import Z_OVERLAY
from corridors.mapping.lettering import axes_box
from corridors.mapping.page import Page, View
from corridors.mapping.placement import Array, Box


def draw_scale(page: Page, view: View, keep_clear: Array) -> Box:
    """Draw scale bar and north arrow in the emptiest corner; return their box in pixels.

    Parameters
    ----------
    keep_clear
        Pixels (n, 2) of places, changes and labels at the frame that they must not hide.
    """
    ax, frame = view.ax, view.frame
    window, dpi = axes_box(ax), page.fig.dpi * page.sheet.pt("legend") / style.SIZES["legend"]
    metres_per_px = frame.width / (window.right - window.left)
    length = _round_length(0.22 * frame.width)
    bar_px = length / metres_per_px
    width, height = bar_px + 0.62 * dpi, 0.34 * dpi
    box = _emptiest_corner(window, width, height, 0.06 * dpi, keep_clear)
    to_map = ax.transData.inverted()

    def at(x: float, y: float) -> tuple[float, float]:
        point = to_map.transform((box.left + x, box.bottom + y))
        return float(point[0]), float(point[1])

    ax.add_patch(
        Rectangle(
            at(0, 0), width * metres_per_px, height * metres_per_px,
            facecolor="#ffffff", alpha=0.82, edgecolor="none", zorder=Z_OVERLAY,
        )
    )  # fmt: skip
    for half, colour in enumerate(("#222222", "#ffffff")):
        x, y = at(0.1 * dpi + half * bar_px / 2, 0.07 * dpi)
        ax.add_patch(
            Rectangle(
                (x, y), length / 2, 0.045 * dpi * metres_per_px,
                facecolor=colour, edgecolor="#222222", linewidth=0.6, zorder=Z_OVERLAY + 1,
            )
        )  # fmt: skip
    ax.text(
        *at(0.1 * dpi + bar_px / 2, 0.145 * dpi), f"{length / 1000:g} km",
        fontproperties=page.face("legend"), ha="center", va="bottom",
        color=style.TEXT, zorder=Z_OVERLAY + 1, gid="scale",
    )  # fmt: skip
    _draw_north(page, ax, at(width - 0.26 * dpi, 0.02 * dpi), 0.3 * dpi * metres_per_px)
    return box


def _draw_north(page: Page, ax: Axes, foot: tuple[float, float], size: float) -> None:
    """Draw an arrow to true north, which in this projection is not quite upwards."""
    lon, lat = page.albers.unproject([foot])[0]
    step = page.albers.project([(lon, lat + 0.5)])[0] - np.array(foot)
    north = step / np.hypot(*step)
    side = np.array([north[1], -north[0]])
    base = np.array(foot) + 0.08 * size * north
    tip, notch = base + 0.86 * size * north, base + 0.2 * size * north
    for sign, colour in ((1, "#ffffff"), (-1, "#222222")):
        wing = base + sign * 0.26 * size * side
        ax.add_patch(
            Polygon(
                np.array([tip, wing, notch]), closed=True, facecolor=colour,
                edgecolor="#222222", linewidth=0.6, zorder=Z_OVERLAY + 1,
            )
        )  # fmt: skip
    label = base + 0.5 * size * north + 0.48 * size * side
    ax.text(
        label[0], label[1], page.word("north"),
        fontproperties=page.face("legend"), ha="center", va="center",
        color=style.TEXT, zorder=Z_OVERLAY + 1, gid="north",
    )  # fmt: skip


def _round_length(metres: float) -> float:
    """Round down to the largest of 1, 2, 5 times a power of ten there is."""
    power = 10.0 ** math.floor(math.log10(metres))
    return max(factor * power for factor in (1.0, 2.0, 5.0) if factor * power <= metres)


def _emptiest_corner(window: Box, width: float, height: float, gap: float, points: Array) -> Box:
    lefts = (window.left + gap, window.right - gap - width)
    bottoms = (window.bottom + gap, window.top - gap - height)
    boxes = [
        Box(left, bottom, left + width, bottom + height) for bottom in bottoms for left in lefts
    ]
    return min(boxes, key=lambda box: int(box.grown(3 * gap).holds(points).sum()))
