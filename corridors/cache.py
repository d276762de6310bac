"""Arrays that take long to work out, kept in the user's cache directory between runs.

What is kept depends on nothing but its key, a hash of all that it was made of; so any entry may be
deleted at any time, by hand too. No cache is ever needed: where none can be read or written, things
take longer.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

Kept = TypeVar("Kept")
VARIABLE = "CORRIDORS_CACHE"
"""Environment variable that names the folder; ``off`` for none."""
MOST = 4
"""Entries of one kind; the ones used longest ago are removed."""
STALE_S = 3600.0
"""Age after which an unfinished file was left behind by a process that died."""


def folder() -> Path | None:
    """The cache directory; None where it is switched off or there is no home."""
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        if named.casefold() in ("off", "0", "no", "none"):
            return None
        with contextlib.suppress(RuntimeError):
            return Path(named).expanduser()
        return Path(named)
    with contextlib.suppress(RuntimeError):
        return _usual() / "corridors"
    return None


def _usual() -> Path:
    """Where programs of this system keep such things."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def key_of(*parts: str | bytes) -> str:
    """Key of an entry from all that it is made of, 24 hexadecimal digits.

    Examples
    --------
    >>> key_of("a", "bc") == key_of("ab", "c")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(raw)} ".encode())
        digest.update(raw)
    return digest.hexdigest()[:24]


def kept(kind: str, key: str, make: Callable[[], Kept], pack: Callable[[Kept], bytes],
         unpack: Callable[[bytes], Kept]) -> Kept:
    """What stands in the cache, else what ``make`` gives, which is put there.

    Parameters
    ----------
    kind
        Name of a subfolder; it holds at most :data:`MOST` entries.
    make, pack, unpack
        Works the thing out, turns it into a NumPy archive, and such a one into it. An entry that
        ``unpack`` does not take counts as broken and is made anew.
    """
    where = folder()
    path = None if where is None else where / kind / f"{key}.npz"
    if path is not None:
        with contextlib.suppress(Exception):  # whatever a broken file does, it is made anew
            found = unpack(path.read_bytes())
            with contextlib.suppress(OSError):
                os.utime(path)
            return found
    thing = make()
    if path is not None:
        with contextlib.suppress(OSError):
            write(path, pack(thing))
            _prune(path)
    return thing


def packed(arrays: Mapping[str, Any]) -> bytes:
    """Arrays as a NumPy archive."""
    import numpy as np

    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, Any]:
    """The arrays of a NumPy archive, of plain numbers and texts only."""
    import numpy as np

    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def write(path: Path, data: bytes) -> None:
    """Write beside the entry and rename, so that no process ever reads half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def tidy(where: Path) -> None:
    """Remove what processes that died left half-written in a folder."""
    for at, file in _aged(where.glob("*.tmp")):
        if at < time.time() - STALE_S:
            with contextlib.suppress(OSError):
                file.unlink()


def _prune(path: Path) -> None:
    """Remove entries of the same kind beyond the newest, and what dead processes left."""
    for _, file in _aged(path.parent.glob("*.npz"))[:-MOST]:
        if file != path:
            with contextlib.suppress(OSError):
                file.unlink()
    tidy(path.parent)


def _aged(files: Iterable[Path]) -> list[tuple[float, Path]]:
    """Files with the time of their last use, the oldest first."""
    found = []
    for file in files:
        with contextlib.suppress(OSError):
            found.append((file.stat().st_mtime, file))
    return sorted(found)
