"""Best paths in a virtual graph, and the trips they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.routing.bestways import best_ways
from corridors.routing.edges import COMPONENTS
from corridors.routing.graph import VirtualGraph
from corridors.routing.measured import (
    RIDDEN,
    aboard,
    driving,
    on_links,
    rested,
    ridden_km,
    tokens,
)
from corridors.routing.pairs import Pairs
from corridors.routing.planned import planned_pairs
from corridors.routing.ships import Costs, costs, loadings
from corridors.routing.trip import Trip

Array = np.ndarray[Any, Any]


def _pairs(graph: VirtualGraph) -> Pairs:
    """Edges by the nodes they join, parallel ones in the order of their rows."""
    arrays = graph.arrays
    return Pairs.of(arrays.tail, arrays.head, arrays.size, (arrays.ref_row, arrays.ref_kind))


@dataclass(frozen=True, eq=False)
class _Tree:
    """Best paths for one loading: distances and the node before every node, by origin.

    Attributes
    ----------
    weight
        Weight of every edge; infinite where the loading does not fit.
    """

    cost: Costs
    distance: Array
    before: Array
    weight: Array

    def edges(self, pairs: Pairs) -> Array:
        """The edge that stands for each pair of nodes: the lightest open one, then the first."""
        return pairs.arcs(self.weight)


def _grow(graph: VirtualGraph, pairs: Pairs, cost: Costs, starts: list[int]) -> _Tree:
    """Dijkstra from all origins for one loading; edges it does not fit weigh infinitely much."""
    size = graph.arrays.size
    weight = np.where(cost.loading.open, cost.weight, np.inf)
    matrix = csr_array((pairs.least(weight), pairs.heads, pairs.rows), shape=(size, size))
    distance, before = dijkstra(matrix, return_predecessors=True, indices=starts)
    return _Tree(cost, distance, before, weight)


def solve(graph: VirtualGraph) -> dict[tuple[str, str], Trip]:
    """Best trip of a family for every origin and destination of its graph.

    Returns
    -------
    trips
        (origin, destination) -> trip; pairs without a path have ``found`` false.
    """
    origins, destinations, ways = list(graph.origins), list(graph.destinations), best_ways(graph)
    out: dict[tuple[str, str], Trip] = {}
    for number in np.unique(ways.loading):
        chosen = np.flatnonzero(ways.loading == number)
        found = [(origins[i], destinations[j])
                 for i, j in zip(ways.row[chosen], ways.column[chosen], strict=True)]
        out.update(_trips(graph, costs(graph, ways.loadings[number]), found,
                          *ways.edges(chosen)))
    planned = planned_pairs(graph.impedance.network, graph.family.id, graph.impedance.profile)
    for pair in product(origins, destinations):
        if pair not in out and pair[0] != pair[1]:
            out[pair] = Trip(
                *pair, graph.impedance.profile, graph.family.id, graph.impedance.objective, False,
                "planned_only" if pair in planned else _missing(graph, *pair))
    return out


def best_edges(graph: VirtualGraph, cost: Costs, origin: str,
               destination: str) -> Array | None:
    """Edges of the best path for one cost alone; None without one."""
    pairs = _pairs(graph)
    tree = _grow(graph, pairs, cost, [graph.origins[origin]])
    end = graph.destinations[destination]
    if not np.isfinite(tree.distance[0, end]):
        return None
    edges, _ = _trace(graph, pairs, tree, np.array([0]), np.array([end]))
    return edges


def least_objective(graph: VirtualGraph, origin: str) -> Array:
    """Least objective from an origin to every node of a graph, over all loadings; (size,).

    Infinite where no way leads; with the objective ``time`` these are hours, drivers' rest at
    its mean rate.
    """
    pairs, start = _pairs(graph), [graph.origins[origin]]
    trees = [_grow(graph, pairs, costs(graph, loading), start) for loading in loadings(graph)]
    nothing = np.full(graph.arrays.size, np.inf)
    least: Array = np.minimum.reduce([nothing, *(tree.distance[0] for tree in trees)])
    return least


def _trace(graph: VirtualGraph, pairs: Pairs, tree: _Tree, rows: Array,
           ends: Array) -> tuple[Array, Array]:
    """Edges of many best paths at once, walking all of them back from their ends.

    Returns
    -------
    edges, first
        Edges of all paths one behind another, and where each path begins.
    """
    size, count = graph.arrays.size, len(rows)
    active, node = np.arange(count), ends
    walked: list[Array] = []
    owners: list[Array] = []
    while len(active):
        previous = tree.before[rows[active], node]
        going = previous >= 0
        active, node, previous = active[going], node[going], previous[going]
        owners.append(active)
        walked.append(previous.astype(np.int64) * size + node)
        node = previous
    owner, keys = np.concatenate(owners[::-1]), np.concatenate(walked[::-1])
    order = np.argsort(owner, kind="stable")
    edges: Array = tree.edges(pairs)[np.searchsorted(pairs.keys, keys[order])]
    lengths = np.bincount(owner, minlength=count)
    return edges, np.concatenate([[0], np.cumsum(lengths)])


def _trips(graph: VirtualGraph, cost: Costs, found: list[tuple[str, str]],
           edges: Array, first: Array) -> dict[tuple[str, str], Trip]:
    """Trips of all pairs whose best path uses one loading; sums over all paths at once."""
    arrays = graph.arrays
    main, km = arrays.main[edges], arrays.km[edges]
    path = np.repeat(np.arange(len(found)), np.diff(first))
    hours = _rested(graph, edges, first, cost.hours[edges])
    columns = np.column_stack([hours, cost.cny[edges], cost.kg[edges], np.where(main, km, 0.0),
                               np.where(main, 0.0, km), cost.value[edges]])
    sums = np.add.reduceat(columns, first[:-1], axis=0)
    parts = np.bincount(path * len(COMPONENTS) + arrays.component[edges], weights=hours,
                        minlength=len(found) * len(COMPONENTS)).reshape(len(found), -1)
    riding = parts[:, RIDDEN].sum(axis=1)
    ridden = np.column_stack([np.bincount(path, weights=km_of, minlength=len(found))
                              for km_of in ridden_km(graph, edges).T])
    linked = np.flatnonzero(on_links(arrays, edges))
    token = tokens(graph, sums[:, 3], ridden, path[linked], arrays.ref_row[edges[linked]])
    out = {}
    impedance, loading = graph.impedance, cost.loading
    afloat = np.bincount(path, weights=np.where(aboard(arrays, edges)[1], hours, 0.0),
                         minlength=len(found))
    for i, ((origin, destination), (time_h, cny, kg, main_km, access_km, value)) in enumerate(
            zip(found, sums.tolist(), strict=True)):
        if afloat[i] > impedance.inland_limit_h:
            out[origin, destination] = Trip(
                origin, destination, impedance.profile, graph.family.id, impedance.objective,
                False, "too_long_on_rivers")
            continue
        out[origin, destination] = Trip(
            origin, destination, impedance.profile, graph.family.id, impedance.objective, True,
            "", time_h, float(riding[i]), main_km, main_km + access_km, cny, kg, value,
            access_km > main_km, bool(token[i]), loading.vessel, loading.payload_t,
            tuple(parts[i].tolist()),
            (graph, cost, edges[first[i]:first[i + 1]], hours[first[i]:first[i + 1]]))
    return out


def _rested(graph: VirtualGraph, edges: Array, first: Array, hours: Array) -> Array:
    """Hours of every edge with the rest that its leg by road really brings."""
    drives, rests = driving(graph.arrays, edges)
    if not rests.any():
        return hours
    begins = ~(drives | rests)
    begins[first[:-1]] = True
    leg, share = rested(graph.impedance.rest, begins, np.where(drives, hours, 0.0),
                        np.where(rests, hours, 0.0))
    out: Array = np.where(rests, hours * share[leg], hours)
    return out


def _missing(graph: VirtualGraph, origin: str, destination: str) -> str:
    """What is missing: a terminal near one end, or a way between the terminals."""
    if origin not in graph.reachable[0]:
        return "no_terminal_origin"
    if destination not in graph.reachable[1]:
        return "no_terminal_destination"
    return "no_way"
