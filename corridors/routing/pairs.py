"""Arcs grouped by the nodes they join, as a sparse matrix and the way back from it want them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Arcs grouped by the nodes they join.

    Attributes
    ----------
    order, group, first
        Arcs in the order of their groups, the group of each, and where each group begins.
    keys
        tail x size + head of each group, rising.
    heads, rows
        The same as a sparse matrix wants it: head of each group, first group of each tail.
    """

    order: Array
    group: Array
    first: Array
    keys: Array
    heads: Array
    rows: Array

    @classmethod
    def of(cls, tail: Array, head: Array, size: int, ties: tuple[Array, ...] = ()) -> Pairs:
        """Group arcs (m,) between ``size`` nodes.

        Parameters
        ----------
        ties
            Columns (m,) that order parallel arcs, the most significant last; else their rows do.
        """
        pair = tail.astype(np.int64) * size + head
        order = np.lexsort((*ties, pair))
        starts = np.diff(pair[order], prepend=-1) != 0
        first = np.flatnonzero(starts)
        keys = pair[order][first]
        tails, heads = np.divmod(keys, size)
        rows = np.searchsorted(tails, np.arange(size + 1))
        return cls(order, np.cumsum(starts) - 1, first, keys, heads.astype(np.int32),
                   rows.astype(np.int32))

    def least(self, weight: Array) -> Array:
        """Least weight of every group."""
        found: Array = np.minimum.reduceat(weight[self.order], self.first)
        return found

    def arcs(self, weight: Array) -> Array:
        """The arc of least weight of every group, the first of equal ones."""
        at = np.flatnonzero(weight[self.order] == self.least(weight)[self.group])
        at = at[np.diff(self.group[at], prepend=-1) != 0]
        found: Array = self.order[at]
        return found
