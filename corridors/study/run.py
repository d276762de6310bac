"""Work off a study."""

from __future__ import annotations

import pickle
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from corridors.errors import Fault, InputError, ServiceError, StoppedError, fault
from corridors.messages import Word
from corridors.study.crew import Crew, Here
from corridors.study.items import item_key
from corridors.study.keep import Keep
from corridors.study.loop import Loop
from corridors.study.model import LOCAL, Answer, Resources, Study, StudyWarning
from corridors.study.processes import Processes, cores
from corridors.study.tasks import blob_of, working

LOOK_S = 2.0
"""Time in this process after which it is judged whether more are worth it."""
MANY_S = 8.0
"""Work left, as long as this one would take, from which on all cores are used."""
LARGE_S = 120.0
"""Work left from which on a cluster of this machine is used, where Dask is installed."""
TOLD_S = 60.0
"""Run time from which on it is worth saying that nothing could be kept in the cache."""


def run(study: Study, resources: Resources | None = None,
        tick: Callable[[str], None] | None = None) -> list[Answer]:
    """Answers of all items, in their order.

    The answers are the same, bit by bit, whatever the resources. Finished items are kept as the
    study goes on, and taken from there when it is run again. Ctrl-C ends it with what is finished
    kept.

    Parameters
    ----------
    resources
        What to use; chosen by the size of the study where None: this process for a short one,
        else all cores.
    tick
        Told how far it is, a :class:`~corridors.study.model.Count`.

    Returns
    -------
    answers
        Arrays by name, one mapping for each item.

    Raises
    ------
    InputError
        Resources that cannot be.
    MissingPackageError
        ``distributed`` is not installed, but a cluster was asked for.
    OutputError
        The folder for checkpoints cannot be written.
    ServiceError
        The cluster cannot be reached or has other versions of the code, the data or the
        libraries.
    CorridorsError
        What the work on an item raises, with the item named; or an item that ended the process
        that worked on it, again and again.
    StoppedError
        Stopped by Ctrl-C.

    Warns
    -----
    StudyWarning
        Finished items could not be kept.
    """
    resources = resources or Resources()
    check(resources)
    keys = [item_key(item) for item in study.items]
    keep, start = Keep(study, resources), time.monotonic()
    loop = Loop(study, keys, keep, tick or _silent, resources.batch)
    try:
        _work_off(loop, resources)
    except KeyboardInterrupt:
        kept = keep.folder is not None and not keep.reason
        raise StoppedError(fault("study.stopped", study=study.name, done=len(loop.answers),
                                 total=len(set(keys)), kept=Word(
                                     "study.kept" if kept else "study.not_kept"))) from None
    finally:
        keep.close()
    if keep.reason and (keep.named or time.monotonic() - start > TOLD_S):
        warnings.warn(StudyWarning(fault("study.unkept", file=keep.folder, reason=keep.reason)),
                      stacklevel=2)
    return [loop.answers[key] for key in keys]


def check(resources: Resources) -> None:
    """Refuse resources that cannot be.

    Raises
    ------
    InputError
        Fewer than one worker or item a batch, a cluster that is no address, or a number of
        workers for a cluster that has its own.
    """
    faults: list[Fault] = []
    if resources.workers is not None and resources.workers < 1:
        faults.append(fault("study.workers", found=resources.workers))
    if resources.batch is not None and resources.batch < 1:
        faults.append(fault("study.batch", found=resources.batch))
    if resources.cluster not in ("", LOCAL):
        if "://" not in resources.cluster:
            faults.append(fault("study.address", found=resources.cluster))
        elif resources.workers is not None:
            faults.append(fault("study.own_workers", found=resources.workers,
                                address=resources.cluster))
    if faults:
        raise InputError(faults)


def _work_off(loop: Loop, resources: Resources) -> None:
    if not loop.left:
        return
    workers = min(resources.workers or cores(), loop.left)
    if resources.cluster:
        _with(loop, partial(_cluster, loop, resources.cluster, workers))
    elif resources.workers is not None and workers > 1 and not working():
        _with(loop, partial(_processes, loop, workers))
    elif resources.workers is None and workers > 1 and not working():
        end = time.monotonic() + LOOK_S
        here = Here(loop.study)
        loop.work_off(here, until=lambda: loop.item_s > 0 and time.monotonic() > end)
        workers = min(workers, loop.left)
        if workers > 1 and loop.left * loop.item_s > MANY_S and _can_travel(loop.study):
            _with(loop, partial(_many, loop, workers))
        loop.work_off(here)
    else:
        loop.work_off(Here(loop.study))


def _with(loop: Loop, make: Callable[[], Crew]) -> None:
    crew = make()
    try:
        loop.work_off(crew)
    finally:
        crew.close()


def _processes(loop: Loop, workers: int) -> Crew:
    return Processes(_blob(loop.study), workers)


def _many(loop: Loop, workers: int) -> Crew:
    """All cores: a cluster of this machine for a large study, where there can be one."""
    if loop.left * loop.item_s > LARGE_S and _has_dask():
        with suppress(ServiceError):
            return _cluster(loop, LOCAL, workers)
    return _processes(loop, workers)


def _blob(study: Study) -> bytes:
    if not _can_travel(study):
        raise InputError(fault("study.main", study=study.name))
    return blob_of(study)


def _cluster(loop: Loop, address: str, workers: int) -> Crew:
    from corridors.study.cluster import Cluster

    return Cluster(_blob(loop.study), address, workers)


def _has_dask() -> bool:
    from importlib.util import find_spec

    return find_spec("distributed") is not None


def _can_travel(study: Study) -> bool:
    """Whether other processes can import the functions, and be sent the rest."""
    try:
        blob_of(study)
    except (AttributeError, TypeError, pickle.PicklingError):
        return False
    return "__main__" not in (study.work.__module__, study.prepare.__module__)


def _silent(step: str) -> None:
    del step
