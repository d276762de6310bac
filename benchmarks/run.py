"""Time whole processes, as a user waits for them: ``python benchmarks/run.py [REPEATS]``.

Every command runs once unmeasured and then a few times; the least is shown, with the peak of its
memory, next to a bare interpreter and a bare import of scipy in the same run. Needs nothing but
the standard library and an environment in which corridors is installed. POSIX only.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

CORRIDORS = ("-m", "corridors")
Case = tuple[str, tuple[str, ...], float | None] | tuple[str, tuple[str, ...], float | None, float]
CASES: tuple[Case, ...] = (
    ("python -c pass", ("-c", "pass"), None),
    ("import scipy.sparse.csgraph", ("-c", "import scipy.sparse.csgraph"), None),
    ("import corridors", ("-c", "import corridors"), 0.15),
    ("corridors --help", (*CORRIDORS, "--help"), 0.15),
    ("corridors route", (*CORRIDORS, "route", "南宁", "上海", "--mode", "river_sea"), 0.6),
    ("corridors alternatives", (*CORRIDORS, "alternatives", "南宁", "上海"), 4.0),
    ("corridors validate", (*CORRIDORS, "validate"), 5.0),
    ("corridors compare --no-map", (*CORRIDORS, "compare", "pinglu_canal", "--no-map"), 1.5),
    ("corridors compare", (*CORRIDORS, "compare", "pinglu_canal"), 3.5),
    ("corridors compare guangxi_2022_all", (*CORRIDORS, "compare", "guangxi_2022_all",
                                            "--no-map"), 8.0),
    ("corridors projects", (*CORRIDORS, "projects"), 1.5),
    ("corridors projects ID", (*CORRIDORS, "projects", "qiangui_second_track"), 4.0),
    ("corridors plans", (*CORRIDORS, "plans"), 1.5),
    ("corridors timeline", (*CORRIDORS, "timeline"), 8.0),
    ("corridors circles", (*CORRIDORS, "circles", "--scenario", "horizon_2030"), 4.0),
    ("corridors breakeven", (*CORRIDORS, "breakeven", "pinglu_canal"), 15.0),
    ("corridors isochrone", (*CORRIDORS, "isochrone", "南宁", "--scenario",
                             "guiyang_nanning_hsr"), 6.0, 700.0),
    ("corridors map", (*CORRIDORS, "map", "pinglu_close_up"), 6.0, 500.0),
    ("corridors report", (*CORRIDORS, "report", "pinglu_canal"), 20.0, 1000.0),
)
LIMIT_MB = 350.0


def once(args: tuple[str, ...], folder: str) -> tuple[float, float]:
    """Seconds and peak MB of one process."""
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os.chdir(folder)
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.execv(sys.executable, [sys.executable, *args])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise SystemExit(f"failed: {' '.join(args)}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return seconds, usage.ru_maxrss / unit


def main(repeats: int = 3) -> int:
    """Print the table; 1 where a target is missed."""
    missed = 0
    print(f"{'process':<36}{'s':>8}{'target':>8}{'MB':>8}{'target':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, args, target, *own in CASES:
            limit_mb = own[0] if own else LIMIT_MB
            once(args, folder)
            runs = [once(args, folder) for _ in range(repeats)]
            seconds, memory = min(run[0] for run in runs), max(run[1] for run in runs)
            late = target is not None and (seconds > target or memory > limit_mb)
            missed += late
            limits = ("", "") if target is None else (f"{target:.2f}", f"{limit_mb:.0f}")
            print(f"{name:<36}{seconds:>8.2f}{limits[0]:>8}{memory:>8.0f}{limits[1]:>8}"
                  f"{'  over' if late else ''}")
    print(f"{sys.version.split()[0]} on {os.cpu_count()} cores, {Path(sys.executable).name}, "
          f"least of {repeats} after one unmeasured run")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main(*(int(arg) for arg in sys.argv[1:2])))
