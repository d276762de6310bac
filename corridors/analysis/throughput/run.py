"""Throughput between regions: how much freight the network can carry, and what bounds it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from corridors.analysis.throughput.graph import FlowGraph, flow_graph
from corridors.analysis.throughput.model import (
    BASES,
    MODES,
    Array,
    Element,
    Limit,
    Throughput,
)
from corridors.analysis.throughput.solve import (
    KT,
    maximum_flow,
    open_path,
    scaled,
    shortest_flow,
)
from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.families import check_choices
from corridors.network.model import Network
from corridors.network.standing import figure
from corridors.places import expand


def throughput(network: Network, origins: Iterable[str] | str, destinations: Iterable[str] | str,
               *, modes: Iterable[str] = MODES, basis: str = "design",
               ship_t: float = 0.0) -> Throughput:
    """Greatest freight flow between two groups of places, one way, and what bounds it.

    Parameters
    ----------
    network
        Of a date or a scenario, or changed by :func:`corridors.apply`.
    origins, destinations
        Places or sets by any of their names.
    modes
        Of ``road``, ``rail``, ``inland`` and ``sea``; goods change between them at the transfers
        of the tables and, where ``road`` is among them, by lorry.
    basis
        ``design`` capacity of locks and waterways, or ``practical``: times the parameter
        ``lock.capacity_over_design``, more than any lock was seen to pass.
    ship_t
        Only fairways and locks that admit ships of that deadweight, tonnes.

    Returns
    -------
    found
        Value in Mt a year of one direction, the minimum cut nearest to the origins, the flow
        with the least tonne-kilometres. What has no known capacity bounds nothing.

    Raises
    ------
    InputError
        An unknown place, mode or basis, a place on both sides, a negative deadweight.

    Notes
    -----
    Capacities are one way, and of all traffic: what already runs is not taken off. Railways and
    expressways without a published capacity have one by tracks and lanes, see
    :mod:`corridors.network.capacity`; terminals, transfers, rivers and sea lanes without one
    bound nothing. The places between may be passed by any flow.

    Examples
    --------
    >>> import corridors
    >>> found = throughput(corridors.load_network(), "nanning", "guangzhou", modes=["inland"])
    >>> found.value_mt, [str(item.element) for item in found.cut]
    (4.5, ['lk_xijin:ab'])
    """
    chosen = tuple(dict.fromkeys([modes] if isinstance(modes, str) else modes))
    starts, ends = ends_of(network, origins, destinations)
    check_choices(*(("mode", name, MODES) for name in chosen), ("basis", basis, BASES))
    if not ship_t >= 0:
        raise InputError(fault("throughput_ship", found=ship_t))
    ordered = tuple(name for name in MODES if name in chosen)
    return solved(flow_graph(network, starts, ends, ordered, basis, ship_t), starts, ends, ordered,
                  basis, ship_t)


def ends_of(network: Network, origins: Iterable[str] | str,
            destinations: Iterable[str] | str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the places of both sides; the faults of both at once."""
    found: list[tuple[str, ...]] = []
    faults: list[Fault] = []
    for names in (origins, destinations):
        try:
            found.append(tuple(sorted(expand(
                network, [names] if isinstance(names, str) else names))))
        except UnknownNameError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    both = sorted({*found[0]} & {*found[1]})
    if both or not found[0] or not found[1]:
        raise InputError(fault("throughput_both" if both else "throughput_empty",
                               found=", ".join(both[:8]), count=len(both)))
    return found[0], found[1]


def solved(graph: FlowGraph, starts: tuple[str, ...], ends: tuple[str, ...],
           modes: tuple[str, ...], basis: str, ship_t: float) -> Throughput:
    """Solve a graph."""
    capacity = scaled(graph)
    way = open_path(graph, capacity)
    given = (graph.network, starts, ends, modes, basis, ship_t)
    if way:
        elements = tuple(item for arc in way for item in _of(graph, arc))
        return Throughput(*given, float("inf"), (), True, (), {}, graph.known, elements, {},
                          graph.left_out)
    best = maximum_flow(graph, capacity)
    flow = shortest_flow(graph, capacity, best.value) / KT
    flows: dict[Element, float] = {}
    for arc in np.flatnonzero(flow > 0).tolist():
        for item in _of(graph, arc):
            flows[item] = flows.get(item, 0.0) + float(flow[arc])
    cut = tuple(sorted((_limit(graph, capacity, best.value, arc) for arc in best.near.tolist()),
                       key=lambda item: (-item.capacity_mt, item.element)))
    return Throughput(
        *given, best.value / KT, cut, bool(np.array_equal(best.near, best.far)),
        tuple(sorted(graph.narrow[arc][0] for arc in best.far.tolist())), flows, graph.known, (),
        {key: mt for key, mt in sorted(flows.items())
         if key not in graph.known and key.table in ("links", "locks")}, graph.left_out,
        float((flow * graph.km).sum()) * KT / best.value if best.value else None)


def _of(graph: FlowGraph, arc: int) -> tuple[Element, ...]:
    """What an arc stands for, the locks on it behind the link."""
    element = graph.element[arc]
    return () if element is None else (element, *graph.passed[arc])


def _limit(graph: FlowGraph, capacity: Array, value: int, arc: int) -> Limit:
    """An arc of the cut: what one more Mt brings, and what bounds the flow behind it."""
    element, *also = graph.narrow[arc]
    wider = capacity.copy()
    wider[arc] += KT
    gain = (maximum_flow(graph, wider).value - value) / KT
    wider[arc] = -1
    headroom, following = float("inf"), ()
    if not open_path(graph, wider):
        free = maximum_flow(graph, wider)
        headroom = (free.value - value) / KT
        following = tuple(sorted(graph.narrow[other][0] for other in free.near.tolist()))
    column = f"capacity_{element.direction}_mt"
    network = graph.network
    table = network.tables[element.table]
    i = table.index[element.id]
    published = float(table[column][i]) == float(table[column][i])
    source, confidence = figure(network, element.table, element.id, column, (
        str(table["source_id"][i]), str(table["confidence"][i]))) if published else (
            "assumption", "assumed")
    today = float(table[f"volume_{element.direction}_mt"][i]) if element.table == "locks" \
        else float("nan")
    return Limit(element, tuple(also), float(capacity[arc]) / KT,
                 "published" if published else "estimated", source, confidence, gain, headroom,
                 following, today if today == today else None)
