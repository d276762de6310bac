"""How far points lie from the roads on the ground."""

from __future__ import annotations

import numpy as np

from corridors.ground.model import Array, Ground, ball

LEAST_COMPONENT = 100
"""Roads that hang together in fewer points than this lead nowhere, where others have more."""
MARGIN = 0.3
"""Degrees around a point within which its nearest road is looked for first, about 30 km."""
SURE_KM = 25.0
"""What is nearer than this lies within the margin."""


def carrying(ground: Ground) -> Array:
    """Rows of the edges that belong to a part large enough to lead somewhere."""
    counts = np.bincount(ground.component)
    big = counts >= min(LEAST_COMPONENT, int(counts.max()))
    return np.flatnonzero(big[ground.component[ground.ends[:, 0]]])


def beside(starts: Array, ends: Array, at: Array) -> tuple[Array, Array]:
    """Where straight lines pass points, as a share of their length, and how far off, km.

    Parameters
    ----------
    starts, ends, at
        Positions on the ball (n, 3), see :func:`~corridors.ground.model.ball`.
    """
    along = ends - starts
    part = ((at - starts) * along).sum(axis=1) / np.maximum((along * along).sum(axis=1), 1e-12)
    part = np.clip(part, 0.0, 1.0)
    away: Array = np.sqrt(((starts + along * part[:, None] - at) ** 2).sum(axis=1))
    return part, away


def away_km(ground: Ground, points: Array) -> Array:
    """Straight distance of points (n, 2) to the nearest road, km (n,); loads no library for it.

    Examples
    --------
    >>> from corridors.ground.load import load_ground
    >>> away_km(load_ground(), np.array([[108.32, 22.82], [112.0, 19.0]])).round().tolist()
    [0.0, 126.0]
    """
    rows = carrying(ground)
    ends = ground.points[ground.ends[rows]]
    low, high = ends.min(axis=1), ends.max(axis=1)
    a, b = ball(ends[:, 0]), ball(ends[:, 1])
    out = np.empty(len(points))
    for i, (point, at) in enumerate(zip(points, ball(points), strict=True)):
        near = ((low <= point + MARGIN) & (high >= point - MARGIN)).all(axis=1)
        km = beside(a[near], b[near], at)[1].min(initial=np.inf)
        out[i] = km if km < SURE_KM else beside(a, b, at)[1].min()
    return out
