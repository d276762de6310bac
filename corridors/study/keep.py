"""Finished parts of a study, kept so that it can go on after whatever ended it."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sys
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from corridors.cache import folder, key_of, tidy, write
from corridors.errors import OutputError, fault
from corridors.study.archive import unpack
from corridors.study.identity import identity
from corridors.study.model import Answer, Resources, Study

MOST_STUDIES = 12
MOST_BYTES = 2_000_000_000
"""Bounds of the cache for studies of one name; the ones used longest ago are removed. A folder
that the user names is never tidied."""


class Keep:
    """Folder of the finished parts of one study.

    Attributes
    ----------
    folder
        None where nothing is kept.
    named
        Whether the user named it.
    reason
        Why some part could not be written; empty where none failed.
    """

    def __init__(self, study: Study, resources: Resources) -> None:
        """Find the folder and see that it can be written.

        Raises
        ------
        OutputError
            A folder that the user named cannot be written.
        """
        self.reason = ""
        self.named = resources.checkpoints is not None
        whole = resources.checkpoints or _cache()
        self.folder = None if whole is None else whole / study.name / study_key(study)
        if self.folder is None:
            return
        try:
            if not resources.resume and self.folder.is_dir():
                shutil.rmtree(self.folder)
            if self.named:
                write(self.folder / "try", b"")
                (self.folder / "try").unlink()
        except OSError as error:
            if self.named:
                raise OutputError(fault("study.folder", file=resources.checkpoints,
                                        reason=error.strerror or error)) from error
            if not resources.resume:
                self.folder = None  # what is there must not be used, and cannot be removed
                return
        tidy(self.folder)

    def read(self, wanted: Collection[str]) -> dict[str, Answer]:
        """What is kept of some items; a broken file counts as none and is removed."""
        found: dict[str, Answer] = {}
        if self.folder is None:
            return found
        for path in sorted(self.folder.glob("*.npz")):
            try:
                found.update(unpack(path, wanted))
            except OSError:
                continue
            except Exception:  # whatever a broken file does, its items are made anew
                with contextlib.suppress(OSError):
                    path.unlink()
                continue
        return found

    def write(self, keys: Iterable[str], data: bytes) -> None:
        """Keep a batch, whole or not at all; a failure is remembered, the study goes on."""
        if self.folder is None:
            return
        try:
            write(self.folder / f"{key_of(*keys)}.npz", data)
        except OSError as error:
            self.reason = str(error.strerror or error)

    def close(self) -> None:
        """Remove from the cache what was used longest ago."""
        if self.folder is None or self.named:
            return
        total = 0
        for kept, (_, path) in enumerate(sorted(_aged(self.folder.parent), reverse=True), 1):
            with contextlib.suppress(OSError):
                total += sum(file.stat().st_size for file in path.iterdir())
            if path != self.folder and (kept > MOST_STUDIES or total > MOST_BYTES):
                shutil.rmtree(path, ignore_errors=True)


def study_key(study: Study) -> str:
    """Identity of all that the answers of a study depend on but the items."""
    functions = [f"{one.__module__}.{one.__qualname__} {_source(one.__module__)}"
                 for one in (study.prepare, study.work)]
    return key_of(study.key, repr(sorted(identity().items())), *functions)


@cache
def _source(module: str) -> str:
    """Hash of a module that is not ours; ours are part of the identity."""
    path = getattr(sys.modules.get(module), "__file__", None)
    if path is None or module.split(".")[0] == "corridors":
        return ""
    with contextlib.suppress(OSError):
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return ""


def _cache() -> Path | None:
    whole = folder()
    return None if whole is None else whole / "studies"


def _aged(whole: Path) -> list[tuple[float, Path]]:
    found = []
    with contextlib.suppress(OSError):
        for path in whole.iterdir():
            with contextlib.suppress(OSError):
                found.append((path.stat().st_mtime, path))
    return found
