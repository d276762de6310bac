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


#: Directions in degrees and what each costs; right of the point reads best.
DIRECTIONS = (
    (0.0, 0.0), (35.0, 0.4), (-35.0, 0.5), (180.0, 0.7), (145.0, 0.9), (-145.0, 1.0),
    (90.0, 0.8), (-90.0, 0.9), (65.0, 1.2), (-65.0, 1.3), (115.0, 1.4), (-115.0, 1.5),
)  # fmt: skip
RING_COST = 3.2
ANCHOR_COST = 0.8
#: For a leader that runs across another label or symbol.
CROSSING_COST = 4.0
MISSING_COST = 60.0
#: A name without a halo that stands on its anchor suffers more from lines below it.
CENTRED_WEIGHT = 12.0


def place(
    requests: Sequence[Request], hard: Sequence[Box], soft: Array, bounds: Box
) -> list[Placed | None]:
    """Place labels without overlap, those of lower `rank` first.

    Within a rank several orders are tried (from the north, south, west and east), and the one
    with the least total cost is taken.

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
    best: list[Placed | None] = [None] * len(requests)
    best_cost = math.inf
    for order in _orders(requests):
        answers, cost = _place_in_order(requests, order, hard, soft, bounds)
        if cost < best_cost:
            best, best_cost = answers, cost
    return best


def _orders(requests: Sequence[Request]) -> Iterator[list[int]]:
    for axis, sign in ((1, -1.0), (1, 1.0), (0, 1.0), (0, -1.0)):
        yield sorted(
            range(len(requests)),
            key=lambda n, axis=axis, sign=sign: (  # type: ignore[misc]
                requests[n].rank,
                sign * requests[n].anchors[0][axis],
            ),
        )


def _place_in_order(
    requests: Sequence[Request], order: list[int], hard: Sequence[Box], soft: Array, bounds: Box
) -> tuple[list[Placed | None], float]:
    taken = list(hard)
    answers: list[Placed | None] = [None] * len(requests)
    sum_of_costs = 0.0
    for number in order:
        best: Placed | None = None
        best_cost = MISSING_COST / (1 + requests[number].rank)
        weight = CENTRED_WEIGHT if requests[number].centred else 1.0
        for cost, candidate in _candidates(requests[number]):
            if cost >= best_cost or not candidate.box.within(bounds):
                continue
            if any(candidate.box.overlaps(box, 1.0) for box in taken):
                continue
            total = cost + weight * float(soft[candidate.box.holds(soft), 2].sum())
            if candidate.distant and total < best_cost:
                total += CROSSING_COST * _crossed(candidate, taken)
            if total < best_cost:
                best, best_cost = candidate, total
        answers[number] = best
        sum_of_costs += best_cost
        if best is not None:
            taken.append(best.box.grown(1.0))
    return answers, sum_of_costs


def _crossed(candidate: Placed, taken: Sequence[Box]) -> int:
    """How many boxes, its own symbol's apart, the leader of a label runs across."""
    x, y = candidate.anchor
    box = candidate.box
    end = (min(max(x, box.left), box.right), min(max(y, box.bottom), box.top))
    shares = np.linspace(0.0, 1.0, 16)
    points = np.column_stack([x + shares * (end[0] - x), y + shares * (end[1] - y)])
    own = [b for b in taken if b.left <= x <= b.right and b.bottom <= y <= b.top]
    return sum(1 for b in taken if b not in own and b.holds(points).any())


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
