"""From the edges of a path to legs that name rows, sources and confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corridors.network.standing import figure
from corridors.routing.edges import COMPONENTS, EDGE_MODES, REFS
from corridors.routing.linkcosts import DIRECTIONS

if TYPE_CHECKING:
    from corridors.routing.graph import VirtualGraph
    from corridors.routing.ships import Costs

CONFIDENCE = ("high", "medium", "low", "assumed")


@dataclass(frozen=True)
class Leg:
    """Part of a trip in one component.

    Attributes
    ----------
    start, end
        Ids of nodes, places or locks.
    id
        Rows it rests on, joined by ``+``.
    hours, km, cny, kg
        For one unit of the profile.
    source_id
        Sources of these rows, joined by ``;``.
    confidence
        The weakest of them.
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


def legs_of(graph: VirtualGraph, cost: Costs, edges: Iterable[int]) -> tuple[Leg, ...]:
    """Join the edges of a path to legs; steps without time, cost and length are left out."""
    arrays = graph.arrays
    legs: list[Leg] = []
    for e in edges:
        start, end, key, source, confidence = reference(graph, e)
        leg = Leg(start, end, EDGE_MODES[arrays.mode[e]], COMPONENTS[arrays.component[e]], key,
                  float(cost.hours[e]), float(arrays.km[e]), float(cost.cny[e]),
                  float(cost.kg[e]), source, confidence)
        if not (leg.hours or leg.km or leg.cny or leg.kg):
            continue
        last = legs[-1] if legs else None
        if last and leg.component == "line_haul" == last.component and (
                last.mode == leg.mode and last.end == leg.start):
            legs[-1] = Leg(
                last.start, leg.end, leg.mode, leg.component, f"{last.id}+{leg.id}",
                last.hours + leg.hours, last.km + leg.km, last.cny + leg.cny, last.kg + leg.kg,
                ";".join(sorted({*last.source_id.split(";"), leg.source_id})),
                max(last.confidence, leg.confidence, key=CONFIDENCE.index))
        else:
            legs.append(leg)
    return tuple(legs)


def reference(graph: VirtualGraph, e: int) -> tuple[str, str, str, str, str]:
    """Start, end, row id, source and confidence of what an edge stands for."""
    network, arrays = graph.impedance.network, graph.arrays
    kind, row = REFS[arrays.ref_kind[e]], int(arrays.ref_row[e])
    nodes = network.nodes["id"]
    if kind == "link":
        links, i = network.links, row // 2
        ends = (str(links["from_node_id"][i]), str(links["to_node_id"][i]))
        start, end = ends[::-1] if row % 2 else ends
        if COMPONENTS[arrays.component[e]] == "rest":
            return end, end, "rest", "road_safety_regulation", "high"
        return start, end, str(links["id"][i]), str(links["source_id"][i]), str(
            links["confidence"][i])
    if kind == "section":
        a, b, stop = graph.sections[row]
        stops = network.service_stops
        return (str(nodes[a]), str(nodes[b]), str(stops["service_id"][stop]),
                str(stops["source_id"][stop]), str(stops["confidence"][stop]))
    if kind == "lock":
        locks, i = network.locks, row // 2
        key = str(locks["id"][i])
        column = "passage_h" if COMPONENTS[arrays.component[e]] == "lock_passage" \
            else f"queue_{DIRECTIONS[row % 2]}_h"
        return (key, key, key, *figure(network, "locks", key, column))
    if kind == "transfer":
        table, i = network.transfers, row // 2
        ends = (str(table["from_node_id"][i]), str(table["to_node_id"][i]))
        start, end = ends[::-1] if row % 2 else ends
        return start, end, str(table["id"][i]), str(table["source_id"][i]), str(
            table["confidence"][i])
    if kind in ("way_out", "way_in"):
        place, way = graph.ways[row]
        start, end = (place, way.terminal) if kind == "way_out" else (way.terminal, place)
        if COMPONENTS[arrays.component[e]] == "rest":
            return end, end, "rest", "road_safety_regulation", "high"
        return start, end, "+".join(way.links) or "city", "assumption", "assumed"
    if kind == "place":
        key = str(network.places["id"][row])
        return key, key, "city", "assumption", "assumed"
    node = str(nodes[row % len(nodes)])
    name = graph.runs[row // len(nodes)].id if kind == "run" else node
    return node, node, name, "assumption", "assumed"
