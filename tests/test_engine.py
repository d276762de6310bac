"""Engines of shortest paths: by hand, against two other opinions, and the laws that both obey."""

from __future__ import annotations

import math
import pickle
from functools import cache
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.engine import cch, order
from corridors.engine import dijkstra as search
from corridors.engine.cch import Contraction
from corridors.engine.compiled import PLAIN, Kernels, compiled
from corridors.engine.dijkstra import Dijkstra
from corridors.engine.fast import FastContraction
from corridors.engine.hierarchy import ARRAYS, Hierarchy
from corridors.engine.model import ROUNDING_H, Engine, Topology, Weighted
from corridors.errors import InputError
from corridors.ground.load import load_ground

INF = math.inf
ENGINES = ("dijkstra", "contraction", "fast", "loops")
"""fast: the hierarchy on compiled loops; loops: on the same loops, not compiled."""

law = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def engine(name: str, topology: Topology) -> Engine:
    if name == "dijkstra":
        return Dijkstra(topology)
    order = Hierarchy.of(topology)
    if name == "contraction":
        return Contraction(order)
    return FastContraction(order, numba_loops() if name == "fast" else PLAIN)


@cache
def numba_loops() -> Kernels:
    pytest.importorskip("numba")
    found = compiled()
    assert found is not None
    return found


def weighted(name: str, size: int, arcs: list[tuple[int, int, float]]) -> Weighted:
    """Engine with weights set, from rows of start, end, hours."""
    topology = Topology(size, [a for a, _, _ in arcs], [b for _, b, _ in arcs])
    return engine(name, topology).set_weights(np.array([w for *_, w in arcs], float))


