"""How the numbers came about, in a paragraph; and what the scenario changes, in words."""

from __future__ import annotations

from collections.abc import Mapping

from corridors.analysis.compare import Comparison
from corridors.messages import say
from corridors.profiles import PROFILE_UNITS
from corridors.report.briefing.model import Finding, Findings, Paragraph
from corridors.report.briefing.phrases import joined, sentences
from corridors.report.change_words import change_lines

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
        after = say("brief.after_date", lang, date=result.after.date, **counts)
    else:
        after = say("brief.after_projects", lang, **counts)
    units = dict.fromkeys(say(f"unit.{PROFILE_UNITS[p]}", lang) for p in spec.profiles)
    where = "brief.where_here" if validated else "brief.where_readme"
    season = "brief.season_low" if file.season == "low_water" else "brief.season_normal"
    feedback = "brief.with_feedback" if file.lock_feedback else "brief.no_feedback"
    return (
        Paragraph(say("brief.method_network", lang, base=result.base.date, after=after)),
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
    lead = say("brief.changes_all", lang, count=len(lines)) if len(lines) <= MOST_CHANGES else say(
        "brief.changes_count", lang, count=len(lines), shown=MOST_CHANGES)
    return (Paragraph(sentences([lead], lang)), Findings("changes", tuple(
        Finding(line, "plain") for line in lines[:MOST_CHANGES])))
