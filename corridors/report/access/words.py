"""What the access of counties before and after a scenario says, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.analysis.access.facilities import (
    EXPRESSWAY,
    FACILITIES,
    FREIGHT,
    facilities,
    province,
)
from corridors.analysis.access.halts import FAR_KM
from corridors.analysis.access.hubs import LIMITS
from corridors.analysis.access.model import Access, Measure
from corridors.analysis.access.summary import LITTLE, Summary, helps_little, ranked
from corridors.families import BEST
from corridors.messages import listed, say
from corridors.network.model import Network
from corridors.provinces import PROVINCES
from corridors.report.numbers import show

HOME = "45"
"""Code of the region whose facilities are counted."""
PEOPLE = {"zh": 1e4, "en": 1e6}
"""In what people are counted in words, see ``access.unit_persons``."""
FEW = 8
"""Fewer unchanged measures than this are named beside one that changes."""
NAMED = 8
"""Places that the sentence on those that gain most names."""
WITHIN = {"high_speed_station": (0.5, 1.0), "airport": (1.0, 2.0), "expressway": (0.5,),
          "port": (2.0, 4.0), "inland_port": (2.0, 4.0), "sea_port": (4.0, 8.0),
          "rail_freight_terminal": (1.0, 2.0)}
"""Hours within which places are counted in words."""


def measure_name(measure: Measure, lang: str) -> str:
    """Name of a measure, without its unit."""
    if measure.to:
        return say("access.to", lang, to=say(f"facility.{measure.to}", lang))
    told = {"profile": say(f"profile.{measure.profile}", lang), "limit": measure.limit_h}
    if measure.kind == "people":
        return say("access.people", lang, **told)
    if measure.mode == BEST:
        return say("access.hubs", lang, **told)
    return say("access.hubs_mode", lang, mode=say(f"mode.{measure.mode}", lang), **told)


def unit_name(measure: Measure, lang: str) -> str:
    """Unit of a measure."""
    key = {"h": "access.unit_h", "hubs": "access.unit_hubs", "persons": "access.unit_persons"}
    return say(key[measure.unit], lang)


def headed(measure: Measure, lang: str) -> str:
    """Name of a measure with its unit, for headings."""
    return say("access.with_unit", lang, name=measure_name(measure, lang),
               unit=unit_name(measure, lang))


def number(value: float | None, measure: Measure, lang: str, *, sign: bool = False) -> str:
    """A value of a measure as it is shown; a median of counts may lie between two."""
    if value is not None and measure.kind == "people":
        return show(value / PEOPLE[lang], "d0" if lang == "zh" else "d1", sign=sign)
    if value is not None and not measure.to and value != round(value):
        return show(value, "d1", sign=sign)
    return show(value, measure.decimals, sign=sign)


def place(result: Access, index: int, lang: str) -> str:
    """Name of a place."""
    return result.places[index].name(lang)


def worst(result: Access, item: Summary, lang: str) -> str:
    """Who is left worst off: names, or the first of many."""
    if not item.worst:
        return ""
    if item.worst_count == item.places:
        return ""
    if item.worst_count > len(item.worst):
        return say("access.place_count", lang, count=item.worst_count)
    return listed((place(result, i, lang) for i in item.worst), lang)


def findings(result: Access, summaries: Sequence[Summary], lang: str,
             only: Measure | None = None) -> tuple[str, ...]:
    """Sentences about what changes and for whom, of one measure where given, and about the whole.

    A scenario that helps little is said to.
    """
    lines: list[str] = []
    for item in summaries:
        if only is None or item.measure == only:
            lines += _changes(result, item, lang)
            lines += _state(result, item, lang) if only is not None else ()
    if not any(item.moved for item in summaries):
        return (*lines, say("access.nothing", lang))
    if helps_little(summaries):
        lines.append(say("access.little", lang, share=show(LITTLE * 100, "d0") + "%"))
    still = _still(summaries, lang)
    if still and (only is None or not any(item.moved for item in summaries
                                          if item.measure == only) or len(still) < FEW):
        lines.append(say("access.still", lang, measures=listed(still, lang)))
    return tuple(lines)


def _still(summaries: Sequence[Summary], lang: str) -> list[str]:
    """Names of the measures that stay as they were, where that tells anything.

    That every place reaches every hub, or none, in both states is no news.
    """
    same = [item for item in summaries if not item.moved and item.worst_count < item.places]
    names = [measure_name(item.measure, lang) for item in same if item.measure.to]
    for profile in LIMITS:
        limits = [item.measure.limit_h for item in same if item.measure.profile == profile
                  and item.measure.kind == "hubs" and item.measure.mode == BEST]
        if limits:
            names.append(say("access.hubs", lang, profile=say(f"profile.{profile}", lang),
                             limit=listed(map(str, limits), lang)))
    return names


def _changes(result: Access, item: Summary, lang: str) -> Iterable[str]:
    measure = item.measure
    told = {"measure": measure_name(measure, lang), "all": item.places,
            "unit": unit_name(measure, lang)}
    if item.best_base is not None and item.best_after is not None:
        yield say("access.gain", lang, gained=item.gained, who=place(result, item.best, lang),
                  base=number(item.median_base, measure, lang),
                  after=number(item.median_after, measure, lang),
                  first=number(item.best_base.value, measure, lang),
                  then=number(item.best_after.value, measure, lang), **told)
    if item.lost:
        yield say("access.loss", lang, lost=item.lost, **told)
    if item.new:
        yield say("access.new", lang, new=item.new, **told)
    if item.gone:
        yield say("access.gone", lang, gone=item.gone, **told)


def _state(result: Access, item: Summary, lang: str) -> Iterable[str]:
    """The mean by people where at least half the places know theirs, and who stays worst off."""
    measure = item.measure
    told = {"measure": measure_name(measure, lang), "unit": unit_name(measure, lang)}
    gains = ranked(result, measure)[:NAMED]
    if len(gains) > 1:
        base, after = result.base[measure.id], result.after[measure.id]
        changes = [number(measure.change(base[i], after[i]), measure, lang, sign=True)
                   for i in gains]
        yield say("access.most", lang, unit=told["unit"], places=listed((
            f"{place(result, i, lang)} {change}"
            for i, change in zip(gains, changes, strict=True)), lang))
    if measure.to:
        parts = []
        for bound in WITHIN[measure.to]:
            counts = [sum(one.value is not None and one.value <= bound for one in
                          found[measure.id]) for found in (result.base, result.after)]
            parts.append(say("access.bound", lang, hours=f"{bound:g}", base=counts[0],
                             after=counts[1]))
        yield say("access.within", lang, parts=listed(parts, lang), all=item.places)
    if 2 * item.mean_places >= item.places:
        yield say("access.weighted", lang, base=number(item.mean_base, measure, lang),
                  after=number(item.mean_after, measure, lang), all=item.places,
                  known=item.mean_places, **told)
    if measure.to and item.worst:
        yield say("access.worst", lang, who=worst(result, item, lang),
                  value=number(item.worst_after, measure, lang), **told)


def count_home(network: Network, kind: str) -> int:
    """How many facilities of a kind count in Guangxi: by their place, else by where they stand."""
    from corridors.mapping.divisions import division_at

    found = [(province(network, one), one) for one in facilities(network, kind)]
    return sum(name == PROVINCES[HOME]["zh"] if name else
               division_at("province", one.lon, one.lat, HOME) is not None
               for name, one in found)


def halt_count(network: Network) -> int:
    """How many of the high-speed stations that count lie between the nodes of their lines."""
    return sum(one.halt for one in facilities(network, "high_speed_station"))


def notes(result: Access, lang: str, only: Measure | None = None) -> tuple[str, ...]:
    """What the numbers rest on, and what they leave out; for one measure where given."""
    base, after = result.states.base, result.states.after
    lines = []
    if only is None or only.to:
        lines.append(say("access.note_roads", lang,
                         **_spread(base, "car", "speed.road.car.background"),
                         **_spread(base, "lorry", "speed.road.lorry.background"),
                         **_spread(base, "fast", "speed.road.lorry.expressway")))
        kinds = [kind for kind in FACILITIES if kind not in (EXPRESSWAY, "port")]
        if only is not None:
            kinds = [] if only.to == EXPRESSWAY else [only.to]
        counts = [say("access.scope_item", lang, to=say(f"facility.{kind}", lang),
                      base=count_home(base, kind), after=count_home(after, kind))
                  for kind in kinds]
        if counts:
            lines.append(say("access.note_scope", lang, counts=listed(counts, lang)))
        if "high_speed_station" in kinds and (halt_count(base) or halt_count(after)):
            lines.append(say("access.note_halts", lang, base=halt_count(base),
                             after=halt_count(after), far=f"{FAR_KM:g}"))
        if only is None or only.to == EXPRESSWAY:
            lines.append(entry_note(base, lang))
    if result.hubs is not None and (only is None or not only.to):
        known = result.hubs.known
        lines.append(say("access.note_hubs", lang, count=len(result.hubs.ids), known=known,
                         people=say("access.note_no_people", lang) if not known else
                         say("access.note_some_people", lang)
                         if known < len(result.hubs.ids) else ""))
        if _lorry_wins(result) and (only is None or only.profile == FREIGHT):
            lines.append(say("access.note_freight", lang))
    return tuple(lines)


def entry_note(network: Network, lang: str) -> str:
    """Where one gets onto an expressway in this model."""
    return say("access.note_entry", lang, **_spread(network, "near", "access.interchange_km"),
               **_spread(network, "city", "access.city_km"))


def _spread(network: Network, name: str, key: str) -> dict[str, str]:
    item = network.parameters[key]
    return {name: f"{item.value:g}", f"{name}_low": f"{item.low:g}",
            f"{name}_high": f"{item.high:g}"}


def _lorry_wins(result: Access) -> bool:
    """Whether the best way of containers reaches what the lorry alone reaches, in both states."""
    return all(
        found[f"{FREIGHT}_hubs_within_{m.limit_h}h"]
        == found[f"{FREIGHT}_road_hubs_within_{m.limit_h}h"]
        for m in result.measures if m.profile == FREIGHT and m.kind == "hubs"
        and m.mode == BEST for found in (result.base, result.after))
