"""Layers of a map axis: land, network, changes, places, locks. No text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from corridors.drawing import style
from corridors.mapping.boundaries import Area, Boundaries
from corridors.mapping.model import MapContent, MapLink, MapPlace
from corridors.mapping.projection import Albers, Array, Frame

#: A place this near the frame (share of its width) counts as outside.
EDGE_SHARE = 0.015
#: Modes whose links run along the same lanes; each stretch is drawn once, or dashes would fill up.
SHARED_LANES = ("sea", "air")
Z_LAND, Z_BOUNDARY, Z_BASE, Z_CHANGE, Z_PLACE, Z_TEXT, Z_OVERLAY = 1, 3, 4, 6, 8, 10, 12


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


def draw_land(ax: Axes, albers: Albers, land: Boundaries, cities: Sequence[Area] = ()) -> None:
    """Draw land, province and city boundaries and the dash line."""
    for shape in land.foreign_land:
        _fill(ax, albers, shape, style.FOREIGN_LAND, style.COAST_LINE, Z_LAND)
    for area in land.provinces:
        _fill(ax, albers, area.shape, style.LAND, style.PROVINCE_LINE, Z_LAND + 1)
    for area in cities:
        _fill(ax, albers, area.shape, "none", style.CITY_LINE, Z_LAND + 1.5)
    if cities:
        for area in land.provinces:
            _fill(ax, albers, area.shape, "none", style.PROVINCE_LINE, Z_BOUNDARY)
    lines = [
        albers.project(shapely.get_coordinates(part))
        for shape in land.dash_line
        for part in shapely.get_parts(shape)
    ]
    _stroke(ax, lines, style.DASH_LINE, Z_BOUNDARY, "dash_line")


def draw_base(ax: Axes, courses: Sequence[Course], frame: Frame) -> None:
    """Draw the network that stays as it is, thin, one pattern per mode or kind."""
    for order, (mode, strokes) in enumerate((*style.MODES.items(), *style.KINDS.items())):
        lines = [
            course.line
            for course in courses
            if (course.link.kind or course.link.mode) == mode
            and course.link.status == "base"
            and near(course.line, frame)
        ]
        if mode in SHARED_LANES:
            lines = _drawn_once(lines)
        for step, stroke in enumerate(strokes):
            _stroke(ax, lines, stroke, Z_BASE + 0.1 * order + 0.01 * step, f"base_{mode}")


def draw_changes(ax: Axes, courses: Sequence[Course], frame: Frame) -> None:
    """Draw added, changed and closed links strongly over everything else."""
    for order, (status, strokes) in enumerate(style.STATUSES.items()):
        lines = [
            course.line
            for course in courses
            if course.link.status == status and near(course.line, frame)
        ]
        for step, stroke in enumerate(strokes):
            _stroke(ax, lines, stroke, Z_CHANGE + 0.1 * order + 0.01 * step, status)


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


def symbol_of(place: MapPlace) -> style.Symbol:
    """Shape and colour by outcome; size by role."""
    if place.role == "context":
        return style.CONTEXT
    if place.role in style.ROLES:
        return style.ROLES[place.role]
    return style.OUTCOMES[place.outcome] if place.outcome else style.NOT_COMPARED


def draw_symbol(ax: Axes, x: float, y: float, place: MapPlace) -> None:
    """Draw one place; origins are filled, destinations hollow."""
    symbol = symbol_of(place)
    hollow = place.role == "destination"
    (artist,) = ax.plot(
        [x],
        [y],
        linestyle="none",
        marker=symbol.marker,
        markersize=symbol.size,
        markerfacecolor="#ffffff" if hollow else symbol.colour,
        markeredgecolor=symbol.colour if hollow else style.EDGE,
        markeredgewidth=1.9 if hollow else 0.6,
        zorder=Z_PLACE + (0 if place.role == "context" else 1),
    )
    artist.set_gid(f"place:{place.id}")


def draw_places(ax: Axes, spots: Sequence[Spot], frame: Frame) -> None:
    """Draw the places that lie in the frame."""
    for spot in spots:
        if inside(spot, frame):
            draw_symbol(ax, spot.x, spot.y, spot.place)


def inside(spot: Spot, frame: Frame) -> bool:
    """Whether a place lies in a frame, far enough from its edge to be drawn whole."""
    rim = EDGE_SHARE * frame.width
    return (
        frame.west + rim <= spot.x <= frame.east - rim
        and frame.south + rim <= spot.y <= frame.north - rim
    )


def draw_locks(ax: Axes, albers: Albers, spec: MapContent) -> None:
    """Draw the locks."""
    for marker in spec.markers:
        if marker.kind != "lock":
            continue
        ((x, y),) = albers.project([(marker.lon, marker.lat)])
        (artist,) = ax.plot(
            [x],
            [y],
            linestyle="none",
            marker=style.LOCK.marker,
            markersize=style.LOCK.size,
            markerfacecolor=style.LOCK.colour,
            markeredgecolor="#ffffff",
            markeredgewidth=1.1,
            zorder=Z_PLACE + 2,
        )
        artist.set_gid(f"lock:{marker.name}")


def draw_markers(ax: Axes, albers: Albers, spec: MapContent, frame: Frame) -> None:
    """Draw ports, airports, border posts and locks as small symbols without names."""
    for kind, symbol in style.MARKERS.items():
        at = [(m.lon, m.lat) for m in spec.markers if m.kind == kind]
        points = albers.project(at) if at else np.empty((0, 2))
        points = points[frame.contains(points)]
        ax.plot(points[:, 0], points[:, 1], linestyle="none", marker=symbol.marker,
                markersize=symbol.size, markerfacecolor=symbol.colour,
                markeredgecolor="#ffffff", markeredgewidth=0.5,
                zorder=Z_PLACE + (1.5 if kind == "border" else -0.5),
                gid=f"markers:{kind}")


def near(line: Array, frame: Frame) -> bool:
    """Whether the box around a line (n, 2) in metres touches a frame."""
    low, high = line.min(axis=0), line.max(axis=0)
    return bool(
        high[0] >= frame.west
        and low[0] <= frame.east
        and high[1] >= frame.south
        and low[1] <= frame.north
    )


def _stroke(
    ax: Axes, lines: Sequence[Array], stroke: style.Stroke, zorder: float, name: str
) -> None:
    if not lines:
        return
    collection = LineCollection(
        list(lines),
        colors=stroke.colour,
        linewidths=stroke.width,
        linestyles=[stroke.dash],
        capstyle=stroke.cap,
        joinstyle="round",
        zorder=zorder,
        gid=name,
    )
    ax.add_collection(collection, autolim=False)


def _fill(
    ax: Axes,
    albers: Albers,
    shape: shapely.Geometry,
    colour: str,
    edge: style.Stroke,
    zorder: float,
) -> None:
    paths = []
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type != "Polygon":
            continue
        paths += [
            Path(albers.project(shapely.get_coordinates(ring)), closed=True)
            for ring in (polygon.exterior, *polygon.interiors)
        ]
    if paths:
        patch = PathPatch(
            Path.make_compound_path(*paths),
            facecolor=colour,
            edgecolor=edge.colour,
            linewidth=edge.width,
            linestyle=edge.dash,
            joinstyle="round",
            zorder=zorder,
        )
        ax.add_artist(patch)  # not add_patch: the limits are fixed, no need to measure
