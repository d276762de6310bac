"""Isochrones: built from roads that are reached, wider with time, never smaller with a new link.

By hand on the toy ground of ``tests/grounds.py``; laws and figures on the real network.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors
from corridors import Network
from corridors.analysis.isochrone import geodesic_km2, isochrones, larger_parts
from corridors.analysis.surface import Marks, surface
from corridors.errors import InputError
from corridors.parameters import Parameters
from corridors.routing.impedance import Impedance
from corridors.routing.reach import Reach, _bounded, reach
from corridors.scenario.resolve import resolve
from tests.grounds import lay


@pytest.fixture
def toy_ground(toy_copy: Callable[..., Path]) -> Network:
    return corridors.load_network(data=lay(toy_copy()))


@cache
def base() -> Network:
    return corridors.load_network()


@cache
def area(mode: str, hours: tuple[float, ...], project: str = "") -> tuple[shapely.Geometry, ...]:
    network = corridors.load_network(projects=[project]) if project else base()
    (found,) = isochrones([network], "nanning", hours, mode=mode)
    return tuple(one.area for one in found.areas)


def at(found: Reach, spot: str) -> float:
    return float(found.nodes[found.drive.roads.spots[spot]])


# ---- by hand
def test_hours_by_hand(toy_ground: Network) -> None:
    """A lorry from the village: 70 km of ground at 40 km/h to the hill, a fifth of rest on top;
    90 km of strategic road at 50 km/h further is the mine, nearer by 60 km of ground."""
    found = reach(toy_ground, "village", profile="bulk", mode="road")
    load = Impedance(toy_ground, "bulk", "time").lorry_load.hours
    assert at(found, "node:rd_hill") == pytest.approx(load + 1.2 * 70 / 40)
    assert at(found, "node:rd_mine") == pytest.approx(load + 1.2 * 60 / 40)
    assert at(found, "node:rd_bay") == pytest.approx(load + 1.2 * (70 / 40 + 150 / 50))


def test_a_place_counts_from_door_to_door(toy_ground: Network) -> None:
    """At the hill the way from the city's road node to the door comes on top; a village on the
    ground is at its door when its road is."""
    found = reach(toy_ground, "village", profile="bulk", mode="road")
    impedance = Impedance(toy_ground, "bulk", "time")
    city = impedance.road_urban(impedance.number("access.city_km")).hours
    assert found.places["hill"] == pytest.approx(at(found, "node:rd_hill") + city + found.door_h)
    assert found.places["park"] == pytest.approx(at(found, "place:park") + found.door_h)
    assert "village" not in found.places


def test_the_bound_goes_by_the_shortest_way(toy_ground: Network) -> None:
    """From the village the hill is 70 km away and the mine 60; the bay is 220 km by road and 240
    on the ground."""
    drive = reach(toy_ground, "village", profile="bulk", mode="road").drive
    spots = drive.roads.spots
    seed = [(spots["place:village"], 1.0)]
    near = _bounded(drive, seed, 65.0, math.inf)
    assert np.isfinite(near[spots["node:rd_mine"]])
    assert np.isinf(near[spots["node:rd_hill"]])
    wide = _bounded(drive, seed, 225.0, math.inf)
    assert wide[spots["node:rd_bay"]] == pytest.approx(1.0 + 1.2 * (70 / 40 + 150 / 50))


def test_who_is_too_far_from_one_terminal_is_reached_from_another(toy_ground: Network) -> None:
    """The park, 80 km from the hill and 90 from the bay: within 85 km only the hill leads there,
    though the bay was left hours before."""
    drive = reach(toy_ground, "village", profile="bulk", mode="road").drive
    spots = drive.roads.spots
    seeds = [(spots["node:rd_bay"], 0.0), (spots["node:rd_hill"], 5.0)]
    found = _bounded(drive, seeds, 85.0, math.inf)
    assert found[spots["place:park"]] == pytest.approx(5.0 + 1.2 * 80 / 40)
    both = _bounded(drive, seeds, 95.0, math.inf)
    assert both[spots["place:park"]] == pytest.approx(1.2 * 90 / 40)


def test_a_road_becomes_a_strip() -> None:
    """10 km of road reached at once, 32 km/h beside it and 8 km at most: within 0.125 h 4 km on
    either side, within an hour 8 km, and half a disc at each end."""
    x = np.linspace(0.0, 10.0, 101)
    field = surface(Marks(x, np.zeros(101), np.zeros(101)), 32.0, 8.0, 0.25)
    assert field.within(0.125).area == pytest.approx(80 + math.pi * 16, rel=0.02)
    assert field.within(1.0).area == pytest.approx(160 + math.pi * 64, rel=0.02)
    assert field.within(-0.1).is_empty


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 60), st.floats(0, 3)), min_size=1,
                max_size=12), st.floats(0.1, 2), st.floats(0, 2), st.floats(0, 1))
def test_more_time_and_earlier_arrival_hold_what_was_reached(
        points: list[tuple[float, float, float]], hours: float, more: float,
        earlier: float) -> None:
    x, y, when = (np.array(column) for column in zip(*points, strict=True))
    slow = surface(Marks(x, y, when), 32.0, 8.0, 1.0)
    fast = surface(Marks(x, y, when - earlier), 32.0, 8.0, 1.0)
    small = slow.within(hours)
    for large in (slow.within(hours + more), fast.within(hours)):
        # Outlines are simplified to a quarter of a cell.
        assert shapely.difference(small, shapely.buffer(large, 0.6)).area < 0.1


def test_splinters_mean_nothing() -> None:
    wide, thin = shapely.box(108, 22, 108.1, 22.1), shapely.box(109, 22, 111, 22.003)
    assert larger_parts(shapely.union(wide, thin)).equals(wide)
    assert larger_parts(shapely.Polygon()).is_empty


def test_an_area_on_the_ellipsoid() -> None:
    """A degree by a degree at the equator has 12,309 km2 on WGS84."""
    assert geodesic_km2(shapely.box(108, -0.5, 109, 0.5)) == pytest.approx(12_309, rel=1e-3)


# ---- trips and areas agree
@pytest.mark.parametrize("place", ["qinzhou", "liuzhou", "guilin", "shanghai"])
@pytest.mark.parametrize("mode", ["road", "best"])
def test_hours_are_those_of_the_trip(place: str, mode: str) -> None:
    """Trips between strategic cities keep to strategic roads; over the ground there are short cuts
    and stops, and rest is counted at its mean rate."""
    found = reach(base(), "南宁", mode=mode)
    trip = corridors.route(base(), "nanning", place, profile="passenger", mode=mode,
                           objective="time")
    assert found.places[place] == pytest.approx(trip.time_h or 0, rel=0.05, abs=0.2)


def test_a_lorry_alone_is_no_trip_by_rail() -> None:
    """What lies near the place by road is not reached by rail, unless a train leads there."""
    found = reach(base(), "nanning", profile="container", mode="rail")
    assert set(found.places)
    assert min(found.places.values()) > 24.0
    trip = corridors.route(base(), "nanning", "chongzuo", profile="container", mode="rail",
                           objective="time")
    assert ("chongzuo" in found.places) == trip.found


def test_hours_by_rail_are_those_of_the_trip() -> None:
    """The station is left when the trip begins its way into the city."""
    found = reach(base(), "nanning", mode="rail")
    trip = corridors.route(base(), "nanning", "guilin", profile="passenger", mode="rail",
                           objective="time")
    egress = sum(leg.hours for leg in trip.legs if leg.component == "egress")
    station = next(leg.start for leg in trip.legs if leg.component == "egress")
    assert found.terminals[station] == pytest.approx((trip.time_h or 0) - egress, abs=1e-6)


def test_what_comes_later_may_be_left_out() -> None:
    """A bound on hours changes nothing within it."""
    all_, some = reach(base(), "nanning", most_h=30.0), reach(base(), "nanning", most_h=5.0)
    within = all_.nodes < 5.0
    assert np.allclose(all_.nodes[within], some.nodes[within])
    assert {key for key, hours in all_.places.items() if hours <= 5.0} == set(some.places)


def test_longer_times_hold_shorter_ones() -> None:
    one, two, four, nine = area("best", (1.0, 2.0, 4.0, 9.0))
    assert one.area > 0
    for small, large in ((one, two), (two, four), (four, nine)):
        assert shapely.difference(small, large).area < 0.002 * small.area
    assert all(one.is_valid for one in (one, two, four, nine))


def test_an_area_does_not_depend_on_what_else_is_asked() -> None:
    (alone,), (_, beside) = area("road", (2.0,)), area("road", (1.0, 2.0))
    assert alone.equals(beside)
    (_, among, _) = area("road", (1.0, 2.0, 20.0))
    assert among.symmetric_difference(alone).area < 0.01 * alone.area


def test_additions_lose_nothing() -> None:
    """New roads of a plan make nothing slower; what they gain is new."""
    states = resolve(corridors.load_scenario("guangxi_2022_roads"))
    before, after = isochrones([states.base, states.after], "nanning", [3.0], mode="road")
    old, new = before.areas[0].area, after.areas[0].area
    assert shapely.difference(old, new).area < 0.002 * old.area
    assert new.area > old.area
    slower = after.reach.nodes[:len(before.reach.nodes)] > before.reach.nodes + 1e-9
    assert not slower.any()


def test_an_empty_scenario_gains_nothing() -> None:
    states = resolve(corridors.load_scenario("guangxi_2022_roads"))
    first, second = isochrones([states.base, base()], "nanning", [3.0], mode="road")
    assert first.areas[0].area.equals(second.areas[0].area)
    assert first.places == second.places


def test_guiyang_comes_within_five_hours() -> None:
    (before,), (after,) = area("best", (5.0,)), area("best", (5.0,), "guiyang_nanning_hsr")
    assert not shapely.contains_xy(before, 106.713, 26.578)
    assert shapely.contains_xy(after, 106.713, 26.578)


def test_no_circle_around_the_origin() -> None:
    """Of the circle that just holds the area most is not reached: where no road leads, nothing."""
    (found,) = area("best", (3.0,))
    assert found.area < 0.5 * shapely.minimum_bounding_circle(found).area
    assert shapely.contains_xy(found, 108.366, 22.817)


def test_nothing_is_reached_in_no_time() -> None:
    (found,) = area("road", (0.01,))
    assert found.is_empty


def test_slower_roads_reach_less() -> None:
    """The assumed speed of roads without a class matters: 40 km/h against 50."""
    key = "speed.road.car.background"
    item = base().parameters[key]
    slow = replace(base(), parameters=Parameters({
        **base().parameters, key: replace(item, value=item.low)}))
    (fast_found,), (slow_found,) = (isochrones([network], "nanning", [2.0], mode="road")
                                    for network in (base(), slow))
    fast_area, slow_area = fast_found.areas[0].area, slow_found.areas[0].area
    assert slow_area.area < fast_area.area
    assert shapely.difference(slow_area, fast_area).area < 0.002 * fast_area.area


def test_a_mode_that_the_profile_does_not_have() -> None:
    with pytest.raises(InputError, match="barge_sea"):
        isochrones([base()], "nanning", [1.0], profile="passenger", mode="barge_sea")
    with pytest.raises(InputError, match="Atlantis"):
        isochrones([base()], "Atlantis", [1.0])


def test_a_place_without_roads_is_an_error() -> None:
    """Urumqi lies in China, but beyond the roads of the data; an area there would be made up."""
    with pytest.raises(InputError) as caught:
        reach(base(), "87.6,43.8", most_h=4.0)
    assert caught.value.faults[0].key == "iso_no_road"
    assert "87.6000, 43.8000" in caught.value.render("en")
    with pytest.raises(InputError, match="singapore"):
        reach(base(), "singapore", mode="road", most_h=4.0)
    assert reach(base(), "zhoushan", mode="road", most_h=6.0).places  # an island with a bridge


def test_coordinates_are_an_origin() -> None:
    """A point beside Nanning reaches Qinzhou about as fast as the city does."""
    found = reach(base(), "108.32,22.82", mode="road", most_h=3.0)
    city = reach(base(), "nanning", mode="road", most_h=3.0)
    assert found.places["qinzhou"] == pytest.approx(city.places["qinzhou"], abs=0.4)
    assert found.places["nanning"] < 0.8

