"""Which pairs' best paths use what, and which hits therefore change nothing, or only those pairs.

Taking out or slowing what no best path of a pair uses leaves that path as it is: other ways only
get dearer or go. Three things couple rows beyond that: services that share the frequency of a
used run, services that would choose another way and might then share one, and passenger lines
whose headway follows from the class of most of their kilometres. They are looked for, too, and so
are barges that stop altogether where the river between two of their stops is broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
Pairs = frozenset[int]
"""Numbers of pairs: row of the origin times the number of destinations, plus the column."""
LINK, SECTION, LOCK, TRANSFER, TERMINAL, OUT, IN, RUN = (
    REFS.index(name) for name in ("link", "section", "lock", "transfer", "terminal", "way_out",
                                  "way_in", "run"))


@dataclass(frozen=True, eq=False)
class Used:
    """Pairs by what their best paths of one main mode use.

    Attributes
    ----------
    links, locks, nodes
        Id -> pairs.
    stops
        (mode, stops) of a run that is boarded -> pairs.
    lines
        Id of a run that is boarded -> pairs.
    everything
        All pairs.
    """

    links: Mapping[str, Pairs]
    locks: Mapping[str, Pairs]
    nodes: Mapping[str, Pairs]
    stops: Mapping[tuple[str, tuple[int, ...]], Pairs]
    lines: Mapping[str, Pairs]
    everything: Pairs


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


def used(network: Network, solved: Solved, origins: Sequence[str],
         destinations: Sequence[str]) -> dict[str, Used]:
    """What the paths of each main mode use, pair by pair; places sorted by id."""
    number = {(a, b): i * len(destinations) + j for i, a in enumerate(origins)
              for j, b in enumerate(destinations)}
    return {family: _used(network, {number[pair]: trip for pair, trip in trips.items()},
                          frozenset(number.values())) for family, trips in solved.items()}


def _used(network: Network, trips: Mapping[int, Trip], everything: Pairs) -> Used:
    found: dict[str, dict[Any, set[int]]] = {
        name: defaultdict(set) for name in ("links", "locks", "nodes", "stops", "lines")}
    tables, size = network.tables, len(network.nodes)
    ids = {name: tables[name]["id"] for name in ("links", "locks", "nodes")}

    def add(table: str, row: int, pair: int) -> None:
        found[table][str(ids[table][row])].add(pair)

    for graph, edges, owner in _edges(trips):
        arrays = graph.arrays
        kinds, rows = arrays.ref_kind[edges], arrays.ref_row[edges]

        def of(kind: int, by: int = 1, kinds: Array = kinds, rows: Array = rows,
               owner: Array = owner) -> Iterator[tuple[int, int]]:
            here = kinds == kind
            both = np.unique(np.stack([rows[here] // by, owner[here]]), axis=1)
            return zip(*both.tolist(), strict=True)

        for row, pair in of(LINK, 2):
            add("links", row, pair)
        for row, pair in of(LOCK, 2):
            add("locks", row, pair)
        for row, pair in of(TERMINAL):
            add("nodes", row, pair)
        for row, pair in of(SECTION):
            for link, _ in graph.section_ways[row]:
                add("links", link, pair)
            for node in graph.sections[row][:2]:
                add("nodes", node, pair)
        for row, pair in (*of(OUT), *of(IN)):
            way = graph.ways[row][1]
            for key in way.links:
                found["links"][key].add(pair)
            found["nodes"][way.terminal].add(pair)
        for row, pair in of(TRANSFER, 2):
            for end in ("from_node_id", "to_node_id"):
                found["nodes"][str(network.transfers[end][row])].add(pair)
        for row, pair in of(RUN):
            run = graph.runs[row // size]
            add("nodes", row % size, pair)
            found["stops"][run.mode, run.stops].add(pair)
            found["lines"][run.id].add(pair)
    sets = {name: {key: frozenset(pairs) for key, pairs in items.items()}
            for name, items in found.items()}
    return Used(**sets, everything=everything)


def _edges(trips: Mapping[int, Trip]) -> Iterator[tuple[Any, Array, Array]]:
    """Edges of the paths of trips and the pair of each, by graph."""
    found: dict[int, tuple[Any, list[Array], list[Array]]] = {}
    for pair, trip in trips.items():
        if trip.path:
            graph, _, edges, _ = trip.path
            _, parts, owners = found.setdefault(id(graph), (graph, [], []))
            parts.append(edges)
            owners.append(np.full(len(edges), pair))
    for graph, parts, owners in found.values():
        yield graph, np.concatenate(parts), np.concatenate(owners)


def touched(network: Network, profile: str, hit: Hit, seen: Used, ways: Rides) -> Pairs:
    """Pairs whose best path of a main mode a hit may change; all where that cannot be told."""
    keys = [key for key in hit.keys if key in network.tables[hit.table]]
    if hit.table in ("nodes", "locks"):
        by = seen.nodes if hit.table == "nodes" else seen.locks
        return _union(by.get(key) for key in keys)
    if hit.table == "services":
        return _union(_boarded(network, key, seen) for key in keys)
    if ways.loose(frozenset(keys)):
        return seen.everything
    direct = _union(seen.links.get(key) for key in keys)
    if hit.kind == "halved":
        return direct
    if _reshaped(network, profile, keys, seen):
        return seen.everything
    stopped = (*ways.bound(frozenset(keys)), *ways.cut(frozenset(keys)))
    return _union([direct, *(_boarded(network, key, seen) for key in stopped)])


def _union(parts: Iterable[Pairs | None]) -> Pairs:
    return frozenset().union(*(part for part in parts if part))


def _boarded(network: Network, service: str, seen: Used) -> Pairs:
    """Pairs that board a run with the mode and stops of a service, be it this one or another."""
    services, stops = network.services, network.service_stops
    called = {network.nodes.index[str(stops["node_id"][i])]
              for i in np.flatnonzero(stops["service_id"] == service)}
    mode = str(services["mode"][services.index[service]])
    return seen.stops.get((mode, tuple(sorted(called))), frozenset())


def _reshaped(network: Network, profile: str, keys: Iterable[str], seen: Used) -> bool:
    """Whether a passenger line might get another headway, or lose the joining links it rides."""
    if Impedance(network, profile).boards != "passenger":
        return False
    links, gone = network.links, set(keys)
    for line in {str(links["line"][links.index[key]]) for key in gone}:
        rows = [i for i in np.flatnonzero((links["line"] == line) & (links["mode"] == "rail"))
                if links["traffic"][i] != "freight"]
        left = [i for i in rows if str(links["id"][i]) not in gone]
        if f"rail:{line}" in seen.lines or (len({str(links["class"][i]) for i in rows}) > 1
                                            and left):
            return True
    return False
