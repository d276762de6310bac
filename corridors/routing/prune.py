"""What of a graph lies on some way from a start to an end."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

Array = np.ndarray[Any, Any]


def ways_between(tail: Array, head: Array, size: int, starts: Array,
                 ends: Array) -> tuple[Array, Array, int]:
    """Arcs (m,) between ``size`` nodes that lie on a way from a start to an end.

    Returns
    -------
    arcs, number, count
        Rows of the arcs that are kept; new number of every node, -1 where it is left out; how
        many are left. Starts and ends stay; nodes keep their order.

    Examples
    --------
    Node 2 leads nowhere, and nothing leads to node 3.

    >>> arcs, number, count = ways_between(np.array([0, 0, 3]), np.array([1, 2, 1]), 4,
    ...                                    np.array([0]), np.array([1]))
    >>> arcs.tolist(), number.tolist(), count
    ([0], [0, 1, -1, -1], 2)
    """
    source, sink = size, size + 1
    matrix = csr_array((np.ones(len(tail) + len(starts) + len(ends), dtype=np.int8), (
        np.concatenate([tail, np.full(len(starts), source), ends]),
        np.concatenate([head, starts, np.full(len(ends), sink)]))), shape=(size + 2, size + 2))
    kept = _reached(matrix, source)[:size] & _reached(matrix.T.tocsr(), sink)[:size]
    arcs = np.flatnonzero(kept[tail] & kept[head])
    kept[starts] = kept[ends] = True
    number = np.where(kept, np.cumsum(kept) - 1, -1)
    return arcs, number, int(kept.sum())


def _reached(matrix: csr_array, start: int) -> Array:
    """Which nodes a way leads to from one of them, itself included."""
    found = np.zeros(matrix.shape[0], dtype=bool)
    found[breadth_first_order(matrix, start, return_predecessors=False)] = True
    return found
