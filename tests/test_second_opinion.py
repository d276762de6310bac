"""The same answers by other code: networkx on the virtual graph, osmnx on the public one."""

from __future__ import annotations

import math
from collections.abc import Iterable

import networkx as nx
import numpy as np
import osmnx
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import floyd_warshall

import corridors
from corridors import Network
from corridors.families import FAMILIES, families_of
from corridors.routing.impedance import Impedance
from corridors.routing.paths import solve
from corridors.routing.ships import Costs, costs, loadings
from corridors.routing.skims import skim
from corridors.routing.virtual import Services, VirtualGraph, build


def digraph(graph: VirtualGraph, cost: Costs) -> nx.DiGraph:
    """The virtual graph for one loading by the objective; of parallel edges the lightest."""
    out = nx.DiGraph()
    out.add_nodes_from(range(graph.arrays.size))
    for tail, head, weight, is_open in zip(
            graph.arrays.tail.tolist(), graph.arrays.head.tolist(), cost.value.tolist(),
            cost.loading.open.tolist(), strict=True):
        if is_open and weight < out.get_edge_data(tail, head, {"weight": math.inf})["weight"]:
            out.add_edge(tail, head, weight=weight)
    return out


def least(graph: VirtualGraph) -> dict[tuple[str, str], float]:
    """Least objective of every pair over all ships and loadings, by networkx."""
    found = {(o, d): math.inf for o in graph.origins for d in graph.destinations if o != d}
    for loading in loadings(graph):
        other = digraph(graph, costs(graph, loading))
        for origin, start in graph.origins.items():
            lengths = nx.single_source_dijkstra_path_length(other, start)
            for destination, end in graph.destinations.items():
                if origin != destination:
                    found[origin, destination] = min(found[origin, destination],
                                                     lengths.get(end, math.inf))
    return found


def assert_agree(impedance: Impedance, name: str, origins: Iterable[str],
                 destinations: Iterable[str]) -> int:
    """Compare every pair of a family; the number of pairs that have a way."""
    graph = build(Services.of(impedance), FAMILIES[name], origins, destinations)
    expected, trips = least(graph), solve(graph)
    assert expected.keys() == trips.keys()
    for pair, trip in trips.items():
        assert trip.found == math.isfinite(expected[pair])
        if trip.found:
            # what decides between equals may cost this much of the objective, and no more
            assert trip.objective_value == pytest.approx(expected[pair], rel=1e-6, abs=1e-6)
            _, cost, edges, _ = trip.path
            assert cost.value[list(edges)].sum() == pytest.approx(trip.objective_value, rel=1e-9)
    return sum(trip.found for trip in trips.values())


@pytest.mark.parametrize("season", ["normal", "low_water"])
@pytest.mark.parametrize("profile", ["passenger", "container", "bulk"])
def test_toy_by_networkx(toy: Network, profile: str, season: str) -> None:
    places = list(toy.places["id"])
    for objective in ("generalised", "time", "cost", "co2"):
        impedance = Impedance(toy, profile, objective, season)
        counts = [assert_agree(impedance, name, places, places) for name in families_of(profile)]
        assert min(counts) > 0


@pytest.mark.parametrize(("profile", "family", "objective"), [
    ("passenger", "rail", "time"), ("passenger", "air", "generalised"),
    ("passenger", "road", "cost"), ("container", "rail", "cost"),
    ("bulk", "waterway", "generalised"), ("bulk", "river_sea", "cost"),
    ("container", "barge_sea", "generalised"), ("container", "rail_water", "time"),
    ("bulk", "road_sea", "generalised"), ("container", "rail_sea", "co2")])
def test_real_data_by_networkx(real: Network, profile: str, family: str, objective: str) -> None:
    found = assert_agree(Impedance(real, profile, objective), family, ["nanning", "wuzhou"],
                         ["shanghai", "guangzhou", "chongqing"])
    assert found > 0


def test_one_graph_for_many_pairs_is_many_graphs_for_one(real: Network) -> None:
    ends = ["nanning", "wuzhou", "guangzhou", "shanghai"]
    together = skim(real, ends, ends, profile="bulk", modes=families_of("bulk"))
    compared = 0
    for (origin, destination, mode), trip in together.items():
        if origin == "wuzhou":
            alone = corridors.route(real, origin, destination, profile="bulk", mode=mode)
            assert alone.found == trip.found
            if trip.found:
                assert alone.objective_value == pytest.approx(trip.objective_value, rel=1e-12)
                compared += 1
    assert compared > 10


