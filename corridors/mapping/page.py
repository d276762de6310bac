"""The sheet being drawn on, and the axes on it."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from corridors.drawing.fonts import font
from corridors.drawing.labels import text
from corridors.mapping.areas import Ground
from corridors.mapping.boundaries import Atlas
from corridors.mapping.layers import Course, Spot, set_up
from corridors.mapping.model import MapContent
from corridors.mapping.projection import Albers, Frame
from corridors.mapping.sheet import Rect, Sheet


@dataclass(frozen=True, slots=True)
class Page:
    """A figure with its sheet, and what the map shows, projected.

    Attributes
    ----------
    courses, spots, ground
        Links, places and areas in metres.
    """

    fig: Figure
    sheet: Sheet
    content: MapContent
    albers: Albers
    atlas: Atlas
    courses: tuple[Course, ...]
    spots: tuple[Spot, ...]
    ground: Ground

    def face(self, kind: str, factor: float = 1.0) -> FontProperties:
        """Font of a kind of text on this sheet."""
        return font(self.sheet.pt(kind) * factor)

    def word(self, key: str) -> str:
        """Text of the map in its language."""
        return text(key, self.content.lang, self.content.labels)

    def x(self, inches: float) -> float:
        """Inches from the left as share of the width."""
        return inches / self.sheet.width_in

    def y(self, inches: float) -> float:
        """Inches from the foot as share of the height."""
        return inches / self.sheet.height_in


@dataclass(frozen=True, slots=True)
class View:
    """An axis with its frame in metres."""

    ax: Axes
    frame: Frame


def add_view(page: Page, box: Rect, frame: Frame, name: str) -> View:
    """Open an axis on the sheet; the frame must have the proportions of the box."""
    ax = page.fig.add_axes((page.x(box.left), page.y(box.bottom), page.x(box.width),
                            page.y(box.height)))
    set_up(ax, frame, name)
    return View(ax, frame)
