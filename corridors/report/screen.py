"""Tables for the terminal, Chinese or English; rich knows the width of Chinese characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from corridors import __version__
from corridors.analysis.claims import CheckedClaim
from corridors.analysis.compare import Comparison, modes_left_out
from corridors.analysis.components import (
    LEAST_H,
    ComponentChange,
    component_changes,
    headline_pairs,
)
from corridors.analysis.locks import changed_queues
from corridors.analysis.summary import Summary, lock_pairs, summarise
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS, PROFILES
from corridors.report.locks import queue_line, sense
from corridors.report.numbers import show, size
from corridors.report.terminal import print_parts, table
from corridors.routing.trip import Trip
from corridors.units import MEASURE_UNITS

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

MAX_LOCKS = 8
NAMED = 12
"""Projects that the first line names; of more it gives the number, and their names follow."""


def print_comparison(console: Console, result: Comparison, claims: Sequence[CheckedClaim],
                     lang: str) -> None:
    """The comparison on the screen: states, main pairs, summary, claims, what does not change."""
    states, file = result.states, result.scenario.file
    console.print(getattr(file.name, lang), style="bold", highlight=False)
    many = len(states.projects) > NAMED
    projects = say("line.projects_many", lang, count=len(states.projects)) if many else listed(
        (getattr(p.file.name, lang) for p in states.projects), lang) or "—"
    lines = [say("line.states", lang, base=result.base.date, projects=projects,
                 changes=len(result.log),
                 assumed=sum(row.confidence == "assumed" for row in result.log))]
    if states.in_base:
        lines.append(say("line.in_base", lang, projects=", ".join(states.in_base)))
    if states.pulled_in:
        lines.append(say("line.pulled_in", lang, projects=", ".join(states.pulled_in)))
    if states.left_out:
        lines.append(say("line.projects_left_out", lang, projects=", ".join(states.left_out)))
    if file.after is not None:
        lines.append(say("line.due_hint", lang, scenario=result.scenario.id))
    lines += [say("line.left_out", lang, profile=say(f"profile.{p}", lang),
                  mode=say(f"mode.{m}", lang)) for p, m in modes_left_out(result.scenario)]
    console.print(lines[0], highlight=False)
    for key in ("line.of_plan", "line.of_background") if many or file.after is not None else ():
        names = [getattr(project.file.name, lang) for project in states.projects
                 if project.background == (key == "line.of_background")]
        if names:
            print_parts(console, say(key, lang, count=len(names)), names, lang)
    for line in lines[1:]:
        console.print(line, highlight=False)
    for item in file.lock_feedback:
        locks = listed((str(result.after.locks[f"name_{lang}"][result.after.locks.index[key]])
                        for key in item.locks), lang)
        console.print(say("line.feedback", lang, lock=locks, ab=f"{item.ab_mt:g}",
                          ba=f"{item.ba_mt:g}"), highlight=False)
    if file.note is not None:
        console.print(getattr(file.note, lang), highlight=False)
    for profile in file.compare.profiles:
        for measure in file.compare.measures:
            if measure != "capacity_mt" or PROFILES[profile].goods:
                console.print(_pairs(result, profile, measure, lang))
    _component_changes(console, result, lang)
    console.print(_summary(result, lang))
    if claims:
        console.print(_claims(claims, lang))
    if any(trip.token for trip in result.trips_after.values()):
        console.print(say("line.token", lang), highlight=False)
    if any(trip.access_heavy and not trip.token for trip in result.trips_after.values()):
        console.print(say("line.heavy", lang), highlight=False)
    for line in findings(result, lang):
        console.print(line, highlight=False)
    if "capacity_mt" in file.compare.measures:
        console.print(say("line.capacity_basis", lang), highlight=False, style="dim")
    basis = "line.basis_feedback" if file.lock_feedback else "line.basis"
    console.print(say(basis, lang), highlight=False, style="dim")
    console.print(say("line.stamp", lang, scenario=result.scenario.hash,
                      data=result.base.data_version, version=__version__), highlight=False,
                  style="dim")


UNKNOWN = "—"
"""A capacity that nobody published, of a way that is there."""


def _pairs(result: Comparison, profile: str, measure: str, lang: str) -> Table:
    modes = [mode for mode in result.scenario.file.compare.modes
             if any(key[0] == profile and key[3] == mode for key in result.keys)]
    unit = MEASURE_UNITS[measure]
    rows = []
    for origin, destination in headline_pairs(result):
        cells = [place_name(result.base, origin, lang), place_name(result.base, destination, lang)]
        for mode in modes:
            key = (profile, origin, destination, mode)
            cells.append(change_text(result.trips_base[key], result.trips_after[key], measure,
                                     unit, lang))
        rows.append(cells)
    title = say("title.pairs", lang, profile=say(f"profile.{profile}", lang),
                unit=say(f"unit.{PROFILE_UNITS[profile]}", lang),
                measure=say(f"measure.{measure}", lang))
    return table(title, ["head.origin", "head.destination",
                         *(say(f"mode.{mode}", lang) for mode in modes)], rows, lang, left=2)


def change_text(base: Trip, after: Trip, measure: str, unit: str, lang: str) -> str:
    """``before → after (difference)`` of one pair, or what became of its connection."""
    a, b = base.measure(measure), after.measure(measure)
    if a is None and b is None:
        return UNKNOWN if base.found or after.found else say("not_found", lang)
    mark = "*" if after.token else "†" if after.access_heavy else ""
    if a is None:
        was = f"{UNKNOWN} →" if base.found else say("new", lang)
        return f"{was} {show(b, unit)}{mark}"
    if b is None:
        return f"{show(a, unit)} " + (f"→ {UNKNOWN}" if after.found else say("gone", lang))
    like = size(a, b)
    first, second = show(a, unit, like=like), show(b, unit, like=like)
    if first == second:
        return f"{first} ={mark}"
    return f"{first} → {second} ({show(b - a, unit, sign=True, like=like)}){mark}"


def _component_changes(console: Console, result: Comparison, lang: str) -> None:
    """One line a headline pair and main mode whose hours change: which parts, and by how much."""
    changes = component_changes(result, headline_pairs(result))
    if changes:
        console.print(say("title.component_changes", lang), highlight=False, style="bold")
    for change in changes:
        head = say("line.component_change", lang, profile=say(f"profile.{change.profile}", lang),
                   origin=place_name(result.base, change.origin, lang),
                   destination=place_name(result.base, change.destination, lang),
                   mode=_mode_change(change, lang), total=show(change.time_h, "h", sign=True))
        parts = [f"{say(f'component.{name}', lang)} {show(hours, 'h', sign=True)}"
                 for name, hours in change.components_h.items() if abs(hours) >= LEAST_H]
        print_parts(console, head, parts, lang)
    if changes:
        console.print("")


def _mode_change(change: ComponentChange, lang: str) -> str:
    """The main mode; of the best, which one it was and which one it is."""
    name, before, after = (say(f"mode.{mode}", lang) for mode in (
        change.mode, change.mode_base, change.mode_after))
    return name if change.mode_base == change.mode_after else say(
        "line.mode_change", lang, mode=name, base=before, after=after)


def _summary(result: Comparison, lang: str) -> Table:
    rows = []
    shown = result.scenario.file.compare.measures[:2]
    for s in summarise(result):
        if s.measure not in shown or s.never + s.token == s.pairs:
            continue
        pair = "" if s.largest_gain_pair is None else "{}–{} ".format(
            *(place_name(result.base, p, lang) for p in s.largest_gain_pair))
        rows.append([say(f"profile.{s.profile}", lang), say(f"mode.{s.mode}", lang),
                     say(f"measure.{s.measure}", lang), str(s.pairs), str(s.gained), str(s.lost),
                     str(s.same), str(s.new), str(s.never), str(s.token),
                     show(s.median_base, s.unit, like=s.size),
                     show(s.median_after, s.unit, like=s.size),
                     show(s.mean_difference, s.unit, sign=True, like=s.size),
                     pair + show(s.largest_gain, s.unit, sign=True, like=s.largest_gain_size)])
    heads = ["head.profile", "head.mode", "head.measure", "head.pairs", "head.gained",
             "head.lost", "head.same", "head.new", "head.never", "head.token", "head.median_base",
             "head.median_after", "head.mean_difference", "head.largest_gain"]
    return table(say("title.summary", lang), heads, rows, lang, left=3)


def _claims(claims: Sequence[CheckedClaim], lang: str) -> Table:
    rows = [[(c.what_zh if lang == "zh" else c.what_en)
             + ("" if c.independent else say("line.circular", lang)),
             *(show(value, c.unit, like=size(c.published, c.computed))
               for value in (c.published, c.computed)), c.unit, c.source_id]
            for c in claims]
    return table(say("title.claims", lang), ["head.claim", "head.published", "head.computed",
                                             "head.unit", "head.source"], rows, lang)


def findings(result: Comparison, lang: str) -> list[str]:
    """Sentences about what does not change, what gets worse, and which locks carry more."""
    lines = []
    items = summarise(result)
    for profile in result.scenario.file.compare.profiles:
        mine = [s for s in items if s.profile == profile]
        idle, absent = (listed((say(f"mode.{mode}", lang) for mode in modes), lang)
                        for modes in unmoved(mine))
        for key, modes in (("line.no_effect", idle), ("line.absent", absent)):
            if modes:
                lines.append(say(key, lang, profile=say(f"profile.{profile}", lang),
                                 modes=modes))
        for measure in ("time_h", "cost_cny"):
            worse = [say("line.mode_pairs", lang, mode=say(f"mode.{s.mode}", lang), pairs=s.lost)
                     for s in mine if s.measure == measure and s.lost]
            if worse:
                lines.append(say("line.worse", lang, profile=say(f"profile.{profile}", lang),
                                 measure=say(f"measure.{measure}", lang),
                                 modes=listed(worse, lang)))
    return lines + _lock_lines(result, lang) + _queue_lines(result, lang)


def unmoved(items: Sequence[Summary]) -> tuple[list[str], list[str]]:
    """Main modes by which no pair gains in any measure, and those that serve no pair at all."""
    idle, absent = [], []
    for mode in dict.fromkeys(item.mode for item in items):
        mine = [item for item in items if item.mode == mode]
        if all(item.never + item.token == item.pairs for item in mine):
            absent.append(mode)
        elif not any(item.gained or item.new for item in mine):
            idle.append(mode)
    return idle, absent


def _queue_lines(result: Comparison, lang: str) -> list[str]:
    """Queues that a volume, an outage or hours make, and changes of these without effect."""
    found = changed_queues(result)
    lines = [say(f"queue_part.{item.part}", lang, text=queue_line(
        item.queue, result.after, lang)) for item in found[:MAX_LOCKS]]
    if len(found) > MAX_LOCKS:
        lines.append(say("line.more", lang, count=len(found) - MAX_LOCKS))
    return lines


def _lock_lines(result: Comparison, lang: str) -> list[str]:
    """Locks of the base that more city pairs pass than before, with their capacity."""
    lines, locks = [], result.after.locks
    more = [(lock, direction, *counts) for (lock, direction), counts in
            lock_pairs(result).items() if counts[1] > counts[0] and lock in result.base.locks]
    more.sort(key=lambda item: (-np.nan_to_num(
        locks[f"capacity_{item[1]}_mt"][locks.index[item[0]]]), item[2] - item[3], item[:2]))
    for lock, direction, before, after in more[:MAX_LOCKS]:
        i = locks.index[lock]
        capacity = float(locks[f"capacity_{direction}_mt"][i])
        lines.append(say(
            "line.lock_load", lang, lock=locks[f"name_{lang}"][i], base=before, after=after,
            sense=say(f"sense.{sense(result.after, lock, direction)}", lang),
            capacity="" if capacity != capacity else say("line.capacity", lang,
                                                         mt=f"{capacity:g}")))
    return lines
