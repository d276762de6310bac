"""The figure of an attribution."""

from __future__ import annotations

from corridors import __version__
from corridors.analysis.attribution.result import Attribution, Share
from corridors.analysis.attribution.scopes import ALL_PROFILES
from corridors.charts.shares import Panel, ShareBar, SharesContent, draw_shares
from corridors.messages import say
from corridors.report.attribution.screen import LITTLE_CNY, chosen
from corridors.report.attribution.words import (
    gain_unit,
    method_name,
    per,
    player_name,
    profile_name,
    weights_name,
)
from corridors.report.numbers import show

BARS = 10
"""Most projects a profile."""
LEAST_HALF = 0.1
"""What the half-width of an interval is said to be below where it rounds to nought, %."""
LEAST_PCT = 0.5
"""Smaller shares are told in the heading."""


def attribution_figure(found: Attribution, lang: str) -> bytes:
    """PNG of the largest shares of every profile.

    Raises
    ------
    MissingPackageError
        The font package is not installed.
    """
    from corridors.drawing.output import to_png

    return to_png(draw_shares(shares_content(found, lang)))


def shares_content(found: Attribution, lang: str) -> SharesContent:
    """What the figure shows, as data."""
    panels = []
    for profile in found.profiles:
        rows = found.of(profile)
        joint = rows[0].joint / per(found, rows[0].pairs)
        if profile == ALL_PROFILES and len(found.profiles) == 2:
            continue
        if abs(joint) < LITTLE_CNY:
            panels.append(Panel(say("attr.nothing", lang, profile=profile_name(profile, lang)),
                                ()))
            continue
        bars = [row for row in chosen(rows, BARS) if abs(row.share_pct or 0.0) >= LEAST_PCT]
        rest = [row for row in rows if row.role not in ("bundle", "null") and row not in bars]
        heading = say("attr.panel", lang, profile=profile_name(profile, lang),
                      joint=show(joint, "CNY"), unit=gain_unit(found, profile, lang))
        if rest:
            heading += say("attr.panel_rest", lang, count=len(rest), share=show(
                sum(row.share_pct or 0.0 for row in rest), "%"))
        panels.append(Panel(heading, [_bar(found, row, lang) for row in bars]))
    return SharesContent(
        say("attr.figure_title", lang, scenario=getattr(found.scenario.file.name, lang)),
        say("attr.figure_subtitle", lang, weights=weights_name(found, lang),
            method=method_name(found, lang)), say("attr.axis", lang),
        (say("attr.key.share", lang), say("attr.key.interval", lang) if found.permutations else "",
         say("attr.key.alone", lang), say("attr.key.last", lang)), panels,
        [say("attr.figure_note", lang)],
        say("line.stamp", lang, scenario=found.scenario.hash, data=found.base.data_version,
            version=__version__))


def _bar(found: Attribution, row: Share, lang: str) -> ShareBar:
    def percent(value: float) -> float:
        return 100 * value / row.joint

    low, high = sorted((percent(row.low), percent(row.high)))
    half = show((high - low) / 2, "%")
    text = show(row.share_pct, "%") + "%"
    if found.permutations:
        text += f" ±{half}" if float(half) else f" ±<{LEAST_HALF}"
    return ShareBar(player_name(found, row.project, lang), percent(row.shapley), low, high,
                    percent(row.alone_with_needs), percent(row.last), text)
