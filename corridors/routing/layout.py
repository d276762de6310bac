"""What virtual graphs take from the tables alone, kept as long as the tables live."""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.network.distance import great_circle_km
from corridors.network.kept import kept
from corridors.routing.edges import EDGE_MODES
from corridors.routing.linkcosts import ends_of
from corridors.tables import Table

Array = np.ndarray[Any, Any]


@kept
def mode_numbers(table: Table) -> Array:
    """Number of the mode of every row, in the order of :data:`~.edges.EDGE_MODES`."""
    return np.array([EDGE_MODES.index(mode) for mode in table["mode"]], dtype=np.int64)


@kept
def terminals_of(nodes: Table, boards: str, modes: tuple[str, ...]) -> Array:
    """Rows of the terminals of some modes that serve what boards."""
    handles = np.array([boards in cell for cell in nodes["handles"]], dtype=bool)
    return np.flatnonzero(handles & np.isin(nodes["mode"].astype(str), modes))


@kept
def road_nodes_of(table: Table, nodes: Table) -> Array:
    """Row of the road node of every place or terminal, -1 where it has none."""
    return np.array([nodes.index[str(key)] if key else -1 for key in table["road_node_id"]],
                    dtype=np.int64)


@kept
def locks_of(links: Table, locks: Table, nodes: Table) -> dict[int, list[int]]:
    """Locks of each link in the order from its end a."""
    found: dict[int, list[tuple[float, int]]] = {}
    ends = ends_of(links, nodes)
    for i, key in enumerate(locks["link_id"]):
        row = links.index[str(key)]
        a = ends[0, row]
        found.setdefault(row, []).append((great_circle_km(
            nodes["lon"][a], nodes["lat"][a], locks["lon"][i], locks["lat"][i]), i))
    return {row: [i for _, i in sorted(items)] for row, items in found.items()}


@kept
def moves_of(transfers: Table, nodes: Table, boards: str) -> list[tuple[int, int, int, bool]]:
    """Transfers but hulls that what boards may use: row, rows of both ends, whether by road."""
    index = nodes.index
    return [(i, index[str(transfers["from_node_id"][i])], index[str(transfers["to_node_id"][i])],
             kind in ("dray", "walk")) for i, kind in enumerate(transfers["kind"])
            if kind != "hull" and boards in transfers["profiles"][i]]
