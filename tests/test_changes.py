"""The grammar of changes on the toy network: what each does, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import corridors
from corridors import (
    AddLink,
    AddLock,
    AddNode,
    AddService,
    AddTransfer,
    Batch,
    Close,
    Network,
    Retime,
    ScaleLinks,
    SetLinks,
    Trip,
)
from corridors.changes import Change, parse_changes
from corridors.errors import ChangeError, InputError
from corridors.projects.register import register
from corridors.textfile import read_yaml

MADE_UP = {"source_id": "assumption", "confidence": "assumed"}
NEW_LINK = {"id": "canal", "mode": "inland", "line": "canal", "line_zh": "运河", "line_en": "Canal",
            "from_node_id": "in_hill", "to_node_id": "in_bay", "length_km": 50,
            "traffic": "freight", "class": "canal", **MADE_UP}


def faults(network: Network, *changes: Change | Batch) -> list[str]:
    """Keys of the faults of some changes; the network must come out of it as it was."""
    rows = {name: list(table.rows()) for name, table in network.tables.items()}
    with pytest.raises(ChangeError) as caught:
        corridors.apply(network, changes)
    assert {name: list(table.rows()) for name, table in network.tables.items()} == rows
    return [fault.key for fault in caught.value.faults]


# ---- every kind of change, and its log -----------------------------------------------------
def test_set(toy: Network) -> None:
    after, log = corridors.apply(toy, [SetLinks(
        where={"lock": "lk_ford"}, values={"queue_ab_h": 1, "queue_low_water_ba_h": 30},
        source_id="timetable", confidence="high")])
    assert after.locks.row("lk_ford")["queue_ab_h"] == 1
    assert [(row.action, row.table, row.id, row.column, row.unit, row.old, row.new)
            for row in log] == [
        ("set", "locks", "lk_ford", "queue_ab_h", "h", 4, 1),
        ("set", "locks", "lk_ford", "queue_low_water_ba_h", "h", None, 30)]
    assert {(row.project, row.source_id, row.confidence) for row in log} == {
        ("ad_hoc", "timetable", "high")}


@pytest.mark.parametrize(("where", "ids"), [
    ({"link": "rail_upper"}, {"rail_upper"}),
    ({"link": ["rail_upper", "rail_lower"]}, {"rail_upper", "rail_lower"}),
    ({"line": "river"}, {"river_upper", "river_lower"}),
    ({"table": "links", "mode": "road"}, {"road_upper", "road_lower"}),
    ({"table": "links", "mode": ["rail", "road"], "line": ["road", "upper"]},
     {"road_upper", "road_lower", "rail_upper"}),
])
def test_where_names_rows(toy: Network, where: dict[str, object], ids: set[str]) -> None:
    _, log = corridors.apply(toy, [SetLinks(where=where, values={"note": "touched"})])
    assert {row.id for row in log} == ids


def test_scale(toy: Network) -> None:
    after, log = corridors.apply(toy, [ScaleLinks(
        where={"line": "road"}, values={"length_km": 0.5, "tariff_km": 2})])
    assert [(row.id, row.column, row.old, row.new) for row in log] == [
        ("road_lower", "length_km", 150, 75), ("road_upper", "length_km", 90, 45),
        # the upper road has no tariff km of its own: nothing to scale there
        ("road_lower", "tariff_km", 160, 320)]
    assert after.links.row("road_upper")["tariff_km"] is None


def test_add_link_and_lock_whatever_their_order(toy: Network) -> None:
    lock = {**toy.locks.row("lk_ford"), "id": "lk_new", "link_id": "canal"}
    after, log = corridors.apply(toy, [AddLock(row=lock), AddLink(row=NEW_LINK)])
    assert after.locks.row("lk_new")["link_id"] == "canal"
    assert after.links.row("canal")["length_km"] == 50
    assert {row.old for row in log} == {None}
    assert ("links", "canal", "length_km", 50) in [(r.table, r.id, r.column, r.new) for r in log]
    # empty cells are no values
    assert "depth_m" not in {row.column for row in log if row.table == "links"}


def test_add_service_numbers_its_stops(toy: Network, trip: Callable[..., Trip]) -> None:
    express = AddService(row={
        "id": "ex", "mode": "rail", "kind": "through_train", "name_zh": "快", "name_en": "Express",
        "profiles": ["passenger"], "headway_h": 1, "both_ways": False, "status": "running",
        **MADE_UP}, stops=({"node_id": "rl_mine"}, {"node_id": "rl_bay", "run_h": 2}))
    after, _ = corridors.apply(toy, [express])
    assert [after.service_stops.row(key)["seq"] for key in ("ex.01", "ex.02")] == [1, 2]
    found = trip("mine", "bay", "passenger", "rail", network=after)
    assert found.in_vehicle_h == pytest.approx(2)
    assert found.components["wait"] == pytest.approx(0.5)


def test_add_node_and_transfer(toy: Network, trip: Callable[..., Trip]) -> None:
    """A river berth at the ford, and the lorry that serves it."""
    berth = AddNode(row={"id": "in_mine", "mode": "inland", "kind": "port", "name_zh": "矿山港",
                         "name_en": "Mine port", "place_id": "mine", "handles": ["bulk"],
                         "lon": 106, "lat": 24, "road_node_id": "rd_mine", "road_km": 1, **MADE_UP})
    link = AddLink(row={**NEW_LINK, "from_node_id": "in_mine", "to_node_id": "in_hill"})
    dray = AddTransfer(row={"id": "tr_mine", "from_node_id": "rl_mine", "to_node_id": "in_mine",
                            "kind": "dray", "length_km": 6, "profiles": ["bulk"], **MADE_UP})
    after, log = corridors.apply(toy, [dray, link, berth])
    assert {row.table for row in log} == {"nodes", "links", "transfers"}
    assert after.transfers.row("tr_mine")["length_km"] == 6
    found = trip("mine", "bay", "bulk", "waterway", network=after)
    assert found.distance_km == pytest.approx(50 + 120)
    assert found.distance_total_km == pytest.approx(1 + 170 + 25)


def test_close_takes_the_row_and_what_hangs_on_it(toy: Network) -> None:
    after, log = corridors.apply(toy, [Close(where={"link": "river_upper"}),
                                       Close(where={"service": "tt_mine_bay"})])
    assert "river_upper" not in after.links
    assert len(after.locks) == 0
    assert "tt_mine_bay" not in set(after.service_stops["service_id"])
    assert [(row.action, row.table, row.column, row.old, row.new) for row in log if
            row.id in ("river_upper", "lk_ford", "tt_mine_bay")] == [
        ("close", "links", "id", "river_upper", None), ("close", "locks", "id", "lk_ford", None),
        ("close", "services", "id", "tt_mine_bay", None)]
    assert len(log) == 3 + 3


def test_retime(toy: Network) -> None:
    after, log = corridors.apply(toy, [Retime(service="tt_mine_bay", run_h=(0.5, 1.0),
                                              headway_h=2)])
    assert [(row.id, row.column, row.old, row.new) for row in log] == [
        ("tt_mine_bay", "headway_h", 4, 2),
        ("tt_mine_bay.2", "run_h", 1, 0.5),
        # a published time back is replaced as well; where there is none, none is made up
        ("tt_mine_bay.2", "run_back_h", 1.25, 0.5),
        ("tt_mine_bay.3", "run_h", 1.5, 1.0)]
    assert after.service_stops.row("tt_mine_bay.3")["run_back_h"] is None
    trip = corridors.route(after, "mine", "bay", profile="passenger", mode="rail")
    assert trip.in_vehicle_h == pytest.approx(0.5 + 0.25 + 1.0)


# ---- faults --------------------------------------------------------------------------------
@pytest.mark.parametrize(("change", "key"), [
    (SetLinks(where={"lock": "lk_fort"}, values={"queue_ab_h": 1}), "where_missing"),
    (SetLinks(where={"lock": "lk_ford"}, values={"queue_h": 1}), "key_unknown"),
    (SetLinks(where={"lock": "lk_ford"}, values={"id": "other"}), "key_unknown"),
    (SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": -1}), "cell_range"),
    (SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": "long"}), "cell_number"),
    (SetLinks(where={"bridge": "b"}, values={"note": "x"}), "where_wrong"),
    (SetLinks(where={"lock": "lk_ford", "link": "canal"}, values={"note": "x"}), "where_wrong"),
    (SetLinks(where={"line": "nowhere"}, values={"note": "x"}), "where_none"),
    (SetLinks(where={"table": "links", "mode": "air"}, values={"note": "x"}), "where_none"),
    (SetLinks(where={"table": "links", "mood": "air"}, values={"note": "x"}), "key_unknown"),
    (SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": 4}), "change_nothing"),
    (ScaleLinks(where={"line": "road"}, values={"length_km": 1}), "change_nothing"),
    (ScaleLinks(where={"line": "road"}, values={"line_en": 2}), "scale_column"),
    (ScaleLinks(where={"line": "road"}, values={"depth_m": 2}), "scale_empty"),
    (ScaleLinks(where={"line": "road"}, values={"length_km": 1e6}), "cell_range"),
    (Retime(service="tt_mine", headway_h=1), "where_missing"),
    (Retime(service="tt_mine_bay"), "change_nothing"),
    (Retime(service="tt_mine_bay", headway_h=4), "change_nothing"),
    (Retime(service="bt_mine_bay", run_h=(1, 2)), "retime_length"),
    (Close(where={"link": "sea"}), "where_missing"),
    (Close(where={"node": "in_bay"}), "close_table"),
    (AddLink(row={**NEW_LINK, "id": "sea_lane"}), "add_exists"),
    (AddLink(row={**NEW_LINK, "from_node_id": "in_hull"}), "reference_missing"),
    (AddLink(row={**NEW_LINK, "from_node_id": "rd_hill"}), "link_mode"),
    (AddLink(row={**NEW_LINK, "lenght_km": 3}), "key_unknown"),
    (AddLink(row={k: v for k, v in NEW_LINK.items() if k != "length_km"}), "cell_missing"),
    (AddLock(row={"id": "lk", "link_id": "nowhere"}), "reference_missing"),
])
def test_faults(toy: Network, change: Change, key: str) -> None:
    assert key in faults(toy, change)


def test_a_link_from_a_place_to_itself_is_refused(toy: Network) -> None:
    assert "link_loop" in faults(toy, AddLink(row={**NEW_LINK, "to_node_id": "in_hill"}))


@pytest.mark.parametrize(("values", "key"), [
    ({"to_node_id": "nowhere"}, "reference_missing"),
    ({"source_id": "nobody"}, "reference_missing"),
    ({"to_node_id": "rl_bay"}, "link_mode"),
    ({"mode": "rail"}, "link_mode"),
])
def test_set_is_checked_as_add_is(toy: Network, values: dict[str, object], key: str) -> None:
    assert set(faults(toy, SetLinks(where={"link": "river_lower"}, values=values))) == {key}


def test_scaling_nothing_is_a_fault(toy: Network) -> None:
    """Twice a toll of nothing is nothing: the change touches no value."""
    free, _ = corridors.apply(toy, [SetLinks(where={"lock": "lk_ford"}, values={"toll_cny_t": 0})])
    assert faults(free, ScaleLinks(where={"lock": "lk_ford"}, values={"toll_cny_t": 2})) == [
        "change_nothing"]


def test_a_service_needs_two_stops(toy: Network) -> None:
    row = {**toy.services.row("bt_mine_bay"), "id": "bt_new"}
    change = AddService(row=row, stops=({"node_id": "rl_mine"},))
    assert faults(toy, change) == ["service_stops"]


def test_all_faults_come_at_once(toy: Network) -> None:
    assert faults(
        toy,
        SetLinks(where={"lock": "lk_fort"}, values={"queue_ab_h": 1}),
        SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": 1, "queue_ba_h": 999}),
        Close(where={"node": "in_bay"}),
        Retime(service="tt_mine_bay", headway_h=1),        # this one is right
    ) == ["where_missing", "cell_range", "close_table"]


def test_a_fault_suggests_and_says_where(toy: Network, tmp_path: Path) -> None:
    path = tmp_path / "what_if.yaml"
    path.write_text("changes:\n  - close: {where: {link: sea_lane}}\n"
                    "  - set: {where: {lock: lk_fort}, values: {queue_ab_h: 1}}\n",
                    encoding="utf-8")
    document = read_yaml(path)
    changes = parse_changes(document.data["changes"], document)
    with pytest.raises(ChangeError) as caught:
        corridors.apply(toy, changes)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == (str(path), 3)
    assert fault.values["suggestion"] == "lk_ford"
    assert "lk_ford" in fault.render("en")
    assert "lk_ford" in fault.render("zh")


# ---- the guard -----------------------------------------------------------------------------
def test_existing_guards_against_a_stale_file(toy: Network) -> None:
    right = SetLinks(where={"lock": "lk_ford"}, existing={"queue_ab_h": 4.0, "max_dwt_t": "2000"},
                     values={"queue_ab_h": 1})
    stale = SetLinks(where={"lock": "lk_ford"}, existing={"queue_ab_h": 5},
                     values={"queue_ab_h": 1})
    assert corridors.apply(toy, [right])[0].locks.row("lk_ford")["queue_ab_h"] == 1
    assert faults(toy, stale) == ["existing_stale"]


def test_existing_sees_what_an_earlier_project_did(toy: Network) -> None:
    first = Batch("first", (SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": 2}),))
    second = Batch("second", (SetLinks(where={"lock": "lk_ford"}, existing={"queue_ab_h": 2},
                                       values={"queue_ab_h": 1}),), frozenset({"first"}))
    after, log = corridors.apply(toy, [second, first])
    assert [(row.project, row.old, row.new) for row in log] == [("first", 4, 2), ("second", 2, 1)]
    assert after.projects == ("first", "second")


# ---- projects against each other -----------------------------------------------------------
def queue(value: float) -> SetLinks:
    return SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": value})


def test_two_projects_may_not_set_one_value_differently(toy: Network) -> None:
    assert faults(toy, Batch("a", (queue(1),)), Batch("b", (queue(2),))) == ["change_conflict"]
    assert faults(toy, Batch("b", (queue(2),)), Batch("a", (queue(1),))) == ["change_conflict"]


def test_two_projects_may_agree(toy: Network) -> None:
    after, log = corridors.apply(toy, [Batch("a", (queue(1),)), Batch("b", (queue(1),))])
    assert after.locks.row("lk_ford")["queue_ab_h"] == 1
    assert [row.project for row in log] == ["a"]


def test_after_settles_it_whatever_the_names(toy: Network) -> None:
    for last, first in (("a", "b"), ("b", "a")):
        after, log = corridors.apply(toy, [
            Batch(last, (queue(2),), frozenset({first})), Batch(first, (queue(1),))])
        assert after.locks.row("lk_ford")["queue_ab_h"] == 2
        assert [(row.project, row.old, row.new) for row in log] == [(first, 4, 1), (last, 1, 2)]


def test_after_reaches_through_others(toy: Network) -> None:
    between = SetLinks(where={"lock": "lk_ford"}, values={"passage_h": 2})
    after, _ = corridors.apply(toy, [
        Batch("c", (queue(3),), frozenset({"b"})), Batch("b", (between,), frozenset({"a"})),
        Batch("a", (queue(1),))])
    assert after.locks.row("lk_ford")["queue_ab_h"] == 3


def test_a_circle_of_after_is_a_fault(toy: Network) -> None:
    assert faults(toy, Batch("a", (queue(1),), frozenset({"b"})),
                  Batch("b", (queue(2),), frozenset({"a"}))) == ["order_cycle"]


def test_scaling_what_another_set_is_a_conflict(toy: Network) -> None:
    scale = ScaleLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": 0.5})
    assert faults(toy, Batch("a", (queue(1),)), Batch("b", (scale,))) == ["change_conflict"]
    after, _ = corridors.apply(toy, [Batch("a", (queue(1),)),
                                     Batch("b", (scale,), frozenset({"a"}))])
    assert after.locks.row("lk_ford")["queue_ab_h"] == 0.5


def test_one_project_may_not_contradict_itself(toy: Network) -> None:
    assert faults(toy, queue(1), queue(2)) == ["change_conflict"]


@pytest.mark.parametrize(("closes", "sets"), [("a", "b"), ("b", "a")])
def test_setting_what_another_closes_is_a_fault_whatever_the_names(toy: Network, closes: str,
                                                                   sets: str) -> None:
    close = Batch(closes, (Close(where={"link": "river_upper"}),))
    assert faults(toy, close, Batch(sets, (queue(1),)))


def test_a_what_if_comes_after_all_projects(toy: Network) -> None:
    after, log = corridors.apply(toy, [queue(9), Batch("z", (queue(1),))])  # type: ignore[list-item]
    assert after.locks.row("lk_ford")["queue_ab_h"] == 9
    assert [row.project for row in log] == ["z", "ad_hoc"]
    assert after.projects == ("z",)


def test_a_project_brings_its_sources(toy: Network, toy_dir: Path) -> None:
    canal = register(toy_dir).get("toy_canal")
    after, log = corridors.apply(toy, [canal.batch()])
    assert after.sources.row("toy_press")["publisher"] == "Toy News"
    assert "toy_press" not in toy.sources
    assert {(row.id, row.source_id) for row in log if row.column == "length_km"} == {
        ("canal", "toy_press")}


# ---- reading -------------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "key"), [
    ("- remove: {where: {link: a}}", "change_kind"),
    ("- close", "change_kind"),
    ("- {close: {where: {link: a}}, set: {where: {link: a}, values: {}}}", "change_kind"),
    ("- close: sea_lane", "change_body"),
    ("- close: {were: {link: a}}", "key_unknown"),
    ("- set: {where: {link: a}}", "key_missing"),
    ("- scale: {where: {link: a}, values: {length_km: long}}", "value_wrong"),
    ("- set: {where: {link: a}, values: {note: x}, origin: here}", "change_body"),
])
def test_faults_of_the_grammar(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "changes.yaml"
    path.write_text(f"changes:\n  {text}\n", encoding="utf-8")
    document = read_yaml(path)
    with pytest.raises(InputError) as caught:
        parse_changes(document.data["changes"], document)
    assert key in [fault.key for fault in caught.value.faults]
    assert {fault.line for fault in caught.value.faults} == {2}
