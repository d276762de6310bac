"""Which texts an axis wants, how they look, and where each may stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from matplotlib.axes import Axes

from corridors.drawing import style, textfit
from corridors.mapping.areas import level_of
from corridors.mapping.boundaries import Boundaries
from corridors.mapping.flows import Band
from corridors.mapping.layers import Course, Spot
from corridors.mapping.model import MapMarker
from corridors.mapping.page import Page, View
from corridors.mapping.placement import Array, Box, Request
from corridors.mapping.points import named_symbol, symbol_of
from corridors.mapping.projection import Frame
from corridors.provinces import PROVINCES

#: What is placed first, and at how many distances from its point it may stand.
RANKS = {"lock": 0, "place": 1, "minor": 2, "capital": 1, "city": 2, "link": 2, "flow": 2,
         "context": 3, "town": 3, "project": 2, "base_link": 3,
         "province": 4, "area": 4, "city_area": 4, "province_area": 4}  # fmt: skip
RINGS = {"lock": 4, "place": 8, "minor": 8, "capital": 3, "city": 3, "link": 5, "context": 1,
         "town": 2, "project": 3, "base_link": 2}  # fmt: skip
#: On a crowded map: distances tried for lesser places, the cost at which their label is rather
#: left out, and that at which the label of an important place loses its value.
NEAR_RINGS, NEAR_COST, STRUCK_COST = 4, 9.5, 24.0
#: Sizes of kinds of text that have none of their own.
SIZED_AS = {"minor": "place", "base_link": "context", "project": "city",
            "flow": "city", "area": "town", "city_area": "city", "province_area": "city"}
LINE_TEXT = {"link": style.CHANGE_COLOUR, "project": style.TEXT, "base_link": style.QUIET_TEXT}
#: Shares of a line's course where its label may stand; long lines offer more of them.
ANCHORS = (0.5, 0.38, 0.62, 0.25, 0.75, 0.12, 0.88)
MORE_ANCHORS = (0.44, 0.56, 0.31, 0.69, 0.19, 0.81, 0.06, 0.94)
#: Names of changed lines on a map at most.
MOST_LINKS = 24
#: A line so many times longer than its label is long.
LONG = 6.0
#: Shares of the box of an area where its name may stand.
INNER = ((0.5, 0.5), (0.35, 0.5), (0.65, 0.5), (0.5, 0.35), (0.5, 0.65),
         (0.3, 0.3), (0.7, 0.7), (0.3, 0.7), (0.7, 0.3))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its style and where it may go.

    Attributes
    ----------
    plate
        A light plate behind it: lines must not strike through figures.
    """

    text: str
    kind: str
    colour: str
    request: Request
    plate: bool = False

    @property
    def sized(self) -> str:
        """Kind of text whose size it has."""
        return SIZED_AS.get(self.kind, self.kind)


def pixels(ax: Axes, metres: Array) -> Array:
    """Map coordinates (n, 2) to pixels of the figure (n, 2)."""
    answer: Array = np.asarray(ax.transData.transform(metres), dtype=float)
    return answer


def axes_box(ax: Axes) -> Box:
    """Measure the axis in pixels."""
    box = ax.get_window_extent()
    return Box(float(box.x0), float(box.y0), float(box.x1), float(box.y1))


def place_label(page: Page, view: View, spot: Spot, *, values: bool) -> Label:
    """Name of a place, with its value where asked for."""
    item = spot.place
    valued = values and bool(item.value_text)
    wording = f"{item.name}\n{item.value_text}" if valued else item.name
    ((x, y),) = pixels(view.ax, np.array([[spot.x, spot.y]]))
    kind: str = item.role
    if kind in ("origin", "destination"):
        kind = "place" if item.major or kind == "origin" else "minor"
    symbol_pt = symbol_of(item).size * page.sheet.ink
    return _beside(page, wording, kind, (float(x), float(y)), symbol_pt, plate=valued)


def marker_label(page: Page, view: View, marker: MapMarker, x: float, y: float) -> Label:
    """Name of a structure."""
    ((px, py),) = pixels(view.ax, np.array([[x, y]]))
    symbol_pt = named_symbol(marker).size * page.sheet.ink
    return _beside(page, marker.name, "lock", (float(px), float(py)), symbol_pt)


def _beside(
    page: Page, wording: str, kind: str, at: tuple[float, float], symbol_pt: float, *,
    plate: bool = False,
) -> Label:
    width, height = textfit.size(page.fig, wording, page.face(SIZED_AS.get(kind, kind)))
    gap = (symbol_pt / 2 + 2.4) * page.fig.dpi / 72
    colour = style.QUIET_TEXT if kind == "context" else style.TEXT
    request = Request(width, height, (at,), gap, RANKS[kind], RINGS[kind])
    return Label(wording, kind, colour, request, plate)


def near_only(label: Label) -> Label:
    """The label for a crowded map: left out rather than far off or struck through by others."""
    if label.kind not in ("place", "minor"):
        return label
    rank, lesser = label.request.rank, label.kind == "minor"
    missing = (NEAR_COST if lesser else STRUCK_COST) * (1 + rank)
    rings = NEAR_RINGS if lesser else label.request.rings
    return replace(label, request=replace(label.request, rings=rings, missing=missing))


