"""What a sweep varies: one factor each, with its least, likeliest and greatest value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Array = np.ndarray[Any, Any]
Kind = Literal["parameter", "assumption", "delay", "season"]
KINDS: tuple[Kind, ...] = ("parameter", "assumption", "delay", "season")
"""Parameters of the model, assumed values that projects bring, openings, low water."""
DISTRIBUTIONS = ("triangular", "uniform")
INSIDE = 1e-9
"""Quantiles stay this far from 0 and 1: at the ends of ranges some rules begin to hold."""
WHOLE = ("road.drivers",)
"""Parameters that are counts; drawn values are rounded."""
SEASON = "season:low_water"


@dataclass(frozen=True)
class Factor:
    """One unknown.

    Attributes
    ----------
    key
        Key of the parameter; ``project:column:row`` of an assumed value, ``delay:project``,
        ``season:low_water``.
    value
        What holds where nothing is drawn; for triangular draws the likeliest.
    low, high
        Least and greatest value, in ``unit``; of a season both ends are shares of draws.
    scales
        Of an assumed value, whether it multiplies what was there.
    project, table, column, rows
        Of an assumed value, where it stands; alike ones of a project are one unknown.
    """

    key: str
    kind: Kind
    value: float
    low: float
    high: float
    unit: str
    source_id: str = "assumption"
    confidence: str = "assumed"
    scales: bool = False
    project: str = ""
    table: str = ""
    column: str = ""
    rows: tuple[str, ...] = ()

    def at(self, u: Array, distribution: str) -> Array:
        """Values at some quantiles.

        Parameters
        ----------
        u
            Between 0 and 1.
        distribution
            ``triangular``, with the peak at ``value``, or ``uniform``; delays are uniform, and a
            season is 1 (low water) at quantiles beyond the share of the year without it.

        Examples
        --------
        >>> speed = Factor("speed.sea.ship", "parameter", 20.0, 10.0, 40.0, "km/h")
        >>> [round(float(v), 2) for v in speed.at(np.array([0.0, 1 / 3, 1.0]), "triangular")]
        [10.0, 20.0, 40.0]
        >>> [round(float(v), 6) for v in speed.at(np.array([0.0, 0.5, 1.0]), "uniform")]
        [10.0, 25.0, 40.0]
        """
        u = np.asarray(u, dtype=float)
        if self.kind == "season":
            return np.where(u >= 1.0 - self.high, 1.0, 0.0)
        u = np.clip(u, INSIDE, 1.0 - INSIDE)
        width = self.high - self.low
        if distribution == "uniform" or self.kind == "delay":
            drawn = self.low + u * width
        else:
            peak = (self.value - self.low) / width
            rising = self.low + np.sqrt(u * width * (self.value - self.low))
            falling = self.high - np.sqrt((1.0 - u) * width * (self.high - self.value))
            drawn = np.where(u < peak, rising, falling)
        return np.floor(drawn + 0.5) if self.key in WHOLE else drawn
