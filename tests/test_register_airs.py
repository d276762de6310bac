"""Flights, airports, Wuzhou's ports and the items without travel: each lever and nothing else."""

from __future__ import annotations

from functools import cache

import pytest

import corridors
from corridors import Network
from corridors.changes import Logged, apply
from corridors.projects.register import register

Touched = set[tuple[str, str]]

START_H, END_H = 1.5, 0.4  # parameters terminal.air.passenger.start_h and end_h
BARGE_START_H = 24.0  # parameter terminal.inland.container.start_h
FLIGHT = {("services", "headway_h")}
NODE = {("nodes", "dwell_factor")}

LEVERS: dict[str, tuple[Touched, int]] = {
    "air_restore_thicken": (FLIGHT, 36),
    "nanning_t3": (NODE, 1),
    "guilin_t1": (NODE, 1),
    "wuzhou_hub_port": (NODE, 1),
    "wuzhou_tangyuan": (NODE, 1),
    "wuzhou_airport_service": (NODE, 1),
    "wuzhou_air_routes_kept": ({("services", "status")}, 3),
}
"""Cells that a project sets: table and column, and how many rows."""

ADDED: dict[str, dict[str, set[str]]] = {
    "air_third_tier_routes": {"nodes": {"ap_nao", "ap_ehu"},
                              "services": {"fl_nng_nao", "fl_nng_ehu"}},
    "airport_cluster_hubs": {"services": {"fl_bhy_kmg", "fl_ylx_ckg"}},
    "wuzhou_air_routes_new": {"services": {"fl_wuz_ckg", "fl_wuz_kwe"}},
    **{f"{name}_airport": {"nodes": {f"ap_{name}"},
                           "services": {f"fl_{name}_{hub}" for hub in ("pvg", "hgh", "kmg")}}
       for name in ("fangchenggang", "guiping", "hezhou")},
}
"""Rows that a project adds, by table; stops of the services apart."""

UNMODELLED = {
    "guipin_ruhu": "demand", "origin_cold_chain": "demand", "annex_sectors": "demand",
    "wuzhou_cold_storage": "demand", "lng_pipeline": "energy", "power_tie_lines": "energy",
    "hsr_economic_belt": "policy", "land_corridors": "policy", "land_sea_corridor_goal": "policy",
    "transport_connectivity_goal": "policy", "port_shipping_services": "policy",
    "asean_information_hub": "policy", "wuzhou_through_corridors": "policy",
    "wuzhou_network_2035": "policy", "tour_routes": "policy", "wuzhou_bonded_zone": "hub",
    "regional_shipping_centre": "policy", "rail_transfer_organisation": "policy",
}


@cache
def opened(*ids: str) -> tuple[Network, list[Logged]]:
    """The base with some projects and what they require, and what they themselves changed."""
    after, log = apply(corridors.load_network(),
                       [item.batch() for item in register().with_requirements(ids)])
    return after, [entry for entry in log if entry.project in ids]


def hours(network: Network, origin: str, destination: str, profile: str = "passenger",
          mode: str = "air") -> float | None:
    """Least time door to door, None without a way."""
    return corridors.route(network, origin, destination, profile=profile, mode=mode,
                           objective="time").time_h


@pytest.mark.parametrize("project", LEVERS)
def test_a_lever_sets_its_column_and_no_other(project: str) -> None:
    touched, rows = LEVERS[project]
    _, log = opened(project)
    assert {(entry.table, entry.column) for entry in log} == touched
    assert len(log) == rows


@pytest.mark.parametrize("project", ADDED)
def test_new_flights_and_airports_stand_beside_what_was_there(project: str) -> None:
    _, log = opened(project)
    assert {entry.action for entry in log} == {"add"}
    for table, ids in ADDED[project].items():
        assert {entry.id for entry in log if entry.table == table} == ids
    assert {entry.table for entry in log} == {*ADDED[project], "service_stops"}


@pytest.mark.parametrize("project", UNMODELLED)
def test_items_that_move_no_one_say_why_in_both_languages(project: str) -> None:
    item = register().get(project)
    assert not item.modelled
    assert item.file.kind == UNMODELLED[project]
    assert item.file.reason is not None
    assert len(item.file.reason.zh) > 30
    assert len(item.file.reason.en) > 60


@pytest.mark.parametrize("project", [*LEVERS, *ADDED])
def test_assumed_sizes_carry_a_range(project: str) -> None:
    changes = register().get(project).changes
    assert changes
    for change in changes:
        if change.confidence == "assumed":
            assert change.ranges, f"{project}: {change}"


