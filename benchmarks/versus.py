"""A what-if on the roads, side by side with other libraries in one run.

Every engine works in a process of its own, and all take turns, round after round, so that a
machine that others use slows them alike. What is timed is processor time of one thread; what is
said of libraries that are not installed is that they are missing. See versus.md.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

HERE = Path(__file__).parent
TARGETS = {"corridors": 15.0, "corridors[fast]": 25.0}
"""Times that a what-if of 111 x 300 has to be quicker than by SciPy; and than by networkx:"""
OF_NETWORKX = 300.0
ALLOWED_H = 1e-9
CHANGED = 50
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
                            "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
TASKS = ("14 x 60", "111 x 300")
Array = np.ndarray[Any, Any]


# ---- the roads
def write_roads(path: Path) -> dict[str, Any]:
    """Store the joined roads with the hours of a car and what is asked; what they are."""
    import corridors
    from corridors.places import expand
    from corridors.routing.drive import Drive
    from corridors.routing.impedance import Impedance

    network = corridors.load_network()
    drive = Drive.of(Impedance(network, "passenger", "time"))
    roads = drive.roads
    tail, head = roads.tail.astype(np.int64), roads.head.astype(np.int64)
    order = np.lexsort((drive.hours, head, tail))
    order = order[np.isfinite(drive.hours[order]) & (tail != head)[order]]
    key = tail[order] * roads.size + head[order]
    order = order[np.flatnonzero(np.diff(key, prepend=-1))]  # of parallel arcs the least
    counties, hubs = expand(network, ["counties"]), expand(network, ["yangtze"])
    cities = [str(key) for key, kind, province in zip(
        network.places["id"], network.places["kind"], network.places["province_zh"], strict=True)
        if kind == "city" and province == "广西"]
    rng = np.random.default_rng(2022)
    at = [np.array([roads.spots[f"place:{key}"] for key in keys])
          for keys in (cities[:14], counties, hubs)]
    others = rng.choice(np.unique(tail[order]), 300 - len(hubs), replace=False)
    np.savez(path, size=roads.size, tail=tail[order], head=head[order], hours=drive.hours[order],
             small_from=at[0], small_to=at[2][:60], large_from=at[1],
             large_to=np.append(at[2], others))
    return {"nodes": roads.size, "arcs": len(order),
            "asked": [len(at[0]), 60, len(counties), 300], "data": network.data_version}


def what_if(tail: Array, head: Array, hours: Array, number: int) -> tuple[Array, Array]:
    """Hours with some roads made quicker, both ways, and the arcs that are."""
    rng = np.random.default_rng(number)
    size = int(max(tail.max(), head.max())) + 1
    key, back = tail * size + head, head * size + tail
    some = rng.choice(np.flatnonzero(tail < head), CHANGED, replace=False)
    arcs = np.flatnonzero(np.isin(key, np.append(key[some], back[some])))
    changed = hours.copy()
    changed[arcs] *= 0.6
    return changed, arcs


# ---- one engine in a process of its own
def work(name: str, path: str) -> None:
    """Build an engine, then answer lines of standard input until there are no more."""
    began = time.process_time()
    from competitors import ENGINES, PACKAGES

    with np.load(path) as stored:
        given = {key: stored[key] for key in stored.files}
    talk = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # some libraries print
    read = time.process_time() - began
    try:
        began = time.process_time()
        engine = ENGINES[name](int(given["size"]), given["tail"], given["head"])
        loaded = time.process_time() - began
    except ImportError as problem:
        print(json.dumps({"missing": str(problem)}), file=talk, flush=True)
        return
    before = memory("VmRSS")
    begin = time.process_time()
    engine.build(given["hours"])
    built = time.process_time()
    engine.prepare()
    ready = time.process_time()
    done = {"read": read, "import": loaded, "build": built - begin,
            "prepare": ready - built, "version": metadata.version(
                PACKAGES.get(name, name)), "slow": engine.slow, "part": engine.part}
    print(json.dumps(done), file=talk, flush=True)
    for line in sys.stdin:
        task, number, out = json.loads(line)
        hours, arcs = what_if(given["tail"], given["head"], given["hours"], number)
        size = "small" if task == TASKS[0] else "large"
        origins, targets = given[f"{size}_from"], given[f"{size}_to"]
        some = origins[:engine.part] if engine.part else origins
        begin = time.process_time()
        engine.change(hours, arcs)
        middle = time.process_time()
        found = engine.matrix(some, targets)
        end = time.process_time()
        np.save(out, found)
        print(json.dumps({"change": middle - begin,
                          "ask": (end - middle) * len(origins) / len(some),
                          "memory": memory("VmHWM") - before}), file=talk, flush=True)


def memory(which: str) -> float:
    """Memory of this process, MB (Linux): ``VmRSS`` now, ``VmHWM`` at the most."""
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split(f"{which}:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Worker:
    """A process with an engine."""

    def __init__(self, name: str, python: str, path: Path) -> None:
        self.process = subprocess.Popen(
            [python, str(HERE / "versus.py"), "--work", name, str(path)], encoding="ascii",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, **ONE_THREAD})
        self.about = self._heard()
        self.rounds: dict[str, list[dict[str, float]]] = {task: [] for task in TASKS}
        self.worst = 0.0
        self.agrees = True

    def _heard(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        return dict(json.loads(line)) if line else {"missing": "the process died"}

    def ask(self, task: str, number: int, out: Path) -> Array:
        """Do a task once."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps([task, number, str(out)]) + "\n")
        self.process.stdin.flush()
        self.rounds[task].append(self._heard())
        return np.asarray(np.load(out))

    def compare(self, found: Array, wanted: Array) -> None:
        """Note the greatest difference from the reference."""
        wanted = wanted[:len(found)]
        self.agrees &= bool(np.array_equal(np.isfinite(found), np.isfinite(wanted)))
        both = np.isfinite(found) & np.isfinite(wanted)
        self.worst = max(self.worst, float(np.abs(found[both] - wanted[both]).max(initial=0.0)))

    def seconds(self, task: str, part: str = "") -> list[float]:
        """Seconds of a task by round: change, ask, or both."""
        return [row[part] if part else row["change"] + row["ask"] for row in self.rounds[task]]

    def close(self) -> None:
        """End the process."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(30)


# ---- the table
def shown(seconds: float) -> str:
    """Seconds as a reader likes them."""
    if not np.isfinite(seconds):
        return ""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def ratio(slow: Worker, quick: Worker, task: str) -> float:
    """How many times quicker one is than another: the median over the rounds that both did."""
    return median(a / b for a, b in zip(slow.seconds(task), quick.seconds(task), strict=False))


def versus(names: list[str], others: str, rounds: int) -> int:
    """Run all engines in turn and print the table; 1 where a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "roads.npz", Path(folder) / "found.npy"
        about = write_roads(path)
        workers: dict[str, Worker] = {}
        for name in names:
            ours = name == "scipy" or name.startswith("corridors")
            worker = Worker(name, sys.executable if ours else others, path)
            if "missing" in worker.about:
                print(f"{name}: not there ({worker.about['missing']})")
                worker.close()
            else:
                workers[name] = worker
        for task in TASKS:  # once before what counts
            for worker in workers.values():
                if not worker.about["slow"]:
                    worker.ask(task, 10_000, out)
                    worker.rounds[task].clear()
        for number in range(rounds):
            for which, task in enumerate(TASKS):
                one = 2 * number + which  # no two questions change the same roads
                wanted = workers["scipy"].ask(task, one, out)
                order = [name for name in workers if name != "scipy"]
                np.random.default_rng(number).shuffle(order)
                for name in order:
                    if not workers[name].about["slow"] or (number == 0 and which):
                        workers[name].compare(workers[name].ask(task, one, out), wanted)
        for worker in workers.values():
            worker.close()
    missed = table(workers, about, rounds)
    for name, target in TARGETS.items():
        if name in workers:
            found = ratio(workers["scipy"], workers[name], TASKS[1])
            print(f"{name}: {found:.0f} times quicker than SciPy; target {target:.0f}")
            missed |= found < target
            if "networkx" in workers:
                found = ratio(workers["networkx"], workers[name], TASKS[1])
                print(f"{name}: {found:.0f} times quicker than networkx; target {OF_NETWORKX:.0f}")
                missed |= found < OF_NETWORKX
    return int(missed)


