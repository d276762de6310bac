"""The strokes and symbols of the house as symbols of QGIS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from corridors.drawing.style import EDGE, Stroke, Symbol

MARKERS = {"o": "circle", "s": "square", "d": "diamond", "D": "diamond", "p": "pentagon",
           "P": "cross_fill", "X": "cross2", "^": "triangle", "v": "triangle", "*": "star"}
"""Markers of the house by the shapes of QGIS."""
STROKED = frozenset({"cross2", "cross_fill"})
"""Shapes that are drawn by their outline in their own colour."""
EDGE_WIDTH, STROKE_WIDTH = 0.4, 1.2
"""Outline of a marker, and the stroke of one that is all outline, points."""


def colour(code: str, alpha: int = 255) -> str:
    """A colour as QGIS writes it.

    Examples
    --------
    >>> colour("#0072b2")
    '0,114,178,255'
    """
    return ",".join(str(int(code[i:i + 2], 16)) for i in (1, 3, 5)) + f",{alpha}"


def options(parent: ET.Element, values: Mapping[str, str]) -> None:
    """Properties of a symbol layer, for present and older versions of QGIS."""
    held = ET.SubElement(parent, "Option", type="Map")
    for name, value in values.items():
        ET.SubElement(held, "Option", name=name, type="QString", value=value)
    for name, value in values.items():
        ET.SubElement(parent, "prop", k=name, v=value)


def line_symbol(parent: ET.Element, name: str, strokes: Iterable[Stroke],
                scale: float = 1.0) -> None:
    """A line of one pass of the pen or more, drawn in their order.

    Parameters
    ----------
    scale
        Widths are multiplied by it.
    """
    symbol = _symbol(parent, name, "line")
    for stroke in strokes:
        layer = ET.SubElement(symbol, "layer", {"class": "SimpleLine", "enabled": "1",
                                                "locked": "0", "pass": "0"})
        width = stroke.width * scale
        dash = ";".join(f"{max(part * width, 0.1):g}" for part in stroke.dash[1])
        options(layer, {
            "capstyle": {"butt": "flat"}.get(stroke.cap, stroke.cap),
            "customdash": dash or "5;2", "customdash_unit": "Point", "joinstyle": "round",
            "line_color": colour(stroke.colour), "line_style": "solid",
            "line_width": f"{width:g}", "line_width_unit": "Point",
            "use_custom_dash": "1" if dash else "0"})


def point_symbol(parent: ET.Element, name: str, symbol: Symbol, scale: float = 1.0) -> None:
    """A marker with a thin outline."""
    held = _symbol(parent, name, "marker")
    layer = ET.SubElement(held, "layer", {"class": "SimpleMarker", "enabled": "1",
                                          "locked": "0", "pass": "0"})
    shape = MARKERS.get(symbol.marker, "circle")
    outline = EDGE if symbol.colour == "#ffffff" else "#ffffff"
    options(layer, {
        "angle": "180" if symbol.marker == "v" else "0", "color": colour(symbol.colour),
        "name": shape, "outline_style": "solid",
        "outline_color": colour(symbol.colour if shape in STROKED else outline),
        "outline_width": f"{STROKE_WIDTH if shape in STROKED else EDGE_WIDTH:g}",
        "outline_width_unit": "Point", "size": f"{symbol.size * scale:g}", "size_unit": "Point"})


def _symbol(parent: ET.Element, name: str, kind: str) -> ET.Element:
    return ET.SubElement(parent, "symbol", {"name": name, "type": kind, "alpha": "1",
                                            "clip_to_extent": "1", "force_rhr": "0"})
