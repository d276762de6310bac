"""Charts and maps of a briefing: what they show and the sentence that they prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from corridors.analysis.compare import Comparison
from corridors.analysis.components import headline_pairs
from corridors.analysis.subject import Subject, served, subject, weights
from corridors.charts.model import (
    Bar,
    Dumbbell,
    DumbbellRow,
    StackedBars,
    TradeOff,
    TradeOffPoint,
)
from corridors.families import BEST
from corridors.messages import say
from corridors.profiles import PROFILES
from corridors.report.briefing.figure_words import axis_name, counts_line, outcome
from corridors.report.briefing.groups import visible
from corridors.report.briefing.matrix import distribution, matrix
from corridors.report.briefing.model import ChartFigure, MapFigure
from corridors.report.briefing.phrases import (
    Sentence,
    pair_name,
    row_index,
    who,
)
from corridors.report.maps import change_map
from corridors.report.numbers import rounded, size
from corridors.routing.edges import COMPONENTS
from corridors.routing.trip import Trip
from corridors.units import MEASURE_UNITS

STATES: tuple[Literal["base", "after"], ...] = ("base", "after")


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
    return MapFigure("change", say("chart.map", lang, **names), counts_line(result, found, lang),
                     change_map(result, lang))


def pairs(result: Comparison, found: Subject, lang: str) -> ChartFigure | None:
    """Main pairs before and after."""
    index = row_index(result)
    shown = [row for pair in headline_pairs(result)
             if (row := index.get((found.profile, *pair, found.mode, found.measure))) is not None
             and not row.token_after and (row.base is not None or row.after is not None)]
    if not shown:
        return None
    rows = tuple(DumbbellRow(
        pair_name(result, (row.origin, row.destination), lang),
        rounded(row.base, row.unit, row.size), rounded(row.after, row.unit, row.size),
        rounded(row.difference, row.unit, row.size), outcome(row)) for row in shown)
    best = max((row for row in shown if visible(row)),
               key=lambda row: abs(row.difference or 0.0), default=None)
    message = say("chart.say_none", lang) if best is None else say(
        "chart.say_pairs", lang, pair=pair_name(result, (best.origin, best.destination), lang),
        change=Sentence(lang).change(best))
    caption = say("chart.pairs", lang, who=who([found.profile], found.mode, lang))
    return ChartFigure("pairs", caption, message, Dumbbell(
        caption, axis_name(found.measure, lang), MEASURE_UNITS[found.measure],
        (say("label.base", lang), say("label.after", lang)), rows))


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
        caption, axis_name("time_h", lang), "h",
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
        points: list[TradeOffPoint] = []
        for mode in modes:
            key = (found.profile, *pair, mode)
            trips = (result.trips_base.get(key), result.trips_after.get(key))
            states = [(state, trip) for state, trip in zip(STATES, trips, strict=True)
                      if trip is not None and served(trip)]
            cny, kg = (size(*values) for values in (
                [trip.cost_cny for _, trip in states], [trip.co2_kg for _, trip in states]))
            points += [TradeOffPoint(
                mode, say(f"mode.{mode}", lang), state, rounded(trip.time_h, "h") or 0.0,
                rounded(trip.cost_cny, "CNY", cny) or 0.0, rounded(trip.co2_kg, "kg", kg) or 0.0)
                for state, trip in states]
        if len({point.mode for point in points}) > 1:
            break
    else:
        return None
    later = [point for point in points if point.state == "after"]
    names = {"pair": pair_name(result, pair, lang),
             "profile": say(f"profile.{found.profile}", lang)}
    caption = say("chart.trade_off", lang, **names)
    fastest, cheapest = (min(later or points, key=measure).label for measure in (
        lambda point: point.time_h, lambda point: point.cost_cny))
    message = (
        say("chart.say_both", lang, **names, fastest=fastest) if fastest == cheapest else
        say("chart.say_fastest", lang, **names, fastest=fastest, cheapest=cheapest))
    return ChartFigure("trade_off", caption, message, TradeOff(
        caption,
        (axis_name("time_h", lang), axis_name("cost_cny", lang), axis_name("co2_kg", lang)),
        (say("label.base", lang), say("label.after", lang)), tuple(points)))
