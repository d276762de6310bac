"""Best paths in a virtual graph, and the trips they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.routing.edges import COMPONENTS, IN_VEHICLE
from corridors.routing.ships import Costs, costs, loadings
from corridors.routing.virtual import VirtualGraph


@dataclass(frozen=True)
class Leg:
    """Part of a trip in one component.

    Attributes
    ----------
    start, end
        Node or place ids.
    hours, km, cny, kg
        For one unit of the profile.
    source_id
        Sources of the rows it rests on, joined by ``;``.
    """

    start: str
    end: str
    mode: str
    component: str
    id: str
    hours: float
    km: float
    cny: float
    kg: float
    source_id: str
    confidence: str


@dataclass(frozen=True, eq=False)
class Trip:
    """The best path of one main mode between two places.

    All measures describe this one path. Where ``found`` is false they are None and ``note``
    says what is missing.
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
    vessel: str = ""
    payload_t: float = 0.0
    components: dict[str, float] = field(default_factory=dict)
    path: tuple[Any, ...] = ()

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The path as legs, neighbouring edges of one component and run joined."""
        return legs_of(*self.path) if self.path else ()

    def measure(self, name: str) -> float | None:
        """One measure by its column name."""
        value: float | None = getattr(self, name)
        return value


CONFIDENCE = ("high", "medium", "low", "assumed")


def legs_of(graph: VirtualGraph, cost: Costs, edges: tuple[int, ...]) -> tuple[Leg, ...]:
    """Join the edges of a path to legs; steps without time, cost and length are left out."""
    arrays, legs = graph.arrays, []
    for e in edges:
        ref, component = arrays.ref[e], COMPONENTS[arrays.component[e]]
        leg = Leg(ref.start, ref.end, arrays.mode[e], component, ref.id, float(cost.hours[e]),
                  float(arrays.km[e]), float(cost.cny[e]), float(cost.kg[e]), ref.source_id,
                  ref.confidence)
        if not (leg.hours or leg.km or leg.cny or leg.kg):
            continue
        last = legs[-1] if legs else None
        if last and (last.component, last.mode) == (component, leg.mode) and (
                component == "line_haul") and last.end == leg.start:
            legs[-1] = Leg(
                last.start, leg.end, leg.mode, component, f"{last.id}+{leg.id}",
                last.hours + leg.hours, last.km + leg.km, last.cny + leg.cny, last.kg + leg.kg,
                ";".join(sorted({*last.source_id.split(";"), leg.source_id})),
                max(last.confidence, leg.confidence, key=CONFIDENCE.index))
        else:
            legs.append(leg)
    return tuple(legs)


@dataclass(frozen=True, eq=False)
class _Arcs:
    """Edges without parallel twins, in an order that does not depend on the order of rows."""

    matrix: Any
    keys: np.ndarray[Any, Any]
    edges: np.ndarray[Any, Any]


def _compile(graph: VirtualGraph, cost: Costs, rank: np.ndarray[Any, Any]) -> _Arcs:
    arrays, size = graph.arrays, graph.arrays.size
    keep = np.flatnonzero(cost.loading.open)
    pair = arrays.tail[keep] * size + arrays.head[keep]
    order = keep[np.lexsort((rank[keep], cost.weight[keep], pair))]
    pairs = arrays.tail[order] * size + arrays.head[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = pairs[1:] != pairs[:-1]
    edges, keys = order[first], pairs[first]
    matrix = csr_array((cost.weight[edges], (arrays.tail[edges], arrays.head[edges])),
                       shape=(size, size))
    return _Arcs(matrix, keys, edges)


def solve(graph: VirtualGraph) -> dict[tuple[str, str], Trip]:
    """Best trip of a family for every origin and destination of its graph.

    Returns
    -------
    trips
        (origin, destination) -> trip; pairs without a path have ``found`` false.
    """
    best: dict[tuple[str, str], tuple[float, Costs, tuple[int, ...]]] = {}
    arrays = graph.arrays
    starts = sorted(graph.origins)
    rank = np.argsort(np.argsort(np.array([r.id for r in arrays.ref]), kind="stable"))
    for loading in loadings(graph) if starts else ():
        cost = costs(graph, loading)
        arcs = _compile(graph, cost, rank)
        distance, before = dijkstra(arcs.matrix, return_predecessors=True,
                                    indices=[graph.origins[place] for place in starts])
        for row, origin in enumerate(starts):
            edge_before = _edge_before(arcs, before[row], arrays.size)
            for destination, end in graph.destinations.items():
                value = float(distance[row, end])
                pair = (origin, destination)
                if origin == destination or not np.isfinite(value) or (
                        pair in best and best[pair][0] <= value + 1e-9):
                    continue
                best[pair] = (value, cost, _trace(arrays.tail, edge_before, end))
    return {(o, d): _trip(graph, o, d, best.get((o, d)))
            for o in starts for d in sorted(graph.destinations) if o != d}


def _edge_before(arcs: _Arcs, before: np.ndarray[Any, Any], size: int) -> np.ndarray[Any, Any]:
    reached = np.flatnonzero(before >= 0)
    at = np.searchsorted(arcs.keys, before[reached].astype(np.int64) * size + reached)
    edge = np.full(size, -1, dtype=np.int64)
    edge[reached] = arcs.edges[at]
    return edge


def _trace(tail: np.ndarray[Any, Any], edge_before: np.ndarray[Any, Any],
           node: int) -> tuple[int, ...]:
    path = []
    while (edge := int(edge_before[node])) >= 0:
        path.append(edge)
        node = int(tail[edge])
    return tuple(reversed(path))


_IN_VEHICLE = [COMPONENTS.index(name) for name in IN_VEHICLE]


def _trip(graph: VirtualGraph, origin: str, destination: str,
          found: tuple[float, Costs, tuple[int, ...]] | None) -> Trip:
    impedance = graph.impedance
    common = (origin, destination, impedance.profile, graph.family.id, impedance.objective)
    if found is None:
        return Trip(*common, found=False, note=_missing(graph, origin, destination))
    value, cost, edges = found
    arrays, index = graph.arrays, np.array(edges)
    hours, km, component = cost.hours[index], arrays.km[index], arrays.component[index]
    main = arrays.main[index]
    parts = np.bincount(component, weights=hours, minlength=len(COMPONENTS))
    main_km, access_km = float(km[main].sum()), float(km[~main].sum())
    return Trip(
        *common, found=True, time_h=float(hours.sum()),
        in_vehicle_h=float(hours[np.isin(component, _IN_VEHICLE)].sum()),
        distance_km=main_km, distance_total_km=float(km.sum()),
        cost_cny=float(cost.cny[index].sum()), co2_kg=float(cost.kg[index].sum()),
        objective_value=value, access_heavy=access_km > main_km,
        vessel=cost.loading.vessel, payload_t=cost.loading.payload_t,
        components={name: float(parts[i]) for i, name in enumerate(COMPONENTS) if parts[i]},
        path=(graph, cost, edges))


def _missing(graph: VirtualGraph, origin: str, destination: str) -> str:
    """What is missing: a terminal near one end, or a way between the terminals."""
    tails, heads = set(graph.arrays.tail.tolist()), set(graph.arrays.head.tolist())
    nodes = graph.nodes
    if nodes.get(("loaded", origin)) not in tails:
        return "no_terminal_origin"
    if nodes.get(("delivering", destination)) not in heads:
        return "no_terminal_destination"
    return "no_way"
