"""Counties on the joined roads: read or made, times and measures, before and after.

Every row is a process of its own, so that nothing is warm that a user would not have warm; the
least of some rounds is shown. See ground.md for what was measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile

ASKED = """
import json, resource, sys, time
began = time.perf_counter()
import numpy as np
import corridors
from corridors.routing.drive import Drive
from corridors.routing.impedance import Impedance
from corridors.routing.skims import skim
found = {}
def step(name):
    global began
    found[name] = time.perf_counter() - began
    began = time.perf_counter()
base = corridors.load_network()
step("tables")
drive = Drive.of(Impedance(base, "container", "time"))
step("joined roads")
places = base.places
counties = [str(key) for key, kind, province in zip(
    places["id"], places["kind"], places["province_zh"]) if kind == "county" and province == "广西"]
hubs = list(base.place_sets["yangtze"])[:40]
origins, ends = [f"place:{key}" for key in counties], [f"place:{key}" for key in hubs]
wide = ends + [f"node:{key}" for key in base.nodes["id"]][:374]
drive.hours_matrix(origins, ends)
step("order and first times")
again = Drive.of(Impedance(base, "container", "generalised"))
step("weigh once more")
for name, targets in (("40", ends), ("414", wide)):
    drive.hours_matrix(origins, targets)
    step(f"times {len(origins)} x {name}")
    drive.measures(origins, targets)
    step(f"measures {len(origins)} x {name}")
again.measures(origins, ends)
step(f"measures {len(origins)} x 40, another objective")
trips = skim(base, counties, hubs, profile="container", modes=["road", "barge_sea"])
step(f"trips {len(origins)} x 40, road and barge + sea")
found["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(found))
"""
TARGETS = {"tables + joined roads, from the cache": 1.0, "times 111 x 40": 0.3,
           "measures 111 x 40": 2.0, "measures 111 x 414": 2.0, "memory MB": 1000.0}
"""Seconds, or MB, that may not be exceeded."""


def asked(cache: str) -> dict[str, float]:
    """Seconds by step of a fresh process that may use some cache."""
    done = subprocess.run([sys.executable, "-c", ASKED], check=True, capture_output=True,
                          encoding="utf-8", env={**os.environ, "CORRIDORS_CACHE": cache})
    found: dict[str, float] = json.loads(done.stdout)
    return found


def least(rounds: list[dict[str, float]]) -> dict[str, float]:
    """The least of all rounds, by step."""
    return {name: min(row[name] for row in rounds) for name in rounds[0]}


def main() -> None:
    """Measure and print a table; ends with 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    without = least([asked("off") for _ in range(rounds)])
    with tempfile.TemporaryDirectory() as folder:
        asked(folder)
        kept = least([asked(folder) for _ in range(rounds)])
    rows = {name: (without[name], kept[name]) for name in kept}
    both = ("tables", "joined roads")
    rows["tables + joined roads, from the cache"] = (
        sum(without[name] for name in both), sum(kept[name] for name in both))
    print("| step | without the cache | from the cache | target |\n|---|---|---|---|")
    missed = False
    for name, (first, second) in rows.items():
        target = TARGETS.get(name)
        missed |= target is not None and second > target
        print(f"| {name} | {first:.2f} | {second:.2f} | {'' if target is None else target:} |")
    sys.exit(missed)


if __name__ == "__main__":
    main()
