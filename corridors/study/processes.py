"""Processes of this machine.

They are started afresh as a program of ours, the same way on Linux, macOS and Windows; so the
user's script is not run again in them and needs no guard, and nothing of a notebook's state goes
along. A thread for each process hands over its batches one by one, so that it is known which
batch a process was at when it ended.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from corridors.study.crew import WAIT_S
from corridors.study.frames import receive, send
from corridors.study.identity import identity
from corridors.study.tasks import Batch, Outcome

START = ("import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
         "from corridors.study.{module} import main; main()")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
"""One thread a process, unless the user says otherwise: the processes fill the cores."""


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start(module: str, *args: str, errors: int | None = None) -> subprocess.Popen[bytes]:
    """Start ``main`` of a module of this package in a process of its own.

    It hears nothing of a Ctrl-C at our terminal; closing its standard input ends it.
    """
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    environment = {**dict.fromkeys(THREADS, "1"), **os.environ}
    places = json.dumps([str(place) for place in sys.path])
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", START.format(module=module), places, *args],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment, **apart)


class Processes:
    """Some processes, each with a thread that feeds it.

    Parameters
    ----------
    blob
        The study, see :func:`corridors.study.tasks.blob_of`.
    count
        How many.
    """

    def __init__(self, blob: bytes, count: int) -> None:
        self._blob = blob
        self._given: queue.SimpleQueue[Batch | None] = queue.SimpleQueue()
        self._outcomes: queue.SimpleQueue[tuple[Batch, Outcome]] = queue.SimpleQueue()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock, self._closed = threading.Lock(), False
        self._threads = [threading.Thread(target=self._feed, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def slots(self) -> int:
        """How many processes."""
        return len(self._threads)

    def give(self, batch: Batch) -> None:
        """Leave a batch to the first process that is free."""
        self._given.put(batch)

    def take(self) -> tuple[Batch, Outcome] | None:
        """The next outcome; None after a while without one."""
        with suppress(queue.Empty):
            return self._outcomes.get(timeout=WAIT_S)
        return None

    def close(self) -> None:
        """End all processes at once."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()
        for _ in self._threads:
            self._given.put(None)
        for thread in self._threads:
            thread.join()

    def _feed(self) -> None:
        process: subprocess.Popen[bytes] | None = None
        try:
            while (batch := self._given.get()) is not None and not self._closed:
                try:
                    if process is None:
                        process = self._start()
                    assert process.stdin is not None
                    assert process.stdout is not None
                    send(process.stdin, batch)
                    outcome = receive(process.stdout)
                except Exception as error:  # a thread that ends would leave its batch waiting
                    outcome = Outcome(lost=_ending(process, error))
                    if process is not None:
                        self._end(process)
                    process = None
                self._outcomes.put((batch, outcome))
        finally:
            if process is not None:
                self._end(process)

    def _start(self) -> subprocess.Popen[bytes]:
        process = start("worker")
        with self._lock:
            self._running.add(process)
            if self._closed:
                process.kill()
        assert process.stdin is not None
        send(process.stdin, (self._blob, identity()))
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not sent when it ended
                if stream is not None:
                    stream.close()
        process.wait()
        with self._lock:
            self._running.discard(process)


def _ending(process: subprocess.Popen[bytes] | None, error: BaseException) -> str:
    """How a process ended: the name of the signal, or its exit code."""
    if process is None:
        return str(error)
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return type(error).__name__
    with suppress(ValueError):
        return signal.Signals(-code).name if code < 0 else str(code)
    return str(code)
