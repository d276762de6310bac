"""What is reached from a place, before and after, as the map and the files show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corridors.analysis.isochrone import geodesic_km2, isochrones, larger_parts
from corridors.messages import say
from corridors.network.model import Network
from corridors.places import find_place, with_points
from corridors.report.cartography.home import within_home

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

    networks = {name: with_points(network, [place]) for name, network in networks.items()}
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
    """``city``, ``county``, or another kind of place; empty for points of the user's own."""
    return str(network.places["kind"][network.places.index[key]])


def count_words(network: Network, places: Sequence[str], lang: str) -> str:
    """How many cities and counties there are among some places."""
    cities, counties = (count(network, places, kind) for kind in ("city", "county"))
    return say("drawn.reached_counties" if counties else "drawn.reached_cities", lang,
               cities=cities, counties=counties)


def count(network: Network, places: Iterable[str], kind: str) -> int:
    """How many places of a kind there are among some."""
    return sum(kind_of(network, key) == kind for key in places)


def residents(network: Network, places: Iterable[str]) -> tuple[int, int, int]:
    """People who live in some places: their number, places with a figure, and places without.

    A prefecture counts whole where the tables know none of its counties, or all of them are among
    the places; else its counties count, so that nobody counts twice.

    Parameters
    ----------
    places
        All that are reached, not only those that are new.
    """
    rows, held = network.places, set(places)
    of: dict[str, set[str]] = {}
    for key, prefecture, kind in zip(rows["id"], rows["prefecture_id"], rows["kind"], strict=True):
        if kind == "county" and prefecture:
            of.setdefault(str(prefecture), set()).add(str(key))
    figure = dict(zip(rows["id"], rows["population"].tolist(), strict=True))
    cities = {key for key in held if kind_of(network, key) == "city"}
    counties = {key for key in held if kind_of(network, key) == "county"}
    whole = {key for key in cities if of.get(key, set()) <= held and figure[key] == figure[key]}
    within = {county for key in whole for county in of.get(key, ())}
    counted = whole | (counties - within) | (cities - set(of))
    known = sorted(figure[key] for key in counted if figure[key] == figure[key])
    return int(sum(known)), len(known), len(counted) - len(known)
