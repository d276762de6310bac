"""Flights: longer westward, bounded headways, standing of a route; dwell and ways by direction.

Toy: one flight hill-isle of 500 km, 0.5 h and 0.002 h per km, so 1.5 h either way without wind.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import corridors
from corridors import AddNode, AddService, Network, Trip
from corridors.cli.main import main
from corridors.network.distance import great_circle_km, westward_share
from corridors.parameters import Parameter, Parameters
from corridors.report.trips import trip_data
from corridors.routing.departures import departures
from corridors.routing.impedance import Impedance
from corridors.routing.planned import planned_pairs
from corridors.tables import read_table

Find = Callable[..., Trip]
Variant = Callable[..., Network]
IMPORT = Path(__file__).parents[1] / "data" / "import"
WEST = {"air.westbound_extra": 0.2}
FITTED = ("v_ra_air001", "v_ra_air002", "v_ra_air014", "v_ra_air017", "v_ra_air068")


def near(value: float) -> object:
    return pytest.approx(value, rel=0, abs=1e-9)


def block_h(network: Network, origin: str, destination: str) -> float:
    trip = corridors.route(network, origin, destination, profile="passenger", mode="air",
                           objective="time")
    assert trip.found
    assert trip.in_vehicle_h is not None
    return trip.in_vehicle_h


@pytest.fixture
def level(variant: Variant) -> Network:
    """The toy with the isle due east of hill: the whole way goes east, or west."""
    return variant("node:ap_isle", lat=23.1, parameters=WEST)


def timed(network: Network, **hours: float) -> Network:
    """The toy flight with run times of its own."""
    stops = network.service_stops
    return network.with_tables({"service_stops": stops.edited(
        {("fl_hill_isle.2", name): value for name, value in hours.items()})})


# ---- block times by hand -------------------------------------------------------------------
def test_the_formula_is_the_mean_of_both_ways(level: Network) -> None:
    # 1.2 to 1, mean 1.5: 1.5 x 2 / 2.2 east and 1.5 x 2 x 1.2 / 2.2 west
    east, west = block_h(level, "hill", "isle"), block_h(level, "isle", "hill")
    assert east == near(3 / 2.2)
    assert west == near(3.6 / 2.2)
    assert (east + west) / 2 == near(1.5)


def test_the_way_back_follows_from_the_published_way_out(level: Network) -> None:
    out = timed(level, run_h=2.0)
    assert block_h(out, "hill", "isle") == near(2.0)
    assert block_h(out, "isle", "hill") == near(2.0 * 1.2)
    both = timed(level, run_h=2.0, run_back_h=2.1)
    assert block_h(both, "isle", "hill") == near(2.1)


def test_a_published_flight_west_is_shorter_back(variant: Variant, level: Network) -> None:
    turned = variant("node:ap_isle", of=timed(level, run_h=1.8), lon=102.1)
    assert block_h(turned, "hill", "isle") == near(1.8)
    assert block_h(turned, "isle", "hill") == near(1.8 / 1.2)


def test_half_the_way_west_costs_half_the_extra(variant: Variant) -> None:
    network = variant(parameters=WEST)
    share = westward_share(112.1, 19.1, 107.1, 23.1)
    assert 0.7 < share < 0.8
    ratio = block_h(network, "isle", "hill") / block_h(network, "hill", "isle")
    assert ratio == near(1 + 0.2 * share)


def test_north_and_south_take_the_same(variant: Variant) -> None:
    network = variant("node:ap_isle", lon=107.1, parameters=WEST)
    assert block_h(network, "isle", "hill") == block_h(network, "hill", "isle") == near(1.5)


@given(st.floats(-180, 180), st.floats(-60, 60), st.floats(-180, 180), st.floats(-60, 60))
def test_the_share_turns_its_sign_with_the_way(lon1: float, lat1: float, lon2: float,
                                               lat2: float) -> None:
    there, back = (westward_share(lon1, lat1, lon2, lat2),
                   westward_share(lon2, lat2, lon1, lat1))
    assert -1 <= there <= 1
    if great_circle_km(lon1, lat1, lon2, lat2) > 1 and abs(abs(lon1 - lon2) - 180) > 1e-6:
        assert there == pytest.approx(-back, abs=1e-6)


# ---- standing ------------------------------------------------------------------------------
def test_an_uncertain_flight_is_ridden_and_marked(trip: Find, variant: Variant,
                                                  toy: Network) -> None:
    sure = trip("hill", "isle", "passenger", "air")
    assert {leg.component: leg.status for leg in sure.legs if leg.status} == {
        "wait": "running", "line_haul": "running"}
    network = variant("service:fl_hill_isle", status="uncertain")
    found = trip("isle", "hill", "passenger", "air", network=network)
    assert found.time_h == sure.time_h
    assert {leg.component: leg.status for leg in found.legs if leg.status} == {
        "wait": "uncertain", "line_haul": "uncertain"}
    legs = trip_data(found, network)["legs"]
    assert isinstance(legs, list)
    assert {leg["status"] for leg in legs} == {None, "uncertain"}


def test_a_planned_flight_is_never_ridden_but_named(trip: Find, variant: Variant) -> None:
    network = variant("service:fl_hill_isle", status="planned")
    for ends in (("hill", "isle"), ("isle", "hill")):
        found = trip(*ends, "passenger", "air", network=network)
        assert (found.found, found.note, found.time_h) == (False, "planned_only", None)
        assert trip_data(found, network)["planned"] == ["fl_hill_isle"]
    one_way = variant("service:fl_hill_isle", of=network, both_ways=False)
    assert planned_pairs(one_way, "air", "passenger") == {("hill", "isle"): ("fl_hill_isle",)}
    assert trip("isle", "hill", "passenger", "air", network=one_way).note == "no_way"
    for mode in ("rail", "best"):
        assert planned_pairs(network, mode, "passenger") == {}


def test_hours_that_are_listed_hold_the_stops_on_the_way(toy: Network) -> None:
    # 0.25 h at hill between an hour and one and a half
    (train,) = (item for item in departures(toy, "rail") if item.id == "tt_mine_bay")
    assert (train.run_h, train.run_back_h) == (near(2.75), near(1.5 + 0.25 + 1.25))


def test_a_flight_stands_at_its_stop_on_the_way(toy: Network) -> None:
    stop = {"source_id": "assumption", "confidence": "assumed"}
    after, _ = corridors.apply(toy, [
        AddNode(row={"id": "ap_mine", "mode": "air", "kind": "airport", "name_zh": "矿山机场",
                     "name_en": "Mine airport", "place_id": "mine", "handles": ["passenger"],
                     "lon": 106.5, "lat": 23.5, "road_node_id": "rd_mine", "road_km": 5, **stop}),
        AddService(row={"id": "fl_mine_isle", "mode": "air", "kind": "flight", "name_zh": "航班",
                        "name_en": "Flight", "profiles": ["passenger"], "headway_h": 8,
                        "both_ways": True, "status": "running", **stop},
                   stops=({"node_id": "ap_mine"}, {"node_id": "ap_hill", "run_h": 0.5,
                                                   "dwell_h": 0.75},
                          {"node_id": "ap_isle", "run_h": 1.5}))])
    for ends in (("mine", "isle"), ("isle", "mine")):
        assert block_h(after, *ends) == near(0.5 + 0.75 + 1.5)
    (item,) = (item for item in departures(after, "air") if item.id == "fl_mine_isle")
    assert item.run_h == item.run_back_h == near(2.75)


def test_a_planned_service_is_named_to_those_whom_it_would_take(trip: Find, variant: Variant
                                                                ) -> None:
    network = variant("service:ln_bay_isle", status="planned")
    assert set(planned_pairs(network, "sea", "container")) == {("bay", "isle"), ("isle", "bay")}
    # bulk has ships of its own there, and no liner makes a trip by rail and sea
    assert planned_pairs(network, "sea", "bulk") == planned_pairs(
        network, "rail_sea", "container") == {}


def shown(*args: str) -> str:
    done = CliRunner().invoke(main, [*args])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", "规划提到的航线或班次，尚无时刻表可查，不予采用：梧州西江—上海虹桥"),
    ("en", "named in a plan but in no timetable, so not used: WUZ-SHA")])
def test_the_routes_of_the_wuzhou_plan_are_named(lang: str, words: str) -> None:
    assert words in shown("route", "wuzhou", "shanghai", "--profile", "passenger", "--mode", "air",
                          "--lang", lang)
    data = json.loads(shown("route", "wuzhou", "wuhan", "--profile", "passenger", "--mode", "air",
                            "--format", "json"))
    assert (data["found"], data["note"], data["planned"]) == (False, "planned_only",
                                                             ["fl_wuz_wuh"])


@pytest.mark.parametrize(("lang", "words"), [("zh", "是否开行存疑"), ("en", "may not run")])
def test_an_uncertain_flight_is_marked_on_the_screen(lang: str, words: str) -> None:
    text = shown("route", "baise", "shanghai", "--profile", "passenger", "--mode", "air",
                 "--lang", lang)
    assert "‡" in text
    assert words in text
    assert "‡" not in shown("route", "nanning", "wuhan", "--profile", "passenger", "--mode", "air",
                            "--lang", lang)


def test_network_lists_flights_with_their_standing() -> None:
    listed = json.loads(shown("network", "--services", "air", "--format", "json"))["rows"]
    by_id = {row["id"]: row for row in listed}
    assert {key for key, row in by_id.items() if row["status"] == "planned"} == {
        "fl_wuz_csx", "fl_wuz_sha", "fl_wuz_wuh"}
    assert by_id["fl_nng_wux"]["run_back_h"] == 3.0
    assert by_id["fl_nng_wux"]["back_basis"] == "published"
    assert by_id["fl_nng_hfe"]["back_basis"] == "other_way"
    assert by_id["fl_wuz_sha"]["run_basis"] == "formula"
    rows = list(csv.DictReader(io.StringIO(shown("network", "--services", "air", "--format",
                                                 "csv"))))
    assert [row["id"] for row in rows] == list(by_id)
    screen = shown("network", "--services", "air", "--lang", "en")
    assert "planned only 3" in screen
    assert "梧州西江—长沙" in shown("network", "--services", "air")


def test_times_listed_are_those_ridden(real: Network) -> None:
    items = {item.id: item for item in departures(real, "air")}
    for key, ends in (("fl_nng_hfe", ("nanning", "hefei")), ("fl_kwl_hgh", ("guilin", "hangzhou"))):
        ways = [corridors.route(real, *pair, profile="passenger", mode="air")
                for pair in (ends, ends[::-1])]
        assert [leg.id for way in ways for leg in way.legs if leg.component == "line_haul"] == [
            key, key]
        assert [way.in_vehicle_h for way in ways] == [near(items[key].run_h or 0),
                                                      near(items[key].run_back_h or 0)]


# ---- figures of the data package -----------------------------------------------------------
def test_the_extra_is_the_least_squares_fit_of_its_rows(real: Network) -> None:
    """On three published return legs and the westbound flights of the fitting half."""
    nodes, stops = real.nodes, real.service_stops
    run: dict[tuple[str, str], float] = {}
    pairs: list[tuple[str, str, float, float]] = []
    for i, key in enumerate(stops["id"]):
        if not str(key).startswith("fl_") or not str(key).endswith(".2"):
            continue
        start = str(stops["node_id"][stops.index[f"{stops['service_id'][i]}.1"]])
        end, out, back = (stops[name][i] for name in ("node_id", "run_h", "run_back_h"))
        run[start, str(end)] = out
        if back == back:
            pairs.append((str(end), start, back, out))
    assert len(pairs) == 3
    table, faults = read_table(IMPORT.parent / "validation" / "published_times.csv",
                               "published_times")
    assert table is not None
    assert not faults
    rows = {row["id"]: row for row in table.rows()}
    for name in FITTED:
        row = rows[name]
        assert (row["use"], row["reason"]) == ("formula", "fitted")
        ends = str(row["origin_node"]), str(row["destination_node"])
        pairs.append((*ends, float(str(row["value"])), run[ends[::-1]]))
    above = below = 0.0
    for start, end, west_h, east_h in pairs:
        a, b = nodes.index[start], nodes.index[end]
        share = westward_share(nodes["lon"][a], nodes["lat"][a], nodes["lon"][b], nodes["lat"][b])
        if share < 0:
            share, west_h, east_h = -share, east_h, west_h
        above += share * (west_h / east_h - 1)
        below += share * share
    extra = real.parameters["air.westbound_extra"]
    assert extra.value == pytest.approx(above / below, abs=0.005)
    assert extra.low > 0


def test_no_flight_of_the_checking_half_was_fitted() -> None:
    from corridors.analysis.validation.score import half

    assert {half(name) for name in FITTED} == {"fitting"}


def test_published_flights_a_week_bound_the_headway(real: Network) -> None:
    sys.path.insert(0, str(IMPORT))
    try:
        import air
    finally:
        sys.path.remove(str(IMPORT))
    group = {"headway_h": "42", "headway_low": "24", "headway_high": "56", "reason": "thin"}
    # one in 168/8 = 21 h is more often than assumed; one in 56 h less, and bounds nothing
    hours, row = air.headway("fl", group, (8.0, "listed"))
    assert hours == near(21)
    assert (row["low"], row["high"], row["source_id"]) == (21, 21, "listed")
    hours, row = air.headway("fl", group, (3.0, "listed"))
    assert hours == near(42)
    assert (row["low"], row["high"], row["source_id"]) == (24, 56, "assumption")
    items = {item.id: item for item in departures(real, "air")}
    assert (items["fl_nng_xuz"].headway_h, items["fl_nng_xuz"].headway_source) == (
        21, "hna_list_202509")
    assert items["fl_bhy_hgh"].headway_source == "assumption"


@pytest.mark.parametrize(("place", "minutes"), [("nanning", (45, 45)), ("wuzhou", (35, 40))])
def test_the_way_to_the_airport_is_near_what_is_said_of_it(real: Network, place: str,
                                                          minutes: tuple[int, int]) -> None:
    """General knowledge: 45 min to Wuxu, 35 to 40 min to Xijiang; within a tenth."""
    nodes = real.nodes
    airport = next(i for i, mode in enumerate(nodes["mode"])
                   if mode == "air" and nodes["place_id"][i] == place)
    way = Impedance(real, "passenger").road_urban(float(nodes["road_km"][airport]), "air")
    assert minutes[0] * 0.9 <= way.hours * 60 <= minutes[1] * 1.1
    if place == "nanning":
        trip = corridors.route(real, place, "wuhan", profile="passenger", mode="air")
        assert trip.components["access"] == near(
            way.hours + Impedance(real, "passenger").lorry_load.hours)


def test_boxes_lie_longer_after_the_voyage_than_before(real: Network) -> None:
    """General knowledge: export 3 to 4 days, import 4 to 6 days."""
    impedance = Impedance(real, "container")
    before, after = (impedance.terminal(step, "sea").hours for step in ("start", "end"))
    assert 72 <= before < 96 <= after <= 144
    # a lorry at the quay on a main leg by road meets the same dwell
    assert impedance.change("road", "sea").hours == near(before)
    assert impedance.change("sea", "road").hours == near(after)
    assert impedance.change("rail", "sea").hours == impedance.change("sea", "rail").hours


def test_a_change_may_differ_by_direction(toy: Network) -> None:
    assert Impedance(toy, "container").change("sea", "road").hours == near(20)
    added = {f"change.container.sea_road_{unit}": Parameter(
        value, value, value, name, "assumption", "assumed")
        for unit, value, name in (("h", 30.0, "h"), ("cny", 7.0, "CNY"))}
    network = replace(toy, parameters=Parameters({**toy.parameters, **added}))
    impedance = Impedance(network, "container")
    assert (impedance.change("sea", "road").hours, impedance.change("sea", "road").cny) == (30, 7)
    assert (impedance.change("road", "sea").hours, impedance.change("road", "sea").cny) == (20, 40)
