"""Compiling the inner loops of the hierarchy with Numba, where it is installed.

Compiled code is kept in the user's cache folder, beside the other things that take long to work
out. Where Numba is missing or does not work there is nothing compiled and nobody is told: the
loops of :mod:`corridors.engine.cch` give the same answers.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corridors import cache as storage
from corridors.engine import kernels

log = logging.getLogger(__name__)
KIND = "compiled"
"""Subfolder of the cache."""
_lock = threading.Lock()


@dataclass(frozen=True)
class Kernels:
    """The functions of :mod:`corridors.engine.kernels`, as they are or compiled."""

    corners: Callable[..., Any] = kernels.corners
    own_ways: Callable[..., Any] = kernels.own_ways
    customise: Callable[..., Any] = kernels.customise
    recustomise: Callable[..., Any] = kernels.recustomise
    labels: Callable[..., Any] = kernels.labels
    meet: Callable[..., Any] = kernels.meet
    tree: Callable[..., Any] = kernels.tree
    walks: Callable[..., Any] = kernels.walks


PLAIN = Kernels()
"""The functions as they are: to test them, and to step through them."""
SIGNATURES = {
    "corners": "n8 n4 n8",
    "own_ways": "n4 nf i",
    "customise": "n8 n8 n4 wF",
    "recustomise": "n4 n8 n8 nf n8 n4 n8 n4 n4 n8 n4 n4 wF nF wF i",
    "labels": "n8 i n8 n4 n4 n8 nf w4",
    "meet": "n8 n8 nF n4 n4 nF n4 n4 wF w4",
    "tree": "wf n8 n4 nf",
    "walks": "n8 n8 n8 n8 n8 v4 v4 n8 n4 n4 n8 n4 n4 nF v4 nF",
}
"""Types of the arguments: n for arrays that are read, w for those that are written, of one row
but for F, v4, and w4; 4 and 8 for whole numbers of so many bytes, f and F for floats; i for one
whole number."""


def is_ready() -> bool:
    """Whether the compiled functions are in memory, or at least in the cache."""
    return _compiled.cache_info().currsize > 0 or (is_installed() and any(_stored()))


def is_installed() -> bool:
    """Whether there is a Numba to compile with."""
    try:
        return find_spec("numba") is not None
    except ValueError:  # somebody has shut it out
        return False


def compiled() -> Kernels | None:
    """The compiled functions; None where Numba is missing or does not work here.

    The first call in a process takes about a second, or several where nothing is in the cache.
    """
    with _lock:
        return _compiled()


@cache
def _compiled() -> Kernels | None:
    where = _folder()
    for folder in (where, None) if where else (None,):
        try:
            return _compile(folder)
        except ImportError as problem:
            log.debug("no compiled loops: %s", problem)
            return None
        except Exception as problem:  # broken or full cache, unknown processor, broken Numba
            log.debug("loops could not be compiled, cache %s: %s", bool(folder), problem)
    return None


def _folder() -> Path | None:
    """Where compiled code is kept; None where nothing can be."""
    where = storage.folder()
    if where is None:
        return None
    try:
        (where / KIND).mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return where / KIND


def _stored() -> Any:
    """Indices in the cache of functions that were compiled for this version of Python."""
    where, version = storage.folder(), f"py{sys.version_info.major}{sys.version_info.minor}"
    return [] if where is None else (where / KIND).glob(f"*/kernels.*.{version}*.nbi")


def _compile(folder: Path | None) -> Kernels:
    import numba

    config: Any = numba.config
    before = config.CACHE_DIR
    try:
        if folder is not None:
            config.CACHE_DIR = str(folder)
        return Kernels(**{part.name: numba.njit(
            _signature(SIGNATURES[part.name]), nogil=True, cache=folder is not None,
            error_model="numpy")(getattr(kernels, part.name)) for part in fields(Kernels)})
    finally:
        config.CACHE_DIR = before


def _signature(text: str) -> tuple[Any, ...]:
    from numba import types

    number = {"4": types.int32, "8": types.int64, "f": types.float64, "F": types.float64}

    def of(word: str) -> Any:
        if word == "i":
            return types.int64
        wide = word in {"nF", "wF", "v4", "w4"}
        return types.Array(number[word[1]], 2 if wide else 1, "C", readonly=word[0] != "w")

    return tuple(of(word) for word in text.split())
