"""Projects that may open late: those that only their planned date puts into a state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from corridors.places import find_place
from corridors.projects.model import Project
from corridors.projects.register import register
from corridors.projects.select import Filters
from corridors.scenario.model import Scenario, Selector
from corridors.scenario.resolve import States
from corridors.scenario.states import state_date
from corridors.units import date_key

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Due:
    """A project that opens by its planned date.

    Attributes
    ----------
    opens
        Its planned date, complete.
    base, after
        Date by which it must be open to stand in that state; empty where it does not stand there
        or does so whatever its date.
    """

    id: str
    opens: str
    base: str
    after: str

    def late(self, years: float) -> tuple[bool, bool]:
        """Whether it is missing in the base and in the after state when it opens later.

        Examples
        --------
        >>> Due("a", "2029-12-31", "", "2030-12-31").late(1.5)
        (False, True)
        """
        opens = (date.fromisoformat(self.opens)
                 + timedelta(days=round(years * DAYS_A_YEAR))).isoformat()
        return bool(self.base) and opens > self.base, bool(self.after) and opens > self.after


def dues(scenario: Scenario, states: States, data: Path | None = None) -> tuple[Due, ...]:
    """Projects that a delay may take out of a state, sorted by id.

    A project listed by its id is always on, with all that it requires, and so is one that a
    selector without ``opening_by`` chooses. What has opened already cannot be late.
    """
    file, reg = scenario.file, register(data)
    if file.openings != "planned":
        return ()
    always: list[str] = [p.id for p in states.projects] if file.projects == "all" else []
    dated: dict[str, str] = {}
    for entry in () if file.projects == "all" else file.projects:
        if isinstance(entry, str):
            always.append(reg.get(entry).id)
            continue
        chosen = _fitting(entry, scenario, states, data)
        if entry.opening_by is None:
            always += [project.id for project in chosen]
        else:
            by = state_date(entry.opening_by, None)
            for project in chosen:
                dated[project.id] = max(by, dated.get(project.id, ""))
    if file.after is not None:
        day = state_date(file.after.date, file.after.year)
        for project in reg.opened(day, file.openings):
            dated[project.id] = max(day, dated.get(project.id, ""))
    fixed = {project.id for project in reg.with_requirements(always)}
    begun = state_date(file.base.date, file.base.year)
    out = []
    for key in sorted({*(p.id for p in states.projects), *states.base.projects}):
        project = reg.get(key)
        opens = project.opens(file.openings)
        if project.file.opening.actual is not None or opens is None or not project.modelled:
            continue
        in_base = begun if key in states.base.projects else ""
        after = "" if key in fixed else dated.get(key, "")
        if in_base or after:
            out.append(Due(key, date_key(opens, end=True), in_base, after))
    return tuple(out)


def _fitting(entry: Selector, scenario: Scenario, states: States,
             data: Path | None) -> list[Project]:
    """Projects of the register that a selector chooses."""
    place = None if entry.prefecture is None else find_place(states.base, entry.prefecture)
    fits = Filters(entry.plan, entry.kinds, entry.status, place, modelled=True,
                   opening_by=entry.opening_by, background=entry.background,
                   openings=scenario.file.openings)
    return [project for project in register(data).all() if fits.take(project)]


def standing(projects: Iterable[Project], late: frozenset[str],
             listed: Iterable[str]) -> tuple[Project, ...]:
    """Projects that stand when some are late.

    What needs a late one is not there either, and what was only there for those is not.

    Parameters
    ----------
    projects
        All of the state, what they require included.
    listed
        Ids of those that the state asks for by themselves.
    """
    by_id: Mapping[str, Project] = {project.id: project for project in projects}
    out = set(late)
    while more := {key for key, project in by_id.items()
                   if key not in out and out & {*project.needs}}:
        out |= more
    kept: set[str] = set()
    stack = [key for key in listed if key in by_id and key not in out]
    while stack:
        key = stack.pop()
        if key not in kept:
            kept.add(key)
            stack += [need for need in by_id[key].needs if need in by_id]
    return tuple(project for key, project in by_id.items() if key in kept)