def table(workers: dict[str, Worker], about: dict[str, Any], rounds: int) -> bool:
    """Print the table; whether ours differ from SciPy by more than is allowed."""
    print(f"{about['nodes']:,} nodes, {about['arcs']:,} arcs, {CHANGED} roads changed both ways, "
          f"data {about['data']}; median of {rounds} rounds; Python "
          f"{platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors\n")
    print("| engine | version | import | build | prepare | change | what-if 14 x 60 "
          "| what-if 111 x 300 | times SciPy | MB | greatest difference |\n"
          "|---|---|---|---|---|---|---|---|---|---|---|")
    wrong = False
    for name, worker in workers.items():
        few = " *" if worker.about["part"] else ""
        times = ratio(workers["scipy"], worker, TASKS[1])
        changes = median(worker.seconds(TASKS[1], "change"))
        small, large = (median(worker.seconds(task) or [np.nan]) for task in TASKS)
        print(f"| {name} | {worker.about['version']} | {shown(worker.about['import'])} "
              f"| {shown(worker.about['build'])} | {shown(worker.about['prepare'])} "
              f"| {shown(changes)} | {shown(small)}{few} "
              f"| {shown(large)}{few} "
              f"| {times:.3g} | {worker.rounds[TASKS[1]][-1]['memory']:.0f} "
              f"| {'' if name == 'scipy' else f'{worker.worst:.0e} h'}"
              f"{'' if worker.agrees else ', reaches other pairs'} |")
        wrong |= name.startswith("corridors") and not (
            worker.agrees and worker.worst <= ALLOWED_H)
    print()
    return wrong


