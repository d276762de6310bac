"""Greedy placing of labels: nothing overlaps, important ones first.

All coordinates are pixels of the figure, y up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Whether two boxes come nearer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )

    def within(self, other: Box) -> bool:
        """Whether this box lies wholly in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )

    def grown(self, by: float) -> Box:
        """Grow the box by `by` pixels on every side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def holds(self, points: Array) -> npt.NDArray[np.bool_]:
        """Which of the points (n, 2 or more columns: x, y, ...) lie inside, (n,) booleans."""
        inside: npt.NDArray[np.bool_] = (
            (points[:, 0] > self.left)
            & (points[:, 0] < self.right)
            & (points[:, 1] > self.bottom)
            & (points[:, 1] < self.top)
        )
        return inside


@dataclass(frozen=True, slots=True)
class Request:
    """A label to place.

    Attributes
    ----------
    width, height
        Size of the text.
    anchors
        Points that the label may stand at, the preferred first.
    gap
        Free distance between anchor and text.
    rank
        Labels of rank 0 come first; a label of a higher rank is sooner left out.
    rings
        How many distances to try; 1 keeps the label at its anchor.
    centred
        The label stands on its anchor instead of beside it.
    """

    width: float
    height: float
    anchors: tuple[tuple[float, float], ...]
    gap: float
    rank: int = 0
    rings: int = 1
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label came to stand, and the anchor it belongs to."""

    box: Box
    anchor: tuple[float, float]
    distant: bool

    @property
    def leader(self) -> Segment:
        """From the anchor to the nearest point of the box."""
        x, y = self.anchor
        return self.anchor, (min(max(x, self.box.left), self.box.right),
                             min(max(y, self.box.bottom), self.box.top))


#: Directions in degrees and what each costs; right of the point reads best.
DIRECTIONS = (
    (0.0, 0.0), (35.0, 0.4), (-35.0, 0.5), (180.0, 0.7), (145.0, 0.9), (-145.0, 1.0),
    (90.0, 0.8), (-90.0, 0.9), (65.0, 1.2), (-65.0, 1.3), (115.0, 1.4), (-115.0, 1.5),
)  # fmt: skip
RING_COST = 3.2
ANCHOR_COST = 0.8
#: For a leader across another label, symbol or leader.
CROSSING_COST = 8.0
MISSING_COST = 400.0
#: Directions that the labels of a rank are placed in, east and north.
ORDERS = ((0, -1), (0, 1), (1, 0), (-1, 0))
#: How often every label is placed anew among all others.
SECOND_LOOKS = 3
#: A name without a halo that stands on its anchor suffers more from lines below it.
CENTRED_WEIGHT = 12.0


def place(
    requests: Sequence[Request], hard: Sequence[Box], soft: Array, bounds: Box
) -> list[Placed | None]:
    """Place labels without overlap, those of lower `rank` first.

    Within a rank several orders are tried (from the north, south, west and east) and the one
    with the least total cost is taken; then each label may move to where it now stands better.

    Parameters
    ----------
    hard
        Boxes that no label may touch.
    soft
        Points along lines that labels had better keep clear of, (n, 3): x, y and the cost of
        covering the point.
    bounds
        Labels stay inside this box.

    Returns
    -------
    placed
        One for each request, in the order of the requests; None where no free position was found.
    """
    tried = [_in_order(requests, order, hard, soft, bounds) for order in _orders(requests)]
    best, _ = min(tried, key=lambda answer: answer[1])
    for _ in range(SECOND_LOOKS):
        for number, request in enumerate(requests):
            others = [one for i, one in enumerate(best) if one is not None and i != number]
            best[number], _ = _best(request, hard, others, soft, bounds)
    return best


def _orders(requests: Sequence[Request]) -> Iterator[list[int]]:
    for east, north in ORDERS:
        yield sorted(
            range(len(requests)),
            key=lambda n, east=east, north=north: (  # type: ignore[misc]
                requests[n].rank,
                east * requests[n].anchors[0][0] + north * requests[n].anchors[0][1],
            ),
        )


