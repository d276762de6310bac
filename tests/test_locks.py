"""Lock queues by volume, outage, hours and season, and what shuts the way for ships.

The toy lock ``lk_ford`` has waits of 4 h down and 10 h up. The tests give it 10 Mt of capacity
down, 5 Mt of which were in use when the 4 h were observed: rho = 0.5, rho / (1 - rho) = 1.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors
from corridors import AddLink, Close, Network, Scenario, SetLinks, Trip
from corridors.analysis.compare import compare
from corridors.analysis.locks import changed_queues
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.network.ships import shut_locks
from corridors.report.screen import findings
from corridors.routing.limits import Limit
from corridors.routing.lockqueue import STATES, lock_queues
from corridors.routing.passages import LockQueue, queues_of

Find = Callable[..., Trip]
Variant = Callable[..., Network]
KNOWN = {"capacity_ab_mt": 10, "volume_ab_mt": 5, "queue_volume_ab_mt": 5,
         "queue_capacity_ab_mt": 10}


def near(value: float) -> object:
    return pytest.approx(value, rel=0, abs=1e-9)


def down(network: Network, season: str = "normal") -> tuple[float, str]:
    """Wait of the toy lock down, and how it came about."""
    found = lock_queues(network, season)
    return float(found.hours[0, 0]), STATES[found.state[0, 0]]


def up(network: Network, season: str = "normal") -> tuple[float, str]:
    found = lock_queues(network, season)
    return float(found.hours[1, 0]), STATES[found.state[1, 0]]


# ---- the queue by hand ----------------------------------------------------------------------
@pytest.mark.parametrize(("values", "hours", "state"), [
    ({}, 4, "at_reference"),
    # rho 0.8: 4 / 1
    ({"volume_ab_mt": 8}, 16, "scaled"),
    # rho 0.2: 0.25 / 1
    ({"volume_ab_mt": 2}, 1, "scaled"),
    ({"volume_ab_mt": 0}, 0, "scaled"),
    # a fifth out: 8 Mt, rho 0.625 gives 5/3, each ship takes 10/8 as long
    ({"outage_share": 0.2}, 4 * 5 / 3 * 10 / 8, "scaled"),
    # twice the capacity: rho 0.25 gives 1/3, each ship takes half as long
    ({"capacity_ab_mt": 20}, 4 / 3 / 2, "scaled"),
    # rho 0.99 would be 99 times as long: the longest wait is 100 h
    ({"volume_ab_mt": 9.9}, 100, "capped"),
    ({"volume_ab_mt": 10}, 100, "capped"),
    ({"volume_ab_mt": 12}, 100, "capped"),
    # observed when all of the capacity was in use: the formula has no finite reference
    ({"queue_volume_ab_mt": 10, "volume_ab_mt": 5}, 4, "overfull"),
])
def test_queue_by_volume_outage_and_capacity(variant: Variant, values: dict[str, float],
                                             hours: float, state: str) -> None:
    network = variant("lock:lk_ford", **{**KNOWN, **values})
    assert down(network) == (near(hours), state)
    assert up(network) == (10, "as_stored")  # nothing is known of the way up


def test_an_unknown_volume_or_capacity_leaves_the_queue(variant: Variant) -> None:
    for key in ("capacity_ab_mt", "queue_volume_ab_mt"):
        some = {name: value for name, value in KNOWN.items()
                if name not in (key, "queue_capacity_ab_mt")}
        assert down(variant("lock:lk_ford", **{**some, "outage_share": 0.5})) == (4, "as_stored")
    # the reference capacity is that of today where it is not given, the volume likewise
    short = {"capacity_ab_mt": 10, "queue_volume_ab_mt": 5}
    assert down(variant("lock:lk_ford", **short)) == (4, "at_reference")
    assert down(variant("lock:lk_ford", **short, volume_ab_mt=8)) == (near(16), "scaled")


def test_the_longest_wait_never_cuts_what_was_observed(variant: Variant) -> None:
    long = variant("lock:lk_ford", **{**KNOWN, "queue_ab_h": 150})
    assert down(long) == (150, "at_reference")
    assert down(variant("lock:lk_ford", of=long, volume_ab_mt=8)) == (150, "capped")


def test_demand_and_capacity_as_parameters(variant: Variant) -> None:
    known = variant("lock:lk_ford", **KNOWN)
    # half as much again: rho 0.75, 3 / 1
    assert down(variant(of=known, parameters={"lock.volume_factor": 1.5}))[0] == near(12)
    # twice the design: the reference has rho 0.25 as well, and stays; 8 of 20 is 0.4
    roomy = variant(of=known, parameters={"lock.capacity_over_design": 2})
    assert down(roomy) == (4, "at_reference")
    assert down(variant("lock:lk_ford", of=roomy, volume_ab_mt=8))[0] == near(
        4 * (0.4 / 0.6) / (0.25 / 0.75))


def test_low_water_is_scaled_alike(variant: Variant) -> None:
    busy = variant("lock:lk_ford", **{**KNOWN, "volume_ab_mt": 8})
    assert down(busy, "low_water") == (near(4 * 8), "scaled")


def test_a_lock_that_works_half_a_day_keeps_ships_waiting(variant: Variant, trip: Find) -> None:
    half = variant("lock:lk_ford", working_h_per_day=12)
    # closed for 12 h: half of the ships come then, and wait 6 h in the mean
    assert (down(half)[0], up(half)[0]) == (near(4 + 3), near(10 + 3))
    found = trip("hill", "bay", "container", "waterway", network=half)
    assert found.components["lock_queue"] == near(7)
    assert queues_of(found) == (LockQueue("lk_ford", "ab", 7, 4, 3, None, None, "as_stored"),)
    assert down(variant("lock:lk_ford", working_h_per_day=24))[0] == 4


def test_the_queue_stands_in_the_trip(variant: Variant, trip: Find) -> None:
    busy = variant("lock:lk_ford", **{**KNOWN, "volume_ab_mt": 8})
    found = trip("hill", "bay", "container", "waterway", network=busy)
    assert found.time_h == near(67.4 - 4 + 16)
    assert found.cost_cny == near(1035 + 2 * 12)     # lying still costs 2 CNY an hour
    (leg,) = (leg for leg in found.legs if leg.component == "lock_queue")
    assert (leg.hours, leg.source_id, leg.confidence) == (near(16), "assumption", "assumed")
    assert queues_of(found) == (LockQueue("lk_ford", "ab", 16, 4, 0, 0.8, 0.5, "scaled"),)


SHARE = st.floats(0, 0.98)
VOLUME = st.floats(0, 200)


@given(VOLUME, VOLUME, SHARE, SHARE, st.floats(0.1, 9.9))
@settings(max_examples=60, deadline=None)
def test_laws_of_the_queue(toy: Network, one: float, other: float, share: float, more: float,
                           reference: float) -> None:
    """More cargo and less capacity never shorten a queue, which has a floor and a ceiling."""
    def wait(volume: float, out: float, capacity: float = 10) -> float:
        network, _ = corridors.apply(toy, [SetLinks(where={"lock": "lk_ford"}, values={
            **KNOWN, "queue_volume_ab_mt": reference, "volume_ab_mt": volume,
            "outage_share": out, "capacity_ab_mt": capacity})])
        return down(network)[0]

    few, many = sorted((one, other))
    whole, part = sorted((share, more))
    slack = 1 + 1e-9
    assert wait(few, whole) <= wait(many, whole) * slack
    assert wait(few, whole) <= wait(few, part) * slack
    assert wait(few, whole, 20) <= wait(few, whole) * slack
    assert 0 <= wait(many, part) <= 100
    assert wait(reference, 0) == 4


def test_nothing_moves_while_nothing_is_set(real: Network) -> None:
    for season in ("normal", "low_water"):
        found = lock_queues(real, season)
        assert (found.hours == found.stored_h).all()
        assert {STATES[state] for state in found.state.ravel()} == {"as_stored", "at_reference"}


def test_published_waits_of_the_three_gorges(real: Network) -> None:
    """The formula against years that do not set the stored wait.

    That wait, 95 h at 146.3 Mt, is a median that lies between the waits of 2017 and 2019. 2016:
    130.5 Mt, 48 h for boxes and 108 h for bulk (published); 2022: 156 Mt and one of the two
    flights out for a month, 223 h (published).
    """
    def wait(both_mt: float, out: float) -> float:
        network, _ = corridors.apply(real, [SetLinks(where={"lock": "lk_sanxia"}, values={
            "volume_ab_mt": both_mt / 2, "volume_ba_mt": both_mt / 2, "outage_share": out})])
        return float(lock_queues(network).hours[0, network.locks.index["lk_sanxia"]])

    assert 48 <= wait(130.5, 0) <= 108
    assert wait(156, 0.5 * 31 / 365) == pytest.approx(223, rel=0.1)


# ---- declared feedback ----------------------------------------------------------------------
ABOARD = [{"set": {"where": {"lock": "lk_ford"}, "values": {**KNOWN, "volume_ab_mt": 8}}}]


def test_feedback_is_off_and_then_shortens_the_after_state(
        scenario: Callable[..., Scenario], toy_dir: Path) -> None:
    keys = {"changes": ABOARD, "compare": {"profiles": ["container"], "modes": ["waterway"],
                                           "origins": ["hill"], "destinations": ["bay"]}}
    plain = compare(scenario(**keys), toy_dir)
    fed = compare(scenario("fed", **keys, lock_feedback=[
        {"locks": ["lk_ford"], "ab_mt": 3, "source_id": "assumption"}]), toy_dir)
    key = ("container", "hill", "bay", "waterway")
    # 8 Mt: 16 h; 3 Mt diverted: 5 Mt and the 4 h of the table
    assert plain.trips_after[key].components["lock_queue"] == near(16)
    assert fed.trips_after[key].components["lock_queue"] == near(4)
    assert plain.trips_base[key].hours == fed.trips_base[key].hours
    assert [(row.project, row.action, row.id, row.column, row.old, row.new) for row in fed.log
            if row.action == "lock_feedback"] == [
        ("scenario", "lock_feedback", "lk_ford", "volume_ab_mt", 8, 5)]
    assert not [row for row in plain.log if row.action == "lock_feedback"]
    (item,) = changed_queues(plain)
    assert (item.part, item.queue) == (
        "after", LockQueue("lk_ford", "ab", 16, 4, 0, 0.8, 0.5, "scaled"))
    assert any("16 h" in line and "50 → 80 %" in line for line in findings(plain, "en"))
    assert changed_queues(fed) == ()


def test_a_what_if_without_effect_is_said(scenario: Callable[..., Scenario],
                                          toy_dir: Path) -> None:
    idle = compare(scenario(changes=[{"set": {"where": {"lock": "lk_ford"},
                                               "values": {"outage_share": 0.5}}}]), toy_dir)
    assert [(item.part, item.queue.direction, item.queue.state)
            for item in changed_queues(idle)] == [
        ("after", "ab", "as_stored"), ("after", "ba", "as_stored")]
    assert any("货运量或通过能力未知" in line for line in findings(idle, "zh"))


def test_a_lost_reference_is_a_fault(variant: Variant) -> None:
    known = variant("lock:lk_ford", **KNOWN)
    both = {"queue_ab_h": 2, "capacity_ab_mt": 20}
    with pytest.raises(InputError) as caught:
        corridors.apply(known, [SetLinks(where={"lock": "lk_ford"}, values=both)])
    assert [fault.key for fault in caught.value.faults] == ["lock_reference"]
    told, _ = corridors.apply(known, [SetLinks(where={"lock": "lk_ford"}, values={
        **both, "queue_capacity_ab_mt": 20})])
    assert down(told) == (2, "at_reference")


# ---- what shuts the way, what bounds the payload --------------------------------------------
def test_a_ship_too_large_for_a_lock_goes_round_it(trip: Find, toy: Network) -> None:
    bypass = AddLink(row={**toy.links.row("river_upper"), "id": "river_bypass", "length_km": 90})
    small = SetLinks(where={"lock": "lk_ford"}, values={"chamber_length_m": 50})
    network, _ = corridors.apply(toy, [bypass, small])
    found = trip("hill", "bay", "container", "waterway", network=network)
    assert (found.found, found.distance_km) == (True, near(90 + 60))
    assert "lock_passage" not in found.components
    shut, _ = corridors.apply(toy, [small])
    assert trip("hill", "bay", "container", "waterway", network=shut).note == "no_ship_fits"


def test_the_obstacles_are_those_of_the_ship_that_comes_nearest(trip: Find,
                                                                variant: Variant) -> None:
    # the barge fails at one of two, the big barge at both, and the way is shut for either
    network = variant("lock:lk_ford", chamber_length_m=59)
    network = variant("link:river_lower", of=network, clearance_m=5.5)
    found = trip("hill", "bay", "bulk", "waterway", network=network)
    assert found.limits == (Limit("locks", "lk_ford", "length", 59, 60, "m", "barge"),)


def test_a_low_bridge_stops_the_river_sea_ship_and_lets_the_barge_through(
        trip: Find, variant: Variant) -> None:
    """The river-sea ship is 6 m high, the barge 5 m: only the barge changes at the seaport."""
    low = variant("link:river_lower", clearance_m=5.5)
    shut = trip("hill", "isle", "container", "river_sea", network=low)
    assert (shut.found, shut.note) == (False, "no_ship_fits")
    assert shut.limits == (Limit("links", "river_lower", "clearance", 5.5, 6, "m", "rivership"),)
    changed = trip("hill", "isle", "container", "barge_sea", network=low)
    assert changed.components["transfer"] == near(10.04)


def test_without_a_quay_there_is_no_change_from_barge_to_ship(trip: Find, toy: Network) -> None:
    quays = [str(key) for i, key in enumerate(toy.transfers["id"])
             if toy.transfers["kind"][i] == "quay"]
    network, _ = corridors.apply(toy, [Close(where={"transfer": quays})])
    shut = trip("hill", "isle", "container", "barge_sea", network=network)
    assert (shut.found, shut.note, shut.limits) == (False, "no_way", ())
    assert trip("hill", "isle", "container", "river_sea", network=network).found


def test_what_bounds_the_payload_is_named(trip: Find) -> None:
    # 80 x 12 m hold the barge of 1000 t; 3.5 m of water would carry 1125 t on the big barge
    normal = trip("hill", "bay", "container", "waterway")
    assert [(item.id, item.dimension, item.limit, item.needed) for item in normal.limits] == [
        ("lk_ford", "length", 80, 100), ("lk_ford", "beam", 12, 20)]
    # 2.5 m carry half a barge; a quarter of the big barge, 562.5 t, would be more: 2 of 5 m
    dry = trip("hill", "bay", "container", "waterway", season="low_water")
    assert dry.payload_t == near(500)
    assert [(item.id, item.dimension, item.limit) for item in dry.limits] == [
        ("river_upper", "depth", 2.5)]


def test_no_limit_is_named_where_the_largest_ship_is_full(trip: Find, variant: Variant) -> None:
    wide = variant("lock:lk_ford", chamber_length_m=120, chamber_width_m=23, sill_depth_m=6,
                   max_dwt_t=3000)
    deep = variant("link:river_upper", of=wide, depth_m=5.5)
    deep = variant("link:river_lower", of=deep, depth_m=5.5)
    found = trip("hill", "bay", "container", "waterway", network=deep)
    assert (found.payload_t, found.limits) == (near(2250), ())
    assert trip("hill", "bay", "container", "road").limits == ()


def test_locks_too_small_for_every_ship(variant: Variant, toy: Network) -> None:
    assert list(shut_locks(toy)) == []
    for column, small, right in (("chamber_length_m", 59.9, 60), ("chamber_width_m", 9.9, 10),
                                 ("sill_depth_m", 1.99, 2.0), ("max_dwt_t", 249, 250)):
        assert list(shut_locks(variant("lock:lk_ford", **{column: small}))) == [
            ("lk_ford", "barge")]
        assert list(shut_locks(variant("lock:lk_ford", **{column: right}))) == []


# ---- on the screen and in JSON --------------------------------------------------------------
def run(*args: str) -> str:
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    return done.output


def test_route_tells_the_limits() -> None:
    shut = ("route", "柳州", "宁波", "--mode", "river_sea")
    assert "柳州港—石龙三江口段：水深 2 m，3000吨级江海直达船至少要" in run(*shut)
    data = json.loads(run(*shut, "--format", "json"))
    assert (data["found"], data["note"]) == (False, "no_ship_fits")
    assert {(item["id"], item["dimension"]) for item in data["limits"]} == {
        ("lj_liuzhou_shilong", "depth"), ("qj_shilong_guiping", "depth")}
    light = run("route", "南宁", "广州", "--mode", "waterway", "--lang", "en")
    assert "payload limited by: " in light
    assert "Xijin line 1, deadweight 1000 t" in light


def test_route_tells_the_queue() -> None:
    data = json.loads(run("route", "南宁", "广州", "--mode", "waterway", "--format", "json"))
    assert {item["state"] for item in data["lock_queues"]} == {"as_stored", "at_reference"}
    assert {item["lock"] for item in data["lock_queues"]} >= {"lk_xijin", "lk_changzhou"}
