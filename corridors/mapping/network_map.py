"""A page of an atlas: the whole network at A3, with enlargements of where it is dense.

Like the change map it knows no network: the caller puts links, places and terminals into a
`MapContent`, links with a `kind`, places with the roles `capital`, `city` and `town`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from corridors.drawing import style
from corridors.drawing.fonts import font, printable
from corridors.drawing.labels import text
from corridors.drawing.output import DPI
from corridors.mapping import boundaries, furniture, layers, lettering, panel
from corridors.mapping.model import Extent, MapContent
from corridors.mapping.placement import Box
from corridors.mapping.projection import Albers, Frame, degrees_box, extent_frame

#: Resolution to which boundaries are simplified, as share of the map's width.
DETAIL = 1 / 2200
#: Height of an enlargement's heading, share of the sheet.
HEADING = 0.02


@dataclass(frozen=True, slots=True)
class Inset:
    """An enlargement beside the map.

    Attributes
    ----------
    key
        Text key of its heading, below ``map.``.
    extent
        West, south, east, north in degrees.
    """

    key: str
    extent: Extent


def draw_network_map(
    spec: MapContent, insets: Sequence[Inset] = (), data_dir: Path | str | None = None
) -> Figure:
    """Draw a network.

    Parameters
    ----------
    spec
        What to show; its extent is required.
    insets
        Enlargements, from top to bottom in the panel.
    data_dir
        Root of the data package, for the land around China.

    Returns
    -------
    figure
        A3 landscape; axes are labelled `map`, and each inset by its key.

    Raises
    ------
    ValueError
        The map has no extent.
    MissingPackageError
        A package that the map needs is not installed.
    """
    spec = spec.rewritten(printable)
    extent = spec.extent
    if extent is None:
        raise ValueError("a map of a network needs an extent")
    land_file = Path(data_dir) / "boundaries" / "land_gshhg.geojson" if data_dir else None
    sheet = panel.A3
    fig = Figure(figsize=(sheet.width, sheet.height), dpi=DPI, facecolor="#ffffff")
    FigureCanvasAgg(fig)
    albers, atlas = Albers(), boundaries.read(land_file)
    parts = (layers.project_links(albers, spec.links), layers.project_places(albers, spec.places))
    bottom, height = sheet.foot, sheet.top - sheet.up(0.066) - sheet.foot
    box = (sheet.left, bottom, sheet.panel_left - 0.012 - sheet.left, height)
    ax, frame = _axis(fig, albers, box, extent, "map")
    panel.draw_title(fig, spec, sheet)
    panel.draw_foot(fig, spec, sheet)
    end = panel.draw_key_lines(fig, spec, bottom + height, sheet)
    legend = panel.draw_entries(fig, spec, legend_entries(spec), end - sheet.up(0.012), sheet)
    outlines = _draw_insets(fig, albers, atlas, spec, parts, insets,
                            (legend.y0 - sheet.up(0.02), bottom))  # fmt: skip
    for outline in outlines:
        ax.add_patch(
            Rectangle(
                (outline.west, outline.south), outline.width, outline.height, facecolor="none",
                edgecolor="#111111", linewidth=0.7, linestyle=(0, (4, 2)),
                zorder=layers.Z_PLACE - 1, gid="inset_outline",
            )
        )  # fmt: skip
    # Inside an enlargement's outline the map names the larger towns only.
    courses, spots = parts
    spots = tuple(
        spot for spot in spots
        if spot.place.role != "town" or not any(layers.inside(spot, one) for one in outlines)
    )  # fmt: skip
    _fill(fig, ax, frame, albers, atlas, spec, (courses, spots), inset=False)
    return fig


def legend_entries(spec: MapContent) -> list[panel.Entry]:
    """Handles and texts of what a network map shows, in a fixed order."""

    def word(key: str) -> str:
        return text(key, spec.lang, spec.labels)

    kinds = {link.kind for link in spec.links}
    entries: list[panel.Entry] = [
        (panel.strokes_handle(style.KINDS[kind]), word(f"kind.{kind}"))
        for kind in reversed(style.KINDS)
        if kind in kinds
    ]
    entries.append((panel.strokes_handle((style.PROVINCE_LINE,)), word("legend.boundary")))
    shown = {marker.kind for marker in spec.markers}
    entries += [
        (panel.symbol_handle(symbol), word(f"marker.{kind}"))
        for kind, symbol in style.MARKERS.items()
        if kind in shown
    ]
    roles = {place.role for place in spec.places}
    entries += [
        (panel.symbol_handle(symbol), word(f"role.{role}"))
        for role, symbol in style.ROLES.items()
        if role in roles
    ]
    return entries


def _axis(
    fig: Figure, albers: Albers, box: tuple[float, float, float, float], extent: Extent, name: str
) -> tuple[Axes, Frame]:
    ax = fig.add_axes(box)
    aspect = box[2] * panel.A3.width / (box[3] * panel.A3.height)
    frame = extent_frame(albers, extent).fitted(aspect, margin=0.0)
    layers.set_up(ax, frame, name)
    return ax, frame


def _draw_insets(
    fig: Figure,
    albers: Albers,
    atlas: boundaries.Atlas,
    spec: MapContent,
    parts: tuple[tuple[layers.Course, ...], tuple[layers.Spot, ...]],
    insets: Sequence[Inset],
    between: tuple[float, float],
) -> list[Frame]:
    """Draw the enlargements one below the other between two heights; return their frames."""
    top, bottom = between
    sheet = panel.A3
    frames: list[Frame] = []
    each = (top - bottom) / max(1, len(insets))
    for n, inset in enumerate(insets):
        upper = top - n * each
        fig.text(
            sheet.panel_left, upper - 0.002, text(inset.key, spec.lang, spec.labels),
            fontproperties=font(style.SIZES["heading"]), color=style.CHANGE_COLOUR, va="top",
        )  # fmt: skip
        low = upper - each + (0.006 if n < len(insets) - 1 else 0.0)
        box = (sheet.panel_left, low, sheet.right - sheet.panel_left, upper - HEADING - low)
        ax, frame = _axis(fig, albers, box, inset.extent, inset.key)
        _fill(fig, ax, frame, albers, atlas, spec, parts, inset=True)
        frames.append(frame)
    return frames


def _fill(
    fig: Figure,
    ax: Axes,
    frame: Frame,
    albers: Albers,
    atlas: boundaries.Atlas,
    spec: MapContent,
    parts: tuple[tuple[layers.Course, ...], tuple[layers.Spot, ...]],
    *,
    inset: bool,
) -> None:
    """Draw land, network, terminals and names of an axis."""
    courses, spots = parts
    land = atlas.within(degrees_box(albers, frame), frame.width * DETAIL / 111_000)
    layers.draw_land(ax, albers, land)
    layers.draw_base(ax, courses, frame)
    layers.draw_markers(ax, albers, spec, frame)
    taken: list[Box] = []
    clear = np.concatenate([
        lettering.pixels(ax, np.array([[spot.x, spot.y]])) for spot in spots
    ]) if spots else np.empty((0, 2))  # fmt: skip
    taken.append(furniture.draw_scale(fig, ax, frame, albers, spec, clear))
    lettering.letter(fig, ax, frame, albers, spec, (courses, spots, None if inset else land),
                     taken, locks=False)  # fmt: skip
    layers.draw_places(ax, spots, frame)
