"""Road projects of the register: what each adds or sets, and one consequence worked by hand.

Lengths of shortest ways are sums of link lengths; hours are those lengths over the speeds of
``data/parameters.yaml`` (cars: expressway 101, national road 50 km/h), read from there.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import networkx as nx
import pytest

import corridors
from corridors import Network, apply
from corridors.network.distance import great_circle_km
from corridors.projects.register import register

ITEMS = {
    "chengbu_nanning_dongzhong": 8, "chengdu_guiyang_nanning": 7, "libo_hechi": 2,
}
WIDENINGS = {  # link -> lanes before and after
    "lanhai_qinzhou_beihai": {"h021": (4, 6)},
    "quannan_guilin_huangshahe": {"h007": (4, 8)},
    "guangkun_nanning_baise": {"h052a": (4, 8), "h052b": (4, 8), "h052c": (4, 8)},
}
ADDS = {  # project -> km of all links that it adds
    "chengbu_longsheng_hunan": 51.79, "longsheng_furong_county": 32,
    "longsheng_rongan": 110, "rongan_luocheng": 77, "luocheng_yizhou": 45, "yizhou_nanning": 145,
    "wuxu_shangsi_1": 92, "shangsi_dongzhong": 90,
    "guiyang_gulin": 212 + 152, "guiyang_pingtang": 180, "pingtang_tiane": 71,
    "tiane_bama": 118, "bama_qiangxu": 56.54, "qiangxu_pingguo": 75, "pingguo_nanning": 91,
    "hechi_libo_guangxi": 66, "libo_hechi_guizhou": 40, "wangmo_leye": 87,
    "xingyi_xilin_guangnan": 95 + 85 + 125 + 175,
    "bg_nandan_tiane_expressway": 122 + 53, "bg_tianlin_xilin_expressway": 215,
    "bg_bama_tiandong_expressway": 66.6,
    "bg_tiandong_pingxiang_expressway": 100 + 80 + 42,
    "bg_hezhou_bama_expressway": 286 + 140, "bg_cangwu_rongxian_expressway": 168,
    "bg_nanning_bobai_expressway": 186.8 + 20,
    "bg_nanning_zhanjiang_guangdong": 30, "bg_hengyang_yongzhou_expressway": 124,
    "bg_shanglin_hengzhou_expressway": 66,
}
SPLITS = {  # link as it was, its length, and the base nodes that divide it
    "h003": (156, "rd_laibin rx_litang rd_nanning"),
    "h061": (215.2, "rd_hechi rx_ladong rx_bama rd_baise"),
    "h037": (248, "rd_hechi rx_duan rd_nanning"),
    "h052": (224.6, "rd_nanning rx_pingguo rx_tiandong rd_baise"),
    "h060": (351.2, "rd_baise rx_leye rx_xialao rd_guiyang"),
    "h046": (129, "rd_guilin rx_longsheng rd_sanjiang"),
    "h048": (190.7, "rd_sanjiang rx_rongan rd_liuzhou"),
    "h036": (184.4, "rd_liuzhou rx_yizhou rd_hechi"),
    "h005": (245, "rd_liuzhou rx_shanglin rd_nanning"),
    "h064": (197.6, "rd_yulin rx_songwang rd_beihai"),
    "h065": (177.8, "rd_yulin rx_shiling rd_zhanjiang"),
    "st_chongzuo_jingxi": (164.6, "rd_chongzuo rx_daxin rd_jingxi"),
}
OTHERS = {"rx_qiangxu", "rx_luocheng", "rx_wangmo", "rx_chengbu", "rx_wutuan", "rx_nabu",
          "rx_limingguan", "rx_libo"}  # on roads that were missing in the base
SHORTCUTS = ("ex_rongan_luocheng", "ex_luocheng_hechi", "ex_g219_dongxing_dongzhong",
             "ex_g219_dongzhong_pingxiang", "ex_g219_pingxiang_shuikou",
             "ex_g219_shuikou_longbang")


@cache
def after(*names: str) -> Network:
    """The base with some projects and all that they require."""
    return corridors.load_network(projects=names)


@cache
def ways(*names: str) -> nx.Graph:
    """Roads of a network, by length."""
    network = after(*names) if names else corridors.load_network()
    graph = nx.Graph()
    links = network.links
    for i in range(len(links)):
        if links["mode"][i] == "road":
            a, b, km = (links[c][i] for c in ("from_node_id", "to_node_id", "length_km"))
            if not graph.has_edge(a, b) or graph[a][b]["km"] > km:
                graph.add_edge(a, b, km=float(km))
    return graph


def km(start: str, end: str, *names: str) -> float:
    """Shortest way by road between two places, km."""
    return float(nx.dijkstra_path_length(ways(*names), f"rd_{start}", f"rd_{end}", weight="km"))


def drive_h(start: str, end: str, *names: str) -> float:
    """Hours of a car between two places, streets of both cities and rests left out."""
    network = after(*names) if names else corridors.load_network()
    trip = corridors.route(network, start, end, profile="passenger", mode="road",
                           objective="time")
    assert trip.found
    number = network.parameters.number
    return (sum(leg.hours for leg in trip.legs if leg.component == "line_haul")
            - 2 * number("access.city_km") / number("speed.road.car.urban"))


def own(name: str) -> list[corridors.Logged]:
    """What the log says of one project alone."""
    base = corridors.load_network()
    needed = [p.batch() for p in register().with_requirements([name]) if p.changes]
    return [entry for entry in apply(base, needed)[1] if entry.project == name]


# ---- what each touches
@pytest.mark.parametrize("name", ADDS)
def test_new_roads_add_road_links_and_nothing_else(name: str) -> None:
    log = own(name)
    assert {entry.action for entry in log} == {"add"}
    assert {entry.table for entry in log} <= {"nodes", "links", "sources"}
    assert {entry.new for entry in log if entry.column == "mode"} == {"road"}
    added = [float(str(entry.new)) for entry in log if entry.column == "length_km"]
    assert sum(added) == pytest.approx(ADDS[name])


@pytest.mark.parametrize("name", WIDENINGS)
def test_a_widening_sets_lanes_and_nothing_else(name: str) -> None:
    log = own(name)
    assert {(entry.table, entry.column) for entry in log} == {("links", "tracks")}
    assert {entry.id: (entry.old, entry.new) for entry in log} == WIDENINGS[name]


def test_the_border_road_is_raised_in_speed_alone() -> None:
    log = own("g219_border_road")
    assert {(entry.table, entry.column) for entry in log} == {
        ("links", "speed_ab_kmh"), ("links", "speed_ba_kmh"), ("links", "design_speed_kmh")}
    assert {(entry.old, entry.new) for entry in log if entry.column != "design_speed_kmh"} == {
        (30.0, 50.0)}
    assert len(log) == 3 * 4


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_is_its_sections(name: str) -> None:
    project = register().get(name)
    assert not project.changes
    assert len(project.file.parts) == ITEMS[name]
    assert set(project.file.parts) <= set(ADDS)
    for part in project.file.parts:
        file = register().get(part).file
        assert file.part_of == name
        assert file.named_in == project.file.named_in
    log = apply(corridors.load_network(), [
        p.batch() for p in register().with_requirements([name]) if p.changes])[1]
    assert set(project.file.parts) <= {entry.project for entry in log}


# ---- roads of the base that the projects join
@pytest.mark.parametrize("link", SPLITS)
def test_parts_of_a_divided_road_are_as_long_as_the_whole(link: str) -> None:
    whole, way = SPLITS[link]
    nodes = way.split()
    assert sum(ways()[a][b]["km"] for a, b in pairwise(nodes)) == pytest.approx(whole)
    links = corridors.load_network().links
    parts = [i for i, key in enumerate(links["id"]) if str(key).rstrip("abc_") == link]
    assert link not in links
    assert [str(links["from_node_id"][i]) for i in parts] == nodes[:-1]
    assert [str(links["to_node_id"][i]) for i in parts] == nodes[1:]
    assert len({(str(links["class"][i]), str(links["source_id"][i])) for i in parts}) == 1


def test_dividing_roads_and_dead_ends_shorten_no_way() -> None:
    """The base with its divided roads joined again, of what was added only S22 and the border."""
    network = corridors.load_network()
    joined = ways().copy()
    joined.remove_nodes_from(OTHERS.union(*(way.split()[1:-1] for _, way in SPLITS.values())))
    for whole, way in SPLITS.values():
        nodes = way.split()
        joined.add_edge(nodes[0], nodes[-1], km=whole)
    joined.add_edge("rd_sanjiang", "rd_hechi", km=85.7 + 82 + 92)
    places = [str(node) for node in network.places["road_node_id"] if node]
    for start in places:
        before = nx.single_source_dijkstra_path_length(joined, start, weight="km")
        now = nx.single_source_dijkstra_path_length(ways(), start, weight="km")
        assert [now[end] for end in places] == pytest.approx([before[end] for end in places])


@pytest.mark.parametrize(("start", "end", "expected"), [
    ("hechi", "sanjiang", 85.7 + 82 + 92), ("dongxing", "dongzhong", 85),
])
def test_two_gaps_of_the_base_are_filled(start: str, end: str, expected: float) -> None:
    without = ways().copy()
    links = corridors.load_network().links
    for key in SHORTCUTS:
        i = links.index[key]
        without.remove_edge(str(links["from_node_id"][i]), str(links["to_node_id"][i]))
    assert km(start, end) == pytest.approx(expected)
    assert nx.dijkstra_path_length(without, f"rd_{start}", f"rd_{end}", weight="km") > expected


@pytest.mark.parametrize("name", ADDS)
def test_no_new_road_is_shorter_than_the_air_line(name: str) -> None:
    network = after(name)
    links, nodes = network.links, network.nodes
    ids = {entry.id for entry in own(name) if entry.table == "links"}
    assert ids
    for key in ids:
        ends = [nodes.index[str(links[end][links.index[key]])]
                for end in ("from_node_id", "to_node_id")]
        air = great_circle_km(*(float(nodes[c][i]) for i in ends for c in ("lon", "lat")))
        assert float(links["length_km"][links.index[key]]) > air, key


# ---- one consequence each, by hand
@pytest.mark.parametrize(("start", "end", "names", "expected"), [
    ("nanning", "dongzhong", ("wuxu_shangsi_1", "shangsi_dongzhong"), 92 + 90),
    ("fangchenggang", "dongzhong", ("shangsi_dongzhong",), 136),  # 75 + 90 is longer
    ("shaoyang", "sanjiang", ("longsheng_furong_county",), 195 + 51.79 + 32 + 49),
    ("shaoyang", "sanjiang", ("chengbu_longsheng_hunan",), 195 + 51.79 + 45 + 49),
    ("shaoyang", "hechi", ("chengbu_nanning_dongzhong",), 195 + 51.79 + 32 + 110 + 77 + 92),
    ("luzhou", "guiyang", ("guiyang_gulin",), 152 + 212),
    ("guiyang", "tiane", ("bg_nandan_tiane_expressway",), 181.2 + 53),
    ("tiane", "nanning", ("chengdu_guiyang_nanning",), 118 + 56.54 + 75 + 91),
    ("hechi", "tiane", ("bg_nandan_tiane_expressway",), 122),
    ("hechi", "xingyi", ("wangmo_leye", "bg_nandan_tiane_expressway"), 122 + 53 + 58 + 87 + 149),
    ("xingyi", "wenshan", ("xingyi_xilin_guangnan",), 95 + 85 + 125),
    ("longzhou", "pingxiang", ("bg_tiandong_pingxiang_expressway",), 42),
    ("baise", "pingxiang", ("bg_tiandong_pingxiang_expressway",), 75.6 + 100 + 80 + 42),
    ("hezhou", "laibin", ("bg_hezhou_bama_expressway",), 286),
    ("wuzhou", "yulin", ("bg_cangwu_rongxian_expressway",), 168),
    ("nanning", "zhanjiang", ("bg_nanning_zhanjiang_guangdong",), 172 + 34.8 + 30 + 60),
    ("hengyang", "yongzhou", ("bg_hengyang_yongzhou_expressway",), 124),
    ("hengzhou", "laibin", ("bg_shanglin_hengzhou_expressway",), 66 + 64),
])
def test_shortest_way_is_the_sum_of_its_links(start: str, end: str, names: tuple[str, ...],
                                              expected: float) -> None:
    assert km(start, end, *names) == pytest.approx(expected)
    assert km(start, end) >= km(start, end, *names)


def test_guangnan_divides_the_road_to_wenshan_in_its_project_alone() -> None:
    """No base split: it is open whether the base road runs by Guangnan."""
    graph = ways("xingyi_xilin_guangnan")
    assert sum(graph[a][b]["km"] for a, b in pairwise(("rd_baise", "rx_guangnan", "rd_wenshan"))
               ) == pytest.approx(km("baise", "wenshan")) == pytest.approx(300)


def test_a_section_that_runs_beside_an_existing_road_gains_little() -> None:
    """Rong'an-Luocheng: 77 km beside the 82 km of S22, so 5 km."""
    gain = km("sanjiang", "hechi") - km("sanjiang", "hechi", "rongan_luocheng")
    assert gain == pytest.approx(82 - 77)


