"""Layers of areas: isochrones, access of counties, progress of a plan by prefecture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corridors.analysis.county_access import SPEED, Access, access, detour, facilities
from corridors.analysis.isochrone import Isochrone as Reached
from corridors.analysis.isochrone import isochrones
from corridors.cartography.layers import Choropleth, Isochrone
from corridors.families import BEST
from corridors.mapping.divisions import Division, divisions
from corridors.mapping.model import (
    MapArea,
    MapClasses,
    MapLink,
    MapMarker,
    MapPlace,
    MarkerKind,
    Point,
)
from corridors.messages import listed, say
from corridors.network.geometry import link_line
from corridors.network.model import Network
from corridors.places import find_place, place_name
from corridors.report.cartography.classes import bound_labels, class_labels
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.home import within_home
from corridors.report.cartography.lines import courses, kind_of
from corridors.report.cartography.part import Part
from corridors.report.numbers import rounded, show

if TYPE_CHECKING:
    import shapely

GUANGXI = "45"
"""Code of the region whose counties and prefectures are shown."""
HOURS = {"expressway": (0.25, 0.5, 0.75, 1.0), "": (0.5, 1.0, 1.5, 2.0, 3.0)}
HOURS_CHANGE = (-1.0, -0.5, -0.05, 0.05, 0.5, 1.0)
"""Classes of access by facility, and of its change, unless the layer names others."""


def isochrone(ground: Ground, layer: Isochrone) -> Part:
    """What can be reached from a place: bands of hours, or one bound before and after."""
    lang = ground.lang
    network = ground.state("after" if layer.state == "both" else layer.state)
    key = find_place(network, layer.place)
    fastest = say("drawn.fastest", lang)
    told = {"place": place_name(network, key, lang),
            "mode": fastest if layer.mode == BEST else say(f"mode.{layer.mode}", lang),
            "profile": say(f"profile.{layer.profile}", lang)}
    options = {"profile": layer.profile, "mode": layer.mode}
    i = network.places.index[key]
    home = MapPlace(key, told["place"], float(network.places["lon"][i]),
                    float(network.places["lat"][i]), "origin")
    if layer.state == "both":
        (hours,) = layer.hours
        (before,), (after,) = (
            within_home(isochrones(ground.state(name), key, layer.hours, **options),
                        home.lon, home.lat) for name in ("base", "after"))
        areas = (*_areas([after], [1]), *_areas([before], [0]))
        subtitle = say("drawn.isochrone_both", lang, hours=f"{hours:g}", **told)
        classes = MapClasses(
            say("drawn.within_title", lang, hours=f"{hours:g}"),
            (say("drawn.reached_before", lang), say("drawn.reached_after", lang)))
        lines = tuple(_gained(network, lang, hours, before.area, after.area))
    else:
        found = within_home(isochrones(network, key, layer.hours, **options),
                            home.lon, home.lat)
        # The nearest is darkest, so that it stands out; longer times are drawn first.
        areas = _areas(found[::-1], range(len(found)))
        subtitle = say("drawn.isochrone", lang, **told)
        classes = MapClasses(say("drawn.hours_title", lang),
                             tuple(bound_labels(layer.hours, lang))[::-1])
        lines = tuple(say("drawn.reached", lang, hours=f"{one.hours:g}",
                          count=len(_inside(network, one.area)),
                          km2=f"{_km2(one.area):,.0f}") for one in found)
    city = network.parameters["access.city_km"]
    far = network.parameters["access.max_km"]
    note = say("drawn.isochrone_note", lang, km=f"{city.value:g}", low=f"{city.low:g}",
               high=f"{city.high:g}", far=f"{far.value:g}")
    return Part(areas=areas, classes=classes, places=(home,), key_lines=(*lines, note),
                subtitle=subtitle,
                fitted=tuple(point for area in areas for ring in area.rings for point in ring))


def _areas(found: Sequence[Reached], steps: Iterable[int]) -> tuple[MapArea, ...]:
    return tuple(MapArea(f"reached-{step}", "", step, rings=tuple(_rings(one.area)))
                 for one, step in zip(found, steps, strict=True) if not one.area.is_empty)


def _rings(area: shapely.Geometry) -> Iterable[tuple[Point, ...]]:
    """Outer rings of an area; one with holes is cut through them, so that it has none."""
    import shapely

    for part in shapely.get_parts(area):
        if part.geom_type != "Polygon":
            continue
        if not part.interiors:
            yield tuple((float(x), float(y)) for x, y in part.exterior.coords)
            continue
        west, south, east, north = part.bounds
        middle = shapely.Polygon(part.interiors[0]).centroid.x
        for left, right in ((west - 1, middle), (middle, east + 1)):
            yield from _rings(shapely.intersection(part, shapely.box(
                left, south - 1, right, north + 1)))


def _inside(network: Network, area: shapely.Geometry) -> list[str]:
    """Cities, towns apart, that lie in an area."""
    import shapely

    rows = network.places
    held = shapely.contains_xy(area, rows["lon"].astype(float), rows["lat"].astype(float))
    return [str(key) for i, key in enumerate(rows["id"])
            if held[i] and key in network.served and "county" not in rows["sets"][i]]


def _km2(area: shapely.Geometry) -> float:
    """Area on the ellipsoid, km2, rounded to hundreds: outlines are no better."""
    from pyproj import Geod

    value, _ = Geod(ellps="WGS84").geometry_area_perimeter(area)
    return round(abs(value) / 1e8) * 100.0


def _gained(network: Network, lang: str, hours: float, before: shapely.Geometry,
            after: shapely.Geometry) -> Iterable[str]:
    """Cities and area within the bound in both states."""
    was, now = _inside(network, before), _inside(network, after)
    new = [key for key in now if key not in was]
    yield say("drawn.reached_both", lang, hours=f"{hours:g}", base=len(was), after=len(now),
              km2_base=f"{_km2(before):,.0f}", km2_after=f"{_km2(after):,.0f}")
    if new:
        yield say("drawn.reached_new", lang, hours=f"{hours:g}",
                  places=listed((place_name(network, key, lang) for key in new), lang))


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
