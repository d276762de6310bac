"""What is reached from a place, before and after, as the map and the files show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corridors.analysis.isochrone import geodesic_km2, isochrones, larger_parts
from corridors.messages import say
from corridors.network.model import Network
from corridors.places import find_place
from corridors.report.cartography.home import within_home
from corridors.schema import columns

if TYPE_CHECKING:
    import shapely

BASE, AFTER, ALONE = "base", "after", "reached"
"""Names of the states; of a network that is compared with none, the last."""
GRID_DEG = 1e-5
"""Coordinates are rounded to this: a metre, far finer than outlines are."""


@dataclass(frozen=True, eq=False)
class Within:
    """What is reached within some hours on one network, or gained or lost between two.

    Attributes
    ----------
    area
        Polygons in degrees WGS84, without sea and land abroad.
    km2
        Of the area, on the ellipsoid.
    places
        Ids of the places that are reached, the origin apart; by hours, then id.
    """

    hours: float
    area: shapely.Geometry
    km2: float
    places: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Reached:
    """What is reached from a place within each of some hours.

    Attributes
    ----------
    place, lon, lat
        The origin.
    networks
        ``base`` and ``after``, or ``reached`` alone.
    hours
        Rising.
    place_h
        State -> place -> hours from door to door, within the longest of the hours.
    within
        State -> one for each of the hours; ``gained`` and ``lost`` too where two are compared.
    """

    place: str
    lon: float
    lat: float
    profile: str
    mode: str
    networks: Mapping[str, Network]
    hours: tuple[float, ...]
    place_h: Mapping[str, Mapping[str, float]]
    within: Mapping[str, tuple[Within, ...]]

    @property
    def compared(self) -> bool:
        """Whether two networks are compared."""
        return BASE in self.networks

    @property
    def network(self) -> Network:
        """The network, the one after where two are compared."""
        return self.networks[AFTER if self.compared else ALONE]


def find_reached(networks: Mapping[str, Network], place: str, hours: Sequence[float], *,
                 profile: str, mode: str) -> Reached:
    """Work out what is reached on one network, or on two and between them.

    Parameters
    ----------
    networks
        ``base`` and ``after``, or ``reached`` alone.

    Raises
    ------
    InputError
        An unknown place or profile, or a main mode that the profile does not have.
    MissingPackageError
        The boundary package is not installed.
    """
    import shapely

    last = list(networks.values())[-1]
    key = find_place(last, place)
    row = last.places.index[key]
    lon, lat = float(last.places["lon"][row]), float(last.places["lat"][row])
    limits = tuple(sorted(set(hours)))
    found = dict(zip(networks, isochrones(list(networks.values()), key, limits, profile=profile,
                                          mode=mode), strict=True))
    place_h = {name: one.places for name, one in found.items()}
    within: dict[str, tuple[Within, ...]] = {}
    for name, one in found.items():
        cut = within_home(one.areas, lon, lat)
        within[name] = tuple(
            _within(bound.hours, shapely.set_precision(bound.area, GRID_DEG),
                    _reached_places(place_h[name], bound.hours)) for bound in cut)
    if BASE in networks:
        for name, first, second in (("gained", BASE, AFTER), ("lost", AFTER, BASE)):
            within[name] = tuple(_between(a, b) for a, b in
                                 zip(within[first], within[second], strict=True))
    return Reached(key, lon, lat, profile, mode, networks, limits, place_h, within)


def _within(hours: float, area: shapely.Geometry, places: Iterable[str]) -> Within:
    return Within(hours, area, geodesic_km2(area), tuple(places))


def _reached_places(place_h: Mapping[str, float], hours: float) -> list[str]:
    return [key for key, value in sorted(place_h.items(), key=lambda item: (item[1], item[0]))
            if value <= hours]


def _between(first: Within, second: Within) -> Within:
    """What the second holds beyond the first; splinters of outlines are left out."""
    import shapely

    area = larger_parts(shapely.difference(second.area, first.area))
    return _within(first.hours, area, (key for key in second.places if key not in first.places))


def kind_of(network: Network, key: str) -> str:
    """``city``, ``county``, or another kind of place."""
    row = network.places.index[key]
    if "kind" in columns("places"):
        return str(network.places["kind"][row])
    return "county" if "county" in network.places["sets"][row] else "city"


def count_words(network: Network, places: Sequence[str], lang: str) -> str:
    """How many cities and counties there are among some places."""
    kinds = [kind_of(network, key) for key in places]
    counties, cities = kinds.count("county"), len(kinds) - kinds.count("county")
    return say("drawn.reached_counties" if counties else "drawn.reached_cities", lang,
               cities=cities, counties=counties)


def residents(network: Network, places: Iterable[str]) -> tuple[int, int, int]:
    """People who live in some places: their number, places with a figure, and places without.

    A prefecture counts whole only where the tables know none of its counties, so that nobody
    counts twice.
    """
    if "population" not in columns("places"):
        return 0, 0, 0
    rows = network.places
    divided = {str(key) for key, kind in zip(rows["prefecture_id"], rows["kind"], strict=True)
               if kind == "county"}
    counted = [rows["population"][rows.index[key]] for key in places if key not in divided]
    known = [float(value) for value in counted if value == value]
    return int(sum(known)), len(known), len(counted) - len(known)
