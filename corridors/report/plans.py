"""Coverage of the plans on the screen and as data: promised against delivered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from corridors.analysis.coverage import VERDICTS, Count, Item, counts
from corridors.messages import listed, say
from corridors.projects.model import Project
from corridors.projects.plans import Plan
from corridors.report.listing import print_listing
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("date", "plan", "section", "section_basis", "words", "action", "id", "name_zh",
           "name_en", "kind", "promised", "reached", "as_of", "opening_planned", "opening_actual",
           "parts", "parts_opened", "verdict", "due", "confirmed", "modelled",
           "reason_zh", "reason_en")
KIND, WIDE = 3, 130
"""The column of kinds, which the names tell as well, and the window in which it is shown."""
GROUP_COLUMNS = ("date", "plan", "by", "group", "items", *VERDICTS, "modelled")


def item_rows(items: Iterable[Item], date: str) -> list[dict[str, object]]:
    """Plain data, one dict an item and plan; several sections and words stand in lists."""
    return [{
        "date": date, "plan": item.plan, "section": [m.section for m in item.mentions],
        "section_basis": [m.section_basis for m in item.mentions],
        "words": [m.words for m in item.mentions], "action": [m.action for m in item.mentions],
        "id": item.project.id, "name_zh": item.project.file.name.zh,
        "name_en": item.project.file.name.en, "kind": item.project.file.kind,
        "promised": item.promised or None, "reached": item.reached,
        "as_of": item.project.file.status.as_of,
        "opening_planned": item.project.file.opening.planned,
        "opening_actual": item.project.file.opening.actual,
        "parts": item.parts, "parts_opened": item.opened, "verdict": item.verdict,
        "due": item.due or None, "confirmed": item.confirmed if item.due else None,
        "modelled": item.modelled,
        "reason_zh": _reason(item.project, "zh") or None,
        "reason_en": _reason(item.project, "en") or None} for item in items]


def group_rows(groups: Iterable[Count], by: str, date: str) -> list[dict[str, object]]:
    """Plain data, one dict a group; the group of a whole plan is None."""
    return [{"date": date, "plan": count.plan, "by": by, "group": count.group or None,
             "items": count.items, **count.verdicts, "modelled": count.modelled}
            for count in groups]


def coverage_csv(items: Sequence[Item], by: str | None, date: str) -> bytes:
    """Items as CSV, or the counts of groups where ``by`` is given."""
    rows = item_rows(items, date) if by is None else group_rows(counts(items, by), by, date)
    return to_csv(COLUMNS if by is None else GROUP_COLUMNS, (list(row.values()) for row in rows))


def coverage_json(items: Sequence[Item], plans: Mapping[str, Plan], by: str | None,
                  date: str) -> bytes:
    """Plans, items and counts as JSON."""
    named = dict.fromkeys(item.plan for item in items)
    return to_json({
        "schema": 1, "date": date,
        "plans": [{"id": key, "name": plans[key].name.model_dump(),
                   "horizon": plans[key].horizon} for key in named],
        "items": item_rows(items, date), "by": by or "mode",
        "counts": group_rows(counts(items, by or "mode"), by or "mode", date)})


def print_coverage(console: Console, items: Sequence[Item], plans: Mapping[str, Plan],
                   by: str | None, date: str, lang: str, *, given: bool) -> None:
    """Each plan: its items, how many came to which verdict, and those that are not modelled.

    Parameters
    ----------
    by
        Only the counts, by plan, mode or section.
    given
        Whether the date was asked for; else it is the newest that the register knows.
    """
    console.print(say("line.coverage_date" if given else "line.coverage_newest", lang, date=date),
                  highlight=False)
    for key in dict.fromkeys(item.plan for item in items):
        mine = [item for item in items if item.plan == key]
        plan = plans[key]
        console.print(f"\n{getattr(plan.name, lang)} ({key})", style="bold", highlight=False)
        if plan.horizon:
            console.print(say("line.horizon", lang, horizon=plan.horizon), highlight=False)
        if by is None:
            _items(console, mine, lang)
        for group in ((by,) if by else ("mode", "section")):
            _counts(console, mine, plan, group, lang)
        if by is None:
            _left_out(console, mine, lang)
    if by is None:
        if any(m.section_basis == "inferred" for item in items for m in item.mentions):
            console.print(say("line.inferred", lang), highlight=False)
        console.print(say("line.verdicts", lang), highlight=False, style="dim")


def _items(console: Console, items: Sequence[Item], lang: str) -> None:
    rows = [[getattr(item.project.file.name, lang), sections_text(item.mentions),
             listed(dict.fromkeys(m.action for m in item.mentions), lang),
             say(f"kind.{item.project.file.kind}", lang),
             say(f"stage.{item.promised}", lang) if item.promised else "",
             _reached(item, lang), opening_text(item.project, lang), verdict_text(item, lang)]
            for item in items]
    heads = ["head.item", "head.section", "head.action", "head.kind", "head.promised",
             "head.reached", "head.opening", "head.judged"]
    shown = [i for i in range(len(heads)) if i != KIND or console.width >= WIDE]
    print_listing(console, say("title.coverage", lang), [heads[i] for i in shown],
                  [[row[i] for i in shown] for row in rows], lang, folds=range(len(shown)))


def _reached(item: Item, lang: str) -> str:
    text = say(f"stage.{item.reached}", lang)
    if item.parts:
        text += " " + say("line.parts_opened", lang, opened=item.opened, parts=item.parts)
    return f"{text} {item.project.file.status.as_of}"


def verdict_text(item: Item, lang: str) -> str:
    """The verdict, and what has passed where it is late, and whether that is confirmed."""
    text = say(f"coverage.{item.verdict}", lang)
    if not item.due:
        return text
    return text + (say(f"due.{item.due}", lang) if item.confirmed else say("due.unsure", lang))


def opening_text(project: Project, lang: str) -> str:
    """The actual opening, else the planned one, marked as such; empty where neither is known."""
    opening = project.file.opening
    if opening.actual:
        return opening.actual
    return say("line.planned_for", lang, date=opening.planned) if opening.planned else ""


def sections_text(mentions: Iterable[object]) -> str:
    """Sections of some mentions, each once; a star marks an inferred number."""
    return " ".join(dict.fromkeys(
        f"{getattr(m, 'section', '')}{'*' if getattr(m, 'section_basis', '') == 'inferred' else ''}"
        for m in mentions))


def _counts(console: Console, items: Sequence[Item], plan: Plan, by: str, lang: str) -> None:
    order = list(plan.sections)
    found = list(counts(items, by))
    if by == "section":
        found.sort(key=lambda c: order.index(c.group) if c.group in order else len(order))
    if by != "plan":
        found += counts(items, "plan")
    rows = [[_group(count.group, by, plan, lang), str(count.items),
             *(str(count.verdicts[verdict] or "") for verdict in VERDICTS), str(count.modelled)]
            for count in found]
    heads = [{"mode": "head.kind", "section": "head.section", "plan": "head.plan"}[by],
             "head.items", *(say(f"coverage.{verdict}", lang) for verdict in VERDICTS),
             "head.modelled"]
    print_listing(console, say("title.counts", lang, by=say(f"by.{by}", lang)), heads, rows, lang,
                  numbers=range(1, len(heads)))


def _group(group: str, by: str, plan: Plan, lang: str) -> str:
    if not group:
        return say("line.whole_plan", lang)
    if by == "mode":
        return say(f"kind.{group}", lang)
    section = plan.sections.get(group)
    heading = "" if section is None or section.heading is None else getattr(section.heading, lang)
    mark = "*" if section is not None and section.basis == "inferred" else ""
    return f"{group}{mark} {heading}".rstrip()


def _left_out(console: Console, items: Sequence[Item], lang: str) -> None:
    """Items that change nothing in the network, each with its reason."""
    left = [item.project for item in items if not item.modelled]
    if not left:
        return
    console.print(say("title.unmodelled", lang, count=len(left)), style="bold", highlight=False)
    mark = "·" if lang == "zh" else "· "  # a space would let the long line break behind the mark
    for project in left:
        console.print(f"{mark}{getattr(project.file.name, lang)}{say('colon', lang)}"
                      f"{_reason(project, lang)}", highlight=False)


def _reason(project: Project, lang: str) -> str:
    reason = project.file.reason
    return "" if reason is None else str(getattr(reason, lang))
