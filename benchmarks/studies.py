"""Time whole studies on all cores: ``python benchmarks/studies.py [NAME ...]``.

Each runs once as a process, nothing kept of earlier runs. Ends with 1 where a target is missed.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time

STUDIES: dict[str, tuple[tuple[str, ...], float]] = {
    "sweep": (("sweep", "pinglu_canal", "--draws", "1000", "--no-figures"), 120.0),
    "attribute": (("attribute", "guangxi_2022_all", "--weights", "equal",
                   "--profile", "container"), 600.0),
    "critical": (("critical", "pinglu_canal_2025", "--profile", "container", "--no-map"), 120.0),
}
"""Arguments and the target, s."""


def main(names: list[str]) -> int:
    """Print wall and processor time of each study; 1 where a target is missed."""
    missed = 0
    print(f"{'study':<12}{'s':>8}{'target':>8}{'CPU s':>8}{'MB':>8}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in names or list(STUDIES):
            args, target = STUDIES[name]
            before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run([sys.executable, "-m", "corridors", *args, "--fresh", "--workers",
                            str(os.cpu_count())], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL)
            seconds = time.perf_counter() - started
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            missed += seconds > target
            print(f"{name:<12}{seconds:>8.1f}{target:>8.0f}{busy:>8.1f}"
                  f"{after.ru_maxrss / 1000:>8.0f}{'  over' if seconds > target else ''}",
                  flush=True)
    print(f"{sys.version.split()[0]} on {os.cpu_count()} cores")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
