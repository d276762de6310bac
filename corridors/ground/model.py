"""Roads or railways on the ground: points and the edges between them, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
EARTH_KM = 6371.0


@dataclass(frozen=True, eq=False)
class Ground:
    """A physical network without classes, see ``data/ground/README.md``.

    Attributes
    ----------
    kind
        ``roads`` or ``rails``.
    points
        Longitude and latitude (n, 2), degrees WGS84.
    ends
        Rows of ``points`` (m, 2); every edge once, passable both ways.
    km
        Length of each edge along its course (m,).
    component
        Connected part of each point (n,); 0 is the largest.
    version
        Content hash, 12 hexadecimal digits.
    """

    kind: str
    points: Array
    ends: Array
    km: Array
    component: Array
    version: str

    @cached_property
    def xyz(self) -> Array:
        """Points on the ball (n, 3), km from its centre."""
        return ball(self.points)


def ball(points: Array) -> Array:
    """Degrees (n, 2) as positions (n, 3) in km, so that straight distances can be measured."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    placed: Array = EARTH_KM * np.column_stack(
        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    return placed
