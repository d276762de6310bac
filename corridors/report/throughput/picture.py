"""The map of a greatest flow: what carries it, how full, and where it is bounded."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.analysis.throughput.model import Throughput, ThroughputChange
from corridors.mapping.model import MapContent
from corridors.messages import say
from corridors.report.elements import link_of
from corridors.report.figures import with_unit
from corridors.report.load_map import (
    OnLink,
    end_places,
    extent_of,
    load_links,
    load_markers,
    load_png,
)
from corridors.report.numbers import show
from corridors.report.throughput.files import states_of
from corridors.report.throughput.screen import (
    MT,
    basis,
    ends,
    flow_words,
    modes,
    place_of,
    stamp,
    state_name,
)

NAMED = 4
"""Bottlenecks named beside the map."""


def throughput_png(found: Throughput | ThroughputChange, lang: str) -> bytes | None:
    """PNG of the flow of the last state; None where nothing flows or nothing bounds it.

    Raises
    ------
    MissingPackageError
        The font or boundary package is not installed.
    """
    _, item = states_of(found)[-1]
    if not item.flows:
        return None
    return load_png(throughput_content(found, lang), item.network)


def throughput_content(found: Throughput | ThroughputChange, lang: str) -> MapContent:
    """What the map shows, as data."""
    state, item = states_of(found)[-1]
    loads: dict[str, OnLink] = {}
    for key, flow in item.flows.items():
        known = item.capacities.get(key)
        use = None if known is None else flow / known
        # a link is as full as the narrowest lock on it
        for name in {key.id, link_of(item.network, key.table, key.id)} - {""}:
            old = loads.get(name)
            uses = [value for value in (use, old.use if old else None) if value is not None]
            loads[name] = OnLink(flow, max(uses, default=None))
    links = load_links(item.network, loads, item.modes)
    places = end_places(item.network, item.origins, item.destinations, lang)
    return MapContent(
        title=say("map.throughput.title", lang, start=ends(item.network, item.origins, lang),
                  end=ends(item.network, item.destinations, lang)),
        subtitle=say("map.throughput.subtitle", lang, state=_told(found, state, lang),
                     modes=modes(item, lang), basis=basis(item, lang)),
        lang="zh" if lang == "zh" else "en", links=tuple(links), places=tuple(places),
        markers=tuple(load_markers(item.network, loads, lang)),
        key_lines=tuple(_key_lines(found, lang)), source_line=say("map.throughput.sources", lang),
        attribution=say("map.credit", lang), stamp=stamp(found, lang),
        extent=extent_of(links, places))


def _told(found: Throughput | ThroughputChange, state: str, lang: str) -> str:
    """Which network the map shows."""
    if isinstance(found, Throughput):
        return found.network.date
    return say("map.throughput.state", lang, state=say(f"name.{state}", lang),
               scenario=getattr(found.scenario.file.name, lang))


def _key_lines(found: Throughput | ThroughputChange, lang: str) -> Iterable[str]:
    states = states_of(found)
    for state, other in states[:-1]:
        value = flow_words(other, lang)
        if other.flows:
            value = with_unit(value, MT, lang)
        yield say("map.throughput.from", lang, state=state_name(state, other, lang), value=value)
    state, item = states[-1]
    yield say("map.throughput.value", lang, state=state_name(state, item, lang),
              km=show(item.mean_km, "km"),
              value=with_unit(show(item.value_mt, MT), MT, lang))
    for limit in item.cut[:NAMED]:
        yield say("map.throughput.cut", lang, place=place_of(item, limit.element, lang),
                  capacity=with_unit(show(limit.capacity_mt, MT), MT, lang))
    if len(item.cut) > NAMED:
        yield say("map.throughput.more", lang, count=len(item.cut))
