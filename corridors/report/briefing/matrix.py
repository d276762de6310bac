"""Differences of all pairs as a matrix and as a distribution."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping

from corridors.analysis.compare import Comparison, Row
from corridors.analysis.components import headline_pairs
from corridors.analysis.subject import Subject
from corridors.analysis.summary import mean_difference, sign_of_gain
from corridors.charts.model import Distribution, Heatmap
from corridors.messages import say
from corridors.places import place_name
from corridors.report.briefing.assumptions import exact_unit
from corridors.report.briefing.figure_words import counts_line, outcome, summary_of
from corridors.report.briefing.model import ChartFigure
from corridors.report.briefing.phrases import Sentence, clauses, joined, row_index, unit_of, who
from corridors.report.numbers import rounded, show
from corridors.units import MEASURE_UNITS

MOST_PLACES = 24
"""Rows and columns of a matrix that can be read on a page."""
STEPS = (1.0, 2.0, 5.0)
MOST_STEPS = 12


def matrix(result: Comparison, found: Subject, lang: str) -> ChartFigure | None:
    """Differences of all pairs; where there are too many places, main ones and largest changes."""
    index = row_index(result)
    wanted = {key[1:3]: row for key, row in ((
        (row.profile, row.origin, row.destination), row) for row in index.values()
        if (row.profile, row.mode, row.measure) == tuple(found))}
    main = headline_pairs(result)

    def chosen(places: Iterable[str], end: int) -> list[str]:
        known = [p for p in places if any(key[end] == p and (row.found_base or row.found_after)
                                          for key, row in wanted.items())]
        if len(known) <= MOST_PLACES:
            return known
        first = {pair[end] for pair in main}
        size = {p: max(abs(rounded(row.difference, row.unit, row.size) or 0.0)
                       for key, row in wanted.items() if key[end] == p) for p in known}
        ranked = sorted(known, key=lambda p: (p not in first, -size[p], known.index(p)))
        return sorted(ranked[:MOST_PLACES], key=known.index)

    origins = chosen(result.states.origins, 0)
    destinations = chosen(result.states.destinations, 1)
    if len(origins) * len(destinations) < 2:
        return None
    values, texts, sizes = [], [], []
    for origin in origins:
        rows = [wanted.get((origin, destination)) for destination in destinations]
        values.append(tuple(None if row is None or row.token_after else
                            rounded(row.difference, row.unit, row.size) for row in rows))
        sizes.append(tuple(None if row is None else row.size for row in rows))
        texts.append(tuple(_cell(row, lang) for row in rows))
    reached = {end: {key[end] for key, row in wanted.items() if row.found_base or row.found_after}
               for end in (0, 1)}
    names = {"who": who([found.profile], found.mode, lang),
             "measure": say(f"plain.{found.measure}", lang)}
    cut = [(len(shown), len(reached[end])) for end, shown in enumerate((origins, destinations))
           if len(shown) < len(reached[end])]
    caption = say("chart.matrix", lang, **names) if not cut else say(
        "chart.matrix_part", lang, shown=cut[-1][0], all=cut[-1][1], **names)
    return ChartFigure("matrix", caption, _matrix_message(result, found, reached, lang), Heatmap(
        caption, MEASURE_UNITS[found.measure],
        tuple(place_name(result.base, p, lang) for p in origins),
        tuple(place_name(result.base, p, lang) for p in destinations), tuple(values),
        tuple(texts), True, sign_of_gain(found.measure) < 0, tuple(sizes)))


def _matrix_message(result: Comparison, found: Subject, reached: Mapping[int, Container[str]],
                    lang: str) -> str:
    """The origin whose pairs change most on average, and places that the mode does not reach."""
    means = {}
    for origin in result.states.origins:
        both = [row for row in result.rows
                if (row.profile, row.mode, row.measure) == tuple(found) and row.origin == origin
                and row.difference is not None and not row.token_base and not row.token_after]
        if both:
            means[origin] = mean_difference(both)
    best = max(means, key=lambda origin: sign_of_gain(found.measure) * means[origin][0],
               default=None)
    if best is None or not rounded(means[best][0], MEASURE_UNITS[found.measure], means[best][1]):
        parts = [counts_line(result, found, lang)]
    else:
        parts = [say("chart.say_origin", lang, origin=place_name(result.base, best, lang),
                     mean=Sentence(lang).amount(means[best][0], found.measure, sign=True,
                                                like=means[best][1]))]
    left = [place_name(result.base, p, lang) for p in result.states.origins
            if p not in reached[0]]
    parts += [say("chart.say_left", lang, places=joined(left, lang))] if left else []
    return clauses(parts, lang)


def _cell(row: Row | None, lang: str) -> str:
    if row is None or row.token_after:
        return ""
    result = outcome(row)
    if result == "new":
        return say("new", lang)
    if result == "gone":
        return say("gone", lang)
    return show(row.difference, row.unit, sign=True, like=row.size)


def distribution(result: Comparison, found: Subject, lang: str) -> ChartFigure | None:
    """Differences over all pairs, sorted into steps."""
    s = summary_of(result, found)
    changes = [row.difference for row in result.rows
               if (row.profile, row.mode, row.measure) == tuple(found)
               and row.difference and not row.token_base and not row.token_after]
    if not changes:
        return None
    edges = steps(changes)
    counts = [0] * (len(edges) - 1)
    for change in changes:
        counts[min(int((change - edges[0]) // (edges[1] - edges[0])), len(counts) - 1)] += 1
    notes = tuple(say(key, lang, count=count) for key, count in (
        ("chart.left_new", s.new), ("chart.left_gone", s.gone), ("chart.left_never", s.never),
        ("chart.left_token", s.token)) if count)
    most = max(range(len(counts)), key=counts.__getitem__)
    low, high = (show(edge, exact_unit(edge), sign=True) for edge in edges[most:most + 2])
    message = say("chart.say_most", lang, changed=sum(counts), count=counts[most], low=low,
                  high=high, unit=unit_of(found.measure, lang))
    caption = say("chart.distribution", lang, who=who([found.profile], found.mode, lang),
                  measure=say(f"plain.{found.measure}", lang))
    axis = say("brief.difference", lang, unit=unit_of(found.measure, lang))
    return ChartFigure("distribution", caption, message, Distribution(
        caption, axis, say("chart.pairs_axis", lang), s.unit, edges, tuple(counts), s.same, notes,
        sign_of_gain(found.measure) < 0))


def steps(changes: list[float]) -> tuple[float, ...]:
    """Round edges of equal steps around nought that hold all changes.

    Examples
    --------
    >>> steps([-95.8, -3.0, 26.7])
    (-100.0, -80.0, -60.0, -40.0, -20.0, 0.0, 20.0, 40.0)
    """
    low, high = min(*changes, 0.0), max(*changes, 0.0)
    size = next(factor * 10.0 ** power for power in range(-4, 12) for factor in STEPS
                if math.ceil(high / (factor * 10.0 ** power))
                - math.floor(low / (factor * 10.0 ** power)) <= MOST_STEPS)
    first, last = math.floor(low / size), math.ceil(high / size)
    return tuple(round(i * size, 6) + 0.0 for i in range(first, max(last, first + 1) + 1))
