"""Places off the map: named at its edge, with an arrow to where they lie."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.patches import FancyArrowPatch

from corridors.drawing import style, textfit
from corridors.drawing.halo import add_halo
from corridors.mapping.layers import Z_TEXT, Spot
from corridors.mapping.lettering import axes_box, pixels
from corridors.mapping.page import Page, View
from corridors.mapping.placement import Array, Box
from corridors.mapping.points import draw_symbol, symbol_of

#: Rows of labels along the frame for places off the map.
EDGE_ROWS = 4


def draw_off_map(
    page: Page, view: View, spots: Sequence[Spot], keep_clear: Sequence[Box]
) -> list[Box]:
    """Name places outside the frame at its edge, with an arrow; return the boxes in pixels."""
    ax, dpi = view.ax, page.fig.dpi * page.sheet.ink
    window = axes_box(ax)
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
        size = textfit.size(page.fig, wording, page.face("place"))
        box, symbol = _edge_box(window, crossing, size, taken, dpi, horizontal=horizontal)
        taken.append(box)
        used.append(box)
        _draw_pointer(page, view, spot, wording, box, symbol, crossing - centre,
                      horizontal=horizontal)
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
    page: Page,
    view: View,
    spot: Spot,
    wording: str,
    box: Box,
    symbol: tuple[float, float],
    away: Array,
    *,
    horizontal: bool,
) -> None:
    """Draw symbol, arrow outwards and text."""
    ax, ink = view.ax, page.sheet.ink
    dpi = page.fig.dpi * ink
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
            start, end, arrowstyle="-|>", mutation_scale=9 * ink, linewidth=1.1 * ink,
            color=symbol_of(spot.place).colour, zorder=Z_TEXT, shrinkA=0, shrinkB=0,
        )
    )  # fmt: skip
    draw_symbol(ax, start[0], start[1], spot.place, ink)
    label = ax.text(
        at[0], at[1], wording, fontproperties=page.face("place"), color=style.TEXT,
        ha="center", va="bottom" if upward else "top", linespacing=textfit.LINE_SPACING,
        zorder=Z_TEXT, gid="label:off_map",
    )  # fmt: skip
    add_halo(ax, label, 2.2 * ink, style.LAND)
