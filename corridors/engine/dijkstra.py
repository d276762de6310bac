"""Dijkstra's search by SciPy: the default engine, and the reference for the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.engine.model import (
    Floats,
    Ints,
    Paths,
    Topology,
    checked_limit,
    checked_weights,
    nodes,
)

BATCH_CELLS = 8_000_000
"""Distances kept at once (64 MB)."""


@dataclass(frozen=True)
class Dijkstra:
    """Search anew from each origin; nothing to prepare but the order of the arcs.

    Examples
    --------
    A road from 0 by 1 to 2, one way, and a slow bypass:

    >>> from corridors.engine.model import Topology
    >>> engine = Dijkstra(Topology(3, [0, 1, 0], [1, 2, 2]))
    >>> engine.set_weights([1, 1, 5]).matrix([0, 2], [0, 2])
    array([[ 0.,  2.],
           [inf,  0.]])
    """

    topology: Topology

    @cached_property
    def _rows(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Ints, NDArray[np.int64]]:
        """Arcs in the order of a compressed matrix: order, first of each cell, columns, rows."""
        tail, head = self.topology.tail, self.topology.head
        order = np.lexsort((head, tail))
        tails, heads = tail[order], head[order]
        fresh = np.ones(len(order), bool)
        fresh[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
        cells = np.flatnonzero(fresh)
        return order, cells, heads[cells], tails[cells].astype(np.int64)

    def set_weights(self, weights: ArrayLike) -> DijkstraWeighted:
        """Put weights on the arcs; see :class:`corridors.engine.model.Engine`."""
        given = checked_weights(weights, self.topology.arcs)
        order, cells, columns, rows = self._rows
        least = np.minimum.reduceat(given[order], cells) if len(cells) else given
        if np.isinf(least).any():  # a stored inf would count as a way
            is_open = np.isfinite(least)
            least, columns, rows = least[is_open], columns[is_open], rows[is_open]
        size = self.topology.size
        starts = np.zeros(size + 1, np.int32)
        np.cumsum(np.bincount(rows, minlength=size), out=starts[1:])
        return DijkstraWeighted(self.topology, given,
                                csr_array((least, columns, starts), shape=(size, size)))


@dataclass(frozen=True)
class DijkstraWeighted:
    """Weights set; see :class:`corridors.engine.model.Weighted`."""

    topology: Topology
    weights: Floats = field(repr=False)
    _graph: csr_array = field(repr=False)

    def _trees(self, origins: Ints, limit: float = np.inf) -> Floats:
        """Least sums from each of some origins to every node."""
        if not len(origins):
            return np.empty((0, self.topology.size))
        found: Floats = dijkstra(self._graph, indices=origins, limit=limit)
        return found

    def matrix(self, origins: ArrayLike, targets: ArrayLike, *, limit: float = np.inf) -> Floats:
        """Least sum of weights from each origin to each target."""
        size = self.topology.size
        starts, ends = nodes(origins, size, "origins"), nodes(targets, size, "targets")
        most = checked_limit(limit)
        once, again = np.unique(starts, return_inverse=True)
        out = np.empty((len(once), len(ends)))
        batch = max(1, BATCH_CELLS // max(size, 1))
        for at in range(0, len(once) if len(ends) else 0, batch):
            out[at:at + batch] = self._trees(once[at:at + batch], most)[:, ends]
        found: Floats = out[again]
        return found

    def tree(self, origin: int, *, limit: float = np.inf) -> Floats:
        """Least sum of weights from one origin to every node."""
        start = nodes([origin], self.topology.size, "origins")
        found: Floats = self._trees(start, checked_limit(limit))[0]
        return found

    def paths(self, origins: ArrayLike, targets: ArrayLike) -> Paths:
        """Best paths from each origin to each target, as arcs."""
        size = self.topology.size
        starts, ends = nodes(origins, size, "origins"), nodes(targets, size, "targets")
        chains: list[Ints] = []
        lengths: list[NDArray[np.int64]] = []
        for start in starts:
            walked, counts = self._back(self._last_arcs(int(start)), ends)
            chains.append(walked)
            lengths.append(counts)
        offsets = np.zeros(len(starts) * len(ends) + 1, np.int64)
        if lengths:
            np.cumsum(np.concatenate(lengths), out=offsets[1:])
        return Paths(np.concatenate([np.empty(0, np.int32), *chains]), offsets)

    def _last_arcs(self, origin: int) -> Ints:
        """Last arc of the best path to each node, -1 at the origin and where no way leads."""
        tail, head = self.topology.tail, self.topology.head
        hours = self._trees(np.array([origin], np.int32))[0]
        last = np.full(self.topology.size, -1, np.int32)
        reached = np.isfinite(hours[head])
        tight = np.flatnonzero(reached & (hours[tail] + self.weights == hours[head]))[::-1]
        nearer = hours[tail[tight]] < hours[head[tight]]
        last[head[tight[nearer]]] = tight[nearer]  # written backwards, so the least index stays
        level = tight[~nearer]
        settled = last >= 0
        settled[origin] = True
        while len(level):  # arcs of no length: outwards in rounds, so that they cannot circle
            level = level[~settled[head[level]]]
            onward = level[settled[tail[level]]]
            if not len(onward):
                break
            last[head[onward]] = onward
            settled[head[onward]] = True
        return last

    def _back(self, last: Ints, targets: Ints) -> tuple[Ints, NDArray[np.int64]]:
        """Arcs from the origin to each target, one path after the other, and their numbers."""
        at = last[targets]
        who = np.arange(len(targets))
        steps: list[Ints] = []
        owners: list[NDArray[np.int64]] = []
        while True:
            going = at >= 0
            at, who = at[going], who[going]
            if not len(at):
                break
            steps.append(at)
            owners.append(who)
            at = last[self.topology.tail[at]]
        if not steps:
            return np.empty(0, np.int32), np.zeros(len(targets), np.int64)
        owner = np.concatenate(owners[::-1])
        order = np.argsort(owner, kind="stable")
        return (np.concatenate(steps[::-1])[order],
                np.bincount(owner, minlength=len(targets)).astype(np.int64))
