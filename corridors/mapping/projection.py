"""Albers equal-area projection for China and the frames of the maps.

Degrees are WGS84; projected coordinates are metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

from corridors.mapping.model import Extent, Point

#: Standard parallels 25 and 47 N, central meridian 105 E, as in Chinese national maps.
ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84 +units=m +no_defs"
#: The part of the world that a fitted map may show; what lies beyond is named at the frame.
CORRIDOR_BOX: Extent = (97.0, 18.0, 123.0, 33.0)
#: Points that a map must show to be a map of the whole of China, its southern islands apart.
CHINA_TIPS: tuple[Point, ...] = ((73.6, 39.4), (123.3, 53.4), (135.0, 48.3), (109.5, 18.3))
#: What a map of the whole of China is fitted to; the southern point makes room for the inset
#: with the southern islands below Taiwan.
CHINA_HULL: tuple[Point, ...] = (
    *CHINA_TIPS, (87.0, 49.3), (131.2, 42.8), (122.2, 24.8), (97.4, 23.8), (78.5, 30.5),
    (110.0, 9.0),
)  # fmt: skip
LEAST_SPAN_M = 60_000.0

Array = npt.NDArray[np.float64]


class Albers:
    """Degrees to metres and back."""

    def __init__(self) -> None:
        self._transformer = Transformer.from_crs("EPSG:4326", ALBERS, always_xy=True)

    def project(self, degrees: npt.ArrayLike) -> Array:
        """Longitudes and latitudes (n, 2) to metres (n, 2)."""
        points = np.asarray(degrees, dtype=float).reshape(-1, 2)
        x, y = self._transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack([x, y])

    def unproject(self, metres: npt.ArrayLike) -> Array:
        """Metres (n, 2) to longitudes and latitudes (n, 2)."""
        points = np.asarray(metres, dtype=float).reshape(-1, 2)
        x, y = self._transformer.transform(points[:, 0], points[:, 1], direction="INVERSE")
        return np.column_stack([x, y])


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the map in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """Width in metres."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Height in metres."""
        return self.north - self.south

    @property
    def diagonal(self) -> float:
        """Length of the diagonal in metres."""
        return float(np.hypot(self.width, self.height))

    def contains(self, points: Array) -> npt.NDArray[np.bool_]:
        """Which of the points (n, 2) in metres lie inside, as (n,) booleans."""
        inside: npt.NDArray[np.bool_] = (
            (points[:, 0] >= self.west)
            & (points[:, 0] <= self.east)
            & (points[:, 1] >= self.south)
            & (points[:, 1] <= self.north)
        )
        return inside

    def fitted(self, aspect: float, margin: float) -> Frame:
        """Add a margin (share of the larger side) and widen to width/height `aspect`."""
        pad = margin * max(self.width, self.height)
        width = max(self.width + 2 * pad, LEAST_SPAN_M)
        height = max(self.height + 2 * pad, LEAST_SPAN_M)
        width, height = max(width, height * aspect), max(height, width / aspect)
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        return Frame(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def outline(self, steps: int = 12) -> Array:
        """Points along the edge, (4 * steps, 2) metres."""
        t = np.linspace(0.0, 1.0, steps, endpoint=False)
        x, y = self.west + t * self.width, self.south + t * self.height
        right, top = np.full(steps, self.east), np.full(steps, self.north)
        left, bottom = np.full(steps, self.west), np.full(steps, self.south)
        return np.column_stack([
            np.concatenate([x, right, x[::-1], left]),
            np.concatenate([bottom, y, top, y[::-1]]),
        ])


def around(points: Array) -> Frame:
    """Find the smallest frame around points (n, 2) in metres."""
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return Frame(float(west), float(south), float(east), float(north))


def clip_to_corridor(points: Sequence[Point]) -> list[Point]:
    """Keep the points inside the corridor box; all of them where none is."""
    west, south, east, north = CORRIDOR_BOX
    kept = [p for p in points if west <= p[0] <= east and south <= p[1] <= north]
    return kept or list(points)


def extent_outline(extent: Extent, steps: int = 20) -> Array:
    """Points along the edge of a box in degrees, (4 * steps, 2); its edges curve on the map."""
    return Frame(*extent).outline(steps)


def extent_frame(albers: Albers, extent: Extent) -> Frame:
    """Frame a box in degrees; one that holds the whole of China is fitted to China."""
    west, south, east, north = extent
    if all(west <= x <= east and south <= y <= north for x, y in CHINA_TIPS):
        return around(albers.project(CHINA_HULL))
    return around(albers.project(extent_outline(extent)))


def degrees_box(albers: Albers, frame: Frame) -> Extent:
    """West, south, east, north in degrees that hold the whole frame."""
    edge = albers.unproject(frame.outline())
    west, south = edge.min(axis=0)
    east, north = edge.max(axis=0)
    return float(west), float(south), float(east), float(north)


def shows_whole_china(albers: Albers, frame: Frame) -> bool:
    """Whether the frame shows the whole of China, so that the southern islands must appear."""
    return bool(frame.contains(albers.project(CHINA_TIPS)).all())