def same(found: Any, wanted: Any) -> None:
    """Equal to the stated rounding; the unreachable is unreachable in both."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    assert found.shape == wanted.shape
    assert np.array_equal(np.isinf(found), np.isinf(wanted))
    reached = np.isfinite(wanted)
    assert np.abs(found[reached] - wanted[reached]).max(initial=0.0) <= ROUNDING_H


def refused(name: str, call: Any) -> str:
    """What an engine answers in English when it refuses."""
    with pytest.raises(InputError) as caught:
        call(engine(name, Topology(3, [0, 1], [1, 2])))
    assert caught.value.render("zh")
    return caught.value.render("en")


# ---- by hand
#       0 --1-- 1 --1-- 2        and one way 2 --0.5--> 4, 4 --0.25--> 0; node 5 on its own
#        \------5------/|
#               3 --0---'
TOY = [(0, 1, 1.0), (1, 0, 1.0), (1, 2, 1.0), (2, 1, 1.0), (0, 2, 5.0), (2, 0, 5.0),
       (2, 3, 0.0), (3, 2, 0.0), (2, 4, 0.5), (4, 0, 0.25)]
TOY_HOURS = [[0, 1, 2, 2, 2.5, INF],
             [1, 0, 1, 1, 1.5, INF],
             [0.75, 1, 0, 0, 0.5, INF],
             [0.75, 1, 0, 0, 0.5, INF],
             [0.25, 1.25, 2.25, 2.25, 0, INF],
             [INF, INF, INF, INF, INF, 0]]


@pytest.mark.parametrize("name", ENGINES)
class TestByHand:
    def test_all_pairs_of_the_toy(self, name: str) -> None:
        ways = weighted(name, 6, TOY)
        same(ways.matrix(range(6), range(6)), TOY_HOURS)
        for origin in range(6):
            same(ways.tree(origin), TOY_HOURS[origin])

    def test_rows_and_columns_as_asked(self, name: str) -> None:
        """In the order asked, and as often."""
        ways = weighted(name, 6, TOY)
        same(ways.matrix([4, 0, 4], [3, 5, 0, 3]),
             [[2.25, INF, 0.25, 2.25], [2, INF, 0, 2], [2.25, INF, 0.25, 2.25]])

    def test_a_limit_keeps_what_lies_on_it(self, name: str) -> None:
        ways = weighted(name, 6, TOY)
        same(ways.matrix([0], range(6), limit=2.0), [[0, 1, 2, 2, INF, INF]])
        same(ways.tree(0, limit=1.5), [0, 1, INF, INF, INF, INF])

    def test_of_parallel_arcs_the_least_counts(self, name: str) -> None:
        """SciPy's own matrices would add them up."""
        same(weighted(name, 2, [(0, 1, 3.0), (0, 1, 2.0), (0, 1, 9.0)]).matrix([0, 1], [1]),
             [[2], [0]])

    def test_a_closed_arc_is_no_way(self, name: str) -> None:
        same(weighted(name, 3, [(0, 1, 1.0), (1, 2, INF), (0, 2, INF)]).tree(0), [0, 1, INF])

    def test_a_closed_arc_beside_an_open_one(self, name: str) -> None:
        same(weighted(name, 2, [(0, 1, INF), (0, 1, 2.0)]).tree(0), [0, 2])

    def test_an_arc_of_no_length_is_a_way(self, name: str) -> None:
        """A stored zero of a sparse matrix is an edge, not a gap."""
        same(weighted(name, 3, [(0, 1, 0.0), (1, 2, 0.0)]).tree(0), [0, 0, 0])

    def test_loops_never_matter(self, name: str) -> None:
        same(weighted(name, 2, [(0, 0, 0.0), (0, 1, 1.0), (1, 1, 7.0)]).matrix([0, 1], [0, 1]),
             [[0, 1], [INF, 0]])

    def test_one_way_only(self, name: str) -> None:
        ring = [(node, (node + 1) % 5, 1.0) for node in range(5)]
        same(weighted(name, 5, ring).matrix([0], range(5)), [[0, 1, 2, 3, 4]])

    def test_a_single_node(self, name: str) -> None:
        ways = weighted(name, 1, [])
        same(ways.matrix([0], [0]), [[0]])
        same(ways.tree(0), [0])
        assert ways.paths([0], [0]).offsets.tolist() == [0, 0]

    def test_nothing_at_all(self, name: str) -> None:
        ways = weighted(name, 0, [])
        assert ways.matrix([], []).shape == (0, 0)
        assert ways.paths([], []).offsets.tolist() == [0]

    def test_no_origins_or_no_targets(self, name: str) -> None:
        ways = weighted(name, 6, TOY)
        assert ways.matrix([], [1, 2]).shape == (0, 2)
        assert ways.matrix([1, 2], []).shape == (2, 0)
        assert len(list(ways.paths([1, 2], []))) == 0

    def test_paths_as_arcs(self, name: str) -> None:
        paths = weighted(name, 6, TOY).paths([0, 3], [4, 1, 5, 3])
        assert [path.tolist() for path in paths] == [
            [0, 2, 8], [0], [], [0, 2, 6],
            [7, 8], [7, 3], [], []]

    def test_the_before_stays(self, name: str) -> None:
        """Weights are set on a new object; the old one, and the caller's array, are left alone."""
        hours = np.array([1.0, 1.0])
        road = engine(name, Topology(3, [0, 1], [1, 2]))
        base = road.set_weights(hours)
        after = road.set_weights(hours / 2)
        hours[:] = 99.0
        same(base.tree(0), [0, 1, 2])
        same(after.tree(0), [0, 0.5, 1])

    def test_whole_numbers_as_weights(self, name: str) -> None:
        same(engine(name, Topology(2, [0], [1])).set_weights([3]).tree(0), [0, 3])

    def test_it_travels_to_another_process(self, name: str) -> None:
        ways = pickle.loads(pickle.dumps(weighted(name, 6, TOY)))
        same(ways.matrix(range(6), range(6)), TOY_HOURS)


