"""What several figures say alike: counts, outcomes of a pair, names of axes."""

from __future__ import annotations

from corridors.analysis.compare import Comparison, Row
from corridors.analysis.subject import Subject
from corridors.analysis.summary import Summary, sign_of_gain, summarise
from corridors.charts.model import Outcome
from corridors.messages import say
from corridors.report.briefing.groups import connected
from corridors.report.briefing.phrases import Sentence, who
from corridors.report.numbers import rounded


def summary_of(result: Comparison, found: Subject) -> Summary:
    """Counts of what the comparison is about."""
    return next(s for s in summarise(result)
                if (s.profile, s.mode, s.measure) == tuple(found))


def counts_line(result: Comparison, found: Subject, lang: str) -> str:
    """How many pairs gain, lose and stay."""
    s, sentence = summary_of(result, found), Sentence(lang)
    return say("chart.say_counts", lang, who=who([found.profile], found.mode, lang),
               measure=say(f"plain.{found.measure}", lang), connected=sentence.count(connected(s)),
               gained=sentence.count(s.gained), lost=sentence.count(s.lost),
               same=sentence.count(s.same))


def outcome(row: Row) -> Outcome:
    """What becomes of a pair, by the figures shown."""
    if row.found_after and row.token_after:
        return "none"
    if not row.found_base or row.token_base:
        return "new" if row.found_after else "none"
    if not row.found_after:
        return "gone"
    shown = rounded(row.difference, row.unit, row.size)
    return "none" if not shown else "gain" if shown * sign_of_gain(row.measure) > 0 else "loss"


def axis_name(measure: str, lang: str) -> str:
    """A measure with its unit, as an axis has it."""
    text = say(f"measure.{measure}", lang)
    return text[:1].upper() + text[1:]
