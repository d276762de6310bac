"""Places without a strategic road of their own: counties, parks, wharves on the ground."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import corridors
from corridors import Network, SetLinks
from corridors.analysis.quality.joined import joined
from corridors.cli.main import main
from corridors.places import with_points
from corridors.routing.declared import joined_roads
from corridors.routing.graph import Services
from corridors.routing.impedance import Impedance
from corridors.routing.skims import skim
from corridors.scenario.resolve import resolve
from tests.grounds import lay


@pytest.fixture
def grounded(toy_copy: Callable[..., Path]) -> Path:
    return lay(toy_copy())


@pytest.fixture
def network(grounded: Path) -> Network:
    return corridors.load_network(data=grounded)


def ways(network: Network, place: str, *modes: str, profile: str = "container",
         objective: str = "time", outbound: bool = True) -> dict[str, tuple[float, float]]:
    """Hours with mean rest and km to every terminal in reach."""
    access = Services.of(Impedance(network, profile, objective)).access
    return {way.terminal: (way.drive.hours + way.rest_h, way.drive.km)
            for way in access.ways(place, modes, outbound=outbound)}


def test_terminals_in_reach_by_hand(network: Network) -> None:
    """60 km of ground and 5 in town to the mine's station; the bay lies beyond 100 km.

    The station of hill lies beside the road before the town: its own stub is nearer than by the
    town's road node.
    """
    found = ways(network, "village", "rail", "inland", "sea")
    assert set(found) == {"rl_mine", "rl_hill", "in_hill"}
    assert found["rl_mine"] == pytest.approx((1.2 * (60 / 40 + 5 / 25), 65))
    assert 70 < found["rl_hill"][1] < 75


def test_ways_back_are_as_long(network: Network) -> None:
    out, back = (ways(network, "village", "rail", outbound=way) for way in (True, False))
    assert out.keys() == back.keys()
    assert all(out[key] == pytest.approx(back[key]) for key in out)


def test_legs_say_that_they_run_on_the_ground(network: Network) -> None:
    trip = corridors.route(network, "village", "bay", profile="container", mode="rail",
                           objective="time")
    assert trip.found
    (access,) = [leg for leg in trip.legs if leg.component == "access"]
    assert (access.start, access.end, access.mode) == ("village", "rl_mine", "road")
    assert access.hours == pytest.approx(60 / 40 + 5 / 25)
    assert access.id == "ground"
    assert access.confidence == "assumed"
    assert access.source_id == "assumption;osm_ground"


def test_road_takes_the_ground_to_the_strategic_road(network: Network) -> None:
    """70 km of ground to hill, 150 km of expressway, 5 km within the bay."""
    trip = corridors.route(network, "village", "bay", profile="container", mode="road",
                           objective="time")
    assert trip.distance_km == pytest.approx(70 + 150 + 5)
    driving = 70 / 40 + 150 / 50 + 5 / 25
    assert trip.components["line_haul"] == pytest.approx(driving)
    assert trip.components["rest"] == pytest.approx(0.5)  # one stop after three hours
    back = corridors.route(network, "bay", "village", profile="container", mode="road",
                           objective="time")
    assert back.time_h == pytest.approx(trip.time_h)


def test_two_places_on_the_ground(network: Network) -> None:
    """Village to park: 150 km of ground, or on to nothing faster."""
    trip = corridors.route(network, "村", "园区", profile="container", mode="road",
                           objective="time")
    assert trip.distance_km == pytest.approx(150)
    assert trip.components["line_haul"] == pytest.approx(150 / 40)
    assert [leg.id for leg in trip.legs if leg.component == "line_haul"] == ["ground"]


def test_neighbour_of_a_city_needs_no_strategic_road(network: Network) -> None:
    trip = corridors.route(network, "village", "hill", profile="passenger", mode="road",
                           objective="time")
    assert trip.distance_km == pytest.approx(70 + 5)
    assert trip.components["line_haul"] == pytest.approx(70 / 80 + 5 / 50)


def test_every_family_finds_its_way(network: Network) -> None:
    trips = skim(network, ["village"], ["bay", "isle"], profile="container",
                 modes=["road", "rail", "waterway", "barge_sea", "rail_sea", "road_sea", "best"])
    found = {key[1:] for key, trip in trips.items() if trip.found}
    assert {("bay", "rail"), ("bay", "waterway"), ("isle", "barge_sea"), ("isle", "rail_sea"),
            ("isle", "road_sea"), ("bay", "best"), ("isle", "best")} <= found


def test_no_road_takes_a_terminal_away(network: Network) -> None:
    """The strategic road made fast enough to be the way everywhere: reach stays as it was."""
    before = ways(network, "village", "rail", "inland", "sea")
    fast, _ = corridors.apply(network, [SetLinks(
        where={"line": "road"}, values={"speed_ab_kmh": 500.0, "speed_ba_kmh": 500.0})])
    after = ways(fast, "village", "rail", "inland", "sea")
    assert before.keys() <= after.keys()
    assert all(after[key][0] <= hours + 1e-12 for key, (hours, _) in before.items())


def test_the_way_may_be_longer_than_the_reach(network: Network) -> None:
    """The nearest way decides what is in reach, the best one is driven.

    From the park to the station of the bay 95 km of ground; by hill and the expressway at
    500 km/h it is 235 km and faster.
    """
    fast, _ = corridors.apply(network, [SetLinks(
        where={"link": "road_lower"}, values={"speed_ab_kmh": 1000.0, "speed_ba_kmh": 1000.0})])
    slow = {"speed.road.lorry.background": 30.0, "access.max_km": 96.0}

    fast = replace(fast, parameters=fast.parameters.override(slow))
    hours, km = ways(fast, "park", "rail")["rl_bay"]
    assert km == pytest.approx(80 + 150 + 5)
    assert hours == pytest.approx(1.2 * (80 / 30 + 150 / 1000 + 5 / 25))


def test_cities_do_not_look_at_the_ground(grounded: Path, toy: Network) -> None:
    """Places with a strategic road keep their numbers to the last bit."""
    with_ground = corridors.load_network(data=grounded)
    for profile, mode in (("container", "best"), ("passenger", "best"), ("bulk", "road")):
        a, b = (skim(network, ["mine", "hill", "bay"], ["mine", "hill", "bay", "isle"],
                     profile=profile, modes=[mode]) for network in (toy, with_ground))
        assert {key: trip.time_h for key, trip in a.items()} == {
            key: trip.time_h for key, trip in b.items()}


def test_cities_do_not_load_the_ground(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    from corridors.routing import drive

    def no(*_: object) -> None:
        raise AssertionError("the ground was asked")

    monkeypatch.setattr(drive, "joined_roads", no)
    assert corridors.route(network, "mine", "isle").found
    with pytest.raises(AssertionError, match="the ground was asked"):
        corridors.route(network, "village", "isle")


def test_without_ground_data_a_place_has_no_terminal(toy_copy: Callable[..., Path]) -> None:
    folder = lay(toy_copy())
    (folder / "ground" / "roads.npz").unlink()
    trip = corridors.route(corridors.load_network(data=folder), "village", "bay", mode="rail")
    assert (trip.found, trip.note) == (False, "no_terminal_origin")


def test_a_broken_ground_says_so(toy_copy: Callable[..., Path]) -> None:
    folder = lay(toy_copy())
    path = folder / "ground" / "roads.npz"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(corridors.errors.InputError, match="地面路网"):
        corridors.route(corridors.load_network(data=folder), "village", "bay", mode="rail")


def test_who_is_not_joined_is_said(grounded: Path) -> None:
    """A hamlet at sea: 'check --data' names it, and no terminal is in its reach."""
    path = grounded / "places.csv"
    path.write_text(path.read_text(encoding="utf-8") +
                    "raft,筏,Raft,fa,,玩具省,Toyland,,,109.5,21,,assumption,assumed\n",
                    encoding="utf-8", newline="")
    network = corridors.load_network(data=grounded)
    found = {item.row: item for item in joined(network.tables, grounded)}
    assert set(found) == {"raft"}
    assert found["raft"].fault.render("en").endswith(
        "raft (筏) lies 152 km from the nearest road on the ground, more than 15 km: it is not "
        "joined to the roads, and no way by road leads there.")
    assert set(joined_roads(network).unjoined) == {
        "place:raft", "place:isle", "node:se_isle", "node:ap_isle", "node:ap_hill"}
    trip = corridors.route(network, "raft", "bay", mode="rail")
    assert trip.note == "no_terminal_origin"


def test_every_place_of_the_country_is_joined(real: Network) -> None:
    abroad = {str(key) for key, code in zip(real.places["id"], real.places["adcode"], strict=True)
              if not code}
    far = joined_roads(real).unjoined
    assert {key for key in far if key.startswith("place:")} - {
        f"place:{key}" for key in abroad} == {"place:zhoushan"}  # an island with a bridge
    assert real.places["road_node_id"][real.places.index["zhoushan"]]


# ---- coordinates as places
def test_coordinates_are_a_place(network: Network) -> None:
    """The village by its coordinates is as far from everything as the village."""
    for text in ("106.5,23.5", "东经106.5 北纬23.5", "point_106.5000_23.5000"):
        here = corridors.route(network, text, "bay", profile="container", mode="rail")
        there = corridors.route(network, "village", "bay", profile="container", mode="rail")
        assert here.origin == "point_106.5000_23.5000"
        assert here.time_h == pytest.approx(there.time_h)
        assert here.legs[1].start == here.origin


def test_other_systems_are_converted(network: Network) -> None:
    plain = corridors.route(network, "106.5,23.5", "bay", mode="rail", objective="time")
    moved = corridors.route(network, "gcj02:106.5,23.5", "bay", mode="rail", objective="time")
    assert moved.origin != plain.origin
    assert moved.time_h == pytest.approx(plain.time_h, abs=0.1)


@pytest.mark.parametrize(("text", "words"), [
    ("23.5,106.5", "颠倒"), ("2.35,48.85", "境外|不在|超出"), ("mgrs:106.5,23.5", "坐标")])
def test_wrong_coordinates(network: Network, text: str, words: str) -> None:
    with pytest.raises(corridors.errors.InputError, match=words):
        corridors.route(network, text, "bay")


def test_a_point_far_from_every_road_has_no_terminal(network: Network) -> None:
    trip = corridors.route(network, "101.0,25.0", "bay", mode="rail")
    assert (trip.found, trip.note) == (False, "no_terminal_origin")


def test_the_network_itself_has_no_more_places(network: Network) -> None:
    before = len(network.places)
    corridors.route(network, "106.5,23.5", "bay")
    assert len(network.places) == before
    assert with_points(network, ["mine", "hill"]) is network


def test_coordinates_in_a_scenario(grounded: Path, tmp_path: Path) -> None:
    """Before and after a project, with a county and coordinates among the origins."""
    path = tmp_path / "own.yaml"
    path.write_text("""
