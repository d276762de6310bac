"""A network on the ground of one mode, as the strategic network is held against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corridors.ground.load import load_ground
from corridors.ground.model import ball

Array = np.ndarray[Any, Any]
EMBEDDED = {"road": "roads", "rail": "rails"}
"""Modes that the data package holds a ground for."""
EMBEDDED_NAME = "scgraph-data 2.0.0"
EMBEDDED_SINCE, EMBEDDED_UNTIL = "2023-11-01", "2024-02-26"
"""The data were taken in between: winter by what is in them, and the date of the oldest files."""


@dataclass(frozen=True)
class Vintage:
    """When the data were taken, ``YYYY-MM-DD``; empty where that is unknown.

    What opened after ``until`` cannot be in them; what opened between ``since`` and ``until``
    need not.
    """

    since: str = ""
    until: str = ""


@dataclass(frozen=True, eq=False)
class Net:
    """Points and undirected edges of one mode.

    Attributes
    ----------
    points
        Longitude and latitude (n, 2), degrees WGS84.
    ends
        Rows of ``points`` (m, 2).
    km
        Length of each edge along its course (m,).
    lines
        Course of each edge (m,) as shapely lines from first to second end; None where only
        the ends are known.
    kinds
        Class of each edge (m,); None where the data have none.
    name, version
        What the data are, and their content hash.
    embedded
        The data of the package, on which the drawn courses were traced, too.
    """

    mode: str
    points: Array
    ends: Array
    km: Array
    name: str
    version: str
    vintage: Vintage = Vintage()
    lines: Array | None = None
    kinds: Array | None = None
    embedded: bool = False

    @cached_property
    def courses(self) -> Array:
        """A line for each edge (m,), straight where no course is known."""
        import shapely

        if self.lines is not None:
            return self.lines
        drawn: Array = shapely.linestrings(self.points[self.ends])
        return drawn

    @cached_property
    def component(self) -> Array:
        """Connected part of each point (n,); 0 is the one with most kilometres."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        size = len(self.points)
        joined = csr_array((np.ones(len(self.ends)), (self.ends[:, 0], self.ends[:, 1])),
                           shape=(size, size))
        count, label = connected_components(joined, directed=False)
        length = np.bincount(label[self.ends[:, 0]], weights=self.km, minlength=count)
        rank = np.empty(count, dtype=np.int64)
        rank[np.argsort(-length, kind="stable")] = np.arange(count)
        ranked: Array = rank[label]
        return ranked

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north, degrees."""
        low, high = self.points.min(axis=0), self.points.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def only(self, edges: Array) -> Net:
        """The same points with some of the edges, a mask (m,)."""
        return replace(self, ends=self.ends[edges], km=self.km[edges],
                       lines=None if self.lines is None else self.lines[edges],
                       kinds=None if self.kinds is None else self.kinds[edges])

    def inside(self, area: Any) -> Net:
        """The edges of which both ends lie in a shape of degrees."""
        import shapely

        shapely.prepare(area)
        within = shapely.contains_xy(area, self.points[:, 0], self.points[:, 1])
        return self.only(within[self.ends].all(axis=1))

    def covers(self, point: tuple[float, float], margin: float = 0.0) -> bool:
        """Whether a point lies in the box of the data, widened by some degrees."""
        west, south, east, north = self.bounds
        return bool(west - margin <= point[0] <= east + margin
                    and south - margin <= point[1] <= north + margin)


def embedded_net(mode: str, folder: Path | None = None) -> Net:
    """Roads or railways of the data package.

    Examples
    --------
    >>> embedded_net("rail").vintage.until
    '2024-02-26'
    """
    ground = load_ground(EMBEDDED[mode], folder)
    return Net(mode, ground.points, ground.ends, ground.km, EMBEDDED_NAME, ground.version,
               Vintage(EMBEDDED_SINCE, EMBEDDED_UNTIL), embedded=True)


def apart_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Straight distance of two points in degrees, km.

    Examples
    --------
    >>> round(apart_km((108.0, 22.0), (108.0, 23.0)), 1)
    111.2
    """
    at = ball(np.array([a, b], dtype=float))
    return float(np.sqrt(((at[1] - at[0]) ** 2).sum()))
