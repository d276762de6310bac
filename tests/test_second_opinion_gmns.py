"""The same shortest ways by programs of others, which read our GMNS tables and our graph.

AequilibraE and Path4GMNS read the folder that ``corridors export gmns`` writes; osmnx, networkx
and igraph take the public graph. Ours are the road skims of passengers by time and by CO2, which
a car gives off by the kilometre, less the eight kilometres in town at both ends. Sioux Falls goes
the other way: a published network read by us.

AequilibraE builds its graph from the tables in memory: its own importer of GMNS wants SQLite with
loadable extensions, which many builds of Python do not have.
"""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import corridors
from corridors import Network
from corridors.exchange.folder import write_package
from corridors.exchange.gmns.foreign import Choices
from corridors.exchange.gmns.read import read_gmns
from corridors.exchange.gmns.subset import of_modes
from corridors.exchange.gmns.write import export
from corridors.exchange.package import packed
from corridors.routing.skims import skim
from tests.others import program, rows_of, sioux_falls

CLOSE = 1e-6
Table = dict[tuple[str, str], float]


def places_on_roads(network: Network) -> list[str]:
    return [str(key) for key, node in zip(network.places["id"], network.places["road_node_id"],
                                          strict=True) if node]


def ours(network: Network, objective: str) -> Table:
    """Hours at the wheel, or km, between all places with a road node, without the ends in town."""
    city = network.parameters.number("access.city_km")
    urban = network.parameters.number("speed.road.car.urban")
    places = places_on_roads(network)
    trips = skim(network, places, places, profile="passenger", modes=["road"],
                 objective=objective)
    assert all(trip.found for trip in trips.values())
    return {(a, b): trip.in_vehicle_h - 2 * city / urban if objective == "time"
            else trip.distance_km - 2 * city for (a, b, _), trip in trips.items()}


