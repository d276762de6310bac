"""What of a graph does not depend on its weights, made small, and kept for graphs alike.

The draws of a sweep, the sets of an attribution and the failures of a network ask graphs of the
same shape for other weights again and again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from threading import Lock
from typing import Any

import numpy as np

from corridors.routing.contract import Chains, Core
from corridors.routing.graph import VirtualGraph
from corridors.routing.measured import driving
from corridors.routing.pairs import Pairs
from corridors.routing.ships import ALL

Array = np.ndarray[Any, Any]
MOST = 64
"""Shapes that are kept, some 200 kB each; the ones used longest ago go first."""


@dataclass(frozen=True, eq=False)
class SmallCore:
    """A core with its nodes numbered anew.

    Attributes
    ----------
    core
        Gives the weights of its arcs.
    order, heads, rows
        Arcs in the order of their tails, and what a sparse matrix wants of them.
    start, end
        Nodes of the origins and destinations.
    size
        Number of nodes.
    """

    core: Core
    order: Array
    heads: Array
    rows: Array
    start: Array
    end: Array
    size: int


@dataclass(frozen=True, eq=False)
class Shape:
    """A graph with its chains as single arcs.

    Attributes
    ----------
    chains
        Arcs of the small graph.
    pairs
        These by the ``size`` nodes that they join, parallel ones in the order of their rows.
    start, end
        Nodes of the origins and destinations.
    """

    chains: Chains
    pairs: Pairs
    start: Array
    end: Array
    size: int

    @cached_property
    def core(self) -> SmallCore:
        """The core of the small graph."""
        size = self.size
        core = Core.of(*np.divmod(self.pairs.keys, size), size,
                       np.concatenate([self.start, self.end]))
        order = np.argsort(core.tail, kind="stable")
        nodes = np.unique(np.concatenate([core.tail, core.head, self.start, self.end]))
        tail, head, start, end = (np.searchsorted(nodes, some)
                                  for some in (core.tail, core.head, self.start, self.end))
        rows = np.searchsorted(tail[order], np.arange(len(nodes) + 1)).astype(np.int32)
        return SmallCore(core, order, head[order].astype(np.int32), rows, start, end, len(nodes))


_KEPT: OrderedDict[bytes, Shape] = OrderedDict()
_LOCK = Lock()


def shape_of(graph: VirtualGraph) -> Shape:
    """The shape of a graph; the same object for graphs whose edges join the same nodes."""
    arrays = graph.arrays
    drives, rests = driving(arrays, ALL)
    starts, ends = (np.array(list(nodes.values()), dtype=np.int64)
                    for nodes in (graph.origins, graph.destinations))
    digest = blake2b(np.array([arrays.size, len(starts), len(arrays.tail)]).tobytes(),
                     digest_size=16)
    for column in (starts, ends, arrays.tail, arrays.head, arrays.ref_row, arrays.ref_kind,
                   drives, rests):
        digest.update(column.tobytes())
    key = digest.digest()
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    found = _made(graph, starts, ends, drives | rests)
    with _LOCK:
        _KEPT[key] = found
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return found


def _made(graph: VirtualGraph, starts: Array, ends: Array, kind: Array) -> Shape:
    arrays, fixed = graph.arrays, np.concatenate([starts, ends])
    chains = Chains.of(arrays.tail, arrays.head, arrays.size, fixed, kind)
    places = np.unique(np.concatenate([chains.tail, chains.head, fixed]))
    tail, head, start, end = (np.searchsorted(places, nodes)
                              for nodes in (chains.tail, chains.head, starts, ends))
    lead = chains.edges[chains.first[:-1]]
    pairs = Pairs.of(tail, head, len(places), (arrays.ref_row[lead], arrays.ref_kind[lead]))
    return Shape(chains, pairs, start, end, len(places))
