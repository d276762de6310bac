"""Winners and losers of a comparison, and the locks that carry more or less."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from corridors.analysis.compare import Comparison
from corridors.analysis.rows import (
    Summary,
    mean_difference,
    outcome_of,
    sign_of_gain,
    summarise_rows,
)
from corridors.routing.edges import COMPONENTS, REFS

__all__ = ["LockUse", "Summary", "lock_pairs", "lock_use", "mean_difference", "outcome_of",
           "sign_of_gain", "summarise"]

Passage = tuple[int, tuple[str, str, str, str], str, str]
"""0 before or 1 after, key of the trip, lock, direction."""

_PASSAGES: WeakKeyDictionary[Comparison, tuple[Passage, ...]] = WeakKeyDictionary()
_SUMMARIES: WeakKeyDictionary[Comparison, tuple[Summary, ...]] = WeakKeyDictionary()
LOCK, PASSAGE = REFS.index("lock"), COMPONENTS.index("lock_passage")


def summarise(result: Comparison) -> tuple[Summary, ...]:
    """Count winners and losers by profile, main mode and measure."""
    if result not in _SUMMARIES:
        _SUMMARIES[result] = summarise_rows(result.rows)
    return _SUMMARIES[result]


@dataclass(frozen=True)
class LockUse:
    """How many of the compared trips pass a lock, in one direction of its link.

    ``base`` and ``after`` count pairs, not tonnes: with no tonnages given, each newly passing
    pair adds its whole flow to the load of the lock.
    """

    profile: str
    mode: str
    lock: str
    direction: str
    base: int
    after: int


def lock_use(result: Comparison) -> tuple[LockUse, ...]:
    """Passages of every lock by direction, before and after; rows that do not change stay."""
    counts: dict[tuple[str, str, str, str], list[int]] = {}
    for state, key, lock, direction in _passages(result):
        place = counts.setdefault((key[0], key[3], lock, direction), [0, 0])
        place[state] += 1
    return tuple(LockUse(*key, *both) for key, both in sorted(counts.items()))


def lock_pairs(result: Comparison) -> dict[tuple[str, str], tuple[int, int]]:
    """City pairs whose trips pass a lock by any main mode, (lock, direction) -> before, after."""
    seen: dict[tuple[str, str], tuple[set[object], set[object]]] = {}
    for state, key, lock, direction in _passages(result):
        seen.setdefault((lock, direction), (set(), set()))[state].add(key[1:3])
    return {place: (len(a), len(b)) for place, (a, b) in sorted(seen.items())}


def _passages(result: Comparison) -> tuple[Passage, ...]:
    """Every passage of a lock by a compared trip."""
    if result in _PASSAGES:
        return _PASSAGES[result]
    out: list[Passage] = []
    for state, trips in enumerate((result.trips_base, result.trips_after)):
        for key in result.keys:
            trip = trips[key]
            if not trip.vessel:
                continue
            graph, _, edges, _ = trip.path
            arrays, locks = graph.arrays, graph.impedance.network.locks["id"]
            rows = arrays.ref_row[edges[(arrays.ref_kind[edges] == LOCK)
                                        & (arrays.component[edges] == PASSAGE)]]
            out += [(state, key, str(locks[row // 2]), "ba" if row % 2 else "ab")
                    for row in rows.tolist()]
    _PASSAGES[result] = tuple(out)
    return _PASSAGES[result]
