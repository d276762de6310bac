"""The virtual graph of one profile and main mode, made ready to carry a demand.

Every ship and loading that is the best of some pair of the demand is a copy of the graph; a pair
may use any of the copies. Each arc knows the links, locks and terminals that it uses, whatever
number of arcs use the same one: trains of several runs share a railway, barges of all sizes a lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.analysis.loading.elements import Elements
from corridors.analysis.loading.model import Array
from corridors.network.model import Network
from corridors.routing.edges import COMPONENTS, REFS
from corridors.routing.graph import VirtualGraph
from corridors.routing.pairs import Pairs
from corridors.routing.ships import Costs
from corridors.routing.trip import Trip
from corridors.routing.ways import Way

Pair = tuple[str, str]
LINK, SECTION, LOCK, TERMINAL, WAY_OUT, WAY_IN = (REFS.index(name) for name in (
    "link", "section", "lock", "terminal", "way_out", "way_in"))
LINE_HAUL, QUEUE, PASSAGE, LOAD, UNLOAD = (COMPONENTS.index(name) for name in (
    "line_haul", "lock_queue", "lock_passage", "load", "unload"))


@dataclass(frozen=True, eq=False)
class Layer:
    """Arcs of one profile and main mode, m of them over ``size`` nodes.

    Attributes
    ----------
    weight
        What a unit pays on an arc where nothing is delayed.
    per_delay
        What it pays more for each 1 by which the delay factor exceeds 1.
    carries
        (e, m): how often an arc uses an element.
    delayed
        (m, e): share of the arc's hours that each element delays.
    starts, ends
        Place -> node.
    trips
        The free trip of every pair of the demand that is served.
    tonnes
        Of one unit.
    """

    profile: str
    mode: str
    size: int
    tail: Array
    head: Array
    weight: Array
    per_delay: Array
    carries: csr_array
    delayed: csr_array
    starts: Mapping[str, int]
    ends: Mapping[str, int]
    trips: Mapping[Pair, Trip]
    tonnes: float

    @cached_property
    def pairs(self) -> Pairs:
        """Arcs by the nodes they join."""
        return Pairs.of(self.tail, self.head, self.size)

    def weights(self, factor: Array) -> Array:
        """Weight of every arc for the delay factors of all elements."""
        found: Array = self.weight + self.per_delay * (self.delayed @ (factor - 1.0))
        return found

    def least(self, weight: Array) -> tuple[dict[Pair, float], Any]:
        """Least weight of every pair, and the trees to trace them in."""
        names = sorted({o for o, _ in self.trips})
        row = {name: i for i, name in enumerate(names)}
        matrix = csr_array((self.pairs.least(weight), self.pairs.heads, self.pairs.rows),
                           shape=(self.size, self.size))
        distance, before = dijkstra(matrix, return_predecessors=True,
                                    indices=[self.starts[name] for name in names])
        return {(o, d): float(distance[row[o], self.ends[d]]) for o, d in self.trips}, (row, before)

    def load(self, weight: Array, demand: Mapping[Pair, float], trees: Any) -> Array:
        """Units on every arc when each pair takes its least way (m,)."""
        row, before = trees
        arc_of = self.pairs.arcs(weight)
        keys = self.pairs.keys
        volume = np.zeros(len(self.tail))
        for (o, d), units in demand.items():
            tree, node = before[row[o]], self.ends[d]
            while (previous := int(tree[node])) >= 0:
                arc = arc_of[np.searchsorted(keys, previous * self.size + node)]
                volume[arc] += units
                node = previous
        return volume


def layer_of(graph: VirtualGraph, trips: Mapping[Pair, Trip], elements: Elements) -> Layer:
    """Lay the copies of a graph side by side, one for each ship and loading that some pair takes.

    Parameters
    ----------
    trips
        Best free trips of the pairs of the demand that are served.
    """
    arrays, impedance = graph.arrays, graph.impedance
    kept: dict[int, Costs] = {}
    for pair in sorted(trips):
        cost = trips[pair].path[1]
        kept.setdefault(id(cost), cost)
    copies = list(kept.values())
    size = arrays.size
    open_ = [np.flatnonzero(cost.loading.open) for cost in copies]
    edge = np.concatenate(open_)
    copy = np.repeat(np.arange(len(copies)), [len(rows) for rows in open_])
    h, c, _, weighted = impedance.coefficients
    hours = np.concatenate([cost.hours[rows] for cost, rows in zip(copies, open_, strict=True)])
    weight = np.concatenate([cost.weight[rows] for cost, rows in zip(copies, open_, strict=True)])
    ship = np.array([cost.loading.scale / cost.loading.share for cost in copies])[copy]
    locks = arrays.ref_kind[edge] == LOCK
    delay = h * hours * (arrays.weight[edge] if weighted else 1.0) + np.where(
        locks, c * arrays.ship_cny[edge] * ship, 0.0)
    first = len(copies) * size
    starts = {place: first + i for i, place in enumerate(sorted({o for o, _ in trips}))}
    first += len(starts)
    ends = {place: first + i for i, place in enumerate(sorted({d for _, d in trips}))}
    joins = [(node, k * size + graph.origins[place]) for place, node in starts.items()
             for k in range(len(copies))]
    joins += [(k * size + graph.destinations[place], node) for place, node in ends.items()
              for k in range(len(copies))]
    joined = np.array(joins, dtype=np.int64).reshape(-1, 2)
    carries, delayed = _incidence(graph, elements)
    rest = len(joined)
    carries = csr_array(_wider(carries[:, edge], rest))
    delayed = csr_array(_wider(delayed[edge].T, rest)).T.tocsr()
    nothing = np.zeros(rest)
    return Layer(
        impedance.profile, graph.family.id, first + len(ends),
        np.concatenate([arrays.tail[edge] + copy * size, joined[:, 0]]),
        np.concatenate([arrays.head[edge] + copy * size, joined[:, 1]]),
        np.concatenate([weight, nothing]), np.concatenate([delay, nothing]), carries, delayed,
        starts, ends, dict(trips), impedance.tonnes)


def _wider(matrix: Any, columns: int) -> Any:
    """A sparse matrix with empty columns behind it."""
    from scipy.sparse import hstack

    return hstack([matrix, csr_array((matrix.shape[0], columns))])


def _incidence(graph: VirtualGraph, elements: Elements) -> tuple[csr_array, csr_array]:
    """What each edge uses (e, m), and which elements delay it (m, e)."""
    arrays, network = graph.arrays, graph.impedance.network
    km = network.links["length_km"]
    used: list[tuple[int, int]] = []
    late: list[tuple[int, int, float]] = []
    for e, (kind, row, component) in enumerate(zip(
            arrays.ref_kind.tolist(), arrays.ref_row.tolist(), arrays.component.tolist(),
            strict=True)):
        if kind == LINK and component == LINE_HAUL:
            used.append((row, e))
            late.append((e, row, 1.0))
        elif kind == LOCK and component in (QUEUE, PASSAGE):
            number = elements.first_lock + row
            late.append((e, number, 1.0))
            if component == PASSAGE:
                used.append((number, e))
        elif kind == SECTION:
            ways = [(2 * i + way, float(km[i])) for i, way in graph.section_ways[row]]
            whole = sum(length for _, length in ways)
            used += [(number, e) for number, _ in ways]
            late += [(e, number, length / whole) for number, length in ways if whole]
        elif kind == TERMINAL and component in (LOAD, UNLOAD) and row < len(network.nodes):
            used.append((elements.first_node + 2 * row + (component == UNLOAD), e))
        elif kind in (WAY_OUT, WAY_IN) and arrays.km[e]:
            used += [(number, e) for number in oriented(network, graph.ways[row][1],
                                                        outward=kind == WAY_OUT)]
    shape = len(elements), len(arrays.tail)
    rows, columns = np.array(used, dtype=np.int64).reshape(-1, 2).T
    carries = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    delayed = csr_array((np.array([share for _, _, share in late]), (
        np.array([edge for edge, _, _ in late], dtype=np.int64),
        np.array([element for _, element, _ in late], dtype=np.int64))), shape=shape[::-1])
    return carries, delayed


def oriented(network: Network, way: Way, *, outward: bool) -> Iterable[int]:
    """Numbers of the road links of a way to (outward) or from a terminal, each in its direction."""
    links, nodes = network.links, network.nodes
    if not way.links:
        return []
    ends = [(str(links["from_node_id"][i]), str(links["to_node_id"][i]))
            for i in (links.index[key] for key in way.links)]
    at = way.terminal
    if at in nodes.index and nodes["mode"][nodes.index[at]] != "road":
        at = str(nodes["road_node_id"][nodes.index[at]])
    steps = list(zip(way.links, ends, strict=True))
    found: list[int] = []
    for key, (a, b) in steps[::-1] if outward else steps:
        # walked from the terminal: against the way that goods take to it, along the way from it
        if at not in (a, b):
            return []
        far = b if at == a else a
        along = (far, at) if outward else (at, far)
        found.append(2 * links.index[key] + (along == (b, a)))
        at = far
    return found