# ---- ties
DIAMOND = [(0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (2, 3, 1.0)]


class TestTiesOfSearch:
    def test_the_arc_of_least_index_wins(self) -> None:
        for rows, wanted in (([0, 1, 2, 3], [0, 2]), ([1, 3, 0, 2], [0, 1])):
            ways = weighted("dijkstra", 4, [DIAMOND[arc] for arc in rows])
            assert ways.paths([0], [3]).arcs.tolist() == wanted

    def test_the_numbers_of_nodes_do_not_matter(self) -> None:
        for seed in range(6):
            call = np.random.default_rng(seed).permutation(4).tolist()
            ways = weighted("dijkstra", 4, [(call[a], call[b], w) for a, b, w in DIAMOND])
            assert ways.paths([call[0]], [call[3]]).arcs.tolist() == [0, 2]


@pytest.mark.parametrize("name", ENGINES)
class TestTies:
    def test_one_of_the_best_and_always_the_same(self, name: str) -> None:
        found = {tuple(weighted(name, 4, DIAMOND).paths([0], [3]).arcs.tolist()) for _ in range(3)}
        assert len(found) == 1
        assert found < {(0, 2), (1, 3)}

    def test_of_parallel_arcs_the_first_of_the_least(self, name: str) -> None:
        ways = weighted(name, 2, [(0, 1, 2.0), (0, 1, 1.0), (0, 1, 1.0)])
        assert ways.paths([0], [1]).arcs.tolist() == [1]

    def test_arcs_of_no_length_do_not_circle(self, name: str) -> None:
        """1 and 2 are joined by zeros both ways: walked backwards, that must end."""
        arcs = [(2, 1, 0.0), (1, 2, 0.0), (0, 1, 1.0), (2, 3, 0.0), (3, 1, 0.0), (1, 1, 0.0)]
        paths = weighted(name, 4, arcs).paths([0], [1, 2, 3])
        assert [path.tolist() for path in paths] == [[2], [2, 1], [2, 1, 3]]
        from_two = weighted(name, 4, arcs).paths([2], [1, 3])
        assert [path.tolist() for path in from_two] == [[0], [3]]


# ---- two other opinions
@st.composite
def networks(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, float]]]:
    """Small networks with everything that may go wrong: loops, parallels, zeros, closed arcs."""
    size = draw(st.integers(1, 14))
    node = st.integers(0, size - 1)
    hours = st.one_of(st.sampled_from([0.0, 1.0, 2.0, INF]), st.floats(0.0, 300.0))
    arcs = draw(st.lists(st.tuples(node, node, hours), max_size=45))
    if draw(st.booleans()):
        arcs += [(b, a, w) for a, b, w in arcs]
    return size, arcs


def by_scipy(size: int, arcs: list[tuple[int, int, float]]) -> np.ndarray:
    least: dict[tuple[int, int], float] = {}
    for a, b, w in arcs:
        if w < INF:
            least[a, b] = min(w, least.get((a, b), INF))
    rows, columns = zip(*least, strict=True) if least else ((), ())
    return dijkstra(csr_array((list(least.values()), (rows, columns)), shape=(size, size)))


def by_networkx(size: int, arcs: list[tuple[int, int, float]]) -> np.ndarray:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from((a, b, w) for a, b, w in arcs if w < INF)
    out = np.full((size, size), INF)
    for origin, reached in nx.all_pairs_dijkstra_path_length(graph):
        for target, hours in reached.items():
            out[origin, target] = hours
    return out


@pytest.mark.parametrize("name", ENGINES)
@law
@given(network=networks())
def test_other_libraries_agree(name: str, network: tuple[int, Any]) -> None:
    size, arcs = network
    ways = weighted(name, size, arcs)
    wanted = by_scipy(size, arcs)
    same(wanted, by_networkx(size, arcs))
    same(ways.matrix(range(size), range(size)), wanted)
    same([ways.tree(origin) for origin in range(size)], wanted)


@pytest.mark.parametrize("name", ENGINES)
@law
@given(network=networks())
def test_paths_are_walks_as_long_as_the_matrix_says(name: str, network: tuple[int, Any]) -> None:
    size, arcs = network
    ways = weighted(name, size, arcs)
    hours = ways.matrix(range(size), range(size)).reshape(-1)
    for pair, path in enumerate(ways.paths(range(size), range(size))):
        at, total = pair // size, 0.0
        for arc in path.tolist():
            assert arcs[arc][0] == at
            at, total = arcs[arc][1], total + arcs[arc][2]
        if len(path):
            assert len({arcs[arc][0] for arc in path} | {at}) == len(path) + 1  # no node twice
            assert at == pair % size
            assert total == pytest.approx(hours[pair], abs=ROUNDING_H)
        else:
            assert pair // size == pair % size or hours[pair] == INF


