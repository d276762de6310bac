"""Labels of a map axis placed without overlap and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.lines import Line2D

from corridors.drawing import style, textfit
from corridors.drawing.halo import add_halo
from corridors.mapping.boundaries import Boundaries
from corridors.mapping.flows import Band
from corridors.mapping.layers import Z_PLACE, Z_TEXT, Course, Spot, near
from corridors.mapping.model import MapMarker
from corridors.mapping.page import Page, View
from corridors.mapping.placement import Array, Box, Placed, place
from corridors.mapping.points import inside, named_symbol, symbol_of
from corridors.mapping.wording import (
    Label,
    area_labels,
    axes_box,
    flow_labels,
    link_labels,
    marker_label,
    near_only,
    pixels,
    place_label,
    province_labels,
)

__all__ = ["Subjects", "axes_box", "letter", "pixels", "symbol_box"]

#: Cost of covering a point of the network, of a changed link and of the close-up's outline, one
#: point every so many pixels.
BASE_COST, CHANGE_COST, OUTLINE_COST, LEADER_COST, SOFT_STEP_PX = 0.06, 1.2, 0.5, 4.0, 10.0
#: Where labels need more than this share of the map, those that find no room close by lose first
#: their value and then their name; the symbol still shows the outcome.
CROWDED = 0.2


@dataclass(frozen=True, slots=True)
class Subjects:
    """What an axis names.

    Attributes
    ----------
    land
        Boundaries whose provinces are named; None names none.
    values
        Whether values stand below the names of places.
    """

    courses: Sequence[Course] = ()
    spots: Sequence[Spot] = ()
    markers: Sequence[tuple[MapMarker, float, float]] = ()
    bands: Sequence[Band] = ()
    land: Boundaries | None = None
    values: bool = True


def letter(
    page: Page, view: View, subjects: Subjects, taken: Sequence[Box],
    avoid: Sequence[Array] = (),
) -> set[str]:
    """Place and write all labels of an axis.

    Parameters
    ----------
    taken
        Boxes in pixels that are occupied: scale bar, arrows at the frame, an inset.
    avoid
        More lines (n, 2) in metres that labels had better not cover.

    Returns
    -------
    unnamed
        Ids of the context places in the frame for whose name there was no room.
    """
    shown = [spot for spot in subjects.spots if inside(spot, view.frame)]
    main = [spot for spot in shown if spot.place.role != "context"]
    context = [spot for spot in shown if spot.place.role == "context"]
    named = [item for item in subjects.markers if item[0].named]
    symbols = [symbol_box(page, view, spot) for spot in main]
    symbols += [_marker_box(page, view, *item) for item in named]
    symbols += [_marker_box(page, view, *item) for item in subjects.markers
                if item[0].kind == "port" and not item[0].named]
    labels = [marker_label(page, view, *item) for item in named]
    labels += [place_label(page, view, spot, values=subjects.values) for spot in main]
    labels += link_labels(page, view, subjects.courses)
    labels += flow_labels(page, view, subjects.bands)
    labels += area_labels(page, view)
    if subjects.land is not None:
        labels += province_labels(page, view, subjects.land)
    start = len(labels)
    labels += [place_label(page, view, spot, values=subjects.values) for spot in context]
    bounds = axes_box(view.ax).grown(-0.02 * page.fig.dpi)
    soft, hard = _soft_points(view, subjects, avoid), [*taken, *symbols]
    crowded = _share(labels, bounds) > CROWDED
    if crowded:
        labels = [near_only(label) for label in labels]
    placed = place([label.request for label in labels], hard, soft, bounds)
    if crowded:
        first = len(named)
        spare = {first + n: spot for n, spot in enumerate(main)
                 if placed[first + n] is None and spot.place.value_text}
        _retry(page, view, spare, labels, placed, (hard, soft, bounds))
    for label, answer in zip(labels, placed, strict=True):
        if answer is not None:
            _write(page, view, label, answer)
    answers = zip(context, placed[start:], strict=True)
    return {spot.place.id for spot, answer in answers if answer is None}


def _share(labels: Sequence[Label], window: Box) -> float:
    """Share of a window that labels beside their points would cover."""
    needed = sum(label.request.width * label.request.height for label in labels
                 if not label.request.centred)
    return needed / ((window.right - window.left) * (window.top - window.bottom))


def _retry(
    page: Page, view: View, spare: Mapping[int, Spot], labels: list[Label],
    placed: list[Placed | None], room: tuple[Sequence[Box], Array, Box],
) -> None:
    """Name places without their value where there was no room for both."""
    hard, soft, bounds = room
    stand = [one for one in placed if one is not None]
    lines = [np.linspace(*one.leader, 12) for one in stand if one.distant]
    leaders = [np.column_stack([line, np.full(len(line), LEADER_COST)]) for line in lines]
    names = {n: place_label(page, view, spot, values=False) for n, spot in spare.items()}
    names = {n: near_only(one) if one.kind == "minor" else one for n, one in names.items()}
    found = place([label.request for label in names.values()],
                  [*hard, *(one.box for one in stand)], np.concatenate([soft, *leaders]), bounds)
    for (number, label), answer in zip(names.items(), found, strict=True):
        labels[number], placed[number] = label, answer


def symbol_box(page: Page, view: View, spot: Spot) -> Box:
    """Measure the symbol of a place in pixels."""
    return _around(page, view, spot.x, spot.y, symbol_of(spot.place).size + 1.5)


def _marker_box(page: Page, view: View, marker: MapMarker, x: float, y: float) -> Box:
    return _around(page, view, x, y, named_symbol(marker).size)


def _around(page: Page, view: View, x: float, y: float, size_pt: float) -> Box:
    ((px, py),) = pixels(view.ax, np.array([[x, y]]))
    half = size_pt * page.sheet.ink * page.fig.dpi / 144
    return Box(px - half, py - half, px + half, py + half)


def _soft_points(view: View, subjects: Subjects, avoid: Sequence[Array]) -> Array:
    """Points along the lines of the map with what it costs to cover them, (n, 3)."""
    points = [np.empty((0, 3))]
    lines = [
        (course.line, BASE_COST if course.link.status == "base" else CHANGE_COST)
        for course in subjects.courses
        if near(course.line, view.frame)
    ]
    lines += [(band.line, OUTLINE_COST) for band in subjects.bands]
    for line, cost in [*lines, *((line, OUTLINE_COST) for line in avoid)]:
        drawn = shapely.LineString(pixels(view.ax, line))
        at = np.linspace(0, drawn.length, max(2, min(400, int(drawn.length / SOFT_STEP_PX))))
        places = shapely.get_coordinates(shapely.line_interpolate_point(drawn, at))
        points.append(np.column_stack([places, np.full(len(places), cost)]))
    # Links that share their course count once.
    every = np.concatenate(points)
    cells = np.column_stack([(every[:, :2] / SOFT_STEP_PX).round(), every[:, 2]])
    _, first = np.unique(cells, axis=0, return_index=True)
    return np.asarray(every[np.sort(first)])


def _write(page: Page, view: View, label: Label, answer: Placed) -> None:
    ax, box = view.ax, answer.box
    middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
    # Back to map coordinates, so that the figure may be saved at another resolution.
    (at, start, end) = ax.transData.inverted().transform([middle, *answer.leader])
    text = ax.text(
        at[0],
        at[1],
        label.text,
        fontproperties=page.face(label.sized),
        color=label.colour,
        ha="center",
        va="center",
        linespacing=textfit.LINE_SPACING,
        zorder=Z_TEXT,
        gid=f"label:{label.kind}",
    )
    if label.plate:
        text.set_bbox({"boxstyle": "round,pad=0.08,rounding_size=0.2", "facecolor": style.PLATE,
                       "edgecolor": "none", "alpha": 0.86})
    else:
        add_halo(ax, text, 2.2 * page.sheet.ink, style.LAND)
    if answer.distant:
        ax.add_line(
            Line2D(
                [start[0], end[0]],
                [start[1], end[1]],
                color=label.colour,
                linewidth=0.6 * page.sheet.ink,
                zorder=Z_PLACE - 0.5,
            )
        )
