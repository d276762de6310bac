"""Skims as tables of numbers, without trips: what studies of many networks work with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.families import FAMILIES
from corridors.network.model import Network
from corridors.routing.bestways import best_ways
from corridors.routing.graph import Services, VirtualGraph
from corridors.routing.impedance import Impedance
from corridors.routing.tablesums import measures
from corridors.routing.virtual import build

Array = np.ndarray[Any, Any]
MEASURES = ("objective_value", "generalised_cny", "time_h", "in_vehicle_h", "cost_cny", "co2_kg",
            "distance_km", "distance_total_km")
"""Measures that every table has."""


@dataclass(frozen=True, eq=False)
class SkimTable:
    """Best trips of one main mode between n origins and m destinations.

    Attributes
    ----------
    mode
        Main mode.
    found, token
        Whether there is a path, and whether it uses its main mode in name only, (n, m).
    values
        Measure -> table (n, m), NaN where there is no path.
    """

    mode: str
    found: Array
    token: Array
    values: Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class SkimTables:
    """Tables of several main modes of one profile between the same places.

    Attributes
    ----------
    origins, destinations
        Place ids, sorted.
    tables
        Main mode -> table, in the order of the families.
    """

    profile: str
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    tables: Mapping[str, SkimTable]

    def best(self) -> SkimTable:
        """The least objective over all main modes; ties go to the one named first."""
        tables = list(self.tables.values())
        objective = np.array([np.where(t.found, np.round(t.values["objective_value"], 9), np.inf)
                              for t in tables])
        first = objective.argmin(axis=0)[None]

        def taken(arrays: list[Array]) -> Array:
            chosen: Array = np.take_along_axis(np.array(arrays), first, axis=0)[0]
            return chosen

        return SkimTable("best", taken([t.found for t in tables]),
                         taken([t.token for t in tables]),
                         {name: taken([t.values[name] for t in tables]) for name in MEASURES})


def skim_tables(network: Network, origins: Iterable[str], destinations: Iterable[str], *,
                profile: str, families: Iterable[str], objective: str = "generalised",
                season: str = "normal") -> SkimTables:
    """Tables of some families, the same numbers as those of the trips.

    Parameters
    ----------
    origins, destinations
        Place ids; sorted and each once in the tables.
    families
        Main modes of the profile.

    Examples
    --------
    >>> import corridors
    >>> found = skim_tables(corridors.load_network(), ["nanning"], ["changsha", "wuhan"],
    ...                     profile="passenger", families=["rail", "air"])
    >>> found.tables["rail"].values["time_h"].shape
    (1, 2)
    """
    starts, ends = tuple(sorted(set(origins))), tuple(sorted(set(destinations)))
    services = Services.of(Impedance(network, profile, objective, season))
    return SkimTables(profile, starts, ends, {
        mode: table_of(build(services, FAMILIES[mode], starts, ends, pruned=True))
        for mode in families})


def table_of(graph: VirtualGraph) -> SkimTable:
    """Table of a pruned graph of one family, places in the order of the graph."""
    shape = len(graph.origins), len(graph.destinations)
    found, token = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    values = {name: np.full(shape, np.nan) for name in MEASURES}
    ways = best_ways(graph)
    if len(ways.row):
        counts, in_name, measured = measures(graph, ways)
        at = ways.row[counts], ways.column[counts]
        found[at], token[at] = True, in_name[counts]
        for name, table in values.items():
            table[at] = measured[name][counts]
    return SkimTable(graph.family.id, found, token, values)
