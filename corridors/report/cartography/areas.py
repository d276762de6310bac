"""Layers of areas: access of counties."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from corridors.analysis.county_access import SPEED, Access, access, detour, facilities
from corridors.cartography.layers import Choropleth
from corridors.mapping.divisions import Division, divisions
from corridors.mapping.model import (
    MapArea,
    MapClasses,
    MapLink,
    MapMarker,
    MarkerKind,
)
from corridors.messages import listed, say
from corridors.network.geometry import link_line
from corridors.network.model import Network
from corridors.report.cartography.classes import class_labels
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.lines import courses, kind_of
from corridors.report.cartography.part import Part
from corridors.report.numbers import rounded, show

GUANGXI = "45"
"""Code of the region whose counties and prefectures are shown."""
HOURS = {"expressway": (0.25, 0.5, 0.75, 1.0), "": (0.5, 1.0, 1.5, 2.0, 3.0)}
HOURS_CHANGE = (-1.0, -0.5, -0.05, 0.05, 0.5, 1.0)
"""Classes of access by facility, and of its change, unless the layer names others."""


def counties(ground: Ground, layer: Choropleth) -> Part:
    """Hours from the middle of each county or prefecture to the nearest facility."""
    lang, found = ground.lang, divisions(layer.level, GUANGXI)
    points = [(one.lon, one.lat) for one in found]
    names = ("base", "after") if layer.state == "difference" else (layer.state,)
    measured = detour(ground.state(names[-1]))
    results = [access(ground.state(name), points, layer.to, measured) for name in names]
    hours: Sequence[float] = results[-1].hours
    if layer.state == "difference":
        hours = [after - base for base, after in
                 zip(results[0].hours, results[1].hours, strict=True)]
    breaks = layer.breaks or (HOURS_CHANGE if layer.state == "difference" else
                               HOURS.get(layer.to, HOURS[""]))
    areas = tuple(MapArea(one.code, one.name if lang == "zh" else "",
                          bisect_right(breaks, value), one.code)
                  for one, value in zip(found, hours, strict=True))
    title = say("drawn.access_change" if layer.state == "difference" else "drawn.access", lang,
                to=say(f"facility.{layer.to}", lang))
    classes = MapClasses(title, tuple(class_labels(breaks, lang)),
                         diverging=layer.state == "difference")
    return Part(areas=areas, classes=classes, divisions=layer.level,
                markers=tuple(_sites(ground, layer)), links=tuple(_courses(ground, layer)),
                subtitle=say(
        "drawn.and", lang).join([title, say("drawn.sketch", lang)]), fitted=(),
        key_lines=(*_access_lines(found, hours, layer, lang),
                   _access_note(ground, layer, results[-1])))


MARKED: dict[str, MarkerKind] = {"high_speed_station": "station", "port": "port",
                                 "airport": "airport"}


def _shown(ground: Ground, layer: Choropleth) -> Network:
    return ground.state("after" if layer.state == "difference" else layer.state)


def _sites(ground: Ground, layer: Choropleth) -> Iterable[MapMarker]:
    """The facilities that count, as symbols without names."""
    if layer.to in MARKED:
        for lon, lat in facilities(_shown(ground, layer), layer.to):
            yield MapMarker("", lon, lat, MARKED[layer.to])


def _courses(ground: Ground, layer: Choropleth) -> Iterable[MapLink]:
    """Expressways, where they are what counts."""
    if layer.to == "expressway":
        network = _shown(ground, layer)
        lines = courses(network)
        for i, key in enumerate(network.links["id"]):
            if kind_of(network, i) == "road_expressway":
                yield MapLink(f"facility/{key}", "road", link_line(network, i, lines),
                              kind="road_expressway")


def _access_lines(found: Sequence[Division], hours: Sequence[float], layer: Choropleth,
                  lang: str) -> Iterable[str]:
    if layer.state == "difference":
        nearer = sum((rounded(value, "h") or 0.0) < 0 for value in hours)
        yield say("drawn.access_nearer", lang, count=nearer, all=len(found))
        return
    for bound in (0.5, 1.0) if layer.to in HOURS else (1.0, 2.0):
        yield say("drawn.access_within", lang, hours=f"{bound:g}", all=len(found),
                  count=sum(value <= bound for value in hours))
    last = sorted(zip(hours, found, strict=True), key=lambda one: -one[0])[:3]
    if lang == "zh":
        yield say("drawn.access_last", lang, places=listed(
            (f"{one.name} {show(value, 'h')}" for value, one in last), lang))
    else:
        yield say("drawn.access_most", lang, hours=show(last[0][0], "h"))


def _access_note(ground: Ground, layer: Choropleth, found: Access) -> str:
    speed = ground.network.parameters[SPEED]
    told = {"factor": f"{found.detour.factor:.2f}", "low": f"{found.detour.low:.2f}",
            "high": f"{found.detour.high:.2f}", "roads": found.detour.roads,
            "speed": f"{speed.value:g}", "slow": f"{speed.low:g}", "fast": f"{speed.high:g}"}
    if layer.to == "expressway":
        return say("drawn.access_note_course", ground.lang, **told)
    return say("drawn.access_note", ground.lang, count=found.facilities,
               to=say(f"facility.{layer.to}", ground.lang), **told)