def test_more_flights_shorten_the_wait_by_the_share_of_the_headway() -> None:
    base, after = corridors.load_network(), opened("air_restore_thicken")[0]
    # Guilin-Shanghai: a flight every 14 h, half of it waited for, and 0.83 of that afterwards.
    assert hours(base, "guilin", "shanghai") - hours(after, "guilin", "shanghai") == (
        pytest.approx(14 / 2 * (1 - 0.83)))
    assert hours(after, "liuzhou", "shanghai") == hours(base, "liuzhou", "shanghai")


@pytest.mark.parametrize(("project", "place", "other", "factor"), [
    ("nanning_t3", "nanning", "guilin", 0.9), ("guilin_t1", "guilin", "nanning", 0.95)])
def test_a_terminal_shortens_check_in_and_leaving_there_only(project: str, place: str, other: str,
                                                             factor: float) -> None:
    base, after = corridors.load_network(), opened(project)[0]
    for pair, step in (((place, "shanghai"), START_H), (("shanghai", place), END_H),
                       ((other, "shanghai"), 0.0)):
        assert hours(base, *pair) - hours(after, *pair) == pytest.approx(step * (1 - factor))


@pytest.mark.parametrize("name", ["fangchenggang", "guiping", "hezhou"])
def test_a_new_airport_connects_its_city_and_flies_by_the_formula(name: str) -> None:
    base, after = corridors.load_network(), opened(f"{name}_airport")[0]
    assert hours(base, name, "shanghai") is None
    there, back = (corridors.route(after, *pair, profile="passenger", mode="air", objective="time")
                   for pair in ((name, "shanghai"), ("shanghai", name)))
    assert there.in_vehicle_h < back.in_vehicle_h  # the wind blows from the west
    fixed, per_km = (after.parameters[f"air.block_{key}"].value for key in ("fixed_h", "h_per_km"))
    assert there.in_vehicle_h + back.in_vehicle_h == pytest.approx(
        2 * (fixed + per_km * there.distance_km))
    assert sum(leg.hours for leg in there.legs if leg.component == "wait") == pytest.approx(24 / 2)


def test_a_daily_flight_saves_the_change_between_beihai_and_kunming() -> None:
    base, after = corridors.load_network(), opened("airport_cluster_hubs")[0]
    found = corridors.route(after, "beihai", "kunming", profile="passenger", mode="air",
                            objective="time")
    flown = [leg for leg in found.legs if leg.mode == "air" and leg.component == "line_haul"]
    assert [(leg.start, leg.end, leg.status) for leg in flown] == [
        ("ap_bhy", "ap_kmg", "uncertain")]
    assert found.time_h < hours(base, "beihai", "kunming")


def test_nanchong_gets_flights_and_wuhan_still_serves_ezhou_sooner() -> None:
    base, after = corridors.load_network(), opened("air_third_tier_routes")[0]
    assert hours(base, "nanning", "nanchong") is None
    assert hours(after, "nanning", "nanchong") is not None
    assert hours(after, "nanning", "ezhou") == hours(base, "nanning", "ezhou")


def test_berths_and_the_zone_shorten_the_dwell_at_wuzhou_one_after_the_other() -> None:
    pair = ("wuzhou", "guangzhou", "container", "waterway")
    base = hours(corridors.load_network(), *pair)
    for projects, factor in ((("wuzhou_hub_port",), 0.9), (("wuzhou_tangyuan",), 0.95),
                             (("wuzhou_hub_port", "wuzhou_tangyuan"), 0.9 * 0.95)):
        after = hours(opened(*projects)[0], *pair)
        assert base - after == pytest.approx(BARGE_START_H * (1 - factor))


def test_the_flights_of_wuzhou_are_a_loss_to_be_feared_and_never_a_gain_of_a_date() -> None:
    kept = register().get("wuzhou_air_routes_kept")
    base, after = corridors.load_network(), opened(kept.id)[0]
    for city in ("shanghai", "wuhan", "changsha"):
        assert hours(base, "wuzhou", city) is None
        assert hours(after, "wuzhou", city) is not None
    assert not kept.open_on("2035-12-31", "planned")
    assert kept.file.increment is not None
    assert kept.file.increment.increment.value == 0
    assert kept.file.increment.increment.low == -kept.file.increment.level.value


def test_better_service_at_wuzhou_needs_a_flight_to_board() -> None:
    kept, both = opened("wuzhou_air_routes_kept")[0], opened("wuzhou_airport_service")[0]
    assert hours(kept, "wuzhou", "shanghai") - hours(both, "wuzhou", "shanghai") == (
        pytest.approx(START_H * (1 - 0.95)))
