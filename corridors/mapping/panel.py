"""Everything beside the map: title, findings, legend, notes at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox

from corridors.drawing import style, textfit
from corridors.drawing.fonts import font
from corridors.drawing.labels import text
from corridors.mapping.model import MapContent

#: Sizes of a legend's text that are tried until it fits its panel.
LEGEND_SIZES = (1.0, 0.9, 0.8)
#: Handle and text of the legend.
Entry = tuple[Artist | tuple[Artist, ...], str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A landscape sheet in inches; margins and the panel beside the map in shares of it."""

    width: float
    height: float
    left: float
    right: float
    top: float
    foot: float
    panel_left: float

    def up(self, share: float) -> float:
        """A distance given as share of the height of A4, as share of the height of this sheet."""
        return share * A4_HEIGHT / self.height


A4_HEIGHT = 8.27
A4 = Sheet(11.69, A4_HEIGHT, 0.028, 0.972, 0.957, 0.084, 0.716)
A3 = Sheet(16.54, 11.69, 0.02, 0.98, 0.97, 0.06, 0.722)


def draw_title(fig: Figure, spec: MapContent, sheet: Sheet = A4) -> None:
    """Write title and subtitle, each on one line, smaller where too long."""
    room = sheet.right - sheet.left
    _fitted(fig, sheet.left, sheet.top, spec.title, "title", style.TEXT, room)
    _fitted(fig, sheet.left, sheet.top - sheet.up(0.038), spec.subtitle, "subtitle",
            style.QUIET_TEXT, room)


def draw_key_lines(fig: Figure, spec: MapContent, top: float, sheet: Sheet = A4) -> float:
    """Write the findings from `top` downwards; return where they end, as share of the height."""
    if not spec.key_lines:
        return top
    measure = textfit.measurer(fig)
    sheet_px = fig.get_figheight() * fig.dpi
    width_px = (sheet.right - sheet.panel_left) * fig.get_figwidth() * fig.dpi
    face = font(style.SIZES["key"])
    indent = measure("■ ", face)
    heading = text("key.title", spec.lang, spec.labels)
    _write(fig, sheet.panel_left, top, heading, style.SIZES["heading"], style.CHANGE_COLOUR, "top")
    y = top - sheet.up(0.03)
    for line in spec.key_lines:
        wrapped = textfit.wrap(line, width_px - indent, face, measure)
        _write(fig, sheet.panel_left, y, "■", style.SIZES["key"] * 0.7, style.CHANGE_COLOUR,
               "top", shift=-sheet.up(0.0035))  # fmt: skip
        x = sheet.panel_left + indent / (fig.get_figwidth() * fig.dpi)
        _write(fig, x, y, wrapped, style.SIZES["key"], style.TEXT, "top")
        y -= textfit.size(fig, wrapped, face)[1] / sheet_px + sheet.up(0.009)
    return y


def legend_entries(spec: MapContent, *, off_map: bool) -> list[Entry]:
    """List handles and texts of what the map really shows, in a fixed order."""

    def word(key: str) -> str:
        return text(key, spec.lang, spec.labels)

    statuses = {link.status for link in spec.links}
    shown = {link.kind or link.mode for link in spec.links if link.status == "base"}
    compared = [place for place in spec.places if place.role != "context"]
    outcomes = {place.outcome for place in compared}
    roles = {place.role for place in compared}
    neutral = style.Symbol("o", "#444444", 6.8)
    entries: list[Entry] = [
        (strokes_handle(style.STATUSES[status][1:]), word(f"status.{status}"))
        for status in ("added", "changed", "closed")
        if status in statuses
    ]
    lines = (("inland", "mode"), ("inland_minor", "kind"), ("sea", "mode"), ("rail", "mode"),
             ("road", "mode"), ("air", "mode"))
    entries += [
        (strokes_handle((style.MODES if named == "mode" else style.KINDS)[key]),
         word(f"{named}.{key}"))
        for key, named in lines
        if key in shown
    ]
    entries.append((strokes_handle((style.PROVINCE_LINE,)), word("legend.boundary")))
    if spec.markers:
        entries.append((symbol_handle(style.LOCK), word("marker.lock")))
    entries += [
        (symbol_handle(symbol), word(f"outcome.{outcome}"))
        for outcome, symbol in style.OUTCOMES.items()
        if outcome in outcomes
    ]
    entries += [
        (symbol_handle(neutral, hollow=role == "destination"), word(f"role.{role}"))
        for role in ("origin", "destination")
        if role in roles
    ]
    if len(compared) < len(spec.places):
        entries.append((symbol_handle(style.CONTEXT), word("role.context")))
    if off_map:
        entries.append((symbol_handle(style.Symbol("$→$", "#444444", 10)), word("legend.off_map")))
    return entries