def link_labels(page: Page, view: View, courses: Sequence[Course]) -> list[Label]:
    """One label for all links that share a text, along the longest of them.

    Where very many lines change only the longest are named: names on top of names tell nothing.
    """
    groups: dict[tuple[str, str], list[Array]] = {}
    for course in courses:
        label, kind = course.link.label, "link"
        if course.link.status == "base":
            kind = "project" if course.link.kind in style.LOUD else "base_link"
        if label and view.frame.contains(course.line).any():
            groups.setdefault((label, kind), []).append(course.line)
    changed = sorted((key for key in groups if key[1] == "link"), key=lambda key: (
        -sum(shapely.LineString(line).length for line in groups[key]), key))
    for key in changed[MOST_LINKS:]:
        del groups[key]
    labels = []
    for (wording, kind), lines in sorted(groups.items()):
        width, height = textfit.size(page.fig, wording, page.face(SIZED_AS.get(kind, kind)))
        longest = sorted(lines, key=lambda one: -shapely.LineString(one).length)[:3]
        anchors = [
            (float(at[0]), float(at[1]))
            for line in longest
            for at in _along(view, line, width)
        ]
        if anchors:
            gap = (8.0 if kind == "link" else 5.0) * page.sheet.ink * page.fig.dpi / 72
            request = Request(width, height, tuple(anchors), gap, RANKS[kind], RINGS[kind])
            colour = LINE_TEXT[kind]
            labels.append(Label(wording, kind, colour, request))
    return labels


def _along(view: View, line: Array, width_px: float) -> Array:
    """Points of a line that lie in the frame, the preferred first, (n, 2) pixels."""
    course = shapely.LineString(line)
    window = axes_box(view.ax)
    drawn = course.length * (window.right - window.left) / view.frame.width
    shares = ANCHORS + (MORE_ANCHORS if drawn > LONG * width_px else ())
    at = shapely.get_coordinates(
        shapely.line_interpolate_point(course, np.array(shares), normalized=True))
    return pixels(view.ax, at[view.frame.contains(at)])


def flow_labels(page: Page, view: View, bands: Sequence[Band]) -> list[Label]:
    """Texts of flows, on the middle of their band or near it."""
    labels = []
    for band in bands:
        if not band.flow.text:
            continue
        size = textfit.size(page.fig, band.flow.text, page.face(SIZED_AS["flow"]))
        at = band.line[[len(band.line) * share // 8 for share in (4, 5, 3, 6, 2)]]
        at = pixels(view.ax, at[view.frame.contains(at)])
        if len(at):
            anchors = tuple((float(x), float(y)) for x, y in at)
            request = Request(*size, anchors, 0.0, RANKS["flow"], centred=True)
            labels.append(Label(band.flow.text, "flow", style.TEXT, request, plate=True))
    return labels


def province_labels(page: Page, view: View, land: Boundaries) -> list[Label]:
    """Names of the provinces that have room for them."""
    labels = []
    filled = {item.area.code[:2] for item in page.ground.shapes}
    for area in land.provinces:
        if area.code[:2] in filled:
            continue
        names = PROVINCES.get(area.code[:2])
        biggest = max(shapely.get_parts(area.shape), key=lambda part: part.area)
        if names is None or biggest.geom_type != "Polygon":
            continue
        outline = pixels(view.ax, page.albers.project(shapely.get_coordinates(biggest.exterior)))
        polygon = shapely.make_valid(shapely.Polygon(outline))
        label = _within(page, view, polygon, names[page.content.lang], "province",
                        style.PROVINCE_TEXT, room=5.0)  # fmt: skip
        labels += [label] if label is not None else []
    return labels


def area_labels(page: Page, view: View) -> list[Label]:
    """Names of the divisions that are filled, where they fit in."""
    labels = []
    for item in page.ground.shapes:
        if not item.area.code or not item.area.name:
            continue
        biggest = max(shapely.get_parts(item.shape), key=lambda part: part.area)
        polygon = shapely.make_valid(
            shapely.Polygon(pixels(view.ax, shapely.get_coordinates(biggest.exterior))))
        level = level_of(item.area.code)
        kind = "area" if level == "county" else f"{level}_area"
        label = _within(page, view, polygon, item.area.name, kind, style.TEXT, room=1.4)
        labels += [label] if label is not None else []
    return labels


def _within(
    page: Page, view: View, polygon: shapely.Geometry, wording: str, kind: str, colour: str, *,
    room: float,
) -> Label | None:
    """Label inside a polygon in pixels that is `room` times larger than it, or None."""
    window = axes_box(view.ax)
    visible = shapely.clip_by_rect(polygon, window.left, window.bottom, window.right, window.top)
    width, height = textfit.size(page.fig, wording, page.face(SIZED_AS.get(kind, kind)))
    if visible.is_empty or visible.area < room * width * height:
        return None
    left, bottom, right, top = visible.bounds
    inner = visible.representative_point()
    anchors = [(left + (right - left) * fx, bottom + (top - bottom) * fy) for fx, fy in INNER]
    anchors.append((inner.x, inner.y))
    kept = [
        (x, y) for x, y in anchors
        if visible.contains(shapely.box(x - width / 2, y - height / 2, x + width / 2,
                                        y + height / 2))
    ]
    if not kept:
        return None
    request = Request(width, height, tuple(kept), 0.0, RANKS[kind], centred=True)
    return Label(wording, kind, colour, request)


def visible_lines(courses: Sequence[Course], frame: Frame) -> list[Course]:
    """Links of which something lies in a frame."""
    window = shapely.box(frame.west, frame.south, frame.east, frame.north)
    if not courses:
        return []
    lines = shapely.linestrings(
        np.concatenate([course.line for course in courses]),
        indices=np.repeat(np.arange(len(courses)), [len(course.line) for course in courses]))
    return [course for course, hit in zip(courses, shapely.intersects(lines, window), strict=True)
            if hit]
