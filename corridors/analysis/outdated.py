"""Whether results in a folder still hold: current, out of date and why, edited, or not whole."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from corridors import __version__
from corridors.analysis.checks import Checked
from corridors.analysis.stamps import JOINED, register_key, stamp
from corridors.cartography.load import embedded_maps, load_map
from corridors.errors import Fault, InputError, fault
from corridors.messages import listed, say
from corridors.network.load import read_base
from corridors.scenario.made import Scenario
from corridors.scenario.model import find_scenario, load_scenario
from corridors.storage.journal import unfinished
from corridors.storage.locks import held
from corridors.storage.manifest import MANIFEST, Stamp, read_manifest, sha256
from corridors.study.identity import code

DEPTH = 3
"""Folders below the one given that are looked into."""
MOST = 6
"""Files that a message names."""
WAIT_S = 10.0


@dataclass(frozen=True)
class Current(Checked):
    """Results of one run that still hold."""

    stamp: Stamp = field(default_factory=Stamp)
    files: tuple[str, ...] = ()

    def render(self, lang: str) -> str:
        """The folder, the command, and how many files."""
        return say("outdated.current", lang, folder=self.what, count=len(self.files),
                   command=self.stamp.command, subject=_of(self.stamp))


def check_folder(folder: Path, given: Sequence[Path] = ()) -> tuple[list[Checked], list[Fault]]:
    """Check the results in a folder and in those below it.

    Parameters
    ----------
    given
        Scenario and map files that results may be of, besides the embedded ones and those that
        stand where the command is run or near the results.

    Returns
    -------
    checked
        Runs all of whose files still hold.
    faults
        For all others: what became of which files.
    """
    folders = [path for path in _folders(folder, DEPTH)
               if (path / MANIFEST).is_file() or unfinished(path)]
    if not folders:
        return [], [fault("outdated.none", file=folder, manifest=MANIFEST)]
    checked: list[Checked] = []
    faults: list[Fault] = []
    for path in folders:
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):  # read-only, or somebody has long been writing
                stack.enter_context(held(path, WAIT_S))
            done, wrong = _one(path, given)
        checked += done
        faults += wrong
    return checked, faults


def _one(folder: Path, given: Sequence[Path]) -> tuple[list[Checked], list[Fault]]:
    faults = [fault("outdated.unfinished", file=folder, left=len(left), count=len(journal.files))
              for journal, left in unfinished(folder)]
    manifest = read_manifest(folder)
    if manifest is None:
        if not faults:
            faults.append(fault("outdated.manifest", file=folder / MANIFEST))
        return [], faults
    runs: dict[Stamp, list[str]] = {}
    for name, entry in manifest.items():
        runs.setdefault(entry.stamp, []).append(name)
    checked: list[Checked] = []
    for made, names in sorted(runs.items(), key=lambda item: item[0]):
        hashes = {name: sha256(folder / name) for name in names}
        edited = [name for name in names if hashes[name] not in ("", manifest[name].sha256)]
        missing = [name for name in names if not hashes[name]]
        found = [fault(key, file=folder, files=_named(some), command=made.command,
                       subject=_of(made))
                 for key, some in (("outdated.edited", edited), ("outdated.missing", missing))
                 if some]
        found += [fault(f"outdated_by.{reason}", file=folder, files=_named(names),
                        command=made.command, subject=_of(made))
                  for reason in reasons(made, folder, given)]
        faults += found
        if not found:
            checked.append(Current(str(folder), None, made, tuple(names)))
    return checked, faults


def reasons(made: Stamp, folder: Path, given: Sequence[Path] = ()) -> list[str]:
    """Why results no longer hold; none where they do.

    Returns
    -------
    reasons
        Of ``gone`` (the scenario or map is not found), ``broken`` (it cannot be read any more),
        ``scenario``, ``map``, ``data``, ``projects``, ``package``, ``code``.
    """
    found = []
    if made.data_version and made.data_version != read_base().data_version:
        found.append("data")
    if made.map:
        found += _changed(made.map_hash, _map_files(made.map, folder, given), "map")
    read: list[Scenario] = []
    ids, hashes = made.scenario.split(JOINED), made.scenario_hash.split(JOINED)
    for key, digest in zip(ids, hashes, strict=False) if made.scenario else ():
        files = _scenario_files(key, folder, given)
        wrong = _changed(digest, files, "scenario")
        found += [reason for reason in wrong if reason not in found]
        if not wrong:
            read.append(next(one for one in map(_scenario, files)
                             if one is not None and one.hash == digest))
    if not found and made.contents:
        with contextlib.suppress(InputError):
            now = stamp(made.command, *read).contents if read else register_key()
            found += ["projects"] if now != made.contents else []
    if made.package_version != __version__:
        found.append("package")
    elif made.code and made.code != code():
        found.append("code")
    return found


def _changed(digest: str, files: Iterable[Path], kind: str) -> list[str]:
    """Whether any file of that name still says the same."""
    read = _scenario if kind == "scenario" else _map_hash
    there = [path for path in files if path.is_file()]
    if not there:
        return ["gone"]
    hashes = [one.hash if isinstance(one, Scenario) else one for one in map(read, there)]
    if digest in hashes:
        return []
    return [kind] if any(hashes) else ["broken"]


@cache
def _scenario(path: Path) -> Scenario | None:
    with contextlib.suppress(InputError):
        return load_scenario(path, strict=False)
    return None


@cache
def _map_hash(path: Path) -> str | None:
    with contextlib.suppress(InputError):
        return load_map(str(path)).hash
    return None


def _scenario_files(key: str, folder: Path, given: Sequence[Path]) -> list[Path]:
    found = _near(key, folder, given, "scenarios")
    with contextlib.suppress(InputError):
        found.append(find_scenario(key))
    return [path for path in found if path.is_file()]


def _map_files(key: str, folder: Path, given: Sequence[Path]) -> list[Path]:
    ready = [path for path in embedded_maps() if path.stem == key]
    return _near(key, folder, given, "maps") + ready


def _near(key: str, folder: Path, given: Sequence[Path], below: str) -> list[Path]:
    """Files of a name among those given, where the command is run, and near the results."""
    places = [Path(), Path(below)]
    for part in (folder, *list(folder.absolute().parents)[:2]):
        places += [part, part / below]
    files = [path for path in given if path.stem == key]
    files += [place / f"{key}{end}" for place in places for end in (".yaml", ".yml")]
    return list({path.absolute(): path for path in files if path.is_file()}.values())


def _folders(folder: Path, depth: int) -> list[Path]:
    """A folder and those below it, links not followed."""
    found = [folder]
    if depth:
        with contextlib.suppress(OSError):
            for path in sorted(folder.iterdir()):
                if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
                    found += _folders(path, depth - 1)
    return found


def _of(made: Stamp) -> str:
    """Scenario or map in brackets, for messages; empty where there is none."""
    return f" ({made.subject})" if made.subject else ""


def _named(names: Sequence[str]) -> str:
    shown = listed(sorted(names)[:MOST], "en")
    return shown if len(names) <= MOST else f"{shown}, … ({len(names)})"
