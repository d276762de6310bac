"""What frames a map: scale bar with north arrow, and arrows to places off the map."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Polygon, Rectangle
from matplotlib.patheffects import withStroke

from corridors.drawing import style, textfit
from corridors.drawing.fonts import font
from corridors.drawing.labels import text
from corridors.mapping.layers import Z_OVERLAY, Z_TEXT, Spot, draw_symbol, symbol_of
from corridors.mapping.lettering import axes_box, pixels
from corridors.mapping.model import MapContent
from corridors.mapping.placement import Array, Box
from corridors.mapping.projection import Albers, Frame

#: Rows of labels along the frame for places off the map.
EDGE_ROWS = 4


def draw_scale(
    fig: Figure, ax: Axes, frame: Frame, albers: Albers, spec: MapContent, keep_clear: Array
) -> Box:
    """Draw scale bar and north arrow in the emptiest corner; return their box in pixels.

    Parameters
    ----------
    keep_clear
        Pixels (n, 2) of places, changes and labels at the frame that they must not hide.
    """
    window, dpi = axes_box(ax), fig.dpi
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
        fontproperties=font(style.SIZES["legend"]), ha="center", va="bottom",
        color=style.TEXT, zorder=Z_OVERLAY + 1, gid="scale",
    )  # fmt: skip
    _draw_north(ax, albers, spec, at(width - 0.26 * dpi, 0.02 * dpi), 0.3 * dpi * metres_per_px)
    return box


def _draw_north(
    ax: Axes, albers: Albers, spec: MapContent, foot: tuple[float, float], size: float
) -> None:
    """Draw an arrow to true north, which in this projection is not quite upwards."""
    lon, lat = albers.unproject([foot])[0]
    step = albers.project([(lon, lat + 0.5)])[0] - np.array(foot)
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
        label[0], label[1], text("north", spec.lang, spec.labels),
        fontproperties=font(style.SIZES["legend"]), ha="center", va="center",
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


def draw_off_map(
    fig: Figure, ax: Axes, spots: Sequence[Spot], keep_clear: Sequence[Box]
) -> list[Box]:
    """Name places outside the frame at its edge, with an arrow; return the boxes in pixels."""
    window, dpi = axes_box(ax), fig.dpi
    centre = np.array([(window.left + window.right) / 2, (window.bottom + window.top) / 2])
    half = np.array([window.right - window.left, window.top - window.bottom]) / 2
    taken, used = list(keep_clear), []
    targets = [(spot, pixels(ax, np.array([[spot.x, spot.y]]))[0] - centre) for spot in spots]
    for spot, away in sorted(targets, key=lambda item: (item[1][0], item[1][1])):
        scale = float(np.min(half / np.maximum(np.abs(away), 1e-9)))
        crossing = centre + away * scale
        horizontal = bool(abs(abs(away[1] * scale) - half[1]) < 1.0)
        item = spot.place
        wording = f"{item.name}\n{item.value_text}" if item.value_text else item.name
        size = textfit.size(fig, wording, font(style.SIZES["place"]))
        box, symbol = _edge_box(window, crossing, size, taken, dpi, horizontal=horizontal)
        taken.append(box)
        used.append(box)
        _draw_pointer(ax, spot, wording, box, symbol, crossing - centre, horizontal=horizontal)
    return used


def _edge_box(
    window: Box,
    crossing: Array,
    size: tuple[float, float],
    taken: Sequence[Box],
    dpi: float,
    *,
    horizontal: bool,
) -> tuple[Box, tuple[float, float]]:
    """Find the free box nearest to where the way to the place leaves the frame.

    Returns
    -------
    box, symbol
        Box of symbol and text together, and the middle of the symbol, pixels.
    """
    pad, arrow = 0.05 * dpi, 0.24 * dpi
    width = size[0] + 2 * pad
    height = size[1] + arrow + 2 * pad
    lowest = bool(crossing[1] < (window.bottom + window.top) / 2)
    leftmost = bool(crossing[0] < (window.left + window.right) / 2)
    best: tuple[float, Box] | None = None
    for row in range(EDGE_ROWS):
        for shift in np.arange(-60, 61) * 0.06 * dpi:
            if horizontal:
                left = crossing[0] - width / 2 + shift
                depth = row * height
                bottom = window.bottom + depth if lowest else window.top - depth - height
            else:
                depth = row * width
                left = window.left + depth if leftmost else window.right - depth - width
                bottom = crossing[1] - height / 2 + shift
            left = min(max(left, window.left + pad), window.right - width - pad)
            bottom = min(max(bottom, window.bottom), window.top - height)
            box = Box(left, bottom, left + width, bottom + height)
            cost = abs(float(shift)) + row * 3 * dpi
            if (best is None or cost < best[0]) and not any(box.overlaps(b, 2) for b in taken):
                best = (cost, box)
    if best is None:  # more places than the edge holds: the last ones stand at their crossing
        left = min(max(float(crossing[0]) - width / 2, window.left), window.right - width)
        bottom = min(max(float(crossing[1]) - height / 2, window.bottom), window.top - height)
        best = (0.0, Box(left, bottom, left + width, bottom + height))
    box = best[1]
    at_bottom = lowest or not horizontal
    y = box.bottom + arrow - pad if at_bottom else box.top - arrow + pad
    return box, ((box.left + box.right) / 2, y)


def _draw_pointer(
    ax: Axes,
    spot: Spot,
    wording: str,
    box: Box,
    symbol: tuple[float, float],
    away: Array,
    *,
    horizontal: bool,
) -> None:
    """Draw symbol, arrow outwards and text."""
    dpi = ax.get_figure(root=True).dpi  # type: ignore[union-attr]
    length = 0.2 * dpi
    if horizontal:
        outward = np.array([0.0, math.copysign(length, away[1])])
    else:
        outward = np.array([math.copysign(length + (box.right - box.left) / 2, away[0]), 0.0])
    upward = symbol[1] < (box.bottom + box.top) / 2
    radius = (symbol_of(spot.place).size / 2 + 2) * dpi / 72
    words = (symbol[0], symbol[1] + (radius if upward else -radius))
    points = ax.transData.inverted().transform([symbol, np.array(symbol) + outward, words])
    start, end, at = [(float(p[0]), float(p[1])) for p in points]
    ax.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=9, linewidth=1.1,
            color=symbol_of(spot.place).colour, zorder=Z_TEXT, shrinkA=0, shrinkB=0,
        )
    )  # fmt: skip
    draw_symbol(ax, start[0], start[1], spot.place)
    label = ax.text(
        at[0], at[1], wording, fontproperties=font(style.SIZES["place"]), color=style.TEXT,
        ha="center", va="bottom" if upward else "top", linespacing=textfit.LINE_SPACING,
        zorder=Z_TEXT, gid="label:off_map",
    )  # fmt: skip
    label.set_path_effects([withStroke(linewidth=2.2, foreground=style.LAND)])
