"""Skims: the best trips of several main modes between many places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from corridors.families import (
    BEST,
    FAMILIES,
    MODES,
    OBJECTIVES,
    PROFILES,
    SEASONS,
    check_choice,
    families_of,
)
from corridors.network.model import Network
from corridors.places import expand, with_points
from corridors.routing.bestways import least
from corridors.routing.graph import Services
from corridors.routing.impedance import Impedance
from corridors.routing.paths import solve
from corridors.routing.trip import Trip
from corridors.routing.virtual import build

Trips = dict[tuple[str, str, str], Trip]
Solved = dict[str, dict[tuple[str, str], Trip]]
Array = np.ndarray[Any, Any]


def skim(network: Network, origins: Iterable[str], destinations: Iterable[str], *, profile: str,
         modes: Iterable[str], objective: str = "generalised",
         season: str = "normal") -> Trips:
    """Best trip of each main mode for every origin and destination.

    Parameters
    ----------
    network
        Of a date or a scenario, or changed by :func:`corridors.apply`.
    origins, destinations
        Places or sets by any of their names, or coordinates, n and m of them.
    profile
        A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
    modes
        Main modes; ``best`` is the least objective over all families of the profile.
    objective
        What a path minimises; all measures of a trip describe that one path.
    season
        ``normal`` or ``low_water``.

    Returns
    -------
    trips
        (origin, destination, main mode) -> trip, by place ids, for the modes that the profile
        has.

    Raises
    ------
    InputError
        An unknown place, profile, main mode, objective or season.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> trips = skim(network, ["nanning"], ["guangzhou"], profile="bulk", modes=["waterway"])
    >>> trips["nanning", "guangzhou", "waterway"].found
    True
    """
    wanted = [check_choice("mode", mode, MODES) for mode in modes]
    check_choice("profile", profile, PROFILES)
    check_choice("objective", objective, OBJECTIVES)
    check_choice("season", season, SEASONS)
    origins, destinations = tuple(origins), tuple(destinations)
    network = with_points(network, (*origins, *destinations))
    origins, destinations = expand(network, origins), expand(network, destinations)
    return pick(solve_families(network, origins, destinations, profile=profile,
                               families=needed(profile, wanted), objective=objective,
                               season=season), wanted)


def needed(profile: str, modes: Iterable[str]) -> tuple[str, ...]:
    """Families that some main modes of a profile ask for; ``best`` asks for all."""
    wanted = set(modes)
    return tuple(name for name in families_of(profile) if name in wanted or BEST in wanted)


def solve_families(network: Network, origins: Iterable[str], destinations: Iterable[str], *,
                   profile: str, families: Iterable[str], objective: str = "generalised",
                   season: str = "normal") -> Solved:
    """Best trips of some families: family -> (origin, destination) -> trip."""
    services = Services.of(Impedance(network, profile, objective, season))
    starts, ends = sorted(set(origins)), sorted(set(destinations))
    return {name: solve(build(services, FAMILIES[name], starts, ends, pruned=True))
            for name in families}


def least_of_families(network: Network, origins: Iterable[str], destinations: Iterable[str], *,
                      profile: str, families: Iterable[str], objective: str = "generalised",
                      season: str = "normal") -> dict[str, Array]:
    """What the best trips of some families minimise, much quicker than the trips themselves.

    Returns
    -------
    values
        Family -> table (n, m) of places **sorted by id**, origins in rows; infinite where there is
        no path, and 0 where origin and destination are one.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> hours = least_of_families(network, ["nanning"], ["changsha"], profile="passenger",
    ...                           families=["rail"], objective="time")
    >>> 6.0 < float(hours["rail"][0, 0]) < 10.0
    True
    """
    services = Services.of(Impedance(network, profile, objective, season))
    starts, ends = sorted(set(origins)), sorted(set(destinations))
    same = np.array(starts, dtype=object)[:, None] == np.array(ends, dtype=object)[None, :]
    return {name: np.where(same, 0.0, least(build(services, FAMILIES[name], starts, ends,
                                                      pruned=True)))
            for name in families}


def pick(solved: Mapping[str, Mapping[tuple[str, str], Trip]], modes: Iterable[str]) -> Trips:
    """Trips of the wanted main modes, ``best`` among them, from those of the families."""
    out: Trips = {}
    for name in modes:
        if name != BEST:
            out.update(((o, d, name), trip) for (o, d), trip in solved.get(name, {}).items())
            continue
        for pair in next(iter(solved.values()), {}):
            out[*pair, BEST] = best_of([trips[pair] for trips in solved.values()])
    return out


def best_of(trips: list[Trip]) -> Trip:
    """The trip with the least objective; ties go to the main mode named first.

    The same journey found in two families counts once, since only one is returned.
    """
    found = [trip for trip in trips if trip.objective_value is not None]
    if not found:
        return replace(trips[0], mode=BEST, note="no_way")
    return min(found, key=lambda trip: round(trip.objective_value or 0.0, 9))
