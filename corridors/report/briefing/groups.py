"""What findings and tables count alike: results of several users, pairs that change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.analysis.compare import Comparison, Row
from corridors.analysis.components import headline_pairs
from corridors.analysis.subject import served
from corridors.analysis.summary import Summary, sign_of_gain
from corridors.families import BEST
from corridors.report.numbers import rounded

Group = tuple[tuple[str, ...], Summary]
"""Profiles that share one result, and that result."""


def connected(item: Summary) -> int:
    """Pairs that are connected before and after, not in name only."""
    return item.gained + item.lost + item.same


def grouped(items: Iterable[Summary]) -> list[Group]:
    """Profiles with one result by a mode share a sentence."""
    groups: dict[object, list[Summary]] = {}
    for s in items:
        groups.setdefault((s.mode, s.measure, connected(s), s.gained, s.lost, s.new, s.gone,
                           rounded(s.mean_difference, s.unit, s.size), s.largest_gain_pair,
                           rounded(s.largest_gain, s.unit, s.largest_gain_size),
                           rounded(s.median_base, s.unit, s.size)), []).append(s)
    return [(tuple(s.profile for s in group), group[0]) for group in groups.values()]


def visible(row: Row) -> bool:
    """Whether a difference is more than nought in the figures shown."""
    return bool(rounded(row.difference, row.unit, row.size))


def first_new(result: Comparison, s: Summary) -> Row:
    """A newly connected pair: a main one where there is one."""
    rows = [row for row in result.rows if (row.profile, row.mode, row.measure)
            == (s.profile, s.mode, s.measure) and row.found_after and not row.token_after
            and (not row.found_base or row.token_base)]
    main = [row for row in rows if (row.origin, row.destination) in headline_pairs(result)]
    return min(main or rows, key=lambda row: row.after or 0.0)


def worse_rows(result: Comparison, items: Sequence[Summary]) -> list[Row]:
    """Rows of some summaries whose measure gets worse."""
    wanted = {(s.profile, s.mode, s.measure) for s in items}
    return [row for row in result.rows if (row.profile, row.mode, row.measure) in wanted
            and row.difference and row.difference * sign_of_gain(row.measure) < 0
            and not row.token_base and not row.token_after]


def best_moves(result: Comparison, profile: str) -> tuple[int, int, int]:
    """Pairs of a profile whose best path changes, those that change mode too, and all pairs."""
    moved = switched = pairs = 0
    for key in result.keys:
        if key[0] != profile or key[3] != BEST:
            continue
        base, after = result.trips_base[key], result.trips_after[key]
        if not (served(base) or served(after)):
            continue
        pairs += 1
        changed = base.mode != after.mode or abs(
            (base.objective_value or 0.0) - (after.objective_value or 0.0)) > 1e-6
        moved += changed
        switched += base.mode != after.mode
    return moved, switched, pairs
