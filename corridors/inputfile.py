"""Bytes of files that users name: ordinary files only, of bounded size, opened without waiting.

A pipe that nobody writes to would be waited for without end, a device such as ``/dev/zero`` never
ends, and a small archive can unpack to more than any machine holds. All of them are told apart
before anything is read.
"""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

from corridors.errors import InputError, fault

MAX_BYTES = 20_000_000
"""Largest text file that is read."""
MAX_UNPACKED = 300_000_000
"""Most that an archive may unpack to."""
MAX_MEMBERS = 20_000
"""Most members that an archive may have."""


def check_ordinary(path: Path, limit: int | None = None) -> int:
    """See that a path names a file that can be read, before a reader is let near it.

    Parameters
    ----------
    limit
        Most bytes; None for as many as there are.

    Returns
    -------
    size
        In bytes.

    Raises
    ------
    InputError
        There is no such file; it is a folder, a device, a pipe or a link that leads in a circle;
        it may not be read; it is too large.

    Examples
    --------
    >>> check_ordinary(Path("/dev/zero"))
    Traceback (most recent call last):
    ...
    corridors.errors.InputError: /dev/zero：这不是普通文件...
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: NUL in the name
        raise InputError(fault("file_missing", file=path)) from None
    except OSError as error:
        raise InputError(fault("hostile.unreadable", file=path,
                               reason=error.strerror or error)) from None
    if stat.S_ISDIR(found.st_mode):
        raise InputError(fault("hostile.folder", file=path))
    if not stat.S_ISREG(found.st_mode):
        raise InputError(fault("hostile.special", file=path))
    if limit is not None and found.st_size > limit:
        raise InputError(fault("file_large", file=path, mb=round(found.st_size / 1e6),
                               limit=limit // 1_000_000))
    try:
        os.close(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)))
    except OSError as error:
        raise InputError(fault("hostile.unreadable", file=path,
                               reason=error.strerror or error)) from None
    return found.st_size


def is_file(path: Path) -> bool:
    """Whether a path names an ordinary file; False as well where it cannot be told.

    Unlike :meth:`pathlib.Path.is_file` it does not fail over names that are too long.

    Examples
    --------
    >>> is_file(Path("x" * 5000))
    False
    """
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a path names a folder; False as well where it cannot be told."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Whether something of a name exists, be it a file or not; False where it cannot be told."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_bounded(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Content of an ordinary file of at most ``limit`` bytes.

    Raises
    ------
    InputError
        As :func:`check_ordinary`, also where the file grows while it is read.
    """
    check_ordinary(path, limit)
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except OSError as error:
        raise InputError(fault("hostile.unreadable", file=path,
                               reason=error.strerror or error)) from None
    if len(raw) > limit:
        raise InputError(fault("file_large", file=path, mb=round(len(raw) / 1e6),
                               limit=limit // 1_000_000))
    return raw


def check_archive(path: Path, limit: int = MAX_UNPACKED) -> tuple[str, ...]:
    """See how much a ZIP archive unpacks to, before anything is unpacked.

    Nothing is ever unpacked to the names that an archive gives its members; names that lead out
    of a folder are refused all the same, since no honest program writes them.

    Returns
    -------
    names
        Of the members.

    Raises
    ------
    InputError
        It unpacks to too much or has too many members, or a member is named like a way out of
        the archive.
    zipfile.BadZipFile
        It is no ZIP archive, or a damaged one.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise zipfile.BadZipFile(str(error)) from None
    if len(members) > MAX_MEMBERS:
        raise InputError(fault("hostile.members", file=path, found=len(members),
                               limit=MAX_MEMBERS))
    unpacked = sum(member.file_size for member in members)
    if unpacked > limit:
        raise InputError(fault("hostile.unpacked", file=path, mb=round(unpacked / 1e6),
                               limit=limit // 1_000_000))
    names = tuple(member.filename for member in members)
    for name in names:
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or name[1:2] == ":":
            raise InputError(fault("hostile.member_name", file=path, name=name))
    return names
