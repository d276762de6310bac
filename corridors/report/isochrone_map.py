"""The map of what is reached from a place."""

from __future__ import annotations

from collections.abc import Sequence

from corridors.cartography.layers import (
    Boundaries,
    Changes,
    Isochrone,
    Layer,
    NetworkLayer,
    PlacesLayer,
)
from corridors.cartography.load import made_map
from corridors.cartography.model import LabelsSpec, MapFile, MapSpec
from corridors.messages import say
from corridors.network.load import read_base
from corridors.places import find_place, place_name, with_points
from corridors.profiles import PROFILES
from corridors.scenario.model import load_scenario

FEW_LINKS = 24
"""Links up to which lines that change are named; the names of more would hide the areas."""


def isochrone_map(place: str, hours: Sequence[float], *, profile: str, mode: str,
                  scenario: str | None = None, date: str | None = None, year: int | None = None,
                  openings: str = "actual", lang: str = "zh") -> MapSpec:
    """The map specification of one question.

    Raises
    ------
    InputError
        An unknown place, a scenario with faults.
    """
    network = with_points(read_base(), [place])
    goods = PROFILES[profile].goods if profile in PROFILES else False
    titles = {one: say("iso.title_goods" if goods else "iso.title_people", one,
                       place=place_name(network, find_place(network, place), one))
              for one in ("zh", "en")}
    layers: tuple[Layer, ...] = (Boundaries(level="city"),)
    asked = Isochrone(place=place, hours=tuple(hours), profile=profile, mode=mode,
                      state="both" if scenario else "after")
    if scenario is None:
        layers = (*layers, asked, PlacesLayer(roles=("capital", "city")))
    else:
        names = load_scenario(scenario, strict=False).file.name
        titles = {one: say("iso.title_change", one, title=titles[one],
                           scenario=getattr(names, one)) for one in titles}
        layers = (*layers, asked,
                  NetworkLayer(modes=("rail", "inland") if goods else ("rail",), minor=False),
                  Changes(), PlacesLayer(roles=("capital", "city")))
    return made_map("isochrone", MapFile.model_validate({
        "name": titles, "scenario": scenario, "date": date, "year": year, "openings": openings,
        "lang": lang}), layers)


def without_names(spec: MapSpec) -> MapSpec:
    """The same map with no line named."""
    file = spec.file.model_copy(update={"labels": LabelsSpec(lines=False)})
    return made_map(spec.id, file, spec.layers)


def asked_layer(spec: MapSpec) -> Isochrone:
    """The layer of such a map that asks what is reached."""
    return next(layer for layer in spec.layers if isinstance(layer, Isochrone))
