"""What a study is, what it runs on, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Answer = Mapping[str, Array]
"""Arrays of plain numbers and texts by name: what one item gives."""
LOCAL = "local"
"""Name of the cluster that is started on this machine for one study."""


@dataclass(frozen=True, eq=False)
class Study:
    """Many items of one computation.

    Attributes
    ----------
    name
        Short, for messages and the folder of what is kept: ``sweep``, ``attribution`` ...
    key
        Hash of all that the answers depend on but the items, see
        :func:`corridors.cache.key_of`; items of studies with one key may share what is kept.
        The toolkit's own code and data need not be in it, nor the modules of ``prepare`` and
        ``work``: they are always part of what a kept item goes by.
    prepare
        Function of a module, called once in every process: ``spec`` -> context.
    work
        Function of a module: (context, item) -> arrays of one item. It must not depend on what
        was worked off before, so that the answers are the same whatever the number of workers.
    spec
        Picklable, with everything that ``prepare`` needs: a worker on another machine has no
        file of ours but the installed package.
    items
        Picklable, with a ``repr`` that tells them apart.
    """

    name: str
    key: str
    prepare: Callable[[Any], Any]
    work: Callable[[Any, Any], Answer]
    spec: Any
    items: tuple[Any, ...]


@dataclass(frozen=True)
class Resources:
    """What a study may use.

    Attributes
    ----------
    workers
        Processes; 1 for this one alone, None to choose by the size of the study.
    cluster
        Address of a Dask scheduler such as ``tcp://10.0.0.5:8786``, ``local`` for one on this
        machine, empty for none.
    checkpoints
        Folder where finished items are kept, which must be writable; the user's cache where
        None, as far as there is one.
    resume
        Whether what is kept from an earlier run is used.
    batch
        Items a task; chosen by the time they take where None.
    """

    workers: int | None = None
    cluster: str = ""
    checkpoints: Path | None = None
    resume: bool = True
    batch: int | None = None


class Count(str):
    """How far a study is, ``"12/100"`` as text.

    Attributes
    ----------
    done, total
        Items.
    left_s
        Seconds that the rest will take, None while unknown.
    """

    __slots__ = ("done", "left_s", "total")

    done: int
    total: int
    left_s: float | None

    def __new__(cls, done: int, total: int, left_s: float | None = None) -> Count:
        """A text that knows its numbers."""
        made = super().__new__(cls, f"{done}/{total}")
        made.done, made.total, made.left_s = done, total, left_s
        return made


class StudyWarning(UserWarning):
    """What the user should know of a study that ended well, in Chinese.

    Attributes
    ----------
    fault
        The same to be said in either language.
    """

    def __init__(self, fault: Any) -> None:
        self.fault = fault
        super().__init__(fault.render("zh"))
