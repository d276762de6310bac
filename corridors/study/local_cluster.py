"""A Dask cluster of this machine, in a process of its own.

There it is out of the way: the user's script is not run again in its workers, as it would be were
they started from here, and it ends with us whatever ends us.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from corridors.errors import ServiceError, fault
from corridors.study.processes import start

START_S = 60.0
"""How long its workers may take to start."""
END_S = 10.0


@contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    """Start a cluster and end it.

    Yields
    ------
    address
        Of its scheduler.

    Raises
    ------
    ServiceError
        It does not start.
    """
    process = start("local_cluster", str(workers))
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        told = json.loads(line) if line else {"reason": f"exit {process.wait(END_S)}"}
        if "address" not in told:
            raise ServiceError(fault("study.no_local", reason=told["reason"]))
        yield str(told["address"])
    finally:
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def main() -> None:
    """Hold a cluster of as many workers as the last argument says until standard input ends."""
    import os

    os.environ["DASK_DISTRIBUTED__LOGGING__DISTRIBUTED"] = "critical"
    os.environ["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = "0"  # the study tries again
    os.environ["DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"] = "5s"  # a worker that is gone
    import distributed

    make: Any = distributed.LocalCluster
    try:
        cluster = make(n_workers=int(sys.argv[-1]), threads_per_worker=1, processes=True,
                               dashboard_address="127.0.0.1:0", silence_logs=60)
    except Exception as error:
        _tell({"reason": f"{type(error).__name__}: {error}"})
        return
    with cluster:
        _tell({"address": cluster.scheduler_address})
        sys.stdin.buffer.read()


def _tell(what: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()
