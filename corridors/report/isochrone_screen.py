"""What is reached from a place, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.families import BEST
from corridors.messages import say
from corridors.places import place_name
from corridors.report.numbers import show
from corridors.report.reached import (
    AFTER,
    ALONE,
    BASE,
    Reached,
    Within,
    count,
    residents,
)
from corridors.report.terminal import print_filled, print_parts

if TYPE_CHECKING:
    from rich.console import Console

KINDS = ("city", "county")
PEOPLE = 10_000
"""Residents are shown in units of this."""


def print_isochrone(console: Console, found: Reached, state: str, lang: str) -> None:
    """Areas and places within each time, and the places that are new.

    Parameters
    ----------
    state
        Which network it is, in words.
    """
    told = {"place": place_name(found.network, found.place, lang), "state": state,
            "profile": say(f"profile.{found.profile}", lang),
            "mode": say("drawn.fastest", lang) if found.mode == BEST else
            say(f"mode.{found.mode}", lang)}
    heads, rows = (_both if found.compared else _one)(found)
    print_filled(console, say("title.isochrone", lang, **told), heads, rows, lang)
    if found.compared:
        _print_changes(console, found, lang)
    last = found.within[AFTER if found.compared else ALONE][-1]
    _, known, unknown = residents(found.network, (found.place, *last.places))
    if known:
        console.print(say("line.iso_people", lang, known=known, unknown=unknown), style="dim")
    console.print(say("line.iso_basis", lang), style="dim")


def _one(found: Reached) -> tuple[list[str], list[list[str]]]:
    heads = ["head.within_h", "head.area_km2", "head.cities_reached", "head.counties_reached",
             "head.people"]
    return heads, [[f"{one.hours:g}", show(one.km2, "km2"),
                    *(str(count(found.network, one.places, kind)) for kind in KINDS),
                    _people(found, one)] for one in found.within[ALONE]]


def _both(found: Reached) -> tuple[list[str], list[list[str]]]:
    heads = ["head.within_h", "head.area_base", "head.area_after", "head.area_change",
             "head.cities_both", "head.counties_both", "head.people_both"]
    return heads, [[f"{a.hours:g}", show(a.km2, "km2"), show(b.km2, "km2"),
                    show(b.km2 - a.km2, "km2", sign=True),
                    *(_arrow(*(str(count(found.network, one.places, kind)) for one in (a, b)))
                      for kind in KINDS), _arrow(_people(found, a), _people(found, b))]
                   for a, b in zip(found.within[BASE], found.within[AFTER], strict=True)]


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}" if before or after else ""


def _people(found: Reached, one: Within) -> str:
    """Residents, at least so many where some places have no figure; none where most have none."""
    people, known, unknown = residents(found.network, (found.place, *one.places))
    if known <= unknown:
        return ""
    return f"{'≥ ' if unknown else ''}{show(people / PEOPLE, 'd0')}"


def _print_changes(console: Console, found: Reached, lang: str) -> None:
    quiet = True
    for state, key in (("gained", "line.iso_new"), ("lost", "line.iso_lost")):
        for one in found.within[state]:
            if one.places:
                quiet = False
                print_parts(console, say(key, lang, hours=f"{one.hours:g}"),
                            [_place(found, place, lang) for place in one.places], lang)
    if quiet:
        console.print(say("line.iso_nothing", lang))


def _place(found: Reached, place: str, lang: str) -> str:
    """A place with its hours before and after, as far as they lie within the longest time."""
    hours = {name: found.place_h[state].get(place) for name, state in
             (("base", BASE), ("after", AFTER))}
    name = place_name(found.network, place, lang)
    if None in hours.values():
        known = next(value for value in hours.values() if value is not None)
        return say("line.iso_place_one", lang, place=name, hours=show(known, "h"))
    return say("line.iso_place", lang, place=name,
               **{key: show(value, "h") for key, value in hours.items()})
