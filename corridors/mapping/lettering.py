"""Labels of a map axis: places, changed links, locks, provinces, placed without overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from corridors.drawing import style, textfit
from corridors.drawing.fonts import font
from corridors.mapping.boundaries import Boundaries
from corridors.mapping.layers import Z_PLACE, Z_TEXT, Course, Spot, inside, near, symbol_of
from corridors.mapping.model import MapContent
from corridors.mapping.placement import Array, Box, Placed, Request, place
from corridors.mapping.projection import Albers, Frame
from corridors.provinces import PROVINCES

#: What is placed first, and at how many distances from its point it may stand.
RANKS = {"lock": 0, "place": 1, "capital": 1, "city": 2, "link": 2, "context": 3, "town": 3,
         "province": 4}  # fmt: skip
RINGS = {"lock": 4, "place": 8, "capital": 3, "city": 3, "link": 5, "context": 1, "town": 2}
#: Cost of covering a point of the network, of a changed link and of the close-up's outline, one
#: point every so many pixels.
BASE_COST, CHANGE_COST, OUTLINE_COST, SOFT_STEP_PX = 0.06, 1.2, 0.5, 10.0
#: Shares of a link's course where its label may stand.
LINK_ANCHORS = (0.5, 0.38, 0.62, 0.25, 0.75, 0.12, 0.88)
PROVINCE_ANCHORS = ((0.5, 0.5), (0.35, 0.5), (0.65, 0.5), (0.5, 0.35), (0.5, 0.65),
                    (0.3, 0.3), (0.7, 0.7), (0.3, 0.7), (0.7, 0.3))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its style and where it may go."""

    text: str
    kind: str
    colour: str
    request: Request


def pixels(ax: Axes, metres: Array) -> Array:
    """Map coordinates (n, 2) to pixels of the figure (n, 2)."""
    answer: Array = np.asarray(ax.transData.transform(metres), dtype=float)
    return answer


def axes_box(ax: Axes) -> Box:
    """Measure the axis in pixels."""
    box = ax.get_window_extent()
    return Box(float(box.x0), float(box.y0), float(box.x1), float(box.y1))


def letter(
    fig: Figure,
    ax: Axes,
    frame: Frame,
    albers: Albers,
    spec: MapContent,
    parts: tuple[Sequence[Course], Sequence[Spot], Boundaries | None],
    taken: Sequence[Box],
    *,
    locks: bool,
    avoid: Sequence[Array] = (),
) -> set[str]:
    """Place and write all labels of an axis.

    Parameters
    ----------
    parts
        Links, places and boundaries of the axis; without boundaries no province is named.
    taken
        Boxes in pixels that are occupied: scale bar, arrows at the frame.
    locks
        Whether locks are named here.
    avoid
        More lines (n, 2) in metres that labels had better not cover.

    Returns
    -------
    unnamed
        Ids of the context places in the frame for whose name there was no room.
    """
    courses, spots, land = parts
    shown = [spot for spot in spots if inside(spot, frame)]
    main = [spot for spot in shown if spot.place.role != "context"]
    context = [spot for spot in shown if spot.place.role == "context"]
    symbols = [symbol_box(fig, ax, spot) for spot in main]
    labels: list[Label] = []
    if locks:
        for marker in (one for one in spec.markers if one.kind == "lock"):
            x, y = pixels(ax, albers.project([(marker.lon, marker.lat)]))[0]
            half = style.LOCK.size * fig.dpi / 144
            symbols.append(Box(x - half, y - half, x + half, y + half))
            at = (float(x), float(y))
            labels.append(_point_label(fig, marker.name, "lock", at, style.LOCK.size))
    labels += [_place_label(fig, ax, spot) for spot in main]
    labels += _link_labels(fig, ax, courses, frame)
    if land is not None:
        labels += _province_labels(fig, ax, albers, spec, land)
    start = len(labels)
    labels += [_place_label(fig, ax, spot) for spot in context]
    bounds = axes_box(ax).grown(-0.02 * fig.dpi)
    soft = _soft_points(ax, courses, frame, avoid)
    placed = place([label.request for label in labels], [*taken, *symbols], soft, bounds)
    for label, answer in zip(labels, placed, strict=True):
        if answer is not None:
            _write(ax, label, answer)
    answers = zip(context, placed[start:], strict=True)
    return {spot.place.id for spot, answer in answers if answer is None}


def symbol_box(fig: Figure, ax: Axes, spot: Spot) -> Box:
    """Measure the symbol of a place in pixels."""
    ((x, y),) = pixels(ax, np.array([[spot.x, spot.y]]))
    half = (symbol_of(spot.place).size + 1.5) * fig.dpi / 144
    return Box(x - half, y - half, x + half, y + half)


def _point_label(
    fig: Figure, text: str, kind: str, at: tuple[float, float], symbol_pt: float
) -> Label:
    width, height = textfit.size(fig, text, font(style.SIZES[kind]))
    gap = (symbol_pt / 2 + 2.4) * fig.dpi / 72
    colour = style.QUIET_TEXT if kind == "context" else style.TEXT
    return Label(text, kind, colour, Request(width, height, (at,), gap, RANKS[kind], RINGS[kind]))


