"""A customisable contraction hierarchy on NumPy alone: ordered once, re-weighted per scenario.

Re-weighting gives every edge of the hierarchy the least of its own weight and the ways below
it, from the deepest nodes up; then a best path is one way up from its origin and one down to
its target, both among the ancestors of its ends, a few hundred at most.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.engine.dijkstra import Dijkstra, DijkstraWeighted
from corridors.engine.hierarchy import Hierarchy
from corridors.engine.model import (
    Floats,
    Ints,
    Paths,
    Topology,
    checked_limit,
    checked_weights,
    nodes,
)

BATCH_ENDS = 512
"""Origins or targets whose labels are worked out at once."""

WIDE_FROM = 8
"""An ancestor of this many places is climbed from on its own, all its places in one row."""


@dataclass(frozen=True)
class Contraction:
    """The engine for many scenarios or many pairs on one topology.

    Parameters
    ----------
    hierarchy
        The topology in order, from :meth:`Hierarchy.of` or from a cache.

    Examples
    --------
    >>> engine = Contraction(Hierarchy.of(Topology(3, [0, 1, 0], [1, 2, 2])))
    >>> engine.set_weights([1, 1, 5]).matrix([0, 2], [2])
    array([[2.],
           [0.]])
    """

    hierarchy: Hierarchy

    @property
    def topology(self) -> Topology:
        """Nodes and arcs."""
        return self.hierarchy.topology

    @cached_property
    def _slots(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Ints]:
        """Arcs by slot: their order, the first of each slot, the slots."""
        slot = self.hierarchy.slot
        order = np.argsort(slot, kind="stable")
        order = order[np.searchsorted(slot[order], 0):]
        first = np.flatnonzero(np.diff(slot[order], prepend=-1))
        return order, first, slot[order[first]]

    @cached_property
    def _reference(self) -> Dijkstra:
        return Dijkstra(self.topology)

    def set_weights(self, weights: ArrayLike) -> ContractionWeighted:
        """Put weights on the arcs; see :class:`corridors.engine.model.Engine`.

        Where every arc has a partner of equal weight the other way, half the work is saved.
        """
        given = checked_weights(weights, self.topology.arcs)
        ways = np.full((self.hierarchy.edges, 2), np.inf)
        order, first, slots = self._slots
        if len(first):
            ways.reshape(-1)[slots] = np.minimum.reduceat(given[order], first)
        up = ways[:, 0].copy()
        down = up if np.array_equal(up, ways[:, 1]) else ways[:, 1].copy()
        _customise(self.hierarchy, up, down)
        up.flags.writeable = down.flags.writeable = False
        return ContractionWeighted(self, given, up, down)


def _customise(order: Hierarchy, up: Floats, down: Floats) -> None:
    """Lower every edge to the best way through the nodes below both its ends.

    Parameters
    ----------
    up, down
        (edges,): weights, changed in place; one and the same array if they are equal.
    """
    step, start = order.step.tolist(), order.start
    for depth in range(order.depths - 1, -1, -1):
        begin, end = step[depth], step[depth + 1]
        if begin == end:
            continue
        span = slice(start[begin], start[end])
        low, high, firsts = order.low[span], order.high[span], start[begin:end] - start[begin]
        edges = order.shortcut[begin:end]
        both = [(up, _through(down, low, up, high, firsts))]
        if down is not up:
            both.append((down, _through(up, low, down, high, firsts)))
        for ways, best in both:
            ways[edges] = np.minimum(ways[edges], best)


def _through(one: Floats, low: Ints, other: Floats, high: Ints,
             firsts: NDArray[np.int64]) -> Floats:
    """Least way over two edges of each group of triangles."""
    ways = one.take(low, mode="clip")  # clip: the quick way, all numbers are edges
    ways += other.take(high, mode="clip")
    least: Floats = np.minimum.reduceat(ways, firsts)
    return least


@dataclass(frozen=True)
class ContractionWeighted:
    """Weights set; see :class:`corridors.engine.model.Weighted`.

    Sums agree with the reference to :data:`corridors.engine.model.ROUNDING_H`. Paths are those
    of the reference, so that a map does not change with the engine.
    """

    engine: Contraction
    weights: Floats = field(repr=False)
    up: Floats = field(repr=False)
    down: Floats = field(repr=False)

    @property
    def topology(self) -> Topology:
        """Nodes and arcs."""
        return self.engine.topology

    @cached_property
    def _reference(self) -> DijkstraWeighted:
        return self.engine._reference.set_weights(self.weights)

    def matrix(self, origins: ArrayLike, targets: ArrayLike, *, limit: float = np.inf) -> Floats:
        """Least sum of weights from each origin to each target."""
        size, order = self.topology.size, self.engine.hierarchy
        starts, ends = nodes(origins, size, "origins"), nodes(targets, size, "targets")
        most = checked_limit(limit)
        sources, source_of = self._walked(starts)
        sinks, sink_of = self._walked(ends)
        out = np.full((len(sources), len(sinks)), np.inf)
        above = [_labels(order, sources[i:i + BATCH_ENDS], self.up)
                 for i in range(0, len(sources), BATCH_ENDS)]
        for at in range(0, len(sinks), BATCH_ENDS):
            part = sinks[at:at + BATCH_ENDS]
            below = _labels(order, part, self.down)
            for i, labels in enumerate(above):
                row = i * BATCH_ENDS
                group = sources[row:row + BATCH_ENDS]
                _meet(order, group, labels, part, below,
                      out[row:row + BATCH_ENDS, at:at + BATCH_ENDS])
        out[out > most] = np.inf
        found: Floats = out[np.ix_(source_of, sink_of)]
        return found

    def _walked(self, ends: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places of some nodes, each once, in the order of the walk; and which is whose."""
        order = self.engine.hierarchy
        place = order.place[ends]
        _, first, again = np.unique(order.before[place], return_index=True, return_inverse=True)
        return place[first].astype(np.int64), again

    def tree(self, origin: int, *, limit: float = np.inf) -> Floats:
        """Least sum of weights from one origin to every node."""
        order = self.engine.hierarchy
        start = nodes([origin], self.topology.size, "origins")
        most = checked_limit(limit)
        hours = np.full(self.topology.size, np.inf)
        place = order.place[start].astype(np.int64)
        line = _line(order, int(place[0]))
        hours[line] = _labels(order, place, self.up)[:len(line), 0]
        for depth in range(1, order.depths):
            low, high = order.level[depth], order.level[depth + 1]
            a, b = order.first[low], order.first[high]
            through = hours[order.upper[a:b]] + self.down[a:b]
            best = np.minimum.reduceat(through, order.first[low:high] - a)
            np.minimum(hours[low:high], best, out=hours[low:high])
        hours[hours > most] = np.inf
        return hours[order.place]

    def paths(self, origins: ArrayLike, targets: ArrayLike) -> Paths:
        """Best paths from each origin to each target, as arcs, found by the reference."""
        return self._reference.paths(origins, targets)


