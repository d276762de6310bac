"""Freight capacity of links and locks in millions of tonnes a year and direction."""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.network.railcapacity import DAYS_PER_YEAR, TONNES_PER_MT, pairs_per_day
from corridors.network.rows import Rows

Array = np.ndarray[Any, Any]
DIRECTIONS = ("ab", "ba")


def capacities(network: Rows) -> tuple[Array, Array]:
    """Freight capacity of every link and every lock by direction.

    Returns
    -------
    links, locks
        Mt a year, (2, n) each; NaN where nothing bounds the freight or nothing is known: sea
        lanes, rivers without a stated capacity, railways and roads closed to freight.

    Examples
    --------
    >>> import corridors
    >>> links, locks = capacities(corridors.load_network())
    >>> links.shape[0], locks.shape[0]
    (2, 2)
    """
    links, locks = network.links, network.locks
    found = np.array([[_link_mt(network, i, direction) for i in range(len(links))]
                      for direction in DIRECTIONS]).reshape(2, -1)
    return found, np.array([locks[f"capacity_{direction}_mt"] for direction in DIRECTIONS])


def _link_mt(network: Rows, i: int, direction: str) -> float:
    links = network.links
    own = float(links[f"capacity_{direction}_mt"][i])
    if own == own or links["traffic"][i] == "passenger":
        return own if links["traffic"][i] != "passenger" else float("nan")
    if links["mode"][i] == "rail":
        return rail_mt(network, i, direction)
    return road_mt(network, i) if links["mode"][i] == "road" else own


def rail_mt(network: Rows, i: int, direction: str) -> float:
    """Freight capacity of a railway without a published one: its paths less passenger trains."""
    number = network.parameters.number
    trains = pairs_per_day(network, i, direction) - number("rail.capacity.passenger_pairs_per_day")
    return float(trains * number("rail.capacity.train_net_t") * DAYS_PER_YEAR / TONNES_PER_MT)


def road_mt(network: Rows, i: int) -> float:
    """Freight that the lanes of a road can carry in one direction, Mt a year.

    The design volume of a lane in the design hour, over the share of a day's traffic in that
    hour, is the day's traffic in passenger cars; a share of them is room for articulated
    lorries, each of so many passenger cars, carrying so many tonnes. The first two are as in the
    technical standard of highway engineering JTG B01, the share and the load are assumptions.
    NaN where the number of lanes is unknown, and for roads other than expressways.
    """
    if not str(network.links["class"][i]).startswith("expressway"):
        return float("nan")
    number, lanes = network.parameters.number, float(network.links["tracks"][i])
    cars = number("road.capacity.pcu_per_lane") / number("road.capacity.design_hour_share")
    lorries = cars * number("road.capacity.freight_share") / number("road.capacity.pcu_per_lorry")
    return (lanes / 2 * lorries * number("road.capacity.lorry_net_t") * DAYS_PER_YEAR
            / TONNES_PER_MT)
