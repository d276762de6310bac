"""The one declared extra pass: cargo that a scenario diverts leaves shorter queues behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from corridors.changes import Logged
from corridors.errors import Fault, fault
from corridors.names import suggest
from corridors.network.model import Network
from corridors.scenario.model import LockFeedback
from corridors.schema import Value
from corridors.textfile import Document

PROJECT = "scenario"
ACTION = "lock_feedback"


def feed_back(after: Network, items: Iterable[LockFeedback],
              document: Document) -> tuple[Network, tuple[Logged, ...], list[Fault]]:
    """Take diverted cargo from the volumes of locks.

    No tonnages are modelled, so that the file has to say how much is diverted; the model finds
    nothing of it by itself, and there is no second pass.

    Parameters
    ----------
    after
        The after state with all its changes.

    Returns
    -------
    after, log, faults
        The network with smaller volumes, each change of a volume, and what is wrong: a lock that
        does not stand there or whose volume is unknown, more cargo than passes it, none at all.
    """
    edits: dict[tuple[str, str], Value] = {}
    log: list[Logged] = []
    faults: list[Fault] = []
    locks = after.locks
    for n, item in enumerate(items):
        line = document.line(("lock_feedback", n))
        if min(item.ab_mt, item.ba_mt) < 0 or not (item.ab_mt or item.ba_mt) or not item.locks:
            faults.append(fault("feedback_none", file=document.path, line=line, ab=item.ab_mt,
                                ba=item.ba_mt))
            continue
        faults += [fault("list_twice", file=document.path, line=line, name="lock_feedback.locks",
                         found=key) for key, count in Counter(item.locks).items() if count > 1]
        for key in item.locks:
            if key not in locks:
                faults.append(fault("where_missing", file=document.path, line=line, table="locks",
                                    found=key, suggestion=suggest(key, locks.index)))
                continue
            for column, diverted in (("volume_ab_mt", item.ab_mt), ("volume_ba_mt", item.ba_mt)):
                if not diverted:
                    continue
                known = float(locks[column][locks.index[key]])
                old = float(str(edits.get((key, column), known)))
                if not old >= diverted:  # also where it is NaN
                    faults.append(fault("feedback_volume", file=document.path, line=line, id=key,
                                        column=column, found=diverted,
                                        volume="—" if old != old else f"{old:g}"))
                    continue
                edits[key, column] = old - diverted
                log.append(Logged(PROJECT, ACTION, "locks", key, column, "Mt/year", old,
                                  old - diverted, item.source_id, item.confidence))
    if not edits or faults:
        return after, (), faults
    return after.with_tables({"locks": locks.edited(edits)}), tuple(log), faults
