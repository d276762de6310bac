"""Best paths in a virtual graph, and the trips they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.routing.edges import COMPONENTS, EDGE_MODES, IN_VEHICLE
from corridors.routing.legs import Leg, legs_of
from corridors.routing.ships import Costs, costs, loadings
from corridors.routing.virtual import VirtualGraph

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Trip:
    """The best path of one main mode between two places.

    All measures describe this one path. Where ``found`` is false they are None and ``note``
    says what is missing.

    Attributes
    ----------
    time_h
        Door to door.
    in_vehicle_h
        On the legs of the main modes, with scheduled stops, lock passage and lock queue.
    distance_km, distance_total_km
        Of the legs of the main modes, and of all.
    access_heavy
        The ways by road to and from the terminals are longer than the main leg.
    token
        One of the modes of M is used for less than ``family.token_km``: the family is used in
        name only, because another one serves the pair better.
    vessel, payload_t
        River or river-sea ship of the path and what it carries.
    components
        Hours by part of the journey.
    """

    origin: str
    destination: str
    profile: str
    mode: str
    objective: str
    found: bool
    note: str = ""
    time_h: float | None = None
    in_vehicle_h: float | None = None
    distance_km: float | None = None
    distance_total_km: float | None = None
    cost_cny: float | None = None
    co2_kg: float | None = None
    objective_value: float | None = None
    access_heavy: bool = False
    token: bool = False
    vessel: str = ""
    payload_t: float = 0.0
    components: dict[str, float] = field(default_factory=dict)
    path: tuple[Any, ...] = ()

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The path as legs, neighbouring edges of one component and mode joined."""
        return legs_of(*self.path) if self.path else ()

    @property
    def terminal_to_terminal_h(self) -> float | None:
        """Hours from the first departure to the last arrival, changes on the way included."""
        hours = [leg.hours for leg in self.legs]
        rides = [i for i, leg in enumerate(self.legs) if leg.component in IN_VEHICLE]
        return sum(hours[rides[0]:rides[-1] + 1]) if rides else None

    def measure(self, name: str) -> float | None:
        """One measure by its column name."""
        value: float | None = getattr(self, name)
        return value


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Edges grouped by the nodes they join, parallel ones in the order of their rows.

    Attributes
    ----------
    edges
        Edge numbers in that order.
    group, first
        Group of each, and where each group begins.
    keys
        tail x size + head of each group, rising.
    """

    edges: Array
    group: Array
    first: Array
    keys: Array

    @classmethod
    def of(cls, graph: VirtualGraph) -> _Pairs:
        """Group the edges of a graph."""
        arrays = graph.arrays
        pair = arrays.tail * arrays.size + arrays.head
        edges = np.lexsort((arrays.ref_row, arrays.ref_kind, pair))
        starts = np.diff(pair[edges], prepend=-1) != 0
        first = np.flatnonzero(starts)
        return cls(edges, np.cumsum(starts) - 1, first, pair[edges][first])


@dataclass(frozen=True, eq=False)
class _Tree:
    """Best paths for one loading: distances and the node before every node, by origin.

    Attributes
    ----------
    edges
        The edge that stands for each pair of nodes: the lightest open one, then the first.
    """

    cost: Costs
    distance: Array
    before: Array
    edges: Array


def _grow(graph: VirtualGraph, pairs: _Pairs, cost: Costs, starts: list[int]) -> _Tree:
    """Dijkstra from all origins for one loading."""
    size = graph.arrays.size
    weight = np.where(cost.loading.open, cost.weight, np.inf)[pairs.edges]
    least = np.minimum.reduceat(weight, pairs.first)
    at = np.flatnonzero(weight == least[pairs.group])
    at = at[np.diff(pairs.group[at], prepend=-1) != 0]
    kept = np.flatnonzero(np.isfinite(least))
    tails, heads = np.divmod(pairs.keys[kept], size)
    matrix = csr_array((least[kept], heads.astype(np.int32),
                        np.searchsorted(tails, np.arange(size + 1)).astype(np.int32)),
                       shape=(size, size))
    distance, before = dijkstra(matrix, return_predecessors=True, indices=starts)
    return _Tree(cost, distance, before, pairs.edges[at])


def solve(graph: VirtualGraph) -> dict[tuple[str, str], Trip]:
    """Best trip of a family for every origin and destination of its graph.

    Returns
    -------
    trips
        (origin, destination) -> trip; pairs without a path have ``found`` false.
    """
    origins, destinations = list(graph.origins), list(graph.destinations)
    starts, ends = list(graph.origins.values()), list(graph.destinations.values())
    pairs = _Pairs.of(graph)
    trees = [_grow(graph, pairs, costs(graph, loading), starts) for loading in loadings(graph)]
    values = np.array([tree.distance[:, ends] for tree in trees])
    chosen = np.argmin(np.round(values, 9), axis=0)
    out: dict[tuple[str, str], Trip] = {}
    paths: list[tuple[tuple[str, str], _Tree, float, list[int]]] = []
    for i, origin in enumerate(origins):
        for j, destination in enumerate(destinations):
            if origin == destination:
                continue
            tree, value = trees[chosen[i, j]], float(values[chosen[i, j], i, j])
            if np.isfinite(value):
                paths.append(((origin, destination), tree, value,
                              _trace(tree, i, ends[j], graph.arrays.size)))
            else:
                out[origin, destination] = Trip(
                    origin, destination, graph.impedance.profile, graph.family.id,
                    graph.impedance.objective, False, _missing(graph, origin, destination))
    for tree in trees:
        mine = [item for item in paths if item[1] is tree]
        out.update(_trips(graph, pairs, tree, mine))
    return out


def _trace(tree: _Tree, row: int, node: int, size: int) -> list[int]:
    """Nodes of the best path to a node, as keys of the edges between them."""
    before, path = tree.before[row], []
    while (previous := int(before[node])) >= 0:
        path.append(previous * size + node)
        node = previous
    return path[::-1]


_IN_VEHICLE = [COMPONENTS.index(name) for name in IN_VEHICLE]


def _trips(graph: VirtualGraph, pairs: _Pairs, tree: _Tree,
           found: list[tuple[tuple[str, str], _Tree, float, list[int]]]
           ) -> dict[tuple[str, str], Trip]:
    """Trips of all pairs whose best path uses one loading; sums over all paths at once."""
    if not found:
        return {}
    arrays, cost = graph.arrays, tree.cost
    lengths = np.array([len(path) for *_, path in found])
    keys = np.concatenate([np.array(path, dtype=np.int64) for *_, path in found])
    edges = tree.edges[np.searchsorted(pairs.keys, keys)]
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    hours, main = cost.hours[edges], arrays.main[edges]
    columns = np.column_stack([
        hours, cost.cny[edges], cost.kg[edges], np.where(main, arrays.km[edges], 0.0),
        np.where(main, 0.0, arrays.km[edges])])
    sums = np.add.reduceat(columns, first, axis=0)
    number = np.repeat(np.arange(len(found)), lengths)
    parts = np.zeros((len(found), len(COMPONENTS)))
    np.add.at(parts, (number, arrays.component[edges]), hours)
    riding = parts[:, _IN_VEHICLE].sum(axis=1)
    least = np.full(len(found), np.inf)
    for mode in graph.family.modes:
        of_mode = np.where(main & (arrays.mode[edges] == EDGE_MODES.index(mode)),
                           arrays.km[edges], 0.0)
        least = np.minimum(least, np.add.reduceat(of_mode, first))
    token = (least < graph.impedance.number("family.token_km")) & (len(graph.family.modes) > 1)
    out = {}
    for i, ((origin, destination), _, value, _) in enumerate(found):
        time_h, cny, kg, main_km, access_km = (float(x) for x in sums[i])
        out[origin, destination] = Trip(
            origin, destination, graph.impedance.profile, graph.family.id,
            graph.impedance.objective, True, "", time_h, float(riding[i]), main_km,
            main_km + access_km, cny, kg, value, access_km > main_km, bool(token[i]),
            cost.loading.vessel, cost.loading.payload_t,
            {name: float(parts[i, c]) for c, name in enumerate(COMPONENTS) if parts[i, c]},
            (graph, cost, tuple(edges[first[i]:first[i] + lengths[i]].tolist())))
    return out


def _missing(graph: VirtualGraph, origin: str, destination: str) -> str:
    """What is missing: a terminal near one end, or a way between the terminals."""
    if origin not in graph.reachable[0]:
        return "no_terminal_origin"
    if destination not in graph.reachable[1]:
        return "no_terminal_destination"
    return "no_way"
