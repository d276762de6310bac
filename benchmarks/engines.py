"""Engines of shortest paths on the roads of the data package: search against hierarchy.

All ways of doing a thing are timed in turn, round after round in one process, so that a machine
that others use slows them alike: read the ratios. Memory is that of a process of its own.
See engines.md for what was measured.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import networkx as nx
import numpy as np

from corridors.engine.cch import Contraction
from corridors.engine.dijkstra import Dijkstra
from corridors.engine.hierarchy import Hierarchy
from corridors.engine.model import ROUNDING_H, Engine, Topology, Weighted
from corridors.ground.load import load_ground

SPEED_KMH = 80.0
TARGET = 15.0
"""Times that a what-if of 111 x 300 has to be quicker than by search."""


def roads(nearest: int | None = None) -> tuple[Topology, np.ndarray]:
    """Both ways of every road with hours; or only those among some nodes around Nanning."""
    ground = load_ground("roads")
    there, back = ground.ends[:, 0], ground.ends[:, 1]
    size, km = len(ground.points), ground.km
    if nearest is not None:
        topology = Topology(size, np.append(there, back), np.append(back, there))
        middle = int(np.abs(ground.points - [108.33, 22.82]).sum(axis=1).argmin())
        near = np.argsort(Dijkstra(topology).set_weights(np.append(km, km)).tree(middle),
                          kind="stable")[:nearest]
        number = np.full(size, -1)
        number[near] = np.arange(len(near))
        there, back, size = number[there], number[back], len(near)
        inside = (there >= 0) & (back >= 0)
        there, back, km = there[inside], back[inside], km[inside]
    return (Topology(size, np.append(there, back), np.append(back, there)),
            np.append(km, km) / SPEED_KMH)


@dataclass
class Side:
    """An engine, and weights set on it."""

    engine: Engine
    ready: Weighted


def clock(call: Callable[[], Any]) -> float:
    """Seconds that a call takes."""
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def interleaved(jobs: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each job in every round, all jobs in turn."""
    for call in jobs.values():
        call()
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(rounds):
        order = list(jobs)
        np.random.default_rng(number).shuffle(order)
        for name in order:
            taken[name].append(clock(jobs[name]))
    return taken


def what_if(engine: Engine, weights: np.ndarray, ends: tuple[Any, Any]) -> np.ndarray:
    """Re-weight and ask."""
    return engine.set_weights(weights).matrix(*ends)


