"""Rows of a comparison, and what they come to: counts of winners and losers, means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corridors.messages import say
from corridors.rounding import show, size
from corridors.units import MEASURE_UNITS, MORE_IS_BETTER

TOLERANCE = 1e-6
"""Differences below this, in the unit of the measure, are rounding and count as none."""


class Row(NamedTuple):
    """One row of the tidy comparison; the difference is after minus base.

    ``token_*`` says that the main mode serves the pair in name only, see
    :class:`~corridors.routing.trip.Trip`.
    """

    origin: str
    destination: str
    profile: str
    mode: str
    measure: str
    unit: str
    base: float | None
    after: float | None
    difference: float | None
    difference_pct: float | None
    found_base: bool
    found_after: bool
    token_base: bool
    token_after: bool

    @property
    def size(self) -> float | None:
        """The larger of both levels, which decides the decimals of all three numbers."""
        return size(self.base, self.after)


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


def summarise_rows(given: Iterable[Row]) -> tuple[Summary, ...]:
    """Counts and means by profile, main mode and measure, in the order of the rows."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in given:
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


def headline(rows: Iterable[Row], measures: Sequence[str],
             lang: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Mean differences by profile and main mode, one column a measure, and how many pairs gain.

    Returns
    -------
    headings, rows
        In words; a cell is the mean difference over the pairs connected in both states, and in
        brackets the pairs that gain and all pairs.
    """
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for item in summarise_rows(rows):
        like = size(item.median_base, item.median_after)
        mean = show(item.mean_difference, item.unit, sign=True, like=like) or "—"
        new = say("card.new", lang, count=item.new) if item.new else ""
        cells.setdefault((item.profile, item.mode), {})[item.measure] = (
            f"{mean} ({item.gained}/{item.pairs}{new})")
    headings = (say("head.profile", lang), say("head.mode", lang),
                *(say(f"measure.{measure}", lang) for measure in measures))
    return headings, tuple(
        (say(f"profile.{profile}", lang), say(f"mode.{mode}", lang),
         *(found.get(measure, "") for measure in measures))
        for (profile, mode), found in cells.items())