# ---- laws
@pytest.mark.parametrize("name", ENGINES)
@law
@given(network=networks(), which=st.integers(0, 100), share=st.floats(0.0, 1.0))
def test_closing_never_shortens_and_speeding_never_lengthens(
        name: str, network: tuple[int, Any], which: int, share: float) -> None:
    size, arcs = network
    if not arcs:
        return
    topology = Topology(size, [a for a, _, _ in arcs], [b for _, b, _ in arcs])
    roads = engine(name, topology)
    hours = np.array([w for *_, w in arcs])
    every = range(size)
    base = roads.set_weights(hours).matrix(every, every)
    arc = which % len(arcs)
    closed, faster = hours.copy(), hours.copy()
    closed[arc] = INF
    faster[arc] = 0.0 if share == 0 or hours[arc] == INF else hours[arc] * share
    assert (roads.set_weights(closed).matrix(every, every) >= base - ROUNDING_H).all()
    assert (roads.set_weights(faster).matrix(every, every) <= base + ROUNDING_H).all()


@law
@given(network=networks())
def test_a_stored_hierarchy_is_the_same_hierarchy(network: tuple[int, Any]) -> None:
    size, arcs = network
    topology = Topology(size, [a for a, _, _ in arcs], [b for _, b, _ in arcs])
    built = Hierarchy.of(topology)
    data = built.to_bytes()
    read = Hierarchy.from_bytes(data, topology)
    assert all(np.array_equal(getattr(read, part), getattr(built, part)) for part in ARRAYS)
    assert read.to_bytes() == data == Hierarchy.of(topology).to_bytes()


