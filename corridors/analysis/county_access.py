"""How far a point is from the nearest station, port, airport or expressway: a sketch.

Straight distance times a detour factor at the speed of ordinary roads. The factor is measured on
the roads of the network itself; nothing is routed, so that any point can be asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from corridors.errors import InputError, fault
from corridors.network.distance import great_circle_km
from corridors.network.geometry import link_line, load_geometry
from corridors.network.model import Network

FACILITIES = ("high_speed_station", "port", "airport", "expressway")
SPEED = "speed.road.car.national"
"""Parameter of the speed assumed."""
LEAST_KM = 5.0
"""Roads shorter than this tell little of detours."""
EXPRESSWAY, HIGH_SPEED = "expressway", "hsr"
"""How classes of roads and railways begin that count."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Detour:
    """Length of roads against the straight distance between their ends.

    Attributes
    ----------
    factor
        Median over all roads of the network of :data:`LEAST_KM` and more.
    low, high
        Quartiles.
    roads
        How many roads were measured.
    """

    factor: float
    low: float
    high: float
    roads: int


@dataclass(frozen=True)
class Access:
    """Hours to the nearest facility.

    Attributes
    ----------
    hours
        One for each point.
    nearest
        Index of the facility that is nearest to each point.
    facilities
        How many there are; points of expressways count by their courses.
    """

    hours: tuple[float, ...]
    nearest: tuple[int, ...]
    facilities: int
    detour: Detour


def detour(network: Network) -> Detour:
    """Measure how much longer roads are than the straight way between their ends.

    Examples
    --------
    >>> import corridors
    >>> found = detour(corridors.load_network())
    >>> 1.0 < found.low < found.factor < found.high < 1.6
    True
    """
    links, nodes = network.links, network.nodes
    found = []
    for i, mode in enumerate(links["mode"]):
        if mode != "road" or float(links["length_km"][i]) < LEAST_KM:
            continue
        a, b = (nodes.index[str(links[end][i])] for end in ("from_node_id", "to_node_id"))
        straight = float(great_circle_km(*(nodes[c][n] for n in (a, b) for c in ("lon", "lat"))))
        if straight >= LEAST_KM / 2:
            found.append(max(1.0, float(links["length_km"][i]) / straight))
    low, middle, high = quantiles(found, n=4)
    return Detour(middle, low, high, len(found))


def facilities(network: Network, kind: str) -> tuple[Point, ...]:
    """Points of a kind of facility, degrees; an expressway as the points of its course.

    Raises
    ------
    InputError
        There is no such kind.
    """
    if kind not in FACILITIES:
        raise InputError(fault("choice_unknown", what="to", found=kind,
                               allowed=", ".join(FACILITIES), suggestion=""))
    links, nodes = network.links, network.nodes
    if kind == "expressway":
        lines = load_geometry(network.data_dir) if network.data_dir else {}
        return tuple(point for i, name in enumerate(links["class"])
                     if links["mode"][i] == "road" and str(name).startswith(EXPRESSWAY)
                     for point in link_line(network, i, lines))
    if kind == "high_speed_station":
        fast = {str(links[end][i]) for i, name in enumerate(links["class"])
                if links["mode"][i] == "rail" and str(name).startswith(HIGH_SPEED)
                for end in ("from_node_id", "to_node_id")}
        rows = [i for i, key in enumerate(nodes["id"])
                if str(key) in fast and "passenger" in nodes["handles"][i]]
    else:
        rows = [i for i, name in enumerate(nodes["kind"]) if name == kind]
    return tuple((float(nodes["lon"][i]), float(nodes["lat"][i])) for i in rows)


def access(network: Network, points: Sequence[Point], to: str,
           measured: Detour | None = None) -> Access:
    """Hours from points to the nearest facility of a kind.

    Parameters
    ----------
    points
        Longitude and latitude, degrees WGS84.
    to
        One of :data:`FACILITIES`.
    measured
        Detour to count with, that of the network unless given; two states are compared with one.

    Raises
    ------
    InputError
        There is no such kind, or the network has none of it.

    Examples
    --------
    >>> import corridors
    >>> found = access(corridors.load_network(), [(108.366, 22.817)], "airport")
    >>> 0.3 < found.hours[0] < 1.0
    True
    """
    there = facilities(network, to)
    if not there:
        raise InputError(fault("map_no_facility", to=to))
    measured = measured or detour(network)
    speed = network.parameters[SPEED].value
    best = [min((great_circle_km(lon, lat, x, y), i) for i, (x, y) in enumerate(there))
            for lon, lat in points]
    hours = [km * measured.factor / speed for km, _ in best]
    nearest = [i for _, i in best]
    return Access(tuple(hours), tuple(nearest), len(there), measured)
