"""A set of files put in place all or none, whatever ends the process.

New files are made in a hidden folder beside their places. A journal there, written when all of
them are whole, is the moment from which the new set counts: what ends the process before it leaves
the old set, what ends it later leaves a journal by which the next run finishes the new one. An
error while files are put in place turns the journal round, and the old set comes back.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corridors.storage.portable import refused

PREFIX = ".corridors-"
NEW, OLD = "new", "old"
REDO, UNDO = "journal.json", "undo.json"
MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Journal:
    """What is to happen to a folder, all of it or nothing; names are relative to the folder.

    Attributes
    ----------
    files
        New ones, in the order in which they go into place.
    remove
        Old ones that go.
    before
        Those of both that were there before.
    keep
        Old files that stay under another name: name and new name.
    """

    files: tuple[str, ...]
    remove: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    keep: tuple[tuple[str, str], ...] = ()


def staging(folder: Path) -> list[Path]:
    """Folders of unfinished work in a folder."""
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.glob(f"{PREFIX}*")
                      if path.is_dir() and not path.is_symlink())
    return []


def commit(folder: Path, stage: Path, journal: Journal) -> None:
    """Put the files of a stage in place.

    Raises
    ------
    OSError
        One of them cannot be put there; ``filename`` is its name, the folder is as it was.
    """
    for name in journal.files:
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))
        if not _inside(folder, name):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder / name))
        _sync(stage / NEW / name)
    temporary = stage / "journal.part"
    temporary.write_text(json.dumps({"schema": 1, **asdict(journal)}), encoding="utf-8")
    _sync(temporary)
    temporary.replace(stage / REDO)
    _sync(stage)
    try:
        _save(folder, stage, journal)
        _redo(folder, stage, journal)
    except BaseException:
        with contextlib.suppress(OSError):  # then the next run takes it back
            (stage / REDO).replace(stage / UNDO)
            _undo(folder, stage, journal)
        raise
    _done(stage, REDO)


def recover(folder: Path) -> int:
    """Finish or take back what runs left that are no more; how many sets were finished.

    Only for who holds the lock of the folder.

    Raises
    ------
    OSError
        A file cannot be put in place.
    """
    finished = 0
    for stage in staging(folder):
        back, forth = (_read(folder, stage / name) for name in (UNDO, REDO))
        if back is not None:
            _undo(folder, stage, back)
        elif forth is not None:
            _redo(folder, stage, forth)
            finished += 1
        _done(stage, REDO, UNDO)
    return finished


def unfinished(folder: Path) -> list[tuple[Journal, tuple[str, ...]]]:
    """Sets that a run was putting in place when it ended, with the files still to come."""
    found = []
    for stage in staging(folder):
        journal = _read(folder, stage / REDO)
        if journal is not None:
            found.append((journal, tuple(name for name in journal.files
                                         if (stage / NEW / name).is_file())))
    return found


def _save(folder: Path, stage: Path, journal: Journal) -> None:
    """A second name for every old file, by which it can come back."""
    for name in journal.before:
        saved = stage / OLD / name
        saved.parent.mkdir(parents=True, exist_ok=True)
        _second(folder / name, saved)
    for name, kept in journal.keep:
        if not (folder / kept).exists():
            copy = stage / f"{OLD}.copy"
            copy.unlink(missing_ok=True)
            _second(folder / name, copy)
            copy.replace(folder / kept)


def _second(path: Path, name: Path) -> None:
    try:
        os.link(path, name, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, name, follow_symlinks=False)


def _redo(folder: Path, stage: Path, journal: Journal) -> None:
    for name in journal.remove:
        with _naming(folder / name):
            (folder / name).unlink(missing_ok=True)
    for name in journal.files:
        new, target = stage / NEW / name, folder / name
        if new.is_file():
            with _naming(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                new.replace(target)
    _sync(folder)


def _undo(folder: Path, stage: Path, journal: Journal) -> None:
    for name in (*journal.files, *journal.remove):
        old, target = stage / OLD / name, folder / name
        if (stage / NEW / name).is_file() or (name in journal.remove and target.exists()):
            continue  # not come to; a file that is open elsewhere would refuse to be touched
        if name not in journal.before:
            target.unlink(missing_ok=True)
        elif old.is_file() or old.is_symlink():
            old.replace(target)
    _done(stage, UNDO)


def _done(stage: Path, *journals: str) -> None:
    """Away with a stage; its journal first, lest half a stage is gone through again."""
    for name in journals:
        with contextlib.suppress(OSError):
            (stage / name).unlink()
    shutil.rmtree(stage, ignore_errors=True)


def _inside(folder: Path, name: str) -> bool:
    """Whether no link on the way leads out of the folder."""
    return (folder / name).parent.resolve().is_relative_to(folder.resolve())


def _read(folder: Path, path: Path) -> Journal | None:
    """A journal; None where it is none, or names anything outside its folder."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        names = {key: tuple(map(str, data[key])) for key in ("files", "remove", "before")}
        keep = tuple((str(name), str(kept)) for name, kept in data["keep"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    every: Sequence[str] = [*(name for some in names.values() for name in some),
                            *(name for pair in keep for name in pair)]
    outside = ("path",) if os.name == "posix" else ("path", "character")
    if any(refused(name) in outside or not _inside(folder, name) for name in every):
        return None
    return Journal(names["files"], names["remove"], names["before"], keep)


@contextlib.contextmanager
def _naming(path: Path) -> Any:
    """Let an error say which file it is about; a rename speaks of the hidden one."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _sync(path: Path) -> None:
    """Onto the disk, so that a power cut finds the order in which things were written."""
    if path.is_dir() and os.name != "posix":
        return
    try:
        handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    except PermissionError:  # a folder that may be written, not read
        return
    try:
        with contextlib.suppress(OSError):  # file systems that cannot
            os.fsync(handle)
    finally:
        os.close(handle)
