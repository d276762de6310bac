"""Draw a map on a sheet: the one way from content to figure.

Nothing here knows a network: the caller puts links, places, areas, flows and findings into a
`MapContent`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from corridors.drawing import textfit
from corridors.drawing.fonts import printable
from corridors.drawing.output import DPI
from corridors.mapping import (
    areas,
    boundaries,
    edge,
    framing,
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
from corridors.mapping.model import MapContent
from corridors.mapping.page import Page, View, add_view
from corridors.mapping.placement import Array, Box
from corridors.mapping.projection import Albers, Frame, extent_frame, shows_whole_china
from corridors.mapping.sheet import Rect, Sheet

__all__ = ["Inset", "draw_map"]

#: Shapes of divisions are simplified to this, degrees.
AREA_DETAIL = 0.003
#: Legend columns tried in a panel, below a picture's map, and beside one.
COLUMNS = (3, 2)
BELOW, BESIDE = (7, 6, 5, 4, 3, 2), (3, 2, 1)
#: How much wider than what it shows a map stays on the side to which it is moved.
SHIFT = 1.08


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
    with mpl.rc_context(textfit.UNHINTED):
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
    frame = framing.frame_of(page, box)
    view = add_view(page, box, frame, "map")
    outside = framing.off_map(page, frame)
    columns = framing.columns_of(sheet)
    close_up = None if insets else close_up_frame(page, frame)
    smaller = [extent_frame(page.albers, inset.extent) for inset in insets]
    smaller += [close_up] if close_up is not None else []
    shown = framing.shown_in(page, [frame, *smaller], outside)
    blocks = _blocks(page, shown, frame, outside)
    room = legends.Extent(columns[-1].width, columns[-1].height)
    corner = (columns[-1].left, columns[-1].top)
    size, final = legends.draw_blocks(page, blocks, *corner, room, columns=COLUMNS)
    least = size.height + 0.1 if len(columns) == 1 else 0.0
    wish = len(smaller) * (LEAST_IN + HEADING_IN) + 0.2 if smaller else 0.0
    end = panel.draw_key_lines(page, columns[0], least, wish if least else 0.0)
    if len(columns) == 1:
        for legend in final:
            legend.remove()
        corner = (corner[0], end - (0.1 if page.content.key_lines else 0.0))
        size, final = legends.draw_blocks(
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
        outlines.append(near if insets else framing.padded(whole))
    crowded = close_up if close_up is not None and not outlines else None
    if crowded is not None:
        for legend in final:
            legend.remove()
        shown = framing.shown_in(page, [frame], outside, crowded)
        blocks = _blocks(page, shown, frame, outside)
        legends.draw_blocks(page, blocks, *corner, room, columns=COLUMNS)
    _fill_map(page, view, outside, outlines, "inset_outline" if insets else "close_up_outline",
              [], crowded)


def _draw_picture(page: Page) -> None:
    """A picture in a document: the map, its legend below or beside it."""
    sheet = page.sheet
    full = Rect(sheet.left, sheet.foot_in, sheet.right - sheet.left,
                sheet.body_top - sheet.foot_in)
    below = sheet.panel == "below"
    wide = 0.0 if below else framing.spare_width(page, full)
    frame = framing.frame_of(page, full)
    outside = framing.off_map(page, frame)
    for _ in range(2):  # the legend's size changes the frame and so the legend
        shown = framing.shown_in(page, [frame], outside)
        blocks = _blocks(page, shown, frame, outside)
        room = legends.Extent(full.width if below else max(wide, 0.3 * full.width), full.height)
        size, drawn = legends.draw_blocks(page, blocks, full.left, full.top, room,
                                          headed=not below, columns=BELOW if below else BESIDE)
        for legend in drawn:
            legend.remove()
        taken = size.height if below else max(size.width, wide)
        box = sheet.map_box(taken)
        frame = framing.frame_of(page, box)
        outside = framing.off_map(page, frame)
    view = add_view(page, box, frame, "map")
    whole = close_up_frame(page, frame)
    inner = inner_box(page, view) if whole is not None and below else None
    if whole is not None and below and inner is None:
        view, inner = _shifted(page, view)
        outside = framing.off_map(page, view.frame)
    corner = (full.left, sheet.foot_in + taken) if below else (box.right + sheet.gap_in, box.top)
    low = corner[1] - size.height - 0.1
    free = Rect(corner[0], sheet.foot_in, 0.0 if below else taken, low - sheet.foot_in)
    panels = panel_boxes(free, 1) if whole is not None and not below else []
    if whole is not None and not below and not panels:
        inner = inner_box(page, view)
    place = panels[0] if panels else inner
    crowded = whole if place is None else None
    shown = framing.shown_in(page, [view.frame], outside, crowded)
    blocks = _blocks(page, shown, view.frame, outside)
    legends.draw_blocks(page, blocks, *corner, room, headed=not below,
                        columns=BELOW if below else BESIDE)
    outlines, inside = [], []
    if whole is not None and place is not None:
        if panels:
            draw_heading(page, place, "close_up.title")
        near = fitted(place, whole, CLOSE_UP_MARGIN)
        close = draw_inset(page, place, near, "close_up", fine=True)
        outlines.append(framing.padded(whole))
        inside += [] if panels else [lettering.axes_box(close.ax)]
    _fill_map(page, view, outside, outlines, "close_up_outline", inside, crowded)


def _blocks(
    page: Page, shown: MapContent, frame: Frame, outside: Sequence[layers.Spot]
) -> list[legends.Block]:
    return legends.blocks_of(shown, off_map=bool(outside), ink=page.sheet.ink,
                             border=framing.shows_border(page, frame))


def _shifted(page: Page, view: View) -> tuple[View, Rect | None]:
    """Move what a map shows to one side, so that a close-up finds room on the other."""
    ax, frame = view.ax, view.frame
    natural = framing.frame_of(page, Rect(0.0, 0.0, 1.0, 1.0), widened=False)
    spare = max(0.0, frame.width - SHIFT * natural.width) / 2
    named = len(framing.off_map(page, frame))
    for way in (1.0, -1.0):
        moved = Frame(frame.west + way * spare, frame.south, frame.east + way * spare,
                      frame.north)
        ax.set_xlim(moved.west, moved.east)
        inner = inner_box(page, View(ax, moved))
        if inner is not None and len(framing.off_map(page, moved)) <= named:
            return View(ax, moved), inner
    ax.set_xlim(frame.west, frame.east)
    return view, None


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
