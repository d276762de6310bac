"""Run time of a piece of infrastructure: published run time, published speed, or class speed."""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.network.kept import kept
from corridors.network.railcapacity import freight_hours
from corridors.network.rows import Rows
from corridors.tables import Table
from corridors.units import HOURS_PER_DAY

Array = np.ndarray[Any, Any]


def link_hours(network: Rows, i: int, direction: str, vehicle: str | None = None) -> float:
    """Run time of a link in one direction, hours.

    Parameters
    ----------
    i
        Row number in ``network.links``.
    direction
        ``ab`` or ``ba``.
    vehicle
        ``car``, ``lorry``, ``passenger`` or ``freight``; by the traffic of the link where None.
    """
    return float(hours_of(network, np.array([i]), direction, vehicle)[0])


def hours_of(network: Rows, rows: Array, direction: str, vehicle: str | None = None) -> Array:
    """Run times of some links in one direction, hours; as :func:`link_hours` of each."""
    links = network.links
    kind = _kinds(links)[1][rows]
    km, run = links["length_km"][rows], links[f"run_{direction}_h"][rows]
    speed = links[f"speed_{direction}_kmh"][rows]
    hours: Array = np.where(np.isnan(run), km / speed, run)
    unknown, freight = np.isnan(hours), np.zeros(len(rows), dtype=bool)
    for number in np.unique(kind):
        mode, name, flow, traffic = _kinds(links)[0][number]
        here = kind == number
        if mode == "rail" and (vehicle or traffic) == "freight":
            freight |= here
        elif (here := here & unknown).any():
            hours[here] = _class_hours(network, km[here], direction, mode, name, flow, vehicle)
    if freight.any():
        hours[freight] = freight_hours(network, rows[freight], direction)
    return hours


@kept
def _kinds(links: Table) -> tuple[list[tuple[str, str, str, str]], Array]:
    """Kinds of links, by mode, class, flow and traffic, and the number of each link's kind."""
    found = list(zip(*(map(str, links[name]) for name in ("mode", "class", "flow", "traffic")),
                     strict=True))
    kinds = sorted(set(found))
    number = {kind: i for i, kind in enumerate(kinds)}
    return kinds, np.array([number[kind] for kind in found], dtype=np.int64)


def _class_hours(network: Rows, km: Array, direction: str, mode: str, kind: str, flow: str,
                 vehicle: str | None) -> Array:
    """Run times at the speed of a class, hours."""
    number = network.parameters.number
    if mode == "road":
        return km / number(f"speed.road.{vehicle or 'lorry'}.{kind}")
    if mode == "rail":
        return km / number(f"speed.rail.passenger.{kind}")
    if mode == "inland":
        still = (flow or "still") == "still"
        sense = "still" if still else "down" if flow == direction else "up"
        hours = number("ship.inland_operating_h_per_day")
        return km / number(f"speed.inland.{kind}.{sense}") * HOURS_PER_DAY / hours
    return km / number("speed.sea.ship")
