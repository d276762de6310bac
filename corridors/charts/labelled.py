"""Names of rows in a column of their own: how they break and how small they get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corridors.charts.sheet import LEADING, PT, Sheet

FLOOR_PT = 5.5
"""The least text on a Word page."""
SHARES = (0.30, 0.38, 0.46)
"""Of the picture's width, that the names may take; the first that serves."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names broken into lines, the size they fit at, and the width that they take, inches."""

    texts: tuple[str, ...]
    pt: float
    width: float


def fit_names(sheet: Sheet, names: Sequence[str], row_in: float, what: str) -> Names:
    """Break and shrink names until each fits its row.

    Parameters
    ----------
    row_in
        Height of a row, inches.
    what
        What the rows are called in the error.

    Raises
    ------
    ValueError
        There are more rows, or longer names, than are legible at this size.
    """
    for pt in sheet.sizes(FLOOR_PT):
        for share in SHARES if (LEADING * pt + 0.5) * PT <= row_in else ():
            room = share * sheet.width
            texts = tuple(sheet.wrap(name, room, pt) for name in names)
            width = max((sheet.wide(text, pt) for text in texts), default=0.0)
            lines = max((text.count("\n") + 1 for text in texts), default=1)
            if width <= room + 1e-6 and (lines * LEADING * pt + 0.5) * PT <= row_in:
                return Names(texts, pt, width)
    raise ValueError(f"{len(names)} {what} are too many for a picture of {sheet.width:g} by "
                     f"{sheet.height:g} in: a row is {row_in:.2f} in high")
