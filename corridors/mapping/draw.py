"""Draw a map on a sheet: the one way from content to figure.

Nothing here knows a network: the caller puts links, places, areas, flows and findings into a
`MapContent`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from corridors.drawing.fonts import printable
from corridors.drawing.output import DPI
from corridors.errors import InputError, fault
from corridors.mapping import (
    areas,
    boundaries,
    edge,
    furniture,
    ground,
    layers,
    lettering,
    panel,
    points,
)
from corridors.mapping import legend as legends
from corridors.mapping.flows import Band, curves, draw_flows
from corridors.mapping.insets import (
    CLOSE_UP_MARGIN,
    HEADING_IN,
    LEAST_IN,
    Inset,
    close_up_frame,
    draw_heading,
    draw_inset,
    draw_outline,
    draw_southern_islands,
    fitted,
    inner_box,
    keep_clear,
    panel_boxes,
)
from corridors.mapping.lettering import Subjects
from corridors.mapping.model import MapContent, Point
from corridors.mapping.page import Page, View, add_view
from corridors.mapping.placement import Array, Box
from corridors.mapping.projection import (
    Albers,
    Frame,
    around,
    clip_to_corridor,
    degrees_box,
    extent_frame,
    shows_whole_china,
)
from corridors.mapping.sheet import Rect, Sheet
from corridors.mapping.wording import visible_lines

__all__ = ["Inset", "draw_map"]

MAP_MARGIN, CHINA_MARGIN = 0.045, 0.02
#: Shapes of divisions are simplified to this, degrees.
AREA_DETAIL = 0.003
#: Legend columns tried in a panel, below a picture's map, and beside one.
COLUMNS = (3, 2)
BELOW, BESIDE = (7, 6, 5, 4, 3, 2), (3, 2, 1)
#: How much wider than what it shows a map may be before room beside it is used otherwise.
SPARE_FACTOR = 1.2


def draw_map(
    content: MapContent, sheet: Sheet, data_dir: Path | str | None = None,
    insets: Sequence[Inset] = (),
) -> Figure:
    """Draw a map.

    Parameters
    ----------
    content
        What to show.
    sheet
        Size, and where title, map, panel and foot stand.
    data_dir
        Root of the data package, for the land around China; without it China stands alone.
    insets
        Enlargements in the panel; without any, a change that is small on the map gets one.

    Returns
    -------
    figure
        Of the size of the sheet; axes are labelled `map`, `close_up`, `south_china_sea` and by
        the keys of the insets.

    Raises
    ------
    InputError
        The map has neither an extent nor anything to fit one to, nothing of it lies in its
        extent, or an area has an unknown code or class.
    MissingPackageError
        A package that the map needs is not installed.
    """
    content = content.rewritten(printable)
    land = Path(data_dir) / "boundaries" / "land_gshhg.geojson" if data_dir else None
    fig = Figure(figsize=(sheet.width_in, sheet.height_in), dpi=DPI, facecolor="#ffffff")
    FigureCanvasAgg(fig)
    albers = Albers()
    page = Page(
        fig, sheet, content, albers, boundaries.read(land),
        layers.project_links(albers, content.links),
        layers.project_places(albers, content.places),
        areas.project_areas(albers, content, AREA_DETAIL))
    if sheet.titled:
        panel.draw_title(page)
        _draw_sheet(page, insets)
    else:
        page = replace(page, sheet=replace(sheet, foot_in=panel.caption_in(page)))
        _draw_picture(page)
    panel.draw_foot(page)
    return fig


def _draw_sheet(page: Page, insets: Sequence[Inset]) -> None:
    """A page: map, and a panel with findings, legend and smaller maps."""
    sheet = page.sheet
    box = sheet.map_box()
    frame = _frame(page, box)
    view = add_view(page, box, frame, "map")
    outside = _outside(page, frame)
    columns = _columns(sheet)
    close_up = None if insets else close_up_frame(page, frame)
    smaller = [extent_frame(page.albers, inset.extent) for inset in insets]
    smaller += [close_up] if close_up is not None else []
    shown = _shown(page, [frame, *smaller], outside)
    blocks = legends.blocks_of(shown, off_map=bool(outside), border=_border(page, frame),
                               ink=sheet.ink)
    room = legends.Extent(columns[-1].width, columns[-1].height)
    corner = (columns[-1].left, columns[-1].top)
    size, drawn = legends.draw_blocks(page, blocks, *corner, room, columns=COLUMNS)
    least = size.height + 0.1 if len(columns) == 1 else 0.0
    wish = len(smaller) * (LEAST_IN + HEADING_IN) + 0.2 if smaller else 0.0
    end = panel.draw_key_lines(page, columns[0], least, wish if least else 0.0)
    if len(columns) == 1:
        for legend in drawn:
            legend.remove()
        corner = (corner[0], end - (0.1 if page.content.key_lines else 0.0))
        size, _ = legends.draw_blocks(
            page, blocks, *corner, legends.Extent(room.width, corner[1] - sheet.foot_in),
            columns=COLUMNS)
    low = corner[1] - size.height - 0.16
    free = Rect(columns[-1].left, sheet.foot_in, columns[-1].width, low - sheet.foot_in)
    boxes = panel_boxes(free, len(smaller))
    names = [inset.key for inset in insets] or ["close_up"]
    outlines = []
    for place, whole, name in zip(boxes, smaller, names, strict=False):
        draw_heading(page, place, "close_up.title" if not insets else name)
        near = fitted(place, whole, 0.0 if insets else CLOSE_UP_MARGIN)
        draw_inset(page, place, near, name, fine=not insets)
        outlines.append(near if insets else _padded(whole))
    crowded = close_up if close_up is not None and not outlines else None
    _fill_map(page, view, outside, outlines, "inset_outline" if insets else "close_up_outline",
              [], crowded)


def _draw_picture(page: Page) -> None:
    """A picture in a document: the map, its legend below or beside it."""
    sheet = page.sheet
    full = Rect(sheet.left, sheet.foot_in, sheet.right - sheet.left,
                sheet.body_top - sheet.foot_in)
    below = sheet.panel == "below"
    wide = 0.0 if below else _spare_width(page, full)
    frame = _frame(page, full)
    outside = _outside(page, frame)
    for last in (False, False, True):  # the legend's size changes the frame and so the legend
        shown = _shown(page, [frame], outside)
        blocks = legends.blocks_of(shown, off_map=bool(outside), border=_border(page, frame),
                               ink=sheet.ink)
        room = legends.Extent(full.width if below else max(wide, 0.3 * full.width), full.height)
        if last:
            break
        size, drawn = legends.draw_blocks(page, blocks, full.left, full.top, room,
                                          headed=not below, columns=BELOW if below else BESIDE)
        for legend in drawn:
            legend.remove()
        taken = size.height if below else max(size.width, wide)
        box = sheet.map_box(taken)
        frame = _frame(page, box)
        outside = _outside(page, frame)
    view = add_view(page, box, frame, "map")
    corner = (full.left, sheet.foot_in + taken) if below else (box.right + sheet.gap_in, box.top)
    size, _ = legends.draw_blocks(page, blocks, *corner, room, headed=not below,
                                  columns=BELOW if below else BESIDE)
    whole = close_up_frame(page, frame)
    outlines, inside = [], []
    if whole is not None:
        low = corner[1] - size.height - 0.1
        free = Rect(corner[0], sheet.foot_in, 0.0 if below else taken, low - sheet.foot_in)
        panels = [] if below else panel_boxes(free, 1)
        place = panels[0] if panels else inner_box(page, view)
        if place is not None:
            if panels:
                draw_heading(page, place, "close_up.title")
            near = fitted(place, whole, CLOSE_UP_MARGIN)
            close = draw_inset(page, place, near, "close_up", fine=True)
            outlines.append(_padded(whole))
            inside += [] if panels else [lettering.axes_box(close.ax)]
    _fill_map(page, view, outside, outlines, "close_up_outline", inside,
              whole if not outlines else None)


def _spare_width(page: Page, full: Rect) -> float:
    """Inches beside a map that it needs not, for legend and close-up; at most a third."""
    natural = _frame(page, Rect(0.0, 0.0, 1.0, 1.0), widened=False)
    need = full.height * (natural.width / natural.height) * SPARE_FACTOR
    return min(max(0.0, full.width - need - page.sheet.gap_in), full.width / 3)


def _fill_map(
    page: Page, view: View, outside: Sequence[layers.Spot], outlines: Sequence[Frame], gid: str,
    taken: list[Box], crowded: Frame | None = None,
) -> None:
    """Draw everything on the main axis.

    `crowded` is where named structures are too close for their names.
    """
    ax, frame, ink = view.ax, view.frame, page.sheet.ink
    land = ground.draw_ground(page, view)
    layers.draw_base(ax, page.courses, frame, ink)
    layers.draw_changes(ax, page.courses, frame, ink)
    bands: list[Band] = curves(page.albers, page.content.flows, frame)
    draw_flows(page, view, bands)
    if shows_whole_china(page.albers, frame):
        taken.append(draw_southern_islands(page, view))
    avoid: list[Array] = []
    for outline in outlines:
        draw_outline(view, outline, gid)
        avoid.append(outline.outline(1)[[0, 1, 2, 3, 0]])
    # A smaller map shows what is small there; the map itself stays clear.
    spots = [
        spot for spot in page.spots
        if spot.place.role not in ("context", "town")
        or not any(points.inside(spot, outline) for outline in outlines)
    ]
    markers = [
        (replace(marker, named=marker.named and not any(
            outline.contains(np.array([[x, y]]))[0]
            for outline in (*outlines, *([crowded] if crowded is not None else [])))), x, y)
        for marker, x, y in points.markers_in(page, frame)
    ]
    if gid == "close_up_outline":
        named = {(x, y) for m, x, y in points.markers_in(page, frame) if m.named}
        markers = [item for item in markers if item[0].named or item[1:] not in named]
    symbols = [
        lettering.symbol_box(page, view, spot).grown(0.02 * page.fig.dpi)
        for spot in spots
        if spot.place.role != "context" and points.inside(spot, frame)
    ]
    taken = [*taken, *edge.draw_off_map(page, view, outside, [*taken, *symbols])]
    scale = furniture.draw_scale(page, view, keep_clear(view, page, spots, taken))
    subjects = Subjects(page.courses, spots, markers, bands, land)
    unnamed = lettering.letter(page, view, subjects, [*taken, scale], avoid)
    # A dot without a name tells nothing.
    points.draw_places(page, view, [spot for spot in spots if spot.place.id not in unnamed])
    points.draw_markers(page, view, markers)


def _columns(sheet: Sheet) -> list[Rect]:
    """Columns of the panel: one beside the map, two below it."""
    box = sheet.panel_box()
    if sheet.panel == "beside":
        return [box]
    half = (box.width - 0.25) / 2
    return [Rect(box.left, box.bottom, half, box.height),
            Rect(box.right - half, box.bottom, half, box.height)]


def _padded(whole: Frame) -> Frame:
    pad = 0.15 * max(whole.width, whole.height)
    return Frame(whole.west - pad, whole.south - pad, whole.east + pad, whole.north + pad)


def _frame(page: Page, box: Rect, *, widened: bool = True) -> Frame:
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


def _border(page: Page, frame: Frame) -> bool:
    """Whether the national boundary on land is in view."""
    window = shapely.box(frame.west, frame.south, frame.east, frame.north)
    border = boundaries.border_within(degrees_box(page.albers, frame), 0.01)
    return any(
        shapely.intersects(shapely.linestrings(page.albers.project(
            shapely.get_coordinates(part))), window)
        for shape in border for part in shapely.get_parts(shape)
    )


def _outside(page: Page, frame: Frame) -> list[layers.Spot]:
    """Compared places that lie off the map."""
    return [spot for spot in page.spots if spot.place.role in ("origin", "destination")
            and not points.inside(spot, frame)]  # fmt: skip


def _shown(page: Page, frames: Sequence[Frame], outside: Sequence[layers.Spot]) -> MapContent:
    """The map without what lies in none of its frames: what its legend lists."""
    content = page.content
    links = {course.link.id for frame in frames for course in visible_lines(page.courses, frame)}
    places = {spot.place.id for frame in frames for spot in page.spots
              if points.inside(spot, frame)} | {spot.place.id for spot in outside}
    markers = {id(marker) for frame in frames for marker, *_ in points.markers_in(page, frame)}
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


