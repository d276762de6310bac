"""Rounding for display, in one place, so that every output agrees; charts below the reports too.

Numbers that stand side by side carry the same decimals: whoever shows a base, what comes after it
and their difference gives each the size of the larger of the two levels as `like`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = {"h": 1, "CNY": 0, "kg": 1, "km": 0, "km2": -2, "%": 1, "pairs": 0,
           "d0": 0, "d1": 1, "d2": 2, "d3": 3, "d4": 4}
_FINER = ("CNY", "kg")
"""Units with one decimal more where the size is small."""
_SMALL = 100.0
_WHOLE = 1e15
"""From here on a float holds no decimals to round."""
_STEPS = {places: Decimal(1).scaleb(-places) for places in range(-2, 8)}


def digits(value: float, unit: str, like: float | None = None) -> int:
    """Decimals with which a value of a unit is shown; hundreds where -2.

    Parameters
    ----------
    like
        Size that decides in place of the value: of a comparison that of its larger level, see
        :func:`size`. A size that only rounds to 100 counts as 100, so that a number that is
        rounded already gets the decimals that it had.

    Examples
    --------
    >>> digits(424.47, "h"), digits(4188.3, "CNY"), digits(41.26, "CNY")
    (1, 0, 1)
    >>> digits(-55.3, "CNY", 4243.2), digits(99.5, "kg", 105.2), digits(99.97, "CNY")
    (0, 1, 0)
    """
    places = _DIGITS.get(unit, 1)
    if unit not in _FINER:
        return places
    given = abs(value if like is None else like)
    return places + (0 < given < _SMALL and 0 < _half_up(given, places + 1) < _SMALL)


def rounded(value: float | None, unit: str, like: float | None = None) -> float | None:
    """The number that :func:`show` prints, for spreadsheets and charts; no negative zero.

    Halves go away from nought, also where the computer holds them a hair below.

    Examples
    --------
    >>> rounded(424.47, "h"), rounded(-0.004, "h"), rounded(None, "h")
    (424.5, 0.0, None)
    >>> rounded(-0.15, "h"), rounded(-0.1499999999999, "h"), rounded(0.25, "h")
    (-0.2, -0.2, 0.3)
    >>> rounded(-77.87, "kg", 742.5)
    -77.9
    """
    return None if value is None else _half_up(value, digits(value, unit, like))


def show(value: float | None, unit: str, *, sign: bool = False, like: float | None = None) -> str:
    """A number for the screen or the page, rounded by its unit; '' where there is none.

    Examples
    --------
    >>> show(-12.345, "h", sign=True)
    '−12.3'
    >>> show(0.0, "h", sign=True)
    '0.0'
    >>> [show(v, "CNY", sign=v < 0, like=4243.2) for v in (4243.2, 4187.9, -55.3)]
    ['4,243', '4,188', '−55']
    """
    if value is None:
        return ""
    places = digits(value, unit, like)
    shown = _half_up(value, places)
    text = f"{abs(shown):,.{max(places, 0)}f}"
    if shown < 0:
        return f"−{text}"
    return f"+{text}" if sign and shown else text


def size(*values: float | None) -> float | None:
    """The largest absolute value; None where there is no value.

    Examples
    --------
    >>> size(99.5, 105.2), size(None, -3.0), size(None)
    (105.2, 3.0, None)
    """
    return max((abs(value) for value in values if value is not None), default=None)


def _half_up(value: float, places: int) -> float:
    """A number with so many decimals; what lies beyond its ninth decimal is noise."""
    if not abs(value) < _WHOLE:
        return value
    return float(Decimal(f"{value:.9f}").quantize(_STEPS[places], ROUND_HALF_UP)) + 0.0
