"""From the answers of all draws to medians, ranges and shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from corridors.analysis.compare import TOLERANCE
from corridors.analysis.summary import sign_of_gain
from corridors.analysis.sweep.model import OUTCOMES, PERCENTILES, SummaryRow, SweepRow
from corridors.units import MEASURE_UNITS

Array = np.ndarray[Any, Any]
Answer = Mapping[str, Array]
ALWAYS, MOSTLY = 0.95, 0.5
"""Shares of draws from which a pair gains always, and mostly."""


def percentiles(values: Array) -> Array:
    """Low end, median and high end of every column; NaN counts as no value.

    Parameters
    ----------
    values
        (draws, columns).

    Returns
    -------
    found
        (3, columns), NaN where a column has no value.

    Examples
    --------
    >>> percentiles(np.array([[1.0, np.nan], [2.0, 5.0], [3.0, np.nan]]))[1].tolist()
    [2.0, 5.0]
    """
    out = np.full((len(PERCENTILES), values.shape[1]), np.nan)
    missing = np.isnan(values)
    whole = ~missing.any(axis=0)
    if whole.any():
        out[:, whole] = np.percentile(values[:, whole], PERCENTILES, axis=0)
    for column in np.flatnonzero(~whole & ~missing.all(axis=0)):
        out[:, column] = np.percentile(values[~missing[:, column], column], PERCENTILES)
    return out


def shares(base: Array, after: Array, token: Array, measure: str) -> dict[str, Array]:
    """Shares of draws by what becomes of every pair, see :data:`OUTCOMES`; they add up to one.

    Parameters
    ----------
    base, after
        (draws, columns), NaN where there is no path.
    token
        (2, draws, columns): in name only, before and after.
    """
    found = ~np.isnan(after)
    served = ~np.isnan(base) & ~token[0]
    named = found & token[1]
    gain = (after - base) * sign_of_gain(measure)
    gain[np.abs(gain) < TOLERANCE] = 0.0
    both = served & found & ~named
    masks = {"helps": both & (gain > 0), "hurts": both & (gain < 0), "same": both & (gain == 0),
             "new": ~served & found & ~named, "gone": served & ~found,
             "never": ~served & ~found, "token": named}
    return {name: masks[name].mean(axis=0) for name in OUTCOMES}


class Summary:
    """Rows of one profile.

    Parameters
    ----------
    answers
        That without draws first, then those of the draws, see
        :func:`corridors.analysis.sweep.draws.work`.
    places
        Origins and destinations of the tables, sorted by id, and the order in which their rows
        are wanted.
    """

    def __init__(self, profile: str, modes: Sequence[str], measures: Sequence[str],
                 answers: Sequence[Answer],
                 places: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        self.profile, self.modes, self.measures = profile, modes, measures
        self.answers, self.default = answers[1:], answers[0]
        origins, destinations = places
        starts, ends = (sorted(set(names)) for names in places)
        self.pairs = [(o, d) for o in origins for d in destinations if o != d]
        self._at = np.array([starts.index(o) * len(ends) + ends.index(d)
                             for o, d in self.pairs], dtype=int)
        self.outcomes: dict[tuple[str, ...], Array] = {
            (profile, mode, measure): np.array([answer["outcomes"][:, i, j, 0]
                                                for answer in self.answers])
            for i, mode in enumerate(modes) for j, measure in enumerate(measures)}

    def of_pairs(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, ...], Array]:
        """Outcomes of single pairs, by profile, main mode, measure, origin and destination."""
        return {(self.profile, mode, measure, *pair): np.array(
                    [answer["outcomes"][:, i, j, k] for answer in self.answers])
                for i, mode in enumerate(self.modes) for j, measure in enumerate(self.measures)
                for k, pair in enumerate(pairs, start=1)}

    def rows(self) -> Iterator[tuple[list[SweepRow], SummaryRow]]:
        """Rows of all pairs and their summary, by main mode and measure."""
        moved = self.default["moved"].tolist()
        for i, mode in enumerate(self.modes):
            token = np.array([self._cells(answer["token"][:, i]) for answer in self.answers])
            token = token.transpose(1, 0, 2)
            for j, measure in enumerate(self.measures):
                base = np.array([self._cells(a["base"][i, j]) for a in self.answers])
                after = base if i not in moved else np.array(
                    [self._cells(a["after"][moved.index(i), j]) for a in self.answers])
                default = self._of_default(i, j, moved)
                rows = self._measured(mode, measure, base, after, token, default)
                yield rows, self._summary(mode, measure, rows, i, j)

    def _cells(self, table: Array) -> Array:
        """Pairs of a table (..., n, m) in their order."""
        taken: Array = table.reshape(*table.shape[:-2], -1)[..., self._at]
        return taken

    def _of_default(self, i: int, j: int, moved: list[int]) -> tuple[Array, Array]:
        base = self._cells(self.default["base"][i, j])
        return base, base if i not in moved else self._cells(
            self.default["after"][moved.index(i), j])

    def _measured(self, mode: str, measure: str, base: Array, after: Array, token: Array,
                  default: tuple[Array, Array]) -> list[SweepRow]:
        share = shares(base, after, token, measure)
        both = ~np.isnan(base) & ~np.isnan(after) & ~token[0] & ~token[1]
        difference = after - base
        difference[np.abs(difference) < TOLERANCE] = 0.0
        levels = [percentiles(np.where(both, values, np.nan))
                  for values in (base, after, difference)]
        change = default[1] - default[0]
        change[np.abs(change) < TOLERANCE] = 0.0
        count = both.sum(axis=0)
        unit = MEASURE_UNITS[measure]
        numbers = np.vstack([*default, change, *levels]).T.tolist()
        parts = np.array([share[name] for name in OUTCOMES]).T.tolist()
        return [SweepRow._make((*pair, self.profile, mode, measure, unit, *map(_known, numbers[k]),
                                *parts[k], int(count[k]), len(base)))
                for k, pair in enumerate(self.pairs)]

    def _summary(self, mode: str, measure: str, rows: Sequence[SweepRow], i: int,
                 j: int) -> SummaryRow:
        means = self.outcomes[self.profile, mode, measure]
        known = means[:, 3] > 0
        ends = percentiles(means[:, :3]).T if len(means) else np.full((3, 3), np.nan)
        gain = means[known, 2] * sign_of_gain(measure)
        draws = max(len(means), 1)
        default = self.default["outcomes"][:3, i, j, 0].tolist()
        grades = Counter(_grade(row.share_helps) for row in rows)
        return SummaryRow._make((
            self.profile, mode, measure, MEASURE_UNITS[measure], *map(_known, default),
            *(_known(float(value)) for level in ends for value in level),
            float((gain > TOLERANCE).sum()) / draws, float((gain < -TOLERANCE).sum()) / draws,
            float((np.abs(gain) <= TOLERANCE).sum()) / draws,
            *(grades[grade] for grade in range(4)), sum(row.share_new for row in rows),
            len(rows), int(known.sum()), len(means)))


def _grade(share: float) -> int:
    """0 gains always, 1 mostly, 2 seldom, 3 never."""
    return 0 if share >= ALWAYS else 1 if share >= MOSTLY else 2 if share > 0 else 3


def _known(value: float) -> float | None:
    return None if value != value else value
