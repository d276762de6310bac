"""Alternatives of a trip: main modes side by side, Pareto paths by brute force, shares by hand."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

import corridors
from corridors import AddLink, Network, SetLinks
from corridors.analysis.choice import NESTS, Share, nest_of, nested_shares, swept_shares
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.families import FAMILIES, PROFILES, families_of
from corridors.parameters import Parameter
from corridors.report.alternatives import COLUMNS, PARETO_COLUMNS, alternatives_json
from corridors.report.alternatives_screen import print_alternatives
from corridors.routing.edges import COMPONENTS
from corridors.routing.export import virtual_networkx
from corridors.routing.impedance import Impedance
from corridors.routing.pareto import (
    DIVISIONS,
    FLOOR,
    Vector,
    candidates,
    coefficients,
    dominates,
    simplex,
    supported,
)
from corridors.routing.ships import loadings
from corridors.routing.virtual import Services, build
from corridors.units import SECONDS_PER_HOUR

Variant = Callable[..., Network]
law = settings(derandomize=True, deadline=None, database=None, max_examples=50,
               suppress_health_check=[HealthCheck.too_slow])
few = settings(law, max_examples=20)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def near(value: float) -> object:
    return pytest.approx(value, rel=0, abs=1e-9)


# ---- shares, by hand -----------------------------------------------------------------------
def shares(cost: dict[str, float], nests: dict[str, str], *, scale: float = 6,
           reference: float = 100, tie: float = 0.5) -> dict[str, float]:
    return nested_shares(cost, nests, scale=scale, reference_cny=reference, dissimilarity=tie)


@pytest.mark.parametrize("tie", [0.1, 0.5, 1])
@pytest.mark.parametrize("scale", [0, 6, 500])
def test_two_modes_of_equal_cost_share_evenly(scale: float, tie: float) -> None:
    found = shares({"a": 80, "b": 80}, {"a": "road", "b": "rail"}, scale=scale, tie=tie)
    assert found == {"a": near(0.5), "b": near(0.5)}


def test_a_tenth_dearer() -> None:
    found = shares({"a": 100, "b": 110}, {"a": "road", "b": "rail"})
    # utilities -6 and -6.6
    assert found["b"] / found["a"] == near(math.exp(-0.6))


def test_a_nest_of_two_equals_against_one() -> None:
    nests = {"a": "road", "b": "water", "c": "water"}
    cost = {"a": 100, "b": 100, "c": 100}
    found = shares(cost, nests, tie=0.5)
    # the nest is worth 0.5 ln 2 more than one of its ways: sqrt 2 against 1
    water = math.sqrt(2) / (1 + math.sqrt(2))
    assert found == {"a": near(1 - water), "b": near(water / 2), "c": near(water / 2)}
    # with 1 there is no nest, near 0 the two are one
    assert shares(cost, nests, tie=1) == {name: near(1 / 3) for name in nests}
    assert shares(cost, nests, tie=0.001)["a"] == pytest.approx(0.5, abs=1e-3)


def test_elasticity_that_the_scale_is_said_to_have() -> None:
    """Of two modes of equal cost each has half the scale: the note of the parameter."""
    step = 1e-6
    after = shares({"a": 100 * (1 + step), "b": 100}, {"a": "road", "b": "rail"})["a"]
    assert (after - 0.5) / 0.5 / step == pytest.approx(-3, abs=1e-4)


def test_nests() -> None:
    assert {name: nest_of(family.modes) for name, family in FAMILIES.items()} == {
        "road": "road", "rail": "rail", "air": "air",
        **dict.fromkeys(("waterway", "rail_water", "sea", "barge_sea", "river_sea", "rail_sea",
                         "road_sea"), "water")}
    assert {nest_of(family.modes) for family in FAMILIES.values()} == set(NESTS)


def test_no_way_no_share() -> None:
    assert shares({}, {}) == {}
    assert shares({"a": 5}, {"a": "air"}) == {"a": 1.0}


@pytest.mark.parametrize(("change", "said"), [
    ({"tie": 0.0}, "The dissimilarity of the nests is 0.0; it must be above 0 and at most 1."),
    ({"tie": 1.5}, "The dissimilarity of the nests is 1.5"),
    ({"scale": -1}, "The scale of the choice model is -1; it must be finite and not negative."),
    ({"reference": 0}, "The generalised cost that the scale refers to is 0 CNY; it must be above"),
    ({"cost": math.nan}, "The generalised cost of a is nan; it must be a finite number."),
])
def test_bad_input_of_the_choice_is_told(change: dict[str, float], said: str) -> None:
    cost = change.pop("cost", 100)
    with pytest.raises(InputError) as error:
        shares({"a": cost, "b": 100}, {"a": "road", "b": "rail"}, **change)
    assert said in error.value.render("en")


def test_all_faults_of_the_choice_at_once() -> None:
    with pytest.raises(InputError) as error:
        shares({"a": math.inf}, {"a": "road"}, scale=-1, reference=-1, tie=2)
    assert len(error.value.faults) == 4


ways = st.dictionaries(st.sampled_from("abcdefg"), st.floats(1, 1e4), min_size=2)


@law
@given(ways, st.integers(0, 6), st.floats(0.01, 0.99), st.floats(0, 40), st.floats(0.05, 1))
def test_a_way_that_gets_cheaper_never_loses(cost: dict[str, float], which: int, factor: float,
                                             scale: float, tie: float) -> None:
    nests = {name: NESTS[ord(name) % 3] for name in cost}
    name = sorted(cost)[which % len(cost)]
    before = shares(cost, nests, scale=scale, reference=min(cost.values()), tie=tie)
    for reference in (min(cost.values()), min(*cost.values(), factor * cost[name])):
        # whether the scale refers to the least of before or of after
        after = shares({**cost, name: factor * cost[name]}, nests, scale=scale,
                       reference=reference, tie=tie)
        assert after[name] >= before[name] - 1e-12
        assert sum(after.values()) == pytest.approx(1)
        assert all(0 <= share <= 1 for share in after.values())


@law
@given(ways)
def test_the_order_of_ways_does_not_matter(cost: dict[str, float]) -> None:
    nests = {name: NESTS[ord(name) % 3] for name in cost}
    first, second = (shares({name: cost[name] for name in names}, nests)
                     for names in (sorted(cost), sorted(cost, reverse=True)))
    assert first == {name: pytest.approx(share, rel=1e-12) for name, share in second.items()}


def parameter(value: float, low: float, high: float) -> Parameter:
    return Parameter(value, low, high, "1", "assumption", "assumed")


def test_the_sweep_holds_its_ends_and_the_default() -> None:
    cost, nests = {"a": 100, "b": 120}, {"a": "road", "b": "rail"}
    found = swept_shares(cost, nests, scale=parameter(6, 3, 12), reference_cny=100,
                         dissimilarity=parameter(0.5, 0.25, 1))
    ends = {scale: shares(cost, nests, scale=scale)["b"] for scale in (3, 6, 12)}
    # nests of one way: their dissimilarity is nothing to them
    assert found["b"] == Share(near(ends[6]), near(ends[12]), near(ends[3]))
    still = swept_shares(cost, nests, scale=parameter(0, 0, 0), reference_cny=100,
                         dissimilarity=parameter(1, 1, 1))
    assert still["a"] == Share(0.5, 0.5, 0.5)


# ---- Pareto paths against all simple paths ---------------------------------------------------
def parallel_roads(toy: Network, *roads: tuple[float, float, float]) -> Network:
    """The toy with more roads mine-hill: km, tariff km and km/h."""
    row = toy.links.row("road_upper")
    return corridors.apply(toy, [AddLink(row={
        **row, "id": f"road_more_{i}_{km:g}", "length_km": km, "tariff_km": tariff,
        "speed_ab_kmh": speed, "speed_ba_kmh": speed})
        for i, (km, tariff, speed) in enumerate(roads)])[0]


def all_vectors(network: Network, family: str, origin: str, destination: str,
                profile: str) -> set[Vector]:
    """Hours, CNY and kg of every simple path of a family, of every ship and loading."""
    virtual = build(Services.of(Impedance(network, profile)), FAMILIES[family], [origin],
                    [destination])
    found = set()
    for number in range(len(loadings(virtual))):
        graph = virtual_networkx(network, [origin], [destination], profile=profile, mode=family,
                                 loading=number)
        start = graph.graph["origins"][origin]
        end = graph.graph["destinations"][destination]
        if start not in graph or end not in graph:
            continue
        for way in nx.all_simple_edge_paths(graph, start, end):
            data = [graph.edges[edge] for edge in way]
            found.add((sum(d["travel_time"] for d in data) / SECONDS_PER_HOUR,
                       sum(d["cost_cny"] for d in data), sum(d["co2_kg"] for d in data)))
    return found


def least(weights: tuple[float, float, float], vectors: set[Vector]) -> float:
    return min(math.sumprod(weights, vector) if hasattr(math, "sumprod")
               else sum(w * v for w, v in zip(weights, vector, strict=True))
               for vector in vectors)


def assert_supported(network: Network, family: str, origin: str, destination: str,
                     profile: str) -> int:
    """Every path is real and unbeaten, every weighting is least on one; how many there are."""
    every = all_vectors(network, family, origin, destination, profile)
    paths = candidates(network, FAMILIES[family], origin, destination, profile=profile)
    kept = supported(network, FAMILIES[family], origin, destination, profile=profile)
    assert {path.vector for path in kept} == {
        path.vector for path in paths
        if not any(dominates(other.vector, path.vector) for other in paths)}
    assert bool(every) == bool(paths)
    if not every:
        return 0
    vectors = {path.searched for path in paths}
    for path in paths:
        assert any(path.searched == pytest.approx(vector, rel=1e-9) for vector in every)
        assert not any(dominates(vector, path.searched) for vector in every)
    # the span that the weights are measured in, by brute force: the values at the three ends
    columns = list(zip(*every, strict=True))
    ends = []
    for i in range(3):
        least_i = [v for v in every if v[i] <= min(columns[i]) * (1 + 1e-12)]
        value = network.parameters.number(f"value_of_time.{profile}")
        ends.append(min(least_i, key=lambda v: value * v[0] + v[1]))
    span = [max(end[i] for end in ends) - min(end[i] for end in ends) for i in range(3)]
    span = [s if s > 1e-9 * max(1, max(c)) else max(1, max(end[i] for end in ends))
            for i, (s, c) in enumerate(zip(span, columns, strict=True))]
    for weights in simplex():
        sums = coefficients(weights, span)
        assert least(sums, vectors) == pytest.approx(least(sums, every), rel=1e-5)
    seen = [weights for path in paths for weights in path.weights]
    assert sorted(seen) == sorted(simplex())
    return len(paths)


PLAIN = [(profile, family, pair) for profile in ("passenger", "container", "bulk")
         for family in families_of(profile)
         for pair in (("mine", "bay"), ("hill", "isle"), ("bay", "mine"))]


@pytest.mark.parametrize(("profile", "family", "pair"), [
    case for case in PLAIN if case[1] in ("road", "rail", "air", "waterway", "sea", "river_sea")])
def test_pareto_paths_of_the_toy_by_brute_force(toy: Network, variant: Variant, profile: str,
                                                family: str, pair: tuple[str, str]) -> None:
    # one way only to every terminal, so that the two graphs are one
    network = variant(of=toy, parameters={"access.max_km": 50})
    assert_supported(network, family, *pair, profile)


def test_some_of_the_toy_have_several() -> None:
    toy = corridors.load_network(data=Path(__file__).parent / "toy")
    counts = [len(supported(toy, FAMILIES[family], *pair, profile=profile))
              for profile, family, pair in PLAIN]
    assert max(counts) > 1
    assert counts.count(0) > 0


def test_pareto_paths_over_parallel_roads(toy: Network) -> None:
    """Fast and dear, slow and cheap, long and cheap: found; slow and dear: not."""
    network = parallel_roads(toy, (90, 200, 180), (90, 40, 30), (120, 30, 90), (300, 300, 20))
    assert assert_supported(network, "road", "mine", "bay", "passenger") >= 3


def test_of_equally_fast_paths_the_better_in_the_rest_is_found(toy: Network) -> None:
    """All three take 0.9 h for 90 CNY; the shortest emits least. The least weights decide."""
    network = parallel_roads(toy, (120, 90, 120 / 0.9), (60, 90, 60 / 0.9))
    (path,) = supported(network, FAMILIES["road"], "mine", "hill", profile="passenger")
    assert path.trip.distance_km == near(5 + 60 + 5)
    assert assert_supported(network, "road", "mine", "hill", "passenger") == 1
    # the same where another road is dearer, faster, and there is something to weigh
    network = parallel_roads(network, (300, 900, 500))
    found = supported(network, FAMILIES["road"], "mine", "hill", profile="passenger")
    assert [round(p.trip.distance_km or 0) for p in found] == [310, 70]


@few
@given(st.lists(st.tuples(st.integers(50, 300), st.integers(10, 400), st.integers(20, 200)),
                min_size=1, max_size=6))
def test_pareto_paths_over_random_roads(roads: list[tuple[float, float, float]]) -> None:
    toy = corridors.load_network(data=Path(__file__).parent / "toy")
    for profile in ("passenger", "container"):
        assert assert_supported(parallel_roads(toy, *roads), "road", "mine", "hill", profile) > 0


def test_a_compromise_inside_the_hull_is_not_found(toy: Network) -> None:
    """Said in the docs and on the screen: only supported points."""
    # beside 0.9 h for 90 CNY: 0.3 h for 300 CNY, and 0.8 h for 260 CNY, above the line of both
    network = parallel_roads(toy, (90, 300, 300), (90, 260, 112.5))
    every = all_vectors(network, "road", "mine", "hill", "passenger")
    unbeaten = [v for v in every if not any(dominates(other, v) for other in every)]
    found = supported(network, FAMILIES["road"], "mine", "hill", profile="passenger")
    assert (len(unbeaten), len(found)) == (3, 2)


def test_the_grid() -> None:
    weights = simplex(DIVISIONS)
    assert len(set(weights)) == len(weights) == 15
    assert all(sum(w) == near(1) and min(w) >= 0 for w in weights)
    assert all(min(coefficients(w, (1, 1, 1))) >= FLOOR * 0.999 for w in weights)


def test_dominance() -> None:
    assert dominates((1, 1, 1), (1, 1, 2))
    assert not dominates((1, 1, 1), (1, 1, 1 + 1e-12))
    assert not dominates((1, 2, 1), (2, 1, 1))
    assert not dominates((1, 1, 2), (1, 1, 1))


@pytest.mark.parametrize(("place", "pair", "profile"), [
    ("toy", ("hill", "isle"), "container"), ("toy", ("mine", "isle"), "bulk"),
    ("real", ("nanning", "shanghai"), "passenger")])
def test_pareto_over_all_main_modes(place: str, pair: tuple[str, str], profile: str,
                                    request: pytest.FixtureRequest) -> None:
    network = request.getfixturevalue(place)
    found = corridors.alternatives(network, *pair, profile=profile).after
    vectors = [path.vector for path in found.pareto]
    assert len({path.trip.mode for path in found.pareto}) > 1
    assert vectors == sorted(vectors)
    seen = 0
    for family in families_of(profile):
        for path in supported(network, FAMILIES[family], *pair, profile=profile):
            assert path.vector in vectors or any(
                dominates(vector, path.vector) for vector in vectors)
            seen += 1
    assert seen > len(vectors)
    assert not any(dominates(a, b) for a, b in product(vectors, vectors))


# ---- all main modes side by side -------------------------------------------------------------
def test_each_main_mode_is_the_trip_that_route_finds(toy: Network) -> None:
    for profile, objective in (("container", "generalised"), ("passenger", "time"),
                               ("bulk", "co2")):
        found = corridors.alternatives(toy, "hill", "bay", profile=profile, objective=objective)
        assert [item.mode for item in found.after.alternatives] == list(families_of(profile))
        for item in found.after.alternatives:
            trip = corridors.route(toy, "hill", "bay", profile=profile, mode=item.mode,
                                   objective=objective)
            assert (item.trip.time_h, item.trip.cost_cny, item.trip.co2_kg) == (
                trip.time_h, trip.cost_cny, trip.co2_kg)
            if trip.found and objective == "generalised":
                # the search counts rest at its mean rate, the cost has what the hours driven bring
                mean_h = sum(item.trip.path[1].hours[item.trip.path[2]])
                assert item.generalised_cny == near(
                    trip.objective_value - 10 * (mean_h - trip.time_h))
        if objective == "generalised":
            road = found.after.by_mode["road"]
            assert road.generalised_cny == near(10 * road.trip.time_h + road.trip.cost_cny)
            assert road.trip.objective_value != near(road.generalised_cny)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_has_alternatives_and_a_scale(real: Network, profile: str) -> None:
    """A profile without a scale of its own takes that of the one it is like."""
    found = corridors.alternatives(real, "nanning", "chengdu", profile=profile, divisions=1)
    assert [item.mode for item in found.after.alternatives] == list(families_of(profile))
    assert (found.scale.value, found.scale.confidence) == (6, "assumed")
    total = sum(item.share.value for item in found.after.alternatives if item.share)
    assert total == pytest.approx(1)
    assert found.after.pareto


def test_generalised_cost_of_a_path_by_another_objective(toy: Network) -> None:
    found = corridors.alternatives(toy, "mine", "bay", profile="passenger", objective="time")
    rail = found.after.by_mode["rail"]
    # 95 km by car to hill, then 160 km by rail, charged for 150: 5 h, of which 1 h is the wait
    # for the first departure, which counts half; an hour is worth 50 CNY
    assert rail.trip.time_h == near(5)
    assert rail.trip.cost_cny == near(95 + 0.5 * 150 + 5)
    assert rail.generalised_cny == near(50 * (5 - 0.5 * 1) + 175)


def test_changes_are_counted(toy: Network, variant: Variant) -> None:
    def changes(origin: str, destination: str, profile: str, mode: str,
                network: Network = toy) -> int | None:
        return corridors.route(network, origin, destination, profile=profile,
                               mode=mode).transfers

    assert changes("mine", "bay", "passenger", "rail") == 0  # a through train
    without, _ = corridors.apply(toy, [corridors.Close(where={"service": "tt_mine_bay"})])
    without = variant(of=without, parameters={"access.max_km": 50})
    assert changes("mine", "bay", "passenger", "rail", without) == 1
    assert changes("mine", "bay", "container", "road") == 0
    assert changes("hill", "isle", "container", "barge_sea") == 1
    assert changes("hill", "isle", "container", "river_sea") == 0  # one hull
    assert changes("hill", "isle", "container", "road_sea") == 1
    assert changes("mine", "isle", "container", "road") is None  # no way
    assert corridors.route(toy, "mine", "mine").transfers == 0


def test_one_journey_counts_once(toy: Network) -> None:
    """A lorry to the port of the same town is access by sea and main leg by road and sea."""
    found = corridors.alternatives(toy, "bay", "isle").after.by_mode
    assert (found["road_sea"].left_out, found["road_sea"].counted_as) == ("duplicate", "sea")
    assert found["road_sea"].generalised_cny > found["sea"].generalised_cny
    assert found["road_sea"].share is None
    assert found["sea"].share == Share(1.0, 1.0, 1.0)


def test_names_only_have_no_share(toy: Network) -> None:
    found = corridors.alternatives(toy, "mine", "bay").after
    tokens = [item for item in found.alternatives if item.trip.token]
    assert len(tokens) == 4
    assert all(item.left_out == "token" and item.share is None for item in tokens)
    heavy = found.by_mode["waterway"]
    assert heavy.trip.access_heavy
    assert heavy.share is not None
    total = sum(item.share.value for item in found.alternatives if item.share)
    assert total == pytest.approx(1)


def test_shares_of_the_toy_by_hand(toy: Network) -> None:
    """Two ways, 400 and 367.5 CNY of generalised cost; the toy has a scale of 4."""
    found = corridors.alternatives(toy, "mine", "bay", profile="passenger")
    assert found.reference_cny == near(367.5)
    road = found.after.by_mode["road"]
    assert road.generalised_cny == near(400)
    expected = {scale: 1 / (1 + math.exp(scale * 32.5 / 367.5)) for scale in (2, 4, 8)}
    assert road.share == Share(*(near(expected[scale]) for scale in (4, 8, 2)))


def test_confidence_and_what_is_published(real: Network) -> None:
    found = corridors.alternatives(real, "nanning", "shanghai", profile="passenger").after
    for item in found.alternatives:
        assert item.confidence == "assumed"
        assert 0 < item.published_h < item.trip.time_h


def test_nothing_is_found(toy: Network) -> None:
    found = corridors.alternatives(toy, "bay", "isle", profile="passenger")
    assert found.reference_cny is None
    assert found.after.pareto == ()
    assert {item.left_out for item in found.after.alternatives} == {"not_found"}
    assert json.loads(alternatives_json(found))["states"][0]["pareto"] == []


def test_no_change_no_difference(toy: Network) -> None:
    found = corridors.alternatives(toy, "hill", "isle", base=toy)
    assert found.base is not None
    for a, b in zip(found.base.alternatives, found.after.alternatives, strict=True):
        assert a.share == b.share
        assert found.difference(a.mode, "time_h") in (0.0, None)
    assert [p.vector for p in found.base.pareto] == [p.vector for p in found.after.pareto]


def test_a_shorter_queue_takes_from_the_others(toy: Network) -> None:
    after, _ = corridors.apply(toy, [SetLinks(where={"lock": "lk_ford"},
                                              values={"queue_ab_h": 1})])
    found = corridors.alternatives(after, "hill", "isle", base=toy)
    assert found.base is not None
    assert found.difference("barge_sea", "time_h") == near(-3)
    assert found.difference("rail_sea", "time_h") == 0
    # what the scale refers to stays that of the base, though the cheapest way got cheaper
    assert found.reference_cny == near(found.base.by_mode["river_sea"].generalised_cny)
    for mode, gains in (("barge_sea", True), ("river_sea", True), ("rail_sea", False)):
        a, b = (state.by_mode[mode].share for state in (found.base, found.after))
        assert a is not None
        assert b is not None
        assert (b.value > a.value) is gains


def test_the_reference_where_nothing_was_found_before(toy: Network) -> None:
    closed, _ = corridors.apply(toy, [corridors.Close(where={"link": "sea_lane"})])
    found = corridors.alternatives(toy, "hill", "isle", base=closed)
    assert found.base is not None
    assert all(item.share is None for item in found.base.alternatives)
    assert found.reference_cny == near(found.after.by_mode["river_sea"].generalised_cny)
    assert found.difference("river_sea", "time_h") is None


@pytest.mark.parametrize(("options", "said"), [
    ({"destination": "Mine"}, "Origin “mine” and destination “Mine” are one place"),
    ({"profile": "boxes"}, "boxes"), ({"objective": "speed"}, "speed"),
    ({"season": "flood"}, "flood"), ({"origin": "nowhere"}, "nowhere"),
    ({"divisions": 0}, "The grid of weights has 0 divisions; at least 1.")])
def test_bad_input_is_told(toy: Network, options: dict[str, object], said: str) -> None:
    given_ = {"origin": "mine", "destination": "bay", **options}
    with pytest.raises(InputError) as error:
        corridors.alternatives(toy, **given_)
    assert said in error.value.render("en")


# ---- the command -----------------------------------------------------------------------------
def run(*args: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["alternatives", *map(str, args)])
    assert done.exit_code == code, f"{done.output}{done.exception!r}"
    return done


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("alternatives")
    run("南宁", "haiphong", "--scenario", "pinglu_canal", "--out", out)
    return out


def test_the_files(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "alternatives.csv", "alternatives.json", "corridors.json", "pareto.csv"]
    rows = records((folder / "alternatives.csv").read_text(encoding="utf-8-sig"))
    assert tuple(rows[0]) == COLUMNS
    modes = families_of("container")
    assert [(row["state"], row["mode"]) for row in rows] == list(
        product(("base", "after", "difference"), modes))
    by = {(row["state"], row["mode"]): row for row in rows}
    for mode in modes:
        base, after, change = (by[state, mode] for state in ("base", "after", "difference"))
        for name in ("time_h", "cost_cny", "co2_kg", "generalised_cny", "wait_h", "lock_queue_h"):
            if base["found"] == after["found"] == "true":
                assert float(change[name]) == pytest.approx(
                    float(after[name]) - float(base[name]), abs=1e-5)
            else:
                assert change[name] == ""
    for state in ("base", "after"):
        found = [row for row in rows if row["state"] == state and row["share_illustrative"]]
        assert sum(float(row["share_illustrative"]) for row in found) == pytest.approx(1, abs=1e-5)
        for row in rows:
            if row["state"] == state and row["found"] == "true":
                assert float(row["time_h"]) == pytest.approx(
                    sum(float(row[f"{name}_h"]) for name in COMPONENTS), abs=1e-4)
                assert bool(row["share_illustrative"]) is (row["left_out"] == "")
    pareto = records((folder / "pareto.csv").read_text(encoding="utf-8-sig"))
    assert tuple(pareto[0]) == PARETO_COLUMNS
    assert {row["set"] for row in pareto} == {"supported"}
    for end in ("fastest", "cheapest", "least_co2"):
        assert {row["state"] for row in pareto if row[end] == "true"} == {"base", "after"}


def test_the_json_says_everything_and_labels_the_shares(folder: Path) -> None:
    text = (folder / "alternatives.json").read_text(encoding="utf-8")
    data = json.loads(text)
    assert [state["state"] for state in data["states"]] == ["base", "after"]
    assert data["scenario"] == "pinglu_canal"
    assert data["choice_illustrative"]["label"] == "示意 illustrative"
    assert data["choice_illustrative"]["scale"] == {"value": 6, "low": 3, "high": 12,
                                                    "confidence": "assumed"}
    assert data["pareto_grid"]["set"] == "supported"
    assert len(data["pareto_grid"]["weights_time_cost_co2"]) == 15
    legs = 0
    for state in data["states"]:
        for item in (*state["alternatives"], *state["pareto"]):
            assert item["legs"] or not item["found"]
            assert all(leg["source_id"] and leg["confidence"] for leg in item["legs"])
            legs += len(item["legs"])
    assert legs > 100
    assert {key for state in data["states"] for item in state["alternatives"] for key in item
            if "share" in key} == {"share_illustrative", "share_illustrative_low",
                                   "share_illustrative_high"}
    assert "NaN" not in text


def test_every_key_of_the_json_is_documented(folder: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "json.md").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", page))

    def keys(data: object) -> Iterator[str]:
        if isinstance(data, dict):
            for key, value in data.items():
                yield key
                if key != "components_h":
                    yield from keys(value)
        elif isinstance(data, list):
            for item in data:
                yield from keys(item)

    found = set(keys(json.loads((folder / "alternatives.json").read_text(encoding="utf-8"))))
    assert len(found) > 40
    assert sorted(found - {f"{name}_h" for name in COMPONENTS} - words) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_screen_labels_the_shares_and_the_set(lang: str) -> None:
    text = run("nanning", "guiyang", "--profile", "passenger", "--lang", lang).stdout
    if lang == "en":
        assert not CHINESE.search(text)
        assert "Shares (illustrative, no forecast)" in text
        assert "Supported Pareto paths only" in text
    else:
        assert "方式份额（示意，不是预测）" in text
        assert "只含“受支持”的互不占优路径" in text


def test_forms_on_the_screen_are_the_files(tmp_path: Path) -> None:
    ask = ("nanning", "guiyang", "--profile", "passenger", "--year", "2023")
    run(*ask, "--out", tmp_path)
    for form in ("csv", "json"):
        assert run(*ask, "--format", form).stdout == (
            tmp_path / f"alternatives.{form}").read_bytes().decode("utf-8-sig")
    data = json.loads((tmp_path / "alternatives.json").read_text(encoding="utf-8"))
    assert data["states"][0]["date"] == "2023-12-31"
    assert (data["states"][0]["state"], data["differences"], data["scenario"]) == (
        "network", [], None)


def test_season_and_objective_are_those_of_the_scenario(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "scenarios" / "pinglu_canal.yaml").read_text(
        encoding="utf-8")
    path = tmp_path / "dry.yaml"
    assert "season: normal" in text
    path.write_text(text.replace("season: normal", "season: low_water"), encoding="utf-8")
    ask = ("nanning", "guigang", "--profile", "bulk", "--scenario", path, "--format", "json")
    assert json.loads(run(*ask).stdout)["season"] == "low_water"
    assert json.loads(run(*ask, "--season", "normal").stdout)["season"] == "normal"


def test_a_date_beside_a_scenario_is_refused() -> None:
    done = run("nanning", "guiyang", "--scenario", "pinglu_canal", "--year", "2024", code=2)
    assert "错误" in done.stderr


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_cut_at_any_width(toy: Network, lang: str, width: int) -> None:
    after, _ = corridors.apply(toy, [SetLinks(where={"lock": "lk_ford"},
                                              values={"queue_ab_h": 1})])
    found = corridors.alternatives(after, "hill", "isle", base=toy)
    told = {"base": "B", "after": "A"}

    def shown(columns: int) -> str:
        stream = io.StringIO()
        print_alternatives(Console(file=stream, width=columns, highlight=False), found, told, lang)
        return stream.getvalue()

    text = shown(width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert "…" not in text

    def figures(page: str) -> list[str]:
        cells = re.findall(r"[\d.,]+ → [\d.,]+ \([−+][\d.,]+\)", page)
        return sorted(cells)

    assert len(figures(text)) >= 4
    assert figures(text) == figures(shown(400))
