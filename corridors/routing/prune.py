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
    kept = _reached(tail, head, size, starts) & _reached(head, tail, size, ends)
    arcs = np.flatnonzero(kept[tail] & kept[head])
    kept[starts] = kept[ends] = True
    number = np.where(kept, np.cumsum(kept) - 1, -1)
    return arcs, number, int(kept.sum())


def _reached(tail: Array, head: Array, size: int, starts: Array) -> Array:
    """Which nodes a way leads to from any of the starts, themselves included; (size,)."""
    source = np.full(len(starts), size)
    matrix = csr_array((np.ones(len(tail) + len(starts), dtype=np.int8),
                        (np.concatenate([tail, source]), np.concatenate([head, starts]))),
                       shape=(size + 1, size + 1))
    found = np.zeros(size + 1, dtype=bool)
    found[breadth_first_order(matrix, size, return_predecessors=False)] = True
    return found[:size]
