"""Scenario files: found, read and checked; ``extends`` is followed here."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from corridors.changes import Change, parse_changes
from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.inputfile import is_file
from corridors.migrations import read_current
from corridors.names import suggest
from corridors.paths import embedded, own
from corridors.scenario.file import CompareSpec, LockFeedback, ScenarioFile, Selector, State
from corridors.scenario.file import choices as choices_of
from corridors.scenario.made import Scenario
from corridors.textfile import Document
from corridors.validation import validate

__all__ = ["ITEMS", "CompareSpec", "LockFeedback", "Scenario", "ScenarioFile", "Selector", "State",
           "embedded_closures", "embedded_scenarios", "find_scenario", "load_scenario",
           "own_scenarios"]


MAX_ABOVE = 20
"""Files that a scenario may extend one above the other."""
ITEMS, CLOSURES = "items", "closures"
"""Folders below the scenarios: one file for each item of a plan, and what may be closed."""


def find_scenario(name: str | Path) -> Path:
    """Path of a scenario by path, or by the name of one of the workspace or an embedded one.

    Raises
    ------
    UnknownNameError
        There is neither such a file nor such an embedded scenario.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or is_file(path):
        return path
    mine = own("scenarios")
    for folder in (*([] if mine is None else [mine]), embedded("scenarios"),
                   *(embedded("scenarios") / f for f in (ITEMS, CLOSURES))):
        if is_file(folder / f"{name}.yaml"):
            return folder / f"{name}.yaml"
    known, items = ([p.stem for p in embedded_scenarios(item)] for item in (False, True))
    known += [p.stem for p in (*embedded_closures(), *own_scenarios())]
    raise UnknownNameError(fault("scenario_unknown", name=name, allowed=", ".join(known),
                                 items=len(items), suggestion=suggest(name, [*known, *items])))


def embedded_scenarios(items: bool = False) -> tuple[Path, ...]:
    """Files of the embedded scenarios, or of those with one item of a plan each.

    Examples
    --------
    >>> "pinglu_canal" in [path.stem for path in embedded_scenarios()]
    True
    """
    folder = embedded("scenarios") / ITEMS if items else embedded("scenarios")
    return tuple(sorted(folder.glob("*.yaml")))


def embedded_closures() -> tuple[Path, ...]:
    """Files of the embedded scenarios of closures.

    Examples
    --------
    >>> "changzhou_lock" in [path.stem for path in embedded_closures()]
    True
    """
    return tuple(sorted((embedded("scenarios") / CLOSURES).glob("*.yaml")))


def own_scenarios() -> tuple[Path, ...]:
    """Files of the user's own scenarios, those of the workspace."""
    mine = own("scenarios")
    return () if mine is None else tuple(sorted(mine.glob("*.yaml")))


def load_scenario(name: str | Path, *, strict: bool = True) -> Scenario:
    """Read a scenario file.

    Parameters
    ----------
    name
        Path of a file, or name of a scenario that comes along or stands in the workspace.
    strict
        Raise for choices that do not exist; else they are kept and raised with the faults that
        show only against the network, so that a user sees all of them at once.

    Returns
    -------
    scenario
        Frozen; ``with_...`` gives others.

    Raises
    ------
    InputError
        With all faults of the file, or a circle of ``extends``.

    Examples
    --------
    >>> load_scenario("pinglu_canal").file.name.en
    'With and without the Pinglu Canal'
    """
    path = find_scenario(name)
    data, documents = _extended(path, ())
    document = documents[-1]
    raw = data.pop("changes", [])
    faults: list[Fault] = []
    choices: list[Fault] = []
    file: ScenarioFile | None = None
    changes: tuple[Change, ...] = ()
    try:
        file = validate(ScenarioFile, data, document)
        choices = choices_of(file, document)
    except InputError as error:
        faults += error.faults
    try:
        changes = parse_changes(raw, document) if raw else ()
    except InputError as error:
        faults += error.faults
    if faults or file is None or (strict and choices):
        raise InputError(faults + choices)
    digest = hashlib.sha256()
    for item in documents:
        digest.update(item.path.read_bytes().replace(b"\r\n", b"\n"))
    return Scenario(path.stem, file, changes, path, digest.hexdigest()[:12], document,
                    tuple(choices))


def _extended(path: Path, above: tuple[Path, ...]) -> tuple[dict[str, Any], list[Document]]:
    """Data of a file over those of the file it extends; the file itself comes last."""
    document = read_current(path, "scenario")
    assert isinstance(document.data, dict)
    data: dict[str, Any] = dict(document.data)
    parent = data.pop("extends", None)
    if parent is None:
        return data, [document]
    if len(above) >= MAX_ABOVE:
        raise InputError(fault("hostile.extends", file=path, limit=MAX_ABOVE,
                               line=document.line(("extends",))))
    beside, line = path.parent / str(parent), document.line(("extends",))
    try:
        target = beside if is_file(beside) else find_scenario(str(parent))
        if not is_file(target):
            raise UnknownNameError(fault("extends_missing", found=parent))
    except UnknownNameError as error:
        raise UnknownNameError([Fault(f.key, f.values, str(path), line)
                                for f in error.faults]) from None
    chain = (*above, path.resolve())
    if target.resolve() in chain:
        shown = " -> ".join(p.name for p in (*chain, target))
        raise InputError(fault("extends_cycle", file=path, line=line, found=shown))
    base, documents = _extended(target, chain)
    merged = {**base, **data}
    for key in ("compare", "base", "parameters"):
        if isinstance(base.get(key), dict) and isinstance(data.get(key), dict):
            merged[key] = {**base[key], **data[key]}
    return merged, [*documents, document]
