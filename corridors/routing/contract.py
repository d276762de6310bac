"""Smaller graphs with the same distances: chains as single arcs, and a core without side trees.

Which arcs replace which depends on the shape of a graph alone, so it is worked out once and then
holds for the weights of every ship and loading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
ROUNDS = 12
WORTH = 0.97
"""Rounds end when more than this share of the arcs is left by one of them."""


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
    """Nodes with one way in (or out) replaced by the node before (behind) them.

    Attributes
    ----------
    nodes, ways
        The nodes, and their single arcs.
    jumps
        Node to the node 1, 2, 4 ... steps on, all the way to the one that stays.
    arcs, ends
        Arcs that stay, parallel ones together, and the replaced end of each.
    first
        Where each group of parallel arcs begins.
    """

    nodes: Array
    ways: Array
    jumps: list[Array]
    arcs: Array
    ends: Array
    first: Array


@dataclass(frozen=True, eq=False)
class Core:
    """A graph with the same distances between the fixed nodes and as few arcs as is cheap.

    Attributes
    ----------
    tail, head
        Nodes of the k arcs, in the numbers of the graph it was made from.
    """

    size: int
    rounds: list[_Round]
    tail: Array
    head: Array

    @classmethod
    def of(cls, tail: Array, head: Array, size: int, fixed: Array) -> Core:
        """The core of a graph (m arcs); arcs that no fixed node leads to mean nothing in it."""
        stays, rounds = np.zeros(size, dtype=bool), []
        stays[fixed] = True
        for _ in range(ROUNDS):
            before = len(tail)
            for backward in (False, True):
                near, far = (head, tail) if backward else (tail, head)
                gone = (np.bincount(far, minlength=size) == 1) & ~stays
                ways = np.flatnonzero(gone[far])
                parent = np.arange(size)
                nodes = far[ways]
                parent[nodes] = near[ways]
                jumps = [parent]
                while len(jumps) <= size.bit_length() and not np.array_equal(
                        further := jumps[-1][jumps[-1]], jumps[-1]):
                    jumps.append(further)
                root = jumps.pop()
                kept = np.flatnonzero(~gone[far])
                old, near, far = near[kept], root[near[kept]], far[kept]
                # back where one came from is never shorter
                kept, old, near, far = (a[near != far] for a in (kept, old, near, far))
                key = (far * size + near) if backward else (near * size + far)
                order = np.argsort(key, kind="stable")
                first = np.flatnonzero(np.diff(key[order], prepend=-1))
                rounds.append(_Round(nodes, ways, jumps, kept[order], old[order], first))
                tail, head = np.divmod(key[order][first], size)
            if len(tail) > WORTH * before:
                break
        return cls(size, rounds, tail, head)

    def weights(self, weights: Array) -> Array:
        """Least weights of the arcs of the core, (L, m) to (L, k)."""
        for item in self.rounds:
            if not len(item.first):
                return np.zeros((len(weights), 0))
            more = np.zeros((len(weights), self.size))
            more[:, item.nodes] = weights[:, item.ways]
            for jump in item.jumps:
                more = more + more[:, jump]
            weights = np.minimum.reduceat(weights[:, item.arcs] + more[:, item.ends], item.first,
                                          axis=1)
        return weights