@law
@given(network=networks())
def test_the_hierarchy_is_what_it_claims_to_be(network: tuple[int, Any]) -> None:
    """Ancestors only, the nearest first; every two ancestors of an edge's node are joined."""
    size, arcs = network
    made = Hierarchy.of(Topology(size, [a for a, _, _ in arcs], [b for _, b, _ in arcs]))
    assert sorted(made.place.tolist()) == list(range(size))
    joined = {(low, int(made.upper[edge])) for low in range(size)
              for edge in range(made.first[low], made.first[low + 1])}
    above = {low: [high for a, high in sorted(joined, reverse=True) if a == low]
             for low in range(size)}
    for low, highs in above.items():
        assert highs == [int(made.upper[edge])
                         for edge in range(made.first[low], made.first[low + 1])]
        assert all(made.depth[low] > made.depth[high] for high in highs)
        assert all(made.before[high] <= made.before[low] < made.before[high] + made.span[high]
                   for high in highs)
        assert all((a, b) in joined for i, a in enumerate(highs) for b in highs[i + 1:])
    assert made.triangles == sum(len(h) * (len(h) - 1) // 2 for h in above.values())


# ---- the roads on the ground
@cache
def roads() -> tuple[Topology, np.ndarray]:
    """Both ways of every road of the data package, and hours at 60 km/h."""
    ground = load_ground("roads")
    there, back = ground.ends[:, 0], ground.ends[:, 1]
    return (Topology(len(ground.points), np.append(there, back), np.append(back, there)),
            np.append(ground.km, ground.km) / 60)


@cache
def roads_in_order() -> Hierarchy:
    return Hierarchy.of(roads()[0])


@pytest.mark.parametrize("kind", ["plain", "perturbed", "broken"])
def test_both_engines_agree_on_the_ground(kind: str) -> None:
    topology, hours = roads()
    rng = np.random.default_rng(7)
    if kind != "plain":  # each way its own weight
        hours = hours * rng.uniform(0.7, 1.5, topology.arcs)
    if kind == "broken":
        hours = np.where(rng.random(topology.arcs) < 0.2, INF, hours)
        hours[rng.choice(topology.arcs, 500, replace=False)] = 0.0
    origins, targets = rng.choice(topology.size, 12), rng.choice(topology.size, 600)
    reference = Dijkstra(topology).set_weights(hours)
    ordered = Contraction(roads_in_order()).set_weights(hours)
    assert (ordered.up is ordered.down) is (kind == "plain")
    wanted = reference.matrix(origins, targets)
    assert np.isfinite(wanted).mean() > (0.2 if kind == "broken" else 0.8)
    same(ordered.matrix(origins, targets), wanted)
    same(ordered.tree(int(origins[0])), reference.tree(int(origins[0])))
    limit = float(np.median(wanted[np.isfinite(wanted)])) + 1e-6
    same(ordered.matrix(origins, targets, limit=limit),
         reference.matrix(origins, targets, limit=limit))
    some = targets[:40]
    one, other = (ways.paths(origins[:3], some) for ways in (reference, ordered))
    if kind == "perturbed":  # no two ways are equally good
        assert np.array_equal(one.arcs, other.arcs)
    for paths in (one, other):
        same(np.where(np.isinf(wanted[:3, :40]), INF, paths.sums(hours).reshape(3, 40)),
             wanted[:3, :40])
        inner = np.setdiff1d(np.arange(1, len(paths.arcs)), paths.offsets)
        assert (topology.tail[paths.arcs[inner]] == topology.head[paths.arcs[inner - 1]]).all()


def test_the_order_of_the_ground_is_stored_and_read() -> None:
    topology, hours = roads()
    data = roads_in_order().to_bytes()
    read = Contraction(Hierarchy.from_bytes(data, topology)).set_weights(hours)
    built = Contraction(roads_in_order()).set_weights(hours)
    assert read.tree(3).tobytes() == built.tree(3).tobytes()
    assert read.engine.hierarchy.to_bytes() == data


def test_a_long_chain_keeps_its_shortcuts() -> None:
    """What a sparse factor leaves of a fill over 4,000 nodes must not vanish."""
    size = 4000
    chain = np.arange(size - 1)
    topology = Topology(size, np.append(chain, size - 1), np.append(chain + 1, 0))
    ways = Contraction(Hierarchy.of(topology)).set_weights(np.ones(size))
    same(ways.matrix([0, 3999], [3999, 0, 1]), [[3999, 0, 1], [0, 1, 2]])


# ---- a topology is its content
def test_a_topology_is_equal_by_content() -> None:
    one, other = Topology(3, [0, 1], [1, 2]), Topology(3, np.array([0, 1]), [1, 2])
    assert one == other
    assert len({one, other, Topology(4, [0, 1], [1, 2]), Topology(3, [1, 0], [2, 1])}) == 3
    with pytest.raises(ValueError, match="read-only"):
        one.tail[0] = 2


# ---- bad input
@pytest.mark.parametrize("name", ENGINES)
class TestBadInput:
    def test_weights(self, name: str) -> None:
        assert refused(name, lambda e: e.set_weights([1.0])) == (
            "Weights must be a flat array of numbers, one for each arc: 2 wanted, "
            "found float64 (1,).")
        assert refused(name, lambda e: e.set_weights([1.0, -0.5])) == (
            "The weight of arc 1 is -0.5; weights are zero or more, infinite where an arc is "
            "closed (1 entries are wrong).")
        assert "arc 0 is nan" in refused(name, lambda e: e.set_weights([math.nan, -1.0]))
        assert "(2 entries" in refused(name, lambda e: e.set_weights([math.nan, -1.0]))
        assert "arc 1 is -inf" in refused(name, lambda e: e.set_weights([1.0, -INF]))
        assert "<U1" in refused(name, lambda e: e.set_weights(["1", "2"]))

    @pytest.mark.parametrize("ask", ["matrix", "paths"])
    def test_nodes(self, name: str, ask: str) -> None:
        def answer(origins: Any, targets: Any) -> str:
            return refused(name, lambda e: getattr(e.set_weights([1, 1]), ask)(origins, targets))
        assert answer([0, 3], [1]) == (
            "Entry 1 of the origins is node 3; nodes are whole numbers from 0 to 2 "
            "(1 entries are wrong).")
        assert "targets is node -1" in answer([0], [-1])
        assert "found float64 (1,)" in answer([0.5], [1])
        assert "found int64 (1, 1)" in answer([[0]], [1])

    def test_origin_and_limit(self, name: str) -> None:
        assert "is node 7" in refused(name, lambda e: e.set_weights([1, 1]).tree(7))
        assert refused(name, lambda e: e.set_weights([1, 1]).tree(0, limit=-1)) == (
            "The limit is -1; it must be zero or more.")
        assert "nan" in refused(
            name, lambda e: e.set_weights([1, 1]).matrix([0], [1], limit=math.nan))


@pytest.mark.parametrize(("arrays", "text"), [
    ((2, [0], [2]), "Entry 0 of the ends of arcs is node 2"),
    ((2, [0, -1], [1, 1]), "Entry 1 of the starts of arcs is node -1"),
    ((0, [0], [0]), "the network has no nodes"),
    ((2, [0, 1], [1]), "equally long: found (2,) and (1,)"),
    ((-1, [], []), "The number of nodes is -1"),
])
def test_a_broken_topology(arrays: tuple[int, Any, Any], text: str) -> None:
    with pytest.raises(InputError) as caught:
        Topology(*arrays)
    assert text in caught.value.render("en")


@pytest.mark.parametrize("spoil", [
    lambda data: data[:-100], lambda data: b"", lambda data: b"not an archive",
    lambda data: data[:300] + bytes(8) + data[308:],
    lambda data: data.replace(b"format", b"fxrmat"),
])
def test_a_broken_store_is_refused(spoil: Any) -> None:
    topology = Topology(6, [a for a, _, _ in TOY], [b for _, b, _ in TOY])
    with pytest.raises(InputError, match="收缩层次"):
        Hierarchy.from_bytes(spoil(Hierarchy.of(topology).to_bytes()), topology)


def test_a_store_of_another_network_is_refused() -> None:
    data = Hierarchy.of(Topology(3, [0, 1], [1, 2])).to_bytes()
    with pytest.raises(InputError):
        Hierarchy.from_bytes(data, Topology(3, [0, 1], [1, 0]))


# ---- work in batches
def test_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the last bit: an entry does not depend on what else is asked for."""
    topology, hours = roads()
    rng = np.random.default_rng(3)
    hours = hours * rng.uniform(0.7, 1.5, topology.arcs)
    origins, targets = rng.choice(topology.size, 9), rng.choice(topology.size, 80)
    ordered = Contraction(roads_in_order()).set_weights(hours)
    reference = Dijkstra(topology).set_weights(hours)
    for ways in (ordered, reference):
        whole = ways.matrix(origins, targets)
        assert np.array_equal(ways.matrix(origins[2:5], targets[::7]), whole[2:5, ::7])
        monkeypatch.setattr(cch, "BATCH_ENDS", 7)
        monkeypatch.setattr(search, "BATCH_CELLS", 4 * topology.size)
        assert np.array_equal(ways.matrix(origins, targets), whole)
        monkeypatch.undo()


def test_triangles_in_batches_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    topology = Topology(200, rng.integers(0, 200, 600), rng.integers(0, 200, 600))
    whole = Hierarchy.of(topology).to_bytes()
    monkeypatch.setattr(order, "BATCH_TRIANGLES", 50)
    assert Hierarchy.of(topology).to_bytes() == whole


def test_shortcuts_that_the_solver_leaves_out_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers must not hang on how a sparse solver stores its zeros."""
    rng = np.random.default_rng(2)
    topology = Topology(60, rng.integers(0, 60, 90), rng.integers(0, 60, 90))
    hours = rng.uniform(0, 9, 90)
    contracted = order._contracted

    def forgetful(*args: Any) -> Any:
        rank, pattern = contracted(*args)
        return rank, pattern[::5]
    monkeypatch.setattr(order, "_contracted", forgetful)
    same(Contraction(Hierarchy.of(topology)).set_weights(hours).matrix(range(60), range(60)),
         Dijkstra(topology).set_weights(hours).matrix(range(60), range(60)))
