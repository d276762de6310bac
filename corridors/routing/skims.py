"""Skims: the best trips of several main modes between many places."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.families import BEST, FAMILIES, families_of
from corridors.network.model import Network
from corridors.routing.impedance import Impedance
from corridors.routing.paths import Trip, solve
from corridors.routing.virtual import Services, build

Trips = dict[tuple[str, str, str], Trip]


def skim(network: Network, origins: Iterable[str], destinations: Iterable[str], *, profile: str,
         modes: Iterable[str], objective: str = "generalised",
         season: str = "normal") -> Trips:
    """Best trip of each main mode for every origin and destination.

    Parameters
    ----------
    origins, destinations
        Place ids, n and m of them.
    modes
        Main modes; ``best`` is the least objective over all families of the profile.
    objective
        What a path minimises; all measures of a trip describe that one path.

    Returns
    -------
    trips
        (origin, destination, main mode) -> trip, for the modes that the profile has.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> trips = skim(network, ["nanning"], ["guangzhou"], profile="bulk", modes=["waterway"])
    >>> trips["nanning", "guangzhou", "waterway"].found
    True
    """
    wanted = list(modes)
    impedance = Impedance(network, profile, objective, season)
    services = Services.of(impedance)
    starts, ends = sorted(set(origins)), sorted(set(destinations))
    families = families_of(profile)
    solved: Trips = {}
    for name in families if BEST in wanted else [m for m in wanted if m in families]:
        graph = build(services, FAMILIES[name], starts, ends)
        for (origin, destination), trip in solve(graph).items():
            solved[origin, destination, name] = trip
    out: Trips = {}
    for origin in starts:
        for destination in ends:
            if origin == destination:
                continue
            choices = [solved[origin, destination, name] for name in families
                       if (origin, destination, name) in solved]
            for name in wanted:
                if name == BEST:
                    out[origin, destination, name] = best_of(choices)
                elif (origin, destination, name) in solved:
                    out[origin, destination, name] = solved[origin, destination, name]
    return out


def best_of(trips: list[Trip]) -> Trip:
    """The trip with the least objective; ties go to the main mode named first.

    The same journey found in two families counts once, since only one is returned.
    """
    found = [trip for trip in trips if trip.objective_value is not None]
    if not found:
        return trips[0]
    return min(found, key=lambda trip: (round(trip.objective_value or 0.0, 9),
                                        list(FAMILIES).index(trip.mode)))