# ---- the public graph, by osmnx ------------------------------------------------------------
def shortest_km(network: Network, modes: list[str]) -> np.ndarray:
    """Shortest way between all nodes over the links of some modes, by Floyd and Warshall."""
    links, index = network.links, network.nodes.index
    rows = [i for i, mode in enumerate(links["mode"]) if mode in modes]
    best: dict[tuple[int, int], float] = {}
    for i in rows:
        a, b = index[links["from_node_id"][i]], index[links["to_node_id"][i]]
        for pair in ((a, b), (b, a)):
            best[pair] = min(best.get(pair, math.inf), float(links["length_km"][i]))
    tails, heads = np.array(list(best)).T
    size = len(network.nodes)
    return floyd_warshall(csr_array((list(best.values()), (tails, heads)), shape=(size, size)))


def length_km(graph: nx.MultiDiGraph, way: list[int]) -> float:
    return nx.path_weight(graph, way, "length") / 1000


def labels(graph: nx.MultiDiGraph) -> dict[str, int]:
    return {data["id"]: node for node, data in graph.nodes(data=True)}


def test_osmnx_finds_the_same_lengths(real: Network) -> None:
    modes = ["inland", "rail", "road"]
    graph = real.to_networkx(modes=modes)
    expected, label, index = shortest_km(real, modes), labels(graph), real.nodes.index
    pairs = [("in_nanning", "in_guangzhou"), ("in_wuzhou", "in_shanghai"),
             ("rd_nanning", "rd_wuhan"), ("rl_nanning", "rl_wuhan"),
             ("rd_liuzhou", "rd_chongqing"), ("rd_beihai", "rd_shanghai")]
    reached = 0
    for a, b in pairs:
        if a not in label or b not in label:
            continue
        km = expected[index[a], index[b]]
        way = osmnx.routing.shortest_path(graph, label[a], label[b], weight="length")
        assert (way is None) == math.isinf(km)
        if way is not None:
            assert length_km(graph, way) == pytest.approx(km, rel=1e-9)
            reached += 1
    assert reached >= 4


def test_osmnx_agrees_with_the_length_of_a_road_trip(real: Network) -> None:
    """By least CO2 a lorry takes the shortest road; 8 km in town are added at both ends."""
    graph = real.to_networkx(modes=["road"])
    label, city = labels(graph), real.parameters.number("access.city_km")
    for a, b in [("nanning", "wuhan"), ("liuzhou", "shanghai"), ("baise", "chongqing")]:
        trip = corridors.route(real, a, b, profile="bulk", mode="road", objective="co2")
        nodes = [label[real.places.row(place)["road_node_id"]] for place in (a, b)]
        way = osmnx.routing.shortest_path(graph, *nodes, weight="length")
        assert trip.distance_km - 2 * city == pytest.approx(length_km(graph, way), rel=1e-9)


def test_osmnx_agrees_with_the_length_of_a_rail_trip(real: Network) -> None:
    """By least CO2 goods take the shortest railway that carries goods between their stations."""
    graph = real.to_networkx(modes=["rail"])
    traffic = dict(zip(real.links["id"], real.links["traffic"], strict=True))
    graph.remove_edges_from([(u, v, k) for u, v, k, key in graph.edges(keys=True, data="link_id")
                             if traffic[key] == "passenger"])
    label, compared = labels(graph), 0
    for a, b in [("nanning", "wuhan"), ("liuzhou", "chongqing"), ("guilin", "shanghai")]:
        trip = corridors.route(real, a, b, profile="bulk", mode="rail", objective="co2")
        (haul,) = [leg for leg in trip.legs if leg.component == "line_haul"]
        way = osmnx.routing.shortest_path(graph, label[haul.start], label[haul.end],
                                          weight="length")
        assert trip.distance_km == pytest.approx(length_km(graph, way), rel=1e-9)
        compared += 1
    assert compared == 3


def test_osmnx_agrees_with_the_way_by_water(toy: Network) -> None:
    graph = toy.to_networkx(modes=["inland"])
    label = labels(graph)
    trip = corridors.route(toy, "hill", "bay", profile="bulk", mode="waterway")
    way = osmnx.routing.shortest_path(graph, label["in_hill"], label["in_bay"],
                                      weight="travel_time")
    assert length_km(graph, way) == pytest.approx(trip.distance_km)
    hours = nx.path_weight(graph, way, "travel_time") / 3600
    assert hours == pytest.approx(trip.components["line_haul"]) == 12
