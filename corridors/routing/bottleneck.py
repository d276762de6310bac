"""The narrowest place of a trip: least freight capacity on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.routing.edges import REFS
from corridors.routing.graph import VirtualGraph

Array = np.ndarray[Any, Any]
LINK, LOCK, SECTION = (REFS.index(name) for name in ("link", "lock", "section"))


@dataclass(frozen=True)
class Bottleneck:
    """Least capacity on the main leg of a trip.

    Attributes
    ----------
    capacity_mt
        Mt a year in the direction of the trip.
    table, id
        ``links`` or ``locks``, and the row.
    """

    capacity_mt: float
    table: str
    id: str


def bottleneck(graph: VirtualGraph, edges: Array) -> Bottleneck | None:
    """The narrowest place of a path; None where nothing on it has a known capacity.

    Only goods have one: the capacities of the tables are tonnes. Where several places are
    equally narrow the first on the way stands for them.

    Parameters
    ----------
    edges
        Edge numbers of the path, in the order of travel.
    """
    if not graph.impedance.tonnes:
        return None
    arrays, (links, locks) = graph.arrays, graph.capacities
    least: tuple[float, str, int] = (float("inf"), "", -1)
    for e in edges[arrays.main[edges]]:
        kind, row = int(arrays.ref_kind[e]), int(arrays.ref_row[e])
        if kind == LOCK:
            found = [(float(locks[row % 2, row // 2]), "locks", row // 2)]
        elif kind == LINK:
            found = [(float(links[row % 2, row // 2]), "links", row // 2)]
        elif kind == SECTION:
            found = [(float(links[way, i]), "links", i) for i, way in graph.section_ways[row]]
        else:
            continue
        for item in found:
            if item[0] < least[0]:
                least = item
    if not least[1]:
        return None
    key = str(graph.impedance.network.tables[least[1]]["id"][least[2]])
    return Bottleneck(least[0], least[1], key)
