"""Everything about one project, on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from corridors.analysis.coverage import Item
from corridors.messages import listed, say
from corridors.projects.model import FactRow, Mention, Project
from corridors.projects.plans import Plan
from corridors.report.figures import fact_name, in_unit, unit_name
from corridors.report.listing import print_listing
from corridors.report.numbers import cell
from corridors.report.plans import opening_text, verdict_text
from corridors.report.projects import lever_text

if TYPE_CHECKING:
    from rich.console import Console

ASSUMPTION = "assumption"
"""The source of named assumptions, which has nothing to look up."""


def print_project(console: Console, project: Project, known: Mapping[str, Project],
                  plans: Mapping[str, Plan], items: Sequence[Item],
                  prefectures: Mapping[str, str], lang: str) -> None:
    """What the file and the plans say of it.

    Parameters
    ----------
    known
        Every project of the register by id.
    items
        What the plans promised of it, see :mod:`corridors.analysis.coverage`.
    prefectures
        Place id -> name, of the prefectures that it lies in.
    """
    file = project.file
    console.print(f"{getattr(file.name, lang)}（{file.id}）" if lang == "zh"
                  else f"{file.name.en} ({file.id})", style="bold", highlight=False)
    lines = [say("line.standing", lang, kind=say(f"kind.{file.kind}", lang),
                 stage=say(f"stage.{file.status.stage}", lang), as_of=file.status.as_of,
                 source=file.status.source,
                 opening=opening_text(project, lang) or say("line.no_opening", lang))]
    if prefectures:
        lines.append(say("line.prefectures", lang, names=listed(prefectures.values(), lang)))
    words = lever_text(project, known, lang)
    if words:
        lines.append(say("line.levers", lang, levers=words))
    if not project.modelled:
        lines.append(say("line.unmodelled", lang, reason="" if file.reason is None
                         else getattr(file.reason, lang)))
    for key, ids in (("line.requires", file.requires), ("line.excludes", file.excludes),
                     ("line.follows", file.after)):
        if ids:
            lines.append(say(key, lang, names=_names(ids, known, lang)))
    if file.part_of:
        lines.append(say("line.part_of", lang, name=_names([file.part_of], known, lang)))
    for line in lines:
        console.print(line, highlight=False)
    _mentions(console, project, plans, items, lang)
    _parts(console, project, known, lang)
    _figures(console, project, lang)
    for note in (file.status.note, file.note):
        if note:
            console.print(say("line.notes", lang, note=getattr(note, lang)), highlight=False)


def print_sources(console: Console, projects: Iterable[Project],
                  sources: Mapping[str, Mapping[str, str]], lang: str) -> None:
    """Every source that the files of some projects cite, so that each figure can be looked up.

    Parameters
    ----------
    sources
        Source id -> column -> cell, the common bibliography and the projects' own.
    """
    lines = source_lines(projects, sources, lang)
    if lines:
        console.print(say("title.sources", lang), style="bold", highlight=False)
    for line in lines:
        console.print(line, highlight=False, markup=False)


def source_lines(projects: Iterable[Project], sources: Mapping[str, Mapping[str, str]],
                 lang: str) -> list[str]:
    """One line a source that the files of some projects cite, in the order of ``sources``."""
    words = {word for project in projects for word in re.findall(r"\w+", project.text)}
    return [f"{key}{say('colon', lang)}" + listed(
        [row[name] for name in ("publisher", "title", "date", "address") if row[name]], lang)
        for key, row in sources.items() if key != ASSUMPTION and key in words]


def _names(ids: Sequence[str], known: Mapping[str, Project], lang: str) -> str:
    return listed((f"{getattr(known[key].file.name, lang)} ({key})" if key in known else key
                   for key in ids), lang)


def _mentions(console: Console, project: Project, plans: Mapping[str, Plan],
              items: Sequence[Item], lang: str) -> None:
    if project.file.named_in:
        console.print(say("title.mentions", lang), style="bold", highlight=False)
    for mention in project.file.named_in:
        for line in mention_lines(mention, plans, items, lang):
            console.print(line, highlight=False)


def mention_lines(mention: Mention, plans: Mapping[str, Plan], items: Sequence[Item],
                  lang: str) -> list[str]:
    """A sentence of a plan: its words, what they promise, and the responsible units."""
    plan = plans[mention.plan]
    section = plan.sections.get(mention.section)
    heading = "" if section is None or section.heading is None else getattr(section.heading, lang)
    mark = say("inferred", lang) if mention.section_basis == "inferred" else ""
    lines = [say("line.mention", lang, words=mention.words, plan=getattr(plan.name, lang),
                 section=mention.section + mark, heading=heading).rstrip()]
    found = [item for item in items if item.plan == mention.plan]
    if mention.reading == "other":
        lines.append(say("line.other_reading", lang))
    elif found and found[0].promised:
        lines.append(say("line.promise", lang, action=mention.action,
                         promised=say(f"stage.{found[0].promised}", lang),
                         verdict=verdict_text(found[0], lang)))
    if section is None or not section.units:
        lines.append(say("line.no_units", lang))
    else:
        guess = say("line.inferred_units", lang) if section.units_basis == "inferred" else ""
        lines.append(say("line.units", lang, units=listed(section.units, lang)) + guess)
    return lines


def _parts(console: Console, project: Project, known: Mapping[str, Project], lang: str) -> None:
    parts = [known[key] for key in project.file.parts if key in known]
    if not parts:
        return
    opened = sum(part.file.status.stage == "opened" for part in parts)
    print_listing(console, say("title.parts", lang, parts=len(parts), opened=opened),
                  ["head.part", "head.id", "head.status", "head.opening", "head.lever"],
                  [[getattr(part.file.name, lang), part.id,
                    f"{say(f'stage.{part.file.status.stage}', lang)} {part.file.status.as_of}",
                    opening_text(part, lang), lever_text(part, known, lang)] for part in parts],
                  lang, folds=(0, 2, 4))


def _figures(console: Console, project: Project, lang: str) -> None:
    """Progress, increment and facts, each with its source."""
    file = project.file
    heads = ["head.what", "head.value", "head.unit", "head.range", "head.as_of", "head.source",
             "head.confidence", "head.note"]
    if file.progress:
        print_listing(console, say("title.progress", lang), heads,
                      [_figure(getattr(step.what, lang), step, lang) for step in file.progress],
                      lang, folds=(0, 5, 7), numbers=(1,))
    if file.increment is not None:
        what = getattr(file.increment.what, lang)
        print_listing(console, say("title.increment", lang), heads, [
            _figure(say("line.level", lang, what=what), file.increment.level, lang,
                    file.increment.unit),
            _figure(say("line.more_of", lang, what=what), file.increment.increment, lang,
                    file.increment.unit)], lang, folds=(0, 5, 7), numbers=(1,))
    if file.facts:
        print_listing(console, say("title.facts", lang), heads,
                      [_figure(fact_name(key, lang), fact, lang)
                       for key, fact in file.facts.items()], lang,
                      folds=(5, 7), numbers=(1,))


def _figure(what: str, fact: FactRow, lang: str, unit: str = "") -> list[str]:
    unit = fact.unit or unit
    value, low, high = (cell(in_unit(v, unit, lang) if isinstance(v, int | float) else v)
                        for v in (fact.value, fact.low, fact.high))
    return [what, value, unit_name(unit, lang), f"{low}–{high}" if low or high else "",
            fact.as_of, fact.source_id,
            say(f"confidence.{fact.confidence}", lang), fact.note]
