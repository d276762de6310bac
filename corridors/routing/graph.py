"""The virtual graph as data, and what the graphs of one profile and network share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from corridors.families import Family
from corridors.network.capacity import capacities
from corridors.routing.access import RoadAccess
from corridors.routing.edges import EdgeArrays
from corridors.routing.impedance import Impedance
from corridors.routing.run import Run
from corridors.routing.runs import Timetable
from corridors.routing.ways import Way

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Services:
    """What the families of one profile and network share: timetable and road access."""

    impedance: Impedance
    timetable: Timetable
    access: RoadAccess

    @classmethod
    def of(cls, impedance: Impedance) -> Services:
        """Fresh ones for an impedance."""
        return cls(impedance, Timetable(impedance), RoadAccess(impedance))

    def weighed(self, objective: str, blend: tuple[float, float, float]) -> Services:
        """The same for another objective; costs of links do not depend on it."""
        impedance = replace(self.impedance, objective=objective, blend=blend)
        return Services(impedance, Timetable(impedance, self.timetable.costs),
                        RoadAccess(impedance))


@dataclass(frozen=True, eq=False)
class VirtualGraph:
    """Edges of a family between some origins and destinations.

    Attributes
    ----------
    origins, destinations
        Place id -> node number, states included.
    reachable
        Places from or to which some terminal or road leads.
    ways
        Ways by road at either end, which ``way_out`` and ``way_in`` refer to.
    runs, sections
        Runs, and stretches with a run time of their own, which ``run`` and ``section`` refer to.
    section_ways
        Links with direction that each section runs on, as far as they are known.
    """

    family: Family
    impedance: Impedance
    arrays: EdgeArrays
    origins: dict[str, int]
    destinations: dict[str, int]
    reachable: tuple[frozenset[str], frozenset[str]]
    ways: tuple[tuple[str, Way], ...]
    runs: tuple[Run, ...]
    sections: tuple[tuple[int, int, int], ...]
    section_ways: tuple[tuple[tuple[int, int], ...], ...]

    @cached_property
    def capacities(self) -> tuple[Array, Array]:
        """Freight capacity of links and locks, Mt a year and direction, (2, n) each."""
        return capacities(self.impedance.network)

    @cached_property
    def references(self) -> dict[int, tuple[str, str, str, str, str]]:
        """What edges stand for, as far as :func:`corridors.routing.legs.reference` was asked."""
        return {}
