"""Smaller maps beside or inside the map: enlargements, close-up, the southern islands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Rectangle

from corridors.drawing import style
from corridors.drawing.halo import add_halo
from corridors.mapping import furniture, ground, layers, lettering, points
from corridors.mapping.flows import curves, draw_flows
from corridors.mapping.lettering import Subjects, axes_box
from corridors.mapping.model import Extent, Point
from corridors.mapping.page import Page, View, add_view
from corridors.mapping.placement import Array, Box
from corridors.mapping.projection import Frame, around, extent_outline
from corridors.mapping.sheet import Rect

#: A change whose frame is smaller than this share of the map's gets a close-up.
CLOSE_UP_SHARE = 0.3
CLOSE_UP_MARGIN = 0.16
#: West, south, east, north of the map of the southern islands.
SOUTH_CHINA_SEA: Extent = (105.5, 2.8, 123.0, 24.5)
#: Height of a heading above an inset, inches; and the least height of an inset.
HEADING_IN, LEAST_IN = 0.25, 1.15
#: Land and islands that nothing may be laid over, however empty they look: Taiwan, its islands,
#: Hainan.
ISLANDS: tuple[Point, ...] = (
    (121.5, 25.2), (121.9, 24.9), (121.6, 24.0), (121.0, 23.7), (120.3, 23.8), (120.2, 23.0),
    (120.85, 22.0), (121.3, 23.1), (119.6, 23.6), (121.5, 22.05), (123.5, 25.75), (124.55, 25.9),
    (110.0, 20.0), (111.0, 19.6), (108.7, 19.2), (109.6, 18.3), (109.8, 19.2),
)  # fmt: skip
#: Sizes of a close-up inside the map that are tried, as shares of its width and height.
INNER_SIZES = ((0.34, 0.46), (0.30, 0.40), (0.26, 0.36))
#: Least width and height of a close-up inside the map, inches.
LEAST_INNER_IN = (1.4, 1.1)
#: Points of the network that a close-up inside the map may hide, as share of all in view.
HIDDEN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Inset:
    """An enlargement beside the map.

    Attributes
    ----------
    key
        Text key of its heading, below ``map.``, or a key of the map's own labels.
    extent
        West, south, east, north in degrees.
    """

    key: str
    extent: Extent


def close_up_frame(page: Page, frame: Frame) -> Frame | None:
    """Frame of the changed links and the named structures where it is small, else None."""
    lines = [course.line for course in page.courses if course.link.status != "base"]
    if not lines:
        return None
    named = [(m.lon, m.lat) for m in page.content.markers if m.named]
    lines += [page.albers.project(named)] if named else []
    whole = around(np.concatenate(lines))
    return None if whole.diagonal > CLOSE_UP_SHARE * frame.diagonal else whole


def panel_boxes(box: Rect, count: int, gap_in: float = 0.06) -> list[Rect]:
    """Boxes of insets one below the other, each below its heading."""
    each = box.height / max(1, count)
    if count == 0 or each - HEADING_IN < LEAST_IN:
        return []
    return [
        Rect(box.left, box.top - (n + 1) * each + (gap_in if n < count - 1 else 0.0), box.width,
             each - HEADING_IN - (gap_in if n < count - 1 else 0.0))
        for n in range(count)
    ]  # fmt: skip


def draw_heading(page: Page, box: Rect, key: str) -> None:
    """Write the heading of an inset above it."""
    page.fig.text(
        page.x(box.left), page.y(box.top + HEADING_IN - 0.02), page.word(key),
        fontproperties=page.face("heading"), color=style.CHANGE_COLOUR, va="top",
    )  # fmt: skip


def fitted(box: Rect, whole: Frame, margin: float) -> Frame:
    """A frame widened to the proportions of a box."""
    return whole.fitted(box.width / box.height, margin)


def draw_inset(page: Page, box: Rect, frame: Frame, name: str, *, fine: bool) -> View:
    """Draw a smaller map with everything but the values of places."""
    view = add_view(page, box, frame, name)
    ink = page.sheet.ink
    ground.draw_ground(page, view, fine=fine)
    layers.draw_base(view.ax, page.courses, frame, ink)
    layers.draw_changes(view.ax, page.courses, frame, ink)
    bands = curves(page.albers, page.content.flows, frame)
    draw_flows(page, view, bands)
    markers = points.markers_in(page, frame)
    subjects = Subjects(page.courses, page.spots, markers, bands, values=False)
    scale = furniture.draw_scale(page, view, keep_clear(view, page, page.spots, []))
    unnamed = lettering.letter(page, view, subjects, [scale])
    points.draw_places(page, view, [s for s in page.spots if s.place.id not in unnamed])
    points.draw_markers(page, view, markers)
    return view


def draw_outline(view: View, box: Frame, gid: str) -> None:
    """Show on the map where an inset lies."""
    view.ax.add_patch(
        Rectangle(
            (box.west, box.south), box.width, box.height, facecolor="none", edgecolor="#111111",
            linewidth=0.8, linestyle=(0, (4, 2)), zorder=layers.Z_PLACE - 1, gid=gid,
        )
    )  # fmt: skip


def inner_box(page: Page, view: View) -> Rect | None:
    """Find a corner of the map where a close-up hides little, or None.

    No compared place, change or named structure, and none of the large islands of China, may lie
    below it.
    """
    window, dpi = axes_box(view.ax), page.fig.dpi
    islands = lettering.pixels(view.ax, page.albers.project(ISLANDS))
    keep = np.concatenate([keep_clear(view, page, page.spots, []), islands])
    base = [lettering.pixels(view.ax, course.line) for course in page.courses]
    busy = np.concatenate(base) if base else np.empty((0, 2))
    busy = busy[window.holds(busy)]
    for share_w, share_h in INNER_SIZES:
        width, height = (window.right - window.left) * share_w, (
            window.top - window.bottom) * share_h
        corners = [
            Box(left, bottom, left + width, bottom + height)
            for left in (window.left, window.right - width)
            for bottom in (window.bottom, window.top - height)
        ]
        if width < LEAST_INNER_IN[0] * dpi or height < LEAST_INNER_IN[1] * dpi:
            break
        free = [box for box in corners if not box.grown(0.08 * dpi).holds(keep).any()]
        if free:
            best = min(free, key=lambda box: int(box.holds(busy).sum()))
            if best.holds(busy).sum() <= HIDDEN_SHARE * max(1, len(busy)):
                return Rect(best.left / dpi, best.bottom / dpi, width / dpi, height / dpi)
    return None


def draw_southern_islands(page: Page, main: View) -> Box:
    """Draw the southern islands with the dash line in the lower right corner of the map."""
    frame = around(page.albers.project(extent_outline(SOUTH_CHINA_SEA)))
    place = main.ax.get_position()
    height = 0.3 * place.height * page.sheet.height_in
    width = height * frame.width / frame.height
    box = Rect(place.x1 * page.sheet.width_in - width, place.y0 * page.sheet.height_in, width,
               height)
    view = add_view(page, box, frame, "south_china_sea")
    ground.draw_ground(page, view)
    name = view.ax.text(
        frame.west + 0.5 * frame.width, frame.south + 0.03 * frame.height,
        page.word("south_china_sea"), fontproperties=page.face("context"), color=style.TEXT,
        ha="center", va="bottom", zorder=layers.Z_TEXT,
    )  # fmt: skip
    add_halo(view.ax, name, 2.0 * page.sheet.ink, style.LAND)
    return axes_box(view.ax)


def keep_clear(
    view: View, page: Page, spots: Sequence[layers.Spot], taken: Sequence[Box]
) -> Array:
    """Pixels that scale bar, north arrow and insets must not hide."""
    found = [lettering.pixels(view.ax, course.line) for course in page.courses
             if course.link.status != "base"]
    at = [(spot.x, spot.y) for spot in spots if spot.place.role != "context"]
    at += [(x, y) for marker, x, y in points.markers_in(page, view.frame) if marker.named]
    if at:
        found.append(lettering.pixels(view.ax, np.array(at)))
    for box in taken:
        xs, ys = np.linspace(box.left, box.right, 8), np.linspace(box.bottom, box.top, 8)
        found.append(np.array([(x, y) for x in xs for y in ys]))
    return np.concatenate(found) if found else np.empty((0, 2))
