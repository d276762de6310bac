"""What a process does for a study, whoever started it."""

from __future__ import annotations

import os
import pickle
import platform
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from corridors.errors import CorridorsError, Fault
from corridors.study.archive import pack
from corridors.study.identity import identity
from corridors.study.model import Answer, Study

MOST = 2
"""Studies that a process keeps ready; a network and what is built on it take memory."""


@dataclass(frozen=True)
class Batch:
    """Some items to be worked off in one go.

    Attributes
    ----------
    study
        Identity of the study's functions and specification.
    numbers, keys, items
        Places of the items in the study, their identities, and themselves.
    """

    study: str
    numbers: tuple[int, ...]
    keys: tuple[str, ...]
    items: tuple[Any, ...]


@dataclass(frozen=True)
class Failure:
    """An item that ended in an error.

    Attributes
    ----------
    number
        Place of the item; None where it was the study that could not be made ready.
    kind, faults
        Class and faults of an error that a user can cause.
    error, trace
        Any other error as pickled bytes, and where it came from; no bytes where it cannot be
        pickled.
    cause
        The error itself; it does not travel.
    """

    number: int | None
    kind: type[CorridorsError] | None = None
    faults: tuple[Fault, ...] = ()
    error: bytes = b""
    trace: str = ""
    cause: Exception | None = field(default=None, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """All but the error itself, which need not be picklable."""
        return Failure, (self.number, self.kind, self.faults, self.error, self.trace)


@dataclass(frozen=True)
class Outcome:
    """What became of a batch.

    Attributes
    ----------
    data
        Archive of the answers, see :mod:`corridors.study.archive`.
    numbers
        Places of the items that are in it.
    seconds
        Time that the items took, without making the study ready.
    failure
        Why the rest is missing.
    unknown
        The process does not have the study; nothing was done.
    differs, who
        Versions of the process, where they are not those asked for, and its name; nothing was
        done.
    lost, times
        The process ended before it answered, how, and how often.
    """

    data: bytes = b""
    numbers: tuple[int, ...] = ()
    seconds: float = 0.0
    failure: Failure | None = None
    unknown: bool = False
    differs: dict[str, str] = field(default_factory=dict)
    who: str = ""
    lost: str = ""
    times: int = 1


_ready: OrderedDict[str, tuple[Callable[[Any, Any], Answer], Any]] = OrderedDict()
_lock = threading.RLock()
_working = False


def working() -> bool:
    """Whether this process is at a batch: a study within a study stays where it is."""
    return _working


def versions_here() -> dict[str, str]:
    """Versions of the process that is asked."""
    return identity()


def blob_of(study: Study) -> bytes:
    """Functions and specification of a study, to be sent to a process once."""
    return pickle.dumps((study.prepare, study.work, study.spec), pickle.HIGHEST_PROTOCOL)


def work_batch(batch: Batch, blob: bytes | None, versions: dict[str, str]) -> Outcome:
    """Work off a batch in this process, which keeps the study for further ones.

    Parameters
    ----------
    blob
        See :func:`blob_of`; None where the process should have it.
    versions
        Versions that the process must have.
    """
    if versions != identity():
        return Outcome(differs=identity(), who=f"{platform.node()} {os.getpid()}")
    with _lock:
        known = _ready.get(batch.study)
        if known is None:
            if blob is None:
                return Outcome(unknown=True)
            try:
                prepare, work, spec = pickle.loads(blob)  # noqa: S301
                known = work, prepare(spec)
            except Exception as error:
                return Outcome(failure=_failure(None, error))
            _ready[batch.study] = known
        _ready.move_to_end(batch.study)
        while len(_ready) > MOST:
            _ready.popitem(last=False)
        return done(batch, *known)


def done(batch: Batch, work: Callable[[Any, Any], Answer], context: Any) -> Outcome:
    """Answers of a batch, up to an item that fails."""
    global _working
    start, answers = time.perf_counter(), list[Answer]()
    failure, data = None, b""
    inside, _working = _working, True
    try:
        for item in batch.items:
            answers.append(work(context, item))
    except Exception as error:
        failure = _failure(batch.numbers[len(answers)], error)
    finally:
        _working = inside
    if answers:
        try:
            data = pack(batch.keys[:len(answers)], answers)
        except TypeError as error:
            failure, answers = _failure(batch.numbers[0], error), []
    return Outcome(data, batch.numbers[:len(answers)], time.perf_counter() - start, failure)


def _failure(number: int | None, error: Exception) -> Failure:
    if isinstance(error, CorridorsError):
        return Failure(number, type(error), error.faults, cause=error)
    trace = "".join(traceback.format_exception(error))
    try:
        raw = pickle.dumps(error)
        pickle.loads(raw)  # noqa: S301
    except Exception:
        raw = b""
    return Failure(number, error=raw, trace=trace, cause=error)
