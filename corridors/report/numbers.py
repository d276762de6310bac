"""Numbers of every output: as shown (:mod:`corridors.rounding`), and exact for files."""

from __future__ import annotations

from corridors.rounding import digits, rounded, show, size

__all__ = ["EXACT_DIGITS", "cell", "digits", "exact", "rounded", "show", "size"]

EXACT_DIGITS = 6


def exact(value: float | None) -> float | None:
    """A number for CSV and JSON: six decimals, no negative zero."""
    return None if value is None else round(value, EXACT_DIGITS) + 0.0


def cell(value: object) -> str:
    """A CSV cell: numbers with six decimals at most and without trailing zeros."""
    if isinstance(value, float):
        if value != value:
            return ""
        text = f"{value:.{EXACT_DIGITS}f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ";".join(str(item) for item in value)
    return str(value)