schema: 1
name: {zh: 自有点位, en: Own points}
base: {date: 2022-11-30}
projects: [toy_road]
compare: {profiles: [container], modes: [road, rail], origins: ["106.5,23.5", village],
          destinations: [bay], measures: [time_h]}
headline: [["106.5, 23.5", bay]]
""", encoding="utf-8")
    result = corridors.compare(corridors.load_scenario(path), grounded)
    rows = {(row.origin, row.mode): row for row in result.rows}
    own, county = rows["point_106.5000_23.5000", "road"], rows["village", "road"]
    assert own.base == pytest.approx(county.base)
    assert own.difference == pytest.approx(county.difference)
    assert own.difference == pytest.approx(-0.1 * 150 / 50)
    assert rows["village", "rail"].difference == 0


def test_the_command_says_what_was_converted() -> None:
    """On the error stream, so that JSON on the other can still be read."""
    done = CliRunner().invoke(main, ["route", "gcj02:108.72,22.9", "上海", "--mode", "road",
                                     "--lang", "en", "--format", "json"])
    assert done.exit_code == 0, done.output
    assert "converted from GCJ-02" in done.stderr
    assert "moved by 512 m" in done.stderr
    answer = json.loads(done.stdout)
    assert answer["origin"] == "point_108.7161_22.9028"
    legs = [leg for leg in answer["legs"] if "ground" in leg["id"].split("+")]
    assert legs
    assert all("osm_ground" in leg["source_id"] and leg["confidence"] == "assumed" for leg in legs)


def test_alternatives_of_coordinates(network: Network) -> None:
    found = corridors.alternatives(network, "106.5,23.5", "bay", profile="container")
    assert {"road", "rail"} <= {item.mode for item in found.after.alternatives if item.trip.found}
    assert found.after.pareto


# ---- laws on the real data
COUNTIES = ("binyang", "tiandeng", "guanyang", "napo")


@pytest.mark.parametrize(("profile", "modes"), [
    ("container", ["road", "rail", "barge_sea", "best"]), ("passenger", ["road", "rail", "air"])])
def test_planned_roads_are_worse_for_no_county(profile: str, modes: list[str]) -> None:
    """Whatever has a way before has one after, and none weighs more."""
    states = resolve(corridors.load_scenario("guangxi_2022_roads"))
    before, after = (skim(network, COUNTIES, ["shanghai", "chongqing", "nanning"],
                          profile=profile, modes=modes) for network in (states.base, states.after))
    assert sum(trip.found for trip in before.values()) > len(before) / 2
    for key, trip in before.items():
        if trip.objective_value is not None:
            better = after[key].objective_value
            assert better is not None
            assert better <= trip.objective_value + 1e-6


def test_counties_and_their_neighbours_agree(real: Network) -> None:
    """Binyang lies 70 to 110 km by road from Nanning, so do its hours to Shanghai."""
    found = skim(real, ["binyang", "nanning"], ["shanghai"], profile="container",
                 modes=["road"], objective="time")
    county, city = (found[key, "shanghai", "road"] for key in ("binyang", "nanning"))
    assert abs(county.distance_total_km - city.distance_total_km) < 150
    assert abs(county.in_vehicle_h - city.in_vehicle_h) < 4
