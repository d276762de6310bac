"""Headings of narrow columns: level, one character below the other, slanting or upright."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from corridors.charts.labelled import FLOOR_PT
from corridors.charts.sheet import LEADING, PT, Sheet

_CHINESE = re.compile(r"[一-鿿]{1,5}")
LEVEL_LINES = 4
LEVEL_SHARE = 0.85
"""Down to this share of the ordinary size, level headings are preferred to turned ones."""
SLANT = 45.0
TALLEST = 0.45
"""Of the picture's height, that headings may take."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Headings as they will stand.

    Attributes
    ----------
    pitch
        Width of a column, inches.
    height
        What they take above the columns, inches.
    """

    texts: tuple[str, ...]
    pt: float
    rotation: float
    pitch: float
    height: float

    def write(self, sheet: Sheet, x: float, y: float, text: str) -> None:
        """Write one above the middle of its column."""
        lift = 0.35 * self.pt * PT
        if self.rotation == 0:
            sheet.put(x, y + lift, text, self.pt, ha="center", va="bottom")
        elif self.rotation == SLANT:
            sheet.put(x, y + lift, text, self.pt, ha="left", va="center", rotation=SLANT)
        else:
            sheet.put(x, y + lift, text, self.pt, ha="left", va="center",
                      rotation=self.rotation)


def fit_headings(sheet: Sheet, names: Sequence[str], width: float, widest: float) -> Headings:
    """Choose how headings stand, the most legible way that fits.

    Parameters
    ----------
    width
        Of all columns together, inches.
    widest
        A column is not wider, inches.

    Raises
    ------
    ValueError
        There are more columns, or longer names, than are legible at this size.
    """
    pitch = min(width / len(names), widest)
    for pt in sheet.sizes(LEVEL_SHARE * sheet.pt / sheet.scale):
        if (level := _level(sheet, names, pitch, pt)) is not None:
            return level
    for pt in sheet.sizes(FLOOR_PT):
        for found in (_level(sheet, names, pitch, pt), _stacked(sheet, names, pitch, pt),
                      _slanting(sheet, names, width, widest, pt),
                      _upright(sheet, names, pitch, pt)):
            if found is not None and found.height <= TALLEST * sheet.height:
                return found
    raise ValueError(f"{len(names)} columns are too many for a picture of {sheet.width:g} by "
                     f"{sheet.height:g} in: a column is {pitch:.2f} in wide")


def _level(sheet: Sheet, names: Sequence[str], pitch: float, pt: float) -> Headings | None:
    room = pitch - 0.5 * pt * PT
    texts = tuple(sheet.wrap(name, room, pt) for name in names)
    if any(text.count("\n") > name.count(" ") or sheet.wide(text, pt) > room
           or text.count("\n") >= LEVEL_LINES for name, text in zip(names, texts, strict=True)):
        return None
    return Headings(texts, pt, 0.0, pitch, _height(sheet, texts, pt))


def _stacked(sheet: Sheet, names: Sequence[str], pitch: float, pt: float) -> Headings | None:
    if not all(_CHINESE.fullmatch(name) for name in names) or 1.15 * pt * PT > pitch:
        return None
    texts = tuple("\n".join(name) for name in names)
    return Headings(texts, pt, 0.0, pitch, _height(sheet, texts, pt))


def _height(sheet: Sheet, texts: Sequence[str], pt: float) -> float:
    return max(sheet.high(text, pt) for text in texts) + 0.6 * pt * PT


def _slanting(sheet: Sheet, names: Sequence[str], width: float, widest: float,
              pt: float) -> Headings | None:
    """At an angle; the last ones reach beyond their column, for which all become narrower."""
    across = cos(SLANT * pi / 180)
    reach = [sheet.wide(name, pt) * across + 0.6 * pt * PT for name in names]
    pitch = min(widest, *((width - far) / (i + 0.5) for i, far in enumerate(reach)))
    if pitch * sin(SLANT * pi / 180) < LEADING * pt * PT:
        return None
    high = max(sheet.wide(name, pt) for name in names) * across + 1.3 * pt * PT
    return Headings(tuple(names), pt, SLANT, pitch, high)


def _upright(sheet: Sheet, names: Sequence[str], pitch: float, pt: float) -> Headings | None:
    if LEADING * pt * PT > pitch:
        return None
    lines = int(pitch / (LEADING * pt * PT))
    texts = tuple(names)
    if lines > 1 and max(sheet.wide(name, pt) for name in names) > 0.25 * sheet.height:
        texts = tuple(sheet.wrap(name, 0.25 * sheet.height, pt) for name in names)
        if any(text.count("\n") >= lines for text in texts):
            texts = tuple(names)
    high = max(sheet.wide(text, pt) for text in texts) + 0.8 * pt * PT
    return Headings(texts, pt, 90.0, pitch, high)
