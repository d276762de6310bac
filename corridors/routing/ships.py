"""Ships and how deep they are loaded: enumerated, so that edge weights stay additive.

The payload of a ship follows the shallowest draught and the smallest fairway class on its way.
Instead of a path-dependent payload, each ship is tried at every loading that some reach calls
for; a loading closes the reaches it does not fit and makes a tonne dearer by the payload lost.
The best path over all of them is the best path with payload by path.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.routing.edges import SHIP_INLAND, SHIP_SEA
from corridors.routing.impedance import Impedance
from corridors.routing.virtual import VirtualGraph

DEPTH, DWT, LENGTH, WIDTH, CLEARANCE = range(5)
INLAND, RIVER_SEA = "inland", "river_sea"


@dataclass(frozen=True, eq=False)
class Loading:
    """A ship at one draught.

    Attributes
    ----------
    vessel
        Vessel id, empty where the family needs no ship of its own.
    draught_m, payload_t
        Draught and cargo.
    share
        Payload as a share of the full one.
    open
        Which edges it fits.
    """

    vessel: str
    draught_m: float
    payload_t: float
    share: float
    speed_factor: float
    sea_speed_kmh: float
    open: np.ndarray[Any, Any]


def loadings(graph: VirtualGraph) -> list[Loading]:
    """Every loading worth trying on a graph, the best payload for each set of open edges."""
    arrays = graph.arrays
    if not (arrays.kind != 0).any():
        return [Loading("", 0.0, 0.0, 1.0, 1.0, 1.0, np.ones(len(arrays.tail), dtype=bool))]
    best: dict[tuple[bytes, float, float], Loading] = {}
    for vessel in _vessels(graph):
        for loading in _of_vessel(graph, vessel):
            key = (loading.open.tobytes(), loading.speed_factor, loading.sea_speed_kmh)
            if key not in best or loading.share > best[key].share:
                best[key] = loading
    return sorted(best.values(), key=lambda item: (item.vessel, -item.share))


def _vessels(graph: VirtualGraph) -> list[int]:
    vessels = graph.impedance.network.vessels
    area = RIVER_SEA if graph.family.one_hull else INLAND
    return [i for i in range(len(vessels)) if vessels["area"][i] == area
            and graph.impedance.profile in vessels["profiles"][i]]


def _of_vessel(graph: VirtualGraph, i: int) -> list[Loading]:
    impedance, vessels, arrays = graph.impedance, graph.impedance.network.vessels, graph.arrays
    full, light = float(vessels["draught_m"][i]), float(vessels["light_draught_m"][i])
    dwt, under_keel = float(vessels["dwt_t"][i]), impedance.number("ship.under_keel_m")
    limit = arrays.limit
    fits = ((_at_most(float(vessels["length_m"][i]), limit[:, LENGTH]))
            & _at_most(float(vessels["beam_m"][i]), limit[:, WIDTH])
            & _at_most(float(vessels["air_draught_m"][i]), limit[:, CLEARANCE]))
    draughts = {full}
    draughts |= {float(d) - under_keel for d in limit[:, DEPTH] if d == d}
    draughts |= {light + (full - light) * float(t) / dwt for t in limit[:, DWT] if t == t}
    out = []
    for draught in sorted(draughts, reverse=True):
        share = (draught - light) / (full - light)
        if share > 1.0 or share < impedance.number("ship.least_payload_share"):
            continue
        is_open = (fits & _at_most(draught + under_keel, limit[:, DEPTH])
                   & _at_most(share * dwt, limit[:, DWT]))
        sea = float(vessels["sea_speed_kmh"][i])
        out.append(Loading(str(vessels["id"][i]), draught, share * dwt, share,
                           float(vessels["inland_speed_factor"][i]),
                           sea if sea == sea else 1.0, is_open))
    return out


def _at_most(value: float, limits: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """True where a value fits a limit; an unknown limit or value limits nothing."""
    if value != value:
        return np.ones(len(limits), dtype=bool)
    return np.asarray(np.isnan(limits) | (value <= limits + 1e-9))


@dataclass(frozen=True, eq=False)
class Costs:
    """Hours, CNY and kg of every edge for one loading, and what the search minimises."""

    loading: Loading
    hours: np.ndarray[Any, Any]
    cny: np.ndarray[Any, Any]
    kg: np.ndarray[Any, Any]
    weight: np.ndarray[Any, Any]


def costs(graph: VirtualGraph, loading: Loading) -> Costs:
    """Cost arrays of a graph for one loading; m edges each."""
    arrays, impedance = graph.arrays, graph.impedance
    hours = np.where(arrays.kind == SHIP_INLAND, arrays.hours / loading.speed_factor,
                     np.where(arrays.kind == SHIP_SEA, arrays.hours / loading.sea_speed_kmh,
                              arrays.hours))
    cny = arrays.cny + arrays.ship_cny / loading.share
    kg = arrays.kg + arrays.ship_kg / loading.share
    return Costs(loading, hours, cny, kg, _weigh(impedance, hours, cny, kg, arrays.weight))


def _weigh(impedance: Impedance, hours: np.ndarray[Any, Any], cny: np.ndarray[Any, Any],
           kg: np.ndarray[Any, Any], weight: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    h, c, k, weighted = impedance.coefficients
    result: np.ndarray[Any, Any] = h * hours * (weight if weighted else 1.0) + c * cny + k * kg
    return result
