"""Suggestions for mistyped names."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterable, Mapping

LONGEST = 200
"""Characters of the longest name that others are compared with; the time grows with its square."""


def suggest(name: object, known: Iterable[str], count: int = 3, cutoff: float = 0.6) -> str:
    """The nearest known names, joined by commas; empty where none is near.

    Examples
    --------
    >>> suggest("lenght_km", ["length_km", "tracks"])
    'length_km'
    """
    text = str(name)
    if len(text) > LONGEST:
        return ""
    return ", ".join(difflib.get_close_matches(text, list(known), n=count, cutoff=cutoff))


def suggest_each_once(name: object, spellings: Mapping[str, Hashable], count: int = 3) -> str:
    """The nearest spellings, of several that mean the same only the nearest one.

    Parameters
    ----------
    spellings
        What each of them means.

    Examples
    --------
    >>> suggest_each_once("nannin", {"nanning": 1, "nanning city": 1, "nandan": 2})
    'nanning, nandan'
    """
    text = str(name)
    if len(text) > LONGEST:
        return ""
    near = difflib.get_close_matches(text, list(spellings), n=max(1, len(spellings)))
    first = {spellings[key]: key for key in reversed(near)}
    return ", ".join([key for key in near if first[spellings[key]] == key][:count])
