"""The plan register on the screen and as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corridors.messages import say
from corridors.projects.model import Project
from corridors.report.terminal import table
from corridors.report.text import to_csv

if TYPE_CHECKING:
    from rich.console import Console


def project_rows(projects: Iterable[Project]) -> list[dict[str, object]]:
    """Projects as plain data, one dict a project."""
    out: list[dict[str, object]] = []
    for project in projects:
        file = project.file
        row: dict[str, object] = {
            "id": file.id,
            "name": file.name.model_dump(),
            "kind": file.kind,
            "named_in": [mention.model_dump() for mention in file.named_in],
            "status": file.status.model_dump(),
            "opening": file.opening.model_dump(),
            "requires": list(file.requires),
            "excludes": list(file.excludes),
            "after": list(file.after),
            "facts": {key: fact.model_dump() for key, fact in file.facts.items()},
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


def projects_csv(projects: Iterable[Project]) -> bytes:
    """The register as CSV, one row a project."""
    heads = ("id", "name_zh", "name_en", "kind", "plans", "sections", "stage", "as_of",
             "opening_planned", "opening_actual", "modelled", "reason_zh", "reason_en")
    return to_csv(heads, (
        (p.id, p.file.name.zh, p.file.name.en, p.file.kind,
         tuple(m.plan for m in p.file.named_in), tuple(m.section for m in p.file.named_in),
         p.file.status.stage, p.file.status.as_of, p.file.opening.planned,
         p.file.opening.actual, p.modelled, p.file.reason.zh if p.file.reason else "",
         p.file.reason.en if p.file.reason else "") for p in projects))


def print_projects(console: Console, projects: list[Project], lang: str) -> None:
    """The register as a table."""
    rows = []
    for project in projects:
        file = project.file
        plans = "; ".join(f"{m.plan} {m.section}" + (
            say("inferred", lang) if m.section_basis == "inferred" else "")
            for m in file.named_in)
        rows.append([file.id, getattr(file.name, lang), say(f"kind.{file.kind}", lang),
                     plans or say("projects.background", lang),
                     f"{say(f'stage.{file.status.stage}', lang)} {file.status.as_of}",
                     file.opening.planned or "", file.opening.actual or "",
                     say("yes" if project.modelled else "no", lang)])
    heads = ["head.id", "head.name", "head.kind", "head.plan", "head.status", "head.planned",
             "head.actual", "head.modelled"]
    console.print(table("", heads, rows, lang, left=8))
    console.print(say("projects.count", lang, count=len(projects)), highlight=False)


def print_project(console: Console, project: Project, lang: str) -> None:
    """Everything about one project."""
    file = project.file
    console.print(f"{getattr(file.name, lang)}（{file.id}）" if lang == "zh"
                  else f"{file.name.en} ({file.id})", style="bold", highlight=False)
    print_projects(console, [project], lang)
    for mention in file.named_in:
        console.print(f"「{mention.words}」 {mention.plan} {mention.section} {mention.action}",
                      highlight=False)
    if file.facts:
        console.print(table("", ["head.name", "head.published", "head.unit", "head.source",
                                 "head.confidence"],
                            [[key, str(fact.value), fact.unit, fact.source_id,
                              say(f"confidence.{fact.confidence}", lang)]
                             for key, fact in file.facts.items()], lang))
    if file.claims:
        console.print(table("", ["head.claim", "head.published", "head.unit", "head.source",
                                 "head.confidence"],
                            [[getattr(c.what, lang), f"{c.value:g}", c.unit, c.source_id,
                              say(f"confidence.{c.confidence}", lang)] for c in file.claims], lang))
    if file.reason:
        console.print(getattr(file.reason, lang), highlight=False)
