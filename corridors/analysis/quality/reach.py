"""Whether every place can be reached by every mode that it should have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from corridors.analysis.quality.finding import Finding, about
from corridors.tables import Table

WATER = ("inland", "sea")
NETWORKS: dict[str, tuple[str, ...]] = {"road": ("road",), "rail": ("rail",), "water": WATER}
"""Modes that hang together as one network; quays and walks between their nodes belong to it."""


def reach(tables: Mapping[str, Table], folder: Path) -> Iterator[Finding]:
    """Places without road or rail, ports without a way by water, airports without a flight.

    What counts as reached is the largest connected part of each network. Places abroad that
    have no road node are served by their port alone; a unit of the country with neither a road
    node nor a terminal is reached over the roads on the ground, not by this network.
    """
    places, nodes = tables["places"], tables["nodes"]
    main = {name: main_part(tables, modes) for name, modes in NETWORKS.items()}
    stations: dict[str, bool] = {}
    for i, key in enumerate(nodes["id"]):
        place = str(nodes["place_id"][i])
        if nodes["mode"][i] == "rail" and place and "passenger" in nodes["handles"][i]:
            stations[place] = stations.get(place, False) or str(key) in main["rail"]
        port = nodes["mode"][i] in WATER and nodes["kind"][i] == "port"
        if port and str(key) not in main["water"]:
            yield about("reach", nodes, str(key), folder, "found.no_water",
                        name=nodes["name_zh"][i])
    terminals = set(map(str, nodes["place_id"]))
    for i, key in enumerate(places["id"]):
        road = str(places["road_node_id"][i])
        if not road and (_served_by_port_alone(tables, str(key))
                         or (places["adcode"][i] and str(key) not in terminals)):
            continue
        if road not in main["road"]:
            yield about("reach", places, str(key), folder, "found.no_road",
                        name=places["name_zh"][i])
        if not stations.get(str(key), False):
            yield about("reach", places, str(key), folder, "found.no_rail",
                        name=places["name_zh"][i])
    flown = _flown(tables)
    for i, key in enumerate(nodes["id"]):
        if nodes["kind"][i] == "airport" and str(key) not in flown:
            yield about("reach", nodes, str(key), folder, "found.no_flight",
                        name=nodes["name_zh"][i])


def main_part(tables: Mapping[str, Table], modes: tuple[str, ...]) -> set[str]:
    """Node ids of the largest connected part of a network."""
    nodes = tables["nodes"]
    edges = []
    for name in ("links", "transfers"):
        table = tables[name]
        for a, b in zip(table["from_node_id"], table["to_node_id"], strict=True):
            ends = nodes.index[str(a)], nodes.index[str(b)]
            if all(nodes["mode"][end] in modes for end in ends):
                edges.append(ends)
    if not edges:
        return set()
    at = np.array(edges)
    graph = csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(nodes), len(nodes)))
    _, label = connected_components(graph, directed=False)
    used = np.unique(at)
    largest, _ = Counter(label[used].tolist()).most_common(1)[0]
    return {str(nodes["id"][i]) for i in used if label[i] == largest}


def _served_by_port_alone(tables: Mapping[str, Table], place: str) -> bool:
    nodes = tables["nodes"]
    return any(nodes["place_id"][i] == place and nodes["mode"][i] == "sea"
               for i in range(len(nodes)))


def _flown(tables: Mapping[str, Table]) -> set[str]:
    """Airports at which a flight that runs calls."""
    services, stops = tables["services"], tables["service_stops"]
    running = {str(services["id"][i]) for i in range(len(services))
               if services["kind"][i] == "flight" and services["headway_h"][i] > 0
               and services["status"][i] == "running"}
    return {str(stops["node_id"][i]) for i in range(len(stops))
            if str(stops["service_id"][i]) in running}
