"""An attribution on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.attribution.result import Attribution, Share
from corridors.messages import say
from corridors.report.attribution.words import (
    chains,
    gain_unit,
    idle_names,
    method_name,
    per,
    player_name,
    profile_name,
    weights_name,
)
from corridors.report.numbers import show
from corridors.report.terminal import print_whole

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 15
"""Most projects in a table; the rest is in the files."""
LEAST_PCT = 0.05
"""Smaller shares are told in one line."""
PAIRS_SHOWN = 4
"""Most complements and substitutes a profile."""
LITTLE_CNY = 0.05
"""A joint gain below this, a pair, is told as none."""


def print_attribution(console: Console, found: Attribution, lang: str) -> None:
    """One table a profile: shares with their intervals, alone, last; then what goes together."""
    for profile in found.profiles:
        rows = found.of(profile)
        joint, pairs = rows[0].joint, rows[0].pairs
        if abs(joint) / per(found, pairs) < LITTLE_CNY:
            console.print(say("attr.nothing", lang, profile=profile_name(profile, lang)),
                          highlight=False)
            continue
        print_whole(console, say(
            "attr.title", lang, profile=profile_name(profile, lang),
            joint=show(joint / per(found, pairs), "CNY"), unit=gain_unit(found, profile, lang),
            pairs=pairs), ["head.attr_project", "head.attr_share", "head.attr_interval",
                           "head.attr_gain", "head.attr_alone", "head.attr_last"],
            [_row(found, row, lang) for row in chosen(rows)], lang)
        _rest(console, rows, lang)
        for row in rows:
            if row.role == "bundle" and row.share_pct is not None \
                    and abs(row.share_pct) >= LEAST_PCT:
                console.print(say("attr.bundle", lang, name=player_name(found, row.project, lang),
                                  share=show(row.share_pct, "%")), highlight=False)
        _chains(console, found, rows, lang)
        _together(console, found, profile, lang)
    _basis(console, found, lang)


def chosen(rows: tuple[Share, ...], most: int = SHOWN) -> list[Share]:
    """The largest shares, and all that are negative."""
    told = [row for row in rows if row.role not in ("bundle", "null")
            and row.share_pct is not None and abs(row.share_pct) >= LEAST_PCT]
    return told[:most] + [row for row in told[most:] if row.shapley < 0]


def _row(found: Attribution, row: Share, lang: str) -> list[str]:
    by = per(found, row.pairs)
    like = abs(row.joint) / by
    mark = say("attr.required_mark", lang) if row.role == "required" else ""
    return [player_name(found, row.project, lang) + mark, show(row.share_pct, "%"),
            interval(row, lang), *(show(value / by, "CNY", like=like)
                                   for value in (row.shapley, row.alone_with_needs, row.last))]


def interval(row: Share, lang: str) -> str:
    """Interval of a share in percent; empty where it is exact."""
    if row.n is None or row.share_pct is None:
        return "—"
    low, high = sorted(100 * end / row.joint for end in (row.low, row.high))
    return say("attr.interval", lang, low=show(low, "%"), high=show(high, "%"))


def _rest(console: Console, rows: tuple[Share, ...], lang: str) -> None:
    shown = {row.project for row in chosen(rows)}
    rest = [row for row in rows if row.role not in ("bundle", "null")
            and row.project not in shown]
    if rest:
        console.print(say("attr.rest", lang, count=len(rest), share=show(
            sum(row.share_pct or 0.0 for row in rest), "%")), highlight=False)


def _chains(console: Console, found: Attribution, rows: tuple[Share, ...], lang: str) -> None:
    """What projects that require others have together with these."""
    shares = {row.project: row.share_pct or 0.0 for row in rows}
    for key, members in chains(found).items():
        whole = sum(shares[member] for member in members)
        if whole >= LEAST_PCT and whole > shares[key] + LEAST_PCT:
            console.print(say("attr.chain", lang, name=player_name(found, key, lang),
                              count=len(members) - 1, share=show(whole, "%")), highlight=False)


def _together(console: Console, found: Attribution, profile: str, lang: str) -> None:
    for verdict in ("complements", "substitutes"):
        rows = [row for row in found.interactions_found
                if (row.profile, row.verdict) == (profile, verdict)]
        for row in rows[:PAIRS_SHOWN]:
            by = per(found, found.of(profile)[0].pairs)
            like = max(abs(row.together), abs(row.alone_first), abs(row.alone_second)) / by
            together, first, second, difference = (
                show(value / by, "CNY", like=like) for value in (
                    row.together, row.alone_first, row.alone_second, abs(row.difference)))
            console.print(say(
                f"attr_pair.{verdict}", lang, first=player_name(found, row.first, lang),
                second=player_name(found, row.second, lang), together=together, alone=first,
                other=second, difference=difference), highlight=False)


def _basis(console: Console, found: Attribution, lang: str) -> None:
    idle = idle_names(found, lang)
    if idle:
        console.print(say("attr.idle", lang, names=idle), highlight=False)
    if not found.reached:
        console.print(say("attr.imprecise", lang, widest=show(found.widest_pct, "%"),
                          wanted=f"{found.precision_pct:g}"), highlight=False)
    for line in basis(found, lang):
        console.print(line, highlight=False, style="dim")


def basis(found: Attribution, lang: str) -> list[str]:
    """What the shares rest on, and the stamp."""
    kind, value = found.no_connection
    away = say(f"attr_away.{kind}", lang, value=f"{value:g}")
    counts = [say("attr.counts", lang, profile=profile_name(profile, lang),
                  never=found.never[profile], new=found.new[profile])
              for profile in found.never if found.never[profile] or found.new[profile]]
    return [say("attr.basis", lang, weights=weights_name(found, lang),
                method=method_name(found, lang), away=away), *counts,
            say("line.stamp", lang, scenario=found.scenario.hash,
                data=found.base.data_version, version=__version__)]