def _line(order: Hierarchy, place: int) -> NDArray[np.int64]:
    """Ancestors of a place from its root down to itself."""
    line = [place]
    while order.first[line[-1]] < order.first[line[-1] + 1]:
        line.append(int(order.upper[order.first[line[-1]]]))
    return np.array(line[::-1], np.int64)


def _counts(order: Hierarchy, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """For every place, which of some places (in order of the walk) lie in its subtree."""
    seen = np.zeros(len(order.before) + 1, np.int64)
    seen[order.before[places] + 1] = 1
    total = np.cumsum(seen)
    return total[order.before], total[order.before + order.span]


def _labels(order: Hierarchy, places: NDArray[np.int64], weight: Floats) -> Floats:
    """Least sums along the hierarchy between some places and their ancestors.

    Parameters
    ----------
    places
        Each once, in the order of the walk, so that those below an ancestor are neighbours.

    Returns
    -------
    labels
        (depths, places): to the ancestor at each depth; inf below the place itself.
    """
    begin, end = _counts(order, places)
    labels = np.full((order.depths, len(places)), np.inf)
    labels[order.depth[places], np.arange(len(places))] = 0.0
    _climb_thin(order, np.flatnonzero((begin < end) & (end - begin < WIDE_FROM)),
                begin, end, weight, labels)
    wide = np.flatnonzero(end - begin >= WIDE_FROM)[::-1]
    for depth, a, b, first, last in zip(
            order.depth[wide].tolist(), begin[wide].tolist(), end[wide].tolist(),
            order.first[wide].tolist(), order.first[wide + 1].tolist(), strict=True):
        above = order.upper_depth[first:last]
        through = weight[first:last, None] + labels[depth, a:b]
        if b - a == len(places):
            labels[above] = np.minimum(labels[above], through)
        else:
            labels[above, a:b] = np.minimum(labels[above, a:b], through)
    return labels


def _climb_thin(order: Hierarchy, thin: NDArray[np.int64], begin: NDArray[np.int64],
                end: NDArray[np.int64], weight: Floats, labels: Floats) -> None:
    """Climb from ancestors of few places: all of a depth at once, deepest first."""
    count = end[thin] - begin[thin]
    owner, place = _ranges(begin[thin], count), np.repeat(thin, count)
    number = order.first[place + 1] - order.first[place]
    edge = _ranges(order.first[place], number)
    owner = np.repeat(owner, number)
    wide = labels.shape[1]
    source = np.repeat(order.depth[place], number) * wide + owner
    target = order.upper_depth[edge] * wide + owner
    added = weight[edge]
    bounds = np.searchsorted(source, np.arange(order.depths + 1) * wide).tolist()
    flat = labels.reshape(-1)
    for depth in range(order.depths - 1, 0, -1):
        if bounds[depth] < bounds[depth + 1]:
            part = slice(bounds[depth], bounds[depth + 1])
            onto = target[part]
            flat[onto] = np.minimum(flat[onto], flat[source[part]] + added[part])


def _ranges(first: Ints, number: Ints) -> NDArray[np.int64]:
    """Whole numbers of several ranges, one range after the other."""
    before = np.cumsum(number) - number
    return np.repeat(first - before, number) + np.arange(number.sum())


def _meet(order: Hierarchy, sources: NDArray[np.int64], above: Floats,
          sinks: NDArray[np.int64], below: Floats, out: Floats) -> None:
    """Lower a block of the matrix to the best way over each ancestor that two ends share."""
    from_low, from_high = _counts(order, sources)
    to_low, to_high = _counts(order, sinks)
    shared = np.flatnonzero((from_low < from_high) & (to_low < to_high))
    buffer = np.empty(out.size)
    for at, a, b, c, d in zip(
            order.depth[shared].tolist(), from_low[shared].tolist(), from_high[shared].tolist(),
            to_low[shared].tolist(), to_high[shared].tolist(), strict=True):
        over = buffer[:(b - a) * (d - c)].reshape(b - a, d - c)
        np.add(above[at, a:b, None], below[at, None, c:d], out=over)
        block = out[a:b, c:d]
        np.minimum(block, over, out=block)
