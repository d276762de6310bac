"""Compiled loops of the hierarchy: the same to the last bit, and never in anybody's way."""

from __future__ import annotations

import os
import pickle
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.engine import compiled as compiling
from corridors.engine import fast
from corridors.engine.cch import Contraction
from corridors.engine.compiled import PLAIN, Kernels
from corridors.engine.fast import FastContraction
from corridors.engine.hierarchy import Hierarchy
from corridors.engine.model import Topology
from corridors.ground.load import load_ground
from corridors.routing import engines
from corridors.routing.joined import Joined

pytest.importorskip("numba")
law = settings(derandomize=True, deadline=None, database=None, max_examples=60)


@cache
def loops() -> Kernels:
    found = compiling.compiled()
    assert found is not None
    return found


@cache
def roads() -> tuple[Hierarchy, np.ndarray]:
    """The roads of the data package in order, each way with hours of its own."""
    ground = load_ground("roads")
    there, back = ground.ends[:, 0], ground.ends[:, 1]
    topology = Topology(len(ground.points), np.append(there, back), np.append(back, there))
    each_way = np.random.default_rng(5).uniform(0.7, 1.5, topology.arcs)
    return Hierarchy.of(topology), np.append(ground.km, ground.km) / 60 * each_way


def identical(one: Any, other: Any, nodes: Any) -> None:
    """Every answer of two weighted engines is the same, bit by bit."""
    assert np.array_equal(one.up, other.up)
    assert np.array_equal(one.down, other.down)
    assert np.array_equal(one.matrix(nodes, nodes), other.matrix(nodes, nodes))
    assert np.array_equal(one.tree(int(nodes[0])), other.tree(int(nodes[0])))
    first, second = one.paths(nodes, nodes), other.paths(nodes, nodes)
    assert np.array_equal(first.arcs, second.arcs)
    assert np.array_equal(first.offsets, second.offsets)


# ---- the same to the last bit
@pytest.mark.parametrize("kind", ["plain", "closed", "zeros"])
def test_the_ground_to_the_last_bit(kind: str) -> None:
    order, hours = roads()
    rng = np.random.default_rng(11)
    if kind == "closed":
        hours = np.where(rng.random(len(hours)) < 0.2, np.inf, hours)
    if kind == "zeros":
        hours = np.where(rng.random(len(hours)) < 0.01, 0.0, hours)
    nodes = rng.choice(order.topology.size, 40)
    identical(FastContraction(order, loops()).set_weights(hours),
              Contraction(order).set_weights(hours), nodes)


def test_more_ends_than_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    order, hours = roads()
    ways = FastContraction(order, loops()).set_weights(hours)
    nodes = np.random.default_rng(2).choice(order.topology.size, 60)
    whole = ways.matrix(nodes, nodes)
    monkeypatch.setattr(fast, "BATCH_ENDS", 7)
    assert np.array_equal(ways.matrix(nodes, nodes), whole)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Topology, list[list[float]]]:
    """A small network, and weights that are set on it one after the other."""
    size = draw(st.integers(2, 9))
    node = st.integers(0, size - 1)
    arcs = draw(st.lists(st.tuples(node, node), min_size=1, max_size=25))
    hours = st.one_of(st.sampled_from([0.0, 1.0, 2.0, np.inf]), st.floats(0.0, 9.0))
    weights = [draw(st.lists(hours, min_size=len(arcs), max_size=len(arcs)))]
    for _ in range(draw(st.integers(1, 4))):
        changed = list(weights[-1])
        for arc in draw(st.lists(st.integers(0, len(arcs) - 1), max_size=4)):
            changed[arc] = draw(hours)
        weights.append(changed)
    return Topology(size, [a for a, _ in arcs], [b for _, b in arcs]), weights


@law
@given(history=histories())
def test_weights_after_weights_are_as_if_set_alone(
        history: tuple[Topology, list[list[float]]]) -> None:
    """Only what changed is worked out again: slower, quicker, closed, opened, in any order."""
    topology, weights = history
    order = Hierarchy.of(topology)
    every = np.arange(topology.size)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "FEW_ARCS", 1.0)
        patch.setattr(fast, "FEW_TRIANGLES", 1000.0)
        engine = FastContraction(order, loops())
        for hours in weights:
            identical(engine.set_weights(hours), Contraction(order).set_weights(hours), every)


@pytest.mark.parametrize("factor", [0.6, 1.7, np.inf])
def test_few_changes_on_the_ground(factor: float) -> None:
    order, hours = roads()
    changed = hours.copy()
    changed[np.random.default_rng(3).choice(len(hours), 50, replace=False)] *= factor
    whole_runs = []

    def customise(*arrays: Any) -> None:
        whole_runs.append(1)
        loops().customise(*arrays)
    engine = FastContraction(order, replace(loops(), customise=customise))
    base = engine.set_weights(hours)
    whole = Contraction(order).set_weights(changed)
    after = engine.set_weights(changed)
    assert len(whole_runs) == 1  # for the base
    assert np.array_equal(after.up, whole.up)
    assert np.array_equal(after.down, whole.down)
    assert not np.array_equal(after.up, base.up)


