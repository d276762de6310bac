"""Greedy placing of labels: nothing overlaps, important ones first.

All coordinates are pixels of the figure, y up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
    missing
        What it costs to leave the label out, before its rank makes that cheaper.
    """

    width: float
    height: float
    anchors: tuple[tuple[float, float], ...]
    gap: float
    rank: int = 0
    rings: int = 1
    centred: bool = False
    missing: float = 400.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label came to stand, and the anchor it belongs to."""

    box: Box
    anchor: tuple[float, float]
    distant: bool
    #: Left, bottom, right, top of the box, one pixel wider on every side.
    sides: tuple[float, float, float, float] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sides", _sides(self.box.grown(1.0)))

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
CROSSING_COST = 20.0
#: A label that costs more is taken up again, with so many neighbours, so many times.
BAD_COST, NEIGHBOURS, SECOND_LOOKS = 10.0, 14, 3
#: Places weighed at once.
CHUNK = 12
#: A name without a halo that stands on its anchor suffers more from lines below it.
CENTRED_WEIGHT = 12.0


def place(
    requests: Sequence[Request], hard: Sequence[Box], soft: Array, bounds: Box
) -> list[Placed | None]:
    """Place labels without overlap, those of lower `rank` first.

    Within a rank several orders are tried (from the north, south, west and east) and the one
    with the least total cost is taken. Then labels that are badly placed are taken up together
    with their neighbours and laid out anew in other orders, as long as that costs less.

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
    options = [_Options.of(request, hard, soft, bounds) for request in requests]
    fixed = np.array([_sides(box) for box in hard]).reshape(-1, 4)
    layouts = [_lay(options, {}, order, fixed) for order in _orders(requests)]
    best = min(layouts, key=lambda layout: sum(_costs(options, layout, fixed).values()))
    for _ in range(SECOND_LOOKS):
        better = _better(requests, options, best, fixed)
        if better is best:
            break
        best = better
    return [best[number] for number in range(len(requests))]


Layout = dict[int, "Placed | None"]


@dataclass(frozen=True, slots=True)
class _Options:
    """Where a label may stand as far as only fixed things count, the cheapest first.

    Attributes
    ----------
    cost
        Of each place, leaders and other labels not counted; as `costs` in the order of places.
    boxes
        Left, bottom, right, top of each, (n, 4).
    leaders, distant
        From the anchor of each to its box, (n, 2, 2), and whether it is drawn, (n,).
    missing
        What it costs to leave the label out.
    """

    places: tuple[Placed, ...]
    cost: Mapping[Placed, float]
    costs: Array
    boxes: Array
    leaders: Array
    distant: npt.NDArray[np.bool_]
    missing: float

    @classmethod
    def of(cls, request: Request, hard: Sequence[Box], soft: Array, bounds: Box) -> _Options:
        """Weigh every place of a request that is inside the bounds and clear of fixed boxes."""
        weight = CENTRED_WEIGHT if request.centred else 1.0
        inside = [(cost, one) for cost, one in _candidates(request) if one.box.within(bounds)]
        walls = np.array([_sides(box.grown(1.0)) for box in hard]).reshape(-1, 4)
        own = np.array([_sides(one.box) for _, one in inside]).reshape(-1, 4)
        found = [
            (cost + weight * float(soft[one.box.holds(soft), 2].sum()), one)
            for (cost, one), clash in zip(inside, _overlap(own, walls), strict=True)
            if not clash
        ]
        found.sort(key=lambda item: item[0])
        places = tuple(one for _, one in found)
        return cls(
            places, {one: cost for cost, one in found}, np.array([cost for cost, _ in found]),
            np.array([_sides(one.box) for one in places]).reshape(-1, 4),
            np.array([one.leader for one in places]).reshape(-1, 2, 2),
            np.array([one.distant for one in places], dtype=bool),
            request.missing / (1 + request.rank),
        )  # fmt: skip


def _overlap(own: Array, others: Array) -> npt.NDArray[np.bool_]:
    """Which boxes (n, 4) overlap any of the others (m, 4), (n,)."""
    near = others[:, None]
    meet: npt.NDArray[np.bool_] = (
        (own[:, 0] < near[..., 2]) & (near[..., 0] < own[:, 2])
        & (own[:, 1] < near[..., 3]) & (near[..., 1] < own[:, 3]))  # fmt: skip
    return np.asarray(meet.any(axis=0))


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def _orders(requests: Sequence[Request]) -> Iterator[list[int]]:
    for axis, sign in ((1, -1.0), (1, 1.0), (0, 1.0), (0, -1.0)):
        yield sorted(
            range(len(requests)),
            key=lambda n, axis=axis, sign=sign: (  # type: ignore[misc]
                requests[n].rank,
                sign * requests[n].anchors[0][axis],
            ),
        )


def _lay(options: Sequence[_Options], kept: Layout, order: Sequence[int],
         hard: Array) -> Layout:  # fmt: skip
    """Place labels one after another among those that stay."""
    layout = dict(kept)
    for number in order:
        layout[number] = _best(options[number], hard, layout)
    return layout


