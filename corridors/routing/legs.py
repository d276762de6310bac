"""From the edges of a path to legs that name rows, sources and confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corridors.network.railcapacity import own_time
from corridors.network.standing import UNPUBLISHED, figure
from corridors.parameters import Parameter
from corridors.routing.edges import COMPONENTS, EDGE_MODES, REFS
from corridors.routing.lockqueue import CAPPED, DIRECTIONS, SCALED
from corridors.routing.rest import RestRule

if TYPE_CHECKING:
    from corridors.routing.graph import VirtualGraph
    from corridors.routing.ships import Costs

MARSHALLING = "marshalling"
"""Row id of the dwell of wagons at yards on the way."""
GROUND, GROUND_SOURCE = "ground", "osm_ground"
"""Row id and source of what is driven on roads on the ground."""
CONFIDENCE = ("high", "medium", "low", "assumed")
STATUS = ("", "running", "uncertain")


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
    status
        Of a scheduled service, and of waiting for it: ``running`` or ``uncertain``; else empty.
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
    status: str = ""


def legs_of(graph: VirtualGraph, cost: Costs, edges: Iterable[int],
            hours: Iterable[float]) -> tuple[Leg, ...]:
    """Join the edges of a path to legs; steps without time, cost and length are left out.

    The yards along one ride by rail stand behind it as one leg.

    Parameters
    ----------
    edges, hours
        Edges of the path, and the hours of each.
    """
    arrays = graph.arrays
    legs: list[Leg] = []
    yards: list[Leg] = []
    rest_h = 0.0

    def leave_yards() -> None:
        if yards:
            legs.append(replace(yards[-1], start=yards[0].start,
                                hours=sum(yard.hours for yard in yards)))
            yards.clear()

    for e, spent_h in zip(edges, hours, strict=True):
        component, mode = COMPONENTS[arrays.component[e]], EDGE_MODES[arrays.mode[e]]
        if component == "rest":
            rest_h += float(spent_h)
            continue
        if rest_h and (component, mode) != ("line_haul", "road"):
            legs.append(_rest(legs[-1].end, rest_h, graph.impedance.rest))
            rest_h = 0.0
        start, end, key, source, confidence = reference(graph, e)
        leg = Leg(start, end, mode, component, key, float(spent_h), float(arrays.km[e]),
                  float(cost.cny[e]), float(cost.kg[e]), source, confidence, status_of(graph, e))
        if not (leg.hours or leg.km or leg.cny or leg.kg):
            continue
        if key == MARSHALLING:
            yards.append(leg)
            continue
        last = legs[-1] if legs else None
        if last and leg.component == "line_haul" == last.component and (
                last.mode == leg.mode and last.end == leg.start):
            rows = last.id if f"+{last.id}".endswith(f"+{leg.id}") and leg.id == GROUND \
                else f"{last.id}+{leg.id}"
            legs[-1] = Leg(
                last.start, leg.end, leg.mode, leg.component, rows,
                last.hours + leg.hours, last.km + leg.km, last.cny + leg.cny, last.kg + leg.kg,
                ";".join(sorted({*last.source_id.split(";"), *leg.source_id.split(";")})),
                max(last.confidence, leg.confidence, key=CONFIDENCE.index),
                max(last.status, leg.status, key=STATUS.index))
        else:
            leave_yards()
            legs.append(leg)
    leave_yards()
    if rest_h:
        legs.append(_rest(legs[-1].end, rest_h, graph.impedance.rest))
    return tuple(legs)


def _rest(place: str, hours: float, rule: RestRule) -> Leg:
    """The rest of a whole leg by road, behind it; a day's limit is an assumption."""
    night = rule.has_days and hours >= rule.whole_day_h
    return Leg(place, place, "road", "rest", "rest", hours, 0.0, 0.0, 0.0,
               "assumption;road_safety_regulation" if night else "road_safety_regulation",
               "assumed" if night else "high")


