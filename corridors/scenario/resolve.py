"""From a scenario to its two networks and the log of what differs between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from corridors.changes import Batch, Logged, apply
from corridors.changes.apply import AD_HOC
from corridors.errors import Fault, InputError, fault
from corridors.network.model import Network
from corridors.places import expand, find_place, with_points
from corridors.projects.model import Project
from corridors.projects.register import register
from corridors.scenario.feedback import feed_back
from corridors.scenario.model import Scenario
from corridors.scenario.select import at, selection
from corridors.scenario.states import load_network, state_date


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
    left_out
        Projects that were selected and that the scenario leaves out.
    """

    base: Network
    after: Network
    log: tuple[Logged, ...]
    projects: tuple[Project, ...]
    in_base: tuple[str, ...]
    pulled_in: tuple[str, ...]
    left_out: tuple[str, ...]
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
        raise InputError([*faults, *at(document, error.faults, "base")]) from None
    ends: dict[str, tuple[str, ...]] = {}
    for name in ("origins", "destinations"):
        try:
            base = with_points(base, getattr(file.compare, name))
            ends[name] = tuple(expand(base, getattr(file.compare, name)))
        except InputError as error:
            faults += at(document, error.faults, "compare", name)
    headline: list[tuple[str, str]] = []
    for i, pair in enumerate(file.headline):
        try:
            base = with_points(base, pair)
            start, end = (find_place(base, name) for name in pair)
        except InputError as error:
            faults += at(document, error.faults, "headline", i)
            continue
        if start == end or (len(ends) == 2 and not (
                start in ends["origins"] and end in ends["destinations"])):
            faults += at(document, [fault("headline_outside", origin=pair[0],
                                          destination=pair[1])], "headline", i)
        headline.append((start, end))
    if len(ends) == 2 and {*ends["origins"]} == {*ends["destinations"]} and \
            len({*ends["origins"]}) == 1:
        faults += at(document, [fault("nothing_to_compare")], "compare")
    found = selection(scenario, base, data)
    faults += found.faults
    overrides = base.parameters
    try:
        overrides = base.parameters.override(file.parameters)
    except InputError as error:
        for f in error.faults:
            faults += at(document, [f], "parameters", str(f.values.get("name")))
    if found.listed and not found.wanted:
        raise InputError(faults)  # what-ifs on projects that are not there would only add to them
    new = [project for project in found.wanted if project.id not in base.projects]
    present = [register(data).get(key) for key in base.projects]
    faults += at(document, [fault("projects_exclude", first=a.id, second=b.id)
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
    ids = {project.id for project in found.listed}
    return States(replace(base, parameters=overrides),
                  replace(after, parameters=overrides, date=date), log, tuple(new),
                  tuple(sorted(ids & set(base.projects))),
                  tuple(project.id for project in new if project.id not in ids), found.left_out,
                  ends["origins"], ends["destinations"], tuple(headline))