def draw_legend(
    fig: Figure, spec: MapContent, *, off_map: bool, top: float | None = None
) -> float:
    """Draw the legend at the foot of the panel, or below `top`; return its upper edge."""
    return float(draw_entries(fig, spec, legend_entries(spec, off_map=off_map), top).y1)


def draw_entries(
    fig: Figure, spec: MapContent, entries: Sequence[Entry], top: float | None = None,
    sheet: Sheet = A4, columns: int = 2,
) -> Bbox:
    """Draw a legend of entries in the panel, smaller where too wide; return its box in shares."""
    for size in LEGEND_SIZES:
        legend = _legend(fig, spec, entries, top, sheet, columns, style.SIZES["legend"] * size)
        fig.add_artist(legend)
        box = legend.get_window_extent(textfit.renderer_of(fig))
        shares = Bbox(fig.transFigure.inverted().transform(box))
        if shares.x1 <= sheet.right or size == LEGEND_SIZES[-1]:
            break
        legend.remove()
    return shares


def _legend(
    fig: Figure, spec: MapContent, entries: Sequence[Entry], top: float | None, sheet: Sheet,
    columns: int, size: float,
) -> Legend:
    legend = Legend(
        fig,
        [handle for handle, _ in entries],
        [word for _, word in entries],
        loc="lower left" if top is None else "upper left",
        bbox_to_anchor=(sheet.panel_left, sheet.foot if top is None else top),
        bbox_transform=fig.transSubfigure,
        ncols=columns,
        prop=font(size),
        title=text("legend.title", spec.lang, spec.labels),
        title_fontproperties=font(style.SIZES["heading"]),
        alignment="left",
        frameon=False,
        borderpad=0.0,
        borderaxespad=0.0,
        labelspacing=0.55,
        columnspacing=1.4,
        handlelength=2.6,
        handler_map={tuple: HandlerTuple(ndivide=1)},
    )
    legend.get_title().set_color(style.CHANGE_COLOUR)
    return legend


def draw_foot(fig: Figure, spec: MapContent, sheet: Sheet = A4) -> None:
    """Write sources, licences, stamp and the field for the map approval number."""
    width = (sheet.right - sheet.left) * fig.get_figwidth() * fig.dpi
    size = style.SIZES["footer"]
    face, measure = font(size), textfit.measurer(fig)
    lines = []
    for key, body in (("source", spec.source_line), ("attribution", spec.attribution)):
        if body:
            lines += textfit.wrap(
                text(key, spec.lang, spec.labels) + body, width, face, measure
            ).split("\n")
    y = sheet.foot - sheet.up(0.016)
    for line in lines[:3]:
        _write(fig, sheet.left, y, line, size, style.QUIET_TEXT, "top")
        y -= sheet.up(0.0175)
    approval = text("approval_number", spec.lang, spec.labels)
    _write(fig, sheet.left, sheet.up(0.012), spec.stamp, size - 0.6, style.QUIET_TEXT, "bottom")
    _write(fig, sheet.right, sheet.up(0.012), approval, size, style.QUIET_TEXT, "bottom",
           ha="right")


def _fitted(
    fig: Figure, x: float, y: float, wording: str, kind: str, colour: str, width: float
) -> None:
    size, room = style.SIZES[kind], width * fig.get_figwidth() * fig.dpi
    need = textfit.measurer(fig)(wording or " ", font(size))
    _write(fig, x, y, wording, size * min(1.0, room / need), colour, "center")


def _write(
    fig: Figure,
    x: float,
    y: float,
    wording: str,
    size: float,
    colour: str,
    va: str,
    *,
    ha: str = "left",
    shift: float = 0.0,
) -> None:
    if wording:
        fig.text(
            x, y + shift, wording, fontproperties=font(size), color=colour, va=va, ha=ha,
            linespacing=textfit.LINE_SPACING,
        )  # fmt: skip


def strokes_handle(strokes: Sequence[style.Stroke]) -> tuple[Artist, ...]:
    """Legend handle of a line style."""
    return tuple(
        Line2D(
            [], [], color=s.colour, linewidth=s.width, linestyle=s.dash,
            solid_capstyle="butt", dash_capstyle="butt",
        )
        for s in strokes
    )  # fmt: skip


def symbol_handle(symbol: style.Symbol, *, hollow: bool = False) -> Artist:
    """Legend handle of a point symbol."""
    return Line2D(
        [], [], linestyle="none", marker=symbol.marker, markersize=symbol.size,
        markerfacecolor="#ffffff" if hollow else symbol.colour,
        markeredgecolor=symbol.colour if hollow else style.EDGE,
        markeredgewidth=1.6 if hollow else 0.5,
    )  # fmt: skip
