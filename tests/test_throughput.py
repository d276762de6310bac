"""Greatest flows: toy figures by hand, both solvers, and the locks of the real network.

On the toy network a single track carries (24 - 4) trains x 1000 t x 365 = 7.3 Mt a year each way,
an expressway 2 lanes x 10 000 cars / 4 x 0.5 x 20 t x 365 = 18.25 Mt.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner, Result
from rich.console import Console

import corridors
from corridors import Network, Scenario
from corridors.analysis.throughput.change import throughput_change
from corridors.analysis.throughput.graph import FlowGraph, flow_graph
from corridors.analysis.throughput.model import MODES, Element, Throughput
from corridors.analysis.throughput.run import throughput
from corridors.analysis.throughput.solve import maximum_flow, scaled, shortest_flow
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.report.load_map import load_kind
from corridors.report.throughput.files import throughput_files
from corridors.report.throughput.picture import throughput_content
from corridors.report.throughput.screen import print_throughput

Variant = Callable[..., Network]
RAIL, ROAD = 7.3, 18.25


def cut(found: Throughput) -> list[str]:
    return [str(item.element) for item in found.cut]


@pytest.fixture(scope="module")
def ford(variant: Variant) -> Network:
    """The lock at the ford with 5 Mt a year down and 3 up."""
    return variant("lock:lk_ford", capacity_ab_mt=5, capacity_ba_mt=3)


# ---- by hand
def test_two_railways_one_behind_the_other_carry_as_much_as_one(toy: Network) -> None:
    found = throughput(toy, "mine", "bay", modes=["rail"])
    assert found.value_mt == pytest.approx(RAIL)
    # both are as narrow: the one nearest to the origin is named, the other said
    assert cut(found) == ["rail_upper:ab"]
    assert [str(key) for key in found.far_cut] == ["rail_lower:ab"]
    assert not found.sole
    assert found.cut[0].gain_per_mt == 0
    assert found.cut[0].headroom_mt == 0
    assert found.mean_km == pytest.approx(80 + 160 + 2)  # a km in each town


def test_parallel_ways_add_up(toy: Network) -> None:
    found = throughput(toy, "矿山", "hill", modes=["road", "rail"])
    assert found.value_mt == pytest.approx(RAIL + ROAD)
    assert cut(found) == ["road_upper:ab", "rail_upper:ab"]
    assert found.sole
    assert [item.gain_per_mt for item in found.cut] == [1, 1]
    assert {item.basis for item in found.cut} == {"estimated"}
    assert {item.headroom_mt for item in found.cut} == {float("inf")}  # nothing else bounds it


def test_a_lock_bounds_each_way_for_itself(ford: Network) -> None:
    down = throughput(ford, "hill", "bay", modes=["inland"])
    up = throughput(ford, "bay", "hill", modes=["inland"])
    assert (down.value_mt, cut(down)) == (5, ["lk_ford:ab"])
    assert (up.value_mt, cut(up)) == (3, ["lk_ford:ba"])
    assert down.cut[0].basis == "published"
    river = Element("links", "river_lower", "ab")
    assert down.unbounded[river] == 5  # no capacity is known there


def test_an_outage_takes_its_share_of_a_lock(ford: Network, variant: Variant) -> None:
    found = throughput(variant("lock:lk_ford", of=ford, outage_share=0.2), "hill", "bay",
                       modes=["inland"])
    assert found.value_mt == pytest.approx(4)


def test_practical_capacity_widens_locks_not_railways(ford: Network, variant: Variant) -> None:
    wide = variant(of=ford, parameters={"lock.capacity_over_design": 2})
    found = throughput(wide, "hill", "bay", modes=["inland", "rail"], basis="practical")
    assert found.value_mt == pytest.approx(2 * 5 + RAIL)


def test_what_nothing_known_bounds_is_said_with_its_way(toy: Network) -> None:
    found = throughput(toy, "hill", "bay", modes=["inland"])
    assert not found.bounded
    assert [str(key) for key in found.open_way] == [
        "river_upper:ab", "lk_ford:ab", "river_lower:ab"]
    assert found.cut == ()


def test_a_ship_too_large_for_the_lock_has_no_way(ford: Network) -> None:
    found = throughput(ford, "hill", "bay", modes=["inland"], ship_t=2500)
    assert (found.value_mt, found.flows) == (0, {})


def test_places_without_a_terminal_are_named(ford: Network) -> None:
    found = throughput(ford, ["mine", "hill"], "bay", modes=["inland"])
    assert found.left_out == ("mine",)
    assert found.value_mt == 5


def test_a_change_of_mode_needs_a_transfer_or_a_road(toy: Network) -> None:
    by_lorry = throughput(toy, "mine", "isle", modes=MODES)
    assert by_lorry.value_mt == pytest.approx(RAIL + ROAD)
    assert throughput(toy, "mine", "isle", modes=["inland", "sea"]).value_mt == 0


def test_widening_shows_what_bounds_next(ford: Network) -> None:
    found = throughput(ford, "mine", "bay", modes=["rail", "inland"])
    # 7.3 to Hill, then 7.3 by rail or by river: the river only matters behind the upper line
    assert (found.value_mt, cut(found)) == (pytest.approx(RAIL), ["rail_upper:ab"])
    limit = found.cut[0]
    assert limit.gain_per_mt == 1
    assert limit.headroom_mt == pytest.approx(5)
    assert [str(key) for key in limit.next] == ["rail_lower:ab", "lk_ford:ab"]


# ---- two solvers, and laws
def second_opinion(graph: FlowGraph, capacity: np.ndarray) -> tuple[float, float]:
    """Value of the maximum flow and of the minimum cut by networkx."""
    other = nx.DiGraph()
    for arc, limit in enumerate(capacity.tolist()):
        bound = {} if limit < 0 else {"capacity": limit}
        other.add_edge(int(graph.tail[arc]), ("arc", arc), **bound)
        other.add_edge(("arc", arc), int(graph.head[arc]))
    value, _ = nx.maximum_flow(other, graph.source, graph.sink)
    return value, nx.minimum_cut(other, graph.source, graph.sink)[0]


@pytest.mark.parametrize(("origins", "destinations", "modes"), [
    (("guigang", "nanning"), ("guangzhou",), ("inland",)),
    (("liuzhou",), ("wuhan",), ("road", "rail", "inland", "sea")),
    (("baise", "nanning"), ("shanghai",), ("rail", "sea")),
])
def test_networkx_finds_the_same(real: Network, origins: tuple[str, ...],
                                 destinations: tuple[str, ...], modes: tuple[str, ...]) -> None:
    graph = flow_graph(real, origins, destinations, modes)
    capacity = scaled(graph)
    found = maximum_flow(graph, capacity)
    assert found.value > 0
    assert second_opinion(graph, capacity) == (found.value, found.value)
    for arcs in (found.near, found.far):  # both are cuts of that capacity
        assert capacity[arcs].sum() == found.value


def test_the_shortest_flow_is_a_flow(real: Network) -> None:
    graph = flow_graph(real, ("liuzhou",), ("wuhan",), MODES)
    capacity = scaled(graph)
    value = maximum_flow(graph, capacity).value
    flow = shortest_flow(graph, capacity, value)
    balance = np.bincount(graph.tail, flow, graph.size) - np.bincount(graph.head, flow, graph.size)
    assert balance[graph.source] == pytest.approx(value)
    inner = np.delete(balance, [graph.source, graph.sink])
    assert np.abs(inner).max() < 1e-3
    assert (flow >= 0).all()
    assert (flow[capacity >= 0] <= capacity[capacity >= 0] + 1e-6).all()


def test_a_wider_lock_never_carries_less(ford: Network, variant: Variant) -> None:
    values = [throughput(variant("lock:lk_ford", of=ford, capacity_ab_mt=mt), "hill", "bay",
                         modes=["inland", "rail"]).value_mt for mt in (1, 2, 8, 50)]
    assert values == pytest.approx([RAIL + mt for mt in (1, 2, 8, 50)])


# ---- the real locks
def test_changzhou_bounds_guigang_and_the_canal_opens_a_second_way() -> None:
    found = throughput_change(corridors.load_scenario("pinglu_canal"), ["南宁", "贵港"],
                              ["guangzhou", "qinzhou"], modes=["inland"])
    assert (found.base.value_mt, cut(found.base)) == (136, ["lk_changzhou:ab"])
    assert (found.after.value_mt, cut(found.after)) == (225, ["lk_changzhou:ab", "lk_madao:ab"])
    assert found.difference_mt == 89
    canal = found.after.cut[1]
    assert [str(key) for key in canal.also] == ["lk_qingnian:ab", "lk_qishi:ab", "pinglu_canal:ab"]
    # what runs at Changzhou is one way as well: far below the published sum of both directions
    assert found.base.cut[0].today_mt is not None
    assert found.base.cut[0].today_mt < found.base.cut[0].capacity_mt
    (project,) = found.projects
    assert (project.project, project.alone_mt, project.last_mt) == ("pinglu_canal", 89, 89)


def test_projects_that_only_help_together(scenario: Callable[..., Scenario],
                                          toy_dir: Path) -> None:
    """A canal to Hill, and a lock behind it: neither the order nor the base hides a share."""
    change = [{"set": {"where": {"lock": "lk_ford"},
                       "values": {"capacity_ab_mt": 5, "capacity_ba_mt": 3}}}]
    found = throughput_change(scenario(changes=change), "mine", "bay", modes=["inland"],
                              data=toy_dir)
    assert (found.base.value_mt, found.after.value_mt, found.difference_mt) == (0, 5, 5)
    assert "toy_canal" in {item.project for item in found.projects}


# ---- bad input
@pytest.mark.parametrize(("origins", "destinations", "options", "key"), [
    ("nirgends", "bay", {}, "place_unknown"),
    ("mine", "mine", {}, "throughput_both"),
    ("inland_towns", ["bay", "hill"], {}, "throughput_both"),
    ([], "bay", {}, "throughput_empty"),
    ("mine", "bay", {"modes": ["air"]}, "choice_unknown"),
    ("mine", "bay", {"basis": "dreamt"}, "choice_unknown"),
    ("mine", "bay", {"ship_t": -1}, "throughput_ship"),
    ("mine", "bay", {"ship_t": float("nan")}, "throughput_ship"),
])
def test_bad_questions(toy: Network, origins: object, destinations: object,
                       options: dict[str, object], key: str) -> None:
    with pytest.raises(InputError) as caught:
        throughput(toy, origins, destinations, **options)  # type: ignore[arg-type]
    assert [fault.key for fault in caught.value.faults] == [key]


def test_both_sides_are_complained_of_at_once(toy: Network) -> None:
    with pytest.raises(InputError) as caught:
        throughput(toy, "nirgends", "nowhere")
    assert len(caught.value.faults) == 2


# ---- outputs
def test_files_hold_both_states_and_stamps() -> None:
    found = throughput_change(corridors.load_scenario("pinglu_canal"), "nanning", "qinzhou",
                              modes=["inland"])
    files = throughput_files(found)
    assert files == throughput_files(found)
    rows = list(csv.DictReader(io.StringIO(files["throughput.csv"].decode("utf-8-sig"))))
    assert [(row["state"], row["flow_mt"], row["difference_mt"]) for row in rows] == [
        ("base", "0.0", ""), ("after", "89.0", "89.0"), ("alone", "89.0", "89.0"),
        ("last", "89.0", "89.0")]
    cuts = list(csv.DictReader(io.StringIO(files["cut.csv"].decode("utf-8-sig"))))
    assert [(row["state"], row["id"], row["name_zh"]) for row in cuts] == [
        ("after", "lk_madao", "马道枢纽船闸下行方向")]
    told = json.loads(files["throughput.json"])
    assert told["scenario_hash"] == found.scenario.hash
    assert told["data_version"] == found.base.network.data_version
    assert "Throughput" in repr(found)
    assert "<table" in found._repr_html_()
    assert list(found.table["state"]) == ["after"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_screen_says_what_is_not_known(toy: Network, ford: Network, lang: str) -> None:
    def shown(network: Network) -> str:
        console = Console(width=200, file=io.StringIO(), record=True)
        print_throughput(console, throughput(network, "hill", "bay", modes=["inland"]), lang)
        return console.export_text()

    unbounded, bounded = shown(toy), shown(ford)
    assert ("无已知上限" if lang == "zh" else "no known bound") in unbounded
    assert ("双向合计" if lang == "zh" else "sum of both directions") in bounded
    assert "5.0" in bounded


def test_the_map_shows_the_bottleneck(real: Network) -> None:
    content = throughput_content(throughput(real, "guigang", "guangzhou", modes=["inland"]), "zh")
    kinds = {link.id: link.kind for link in content.links}
    assert kinds["xj_guiping_changzhou"] == "load_full"
    assert kinds["xj_changzhou_wuzhou"] == "load_unknown"
    assert [marker.name for marker in content.markers if marker.named] == ["长洲船闸"]
    assert (load_kind(1.0), load_kind(0.8), load_kind(0.49)) == (
        "load_full", "load_high", "load_low")


def test_the_command(once: Callable[..., Result], tmp_path: Path) -> None:
    table = once("throughput", "南宁、贵港", "guangzhou", "--mode", "inland")
    assert table.exit_code == 0
    assert "136.0" in table.output
    told = CliRunner().invoke(main, ["throughput", "nanning", "guangzhou", "--mode", "inland",
                                     "--format", "json", "--no-map", "--out", str(tmp_path)])
    assert json.loads(told.output)["items"][0]["flow_mt"] == 4.5
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "corridors.json", "cut.csv", "flows.csv", "throughput.csv", "throughput.json"]
    wrong = CliRunner().invoke(main, ["throughput", "nanning", "nanning"])
    assert wrong.exit_code == 2
    assert "重复" in wrong.output
