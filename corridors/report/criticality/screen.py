"""A study of what fails on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.criticality.losses import ALL
from corridors.analysis.criticality.model import BASE, Critical, Gain, Loss
from corridors.messages import listed, say
from corridors.report.criticality.words import (
    TOP_NONE,
    cny,
    element_name,
    lost_name,
    notes,
    pair_name,
    state_name,
    title,
    unit_of,
    without_mode,
    without_other,
)
from corridors.report.numbers import rounded, show
from corridors.report.terminal import print_filled, print_whole

if TYPE_CHECKING:
    from rich.console import Console

HEADS = ("head.critical_rank", "head.critical_what", "head.critical_element",
         "head.critical_removed", "head.critical_affected", "head.critical_lost",
         "head.critical_detour_h", "head.critical_detour_km", "head.critical_halved",
         "head.critical_worst")


def print_critical(console: Console, found: Critical, lang: str, top: int = 20) -> None:
    """Elements by their loss, what has no alternative, closures, and what a scenario changes."""
    for state in found.states:
        for profile in found.profiles:
            _losses(console, found, state, profile, lang, top)
            _none(console, found, state, profile, lang)
    if found.outages:
        _closures(console, found, lang)
    if found.gains:
        _gains(console, found, lang, top)
    for line in notes(found, lang):
        console.print(line, highlight=False, markup=False, style="dim")
    console.print(say("line.critical_stamp", lang, scenario="—" if found.scenario is None
                      else found.scenario.hash, data=found.network.data_version,
                      version=__version__), highlight=False, markup=False, style="dim")


def _losses(console: Console, found: Critical, state: str, profile: str, lang: str,
            top: int) -> None:
    halved = {(row.what, row.id): row for row in found.rows
              if (row.state, row.profile, row.kind, row.mode) == (state, profile, "halved", ALL)}
    kinds = {row.kind for row in found.rows}
    kind = "removed" if "removed" in kinds else "halved"
    ranked = found.ranked(state, profile, kind)
    console.print()
    if not ranked:
        console.print(say("line.critical_nothing", lang,
                          title=title(found, state, profile, lang)), highlight=False, markup=False)
        return
    rows = []
    for number, row in enumerate(ranked[:top], 1):
        half = halved.get((row.what, row.id))
        rows.append([
            str(number), say(f"critical.what_{row.what}", lang),
            element_name(row, lang) + ("*" if row.place else ""),
            cny(row.loss_cny) if kind == "removed" else "—",
            show(row.affected_pct, "%"), str(row.lost_pairs) if row.lost_pairs else "",
            _both(row.mean_detour_h, row.max_detour_h, "h"),
            _both(row.mean_detour_km, row.max_detour_km, "km"),
            _halved(found, row, half), pair_name(found, row.worst, lang)])
    print_filled(console, say("title.critical_top", lang, count=len(rows), all=len(ranked),
                              title=title(found, state, profile, lang),
                              unit=unit_of(profile, lang)), HEADS, rows, lang, left=3)
    if any(row.place for row in ranked[:top]):
        console.print(say("line.critical_door", lang), highlight=False, markup=False, style="dim")


def _halved(found: Critical, row: Loss, half: Loss | None) -> str:
    if half is None:
        return ""
    return "?" if row.what == "locks" and row.id in found.unmodelled else cny(half.loss_cny)


def _both(mean: float | None, most: float | None, unit: str) -> str:
    if mean is None or most is None:
        return "—"
    return f"{show(mean, unit, sign=True)} / {show(most, unit, sign=True)}"


def _none(console: Console, found: Critical, state: str, profile: str, lang: str) -> None:
    rows = without_other(found, state, profile)
    if any(row.kind == "removed" for row in found.rows):
        told = listed((lost_name(found, row, "critical.loses", lang)
                       for row in rows[:TOP_NONE]), lang)
        console.print(say("line.critical_none" if rows else "line.critical_all_have", lang,
                          count=len(rows), names=told), highlight=False, markup=False)
    own = without_mode(found, state, profile)
    if own:
        console.print(say("line.critical_mode", lang, count=len({row.id for row in own}),
                          names=listed((lost_name(found, row, "critical.loses_mode", lang)
                                        for row in own[:TOP_NONE]), lang)),
                      highlight=False, markup=False)


def _closures(console: Console, found: Critical, lang: str) -> None:
    names = {item.id: getattr(item.file.name, lang) for item in found.closures}
    for state in dict.fromkeys(row.state for row in found.outages):
        if state not in found.states:
            continue
        for profile in found.profiles:
            rows = [[names[row.closure] if row.mode == ALL else "",
                     f"{row.days:g}" if row.mode == ALL else "",
                     say("critical.all" if row.mode == ALL else f"mode.{row.mode}", lang),
                     show(row.hit_pct, "%"), show(row.lost_pct, "%") if row.lost_pct else "",
                     cny(row.wait_cny), cny(row.detour_cny), cny(row.least_cny),
                     cny(row.cost_cny), cny(row.mean_cny),
                     "—" if row.flows_cny is None else show(row.flows_cny, "CNY")]
                    for row in found.outages
                    if (row.state, row.profile, row.duration) == (state, profile, "value")]
            heads = ["head.critical_closure", "head.critical_days", "head.mode",
                     "head.critical_hit", "head.critical_only_wait", "head.critical_wait",
                     "head.critical_detour", "head.critical_least", "head.critical_cost",
                     "head.critical_mean", "head.critical_flows"]
            if all(row[-1] == "—" for row in rows):
                heads, rows = heads[:-1], [row[:-1] for row in rows]
            print_whole(console, say("title.critical_closures", lang,
                                     state=state_name(found, state, lang),
                                     profile=say(f"profile.{profile}", lang),
                                     unit=unit_of(profile, lang)), heads, rows, lang, left=3)
    for item in found.closures:
        closure = item.file.closure
        assert closure is not None
        source = "—" if closure.source is None else getattr(closure.source, lang)
        console.print(say("line.critical_closure", lang, name=names[item.id],
                          days=f"{closure.days:g}", low=f"{closure.low:g}",
                          high=f"{closure.high:g}", source=source), highlight=False,
                      markup=False, style="dim")
    console.print(say("line.critical_outage", lang), highlight=False, markup=False, style="dim")


def _gains(console: Console, found: Critical, lang: str, top: int) -> None:
    """Where a scenario makes a failure dearer or cheaper, the largest differences first."""
    names = {(row.what, row.id): element_name(row, lang) for row in found.rows}
    names |= {("closures", item.id): getattr(item.file.name, lang) for item in found.closures}
    for profile in found.profiles:
        gains = [gain for gain in found.gains if gain.profile == profile
                 and rounded(gain.difference_cny, "CNY", _like(gain))]
        shut = [gain for gain in gains if gain.what == "closures"]
        parts = sorted((gain for gain in gains if gain.what != "closures"
                        and gain.kind == "removed"),
                       key=lambda gain: (-abs(round(gain.difference_cny, 6)), gain.what, gain.id))
        shown = [*shut, *parts[:top]]
        told = say(f"profile.{profile}", lang)
        if not shown:
            console.print(say("line.critical_no_gain", lang, profile=told),
                          highlight=False, markup=False)
            continue
        rows = [[say(f"critical.what_{gain.what}", lang), names[gain.what, gain.id],
                 state_name(found, gain.by, lang), show(gain.base_cny, "CNY", like=_like(gain)),
                 show(gain.with_cny, "CNY", like=_like(gain)),
                 show(gain.difference_cny, "CNY", sign=True, like=_like(gain)),
                 str(gain.lost_base), str(gain.lost_with)] for gain in shown]
        print_whole(console, say("title.critical_gains", lang, profile=told,
                                 unit=unit_of(profile, lang),
                                 base=state_name(found, BASE, lang)),
                    ["head.critical_what", "head.critical_element", "head.critical_by",
                     "head.critical_loss_base", "head.critical_loss_with",
                     "head.critical_difference", "head.critical_lost_base",
                     "head.critical_lost_with"], rows, lang, left=3)


def _like(gain: Gain) -> float:
    return max(abs(gain.base_cny), abs(gain.with_cny))
