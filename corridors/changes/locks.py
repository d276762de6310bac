"""Whether changes of a lock leave its queue with the capacity at which it holds."""

from __future__ import annotations

from collections.abc import Iterator

from corridors.changes.plan import Plan
from corridors.errors import Fault

QUEUES = ("queue_ab_h", "queue_ba_h", "queue_low_water_ab_h", "queue_low_water_ba_h")


def lock_references(plan: Plan) -> Iterator[Fault]:
    """Queues that a project sets together with the capacity, without saying at which they hold.

    The queue follows the capacity from the one it was observed at; a project that gives both the
    new queue and the new capacity would have the capacity count twice.
    """
    for (table, key, column), (_, project) in plan.edits.items():
        if table != "locks" or column not in QUEUES:
            continue
        way = column.split("_")[-2]
        capacity, reference = f"capacity_{way}_mt", f"queue_capacity_{way}_mt"
        cause = plan.causes.get(("locks", key, column))
        if cause is None or plan.edits.get((table, key, capacity), (None, ""))[1] != project \
                or (table, key, reference) in plan.edits:
            continue
        old = plan.value("locks", key, reference)
        if old == old and plan.value("locks", key, f"queue_volume_{way}_mt") == plan.value(
                "locks", key, f"queue_volume_{way}_mt"):
            yield cause.fault("lock_reference", id=key, project=project, queue=column,
                              capacity=capacity, reference=reference)
