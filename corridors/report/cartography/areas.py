"""Layers of areas: access of counties, progress of a plan by prefecture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.analysis.access.facilities import EXPRESSWAY, PASSENGER, PROFILE
from corridors.analysis.access.model import Found
from corridors.analysis.access.nearest import Roads
from corridors.analysis.access.origins import COUNTIES, Origin, origins
from corridors.cartography.layers import Choropleth
from corridors.errors import InputError, fault
from corridors.mapping.model import (
    MapArea,
    MapClasses,
)
from corridors.messages import listed, say
from corridors.network.model import Network
from corridors.report.access.classes import hours_classes
from corridors.report.access.picture import MARKERS, expressways, sites
from corridors.report.access.words import WITHIN, count_home, entry_note, halt_count
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.part import Part
from corridors.report.numbers import rounded, show

UNITS = {"county": COUNTIES, "city": "guangxi"}
"""Sets of places whose units are filled, by level."""


def counties(ground: Ground, layer: Choropleth) -> Part:
    """Hours from the seat of each county or prefecture to the nearest facility."""
    lang = ground.lang
    network = _shown(ground, layer)
    units = origins(network, (UNITS[layer.level],))
    change = layer.state == "difference"
    after = _nearest(network, units, layer.to)
    values = [one.value for one in after]
    if change:
        before = _nearest(ground.state("base"), units, layer.to)
        values = [None if a.value is None or b.value is None else b.value - a.value
                  for a, b in zip(before, after, strict=True)]
    classes = hours_classes(layer.to, change=change, breaks=layer.breaks)
    areas = tuple(MapArea(one.adcode, one.name(lang) if lang == "zh" else "",
                          None if value is None else classes.step(value), one.adcode)
                  for one, value in zip(units, values, strict=True))
    facility = say(f"facility.{layer.to}", lang)
    title = say("drawn.access_change" if change else "drawn.access", lang, to=facility)
    return Part(areas=areas, classes=MapClasses(title, classes.labels(lang), diverging=change),
                divisions=layer.level, markers=tuple(sites(network, layer.to, lang)),
                links=tuple(expressways(network)) if layer.to == EXPRESSWAY else (),
                subtitle=say("drawn.and", lang).join([title, say("drawn.access_roads", lang)]),
                labels=tuple((f"marker.{kind}", facility[:1].upper() + facility[1:])
                             for kind in MARKERS.get(layer.to, ())), fitted=(),
                key_lines=(*_access_lines(units, values, layer, lang),
                           *_access_notes(ground, network, layer)))


def _nearest(network: Network, units: Sequence[Origin], to: str) -> tuple[Found, ...]:
    found = Roads(network).nearest(units, to)
    if all(one.value is None for one in found):
        raise InputError(fault("map_no_facility", to=to))
    return found


def _shown(ground: Ground, layer: Choropleth) -> Network:
    return ground.state("after" if layer.state == "difference" else layer.state)


def _access_lines(units: Sequence[Origin], values: Sequence[float | None], layer: Choropleth,
                  lang: str) -> Iterable[str]:
    if layer.state == "difference":
        nearer = sum((rounded(value, "h") or 0.0) < 0 for value in values)
        yield say("drawn.access_nearer", lang, count=nearer, all=len(units))
        return
    for bound in WITHIN[layer.to]:
        yield say("drawn.access_within", lang, hours=f"{bound:g}", all=len(units),
                  count=sum(value is not None and value <= bound for value in values))
    known = [(value, one) for value, one in zip(values, units, strict=True) if value is not None]
    last = sorted(known, key=lambda one: (-one[0], one[1].adcode))[:3]
    yield say("drawn.access_last", lang, places=listed(
        (f"{one.name(lang)} {show(value, 'h')}" for value, one in last), lang))


def _access_notes(ground: Ground, network: Network, layer: Choropleth) -> Iterable[str]:
    lang = ground.lang
    car = PROFILE[layer.to] == PASSENGER
    speed = network.parameters[f"speed.road.{'car' if car else 'lorry'}.background"]
    vehicle = say("access.vehicle_car" if car else "access.vehicle_lorry", lang)
    told = {"vehicle": vehicle, "speed": f"{speed.value:g}", "low": f"{speed.low:g}",
            "high": f"{speed.high:g}"}
    if layer.to == EXPRESSWAY:
        yield say("drawn.access_note_entry", lang, **told)
        yield entry_note(network, lang)
        return
    yield say("drawn.access_note", lang, count=count_home(network, layer.to),
              to=say(f"facility.{layer.to}", lang), **told)
    if layer.to == "high_speed_station" and halt_count(network):
        yield say("drawn.access_halts", lang, count=halt_count(network))
