"""Axes of charts: limits, ticks and their texts."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from matplotlib.axis import Axis
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

STEPS = ((1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
         (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0))
NEAR_ZERO = 0.3
"""An axis begins at nought where the least value is below this share of the greatest."""


def tick(value: float) -> str:
    """A tick in words.

    Examples
    --------
    >>> tick(-1500.0), tick(0.5), tick(1e7)
    ('−1,500', '0.5', '10,000,000')
    """
    text = f"{abs(value):,.10g}"
    return f"−{text}" if value < 0 and text != "0" else text


def span(values: Sequence[float]) -> tuple[float, float]:
    """Limits of a linear axis, with nought where it is near.

    Examples
    --------
    >>> span([10.0, 100.0])
    (0.0, 106.0)
    >>> span([0.0, 0.0])
    (0.0, 1.0)
    """
    low, high = min(values, default=0.0), max(values, default=0.0)
    if low == high == 0.0:
        return 0.0, 1.0
    if 0 <= low < NEAR_ZERO * high:
        low = 0.0
    if NEAR_ZERO * low < high <= 0:
        high = 0.0
    room = 0.06 * ((high - low) or abs(high))
    return low - room * (low != 0.0), high + room * (high != 0.0)


def set_linear(axis: Axis, most: int, *, whole: bool = False) -> None:
    """Ticks of a linear axis, at most as many as said, and their texts."""
    axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=whole))
    axis.set_major_formatter(FuncFormatter(lambda value, _: tick(round(value, 9))))


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers between two positive ones, few enough.

    Examples
    --------
    >>> log_ticks(8.0, 450.0, 6)
    [10.0, 20.0, 50.0, 100.0, 200.0]
    >>> log_ticks(3900.0, 4500.0, 6)
    [4000.0]
    """
    best: list[float] = []
    for steps in ((1.0,), *STEPS):
        found = [step * 10.0 ** power for power in range(floor(log10(low)), ceil(log10(high)) + 1)
                 for step in steps if low <= step * 10.0 ** power <= high]
        if len(found) > most and best:
            return best if len(best) > 1 else found[::ceil(len(found) / most)]
        best = found
        if len(found) > most // 2:
            break
    return best[::ceil(len(best) / most)] if len(best) > most else best


def set_log(axis: Axis, low: float, high: float, most: int) -> None:
    """Ticks of a logarithmic axis and their texts."""
    axis.set_major_locator(FixedLocator(log_ticks(low, high, most)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))


def round_up(value: float) -> float:
    """The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not less.

    Examples
    --------
    >>> round_up(90.1), round_up(0.3), round_up(0.0)
    (100.0, 0.5, 1.0)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1.0, 2.0, 2.5, 5.0, 10.0)
                 if step * power >= value * (1 - 1e-12))
