"""The briefing map on one A4 sheet: what a scenario builds, and who gains by it."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from corridors.drawing.output import save_png
from corridors.mapping.draw import draw_map
from corridors.mapping.model import MapContent, MapLink, MapMarker, MapPlace
from corridors.mapping.sheet import A4

__all__ = ["MapContent", "MapLink", "MapMarker", "MapPlace", "draw_change_map", "save_png"]


def draw_change_map(content: MapContent, data_dir: Path | str | None = None) -> Figure:
    """Draw a change map at A4 landscape; see :func:`corridors.mapping.draw.draw_map`."""
    return draw_map(content, A4, data_dir)
