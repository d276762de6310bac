"""Ships and how deep they are loaded: enumerated, so that edge weights stay additive.

The payload of a ship follows the shallowest draught and the smallest fairway class on its way.
Instead of a path-dependent payload, each ship is tried at every loading that some reach calls
for; a loading closes the reaches it does not fit and makes a tonne dearer by the payload lost.
The best path over all of them is the best path with payload by path.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from corridors.routing.edges import FIXED, SHIP_INLAND, SHIP_SEA, SHIP_SEA_TIMED
from corridors.routing.graph import VirtualGraph

Array = np.ndarray[Any, Any]
TIE = 1e-9
"""Weight of generalised cost beside the objective, far below what an output shows."""
GRAIN = 2.0 ** -36
"""Weights are multiples of this, so that sums below 65,536 are exact whatever their order: ways
that are equal stay equal when a graph is made smaller or grows elsewhere."""
DEPTH, DWT, LENGTH, WIDTH, CLEARANCE = range(5)
ALL = slice(None)


@dataclass(frozen=True, eq=False)
class Loading:
    """A ship at one draught.

    Attributes
    ----------
    vessel
        Vessel id, empty where the family needs no ship of its own.
    share
        Payload as a share of the full one.
    scale, sea_scale
        Cost of a tonne-km against the ship that the rate was published for, on rivers and at
        sea.
    open
        Which edges it fits, m of them.
    """

    vessel: str
    payload_t: float
    share: float
    scale: float
    sea_scale: float
    speed_factor: float
    sea_speed_kmh: float
    open: Array


def loadings(graph: VirtualGraph) -> list[Loading]:
    """Every loading worth trying on a graph: none that another ship beats on the same edges."""
    arrays = graph.arrays
    if not (arrays.kind != 0).any():
        return [Loading("", 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, np.ones(len(arrays.tail), dtype=bool))]
    limited = np.flatnonzero(~np.isnan(arrays.limit).all(axis=1))
    limit, same = np.unique(arrays.limit[limited], axis=0, return_inverse=True)
    found = [loading for i in fleet(graph) for loading in _of_vessel(graph, i, limit)]
    found.sort(key=lambda item: (item.scale / item.share, item.vessel, -item.share))
    kept = _unbeaten(found)
    return [replace(item, open=_spread(item.open, limited, same, len(arrays.tail)))
            for item in kept]


def fleet(graph: VirtualGraph) -> list[int]:
    """Rows of the ships that a family may use for its profile."""
    vessels = graph.impedance.network.vessels
    area = "river_sea" if graph.family.one_hull else "inland"
    return [i for i in range(len(vessels)) if vessels["area"][i] == area
            and graph.impedance.boards in vessels["profiles"][i]]


def lightest(graph: VirtualGraph, i: int) -> Loading:
    """A ship with the least payload that sails: where it does not fit, it never does."""
    least = graph.impedance.number("ship.least_payload_share")
    return _loadings(graph, i, [least], graph.arrays.limit)[0]


def unlimited(loading: Loading) -> Loading:
    """The loading as if it fitted everywhere."""
    return replace(loading, open=np.ones_like(loading.open))


def _unbeaten(found: list[Loading]) -> list[Loading]:
    """Loadings without those that a cheaper one beats: it fits wherever they do, as fast."""
    if not found:
        return []
    fits = np.array([item.open for item in found])
    speed, sea_speed, sea = (np.array(column) for column in zip(*(
        (item.speed_factor, item.sea_speed_kmh, item.sea_scale / item.share) for item in found),
        strict=True))
    kept: list[int] = []
    for i in range(len(found)):
        if not ((speed[kept] >= speed[i]) & (sea_speed[kept] >= sea_speed[i])
                & (sea[kept] <= sea[i]) & fits[kept][:, fits[i]].all(axis=1)).any():
            kept.append(i)
    return [found[i] for i in kept]


def _spread(is_open: Array, limited: Array, same: Array, size: int) -> Array:
    """From the distinct limits to all edges."""
    out = np.ones(size, dtype=bool)
    out[limited] = is_open[same.ravel()]
    return out


def _of_vessel(graph: VirtualGraph, i: int, limit: Array) -> list[Loading]:
    """Loadings of one vessel; ``open`` says which of the distinct limits (k, 5) it fits."""
    impedance, vessels = graph.impedance, graph.impedance.network.vessels
    full, light = float(vessels["draught_m"][i]), float(vessels["light_draught_m"][i])
    dwt, under_keel = float(vessels["dwt_t"][i]), impedance.number("ship.under_keel_m")
    depths, tonnes = (np.unique(limit[:, c][~np.isnan(limit[:, c])]) for c in (DEPTH, DWT))
    draughts = {full, *(depths - under_keel), *(light + (full - light) * tonnes / dwt)}
    shares = [float((draught - light) / (full - light))
              for draught in sorted(draughts, reverse=True)]
    least = impedance.number("ship.least_payload_share")
    return _loadings(graph, i, [share for share in shares if least <= share <= 1.0], limit)


def _loadings(graph: VirtualGraph, i: int, shares: list[float], limit: Array) -> list[Loading]:
    """One vessel at shares of its payload; ``open`` says which limits (k, 5) it fits."""
    impedance, vessels = graph.impedance, graph.impedance.network.vessels
    full, light = float(vessels["draught_m"][i]), float(vessels["light_draught_m"][i])
    dwt, under_keel = float(vessels["dwt_t"][i]), impedance.number("ship.under_keel_m")
    share = np.array(shares)[:, None]
    most = np.where(np.isnan(limit), np.inf, limit + 1e-9)
    fits = ~((float(vessels["length_m"][i]) > most[:, LENGTH])
             | (float(vessels["beam_m"][i]) > most[:, WIDTH])
             | (float(vessels["air_draught_m"][i]) > most[:, CLEARANCE])
             | (light + share * (full - light) + under_keel > most[:, DEPTH])
             | (share * dwt > most[:, DWT]))  # an unknown limit or size limits nothing
    scale, sea_scale = impedance.ship_scale(dwt)
    sea = float(vessels["sea_speed_kmh"][i])
    return [Loading(str(vessels["id"][i]), one * dwt, one, scale, sea_scale,
                    float(vessels["inland_speed_factor"][i]), sea if sea == sea else 1.0, is_open)
            for one, is_open in zip(shares, fits, strict=True)]


@dataclass(frozen=True, eq=False)
class Terms:
    """What the costs of a loading follow from: one value, or one for each of m edges."""

    share: Any
    scale: Any
    sea_scale: Any
    speed_factor: Any
    sea_speed_kmh: Any

    @classmethod
    def each(cls, loadings: list[Loading], number: Array) -> Terms:
        """The terms of the loading that each edge is sailed with, by its number (m,)."""
        return cls(*(np.array([getattr(item, field.name) for item in loadings])[number]
                     for field in fields(cls)))


@dataclass(frozen=True, eq=False)
class Prices:
    """Hours, CNY and kg of edges, and what the search minimises.

    Attributes
    ----------
    value
        The objective.
    weight
        The objective with a touch of generalised cost that decides between equals.
    """

    hours: Array
    cny: Array
    kg: Array
    value: Array
    weight: Array


@dataclass(frozen=True, eq=False)
class Costs(Prices):
    """Prices of every edge for one loading."""

    loading: Loading


def costs(graph: VirtualGraph, loading: Loading) -> Costs:
    """Cost arrays of a graph for one loading; m edges each."""
    return Costs(**vars(prices(graph, loading, ALL)), loading=loading)


def prices(graph: VirtualGraph, loading: Loading | Terms, edges: Array | slice) -> Prices:
    """Prices of some edges of a graph."""
    arrays, impedance = graph.arrays, graph.impedance
    kind, hours, weight = arrays.kind[edges], arrays.hours[edges], arrays.weight[edges]
    hours = np.where(kind == SHIP_INLAND, hours / loading.speed_factor,
                     np.where(kind == SHIP_SEA, hours / loading.sea_speed_kmh, hours))
    at_sea = (kind == SHIP_SEA) | (kind == SHIP_SEA_TIMED)
    ship = np.where(kind == FIXED, 1.0, np.where(
        at_sea, loading.sea_scale, loading.scale) / loading.share)
    cny = arrays.cny[edges] + arrays.ship_cny[edges] * ship
    kg = arrays.kg[edges] + arrays.ship_kg[edges] * ship
    h, c, k, weighted = impedance.coefficients
    value = h * hours * (weight if weighted else 1.0) + c * cny + k * kg
    # Among paths of one objective the one of least generalised cost: many steps take hours but
    # cost or emit nothing, and a path that dawdles on them would be as good as any.
    second = impedance.value_of_time * hours * weight + cny
    return Prices(hours, cny, kg, value, value + TIE * second)


def weights(graph: VirtualGraph, loadings: list[Loading]) -> Array:
    """What the search minimises on every edge for each loading, (loadings, m).

    Infinite where a loading does not fit.
    """
    sailed = np.flatnonzero(graph.arrays.kind != FIXED)
    found = np.tile(prices(graph, loadings[0], ALL).weight, (len(loadings), 1))
    for weight, loading in zip(found, loadings, strict=True):
        weight[sailed] = prices(graph, loading, sailed).weight
        weight[~loading.open] = np.inf
    rounded: Array = np.rint(found / GRAIN) * GRAIN
    return rounded
