"""The access of counties on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridors.analysis.access.model import Access, Measure
from corridors.analysis.access.origins import COUNTIES
from corridors.analysis.access.summary import LITTLE, Summary, ranked
from corridors.families import BEST
from corridors.messages import say
from corridors.places import place_name
from corridors.report.access.words import (
    findings,
    headed,
    measure_name,
    notes,
    number,
    place,
    worst,
)
from corridors.report.terminal import print_whole

if TYPE_CHECKING:
    from rich.console import Console

MOST = 10
"""Places that the list of those that gain most names."""


def print_access(console: Console, result: Access, summaries: Sequence[Summary], shown: Measure,
                 lang: str) -> None:
    """Medians and gains by measure, who gains most of one measure, findings and notes."""
    counties = {*result.states.base.place_sets.get(COUNTIES, ())}
    told = {"scenario": getattr(result.scenario.file.name, lang), "count": len(result.places)}
    title = say("title.access", lang, **told) if all(
        one.id in counties for one in result.places) else say("title.access_places", lang, **told)
    # Counts of hubs that no county sees change are told in a sentence, not in a row each.
    listed_ = [item for item in summaries if item.measure.to or item.gained + item.lost
               > (0 if item.measure.mode == BEST else LITTLE * item.places)]
    rows = []
    for item in listed_:
        measure = item.measure
        best = "" if item.best_base is None or item.best_after is None else say(
            "access.amount", lang, value=place(result, item.best, lang),
            unit=f"{number(item.best_base.value, measure, lang)} → "
                 f"{number(item.best_after.value, measure, lang)}")
        last = "" if item.worst_after is None else say(
            "access.amount", lang, value=worst(result, item, lang),
            unit=number(item.worst_after, measure, lang))
        rows.append([headed(measure, lang), number(item.median_base, measure, lang),
                     number(item.median_after, measure, lang), str(item.gained + item.new),
                     str(item.lost + item.gone), best, last])
    print_whole(console, title, [
        "head.access_measure", "head.access_base", "head.access_after", "head.access_gained",
        "head.access_lost", "head.access_best", "head.access_worst"], rows, lang)
    _print_gains(console, result, shown, lang)
    for line in findings(result, summaries, lang, shown):
        console.print(line, highlight=False, soft_wrap=True)
    for line in notes(result, lang):
        console.print(line, highlight=False, style="dim", soft_wrap=True)


def _print_gains(console: Console, result: Access, shown: Measure, lang: str) -> None:
    best = ranked(result, shown)[:MOST]
    if not best:
        return
    rows = []
    for i in best:
        one, a, b = result.places[i], result.base[shown.id][i], result.after[shown.id][i]
        rows.append([one.name(lang), place_name(result.states.base, one.prefecture, lang)
                     if one.prefecture else "", a.name(lang), b.name(lang),
                     number(a.value, shown, lang), number(b.value, shown, lang),
                     number(shown.change(a, b), shown, lang, sign=True)])
    heads = ["head.access_place", "head.access_city", "head.access_near_base",
             "head.access_near_after", "head.access_base", "head.access_after",
             "head.access_change"]
    kept = [n for n in range(len(heads)) if any(row[n] for row in rows)]
    print_whole(console, say("title.access_gains", lang, measure=measure_name(shown, lang),
                             count=len(best)), [heads[n] for n in kept],
                [[row[n] for n in kept] for row in rows], lang,
                left=sum(n < 4 for n in kept))
