"""The scenario file as a frozen model; ``extends`` is followed here."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from corridors.changes import Change, parse_changes
from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.families import BEST, MODES, OBJECTIVES, PROFILES, families_of
from corridors.names import suggest
from corridors.paths import embedded
from corridors.projects.model import Kind, Names, Stage
from corridors.projects.select import with_water
from corridors.textfile import Document, read_yaml
from corridors.units import MEASURE_UNITS
from corridors.validation import DateText, Frozen, validate


class State(Frozen):
    """A state of the network: a date or a year, some projects taken out."""

    date: DateText | None = None
    year: int | None = None
    without: tuple[str, ...] = ()


ITEMS = "items"
"""Folder below the scenarios with one file for each item of a plan."""


class Selector(Frozen):
    """Projects by what they are instead of by id; every key given must hold.

    Attributes
    ----------
    plan
        Named in this plan; words that may also mean another project do not count.
    kind, mode
        Kind of project, one or several; ``water`` is waterways, sea and ports together.
    opening_by
        Open on that date, by the openings that the scenario counts.
    status
        Stage that it has reached, one of several.
    background
        Whether no plan names it.
    prefecture
        Lies in this prefecture of Guangxi or serves it directly, by any name of the place.
    """

    plan: str | None = None
    mode: Kind | Literal["water"] | tuple[Kind | Literal["water"], ...] | None = None
    kind: Kind | Literal["water"] | tuple[Kind | Literal["water"], ...] | None = None
    opening_by: DateText | None = None
    status: tuple[Stage, ...] | None = None
    background: bool | None = None
    prefecture: str | None = None

    @property
    def kinds(self) -> frozenset[str] | None:
        """Kinds that fit both ``kind`` and ``mode``; None where neither is given."""
        given = []
        for value in (self.kind, self.mode):
            if value is not None:
                names = (value,) if isinstance(value, str) else value
                given.append({*with_water(names)})
        return frozenset(set.intersection(*given)) if given else None


class CompareSpec(Frozen):
    """What to compare."""

    profiles: tuple[str, ...]
    modes: tuple[str, ...] = (BEST,)
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    measures: tuple[str, ...] = ("time_h", "cost_cny", "co2_kg", "distance_km")
    objective: str = "generalised"

    @property
    def ends(self) -> tuple[str, ...]:
        """Origins and destinations as they stand in the file."""
        return (*self.origins, *self.destinations)


class LockFeedback(Frozen):
    """Cargo that the scenario takes away from locks, given from outside.

    Attributes
    ----------
    locks
        Ids of the locks that lose it, all of them the whole of it.
    ab_mt, ba_mt
        Million tonnes a year by direction of the link of each lock.
    """

    locks: tuple[str, ...]
    ab_mt: float = 0.0
    ba_mt: float = 0.0
    source_id: str = "assumption"
    confidence: Literal["high", "medium", "low", "assumed"] = "assumed"
    note: str = ""


class ScenarioFile(Frozen):
    """One scenario file."""

    schema_: Literal[1] = Field(1, alias="schema")
    name: Names
    question: str | Names = ""
    note: Names | None = None
    base: State = State()
    after: State | None = None
    openings: Literal["actual", "planned"] = "actual"
    projects: Literal["all"] | tuple[str | Selector, ...] = ()
    leave_out: tuple[str, ...] = ()
    parameters: dict[str, float] = {}
    season: Literal["normal", "low_water"] = "normal"
    lock_feedback: tuple[LockFeedback, ...] = ()
    compare: CompareSpec
    headline: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Scenario:
    """A scenario that has been read.

    Attributes
    ----------
    id
        Name of its file.
    changes
        Ad-hoc what-ifs, applied after all projects.
    hash
        Content hash of the file and of those it extends, 12 hexadecimal digits.
    faults
        Choices that do not exist, of a scenario that was not read strictly;
        :func:`corridors.scenario.resolve.resolve` raises them with its own.
    """

    id: str
    file: ScenarioFile
    changes: tuple[Change, ...]
    path: Path
    hash: str
    document: Document
    faults: tuple[Fault, ...] = ()


def find_scenario(name: str | Path) -> Path:
    """Path of a scenario by path, or by the name of an embedded one.

    Raises
    ------
    UnknownNameError
        There is neither such a file nor such an embedded scenario.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return path
    for folder in (embedded("scenarios"), embedded("scenarios") / ITEMS):
        if (folder / f"{name}.yaml").is_file():
            return folder / f"{name}.yaml"
    known, items = ([p.stem for p in embedded_scenarios(item)] for item in (False, True))
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


def load_scenario(name: str | Path, *, strict: bool = True) -> Scenario:
    """Read a scenario file.

    Parameters
    ----------
    strict
        Raise for choices that do not exist; else they are kept and raised with the faults that
        show only against the network, so that a user sees all of them at once.

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
        choices = _choices(file, document)
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
    document = read_yaml(path)
    assert isinstance(document.data, dict)
    data: dict[str, Any] = dict(document.data)
    parent = data.pop("extends", None)
    if parent is None:
        return data, [document]
    beside, line = path.parent / str(parent), document.line(("extends",))
    try:
        target = beside if beside.is_file() else find_scenario(str(parent))
        if not target.is_file():
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


def _choices(file: ScenarioFile, document: Document) -> list[Fault]:
    spec = file.compare
    lists = (("profiles", spec.profiles, PROFILES), ("modes", spec.modes, MODES),
             ("measures", spec.measures, tuple(MEASURE_UNITS)),
             ("objective", (spec.objective,), OBJECTIVES))
    faults: list[Fault] = []
    for name, found, allowed in lists:
        for i, value in enumerate(found):
            if value not in allowed:
                where = ("compare", name) if name == "objective" else ("compare", name, i)
                faults.append(fault("choice_unknown", file=document.path,
                                    line=document.line(where), what=name, found=value,
                                    allowed=", ".join(allowed),
                                    suggestion=suggest(value, allowed)))
        faults += [fault("list_twice", file=document.path,
                         line=document.line(("compare", name)), name=f"compare.{name}",
                         found=value) for value, count in Counter(found).items() if count > 1]
        if not found:
            faults.append(fault("list_empty", file=document.path,
                                line=document.line(("compare", name)), name=f"compare.{name}"))
    available = {mode for profile in file.compare.profiles if profile in PROFILES
                 for mode in (*families_of(profile), BEST)}
    if available and set(file.compare.modes) <= {*MODES, BEST} - available:
        faults.append(fault("nothing_to_compare", file=document.path,
                            line=document.line(("compare", "modes"))))
    for name, items in (("origins", spec.origins), ("destinations", spec.destinations)):
        if not items:
            faults.append(fault("list_empty", file=document.path,
                                line=document.line(("compare", name)), name=f"compare.{name}"))
    return faults
