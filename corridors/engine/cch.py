"""A customisable contraction hierarchy on NumPy alone: ordered once, re-weighted per scenario.

Re-weighting gives every edge of the hierarchy the least of its own weight and the ways below
it, from the deepest nodes up; then a best path is one way up from its origin and one down to
its target, both among the ancestors of its ends, a few hundred at most.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from corridors.engine.hierarchy import Hierarchy
from corridors.engine.labels import labels_of, line, meet
from corridors.engine.model import (
    Floats,
    Ints,
    Paths,
    Topology,
    Wide,
    checked_limit,
    checked_weights,
    nodes,
)
from corridors.engine.unpack import arcs_of, chains, gathered, without_loops

BATCH_ENDS = 512
"""Origins or targets whose labels are worked out at once."""


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
    def _slots(self) -> tuple[Wide, Wide, Ints]:
        """Arcs by slot: their order, the first of each slot, the slots."""
        slot = self.hierarchy.slot
        order = np.argsort(slot, kind="stable")
        order = order[np.searchsorted(slot[order], 0):]
        first = np.flatnonzero(np.diff(slot[order], prepend=-1))
        return order, first, slot[order[first]]

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
             firsts: Wide) -> Floats:
    """Least way over two edges of each group of triangles."""
    ways = one.take(low, mode="clip")  # clip: the quick way, all numbers are edges
    ways += other.take(high, mode="clip")
    least: Floats = np.minimum.reduceat(ways, firsts)
    return least


@dataclass(frozen=True)
class ContractionWeighted:
    """Weights set; see :class:`corridors.engine.model.Weighted`.

    Sums agree with the reference to :data:`corridors.engine.model.ROUNDING_H`; an entry of the
    matrix does not depend, to the last bit, on what else is asked for.
    """

    engine: Contraction
    weights: Floats = field(repr=False)
    up: Floats = field(repr=False)
    down: Floats = field(repr=False)

    @property
    def topology(self) -> Topology:
        """Nodes and arcs."""
        return self.engine.topology

    def matrix(self, origins: ArrayLike, targets: ArrayLike, *, limit: float = np.inf) -> Floats:
        """Least sum of weights from each origin to each target."""
        size = self.topology.size
        starts, ends = nodes(origins, size, "origins"), nodes(targets, size, "targets")
        most = checked_limit(limit)
        sources, source_of = self._walked(starts)
        sinks, sink_of = self._walked(ends)
        out = self._table(sources, sinks)
        out[out > most] = np.inf
        found: Floats = out[np.ix_(source_of, sink_of)]
        return found

    def _table(self, sources: Wide, sinks: Wide) -> Floats:
        """Least sums between places, each once, in the order of the walk."""
        order = self.engine.hierarchy
        out = np.full((len(sources), len(sinks)), np.inf)
        above = [labels_of(order, sources[i:i + BATCH_ENDS], self.up)
                 for i in range(0, len(sources), BATCH_ENDS)]
        for at in range(0, len(sinks), BATCH_ENDS):
            part = sinks[at:at + BATCH_ENDS]
            below = labels_of(order, part, self.down)
            for i, labels in enumerate(above):
                row = i * BATCH_ENDS
                group = sources[row:row + BATCH_ENDS]
                meet(order, group, labels, part, below,
                      out[row:row + BATCH_ENDS, at:at + BATCH_ENDS])
        return out

    def _walked(self, ends: Ints) -> tuple[Wide, Wide]:
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
        above = line(order, int(place[0]))
        hours[above] = labels_of(order, place, self.up)[:len(above), 0]
        for depth in range(1, order.depths):
            low, high = order.level[depth], order.level[depth + 1]
            a, b = order.first[low], order.first[high]
            through = hours[order.upper[a:b]] + self.down[a:b]
            best = np.minimum.reduceat(through, order.first[low:high] - a)
            np.minimum(hours[low:high], best, out=hours[low:high])
        hours[hours > most] = np.inf
        return hours[order.place]

    def paths(self, origins: ArrayLike, targets: ArrayLike) -> Paths:
        """Best paths from each origin to each target, as arcs.

        Of ways that are equally good, or as good but for rounding, it may take another than the
        reference does; the same arrays always give the same paths.
        """
        size = self.topology.size
        starts, ends = nodes(origins, size, "origins"), nodes(targets, size, "targets")
        (sources, source_of), (sinks, sink_of) = self._walked(starts), self._walked(ends)
        if not len(sources) * len(sinks):
            return Paths(np.empty(0, np.int32), np.zeros(1, np.int64))
        arcs, counts = self._walks(sources, sinks)
        arcs, counts = gathered(arcs, counts,
                                (source_of[:, None] * len(sinks) + sink_of).reshape(-1))
        paths = Paths(arcs.astype(np.int32), np.append(0, np.cumsum(counts)))
        return without_loops(paths, self.topology.tail, self.topology.head, self.weights)

    def _walks(self, sources: Wide, sinks: Wide) -> tuple[Wide, Wide]:
        """Arcs of the best ways of all pairs, one after the other, and how many each has."""
        order, shape = self.engine.hierarchy, (len(sources), len(sinks))
        rise = np.full((order.depths, len(sources)), -1)
        fall = np.full((order.depths, len(sinks)), -1)
        hours, where = np.full(shape, np.inf), np.full(shape, -1)
        meet(order, sources, labels_of(order, sources, self.up, rise),
              sinks, labels_of(order, sinks, self.down, fall), hours, where)
        where[sources[:, None] == sinks] = -1
        pairs = np.flatnonzero(where.reshape(-1) >= 0)
        row, column = np.divmod(pairs, shape[1])
        meeting = where.reshape(-1)[pairs]
        up_pair, up_step, up_edge = chains(order, rise, sources, row, meeting)
        down_pair, down_step, down_edge = chains(order, fall, sinks, column, meeting)
        pair = np.append(up_pair, down_pair)
        sorting = np.lexsort((np.append(-up_step, down_step), pair))
        codes, code_of = np.unique(np.append(2 * up_edge, 2 * down_edge + 1)[sorting],
                                   return_inverse=True)
        arcs, number = arcs_of(order, self.up, self.down, self.weights, codes)
        arcs, number = gathered(arcs, number, code_of)
        counts = np.zeros(shape[0] * shape[1], np.int64)
        np.add.at(counts, pairs[pair[sorting]], number)
        return arcs, counts
