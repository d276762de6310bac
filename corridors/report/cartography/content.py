"""From a map specification to what the map shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from corridors.cartography.layers import (
    Airports,
    Borders,
    Boundaries,
    Changes,
    Choropleth,
    Difference,
    Flows,
    Isochrone,
    Layer,
    Locks,
    NetworkLayer,
    PlacesLayer,
    Ports,
    ProjectsLayer,
)
from corridors.cartography.model import MapSpec
from corridors.cartography.rules import placed
from corridors.errors import Fault, InputError, fault
from corridors.mapping.model import Extent, MapContent, MapLink, MapMarker, MapPlace
from corridors.messages import say
from corridors.report.cartography import areas, gains, lines, points, progress, reached, staged
from corridors.report.cartography.extent import extent_of
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.part import Division, Part

PLAIN_PLACES = {"none": ("capital", "city", "town", "context"), "cities": ("town", "context"),
                "all": ()}
"""Roles of places that nothing is said about, by the labels that leave them out."""
LEVELS: tuple[Division, ...] = ("province", "city", "county")


def build_content(spec: MapSpec, lang: str, ground: Ground | None = None) -> MapContent:
    """What a map shows, as data.

    Parameters
    ----------
    spec
        The map.
    lang
        ``zh`` or ``en``.
    ground
        Its networks and comparisons, where the caller has them already.

    Raises
    ------
    InputError
        Faults of the scenario against the network, or layers of a file that have nothing in the
        extent, all of them at once.
    MissingPackageError
        The boundary package is not installed.
    """
    ground = ground or Ground(spec, lang)
    parts = [_part(layer, ground) for layer in spec.layers]
    if not spec.file.labels.lines:
        parts = [lines.unnamed(part) for part in parts]
    extent = extent_of(spec, ground.network, parts)
    faults = [fault("map_layer_empty", file=spec.path, line=spec.line(*where), layer=kind)
              for (where, kind, layer), part in zip(placed(spec), parts, strict=True)
              if spec.path is not None and not isinstance(layer, Boundaries)
              and not part.within(extent)]
    if faults:
        raise InputError(faults)
    return _joined(spec, ground, parts, extent)


def _part(layer: Layer, ground: Ground) -> Part:
    """What one layer adds; faults that only the data show get the place of the layer."""
    try:
        return _build(layer, ground)
    except InputError as error:
        where = next(((*at, kind) for at, kind, one in placed(ground.spec) if one is layer), ())
        raise InputError([
            found if found.file else Fault(
                found.key, found.values,
                None if ground.spec.path is None else str(ground.spec.path),
                ground.spec.line(*where)) for found in error.faults]) from None


def _build(layer: Layer, ground: Ground) -> Part:
    if isinstance(layer, Boundaries):
        return Part(divisions=layer.level, fitted=())
    if isinstance(layer, NetworkLayer):
        strong = ground.touched if any(isinstance(one, Changes) for one in
                                       ground.spec.layers) else ()
        return lines.network(ground, layer, without=strong)
    if isinstance(layer, Choropleth):
        return (progress.progress if layer.measure == "progress" else areas.counties)(
            ground, layer)
    builders: dict[type[Layer], Callable[[Ground, Any], Part]] = {
        Changes: lines.changes, ProjectsLayer: staged.projects, Difference: gains.difference,
        Flows: gains.flows, Isochrone: reached.isochrone, PlacesLayer: points.places,
        **dict.fromkeys((Locks, Ports, Airports, Borders), points.markers)}
    return builders[type(layer)](ground, layer)


def _joined(spec: MapSpec, ground: Ground, parts: Sequence[Part], extent: Extent) -> MapContent:
    """One map of all parts; what two of them draw is drawn once, the later one counts."""
    file, lang = spec.file, ground.lang
    links: dict[str, MapLink] = {}
    places: dict[str, MapPlace] = {}
    markers: dict[tuple[str, float, float], MapMarker] = {}
    for part in parts:
        links |= {link.id: link for link in part.links}
        for place in part.places:
            if place.id not in places or place.outcome or place.value_text or (
                    place.role in ("origin", "destination") and not places[place.id].outcome):
                places[place.id] = place
        markers |= {(one.kind, one.lon, one.lat): one for one in part.markers}
    dropped = PLAIN_PLACES[file.labels.places]
    shown = [place for place in places.values()
             if place.role not in dropped or place.value_text]
    between = say("drawn.and", lang)
    subtitle = between.join(part.subtitle for part in parts if part.subtitle)
    subtitle = subtitle[:1].upper() + subtitle[1:]
    told = say("map.network.subtitle", lang, state=ground.told)
    compared = any(isinstance(layer, Difference | Flows) for layer in spec.layers)
    sources = [say("map.sources" if spec.file.scenario else "map.network.sources", lang,
                   date=ground.state("base").date),
               *dict.fromkeys(part.source for part in parts if part.source)]
    heading = {} if compared else {"key.title": say("drawn.key", lang)}
    return MapContent(
        title=getattr(file.title or file.name, lang),
        subtitle=getattr(file.subtitle, lang) if file.subtitle else subtitle or told,
        lang="zh" if lang == "zh" else "en",
        links=tuple(links.values()), places=tuple(shown), markers=tuple(markers.values()),
        key_lines=(*(line for part in parts for line in part.key_lines),
                   *([getattr(file.note, lang)] if file.note else [])),
        source_line=between.join(sources), attribution=say("map.credit", lang),
        stamp=ground.stamp, extent=extent,
        labels={**heading, **{key: text for part in parts for key, text in part.labels}},
        areas=tuple(area for part in parts for area in part.areas),
        classes=next((part.classes for part in parts if part.classes is not None), None),
        flows=tuple(flow for part in parts for flow in part.flows),
        divisions=max((part.divisions for part in parts), key=LEVELS.index, default="province"),
        approval_number=file.approval_number)
