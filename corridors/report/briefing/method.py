"""How the numbers came about, in a paragraph; and what the scenario changes, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import zip_longest

from corridors.analysis.compare import Comparison
from corridors.changes import Logged
from corridors.messages import listed, say
from corridors.profiles import PROFILE_UNITS
from corridors.report.briefing.model import Finding, Findings, Paragraph
from corridors.report.briefing.phrases import date_text, joined
from corridors.report.change_words import change_lines
from corridors.schema import NETWORK_TABLES

MOST_CHANGES = 30
"""Changes that are told in words."""


def method(result: Comparison, lang: str, *, validated: bool = False) -> tuple[Paragraph, ...]:
    """Base, what is switched on, network, door to door, objective, season, units.

    Parameters
    ----------
    validated
        Whether the briefing has the table that holds the model against published figures.
    """
    file, states, spec = result.scenario.file, result.states, result.scenario.file.compare
    counts = {"count": len(states.projects), "changes": len(result.log),
              "assumed": sum(row.confidence == "assumed" for row in result.log)}
    if not result.log:
        after = say("brief.after_nothing", lang)
    elif file.after is not None:
        after = say("brief.after_date", lang, date=date_text(result.after.date, lang), **counts)
    else:
        after = say("brief.after_projects", lang, **counts)
    units = dict.fromkeys(say(f"unit.{PROFILE_UNITS[p]}", lang) for p in spec.profiles)
    where = "brief.where_here" if validated else "brief.where_readme"
    season = "brief.season_low" if file.season == "low_water" else "brief.season_normal"
    feedback = "brief.with_feedback" if file.lock_feedback else "brief.no_feedback"
    return (
        Paragraph(say("brief.method_network", lang, after=after,
                      base=date_text(result.base.date, lang))),
        Paragraph(say("brief.method_paths", lang, origins=len(states.origins),
                      destinations=len(states.destinations), season=say(season, lang),
                      objective=say(f"brief.objective_{spec.objective}", lang),
                      feedback=say(feedback, lang), units=joined(units, lang))),
        Paragraph(say("brief.method_limits", lang, where=say(where, lang))))


def changes(result: Comparison, cite: Mapping[str, str],
            lang: str) -> tuple[Paragraph | Findings, ...]:
    """What is added, closed and set, up to a number that can be read."""
    lines = change_lines(result.log, result.base, result.after, lang, cite)
    if not lines:
        return (Paragraph(say("brief.no_changes", lang)),)
    whole = len(lines) <= MOST_CHANGES
    shown = lines if whole else _first_of_each(result, cite, lang)
    lead = say("brief.changes_all", lang, counts=_counts(result, lang)) if whole else say(
        "brief.changes_count", lang, counts=_counts(result, lang), shown=len(shown))
    return (Paragraph(lead), Findings("changes", tuple(
        Finding(line, "plain") for line in shown)))


def _counts(result: Comparison, lang: str) -> str:
    """How many rows of each table are added, changed and closed."""
    rows = {("add" if row.action == "add" else "close" if row.action == "close" else "set",
             row.table, row.id): None for row in result.log}
    counts = Counter((action, table) for action, table, _ in rows)
    words = {"add": "brief.added", "set": "brief.changed", "close": "brief.closed"}
    return listed((say(words[action], lang, what=say(f"row.{table}", lang), count=count)
                   for (action, table), count in counts.items() if table in NETWORK_TABLES), lang)


def _first_of_each(result: Comparison, cite: Mapping[str, str], lang: str) -> list[str]:
    """The first changes of each project, as many of each as fit."""
    logs: dict[str, list[Logged]] = {}
    for row in result.log:
        logs.setdefault(row.project, []).append(row)
    told = [change_lines(rows, result.base, result.after, lang, cite) for rows in logs.values()]
    turns = zip_longest(*told)
    shown = [line for turn in turns for line in turn if line is not None][:MOST_CHANGES]
    return [line for lines in told for line in lines if line in set(shown)][:MOST_CHANGES]
