"""How many hubs a county reaches within some hours, from the skims by the objective time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.analysis.access.origins import Origin, people
from corridors.families import BEST, families_of
from corridors.network.model import Network
from corridors.places import expand
from corridors.routing.skims import least_of_families

HUBS = "yangtze"
"""The set of the hubs of the Yangtze River Economic Belt."""
LIMITS: dict[str, tuple[int, ...]] = {"passenger": (4, 8, 12, 24, 48),
                                      "container": (24, 48, 72, 120, 240)}
"""Hours within which hubs are counted, by profile."""
_ROUNDING_H = 1e-9

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Hubs:
    """The hubs and their people.

    Attributes
    ----------
    ids
        Sorted.
    people
        Residents (m,), nan where no figure was found.
    """

    ids: tuple[str, ...]
    people: Array

    @property
    def known(self) -> int:
        """Of how many hubs the residents are known."""
        return int(np.isfinite(self.people).sum())


def hubs_of(network: Network, names: Sequence[str] = (HUBS,)) -> Hubs:
    """The hubs of a set, or of places and sets by any of their names.

    Raises
    ------
    UnknownNameError
        With all names that are unknown or ambiguous.
    """
    ids = tuple(sorted(set(expand(network, names))))
    found = [people(network, network.places.index[key]) for key in ids]
    return Hubs(ids, np.array([np.nan if value is None else value for value in found], float))


def hub_hours(network: Network, places: Sequence[Origin], hubs: Hubs, profile: str,
              season: str = "normal") -> dict[str, Array]:
    """Hours from places to hubs by main mode, and by the best of all.

    Hours are what the objective ``time`` minimises: from door to door with all waiting, and
    drivers' rest at its mean rate, so that a project never takes a hub away.

    Returns
    -------
    hours
        Main mode -> table (n, m) in the order of places and hubs; infinite where no way leads.

    Examples
    --------
    >>> import corridors
    >>> from corridors.analysis.access.origins import origins
    >>> network = corridors.load_network()
    >>> hours = hub_hours(network, origins(network, ["guilin"]), hubs_of(network, ["changsha"]),
    ...                   "passenger")
    >>> bool(2.0 < hours["best"].min() < 6.0)
    True
    """
    found = least_of_families(network, [one.id for one in places], hubs.ids, profile=profile,
                              families=families_of(profile), objective="time", season=season)
    ids = sorted({one.id for one in places})
    rows = [ids.index(one.id) for one in places]
    by_mode = {mode: hours[rows] for mode, hours in found.items()}
    return {BEST: np.min(list(by_mode.values()), axis=0), **by_mode}


def within(hours: Array, limit: float, weights: Array | None = None) -> Array:
    """How many hubs lie within some hours of each place, or how much of a weight they have.

    Examples
    --------
    >>> within(np.array([[3.0, 4.0, np.inf], [9.0, 9.0, 9.0]]), 4.0).tolist()
    [2.0, 0.0]
    """
    inside = hours <= limit + _ROUNDING_H
    values = np.ones(hours.shape[1]) if weights is None else np.nan_to_num(weights)
    counted: Array = inside @ values
    return counted
