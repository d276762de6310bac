"""Lock queues of a comparison that are not simply those of the table."""

from __future__ import annotations

from dataclasses import dataclass

from corridors.analysis.compare import Comparison
from corridors.routing.lockqueue import AS_STORED, DIRECTIONS, OVERFULL, lock_queues
from corridors.routing.passages import LockQueue, queue_at

DRIVERS = ("volume_{}_mt", "capacity_{}_mt", "outage_share", "working_h_per_day")
"""Columns of ``locks`` that a queue follows."""
BY_ITSELF = 1e-9


@dataclass(frozen=True)
class ChangedQueue:
    """A queue as it is after the change.

    Attributes
    ----------
    part
        ``both`` where the base has it alike (a parameter scales all volumes), else ``after``.
    """

    part: str
    queue: LockQueue


def changed_queues(result: Comparison) -> tuple[ChangedQueue, ...]:
    """Queues that volume, capacity, outage or hours make other than the table says.

    Those that a change was meant for and that stay, because volume or capacity is unknown, are
    among them: a what-if without effect must not pass for an answer. Sorted by how far they
    moved.
    """
    season = result.scenario.file.season
    before, after = (lock_queues(network, season) for network in (result.base, result.after))
    meant = {(row.id, row.column) for row in result.log if row.table == "locks"
             and row.project in ("ad_hoc", "scenario")}
    out: list[tuple[float, ChangedQueue]] = []
    for key, row in result.after.locks.index.items():
        at = result.base.locks.index.get(key)
        for way, direction in enumerate(DIRECTIONS):
            moved = abs(float(after.hours[way, row] - after.stored_h[way, row]))
            idle = after.state[way, row] in (AS_STORED, OVERFULL) and any(
                (key, name.format(direction)) in meant for name in DRIVERS[:3])
            if moved <= BY_ITSELF and not idle and after.state[way, row] != OVERFULL:
                continue
            alike = at is not None and abs(float(
                before.hours[way, at] - after.hours[way, row])) <= BY_ITSELF and not idle
            out.append((-moved, ChangedQueue("both" if alike else "after", queue_at(
                result.after, after, row, way))))
    return tuple(item for _, item in sorted(
        out, key=lambda pair: (pair[0], pair[1].queue.lock, pair[1].queue.direction)))