def _place_label(fig: Figure, ax: Axes, spot: Spot) -> Label:
    item = spot.place
    text = f"{item.name}\n{item.value_text}" if item.value_text else item.name
    ((x, y),) = pixels(ax, np.array([[spot.x, spot.y]]))
    kind = "place" if item.role in ("origin", "destination") else item.role
    return _point_label(fig, text, kind, (float(x), float(y)), symbol_of(item).size)


def _link_labels(fig: Figure, ax: Axes, courses: Sequence[Course], frame: Frame) -> list[Label]:
    """One label for all links that share a text, along the longest of them."""
    groups: dict[str, list[Array]] = {}
    for course in courses:
        label, status = course.link.label, course.link.status
        if label and status != "base" and frame.contains(course.line).any():
            groups.setdefault(label, []).append(course.line)
    labels = []
    for text in sorted(groups):
        anchors = [
            tuple(float(v) for v in pixels(ax, at)[0])
            for line in sorted(groups[text], key=lambda one: -shapely.LineString(one).length)[:3]
            for at in _along(line)
            if frame.contains(at).all()
        ]
        if not anchors:
            continue
        width, height = textfit.size(fig, text, font(style.SIZES["link"]))
        request = Request(
            width,
            height,
            tuple((a[0], a[1]) for a in anchors),
            8.0 * fig.dpi / 72,
            RANKS["link"],
            RINGS["link"],
        )
        labels.append(Label(text, "link", style.CHANGE_COLOUR, request))
    return labels


def _along(line: Array) -> list[Array]:
    course = shapely.LineString(line)
    return [
        shapely.get_coordinates(shapely.line_interpolate_point(course, share, normalized=True))
        for share in LINK_ANCHORS
    ]


def _province_labels(
    fig: Figure, ax: Axes, albers: Albers, spec: MapContent, land: Boundaries
) -> list[Label]:
    labels = []
    window = axes_box(ax)
    for area in land.provinces:
        names = PROVINCES.get(area.code[:2])
        biggest = max(shapely.get_parts(area.shape), key=lambda part: part.area)
        if names is None or biggest.geom_type != "Polygon":
            continue
        outline = pixels(ax, albers.project(shapely.get_coordinates(biggest.exterior)))
        polygon = shapely.make_valid(shapely.Polygon(outline))
        visible = shapely.clip_by_rect(
            polygon, window.left, window.bottom, window.right, window.top
        )
        width, height = textfit.size(fig, names[spec.lang], font(style.SIZES["province"]))
        if visible.is_empty or visible.area < 5 * width * height:
            continue
        left, bottom, right, top = visible.bounds
        anchors = [
            (left + (right - left) * fx, bottom + (top - bottom) * fy)
            for fx, fy in PROVINCE_ANCHORS
        ]
        anchors = [
            (x, y)
            for x, y in anchors
            if visible.contains(
                shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            )
        ]
        if anchors:
            request = Request(width, height, tuple(anchors), 0.0, RANKS["province"], centred=True)
            labels.append(Label(names[spec.lang], "province", style.PROVINCE_TEXT, request))
    return labels


def _soft_points(
    ax: Axes, courses: Sequence[Course], frame: Frame, avoid: Sequence[Array]
) -> Array:
    """Points along the lines of the map with what it costs to cover them, (n, 3)."""
    points = [np.empty((0, 3))]
    lines = [
        (course.line, BASE_COST if course.link.status == "base" else CHANGE_COST)
        for course in courses
        if near(course.line, frame)
    ]
    for line, cost in [*lines, *((line, OUTLINE_COST) for line in avoid)]:
        drawn = shapely.LineString(pixels(ax, line))
        at = np.linspace(0, drawn.length, max(2, min(400, int(drawn.length / SOFT_STEP_PX))))
        places = shapely.get_coordinates(shapely.line_interpolate_point(drawn, at))
        points.append(np.column_stack([places, np.full(len(places), cost)]))
    # Links that share their course count once.
    every = np.concatenate(points)
    cells = np.column_stack([(every[:, :2] / SOFT_STEP_PX).round(), every[:, 2]])
    _, first = np.unique(cells, axis=0, return_index=True)
    return np.asarray(every[np.sort(first)])


def _write(ax: Axes, label: Label, answer: Placed) -> None:
    box = answer.box
    middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
    # Back to map coordinates, so that the figure may be saved at another resolution.
    (at, start, end) = ax.transData.inverted().transform([middle, *answer.leader])
    text = ax.text(
        at[0],
        at[1],
        label.text,
        fontproperties=font(style.SIZES[label.kind]),
        color=label.colour,
        ha="center",
        va="center",
        linespacing=textfit.LINE_SPACING,
        zorder=Z_TEXT,
        gid=f"label:{label.kind}",
    )
    if label.kind != "province":
        text.set_path_effects([withStroke(linewidth=2.2, foreground=style.LAND)])
    if answer.distant:
        ax.add_line(
            Line2D(
                [start[0], end[0]],
                [start[1], end[1]],
                color=label.colour,
                linewidth=0.6,
                zorder=Z_PLACE - 0.5,
            )
        )
