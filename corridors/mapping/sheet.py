"""Sheets: how large a map is, and where title, map, panel and foot stand on it. Inches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corridors.drawing import style

#: Text is never smaller, points.
LEAST_PT = 6.5


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on the sheet in inches, from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.bottom + self.height


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, a slide, or a picture inside a document.

    Attributes
    ----------
    width_in, height_in
        Size in inches.
    margin_in
        Free edge on all sides.
    title_in, foot_in
        Heights of the strips with title and subtitle, and with sources and stamp; margins count
        with them. A sheet without a title has no stamp either; its foot takes what it needs.
    panel
        Findings, legend and close-up stand beside the map or below it.
    panel_in
        Width of a panel beside, height of a panel below; 0 takes what the legend needs.
    text, ink
        Factors on the sizes of texts, and on strokes and symbols.
    title_pt
        Size of the title.
    """

    width_in: float
    height_in: float
    margin_in: float = 0.33
    title_in: float = 0.90
    foot_in: float = 0.70
    panel: Literal["beside", "below"] = "beside"
    panel_in: float = 3.0
    gap_in: float = 0.2
    text: float = 1.0
    ink: float = 1.0
    title_pt: float = 18.0

    @property
    def titled(self) -> bool:
        """Whether the sheet has title and stamp; a picture in a document has not."""
        return self.title_in > 0

    @property
    def left(self) -> float:
        """Left end of what is printed."""
        return self.margin_in

    @property
    def right(self) -> float:
        """Right end of what is printed."""
        return self.width_in - self.margin_in

    @property
    def body_top(self) -> float:
        """Upper edge of map and panel."""
        return self.height_in - (self.title_in if self.titled else self.margin_in)

    def pt(self, kind: str) -> float:
        """Size of a kind of text in points."""
        if kind == "title":
            return self.title_pt
        return max(LEAST_PT, style.SIZES[kind] * self.text)

    def map_box(self, panel_in: float | None = None) -> Rect:
        """Where the map stands when the panel takes so many inches (default: `panel_in`)."""
        taken = self.panel_in if panel_in is None else panel_in
        taken += self.gap_in if taken else 0.0
        width, height = self.right - self.left, self.body_top - self.foot_in
        if self.panel == "beside":
            return Rect(self.left, self.foot_in, width - taken, height)
        return Rect(self.left, self.foot_in + taken, width, height - taken)

    def panel_box(self, panel_in: float | None = None) -> Rect:
        """Where the panel stands when it takes so many inches (default: `panel_in`)."""
        taken = self.panel_in if panel_in is None else panel_in
        if self.panel == "beside":
            return Rect(self.right - taken, self.foot_in, taken, self.body_top - self.foot_in)
        return Rect(self.left, self.foot_in, self.right - self.left, taken)


A4 = Sheet(11.69, 8.27)
A4_PORTRAIT = Sheet(8.27, 11.69, margin_in=0.36, panel="below", panel_in=3.3, title_pt=16.0)
A3 = Sheet(16.54, 11.69, panel_in=4.27, title_pt=22.0)
SLIDE = Sheet(13.333, 7.5, title_in=1.0, foot_in=0.78, panel_in=4.7, text=1.18, ink=1.15,
              title_pt=24.0)
#: Sheets by the name that a map specification gives them.
SHEETS: dict[str, Sheet] = {"a4": A4, "a4_portrait": A4_PORTRAIT, "a3": A3, "slide": SLIDE}
#: A picture wider than this against its height has its legend beside the map.
WIDE = 1.75


def figure_sheet(width_in: float, height_in: float) -> Sheet:
    """Sheet of a picture inside a page or slide: no title and no stamp, the legend close by.

    Texts have their true size, so the picture must not be scaled afterwards.

    Raises
    ------
    ValueError
        The picture is smaller than 3 x 2.4 inches: no legend can be read on it.

    Examples
    --------
    >>> figure_sheet(6.3, 4.6).panel, figure_sheet(12.0, 5.2).panel
    ('below', 'beside')
    >>> figure_sheet(6.3, 4.6).pt("footer")
    6.5
    """
    if width_in < 3.0 or height_in < 2.4:
        raise ValueError("a map needs at least 3 x 2.4 inches")
    scale = min(1.25, max(0.86, min(width_in / 8.0, height_in / 4.2)))
    return Sheet(
        width_in, height_in, margin_in=0.06, title_in=0.0, foot_in=0.0,
        panel="beside" if width_in / height_in > WIDE else "below", panel_in=0.0, gap_in=0.1,
        text=scale, ink=min(1.15, max(0.8, scale)))
