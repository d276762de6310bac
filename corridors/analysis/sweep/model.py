"""What a sweep finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corridors import __version__
from corridors.analysis.sweep.factors import Factor
from corridors.card import Card, Shown
from corridors.messages import say
from corridors.rounding import show, size
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import States

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
PERCENTILES = (5.0, 50.0, 95.0)
"""Low end, median and high end, in per cent; between two draws by straight line (type 7 of
Hyndman and Fan, as numpy and Excel's PERCENTILE.INC have it)."""
OUTCOMES = ("helps", "hurts", "same", "new", "gone", "never", "token")
"""What a draw makes of a pair, as :func:`corridors.analysis.summary.outcome_of` has it."""


class SweepRow(NamedTuple):
    """One pair, profile, main mode and measure over all draws.

    ``default_*`` is what compare finds. The percentiles are of the ``n`` draws in which both
    states serve the pair; ``share_*`` are shares of all draws and add up to one: helps, hurts,
    changes nothing, newly connected, no longer connected, in neither state, in name only.
    """

    origin: str
    destination: str
    profile: str
    mode: str
    measure: str
    unit: str
    default_base: float | None
    default_after: float | None
    default_difference: float | None
    base_p05: float | None
    base_median: float | None
    base_p95: float | None
    after_p05: float | None
    after_median: float | None
    after_p95: float | None
    difference_p05: float | None
    difference_median: float | None
    difference_p95: float | None
    share_helps: float
    share_hurts: float
    share_same: float
    share_new: float
    share_gone: float
    share_never: float
    share_token: float
    n: int
    draws: int


class SummaryRow(NamedTuple):
    """The mean over all pairs of one profile, main mode and measure, over all draws.

    In every draw the mean is over the pairs that both states serve; ``n`` is the number of draws
    that have one. ``pairs_always``, ``pairs_mostly``, ``pairs_seldom`` and ``pairs_no`` count the
    pairs by the share of draws in which they gain: at least 0.95, at least 0.5, any, none;
    ``pairs_new`` are the pairs newly connected in a draw, the mean of all draws.
    """

    profile: str
    mode: str
    measure: str
    unit: str
    default_base: float | None
    default_after: float | None
    default_difference: float | None
    base_p05: float | None
    base_median: float | None
    base_p95: float | None
    after_p05: float | None
    after_median: float | None
    after_p95: float | None
    difference_p05: float | None
    difference_median: float | None
    difference_p95: float | None
    share_helps: float
    share_hurts: float
    share_same: float
    pairs_always: int
    pairs_mostly: int
    pairs_seldom: int
    pairs_no: int
    pairs_new: float
    pairs: int
    n: int
    draws: int


class DriverRow(NamedTuple):
    """How much one factor, or a group of them, moves one difference.

    Attributes
    ----------
    origin, destination
        Of a single pair; empty for the mean over all.
    method
        ``draws``, from the draws themselves; ``morris`` or ``sobol``, from a design of its own.
    rank_correlation
        Of the difference with the factor over the draws, Spearman.
    chance
        Size of a rank correlation that chance alone exceeds for any factor and difference in one
        sweep of twenty.
    low, high
        Mean difference among the fifth of the draws in which the factor is lowest, and highest.
    first, first_conf
        Share of the variance that the factor alone makes, and half its 95 % interval: RBD-FAST
        from the draws, else Sobol.
    total, total_conf
        The same with all that it makes together with others.
    mu_star, mu_star_conf, sigma
        Mean size of elementary effects over the whole range of the factor, half its 95 %
        interval, and their spread, in the unit of the measure.
    """

    profile: str
    mode: str
    measure: str
    unit: str
    origin: str
    destination: str
    method: str
    rank: int
    factor: str
    rank_correlation: float | None = None
    chance: float | None = None
    low: float | None = None
    high: float | None = None
    first: float | None = None
    first_conf: float | None = None
    total: float | None = None
    total_conf: float | None = None
    mu_star: float | None = None
    mu_star_conf: float | None = None
    sigma: float | None = None


@dataclass(frozen=True)
class Options:
    """How a sweep was made."""

    draws: int
    seed: int
    sampler: str
    distribution: str
    delay_years: float
    low_water: float
    patterns: tuple[str, ...]
    ranges: Mapping[str, tuple[float, float]]
    sensitivity: str
    samples: int


@dataclass(frozen=True)
class Indices:
    """A design of its own for indices: runs by profile, and which factors stand together."""

    method: str
    samples: int
    runs: Mapping[str, int]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, repr=False)
