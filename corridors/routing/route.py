"""One trip between two places named by any of their names."""

from __future__ import annotations

from corridors.families import (
    MODES,
    OBJECTIVES,
    PROFILES,
    SEASONS,
    check_choice,
    families_of,
)
from corridors.network.model import Network
from corridors.places import find_place, with_points
from corridors.routing.impedance import Impedance
from corridors.routing.limits import explained
from corridors.routing.skims import skim
from corridors.routing.trip import Trip


def route(network: Network, origin: str, destination: str, *, profile: str = "container",
          mode: str = "best", objective: str = "generalised", season: str = "normal") -> Trip:
    """Best trip of a main mode between two places.

    Parameters
    ----------
    network
        Of a date or a scenario, or changed by :func:`corridors.apply`.
    origin, destination
        Id, Chinese or English name, or pinyin of a place, or coordinates: ``108.32,22.82``,
        ``gcj02:108.32,22.82``.
    profile
        A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
    mode
        A main mode of the profile, or ``best``.
    objective
        What a path minimises: ``generalised``, ``time``, ``cost`` or ``co2``.
    season
        ``normal`` or ``low_water``.

    Returns
    -------
    trip
        ``found`` is false where there is no path; that is an answer, not an error. ``limits``
        says which locks and reaches shut the way for every ship, or bound the payload.

    Raises
    ------
    InputError
        An unknown place, profile, main mode or objective; origin and destination are the same.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> trip = corridors.route(network, "南宁", "Shanghai", profile="bulk", mode="waterway")
    >>> trip.found, trip.note
    (False, 'no_way')
    """
    check_choice("profile", profile, PROFILES)
    check_choice("mode", mode, MODES)
    check_choice(f"mode ({profile})", mode, (*families_of(profile), "best"))
    network = with_points(network, (origin, destination))
    start, end = find_place(network, origin), find_place(network, destination)
    check_choice("objective", objective, OBJECTIVES)
    check_choice("season", season, SEASONS)
    if start == end:
        return Trip(start, end, profile, mode, objective, True, "same_place", 0.0, 0.0, 0.0,
                    0.0, 0.0, 0.0, 0.0)
    trip = skim(network, [start], [end], profile=profile, modes=[mode], objective=objective,
                season=season)[start, end, mode]
    return explained(Impedance(network, profile, objective, season), trip)
