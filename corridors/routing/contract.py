"""Smaller graphs with the same distances: chains as single arcs, and a core without side trees.

Which arcs replace which depends on the shape of a graph alone, so it is worked out once and then
holds for the weights of every ship and loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
ROUNDS = 40
FEW = 4
"""A round that would take out fewer nodes than this is not worth its while."""
MORE = 3
"""How many more arcs than were at a node may take its place: fewer nodes are worth it."""
SHUFFLE = 2654435761
"""Odd multiplier that scatters numbers, so that of a chain of nodes many go in one round."""


@dataclass(frozen=True, eq=False)
class Chains:
    """Arcs, each a chain of edges through nodes that nothing else leads to or from.

    Attributes
    ----------
    tail, head
        Ends of the k chains.
    edges, first
        Edges of all chains one behind another, and where each chain begins, (k + 1,).
    """

    tail: Array
    head: Array
    edges: Array
    first: Array

    @classmethod
    def of(cls, tail: Array, head: Array, size: int, fixed: Array, kind: Array) -> Chains:
        """Chains of edges (m,) between ``size`` nodes, in the order of their first edges.

        Parameters
        ----------
        fixed
            Nodes that stay.
        kind
            Kinds of edges, (m,); a chain holds one kind only.

        Examples
        --------
        >>> found = Chains.of(np.array([0, 1, 2]), np.array([1, 2, 0]), 3, np.array([0]),
        ...                   np.array([True, True, True]))
        >>> found.tail.tolist(), found.head.tolist(), found.edges.tolist()
        ([0], [0], [0, 1, 2])
        """
        if not len(tail):
            return cls(tail, head, np.arange(0), np.zeros(1, dtype=np.int64))
        inner = (np.bincount(tail, minlength=size) == 1) & (np.bincount(head, minlength=size) == 1)
        inner[fixed] = False
        into, out = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        into[head], out[tail] = np.arange(len(head)), np.arange(len(tail))
        inner &= kind[into] == kind[out]
        begin = np.flatnonzero(~inner[tail])
        chain, edge = np.arange(len(begin)), begin
        chains, edges = [chain], [edge]
        while True:
            going = inner[head[edge]]
            if not going.any():
                break
            chain, edge = chain[going], out[head[edge[going]]]
            chains.append(chain)
            edges.append(edge)
        owner, found = np.concatenate(chains), np.concatenate(edges)
        found = found[np.argsort(owner, kind="stable")]
        first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(begin)))])
        return cls(tail[begin], head[found[first[1:] - 1]], found, first)

    def sums(self, values: Array) -> Array:
        """Sums over the edges of every chain: (m, ...) to (k, ...)."""
        if not len(self.tail):
            return np.zeros((0, *values.shape[1:]))
        found: Array = np.add.reduceat(values[self.edges], self.first[:-1], axis=0)
        return found


@dataclass(frozen=True, eq=False)
class _Round:
    """Some nodes taken out, none next to another, and what is put in their place.

    Attributes
    ----------
    kept
        Arcs that stay.
    into, out
        Arcs to and from the nodes taken out: every way through one of them becomes an arc.
    order, first
        The kept and the new arcs, parallel ones together, and where each group of them begins.
    """

    kept: Array
    into: Array
    out: Array
    order: Array
    first: Array

    def weights(self, weights: Array) -> Array:
        """Least weight of every group of parallel arcs, (L, m) to (L, k)."""
        found: Array = np.concatenate([weights[:, self.kept], weights[:, self.into]
                                       + weights[:, self.out]], axis=1)[:, self.order]
        return np.minimum.reduceat(found, self.first, axis=1)


@dataclass(frozen=True, eq=False)
class Core:
    """A graph with the same distances between the fixed nodes and as few arcs as is cheap.

    Nodes are taken out as long as the ways through them are hardly more than the arcs at them.

    Attributes
    ----------
    tail, head
        Nodes of the k arcs, in the numbers of the graph it was made from.
    """

    rounds: list[_Round]
    tail: Array
    head: Array

    @classmethod
    def of(cls, tail: Array, head: Array, size: int, fixed: Array) -> Core:
        """The core of a graph of m arcs, of which no two are parallel."""
        stays, rounds = np.zeros(size, dtype=bool), []
        stays[fixed] = True
        rank = np.arange(size) * SHUFFLE % 2 ** 32
        for _ in range(ROUNDS):
            into, out = (np.bincount(ends, minlength=size) for ends in (head, tail))
            gone = ~stays & (into * out <= into + out + MORE) & (into + out > 0)
            near = np.flatnonzero(gone[tail] & gone[head] & (tail != head))
            first_in_rank = rank[tail[near]] < rank[head[near]]
            gone[np.where(first_in_rank, head[near], tail[near])] = False
            if gone.sum() < FEW:
                break
            item, tail, head = _without(gone, tail, head, size, out)
            rounds.append(item)
        return cls(rounds, tail, head)

    def weights(self, weights: Array) -> Array:
        """Least weights of the arcs of the core, (L, m) to (L, k)."""
        for item in self.rounds:
            weights = item.weights(weights)
        return weights


def _without(gone: Array, tail: Array, head: Array, size: int,
             out_of: Array) -> tuple[_Round, Array, Array]:
    """Take out nodes; the arcs behind it by their ends."""
    kept = np.flatnonzero(~gone[tail] & ~gone[head])
    enter = np.flatnonzero(gone[head])
    leave = np.flatnonzero(gone[tail])
    leave = leave[np.argsort(tail[leave], kind="stable")]
    begin = np.searchsorted(tail[leave], head[enter])
    times = out_of[head[enter]]
    ends = np.cumsum(times)
    into = np.repeat(enter, times)
    out = leave[np.arange(len(into)) + np.repeat(begin - (ends - times), times)]
    # back where one came from is never shorter
    through = tail[into] != head[out]
    into, out = into[through], out[through]
    key = np.concatenate([tail[kept] * size + head[kept], tail[into] * size + head[out]])
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    return _Round(kept, into, out, order, first), *np.divmod(key[order][first], size)
