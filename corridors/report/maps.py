"""The change map of a comparison: what is built, who gains, what stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corridors import __version__
from corridors.analysis.compare import Comparison
from corridors.analysis.components import headline_pairs
from corridors.analysis.subject import Subject, subject
from corridors.analysis.summary import mean_difference, sign_of_gain, summarise
from corridors.families import BEST
from corridors.mapping.model import MapContent, MapLink, MapMarker, MapPlace, Outcome, Status
from corridors.messages import listed, say
from corridors.network.geometry import link_line, load_geometry
from corridors.places import place_name
from corridors.report.figures import with_unit
from corridors.report.numbers import rounded, show, size
from corridors.report.screen import change_text, unmoved
from corridors.routing.trip import Trip
from corridors.units import MAJOR_FAIRWAY_T, MEASURE_UNITS

DPI = 200
CAPITALS = "capitals"
OTHER_CAPITALS = ("nanning", "guangzhou", "hongkong")
"""The set of the belt's capitals, and those beside them."""


def comparison_map(result: Comparison, lang: str) -> bytes:
    """PNG of the change map at A4 landscape, 200 dots an inch.

    Raises
    ------
    MissingPackageError
        The font or boundary package is not installed.
    """
    from corridors.drawing.output import to_png
    from corridors.mapping.change_map import draw_change_map

    return to_png(draw_change_map(change_map(result, lang), result.base.data_dir), DPI)


def change_map(result: Comparison, lang: str) -> MapContent:
    """What the map of a comparison shows, as data."""
    found = subject(result)
    profile, mode, measure = found
    names = {"profile": say(f"profile.{profile}", lang), "mode": say(f"mode.{mode}", lang),
             "measure": say(f"measure.{measure}", lang)}
    sense = "map.subtitle_more" if sign_of_gain(measure) > 0 else "map.subtitle"
    file = result.scenario.file
    return MapContent(
        title=getattr(file.name, lang),
        subtitle=say(sense, lang, **names),
        lang="zh" if lang == "zh" else "en",
        links=tuple(changed_links(result, lang, profile, mode)),
        places=tuple(_places(result, lang, found)),
        markers=tuple(_locks(result, lang)),
        key_lines=tuple(finding_lines(result, lang, found)),
        source_line=say("map.sources", lang, date=result.base.date),
        attribution=say("map.credit", lang),
        stamp=say("line.stamp", lang, scenario=result.scenario.hash,
                  data=result.base.data_version, version=__version__))


def changed_links(result: Comparison, lang: str, profile: str, mode: str) -> Iterable[MapLink]:
    """Base links thin, changed ones with their name; sea lanes only where trips take them."""
    base, after = result.base, result.after
    lines = load_geometry(after.data_dir) if after.data_dir else {}
    touched = touched_links(result)
    sailed = _sailed(result, profile, mode)
    for network, only in ((base, None), (after, "added")):
        links = network.links
        for i, key in enumerate(links["id"]):
            status = touched.get(str(key), "base")
            if (only is None and status == "added") or (only and status != only):
                continue
            if links["mode"][i] == "sea" and status == "base" and str(key) not in sailed:
                continue
            minor = links["mode"][i] == "inland" and links["max_dwt_t"][i] < MAJOR_FAIRWAY_T
            yield MapLink(str(key), str(links["mode"][i]), link_line(network, i, lines), status,
                          str(links[f"line_{lang}"][i]) if status != "base" else None,
                          kind="inland_minor" if minor else "")


def touched_links(result: Comparison) -> dict[str, Status]:
    """Links that the scenario adds, alters or closes, locks on them counting as the link."""
    found: dict[str, Status] = {}
    for row in result.log:
        link = row.id
        if row.table == "locks":
            locks = (result.after if row.action != "close" else result.base).locks
            if row.id not in locks:
                continue
            link = str(locks["link_id"][locks.index[row.id]])
        elif row.table != "links":
            continue
        status: Status = "changed"
        if row.table == "links" and row.action in ("add", "close"):
            status = "added" if row.action == "add" else "closed"
        if found.get(link) not in ("added", "closed"):
            found[link] = status
    return found


def _sailed(result: Comparison, profile: str, mode: str) -> set[str]:
    """Sea links on the compared trips of one main mode, before and after."""
    found: set[str] = set()
    for trips in (result.trips_base, result.trips_after):
        for origin, destination in headline_pairs(result):
            trip = trips.get((profile, origin, destination, mode))
            for leg in trip.legs if trip is not None else ():
                if leg.mode == "sea" and leg.component == "line_haul":
                    found.update(leg.id.split("+"))
    return found


