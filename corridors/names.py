"""Suggestions for mistyped names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def suggest(name: object, known: Iterable[str], count: int = 3, cutoff: float = 0.6) -> str:
    """The nearest known names, joined by commas; empty where none is near.

    Examples
    --------
    >>> suggest("lenght_km", ["length_km", "tracks"])
    'length_km'
    """
    return ", ".join(difflib.get_close_matches(str(name), list(known), n=count, cutoff=cutoff))
