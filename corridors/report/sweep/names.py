"""What a factor of a sweep is called, and its figures in words."""

from __future__ import annotations

from collections.abc import Sequence

from corridors.analysis.sweep.factors import Factor
from corridors.analysis.sweep.model import Sweep
from corridors.changes.apply import AD_HOC
from corridors.messages import known, say
from corridors.projects.register import register
from corridors.report.briefing.assumptions import exact_unit, rate_unit
from corridors.report.briefing.parameter_words import parameter_name
from corridors.report.change_words import column_name, row_name
from corridors.report.figures import with_unit
from corridors.report.numbers import show

FIGURES = ("sweep_ranges.png", "sweep_pairs.png", "sweep_drivers.png")
"""File names of the figures."""


def factor_name(found: Sweep, factor: Factor, lang: str) -> str:
    """A factor in words: the parameter, or the project with what it assumes."""
    if factor.kind == "parameter":
        try:
            return parameter_name(factor.key, lang)
        except KeyError:  # of a class of links that only the user's own data package has
            return factor.key
    if factor.kind == "season":
        return say("sweep.factor_season", lang)
    project = _project(found, factor.project, lang)
    if factor.kind == "delay":
        return say("sweep.factor_delay", lang, project=project)
    states = found.states
    network = next((network for network in (states.after, states.base)
                    if factor.rows[0] in network.tables[factor.table]), states.after)
    row = row_name(network, factor.table, factor.rows[0], lang)
    place = row if len(factor.rows) == 1 else say("sweep.rows", lang, row=row,
                                                  count=len(factor.rows))
    stem = factor.key.split(":")[1]
    column = say(f"sweep.column.{stem}", lang) if known(f"sweep.column.{stem}") else column_name(
        factor.column, lang)
    if factor.scales:
        column = say("sweep.factor_scale", lang, column=column)
    key = "sweep.factor_whole" if row == project else "sweep.factor_assumption"
    return say(key, lang, project=project, row=place, column=column)


def _project(found: Sweep, key: str, lang: str) -> str:
    if key == AD_HOC:
        return say("sweep.ad_hoc", lang)
    data = found.states.base.data_dir
    return str(getattr(register(data).get(key).file.name, lang))


def names(found: Sweep, lang: str) -> dict[str, str]:
    """Key of a factor, or name of a group of them -> words."""
    out = {factor.key: factor_name(found, factor, lang) for factor in found.factors}
    if found.indices is not None:
        for name, members in found.indices.groups.items():
            out.setdefault(name, _group(found, name, members, lang))
    return out


def _group(found: Sweep, name: str, members: Sequence[str], lang: str) -> str:
    """A group of factors in words, with their number."""
    by_key = {factor.key: factor for factor in found.factors}
    first = by_key[members[0]]
    if first.kind == "assumption":
        what = say("sweep.group_project", lang, project=_project(found, first.project, lang))
    elif first.kind == "delay":
        what = say("sweep.group_delay", lang)
    else:
        stem = name.removesuffix(".*")
        what = say(f"sweep.group.{stem}", lang) if known(f"sweep.group.{stem}") else stem
    return say("sweep.group_count", lang, what=what, count=len(members))


def range_text(factor: Factor, lang: str) -> str:
    """Low end, likeliest value and high end with their unit."""
    if factor.kind == "season":
        return say("sweep.range_season", lang, share=show(100 * factor.high, "d0"))
    low, value, high = (show(number, exact_unit(number)) for number in (
        factor.low, factor.value, factor.high))
    unit = say("sweep.years", lang) if factor.kind == "delay" else rate_unit(factor.unit, lang)
    if factor.kind == "delay":
        return with_unit(say("sweep.range", lang, low=low, high=high), unit, lang)
    text = say("sweep.range_likely", lang, low=low, value=value, high=high)
    return f"{text} {unit}" if unit else text
