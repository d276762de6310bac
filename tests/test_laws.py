"""Laws that hold whatever the numbers are. Random cases are the same in every run."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import corridors
from corridors import (
    AddLink,
    AddService,
    Close,
    Network,
    Retime,
    ScaleLinks,
    Scenario,
    SetLinks,
    Trip,
)
from corridors.analysis.compare import TOLERANCE
from corridors.changes import Batch, Change
from corridors.families import FAMILIES, OBJECTIVES, PROFILES, families_of
from corridors.routing.edges import REFS
from corridors.routing.impedance import Impedance
from corridors.routing.rest import RestRule
from corridors.routing.runs import Timetable
from corridors.routing.skims import skim
from corridors.schema import columns

law = settings(derandomize=True, deadline=None, database=None, max_examples=20,
               suppress_health_check=[HealthCheck.too_slow])
few = settings(law, max_examples=8)


def trips_of(network: Network, objective: str = "generalised", season: str = "normal",
             places: list[str] | None = None) -> dict[tuple[str, str, str, str], Trip]:
    """All trips between places, by (profile, origin, destination, main mode)."""
    ends = places or list(network.places["id"])
    out = {}
    for profile in PROFILES:
        found = skim(network, ends, ends, profile=profile, modes=[*families_of(profile), "best"],
                     objective=objective, season=season)
        out.update({(profile, *key): trip for key, trip in found.items()})
    return out


def values_of(network: Network, objective: str) -> dict[tuple[str, str, str, str], float]:
    """Objective of every trip; infinite where there is none."""
    return {key: math.inf if trip.objective_value is None else trip.objective_value
            for key, trip in trips_of(network, objective).items()}


def worse(before: Network, after: Network, objective: str) -> dict[object, tuple[float, float]]:
    """Trips whose objective is greater after than before."""
    first, second = values_of(before, objective), values_of(after, objective)
    assert first.keys() == second.keys()
    assert any(math.isfinite(value) for value in first.values())
    return {key: (first[key], second[key]) for key in first
            if second[key] > first[key] + 1e-9 * max(1.0, abs(first[key]))}


@pytest.fixture(scope="session")
def untimed(toy: Network) -> Network:
    """The toy network with ordinary trains and ships only: nothing runs to a timetable."""
    services = [key for key in toy.services["id"] if not key.startswith("fl_")]
    return corridors.apply(toy, [Close(where={"service": services})])[0]


# ---- the base survives ---------------------------------------------------------------------
def test_no_change_changes_nothing(toy: Network) -> None:
    after, log = corridors.apply(toy, [])
    assert (after, log) == (toy, ())
    assert after.projects == toy.projects


def test_a_scenario_without_projects_has_no_differences(scenario: Callable[..., Scenario],
                                                        toy_dir: Path) -> None:
    result = corridors.compare(scenario(projects=[]), toy_dir)
    assert result.log == ()
    assert {row.difference for row in result.rows} == {0.0, None}
    assert all(row.base == row.after for row in result.rows)


def test_the_base_survives_apply_and_compare(toy: Network, toy_dir: Path,
                                             scenario: Callable[..., Scenario]) -> None:
    rows = {name: copy.deepcopy(list(toy.tables[name].rows())) for name in toy.tables}
    parameters = dict(toy.parameters)
    after, _ = corridors.apply(toy, [
        SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": 1}),
        ScaleLinks(where={"line": "road"}, values={"length_km": 2}),
        Retime(service="tt_mine_bay", run_h=(9, 9)), Close(where={"link": "sea_lane"}),
        AddLink(row={**toy.links.row("road_lower"), "id": "new"})])
    assert after != toy
    corridors.compare(scenario(parameters={"access.max_km": 50}), toy_dir)
    assert {name: list(toy.tables[name].rows()) for name in toy.tables} == rows
    assert dict(toy.parameters) == parameters


def test_columns_refuse_to_be_written(toy: Network) -> None:
    after, _ = corridors.apply(toy, [Close(where={"link": "sea_lane"})])
    tried = 0
    for network in (toy, after):
        for name in network.tables:
            for column in columns(name):
                with pytest.raises(ValueError, match="read-only"):
                    network.tables[name][column][:1] = network.tables[name][column][:1]
                tried += 1
    assert tried == 2 * sum(len(columns(name)) for name in toy.tables)


def test_a_frame_is_a_copy(toy: Network) -> None:
    frame = toy.links.frame()
    frame.loc["sea_lane", "length_km"] = 1.0
    assert toy.links.row("sea_lane")["length_km"] == 500


def test_no_table_can_be_swapped_in_place(toy: Network) -> None:
    copied, _ = corridors.apply(toy, [])
    with pytest.raises(AttributeError):
        copied.date = "2030-01-01"  # type: ignore[misc]
    with pytest.raises(TypeError):
        copied.parameters["access.max_km"] = 1  # type: ignore[index]
    with pytest.raises(TypeError):
        copied.tables["links"] = copied.tables["locks"]  # type: ignore[index]


# ---- changes -------------------------------------------------------------------------------
UNRELATED: tuple[Change, ...] = (
    SetLinks(where={"lock": "lk_ford"}, values={"queue_ab_h": 1}),
    SetLinks(where={"lock": "lk_ford"}, values={"queue_ba_h": 1}),
    SetLinks(where={"vessel": "barge"}, values={"draught_m": 2.5}),
    SetLinks(where={"link": ["rail_upper", "rail_lower"]}, values={"speed_ab_kmh": 99}),
    SetLinks(where={"node": "in_bay"}, values={"road_km": 3}),
    ScaleLinks(where={"line": "road"}, values={"length_km": 0.5}),
    Retime(service="tt_mine_bay", run_h=(0.5, 0.5)),
    Retime(service="bt_mine_bay", headway_h=5),
    Close(where={"service": "fl_hill_isle"}),
    Close(where={"transfer": "tr_bay_rail"}),
    AddLink(row={"id": "new_road", "mode": "road", "line": "new", "line_zh": "新路",
                 "line_en": "New", "from_node_id": "rd_mine", "to_node_id": "rd_bay",
                 "length_km": 200, "traffic": "mixed", "class": "expressway",
                 "source_id": "assumption", "confidence": "assumed"}),
)


@law
@given(st.permutations(range(len(UNRELATED))), st.integers(1, len(UNRELATED)))
def test_unrelated_changes_commute(toy: Network, order: list[int], number: int) -> None:
    chosen = [UNRELATED[i] for i in order[:number]]
    one_by_one = toy
    for change in chosen:
        one_by_one, _ = corridors.apply(one_by_one, [change])
    together, log = corridors.apply(toy, chosen)
    reversed_, log_reversed = corridors.apply(toy, chosen[::-1])
    as_projects, _ = corridors.apply(
        toy, [Batch(f"p{i}", (change,)) for i, change in enumerate(chosen)])
    assert together != toy
    assert one_by_one == together == reversed_ == as_projects
    assert set(log) == set(log_reversed)


NUMBERS = [("line", "road", "length_km"), ("line", "river", "depth_m"),
           ("lock", "lk_ford", "queue_ba_h"), ("service", "ln_bay_isle", "headway_h"),
                        ("service", "tt_mine_bay", "headway_h"),
                        ("service", "bt_mine_bay", "headway_h"),
                        ("service", "fl_hill_isle", "headway_h"),
           ("vessel", "rivership", "dwt_t"), ("node", "in_bay", "road_km")]


@law
@given(st.sampled_from(NUMBERS), st.floats(0.25, 4).filter(lambda f: abs(f - 1) > 1e-6))
def test_scaling_there_and_back_gives_the_base(toy: Network, cell: tuple[str, str, str],
                                               factor: float) -> None:
    kind, key, column = cell
    scaled, _ = corridors.apply(toy, [ScaleLinks(where={kind: key}, values={column: factor})])
    back, _ = corridors.apply(scaled, [ScaleLinks(where={kind: key},
                                                  values={column: 1 / factor})])
    assert scaled != toy
    for name in toy.tables:
        for column_name, declared in columns(name).items():
            first, second = toy.tables[name][column_name], back.tables[name][column_name]
            if declared.type in ("float", "int"):
                np.testing.assert_allclose(second, first, rtol=1e-12)
            else:
                assert list(first) == list(second)


# ---- never worse ---------------------------------------------------------------------------
MODES = ("road", "rail", "inland", "sea")
CLASSES = {"road": "expressway", "rail": "main", "inland": "reach", "sea": "sea"}
FASTEST_KMH = {"road": 100, "rail": 80, "inland": 12, "sea": 25}
"""Fastest speed of the class in the toy parameters; a published one above it is faster."""


@st.composite
def new_links(draw: st.DrawFn) -> AddLink:
    """A link between two toy nodes of one mode, long or short, fast or slow, dear or cheap."""
    nodes = {"road": ("rd_mine", "rd_hill", "rd_bay"), "rail": ("rl_mine", "rl_hill", "rl_bay"),
             "inland": ("in_hill", "in_ford", "in_bay"), "sea": ("se_bay", "se_isle")}
    mode = draw(st.sampled_from(MODES))
    a, b = draw(st.permutations(nodes[mode]))[:2]
    maybe = lambda low, high: draw(st.none() | st.floats(low, high))  # noqa: E731
    row = {"id": draw(st.sampled_from(["a_new", "z_new"])), "mode": mode,
           "line": draw(st.sampled_from(["upper", "new"])), "line_zh": "新线", "line_en": "New",
           "from_node_id": a, "to_node_id": b, "length_km": draw(st.floats(1, 1000)),
           "tariff_km": maybe(1, 1000), "traffic": draw(st.sampled_from(
               ["mixed", "passenger", "freight"])), "class": CLASSES[mode],
           "speed_ab_kmh": maybe(5, 400), "run_ba_h": maybe(0.1, 50),
           "source_id": "assumption", "confidence": "assumed"}
    if mode == "inland":
        row |= {"flow": draw(st.sampled_from(["ab", "ba", "still"])), "depth_m": maybe(1, 9),
                "clearance_m": maybe(3, 20), "toll_cny_t": maybe(0, 50)}
    return AddLink(row=row)


@law
@given(new_links(), st.sampled_from(OBJECTIVES))
def test_a_new_link_makes_nothing_worse(untimed: Network, link: AddLink, objective: str) -> None:
    after, _ = corridors.apply(untimed, [link])
    assert worse(untimed, after, objective) == {}


@law
@given(st.sampled_from(["road_upper", "road_lower", "rail_upper", "rail_lower", "river_upper",
                        "river_lower", "sea_lane"]), st.floats(1.01, 4),
       st.sampled_from(["generalised", "time", "cost"]))
def test_a_faster_link_makes_nothing_worse(toy: Network, key: str, factor: float,
                                           objective: str) -> None:
    speed = FASTEST_KMH[str(toy.links.row(key)["mode"])] * factor
    after, _ = corridors.apply(toy, [SetLinks(where={"link": key}, values={
        "speed_ab_kmh": speed, "speed_ba_kmh": speed})])
    assert worse(toy, after, objective) == {}
    if objective == "time" and key in ("road_upper", "road_lower", "river_upper", "rail_lower"):
        assert worse(after, toy, objective)      # and something does get faster


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("where", [
    *({"link": key} for key in ("road_upper", "road_lower", "rail_upper", "rail_lower",
                                "river_upper", "river_lower", "sea_lane")),
    {"service": "tt_mine_bay"}, {"service": "bt_mine_bay"}, {"service": "ln_bay_isle"},
    {"transfer": "tr_bay_quay"}, {"transfer": "tr_hill_dray"}])
def test_closing_improves_nothing(toy: Network, where: dict[str, object], objective: str) -> None:
    after, _ = corridors.apply(toy, [Close(where=where)])
    assert worse(after, toy, objective) == {}


@law
@given(st.sampled_from([("lock", "lk_ford", "queue_ab_h"), ("lock", "lk_ford", "passage_h"),
                        ("lock", "lk_ford", "toll_cny_t"), ("service", "ln_bay_isle", "headway_h"),
                        ("link", "sea_lane", "length_km"), ("node", "in_bay", "road_km")]),
       st.floats(0.05, 0.95), st.sampled_from(OBJECTIVES))
def test_less_of_what_costs_makes_nothing_worse(toy: Network, cell: tuple[str, str, str],
                                                factor: float, objective: str) -> None:
    kind, key, column = cell
    after, _ = corridors.apply(toy, [ScaleLinks(where={kind: key}, values={column: factor})])
    assert worse(toy, after, objective) == {}


@given(st.floats(0, 200), st.floats(0, 20), st.sampled_from([4.0, 2.0]),
       st.sampled_from([0.5, 1.0]), st.sampled_from([8.0, 20.0, 22.0, math.inf]))
@example(22.0, 0.1, 2.0, 1.0, 22.0)  # ten stops of an hour, and a night of two
def test_more_driving_never_rests_less(hours: float, more: float, after: float, stop: float,
                                       day: float) -> None:
    """Nor does the drive with its rest ever end earlier, however the stops fall."""
    rule = RestRule(after, stop, day)
    first, second = rule.hours(np.array([hours, hours + more]))
    assert first <= second
    if math.isfinite(day):
        assert first <= rule.rate * hours + rule.rest_h * math.floor(day / after)


@few
@given(st.floats(3.5, 9), st.floats(8, 30))
def test_a_deeper_river_makes_nothing_worse(toy: Network, depth: float, clearance: float) -> None:
    after, _ = corridors.apply(toy, [SetLinks(where={"line": "river"}, values={
        "depth_m": depth + 0.01, "clearance_m": clearance + 0.01})])
    assert worse(toy, after, "cost") == {}


# A service that runs to a timetable keeps to the best way there is for it. A new link must not
# lure it onto a way that is worse for it.
def service(key: str, mode: str, kind: str, profiles: list[str], *stops: dict[str, object]
            ) -> AddService:
    return AddService(row={
        "id": key, "mode": mode, "kind": kind, "name_zh": key, "name_en": key,
        "profiles": profiles, "headway_h": 6, "both_ways": True, "status": "running",
        "source_id": "assumption", "confidence": "assumed"}, stops=stops)


def rail_link(**row: object) -> AddLink:
    return AddLink(row={
        "id": "rail_new", "mode": "rail", "line": "new", "line_zh": "新线", "line_en": "New",
        "from_node_id": "rl_mine", "to_node_id": "rl_bay", "traffic": "mixed", "class": "main",
        "source_id": "assumption", "confidence": "assumed", **row})


def test_a_block_train_is_not_lured_onto_a_longer_line(toy: Network) -> None:
    # 400 km published at 100 km/h; a block train runs 40 km/h whatever the line, 240 km today
    after, _ = corridors.apply(toy, [rail_link(length_km=400, speed_ab_kmh=100,
                                               speed_ba_kmh=100)])
    assert worse(toy, after, "time") == {}


FAST = {"from_node_id": "rl_hill", "length_km": 200, "tariff_km": 280, "speed_ab_kmh": 400,
        "speed_ba_kmh": 400}
"""A line hill-bay in half an hour, charged for 280 km where the old one is charged for 150."""


def test_a_through_train_keeps_to_its_recorded_line(toy: Network) -> None:
    """A new line beside the one that a timed train runs on changes neither time nor fare."""
    after, _ = corridors.apply(toy, [rail_link(**FAST)])
    for objective in OBJECTIVES:
        assert worse(toy, after, objective) == {}
    closed, _ = corridors.apply(after, [Close(where={"link": "rail_lower"})])
    trip = corridors.route(closed, "mine", "bay", profile="passenger", mode="rail",
                           objective="cost")
    # By the new line, once the recorded one is gone.
    assert trip.cost_cny == pytest.approx(125 + (280 - 150) * 0.5)


def test_trains_on_two_lines_do_not_pool_what_they_do_not_share(toy: Network) -> None:
    """Same stops, no run times of their own: the line decides how fast each is."""
    after, _ = corridors.apply(toy, [rail_link(**FAST), *(
        service(key, "rail", "through_train", ["passenger"], {"node_id": "rl_hill"},
                {"node_id": "rl_bay", "links": [link]})
        for key, link in (("a_slow", "rail_lower"), ("b_fast", "rail_new"),
                          ("c_fast", "rail_new")))])
    headways = {run.id: run.headway_h for run in Timetable(Impedance(after, "passenger")).runs(
        FAMILIES["rail"])}
    assert (headways["a_slow"], headways["b_fast"]) == (6, 3)
    assert "c_fast" not in headways


def test_a_train_without_a_recorded_line_pays_for_the_fastest_there_is(toy: Network) -> None:
    """So its published time stays and its fare follows the line that such a time is run on."""
    stops = toy.tables["service_stops"]
    vague = toy.with_tables({"service_stops": stops.edited(
        {(key, "links"): () for key in ("tt_mine_bay.2", "tt_mine_bay.3")})})
    after, _ = corridors.apply(vague, [rail_link(**FAST)])
    was, now = (corridors.route(network, "mine", "bay", profile="passenger", mode="rail")
                for network in (vague, after))
    assert now.time_h <= was.time_h
    assert now.cost_cny > was.cost_cny == pytest.approx(125)
    assert worse(vague, after, "time") == {}


@pytest.mark.parametrize("bad", [{"depth_m": 1}, {"clearance_m": 1}, {"max_dwt_t": 10},
                                 {"toll_cny_t": 0, "lock": {"queue_ab_h": 200}}])
def test_a_liner_is_not_lured_onto_a_way_no_ship_can_use(toy: Network,
                                                         bad: dict[str, object]) -> None:
    lock = bad.get("lock")
    row = {**toy.links.row("river_lower"), "id": "shortcut", "from_node_id": "in_hill",
           "to_node_id": "in_bay", "length_km": 30,
           **{key: value for key, value in bad.items() if key != "lock"}}
    # every 6 h, against every 40 h of the ordinary barges, that may use any way
    liner = service("bl_hill_bay", "inland", "barge_liner", ["container"],
                    {"node_id": "in_hill"}, {"node_id": "in_bay"})
    before, _ = corridors.apply(toy, [liner])
    after, _ = corridors.apply(before, [AddLink(row=row)])
    if lock:
        after, _ = corridors.apply(after, [corridors.AddLock(row={
            **toy.locks.row("lk_ford"), "id": "lk_short", "link_id": "shortcut",
            "queue_ba_h": 200, **lock})])
    assert worse(before, after, "time") == {}


# ---- trips ---------------------------------------------------------------------------------
def assert_sound(trip: Trip) -> None:
    """What holds for every trip that is found."""
    legs = trip.legs
    near = lambda value: pytest.approx(value, rel=1e-9, abs=1e-9)  # noqa: E731
    assert sum(trip.components.values()) == near(trip.time_h)
    assert sum(leg.hours for leg in legs) == near(trip.time_h)
    assert sum(leg.cny for leg in legs) == near(trip.cost_cny)
    assert sum(leg.kg for leg in legs) == near(trip.co2_kg)
    assert sum(leg.km for leg in legs) == near(trip.distance_total_km)
    assert 0 <= trip.in_vehicle_h <= trip.time_h + 1e-9
    assert 0 <= trip.distance_km <= trip.distance_total_km + 1e-9
    assert all(min(leg.hours, leg.km, leg.cny, leg.kg) >= 0 for leg in legs)
    family = FAMILIES[trip.mode]
    main = {leg.mode for leg in legs if leg.component == "line_haul" and leg.id != "city"}
    assert main == set(family.modes)
    if trip.vessel:
        assert trip.payload_t > 0
    else:
        assert not main & {"inland"}


@pytest.mark.parametrize("season", ["normal", "low_water"])
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_every_toy_trip_is_sound(toy: Network, objective: str, season: str) -> None:
    found = [trip for trip in trips_of(toy, objective, season).values() if trip.found]
    assert {trip.mode for trip in found} == set(FAMILIES)
    for trip in found:
        assert_sound(trip)


def test_real_trips_are_sound(real: Network) -> None:
    places = ["nanning", "guigang", "qinzhou", "guangzhou", "wuhan", "shanghai"]
    found = [trip for trip in trips_of(real, places=places).values() if trip.found]
    assert {trip.mode for trip in found} == set(FAMILIES)
    for trip in found:
        assert_sound(trip)


def assert_best_is_least(trips: dict[tuple[str, str, str, str], Trip]) -> None:
    checked = 0
    for (profile, origin, destination, mode), best in trips.items():
        if mode != "best":
            continue
        others = [trips[profile, origin, destination, name] for name in families_of(profile)]
        values = [trip.objective_value for trip in others if trip.objective_value is not None]
        assert best.found == bool(values)
        if values:
            assert best.objective_value == min(values)
            assert best is trips[profile, origin, destination, best.mode]
            checked += 1
    assert checked


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_best_is_the_least_of_the_families(toy: Network, objective: str) -> None:
    assert_best_is_least(trips_of(toy, objective))


def test_best_is_the_least_of_the_families_on_real_data(real: Network) -> None:
    assert_best_is_least(trips_of(real, places=["nanning", "liuzhou", "wuhan", "chongqing"]))


def test_best_by_one_objective_is_best_in_that_measure(toy: Network) -> None:
    measures = {"time": "time_h", "cost": "cost_cny", "co2": "co2_kg"}
    trips = {objective: trips_of(toy, objective) for objective in measures}
    for objective, measure in measures.items():
        for key, trip in trips[objective].items():
            if trip.found:
                # but that the search counts rest at its mean rate, and the trip what is due
                _, cost, edges, hours = trip.path
                counted = (cost.hours[edges] - hours).sum() if measure == "time_h" else 0.0
                assert trip.objective_value == pytest.approx(trip.measure(measure) + counted,
                                                             abs=1e-9)
                rivals = [trips[other][key].measure(measure) for other in measures]
                assert trip.measure(measure) <= min(rivals) + 1e-9


def directions(trip: Trip) -> list[tuple[int, int]]:
    """Links of a trip in order, as row and direction."""
    graph, _, edges, _ = trip.path
    arrays, link = graph.arrays, REFS.index("link")
    return [divmod(int(arrays.ref_row[e]), 2) for e in edges
            if arrays.ref_kind[e] == link and arrays.km[e] > 0]


def test_no_ride_turns_round_on_the_way(toy: Network) -> None:
    """A barge that leaves a port and comes back to it has carried nothing anywhere.

    The path is the best that uses the mode, so it stays, but marked as one in name only.
    """
    turned = {}
    for key, trip in trips_of(toy).items():
        if trip.found:
            way = directions(trip)
            if any((link, 1 - sense) in way for link, sense in way):
                turned[key] = trip.token
    assert turned
    assert all(turned.values())


def test_no_trip_goes_out_to_sea_and_back(toy: Network) -> None:
    """A family is no answer to a pair if it can only be used by going there and back again."""
    turned = [trip.token for key, trip in trips_of(toy).items() if trip.found
              and "sea" in trip.mode and key[2] != "isle" and key[1] != "isle"]
    assert turned
    assert all(turned)


# ---- comparisons ---------------------------------------------------------------------------
def test_a_difference_is_after_minus_base_in_every_row(scenario: Callable[..., Scenario],
                                                       toy_dir: Path) -> None:
    result = corridors.compare(scenario(projects=["toy_canal", "toy_timetable"], compare={
        "profiles": ["passenger", "container", "bulk"], "origins": ["mine", "coast"],
        "destinations": ["inland_towns", "coast"],
        "modes": [*FAMILIES, "best"]}), toy_dir)
    moved = 0
    for row in result.rows:
        if row.base is None or row.after is None:
            assert row.difference is None
            assert row.difference_pct is None
            # people and roads without known lanes have no capacity, found or not
            assert row.measure == "capacity_mt" or not (row.found_base and row.found_after)
            continue
        assert row.difference == pytest.approx(row.after - row.base, abs=TOLERANCE)
        if row.base:
            assert row.difference_pct == pytest.approx(100 * row.difference / row.base)
        moved += row.difference != 0
    assert moved > 10
