"""Projects of a comparison for the page: plan wording, status, opening and sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corridors.analysis.compare import Comparison
from corridors.messages import listed, say
from corridors.projects.model import Mention, Project
from corridors.projects.plans import Plan, read_plans
from corridors.report.plans import opening_text

LANGS = ("zh", "en")
ASSUMPTION = "assumption"
"""The source of named assumptions, which has nothing to look up."""


def projects(result: Comparison, marks: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Every project that the comparison switches on, those pulled in included.

    Returns
    -------
    projects
        ``id, kind, stage, background``; ``zh, en``: ``name, kind, status, note, opening,
        mentions`` (``words, plan, section``), ``reason``; ``sources``: ids of the bibliography;
        ``links, points``: see :func:`corridors.report.page.network.marks`.
    """
    plans = read_plans(result.base.data_dir)
    cited: dict[str, dict[str, None]] = {}
    for row in result.log:
        cited.setdefault(row.project, {})[row.source_id] = None
    return [{
        "id": project.id, "kind": project.file.kind, "stage": project.file.status.stage,
        "background": project.background,
        **{lang: _told(project, plans, lang) for lang in LANGS},
        "sources": _sources(project, cited.get(project.id, {})),
        **marks.get(project.id, {"links": [], "points": []}),
    } for project in result.states.projects]


def _told(project: Project, plans: Mapping[str, Plan], lang: str) -> dict[str, Any]:
    file = project.file
    note = file.status.note
    return {
        "name": getattr(file.name, lang), "kind": say(f"kind.{file.kind}", lang),
        "status": say(f"stage.{file.status.stage}", lang), "as_of": file.status.as_of,
        "note": "" if note is None else getattr(note, lang),
        "opening": opening_text(project, lang),
        "reason": "" if file.reason is None else getattr(file.reason, lang),
        "mentions": [_mention(mention, plans, lang) for mention in file.named_in
                     if mention.reading == "main"]}


def _mention(mention: Mention, plans: Mapping[str, Plan], lang: str) -> dict[str, str]:
    """The words of a plan, quoted, and where they stand."""
    plan = plans[mention.plan]
    section = plan.sections.get(mention.section)
    heading = "" if section is None or section.heading is None else getattr(section.heading, lang)
    mark = say("inferred", lang) if mention.section_basis == "inferred" else ""
    return {"words": mention.words, "plan": getattr(plan.name, lang),
            "section": f"{mention.section}{mark} {heading}".strip(),
            "units": "" if section is None else listed(section.units, lang)}


def _sources(project: Project, cited: Mapping[str, None]) -> list[str]:
    """Ids of what its status and its changes rest on."""
    ids = dict.fromkeys([project.file.status.source,
                         *(key for many in cited for key in str(many).split(";"))])
    return [key for key in ids if key and key != ASSUMPTION]


def bibliography(result: Comparison, ids: set[str]) -> dict[str, dict[str, str]]:
    """The rows of some sources: ``publisher, title, date, address``."""
    table = result.after.tables["sources"]
    own = {row.id: row for project in result.states.projects for row in project.file.sources}
    names = ("publisher", "title", "date", "address")
    found = {}
    for key in sorted(ids):
        if key in table:
            i = table.index[key]
            found[key] = {name: str(table[name][i] or "") for name in names}
        elif key in own:
            found[key] = {name: str(getattr(own[key], name)) for name in names}
    return found
