"""What a study is, and what it runs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Answer = Mapping[str, Array]
"""Arrays of plain numbers and texts by name: what one item gives."""


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
    prepare
        Function of a module, called once in every process: ``spec`` -> context.
    work
        Function of a module: (context, item) -> arrays of one item. It must not depend on what
        was worked off before, so that the answers are the same whatever the number of workers.
    spec
        Picklable.
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
        Folder where finished items are kept; the user's cache where None.
    resume
        Whether what is kept from an earlier run is used.
    batch
        Items a task; chosen by their number where None.
    """

    workers: int | None = None
    cluster: str = ""
    checkpoints: Path | None = None
    resume: bool = True
    batch: int | None = None
