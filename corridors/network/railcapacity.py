"""Freight trains on single and double track: waiting for a path, and yards on the way.

A freight train runs at its speed between yards and waits for a path (运行线) once every
``rail.delay.section_km``. The wait is that of a queue with even service times (M/D/1,
Pollaczek 1930, Khinchine 1932), the usual first estimate of waiting in railway operation: with
``n`` trains a day in one direction at most and a share ``u`` of them taken, ``24 / n`` hours
times ``u / (2 (1 - u))``. Where the line is nearly full the curve is followed by its tangent, so
that the wait stays finite; it rises with use and falls with capacity everywhere.
"""

from __future__ import annotations

from corridors.network.rows import Rows
from corridors.units import HOURS_PER_DAY

DAYS_PER_YEAR = 365
TONNES_PER_MT = 1e6


def tracks_of(network: Rows, i: int) -> int:
    """Tracks of a railway; by its class where the number is not given."""
    tracks = float(network.links["tracks"][i])
    if tracks == tracks:
        return int(tracks)
    return 1 if str(network.links["class"][i]) == "conv_single" else 2


def pairs_per_day(network: Rows, i: int, direction: str) -> float:
    """Trains that a railway can pass in one direction a day.

    A published freight capacity (Mt a year) is turned into trains by their load, and the
    passenger trains of such lines are added; else by the number of tracks, every further pair of
    tracks as much again as the first.
    """
    number, tracks = network.parameters.number, tracks_of(network, i)
    mt = float(network.links[f"capacity_{direction}_mt"][i])
    if mt == mt:
        freight = mt * TONNES_PER_MT / DAYS_PER_YEAR / number("rail.capacity.train_net_t")
        return freight + number("rail.capacity.passenger_pairs_per_day")
    if tracks == 1:
        return number("rail.capacity.single_pairs_per_day")
    return number("rail.capacity.double_pairs_per_day") * tracks / 2


def utilisation(network: Rows, i: int) -> float:
    """Share of the capacity of a railway that is used: its own figure, else by its tracks."""
    own = float(network.links["utilisation"][i])
    if own == own:
        return own
    kind = "single" if tracks_of(network, i) == 1 else "double"
    return network.parameters.number(f"rail.utilisation.{kind}")


def waiting(u: float, linear_from: float) -> float:
    """Mean wait of an M/D/1 queue in service times; by its tangent above ``linear_from``.

    Examples
    --------
    >>> waiting(0.5, 0.9)
    0.5
    >>> waiting(0.95, 0.9) < waiting(1.0, 0.9) < waiting(1.5, 0.9)
    True
    """
    at = min(u, linear_from)
    return at / (2 * (1 - at)) + (u - at) / (2 * (1 - linear_from) ** 2)


def path_wait_h(network: Rows, i: int, direction: str) -> float:
    """Hours that a freight train waits for paths on a railway in one direction."""
    number = network.parameters.number
    wait = waiting(utilisation(network, i), number("rail.delay.linear_from"))
    sections = float(network.links["length_km"][i]) / number("rail.delay.section_km")
    return sections * wait * HOURS_PER_DAY / pairs_per_day(network, i, direction)


def own_time(network: Rows, i: int, direction: str) -> bool:
    """Whether a railway carries a run time or speed of its own for freight trains."""
    return _own_hours(network, i, direction) is not None


def _own_hours(network: Rows, i: int, direction: str) -> float | None:
    """Run time of freight trains that the link itself carries.

    A run time stands for freight only where no passenger trains run; a speed for all trains.
    """
    links = network.links
    run, speed = float(links[f"run_{direction}_h"][i]), float(links[f"speed_{direction}_kmh"][i])
    if run == run and links["traffic"][i] == "freight":
        return run
    return float(links["length_km"][i]) / speed if speed == speed else None


def freight_hours(network: Rows, i: int, direction: str) -> float:
    """Line haul of an ordinary freight train, hours, without marshalling.

    Parameters
    ----------
    i
        Row number in ``network.links``.
    direction
        ``ab`` or ``ba``.
    """
    own = _own_hours(network, i, direction)
    if own is not None:
        return own
    km = float(network.links["length_km"][i])
    return (km / network.parameters.number("speed.rail.freight")
            + path_wait_h(network, i, direction))


def block_hours(network: Rows, i: int, direction: str, train: str = "block") -> float:
    """Line haul of a block train without a published run time, hours.

    It is let pass before ordinary trains, so that it waits ``rail.delay.block_share`` of their
    time.

    Parameters
    ----------
    train
        ``block``, or ``fast`` for trains of wagons for 120 km/h.
    """
    number = network.parameters.number
    return (float(network.links["length_km"][i]) / number(f"speed.rail.{train}_train")
            + number("rail.delay.block_share") * path_wait_h(network, i, direction))


def marshalling_h(network: Rows, i: int) -> float:
    """Hours at marshalling yards that a link brings an ordinary freight train.

    One yard every ``rail.marshalling.every_km`` on average: which yards a wagon passes depends
    on its train, so every kilometre bears its share.
    """
    number = network.parameters.number
    km = float(network.links["length_km"][i])
    return km / number("rail.marshalling.every_km") * number("rail.marshalling.dwell_h")
