"""Costs of all links at once, as arrays by direction, for one impedance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.network.kept import kept
from corridors.network.runtimes import hours_of
from corridors.routing.impedance import Impedance
from corridors.routing.lockqueue import DIRECTIONS
from corridors.tables import Table

Array = np.ndarray[Any, Any]
NONE = np.arange(0)
LIMITS = ("depth_m", "max_dwt_t", "length_m", "width_m", "clearance_m")
"""What limits a ship on a fairway or in a lock, in the columns of ``limit`` arrays."""


@dataclass(frozen=True, eq=False)
class LinkCosts:
    """Arrays over the n rows of ``links``, for one unit of the profile.

    Attributes
    ----------
    ends
        Rows of ``nodes`` of both ends, (2, n).
    hours, rest_h
        Run time and driver's rest by direction, (2, n).
    cny, kg, km
        Charges, CO2 and physical length, n each; for ships without the part below.
    ship_cny, ship_kg
        What a fully laden ship costs and emits; a lighter one more per tonne.
    limit
        Limits of a ship, (n, 5), NaN where unknown.
    usable
        Whether the profile may use the link.
    timed
        Whether the link has a run time or speed of its own, by direction, (2, n).
    marshalling_h
        Dwell at marshalling yards that a railway brings ordinary freight trains, n.
    """

    ends: Array
    hours: Array
    rest_h: Array
    cny: Array
    kg: Array
    km: Array
    ship_cny: Array
    ship_kg: Array
    limit: Array
    usable: Array
    mode: Array
    timed: Array
    marshalling_h: Array


def link_costs(impedance: Impedance) -> LinkCosts:
    """Costs of every link of the network of an impedance."""
    network = impedance.network
    links, n = network.links, len(network.links)
    hours, rest, marshalling = np.zeros((2, n)), np.zeros((2, n)), np.zeros(n)
    cny, kg, ship_cny, ship_kg = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    km = links["length_km"].copy()
    closed, rows = np.empty(n, dtype=object), rows_by_mode(links)
    for mode, here in rows.items():
        closed[here] = impedance.closed(mode)
    for d, direction in enumerate(DIRECTIONS):
        for mode, here in rows.items():
            if mode == "road":
                step, rest[d, here] = impedance.road_links(here, direction)
            elif mode == "rail":
                step = impedance.rail_links(here, direction)
                marshalling[here] = impedance.marshalling_h(here)
            else:
                if impedance.boards != "passenger":
                    hours[d, here] = hours_of(network, here, direction)
                continue
            hours[d, here], cny[here], kg[here] = step.hours, step.cny, step.kg
    if impedance.boards != "passenger":
        for water in ("inland", "sea"):
            here, (rate, factor) = rows.get(water, NONE), impedance.ship_rates(water)
            ship_cny[here] = rate * km[here] * links["rate_factor"][here]
            ship_kg[here] = factor * km[here]
            toll = links["toll_cny_t"][here]
            cny[here] = np.where(np.isnan(toll), 0.0, toll * impedance.tonnes)
    return LinkCosts(ends_of(links, network.nodes), hours, rest, cny, kg, km, ship_cny, ship_kg,
                     _limits(impedance), links["traffic"] != closed, links["mode"],
                     np.array([~np.isnan(links[f"run_{d}_h"]) | ~np.isnan(links[f"speed_{d}_kmh"])
                               for d in DIRECTIONS]), marshalling)


@kept
def rows_by_mode(links: Table) -> dict[str, Array]:
    """Rows of the links of every mode."""
    return {str(mode): np.flatnonzero(links["mode"] == mode) for mode in sorted(set(links["mode"]))}


@kept
def ends_of(links: Table, nodes: Table) -> Array:
    """Rows of ``nodes`` of both ends of every link, (2, n)."""
    return np.array([[nodes.index[key] for key in links[column]]
                     for column in ("from_node_id", "to_node_id")]).reshape(2, len(links))


def _limits(impedance: Impedance) -> Array:
    links = impedance.network.links
    depth = links["depth_m"].copy()
    if impedance.season == "low_water":
        low = links["depth_low_water_m"]
        depth = np.where(np.isnan(low), depth, low)
    unknown = np.full(len(links), np.nan)
    return np.column_stack([depth, links["max_dwt_t"], unknown, unknown, links["clearance_m"]])


def lock_limits(impedance: Impedance) -> Array:
    """Limits of a ship in every lock, (number of locks, 5)."""
    locks = impedance.network.locks
    return np.column_stack([locks["sill_depth_m"], locks["max_dwt_t"], locks["chamber_length_m"],
                            locks["chamber_width_m"], np.full(len(locks), np.nan)])


__all__ = ["DIRECTIONS", "LIMITS", "LinkCosts", "link_costs", "lock_limits"]
