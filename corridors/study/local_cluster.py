"""A Dask cluster of this machine, in a process of its own.

There it is out of the way: the user's script is not run again in its workers, as it would be were
they started from here, and it ends with us whatever ends us.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from corridors.errors import ServiceError, fault
from corridors.study.processes import start

START_S = 60.0
"""How long its workers may take to start."""
END_S = 10.0
QUIET = {
    "LOGGING__DISTRIBUTED": "critical",
    "SCHEDULER__ALLOWED_FAILURES": "0",  # the study tries again by itself
    "COMM__TIMEOUTS__CONNECT": "5s",  # to a worker that is gone
    "WORKER__PROFILE__ENABLED": "False",
    "WORKER__MEMORY__MONITOR_INTERVAL": "500ms",
    "ADMIN__TICK__INTERVAL": "1s",
    "ADMIN__TICK__LIMIT": "60s",
    "ADMIN__SYSTEM_MONITOR__INTERVAL": "5s",
    "ADMIN__SYSTEM_MONITOR__GIL__ENABLED": "False",
}
"""Settings of Dask: as they come, watching itself costs two workers a twelfth of a core."""


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
    late = threading.Timer(START_S, process.kill)
    late.start()
    try:
        line = process.stdout.readline()
        late.cancel()
        told = json.loads(line) if line else {"reason": f"exit {process.wait(END_S)}"}
        if "address" not in told:
            raise ServiceError(fault("study.no_local", reason=told["reason"]))
        yield str(told["address"])
    finally:
        late.cancel()
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
    os.environ.update({f"DASK_DISTRIBUTED__{name}": value for name, value in QUIET.items()})
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
