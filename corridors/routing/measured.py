"""What counts on a path as what: rest of drivers, links run out and back, use in name only.

The same for the trips, edge by edge, and for tables, which sum whole chains of edges.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.routing.edges import COMPONENTS, EDGE_MODES, IN_VEHICLE, REFS, EdgeArrays
from corridors.routing.graph import VirtualGraph
from corridors.routing.rest import RestRule

Array = np.ndarray[Any, Any]
RIDDEN = [COMPONENTS.index(name) for name in IN_VEHICLE]
_REST = COMPONENTS.index("rest")
_DRIVEN = [COMPONENTS.index(name) for name in ("access", "line_haul", "egress")]
_INLAND, _ROAD, _LINK = EDGE_MODES.index("inland"), EDGE_MODES.index("road"), REFS.index("link")


def driving(arrays: EdgeArrays, edges: Array | slice) -> tuple[Array, Array]:
    """Which edges are driven on a road, and which are the rest of the driver behind them."""
    by_road, component = arrays.mode[edges] == _ROAD, arrays.component[edges]
    # leaving home and reaching the door are access and egress without a way: nobody drives then
    return (by_road & np.isin(component, _DRIVEN) & (arrays.km[edges] > 0),
            by_road & (component == _REST))


def rested(rule: RestRule, begins: Array, driven_h: Array,
           mean_h: Array) -> tuple[Array, Array]:
    """Rest that drivers really take against its mean rate, by leg.

    The search counts rest at its mean rate on every link, since weights add up; how long drivers
    stop follows from all the hours driven between two terminals.

    Parameters
    ----------
    begins
        Where a leg begins: at the first step of a path, and wherever nobody drives or rests.
    driven_h, mean_h
        Hours driven, and of rest at its mean rate, on each step.

    Returns
    -------
    leg, share
        The leg of every step, and the real rest of each leg as a share of its mean one.
    """
    leg = np.cumsum(begins) - 1
    driven, mean = (np.bincount(leg, weights=hours) for hours in (driven_h, mean_h))
    return leg, np.divide(rule.hours(driven), mean, out=np.zeros_like(mean), where=mean > 0)


def aboard(arrays: EdgeArrays, edges: Array | slice) -> tuple[Array, Array]:
    """Which edges are spent in vehicles of the main leg, and which of them aboard river ships."""
    riding = np.isin(arrays.component[edges], RIDDEN)
    return riding, riding & (arrays.mode[edges] == _INLAND)


def on_links(arrays: EdgeArrays, edges: Array | slice) -> Array:
    """Which edges run along links."""
    found: Array = (arrays.ref_kind[edges] == _LINK) & (arrays.km[edges] > 0)
    return found


def ridden_km(graph: VirtualGraph, edges: Array | slice) -> Array:
    """Kilometres of the main leg on each edge by mode of M, (edges, modes)."""
    arrays = graph.arrays
    main, km, mode = arrays.main[edges], arrays.km[edges], arrays.mode[edges]
    return np.column_stack([np.where(main & (mode == EDGE_MODES.index(name)), km, 0.0)
                            for name in graph.family.modes])


def tokens(graph: VirtualGraph, main_km: Array, ridden: Array, owner: Array, row: Array) -> Array:
    """Which paths use their family in name only, see :class:`~corridors.routing.trip.Trip`.

    Parameters
    ----------
    main_km, ridden
        Of the main leg of each of n paths, and by mode of M, (n,) and (n, modes).
    owner, row
        Paths and the links that they run along: row of ``links`` x 2 + direction.
    """
    number, links, count = graph.impedance.number, graph.impedance.network.links, len(main_km)
    key, back = owner * len(links) + row // 2, row % 2 == 1
    there = np.zeros(count * len(links), dtype=bool)
    there[key[~back]] = True
    home = key[back]
    path, link = np.divmod(np.unique(home[there[home]]), len(links))
    twice_km, mode_of = 2 * links["length_km"][link], links["mode"][link]
    net = np.full(count, np.inf)
    for i, mode in enumerate(graph.family.modes):
        turned = np.bincount(path, minlength=count, weights=np.where(mode_of == mode, twice_km,
                                                                     0.0))
        net = np.minimum(net, ridden[:, i] - turned)
    back_km = np.bincount(path, minlength=count, weights=twice_km)
    token: Array = back_km / np.maximum(main_km, 1e-9) >= number("family.back_share")
    if len(graph.family.modes) > 1:
        token = token | (net < number("family.token_km"))
    return token
