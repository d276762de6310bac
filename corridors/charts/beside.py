"""Places for names beside circles, over no circle, arrow or other name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

ANGLES = tuple(i * pi / 8 for i in (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11))
"""Directions to try, in order of preference: right, left, above, below, then between."""
RINGS = (0.0, 0.12, 0.26, 0.42, 0.6, 0.8)
"""Distances to try beyond the circle's edge, inches."""
NEAR = 0.05
PIECES = 8


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle in inches; one without a name only takes room.

    Attributes
    ----------
    tail
        Where the arrow to it comes from.
    """

    x: float
    y: float
    radius: float
    name: str = ""
    colour: str = ""
    tail: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """Left end and middle height of a name; where a line from its circle meets it, if far."""

    x: float
    y: float
    touch: tuple[float, float]
    far: bool


Box = tuple[float, float, float, float]


def seats(circles: Sequence[Circle], sizes: Sequence[tuple[float, float]], room: Box,
          gap: float) -> list[Seat | None]:
    """Find a place for every name, the most crowded circles first.

    Parameters
    ----------
    sizes
        Width and height of each name, inches.
    room
        Left, bottom, right and top of where names may stand.
    gap
        Between a circle and its name.

    Returns
    -------
    seats
        In the order of the circles; None for one without a name. Where no place is free, the one
        that covers least.

    Examples
    --------
    >>> seat, = seats([Circle(1.0, 1.0, 0.1, "a")], [(0.3, 0.1)], (0, 0, 2, 2), 0.02)
    >>> seat.far, round(seat.x, 2), seat.y
    (False, 1.12, 1.0)
    """
    found: list[Seat | None] = [None] * len(circles)
    taken: list[Box] = []
    order = sorted((i for i, circle in enumerate(circles) if circle.name),
                   key=lambda i: (_freedom(circles, i), circles[i].y, i))
    for i in order:
        best: tuple[float, Seat, Box] | None = None
        for cost, seat, box in _candidates(circles[i], sizes[i], gap):
            price = cost + _covered(box, i, circles, taken, room)
            if best is None or price < best[0] - 1e-9:
                best = price, seat, box
        assert best is not None
        found[i] = best[1]
        taken.append(best[2])
    return found


def _freedom(circles: Sequence[Circle], i: int) -> float:
    """Distance to the nearest other circle."""
    one = circles[i]
    return min((hypot(one.x - other.x, one.y - other.y)
                for k, other in enumerate(circles) if k != i), default=0.0)


def _candidates(circle: Circle, size: tuple[float, float],
                gap: float) -> Iterator[tuple[float, Seat, Box]]:
    """Places with their price: nearer ones and those to the side are cheaper."""
    width, height = size
    for ring in RINGS:
        for rank, angle in enumerate(ANGLES):
            away = circle.radius + gap + ring
            x, y = circle.x + away * cos(angle), circle.y + away * sin(angle)
            left = x - width * (1 - cos(angle)) / 2
            middle = y + height * sin(angle) / 2
            box = (left, middle - height / 2, left + width, middle + height / 2)
            touch = (min(max(circle.x, left), left + width),
                     min(max(circle.y, box[1]), box[3]))
            yield 0.4 * ring / RINGS[1] + 0.02 * rank, Seat(left, middle, touch, ring > NEAR), box


def _covered(box: Box, i: int, circles: Sequence[Circle], taken: Sequence[Box],
             room: Box) -> float:
    """What a place costs for what it covers."""
    price = 0.0
    if box[0] < room[0] or box[1] < room[1] or box[2] > room[2] or box[3] > room[3]:
        price += 1000.0
    price += 100.0 * sum(_overlap(box, other) for other in taken)
    for k, circle in enumerate(circles):
        x = min(max(circle.x, box[0]), box[2])
        y = min(max(circle.y, box[1]), box[3])
        if hypot(x - circle.x, y - circle.y) < circle.radius * (1.0 if k != i else 0.99):
            price += 20.0
        if circle.tail is not None and any(
                box[0] < px < box[2] and box[1] < py < box[3] for px, py in _pieces(circle)):
            price += 8.0
    return price


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _pieces(circle: Circle) -> Iterator[tuple[float, float]]:
    """Points along the arrow to a circle."""
    assert circle.tail is not None
    for n in range(1, PIECES):
        share = n / PIECES
        yield (circle.tail[0] + share * (circle.x - circle.tail[0]),
               circle.tail[1] + share * (circle.y - circle.tail[1]))
