"""Winners and losers of a comparison, and the locks that carry more or less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from corridors.analysis.compare import Comparison, Row
from corridors.rounding import size
from corridors.routing.edges import COMPONENTS, REFS
from corridors.units import MEASURE_UNITS, MORE_IS_BETTER

Passage = tuple[int, tuple[str, str, str, str], str, str]
"""0 before or 1 after, key of the trip, lock, direction."""

_PASSAGES: WeakKeyDictionary[Comparison, tuple[Passage, ...]] = WeakKeyDictionary()
_SUMMARIES: WeakKeyDictionary[Comparison, tuple[Summary, ...]] = WeakKeyDictionary()
LOCK, PASSAGE = REFS.index("lock"), COMPONENTS.index("lock_passage")


@dataclass(frozen=True)
class Summary:
    """Counts over the pairs of one profile and main mode, by one measure.

    Attributes
    ----------
    gained, lost, same
        Pairs whose measure fell, rose or stayed; of a capacity those where it rose gained.
    new, gone, never
        Pairs newly connected, no longer connected, and connected in neither state; they enter
        no mean. A pair served in name only counts as not connected.
    token
        Pairs served in name only after the change; they are in none of the other counts.
    median_base, median_after
        Over the pairs found in both states.
    largest_gain_size
        The larger level of the pair that gains most; the number of its decimals follows it.
    """

    profile: str
    mode: str
    measure: str
    unit: str
    pairs: int
    gained: int
    lost: int
    same: int
    new: int
    gone: int
    never: int
    token: int
    median_base: float | None
    median_after: float | None
    mean_difference: float | None
    largest_gain: float | None
    largest_gain_pair: tuple[str, str] | None
    largest_gain_size: float | None

    @property
    def size(self) -> float | None:
        """The larger median, which decides the decimals of both and of the mean difference."""
        return size(self.median_base, self.median_after)


def summarise(result: Comparison) -> tuple[Summary, ...]:
    """Count winners and losers by profile, main mode and measure."""
    if result not in _SUMMARIES:
        _SUMMARIES[result] = _summarise(result)
    return _SUMMARIES[result]


def _summarise(result: Comparison) -> tuple[Summary, ...]:
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in result.rows:
        groups.setdefault((row.profile, row.mode, row.measure), []).append(row)
    out = []
    for (profile, mode, measure), rows in groups.items():
        both = [row for row in rows if row.difference is not None
                and not row.token_base and not row.token_after]
        counts = Counter(outcome_of(row) for row in rows)
        sign = sign_of_gain(measure)
        best = max(both, key=lambda row: sign * (row.difference or 0.0), default=None)
        gain = best is not None and sign * (best.difference or 0.0) > 0
        out.append(Summary(
            profile, mode, measure, MEASURE_UNITS[measure], len(rows), counts["gain"],
            counts["loss"], counts["same"], counts["new"], counts["gone"], counts["never"],
            counts["token"],
            _median([row.base for row in both if row.base is not None]),
            _median([row.after for row in both if row.after is not None]),
            sum(row.difference or 0.0 for row in both) / len(both) if both else None,
            best.difference if gain and best else None,
            (best.origin, best.destination) if gain and best else None,
            best.size if gain and best else None))
    return tuple(out)


def outcome_of(row: Row) -> str:
    """What became of a pair: ``gain, loss, same, new, gone, never`` or ``token``."""
    if row.found_after and row.token_after:
        return "token"
    served = row.found_base and not row.token_base
    if not (served and row.found_after):
        return {(False, True): "new", (True, False): "gone"}.get(
            (served, row.found_after), "never")
    if not row.difference:
        return "same"
    return "gain" if row.difference * sign_of_gain(row.measure) > 0 else "loss"


def sign_of_gain(measure: str) -> int:
    """1 where more of a measure is a gain, -1 where less is."""
    return 1 if measure in MORE_IS_BETTER else -1


def mean_difference(rows: Sequence[Row]) -> tuple[float, float | None]:
    """Mean of the differences of rows that have one, and the larger mean level, its size."""
    both = [row for row in rows if row.difference is not None]
    base, after, mean = (sum(values) / len(both) for values in (
        [row.base or 0.0 for row in both], [row.after or 0.0 for row in both],
        [row.difference or 0.0 for row in both]))
    return mean, size(base, after)


def _median(values: list[float]) -> float | None:
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


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