def shown(seconds: float) -> str:
    """Seconds as a reader likes them."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def row(title: str, one: list[float], other: list[float]) -> float:
    """Print a row of the first table; the ratio is the median of those of each round."""
    ratio = median(a / b for a, b in zip(one, other, strict=True))
    print(f"| {title} | {shown(median(one))} | {shown(median(other))} | {ratio:.1f} |", flush=True)
    return ratio


def tasks(rounds: int) -> float:
    """The first table; returns the ratio of the target."""
    topology, hours = roads()
    rng = np.random.default_rng(2022)
    small = rng.choice(topology.size, 14), rng.choice(topology.size, 60)
    large = rng.choice(topology.size, 111), rng.choice(topology.size, 300)
    quick = np.where(rng.random(topology.arcs // 2) < 0.001, 0.6, 1.0)
    changed = hours * np.append(quick, quick)
    each_way = hours * rng.uniform(0.7, 1.5, topology.arcs)
    order = Contraction(Hierarchy.of(topology))
    engines: tuple[Engine, Engine] = Dijkstra(topology), order
    sides = [Side(engine, engine.set_weights(hours)) for engine in engines]
    stored = order.hierarchy.to_bytes()

    print(f"{topology.size:,} nodes, {topology.arcs:,} arcs; median of {rounds} rounds\n")
    print("| task | search | hierarchy | times |\n|---|---|---|---|")
    prepare = interleaved({
        "search": lambda: Dijkstra(topology).set_weights(hours),
        "built": lambda: Hierarchy.of(topology),
        "read": lambda: Hierarchy.from_bytes(stored, topology)}, 3)
    print(f"| prepare | {shown(median(prepare['search']))} | {shown(median(prepare['built']))}, "
          f"from a cache {shown(median(prepare['read']))} | |")
    ratio = 0.0
    few = max(3, rounds // 3)
    jobs: tuple[tuple[str, Callable[[Side], Any], int], ...] = (
        ("set weights", lambda side: side.engine.set_weights(changed), rounds),
        ("set weights, each way its own", lambda side: side.engine.set_weights(each_way), rounds),
        ("one tree", lambda side: side.ready.tree(5), rounds),
        ("14 x 60", lambda side: side.ready.matrix(*small), rounds),
        ("111 x 300", lambda side: side.ready.matrix(*large), few),
        ("14 x 60 paths", lambda side: side.ready.paths(*small), few),
        ("111 x 40 paths", lambda side: side.ready.paths(large[0], large[1][:40]), few),
        ("what-if 14 x 60", lambda side: what_if(side.engine, changed, small), rounds),
        ("what-if 111 x 300", lambda side: what_if(side.engine, changed, large), few),
        ("what-if 111 x 300, each way its own",
         lambda side: what_if(side.engine, each_way, large), few))
    for title, call, repeat in jobs:
        seconds = interleaved({str(i): partial(call, side) for i, side in enumerate(sides)},
                              repeat)
        found = row(title, seconds["0"], seconds["1"])
        ratio = found if title == "what-if 111 x 300" else ratio
    by_search, by_order = (what_if(engine, each_way, large) for engine in engines)
    reached = np.isfinite(by_search)
    assert np.array_equal(reached, np.isfinite(by_order))
    worst = np.abs(by_search[reached] - by_order[reached]).max()
    print(f"\nGreatest difference: {worst:.1e} h; allowed {ROUNDING_H:.0e} h.")
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(zip(topology.tail.tolist(), topology.head.tolist(),
                                      hours.tolist(), strict=True))
    three = large[0][:3].tolist()
    taken = clock(lambda: [nx.single_source_dijkstra_path_length(graph, origin)
                           for origin in three])
    print(f"networkx, 111 x 300, reckoned from {len(three)} of the 111 origins: "
          f"{shown(taken / len(three) * 111)}")
    return ratio


def worth(rounds: int) -> None:
    """The second table: from how many searches on the hierarchy pays, by size."""
    print("\n| nodes | one search | prepare, in searches | re-weight + 14 x 60, in searches "
          "| re-weight + 111 x 300, in searches |\n|---|---|---|---|---|")
    for nearest in (500, 2_000, 10_000, 40_000, None):
        topology, hours = roads(nearest)
        rng = np.random.default_rng(5)
        ends = rng.choice(topology.size, 111), rng.choice(topology.size, 300)
        few = ends[0][:14], ends[1][:60]
        search, order = Dijkstra(topology).set_weights(hours), Contraction(Hierarchy.of(topology))
        trees = ends[0][:14]
        seconds = interleaved({
            "search": partial(search.matrix, trees, [0]),
            "prepare": partial(Hierarchy.of, topology),
            "few": partial(what_if, order, hours, few),
            "many": partial(what_if, order, hours, ends)}, max(3, rounds // 3))
        one = median(seconds["search"]) / len(trees)
        taken = {name: median(a / b * len(trees) for a, b in zip(
            found, seconds["search"], strict=True)) for name, found in seconds.items()}
        print(f"| {topology.size:,} | {shown(one)} | {taken['prepare']:.0f} "
              f"| {taken['few']:.1f} | {taken['many']:.1f} |", flush=True)


def peak() -> float:
    """Greatest memory of this process so far, in MB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def memory(which: str) -> None:
    """Print what an engine adds to the peak of a process, and what it keeps."""
    topology, hours = roads()
    rng = np.random.default_rng(5)
    ends = rng.choice(topology.size, 111), rng.choice(topology.size, 300)
    before = peak()
    engine = Dijkstra(topology) if which == "search" else Contraction(Hierarchy.of(topology))
    prepared = peak()
    what_if(engine, hours, ends)
    kept = f"; keeps {engine.hierarchy.nbytes / 1e6:.0f} MB" if isinstance(
        engine, Contraction) else ""
    print(f"{which}: {before:.0f} MB with the roads loaded, {prepared:.0f} MB at the peak once "
          f"prepared, {peak():.0f} MB after a what-if of 111 x 300{kept}", flush=True)


def main() -> int:
    """Print both tables; 1 if the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--memory", choices=("search", "hierarchy"))
    args = parser.parse_args()
    if args.memory:
        memory(args.memory)
        return 0
    ratio = tasks(args.rounds)
    worth(args.rounds)
    print()
    for which in ("search", "hierarchy"):
        subprocess.run([sys.executable, __file__, "--memory", which], check=True)
    print(f"\nwhat-if 111 x 300: {ratio:.1f} times quicker; target {TARGET:.0f}")
    return int(ratio < TARGET)


if __name__ == "__main__":
    sys.exit(main())
