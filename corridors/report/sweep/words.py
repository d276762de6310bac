"""What a sweep says in a sentence."""

from __future__ import annotations

from corridors.analysis.sweep.design import alike
from corridors.analysis.sweep.drivers import METHODS
from corridors.analysis.sweep.factors import SEASON
from corridors.analysis.sweep.model import DriverRow, SummaryRow, Sweep
from corridors.messages import listed, say
from corridors.report.numbers import show, size
from corridors.report.sweep.names import names, range_text

SURE, LIKELY, RARE = 0.95, 0.5, 0.05
"""Shares of draws for the words nearly always, more often than not, hardly ever."""
TINY = 0.001
"""Share of the base below which a change is of no consequence however sure it is."""
LITTLE = 0.01
"""A median difference below this share of the base is called small."""
ENOUGH = 100
"""Fewer draws than these are called a first look."""
TOP = 3
"""Drivers that a sentence names."""


def headline_measures(found: Sweep) -> tuple[str, ...]:
    """Measures that the screen and the figures show: the first two."""
    from corridors.analysis.sweep.draws import measures_of

    return measures_of(found.scenario)[:2]


def varied(found: Sweep, lang: str) -> list[str]:
    """How the draws were made, one sentence a line."""
    options = found.options
    count = {kind: sum(factor.kind == kind for factor in found.factors)
             for kind in ("parameter", "assumption", "delay")}
    lines = [say("sweep.made", lang, draws=f"{options.draws:,}", seed=options.seed,
                 sampler=say(f"sampler.{options.sampler}", lang)),
             say("sweep.varied", lang, parameters=count["parameter"],
                 assumptions=count["assumption"],
                 distribution=say(f"distribution.{options.distribution}", lang))]
    if count["delay"]:
        lines.append(say("sweep.delayed", lang, count=count["delay"],
                         years=f"{options.delay_years:g}"))
    if found.undelayed:
        lines.append(say("sweep.undelayed", lang))
    season = next((factor for factor in found.factors if factor.key == SEASON), None)
    if season is not None:
        lines.append(say("sweep.low_water", lang, share=show(100 * season.high, "d0")))
    if found.fixed:
        lines.append(say("sweep.fixed", lang, keys=listed(found.fixed, lang)))
    if found.unread:
        lines.append(say("sweep.unread", lang, keys=listed(found.unread, lang)))
    if found.uncounted:
        lines.append(say("sweep.uncounted", lang, names=listed(
            (say(f"measure.{name}", lang) for name in found.uncounted), lang)))
    words = names(found, lang)
    pair = alike(found.values)
    if pair is not None:
        lines.append(say("sweep.alike", lang, first=words[found.factors[pair[0]].key],
                         second=words[found.factors[pair[1]].key], r=show(pair[2], "d2")))
    own = [factor for factor in found.factors if factor.key in options.ranges]
    if own:
        lines.append(say("sweep.own", lang, ranges=listed(
            (f"{words[f.key]} {range_text(f, lang)}" for f in own), lang)))
    return lines


def findings(found: Sweep, lang: str) -> list[str]:
    """What holds in which share of the draws, one sentence a profile and verdict."""
    lines = []
    if found.options.draws < ENOUGH:
        lines.append(say("sweep.few_draws", lang, draws=found.options.draws, enough=ENOUGH))
    for profile in dict.fromkeys(row.profile for row in found.summary_rows):
        mine = [row for row in found.summary_rows if row.profile == profile]
        head = [row for row in mine if row.measure in headline_measures(found) and row.n
                and (row.share_helps or row.share_hurts)]
        apart = "；" if lang == "zh" else "; "
        for verdict in ("sure", "likely", "doubtful", "rare", "loss", "tiny"):
            items = [_item(row, lang) for row in head if verdict_of(row) == verdict]
            if items:
                lines.append(say(f"sweep.finding.{verdict}", lang, items=apart.join(items),
                                 profile=say(f"profile.{profile}", lang)))
        new = {row.mode: row.pairs_new for row in head if row.pairs_new >= 1}
        for key, parts in (
                ("sweep.finding_new", [say("sweep.new_item", lang, pairs=show(pairs, "pairs"),
                                           mode=say(f"mode.{mode}", lang))
                                       for mode, pairs in new.items()]),
                ("sweep.idle", _modes([row.mode for row in mine if row.n and not any(
                    other.share_helps or other.share_hurts for other in mine
                    if other.mode == row.mode)], lang)),
                ("sweep.absent", _modes([row.mode for row in mine if not row.n], lang))):
            if parts:
                lines.append(say(key, lang, profile=say(f"profile.{profile}", lang),
                                 modes=listed(parts, lang)))
    return lines


def _modes(modes: list[str], lang: str) -> list[str]:
    return [say(f"mode.{mode}", lang) for mode in dict.fromkeys(modes)]


def verdict_of(row: SummaryRow) -> str:
    """Word for the share of the draws in which the mean over all pairs gets better."""
    return ("tiny" if tiny(row) else
            "sure" if row.share_helps >= SURE else "likely" if row.share_helps >= LIKELY else
            "loss" if row.share_hurts >= LIKELY else
            "rare" if row.share_helps <= RARE else "doubtful")


def tiny(row: SummaryRow) -> bool:
    """Whether nearly all draws change next to nothing of what there is."""
    ends = (row.difference_p05, row.difference_p95)
    return row.base_median is not None and all(
        end is not None and abs(end) < TINY * abs(row.base_median) for end in ends)


def _item(row: SummaryRow, lang: str) -> str:
    """Main mode, measure, median difference, its share of the base, and whether that is little."""
    part = abs(row.difference_median or 0.0) / row.base_median if row.base_median else 0.0
    return say("sweep.finding_little" if part < LITTLE else "sweep.finding_item", lang,
               mode=say(f"mode.{row.mode}", lang),
               measure=say(f"sweep.measure.{row.measure}", lang),
               median=show(row.difference_median, row.unit, sign=True,
                           like=size(row.base_median, row.after_median)),
               unit=say(f"chart.unit.{row.unit}", lang), part=show(100 * part, "%"),
               helps=show(100 * row.share_helps, "d0"), hurts=show(100 * row.share_hurts, "d0"))


def top_drivers(found: Sweep, key: tuple[str, str, str], pair: tuple[str, str] = ("", ""),
                method: str = "draws") -> list[DriverRow]:
    """The strongest drivers of one difference that stand above chance."""
    rows = [row for row in found.driver_rows if row.method == method
            and (row.profile, row.mode, row.measure) == key
            and (row.origin, row.destination) == pair]
    if method in METHODS:
        return rows[:2 * TOP]
    return [row for row in rows if abs(row.rank_correlation or 0.0) > (row.chance or 0.0)]


def driver_line(found: Sweep, row: SummaryRow, lang: str) -> str:
    """The strongest drivers of the mean of one difference; empty where none stands out."""
    words = names(found, lang)
    top = top_drivers(found, (row.profile, row.mode, row.measure))[:TOP]
    if not top or tiny(row):
        return ""
    like = size(row.base_median, row.after_median)
    parts = [say("sweep.driver", lang, name=words[item.factor],
                 low=show(item.low, item.unit, sign=True, like=like),
                 high=show(item.high, item.unit, sign=True, like=like)) for item in top]
    return say("sweep.drivers", lang, profile=say(f"profile.{row.profile}", lang),
               mode=say(f"mode.{row.mode}", lang),
               measure=say(f"sweep.measure.{row.measure}", lang),
               drivers=("；" if lang == "zh" else "; ").join(parts))