def _places(result: Comparison, lang: str, found: Subject) -> Iterable[MapPlace]:
    """Origins and destinations with the mean change over their pairs found in both states."""
    places = result.base.places
    capitals = {*result.base.place_sets.get(CAPITALS, ()), *OTHER_CAPITALS}
    shown = [row for row in result.rows
             if (row.profile, row.mode, row.measure) == tuple(found)]
    for column, ids in (("origin", result.states.origins),
                        ("destination", result.states.destinations)):
        for key in ids:
            if column == "destination" and key in result.states.origins:
                continue
            rows = [row for row in shown if getattr(row, column) == key]
            outcome, text = _outcome(rows, found.measure, lang)
            i = places.index[key]
            yield MapPlace(key, place_name(result.base, key, lang), float(places["lon"][i]),
                           float(places["lat"][i]),
                           "origin" if column == "origin" else "destination", outcome, text,
                           key in capitals)


def _outcome(rows: list[Any], measure: str, lang: str) -> tuple[Outcome | None, str | None]:
    served = [row for row in rows if not row.token_after]
    both = [row for row in served if row.difference is not None and not row.token_base]
    if any(row.found_after and (not row.found_base or row.token_base) for row in served):
        return "new", say("new", lang)
    if not both:
        return None, None
    mean, like = mean_difference(both)
    unit = MEASURE_UNITS[measure]
    if not rounded(mean, unit, like):
        return "none", None
    text = show(mean, unit, sign=True, like=like)
    text = with_unit(text, unit, lang) if unit == "Mt/year" else f"{text} {unit}"
    return ("gain" if mean * sign_of_gain(measure) > 0 else "loss"), text


def _locks(result: Comparison, lang: str) -> Iterable[MapMarker]:
    touched, locks = touched_links(result), result.after.locks
    for i, link in enumerate(locks["link_id"]):
        if touched.get(str(link)) == "added":
            yield MapMarker(str(locks[f"name_{lang}"][i]), float(locks["lon"][i]),
                            float(locks["lat"][i]), named=True)


def finding_lines(result: Comparison, lang: str, found: Subject) -> Iterable[str]:
    """The findings in a few lines: who gains and who loses, what stays as it was, examples."""
    profile, mode, measure = found
    items = [s for s in summarise(result) if s.measure == measure and s.profile == profile
             and s.mode != BEST]
    for item in items:
        names = {"mode": say(f"mode.{item.mode}", lang)}
        if item.new:
            yield say("map.new", lang, **names, new=item.new, pairs=item.pairs)
        if item.gained:
            pair = item.largest_gain_pair
            best = "" if pair is None else say(
                "map.largest", lang, gain=_amount(
                    item.largest_gain, measure, lang, sign=True, like=item.largest_gain_size),
                pair="–".join(place_name(result.base, p, lang) for p in pair))
            yield say("map.gain", lang, **names, gained=item.gained, pairs=item.pairs, largest=best)
        if item.lost:
            yield say("map.loss", lang, **names, lost=item.lost, pairs=item.pairs)
    everything = [s for s in summarise(result) if s.profile == profile and s.mode != BEST]
    for text, modes in zip(("map.idle", "map.absent"), unmoved(everything), strict=True):
        if modes:
            yield say(text, lang, modes=listed((say(f"mode.{mode}", lang) for mode in modes), lang))
    for origin, destination in headline_pairs(result)[:2]:
        key = (profile, origin, destination, mode)
        base, after = result.trips_base[key], result.trips_after[key]
        told = dict.fromkeys((measure, "distance_km"))
        yield say("map.pair", lang, mode=say(f"mode.{mode}", lang),
                  changes=("；" if lang == "zh" else "; ").join(
                      _change(base, after, name, lang) for name in told),
                  pair="–".join(place_name(result.base, p, lang) for p in (origin, destination)))


def _amount(value: float | None, measure: str, lang: str, *, sign: bool = False,
            like: float | None = None) -> str:
    """A number with the unit of its measure."""
    return say(f"amount.{measure}", lang,
               value=show(value, MEASURE_UNITS[measure], sign=sign, like=like))


def _change(base: Trip, after: Trip, measure: str, lang: str) -> str:
    """A measure of a pair: before, after and difference, or that it stays as it was."""
    a, b = base.measure(measure), after.measure(measure)
    name, unit = say(f"plain.{measure}", lang), MEASURE_UNITS[measure]
    if a is None or b is None:
        return f"{name} {change_text(base, after, measure, unit, lang)}"
    like = size(a, b)
    first = show(a, unit, like=like)
    if first == show(b, unit, like=like):
        return say("map.unchanged", lang, name=name, value=_amount(a, measure, lang, like=like))
    left, right = "（）" if lang == "zh" else (" (", ")")
    difference = show(b - a, unit, sign=True, like=like)
    return f"{name} {first} → {_amount(b, measure, lang, like=like)}{left}{difference}{right}"
