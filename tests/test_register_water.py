"""Water, sea, sea-rail and hub items of the register: what each moves, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import corridors
from corridors import Network, Trip
from corridors.changes import Logged
from corridors.projects.register import register

QUAYS = ("tr_rail_qinzhou", "tr_rail_fangchenggang", "tr_rail_tieshan")
WEST_TRAINS = tuple(f"bt_{city}_qinzhou" for city in (
    "chongqing", "chengdu", "yibin", "guiyang", "kunming", "liuzhou", "nanning"))
CENTRAL_TRAINS = ("bt_changsha_qinzhou", "bt_wuhan_qinzhou")

FACTORS = {
    # project: table, column, rows, value after it alone on the base
    "qinzhou_port_rail_joint": ("transfers", "dwell_factor", ("tr_rail_qinzhou",), 0.77),
    "tieshan_intermodal_yard": ("transfers", "dwell_factor", ("tr_rail_tieshan",), 0.9),
    "fangchenggang_intermodal_yard": (
        "transfers", "dwell_factor", ("tr_rail_fangchenggang",), 0.9),
    "qinzhou_auto_terminal_2": ("nodes", "dwell_factor", ("se_qinzhou",), 0.97),
    "qinzhou_dalanping_berths": ("nodes", "dwell_factor", ("se_qinzhou",), 0.98),
    "qinzhou_berths_widening": ("nodes", "dwell_factor", ("se_qinzhou",), 0.98),
    "tieshan_langen_berths": ("nodes", "dwell_factor", ("se_tieshan",), 0.98),
    "tieshan_beimu_berths": ("nodes", "dwell_factor", ("se_tieshan",), 0.98),
    "fangchenggang_yuwan_berths": ("nodes", "dwell_factor", ("se_fangchenggang",), 0.97),
    "fangchenggang_chisha_berths": ("nodes", "dwell_factor", ("se_fangchenggang",), 0.97),
    "rail_sea_codes": ("transfers", "dwell_factor", QUAYS, 0.95),
    "corridor_info_platform": ("transfers", "dwell_factor", QUAYS, 0.98),
    "corridor_supply_platform": (
        "nodes", "dwell_factor", ("se_qinzhou", "se_fangchenggang", "se_tieshan"), 0.98),
    "customs_cooperation_west": (
        "nodes", "dwell_factor",
        ("rl_tuanjiecun", "rl_guoyuan", "rl_chengxiang", "rl_wangjiaying"), 0.96),
    "nanning_land_port_hub": ("nodes", "dwell_factor", ("rl_nanning_intl",), 0.9),
    "nanning_rail_port_customs": ("nodes", "dwell_factor", ("rl_nanning_intl",), 0.95),
    "beibu_port_hub": (
        "nodes", "dwell_factor",
        ("rl_qinzhougangdong", "rl_fangchenggang", "rl_tieshangang"), 0.9),
    "liuzhou_production_hub": ("nodes", "dwell_factor", ("rl_liuzhounan", "in_liuzhou"), 0.95),
    "liuzhou_rail_port_customs": ("nodes", "dwell_factor", ("rl_liuzhounan",), 0.95),
    "yulin_cold_chain_base": ("nodes", "dwell_factor", ("rl_yulin",), 0.95),
    "rail_rate_discount": (
        "services", "rate_factor", (*WEST_TRAINS, *CENTRAL_TRAINS, "bt_huaihua_qinzhou"), 0.9),
}

NOT_MODELLED = ("sea_rail_west", "pinglu_belt", "beibu_cruise_homeport")

Applied = tuple[Network, tuple[Logged, ...]]


def with_needs(*ids: str) -> Iterator[str]:
    """Projects after all that they require and consist of."""
    for key in ids:
        project = register().get(key)
        yield from with_needs(*project.needs)
        yield key


def applied(network: Network, *ids: str) -> Applied:
    return corridors.apply(network, [
        register().get(key).batch() for key in dict.fromkeys(with_needs(*ids))])


def trips(before: Network, after: Network, origin: str, destination: str, profile: str,
          mode: str) -> tuple[Trip, Trip]:
    old, new = (corridors.route(network, origin, destination, profile=profile, mode=mode,
                                objective="generalised") for network in (before, after))
    return old, new


# ---- levers --------------------------------------------------------------------------------
@pytest.mark.parametrize("project", FACTORS)
def test_factor_moves_its_rows_and_nothing_else(real: Network, project: str) -> None:
    table, column, rows, value = FACTORS[project]
    after, log = applied(real, project)
    assert {(row.table, row.column, row.id) for row in log} == {
        (table, column, key) for key in rows}
    for key in rows:
        assert real.tables[table].row(key)[column] == 1
        assert after.tables[table].row(key)[column] == pytest.approx(value)


def test_headways_shrink_as_the_counts_grew(real: Network) -> None:
    liners = ("ln_qinzhou_shanghai", "ln_qinzhou_ningbo", "ln_qinzhou_taicang")
    for project, expected in [
            ("sea_rail_trains", dict.fromkeys(WEST_TRAINS, 8820 / 10218)),
            ("sea_rail_central", {**dict.fromkeys(CENTRAL_TRAINS, 8820 / 10218),
                                  "bt_huaihua_qinzhou": 455 / 1200}),
            ("beibu_coastal_liners", dict.fromkeys(liners, 27 / 41))]:
        after, log = applied(real, project)
        assert {row.id for row in log if row.column == "headway_h" and row.action == "scale"} \
            == set(expected)
        assert {row.table for row in log} <= {"services", "service_stops"}
        for key, factor in expected.items():
            old, new = (float(str(network.services.row(key)["headway_h"]))
                        for network in (real, after))
            assert new / old == pytest.approx(factor, abs=0.005)


@pytest.mark.parametrize(("project", "service", "stops"), [
    ("sea_rail_trains", "bt_guigang_qinzhou", ["rl_guigang", "rl_qinzhougangdong"]),
    ("sea_rail_trains", "bt_yulin_tieshan", ["rl_yulin", "rl_tieshangang"]),
    ("sea_rail_central", "bt_nanchang_qinzhou", ["rl_xiangtangxi", "rl_qinzhougangdong"]),
])
def test_new_trains(real: Network, project: str, service: str, stops: list[str]) -> None:
    after, _ = applied(real, project)
    assert service not in real.services
    assert [after.service_stops.row(f"{service}.0{n}")["node_id"] for n in (1, 2)] == stops


def test_longtan_joins_the_reservoir_to_the_river(real: Network) -> None:
    after, log = applied(real, "longtan_1000t")
    assert {row.table for row in log} == {"nodes", "links", "locks"}
    assert {row.action for row in log} == {"add"}
    assert after.locks.row("lk_longtan")["capacity_ab_mt"] == 3.7546
    old, new = trips(real, after, "xingyi", "tiane", "bulk", "waterway")
    assert not old.found
    assert new.found
    assert new.distance_km == pytest.approx(200 + 15)
    # two lifts of two hours together, an hour of wait before them
    assert new.components["lock_passage"] == pytest.approx(2)
    assert new.components["lock_queue"] == pytest.approx(1)


def test_meilin_stands_above_every_terminal(real: Network) -> None:
    """A lock and a deeper pool on the border reach; who sails below it feels nothing."""
    after, log = applied(real, "meilin_hub")
    assert {(row.table, row.id) for row in log} == {
        ("locks", "lk_meilin"), ("links", "dl_border_laobao")}
    old, new = trips(real, after, "sanjiang", "liuzhou", "bulk", "waterway")
    assert new.time_h == old.time_h


def test_guijiang_is_split_where_the_plan_ends(real: Network) -> None:
    """Only the lower part is credited to the Wuzhou plan; the canal needs both and the locks."""
    named, log = applied(real, "guijiang_fairway")
    assert {row.id for row in log} == {"gj_majiang_wuzhou"}
    assert named.links.row("gj_pingle_majiang")["max_dwt_t"] == 300
    upper, _ = applied(real, "guijiang_pingle_majiang")
    assert {upper.links.row(key)["max_dwt_t"] for key in (
        "gj_majiang_wuzhou", "gj_pingle_majiang")} == {1000}
    canal = register().get("xianggui_canal")
    assert set(canal.file.requires) == {
        "guijiang_fairway", "guijiang_pingle_majiang", "guijiang_locks", "xiangjiang_1000t"}
    assert {mention.plan for mention in canal.file.named_in} == {"guangxi_2022", "wuzhou_2023"}


def test_background(real: Network) -> None:
    after, log = applied(real, "bg_yuxi_lock1")
    assert {row.id for row in log} == {"lk_hyl_yuxi"}
    old, new = trips(real, after, "hefei", "shanghai", "bulk", "waterway")
    assert float(str(old.time_h)) - float(str(new.time_h)) == pytest.approx(6 - 2)
    after, log = applied(real, "bg_jianghuai_caizi")
    assert {(row.table, row.id) for row in log} == {
        ("links", "jianghuai_caizi"), ("locks", "lk_lujiang"), ("locks", "lk_zongyang")}
    old, new = trips(real, after, "hefei", "wuhan", "bulk", "waterway")
    assert float(str(old.distance_km)) - float(str(new.distance_km)) == pytest.approx(150)
    for project, service, column, value in [
            ("bg_liuzhou_jiangkou", "bl_liuzhou_nansha", "status", "running"),
            ("bg_china_vietnam_daily", "bt_nanning_pingxiang", "headway_h", 24)]:
        _, log = applied(real, project)
        assert [(row.table, row.id, row.column, row.new) for row in log] == [
            ("services", service, column, value)]


# ---- what follows for journeys -------------------------------------------------------------
@pytest.mark.parametrize(("project", "hours"), [
    ("qinzhou_port_rail_joint", 0.23 * 30),     # of the 30 h between train and ship
    ("rail_sea_codes", 0.05 * 30),
    ("corridor_info_platform", 0.02 * 30),
    ("customs_cooperation_west", 0.04 * 24),    # of the 24 h before the train
    ("sea_rail_trains", 12 * (1 - 0.863) / 2),  # half the headway
])
def test_hours_saved_from_chongqing_to_singapore(real: Network, project: str,
                                                 hours: float) -> None:
    after, _ = applied(real, project)
    old, new = trips(real, after, "chongqing", "singapore", "container", "rail_sea")
    assert float(str(old.time_h)) - float(str(new.time_h)) == pytest.approx(hours, abs=1e-6)
    assert new.cost_cny == pytest.approx(old.cost_cny)


def test_discount_lowers_the_freight_of_the_train_alone(real: Network) -> None:
    after, _ = applied(real, "rail_rate_discount")
    old, new = trips(real, after, "chongqing", "singapore", "container", "rail_sea")
    freight = sum(leg.cny for leg in old.legs
                  if leg.mode == "rail" and leg.component == "line_haul")
    assert float(str(old.cost_cny)) - float(str(new.cost_cny)) == pytest.approx(0.1 * freight)
    assert new.time_h == old.time_h


def test_liners_wait_less(real: Network) -> None:
    after, _ = applied(real, "beibu_coastal_liners")
    old, new = trips(real, after, "nanning", "shanghai", "container", "road_sea")
    assert float(str(old.time_h)) - float(str(new.time_h)) == pytest.approx(42 * 0.34 / 2)


def test_ships_wait_less_at_changzhou(real: Network) -> None:
    after, _ = applied(real, "bg_changzhou_points")
    for origin, destination, wait in (("nanning", "guangzhou", 10), ("guangzhou", "nanning", 6)):
        old, new = trips(real, after, origin, destination, "bulk", "waterway")
        assert float(str(old.time_h)) - float(str(new.time_h)) == pytest.approx(wait * 0.34)


# ---- items that act together ---------------------------------------------------------------
def test_parts_of_an_item_multiply(real: Network) -> None:
    after, _ = applied(real, "beibu_port_facilities")
    assert after.nodes.row("se_qinzhou")["dwell_factor"] == pytest.approx(0.97 * 0.98 * 0.98)
    assert after.nodes.row("se_fangchenggang")["dwell_factor"] == pytest.approx(0.97 * 0.97)
    for item in ("beibu_port_facilities", "beibu_gateway_port"):
        for part in register().get(item).file.parts:
            assert register().get(part).file.part_of == item


def test_all_of_them_stand_together(real: Network) -> None:
    after, _ = applied(real, *FACTORS, "sea_rail_trains", "sea_rail_central",
                       "beibu_coastal_liners", "longtan_1000t", "meilin_hub", "pinglu_canal",
                       "xianggui_canal")
    assert after.transfers.row("tr_rail_qinzhou")["dwell_factor"] == pytest.approx(
        0.77 * 0.95 * 0.98)
    assert after.nodes.row("rl_nanning_intl")["dwell_factor"] == pytest.approx(0.9 * 0.95)


@pytest.mark.parametrize("project", NOT_MODELLED)
def test_what_changes_no_travel_says_why(project: str) -> None:
    found = register().get(project)
    assert not found.modelled
    assert found.file.reason is not None
    assert found.file.reason.zh
    assert found.file.reason.en
