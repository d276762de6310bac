"""Putting the nodes of a network in order, once, so that every scenario only re-weights it.

Nodes are contracted one after the other, by SuperLU's minimum degree; contracting a node joins
its later neighbours by shortcuts. With the shortcuts, the neighbours of a node that come later
are all joined to one another (a chordal graph), and the nearest of them is the node's parent in
a forest in which every neighbour that comes later is an ancestor. That is the pattern of the
factor of a sparse symmetric matrix, so a sparse solver finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import coo_array, csc_array
from scipy.sparse.linalg import splu

from corridors.engine.model import Ints, Topology, Wide

BATCH_TRIANGLES = 1_000_000
"""Triangles looked up at once (about 50 MB)."""

LEAK = 1e-6
"""Added to the diagonal: small, so that what a long chain leaves of a fill stays a number."""


def arranged(topology: Topology) -> dict[str, Ints]:
    """Order a topology and find its shortcuts and triangles.

    Returns
    -------
    arrays
        By the names that :class:`corridors.engine.hierarchy.Hierarchy` explains.
    """
    size = topology.size
    tail, head = topology.tail.astype(np.int64), topology.head.astype(np.int64)
    no_loop = tail != head
    rank, pattern = _contracted(size, tail[no_loop], head[no_loop])
    wanted = _key(rank[tail[no_loop]], rank[head[no_loop]], size)
    edges, triangles = _closed(_distinct(wanted, pattern), size)
    place, level, before, span = _forest(edges // max(size, 1), edges % max(size, 1), size)

    lower, upper = place[edges // max(size, 1)], place[edges % max(size, 1)]
    sorting = np.lexsort((-upper, lower))
    renamed = np.empty_like(sorting)
    renamed[sorting] = np.arange(len(sorting))
    renamed = renamed.astype(np.int32)
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(lower, minlength=size), out=starts[1:])

    target = renamed[triangles[2]].astype(np.int32)
    by_target = _sorting(target, len(edges))
    target = target[by_target]
    fresh = np.flatnonzero(np.diff(target, prepend=-1))
    shortcut = target[fresh]

    slot = np.full(topology.arcs, -1, np.int64)
    ends = rank[tail[no_loop]], rank[head[no_loop]]
    found = renamed[np.searchsorted(edges, _key(*ends, size))]
    slot[no_loop] = 2 * found + (ends[0] > ends[1])
    return {
        "place": place[rank], "level": level, "before": before, "span": span, "first": starts,
        "upper": upper[sorting], "slot": slot, "shortcut": shortcut,
        "start": np.append(fresh, len(target)),
        "low": renamed[triangles[0]][by_target], "high": renamed[triangles[1]][by_target],
        "step": np.searchsorted(shortcut, starts[level])}


def _key(one: Wide, other: Wide, size: int) -> Wide:
    """One number for two nodes, the earlier first."""
    return np.minimum(one, other) * size + np.maximum(one, other)


def _distinct(*parts: Wide) -> Wide:
    """All numbers of some arrays, each once, ascending."""
    every = np.sort(np.concatenate(parts))
    return every[np.flatnonzero(np.diff(every, prepend=-1))]


def _sorting(numbers: Ints, size: int) -> Ints:
    """What puts numbers below a size in order, equal ones as they come; linear, by counting."""
    every = np.arange(len(numbers) + 1, dtype=np.int32)
    column = csc_array((np.ones(len(numbers), np.int8), numbers, every),
                       shape=(size, len(numbers)))
    found: Ints = column.tocsr().indices
    return found


def _contracted(size: int, tail: Wide, head: Wide) -> tuple[Wide, Wide]:
    """Rank of each node in the order of contraction, and keys of the edges that SuperLU fills."""
    pair = _distinct(_key(tail, head, size))
    low, high = pair // max(size, 1), pair % max(size, 1)
    if not len(pair):
        return np.arange(size), pair
    degree = np.bincount(low, minlength=size) + np.bincount(high, minlength=size)
    every = np.arange(size)
    matrix = coo_array(
        (np.concatenate([-np.ones(2 * len(pair)), degree + LEAK + (degree == 0)]),
         (np.concatenate([low, high, every]), np.concatenate([high, low, every]))),
        shape=(size, size)).tocsc()
    factor = splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, relax=1,
                  options={"SymmetricMode": True})
    rank = factor.perm_c.astype(np.int64)
    filled = factor.L.tocoo()
    if not np.array_equal(factor.perm_r, factor.perm_c):  # a pivot off the diagonal
        return rank, pair[:0]
    below = filled.row > filled.col
    return rank, _key(filled.row[below].astype(np.int64), filled.col[below].astype(np.int64), size)


def _closed(edges: Wide, size: int) -> tuple[Wide, tuple[Ints, Ints, Ints]]:
    """Edges with all that is missing to a chordal graph, and its triangles as edge numbers.

    SuperLU leaves nothing out, as far as is known; if it does, this adds it.
    """
    while True:
        parts: list[tuple[Ints, Ints, Ints]] = []
        missing: list[Wide] = []
        for low, high in _wedges(edges, size):
            wanted = edges[low] % size * size + edges[high] % size
            at = np.searchsorted(edges, wanted)
            lost = np.append(edges, -1)[at] != wanted
            missing.append(wanted[lost])
            parts.append((low.astype(np.int32), high.astype(np.int32), at.astype(np.int32)))
        lacking = _distinct(edges[:0], *missing)
        if not len(lacking):
            empty = np.empty(0, np.int32)
            one, other, third = (np.concatenate([empty, *(part[i] for part in parts)])
                                 for i in range(3))
            return edges, (one, other, third)
        edges = _distinct(edges, lacking)


def _wedges(edges: Wide, size: int) -> Iterator[tuple[Wide, Wide]]:
    """Pairs of edges that share their earlier node, in batches."""
    end = np.searchsorted(edges // max(size, 1), edges // max(size, 1), side="right")
    partners = end - np.arange(len(edges)) - 1
    total = np.append(0, np.cumsum(partners))
    begin = 0
    while begin < len(edges):
        stop = int(np.searchsorted(total, total[begin] + BATCH_TRIANGLES, side="right"))
        stop = min(max(stop - 1, begin + 1), len(edges))
        low = np.repeat(np.arange(begin, stop), partners[begin:stop])
        inside = np.arange(len(low)) - (total[low] - total[begin])
        yield low, low + 1 + inside
        begin = stop


def _forest(lower: Wide, upper: Wide, size: int) -> tuple[Wide, Wide, Wide, Wide]:
    """Place of each rank, parents first; bounds of the levels; and each subtree as a range.

    Returns
    -------
    place
        (n,) of ranks: 0 is a root.
    level
        (depths + 1,): first place of each depth.
    before, span
        (n,) of places: nodes that come before in a walk through the forest, size of the subtree.
    """
    parent = np.full(size, -1)
    heads, first = np.unique(lower, return_index=True)
    parent[heads] = upper[first]  # edges are sorted: the least later neighbour comes first
    above, spans = parent.tolist(), [1] * size
    for node, up in enumerate(above):
        if up >= 0:
            spans[up] += spans[node]
    depths, walk, free, roots = [0] * size, [0] * size, [0] * size, 0
    for node in range(size - 1, -1, -1):
        up = above[node]
        if up < 0:
            walk[node] = roots
            roots += spans[node]
        else:
            walk[node] = free[up]
            free[up] += spans[node]
            depths[node] = depths[up] + 1
        free[node] = walk[node] + 1
    depth, before = np.array(depths, np.int64), np.array(walk, np.int64)
    sorting = np.lexsort((before, depth))
    place = np.empty(size, np.int64)
    place[sorting] = np.arange(size)
    level = np.append(0, np.cumsum(np.bincount(depth))) if size else np.zeros(1, np.int64)
    return place, level, before[sorting], np.array(spans, np.int64)[sorting]
