"""The locks that a trip passes, and how the wait before each came about."""

from __future__ import annotations

from dataclasses import dataclass

from corridors.network.model import Network
from corridors.routing.edges import COMPONENTS, REFS
from corridors.routing.lockqueue import DIRECTIONS, STATES, LockQueues
from corridors.routing.trip import Trip

LOCK, QUEUE = REFS.index("lock"), COMPONENTS.index("lock_queue")


@dataclass(frozen=True)
class LockQueue:
    """The wait before one lock in one direction of its link.

    Attributes
    ----------
    hours, stored_h, opening_h
        The whole wait, what the table says, and the wait for the opening in it.
    use, reference_use
        Share of the capacity in use now and when the queue was observed; None where unknown.
    state
        One of :data:`~corridors.routing.lockqueue.STATES`.
    """

    lock: str
    direction: str
    hours: float
    stored_h: float
    opening_h: float
    use: float | None
    reference_use: float | None
    state: str


def queue_at(network: Network, queues: LockQueues, row: int, way: int) -> LockQueue:
    """The wait before the lock of a row, one way of its link."""
    use, before = (None if share != share else round(float(share), 6) for share in
                   (queues.use[way, row], queues.reference_use[way, row]))
    return LockQueue(str(network.locks["id"][row]), DIRECTIONS[way],
                     round(float(queues.hours[way, row]), 6), float(queues.stored_h[way, row]),
                     round(float(queues.opening_h[way, row]), 6), use, before,
                     STATES[queues.state[way, row]])


def queues_of(trip: Trip) -> tuple[LockQueue, ...]:
    """Waits before the locks of a trip, in the order of the way.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> trip = corridors.route(network, "南宁", "广州", profile="bulk", mode="waterway")
    >>> [queue.lock for queue in queues_of(trip)][-1]
    'lk_changzhou'
    """
    if not trip.path:
        return ()
    graph, _, edges, *_ = trip.path
    arrays, impedance = graph.arrays, graph.impedance
    return tuple(queue_at(impedance.network, impedance.locks, int(arrays.ref_row[e]) // 2,
                          int(arrays.ref_row[e]) % 2)
                 for e in edges if arrays.ref_kind[e] == LOCK and arrays.component[e] == QUEUE)
