"""Coverage of a plan: what it promised, and what had been delivered by a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corridors.projects.model import KINDS, Mention, Project
from corridors.projects.plans import Plan
from corridors.projects.select import plans_of
from corridors.schema import DATE
from corridors.units import date_key

RANKS = {"idea": 0, "study": 1, "preliminary": 2, "planned": 2, "ongoing": 3, "construction": 3,
         "opened": 4}
"""How far a stage is. Planning and preliminary work are one rank: neither is building."""
VERDICTS = ("done", "under_way", "as_promised", "not_started", "late", "unconfirmed", "unknown")
GROUPS = ("plan", "mode", "section")
MEASURES = ("policy", "demand")
"""Kinds that are carried out rather than built."""


@dataclass(frozen=True)
class Item:
    """What a plan promised of one project, and what became of it by a date.

    Attributes
    ----------
    mentions
        Every sentence of this plan that names it, the one that promises most first.
    promised
        Stage that the action word promises by the horizon; empty where the word is unknown.
    reached
        Stage on the date.
    parts, opened
        Sections that open piece by piece, and how many of them were open.
    verdict
        One of :data:`VERDICTS`.
    due
        What passed, where it is late: ``opening``, ``horizon``; else empty.
    confirmed
        Whether the status is one of after that date; where not, nothing newer was found.
    modelled
        Whether it or its parts change the network.
    """

    plan: str
    project: Project
    mentions: tuple[Mention, ...]
    promised: str
    reached: str
    parts: int
    opened: int
    verdict: str
    due: str
    confirmed: bool
    modelled: bool

    @property
    def sections(self) -> tuple[str, ...]:
        """Sections that name it, each once."""
        return tuple(dict.fromkeys(mention.section for mention in self.mentions))


@dataclass(frozen=True)
class Count:
    """How many items of a group came to each verdict.

    Attributes
    ----------
    group
        Kind or section; empty for a whole plan.
    """

    plan: str
    group: str
    items: int
    verdicts: Mapping[str, int]
    modelled: int


def newest(projects: Iterable[Project]) -> str:
    """Newest date as of which the register knows a status, as the file has it."""
    return max((project.file.status.as_of for project in projects),
               key=lambda date: date_key(date, end=True), default="")


def coverage(projects: Sequence[Project], plans: Mapping[str, Plan], actions: Mapping[str, str],
             date: str) -> tuple[Item, ...]:
    """What each plan promised and what had been delivered by a date.

    Parameters
    ----------
    date
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a partial date counts to its last day.

    Returns
    -------
    items
        One an item and plan, in the order of the plans, their sections and the ids: project
        files with a mention whose reading is ``main`` and that are no part of another.

    Examples
    --------
    >>> from corridors.projects.plans import read_actions, read_plans
    >>> from corridors.projects.register import register
    >>> items = coverage(register().all(), read_plans(), read_actions(), "2024")
    >>> next(item.verdict for item in items if item.project.id == "guiyang_nanning_hsr")
    'done'
    """
    day = date_key(date, end=True)
    known = {project.id: project for project in projects}
    out = []
    for name, plan in plans.items():
        order = list(plan.sections)
        items = [_item(name, plans, project, known, actions, day) for project in projects
                 if not project.file.part_of and name in plans_of(project)]
        out += sorted(items, key=lambda item: (
            min(order.index(s) if s in order else len(order) for s in item.sections),
            item.project.id))
    return tuple(out)


def _item(name: str, plans: Mapping[str, Plan], project: Project, known: Mapping[str, Project],
          actions: Mapping[str, str], day: str) -> Item:
    mentions = sorted((m for m in project.file.named_in
                       if m.plan == name and m.reading == "main"),
                      key=lambda m: -RANKS.get(actions.get(m.action, ""), -1))
    promised: str = actions.get(mentions[0].action, "")
    if promised == "construction" and project.file.kind in MEASURES:
        promised = "ongoing"
    parts = [known[key] for key in project.file.parts if key in known]
    opened = sum(stage_on(part, day) == "opened" for part in parts)
    reached = stage_on(project, day)
    if parts and opened == len(parts):
        reached = "opened"
    elif opened and RANKS.get(reached, -1) < RANKS["construction"]:
        reached = "construction"
    stale = reached != "opened" and not opened and _stale(project, plans)
    verdict, due = judge(promised, reached, stale=stale, planned=project.file.opening.planned,
                         horizon=plans[name].horizon, date=day,
                         as_of=project.file.status.as_of)
    horizon = plans[name].horizon
    confirmed = due != "horizon" or horizon is None or (
        date_key(project.file.status.as_of) > date_key(horizon, end=True))
    return Item(name, project, tuple(mentions), promised, reached, len(parts), opened, verdict, due,
                confirmed, bool(project.changes) or any(part.changes for part in parts))


def _stale(project: Project, plans: Mapping[str, Plan]) -> bool:
    """Whether nothing newer than the plans that name it is known: a promise is no delivery."""
    issued = max(date_key(plans[m.plan].issued, end=True) for m in project.file.named_in
                 if m.plan in plans)
    return date_key(project.file.status.as_of) <= issued


def stage_on(project: Project, date: str) -> str:
    """Stage of a project on a date, ``unknown`` where its file does not tell.

    A file states the stage of one date. Before that date it was open if its actual opening lies
    before, under construction if its works had ``started`` (a fact), and no further than the
    stated stage where that is one before construction. What existed before the base date has no
    opening of its own.
    """
    file = project.file
    undated = file.status.stage == "opened" and file.opening.actual is None
    if project.open_on(date):
        return "opened"
    if (file.status.stage != "opened" or undated) and date_key(file.status.as_of) <= date:
        return file.status.stage
    if _started(project, date):
        return "construction"
    if RANKS.get(file.status.stage, RANKS["construction"]) < RANKS["construction"]:
        return file.status.stage
    return "unknown"


def _started(project: Project, date: str) -> bool:
    """Whether its works are known to have begun by a date; a bare year is read as a number."""
    fact = project.file.facts.get("started")
    if fact is None:
        return False
    text = f"{fact.value:g}" if isinstance(fact.value, float) else fact.value
    return bool(DATE.fullmatch(text)) and date_key(text, end=True) <= date


def judge(promised: str, reached: str, *, planned: str | None, horizon: str | None,
          date: str, as_of: str = "", stale: bool = False) -> tuple[str, str]:
    """The verdict on an item, and what passed where it is late.

    Parameters
    ----------
    promised, reached
        Stages; ``reached`` may be ``unknown``, ``promised`` empty.
    planned
        Planned opening.
    date
        Complete date, ``YYYY-MM-DD``.
    as_of
        Date of the status: one from before the planned opening cannot tell whether it opened.
    stale
        Whether the status is no newer than the plans: what it reached is then no news of them,
        but a planned opening that has passed still waits to be confirmed.

    Examples
    --------
    >>> judge("construction", "construction", planned="2028", horizon="2025-12-31",
    ...       date="2026-11-30")
    ('under_way', '')
    >>> judge("construction", "preliminary", planned=None, horizon="2025-12-31",
    ...       date="2026-11-30")
    ('late', 'horizon')
    >>> judge("construction", "construction", planned="2024-12", horizon="2025-12-31",
    ...       date="2026-11-30", as_of="2020-12", stale=True)
    ('unconfirmed', '')
    """
    if reached == "opened":
        return "done", ""
    if planned is not None and date_key(planned, end=True) < date:
        if reached == "unknown":
            return "unknown", ""
        old = as_of != "" and date_key(as_of, end=True) <= date_key(planned, end=True)
        return ("unconfirmed", "") if old else ("late", "opening")
    if stale or reached == "unknown" or promised not in RANKS:
        return "unknown", ""
    if RANKS[reached] < RANKS[promised]:
        passed = horizon is not None and date_key(horizon, end=True) < date
        return ("late", "horizon") if passed else ("not_started", "")
    return ("under_way" if RANKS[reached] >= RANKS["construction"] else "as_promised"), ""


def counts(items: Iterable[Item], by: str = "plan") -> tuple[Count, ...]:
    """Items of each group by verdict; an item that two sections name counts in both.

    Parameters
    ----------
    by
        ``plan``, ``mode`` (kinds within a plan) or ``section``.
    """
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        names = {"plan": ("",), "mode": (item.project.file.kind,),
                 "section": item.sections}[by]
        for name in names:
            groups.setdefault((item.plan, name), []).append(item)
    if by == "mode":
        plans = list(dict.fromkeys(plan for plan, _ in groups))
        groups = {key: groups[key] for key in sorted(
            groups, key=lambda key: (plans.index(key[0]), KINDS.index(key[1])))}
    return tuple(Count(plan, group, len(found), {
        verdict: sum(item.verdict == verdict for item in found) for verdict in VERDICTS},
        sum(item.modelled for item in found)) for (plan, group), found in groups.items())
