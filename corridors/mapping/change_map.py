"""The briefing map: what a scenario builds, and who gains by it.

`draw_change_map` returns a matplotlib figure on one A4 sheet; `save_png` writes it. Nothing here
knows a network: the caller puts links, places and findings into a `MapContent`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.labels import text
from corridors.drawing.output import DPI, save_png
from corridors.mapping import boundaries, furniture, layers, lettering, panel
from corridors.mapping.model import MapContent, MapLink, MapMarker, MapPlace, Point
from corridors.mapping.placement import Box
from corridors.mapping.projection import (
    Albers,
    Array,
    Frame,
    around,
    clip_to_corridor,
    degrees_box,
    extent_frame,
    extent_outline,
    shows_whole_china,
)

__all__ = ["MapContent", "MapLink", "MapMarker", "MapPlace", "draw_change_map", "save_png"]

#: A change whose frame is smaller than this share of the map's gets a close-up.
CLOSE_UP_SHARE = 0.3
#: West, south, east, north of the map of the southern islands.
SOUTH_CHINA_SEA = (105.5, 2.8, 123.0, 24.5)
MAP_MARGIN, CLOSE_UP_MARGIN = 0.045, 0.16
#: Resolution to which boundaries are simplified, as share of the map's width.
DETAIL = 1 / 1400
LEAST_CLOSE_UP = 0.2


def draw_change_map(spec: MapContent, data_dir: Path | str | None = None) -> Figure:
    """Draw a change map.

    Parameters
    ----------
    spec
        What to show.
    data_dir
        Root of the data package, for the land around China; without it China stands alone.

    Returns
    -------
    figure
        A4 landscape, 200 dots per inch; axes are labelled `map`, `close_up`, `south_china_sea`.

    Raises
    ------
    ValueError
        The map has neither an extent nor anything to fit one to.
    MissingPackageError
        A package that the map needs is not installed.
    """
    spec = spec.rewritten(printable)
    land_file = Path(data_dir) / "boundaries" / "land_gshhg.geojson" if data_dir else None
    fig = Figure(figsize=(panel.A4.width, panel.A4.height), dpi=DPI, facecolor="#ffffff")
    FigureCanvasAgg(fig)
    albers = Albers()
    courses = layers.project_links(albers, spec.links)
    spots = layers.project_places(albers, spec.places)
    ax, frame = _main_axis(fig, albers, spec)
    atlas = boundaries.read(land_file)
    land = _land(albers, frame, atlas)
    layers.draw_land(ax, albers, land)
    layers.draw_base(ax, courses, frame)
    layers.draw_changes(ax, courses, frame)

    outside = [
        spot for spot in spots if spot.place.role != "context" and not layers.inside(spot, frame)
    ]
    panel.draw_title(fig, spec)
    panel.draw_foot(fig, spec)
    end = panel.draw_key_lines(fig, spec, top=panel.A4.top - 0.078)
    close_up = _close_up(albers, spec, courses, frame, top=end)
    legend_top = panel.draw_legend(
        fig, spec, off_map=bool(outside), top=None if close_up else end - 0.01
    )
    taken: list[Box] = []
    if shows_whole_china(albers, frame):
        taken.append(_south_china_sea(fig, ax, albers, spec, atlas))
    avoid: list[Array] = []
    if close_up is not None:
        _fill_close_up(fig, close_up, albers, spec, (courses, spots), atlas,
                       (end - 0.012, legend_top + 0.02))  # fmt: skip
        outline = _outline(ax, close_up)
        avoid.append(outline.outline(1)[[0, 1, 2, 3, 0]])
        # The close-up shows what is small there; the map itself stays clear around the change.
        spots = tuple(
            spot
            for spot in spots
            if spot.place.role != "context" or not layers.inside(spot, outline)
        )
    symbols = [
        lettering.symbol_box(fig, ax, spot).grown(0.02 * DPI)
        for spot in spots
        if spot.place.role != "context" and layers.inside(spot, frame)
    ]
    taken += furniture.draw_off_map(fig, ax, outside, [*taken, *symbols])
    _finish(fig, ax, frame, albers, spec, (courses, spots, land), taken,
            locks=close_up is None, avoid=avoid)  # fmt: skip
    return fig


def _finish(
    fig: Figure,
    ax: Axes,
    frame: Frame,
    albers: Albers,
    spec: MapContent,
    parts: tuple[tuple[layers.Course, ...], tuple[layers.Spot, ...], boundaries.Boundaries | None],
    taken: list[Box],
    *,
    locks: bool,
    avoid: Sequence[Array] = (),
) -> None:
    """Add scale, labels and symbols to an axis."""
    courses, spots, _ = parts
    clear = _keep_clear(ax, courses, spots, taken)
    scale = furniture.draw_scale(fig, ax, frame, albers, spec, clear)
    unnamed = lettering.letter(fig, ax, frame, albers, spec, parts, [*taken, scale],
                               locks=locks, avoid=avoid)  # fmt: skip
    # A dot without a name tells nothing.
    layers.draw_places(ax, [spot for spot in spots if spot.place.id not in unnamed], frame)
    if locks:
        layers.draw_locks(ax, albers, spec)


def _main_axis(fig: Figure, albers: Albers, spec: MapContent) -> tuple[Axes, Frame]:
    width = panel.A4.panel_left - 0.018 - panel.A4.left
    height = panel.A4.top - 0.066 - panel.A4.foot
    ax = fig.add_axes((panel.A4.left, panel.A4.foot, width, height))
    aspect = width * panel.A4.width / (height * panel.A4.height)
    if spec.extent is not None:
        frame = extent_frame(albers, spec.extent).fitted(aspect, margin=0.012)
    else:
        points: list[Point] = [(p.lon, p.lat) for p in spec.places if p.role != "context"]
        points += [point for k in spec.links if k.status != "base" for point in k.coords]
        if not points:
            raise ValueError("a map needs an extent, an origin, a destination or a changed link")
        frame = around(albers.project(clip_to_corridor(points))).fitted(aspect, MAP_MARGIN)
    layers.set_up(ax, frame, "map")
    return ax, frame


def _land(albers: Albers, frame: Frame, atlas: boundaries.Atlas) -> boundaries.Boundaries:
    tolerance_deg = frame.width * DETAIL / 111_000
    return atlas.within(degrees_box(albers, frame), tolerance_deg)


def _changed(courses: tuple[layers.Course, ...]) -> list[layers.Course]:
    return [course for course in courses if course.link.status != "base"]


def _close_up(
    albers: Albers,
    spec: MapContent,
    courses: tuple[layers.Course, ...],
    frame: Frame,
    top: float,
) -> Frame | None:
    """Frame of the changed links and the locks where it is small against the map, else None."""
    lines = [course.line for course in _changed(courses)]
    if not lines or top - panel.A4.foot < LEAST_CLOSE_UP + 0.2:
        return None
    locks = albers.project([(m.lon, m.lat) for m in spec.markers]) if spec.markers else lines[0]
    whole = around(np.concatenate([*lines, locks]))
    if whole.diagonal > CLOSE_UP_SHARE * frame.diagonal:
        return None
    return whole


def _fill_close_up(
    fig: Figure,
    whole: Frame,
    albers: Albers,
    spec: MapContent,
    parts: tuple[tuple[layers.Course, ...], tuple[layers.Spot, ...]],
    atlas: boundaries.Atlas,
    between: tuple[float, float],
) -> None:
    """Draw the close-up in the panel between two heights (shares of the sheet)."""
    courses, spots = parts
    top, bottom = between
    fig.text(
        panel.A4.panel_left, top, text("close_up.title", spec.lang, spec.labels),
        fontproperties=font(style.SIZES["heading"]), color=style.CHANGE_COLOUR, va="top",
    )  # fmt: skip
    width, height = panel.A4.right - panel.A4.panel_left, top - 0.03 - bottom
    aspect = width * panel.A4.width / (height * panel.A4.height)
    frame = whole.fitted(aspect, CLOSE_UP_MARGIN)
    ax = fig.add_axes((panel.A4.panel_left, bottom, width, height))
    layers.set_up(ax, frame, "close_up")
    land = _land(albers, frame, atlas)
    codes = {area.code[:2] for area in land.provinces}
    box = degrees_box(albers, frame)
    cities = boundaries.load_cities(box, frame.width * DETAIL * 2 / 111_000, codes)
    layers.draw_land(ax, albers, land, cities)
    layers.draw_base(ax, courses, frame)
    layers.draw_changes(ax, courses, frame)
    _finish(fig, ax, frame, albers, spec, (courses, spots, None), [], locks=True)


def _outline(ax: Axes, whole: Frame) -> Frame:
    """Show on the main map where the close-up lies; return the rectangle drawn."""
    pad = 0.15 * max(whole.width, whole.height)
    box = Frame(whole.west - pad, whole.south - pad, whole.east + pad, whole.north + pad)
    ax.add_patch(
        Rectangle(
            (box.west, box.south), box.width, box.height,
            facecolor="none", edgecolor="#111111", linewidth=0.9, linestyle=(0, (4, 2)),
            zorder=layers.Z_PLACE - 1, gid="close_up_outline",
        )
    )  # fmt: skip
    return box


def _south_china_sea(
    fig: Figure, main: Axes, albers: Albers, spec: MapContent, atlas: boundaries.Atlas
) -> Box:
    """Draw the southern islands with the dash line in the lower right corner of the map."""
    frame = around(albers.project(extent_outline(SOUTH_CHINA_SEA)))
    place = main.get_position()
    height = 0.3 * place.height
    width = height * panel.A4.height / panel.A4.width * frame.width / frame.height
    ax = fig.add_axes((place.x1 - width, place.y0, width, height))
    layers.set_up(ax, frame, "south_china_sea")
    layers.draw_land(ax, albers, _land(albers, frame, atlas))
    ax.text(
        0.5, 0.03, text("south_china_sea", spec.lang, spec.labels), transform=ax.transAxes,
        fontproperties=font(style.SIZES["context"]), color=style.TEXT, ha="center", va="bottom",
        zorder=layers.Z_TEXT,
    )  # fmt: skip
    return lettering.axes_box(ax)


def _keep_clear(
    ax: Axes,
    courses: tuple[layers.Course, ...],
    spots: tuple[layers.Spot, ...],
    taken: list[Box],
) -> Array:
    """Pixels that scale bar and north arrow must not hide."""
    points = [lettering.pixels(ax, course.line) for course in _changed(courses)]
    points += [
        lettering.pixels(ax, np.array([[spot.x, spot.y]]))
        for spot in spots
        if spot.place.role != "context"
    ]
    for box in taken:
        xs, ys = np.linspace(box.left, box.right, 8), np.linspace(box.bottom, box.top, 8)
        points.append(np.array([(x, y) for x in xs for y in ys]))
    return np.concatenate(points) if points else np.empty((0, 2))
