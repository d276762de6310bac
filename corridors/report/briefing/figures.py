"""Charts and maps of a briefing: what they show and the sentence that they prove."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from corridors.analysis.compare import Comparison, Row
from corridors.analysis.components import headline_pairs
from corridors.analysis.subject import Subject, served, subject, weights
from corridors.analysis.summary import Summary, sign_of_gain, summarise
from corridors.charts.model import (
    Bar,
    Distribution,
    Dumbbell,
    DumbbellRow,
    Heatmap,
    Outcome,
    StackedBars,
    TradeOff,
    TradeOffPoint,
)
from corridors.families import BEST
from corridors.messages import say
from corridors.places import place_name
from corridors.profiles import PROFILES
from corridors.report.briefing.findings import connected
from corridors.report.briefing.model import ChartFigure, MapFigure
from corridors.report.briefing.phrases import (
    Sentence,
    clauses,
    joined,
    pair_name,
    row_index,
    unit_of,
    who,
)
from corridors.report.maps import change_map
from corridors.report.numbers import rounded, show
from corridors.routing.edges import COMPONENTS
from corridors.routing.trip import Trip
from corridors.units import MEASURE_UNITS

MOST_PLACES = 24
"""Rows and columns of a matrix that can be read on a page."""
STEPS = (1.0, 2.0, 5.0)
MOST_STEPS = 12


def figures(result: Comparison, lang: str) -> tuple[ChartFigure | MapFigure, ...]:
    """All figures that have something to show."""
    found = subject(result)
    made = (map_figure(result, found, lang), pairs(result, found, lang),
            matrix(result, found, lang), components(result, found, lang),
            trade_off(result, found, lang), distribution(result, found, lang))
    return tuple(figure for figure in made if figure is not None)


def pairs_of(result: Comparison, profile: str, lang: str) -> ChartFigure | None:
    """Main pairs of a profile that the other figures do not show, by its mode that gains most."""
    if profile == subject(result).profile:
        return None
    mine = [item for item in weights(result) if item.profile == profile and item.objective > 0]
    if not mine:
        return None
    best = max(mine, key=lambda item: round(item.objective, 9))
    measure = subject(result).measure
    if measure == "capacity_mt" and not PROFILES[profile].goods:
        measure = result.scenario.file.compare.measures[0]
    made = pairs(result, Subject(profile, best.mode, measure), lang)
    if made is None or not isinstance(made.chart, Dumbbell) or not any(
            row.difference or row.outcome == "new" for row in made.chart.rows):
        return None
    return replace(made, key=f"pairs_{profile}")


def map_figure(result: Comparison, found: Subject, lang: str) -> MapFigure:
    """The map of changes."""
    names = {"who": who([found.profile], found.mode, lang),
             "measure": say(f"plain.{found.measure}", lang)}
    return MapFigure("change", say("chart.map", lang, **names), _counts(result, found, lang),
                     change_map(result, lang))


def _summary(result: Comparison, found: Subject) -> Summary:
    return next(s for s in summarise(result)
                if (s.profile, s.mode, s.measure) == tuple(found))


def _counts(result: Comparison, found: Subject, lang: str) -> str:
    s, sentence = _summary(result, found), Sentence(lang)
    return say("chart.say_counts", lang, connected=sentence.count(connected(s)),
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
    shown = rounded(row.difference, row.unit)
    return "none" if not shown else "gain" if shown * sign_of_gain(row.measure) > 0 else "loss"


def pairs(result: Comparison, found: Subject, lang: str) -> ChartFigure | None:
    """Main pairs before and after."""
    index = row_index(result)
    shown = [row for pair in headline_pairs(result)
             if (row := index.get((found.profile, *pair, found.mode, found.measure))) is not None
             and not row.token_after and (row.base is not None or row.after is not None)]
    if not shown:
        return None
    rows = tuple(DumbbellRow(
        pair_name(result, (row.origin, row.destination), lang), rounded(row.base, row.unit),
        rounded(row.after, row.unit), rounded(row.difference, row.unit), outcome(row))
        for row in shown)
    best = max((row for row in shown if rounded(row.difference, row.unit)),
               key=lambda row: abs(row.difference or 0.0), default=None)
    message = say("chart.say_none", lang) if best is None else say(
        "chart.say_pairs", lang, pair=pair_name(result, (best.origin, best.destination), lang),
        change=Sentence(lang).change(best))
    caption = say("chart.pairs", lang, who=who([found.profile], found.mode, lang))
    return ChartFigure("pairs", caption, message, Dumbbell(
        caption, _axis(found.measure, lang), MEASURE_UNITS[found.measure],
        (say("label.base", lang), say("label.after", lang)), rows))


def _axis(measure: str, lang: str) -> str:
    text = say(f"measure.{measure}", lang)
    return text[:1].upper() + text[1:]


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
        size = {p: max(abs(rounded(row.difference, row.unit) or 0.0)
                       for key, row in wanted.items() if key[end] == p) for p in known}
        ranked = sorted(known, key=lambda p: (p not in first, -size[p], known.index(p)))
        return sorted(ranked[:MOST_PLACES], key=known.index)

    origins = chosen(result.states.origins, 0)
    destinations = chosen(result.states.destinations, 1)
    if len(origins) * len(destinations) < 2:
        return None
    values, texts = [], []
    for origin in origins:
        rows = [wanted.get((origin, destination)) for destination in destinations]
        values.append(tuple(None if row is None or row.token_after else
                            rounded(row.difference, row.unit) for row in rows))
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
        tuple(texts), True, sign_of_gain(found.measure) < 0))


def _matrix_message(result: Comparison, found: Subject, reached: Mapping[int, Container[str]],
                    lang: str) -> str:
    """The origin whose pairs change most on average, and places that the mode does not reach."""
    means = {}
    for origin in result.states.origins:
        both = [row.difference for row in result.rows
                if (row.profile, row.mode, row.measure) == tuple(found) and row.origin == origin
                and row.difference is not None and not row.token_base and not row.token_after]
        if both:
            means[origin] = sum(both) / len(both)
    best = max(means, key=lambda origin: sign_of_gain(found.measure) * means[origin], default=None)
    if best is None or not rounded(means[best], MEASURE_UNITS[found.measure]):
        parts = [_counts(result, found, lang)]
    else:
        parts = [say("chart.say_origin", lang, origin=place_name(result.base, best, lang),
                     mean=Sentence(lang).amount(means[best], found.measure, sign=True))]
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
    return show(row.difference, row.unit, sign=True)


def components(result: Comparison, found: Subject, lang: str) -> ChartFigure | None:
    """Hours by part of the journey of the main pairs, before and after."""
    shown = []
    for pair in headline_pairs(result):
        key = (found.profile, *pair, found.mode)
        trips = (result.trips_base.get(key), result.trips_after.get(key))
        if any(trip is not None and served(trip) and trip.hours for trip in trips):
            shown.append((pair, trips))
    if not shown:
        return None
    used = [i for i in range(len(COMPONENTS))
            if any(rounded(trip.hours[i], "h") for _, trips in shown for trip in trips
                   if trip is not None and trip.hours)]
    bars = tuple(Bar(pair_name(result, pair, lang), say(state, lang),
                     tuple(rounded(trip.hours[i], "h") or 0.0 for i in used),
                     rounded(trip.time_h, "h") or 0.0)
                 for pair, trips in shown
                 for state, trip in zip(("label.base", "label.after"), trips, strict=True)
                 if trip is not None and served(trip) and trip.hours)
    caption = say("chart.components", lang, who=who([found.profile], found.mode, lang))
    return ChartFigure("components", caption, _part_message(result, shown, lang), StackedBars(
        caption, _axis("time_h", lang), "h",
        tuple(say(f"component.{COMPONENTS[i]}", lang) for i in used),
        tuple(COMPONENTS[i] for i in used), bars))


def _part_message(result: Comparison,
                  shown: Sequence[tuple[tuple[str, str], tuple[Trip | None, ...]]],
                  lang: str) -> str:
    """The part that changes most, on the pair where the hours change most."""
    best: tuple[float, tuple[str, str], int, float] | None = None
    for pair, trips in shown:
        base, after = (getattr(trip, "hours", ()) for trip in trips)
        if not (base and after):
            continue
        total = abs(sum(after) - sum(base))
        part = max(range(len(base)), key=lambda i: abs(after[i] - base[i]))
        if rounded(total, "h") and (best is None or total > best[0]):
            best = total, pair, part, after[part] - base[part]
    if best is None:
        return say("chart.say_none", lang)
    _, pair, part, hours = best
    return say("chart.say_component", lang, pair=pair_name(result, pair, lang),
               part=say(f"component.{COMPONENTS[part]}", lang),
               hours=Sentence(lang).amount(hours, "time_h", sign=True))


def trade_off(result: Comparison, found: Subject, lang: str) -> ChartFigure | None:
    """All main modes of the first main pair in time, cost and CO2."""
    modes = [mode for mode in result.scenario.file.compare.modes if mode != BEST]
    for pair in headline_pairs(result):
        points = []
        for mode in modes:
            key = (found.profile, *pair, mode)
            trips = (result.trips_base.get(key), result.trips_after.get(key))
            for state, trip in zip(("base", "after"), trips, strict=True):
                if trip is not None and served(trip):
                    points.append(TradeOffPoint(
                        mode, say(f"mode.{mode}", lang), "base" if state == "base" else "after",
                        rounded(trip.time_h, "h") or 0.0, rounded(trip.cost_cny, "CNY") or 0.0,
                        rounded(trip.co2_kg, "kg") or 0.0))
        if len({point.mode for point in points}) > 1:
            break
    else:
        return None
    later = [point for point in points if point.state == "after"]
    caption = say("chart.trade_off", lang, pair=pair_name(result, pair, lang),
                  profile=say(f"profile.{found.profile}", lang))
    fastest, cheapest = (min(later or points, key=measure).label for measure in (
        lambda point: point.time_h, lambda point: point.cost_cny))
    message = say("chart.say_both", lang, fastest=fastest) if fastest == cheapest else say(
        "chart.say_fastest", lang, fastest=fastest, cheapest=cheapest)
    return ChartFigure("trade_off", caption, message, TradeOff(
        caption, (_axis("time_h", lang), _axis("cost_cny", lang), _axis("co2_kg", lang)),
        (say("label.base", lang), say("label.after", lang)), tuple(points)))


def distribution(result: Comparison, found: Subject, lang: str) -> ChartFigure | None:
    """Differences over all pairs, sorted into steps."""
    s = _summary(result, found)
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
    caption = say("chart.distribution", lang, who=who([found.profile], found.mode, lang),
                  measure=say(f"plain.{found.measure}", lang))
    axis = say("brief.difference", lang, unit=unit_of(found.measure, lang))
    return ChartFigure("distribution", caption, _counts(result, found, lang), Distribution(
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
