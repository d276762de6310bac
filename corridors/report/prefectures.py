"""Projects in groups, and one sheet a prefecture: CSV and a text to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from corridors.analysis.coverage import Item
from corridors.messages import listed, say
from corridors.projects.levers import levers
from corridors.projects.model import FactRow, Project
from corridors.projects.plans import Plan
from corridors.report.figures import in_unit, with_unit
from corridors.report.listing import print_listing
from corridors.report.numbers import cell
from corridors.report.plans import opening_text, sections_text, verdict_text
from corridors.report.project_page import source_lines
from corridors.report.projects import (
    INVESTMENT,
    investment,
    lever_text,
    units_of,
    with_parts,
)
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("prefecture", "id", "name_zh", "name_en", "kind", "plans", "sections", "words", "stage",
           "as_of", "status_source", "opening_planned", "opening_actual", "part_of",
           INVESTMENT, "investment_source", "investment_confidence", "units", "progress",
           "progress_as_of", "progress_source", "levers", "modelled")
GROUP_COLUMNS = ("by", "group", "name_zh", "name_en", "count", "opened", "construction",
                 "modelled", "projects")
Names = Mapping[str, Mapping[str, str]]
"""Group -> language -> name."""


def group_names(by: str, plans: Mapping[str, Plan], prefectures: Names) -> Names:
    """What the groups are called; kinds and stages are in the catalogue."""
    named: dict[str, Mapping[str, str]] = {"": {lang: say(
        "projects.outside" if by == "prefecture" else "projects.background", lang)
        for lang in ("zh", "en")}}
    if by == "plan":
        named |= {key: {"zh": plan.name.zh, "en": plan.name.en} for key, plan in plans.items()}
    return {**named, **prefectures} if by == "prefecture" else named


def group_rows(groups: Mapping[str, Sequence[Project]], by: str,
               names: Names) -> list[dict[str, object]]:
    """Plain data, one dict a group."""
    return [{"by": by, "group": group or None, "name_zh": _name(group, by, names, "zh"),
             "name_en": _name(group, by, names, "en"), "count": len(items),
             "opened": _at_stage(items, "opened"),
             "construction": _at_stage(items, "construction"),
             "modelled": sum(item.modelled for item in items),
             "projects": [item.id for item in items]} for group, items in groups.items()]


def groups_csv(groups: Mapping[str, Sequence[Project]], by: str, names: Names) -> bytes:
    """Groups as CSV."""
    return to_csv(GROUP_COLUMNS, (list(row.values()) for row in group_rows(groups, by, names)))


def groups_json(groups: Mapping[str, Sequence[Project]], by: str, names: Names) -> bytes:
    """Groups as a JSON list."""
    return to_json(group_rows(groups, by, names))


def print_groups(console: Console, groups: Mapping[str, Sequence[Project]], by: str,
                 names: Names, lang: str) -> None:
    """Counts and lists, one row a group; parts are counted, and listed by their item."""
    if not groups:
        console.print(say("projects.empty", lang), highlight=False)
        return
    rows = []
    for group, items in groups.items():
        ids = {item.id for item in items}
        heads = [item for item in items if item.file.part_of not in ids]
        rows.append([_name(group, by, names, lang), str(len(items)),
                     *(str(_at_stage(items, stage) or "") for stage in ("opened", "construction")),
                     str(sum(item.modelled for item in items)),
                     listed((getattr(item.file.name, lang) for item in heads), lang)])
    print_listing(console, "", [say(f"by.{by}", lang), "head.count",
                                say("stage.opened", lang), say("stage.construction", lang),
                                "head.modelled", "head.listed"],
                  rows, lang, folds=(0, 5), numbers=(1, 2, 3, 4))
    console.print(say("projects.groups", lang, by=say(f"by.{by}", lang)), highlight=False)


def _name(group: str, by: str, names: Names, lang: str) -> str:
    if group in names:
        return names[group][lang]
    return say(f"kind.{group}", lang) if by == "mode" else say(f"stage.{group}", lang)


def _at_stage(items: Sequence[Project], stage: str) -> int:
    return sum(item.file.status.stage == stage for item in items)


def sheet_csv(prefecture: str, projects: Sequence[Project], known: Mapping[str, Project],
              plans: Mapping[str, Plan]) -> bytes:
    """Projects of a prefecture as CSV, one row a project; what is unknown stays empty."""
    rows = []
    for p in projects:
        cost, status, mentions = investment(p), p.file.status, p.file.named_in
        rows.append((
            prefecture, p.id, p.file.name.zh, p.file.name.en, p.file.kind,
            tuple(m.plan for m in mentions), tuple(m.section for m in mentions),
            tuple(m.words for m in mentions), status.stage, status.as_of, status.source,
            p.file.opening.planned, p.file.opening.actual, p.file.part_of,
            None if cost is None else cost.value, "" if cost is None else cost.source_id,
            "" if cost is None else cost.confidence, units_of(p, plans),
            tuple(progress_text(p, "zh", stored=True)),
            tuple(step.as_of for step in p.file.progress),
            tuple(step.source_id for step in p.file.progress),
            levers(with_parts(p, known)), p.modelled))
    return to_csv(COLUMNS, rows)


def progress_text(project: Project, lang: str, *, stored: bool = False) -> list[str]:
    """Physical progress as published, one text a figure.

    Parameters
    ----------
    stored
        In the units of the files, as in CSV.
    """
    return [f"{getattr(step.what, lang)} {_amount(step, 'en' if stored else lang)}"
            for step in project.file.progress]


def _amount(fact: FactRow, lang: str) -> str:
    """A figure with its unit, as it is said in a language."""
    value = fact.value if isinstance(fact.value, str) else in_unit(fact.value, fact.unit, lang)
    return with_unit(cell(value), fact.unit, lang)


def sheet_text(name: str, projects: Sequence[Project], known: Mapping[str, Project],
               plans: Mapping[str, Plan], date: str, lang: str, *, judged: Iterable[Item] = (),
               sources: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """Projects of a prefecture as a text to be read, items of the plans first.

    Parameters
    ----------
    name
        Name of the prefecture.
    date
        Newest date as of which the register knows a status.
    judged
        Items of the plans with their verdicts.
    sources
        Bibliography by id; those that the projects cite close the text.
    """
    items = [p for p in projects if not p.background]
    verdicts: dict[str, list[Item]] = {}
    for item in judged:
        verdicts.setdefault(item.project.id, []).append(item)
    lines = [f"# {say('sheet.title', lang, name=name)}", "",
             say("sheet.count", lang, count=len(items), opened=_at_stage(items, "opened"),
                 building=_at_stage(items, "construction"), date=date)]
    for project in items:
        lines += ["", f"## {getattr(project.file.name, lang)}", "",
                  *(f"- {line}" for line in _sheet_lines(
                      project, known, plans, verdicts.get(project.id, []), lang))]
    others = [p for p in projects if p.background]
    lines += ["", f"## {say('sheet.background', lang)}", ""]
    lines += [f"- {getattr(p.file.name, lang)}{say('colon', lang)}"
              + say("line.between", lang).join((_standing(p, lang), _opening(p, lang)))
              for p in others] or [say("sheet.none", lang)]
    cited = source_lines(projects, sources or {}, lang)
    if cited:
        lines += ["", f"## {say('title.sources', lang)}", "", *(f"- {line}" for line in cited)]
    return ("\n".join(lines) + "\n").encode()


def _standing(project: Project, lang: str) -> str:
    status = project.file.status
    return say("sheet.standing", lang, stage=say(f"stage.{status.stage}", lang),
               as_of=status.as_of)


def _opening(project: Project, lang: str) -> str:
    """When it opened or is to open, in words that tell the two from a date of knowledge."""
    when = opening_text(project, lang) or say("line.no_opening", lang)
    return f"{say('head.opening', lang)}{say('colon', lang)}{when}"


def _named(project: Project, plans: Mapping[str, Plan], lang: str) -> str:
    """Names of the plans with the sections, and the words that name it."""
    mentions = [m for m in project.file.named_in if m.reading == "main"]
    told = [f"{getattr(plans[plan].name, lang)} "
            f"{sections_text(m for m in mentions if m.plan == plan)}"
            for plan in dict.fromkeys(m.plan for m in mentions)]
    words = listed((f"「{m.words}」" if lang == "zh" else f"“{m.words}”" for m in mentions), lang)
    return f"{say('line.between', lang).join(told) or say('projects.background', lang)} {words}"


def _verdicts(items: Sequence[Item], plans: Mapping[str, Plan], lang: str) -> str:
    """The verdict, by plan where several plans judge differently."""
    told = {item.plan: verdict_text(item, lang) for item in items}
    if len(set(told.values())) < 2:
        return next(iter(told.values()), "")
    return say("line.between", lang).join(
        f"{text} ({getattr(plans[plan].name, lang)})" for plan, text in told.items())


def _sheet_lines(project: Project, known: Mapping[str, Project], plans: Mapping[str, Plan],
                 judged: Sequence[Item], lang: str) -> list[str]:
    file, cost, colon = project.file, investment(project), say("colon", lang)
    lines = [("head.plan", _named(project, plans, lang)),
             ("head.status", f"{_standing(project, lang)} [{file.status.source}]"),
             ("head.opening", opening_text(project, lang) or say("line.no_opening", lang))]
    if judged:
        lines.append(("head.judged", _verdicts(judged, plans, lang)))
    if cost is not None:
        lines.append(("head.investment", f"{_amount(cost, lang)} [{cost.source_id}]"))
    lines += [("head.progress", text + say("sheet.as_of", lang, date=step.as_of)
               + f" [{step.source_id}]" if step.as_of else f"{text} [{step.source_id}]")
              for text, step in zip(progress_text(project, lang), file.progress, strict=True)]
    units = listed(units_of(project, plans), lang)
    if units:
        lines.append(("head.units", units))
    if file.part_of:
        whole = known.get(file.part_of)
        lines.append(("head.part", getattr(whole.file.name, lang) if whole else file.part_of))
    if project.modelled:
        lines.append(("head.lever", lever_text(project, known, lang)))
    else:
        reason = getattr(file.reason, lang) if file.reason else ""
        lines.append(("head.modelled", f"{say('no', lang)} {reason}".rstrip()))
    return [f"{say(key, lang)}{colon}{text}" for key, text in lines]