def _better(requests: Sequence[Request], options: Sequence[_Options], layout: Layout,
            hard: Array) -> Layout:  # fmt: skip
    """Take up each badly placed label with its neighbours, and keep what costs less."""
    beside = [n for n, request in enumerate(requests) if not request.centred]
    costs = _costs(options, layout, hard)
    least = sum(costs.values())
    for number in beside:
        if costs[number] < BAD_COST:
            continue
        x, y = requests[number].anchors[0]
        group = sorted(beside, key=lambda n: math.hypot(
            requests[n].anchors[0][0] - x, requests[n].anchors[0][1] - y))[:NEIGHBOURS]  # fmt: skip
        kept = {n: one for n, one in layout.items() if n not in group}
        for way in (group, group[::-1], *([n for n in order if n in group]
                                          for order in _orders(requests))):  # fmt: skip
            other = _lay(options, kept, way, hard)
            now = _costs(options, other, hard)
            if sum(now.values()) < least - 1e-6:
                layout, costs, least = other, now, sum(now.values())
    return layout


def _costs(options: Sequence[_Options], layout: Layout, hard: Array) -> dict[int, float]:
    """Cost of every label; a crossing is shared between the leader and what it crosses."""
    costs = {n: options[n].missing for n in range(len(options))}
    rows = [(n, one) for n, one in sorted(layout.items()) if one is not None]
    costs.update((n, options[n].cost[one]) for n, one in rows)
    if not rows:
        return costs
    boxes = np.array([one.sides for _, one in rows])
    far = [i for i, (_, one) in enumerate(rows) if one.distant]
    leaders = np.array([rows[i][1].leader for i in far]).reshape(-1, 2, 2)
    fixed = _across(leaders, hard).sum(axis=1)
    over = _across(leaders, boxes)
    over[np.arange(len(far)), far] = False
    meet = _meet(leaders, leaders)
    for i, row in enumerate(far):
        costs[rows[row][0]] += CROSSING_COST * (fixed[i] + over[i].sum() / 2 + meet[i].sum() / 2)
    for row, count in enumerate(over.sum(axis=0)):
        costs[rows[row][0]] += CROSSING_COST * count / 2
    return costs


def _best(option: _Options, hard: Array, others: Layout) -> Placed | None:
    """The cheapest place for a label among those placed already."""
    rest = [one for one in others.values() if one is not None]
    boxes = np.array([one.sides for one in rest]).reshape(-1, 4)
    leaders = np.array([one.leader for one in rest if one.distant]).reshape(-1, 2, 2)
    points, fixed = _points(leaders)[:, :, None], np.concatenate([hard, boxes])
    free = ~_overlap(option.boxes, np.add(boxes, (-1.0, -1.0, 1.0, 1.0)))
    open_to = np.flatnonzero(free & (option.costs < option.missing))
    best: Placed | None = None
    least = option.missing
    # The places are sorted by what they cost without leaders; most labels need only the first.
    for start in range(0, len(open_to), CHUNK):
        some = open_to[start:start + CHUNK]
        if option.costs[some[0]] >= least:
            break
        cost = option.costs[some].copy()
        cost += CROSSING_COST * _inside(points, option.boxes[some]).any(axis=1).sum(axis=0)
        far = option.distant[some]
        if far.any():
            drawn = option.leaders[some[far]]
            cost[far] += CROSSING_COST * (_across(drawn, fixed).sum(axis=1)
                                          + _meet(drawn, leaders).sum(axis=1))  # fmt: skip
        first = int(np.argmin(cost))
        if cost[first] < least:
            best, least = option.places[some[first]], float(cost[first])
    return best


def _points(leaders: Array) -> Array:
    """Points along leaders (m, 2 ends, 2), (m, 16, 2)."""
    shares = np.linspace(0.0, 1.0, 16)[:, None]
    points: Array = leaders[:, None, 0] + shares * (leaders[:, None, 1] - leaders[:, None, 0])
    return points


def _inside(points: Array, box: Array) -> npt.NDArray[np.bool_]:
    """Which points lie inside a box of four sides; the sides may be broadcast."""
    x, y = points[..., 0], points[..., 1]
    inside: npt.NDArray[np.bool_] = ((x > box[..., 0]) & (y > box[..., 1])
                                     & (x < box[..., 2]) & (y < box[..., 3]))  # fmt: skip
    return inside


def _across(leaders: Array, boxes: Array) -> npt.NDArray[np.bool_]:
    """Which leaders run across which boxes, its own symbol's apart, (m, n)."""
    over = _inside(_points(leaders)[:, :, None], boxes).any(axis=1)
    own = _inside(leaders[:, None, 0], boxes)
    across: npt.NDArray[np.bool_] = over & ~own
    return across


def _meet(a: Array, b: Array) -> npt.NDArray[np.bool_]:
    """Which segments cross which, (m, n)."""
    a, b = a[:, None], b[None]
    apart = _turn(a, b[..., 0, :]) != _turn(a, b[..., 1, :])
    meet: npt.NDArray[np.bool_] = apart & (_turn(b, a[..., 0, :]) != _turn(b, a[..., 1, :]))
    return meet


def _turn(segment: Array, point: Array) -> npt.NDArray[np.bool_]:
    """Whether a point lies to the left of a segment."""
    way = segment[..., 1, :] - segment[..., 0, :]
    to = point - segment[..., 0, :]
    left: npt.NDArray[np.bool_] = way[..., 0] * to[..., 1] > way[..., 1] * to[..., 0]
    return left


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
