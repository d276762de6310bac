"""From a scenario to its two networks and the log of what differs between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from corridors.changes import Batch, Logged, apply
from corridors.changes.apply import AD_HOC
from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.names import suggest
from corridors.network.model import Network
from corridors.places import expand, find_place
from corridors.projects.model import Project
from corridors.projects.plans import read_plans
from corridors.projects.register import register
from corridors.scenario.feedback import feed_back
from corridors.scenario.model import Scenario, Selector
from corridors.scenario.states import load_network, state_date
from corridors.textfile import Document


@dataclass(frozen=True, eq=False)
class States:
    """Base and after of a scenario.

    Attributes
    ----------
    log
        Every network value and parameter, old -> new.
    projects
        Projects that are in ``after`` and not in ``base``.
    in_base
        Listed projects that are already open at the base date.
    pulled_in
        Projects that were not listed but are required by a listed one.
    """

    base: Network
    after: Network
    log: tuple[Logged, ...]
    projects: tuple[Project, ...]
    in_base: tuple[str, ...]
    pulled_in: tuple[str, ...]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    headline: tuple[tuple[str, str], ...]


def resolve(scenario: Scenario, data: Path | None = None) -> States:
    """Work out both states of a scenario.

    Raises
    ------
    InputError
        With all faults: unknown places, projects and parameters, changes that do not resolve.
    """
    file, document = scenario.file, scenario.document
    faults: list[Fault] = list(scenario.faults)
    try:
        base = load_network(date=file.base.date, year=file.base.year, without=file.base.without,
                            openings=file.openings, data=data)
    except InputError as error:
        raise InputError([*faults, *_at(document, error.faults, "base")]) from None
    ends: dict[str, tuple[str, ...]] = {}
    for name in ("origins", "destinations"):
        try:
            ends[name] = tuple(expand(base, getattr(file.compare, name)))
        except UnknownNameError as error:
            faults += _at(document, error.faults, "compare", name)
    headline: list[tuple[str, str]] = []
    for i, pair in enumerate(file.headline):
        try:
            start, end = (find_place(base, name) for name in pair)
        except UnknownNameError as error:
            faults += _at(document, error.faults, "headline", i)
            continue
        if start == end or (len(ends) == 2 and not (
                start in ends["origins"] and end in ends["destinations"])):
            faults += _at(document, [fault("headline_outside", origin=pair[0],
                                           destination=pair[1])], "headline", i)
        headline.append((start, end))
    if len(ends) == 2 and {*ends["origins"]} == {*ends["destinations"]} and \
            len({*ends["origins"]}) == 1:
        faults += _at(document, [fault("nothing_to_compare")], "compare")
    listed, problems = _listed(scenario, data)
    faults += _at(document, problems, "projects")
    overrides = base.parameters
    try:
        overrides = base.parameters.override(file.parameters)
    except InputError as error:
        for f in error.faults:
            faults += _at(document, [f], "parameters", str(f.values.get("name")))
    wanted = register(data).with_requirements([project.id for project in listed])
    new = [project for project in wanted if project.id not in base.projects]
    present = [register(data).get(key) for key in base.projects]
    faults += _at(document, [fault("projects_exclude", first=a.id, second=b.id)
                             for a in new for b in present
                             if b.id in a.file.excludes or a.id in b.file.excludes], "projects")
    batches = [project.batch() for project in new]
    if scenario.changes:
        batches.append(Batch(AD_HOC, scenario.changes, frozenset(b.id for b in batches)))
    try:
        after, log = apply(base, batches)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    after, fed, problems = feed_back(after, file.lock_feedback, document)
    faults += problems
    if faults:
        raise InputError(faults)
    log += fed
    date = base.date if file.after is None else state_date(file.after.date, file.after.year)
    log += tuple(Logged("scenario", "parameter", "parameters", key, "value",
                        base.parameters[key].unit, base.parameters.number(key), value,
                        "assumption", "assumed")
                 for key, value in sorted(file.parameters.items()))
    ids = {project.id for project in listed}
    return States(replace(base, parameters=overrides),
                  replace(after, parameters=overrides, date=date), log, tuple(new),
                  tuple(sorted(ids & set(base.projects))),
                  tuple(project.id for project in new if project.id not in ids),
                  ends["origins"], ends["destinations"], tuple(headline))


def _at(document: Document, faults: Iterable[Fault], *where: str | int) -> list[Fault]:
    """Faults with the place in the scenario that they come from, where they have none."""
    return [f if f.file else Fault(f.key, f.values, str(document.path), document.line(where))
            for f in faults]


def _listed(scenario: Scenario, data: Path | None) -> tuple[tuple[Project, ...], list[Fault]]:
    """Projects that the scenario puts into its after state, and the names that are none."""
    file, reg = scenario.file, register(data)
    found: dict[str, Project] = {}
    faults: list[Fault] = []
    entries: tuple[str | Selector, ...] = ()
    if file.projects == "all":
        found.update((p.id, p) for p in reg.all() if p.modelled)
    else:
        entries = file.projects
    for i, entry in enumerate(entries):
        try:
            chosen = (reg.get(entry),) if isinstance(entry, str) else tuple(
                project for project in reg.all() if _selected(project, entry, file.openings))
            found.update((project.id, project) for project in chosen)
        except InputError as error:
            faults += _at(scenario.document, error.faults, "projects", i)
            continue
        if isinstance(entry, Selector) and entry.plan not in (None, *read_plans(data)):
            faults += _at(scenario.document, [fault(
                "plan_unknown", found=entry.plan, allowed=", ".join(read_plans(data)),
                suggestion=suggest(entry.plan, read_plans(data)))], "projects", i, "plan")
        elif not chosen:
            faults += _at(scenario.document, [fault("selector_empty")], "projects", i)
    if file.after is not None:
        try:
            date = state_date(file.after.date, file.after.year)
            begun = state_date(file.base.date, file.base.year)
            if date < begun:
                faults += _at(scenario.document, [fault("after_before_base", after=date,
                                                        base=begun)], "after")
            kept = {p.id for p in reg.all() if p.open_on(begun, file.openings)}
            faults += _at(scenario.document, [
                fault("without_in_base", id=key) for key in file.after.without
                if reg.get(key).id in kept and reg.get(key).id not in
                {reg.get(name).id for name in file.base.without}], "after", "without")
            left_out = {reg.get(name).id for name in file.after.without}
            found.update((p.id, p) for p in reg.all()
                         if p.open_on(date, file.openings) and p.id not in left_out)
        except InputError as error:
            faults += _at(scenario.document, error.faults, "after")
    return tuple(found[key] for key in sorted(found)), faults


def _selected(project: Project, selector: Selector, openings: str) -> bool:
    kinds = {selector.kind, selector.mode} - {None}
    return (
        (selector.plan is None or any(
            m.plan == selector.plan and m.reading == "main" for m in project.file.named_in))
        and (not kinds or kinds == {project.file.kind})
        and (selector.opening_by is None
             or project.open_on(str(selector.opening_by), openings))
        and (selector.status is None or project.file.status.stage in selector.status)
        and project.modelled)
