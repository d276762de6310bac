"""Writing sets of files into a folder: the one way by which output comes onto the disk."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from errno import EACCES, EISDIR, ENOTDIR
from os import strerror
from pathlib import Path

from corridors.errors import OutputError, fault
from corridors.storage.journal import NEW, OLD, PREFIX, Journal, commit, recover, staging
from corridors.storage.locks import BusyError, held
from corridors.storage.manifest import (
    MANIFEST,
    Entry,
    Manifest,
    Stamp,
    manifest_bytes,
    read_manifest,
    sha256,
    without,
)

STALE_S = 3600.0
"""Age after which unfinished work was left by a run that is no more, where there are no locks."""


@dataclass(frozen=True)
class Written:
    """What a set of files met in its folder.

    Attributes
    ----------
    files
        Names of the files written, in the order given.
    kept
        Old files edited by hand, with the name under which they stay.
    replaced
        Results of another scenario or map that these took the place of, by its id.
    foreign
        Files replaced that no manifest told of.
    stale
        Results still there that were made of another state of the same scenario or map.
    removed
        Files that went because they would belie these.
    finished
        Sets of runs that were killed while they put them in place, finished first.
    """

    files: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    finished: int = 0


def check_targets(paths: Iterable[Path]) -> None:
    """Find out before long work whether files can be written later.

    Raises
    ------
    OutputError
        For every folder that cannot be written and every file that is in the way, all at once.
    """
    found: dict[Path, str] = {}
    for path in paths:
        folder = next(part for part in path.absolute().parents if part.exists())
        if not folder.is_dir():
            found[folder] = strerror(ENOTDIR)
        elif not os.access(folder, os.W_OK):
            found[folder] = strerror(EACCES)
        elif path.is_dir():
            found[path] = strerror(EISDIR)
        elif path.exists() and not os.access(path, os.W_OK):
            found[path] = strerror(EACCES)
    if found:
        raise OutputError([fault("output_failed", file=path, reason=reason)
                           for path, reason in found.items()])


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    OutputError
        The folder cannot be written or the file is open elsewhere.
    """
    write_set(path.parent, {path.name: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files all or none, whatever ends the process.

    Raises
    ------
    OutputError
        A folder cannot be written, a folder stands in the place of a file, or a file is open
        elsewhere; earlier files are as they were.
    """
    if not files:
        return
    folder = Path(os.path.commonpath([path.absolute().parent for path in files]))
    first = next(iter(files)).parent
    if first.absolute() == folder:  # as given, for messages
        folder = first
    write_set(folder, {path.absolute().relative_to(folder.absolute()).as_posix(): data
                       for path, data in files.items()})


def write_set(folder: Path, files: Mapping[str, bytes], *, stamp: Stamp | None = None,
              remove: Iterable[str] = ()) -> Written:
    """Write files into a folder all or none, whatever ends the process.

    Parameters
    ----------
    files
        Content by name below the folder, ``/`` between its parts.
    stamp
        What they are results of; they go into the manifest of the folder.
    remove
        Names of files of an earlier run that would belie these.

    Raises
    ------
    OutputError
        The folder cannot be written, a folder stands in the place of a file, a file is open
        elsewhere, or another run holds the folder; earlier files are as they were.
    """
    with stage(folder, stamp=stamp, remove=remove) as work:
        for name, data in files.items():
            work.add(name, data)
    return work.written


class Stage:
    """A set of files in the making.

    Attributes
    ----------
    folder
        Where new files are made, by their names; what is made there is put in place at the end.
    written
        What they met, once they are in place.
    """

    def __init__(self, target: Path, folder: Path) -> None:
        self.target, self.folder = target, folder
        self.written = Written()
        self.names: list[str] = []
        self.current = target

    def add(self, name: str, data: bytes) -> None:
        """Make a file."""
        self.current = self.target / name
        if self.current.is_dir():
            raise IsADirectoryError(EISDIR, strerror(EISDIR))
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.names.append(name)

    def all_names(self) -> list[str]:
        """Every file made, those added first and in that order."""
        made = sorted(path.relative_to(self.folder).as_posix()
                      for path in self.folder.rglob("*") if path.is_file())
        return list(dict.fromkeys([*self.names, *made]))


@contextlib.contextmanager
def stage(folder: Path, *, stamp: Stamp | None = None,
          remove: Iterable[str] = ()) -> Iterator[Stage]:
    """Make files of a set one by one; they are put in place when the block ends well.

    Nobody else writes into the folder meanwhile.

    Raises
    ------
    OutputError
        As with :func:`write_set`.
    """
    work = Stage(folder, folder)
    made: list[Path] = []
    try:
        made = _made(folder)
        with held(folder) as locked:
            finished = 0
            if locked or _stale(folder):
                finished = recover(folder)
            hidden = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
            try:
                work.folder = hidden / NEW
                work.folder.mkdir()
                (hidden / OLD).mkdir()
                yield work
                work.current = folder
                _into_place(work, hidden, stamp, tuple(remove), finished)
            finally:
                _drop(hidden)
    except BusyError as error:
        raise OutputError(fault("output_busy", file=folder)) from error
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        # Of the hidden files nobody knows; their places are what the user can do something about.
        named = Path(error.filename) if isinstance(error.filename, str) else None
        hidden_one = named is None or any(part.startswith(".corridors") for part in named.parts)
        shown = work.current if hidden_one else named
        raise OutputError(fault("output_failed", file=shown,
                                reason=error.strerror or error)) from error
    finally:
        for path in made:  # folders that were made for nothing
            with contextlib.suppress(OSError):
                path.rmdir()


def _into_place(work: Stage, hidden: Path, stamp: Stamp | None, remove: tuple[str, ...],
                finished: int) -> None:
    """Journal and renames, with the manifest as the last file of the set."""
    folder, names = work.target, work.all_names()
    told = read_manifest(folder)
    old: Manifest = told or {}
    gone = tuple(name for name in remove if name not in names and _there(folder / name))
    there = [name for name in names if _there(folder / name)]
    hashes = {name: sha256(work.folder / name) for name in names} if stamp or told else {}
    kept, foreign, replaced = [], [], {}
    for name in [*there, *gone] if stamp or told else []:
        now = sha256(folder / name)
        entry = old.get(name)
        if now == hashes.get(name):
            continue
        if entry is None:
            foreign += [name] if name not in gone else []
        elif now != entry.sha256:
            kept.append((name, _beside(name, now)))
        elif stamp is not None and entry.stamp.subject != stamp.subject:
            replaced[name] = entry.stamp.subject
    left = without(old, [*names, *gone])
    files = list(names)
    if stamp is not None or any(name in old for name in (*names, *gone)):
        new = {**left, **{name: Entry(hashes[name], stamp) for name in names}} if stamp else left
        (work.folder / MANIFEST).write_bytes(manifest_bytes(new))
        files.append(MANIFEST)
    before = tuple(name for name in (*files, *gone) if _there(folder / name))
    commit(folder, hidden, Journal(tuple(files), gone, before, tuple(kept)))
    subjects = {key: tuple(name for name, subject in replaced.items() if subject == key)
                for key in dict.fromkeys(replaced.values())}
    stale = tuple(name for name, entry in left.items() if stamp is not None
                  and entry.stamp.subject == stamp.subject and _differs(entry.stamp, stamp)
                  and _there(folder / name))
    work.written = Written(tuple(names), tuple(kept), subjects, tuple(foreign), stale, gone,
                           finished)


def _differs(old: Stamp, new: Stamp) -> bool:
    """Whether results of one subject come from different inputs or code."""
    return any(one != other for one, other in (
        (old.scenario_hash, new.scenario_hash), (old.data_version, new.data_version),
        (old.package_version, new.package_version),
        (old.contents if old.map == new.map else "", new.contents if old.map == new.map else ""),
        (old.map_hash, new.map_hash)))


def _beside(name: str, digest: str) -> str:
    """Name under which a file that was edited by hand stays."""
    head, dot, ending = name.rpartition(".")
    return f"{head}.edited-{digest[:8]}.{ending}" if dot and head else f"{name}.edited-{digest[:8]}"


def _there(path: Path) -> bool:
    return path.is_file() or path.is_symlink()


def _made(folder: Path) -> list[Path]:
    """Make a folder; those of its way that were not there, the innermost first."""
    new = []
    for path in (folder, *folder.parents):
        if path.exists():
            break
        new.append(path)
    folder.mkdir(parents=True, exist_ok=True)
    return new


def _stale(folder: Path) -> bool:
    """Whether all unfinished work in a folder is old."""
    with contextlib.suppress(OSError):
        return all(path.stat().st_mtime < time.time() - STALE_S for path in staging(folder))
    return False


def _drop(hidden: Path) -> None:
    """Away with a hidden folder, unless it has a journal for the next run."""
    import shutil

    if not any((hidden / name).exists() for name in ("journal.json", "undo.json")):
        shutil.rmtree(hidden, ignore_errors=True)
