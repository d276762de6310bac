"""What part of the world a map shows, and what of its content lies there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from corridors.errors import InputError, fault
from corridors.mapping import boundaries, layers, points
from corridors.mapping.flows import curves
from corridors.mapping.model import MapContent, Point
from corridors.mapping.page import Page
from corridors.mapping.projection import (
    Frame,
    around,
    clip_to_corridor,
    degrees_box,
    extent_frame,
    shows_whole_china,
)
from corridors.mapping.sheet import Rect, Sheet
from corridors.mapping.wording import visible_lines

MAP_MARGIN, CHINA_MARGIN = 0.045, 0.02
#: How much wider than what it shows a map may be before room beside it is used otherwise.
SPARE_FACTOR = 1.2


def frame_of(page: Page, box: Rect, *, widened: bool = True) -> Frame:
    """Frame of the map: its extent, else what it must show; in the proportions of a box.

    Raises
    ------
    InputError
        There is nothing to fit it to, or nothing lies in it.
    """
    content, aspect = page.content, box.width / box.height
    if content.extent is not None:
        frame = extent_frame(page.albers, content.extent)
        _check(page, frame)
        margin = CHINA_MARGIN if shows_whole_china(page.albers, frame) else 0.0
        return frame.fitted(aspect, margin) if widened else frame
    at: list[Point] = [(p.lon, p.lat) for p in content.places if p.role != "context"]
    at += [point for k in content.links if k.status != "base" for point in k.coords]
    at += [point for flow in content.flows for point in (flow.start, flow.end)]
    metres = [page.albers.project(clip_to_corridor(at))] if at else []
    metres += [np.array(page.ground.points())] if page.ground.shapes else []
    if not metres:
        raise InputError(fault("map_extent_missing"))
    frame = around(np.concatenate(metres))
    return frame.fitted(aspect, MAP_MARGIN) if widened else frame


def _check(page: Page, frame: Frame) -> None:
    """See that something of the map lies in its extent, where it has anything at all."""
    content = page.content
    if not (content.links or content.places or content.markers or content.areas or content.flows):
        return
    window = shapely.box(frame.west, frame.south, frame.east, frame.north)
    if not (
        visible_lines(page.courses, frame)
        or any(points.inside(spot, frame) for spot in page.spots)
        or points.markers_in(page, frame)
        or curves(page.albers, content.flows, frame)
        or any(shapely.intersects(item.shape, window) for item in page.ground.shapes)
    ):
        west, south, east, north = content.extent or (0.0, 0.0, 0.0, 0.0)
        raise InputError(fault("map_extent_empty", west=west, south=south, east=east,
                               north=north))


def off_map(page: Page, frame: Frame) -> list[layers.Spot]:
    """Compared places that lie off the map."""
    return [spot for spot in page.spots if spot.place.role in ("origin", "destination")
            and not points.inside(spot, frame)]  # fmt: skip


def shows_border(page: Page, frame: Frame) -> bool:
    """Whether the national boundary on land is in view."""
    window = shapely.box(frame.west, frame.south, frame.east, frame.north)
    border = boundaries.border_within(degrees_box(page.albers, frame), 0.01)
    return any(
        shapely.intersects(shapely.linestrings(page.albers.project(
            shapely.get_coordinates(part))), window)
        for shape in border for part in shapely.get_parts(shape)
    )


def shown_in(
    page: Page, frames: Sequence[Frame], outside: Sequence[layers.Spot],
    crowded: Frame | None = None,
) -> MapContent:
    """The map without what lies in none of its frames: what its legend lists.

    Named structures in `crowded` are too close to each other to be drawn.
    """
    content = page.content
    links = {course.link.id for frame in frames for course in visible_lines(page.courses, frame)}
    places = {spot.place.id for frame in frames for spot in page.spots
              if points.inside(spot, frame)} | {spot.place.id for spot in outside}
    markers = {id(marker) for frame in frames for marker, *_ in points.markers_in(page, frame)}
    if crowded is not None:
        markers -= {id(marker) for marker, *_ in points.markers_in(page, crowded) if marker.named}
    flows = {band.flow.id for frame in frames
             for band in curves(page.albers, content.flows, frame)}
    windows = [shapely.box(f.west, f.south, f.east, f.north) for f in frames]
    kept = {item.area.id for item in page.ground.shapes
            if any(shapely.intersects(item.shape, window) for window in windows)}
    return replace(
        content,
        links=tuple(link for link in content.links if link.id in links),
        places=tuple(place for place in content.places if place.id in places),
        markers=tuple(marker for marker in content.markers if id(marker) in markers),
        flows=tuple(flow for flow in content.flows if flow.id in flows),
        areas=tuple(area for area in content.areas if area.id in kept))


def spare_width(page: Page, full: Rect) -> float:
    """Inches beside a map that it needs not, for legend and close-up; at most a third."""
    natural = frame_of(page, Rect(0.0, 0.0, 1.0, 1.0), widened=False)
    need = full.height * (natural.width / natural.height) * SPARE_FACTOR
    return min(max(0.0, full.width - need - page.sheet.gap_in), full.width / 3)


def columns_of(sheet: Sheet) -> list[Rect]:
    """Columns of the panel: one beside the map, two below it."""
    box = sheet.panel_box()
    if sheet.panel == "beside":
        return [box]
    half = (box.width - 0.25) / 2
    return [Rect(box.left, box.bottom, half, box.height),
            Rect(box.right - half, box.bottom, half, box.height)]


def padded(whole: Frame) -> Frame:
    """A frame with some room around it, as its outline is drawn on the map."""
    pad = 0.15 * max(whole.width, whole.height)
    return Frame(whole.west - pad, whole.south - pad, whole.east + pad, whole.north + pad)
