"""Run time of a piece of infrastructure: published run time, published speed, or class speed."""

from __future__ import annotations

from corridors.network.railcapacity import freight_hours
from corridors.network.rows import Rows
from corridors.units import HOURS_PER_DAY


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
    links = network.links
    mode, kind = str(links["mode"][i]), str(links["class"][i])
    if mode == "rail" and (vehicle or links["traffic"][i]) == "freight":
        return freight_hours(network, i, direction)
    run = float(links[f"run_{direction}_h"][i])
    if run == run:
        return run
    km = float(links["length_km"][i])
    speed = float(links[f"speed_{direction}_kmh"][i])
    if speed == speed:
        return km / speed
    number = network.parameters.number
    if mode == "road":
        return km / number(f"speed.road.{vehicle or 'lorry'}.{kind}")
    if mode == "rail":
        return km / number(f"speed.rail.passenger.{kind}")
    if mode == "inland":
        flow = str(links["flow"][i]) or "still"
        sense = "still" if flow == "still" else "down" if flow == direction else "up"
        hours = number("ship.inland_operating_h_per_day")
        return km / number(f"speed.inland.{kind}.{sense}") * HOURS_PER_DAY / hours
    return km / number("speed.sea.ship")
