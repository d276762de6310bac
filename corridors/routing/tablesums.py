"""Measures of the best ways of a family, as tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.routing.bestways import Ways, slices
from corridors.routing.graph import VirtualGraph
from corridors.routing.measured import aboard, driving, on_links, rested, ridden_km, tokens
from corridors.routing.ships import Terms, prices

Array = np.ndarray[Any, Any]
HOURS, CNY, KG, MAIN, OTHER, VALUE, WEIGHTED, RIDING, AFLOAT, DRIVEN, REST, REST_WEIGHTED, \
    MODES = range(13)
"""Columns of what adds up along a way; kilometres by mode of M follow from the last one on."""


def measures(graph: VirtualGraph, ways: Ways) -> tuple[Array, Array, dict[str, Array]]:
    """What the ways of p pairs measure.

    Returns
    -------
    found, token
        Whether the way counts, and whether it uses its family in name only, (p,).
    values
        Measure -> its value, (p,); the same as those of the trips.
    """
    pair = np.repeat(np.arange(len(ways.row)), np.diff(ways.first))
    stretch, at = np.unique(ways.loading[pair] * len(ways.chains.tail) + ways.arcs,
                            return_inverse=True)
    ship, arc = np.divmod(stretch, len(ways.chains.tail))
    edges, first = slices(ways.chains.edges, ways.chains.first, arc)
    terms = Terms.each(ways.loadings, np.repeat(ship, np.diff(first)))
    steps = np.add.reduceat(_columns(graph, edges, terms), first[:-1], axis=0)[at]
    sums = np.add.reduceat(steps, ways.first[:-1], axis=0)
    rest_h, rest_weighted_h = _rest(graph, steps, pair, ways.first, sums)
    linked = on_links(graph.arrays, edges)
    rows, ends = slices(graph.arrays.ref_row[edges[linked]],
                        np.concatenate([[0], np.cumsum(linked)])[first], at)
    owner = np.repeat(pair, np.diff(ends))
    impedance = graph.impedance
    return (sums[:, AFLOAT] <= impedance.inland_limit_h,
            tokens(graph, sums[:, MAIN], sums[:, MODES:], owner, rows),
            {"objective_value": sums[:, VALUE],
             "generalised_cny": impedance.value_of_time * (sums[:, WEIGHTED] + rest_weighted_h)
             + sums[:, CNY],
             "time_h": sums[:, HOURS] + rest_h, "in_vehicle_h": sums[:, RIDING],
             "cost_cny": sums[:, CNY], "co2_kg": sums[:, KG], "distance_km": sums[:, MAIN],
             "distance_total_km": sums[:, MAIN] + sums[:, OTHER]})


def _columns(graph: VirtualGraph, edges: Array, terms: Terms) -> Array:
    """What adds up along a way, on each of some edges."""
    arrays, cost = graph.arrays, prices(graph, terms, edges)
    main, km, hours = arrays.main[edges], arrays.km[edges], cost.hours
    weighted = hours * arrays.weight[edges]
    drives, rests = driving(arrays, edges)
    riding, afloat = aboard(arrays, edges)
    return np.column_stack([
        hours, cost.cny, cost.kg, np.where(main, km, 0.0), np.where(main, 0.0, km), cost.value,
        weighted, hours * riding, hours * afloat, hours * drives, hours * rests,
        weighted * rests, ridden_km(graph, edges)])


def _rest(graph: VirtualGraph, steps: Array, pair: Array, first: Array,
          sums: Array) -> tuple[Array, Array]:
    """Hours of rest beyond its mean rate, plain and weighted, of each pair."""
    if not sums[:, REST].any():
        return np.zeros(len(sums)), np.zeros(len(sums))
    begins = (steps[:, DRIVEN] == 0) & (steps[:, REST] == 0)
    begins[first[:-1]] = True
    leg, share = rested(graph.impedance.rest, begins, steps[:, DRIVEN], steps[:, REST])
    more, weighted = (np.bincount(pair, weights=steps[:, column] * (share[leg] - 1),
                                  minlength=len(sums)) for column in (REST, REST_WEIGHTED))
    return more, weighted

