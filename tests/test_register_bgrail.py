"""Railways outside Guangxi that opened after the base date: what each moves, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

import corridors
from corridors import Network
from corridors.analysis.claims import check_claims
from corridors.projects.register import register

SAMPLE = ("nanning", "guilin", "guangzhou", "changsha", "changde", "chongqing", "chengdu", "yibin",
          "luzhou", "wuhan", "jingzhou", "xiangyang", "yichang", "nanjing", "shanghai", "wuhu",
          "nanchang", "taicang", "guiyang", "xingyi", "kunming", "mengzi", "qianjiang")


@dataclass(frozen=True)
class Line:
    """What is expected of a project.

    Attributes
    ----------
    rows
        Rows that it adds: nodes, links, transfers, services.
    km
        Links that are its own track, and their length in all.
    run
        Links in order and the published hours over them.
    faster
        A journey by rail and the least that its hours fall by; none where it is only not slower.
    """

    rows: tuple[int, int, int, int]
    km: tuple[tuple[str, ...], float]
    run: tuple[tuple[str, ...], float]
    faster: tuple[str, str, float] | None


LINES = {
    "bg_panzhou_xingyi_hsr": Line((2, 3, 1, 1), (("rpx_01",), 98), (("rpx_01",), 0.55),
                                  ("liuzhou", "xingyi", 4)),
    "bg_changde_changsha_hsr": Line((1, 2, 1, 2), (("rcc_01",), 154),
                                    (("rcc_01", "rcc_02"), 0.983), ("nanning", "changde", 3)),
    "bg_chengdu_yibin_hsr": Line((2, 3, 3, 0), (("rcz_01", "rcz_02", "rcz_03"), 261),
                                 (("rcz_01", "rcz_02", "rcz_03"), 1.217),
                                 ("luzhou", "yibin", 1)),
    "bg_chongqing_yibin_hsr": Line((0, 2, 0, 1), (("ryk_01", "ryk_02"), 192),
                                   (("ryk_01", "ryk_02", "rcz_03"), 0.8),
                                   ("chongqing", "yibin", 1.5)),
    "bg_chongqing_qianjiang_hsr": Line((1, 2, 2, 2), (("ryx_01",), 242), (("ryx_01",), 1.017),
                                       ("nanning", "qianjiang", 1.5)),
    "bg_huangshan_nanchang_hsr": Line((1, 1, 2, 0), (("rhc_01",), 288), (("rhc_01",), 1.75), None),
    "bg_xuancheng_jixi_hsr": Line((1, 3, 0, 1), (("rxj_01",), 115), (("rxj_01",), 0.65),
                                  ("wuhu", "nanchang", 0.4)),
    "bg_shanghai_huzhou_hsr": Line((0, 1, 0, 0), (("rsh_01",), 164), (("rsh_01",), 0.917), None),
    "bg_nanjing_taicang_hsr": Line((1, 3, 2, 0), (("ryj_01", "ryj_02", "ryj_03"), 279),
                                   (("ryj_01", "ryj_02", "ryj_03"), 1.583), None),
    "bg_jingmen_jingzhou_hsr": Line((1, 1, 0, 0), (("rhn_01",), 77.5), (("rhn_01",), 0.467), None),
    "bg_xiangyang_jingmen_hsr": Line((0, 1, 0, 0), (("rhn_02",), 116), (("rhn_02",), 0.483),
                                     ("xiangyang", "jingzhou", 2.5)),
    "bg_jingmen_yichang_hsr": Line((0, 2, 0, 0), (("rwy_02", "rwy_03"), 314),
                                   (("rwy_02", "rwy_03"), 1.15), ("xiangyang", "yichang", 0.1)),
    "bg_mile_mengzi_hsr": Line((1, 1, 1, 1), (("rmm_01",), 106), (("rnk_05", "rmm_01"), 1.15),
                               ("nanning", "mengzi", 3)),
}


@cache
def base() -> Network:
    """The network of the base date."""
    return corridors.load_network()


@cache
def with_project(key: str) -> tuple[Network, Network]:
    """The network with all that a project requires, and with the project on top of it."""
    needed = [project.batch() for project in register().with_requirements([key])]
    own = register().get(key).batch()
    before = corridors.apply(base(), [batch for batch in needed if batch != own])[0]
    return before if len(needed) > 1 else base(), corridors.apply(base(), needed)[0]


@cache
def hours(network: Network, places: tuple[str, ...] = SAMPLE) -> dict[tuple[str, str], float]:
    """What a passenger by rail minimises between places when time is the objective, hours."""
    trips = corridors.skim(network, places, places, profile="passenger", modes=["rail"],
                           objective="time")
    return {(a, b): value for a in places for b in places if a != b
            if (value := trips[a, b, "rail"].objective_value) is not None}


def column(network: Network, links: tuple[str, ...], name: str) -> list[float]:
    return [float(network.links[name][network.links.index[link]]) for link in links]


@pytest.mark.parametrize("key", LINES)
def test_a_new_line_only_adds(key: str) -> None:
    before, after = with_project(key)
    log = corridors.apply(before, [register().get(key).batch()])[1]
    assert all(entry.old is None for entry in log)
    for table, expected in zip(("nodes", "links", "transfers", "services"), LINES[key].rows,
                               strict=True):
        was, now = (set(getattr(n, table)["id"]) for n in (before, after))
        assert was <= now
        assert len(now - was) == expected, table


@pytest.mark.parametrize("key", LINES)
def test_a_new_line_has_its_published_length_and_time(key: str) -> None:
    _, after = with_project(key)
    links, km = LINES[key].km
    assert sum(column(after, links, "length_km")) == pytest.approx(km, abs=0.05)
    links, run_h = LINES[key].run
    for direction in ("run_ab_h", "run_ba_h"):
        assert sum(column(after, links, direction)) == pytest.approx(run_h, abs=0.001)


@pytest.mark.parametrize("key", [*LINES, "bg_wuhan_guangzhou_350", "bg_ningbo_jinhua_rail"])
def test_no_journey_is_slower(key: str) -> None:
    before, after = with_project(key)
    first, second = hours(before), hours(after)
    assert set(first) <= set(second)
    assert [pair for pair in first if second[pair] > first[pair] + 1e-9] == []


@pytest.mark.parametrize("key", [key for key, line in LINES.items() if line.faster])
def test_the_named_journey_is_faster(key: str) -> None:
    origin, destination, least = LINES[key].faster or ("", "", 0.0)
    first, second = (hours(n, (origin, destination)) for n in with_project(key))
    assert first[origin, destination] - second[origin, destination] > least


def test_faster_trains_touch_the_southern_part_of_the_line_alone() -> None:
    _, log = corridors.apply(base(), [register().get("bg_wuhan_guangzhou_350").batch()])
    links = ("rjg_03", "rjg_04", "rjg_05", "rjg_06", "rjg_07")
    assert {(entry.table, entry.id, entry.column) for entry in log} == {
        ("links", link, name) for link in links for name in ("run_ab_h", "run_ba_h")}
    _, after = with_project("bg_wuhan_guangzhou_350")
    assert sum(column(after, links, "run_ab_h")) == pytest.approx(1.983, abs=0.001)
    for pair in (("nanning", "changsha"), ("guangzhou", "changsha")):
        assert hours(after)[pair] < hours(base())[pair] - 0.05


def test_boxes_from_ningbo_save_the_way_by_hangzhou() -> None:
    _, after = with_project("bg_ningbo_jinhua_rail")
    by_hangzhou = sum(column(base(), ("chn_01", "chk_02b"), "length_km"))
    by_yiwu = sum(column(after, ("cyj_01", "chk_02c"), "length_km"))
    assert by_hangzhou - by_yiwu == pytest.approx(316 - 250.3)
    trips = [corridors.route(n, "changsha", "ningbo", profile="container", mode="rail",
                             objective="time") for n in (base(), after)]
    assert trips[0].distance_km - trips[1].distance_km == pytest.approx(316 - 250.3, abs=0.1)
    assert trips[1].time_h < trips[0].time_h - 1
    assert hours(after) == hours(base())


def test_lines_that_end_at_no_place_need_the_next_one() -> None:
    for key in ("bg_jingmen_jingzhou_hsr", "bg_huangshan_nanchang_hsr"):
        before, after = with_project(key)
        assert hours(after) == hours(before)


@pytest.mark.parametrize(("key", "published"), [
    ("bg_changde_changsha_hsr", 1.867), ("bg_chengdu_yibin_hsr", 1.217),
    ("bg_chongqing_qianjiang_hsr", 3.883), ("bg_wuhan_guangzhou_350", 1.983)])
def test_published_times_between_cities_come_out(key: str, published: float) -> None:
    claims = [claim for claim in check_claims(register().get(key), *with_project(key))
              if claim.published == published]
    assert [claim.computed for claim in claims] == [pytest.approx(published, abs=0.002)]


def test_the_way_along_the_yangtze_spares_the_detour_by_shanghai() -> None:
    key = "bg_nanjing_taicang_hsr"
    claim, = check_claims(register().get(key), *with_project(key))
    assert claim.computed is not None
    assert 0.5 < claim.computed < claim.published


@pytest.mark.parametrize("key", [*LINES, "bg_wuhan_guangzhou_350", "bg_ningbo_jinhua_rail"])
def test_background_is_open_and_in_no_plan(key: str) -> None:
    project = register().get(key)
    assert project.background
    assert project.file.status.stage == "opened"
    assert "2022-11-30" < str(project.file.opening.actual) < "2026-11-22"
    assert project.file.prefectures == ()
