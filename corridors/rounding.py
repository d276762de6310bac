"""Rounding for display, in one place, so that every output agrees; charts below the reports too."""

from __future__ import annotations

_DIGITS = {"h": 1, "CNY": 0, "kg": 1, "km": 0, "%": 1, "pairs": 0,
           "d0": 0, "d1": 1, "d2": 2, "d3": 3, "d4": 4}


def digits(value: float, unit: str) -> int:
    """Decimals with which a value of a unit is shown.

    Examples
    --------
    >>> digits(424.47, "h"), digits(4188.3, "CNY"), digits(41.26, "CNY")
    (1, 0, 1)
    """
    small = unit in ("CNY", "kg") and 0 < abs(value) < 100
    return _DIGITS.get(unit, 1) + small


def rounded(value: float | None, unit: str) -> float | None:
    """The number that :func:`show` prints, for spreadsheets and charts; no negative zero.

    Examples
    --------
    >>> rounded(424.47, "h"), rounded(-0.004, "h"), rounded(None, "h")
    (424.5, 0.0, None)
    """
    return None if value is None else round(value, digits(value, unit)) + 0.0


def show(value: float | None, unit: str, *, sign: bool = False) -> str:
    """A number for the screen or the page, rounded by its unit; '' where there is none.

    Examples
    --------
    >>> show(-12.345, "h", sign=True)
    '−12.3'
    >>> show(0.0, "h", sign=True)
    '0.0'
    """
    if value is None:
        return ""
    places = digits(value, unit)
    text = f"{abs(round(value, places)):,.{places}f}"
    zero = float(text.replace(",", "")) == 0
    if value < 0 and not zero:
        return f"−{text}"
    return f"+{text}" if sign and not zero else text
