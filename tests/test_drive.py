"""Driving over the joined roads: by hand, by other code, and laws that hold on the real ground."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors
from corridors import Network, SetLinks
from corridors.changes.grammar import AddLink
from corridors.engine.model import ROUNDING_H
from corridors.ground.load import load_ground
from corridors.ground.near import away_km
from corridors.network.geometry import load_geometry
from corridors.network.load import read_base
from corridors.routing import declared, engines
from corridors.routing.drive import Drive
from corridors.routing.impedance import Impedance
from corridors.routing.joined import Joined
from corridors.routing.joining import Parts, join, snap
from corridors.scenario.resolve import resolve
from tests.grounds import lay

SEATS = {f"p{i}": (105.5 + 0.9 * (i % 7), 22.2 + 0.7 * (i // 7)) for i in range(35)}
"""A grid of points over Guangxi."""


@pytest.fixture
def network(toy_copy: Callable[..., Path]) -> Network:
    return corridors.load_network(data=lay(toy_copy()))


@cache
def states() -> tuple[Network, Network]:
    """Base and after of all planned roads."""
    found = resolve(corridors.load_scenario("guangxi_2022_roads"))
    return found.base, found.after


def drive(network: Network, objective: str = "time", profile: str = "container",
          points: dict[str, tuple[float, float]] | None = None) -> Drive:
    return Drive.of(Impedance(network, profile, objective), points)


def hours(found: Drive, origins: list[str], targets: list[str]) -> np.ndarray:
    return found.measures(origins, targets).hours


# ---- by hand
def test_measures_by_hand(network: Network) -> None:
    """Village to bay: 70 km of ground at 40 km/h, 150 km of expressway at 50, charged for 160."""
    found = drive(network).measures(["place:village"], ["node:rd_bay", "node:rd_mine"])
    assert found.hours[0] == pytest.approx([1.2 * (70 / 40 + 150 / 50), 1.2 * 60 / 40])
    assert found.km[0] == pytest.approx([220, 60])
    assert found.cny[0] == pytest.approx([10 * (70 + 160), 10 * 60])


def test_the_objective_chooses_the_way(network: Network) -> None:
    """The expressway from hill to bay takes 3 h and 150 km, the ground 170 km: always the former;
    charged for more than 170 km it is still faster, but dearer."""
    dear, _ = corridors.apply(network, [SetLinks(where={"link": "road_lower"},
                                                 values={"tariff_km": 300.0})])
    fast, cheap = (drive(dear, objective).measures(["place:hill"], ["place:bay"])
                   for objective in ("time", "cost"))
    assert (fast.km[0, 0], cheap.km[0, 0]) == pytest.approx((150, 170))
    assert fast.hours < cheap.hours
    assert cheap.cny < fast.cny


def test_a_point_between_two_nodes_is_joined_to_both(network: Network) -> None:
    """Halfway between village and hill, on the road: 35 km each way."""
    found = drive(network, points={"half": (106.75, 23.25)})
    assert found.roads.snap_km["point:half"] < 0.5
    there = found.measures(["point:half"], ["place:village", "place:hill"])
    assert there.km[0] == pytest.approx([35, 35], abs=1.0)


def test_two_points_on_one_road_meet_on_it(network: Network) -> None:
    found = drive(network, points={"a": (106.55, 23.45), "b": (106.95, 23.05)})
    assert found.measures(["point:a"], ["point:b"]).km[0, 0] == pytest.approx(56, abs=1.0)


def test_what_is_far_from_every_road_is_not_joined(network: Network) -> None:
    found = drive(network, points={"sea": (110.0, 20.0)})
    assert "point:sea" not in found.roads.snap_km
    gone = found.measures(["point:sea"], ["place:bay"])
    assert math.isinf(gone.hours[0, 0])
    assert math.isnan(gone.km[0, 0])
    assert np.isinf(found.tree("point:sea")).sum() == found.roads.size - 1


def test_closed_to_lorries_is_open_to_cars(network: Network) -> None:
    shut, _ = corridors.apply(network, [SetLinks(where={"link": "road_lower"},
                                                 values={"traffic": "passenger"})])
    for profile, km in (("container", 170), ("passenger", 150)):
        found = drive(shut, profile=profile).measures(["place:hill"], ["place:bay"])
        assert found.km[0, 0] == pytest.approx(km)


def test_an_expressway_stops_at_the_town_it_passes(toy_copy: Callable[..., Path]) -> None:
    """The village lies on the straight course from mine to hill, halfway along its 90 km."""
    folder = lay(toy_copy())
    (folder / "geometry").mkdir()
    (folder / "geometry" / "roads.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
        '{"link_id": "road_upper"}, "geometry": {"type": "LineString", "coordinates": '
        '[[106, 24], [107, 23]]}}]}', encoding="utf-8")
    network = corridors.load_network(data=folder)
    found = drive(network).measures(["place:village"], ["place:mine"])
    assert found.km[0, 0] == pytest.approx(45, abs=0.5)
    national, _ = corridors.apply(network, [
        SetLinks(where={"link": "road_upper"},
                 values={"class": "national", "speed_ab_kmh": 50.0, "speed_ba_kmh": 50.0})])
    assert drive(national).measures(["place:village"], ["place:mine"]).km[0, 0] == 60


def test_both_ways_of_looking_for_the_nearest_road_agree() -> None:
    """One by a tree of boxes for thousands of points, one that loads nothing for a few."""
    ground = load_ground()
    points = np.array([*SEATS.values(), (112.0, 19.0)])
    assert snap(ground, points)[2] == pytest.approx(away_km(ground, points), rel=0.02, abs=0.05)


# ---- second opinion
def graph_of(found: Drive) -> nx.DiGraph:
    out = nx.DiGraph()
    out.add_nodes_from(range(found.roads.size))
    for tail, head, weight, km in zip(found.roads.tail.tolist(), found.roads.head.tolist(),
                                      found.weight.tolist(), found.km.tolist(), strict=True):
        if weight < out.get_edge_data(tail, head, {"weight": math.inf})["weight"]:
            out.add_edge(tail, head, weight=weight, km=km)
    return out


@pytest.mark.parametrize("objective", ["time", "generalised"])
def test_networkx_finds_the_same(objective: str) -> None:
    found = drive(corridors.load_network(), objective, points=SEATS)
    targets = ["node:in_guigang", "place:nanning", "node:ap_kwl", "place:shanghai", "point:p30"]
    ends = [found.roads.spots[key] for key in targets]
    least = nx.single_source_dijkstra_path_length(graph_of(found), found.roads.spots["point:p10"])
    measured = found.measures(["point:p10"], targets)
    h, c, _k, _ = found.impedance.coefficients
    assert h * measured.hours[0] + c * np.nan_to_num(measured.cny[0]) == pytest.approx(
        [least[end] for end in ends])


# ---- declared in advance, or joined alone
def alone(network: Network) -> Joined:
    assert network.data_dir
    return join(Parts.of(network), load_ground("roads", network.data_dir),
                load_geometry(network.data_dir),
                network.parameters.number("access.interchange_km"))


@pytest.mark.parametrize("state", [0, 1])
def test_declared_roads_weigh_as_if_joined_alone(state: int) -> None:
    """The roads of all projects are there and closed, or were never joined: the same hours."""
    network = states()[state]
    impedance = Impedance(network, "container", "time")
    declared_, own = Drive.of(impedance), Drive.on(alone(network), impedance)
    assert declared_.roads.size > own.roads.size
    spots = [f"node:{key}" for key in network.nodes["id"]][::3]
    origins = ["place:nanning", "place:baise", "place:chongqing", "place:shanghai"]
    np.testing.assert_allclose(hours(declared_, origins, spots), hours(own, origins, spots),
                               rtol=0, atol=1e-9)


def test_every_project_is_declared() -> None:
    assert read_base() is corridors.load_network()
    for network in states():
        roads = declared.joined_roads(network)
        assert roads is declared.joined_roads(states()[0])


def test_a_road_of_ones_own_is_joined_too(network: Network) -> None:
    """A motorway from mine to bay that no project knows: 100 km at 100 km/h."""
    row = {"id": "adhoc", "mode": "road", "line": "adhoc", "line_zh": "直达",
           "line_en": "Direct", "source_id": "assumption", "confidence": "assumed",
           "from_node_id": "rd_mine",
           "to_node_id": "rd_bay", "length_km": 100.0, "class": "expressway", "traffic": "mixed",
           "speed_ab_kmh": 100.0, "speed_ba_kmh": 100.0}
    more, _ = corridors.apply(network, [AddLink(row=row)])
    assert drive(more).measures(["place:mine"], ["place:bay"]).hours[0, 0] == pytest.approx(1.2)
    assert drive(network).measures(["place:mine"], ["place:bay"]).hours[0, 0] == pytest.approx(
        1.2 * 240 / 50)


# ---- laws
def test_planned_roads_bring_nobody_further_away() -> None:
    base, after = states()
    origins = [f"point:{key}" for key in SEATS]
    targets = [f"node:{key}" for key in base.nodes["id"]][::4]
    a, b = (hours(drive(network, points=SEATS), origins, targets) for network in (base, after))
    assert (b <= a + 1e-9).all()
    reached = np.isfinite(a)
    assert (a[reached] - b[reached]).max() > 0.25


def test_weighing_leaves_the_base_alone() -> None:
    base, after = states()
    before = hours(drive(base), ["place:nanning"], ["place:shanghai", "place:baise"])
    drive(after)
    again = hours(drive(base), ["place:nanning"], ["place:shanghai", "place:baise"])
    assert before.tobytes() == again.tobytes()
    with pytest.raises(ValueError, match="read-only"):
        declared.joined_roads(base).ground_km[0] = 1.0


def test_there_and_back_take_as_long_where_speeds_do() -> None:
    links = corridors.load_network().links
    assert all((a == b) or (a != a and b != b) for a, b in zip(
        links["run_ab_h"][links["mode"] == "road"], links["run_ba_h"][links["mode"] == "road"],
        strict=True))
    found = drive(corridors.load_network(), points=SEATS)
    spots = [f"point:{key}" for key in SEATS][:12]
    there = hours(found, spots, spots)
    np.testing.assert_allclose(there, there.T, rtol=0, atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(speed=st.floats(20, 400), link=st.sampled_from(["road_upper", "road_lower"]),
       background=st.floats(20, 50))
def test_faster_is_never_slower(grounded: Network, speed: float, link: str,
                                background: float) -> None:
    slow = replace(grounded, parameters=grounded.parameters.override(
        {"speed.road.lorry.background": background}))
    first, _ = corridors.apply(slow, [SetLinks(where={"link": link}, values={
        "speed_ab_kmh": speed, "speed_ba_kmh": speed})])
    second, _ = corridors.apply(slow, [SetLinks(where={"link": link}, values={
        "speed_ab_kmh": speed * 1.3, "speed_ba_kmh": speed * 1.1})])
    spots = [f"place:{key}" for key in ("mine", "hill", "bay", "village", "park")]
    for objective in ("time", "generalised"):
        a, b = (drive(network, objective) for network in (first, second))
        assert (b._solve(spots, "out")[0] <= a._solve(spots, "out")[0] + 1e-9).all()


@pytest.fixture(scope="module")
def grounded(tmp_path_factory: pytest.TempPathFactory) -> Network:
    import shutil

    folder = tmp_path_factory.mktemp("ground") / "package"
    shutil.copytree(Path(__file__).parent / "toy", folder)
    return corridors.load_network(data=lay(folder))


# ---- two engines
@pytest.mark.parametrize("objective", ["time", "generalised", "co2"])
def test_both_engines_agree(objective: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the real roads, before and after all planned roads, to the rounding they document."""
    origins = [f"place:{key}" for key in states()[0].place_sets["guangxi"]]
    targets = [f"node:{key}" for key in states()[0].nodes["id"]][::25]
    for network in states():
        answers = []
        for least in (0, 10**6):
            monkeypatch.setattr(engines, "FEW", least)
            monkeypatch.setattr(engines, "UNREADY", least)
            found = drive(network, objective)
            answers.append((found.hours_matrix(origins, targets),
                            found.measures(origins, targets)))
            (key, *_) = found._set
            assert key[1].__name__ == ("Dijkstra" if least else "Contraction")
        (hours_a, a), (hours_b, b) = answers
        np.testing.assert_allclose(hours_a, hours_b, rtol=0, atol=ROUNDING_H)
        h, c, k, _ = found.impedance.coefficients
        minimised = [h * x.hours + c * x.cny + k * x.kg for x in (a, b)]
        np.testing.assert_allclose(*minimised, rtol=1e-12, atol=ROUNDING_H)
        if objective == "time":
            np.testing.assert_allclose(a.hours, hours_a, rtol=0, atol=ROUNDING_H)
        else:
            assert (a.hours >= hours_a - ROUNDING_H).all()


def test_the_order_is_kept(monkeypatch: pytest.MonkeyPatch, cache_dir: Path) -> None:
    """A second process reads the roads and their order; only the weights are new."""
    drive(corridors.load_network()).hours_matrix(["place:nanning"] * 40, ["place:shanghai"])
    assert len(list((cache_dir / "roads").glob("*.npz"))) >= 1
    assert len(list((cache_dir / "hierarchy").glob("*.npz"))) >= 1
    monkeypatch.setattr(declared, "_held", type(declared._held)())
    monkeypatch.setattr(declared, "join", None)
    monkeypatch.setattr(engines.Hierarchy, "of", None)
    found = drive(corridors.load_network())
    assert np.isfinite(found.hours_matrix(["place:nanning"] * 40, ["place:shanghai"])).all()


def test_the_engine_that_pays(cache_dir: Path) -> None:
    """Few origins are searched from; many take the hierarchy, and from then on fewer do."""
    roads = drive(corridors.load_network()).roads
    roads = Joined(**roads.arrays())  # no engine knows it yet
    kinds = [type(engines.engine_for(roads, count)).__name__ for count in (29, 30, 5, 4)]
    assert kinds == ["Dijkstra", "Contraction", "Contraction", "Dijkstra"]
