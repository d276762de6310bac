"""What the files of a folder are results of: ``corridors.json`` beside them.

It holds the hash of every file, so that one edited by hand, or one that another program put there,
is told from a result; and for every set the command, the scenario and the versions it came from, so
that a result that is out of date is told from one that is not. It has no clock and no path.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from corridors.storage.portable import refused

MANIFEST = "corridors.json"
MOST_BYTES = 5_000_000


@dataclass(frozen=True, order=True)
class Stamp:
    """What results were made of.

    Attributes
    ----------
    command
        Name of the command.
    scenario, scenario_hash
        Id and hash of the scenario; empty where there was none.
    map, map_hash
        Likewise of a map specification.
    contents
        Hash of the project files, plans and sets that went in.
    data_version, package_version, code
        Versions of the tables and of the package, and the hash of its modules.
    """

    command: str = ""
    scenario: str = ""
    scenario_hash: str = ""
    map: str = ""
    map_hash: str = ""
    contents: str = ""
    data_version: str = ""
    package_version: str = ""
    code: str = ""

    @property
    def subject(self) -> str:
        """The scenario or the map; empty where there is none."""
        return self.map or self.scenario


@dataclass(frozen=True)
class Entry:
    """A file as it was written."""

    sha256: str
    stamp: Stamp


Manifest = dict[str, Entry]
"""Files by their name below the folder, ``/`` between its parts."""


def sha256(path: Path) -> str:
    """Hash of a file's bytes; empty where it cannot be read.

    Examples
    --------
    >>> sha256(Path("no such file"))
    ''
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def read_manifest(folder: Path) -> Manifest | None:
    """What a folder says of its files; None where it says nothing or cannot be understood."""
    path = folder / MANIFEST
    try:
        if path.is_symlink() or path.stat().st_size > MOST_BYTES:
            return None
        return _parsed(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _parsed(data: Mapping[str, Any]) -> Manifest:
    if data["schema"] != 1:
        raise ValueError
    found: Manifest = {}
    known = {field.name for field in fields(Stamp)}
    for run in data["results"]:
        stamp = Stamp(**{key: str(run[key] or "") for key in known & set(run)})
        for name, digest in run["files"].items():
            if refused(name) != "path":
                found[name] = Entry(str(digest), stamp)
    return found


def manifest_bytes(manifest: Mapping[str, Entry]) -> bytes:
    """A manifest as JSON, the same whatever the order."""
    runs: dict[Stamp, dict[str, str]] = {}
    for name, entry in sorted(manifest.items()):
        runs.setdefault(entry.stamp, {})[name] = entry.sha256
    results = [{**{key: value for key, value in asdict(stamp).items() if value}, "files": files}
               for stamp, files in sorted(runs.items(), key=lambda item: item[0])]
    text = json.dumps({"schema": 1, "results": results}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def without(manifest: Mapping[str, Entry], names: Iterable[str]) -> Manifest:
    """A manifest that does not tell of some files."""
    gone = set(names)
    return {name: entry for name, entry in manifest.items() if name not in gone}
