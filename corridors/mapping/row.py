"""Several maps of the same area side by side on one sheet, as before, after and difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from corridors.drawing import textfit
from corridors.drawing.fonts import printable
from corridors.drawing.output import DPI
from corridors.mapping import areas, boundaries, framing, layers, panel
from corridors.mapping import legend as legends
from corridors.mapping.draw import AREA_DETAIL, COLUMNS
from corridors.mapping.insets import HEADING_IN, draw_heading, draw_inset
from corridors.mapping.model import MapContent
from corridors.mapping.page import Page
from corridors.mapping.projection import Albers, Frame
from corridors.mapping.sheet import A4, Rect, Sheet

__all__ = ["draw_row"]

GAP_IN = 0.14
#: Texts and strokes of the maps against those of the sheet.
SMALLER = 0.86
#: Height of the maps as share of what is free; what is below is for legends and findings.
MAPS = 0.54
HEADING = "row.heading"


def draw_row(contents: Sequence[MapContent], headings: Sequence[str], sheet: Sheet = A4,
             data_dir: Path | str | None = None) -> Figure:
    """Draw maps side by side, their classes below them, and the findings of the first.

    Parameters
    ----------
    contents
        What each map shows; title, findings, sources and stamp are those of the first. Maps that
        follow one another with the same classes share one legend.
    headings
        One above each map.
    data_dir
        Root of the data package, for the land around China.

    Returns
    -------
    figure
        Of the size of the sheet; its axes are labelled ``map-1``, ``map-2`` ...

    Raises
    ------
    InputError
        A map has nothing to be fitted to, or an area has an unknown code or class.
    """
    land = Path(data_dir) / "boundaries" / "land_gshhg.geojson" if data_dir else None
    fig = Figure(figsize=(sheet.width_in, sheet.height_in), dpi=DPI, facecolor="#ffffff")
    FigureCanvasAgg(fig)
    albers, atlas = Albers(), boundaries.read(land)
    small = replace(sheet, text=sheet.text * SMALLER, ink=sheet.ink * SMALLER)
    pages = []
    for content, heading in zip(contents, headings, strict=True):
        shown = replace(content, labels={**content.labels, HEADING: heading}).rewritten(printable)
        pages.append(Page(fig, small, shown, albers, atlas,
                          layers.project_links(albers, shown.links),
                          layers.project_places(albers, shown.places),
                          areas.project_areas(albers, shown, AREA_DETAIL)))
    whole = replace(pages[0], sheet=sheet)
    with mpl.rc_context(textfit.UNHINTED):
        panel.draw_title(whole)
        boxes, frame = _boxes(pages, sheet)
        for number, (page, box) in enumerate(zip(pages, boxes, strict=True), 1):
            draw_heading(page, box, HEADING)
            draw_inset(page, box, frame, f"map-{number}", fine=False)
        _draw_below(pages, whole, boxes, frame)
        panel.draw_foot(whole)
    return fig


def _boxes(pages: Sequence[Page], sheet: Sheet) -> tuple[list[Rect], Frame]:
    """Where the maps stand, and the frame that all of them have."""
    count = len(pages)
    width = (sheet.right - sheet.left - (count - 1) * GAP_IN) / count
    top = sheet.body_top - HEADING_IN
    most = (top - sheet.foot_in) * MAPS
    natural = framing.frame_of(pages[0], Rect(0.0, 0.0, 1.0, 1.0), widened=False)
    height = min(most, 1.06 * width * natural.height / natural.width)
    frame = framing.frame_of(pages[0], Rect(0.0, 0.0, width, height))
    return [Rect(sheet.left + n * (width + GAP_IN), top - height, width, height)
            for n in range(count)], frame


def _draw_below(pages: Sequence[Page], whole: Page, boxes: Sequence[Rect], frame: Frame) -> None:
    """Classes below their maps, then the findings with the rest of the legend beside them."""
    sheet, low = whole.sheet, boxes[0].bottom
    first = 0
    top = low - 0.1
    end = top
    for n, page in enumerate(pages):
        if n + 1 < len(pages) and pages[n + 1].content.classes == page.content.classes:
            continue
        block = legends.blocks_of(page.content, off_map=False)[0]
        room = legends.Extent(boxes[n].right - boxes[first].left, top - sheet.foot_in)
        size, _ = legends.draw_blocks(page, [block], boxes[first].left, top, room,
                                      columns=legends.CLASS_COLUMNS)
        end, first = min(end, top - size.height), n + 1
    merged = [framing.shown_in(page, [frame], []) for page in pages]
    union = replace(
        merged[0], links=tuple(link for one in merged for link in one.links),
        markers=tuple(marker for one in merged for marker in one.markers),
        places=tuple(place for one in merged for place in one.places))
    rest = legends.blocks_of(union, off_map=False, ink=pages[0].sheet.ink,
                             border=framing.shows_border(pages[0], frame))[-1]
    column = boxes[-1]
    top = end - 0.16
    legends.draw_blocks(pages[0], [rest], column.left, top,
                        legends.Extent(column.width, top - sheet.foot_in), columns=COLUMNS)
    width = column.left - 2 * GAP_IN - sheet.left
    panel.draw_key_lines(whole, Rect(sheet.left, sheet.foot_in, width, top - sheet.foot_in))