def test_giving_up_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too much hangs on what changed, all is worked out again, and the old stays."""
    order, hours = roads()
    engine = FastContraction(order, loops())
    base = engine.set_weights(hours)
    before = base.ways.copy()
    monkeypatch.setattr(fast, "FEW_TRIANGLES", 1e-6)
    changed = hours.copy()
    changed[:100] = np.inf
    after, whole = engine.set_weights(changed), Contraction(order).set_weights(changed)
    assert np.array_equal(after.up, whole.up)
    assert np.array_equal(base.ways, before)


# ---- threads, processes, runs
def test_threads_do_not_disturb_one_another() -> None:
    order, hours = roads()
    engine = FastContraction(order, loops())
    nodes = np.random.default_rng(4).choice(order.topology.size, 30)
    factors = [1.0, 0.5, 2.0, 1.25] * 3

    def ask(factor: float) -> np.ndarray:
        return engine.set_weights(hours * factor).matrix(nodes, nodes)

    alone = [ask(factor) for factor in factors]
    with ThreadPoolExecutor(4) as pool:
        for one, other in zip(alone, pool.map(ask, factors), strict=True):
            assert np.array_equal(one, other)


def test_the_engine_travels_to_another_process() -> None:
    order = Hierarchy.of(Topology(3, [0, 1, 0], [1, 2, 2]))
    for kernels in (PLAIN, loops()):
        engine = FastContraction(order, kernels)
        engine.set_weights([1, 1, 5])
        again = pickle.loads(pickle.dumps(engine))
        assert again.kernels == kernels
        assert again.set_weights([1, 1, 5]).matrix([0], [2]).tolist() == [[2.0]]


# ---- never in the way
@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing compiled yet, as in a process that has just begun; put back afterwards."""
    before = compiling.compiled()
    compiling._compiled.cache_clear()
    yield
    compiling._compiled.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "_compile", lambda _: before)
        compiling.compiled()


@pytest.mark.usefixtures("fresh")
class TestWithoutNumba:
    def test_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "numba", None)
        assert not compiling.is_installed()
        assert compiling.compiled() is None

    def test_not_working(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A broken Numba, or a processor it does not know, is like none."""
        tried = []

        def broken(folder: Path | None) -> Kernels:
            tried.append(folder is None)
            raise RuntimeError("no such processor")
        monkeypatch.setattr(compiling, "_compile", broken)
        assert compiling.compiled() is None
        assert tried == [False, True]

    @pytest.mark.parametrize("where", ["off", "a file", "read only"])
    def test_nowhere_to_keep_compiled_code(self, where: str, tmp_path: Path,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
        folder = tmp_path / "cache"
        if where == "a file":
            folder.write_text("in the way", encoding="ascii")
        if where == "read only":
            folder.mkdir()
            folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
            if os.access(folder, os.W_OK):
                pytest.skip("this user may write everywhere")
        monkeypatch.setenv("CORRIDORS_CACHE", where if where == "off" else str(folder))
        seen = []
        monkeypatch.setattr(compiling, "_compile", lambda path: seen.append(path) or PLAIN)
        assert compiling.compiled() is PLAIN
        assert seen == [None]
        assert not compiling.is_ready() or compiling._compiled.cache_info().currsize

    def test_a_cache_that_fails_half_way(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A full disk shows when compiled code is written: then it is compiled for this run."""
        def full(folder: Path | None) -> Kernels:
            if folder:
                raise OSError("no space left on device")
            return PLAIN
        monkeypatch.setattr(compiling, "_compile", full)
        assert compiling.compiled() is PLAIN


def test_compiled_code_is_kept_in_the_users_cache() -> None:
    loops()
    assert compiling.is_ready()
    folder = Path(os.environ["CORRIDORS_CACHE"]) / "compiled"
    assert len(list(folder.glob("*/kernels.*.nbi"))) == len(compiling.SIGNATURES)
    assert not list(Path(compiling.__file__).parent.glob("__pycache__/kernels.*.nb?"))


# ---- chosen when it pays
@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ask a small network some number of times; names of the engines."""
    monkeypatch.setattr(engines, "_questions", count(1))
    roads = engines_roads()

    def ask(times: int) -> list[str]:
        return [type(engines.engine_for(roads, 50)).__name__ for _ in range(times)]
    return ask


def engines_roads() -> Joined:
    empty, one = np.empty(0), np.ones(1)
    words = np.empty(0, dtype="<U1")
    return Joined(
        points=np.zeros((2, 2)), spot_ids=words, spot_node=np.empty(0, np.int32),
        edge=np.empty(0, np.int32), part=empty, away_km=empty.copy(), node_ids=words.copy(),
        link_ids=words.copy(), a=np.zeros(1, np.int32), b=np.ones(1, np.int32), ground_km=one,
        beside_km=np.zeros(1), stated=np.full(1, -1), link=np.full(1, -1), share=np.zeros(1),
        stop=np.full(1, -1), marks=words.copy())


def test_compiled_loops_come_with_the_work(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "is_ready", lambda: True)
    names = asked(engines.OFTEN + 1)
    assert names == ["Contraction"] * (engines.OFTEN - 1) + ["FastContraction"] * 2


def test_compiling_takes_more_work_to_pay(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "is_ready", lambda: False)
    names = asked(engines.UNCOMPILED)
    assert names == ["Contraction"] * (engines.UNCOMPILED - 1) + ["FastContraction"]


def test_without_numba_nothing_changes(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "is_installed", lambda: False)
    assert set(asked(engines.UNCOMPILED + 2)) == {"Contraction"}
