"""Tables without trips say what the trips say, and smaller graphs what the whole ones say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

import corridors
from corridors.analysis.twostates import both_tables, touched_families
from corridors.families import FAMILIES, OBJECTIVES, PROFILES, families_of
from corridors.network.kept import kept
from corridors.network.model import Network
from corridors.places import expand
from corridors.routing.contract import Chains, Core
from corridors.routing.graph import Services, VirtualGraph
from corridors.routing.impedance import Impedance
from corridors.routing.prune import ways_between
from corridors.routing.shapes import shape_of
from corridors.routing.ships import loadings, weights
from corridors.routing.skims import least_of_families, solve_families
from corridors.routing.skimtables import MEASURES, SkimTables, skim_tables
from corridors.routing.virtual import build

near = pytest.approx


def distances(tail: np.ndarray, head: np.ndarray, weight: np.ndarray, size: int,
              starts: list[int]) -> np.ndarray:
    """Plain Dijkstra, the lightest of parallel arcs by sorting them first."""
    order = np.lexsort((weight, head, tail))
    first = np.diff(tail[order] * size + head[order], prepend=-1) != 0
    at = order[first]
    at = at[np.isfinite(weight[at])]
    # a weight of nothing would be no arc at all to a sparse matrix made of sums
    matrix = coo_array((weight[at], (tail[at], head[at])), shape=(size, size)).tocsr()
    found: np.ndarray = dijkstra(matrix, indices=starts)
    return found


def same_as_trips(network: Network, tables: SkimTables, objective: str, season: str) -> int:
    """Compare tables with trips; how many ways were found."""
    solved = solve_families(network, tables.origins, tables.destinations, profile=tables.profile,
                            families=tables.tables, objective=objective, season=season)
    count = 0
    for mode, table in tables.tables.items():
        for i, start in enumerate(tables.origins):
            for j, end in enumerate(tables.destinations):
                trip = solved[mode].get((start, end))
                assert bool(table.found[i, j]) == (trip is not None and trip.found)
                if trip is None or not trip.found:
                    assert all(np.isnan(table.values[name][i, j]) for name in MEASURES)
                    continue
                count += 1
                assert bool(table.token[i, j]) == trip.token, (mode, start, end)
                for name in MEASURES:
                    assert table.values[name][i, j] == near(trip.measure(name), rel=1e-9), (
                        mode, name, start, end)
    return count


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_tables_of_the_toy_are_those_of_its_trips(toy: Network, profile: str,
                                                  objective: str) -> None:
    places = [str(key) for key in toy.places["id"]]
    for season in ("normal", "low_water"):
        tables = skim_tables(toy, places, places, profile=profile, families=families_of(profile),
                             objective=objective, season=season)
        assert same_as_trips(toy, tables, objective, season) > 5


@pytest.mark.parametrize(("profile", "objective", "season"), [
    ("container", "generalised", "low_water"), ("container", "time", "normal"),
    ("bulk", "generalised", "normal"), ("bulk", "co2", "low_water"),
    ("passenger", "generalised", "normal"), ("express", "cost", "normal"),
    ("cold_chain", "generalised", "normal")])
def test_tables_of_the_real_network_are_those_of_its_trips(
        real: Network, profile: str, objective: str, season: str) -> None:
    origins = ["nanning", "liuzhou", "guigang", "wuzhou"]
    ends = [*expand(real, ["yangtze"])[::6], "guangzhou", "nanning"]
    tables = skim_tables(real, origins, ends, profile=profile, families=families_of(profile),
                         objective=objective, season=season)
    assert same_as_trips(real, tables, objective, season) > 40
    i, j = tables.origins.index("nanning"), tables.destinations.index("nanning")
    assert not any(table.found[i, j] for table in tables.tables.values())


@pytest.mark.parametrize(("profile", "mode"), [
    ("container", "rail_water"), ("container", "river_sea"), ("bulk", "barge_sea"),
    ("bulk", "waterway"), ("container", "road_sea"), ("passenger", "rail")])
def test_the_least_is_that_of_plain_dijkstra_on_the_whole_graph(real: Network, profile: str,
                                                               mode: str) -> None:
    origins, ends = ["guigang", "nanning", "wuzhou"], ["guangzhou", "shanghai", "wuhan"]
    graph = build(Services.of(Impedance(real, profile, season="low_water")), FAMILIES[mode],
                  origins, ends)
    arrays, starts = graph.arrays, list(graph.origins.values())
    found = np.min([distances(arrays.tail, arrays.head, np.maximum(one, 1e-300), arrays.size,
                              starts)[:, list(graph.destinations.values())]
                    for one in weights(graph, loadings(graph))], axis=0)
    quick = least_of_families(real, origins, ends, profile=profile, families=[mode],
                              season="low_water")[mode]
    assert np.isfinite(found).any()
    np.testing.assert_allclose(quick, found, rtol=1e-12)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    size = draw(st.integers(4, 14))
    node = st.integers(0, size - 1)
    arcs = draw(st.lists(st.tuples(node, node, st.integers(1, 64)), min_size=1, max_size=45))
    tail, head, weight = np.array(arcs, dtype=np.int64).T
    return tail, head, weight / 8, size


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_what_is_left_out_or_joined_changes_no_distance(
        graph: tuple[np.ndarray, np.ndarray, np.ndarray, int]) -> None:
    tail, head, weight, size = graph
    starts, ends = np.array([0, 1]), np.array([2, 3])
    whole = distances(tail, head, weight, size, [0, 1])[:, 2:4]

    arcs, number, count = ways_between(tail, head, size, starts, ends)
    tail, head, weight = number[tail[arcs]], number[head[arcs]], weight[arcs]
    starts, ends = number[starts], number[ends]
    pruned = distances(tail, head, weight, count, list(starts))[:, ends]
    np.testing.assert_array_equal(pruned, whole)

    fixed = np.concatenate([starts, ends])
    chains = Chains.of(tail, head, count, fixed, np.zeros(len(tail), dtype=bool))
    joined = chains.sums(weight)
    np.testing.assert_array_equal(
        distances(chains.tail, chains.head, joined, count, list(starts))[:, ends], whole)

    keys = chains.tail * count + chains.head
    alone, at = np.unique(keys, return_inverse=True)
    both = np.full((2, len(alone)), np.inf)
    np.minimum.at(both[0], at, joined)
    both[1] = 2 * both[0]
    core = Core.of(*np.divmod(alone, count), count, fixed)
    for times, light in zip((1, 2), core.weights(both), strict=True):
        np.testing.assert_array_equal(
            distances(core.tail, core.head, light, count, list(starts))[:, ends], times * whole)


def test_both_states_share_what_no_change_reaches(real: Network) -> None:
    after, log = corridors.apply(real, [corridors.SetLinks(
        where={"lock": "lk_changzhou"}, values={"outage_share": 0.5})])
    families = ("road", "rail", "waterway", "barge_sea")
    options = {"profile": "bulk", "families": families}
    base, then = both_tables(real, after, log, ["guigang", "nanning"], ["guangzhou"], **options)
    assert touched_families(real, after, log, families) == ("waterway", "barge_sea")
    assert then.tables["rail"] is base.tables["rail"]
    alone = skim_tables(after, ["guigang", "nanning"], ["guangzhou"], **options)
    for mode in families:
        for name in MEASURES:
            np.testing.assert_array_equal(then.tables[mode].values[name],
                                          alone.tables[mode].values[name])
    waits = then.tables["waterway"].values["time_h"] - base.tables["waterway"].values["time_h"]
    assert (waits > 0).all()


def test_other_parameters_reach_every_family(real: Network) -> None:
    key = "rate.road.bulk"
    dear = replace(real, parameters=real.parameters.override(
        {key: real.parameters[key].high}))
    assert touched_families(real, dear, (), ["road", "air"]) == ("road", "air")
    same = replace(real, parameters=real.parameters.override({}))
    assert touched_families(real, same, (), ["road", "air"]) == ()


def test_what_follows_from_tables_is_forgotten_with_them(toy: Network) -> None:
    asked = []

    @kept
    def first(table: object, name: str) -> str:
        asked.append(name)
        return name

    one = toy.links.select(np.ones(len(toy.links), dtype=bool))
    for _ in range(2):
        assert first(one, "a") == "a"
    assert first(toy.links, "a") == "a"
    assert asked == ["a", "a"]
    del one
    two = toy.links.select(np.ones(len(toy.links), dtype=bool))
    assert first(two, "a") == "a"
    assert len(asked) == 3


def test_a_shape_serves_other_weights_and_no_other_graph(real: Network) -> None:
    """Draws share what does not depend on weights; another set of links is another shape."""
    def graph(network: Network, family: str = "barge_sea") -> VirtualGraph:
        return build(Services.of(Impedance(network, "bulk")), FAMILIES[family], ["nanning"],
                     ["haiphong", "shanghai"], pruned=True)

    slow = replace(real, parameters=real.parameters.override({"speed.rail.freight": 36}))
    first = shape_of(graph(real))
    assert shape_of(graph(slow)) is first
    assert shape_of(graph(real, "river_sea")) is not first
    closed, _ = corridors.apply(real, [corridors.Close(where={"lock": "lk_changzhou"})])
    assert shape_of(graph(closed)) is not first
