"""Well-known binary of points and lines, read without trust.

Only points, lines and collections of one of them are read, by hand: a general reader follows
collections in collections as deep as a stranger nests them.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

Point = tuple[float, float]

POINT, LINE, MANY_POINTS, MANY_LINES = 1, 2, 4, 5
NAMES = {1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString",
         6: "MultiPolygon", 7: "GeometryCollection"}
WITH_SRID, WITH_M, WITH_Z = 0x20000000, 0x40000000, 0x80000000
"""Flags of the dialect that PostGIS and GEOS write."""


class WkbError(ValueError):
    """Bytes that are no geometry, or none of points or lines.

    Attributes
    ----------
    found
        Name of the kind of geometry; empty where the bytes are none.
    """

    def __init__(self, found: str = "") -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True)
class Drawn:
    """A geometry: points, or lines of points; heights and measures are left out.

    Attributes
    ----------
    kind
        ``Point`` or ``LineString``; a collection is named by what it holds.
    parts
        One a point or line; a point is a part of one.
    flat
        Whether there were neither heights nor measures.
    """

    kind: str
    parts: tuple[tuple[Point, ...], ...]
    flat: bool = True


def drawn(data: bytes) -> Drawn:
    """Read a geometry.

    Raises
    ------
    WkbError
        It is cut short, has something behind its end, is of another kind, or has a coordinate
        that is no number.

    Examples
    --------
    >>> drawn(struct.pack("<BIdd", 1, 1, 108.5, 22.75))
    Drawn(kind='Point', parts=(((108.5, 22.75),),), flat=True)
    """
    parts: list[tuple[Point, ...]] = []
    try:
        kind, flat, at = _one(data, 0, parts, {POINT, LINE, MANY_POINTS, MANY_LINES})
    except struct.error:
        raise WkbError from None
    if at != len(data):
        raise WkbError
    return Drawn(NAMES[kind if kind < MANY_POINTS else kind - 3], tuple(parts), flat)


def _one(data: bytes, at: int, parts: list[tuple[Point, ...]],
         allowed: set[int]) -> tuple[int, bool, int]:
    """Read the geometry at a place; its kind, whether it is flat, and where it ends."""
    order = "<" if data[at:at + 1] == b"\x01" else ">"
    if data[at:at + 1] not in (b"\x00", b"\x01"):
        raise WkbError
    code, = struct.unpack_from(f"{order}I", data, at + 1)
    at += 5
    if code & WITH_SRID:
        at += 4
    thousands, kind = divmod(code & 0x0FFFFFFF, 1000)
    if thousands > 3 or kind not in NAMES:
        raise WkbError
    if kind not in allowed:
        raise WkbError(NAMES[kind])
    size = 2 + (thousands in (1, 3) or bool(code & WITH_Z)) + (
        thousands in (2, 3) or bool(code & WITH_M))
    if kind == POINT:
        values = struct.unpack_from(f"{order}{size}d", data, at)
        if not all(math.isnan(value) for value in values[:2]):  # an empty point
            parts.append((_point(values, 0),))
        return kind, size == 2, at + 8 * size
    count, = struct.unpack_from(f"{order}I", data, at)
    at += 4
    if kind == LINE:
        if count * size * 8 > len(data) - at:
            raise WkbError
        values = struct.unpack_from(f"{order}{count * size}d", data, at)
        if count:
            parts.append(tuple(_point(values, i) for i in range(0, len(values), size)))
        return kind, size == 2, at + 8 * len(values)
    if count * 9 > len(data) - at:
        raise WkbError
    flat = size == 2
    for _ in range(count):
        _, _, at = _one(data, at, parts, {kind - 3})
    return kind, flat, at


def _point(values: tuple[float, ...], i: int) -> Point:
    x, y = values[i], values[i + 1]
    if not (math.isfinite(x) and math.isfinite(y)):
        raise WkbError
    return x, y
