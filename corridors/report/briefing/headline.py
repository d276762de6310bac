"""The one sentence that the leadership shall remember."""

from __future__ import annotations

from corridors.analysis.compare import Comparison, Row
from corridors.analysis.components import headline_pairs
from corridors.analysis.coverage import MEASURES
from corridors.analysis.subject import subject
from corridors.analysis.summary import sign_of_gain, summarise
from corridors.families import BEST
from corridors.messages import say
from corridors.report.briefing.groups import best_moves, first_new, visible
from corridors.report.briefing.phrases import Sentence, pair_name, who

VISIBLE_FEW = 0.2
"""Share of the pairs below which the headline says how few the best mode changes for."""


def headline(result: Comparison, lang: str) -> str:
    """The strongest honest result in one sentence; that nothing changes, where nothing does."""
    profile, mode, measure = subject(result)
    sentence = Sentence(lang)
    lead = _lead(result, sentence)
    mine = next((s for s in summarise(result) if (s.profile, s.mode, s.measure)
                 == (profile, mode, measure)), None)
    row = headline_row(result)
    if row is None and mine is not None and mine.new:
        new = first_new(result, mine)
        text = say("find.headline_new", lang, lead=lead, count=sentence.count(mine.new),
                   pair=pair_name(result, (new.origin, new.destination), lang),
                   who=who([profile], mode, lang), amount=sentence.amount(new.after, measure))
        return text + _stop(lang)
    if row is None:
        return say("find.headline_none", lang, lead=lead) + _stop(lang)
    pair = pair_name(result, (row.origin, row.destination), lang)
    text = say("find.headline", lang, lead=lead, pair=pair, who=who([row.profile], row.mode, lang),
               measure=say(f"plain.{row.measure}", lang), change=sentence.change(row))
    moved, _, pairs = best_moves(result, row.profile)
    if pairs and not moved:
        text += say("find.headline_no_best", lang, pairs=sentence.count(pairs))
    elif pairs and moved < VISIBLE_FEW * pairs:
        text += say("find.headline_few", lang, pairs=sentence.count(pairs),
                    moved=sentence.count(moved))
    return text + _stop(lang)


def headline_row(result: Comparison) -> Row | None:
    """The strongest visible gain of the main pairs, else of all; None where none is visible.

    The strongest is the largest share of the value before. Rows of what the comparison is about
    count twice, so that another user or mode takes the headline only where it gains much more.
    """
    first = subject(result)
    measures = {first.measure, "time_h"}
    main = set(headline_pairs(result))
    rows = [row for row in result.rows if row.measure in measures and row.mode != BEST
            and row.base and row.difference and visible(row)
            and row.difference * sign_of_gain(row.measure) > 0
            and not row.token_base and not row.token_after]

    def strength(row: Row) -> tuple[bool, float]:
        mine = (row.profile, row.mode, row.measure) == tuple(first)
        share = abs(row.difference or 0.0) / (row.base or 1.0)
        return (row.origin, row.destination) in main, share * (2.0 if mine else 1.0)

    return max(rows, key=strength, default=None)


def _lead(result: Comparison, sentence: Sentence) -> str:
    """What is switched on: a project by name, several by number, else the scenario by name."""
    lang, projects = sentence.lang, result.states.projects
    listed_ones = [p for p in projects if p.id not in result.states.pulled_in] or projects
    if result.scenario.changes or not projects:
        return f"{getattr(result.scenario.file.name, lang)}{say('colon', lang)}"
    if len(listed_ones) == 1:
        file = listed_ones[0].file
        key = "find.with_policy" if file.kind in MEASURES else (
            "find.with_running" if file.kind in ("air", "sea") else "find.with_built")
        return say(key, lang, name=getattr(file.name, lang))
    return say("find.with_many", lang, count=sentence.count(len(projects)))


def _stop(lang: str) -> str:
    return "。" if lang == "zh" else "."
