"""Layer of isochrones: bands of hours, or what is newly within them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corridors.cartography.layers import Isochrone
from corridors.families import BEST
from corridors.mapping.model import MapArea, MapClasses, MapPlace, Point
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.report.cartography.classes import bound_labels
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.part import Part
from corridors.report.numbers import show
from corridors.report.reached import AFTER, ALONE, BASE, Reached, Within, count_words

if TYPE_CHECKING:
    import shapely

MOST_NAMED = 12
"""Places that a line names; of more it gives the number."""


def isochrone(ground: Ground, layer: Isochrone) -> Part:
    """What can be reached from a place: bands of hours, or what is newly within them."""
    lang, found = ground.lang, ground.reached(layer)
    told = {"place": place_name(found.network, found.place, lang),
            "mode": say("drawn.fastest", lang) if layer.mode == BEST else
            say(f"mode.{layer.mode}", lang),
            "profile": say(f"profile.{layer.profile}", lang)}
    home = MapPlace(found.place, told["place"], found.lon, found.lat, "origin")
    changed = found.compared and any(not one.area.is_empty for name in ("gained", "lost")
                                     for one in found.within[name])
    if changed:
        # Newly within the shortest time is darkest; what was within before is lightest, below all.
        gained = found.within["gained"]
        shown = [found.within[BASE][-1].area, *(one.area for one in reversed(gained))]
        steps = range(len(gained), -1, -1)
        hours = listed((f"{limit:g}" for limit in found.hours), lang)
        subtitle = say("drawn.isochrone_both", lang, hours=hours, **told)
        classes = MapClasses(
            say("drawn.within_title", lang, hours=hours),
            (*(say("drawn.reached_after", lang, hours=f"{limit:g}") for limit in found.hours),
             say("drawn.reached_before", lang, hours=f"{found.hours[-1]:g}")), dark_first=True)
        lines = tuple(_change_lines(found, lang))
    else:
        bands = found.within[BASE if found.compared else ALONE]
        shown = [one.area for one in reversed(bands)]
        steps = range(len(shown) - 1, -1, -1)
        subtitle = say("drawn.isochrone_same" if found.compared else "drawn.isochrone", lang,
                       **told)
        classes = MapClasses(say("drawn.hours_title", lang),
                             tuple(bound_labels(found.hours, lang)), dark_first=True)
        lines = tuple(_change_lines(found, lang)) if found.compared else tuple(
            _line(found, one, lang) for one in bands)
    areas = tuple(MapArea(f"reached-{step}", "", step, rings=tuple(rings(area)))
                  for area, step in zip(shown, steps, strict=True) if not area.is_empty)
    return Part(areas=areas, classes=classes, places=(home,),
                key_lines=(*lines, method_note(found, lang)), subtitle=subtitle,
                fitted=tuple(point for area in areas for ring in area.rings for point in ring))


def rings(area: shapely.Geometry) -> Iterable[tuple[Point, ...]]:
    """Outlines of polygons, those of their holes too."""
    import shapely

    for part in shapely.get_parts(area):
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield tuple((float(x), float(y)) for x, y in ring.coords)


def method_note(found: Reached, lang: str) -> str:
    """How the areas were found, with the assumptions that they rest on."""
    from corridors.profiles import PROFILES

    parameters = found.network.parameters
    vehicle = "lorry" if PROFILES[found.profile].goods else "car"
    city, far = parameters["access.city_km"], parameters["access.max_km"]
    speed = parameters[f"speed.road.{vehicle}.background"]
    return say("drawn.isochrone_note", lang, km=f"{city.value:g}", low=f"{city.low:g}",
               high=f"{city.high:g}", far=f"{far.value:g}", speed=f"{speed.value:g}",
               slow=f"{speed.low:g}", fast=f"{speed.high:g}")


def _line(found: Reached, one: Within, lang: str) -> str:
    return say("drawn.reached", lang, hours=f"{one.hours:g}", km2=show(one.km2, "km2"),
               count=count_words(found.network, one.places, lang))


def _change_lines(found: Reached, lang: str) -> Iterable[str]:
    """Places and area within each time before and after, and the places that are new."""
    for i, hours in enumerate(found.hours):
        before, after = found.within[BASE][i], found.within[AFTER][i]
        new, lost = (found.within[name][i].places for name in ("gained", "lost"))
        told = {"hours": f"{hours:g}",
                "base": count_words(found.networks[BASE], before.places, lang),
                "after": count_words(found.network, after.places, lang),
                "km2_base": show(before.km2, "km2"), "km2_after": show(after.km2, "km2")}
        same = not new and not lost and told["km2_base"] == told["km2_after"]
        yield say("drawn.reached_same" if same else "drawn.reached_both", lang, **told)
        for key, places in (("drawn.reached_new", new), ("drawn.reached_lost", lost)):
            if places:
                yield say(key, lang, hours=f"{hours:g}", places=named(found, places, lang))


def named(found: Reached, places: tuple[str, ...], lang: str) -> str:
    """Names of places; the first ones and their number where there are many."""
    names = [place_name(found.network, key, lang) for key in places]
    if len(names) <= MOST_NAMED:
        return listed(names, lang)
    return say("drawn.reached_more", lang, places=listed(names[:MOST_NAMED], lang),
               count=len(names))
