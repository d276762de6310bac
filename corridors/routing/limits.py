"""What limits a ship: why no ship fits, and what keeps a payload from being larger.

Worked out for one trip on demand; skims do not ask.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from corridors.families import FAMILIES
from corridors.routing.edges import REFS
from corridors.routing.graph import Services, VirtualGraph
from corridors.routing.impedance import Impedance
from corridors.routing.linkcosts import LIMITS
from corridors.routing.paths import best_edges
from corridors.routing.ships import (
    CLEARANCE,
    DEPTH,
    DWT,
    LENGTH,
    WIDTH,
    costs,
    fleet,
    lightest,
    unlimited,
)
from corridors.routing.trip import Trip
from corridors.routing.virtual import build

Array = np.ndarray[Any, Any]
UNITS = ("m", "t", "m", "m", "m")
DIMENSIONS = ("depth", "dwt", "length", "beam", "clearance")
"""Names of what is limited, in the order of :data:`~corridors.routing.linkcosts.LIMITS`."""
NO_SHIP_FITS = "no_ship_fits"
TOO_SMALL = 1e6
"""Weight of an obstacle in the search for the way with the fewest of them."""


@dataclass(frozen=True)
class Limit:
    """A lock or a reach that limits ships.

    Attributes
    ----------
    table, id
        ``locks`` or ``links``, and the row.
    dimension
        One of :data:`DIMENSIONS`.
    limit
        What the lock or reach admits, in ``unit``.
    needed
        What the ship needs; for a payload that is limited, what the full ship would need.
    vessel
        The ship that needs it.
    """

    table: str
    id: str
    dimension: str
    limit: float
    needed: float
    unit: str
    vessel: str


def explained(impedance: Impedance, trip: Trip) -> Trip:
    """The trip with its limits: those that shut the way, or those that bound the payload.

    A trip that is not found only because no ship fits gets the note ``no_ship_fits``; its limits
    are the obstacles on the way that has the fewest, for the ship that meets the fewest.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> trip = corridors.route(network, "柳州", "宁波", profile="container", mode="river_sea")
    >>> trip.note, sorted({limit.dimension for limit in trip.limits})
    ('no_ship_fits', ['depth'])
    """
    if trip.found:
        return replace(trip, limits=bounds(trip)) if trip.vessel else trip
    if trip.note != "no_way" or not impedance.tonnes:
        return trip
    found = obstacles(impedance, trip)
    return replace(trip, note=NO_SHIP_FITS, limits=found) if found else trip


def obstacles(impedance: Impedance, trip: Trip) -> tuple[Limit, ...]:
    """Locks and reaches too small for the ship that fits best; none where no ship would help."""
    if trip.mode not in FAMILIES or "inland" not in FAMILIES[trip.mode].modes:
        return ()
    graph = build(Services.of(impedance), FAMILIES[trip.mode], [trip.origin],
                  [trip.destination])
    found: list[tuple[int, float, str, tuple[Limit, ...]]] = []
    for i in fleet(graph):
        light = lightest(graph, i)
        cost = costs(graph, unlimited(light))
        weight = cost.weight + np.where(light.open, 0.0, TOO_SMALL)
        edges = best_edges(graph, replace(cost, weight=weight), trip.origin, trip.destination)
        if edges is not None:
            shut = edges[~light.open[edges]]
            limits = _limits(graph, shut, _needs(impedance, i, light.share))
            over = sum(item.needed / item.limit for item in limits)
            found.append((len(shut), over, light.vessel, limits))
    return min(found, key=lambda item: item[:3])[3] if found else ()


def bounds(trip: Trip) -> tuple[Limit, ...]:
    """Limits on the path of a trip that keep its ship from carrying more; the tightest ones.

    Every limit on the way is taken alone: the payload that the fleet could carry past it. Those
    with the least are named, unless they admit the largest ship fully laden.
    """
    graph, _, edges, *_ = trip.path
    limited = edges[~np.isnan(graph.arrays.limit[edges]).all(axis=1)]
    ships = fleet(graph)
    if not len(limited) or not ships:
        return ()
    impedance = graph.impedance
    dwt = impedance.network.vessels["dwt_t"]
    payload = np.max([_payloads(impedance, i, graph.arrays.limit[limited]) for i in ships], axis=0)
    least = payload.min()
    if least >= max(float(dwt[i]) for i in ships) - 1e-6:
        return ()
    largest = max(ships, key=lambda i: (float(dwt[i]), str(impedance.network.vessels["id"][i])))
    needs = _needs(impedance, largest, 1.0)
    out: dict[Limit, None] = {}
    for row, column in zip(*np.nonzero(payload <= least + 1e-6), strict=True):
        out[_limit(graph, int(limited[row]), int(column), needs)] = None
    return tuple(out)


@dataclass(frozen=True)
class _Needs:
    vessel: str
    values: tuple[float, ...]


def _needs(impedance: Impedance, i: int, share: float) -> _Needs:
    """What a ship at a share of its payload needs, in the order of the limits."""
    ships = impedance.network.vessels
    full, light = float(ships["draught_m"][i]), float(ships["light_draught_m"][i])
    return _Needs(str(ships["id"][i]), (
        light + share * (full - light) + impedance.number("ship.under_keel_m"),
        share * float(ships["dwt_t"][i]), float(ships["length_m"][i]),
        float(ships["beam_m"][i]), float(ships["air_draught_m"][i])))


def _payloads(impedance: Impedance, i: int, limit: Array) -> Array:
    """Tonnes that a ship could carry past each single limit, (m, 5)."""
    ships, needs = impedance.network.vessels, _needs(impedance, i, 1.0).values
    dwt, light = float(ships["dwt_t"][i]), float(ships["light_draught_m"][i])
    full = float(ships["draught_m"][i])
    out = np.full(limit.shape, dwt)
    draught = limit[:, DEPTH] - impedance.number("ship.under_keel_m")
    out[:, DEPTH] = np.fmin(dwt, dwt * (draught - light) / (full - light))
    out[:, DWT] = np.fmin(dwt, limit[:, DWT])
    for column in (LENGTH, WIDTH, CLEARANCE):
        out[:, column] = np.where(needs[column] > limit[:, column] + 1e-9, 0.0, dwt)
    least = impedance.number("ship.least_payload_share") * dwt - 1e-9
    return np.where(out < least, 0.0, out)


def _limits(graph: VirtualGraph, edges: Array, needs: _Needs) -> tuple[Limit, ...]:
    """Limits of some edges that a ship exceeds, in the order of the way."""
    out: dict[Limit, None] = {}
    for e in edges:
        limit = graph.arrays.limit[e]
        for column, needed in enumerate(needs.values):
            if needed > limit[column] + 1e-9:
                out[_limit(graph, int(e), column, needs)] = None
    return tuple(out)


def _limit(graph: VirtualGraph, e: int, column: int, needs: _Needs) -> Limit:
    arrays, network = graph.arrays, graph.impedance.network
    table = "locks" if REFS[arrays.ref_kind[e]] == "lock" else "links"
    row = int(arrays.ref_row[e]) // 2
    return Limit(table, str(network.tables[table]["id"][row]), DIMENSIONS[column],
                 float(arrays.limit[e, column]), round(needs.values[column], 6), UNITS[column],
                 needs.vessel)


assert len(DIMENSIONS) == len(LIMITS)
