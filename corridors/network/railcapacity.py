"""Freight trains on single and double track: waiting for a path, and yards on the way.

A freight train runs at its speed between yards and waits for a path (运行线) once every
``rail.delay.section_km``. The wait is that of a queue with even service times (M/D/1,
Pollaczek 1930, Khinchine 1932), the usual first estimate of waiting in railway operation: with
``n`` trains a day in one direction at most and a share ``u`` of them taken, ``24 / n`` hours
times ``u / (2 (1 - u))``. Where the line is nearly full the curve is followed by its tangent, so
that the wait stays finite; it rises with use and falls with capacity everywhere.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.network.rows import Rows
from corridors.units import HOURS_PER_DAY

DAYS_PER_YEAR = 365
TONNES_PER_MT = 1e6
Array = np.ndarray[Any, Any]
Number = Any
"""One number for one row of ``links``, an array for many."""


def tracks_of(network: Rows, i: int | Array) -> Number:
    """Tracks of a railway; by its class where the number is not given."""
    tracks = network.links["tracks"][i]
    single = network.links["class"][i] == "conv_single"
    return np.where(np.isnan(tracks), np.where(single, 1.0, 2.0), np.trunc(tracks))[()]


def pairs_per_day(network: Rows, i: int | Array, direction: str) -> Number:
    """Trains that a railway can pass in one direction a day.

    A published freight capacity (Mt a year) is turned into trains by their load, and the
    passenger trains of such lines are added; else by the number of tracks, every further pair of
    tracks as much again as the first.
    """
    number, tracks = network.parameters.number, tracks_of(network, i)
    mt = network.links[f"capacity_{direction}_mt"][i]
    freight = mt * TONNES_PER_MT / DAYS_PER_YEAR / number("rail.capacity.train_net_t")
    by_tracks = np.where(tracks == 1, number("rail.capacity.single_pairs_per_day"),
                         number("rail.capacity.double_pairs_per_day") * tracks / 2)
    return np.where(np.isnan(mt), by_tracks,
                    freight + number("rail.capacity.passenger_pairs_per_day"))[()]


def utilisation(network: Rows, i: int | Array) -> Number:
    """Share of the capacity of a railway that is used: its own figure, else by its tracks."""
    own, number = network.links["utilisation"][i], network.parameters.number
    return np.where(np.isnan(own), np.where(
        tracks_of(network, i) == 1, number("rail.utilisation.single"),
        number("rail.utilisation.double")), own)[()]


def waiting(u: Number, linear_from: float) -> Number:
    """Mean wait of an M/D/1 queue in service times; by its tangent above ``linear_from``.

    Examples
    --------
    >>> float(waiting(0.5, 0.9))
    0.5
    >>> bool(waiting(0.95, 0.9) < waiting(1.0, 0.9) < waiting(1.5, 0.9))
    True
    """
    at = np.minimum(u, linear_from)
    return at / (2 * (1 - at)) + (u - at) / (2 * (1 - linear_from) ** 2)


def path_wait_h(network: Rows, i: int | Array, direction: str) -> Number:
    """Hours that a freight train waits for paths on a railway in one direction."""
    number = network.parameters.number
    wait = waiting(utilisation(network, i), number("rail.delay.linear_from"))
    sections = network.links["length_km"][i] / number("rail.delay.section_km")
    return sections * wait * HOURS_PER_DAY / pairs_per_day(network, i, direction)


def own_time(network: Rows, i: int, direction: str) -> bool:
    """Whether a railway carries a run time or speed of its own for freight trains."""
    return not np.isnan(_own_hours(network, i, direction))


def _own_hours(network: Rows, i: int | Array, direction: str) -> Number:
    """Run time of freight trains that the link itself carries; NaN where there is none.

    A run time stands for freight only where no passenger trains run; a speed for all trains.
    """
    links = network.links
    run, speed = links[f"run_{direction}_h"][i], links[f"speed_{direction}_kmh"][i]
    timed = ~np.isnan(run) & (links["traffic"][i] == "freight")
    return np.where(timed, run, links["length_km"][i] / speed)[()]


def freight_hours(network: Rows, i: int | Array, direction: str) -> Number:
    """Line haul of an ordinary freight train, hours, without marshalling.

    Parameters
    ----------
    i
        Row number in ``network.links``, or several.
    direction
        ``ab`` or ``ba``.
    """
    own = _own_hours(network, i, direction)
    km = network.links["length_km"][i]
    return np.where(np.isnan(own), km / network.parameters.number("speed.rail.freight")
                    + path_wait_h(network, i, direction), own)[()]


def block_hours(network: Rows, i: int | Array, direction: str, train: str = "block") -> Number:
    """Line haul of a block train without a published run time, hours.

    It is let pass before ordinary trains, so that it waits ``rail.delay.block_share`` of their
    time.

    Parameters
    ----------
    i
        Row number in ``network.links``, or several.
    train
        ``block``, or ``fast`` for trains of wagons for 120 km/h.
    """
    number = network.parameters.number
    return (network.links["length_km"][i] / number(f"speed.rail.{train}_train")
            + number("rail.delay.block_share") * path_wait_h(network, i, direction))


def marshalling_h(network: Rows, i: int | Array) -> Number:
    """Hours at marshalling yards that a link brings an ordinary freight train.

    One yard every ``rail.marshalling.every_km`` on average: which yards a wagon passes depends
    on its train, so every kilometre bears its share.
    """
    number = network.parameters.number
    km = network.links["length_km"][i]
    return km / number("rail.marshalling.every_km") * number("rail.marshalling.dwell_h")
