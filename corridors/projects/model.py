"""The project file as a frozen model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from corridors.changes import Batch, Change, parse_changes
from corridors.errors import Fault, InputError, fault
from corridors.schema import columns
from corridors.textfile import Document, read_yaml
from corridors.units import date_key
from corridors.validation import DateText, Frozen, validate

STAGES = ("idea", "study", "preliminary", "planned", "construction", "opened")


class Names(Frozen):
    """A name in both languages."""

    zh: str
    en: str


class Mention(Frozen):
    """Where a plan names the project, in the plan's own words."""

    plan: str
    section: str
    section_basis: Literal["stated", "inferred"] = "stated"
    words: str
    action: str


class Status(Frozen):
    """How far it is, as of a date."""

    stage: Literal["idea", "study", "preliminary", "planned", "construction", "opened"]
    as_of: DateText
    source: str
    note: str = ""


class Opening(Frozen):
    """Dates as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; unknown stays null."""

    planned: DateText | None = None
    actual: DateText | None = None


class SourceRow(Frozen):
    """A source that only this project needs."""

    id: str
    publisher: str
    title: str
    date: DateText = ""
    address: str = ""
    good_for: str


class FactRow(Frozen):
    """One published figure about the project."""

    value: float | str
    unit: str = ""
    source_id: str
    confidence: Literal["high", "medium", "low", "assumed"]
    note: str = ""


class Term(Frozen):
    """A distance between two nodes over the links of some modes, in one state."""

    state: Literal["base", "after"]
    modes: tuple[str, ...]
    from_: str = Field(alias="from")
    to: str


class TripTerm(Frozen):
    """A measure of a trip between two places, in one state."""

    state: Literal["base", "after"]
    profile: str
    mode: str
    measure: str
    from_: str = Field(alias="from")
    to: str
    objective: str = "time"


class Computation(Frozen):
    """How a claim is computed from the network: first term minus second."""

    km: tuple[Term, ...] = ()
    trip: tuple[TripTerm, ...] = ()


class Claim(Frozen):
    """What was published about the effect, to be shown beside what is computed."""

    what: Names
    value: float
    unit: str
    source_id: str
    confidence: str
    independent: bool = True
    note: str = ""
    compute: Computation | None = None


class ProjectFile(Frozen):
    """One project file, except for its changes."""

    schema_: Literal[1] = Field(alias="schema")
    id: str
    name: Names
    kind: Literal["road", "rail", "waterway", "port", "air", "hub", "policy"]
    named_in: tuple[Mention, ...] = ()
    status: Status
    opening: Opening = Opening()
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    facts: dict[str, FactRow] = {}
    claims: tuple[Claim, ...] = ()
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, eq=False)
class Project:
    """A project file that has been read, with its changes.

    Attributes
    ----------
    file
        The declared part.
    changes
        What it does to the network; empty where it is not modelled, and ``file.reason`` says
        why.
    text
        The file as read, for hashes.
    """

    file: ProjectFile
    changes: tuple[Change, ...]
    path: Path
    text: str
    document: Document

    @property
    def id(self) -> str:
        """Id of the project, which is the name of its file."""
        return self.file.id

    def open_on(self, date: str, openings: str = "actual") -> bool:
        """Whether it is open on a date.

        Parameters
        ----------
        openings
            ``actual``: by its actual date only; ``planned``: also by its planned one.
        """
        known = self.file.opening.actual
        if known is None and openings == "planned":
            known = self.file.opening.planned
        return known is not None and date_key(known, end=True) <= date_key(date, end=True)

    def batch(self) -> Batch:
        """Its changes for :func:`corridors.apply`."""
        rows = [{name: getattr(source, name) for name in columns("sources")}
                for source in self.file.sources]
        return Batch(self.id, self.changes,
                     frozenset({*self.file.after, *self.file.requires}), tuple(rows))


def read_project(path: Path) -> Project:
    """Read one project file.

    Raises
    ------
    InputError
        With every fault of the file: keys, types, changes, an id that is not the file's name.
    """
    document = read_yaml(path)
    assert isinstance(document.data, dict)
    data: dict[str, Any] = dict(document.data)
    raw = data.pop("changes", [])
    faults: list[Fault] = []
    file: ProjectFile | None = None
    changes: tuple[Change, ...] = ()
    try:
        file = validate(ProjectFile, data, document)
    except InputError as error:
        faults += error.faults
    try:
        changes = parse_changes(raw, document) if raw else ()
    except InputError as error:
        faults += error.faults
    if file is not None and file.id != path.stem:
        faults.append(fault("project_id", file=path, line=document.line(("id",)), found=file.id,
                            expected=path.stem))
    if file is not None and file.id in file.requires:
        faults.append(fault("requires_self", file=path, line=document.line(("requires",)),
                            id=file.id))
    if file is not None and not raw and not file.reason:
        faults.append(fault("project_reason", file=path))
    if faults or file is None:
        raise InputError(faults)
    return Project(file, changes, path, path.read_text(encoding="utf-8-sig"), document)
