"""What the best paths use, and which hits therefore cannot change anything.

Taking out or slowing what no best path uses leaves every best path as it is: other ways only get
dearer or go. Three things couple rows beyond that, and keep an element in: services that share
the frequency of a used run, services that would choose another way and might then share one, and
passenger lines whose headway follows from the class of most of their kilometres.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from corridors.analysis.criticality.elements import Hit
from corridors.analysis.criticality.rides import Rides
from corridors.network.model import Network
from corridors.routing.edges import REFS
from corridors.routing.impedance import Impedance
from corridors.routing.skims import Solved, solve_families
from corridors.routing.trip import Trip

Array = np.ndarray[Any, Any]
LINK, SECTION, LOCK, TRANSFER, TERMINAL, OUT, IN, RUN = (
    REFS.index(name) for name in ("link", "section", "lock", "transfer", "terminal", "way_out",
                                  "way_in", "run"))


@dataclass(frozen=True, eq=False)
class Used:
    """Rows on the best paths of all pairs by one main mode.

    Attributes
    ----------
    stops
        (mode, stops) of the runs that are boarded.
    lines
        Passenger lines that are ridden, by run id.
    """

    links: frozenset[str]
    locks: frozenset[str]
    nodes: frozenset[str]
    stops: frozenset[tuple[str, tuple[int, ...]]]
    lines: frozenset[str]


def solved_paths(network: Network, origins: Iterable[str], destinations: Iterable[str], *,
                 profile: str, families: Iterable[str], season: str) -> Solved:
    """Trips of all families, those too long on rivers for the goods among them."""
    key = Impedance(network, profile).kind.own("limit.inland_h.{}", network.parameters)
    if key in network.parameters:
        limit = network.parameters[key]
        network = replace(network, parameters=type(network.parameters)(
            {**network.parameters, key: replace(limit, value=1e9, high=1e9)}))
    return solve_families(network, origins, destinations, profile=profile, families=families,
                          season=season)


def used(network: Network, solved: Solved) -> dict[str, Used]:
    """What the paths of each main mode use."""
    return {family: _used(network, trips.values()) for family, trips in solved.items()}


def _used(network: Network, trips: Iterable[Trip]) -> Used:
    links: set[str] = set()
    locks: set[int] = set()
    nodes: set[int] = set()
    stops: set[tuple[str, tuple[int, ...]]] = set()
    lines: set[str] = set()
    link_ids, size = network.links["id"], len(network.nodes)
    for graph, edges in _edges(trips):
        arrays = graph.arrays

        def rows(kind: int, arrays: Any = arrays, edges: Array = edges) -> Array:
            return np.unique(arrays.ref_row[edges[arrays.ref_kind[edges] == kind]])

        links.update(str(link_ids[row]) for row in np.unique(rows(LINK) // 2))
        for row in rows(SECTION):
            links.update(str(link_ids[link]) for link, _ in graph.section_ways[row])
            nodes.update(graph.sections[row][:2])
        for row in (*rows(OUT), *rows(IN)):
            way = graph.ways[row][1]
            links.update(way.links)
            if way.terminal in network.nodes:
                nodes.add(network.nodes.index[way.terminal])
        locks.update((rows(LOCK) // 2).tolist())
        nodes.update(rows(TERMINAL).tolist())
        for row in np.unique(rows(TRANSFER) // 2):
            nodes.update(network.nodes.index[str(network.transfers[end][row])]
                         for end in ("from_node_id", "to_node_id"))
        for row in rows(RUN):
            run = graph.runs[row // size]
            nodes.add(int(row % size))
            stops.add((run.mode, run.stops))
            lines.add(run.id)
    return Used(frozenset(links), frozenset(str(network.locks["id"][row]) for row in locks),
                frozenset(str(network.nodes["id"][row]) for row in nodes), frozenset(stops),
                frozenset(lines))


def _edges(trips: Iterable[Trip]) -> Iterable[tuple[Any, Array]]:
    """Distinct edges of the paths of trips, by graph."""
    found: dict[int, tuple[Any, list[Array]]] = {}
    for trip in trips:
        if trip.path:
            graph, _, edges, _ = trip.path
            found.setdefault(id(graph), (graph, []))[1].append(edges)
    return [(graph, np.unique(np.concatenate(edges))) for graph, edges in found.values()]


def idle(network: Network, profile: str, hit: Hit, seen: Used, ways: Rides) -> bool:
    """Whether a hit can be told to change no path of a main mode without trying it."""
    keys = {key for key in hit.keys if key in network.tables[hit.table]}
    if hit.table == "nodes":
        return not keys & seen.nodes
    if hit.table == "locks":
        return not keys & seen.locks
    if hit.table == "services":
        return not any(_boarded(network, key, seen) for key in keys)
    if keys & seen.links or ways.loose(frozenset(keys)):
        return False
    if hit.kind == "halved":
        return True
    return not any(_boarded(network, key, seen) for key in ways.bound(frozenset(keys))) \
        and not _reshaped(network, profile, keys, seen)


def _boarded(network: Network, service: str, seen: Used) -> bool:
    """Whether a used run has the mode and the stops of a service, be it this one or another."""
    services, stops = network.services, network.service_stops
    called = {network.nodes.index[str(stops["node_id"][i])]
              for i in np.flatnonzero(stops["service_id"] == service)}
    mode = str(services["mode"][services.index[service]])
    return (mode, tuple(sorted(called))) in seen.stops


def _reshaped(network: Network, profile: str, keys: set[str], seen: Used) -> bool:
    """Whether a passenger line might get another headway, or lose the joining links it rides."""
    if Impedance(network, profile).boards != "passenger":
        return False
    links = network.links
    for line in {str(links["line"][links.index[key]]) for key in keys}:
        rows = [i for i in np.flatnonzero((links["line"] == line) & (links["mode"] == "rail"))
                if links["traffic"][i] != "freight"]
        left = [i for i in rows if str(links["id"][i]) not in keys]
        if f"rail:{line}" in seen.lines or len({str(links["class"][i]) for i in rows}) > 1 \
                and left:
            return True
    return False