@pytest.fixture(scope="module")
def roads(real: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our roads as a GMNS folder."""
    folder = tmp_path_factory.mktemp("gmns")
    for name, content in export(of_modes(packed(real), ["road"]), plain=True).files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def skims(real: Network) -> dict[str, Table]:
    return {"time": ours(real, "time"), "distance": ours(real, "co2")}


def centres(folder: Path) -> dict[str, int]:
    """Number of the node in the middle of each zone, by our id of the zone."""
    zones = {row["zone_id"]: row["corridors_id"] for row in rows_of(folder / "zone.csv")}
    return {zones[row["zone_id"]]: int(row["node_id"]) for row in rows_of(folder / "node.csv")
            if row["zone_id"]}


def assert_close(found: Table, expected: Table, pairs: int) -> float:
    """Every pair agrees; the greatest relative difference."""
    assert len(expected) == pairs
    worst = max(abs(found[pair] - value) / value for pair, value in expected.items())
    assert worst < CLOSE
    return worst


def by_aequilibrae(links: list[tuple[int, int, float, float]], nodes: list[int]
                   ) -> dict[str, np.ndarray]:
    """Skims of AequilibraE: from, to, length and time of directed links."""
    program("aequilibrae")
    import pandas as pd
    from aequilibrae.paths import Graph, NetworkSkimming


    found = {}
    for field in ("time", "distance"):
        graph = Graph()
        graph.network = pd.DataFrame({
            "link_id": range(1, len(links) + 1), "a_node": [link[0] for link in links],
            "b_node": [link[1] for link in links], "direction": 1,
            "distance": [link[2] for link in links], "time": [link[3] for link in links]})
        graph.prepare_graph(np.array(nodes))
        graph.set_graph(field)
        graph.set_skimming([field])
        graph.set_blocked_centroid_flows(False)
        with contextlib.redirect_stderr(io.StringIO()):
            skimming = NetworkSkimming(graph)
            skimming.execute()
        found[field] = np.array(skimming.results.skims.get_matrix(field))
    return found


@pytest.mark.filterwarnings("ignore")
def test_aequilibrae_reads_our_gmns_and_finds_the_same_ways(
        roads: Path, skims: dict[str, Table]) -> None:
    centre = centres(roads)
    nodes = sorted(centre.values())
    links = [(int(row["from_node_id"]), int(row["to_node_id"]), float(row["length"]),
              float(row["length"]) / float(row["free_speed"]))
             for row in rows_of(roads / "link.csv")]
    found = by_aequilibrae(links, nodes)
    at = {key: nodes.index(number) for key, number in centre.items()}
    for field, expected in skims.items():
        assert_close({(a, b): found[field][at[a], at[b]] for a, b in expected}, expected, 9702)


@pytest.mark.filterwarnings("ignore")
def test_path4gmns_reads_our_gmns_and_finds_the_same_ways(
        roads: Path, skims: dict[str, Table]) -> None:
    path4gmns, centre = program("path4gmns"), centres(roads)
    with contextlib.redirect_stdout(io.StringIO()):
        network = path4gmns.read_network(length_unit="km", speed_unit="kph",
                                         input_dir=str(roads))
    for field, expected in skims.items():
        found: Table = {}
        for origin, number in centre.items():
            tree = network.get_shortest_path_tree(number, cost_type=field)
            for other, end in centre.items():
                if other != origin:  # minutes, or kilometres
                    found[origin, other] = tree[end][0] / (60 if field == "time" else 1)
        assert_close(found, expected, 9702)


def test_igraph_networkx_and_osmnx_find_the_same_ways_on_the_public_graph(
        real: Network, skims: dict[str, Table]) -> None:
    """The public graph runs at the speed of lorries, so that lengths alone are compared here."""
    graph = real.to_networkx(modes=["road"])
    label = {data["id"]: node for node, data in graph.nodes(data=True)}
    centre = {place: label[str(real.places["road_node_id"][real.places.index[place]])]
              for place in places_on_roads(real)}
    names = {node: place for place, node in centre.items()}
    by_networkx = {(names[a], names[b]): metres / 1000 for a in names for b, metres in
                   nx.single_source_dijkstra_path_length(graph, a, weight="length").items()
                   if b in names and a != b}
    assert_close(by_networkx, skims["distance"], 9702)
    igraph = program("igraph")
    other = igraph.Graph.from_networkx(graph)
    vertex = {node: i for i, node in enumerate(other.vs["_nx_name"])}
    order = [vertex[node] for node in names]
    metres = other.distances(order, order, weights="length")
    assert_close({(a, b): metres[i][j] / 1000 for i, a in enumerate(names.values())
                  for j, b in enumerate(names.values()) if i != j}, skims["distance"], 9702)
    osmnx, some = program("osmnx"), list(names)[::9]
    ways = osmnx.routing.shortest_path(graph, [a for a in some for _ in some],
                                       [b for _ in some for b in some], weight="length", cpus=1)
    found = {(names[way[0]], names[way[-1]]): nx.path_weight(graph, way, "length") / 1000
             for way in ways if len(way) > 1}
    assert_close(found, {pair: skims["distance"][pair] for pair in found}, 110)


# ---- the other way round: a published network read by us ---------------------------------------
@pytest.mark.filterwarnings("ignore")
def test_sioux_falls_is_read_and_its_free_flow_times_come_out(tmp_path: Path) -> None:
    """Every zone to every other: our skims, networkx on the raw figures, and AequilibraE.

    Free-flow minutes are whole numbers, so that an error of one link would show. The network lies
    in South Dakota; it is moved to Nanning, which changes no length and no time.
    """
    links = sioux_falls(tmp_path / "gmns")
    package = read_gmns(tmp_path / "gmns", Choices(move_to=(108.4, 22.8)))
    assert [len(package.tables[name]) for name in ("nodes", "links", "places")] == [24, 38, 24]
    write_package(package, tmp_path / "data")
    network = corridors.load_network(data=tmp_path / "data")
    table = ours(network, "time")
    assert len(table) == 24 * 23

    raw = nx.DiGraph()
    raw.add_weighted_edges_from((a, b, minutes) for a, b, _, minutes in links)
    expected = {(f"zone_{a}", f"zone_{b}"): minutes
                for a, ends in nx.all_pairs_dijkstra_path_length(raw) for b, minutes in ends.items()
                if a != b}
    assert_close({pair: 60 * hours for pair, hours in table.items()}, expected, 552)
    nodes = list(range(1, 25))
    third = by_aequilibrae(links, nodes)["time"]
    assert_close({(f"zone_{a}", f"zone_{b}"): third[a - 1, b - 1] for a in nodes for b in nodes
                  if a != b}, expected, 552)
    # worked by hand from the table of links: 1-3-4-5-9-10 takes 4+4+2+5+3, 13-24-21-20 4+3+6
    assert expected["zone_1", "zone_10"] == 18
    assert expected["zone_13", "zone_20"] == 13

    trip = corridors.route(network, "1", "20", profile="passenger", mode="road", objective="time")
    assert trip.found
    for profile in ("container", "bulk"):
        assert corridors.route(network, "1", "20", profile=profile, mode="best").found


@pytest.mark.filterwarnings("ignore")
def test_sioux_falls_goes_out_again_as_it_came(tmp_path: Path) -> None:
    """Imported, exported as our GMNS, and read by Path4GMNS: the same minutes once more."""
    links = sioux_falls(tmp_path / "gmns")
    package = read_gmns(tmp_path / "gmns", Choices(move_to=(108.4, 22.8)))
    for name, content in export(package).files.items():
        (tmp_path / name).write_bytes(content)
    path4gmns, centre = program("path4gmns"), centres(tmp_path)
    with contextlib.redirect_stdout(io.StringIO()):
        network = path4gmns.read_network(length_unit="km", speed_unit="kph",
                                         input_dir=str(tmp_path))
    raw = nx.DiGraph()
    raw.add_weighted_edges_from((a, b, minutes) for a, b, _, minutes in links)
    for a, ends in nx.all_pairs_dijkstra_path_length(raw):
        tree = network.get_shortest_path_tree(centre[f"zone_{a}"])
        assert all(tree[centre[f"zone_{b}"]][0] == pytest.approx(minutes, rel=CLOSE)
                   for b, minutes in ends.items() if a != b)
