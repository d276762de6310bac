"""Texts of the classes of areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corridors.messages import say


def class_labels(breaks: Sequence[float], lang: str, *, percent: bool = False) -> Iterator[str]:
    """One text a class: below the first break, between two, from the last on.

    Examples
    --------
    >>> list(class_labels((-0.5, 1.0), "en")), list(class_labels((0.2,), "en", percent=True))
    (['< −0.5', '−0.5 – 1', '≥ 1'], ['< 20%', '≥ 20%'])
    """
    def number(value: float) -> str:
        return (f"{value * 100:g}%" if percent else f"{value:g}").replace("-", "−")

    yield say("drawn.below", lang, high=number(breaks[0]))
    for low, high in pairwise(breaks):
        yield say("drawn.between", lang, low=number(low), high=number(high))
    yield say("drawn.above", lang, low=number(breaks[-1]))


def bound_labels(bounds: Sequence[float], lang: str) -> Iterator[str]:
    """One text a band within rising bounds.

    Examples
    --------
    >>> list(bound_labels((1.0, 2.5), "en"))
    ['≤ 1', '1 – 2.5']
    """
    yield say("drawn.within", lang, high=f"{bounds[0]:g}")
    for low, high in pairwise(bounds):
        yield say("drawn.between", lang, low=f"{low:g}", high=f"{high:g}")
