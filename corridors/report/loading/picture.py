"""The map of a loading: how full links and locks are, the busier way of the two."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.analysis.loading.model import ElementLoad, Loading, LoadingChange
from corridors.mapping.model import MapContent
from corridors.messages import say
from corridors.report.elements import element_name, link_of
from corridors.report.figures import with_unit
from corridors.report.load_map import (
    OnLink,
    end_places,
    extent_of,
    load_links,
    load_markers,
    load_png,
)
from corridors.report.loading.files import lock_loads, states_of
from corridors.report.loading.screen import MT, T_PER_MT, percent, stamp, state_name, title
from corridors.report.numbers import show

MODES = ("rail", "inland")
"""Links that are drawn without freight, behind those that carry some."""
NAMED = 5
LEAST_T = 1.0


def loading_png(found: Loading | LoadingChange, lang: str) -> bytes:
    """PNG of the last state.

    Raises
    ------
    MissingPackageError
        The font or boundary package is not installed.
    """
    return load_png(loading_content(found, lang), states_of(found)[-1][1].network)


def loading_content(found: Loading | LoadingChange, lang: str) -> MapContent:
    """What the map shows, as data."""
    state, item = states_of(found)[-1]
    loads: dict[str, OnLink] = {}
    for load in item.loads:
        if load.volume_t < LEAST_T or load.table == "nodes":
            continue
        for name in {load.id, link_of(item.network, load.table, load.id)} - {""}:
            old = loads.get(name)
            uses = [use for use in (load.use(), old.use if old else None) if use is not None]
            loads[name] = OnLink(max(load.volume_t, old.volume if old else 0.0),
                                 max(uses, default=None))
    links = load_links(item.network, loads, MODES)
    pairs = [(o, d) for _, o, d in item.demand.per_year]
    places = end_places(item.network, [o for o, _ in pairs], [d for _, d in pairs], lang)
    name = state_name(state, item, lang)
    if isinstance(found, LoadingChange):
        name = say("map.throughput.state", lang, state=name,
                   scenario=getattr(found.scenario.file.name, lang))
    return MapContent(
        title=say("map.loading.title", lang, demand=item.demand.id), subtitle=say(
            "map.loading.subtitle", lang, state=name, what=title(found, lang)),
        lang="zh" if lang == "zh" else "en", links=tuple(links), places=tuple(places),
        markers=tuple(load_markers(item.network, loads, lang)),
        key_lines=tuple(_key_lines(found, lang)),
        source_line=say("map.loading.with_background" if item.settings.background == "published"
                        else "map.loading.sources", lang),
        attribution=say("map.credit", lang), stamp=stamp(found, lang),
        extent=extent_of(links, places))


def _share(use: float | None, lang: str) -> str:
    """Use of the capacity, or that none is known."""
    return say("map.loading.unknown", lang) if use is None else f"{percent(use)}%"


def _key_lines(found: Loading | LoadingChange, lang: str) -> Iterable[str]:
    """The fullest locks, before and after."""
    states = states_of(found)

    def fullest(loads: dict[str, ElementLoad]) -> float:
        return max(load.use() or 0.0 for load in loads.values())

    ranked = sorted(lock_loads(found).items(), key=lambda pair: (-fullest(pair[1]), pair[0]))
    series: dict[tuple[object, ...], list[tuple[str, str]]] = {}
    for (lock, direction), loads in ranked:  # locks of one link that carry the same are one line
        at = next(item.network for state, item in states if state in loads)
        same = (link_of(at, "locks", lock), direction, *(
            (state, round(load.volume_t + load.background_t[1]), load.capacity_mt)
            for state, load in sorted(loads.items())))
        series.setdefault(same, []).append((lock, direction))
    held = dict(ranked)
    for (lock, direction), *others in list(series.values())[:NAMED]:
        loads = held[lock, direction]
        network = next(item.network for state, item in states if state in loads)
        told = ("；" if lang == "zh" else "; ").join(
            say("map.loading.state", lang, state=state_name(state, item, lang),
                volume=with_unit(show((loads[state].volume_t + loads[state].background_t[1])
                                      / T_PER_MT, MT), MT, lang),
                use=_share(loads[state].use(), lang))
            for state, item in states if state in loads)
        name = element_name(network, "locks", lock, direction, lang)
        if others:
            name = say("map.loading.series", lang, lock=name, count=len(others) + 1)
        ground = next(iter(loads.values())).background_t[1]
        if ground:
            told = say("map.loading.ground", lang, told=told, volume=with_unit(
                show(ground / T_PER_MT, MT), MT, lang))
        yield say("map.loading.lock", lang, told=told, lock=name)
