"""Workers of a Dask cluster, on this machine or on others."""

from __future__ import annotations

import logging
import queue
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import Any

from corridors.cache import key_of
from corridors.errors import MissingPackageError, ServiceError, fault
from corridors.study.crew import WAIT_S
from corridors.study.differences import differences
from corridors.study.identity import identity
from corridors.study.local_cluster import local_cluster
from corridors.study.model import LOCAL
from corridors.study.tasks import Batch, Outcome, versions_here, work_batch

REACH_S = 10.0
"""How long the scheduler is waited for, and then its first worker."""
GONE_S = 60.0
"""How long a scheduler or the last worker may be gone in the middle of a study."""
LOOK_S = 2.0
"""How often the workers are counted."""
DASK = ("distributed", "dask", "msgpack")
"""Packages that have to agree for a cluster to work at all."""


class Cluster:
    """Batches for the workers of a scheduler.

    A worker that does not have the study says so and is sent it with its batch; so it travels
    once to each process, also to those that join or are started again in the middle.

    Parameters
    ----------
    blob
        The study, see :func:`corridors.study.tasks.blob_of`.
    address
        Of the scheduler, or ``local`` to start one with some workers.
    workers
        How many to start.

    Raises
    ------
    MissingPackageError
        ``distributed`` is not installed.
    ServiceError
        The cluster cannot be reached, has no worker, or one of another version.
    """

    def __init__(self, blob: bytes, address: str, workers: int) -> None:
        try:
            import distributed  # noqa: F401
        except ImportError as error:
            raise MissingPackageError(fault("package_missing", package="distributed",
                                            install='"corridors[cluster]"')) from error
        self._blob, self._study, self._held = blob, key_of(blob), ExitStack()
        self._batches: dict[Any, Batch] = {}
        self._finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._token = uuid.uuid4().hex  # no two runs share a task
        self._number, self._seen, self._gone = 0, 0.0, 0.0
        with ExitStack() as stack:
            stack.enter_context(_silence())
            self._local = address == LOCAL
            self.address = (stack.enter_context(local_cluster(workers)) if self._local
                            else address)
            self._client = stack.enter_context(_client(self.address))
            self._slots = self._first()
            self._check()
            self._held = stack.pop_all()

    def slots(self) -> int:
        """How many workers there are now; they may come and go."""
        if time.monotonic() - self._seen > LOOK_S and self._client.status == "running":
            with suppress(OSError, TimeoutError):
                self._slots = len(self._client.nthreads())
                self._seen = time.monotonic()
        return max(1, self._slots)

    def give(self, batch: Batch) -> None:
        """Have a batch worked off by whichever worker is free."""
        self._submit(replace(batch, study=self._study), None)

    def take(self) -> tuple[Batch, Outcome] | None:
        """The next outcome; None after a while without one.

        Raises
        ------
        ServiceError
            The scheduler or all workers are gone for good, or a worker has other versions.
        """
        try:
            future = self._finished.get(timeout=WAIT_S)
        except queue.Empty:
            self._watch()
            return None
        batch = self._batches.pop(future, None)
        if batch is None:
            return None
        outcome = self._outcome(future)
        future.release()
        if outcome is None:
            self._watch()
            self._submit(batch, None)
        elif outcome.unknown:
            self._submit(batch, self._blob)
        else:
            return batch, outcome
        return None

    def close(self) -> None:
        """Take back what is under way, and end the cluster where it is ours."""
        with suppress(Exception):  # a scheduler that is gone has nothing under way
            self._client.cancel(list(self._batches), force=True)
        self._batches.clear()
        self._held.close()

    def _submit(self, batch: Batch, blob: bytes | None) -> None:
        self._number += 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the study itself is large, and travels but once
            future = self._client.submit(work_batch, batch, blob, identity(), pure=False,
                                         key=f"{self._token}-{self._number}")
        self._batches[future] = batch
        future.add_done_callback(self._finished.put)

    def _outcome(self, future: Any) -> Outcome | None:
        """What became of a task; None where it is to be given anew."""
        from distributed import KilledWorker

        if future.status == "finished":
            try:
                found: Outcome = future.result(timeout=GONE_S)
            except (OSError, TimeoutError):
                return None  # the worker went before it handed over the answer
            return found
        if future.status == "error":
            error = future.exception()
            if isinstance(error, KilledWorker):
                return Outcome(lost=type(error).__name__, times=error.allowed_failures + 1)
            raise ServiceError(fault("study.cluster_failed", address=self.address,
                                     reason=f"{type(error).__name__}: {error}"))
        return None  # cancelled or lost with the scheduler's memory

    def _watch(self) -> None:
        """Give up where nobody has been there for a while."""
        here = self._client.status == "running" and self.slots() and self._slots
        if here:
            self._gone = 0.0
        elif not self._gone:
            self._gone = time.monotonic()
        elif time.monotonic() - self._gone > GONE_S or self._client.status == "closed":
            raise ServiceError(fault("study.cluster_lost", address=self.address))

    def _first(self) -> int:
        """Workers, once there is one."""
        end = time.monotonic() + REACH_S
        while not (found := len(self._client.nthreads())):
            if time.monotonic() > end:
                raise ServiceError(fault("study.no_workers", address=self.address))
            time.sleep(0.1)
        return found

    def _check(self) -> None:
        """Refuse workers of other versions."""
        theirs = self._client.run(versions_here, on_error="return")
        for worker, found in theirs.items():
            if not isinstance(found, dict):
                raise ServiceError(fault("study.cluster_failed", address=worker,
                                         reason=f"{type(found).__name__}: {found}"))
        if wrong := differences(theirs, identity()):
            raise ServiceError(wrong)
        packages = self._client.get_versions(check=False)
        told = {worker: {name: found["packages"][name] for name in DASK}
                for worker, found in (*packages["workers"].items(),
                                      (self.address, packages["scheduler"]))}
        mine = {name: packages["client"]["packages"][name] for name in DASK}
        if wrong := differences(told, mine):
            raise ServiceError(wrong)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    import distributed

    make: Any = distributed.Client
    try:
        client = make(address, timeout=REACH_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ServiceError(fault("study.unreachable", address=address, seconds=round(REACH_S),
                                 reason=str(error).split("\n", 1)[0])) from error
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=5)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the talk of Dask away from the terminal; what matters becomes an error of ours."""
    loud = [logger for name, logger in logging.root.manager.loggerDict.items()
            if name.split(".")[0] in ("distributed", "tornado")
            and isinstance(logger, logging.Logger) and not logger.disabled]
    for logger in loud:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in loud:
            logger.disabled = False
