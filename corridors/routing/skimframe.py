"""Skims as one tidy DataFrame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from corridors.families import (
    BEST,
    MODES,
    OBJECTIVES,
    PROFILES,
    SEASONS,
    check_choices,
    families_of,
)
from corridors.network.model import Network
from corridors.places import expand, with_points
from corridors.routing.skims import needed
from corridors.routing.skimtables import MEASURES, skim_tables

if TYPE_CHECKING:
    import pandas as pd

KEPT = tuple(name for name in MEASURES if name != "objective_value")


def skim_table(network: Network, origins: str | Iterable[str], destinations: str | Iterable[str],
               *, profile: str, modes: str | Iterable[str] = (BEST,),
               objective: str = "generalised", season: str = "normal") -> pd.DataFrame:
    """Best trips of each main mode between many places, one row each, several times quicker.

    Parameters
    ----------
    network
        Of a date or a scenario, or changed by :func:`corridors.apply`.
    origins, destinations
        Places or sets by any of their names, or coordinates.
    profile
        A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
    modes
        Main modes; those that the profile does not have are left out.
    objective
        What a path minimises: ``generalised``, ``time``, ``cost`` or ``co2``.
    season
        ``normal`` or ``low_water``.

    Returns
    -------
    table
        ``origin, destination, profile, mode, found, token`` and the measures, for one unit of the
        profile, NaN where there is no path. A place is no pair with itself.

    Raises
    ------
    InputError
        An unknown place, profile, main mode, objective or season.

    Examples
    --------
    >>> import corridors
    >>> table = skim_table(corridors.load_network(), "南宁", ["武汉", "长沙"],
    ...                    profile="passenger", modes=["rail", "air"])
    >>> table[["destination", "mode", "found"]].values.tolist()[:2]
    [['wuhan', 'rail', True], ['changsha', 'rail', True]]
    """
    import pandas as pd

    wanted = [modes] if isinstance(modes, str) else list(modes)
    starts, ends = ([names] if isinstance(names, str) else list(names)
                    for names in (origins, destinations))
    check_choices(("profile", profile, PROFILES), ("objective", objective, OBJECTIVES),
                  ("season", season, SEASONS), *(("mode", mode, MODES) for mode in wanted))
    network = with_points(network, (*starts, *ends))
    starts, ends = expand(network, starts), expand(network, ends)
    found = skim_tables(network, starts, ends, profile=profile, families=needed(profile, wanted),
                        objective=objective, season=season)
    rows = [found.origins.index(key) for key in starts]
    columns = [found.destinations.index(key) for key in ends]
    at = np.ix_(rows, columns)
    parts = []
    for mode in wanted:
        if mode != BEST and mode not in families_of(profile):
            continue
        table = found.best() if mode == BEST else found.tables[mode]
        parts.append(pd.DataFrame({
            "origin": np.repeat(starts, len(ends)), "destination": np.tile(ends, len(starts)),
            "profile": profile, "mode": mode, "found": table.found[at].ravel(),
            "token": table.token[at].ravel(),
            **{name: table.values[name][at].ravel() for name in KEPT}}))
    names = ["origin", "destination", "profile", "mode", "found", "token", *KEPT]
    whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)
    apart: pd.DataFrame = whole[whole["origin"] != whole["destination"]]
    return apart.reset_index(drop=True)
