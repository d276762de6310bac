"""Maximum flow and minimum cut by SciPy, and of all maximum flows the shortest.

Capacities are whole kilotonnes a year in the search, so that the flow is exact: 0.001 Mt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corridors.analysis.throughput.graph import FlowGraph
from corridors.analysis.throughput.model import Array

KT = 1000
"""Units of the search in a Mt."""


@dataclass(frozen=True, eq=False)
class MaxFlow:
    """A maximum flow of a graph with m arcs.

    Attributes
    ----------
    value
        Kilotonnes a year.
    near, far
        Arcs of the minimum cut nearest to the source, and of the one nearest to the sink.
    """

    value: int
    near: Array
    far: Array


def scaled(graph: FlowGraph) -> Array:
    """Capacities in kilotonnes; -1 for arcs that nothing bounds."""
    known = np.isfinite(graph.capacity)
    return np.where(known, np.round(np.where(known, graph.capacity, 0.0) * KT), -1
                    ).astype(np.int64)


def open_path(graph: FlowGraph, capacity: Array) -> list[int]:
    """Arcs of a way from source to sink that nothing bounds, the fewest; empty without one."""
    out: dict[int, list[int]] = {}
    for arc in np.flatnonzero(capacity < 0).tolist():
        out.setdefault(int(graph.tail[arc]), []).append(arc)
    before: dict[int, int] = {graph.source: -1}
    queue = [graph.source]
    for node in queue:
        for arc in out.get(node, ()):
            head = int(graph.head[arc])
            if head not in before:
                before[head] = arc
                queue.append(head)
    if graph.sink not in before:
        return []
    path, node = [], graph.sink
    while before[node] >= 0:
        path.append(before[node])
        node = int(graph.tail[before[node]])
    return path[::-1]


def maximum_flow(graph: FlowGraph, capacity: Array) -> MaxFlow:
    """Maximum flow for whole capacities, where no way is open throughout.

    Every arc leads through a node of its own, so that parallel arcs stay apart.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order
    from scipy.sparse.csgraph import maximum_flow as solved

    count = len(capacity)
    whole = int(capacity[capacity > 0].sum()) + 1
    if whole >= np.iinfo(np.int32).max:
        raise OverflowError(whole)
    middle = graph.size + np.arange(count)
    size = graph.size + count
    limit = np.where(capacity < 0, whole, capacity)
    matrix = csr_array((np.concatenate([limit, limit]).astype(np.int32), (
        np.concatenate([graph.tail, middle]), np.concatenate([middle, graph.head]))),
        shape=(size, size))
    found = solved(matrix, graph.source, graph.sink)
    left = (matrix - found.flow).tocsr()
    left.data = np.where(left.data > 0, 1, 0).astype(np.int32)
    left.eliminate_zeros()
    near = np.zeros(size, dtype=bool)
    near[breadth_first_order(left, graph.source, return_predecessors=False)] = True
    far = np.zeros(size, dtype=bool)
    far[breadth_first_order(left.T.tocsr(), graph.sink, return_predecessors=False)] = True
    return MaxFlow(int(found.flow_value), np.flatnonzero(near[graph.tail] & ~near[graph.head]),
                   np.flatnonzero(~far[graph.tail] & far[graph.head]))


def shortest_flow(graph: FlowGraph, capacity: Array, value: int) -> Array:
    """Of all flows of a value the one with the least tonne-kilometres, kilotonnes by arc (m,).

    A maximum flow is seldom the only one; this one makes no detour that it need not make. It is a
    linear programme, solved by HiGHS.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    count = len(capacity)
    if not value:
        return np.zeros(count)
    arcs = np.arange(count)
    balance = csr_array((np.repeat([1.0, -1.0], count), (
        np.concatenate([graph.tail, graph.head]), np.concatenate([arcs, arcs]))),
        shape=(graph.size, count))
    wanted = np.zeros(graph.size)
    wanted[graph.source], wanted[graph.sink] = value, -value
    found = linprog(graph.km, A_eq=balance, b_eq=wanted, bounds=np.column_stack([
        np.zeros(count), np.where(capacity < 0, value, np.minimum(capacity, value))]),
        method="highs")
    flow: Array = np.round(found.x, 6)
    return flow
