"""What must hold in the plan register: every item traceable, dated, and in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from corridors.changes import Retime, ScaleLinks, SetLinks
from corridors.errors import Fault, fault
from corridors.names import suggest
from corridors.projects.levers import levers
from corridors.projects.model import Project
from corridors.projects.plans import Plan
from corridors.units import date_key

BACKGROUND = "bg_"
"""How the ids of projects begin that no plan names."""


def project_faults(project: Project, *, plans: Mapping[str, Plan], actions: Mapping[str, str],
                   ids: Iterable[str], sources: Iterable[str],
                   places: Iterable[str]) -> list[Fault]:
    """Faults of one project file against plans, register, sources and places.

    Parameters
    ----------
    ids
        Every project of the register.
    sources
        Ids of the common bibliography; a project brings its own beside them.
    places
        Places that may be named as prefectures.
    """
    ids, file = [*ids, project.id], project.file
    cited = {*sources, *(source.id for source in file.sources)}
    return [*_mentions(project, plans, actions), *_others(project, ids), *_dates(project),
            *_sources(project, cited), *_ranges(project),
            *(_at(project, "prefecture_unknown", "prefectures", i, found=place,
                  suggestion=suggest(place, places), allowed=", ".join(places))
              for i, place in enumerate(file.prefectures) if place not in places)]


def register_faults(projects: Sequence[Project],
                    own: Collection[str] = ()) -> list[Fault]:
    """Faults between the files of a register: who names, needs, contains and excludes whom.

    Parameters
    ----------
    own
        Ids of the user's own projects, which no plan needs to name.
    """
    known = {project.id: project for project in projects}
    faults = []
    used = {key for project in projects for key in project.needs}
    for project in projects:
        file, background = project.file, project.id.startswith(BACKGROUND)
        if background and not project.background:
            faults.append(_at(project, "background_named", "named_in", id=project.id))
        nobodys = project.background and not background and not file.part_of
        if nobodys and project.id not in used and project.id not in own:
            faults.append(_at(project, "item_unnamed", "named_in", id=project.id))
        for i, key in enumerate(file.parts):
            if key in known and known[key].file.part_of != project.id:
                faults.append(_at(project, "part_disagrees", "parts", i, id=project.id, part=key,
                                  found=known[key].file.part_of or "—"))
        whole = known.get(file.part_of)
        if whole is not None and project.id not in whole.file.parts:
            faults.append(_at(project, "part_unlisted", "part_of", id=project.id,
                              whole=file.part_of))
        faults += [_at(project, "excludes_one_way", "excludes", i, id=project.id, other=key)
                   for i, key in enumerate(file.excludes)
                   if key in known and project.id not in known[key].file.excludes]
    for word, graph in (("requires", {p.id: [*p.file.requires] for p in projects}),
                        ("parts", {p.id: [*p.file.parts] for p in projects}),
                        ("requires, parts", {p.id: [*p.needs] for p in projects})):
        circle = _circle(graph)
        if circle:
            faults.append(_at(known[circle[0]], "needs_circle", word.split(",")[0], keys=word,
                              found=" → ".join(circle)))
            break
    return faults


def _at(project: Project, key: str, /, *where: str | int, **values: object) -> Fault:
    """A fault at a place in the file; at the nearest place above it that has a line."""
    return fault(key, file=project.path, line=project.document.line(where), **values)


def _mentions(project: Project, plans: Mapping[str, Plan],
              actions: Mapping[str, str]) -> list[Fault]:
    """Plan, section and action of every mention are known."""
    faults = []
    for i, mention in enumerate(project.file.named_in):
        plan = plans.get(mention.plan)
        if plan is None:
            faults.append(_at(project, "plan_unknown", "named_in", i, "plan", found=mention.plan,
                              allowed=", ".join(plans), suggestion=suggest(mention.plan, plans)))
            continue
        if mention.section not in plan.sections:
            faults.append(_at(project, "section_unknown", "named_in", i, "section",
                              plan=mention.plan, found=mention.section,
                              allowed=", ".join(plan.sections),
                              suggestion=suggest(mention.section, plan.sections)))
        elif (mention.section_basis, plan.sections[mention.section].basis) == (
                "stated", "inferred"):
            faults.append(_at(project, "section_basis_wrong", "named_in", i,
                              section=mention.section))
        if mention.action not in actions:
            faults.append(_at(project, "action_unknown", "named_in", i, "action",
                              found=mention.action, allowed=_common(actions),
                              suggestion=suggest(mention.action, actions)))
    return faults


def _common(actions: Mapping[str, str]) -> str:
    """The first word of each stage, with the stage."""
    first: dict[str, str] = {}
    for word, stage in actions.items():
        first.setdefault(stage, word)
    return ", ".join(f"{word} ({stage})" for stage, word in first.items())


def _others(project: Project, ids: Sequence[str]) -> list[Fault]:
    """Projects that it names exist; those of ``requires`` and ``parts`` are found on the way."""
    file = project.file
    named = [(key, i, other) for key in ("after", "excludes")
             for i, other in enumerate(getattr(file, key))]
    named += [("part_of", 0, file.part_of)] if file.part_of else []
    return [_at(project, "project_unknown", key, i, name=other, suggestion=suggest(other, ids))
            for key, i, other in named if other not in ids]


def _dates(project: Project) -> list[Fault]:
    """The stage and the two openings agree."""
    file, faults = project.file, []
    status, opening = file.status, file.opening
    if not status.as_of:
        return [_at(project, "key_missing", "status", "as_of", name="status.as_of")]
    as_of = date_key(status.as_of, end=True)
    if status.stage == "opened" and opening.actual is None and not status.note:
        faults.append(_at(project, "opened_undated", "status", "stage", id=project.id))
    if opening.actual is not None and status.stage != "opened":
        faults.append(_at(project, "opening_not_opened", "opening", "actual",
                          found=opening.actual, stage=status.stage))
    if opening.actual is not None and date_key(opening.actual) > as_of:
        faults.append(_at(project, "opening_ahead", "opening", "actual", found=opening.actual,
                          as_of=status.as_of))
    late = opening.planned is not None and date_key(opening.planned, end=True) < date_key(
        status.as_of)
    if late and status.stage != "opened" and opening.actual is None and not status.note:
        faults.append(_at(project, "planned_passed", "opening", "planned", found=opening.planned,
                          as_of=status.as_of))
    return faults


def _sources(project: Project, cited: Iterable[str]) -> list[Fault]:
    """Every source that the declared part cites is in a bibliography."""
    file = project.file
    named: list[tuple[tuple[str | int, ...], str]] = [(("status", "source"), file.status.source)]
    named += [(("facts", key), fact.source_id) for key, fact in file.facts.items()]
    named += [(("claims", i), claim.source_id) for i, claim in enumerate(file.claims)]
    named += [(("progress", i), row.source_id) for i, row in enumerate(file.progress)]
    if file.increment is not None:
        named += [(("increment", key), getattr(file.increment, key).source_id)
                  for key in ("level", "increment")]
    return [_at(project, "source_unknown", *where, found=source, name=".".join(map(str, where)),
                suggestion=suggest(source, cited))
            for where, source in named if source not in cited]


def _ranges(project: Project) -> list[Fault]:
    """An assumed number of a set, scale or retime has its range, and a change has a lever."""
    faults = []
    for change in project.changes:
        bare = [name for name in change.numbers if name not in change.ranges]
        if bare and change.confidence == "assumed" and isinstance(
                change, SetLinks | ScaleLinks | Retime):
            faults.append(change.fault("range_missing", names=", ".join(bare)))
    for key, fact in project.file.facts.items():
        ends = [end for end in (fact.low, fact.high) if end is not None]
        if isinstance(fact.value, float) and ends and not (
                (fact.low is None or fact.low <= fact.value)
                and (fact.high is None or fact.value <= fact.high)):
            faults.append(_at(project, "range_outside", "facts", key, name=key, found=fact.value,
                              low=fact.low, high=fact.high))
    if project.changes and not levers([project]):
        faults.append(_at(project, "project_leverless", "changes", id=project.id))
    return faults


def _circle(graph: Mapping[str, Sequence[str]]) -> list[str]:
    """Ids of a circle, the first again at the end; empty where there is none."""
    try:
        TopologicalSorter({key: sorted(set(needed) & graph.keys())
                           for key, needed in sorted(graph.items())}).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []
