"""The plan register on the screen and as data: lists of projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from corridors.messages import listed, say
from corridors.projects.levers import levers
from corridors.projects.model import FactRow, Project
from corridors.projects.plans import Plan
from corridors.report.listing import print_listing
from corridors.report.plans import opening_text, sections_text
from corridors.report.text import to_csv

if TYPE_CHECKING:
    from rich.console import Console

INVESTMENT = "investment_bn_cny"


def with_parts(project: Project, known: Mapping[str, Project]) -> tuple[Project, ...]:
    """A project and its parts."""
    return (project, *(known[key] for key in project.file.parts if key in known))


def units_of(project: Project, plans: Mapping[str, Plan]) -> tuple[str, ...]:
    """Responsible units of the sections that name it, each once, as the plans list them."""
    return tuple(dict.fromkeys(
        unit for mention in project.file.named_in if mention.reading == "main"
        and mention.section in plans[mention.plan].sections
        for unit in plans[mention.plan].sections[mention.section].units))


def investment(project: Project) -> FactRow | None:
    """What it costs, in bn CNY, where published."""
    return project.file.facts.get(INVESTMENT)


def project_rows(projects: Iterable[Project], known: Mapping[str, Project],
                 plans: Mapping[str, Plan]) -> list[dict[str, object]]:
    """Projects as plain data, one dict a project.

    Parameters
    ----------
    known
        Every project of the register by id, for the parts of an item.
    """
    out: list[dict[str, object]] = []
    for project in projects:
        file = project.file
        row: dict[str, object] = {
            "id": file.id,
            "name": file.name.model_dump(),
            "kind": file.kind,
            "named_in": [mention.model_dump() for mention in file.named_in],
            "units": list(units_of(project, plans)),
            "part_of": file.part_of or None,
            "parts": list(file.parts),
            "prefectures": list(file.prefectures),
            "status": file.status.model_dump(),
            "opening": file.opening.model_dump(),
            "progress": [step.model_dump() for step in file.progress],
            "increment": None if file.increment is None else file.increment.model_dump(),
            "requires": list(file.requires),
            "excludes": list(file.excludes),
            "after": list(file.after),
            "facts": {key: fact.model_dump() for key, fact in file.facts.items()},
            "levers": list(levers(with_parts(project, known))),
            "modelled": project.modelled,
            "changes": len(project.changes),
            "claims": [{"what": c.what.model_dump(), "value": c.value, "unit": c.unit,
                        "source_id": c.source_id, "confidence": c.confidence,
                        "independent": c.independent} for c in file.claims],
        }
        if not project.modelled:
            row["reason"] = file.reason.model_dump() if file.reason else None
        out.append(row)
    return out


def projects_csv(projects: Iterable[Project], known: Mapping[str, Project],
                 plans: Mapping[str, Plan]) -> bytes:
    """The register as CSV, one row a project."""
    heads = ("id", "name_zh", "name_en", "kind", "plans", "sections", "stage", "as_of",
             "opening_planned", "opening_actual", "modelled", "reason_zh", "reason_en", "levers",
             "prefectures", "part_of", INVESTMENT, "investment_source", "units")
    rows = []
    for p in projects:
        cost = investment(p)
        rows.append((
            p.id, p.file.name.zh, p.file.name.en, p.file.kind,
            tuple(m.plan for m in p.file.named_in), tuple(m.section for m in p.file.named_in),
            p.file.status.stage, p.file.status.as_of, p.file.opening.planned,
            p.file.opening.actual, p.modelled, p.file.reason.zh if p.file.reason else "",
            p.file.reason.en if p.file.reason else "", levers(with_parts(p, known)),
            p.file.prefectures, p.file.part_of, None if cost is None else cost.value,
            "" if cost is None else cost.source_id, units_of(p, plans)))
    return to_csv(heads, rows)


def named_text(project: Project, lang: str) -> str:
    """Plans and sections that name it."""
    mentions = [m for m in project.file.named_in if m.reading == "main"]
    plans = dict.fromkeys(m.plan for m in mentions)
    return "; ".join(f"{plan} {sections_text([m for m in mentions if m.plan == plan])}"
                     for plan in plans) or say("projects.background", lang)


def lever_text(project: Project, known: Mapping[str, Project], lang: str) -> str:
    """Levers of a project and its parts."""
    return listed((say(f"acts.{name}", lang) for name in levers(with_parts(project, known))),
                  lang)


def print_projects(console: Console, projects: Sequence[Project], known: Mapping[str, Project],
                   lang: str) -> None:
    """The register as a table; one sentence where nothing fits."""
    if not projects:
        console.print(say("projects.empty", lang), highlight=False)
        return
    rows = []
    for project in projects:
        file = project.file
        rows.append([file.id, getattr(file.name, lang), say(f"kind.{file.kind}", lang),
                     named_text(project, lang),
                     f"{say(f'stage.{file.status.stage}', lang)} {file.status.as_of}",
                     opening_text(project, lang), lever_text(project, known, lang),
                     say("yes" if project.modelled else "no", lang)])
    heads = ["head.id", "head.name", "head.kind", "head.plan", "head.status", "head.opening",
             "head.lever", "head.modelled"]
    print_listing(console, "", heads, rows, lang, folds=(1, 2, 3, 4, 5, 6))
    console.print(say("projects.count", lang, count=len(rows)), highlight=False)
    if any(m.section_basis == "inferred" for p in projects for m in p.file.named_in):
        console.print(say("line.inferred", lang), highlight=False)
