"""The public graph has what networkx and osmnx expect of one."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import networkx as nx
import osmnx
import pytest

import corridors
from corridors import AddLink, Network

LINK = "link_id"
"""Attribute of an arc that names its link."""


@pytest.fixture(scope="module")
def graph(toy: Network) -> nx.MultiDiGraph:
    return toy.to_networkx()


def by_id(graph: nx.MultiDiGraph) -> dict[str, int]:
    return {data["id"]: node for node, data in graph.nodes(data=True)}


def test_shape(toy: Network, graph: nx.MultiDiGraph) -> None:
    assert isinstance(graph, nx.MultiDiGraph)
    assert all(isinstance(node, int) for node in graph)
    assert graph.graph["crs"] == "epsg:4326"
    assert set(by_id(graph)) == set(toy.nodes["id"])
    assert graph.number_of_edges() == 2 * len(toy.links)


def test_nodes_have_coordinates(toy: Network, graph: nx.MultiDiGraph) -> None:
    for key, node in by_id(graph).items():
        row = toy.nodes.row(key)
        assert (graph.nodes[node]["x"], graph.nodes[node]["y"]) == (row["lon"], row["lat"])
        assert graph.nodes[node]["mode"] == row["mode"]


def test_arcs_have_length_time_and_course(graph: nx.MultiDiGraph) -> None:
    label = by_id(graph)
    down = graph[label["in_hill"]][label["in_ford"]][0]
    up = graph[label["in_ford"]][label["in_hill"]][0]
    assert (down[LINK], down["length"], up["length"]) == ("river_upper", 60_000, 60_000)
    # 60 km at 12 km/h down and 6 up, 20 of 24 hours a day: 6 h and 12 h
    assert (down["travel_time"], up["travel_time"]) == (pytest.approx(21_600),
                                                        pytest.approx(43_200))
    assert list(down["geometry"].coords) == list(up["geometry"].coords)[::-1]
    assert down["geometry"].coords[0] == (107, 22.95)


def test_modes(toy: Network) -> None:
    graph = toy.to_networkx(modes=["rail", "sea"])
    assert {data["mode"] for _, data in graph.nodes(data=True)} == {"rail", "sea"}
    assert {key for *_, key in graph.edges(data=LINK)} == {"rail_upper", "rail_lower", "sea_lane"}
    assert toy.to_networkx(modes=[]).number_of_nodes() == 0


def test_parallel_links_stay_apart(toy: Network) -> None:
    twin = AddLink(row={**toy.links.row("rail_upper"), "id": "rail_twin", "length_km": 70})
    network, _ = corridors.apply(toy, [twin])
    graph = network.to_networkx(modes=["rail"])
    label = by_id(graph)
    pair = label["rl_mine"], label["rl_hill"]
    assert {data[LINK] for data in graph.get_edge_data(*pair).values()} == {"rail_upper",
                                                                            "rail_twin"}
    way = osmnx.routing.shortest_path(graph, *pair, weight="length")
    assert nx.path_weight(graph, way, "length") == 70_000


def test_a_graph_is_a_copy(toy: Network) -> None:
    graph = toy.to_networkx()
    graph.clear()
    assert toy.to_networkx().number_of_edges() == 2 * len(toy.links)


@pytest.mark.parametrize("which", ["toy", "real"])
def test_graphml_there_and_back(which: str, tmp_path: Path,
                                request: pytest.FixtureRequest) -> None:
    graph = request.getfixturevalue(which).to_networkx()
    osmnx.save_graphml(graph, tmp_path / "network.graphml")
    back = osmnx.load_graphml(tmp_path / "network.graphml")
    assert set(back) == set(graph)
    assert by_id(back) == by_id(graph)
    assert set(back.edges(keys=True)) == set(graph.edges(keys=True))
    for u, v, key, data in graph.edges(keys=True, data=True):
        other = back.edges[u, v, key]
        assert other[LINK] == data[LINK]
        assert other["length"] == pytest.approx(data["length"])
        assert other["travel_time"] == pytest.approx(data["travel_time"])
        assert other["geometry"].equals_exact(data["geometry"], 1e-9)


def test_osmnx_plots_it(graph: nx.MultiDiGraph) -> None:
    before = mpl.get_backend()
    mpl.use("Agg")
    try:
        figure, axes = osmnx.plot_graph(graph, show=False, close=True)
        assert len(axes.collections) == 2       # links and nodes
        assert len(axes.collections[1].get_offsets()) == graph.number_of_nodes()
        assert figure.axes == [axes]
    finally:
        mpl.use(before)


def test_osmnx_makes_frames_of_it(graph: nx.MultiDiGraph) -> None:
    nodes, edges = osmnx.graph_to_gdfs(graph)
    assert (len(nodes), len(edges)) == (graph.number_of_nodes(), graph.number_of_edges())
    assert edges.crs == "epsg:4326"


def test_osmnx_finds_the_nearest_node(real: Network) -> None:
    graph = real.to_networkx(modes=["road"])
    place = real.places.row("nanning")
    node = by_id(graph)[place["road_node_id"]]
    x, y = graph.nodes[node]["x"], graph.nodes[node]["y"]
    near = min(graph, key=lambda n: osmnx.distance.great_circle(
        y, x, graph.nodes[n]["y"], graph.nodes[n]["x"]))
    assert near == node