def test_libo_hechi_is_a_second_way_no_shorter_than_the_first() -> None:
    assert km("hechi", "duyun") == pytest.approx(234.3)
    assert nx.dijkstra_path_length(ways("libo_hechi"), "rd_hechi", "rx_libo",
                                   weight="km") == pytest.approx(66 + 40)
    assert km("hechi", "duyun", "libo_hechi") == pytest.approx(234.3)  # 66 + 40 + 135 = 241


def test_the_missing_bit_of_longsheng_saves_the_old_road() -> None:
    """45 km of old road at 50 km/h against 32 km at 101: 0.58 h."""
    car = corridors.load_network().parameters.number
    saved = (drive_h("shaoyang", "sanjiang", "chengbu_longsheng_hunan")
             - drive_h("shaoyang", "sanjiang", "longsheng_furong_county"))
    assert saved == pytest.approx(45 / car("speed.road.car.national")
                                  - 32 / car("speed.road.car.expressway"))


def test_the_border_road_saves_its_length_over_both_speeds() -> None:
    """85 km at 30 and at 50 km/h: 2.83 and 1.7 h."""
    assert drive_h("dongxing", "dongzhong") == pytest.approx(85 / 30)
    assert drive_h("dongxing", "dongzhong", "g219_border_road") == pytest.approx(85 / 50)


@pytest.mark.parametrize(("name", "start", "end", "times"), [
    ("lanhai_qinzhou_beihai", "qinzhou", "beihai", 6 / 4),
    ("quannan_guilin_huangshahe", "guilin", "yongzhou", 8 / 4),
    ("guangkun_nanning_baise", "nanning", "baise", 8 / 4),
])
def test_a_widening_adds_capacity_and_leaves_the_time(name: str, start: str, end: str,
                                                      times: float) -> None:
    trips = [corridors.route(network, start, end, profile="container", mode="road")
             for network in (corridors.load_network(), after(name))]
    assert trips[0].time_h == pytest.approx(trips[1].time_h)
    assert trips[0].capacity_mt is not None
    assert trips[1].capacity_mt is not None
    assert trips[1].capacity_mt / trips[0].capacity_mt == pytest.approx(times)
