"""How studies scale: ``python benchmarks/scale.py [DRAWS] [--cluster tcp://...]``.

Draws over the ranges of all parameters on both states of ``pinglu_canal``, with containers between
the scenario's origins and destinations over all main modes: as a sweep does. One process, then
one and two of processes and of Dask workers, each from the start of the crew to the last answer;
the answers must be the same, bit by bit. Nothing is taken from checkpoints. Times say something on
an idle machine only; the CPU time of all processes shows on any what a crew costs beyond the work
itself. POSIX only.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import corridors
from corridors.families import families_of
from corridors.routing.skimtables import skim_tables
from corridors.scenario.resolve import resolve
from corridors.study.keep import Keep
from corridors.study.loop import Loop
from corridors.study.model import Resources, Study
from corridors.study.run import run
from corridors.study.tasks import blob_of

MEASURES = ("generalised_cny", "time_h", "cost_cny", "co2_kg")


def prepare(spec: dict[str, Any]) -> dict[str, Any]:
    """Nothing to be made beforehand."""
    return spec


def work(context: dict[str, Any], draw: int) -> dict[str, Any]:
    """Tables of both states with the parameters of a draw."""
    random, out = np.random.default_rng([17, draw]), {}
    ranges = context["states"][0].parameters
    values = {key: one.low + random.random() * (one.high - one.low)
              for key, one in ranges.items() if one.low < one.high}
    for name, network in zip(("base", "after"), context["states"], strict=True):
        drawn = replace(network, parameters=network.parameters.override(values))
        found = skim_tables(drawn, context["origins"], context["destinations"],
                            profile="container", families=families_of("container"))
        for mode, table in found.tables.items():
            out.update({f"{name} {mode} {m}": table.values[m] for m in MEASURES})
    return out


def study(draws: int) -> Study:
    """The study of some draws."""
    states = resolve(corridors.load_scenario("pinglu_canal"))
    spec = {"states": (states.base, states.after), "origins": states.origins,
            "destinations": states.destinations}
    return Study("scale", "benchmark", prepare, work, spec, tuple(range(draws)))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("draws", type=int, nargs="?", default=200)
    parser.add_argument("--cluster", default="")
    given = parser.parse_args()
    whole = study(given.draws)
    started, used = time.perf_counter(), cpu_s()
    with tempfile.TemporaryDirectory() as folder:
        once = Resources(workers=1, checkpoints=Path(folder))
        expected = run(whole, once)
        alone, cpu = time.perf_counter() - started, {"one process": cpu_s() - used}
        size = sum(file.stat().st_size for file in Path(folder).rglob("*.npz"))
        again = time.perf_counter()
        keep = Keep(whole, once)
        assert not Loop(whole, keys(whole), keep, str, None).left
        again = time.perf_counter() - again
    print(f"{given.draws} draws, {os.cpu_count()} cores; one process {alone:.1f} s, "
          f"{cpu['one process'] / given.draws * 1e3:.0f} ms CPU a draw, "
          f"{peak_mb(resource.RUSAGE_SELF):.0f} MB")
    print(f"study {len(blob_of(whole)) / 1e6:.1f} MB, answers {size / given.draws / 1e3:.0f} kB "
          f"a draw, all read again in {again:.2f} s")
    cases = [("processes", Resources(workers=2, resume=False)),
             ("Dask, 1 worker", Resources(workers=1, cluster="local", resume=False)),
             ("Dask, 2 workers", Resources(workers=2, cluster="local", resume=False))]
    if given.cluster:
        cases.append((given.cluster, Resources(cluster=given.cluster, resume=False)))
    times = {"one process": alone}
    for name, resources in cases:
        start, used = time.perf_counter(), cpu_s()
        found = run(whole, resources)
        times[name], cpu[name] = time.perf_counter() - start, cpu_s() - used
        assert all(a[key].tobytes() == b[key].tobytes()
                   for a, b in zip(expected, found, strict=True) for key in a)
    print("\n| | s | times one process | CPU s of all |\n|---|---:|---:|---:|")
    for name, seconds in times.items():
        print(f"| {name} | {seconds:.1f} | {alone / seconds:.2f} | {cpu[name]:.1f} |")
    print(f"\nlargest other process {peak_mb(resource.RUSAGE_CHILDREN):.0f} MB")
    print("two Dask workers against one: "
          f"{times['Dask, 1 worker'] / times['Dask, 2 workers']:.2f}")


def cpu_s() -> float:
    """CPU time of this process and of those that have ended."""
    return sum(used.ru_utime + used.ru_stime for used in (
        resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)))


def peak_mb(who: int) -> float:
    """Largest memory of a process."""
    return resource.getrusage(who).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def keys(whole: Study) -> list[str]:
    """Identities of its items."""
    from corridors.study.items import item_key

    return [item_key(item) for item in whole.items]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import scale  # so that the workers can import the functions

    scale.main()
