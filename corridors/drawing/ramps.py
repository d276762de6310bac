"""Colours of classes: even steps of lightness, so that grey print keeps their order.

Made in CIE LCh: one hue from light to dark, or two hues (green for the low end, purple for the
high end, as for gains and losses of places) whose lightness falls alike from the middle. Green and
purple stay apart for eyes that confuse red and green; in grey print the two ends would look alike,
so that the classes above the middle are hatched.
"""

from __future__ import annotations

import math

#: Lightness of the first and the last colour of a ramp, and of the middle of a diverging one.
LIGHT, DARK, MIDDLE = 93.0, 32.0, 94.0
#: Lightness of the last colour below a network.
PALE = 62.0
#: The same where the darkest colour fills little: what is newly reached first.
SPARE = 46.0
BLUE, GREEN, PURPLE = 256.0, 166.0, 322.0
CHROMA = {BLUE: 38.0, GREEN: 40.0, PURPLE: 46.0}
NO_DATA = "#efefec"
HATCH = "#8a8a86"


def sequential(count: int, dark: float = DARK) -> tuple[str, ...]:
    """Blues from light to dark.

    Parameters
    ----------
    dark
        Lightness of the last, 0 to 100; higher where lines are to be read over the colours.

    Examples
    --------
    >>> len(sequential(5)), sequential(1)[0].startswith("#")
    (5, True)
    """
    if count == 1:
        return (_colour(LIGHT - (LIGHT - dark) / 2, BLUE, 1.0),)
    return tuple(
        _colour(LIGHT + (dark - LIGHT) * n / (count - 1), BLUE, n / (count - 1))
        for n in range(count)
    )


def diverging(count: int) -> tuple[str, ...]:
    """Greens over a light middle to purples; an even number of classes has no middle one.

    Examples
    --------
    >>> len(set(diverging(6)))
    6
    """
    middle, reach = (count - 1) / 2, max((count - 1) / 2, 0.5)
    colours = []
    for n in range(count):
        share = abs(n - middle) / reach
        hue = GREEN if n < middle else PURPLE
        colours.append(_colour(MIDDLE + (DARK + 6.0 - MIDDLE) * share, hue, share))
    return tuple(colours)


def hatched(count: int) -> tuple[bool, ...]:
    """Which classes of a diverging ramp are hatched: those above the middle."""
    return tuple(n > (count - 1) / 2 for n in range(count))


def _colour(lightness: float, hue: float, share: float) -> str:
    """Hexadecimal colour of a lightness and hue; chroma is greatest between the ends."""
    faint = 9.0 if hue == BLUE else 3.0
    chroma = CHROMA[hue] * math.sin(math.pi * (0.12 + 0.62 * share)) if share > 0 else faint
    a, b = (chroma * turn(math.radians(hue)) for turn in (math.cos, math.sin))
    y = (lightness + 16) / 116
    xyz = [white * _cube(t) for white, t in zip(
        (0.95047, 1.0, 1.08883), (y + a / 500, y, y - b / 200), strict=True)]
    rows = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))
    linear = [sum(m * v for m, v in zip(row, xyz, strict=True)) for row in rows]
    return "#" + "".join(f"{round(255 * _gamma(min(1.0, max(0.0, v)))):02x}" for v in linear)


def _cube(t: float) -> float:
    return t**3 if t > 6 / 29 else 3 * (6 / 29) ** 2 * (t - 4 / 29)


def _gamma(v: float) -> float:
    return 12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055
