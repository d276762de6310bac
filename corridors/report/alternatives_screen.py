"""Alternatives of a trip on the screen, Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corridors.analysis.alternatives import Alternative, Alternatives, State
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS
from corridors.report.alternatives import pareto_ends
from corridors.report.numbers import show, size
from corridors.report.screen import change_text
from corridors.report.terminal import print_filled, print_parts, print_whole
from corridors.routing.edges import COMPONENTS
from corridors.routing.pareto import simplex
from corridors.routing.trip import Trip
from corridors.units import MEASURE_UNITS

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = ("time_h", "cost_cny", "co2_kg", "distance_km")
HEADS = ("head.time_h", "head.cost_cny", "head.co2_kg", "head.distance_km", "head.transfers",
         "head.payload")


def print_alternatives(console: Console, found: Alternatives, told: Mapping[str, str],
                       lang: str) -> None:
    """Main modes, components, Pareto paths and shares; the shares last and labelled.

    Parameters
    ----------
    told
        Which network each state is, in words, by the name of the state.
    """
    def line(text: str, **style: str) -> None:
        console.print(text, highlight=False, **style)  # type: ignore[arg-type]

    network = found.after.network
    line(say("title.alternatives", lang, origin=place_name(network, found.origin, lang),
             destination=place_name(network, found.destination, lang),
             profile=say(f"profile.{found.profile}", lang),
             unit=say(f"unit.{PROFILE_UNITS[found.profile]}", lang),
             objective=say(f"objective.{found.objective}", lang)), style="bold")
    if found.base is None:
        line(told["network"])
    else:
        line(say("line.before", lang, told=told["base"]))
        line(say("line.after", lang, told=told["after"]))
    _modes(console, found, lang)
    line(say("line.published", lang), style="dim")
    line("")
    line(say("title.hours", lang), style="bold")
    for item in found.after.alternatives:
        base = None if found.base is None else found.base.by_mode[item.mode].trip
        if item.trip.found or (base is not None and base.found):
            head = say(f"mode.{item.mode}", lang) + say("colon", lang)
            print_parts(console, head, parts_of(base, item.trip, lang), lang)
    line("")
    for name, state in found.states.items():
        _pareto(console, name, state, lang)
    line(say("line.supported", lang, count=len(simplex(found.divisions))), style="dim")
    line("")
    _shares(console, found, lang)
    shown = [item.trip for state in found.states.values() for item in state.alternatives]
    shown += [path.trip for state in found.states.values() for path in state.pareto]
    if any(trip.token for trip in shown):
        line(say("line.token_plain", lang))
    if any(trip.access_heavy and not trip.token for trip in shown):
        line(say("line.heavy", lang))
    line(say("line.legs", lang), style="dim")


def _modes(console: Console, found: Alternatives, lang: str) -> None:
    rows = []
    for item in found.after.alternatives:
        after = item.trip
        before = after if found.base is None else found.base.by_mode[item.mode].trip
        cells = [say(f"mode.{item.mode}", lang)]
        cells.extend(_plain(after, measure, lang) if found.base is None else change_text(
            before, after, measure, MEASURE_UNITS[measure], lang) for measure in SHOWN)
        cells += [_both(_count(before), _count(after)), _both(_load(before), _load(after)),
                  f"{100 * item.published_h / after.time_h:.0f}" if after.time_h else "",
                  say(f"confidence.{item.confidence}", lang) if item.confidence else ""]
        rows.append(cells)
    print_filled(console, say("title.modes", lang),
           ["head.mode", *HEADS, "head.published_hours", "head.weakest"], rows, lang, left=1)


def _plain(trip: Trip, measure: str, lang: str) -> str:
    if not trip.found:
        return say("not_found", lang)
    mark = "*" if trip.token else "†" if trip.access_heavy else ""
    return show(trip.measure(measure), MEASURE_UNITS[measure]) + mark


def _count(trip: Trip) -> str:
    return "" if trip.transfers is None else str(trip.transfers)


def _load(trip: Trip) -> str:
    return f"{trip.payload_t:,.0f}" if trip.vessel else ""


def _both(before: str, after: str) -> str:
    return after if before == after else f"{before or '—'} → {after or '—'}"


def parts_of(before: Trip | None, after: Trip, lang: str) -> list[str]:
    """Hours by component, ``before → after`` where they differ."""
    parts = []
    for name in COMPONENTS:
        a = None if before is None or not before.found else before.components.get(name, 0.0)
        b = after.components.get(name, 0.0) if after.found else None
        if not (a or b):
            continue
        first, second = ("—" if h is None else show(h, "h") for h in (a, b))
        hours = second if before is None or first == second else f"{first} → {second}"
        parts.append(f"{say(f'component.{name}', lang)} {hours}")
    return parts


def _pareto(console: Console, name: str, state: State, lang: str) -> None:
    ends = pareto_ends(state.pareto)
    rows = [[str(i), say(f"mode.{path.trip.mode}", lang),
             listed((say(f"end.{end}", lang) for end in mine), lang),
             *(_plain(path.trip, measure, lang) for measure in SHOWN),
             _count(path.trip), _load(path.trip)]
            for i, (path, mine) in enumerate(zip(state.pareto, ends, strict=True), start=1)]
    named = "" if name == "network" else f" · {say(f'name.{name}', lang)}"
    print_filled(console, say("title.pareto", lang, state=named),
           ["head.number", "head.mode", "head.ends", *HEADS], rows, lang, left=2)


def _shares(console: Console, found: Alternatives, lang: str) -> None:
    if found.reference_cny is None:
        return
    rows = []
    for item in found.after.alternatives:
        states = [state.by_mode[item.mode] for state in found.states.values()]
        like = size(*(a.generalised_cny for a in states))
        costs = [show(a.generalised_cny, "CNY", like=like) for a in states]
        shares = [_share(a, lang) for a in states]
        rows.append([say(f"mode.{item.mode}", lang), say(f"nest.{item.nest}", lang),
                     _both(costs[0], costs[-1]), _both(shares[0], shares[-1])])
    print_whole(console, say("title.shares", lang),
                ["head.mode", "head.nest", "head.generalised", "head.share"], rows, lang, left=2)
    scale, tie = found.scale, found.dissimilarity
    console.print(say("line.shares", lang, scale=f"{scale.value:g}", low=f"{scale.low:g}",
                      high=f"{scale.high:g}", reference=show(found.reference_cny, "CNY"),
                      tie=f"{tie.value:g}", tie_low=f"{tie.low:g}", tie_high=f"{tie.high:g}"),
                  highlight=False, style="dim")


def _share(item: Alternative, lang: str) -> str:
    if item.share is None:
        mode = say(f"mode.{item.counted_as}", lang) if item.counted_as else ""
        return say(f"left_out.{item.left_out}", lang, mode=mode)
    value, low, high = (f"{100 * x:.0f}" for x in (item.share.value, item.share.low,
                                                   item.share.high))
    return f"{value} ({low}–{high})"
