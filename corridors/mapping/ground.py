"""The ground of a map axis: sea, land, filled areas, boundaries."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from corridors.drawing import ramps, style
from corridors.mapping.areas import Ground
from corridors.mapping.boundaries import Area, Boundaries, divisions
from corridors.mapping.layers import Z_BOUNDARY, Z_LAND, stroke
from corridors.mapping.model import MapClasses, MapContent
from corridors.mapping.page import Page, View
from corridors.mapping.projection import Albers, Array, Frame, degrees_box

#: Resolution to which boundaries are simplified, as share of the frame's width.
DETAIL = 1 / 1800
DEGREE_M = 111_000
Z_AREA = Z_LAND + 1.2


def draw_ground(page: Page, view: View, *, fine: bool = False) -> Boundaries:
    """Draw land, areas and boundaries of a view; return what lies in it.

    Parameters
    ----------
    fine
        Draw boundaries of prefectures whatever the map asks for, as in a close-up.
    """
    box, tolerance = degrees_box(page.albers, view.frame), view.frame.width * DETAIL / DEGREE_M
    land = page.atlas.within(box, tolerance)
    ink = page.sheet.ink
    for shape in land.foreign_land:
        _fill(view.ax, page.albers, shape, style.FOREIGN_LAND, style.COAST_LINE, Z_LAND, ink)
    for area in land.provinces:
        _fill(view.ax, page.albers, area.shape, style.LAND, style.PROVINCE_LINE, Z_LAND + 1, ink)
    _draw_areas(view.ax, page.ground, page.content, view.frame, ink)
    lines = _division_lines(page, land, box, tolerance, fine=fine)
    for level, areas in lines.items():
        for area in areas:
            _fill(view.ax, page.albers, area.shape, "none", style.DIVISIONS[level],
                  Z_AREA + (0.2 if level == "county" else 0.4), ink)
    if lines or page.ground.shapes:
        over = province_line(page.content)
        for area in land.provinces:
            _fill(view.ax, page.albers, area.shape, "none", over, Z_BOUNDARY, ink)
    for shapes, pen, name in (
        (land.sea_lines, province_line(page.content), "sea_lines"),
        (land.border, style.BORDER_LINE, "border"),
        (land.dash_line, style.DASH_LINE, "dash_line"),
    ):
        parts = [page.albers.project(shapely.get_coordinates(part))
                 for shape in shapes for part in shapely.get_parts(shape)]
        if name == "border":
            stroke(view.ax, parts, style.Stroke(style.LAND, pen.width), Z_BOUNDARY, name, ink)
        stroke(view.ax, parts, pen, Z_BOUNDARY + 0.1, name, ink)
    return land


def province_line(content: MapContent) -> style.Stroke:
    """Boundary of provinces: stronger where areas are filled or finer boundaries drawn."""
    fine = content.divisions != "province" or content.areas
    return style.DIVISIONS["province"] if fine else style.PROVINCE_LINE


def _division_lines(
    page: Page, land: Boundaries, box: tuple[float, float, float, float], tolerance: float, *,
    fine: bool,
) -> dict[str, Sequence[Area]]:
    """Boundaries below the province by level, of the provinces that the areas lie in."""
    levels = {"province": (), "city": ("city",), "county": ("county", "city")}
    wanted = levels[page.content.divisions] or (("city",) if fine else ())
    provinces = {item.area.code[:2] for item in page.ground.shapes if item.area.code}
    provinces = provinces or {area.code[:2] for area in land.provinces}
    return {level: divisions(level, box, tolerance, provinces)  # type: ignore[arg-type]
            for level in wanted}


def class_fill(
    classes: MapClasses | None, step: int | None, *, pale: bool = False
) -> tuple[str, str]:
    """Colour and hatching of a class; of no class where there are no data.

    `pale` keeps the colours light enough for lines to be read over them.
    """
    if step is None or classes is None:
        return ramps.NO_DATA, "////"
    count = len(classes.labels)
    if not classes.diverging:
        below = ramps.SPARE if classes.dark_first else ramps.PALE
        colours = ramps.sequential(count, below if pale else ramps.DARK)
        return colours[::-1 if classes.dark_first else 1][step], ""
    return ramps.diverging(count)[step], "...." if ramps.hatched(count)[step] else ""


def _draw_areas(
    ax: Axes, ground: Ground, content: MapContent, frame: Frame, ink: float
) -> None:
    window = shapely.box(frame.west, frame.south, frame.east, frame.north)
    for order, item in enumerate(ground.shapes):
        shape = shapely.intersection(shapely.make_valid(item.shape), window)
        colour, hatch = class_fill(content.classes, item.area.step, pale=bool(content.links))
        path = _path([shapely.get_coordinates(ring) for ring in _rings(shape)])
        if path is None:
            continue
        edge = style.DIVISIONS["county"] if item.area.code else style.BAND_LINE
        patch = PathPatch(
            path, facecolor=colour, edgecolor=edge.colour, linewidth=edge.width * ink,
            joinstyle="round", zorder=Z_AREA + 1e-4 * order, gid=f"area:{item.area.id}",
        )  # fmt: skip
        ax.add_artist(patch)
        if hatch:
            ax.add_artist(PathPatch(
                path, facecolor="none", edgecolor=ramps.HATCH, hatch=hatch, linewidth=0.0,
                hatch_linewidth=0.4, zorder=Z_AREA + 1e-4 * order, gid=f"hatch:{item.area.id}",
            ))  # fmt: skip


def _rings(shape: shapely.Geometry) -> list[shapely.Geometry]:
    rings: list[shapely.Geometry] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            rings += [part.exterior, *part.interiors]
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            rings += _rings(part)
    return rings


def _path(rings: Sequence[Array]) -> Path | None:
    """A compound path of closed rings in metres."""
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings)) if rings else None


def _fill(
    ax: Axes, albers: Albers, shape: shapely.Geometry, colour: str, edge: style.Stroke,
    zorder: float, ink: float,
) -> None:
    path = _path([albers.project(shapely.get_coordinates(ring)) for ring in _rings(shape)])
    if path is not None:
        patch = PathPatch(
            path, facecolor=colour, edgecolor=edge.colour, linewidth=edge.width * ink,
            linestyle=edge.dash, joinstyle="round", zorder=zorder,
        )  # fmt: skip
        ax.add_artist(patch)  # not add_patch: the limits are fixed, no need to measure