def _in_order(
    requests: Sequence[Request], order: list[int], hard: Sequence[Box], soft: Array, bounds: Box
) -> tuple[list[Placed | None], float]:
    answers: list[Placed | None] = [None] * len(requests)
    placed: list[Placed] = []
    sum_of_costs = 0.0
    for number in order:
        answer, cost = _best(requests[number], hard, placed, soft, bounds)
        answers[number] = answer
        sum_of_costs += cost
        if answer is not None:
            placed.append(answer)
    return answers, sum_of_costs


def _best(
    request: Request, hard: Sequence[Box], placed: Sequence[Placed], soft: Array, bounds: Box
) -> tuple[Placed | None, float]:
    """The cheapest place for a label among those placed already, and its cost."""
    taken = [*hard, *(one.box.grown(1.0) for one in placed)]
    leaders = [one.leader for one in placed if one.distant]
    points = np.concatenate([np.empty((0, 2)), *map(_points, leaders)])
    best: Placed | None = None
    best_cost = MISSING_COST / (1 + request.rank)
    weight = CENTRED_WEIGHT if request.centred else 1.0
    for cost, candidate in _candidates(request):
        if cost >= best_cost or not candidate.box.within(bounds):
            continue
        if any(candidate.box.overlaps(box, 1.0) for box in taken):
            continue
        total = cost + weight * float(soft[candidate.box.holds(soft), 2].sum())
        if total < best_cost:
            total += CROSSING_COST * _cut(candidate, points)
        if candidate.distant and total < best_cost:
            total += CROSSING_COST * _crossed(candidate, taken, leaders)
        if total < best_cost:
            best, best_cost = candidate, total
    return best, best_cost


def _points(leader: Segment) -> Array:
    """Points along a leader, (16, 2)."""
    return np.linspace(*leader, 16)


def _cut(candidate: Placed, points: Array) -> float:
    """Whether a label covers a leader that is there already."""
    return float(candidate.box.holds(points).any())


def _crossed(candidate: Placed, taken: Sequence[Box], leaders: Sequence[Segment]) -> int:
    """How many boxes, its own symbol's apart, and other leaders a leader runs across."""
    x, y = candidate.anchor
    points = _points(candidate.leader)
    own = [b for b in taken if b.left <= x <= b.right and b.bottom <= y <= b.top]
    return sum(1 for b in taken if b not in own and b.holds(points).any()) + sum(
        1 for other in leaders if _meet(candidate.leader, other))


def _meet(a: Segment, b: Segment) -> bool:
    """Whether two segments cross."""
    return _turn(*a, b[0]) != _turn(*a, b[1]) and _turn(*b, a[0]) != _turn(*b, a[1])


def _turn(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def _candidates(request: Request) -> Iterator[tuple[float, Placed]]:
    half_w, half_h = request.width / 2, request.height / 2
    for rank, (x, y) in enumerate(request.anchors):
        if request.centred:
            box = Box(x - half_w, y - half_h, x + half_w, y + half_h)
            yield rank * ANCHOR_COST, Placed(box, (x, y), distant=False)
            continue
        for ring in range(request.rings):
            distance = request.gap * (1 + 1.7 * ring)
            for angle, cost in DIRECTIONS:
                cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
                # The text box touches the circle of free distance from outside.
                cx = x + cos * distance + _side(cos) * half_w
                cy = y + sin * distance + _side(sin) * half_h
                box = Box(cx - half_w, cy - half_h, cx + half_w, cy + half_h)
                total = cost + ring * RING_COST + rank * ANCHOR_COST
                yield total, Placed(box, (x, y), distant=ring > 0)


def _side(component: float) -> float:
    """-1, 0 or 1; sideways boxes are centred on the other axis."""
    return 0.0 if abs(component) < 0.2 else math.copysign(1.0, component)
