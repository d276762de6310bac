"""Flows between two points as curved bands, as wide as their weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from corridors.drawing import style
from corridors.mapping.layers import Z_FLOW, near
from corridors.mapping.model import MapFlow
from corridors.mapping.page import Page, View
from corridors.mapping.projection import Albers, Array, Frame

#: How far a band bends to its right, as share of the distance, so that both ways stay apart.
BEND = 0.13
#: The narrowest band, as share of the widest.
LEAST = 0.12
STEPS = 40


@dataclass(frozen=True, slots=True)
class Band:
    """A flow with its projected curve, (n, 2) metres."""

    flow: MapFlow
    line: Array


def curves(albers: Albers, flows: Sequence[MapFlow], frame: Frame) -> list[Band]:
    """Bend the flows that touch a frame; the widest come first, narrower ones lie over them."""
    bands = []
    for flow in sorted(flows, key=lambda one: (-one.weight, one.id)):
        start, end = albers.project([flow.start, flow.end])
        way = end - start
        middle = (start + end) / 2 + BEND * np.array([way[1], -way[0]])
        t = np.linspace(0.0, 1.0, STEPS)[:, None]
        line: Array = (1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t**2 * end
        if near(line, frame):
            bands.append(Band(flow, line))
    return bands


def band_width(flow: MapFlow) -> float:
    """Width of a band as share of the widest."""
    return max(LEAST, min(1.0, flow.weight))


def strokes(flow: MapFlow) -> tuple[style.Stroke, ...]:
    """Strokes of a band: its core by outcome and weight, an edge of even width around it."""
    pens = style.FLOWS[flow.outcome or ""]
    widest = max(pen.width for pen in pens[-1:])
    share = band_width(flow)
    found = []
    for pen in pens:
        rim = pen.width - widest
        width = max(0.5, widest * share + rim) if rim >= 0 else widest * share
        if flow.outcome == "none" and pen is pens[0]:
            width = widest * share + 1.8
        found.append(style.Stroke(pen.colour, width, pen.dash, pen.cap))
    return tuple(found)


def draw_flows(page: Page, view: View, bands: Sequence[Band]) -> None:
    """Draw bands with an arrow head at their end."""
    ax, ink = view.ax, page.sheet.ink
    per_pt = view.frame.width / (ax.get_window_extent().width * 72 / page.fig.dpi)
    for order, band in enumerate(bands):
        pens = strokes(band.flow)
        head = (3.2 + 1.5 * pens[-1].width) * ink * per_pt
        body, tip, wings = _with_head(band.line, head)
        for step, pen in enumerate(pens):
            ax.add_collection(LineCollection(
                [body], colors=pen.colour, linewidths=pen.width * ink, linestyles=[pen.dash],
                capstyle="butt", joinstyle="round", zorder=Z_FLOW + 1e-3 * order + 1e-4 * step,
                gid=f"flow:{band.flow.id}"), autolim=False)
        edge, core = pens[0], pens[-1]
        ax.add_artist(Polygon(
            np.array([tip, *wings]), closed=True, facecolor=core.colour, edgecolor=edge.colour,
            linewidth=0.7 * ink, zorder=Z_FLOW + 1e-3 * order + 9e-4))


def _with_head(line: Array, head: float) -> tuple[Array, Array, tuple[Array, Array]]:
    """Shorten a curve by its arrow head; give the rest, the tip and both wings."""
    tip = line[-1]
    away = np.hypot(*(line - tip).T)
    head = min(head, 0.45 * float(away[0]))
    body = line[away >= head]
    if len(body) < 2:
        body = line[:2]
    way = (tip - body[-1]) / max(float(np.hypot(*(tip - body[-1]))), 1e-9)
    side = np.array([way[1], -way[0]]) * 0.5 * head
    return body, tip, (body[-1] + side, body[-1] - side)