class Sweep(Shown):
    """How sure a comparison is.

    Attributes
    ----------
    factors
        What was varied.
    values
        (draws, factors), in the units of the factors.
    rows, summary_rows, driver_rows
        What came out, see :class:`SweepRow`, :class:`SummaryRow`, :class:`DriverRow`.
    outcomes
        (profile, mode, measure) -> (draws, 4): mean base, after and difference over the pairs
        that both states serve, and the number of these; with origin and destination behind for
        the pairs that were asked for.
    fixed, unread
        Parameters that the scenario sets and that stayed so; parameters that were asked for by
        name and that nothing here reads.
    undelayed
        Whether openings were to be late and none of the projects can be.
    """

    scenario: Scenario
    states: States
    options: Options
    factors: tuple[Factor, ...]
    values: Array
    rows: tuple[SweepRow, ...]
    summary_rows: tuple[SummaryRow, ...]
    driver_rows: tuple[DriverRow, ...]
    outcomes: Mapping[tuple[str, ...], Array]
    pairs: tuple[tuple[str, str], ...]
    indices: Indices | None
    fixed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    undelayed: bool = False
    uncounted: tuple[str, ...] = ()

    @property
    def table(self) -> pd.DataFrame:
        """Tidy rows of all pairs, see :class:`SweepRow`."""
        return _frame(self.rows, SweepRow._fields)

    @property
    def summary(self) -> pd.DataFrame:
        """Means over all pairs, see :class:`SummaryRow`."""
        return _frame(self.summary_rows, SummaryRow._fields)

    @property
    def drivers(self) -> pd.DataFrame:
        """What drives the differences, see :class:`DriverRow`; the strongest first."""
        return _frame(self.driver_rows, DriverRow._fields)

    @property
    def draws(self) -> pd.DataFrame:
        """Drawn values, one row a draw and one column a factor; heading is its key."""
        import pandas as pd

        frame = pd.DataFrame(self.values, columns=[factor.key for factor in self.factors])
        frame.index = pd.RangeIndex(1, len(frame) + 1, name="draw")
        return frame

    def card(self, lang: str) -> Card:
        """How it was made, and the means over all pairs."""
        kinds = {kind: sum(factor.kind == kind for factor in self.factors)
                 for kind in ("parameter", "assumption", "delay")}
        line = say("sweep.line", "en", draws=self.options.draws, seed=self.options.seed,
                   parameters=kinds["parameter"], assumptions=kinds["assumption"],
                   delays=kinds["delay"], rows=len(self.rows))
        served = [row for row in self.summary_rows if row.n]
        rows = []
        for row in served:
            like = size(row.base_median, row.after_median)
            rows.append((say(f"profile.{row.profile}", lang), say(f"mode.{row.mode}", lang),
                         say(f"measure.{row.measure}", lang), *(
                             show(value, row.unit, sign=True, like=like) for value in (
                                 row.default_difference, row.difference_median,
                                 row.difference_p05, row.difference_p95)),
                         show(100 * row.share_helps, "d0")))
        heads = ("head.profile", "head.mode", "head.measure", "sweep.head_default",
                 "sweep.head_median", "sweep.head_low", "sweep.head_high", "sweep.head_helps")
        return Card("Sweep", self.scenario.id, say(
            "sweep.title", lang, name=getattr(self.scenario.file.name, lang)),
            headings=tuple(say(head, lang) for head in heads), rows=tuple(rows),
            numbers=frozenset(range(3, 8)), note=say("sweep.note_card", lang,
                                                     draws=self.options.draws,
                                                     seed=self.options.seed),
            stamp=say("line.stamp", lang, scenario=self.scenario.hash,
                      data=self.states.base.data_version, version=__version__), line=line)


def _frame(rows: tuple[Any, ...], fields: tuple[str, ...]) -> pd.DataFrame:
    """Rows as a DataFrame; missing numbers are NaN."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(fields))
    empty = [name for name in fields if frame[name].dtype == object
             and not any(isinstance(value, str) for value in frame[name])]
    return frame.astype(dict.fromkeys(empty, float))
