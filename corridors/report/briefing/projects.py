"""The projects of a scenario: plan by plan with the words of the plan, background ones apart."""

from __future__ import annotations

from collections.abc import Mapping

from corridors.analysis.compare import Comparison
from corridors.messages import listed, say
from corridors.projects.model import Mention, Project
from corridors.projects.plans import Plan, read_plans
from corridors.projects.register import register
from corridors.report.briefing.model import Column, Table
from corridors.report.briefing.phrases import date_text

COMPACT = 40
"""Projects above which the responsible units are left out."""


def project_tables(result: Comparison, lang: str) -> tuple[Table, ...]:
    """One table a plan, and one of the projects that no plan names."""
    plans = read_plans(result.base.data_dir)
    known = {item.id: item for item in register(result.base.data_dir).all()}
    projects = result.states.projects
    compact = len(projects) > COMPACT
    pulled = set(result.states.pulled_in)
    named: dict[str, list[tuple[Project, tuple[Mention, ...], bool]]] = {}
    apart = []
    for project in projects:
        found = mentions_of(project, known)
        if not found:
            apart.append(project)
        for plan in dict.fromkeys(mention.plan for mention in found):
            mine = tuple(mention for mention in found if mention.plan == plan)
            named.setdefault(plan, []).append((project, mine, found != own(project)))
    tables = []
    for key in (key for key in plans if key in named):
        rows = tuple(_plan_row(project, mentions, part, pulled, known, plans[key], lang, compact)
                     for project, mentions, part in named[key])
        guessed = any(m.section_basis == "inferred" for _, found, _ in named[key] for m in found)
        tables.append(Table(
            f"projects_{key}", say("brief.caption_plan", lang, count=len(rows),
                                   plan=title(getattr(plans[key].name, lang), lang)),
            _plan_columns(lang, compact), rows,
            (say("brief.note_inferred", lang),) if guessed else ()))
    if apart:
        rows = tuple((_name(project, pulled, known, lang),
                      say(f"kind.{project.file.kind}", lang), standing(project, lang),
                      opening(project, lang)) for project in apart)
        columns = (Column(say("brief.project", lang), 2.4), Column(say("brief.kind", lang), 0.8),
                   Column(say("brief.status", lang), 1.3), Column(say("brief.opening", lang), 1.3))
        tables.append(Table("projects_background", say(
            "brief.caption_background", lang, count=len(rows)), columns, rows))
    return tuple(tables)


def title(name: str, lang: str) -> str:
    """A document as it is cited."""
    return f"《{name}》" if lang == "zh" and not name.startswith("《") else name


def own(project: Project) -> tuple[Mention, ...]:
    """Sentences of plans that mean this project."""
    return tuple(m for m in project.file.named_in if m.reading == "main")


def mentions_of(project: Project, known: Mapping[str, Project]) -> tuple[Mention, ...]:
    """Sentences of plans that mean a project, or what it is a part of."""
    found, parent = own(project), project.file.part_of
    return found if found or parent not in known else own(known[parent])


def _plan_columns(lang: str, compact: bool) -> tuple[Column, ...]:
    units = () if compact else (Column(say("brief.units", lang), 1.4),)
    return (Column(say("brief.project", lang), 1.5), Column(say("brief.words", lang), 2.4),
            Column(say("brief.chapter", lang), 0.8), *units,
            Column(say("brief.status", lang), 1.0), Column(say("brief.opening", lang), 1.0))


def _plan_row(project: Project, mentions: tuple[Mention, ...], part: bool, pulled: set[str],
              known: Mapping[str, Project], plan: Plan, lang: str,
              compact: bool) -> tuple[str, ...]:
    name = _name(project, pulled, known, lang, part=part)
    sections = [m.section + ("*" if m.section_basis == "inferred" else "") for m in mentions]
    units = [unit for m in mentions if m.section in plan.sections
             for unit in plan.sections[m.section].units]
    return (name, "".join(dict.fromkeys(f"“{m.words}”" for m in mentions)),
            listed(dict.fromkeys(sections), lang),
            *(() if compact else (listed(dict.fromkeys(units), "zh"),)),
            standing(project, lang), opening(project, lang))


def _name(project: Project, pulled: set[str], known: Mapping[str, Project], lang: str,
          part: bool = False) -> str:
    name: str = getattr(project.file.name, lang)
    if part:
        name += say("brief.part_of", lang, name=getattr(
            known[project.file.part_of].file.name, lang))
    return name + (say("brief.pulled_in", lang) if project.id in pulled else "")


def standing(project: Project, lang: str) -> str:
    """Stage and the date that it is of."""
    status = project.file.status
    text = say(f"stage.{status.stage}", lang)
    date = date_text(status.as_of, lang)
    return f"{text}（{date}）" if lang == "zh" else f"{text} ({date})"


def opening(project: Project, lang: str) -> str:
    """Actual opening, else the planned one; that none is published, where there is none."""
    dates = project.file.opening
    if dates.actual:
        return say("brief.opened_on", lang, date=date_text(dates.actual, lang))
    if dates.planned:
        return say("brief.planned_on", lang, date=date_text(dates.planned, lang))
    return say("brief.no_date", lang)