def status_of(graph: VirtualGraph, e: int) -> str:
    """Standing of the service that an edge rides or waits for; empty where there is none."""
    network, arrays = graph.impedance.network, graph.arrays
    kind, row = REFS[arrays.ref_kind[e]], int(arrays.ref_row[e])
    services = network.services
    if kind == "section":
        key = str(network.service_stops["service_id"][graph.sections[row][2]])
    elif kind == "run":
        key = graph.runs[row // len(network.nodes)].id.removesuffix(":back")
    else:
        return ""
    return str(services["status"][services.index[key]]) if key in services else ""


def _joined(standing: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """All sources, and the weakest confidence."""
    pairs = list(standing)
    sources = {source for names, _ in pairs for source in names.split(";")}
    return ";".join(sorted(sources)), max((level for _, level in pairs), key=CONFIDENCE.index)


def _of_trains(graph: VirtualGraph, i: int, direction: str,
               row: tuple[str, str]) -> list[tuple[str, str]]:
    """What the hours of a railway rest on: its own figure, else a speed for all of its kind.

    Parameters
    ----------
    row
        Source and confidence of the row, which hold for figures that ``values.csv`` does not name.
    """
    network = graph.impedance.network
    links, parameters = network.links, network.parameters
    if graph.impedance.boards != "passenger":
        speed = parameters["speed.rail.freight"]
        return [] if own_time(network, i, direction) else [(speed.source_id, speed.confidence)]
    for column in (f"run_{direction}_h", f"speed_{direction}_kmh"):
        if links[column][i] == links[column][i]:
            return [figure(network, "links", str(links["id"][i]), column, row)]
    speed = parameters[f"speed.rail.passenger.{links['class'][i]}"]
    return [(speed.source_id, speed.confidence)]


def _of_flights(graph: VirtualGraph, stop: int, back: bool) -> list[Parameter]:
    """Parameters that the block time of a flight rests on; none where it is published."""
    network = graph.impedance.network
    out, home = (float(network.service_stops[name][stop]) for name in ("run_h", "run_back_h"))
    if (home == home) if back else (out == out):
        return []
    names = ["air.westbound_extra"]
    if out != out:
        names += ["air.block_fixed_h", "air.block_h_per_km"]
    return [network.parameters[name] for name in names]


def reference(graph: VirtualGraph, e: int) -> tuple[str, str, str, str, str]:
    """Start, end, row id, source and confidence of what an edge stands for.

    Thousands of trips share few edges, so each is looked up once.
    """
    known = graph.references
    edge = int(e)
    if edge not in known:
        known[edge] = _reference(graph, edge)
    return known[edge]


def _reference(graph: VirtualGraph, e: int) -> tuple[str, str, str, str, str]:
    network, arrays = graph.impedance.network, graph.arrays
    kind, row = REFS[arrays.ref_kind[e]], int(arrays.ref_row[e])
    nodes = network.nodes["id"]
    if kind == "link":
        links, i = network.links, row // 2
        ends = (str(links["from_node_id"][i]), str(links["to_node_id"][i]))
        start, end = ends[::-1] if row % 2 else ends
        if COMPONENTS[arrays.component[e]] == "dwell":
            dwell = network.parameters["rail.marshalling.dwell_h"]
            return start, end, MARSHALLING, dwell.source_id, dwell.confidence
        standing = [(str(links["source_id"][i]), str(links["confidence"][i]))]
        if links["mode"][i] == "rail":
            standing += _of_trains(graph, i, DIRECTIONS[row % 2], standing[0])
        return start, end, str(links["id"][i]), *_joined(standing)
    if kind == "section":
        a, b, stop = graph.sections[row]
        stops = network.service_stops
        standing = [(str(stops["source_id"][stop]), str(stops["confidence"][stop]))]
        if EDGE_MODES[arrays.mode[e]] == "air":
            back = str(nodes[a]) == str(stops["node_id"][stop])
            standing += [(p.source_id, p.confidence) for p in _of_flights(graph, stop, back)]
        return str(nodes[a]), str(nodes[b]), str(stops["service_id"][stop]), *_joined(standing)
    if kind == "lock":
        locks, i = network.locks, row // 2
        key = str(locks["id"][i])
        column = "passage_h"
        if COMPONENTS[arrays.component[e]] == "lock_queue":
            column = f"queue_{DIRECTIONS[row % 2]}_h"
            if graph.impedance.locks.state[row % 2, i] in (SCALED, CAPPED):
                return (key, key, key, *UNPUBLISHED)
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
        rows = [*way.links, GROUND] if way.ground else way.links
        source = f"assumption;{GROUND_SOURCE}" if way.ground else "assumption"
        return start, end, "+".join(rows) or "city", source, "assumed"
    if kind == "place":
        key = str(network.places["id"][row])
        return key, key, "city", "assumption", "assumed"
    node = str(nodes[row % len(nodes)])
    name = graph.runs[row // len(nodes)].id if kind == "run" else node
    return node, node, name, "assumption", "assumed"
