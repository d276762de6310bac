"""Links of a map axis, and what is projected once for all axes. No text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from corridors.drawing import style
from corridors.mapping.model import MapLink, MapPlace
from corridors.mapping.projection import Albers, Array, Frame

#: A place this near the frame (share of its width) counts as outside.
EDGE_SHARE = 0.015
#: Modes whose links run along the same lanes; each stretch is drawn once, or dashes would fill up.
SHARED_LANES = ("sea", "air", "load_unknown")
Z_LAND, Z_BOUNDARY, Z_BASE, Z_CHANGE, Z_FLOW, Z_PLACE, Z_TEXT, Z_OVERLAY = 1, 3, 4, 6, 7, 8, 10, 12


@dataclass(frozen=True, slots=True)
class Course:
    """A link with its projected course, (n, 2) metres."""

    link: MapLink
    line: Array


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its projected position, metres."""

    place: MapPlace
    x: float
    y: float


def project_links(albers: Albers, links: Iterable[MapLink]) -> tuple[Course, ...]:
    """Project all links in one go; order is by id, whatever order they come in."""
    ordered = sorted(links, key=lambda link: link.id)
    if not ordered:
        return ()
    counts = np.cumsum([len(link.coords) for link in ordered])
    flat = albers.project([point for link in ordered for point in link.coords])
    return tuple(
        Course(link, line) for link, line in zip(ordered, np.split(flat, counts[:-1]), strict=True)
    )


def project_places(albers: Albers, places: Iterable[MapPlace]) -> tuple[Spot, ...]:
    """Project all places; order is by id."""
    ordered = sorted(places, key=lambda place: place.id)
    if not ordered:
        return ()
    points = albers.project([(place.lon, place.lat) for place in ordered])
    return tuple(
        Spot(place, float(x), float(y)) for place, (x, y) in zip(ordered, points, strict=True)
    )


def set_up(ax: Axes, frame: Frame, name: str) -> None:
    """Fix the limits, take the ticks away, fill with sea."""
    ax.set_label(name)
    ax.set_xlim(frame.west, frame.east)
    ax.set_ylim(frame.south, frame.north)
    ax.set_autoscale_on(False)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_facecolor(style.SEA)
    for spine in ax.spines.values():
        spine.set_edgecolor(style.FRAME)
        spine.set_linewidth(0.8)
        spine.set_zorder(Z_OVERLAY + 2)


def draw_base(ax: Axes, courses: Sequence[Course], frame: Frame, ink: float = 1.0) -> None:
    """Draw the network that stays as it is, thin, one pattern per mode or kind."""
    kinds = {course.link.kind for course in courses} - {""}
    for order, mode in enumerate(dict.fromkeys((*style.MODES, *style.KINDS))):
        lines = [
            course.line
            for course in courses
            if (course.link.kind or course.link.mode) == mode
            and course.link.status == "base"
            and near(course.line, frame)
        ]
        if mode in SHARED_LANES:
            lines = _drawn_once(lines)
        for step, pen in enumerate(base_strokes(mode, kinds) if lines else ()):
            stroke(ax, lines, pen, Z_BASE + 0.1 * order + 0.01 * step, f"base_{mode}", ink)


def draw_changes(ax: Axes, courses: Sequence[Course], frame: Frame, ink: float = 1.0) -> None:
    """Draw added, changed and closed links strongly over everything else."""
    for order, (status, strokes) in enumerate(style.STATUSES.items()):
        lines = [
            course.line
            for course in courses
            if course.link.status == status and near(course.line, frame)
        ]
        for step, pen in enumerate(strokes):
            stroke(ax, lines, pen, Z_CHANGE + 0.1 * order + 0.01 * step, status, ink)


def base_strokes(name: str, kinds: Collection[str]) -> tuple[style.Stroke, ...]:
    """Strokes of a mode or kind of line; where some stand out, the others step back."""
    strokes = (style.KINDS if name in kinds else style.MODES)[name]
    loud = any(kind in style.LOUD for kind in kinds)
    return style.muted(strokes) if loud and name not in style.LOUD else strokes


def _drawn_once(lines: Sequence[Array]) -> list[Array]:
    """Lines without the stretches that others of them have drawn already, joined to long ones."""
    steps: dict[tuple[tuple[float, ...], ...], None] = {}
    for line in lines:
        points = [tuple(point) for point in line.round(1).tolist()]
        steps.update(dict.fromkeys(tuple(sorted(step)) for step in pairwise(points)))
    if not steps:
        return []
    merged = shapely.line_merge(shapely.multilinestrings([list(step) for step in sorted(steps)]))
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(merged)]
    return sorted(parts, key=lambda part: tuple(part.ravel()[:4].tolist()))


def near(line: Array, frame: Frame) -> bool:
    """Whether the box around a line (n, 2) in metres touches a frame."""
    low, high = line.min(axis=0), line.max(axis=0)
    return bool(
        high[0] >= frame.west
        and low[0] <= frame.east
        and high[1] >= frame.south
        and low[1] <= frame.north
    )


def stroke(
    ax: Axes, lines: Sequence[Array], pen: style.Stroke, zorder: float, name: str, ink: float = 1.0
) -> None:
    """Draw lines (n, 2) in metres with one pass of a pen."""
    if not lines:
        return
    collection = LineCollection(
        list(lines),
        colors=pen.colour,
        linewidths=pen.width * ink,
        linestyles=[pen.dash],
        capstyle=pen.cap,
        joinstyle="round",
        zorder=zorder,
        gid=name,
    )
    ax.add_collection(collection, autolim=False)
