"""What one project does: its changes in words, claims beside computed, pairs that it helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.analysis.claims import CheckedClaim
from corridors.analysis.effects import ORIGINS, Effect, Gain, Helped
from corridors.families import BEST
from corridors.messages import listed, say
from corridors.network.model import Network
from corridors.places import place_name
from corridors.report.change_words import change_lines
from corridors.report.figures import in_unit, unit_name
from corridors.report.listing import print_listing
from corridors.report.numbers import exact, show, size

if TYPE_CHECKING:
    from rich.console import Console

MOST = 30
"""Rows of the network that are told in words; changes.csv of a comparison has all."""


def effect_row(found: Effect) -> dict[str, object]:
    """Plain data: what was switched on, the log, claims and pairs helped."""
    return {
        "projects": list(found.projects),
        "changes": [{name: getattr(row, name) if not isinstance(getattr(row, name), tuple)
                     else list(getattr(row, name)) for name in (
                         "project", "action", "table", "id", "column", "unit", "old", "new",
                         "source_id", "confidence")} for row in found.log],
        "claims": [{**vars(claim), "computed": exact(claim.computed)} for claim in found.claims],
        "helped": [{
            "profile": row.profile, "measure": row.measure,
            "destinations": row.destinations, "pairs": row.pairs, "gained": row.gained,
            "gained_best": row.gained_best, "new": row.new, "from_token": row.from_token,
            "best": [{**vars(gain), "base": exact(gain.base), "after": exact(gain.after),
                      "difference": exact(gain.difference)} for gain in row.best]}
            for row in found.helped]}


def print_effect(console: Console, found: Effect, names: dict[str, str], lang: str) -> None:
    """Changes, claims and pairs.

    Parameters
    ----------
    names
        Project id -> name.
    """
    lines = change_lines(found.log, found.base, found.after, lang)
    if lines:
        console.print(say("title.changes", lang), style="bold", highlight=False)
    for line in lines[:MOST]:
        console.print(f"· {line}", highlight=False, markup=False)
    if len(lines) > MOST:
        console.print(say("line.more", lang, count=len(lines) - MOST), highlight=False)
    others = [names[key] for key in found.projects if key != found.project]
    if others:
        console.print(say("line.switched_on", lang, names=listed(others, lang)), highlight=False)
    if found.claims:
        print_listing(console, say("title.claims", lang),
                      ["head.claim", "head.published", "head.computed", "head.unit",
                       "head.source", "head.confidence"],
                      [[(claim.what_zh if lang == "zh" else claim.what_en)
                        + ("" if claim.independent else say("line.circular", lang)),
                        *claim_cells(claim, lang), claim.source_id,
                        say(f"confidence.{claim.confidence}", lang)]
                       for claim in found.claims], lang, folds=(0, 4), numbers=(1, 2))
    _helped(console, found, lang)


def _helped(console: Console, found: Effect, lang: str) -> None:
    if not found.helped:
        console.print(say("line.no_effect_asked", lang), highlight=False)
        return
    groups: dict[tuple[str, str], list[Helped]] = {}
    for row in found.helped:
        groups.setdefault((row.destinations, row.profile), []).append(row)
    gaining = {key: rows for key, rows in groups.items() if any(row.best for row in rows)}
    for rows in gaining.values():
        _pairs(console, rows, found.base, lang)
    idle: dict[str, list[str]] = {}
    for ends, profile in groups:
        if (ends, profile) not in gaining:
            idle.setdefault(profile, []).append(set_name(found.base, ends, lang))
    for sets in dict.fromkeys(map(tuple, idle.values())):
        told = [say(f"profile.{p}", lang) for p, mine in idle.items() if tuple(mine) == sets]
        console.print(say("line.no_gain", lang, profiles=listed(told, lang),
                          destinations=listed(sets, lang)), highlight=False)
    if gaining:
        console.print(say("line.helped_note", lang), highlight=False, style="dim")


def _pairs(console: Console, rows: list[Helped], network: Network, lang: str) -> None:
    """The pairs of one profile and set of destinations, measure after measure."""
    told = [say("line.gained", lang, measure=say(f"short.{row.measure}", lang), count=row.gained,
                best=row.gained_best) for row in rows if row.gained]
    new, token = (max(getattr(row, name) for row in rows) for name in ("new", "from_token"))
    told += [say("line.newly", lang, count=new)] if new else []
    told += [say("line.from_token", lang, count=token)] if token else []
    title = say("title.helped", lang, profile=say(f"profile.{rows[0].profile}", lang),
                destinations=set_name(network, rows[0].destinations, lang), pairs=rows[0].pairs,
                told=listed(told, lang))
    print_listing(console, title, ["head.measure", "head.city_pair", "head.mode", "head.before",
                                   "head.after", "head.difference"],
                  [_cells(gain, network, lang) for row in rows for gain in row.best], lang,
                  folds=(0, 1), numbers=(3, 4, 5))


def _cells(gain: Gain, network: Network, lang: str) -> list[str]:
    pair = "–".join(place_name(network, key, lang) for key in (gain.origin, gain.destination))
    like = size(gain.base, gain.after)
    return [say(f"measure.{gain.measure}", lang), pair, _ways(gain, lang),
            show(gain.base, gain.unit, like=like) or say("new", lang),
            show(gain.after, gain.unit, like=like),
            show(gain.difference, gain.unit, sign=True, like=like)]


def _ways(gain: Gain, lang: str) -> str:
    """The main modes of a gain, and whether it is one of the best way or only of that mode."""
    if gain.mode != BEST:
        return say(f"mode.{gain.mode}", lang) + say("line.within_mode", lang)
    ways = dict.fromkeys(way for way in (gain.mode_base, gain.mode_after) if way)
    return " → ".join(say(f"mode.{way}", lang) for way in ways)


def claim_cells(claim: CheckedClaim, lang: str) -> tuple[str, str, str]:
    """Published and computed value of a claim and their unit."""
    values = [None if value is None else in_unit(value, claim.unit, lang)
              for value in (claim.published, claim.computed)]
    published, computed = (show(value, claim.unit, like=size(*values)) for value in values)
    return published, computed, unit_name(claim.unit, lang)


def set_name(network: Network, key: str, lang: str) -> str:
    """Name of a set of places; that of the origins is the others of it."""
    if key in ORIGINS:
        return say("line.at_home", lang)
    sets = network.sets
    return str(sets[f"name_{lang}"][sets.index[key]])
