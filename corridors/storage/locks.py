"""One run at a time in an output folder.

The lock is the operating system's, on a file of its own in the folder: it ends with the process
that holds it, however that ends, so that no lock is ever left behind. Where a file system knows no
locks, runs go on without.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

LOCK = ".corridors.lock"
WAIT_S = 120.0
"""How long a run waits for another that writes into the same folder."""
_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK}


class BusyError(OSError):
    """Another run holds the folder for longer than one wants to wait."""


@contextlib.contextmanager
def held(folder: Path, wait_s: float = WAIT_S) -> Iterator[bool]:
    """Hold a folder; whether there is a lock at all.

    Raises
    ------
    BusyError
        Another run holds it for longer than ``wait_s``.
    OSError
        The folder cannot be written.
    """
    path = folder / LOCK
    handle, locked = _take(path, time.monotonic() + wait_s)
    try:
        yield locked
    finally:
        if os.name == "posix":  # while it is held, so that nobody else's goes
            with contextlib.suppress(OSError):
                path.unlink()
        os.close(handle)
        if os.name != "posix":  # refused where another run has it open by now
            with contextlib.suppress(OSError):
                path.unlink()


def _take(path: Path, until: float) -> tuple[int, bool]:
    pause = 0.005
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        except PermissionError:  # on Windows, while the file of the run before is being removed
            if os.name == "posix" or time.monotonic() > until:
                raise
            time.sleep(pause)
            continue
        try:
            _lock(handle)
            if _still(handle, path):
                return handle, True
        except OSError as error:
            if error.errno not in _BUSY:
                return handle, False
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        if time.monotonic() > until:
            raise BusyError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        time.sleep(pause)
        pause = min(pause * 2, 0.2)


def _still(handle: int, path: Path) -> bool:
    """Whether the file is still the one of that name: who held it before may have removed it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
