"""Spots beside the network on the ground: every edge that they may be joined to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.ground.model import ball
from corridors.osm.net import Net

Array = np.ndarray[Any, Any]
DEGREE_KM = 111.2
MIDDLE = 27.0
"""Latitude for which edges are searched; distances are measured on the ball afterwards."""


@dataclass(frozen=True)
class Snaps:
    """Ways from spots to edges; rows of the arrays are such ways (k,).

    Attributes
    ----------
    spot, edge
        Row of the spots, and of the edges.
    share
        How far along the edge its nearest point is, from 0 to 1.
    km
        Straight distance to that point.
    at
        That point, degrees (k, 2).
    """

    spot: Array
    edge: Array
    share: Array
    km: Array
    at: Array

    def nearest(self, spots: int) -> Array:
        """Row of the nearest edge of each spot, -1 where there is none (spots,)."""
        best = np.full(spots, -1)
        order = np.lexsort((self.edge, self.km))[::-1]
        best[self.spot[order]] = order
        return best


def snaps(net: Net, spots: Sequence[tuple[float, float]], within_km: float) -> Snaps:
    """Every edge within some km of each spot.

    Parameters
    ----------
    spots
        Degrees WGS84.
    """
    import shapely

    scale = np.array([np.cos(np.radians(MIDDLE)), 1.0])
    wanted = np.array(list(spots), dtype=float).reshape(-1, 2)
    flat = shapely.transform(net.courses, lambda at: at * scale)
    points = shapely.points(wanted * scale)
    # A tenth more than asked: away from the middle latitude the plane is a little off.
    spot, edge = shapely.STRtree(flat).query(
        points, predicate="dwithin", distance=1.1 * within_km / DEGREE_KM)
    share = shapely.line_locate_point(flat[edge], points[spot], normalized=True)
    share = np.nan_to_num(share)
    at = shapely.get_coordinates(
        shapely.line_interpolate_point(flat[edge], share, normalized=True)) / scale
    km = np.sqrt(((ball(at) - ball(wanted[spot])) ** 2).sum(axis=1))
    kept = np.flatnonzero(km <= within_km)
    order = kept[np.lexsort((edge[kept], spot[kept]))]
    return Snaps(spot[order], edge[order], share[order], km[order], at[order])