# ---- where the limit is
def best(call: Callable[[], Any], rounds: int = 15) -> float:
    """Least processor seconds of a call: what it takes undisturbed."""
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        call()
        taken.append(time.process_time() - begin)
    return min(taken)


def limit() -> None:
    """Print what a what-if on compiled loops is made of, by size of the network."""
    from engines import roads

    from corridors.engine.compiled import compiled
    from corridors.engine.fast import FastContraction
    from corridors.engine.hierarchy import Hierarchy

    loops = compiled()
    if loops is None:
        print("numba: not there")
        return
    block = np.ones(20_000_000)
    copied = best(lambda: block.copy(), 3)
    print(f"\nCopying 160 MB: {2 * block.nbytes / copied / 1e9:.0f} GB/s read and written.\n")
    print("| nodes | triangles | MB of edges, of triangles | re-weigh all | ns a triangle "
          "| GB/s of triangles | label steps | ns each | meetings | ns each |\n"
          "|---|---|---|---|---|---|---|---|---|---|")
    for nearest in (2_000, 10_000, 40_000, None):
        topology, hours = roads(nearest)
        rng = np.random.default_rng(7)
        order = Hierarchy.of(topology)
        engine = FastContraction(order, loops)
        ways = engine.set_weights(hours * rng.uniform(0.7, 1.5, len(hours)))
        fresh = ways.own.copy()

        def weigh(fresh: Array = ways.own, engine: Any = engine) -> None:
            again = fresh.copy()
            engine.kernels.customise(engine.hierarchy.first, engine.begin, engine.corner, again)
        seconds = best(weigh) - best(fresh.copy)
        ends = [ways._walked(rng.choice(topology.size, many).astype(np.int32))[0]
                for many in (111, 300)]
        up, above, low, high = ways._labels(ends[0], ways.up)
        down, below, left, right = ways._labels(ends[1], ways.down)
        rows = np.diff(order.first)
        steps = int((rows[above] * (high - low)[above]).sum()
                    + (rows[below] * (right - left)[below]).sum())
        met = int(((high - low)[above].astype(np.int64) * (right - left)[above]).sum())
        labels = best(lambda e=ends, w=ways: [w._labels(e[0], w.up), w._labels(e[1], w.down)])
        out = np.full((len(ends[0]), len(ends[1])), np.inf)
        nothing = np.empty((0, 0), np.int32)
        meet = best(partial(loops.meet, above, order.depth, up, low, high, down, left, right, out,
                            nothing))
        print(f"| {topology.size:,} | {order.triangles:,} "
              f"| {fresh.nbytes / 1e6:.1f}, {engine.corner.nbytes / 1e6:.1f} "
              f"| {shown(seconds)} | {seconds / order.triangles * 1e9:.1f} "
              f"| {engine.corner.nbytes / seconds / 1e9:.1f} "
              f"| {steps:,} | {labels / steps * 1e9:.2f} | {met:,} "
              f"| {meet / met * 1e9:.2f} |", flush=True)


def main() -> int:
    """Print the tables; 1 if a target is missed."""
    from competitors import ENGINES

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--others", default=sys.executable,
                        help="interpreter of an environment with the other libraries")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--work", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        work(*args.work)
        return 0
    missed = versus(args.engines.split(","), args.others, args.rounds)
    limit()
    return missed


if __name__ == "__main__":
    sys.exit(main())
