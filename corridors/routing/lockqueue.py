"""The wait before a lock as a function of an exogenous volume, of outage, hours and season."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.network.model import Network

Array = np.ndarray[Any, Any]
DIRECTIONS = ("ab", "ba")
AS_STORED, AT_REFERENCE, SCALED, CAPPED, OVERFULL = range(5)
"""How a queue came about: its volume or capacity is unknown, so that it stays as stored; it holds
for the very volume and capacity it was observed at; it was scaled; it was cut at the longest wait;
the observation itself lies at or beyond the capacity, so that it stays as stored."""
STATES = ("as_stored", "at_reference", "scaled", "capped", "overfull")


@dataclass(frozen=True, eq=False)
class LockQueues:
    """Waits before all locks by direction of their links, arrays of (2, number of locks).

    Attributes
    ----------
    hours
        The wait, h: the queue and the wait for the opening.
    stored_h
        What the table says for the season, h.
    opening_h
        The part of ``hours`` that is the wait for the opening, h.
    use, reference_use
        Share of the capacity in use now and at the observation; NaN where unknown.
    state
        Which of :data:`STATES`.
    """

    hours: Array
    stored_h: Array
    opening_h: Array
    use: Array
    reference_use: Array
    state: Array


def lock_queues(network: Network, season: str = "normal") -> LockQueues:
    r"""Wait before every lock, by direction.

    A published wait holds for the volume and the capacity at which it was observed. For another
    volume, or with chambers out of order, it is scaled by the mean wait of a single-server queue
    with random arrivals, the formula of Pollaczek and Khinchine (Kleinrock, Queueing Systems,
    volume 1, 1975, chapter 5)::

        wait = rho / (1 - rho) * (1 + c2) / 2 / mu        rho = volume / mu

    The server is one direction of the lock, ``mu`` its capacity: design capacity times
    ``lock.capacity_over_design``, less the share out of order. The variation ``c2`` of the
    service (1 in M/M/1) is taken to stay as it was, so it cancels out::

        queue = stored queue * [rho / (1 - rho) / mu] / [rho0 / (1 - rho0) / mu0]

    The result is the stored queue itself at the reference. It is cut at ``lock.queue_max_h``, or
    at the stored queue where that is longer; so is a volume at or beyond the capacity, for which
    the formula has no finite wait. Where volume or capacity is unknown, or the reference itself
    lies at or beyond the capacity, the stored queue stays.

    A lock that is closed for ``d`` consecutive hours a day keeps a ship that comes at random
    waiting for ``d / 2`` hours with probability ``d / 24``: ``d**2 / 48`` on top.

    Parameters
    ----------
    season
        ``normal`` or ``low_water``; the queue at low water is scaled alike.

    Returns
    -------
    queues
        Hours, utilisation and how they came about, by direction and row of ``locks``.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> bool((lock_queues(network).hours == lock_queues(network).stored_h).all())
    True
    >>> half = corridors.SetLinks(where={"lock": "lk_changzhou"}, values={"outage_share": 0.25})
    >>> fewer, _ = corridors.apply(network, [half])
    >>> at = network.locks.index["lk_changzhou"]
    >>> bool(lock_queues(fewer).hours[0, at] > lock_queues(network).hours[0, at])
    True
    """
    locks, number = network.locks, network.parameters.number
    stored = _columns(network, "queue_{}_h")
    if season == "low_water":
        low = _columns(network, "queue_low_water_{}_h")
        stored = np.where(np.isnan(low), stored, low)
    over = number("lock.capacity_over_design")
    design, volume0 = _columns(network, "capacity_{}_mt"), _columns(network, "queue_volume_{}_mt")
    design0, given = (_columns(network, f"{name}_{{}}_mt") for name in ("queue_capacity", "volume"))
    capacity0 = np.where(np.isnan(design0), design, design0) * over
    capacity = design * over * (1 - np.nan_to_num(locks["outage_share"]))
    volume = np.where(np.isnan(given), volume0, given) * number("lock.volume_factor")
    with np.errstate(divide="ignore", invalid="ignore"):
        use, use0 = volume / capacity, volume0 / capacity0
        scaled = stored * (_wait(use, capacity) / _wait(use0, capacity0))
    longest = np.maximum(stored, number("lock.queue_max_h"))
    known = ~np.isnan(use) & ~np.isnan(use0)
    state = np.select(
        [~known, (volume == volume0) & (capacity == capacity0), use0 >= 1,
         (use >= 1) | (scaled > longest)], [AS_STORED, AT_REFERENCE, OVERFULL, CAPPED], SCALED)
    hours = np.select([state == SCALED, state == CAPPED], [scaled, longest], stored)
    closed = 24.0 - np.where(np.isnan(locks["working_h_per_day"]), 24.0,
                             locks["working_h_per_day"])
    opening = np.tile(closed ** 2 / 48.0, (2, 1))
    return LockQueues(hours + opening, stored, opening, use, use0, state)


def _columns(network: Network, name: str) -> Array:
    """A column of both directions, (2, number of locks)."""
    return np.array([network.locks[name.format(d)] for d in DIRECTIONS]).reshape(2, -1)


def _wait(use: Array, capacity: Array) -> Array:
    """Mean wait of a queue in units that cancel out; see :func:`lock_queues`."""
    found: Array = use / (1 - use) / capacity
    return found
