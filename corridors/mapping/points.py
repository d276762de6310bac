"""Point symbols of a map axis: places and structures. No text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes

from corridors.drawing import style
from corridors.mapping.layers import EDGE_SHARE, Z_PLACE, Spot
from corridors.mapping.model import MapMarker, MapPlace
from corridors.mapping.page import Page, View
from corridors.mapping.projection import Array, Frame


def symbol_of(place: MapPlace) -> style.Symbol:
    """Shape and colour by outcome; size by role."""
    if place.role == "context":
        return style.CONTEXT
    if place.role in style.ROLES and place.outcome is None:
        return style.ROLES[place.role]
    return style.OUTCOMES[place.outcome] if place.outcome else style.NOT_COMPARED


def named_symbol(marker: MapMarker) -> style.Symbol:
    """Symbol of a structure that is named, larger than that of others."""
    if marker.kind == "lock":
        return style.LOCK
    small = style.MARKERS[marker.kind]
    return style.Symbol(small.marker, small.colour, small.size * 1.35)


def draw_symbol(ax: Axes, x: float, y: float, place: MapPlace, ink: float = 1.0) -> None:
    """Draw one place; origins are filled, destinations hollow."""
    symbol = symbol_of(place)
    hollow = place.role == "destination"
    (artist,) = ax.plot(
        [x],
        [y],
        linestyle="none",
        marker=symbol.marker,
        markersize=symbol.size * ink,
        markerfacecolor="#ffffff" if hollow else symbol.colour,
        markeredgecolor=symbol.colour if hollow else style.EDGE,
        markeredgewidth=(1.9 if hollow else 0.6) * ink,
        zorder=Z_PLACE + (0 if place.role == "context" else 1),
    )
    artist.set_gid(f"place:{place.id}")


def draw_places(page: Page, view: View, spots: Iterable[Spot]) -> None:
    """Draw the places that lie in the frame."""
    for spot in spots:
        if inside(spot, view.frame):
            draw_symbol(view.ax, spot.x, spot.y, spot.place, page.sheet.ink)


def inside(spot: Spot, frame: Frame) -> bool:
    """Whether a place lies in a frame, far enough from its edge to be drawn whole."""
    rim = EDGE_SHARE * frame.width
    return (
        frame.west + rim <= spot.x <= frame.east - rim
        and frame.south + rim <= spot.y <= frame.north - rim
    )


def markers_in(page: Page, frame: Frame) -> list[tuple[MapMarker, float, float]]:
    """Structures in a frame with their position in metres, ordered by kind, name and place."""
    ordered = sorted(page.content.markers, key=lambda m: (m.kind, m.name, m.lon, m.lat))
    if not ordered:
        return []
    at = page.albers.project([(marker.lon, marker.lat) for marker in ordered])
    kept = frame.contains(at)
    return [(marker, float(x), float(y))
            for marker, (x, y), keep in zip(ordered, at, kept, strict=True) if keep]


def draw_markers(
    page: Page, view: View, markers: Sequence[tuple[MapMarker, float, float]]
) -> None:
    """Draw structures as small symbols, those that are named larger and on top."""
    for kind, symbol in style.MARKERS.items():
        at = np.array([(x, y) for m, x, y in markers if m.kind == kind and not m.named])
        if len(at):
            _draw(view.ax, at, symbol, page.sheet.ink, f"markers:{kind}",
                  Z_PLACE + (-0.5 if kind in ("airport", "lock") else 1.5))
    for marker, x, y in markers:
        if marker.named:
            _draw(view.ax, np.array([(x, y)]), named_symbol(marker), page.sheet.ink,
                  f"{marker.kind}:{marker.name}", Z_PLACE + 2)


def _draw(
    ax: Axes, at: Array, symbol: style.Symbol, ink: float, gid: str, zorder: float
) -> None:
    pale = symbol.colour == "#ffffff"
    ax.plot(
        at[:, 0], at[:, 1], linestyle="none", marker=symbol.marker, markersize=symbol.size * ink,
        markerfacecolor=symbol.colour, markeredgecolor=style.EDGE if pale else "#ffffff",
        markeredgewidth=0.9 if pale else 0.6, zorder=zorder, gid=gid,
    )  # fmt: skip
