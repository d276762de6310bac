"""Best ways of a family between many places at once.

Chains of edges are single arcs, a core of the graph decides which loading serves each pair best,
and only the loadings that are chosen are searched for the ways themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.routing.contract import Chains
from corridors.routing.graph import VirtualGraph
from corridors.routing.shapes import shape_of
from corridors.routing.ships import Loading, loadings, weights

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Ways:
    """Best ways of p pairs of places in a graph.

    Attributes
    ----------
    chains
        Arcs of the graph.
    loadings
        Every ship and loading worth trying.
    row, column, loading
        Origin, destination and loading of each pair, in the order of the graph, (p,).
    arcs, first
        Arcs of all ways one behind another, and where each way begins, (p + 1,).
    """

    chains: Chains
    loadings: list[Loading]
    row: Array
    column: Array
    loading: Array
    arcs: Array
    first: Array

    def edges(self, pairs: Array) -> tuple[Array, Array]:
        """Edges of the ways of some pairs one behind another, and where each way begins."""
        arcs, begins = slices(self.arcs, self.first, pairs)
        edges, ends = slices(self.chains.edges, self.chains.first, arcs)
        return edges, ends[begins]


def slices(values: Array, first: Array, rows: Array) -> tuple[Array, Array]:
    """Slices of an array one behind another, and where each begins.

    Parameters
    ----------
    values, first
        Slices, and where each of k begins, (k + 1,).
    rows
        The slices that are wanted, (p,).

    Examples
    --------
    >>> found = slices(np.array([7, 8, 9]), np.array([0, 1, 3]), np.array([1, 0, 1]))
    >>> [part.tolist() for part in found]
    [[8, 9, 7, 8, 9], [0, 2, 3, 5]]
    """
    counts = np.diff(first)[rows]
    begins = np.concatenate([[0], np.cumsum(counts)])
    at = np.arange(begins[-1]) + np.repeat(first[rows] - begins[:-1], counts)
    return values[at], begins


def best_ways(graph: VirtualGraph) -> Ways:
    """Best ways between all origins and destinations that have one and are not the same."""
    return _Search(graph).ways()


def least(graph: VirtualGraph) -> Array:
    """What the best trips of a family minimise, without the trips.

    Returns
    -------
    values
        Origins in rows, destinations in columns, in the order of the graph; infinite where there
        is no path. The same numbers as ``objective_value`` of the trips of
        :func:`~corridors.routing.paths.solve`.
    """
    found: Array = _Search(graph).values().min(axis=0)
    return found


class _Matrix:
    """A sparse matrix of arcs, searched with one row of weights after another.

    It is checked once: making one anew for every loading takes as long as the search.
    """

    def __init__(self, heads: Array, rows: Array, size: int) -> None:
        self.arcs = csr_array((np.zeros(len(heads)), heads, rows), shape=(size, size))

    def __call__(self, weight: Array, starts: Array, ways: bool = False) -> Any:
        """Distances from the starts; with ``ways`` also the node before each."""
        self.arcs.data = weight
        return dijkstra(self.arcs, return_predecessors=ways, indices=starts)


class _Search:
    """A graph made small, with the weights of every loading."""

    def __init__(self, graph: VirtualGraph) -> None:
        self.shape = shape = shape_of(graph)
        self.chains, self.pairs, self.size = shape.chains, shape.pairs, shape.size
        self.start, self.end = shape.start, shape.end
        self.loadings = loadings(graph) if len(self.chains.tail) else []
        if self.loadings:
            self.weight = self.chains.sums(weights(graph, self.loadings).T).T
        self.same = np.array(list(graph.origins), dtype=object)[:, None] \
            == np.array(list(graph.destinations), dtype=object)[None, :]

    def values(self) -> Array:
        """Least weights by loading, origin and destination, one loading at least."""
        if not self.loadings:
            return np.full((1, *self.same.shape), np.inf)
        small, least = self.shape.core, np.array([self.pairs.least(one) for one in self.weight])
        search = _Matrix(small.heads, small.rows, small.size)
        return np.array([search(one, small.start)[:, small.end]
                         for one in small.core.weights(least)[:, small.order]])

    def ways(self) -> Ways:
        """Trees of the chosen loadings, and all ways walked back from their ends."""
        chosen, search = self._chosen(), _Matrix(self.pairs.heads, self.pairs.rows, self.size)
        used = np.unique(chosen[chosen >= 0])
        tree, before, arcs, count = np.full((len(self.loadings), len(self.start)), -1), [], [], 0
        for number in used:
            grown = np.flatnonzero((chosen == number).any(axis=1))
            tree[number, grown] = count + np.arange(len(grown))
            count += len(grown)
            one = self.weight[number]
            before.append(search(self.pairs.least(one), self.start[grown], ways=True)[1])
            arcs.append(self.pairs.arcs(one))
        row, column = np.nonzero(chosen >= 0)
        loading, none = chosen[row, column], np.arange(0)
        if len(row):
            trees = np.concatenate(before)
            found = trees[tree[loading, row], self.end[column]] >= 0
            row, column, loading = row[found], column[found], loading[found]
        if not len(row):
            return Ways(self.chains, self.loadings, none, none, none, none, np.zeros(1, dtype=int))
        owner, key = self._walked(trees, tree[loading, row], self.end[column])
        arc = np.array(arcs)[np.searchsorted(used, loading)[owner],
                             np.searchsorted(self.pairs.keys, key)]
        first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(row)))])
        return Ways(self.chains, self.loadings, row, column, loading, arc, first)

    def _chosen(self) -> Array:
        """Number of the loading that serves each pair best, -1 where none does, (n, m)."""
        if len(self.loadings) < 2:
            return np.where(self.same, -1, len(self.loadings) - 1)
        value = self.values()
        reached = np.isfinite(value.min(axis=0)) & ~self.same
        return np.where(reached, np.argmin(np.round(value, 12), axis=0), -1)

    def _walked(self, trees: Array, own: Array, node: Array) -> tuple[Array, Array]:
        """Ways by the tree and the end of each: owner and key of the nodes of every step."""
        active, owners, keys = np.arange(len(own)), [], []
        while len(active):
            previous = trees[own, node].astype(np.int64)
            going = previous >= 0
            active, own, previous, node = (a[going] for a in (active, own, previous, node))
            owners.append(active)
            keys.append(previous * self.size + node)
            node = previous
        owner, key = np.concatenate(owners[::-1]), np.concatenate(keys[::-1])
        order = np.argsort(owner, kind="stable")
        return owner[order], key[order]
