"""Comparing two states of the toy network: rows, counts, locks, claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import corridors
from corridors import Comparison, Scenario
from corridors.analysis.claims import check_claims
from corridors.analysis.compare import modes_left_out
from corridors.analysis.summary import LockUse, Summary, lock_use, summarise
from corridors.projects.register import register
from corridors.units import MEASURE_UNITS

Compare = Callable[..., Comparison]


@pytest.fixture
def compare(scenario: Callable[..., Scenario], toy_dir: Path) -> Compare:
    """Compare the toy canal scenario with some keys of its file replaced."""
    return lambda **keys: corridors.compare(scenario(**keys), toy_dir)


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def value(result: Comparison, state: str, *key: str) -> float | None:
    """One value: profile, mode, measure, origin, destination."""
    (row,) = [row for row in result.rows if key == (row.profile, row.mode, row.measure,
                                                    row.origin, row.destination)]
    return getattr(row, state)


def summary(result: Comparison, *key: str) -> Summary:
    (found,) = [s for s in summarise(result) if (s.profile, s.mode, s.measure) == key]
    return found


# ---- rows ----------------------------------------------------------------------------------
def test_the_canal_by_hand(compare: Compare) -> None:
    """Without the canal a container goes 100 km by lorry to the port of hill (test_toy.py)."""
    result = compare()
    key = ("container", "waterway", "{}", "mine", "bay")
    time, cost = (tuple(part.format(m) for part in key) for m in ("time_h", "cost_cny"))
    # with it: load, 10 km, dwell, half of 40 h, load; 40 km at 10 km/h on 20 of 24 h is 4.8 h,
    # queue 2 h, passage 0.5 h, then as from hill
    assert value(result, "base", *time) == near(69.2)
    assert value(result, "after", *time) == near(
        1 + 0.4 + 12 + 20 + 4 + (4.8 + 2 + 0.5) + 17 + 4 + 6 + 1 + 2)
    assert value(result, "difference", *time) == near(74.7 - 69.2)
    # sailing 40 CNY, standing 5, toll 1 CNY/t
    assert value(result, "base", *cost) == near(1935)
    assert value(result, "after", *cost) == near(
        100 + 100 + 200 + (40 + 2 * 2.5 + 10) + 135 + 200 + 250 + 50)
    assert value(result, "difference_pct", *cost) == near(100 * (1090 - 1935) / 1935)


def test_rows_are_tidy_and_in_order(compare: Compare) -> None:
    result = compare()
    keys = [(row.profile, row.mode, row.origin, row.destination, row.measure)
            for row in result.rows]
    number = len(MEASURE_UNITS)
    assert len(keys) == len(set(keys)) == 2 * 3 * 3 * number
    assert keys[:number] == [("container", "waterway", "mine", "hill", measure)
                        for measure in MEASURE_UNITS]
    assert [key[3] for key in keys[:3 * number:number]] == ["hill", "bay", "isle"]
    assert {(row.measure, row.unit) for row in result.rows} == set(MEASURE_UNITS.items())


def test_table_and_matrix(compare: Compare) -> None:
    result = compare(compare={"origins": ["mine", "hill"]})
    assert list(result.table.columns) == [
        "origin", "destination", "profile", "mode", "measure", "unit", "base", "after",
        "difference", "difference_pct", "found_base", "found_after", "token_base", "token_after"]
    assert len(result.table) == len(result.rows)
    matrix = result.matrix("cost_cny", profile="container", mode="waterway")
    assert (list(matrix.index), list(matrix.columns)) == (["mine", "hill"],
                                                          ["hill", "bay", "isle"])
    assert matrix.loc["mine", "bay"] == near(1090 - 1935)
    assert matrix.loc["hill", "bay"] == 0
    assert matrix.isna().loc["hill", "hill"]        # from a place to itself there is no trip
    assert matrix.isna().loc["mine", "isle"]        # no waterway in either state
    before = result.matrix("cost_cny", profile="container", mode="waterway", state="base")
    assert before.loc["mine", "bay"] == near(1935)


def test_pairs_are_ordered(compare: Compare) -> None:
    there = compare(compare={"origins": ["bay"], "destinations": ["hill"], "modes": ["waterway"]})
    assert {(row.origin, row.destination) for row in there.rows} == {("bay", "hill")}
    assert value(there, "base", "container", "waterway", "time_h", "bay", "hill") == near(85.4)


def test_modes_a_profile_does_not_have_are_left_out(compare: Compare) -> None:
    result = compare(compare={"profiles": ["passenger", "bulk"],
                              "modes": ["air", "waterway", "best"]})
    assert {(row.profile, row.mode) for row in result.rows} == {
        ("passenger", "air"), ("passenger", "best"), ("bulk", "waterway"), ("bulk", "best")}
    assert modes_left_out(result.scenario) == (("passenger", "waterway"), ("bulk", "air"))


def test_objective_and_season_of_the_file_hold(compare: Compare) -> None:
    spec = {"origins": ["hill"], "destinations": ["isle"], "modes": ["best"],
            "profiles": ["container"]}
    fast = compare(projects=[], compare={**spec, "objective": "time"})
    assert value(fast, "base", "container", "best", "time_h", "hill", "isle") == near(93.5)
    low = compare(projects=[], season="low_water", compare={
        **spec, "destinations": ["bay"], "modes": ["waterway"]})
    assert value(low, "base", "container", "waterway", "time_h", "hill", "bay") == near(71.4)


# ---- newly connected pairs -----------------------------------------------------------------
NEAR_ONLY = {"access.max_km": 50}
"""Lorries go 50 km to a port at most: without the canal no barge serves the mine."""


def test_new_pairs_are_counted_and_never_averaged(compare: Compare) -> None:
    result = compare(parameters=NEAR_ONLY, compare={"origins": ["mine", "hill"],
                                                    "destinations": ["bay", "isle"]})
    found = summary(result, "container", "waterway", "cost_cny")
    assert (found.pairs, found.new, found.never, found.gained, found.lost, found.same,
            found.gone) == (4, 1, 2, 0, 0, 1, 0)
    # only hill - bay has a value in both states, and that does not change
    assert (found.median_base, found.median_after) == (near(1035), near(1035))
    assert (found.mean_difference, found.largest_gain, found.largest_gain_pair) == (0, None, None)
    (row,) = [row for row in result.rows if (row.origin, row.destination, row.profile, row.mode,
                                             row.measure) == ("mine", "bay", "container",
                                                              "waterway", "cost_cny")]
    assert (row.base, row.after, row.difference, row.difference_pct) == (None, near(1090), None,
                                                                         None)
    assert (row.found_base, row.found_after) == (False, True)


def test_lost_pairs_are_counted_and_never_averaged(compare: Compare) -> None:
    result = compare(projects=[], changes=[{"close": {"where": {"link": "river_lower"}}}],
                     compare={"origins": ["mine", "hill"], "destinations": ["bay"]})
    found = summary(result, "bulk", "waterway", "time_h")
    assert (found.pairs, found.gone, found.same, found.new) == (2, 2, 0, 0)
    assert (found.mean_difference, found.median_base, found.median_after) == (None, None, None)
    other = summary(result, "bulk", "rail", "time_h")
    assert (other.same, other.gone, other.mean_difference) == (2, 0, 0)


def test_winners_and_losers(compare: Compare) -> None:
    """The canal is cheaper and slower than the lorry."""
    result = compare(compare={"origins": ["mine", "hill"], "destinations": ["bay"]})
    cost = summary(result, "container", "waterway", "cost_cny")
    assert (cost.gained, cost.lost, cost.same) == (1, 0, 1)
    assert cost.mean_difference == near((1090 - 1935) / 2)
    assert (cost.largest_gain, cost.largest_gain_pair) == (near(1090 - 1935), ("mine", "bay"))
    assert (cost.median_base, cost.median_after) == (near((1935 + 1035) / 2),
                                                     near((1090 + 1035) / 2))
    time = summary(result, "container", "waterway", "time_h")
    assert (time.gained, time.lost, time.same) == (0, 1, 1)
    assert (time.largest_gain, time.mean_difference) == (None, near((74.7 - 69.2) / 2))


def test_every_pair_is_counted_once(compare: Compare) -> None:
    for found in summarise(compare(parameters=NEAR_ONLY, compare={
            "origins": ["inland_towns", "coast"], "destinations": ["inland_towns", "coast"],
            "modes": ["waterway", "barge_sea", "best"]})):
        assert found.pairs == 12
        assert found.pairs == (found.gained + found.lost + found.same + found.new + found.gone
                               + found.never + found.token)


def test_a_place_outside_both_states_is_never_connected(compare: Compare) -> None:
    found = summary(compare(compare={"destinations": ["isle"]}), "bulk", "waterway", "time_h")
    assert (found.pairs, found.never, found.mean_difference) == (1, 1, None)


# ---- locks and claims ----------------------------------------------------------------------
def test_lock_use_by_direction(compare: Compare) -> None:
    result = compare(parameters=NEAR_ONLY, compare={
        "origins": ["mine", "hill", "bay"], "destinations": ["hill", "bay"],
        "modes": ["waterway"], "profiles": ["bulk"]})
    use = {(row.lock, row.direction): (row.base, row.after) for row in lock_use(result)}
    # down: hill - bay, and mine - bay with the canal; up: bay - hill
    assert use["lk_ford", "ab"] == (1, 2)
    assert use["lk_ford", "ba"] == (1, 1)
    # mine - hill and mine - bay go down the canal
    assert use["lk_canal", "ab"] == (0, 2)
    assert ("lk_canal", "ba") not in use
    assert all(isinstance(row, LockUse) for row in lock_use(result))


def test_claims_beside_what_is_computed(toy_dir: Path) -> None:
    canal = register(toy_dir).get("toy_canal")
    base = corridors.load_network(data=toy_dir)
    after = corridors.load_network(data=toy_dir, projects=["toy_canal"])
    length, saving, unsaid, absent = check_claims(canal, base, after)
    # mine - bay 160 km less hill - bay 120 km; the press says 41
    assert (length.published, length.computed, length.unit) == (41, near(40), "km")
    assert (length.what_zh, length.what_en) == ("运河长度", "length of the canal")
    assert (saving.published, saving.computed) == (900, near(1935 - 1090))
    assert (unsaid.computed, unsaid.independent) == (None, True)
    assert (absent.computed, absent.independent) == (None, False)
    assert {claim.project for claim in (length, saving, unsaid, absent)} == {"toy_canal"}


def test_the_log_is_the_list_of_what_changed(compare: Compare) -> None:
    result = compare(projects=["toy_ford_lock", "toy_timetable"],
                     parameters={"rate.rail.bulk": 0.3})
    assert [(row.project, row.table, row.column, row.old, row.new) for row in result.log] == [
        ("toy_ford_lock", "locks", "chamber_length_m", 80, 120),
        ("toy_ford_lock", "locks", "chamber_width_m", 12, 23),
        ("toy_ford_lock", "locks", "queue_ab_h", 4, 1),
        ("toy_timetable", "services", "headway_h", 4, 3),
        ("toy_timetable", "service_stops", "run_h", 1, 0.75),
        ("toy_timetable", "service_stops", "run_back_h", 1.25, 0.75),
        ("toy_timetable", "service_stops", "run_h", 1.5, 1.25),
        ("scenario", "parameters", "value", 0.2, 0.3)]
    # the shorter queue saves 3 h to everyone who goes down
    assert value(result, "difference", "bulk", "waterway", "time_h", "mine", "bay") == near(-3)
