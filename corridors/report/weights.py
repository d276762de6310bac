"""A comparison seen through weights: on the screen, as CSV, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.analysis.compare import Comparison
from corridors.analysis.sectors import CELLS, Sector
from corridors.analysis.weights import YEARLY, Weighed, WeightRow
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS
from corridors.provinces import PROVINCES
from corridors.report.numbers import exact, show, size
from corridors.report.terminal import print_filled
from corridors.report.text import to_csv

if TYPE_CHECKING:
    from rich.console import Console

SCALE = {"time_h": 1.0, "cost_cny": 1e4, "co2_kg": 1e3}
"""What yearly sums are divided by on the screen: hours, 10,000 CNY, tonnes."""
OTHERS = ("new", "gone", "never", "token")
SHOWN = 2
"""Measures of a sector on the screen; the file has all."""


def weights_csv(weighed: Weighed) -> bytes:
    """``weights.csv``: one row a profile, main mode, outcome and measure."""
    return to_csv(WeightRow._fields, weighed.rows)


def weights_data(weighed: Weighed) -> dict[str, object]:
    """The key ``weights`` of ``summary.json``."""
    sector = weighed.sector
    return {
        "id": weighed.id, "kind": weighed.kind, "hash": weighed.hash,
        "sector": None if sector is None else {
            **vars(sector), "provinces": list(sector.provinces)},
        "pairs": len(weighed.members),
        "rows": [{name: exact(value) if isinstance(value, float) else value
                  for name, value in row._asdict().items()} for row in weighed.rows],
    }


def print_weights(console: Console, weighed: Weighed, result: Comparison, lang: str) -> None:
    """The weighted summary on the screen."""
    if weighed.sector is not None:
        _sector(console, weighed, weighed.sector, result, lang)
    else:
        _flows(console, weighed, lang)


def _sector(console: Console, weighed: Weighed, sector: Sector, result: Comparison,
            lang: str) -> None:
    name = sector.name_zh if lang == "zh" else sector.name_en
    cities = listed((place_name(result.base, key, lang) for key in sector.cities), lang)
    console.print(say("line.sector", lang, cities=cities, name=name,
                      provinces=listed((_province(key, lang) for key in sector.provinces), lang)),
                  highlight=False)
    if sector.missing:
        console.print(say("line.sector_partly", lang, cells=CELLS[sector.missing]),
                      highlight=False)
    if not weighed.members:
        console.print(say("line.sector_none", lang), highlight=False)
        return
    rows = []
    for (profile, mode, measure), row in weighed.totals.items():
        if measure not in result.scenario.file.compare.measures[:SHOWN]:
            continue
        others, like = _others(weighed, profile, mode, measure), size(row.base, row.after)
        if row.pairs:
            rows.append([
                say(f"profile.{profile}", lang), say(f"mode.{mode}", lang),
                say(f"measure.{measure}", lang), str(row.pairs), str(row.gained), str(row.lost),
                *(str(others[key].pairs) if key in others else "0" for key in OTHERS),
                show(row.base, row.unit, like=like), show(row.after, row.unit, like=like),
                show(row.difference, row.unit, sign=True, like=like)])
    print_filled(console, say("title.sector", lang, name=name, pairs=len(weighed.members)), [
        "head.profile", "head.mode", "head.measure", "head.members", "head.gained", "head.lost",
        "head.new", "head.gone", "head.never", "head.token", "head.mean_base", "head.mean_after",
        "head.mean_difference"], rows, lang, left=3)
    console.print(say("line.membership", lang), highlight=False, style="dim")


def _flows(console: Console, weighed: Weighed, lang: str) -> None:
    rows = []
    for (profile, mode, measure), row in weighed.totals.items():
        others = _others(weighed, profile, mode, measure)
        if not row.pairs and measure != YEARLY[0]:
            continue  # no sum to show: the pairs without a way are said once
        unit = say(f"unit.{PROFILE_UNITS[profile]}", lang)
        like = size(_scaled(row.base, measure), _scaled(row.after, measure))
        rows.append([
            say(f"profile.{profile}", lang), say(f"mode.{mode}", lang),
            say(f"yearly.{measure}", lang, unit=unit) if row.pairs else "—",
            str(row.pairs), f"{row.weight:,.0f}",
            *(show(_scaled(value, measure), "kg", like=like) if row.pairs else ""
              for value in (row.base, row.after)),
            show(_scaled(row.difference, measure), "kg", sign=True, like=like)
            if row.pairs else "",
            *(f"{others[key].pairs} / {others[key].weight:,.0f}" if key in others else ""
              for key in OTHERS)])
    print_filled(console, say("title.flows", lang, name=weighed.id, pairs=len(weighed.members)), [
        "head.profile", "head.mode", "head.yearly", "head.pairs", "head.weight",
        "head.yearly_base", "head.yearly_after", "head.difference_yearly", "head.weight_new",
        "head.weight_gone", "head.weight_never", "head.weight_token"], rows, lang, left=3)
    console.print(say("line.flows", lang), highlight=False, style="dim")


def _scaled(value: float | None, measure: str) -> float:
    return (value or 0.0) / SCALE[measure]


def _others(weighed: Weighed, profile: str, mode: str, measure: str) -> dict[str, WeightRow]:
    """Rows of the pairs that are not connected in both states, by outcome."""
    return {row.outcome: row for row in weighed.rows if row.outcome != "both"
            and (row.profile, row.mode, row.measure) == (profile, mode, measure)}


def _province(name: str, lang: str) -> str:
    """Name of a province in a language; the Chinese one where it is none of China."""
    return next((names[lang] for names in PROVINCES.values() if names["zh"] == name), name)
