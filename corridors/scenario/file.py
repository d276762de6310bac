"""The scenario file as frozen models, and the choices that it may make."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from corridors.errors import Fault, fault
from corridors.families import BEST, MODES, OBJECTIVES, PROFILES, families_of
from corridors.names import suggest
from corridors.projects.model import Kind, Names, Stage
from corridors.projects.select import with_water
from corridors.textfile import Document
from corridors.units import MEASURE_UNITS
from corridors.validation import DateText, Fixed, Frozen


class State(Frozen):
    """A state of the network: a date or a year, some projects taken out."""

    date: DateText | None = None
    year: int | None = None
    without: tuple[str, ...] = ()


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


class Closure(Frozen):
    """How long what the scenario closes stays closed.

    Attributes
    ----------
    days, low, high
        Duration and the range that it may lie in, days.
    source
        Publisher and date of events like it; none for a mere assumption.
    """

    days: float
    low: float
    high: float
    confidence: Literal["high", "medium", "low", "assumed"] = "assumed"
    source: Names | None = None
    note: Names | None = None


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
    parameters: Annotated[dict[str, float], AfterValidator(Fixed)] = Fixed()
    season: Literal["normal", "low_water"] = "normal"
    lock_feedback: tuple[LockFeedback, ...] = ()
    closure: Closure | None = None
    compare: CompareSpec
    headline: tuple[tuple[str, str], ...] = ()


def choices(file: ScenarioFile, document: Document) -> list[Fault]:
    """Faults of what a file wants compared: choices that do not exist, twice or not at all."""
    spec = file.compare
    lists = (("profiles", spec.profiles, PROFILES), ("modes", spec.modes, MODES),
             ("measures", spec.measures, tuple(MEASURE_UNITS)),
             ("objective", (spec.objective,), OBJECTIVES))
    faults: list[Fault] = []
    shut = file.closure
    if shut is not None and not 0 < shut.low <= shut.days <= shut.high < float("inf"):
        faults.append(fault("closure_days", file=document.path, line=document.line(("closure",)),
                            days=shut.days, low=shut.low, high=shut.high))
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
