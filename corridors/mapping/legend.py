"""The legend: all that is drawn, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.artist import Artist
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from corridors.drawing import ramps, style, textfit
from corridors.drawing.labels import text
from corridors.mapping.ground import class_fill, province_line
from corridors.mapping.layers import base_strokes
from corridors.mapping.model import MapContent
from corridors.mapping.page import Page

#: Handle and text of the legend.
Entry = tuple[Artist | tuple[Artist, ...], str]
#: Sizes of a legend's text that are tried until it fits its panel.
FACTORS = (1.0, 0.9, 0.8)
#: Columns tried for classes, which read best in one row.
CLASS_COLUMNS = (9, 8, 7, 6, 5, 4, 3, 2)
#: Length of a sample, space between it and its text, and between columns, in sizes of the text.
HANDLE, HANDLE_PAD, COLUMN_GAP = 2.6, 0.8, 1.4
#: Free height below a block, inches.
BLOCK_GAP = 0.16
#: Modes and kinds of lines from top to bottom.
LINES = (
    "stage_opened", "stage_construction", "stage_planned", "stage_study", "stage_unknown",
    "osm_missing", "osm_longer", "osm_shorter", "osm_agrees", "osm_unjudged", "osm_later",
    "osm_extra", "loss_4", "loss_3", "loss_2", "loss_1",
    "load_full", "load_high", "load_mid", "load_low", "load_unknown",
    "inland", "inland_major", "inland_minor", "sea",
    "rail", "rail_high_speed", "rail_conventional", "rail_freight",
    "road", "road_expressway", "road_other", "air",
)  # fmt: skip
#: Width of the band in the legend as share of the widest.
SAMPLE = 0.6


@dataclass(frozen=True, slots=True)
class Block:
    """Entries below a heading."""

    heading: str
    entries: tuple[Entry, ...]


def blocks_of(
    content: MapContent, *, off_map: bool, border: bool = False, ink: float = 1.0
) -> list[Block]:
    """List what a map shows: its classes, then lines, areas and symbols, in a fixed order.

    Parameters
    ----------
    content
        Only what is really drawn.
    off_map
        Whether places off the map are named at its edge.
    border
        Whether the national boundary is in view.
    ink
        Factor on strokes and symbols.
    """
    blocks = []
    if content.classes is not None and content.areas:
        blocks.append(Block(content.classes.title, tuple(_classes(content))))
    entries = (*_lines(content, ink, border=border), *_points(content, ink, off_map=off_map))
    blocks.append(Block(text("legend.title", content.lang, content.labels), entries))
    return blocks


def legend_entries(content: MapContent, *, off_map: bool = False) -> list[Entry]:
    """Handles and texts of what a map shows, in a fixed order; see `blocks_of`."""
    return [entry for block in blocks_of(content, off_map=off_map) for entry in block.entries]


def _classes(content: MapContent) -> Iterable[Entry]:
    classes = content.classes
    assert classes is not None
    for step, label in enumerate(classes.labels):
        yield _patch(*class_fill(classes, step, pale=bool(content.links))), label
    if any(area.step is None for area in content.areas):
        yield _patch(*class_fill(classes, None)), text("without_data", content.lang, content.labels)


def _lines(content: MapContent, ink: float, *, border: bool) -> Iterable[Entry]:
    def word(key: str) -> str:
        return text(key, content.lang, content.labels)

    statuses = {link.status for link in content.links}
    shown = {link.kind or link.mode for link in content.links if link.status == "base"}
    for status in ("added", "changed", "closed"):
        if status in statuses:
            yield strokes_handle(style.STATUSES[status][1:], ink), word(f"status.{status}")
    kinds = {link.kind for link in content.links}
    for name in LINES:
        if name in shown:
            words = word(f"kind.{name}") if name in kinds else word(f"mode.{name}")
            yield strokes_handle(base_strokes(name, kinds), ink), words
    flows = {flow.outcome or "" for flow in content.flows}
    for outcome, pens in style.FLOWS.items():
        if outcome in flows:
            sample = [replace(pen, width=pen.width * SAMPLE) for pen in pens]
            words = word("flow_outcome") + word(f"outcome.{outcome}") if outcome else word("flow")
            yield strokes_handle(sample, ink), words
    if flows - {""} and "" not in flows:
        pens = (style.Stroke("#6a6a6a", 4.2), style.Stroke("#ffffff", 2.6), style.Stroke(
            "#6a6a6a", 0.8))
        yield strokes_handle(pens, ink), word("flow_width")
    if border:
        yield strokes_handle((style.BORDER_LINE,), ink), word("legend.border")
    yield strokes_handle((province_line(content),), ink), word("legend.boundary")
    if content.divisions != "province":
        yield strokes_handle((style.DIVISIONS["city"],), ink), word("legend.city_boundary")
    if content.divisions == "county":
        yield strokes_handle((style.DIVISIONS["county"],), ink), word("legend.county_boundary")


def _points(content: MapContent, ink: float, *, off_map: bool) -> Iterable[Entry]:
    def word(key: str) -> str:
        return text(key, content.lang, content.labels)

    for kind, symbol in style.MARKERS.items():
        named = {marker.named for marker in content.markers if marker.kind == kind}
        if named:
            sign = style.LOCK if kind == "lock" and True in named else symbol
            yield symbol_handle(sign, ink), word(f"marker.{kind}")
    compared = [place for place in content.places if place.role in ("origin", "destination")]
    outcomes = {place.outcome for place in content.places if place.role != "context"}
    for outcome, symbol in style.OUTCOMES.items():
        if outcome in outcomes:
            yield symbol_handle(symbol, ink), word(f"outcome.{outcome}")
    roles = {place.role for place in compared}
    plain = all(place.outcome is None for place in compared)
    neutral = style.NOT_COMPARED if plain else style.Symbol("o", "#444444", 6.8)
    if not plain and any(place.outcome is None for place in compared):
        yield symbol_handle(style.NOT_COMPARED, ink), word("not_compared")
    for role in ("origin", "destination"):
        if role in roles:
            yield symbol_handle(neutral, ink, hollow=role == "destination"), word(f"role.{role}")
    ranked = {place.role for place in content.places if place.outcome is None}
    for rank, symbol in style.ROLES.items():
        if rank in ranked:
            yield symbol_handle(symbol, ink), word(f"role.{rank}")
    if any(place.role == "context" for place in content.places):
        yield symbol_handle(style.CONTEXT, ink), word("role.context")
    if off_map:
        yield symbol_handle(style.Symbol("$→$", "#444444", 10), ink), word("legend.off_map")


def strokes_handle(strokes: Sequence[style.Stroke], ink: float = 1.0) -> tuple[Artist, ...]:
    """Legend handle of a line style."""
    return tuple(
        Line2D(
            [], [], color=s.colour, linewidth=s.width * ink, linestyle=s.dash,
            solid_capstyle="butt", dash_capstyle="butt",
        )
        for s in strokes
    )  # fmt: skip


def symbol_handle(symbol: style.Symbol, ink: float = 1.0, *, hollow: bool = False) -> Artist:
    """Legend handle of a point symbol."""
    pale = symbol.colour == "#ffffff"
    return Line2D(
        [], [], linestyle="none", marker=symbol.marker, markersize=symbol.size * ink,
        markerfacecolor="#ffffff" if hollow else symbol.colour,
        markeredgecolor=symbol.colour if hollow and not pale else style.EDGE,
        markeredgewidth=(1.6 if hollow else 0.9 if pale else 0.5) * ink,
    )  # fmt: skip


def _patch(colour: str, hatch: str) -> Artist | tuple[Artist, ...]:
    plain = Patch(facecolor=colour, edgecolor="#6a6a6a", linewidth=0.5)
    if not hatch:
        return plain
    over = Patch(facecolor="none", edgecolor=ramps.HATCH, hatch=hatch * 2, linewidth=0.0,
                 hatch_linewidth=0.4)
    return plain, over


@dataclass(frozen=True, slots=True)
class Extent:
    """Size of a drawn legend, inches."""

    width: float
    height: float


def draw_blocks(
    page: Page, blocks: Sequence[Block], left: float, top: float, room: Extent, *,
    headed: bool = True, columns: Sequence[int] = (2,),
) -> tuple[Extent, list[Legend]]:
    """Draw blocks one below the other from a corner (inches); return their size and artists.

    The first number of columns that fits the width is taken, with smaller text where none does.

    Parameters
    ----------
    room
        Width and height that there are, inches.
    headed
        Whether the headings are printed; that of classes always is.
    """
    for factor in FACTORS:
        drawn: list[Legend] = []
        width, y = 0.0, top
        for block in blocks:
            last = block is blocks[-1]
            heading = block.heading if headed or not last else ""
            some = columns if last else CLASS_COLUMNS
            legend, size = _fitted(page, block, heading, left, y, room.width, some, factor)
            drawn.append(legend)
            width, y = max(width, size.width), y - size.height - BLOCK_GAP
        size = Extent(width, top - y - BLOCK_GAP)
        if (size.width <= room.width + 0.01 and size.height <= room.height + 0.01) or (
                factor == FACTORS[-1]):
            return size, drawn
        for legend in drawn:
            legend.remove()
    raise AssertionError  # the last factor returns


def _fitted(
    page: Page, block: Block, heading: str, left: float, top: float, width: float,
    columns: Sequence[int], factor: float,
) -> tuple[Legend, Extent]:
    measure = textfit.measurer(page.fig)
    heading = textfit.wrap(heading, width * page.fig.dpi, page.face("heading"), measure)
    for count in columns:
        count = min(count, len(block.entries))
        # Read down and then across, an order is plain only where no column but the last is short.
        count = -(-len(block.entries) // -(-len(block.entries) // max(count, 1)))
        if count <= columns[-1] and factor < FACTORS[0]:  # what is still too wide breaks
            block = _wrapped(page, block, width, count, factor)
        legend = _legend(page, block, heading, left, top, count, factor)
        page.fig.add_artist(legend)
        box = legend.get_window_extent(textfit.renderer_of(page.fig))
        size = Extent(float(box.width) / page.fig.dpi, float(box.height) / page.fig.dpi)
        if size.width <= width or count <= columns[-1]:
            break
        legend.remove()
    return legend, size


def _wrapped(page: Page, block: Block, width: float, columns: int, factor: float) -> Block:
    """Break the texts of a block where its columns are wider than `width` inches.

    The widest columns give way, the narrow ones stay whole.
    """
    face, measure = page.face("legend", factor), textfit.measurer(page.fig)
    spare = (HANDLE + HANDLE_PAD + COLUMN_GAP) * face.get_size_in_points() / 72.0
    gap = COLUMN_GAP * face.get_size_in_points() / 72.0
    room = (width - columns * spare + gap) * page.fig.dpi
    words = np.array_split(np.array([word for _, word in block.entries]), max(1, columns))
    widths = sorted(max((measure(str(word), face) for word in column), default=0.0)
                    for column in words)
    for narrower, natural in enumerate(widths):
        if natural * (columns - narrower) > room:
            room /= columns - narrower
            break
        room -= natural
    else:
        return block
    return replace(block, entries=tuple(
        (handle, textfit.wrap(word, room, face, measure)) for handle, word in block.entries))


def _legend(
    page: Page, block: Block, heading: str, left: float, top: float, columns: int, factor: float
) -> Legend:
    legend = Legend(
        page.fig,
        [handle for handle, _ in block.entries],
        [word for _, word in block.entries],
        loc="upper left",
        bbox_to_anchor=(page.x(left), page.y(top)),
        bbox_transform=page.fig.transSubfigure,
        ncols=columns,
        prop=page.face("legend", factor),
        title=heading or None,
        title_fontproperties=page.face("heading"),
        alignment="left",
        frameon=False,
        borderpad=0.0,
        borderaxespad=0.0,
        labelspacing=0.55 if page.sheet.titled else 0.4,
        columnspacing=COLUMN_GAP,
        handlelength=HANDLE,
        handletextpad=HANDLE_PAD,
        handler_map={tuple: HandlerTuple(ndivide=1)},
    )
    legend.get_title().set_color(style.CHANGE_COLOUR)
    return legend
