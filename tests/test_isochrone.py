"""Isochrones: built from roads that are reached, wider with time, never smaller with a new link.

On the toy the hours of a node are those of the very trip that routing finds, so the trees that
isochrones grow and the trips that planners read agree.
"""

from __future__ import annotations

from functools import cache

import pytest
import shapely

import corridors
from corridors import Network
from corridors.analysis.isochrone import isochrones
from corridors.errors import InputError
from corridors.routing.impedance import Impedance
from corridors.routing.reach import _spread, reach


@cache
def base() -> Network:
    return corridors.load_network()


@cache
def area(mode: str, hours: tuple[float, ...], *projects: str) -> tuple[shapely.Geometry, ...]:
    network = corridors.load_network(projects=projects) if projects else base()
    return tuple(one.area for one in isochrones(network, "nanning", hours, mode=mode))


def test_by_hand() -> None:
    """A 30 km road at 50 km/h behind a seed of 0.25 h: 0.25 + 0.6; the bound is 100 km."""
    arcs = {"a": [("b", 0.6, 30.0)], "b": [("c", 1.0, 80.0)], "c": []}
    assert _spread(arcs, [(0.25, 0.0, "a")], 100.0) == {"a": 0.25, "b": 0.85}
    assert _spread(arcs, [(0.25, float("-inf"), "a")], 100.0) == pytest.approx(
        {"a": 0.25, "b": 0.85, "c": 1.85})


def test_a_slower_way_that_is_shorter_carries_the_bound_further() -> None:
    arcs = {"a": [("m", 1.0, 90.0), ("m", 2.0, 40.0)], "m": [("end", 1.0, 50.0)]}
    assert _spread(arcs, [(0.0, 0.0, "a")], 100.0) == {"a": 0.0, "m": 1.0, "end": 3.0}


@pytest.mark.parametrize("place", ["qinzhou", "liuzhou", "baise"])
def test_hours_by_road_are_those_of_the_trip(place: str) -> None:
    found = reach(base(), "南宁", mode="road")
    trip = corridors.route(base(), "nanning", place, profile="passenger", mode="road",
                           objective="time")
    impedance = Impedance(base(), "passenger", "time")
    last = impedance.road_urban(impedance.number("access.city_km")).hours
    node = found.nodes[f"rd_{place}"]
    rest = trip.components.get("rest", 0.0)
    assert node + last + found.door_h == pytest.approx(trip.time_h or 0, abs=0.4 + rest)


def test_hours_by_rail_are_those_of_the_trip() -> None:
    """The station is left when the trip begins its way into the city."""
    found = reach(base(), "nanning", mode="rail")
    trip = corridors.route(base(), "nanning", "guilin", profile="passenger", mode="rail",
                           objective="time")
    egress = sum(leg.hours for leg in trip.legs if leg.component == "egress")
    station = next(leg.start for leg in trip.legs if leg.component == "egress")
    assert found.terminals[station] == pytest.approx((trip.time_h or 0) - egress, abs=1e-6)


def test_longer_times_hold_shorter_ones() -> None:
    one, two, three = area("best", (1.0, 2.0, 3.0))
    assert one.area > 0
    assert shapely.difference(one, two).area < 0.02 * one.area
    assert shapely.difference(two, three).area < 0.02 * two.area


def test_after_holds_base() -> None:
    """A new railway makes nothing slower."""
    (before,), (after,) = area("best", (5.0,)), area("best", (5.0,), "guiyang_nanning_hsr")
    assert shapely.difference(before, after).area < 0.02 * before.area
    assert after.area > before.area
    assert not shapely.contains_xy(before, 106.713, 26.578)  # Guiyang
    assert shapely.contains_xy(after, 106.713, 26.578)


def test_no_circle_around_the_origin() -> None:
    """Of the circle that just holds the area most is not reached: where no road leads, nothing."""
    (found,) = area("best", (3.0,))
    assert found.area < 0.5 * shapely.minimum_bounding_circle(found).area
    assert shapely.contains_xy(found, 108.366, 22.817)
    assert found.is_valid


def test_nothing_is_reached_in_no_time() -> None:
    (found,) = area("road", (0.01,))
    assert found.is_empty


def test_a_mode_that_the_profile_does_not_have() -> None:
    with pytest.raises(InputError, match="barge_sea"):
        isochrones(base(), "nanning", [1.0], profile="passenger", mode="barge_sea")
    with pytest.raises(InputError, match="Atlantis"):
        isochrones(base(), "Atlantis", [1.0])


def test_toy(toy: Network) -> None:
    """Every road node of the toy that a way by road leads to is reached."""
    first = str(toy.places["id"][0])
    found = reach(toy, first, mode="road")
    assert found.nodes
    assert min(found.nodes.values()) > 0
