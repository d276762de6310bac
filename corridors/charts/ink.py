"""Colour of a text by how dark the area below it looks."""

from __future__ import annotations

from matplotlib.colors import to_rgb

from corridors.drawing import style

DARK = 0.5
LIGHT_TEXT = "#ffffff"


def ink(face: str) -> str:
    """White on dark areas, black on light ones.

    Examples
    --------
    >>> ink("#0072b2"), ink("#f0e442")
    ('#ffffff', '#1a1a1a')
    """
    red, green, blue = to_rgb(face)
    return LIGHT_TEXT if 0.299 * red + 0.587 * green + 0.114 * blue < DARK else style.TEXT
