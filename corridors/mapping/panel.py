"""Everything beside the map: title, findings, legend, notes at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D

from corridors.mapping import style, textfit
from corridors.mapping.fonts import font
from corridors.mapping.labels import text
from corridors.mapping.model import ChangeMap

#: Handle and text of the legend.
Entry = tuple[Artist | tuple[Artist, ...], str]

#: Sheet A4 landscape, inches; margins and panel in shares of it.
SHEET_IN = (11.69, 8.27)
LEFT, RIGHT, TOP, FOOT = 0.028, 0.972, 0.957, 0.084
PANEL_LEFT = 0.716


def draw_title(fig: Figure, spec: ChangeMap) -> None:
    """Write title and subtitle, each on one line, smaller where too long."""
    _fitted(fig, LEFT, TOP, spec.title, "title", style.TEXT, RIGHT - LEFT)
    _fitted(fig, LEFT, TOP - 0.038, spec.subtitle, "subtitle", style.QUIET_TEXT, RIGHT - LEFT)


def draw_key_lines(fig: Figure, spec: ChangeMap, top: float) -> float:
    """Write the findings from `top` downwards; return where they end, as share of the height."""
    if not spec.key_lines:
        return top
    measure = textfit.measurer(fig)
    sheet_px = fig.get_figheight() * fig.dpi
    width_px = (RIGHT - PANEL_LEFT) * fig.get_figwidth() * fig.dpi
    face = font(style.SIZES["key"])
    indent = measure("■ ", face)
    heading = text("key.title", spec.lang, spec.labels)
    _write(fig, PANEL_LEFT, top, heading, style.SIZES["heading"], style.CHANGE_COLOUR, "top")
    y = top - 0.03
    for line in spec.key_lines:
        wrapped = textfit.wrap(line, width_px - indent, face, measure)
        _write(fig, PANEL_LEFT, y, "■", style.SIZES["key"] * 0.7, style.CHANGE_COLOUR, "top",
               shift=-0.0035)  # fmt: skip
        x = PANEL_LEFT + indent / (fig.get_figwidth() * fig.dpi)
        _write(fig, x, y, wrapped, style.SIZES["key"], style.TEXT, "top")
        y -= textfit.size(fig, wrapped, face)[1] / sheet_px + 0.009
    return y


def legend_entries(spec: ChangeMap, *, off_map: bool) -> list[Entry]:
    """List handles and texts of what the map really shows, in a fixed order."""

    def word(key: str) -> str:
        return text(key, spec.lang, spec.labels)

    statuses = {link.status for link in spec.links}
    modes = {link.mode for link in spec.links if link.status == "base"}
    compared = [place for place in spec.places if place.role != "context"]
    outcomes = {place.outcome for place in compared}
    roles = {place.role for place in compared}
    neutral = style.Symbol("o", "#444444", 6.8)
    entries: list[Entry] = [
        (_strokes(style.STATUSES[status][1:]), word(f"status.{status}"))
        for status in ("added", "changed", "closed")
        if status in statuses
    ]
    entries += [
        (_strokes(style.MODES[mode]), word(f"mode.{mode}"))
        for mode in ("inland", "sea", "rail", "road", "air")
        if mode in modes
    ]
    entries.append((_strokes((style.PROVINCE_LINE,)), word("legend.boundary")))
    if spec.markers:
        entries.append((_symbol(style.LOCK), word("marker.lock")))
    entries += [
        (_symbol(symbol), word(f"outcome.{outcome}"))
        for outcome, symbol in style.OUTCOMES.items()
        if outcome in outcomes
    ]
    entries += [
        (_symbol(neutral, hollow=role == "destination"), word(f"role.{role}"))
        for role in ("origin", "destination")
        if role in roles
    ]
    if len(compared) < len(spec.places):
        entries.append((_symbol(style.CONTEXT), word("role.context")))
    if off_map:
        entries.append((_symbol(style.Symbol("$→$", "#444444", 10)), word("legend.off_map")))
    return entries


def draw_legend(fig: Figure, spec: ChangeMap, *, off_map: bool, top: float | None = None) -> float:
    """Draw the legend at the foot of the panel, or below `top`; return its upper edge."""
    entries = legend_entries(spec, off_map=off_map)
    legend = Legend(
        fig,
        [handle for handle, _ in entries],
        [word for _, word in entries],
        loc="lower left" if top is None else "upper left",
        bbox_to_anchor=(PANEL_LEFT, FOOT if top is None else top),
        bbox_transform=fig.transSubfigure,
        ncols=2,
        prop=font(style.SIZES["legend"]),
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
    fig.add_artist(legend)
    box = legend.get_window_extent(textfit.renderer_of(fig))
    return float(box.y1 / (fig.get_figheight() * fig.dpi))


def draw_foot(fig: Figure, spec: ChangeMap) -> None:
    """Write sources, licences, stamp and the field for the map approval number."""
    width = (RIGHT - LEFT) * fig.get_figwidth() * fig.dpi
    size = style.SIZES["footer"]
    face, measure = font(size), textfit.measurer(fig)
    lines = []
    for key, body in (("source", spec.source_line), ("attribution", spec.attribution)):
        if body:
            lines += textfit.wrap(
                text(key, spec.lang, spec.labels) + body, width, face, measure
            ).split("\n")
    y = FOOT - 0.016
    for line in lines[:3]:
        _write(fig, LEFT, y, line, size, style.QUIET_TEXT, "top")
        y -= 0.0175
    approval = text("approval_number", spec.lang, spec.labels)
    _write(fig, LEFT, 0.012, spec.stamp, size - 0.6, style.QUIET_TEXT, "bottom")
    _write(fig, RIGHT, 0.012, approval, size, style.QUIET_TEXT, "bottom", ha="right")


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


def _strokes(strokes: Sequence[style.Stroke]) -> tuple[Artist, ...]:
    return tuple(
        Line2D(
            [], [], color=s.colour, linewidth=s.width, linestyle=s.dash,
            solid_capstyle="butt", dash_capstyle="butt",
        )
        for s in strokes
    )  # fmt: skip


def _symbol(symbol: style.Symbol, *, hollow: bool = False) -> Artist:
    return Line2D(
        [], [], linestyle="none", marker=symbol.marker, markersize=symbol.size,
        markerfacecolor="#ffffff" if hollow else symbol.colour,
        markeredgecolor=symbol.colour if hollow else style.EDGE,
        markeredgewidth=1.6 if hollow else 0.5,
    )  # fmt: skip
