"""The project file as a frozen model."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from corridors.card import Card, Shown
from corridors.changes import Batch, Change, parse_changes
from corridors.errors import Fault, InputError, fault
from corridors.messages import listed, say
from corridors.migrations import read_current
from corridors.schema import columns
from corridors.textfile import Document
from corridors.units import date_key
from corridors.validation import DateText, Frozen, validate

Stage = Literal["unknown", "idea", "study", "preliminary", "planned", "ongoing", "construction",
                "opened"]
"""How far a project is; ``ongoing`` is a measure without an end that is being carried out,
``unknown`` says that nothing was found."""
Kind = Literal["road", "rail", "waterway", "sea", "port", "air", "hub", "policy", "demand",
               "energy"]
STAGES: tuple[str, ...] = get_args(Stage)
KINDS: tuple[str, ...] = get_args(Kind)


class Names(Frozen):
    """A name in both languages."""

    zh: str
    en: str


def _both(text: object) -> object:
    """A plain text stands for both languages; an empty one is none."""
    return ({"zh": text, "en": text} if text else None) if isinstance(text, str) else text


class Mention(Frozen):
    """Where a plan names the project, in the plan's own words.

    Attributes
    ----------
    action
        The plan's own word for what it intends, such as 建设 or 研究建设.
    reading
        ``other`` where the words may mean this project as well, but another one fits better.
    """

    plan: str
    section: str
    section_basis: Literal["stated", "inferred"] = "stated"
    words: str
    action: str
    reading: Literal["main", "other"] = "main"


class Status(Frozen):
    """How far it is, as of a date."""

    stage: Stage
    as_of: DateText
    source: str
    note: Annotated[Names | None, BeforeValidator(_both)] = None


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
    """One published figure about the project, or a named assumption with its range.

    Attributes
    ----------
    as_of
        Date that the figure is of, where it changes with time.
    """

    value: float | str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    as_of: DateText = ""
    source_id: str
    confidence: Literal["high", "medium", "low", "assumed"]
    note: str = ""


class Progress(FactRow):
    """Physical progress of the works (形象进度), as published."""

    what: Names
    as_of: DateText


class Increment(Frozen):
    """What a sentence such as 加密 or 继续扩大 adds to a level that already existed.

    Attributes
    ----------
    level
        What there was at the date of the plan.
    increment
        What was or is to be added to it.
    """

    what: Names
    unit: str
    level: FactRow
    increment: FactRow


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
    """One project file, except for its changes.

    Attributes
    ----------
    part_of, parts
        Sections of an item that open piece by piece, and the item that they belong to; the item
        switches all of them on.
    prefectures
        Place ids of the prefectures of Guangxi that it lies in or serves directly.
    """

    schema_: Literal[1] = Field(alias="schema")
    id: str
    name: Names
    kind: Kind
    named_in: tuple[Mention, ...] = ()
    part_of: str = ""
    parts: tuple[str, ...] = ()
    prefectures: tuple[str, ...] = ()
    status: Status
    opening: Opening = Opening()
    progress: tuple[Progress, ...] = ()
    increment: Increment | None = None
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    facts: dict[str, FactRow] = {}
    claims: tuple[Claim, ...] = ()
    reason: Annotated[Names | None, BeforeValidator(_both)] = None
    note: Annotated[Names | None, BeforeValidator(_both)] = None


@dataclass(frozen=True, eq=False, repr=False)
class Project(Shown):
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

    def opens(self, openings: str = "actual") -> str | None:
        """The date on which it opens as its file has it, None where none is known or believed.

        Parameters
        ----------
        openings
            ``actual``: its actual date only; ``planned``: else its planned one, unless the
            status is of a later date and of a stage other than ``opened``: the plan is refuted.
        """
        file = self.file
        known, planned = file.opening.actual, file.opening.planned
        if known is not None or openings != "planned" or planned is None:
            return known
        refuted = file.status.stage != "opened" and (
            date_key(planned, end=True) < date_key(file.status.as_of, end=True))
        return None if refuted else planned

    def open_on(self, date: str, openings: str = "actual") -> bool:
        """Whether it is open on a date.

        Parameters
        ----------
        openings
            ``actual``: by its actual date only; ``planned``: also by its planned one. A planned
            date is not believed where the status is of a later date and the stage is not
            ``opened``; one that passed after the status was last known still counts.
        """
        known = self.opens(openings)
        return known is not None and date_key(known, end=True) <= date_key(date, end=True)

    @property
    def background(self) -> bool:
        """Whether no plan names it."""
        return not any(mention.reading == "main" for mention in self.file.named_in)

    @property
    def modelled(self) -> bool:
        """Whether it or its parts change the network."""
        return bool(self.changes or self.file.parts)

    @property
    def needs(self) -> tuple[str, ...]:
        """Projects that are switched on along with it: what it requires, and its parts."""
        return (*self.file.requires, *self.file.parts)

    def card(self, lang: str) -> Card:
        """Its kind, status, opening, the plans that name it, and what it changes."""
        file = self.file
        plans = listed(dict.fromkeys(f"{m.plan} {m.section} {m.words}" for m in file.named_in
                                     if m.reading == "main"), lang)
        changes = Counter(type(change).__name__ for change in self.changes)
        told = {
            "kind": say(f"kind.{file.kind}", lang),
            "status": f"{say(f'stage.{file.status.stage}', lang)} ({file.status.as_of})",
            "planned": file.opening.planned or "", "actual": file.opening.actual or "",
            "plans": plans, "requires": listed(self.needs, lang),
            "excludes": listed(file.excludes, lang),
            "changes": listed((f"{name} × {count}" for name, count in changes.items()), lang),
            "reason": "" if file.reason is None or self.modelled else getattr(file.reason, lang)}
        opens = file.opening.actual or file.opening.planned or "unknown"
        return Card("Project", self.id, getattr(file.name, lang), told,
                    line=f"{file.name.en}; {file.kind}, {file.status.stage}, opening {opens}, "
                         f"{len(self.changes)} changes")

    def batch(self) -> Batch:
        """Its changes for :func:`corridors.apply`."""
        rows = [{name: getattr(source, name) for name in columns("sources")}
                for source in self.file.sources]
        return Batch(self.id, self.changes,
                     frozenset({*self.file.after, *self.needs}), tuple(rows))


def read_project(path: Path) -> Project:
    """Read one project file.

    Raises
    ------
    InputError
        With every fault of the file: keys, types, changes, an id that is not the file's name.
    """
    document = read_current(path, "project")
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
    if file is not None:
        faults += [fault("requires_self", file=path, line=document.line((key,)), id=file.id)
                   for key in ("requires", "parts") if file.id in getattr(file, key)]
    if file is not None and not raw and not file.parts and not file.reason:
        faults.append(fault("project_reason", file=path))
    if faults or file is None:
        raise InputError(faults)
    return Project(file, changes, path, path.read_text(encoding="utf-8-sig"), document)
