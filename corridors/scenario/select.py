"""Which projects a scenario puts into its after state: by id, by what they are, by date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corridors.errors import Fault, InputError, fault
from corridors.names import suggest
from corridors.network.model import Network
from corridors.places import find_place
from corridors.projects.model import Project
from corridors.projects.plans import read_plans
from corridors.projects.register import Register, register
from corridors.projects.select import Filters
from corridors.scenario.model import Scenario, Selector
from corridors.scenario.states import state_date
from corridors.textfile import Document


@dataclass(frozen=True)
class Selection:
    """Projects of the after state of a scenario.

    Attributes
    ----------
    listed
        Selected by id, selector or date, and not left out; sorted by id.
    wanted
        These with all that they require and their parts; empty where they cannot stand together.
    left_out
        Ids that were selected and that ``leave_out`` takes away.
    """

    listed: tuple[Project, ...]
    wanted: tuple[Project, ...]
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...]


def selection(scenario: Scenario, base: Network, data: Path | None = None) -> Selection:
    """Work out the projects of a scenario.

    Parameters
    ----------
    base
        Its network before, for names of places and for what is open already.

    Returns
    -------
    selection
        With the faults, each with its line: names that are none, selectors that nothing fits,
        projects that exclude each other, what is left out and needed all the same.
    """
    document, reg = scenario.document, register(data)
    found: dict[str, Project] = {}
    by_id, faults = _of_list(scenario, base, data, found)
    faults += _of_date(scenario, reg, found)
    gone, problems = _left_out(scenario, reg, base, by_id)
    faults += problems
    listed = tuple(found[key] for key in sorted(found) if key not in gone)
    wanted: tuple[Project, ...] = ()
    try:
        wanted = reg.with_requirements([project.id for project in listed])
    except InputError as error:
        faults += at(document, _once(error.faults), "projects")
    faults += at(document, [fault("without_required", id=key, by=project.id)
                            for project in wanted for key in project.needs if key in gone],
                 "leave_out")
    return Selection(listed, wanted, tuple(sorted(gone & found.keys())), tuple(faults))


def at(document: Document, faults: Iterable[Fault], *where: str | int) -> list[Fault]:
    """Faults with the place in the scenario that they come from, where they have none."""
    return [f if f.file else Fault(f.key, f.values, str(document.path), document.line(where))
            for f in faults]


def _once(faults: Iterable[Fault]) -> list[Fault]:
    """Two projects that exclude each other, said once and not once by each."""
    seen: dict[object, Fault] = {}
    for item in faults:
        pair = frozenset(str(item.values[end]) for end in ("first", "second")
                         if item.key == "projects_exclude")
        seen.setdefault(pair or item, item)
    return list(seen.values())


def _of_list(scenario: Scenario, base: Network, data: Path | None,
             found: dict[str, Project]) -> tuple[set[str], list[Fault]]:
    """Take in the projects of the list; ids that were named one by one, and faults."""
    file, reg = scenario.file, register(data)
    faults: list[Fault] = []
    by_id: set[str] = set()
    if file.projects == "all":
        found.update((p.id, p) for p in reg.all() if p.modelled)
        return by_id, faults
    for i, entry in enumerate(file.projects):
        try:
            if isinstance(entry, str):
                chosen: tuple[Project, ...] = (reg.get(entry),)
                by_id.add(chosen[0].id)
            else:
                place = None if entry.prefecture is None else find_place(base, entry.prefecture)
                fits = Filters(
                    entry.plan, entry.kinds, entry.status, place, modelled=True,
                    opening_by=entry.opening_by, background=entry.background,
                    openings=file.openings)
                chosen = tuple(project for project in reg.all() if fits.take(project))
        except InputError as error:
            faults += at(scenario.document, error.faults, "projects", i)
            continue
        found.update((project.id, project) for project in chosen)
        plans = read_plans(data)
        if isinstance(entry, Selector) and entry.plan not in (None, *plans):
            faults += at(scenario.document, [fault(
                "plan_unknown", found=entry.plan, allowed=", ".join(plans),
                suggestion=suggest(entry.plan, plans))], "projects", i, "plan")
        elif not chosen:
            faults += at(scenario.document, [fault("selector_empty")], "projects", i)
    return by_id, faults


def _of_date(scenario: Scenario, reg: Register, found: dict[str, Project]) -> list[Fault]:
    """Take in what opens between base and after, where the scenario gives two dates."""
    file, document = scenario.file, scenario.document
    if file.after is None:
        return []
    faults: list[Fault] = []
    try:
        date = state_date(file.after.date, file.after.year)
        begun = state_date(file.base.date, file.base.year)
        if date < begun:
            faults.append(fault("after_before_base", after=date, base=begun))
        kept = {p.id for p in reg.opened(begun, file.openings)}
        faults += at(document, [
            fault("without_in_base", id=key) for key in file.after.without
            if reg.get(key).id in kept and reg.get(key).id not in
            {reg.get(name).id for name in file.base.without}], "after", "without")
        left_out = {reg.get(name).id for name in file.after.without}
        found.update((p.id, p) for p in reg.opened(date, file.openings)
                     if p.id not in left_out)
    except InputError as error:
        faults += error.faults
    return at(document, faults, "after")


def _left_out(scenario: Scenario, reg: Register, base: Network,
              by_id: set[str]) -> tuple[set[str], list[Fault]]:
    """Ids that ``leave_out`` names, the parts of an item with it, and what is wrong with them."""
    faults: list[Fault] = []
    gone: set[str] = set()
    for i, name in enumerate(scenario.file.leave_out):
        try:
            project = reg.get(name)
        except InputError as error:
            faults += at(scenario.document, error.faults, "leave_out", i)
            continue
        gone |= {project.id, *(set(project.file.parts) - by_id)}
        problem = ("leave_out_listed" if project.id in by_id else
                   "leave_out_in_base" if project.id in base.projects else "")
        if problem:
            faults += at(scenario.document, [fault(problem, id=project.id)], "leave_out", i)
    return gone, faults
