"""Railway items of both plans and railways opened or built beside them.

For each: what its changes touch, and one consequence that can be worked by hand from published
lengths, the parameters and the M/D/1 rule of waiting for a path.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

import corridors
from corridors import Network, Trip
from corridors.changes import Retime, ScaleLinks, SetLinks
from corridors.changes.plan import Logged
from corridors.network import railcapacity
from corridors.projects.register import register

QIANGUI = ("cqg_01", "cqg_02", "cqg_03", "cqg_04", "cqg_05")
SECOND_TRACK = ("tracks", "utilisation")
CAPACITY = ("capacity_ab_mt", "capacity_ba_mt")
LINES = {
    # project: rows added by table, columns set by row
    "liuzhou_hub_expansion": ({}, {"cxg_03b": {*SECOND_TRACK, *CAPACITY}}),
    "huangtong_baise_rail": (
        {"nodes": {"rl_ziyun", "rl_wangmo", "rl_leye", "rl_lingyun"},
         "links": {f"chb_0{i}" for i in range(1, 6)}},
        {"bt_chengdu_qinzhou.2": {"run_h", "length_km", "links"}}),
    "qiangui_second_track": ({}, {key: {*SECOND_TRACK, *CAPACITY} for key in QIANGUI}),
    "nanning_hengyang_hsr": (
        {"links": {f"rnhy_0{i}" for i in range(1, 5)},
         "services": {"tt_nanning_wuhan_350", "tt_nanning_shanghai_350"}}, {}),
    "yungui_border_rail": ({}, {}),
    "yungui_border_wenshan_mengzi": ({"nodes": {"rl_wenshan"}, "links": {"cyg_05"}}, {}),
    "yungui_border_fangchenggang_wenshan": (
        {"links": {f"cyg_0{i}" for i in range(1, 5)}}, {}),
    "nanning_pingxiang_upgrade": (
        {}, {key: {*SECOND_TRACK, "design_speed_kmh"} for key in ("cxg_07", "cxg_08")}),
    "baise_weishe_second_track": (
        {}, {key: {*SECOND_TRACK, *CAPACITY} for key in ("cnk_03a", "cnk_03b")}),
    "huaihua_guilin_rail": ({"links": {"rhg_01"}, "services": {"tt_zhangjiajie_nanning"}}, {}),
    "double_stack_corridor": (
        {}, {f"bt_{city}_qinzhou": {"rate_factor"} for city in ("chongqing", "guiyang",
                                                                "liuzhou")}),
    "luozhan_yongzhou_yulin_upgrade": (
        {}, {key: {*CAPACITY, "utilisation"} for key in ("cyz_01", "cyz_02", "cyz_03", "cyz_04",
                                                         "cmy_01")}),
    "hezhou_wuzhou_intercity": ({"links": {"rhb_01"}}, {}),
    "wuzhou_yulin_intercity": ({"links": {"rhb_02"}}, {}),
    "bg_qinzhou_second_tracks": (
        {}, {key: set(SECOND_TRACK) for key in ("cqg_90", "cnf_02", "cqb_01a")}),
    "bg_yulin_cenxi_hsr": (
        {"nodes": {"rl_rongxiannan", "rl_cenxidong"}, "links": {"rny_04", "rny_05"},
         "transfers": {"walk_cenxidong_cenxi"}}, {}),
    "bg_hepu_zhanjiang_hsr": (
        {"links": {"rhz_01"}, "services": {"tt_nanning_zhanjiang", "tt_beihai_zhanjiang"}}, {}),
    "bg_nanning_shenzhen_hsr_guangdong": (
        {"nodes": {"rl_prd_airport", "rl_jiangmen_hub", "rl_xili"},
         "links": {"rny_06", "rny_07", "rny_08"}, "services": {"tt_nanning_shenzhen_350"}}, {}),
    "bg_chengdu_qinzhou_west_trains": (
        {}, {"bt_chengdu_qinzhou.2": {"run_h", "length_km", "links"}}),
}
LENGTHS_KM = {
    # published length of the whole, and the links that share it
    "huangtong_baise_rail": (312.62, "chb"),
    "nanning_hengyang_hsr": (665, "rnhy"),
    "bg_yulin_cenxi_hsr": (84.895, "rny_04 rny_05"),
    "bg_nanning_shenzhen_hsr_guangdong": (111.04 - 84.895 + 142 + 99 + 116,
                                          "rny_06 rny_07 rny_08"),
    "hezhou_wuzhou_intercity": (160, "rhb"),
    "wuzhou_yulin_intercity": (171.026, "rhb"),
    "liuzhou_hub_expansion": (165, "cxg_03a cxg_03b"),
}
OTHERS = {"bg_nanning_yulin_hsr", "bg_nanning_chongzuo_hsr", "bg_chongzuo_pingxiang_hsr",
          "bg_fangchenggang_dongxing_rail", "bg_liuzhou_wuzhou_rail", "bg_guiyang_guangzhou_300",
          "bg_longchang_xuyong_rail", "bg_xuyong_bijie_rail", "bg_chengdu_kunming_rail",
          "guiyang_nanning_hsr"}


def near(value: float, tolerance: float = 1e-6) -> object:
    return pytest.approx(value, rel=0, abs=tolerance)


@cache
def _states(*names: str) -> tuple[Network, tuple[Logged, ...]]:
    projects = register().with_requirements(names)
    network, log = corridors.apply(corridors.load_network(),
                                   [project.batch() for project in projects])
    return network, tuple(log)


def opened(*names: str) -> Network:
    """The base with projects and what they need."""
    return _states(*names)[0]


def both(name: str, start: str, end: str, profile: str, objective: str = "time"
         ) -> tuple[Trip, Trip]:
    """A rail trip on the base and with a project."""
    was, now = (corridors.route(network, start, end, profile=profile, mode="rail",
                                objective=objective)
                for network in (corridors.load_network(), opened(name)))
    assert was.found
    assert now.found
    return was, now


def wait_h(km: float, use: float, trains: float) -> float:
    """Waiting for paths by hand: once every 100 km, M/D/1 in service times of 24 h / trains."""
    assert use < 0.9
    return km / 100 * use / (2 * (1 - use)) * 24 / trains


# ---- what each project touches --------------------------------------------------------------
@pytest.mark.parametrize("name", LINES)
def test_a_project_touches_its_line_and_nothing_else(name: str) -> None:
    added, edited = LINES[name]
    new, changed = defaultdict(set), defaultdict(set)
    for row in _states(name)[1]:
        if row.project != name or (row.table == "service_stops" and row.action == "add"):
            continue
        if row.action == "add":
            new[row.table].add(row.id)
        else:
            assert row.action in ("set", "scale")
            assert row.old != row.new
            changed[row.id].add(row.column)
    assert dict(new) == added
    assert dict(changed) == edited


@pytest.mark.parametrize("name", LENGTHS_KM)
def test_links_add_up_to_the_published_length(name: str) -> None:
    km, which = LENGTHS_KM[name]
    network = opened(name)
    links = network.links
    rows = [i for i, key in enumerate(links["id"])
            if str(key) in which.split() or str(links["line"][i]) == which]
    assert rows
    assert sum(float(links["length_km"][i]) for i in rows) == near(km, 0.06)


@pytest.mark.parametrize("name", sorted({*LINES, *OTHERS}))
def test_assumed_numbers_have_a_range_and_figures_a_known_source(name: str) -> None:
    project = register().get(name)
    known = {*corridors.load_network().sources["id"], *(s.id for s in project.file.sources)}
    for change in project.changes:
        if isinstance(change, SetLinks | ScaleLinks | Retime) and change.confidence == "assumed":
            assert set(change.numbers) <= set(change.ranges), change
    figures = [*project.file.facts.values(), *project.file.progress]
    assert {figure.source_id for figure in figures} | {project.file.status.source} <= known
    for figure in figures:
        if figure.confidence == "assumed":
            assert figure.low is not None
            assert figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= float(figure.value) <= figure.high
    if project.file.opening.actual:
        assert project.file.status.stage == "opened"


def test_the_words_of_nanning_pingxiang_are_counted_once() -> None:
    words = {name: register().get(name) for name in
             ("nanning_pingxiang_upgrade", "bg_nanning_chongzuo_hsr", "bg_chongzuo_pingxiang_hsr")}
    assert len({p.file.named_in[0].words for p in words.values()}) == 1
    assert [name for name, p in words.items() if not p.background] == ["nanning_pingxiang_upgrade"]


# ---- capacity -------------------------------------------------------------------------------
def test_the_liuzhou_hub_passes_33_trains_and_then_188(real: Network) -> None:
    after = opened("liuzhou_hub_expansion")
    hub = real.links.index["cxg_03b"]
    assert after.links.index["cxg_03b"] == hub
    assert float(real.links["length_km"][hub]) == near(20.4)
    assert railcapacity.pairs_per_day(real, hub, "ab") == near(33, 0.01)
    assert railcapacity.pairs_per_day(after, hub, "ab") == near(188, 0.1)
    gain = (railcapacity.freight_hours(real, hub, "ab")
            - railcapacity.freight_hours(after, hub, "ab"))
    assert gain == near(wait_h(20.4, 0.75, 33) - wait_h(20.4, 0.13, 188), 1e-3)
    was, now = both("liuzhou_hub_expansion", "guilin", "liuzhou", "bulk")
    assert was.in_vehicle_h - now.in_vehicle_h == near(gain, 1e-3)
    assert now.distance_km == near(was.distance_km)


@pytest.mark.parametrize(("start", "end"), [("guilin", "nanning"), ("hengyang", "liuzhou")])
def test_the_hub_is_no_longer_the_narrowest_part_of_its_line(start: str, end: str) -> None:
    was, now = both("liuzhou_hub_expansion", start, end, "bulk")
    freight_trains = 33 - 8
    # rounded to 0.1 Mt; after the works the line on both sides of it counts, published 50 Mt
    assert was.capacity_mt == near(freight_trains * 2400 * 365 / 1e6, 0.05)
    assert now.capacity_mt == near(50)


def test_the_second_track_to_guizhou_carries_150_mt_at_the_same_speed() -> None:
    was, now = both("qiangui_second_track", "hechi", "duyun", "container")
    assert (was.capacity_mt, now.capacity_mt) == (near(40), near(150))
    km = 107.3 + 101.7
    single, double = (mt * 1e6 / 365 / 2400 + 8 for mt in (40, 150))
    assert was.in_vehicle_h - now.in_vehicle_h == near(
        wait_h(km, 0.75, single) - wait_h(km, 0.2, double), 1e-3)
    assert now.cost_cny == near(was.cost_cny)
    was, now = both("qiangui_second_track", "hechi", "guiyang", "passenger")
    assert now.time_h == near(was.time_h)


@pytest.mark.parametrize(("name", "start", "end", "before", "after"), [
    ("nanning_pingxiang_upgrade", "nanning", "pingxiang", 25 * 0.876, 122 * 0.876),
    ("baise_weishe_second_track", "xingyi", "baise", 10, 70),
    ("luozhan_yongzhou_yulin_upgrade", "yongzhou", "wuzhou", 11.2, 35),
])
def test_an_upgrade_widens_the_bottleneck_and_leaves_passengers(
        name: str, start: str, end: str, before: float, after: float) -> None:
    was, now = both(name, start, end, "bulk")
    # 0.876 Mt a year is a train of 2400 t every day
    assert (was.capacity_mt, now.capacity_mt) == (near(before), near(after))
    assert now.in_vehicle_h < was.in_vehicle_h
    assert (now.distance_km, now.cost_cny) == (near(was.distance_km), near(was.cost_cny))
    was, now = both(name, start, end, "passenger")
    assert (now.time_h, now.cost_cny) == (near(was.time_h), near(was.cost_cny))


def test_second_tracks_at_qinzhou_leave_passengers_alone(real: Network) -> None:
    after = opened("bg_qinzhou_second_tracks")
    i = real.links.index["cnf_02"]
    assert railcapacity.pairs_per_day(real, i, "ab") == 33
    assert railcapacity.pairs_per_day(after, i, "ab") == 130
    was, now = both("bg_qinzhou_second_tracks", "qinzhou", "fangchenggang", "passenger")
    assert now.time_h == near(was.time_h)


# ---- new lines ------------------------------------------------------------------------------
def test_huangtong_baise_shortens_the_way_and_narrows_it_to_16_mt() -> None:
    was, now = both("huangtong_baise_rail", "guiyang", "baise", "bulk")
    # Guiyang-Anshun-Huangtong 128 km and the line
    assert now.distance_km == near(97 + 31 + 312.62, 0.01)
    assert was.distance_km > now.distance_km + 300
    assert now.capacity_mt == 16
    was, now = both("huangtong_baise_rail", "chengdu", "qinzhou", "container")
    assert (was.distance_km, was.in_vehicle_h) == (near(1669), near(55))
    assert (now.distance_km, now.in_vehicle_h) == (near(1583), near(52.2))
    assert now.in_vehicle_h == near(1583 / (1669 / 55), 0.1)


def test_the_whole_west_way_is_302_km_shorter() -> None:
    was, now = both("bg_chengdu_qinzhou_west_trains", "chengdu", "qinzhou", "container")
    assert was.distance_km - now.distance_km == near(302)
    assert now.in_vehicle_h == near(1367 / (1669 / 55), 0.1)
    assert now.capacity_mt == 16


@pytest.mark.parametrize(("name", "start", "end", "hours"), [
    ("nanning_hengyang_hsr", "nanning", "hengyang", 665 / 231),
    ("huaihua_guilin_rail", "huaihua", "guilin", 300 / 231),
    ("hezhou_wuzhou_intercity", "hezhou", "wuzhou", 160 / 160),
    ("wuzhou_yulin_intercity", "wuzhou", "yulin", 171.026 / 160),
    ("bg_hepu_zhanjiang_hsr", "nanning", "zhanjiang", (97 + 9 + 68) / 160 + 139.325 / 231
     + 2 * 0.08),
])
def test_new_lines_run_at_the_speed_of_their_class(name: str, start: str, end: str,
                                                   hours: float) -> None:
    was, now = both(name, start, end, "passenger")
    assert now.in_vehicle_h == near(hours, 0.09)
    assert now.time_h < was.time_h
    if name == "nanning_hengyang_hsr":
        was, now = both(name, start, end, "container")
        assert (now.time_h, now.cost_cny) == (near(was.time_h), near(was.cost_cny))


def test_both_intercity_lines_together_run_through_at_wuzhou() -> None:
    network = opened("hezhou_wuzhou_intercity", "wuzhou_yulin_intercity")
    trip = corridors.route(network, "hezhou", "yulin", profile="passenger", mode="rail",
                           objective="time")
    assert trip.in_vehicle_h == near((160 + 171.026) / 160, 0.09)
    assert sum(leg.component == "wait" for leg in trip.legs) == 1


def test_the_border_railway_switches_on_its_parts() -> None:
    assert {p.id for p in register().with_requirements(["yungui_border_rail"])} == {
        "yungui_border_rail", "yungui_border_wenshan_mengzi",
        "yungui_border_fangchenggang_wenshan"}
    was, now = both("yungui_border_rail", "mengzi", "fangchenggang", "bulk",
                    "generalised")
    assert now.distance_km == near(116 + 180 + 122 + 158 + 155 + 16)
    assert was.distance_km > now.distance_km + 500


def test_nanning_shenzhen_needs_all_its_parts() -> None:
    was, now = both("bg_nanning_shenzhen_hsr_guangdong", "nanning", "shenzhen", "passenger")
    assert now.in_vehicle_h < was.in_vehicle_h
    was, now = both("bg_yulin_cenxi_hsr", "nanning", "wuzhou", "passenger")
    assert now.time_h == near(was.time_h)


# ---- charges --------------------------------------------------------------------------------
def test_double_stack_lowers_the_charge_of_its_trains_only() -> None:
    for city in ("chongqing", "liuzhou"):
        was, now = both("double_stack_corridor", city, "qinzhou", "container")
        train = next(leg for leg in was.legs if leg.id == f"bt_{city}_qinzhou"
                     and leg.component == "line_haul")
        assert was.cost_cny - now.cost_cny == near(0.13 * train.cny, 0.01)
        assert (now.time_h, now.co2_kg) == (near(was.time_h), near(was.co2_kg))
    was, now = both("double_stack_corridor", "chengdu", "qinzhou", "container")
    assert now.cost_cny == near(was.cost_cny)
