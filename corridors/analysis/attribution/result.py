"""What an attribution found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corridors.analysis.pairweights import Demand
from corridors.network.model import Network
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import States

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]
ROLES = ("project", "required", "own", "group", "bundle", "null")
"""A project of the scenario; one that was pulled in because another requires it; the changes of
the scenario itself; a group of projects; a project that only gathers others (the sum of its
parts, which must not be added again); and one that changes nothing modelled."""
VERDICTS = ("complements", "substitutes", "independent", "requires")


class Share(NamedTuple):
    """One row: what a player contributes in one scope.

    Attributes
    ----------
    role
        One of :data:`ROLES`.
    scope, scope_id
        See :data:`corridors.analysis.attribution.scopes.KINDS`.
    unit
        Of all gains: generalised cost saved, CNY a year with flows; else CNY a unit of the
        profile, summed over ``pairs`` that count once each.
    alone
        Worth of the player without any other; 0 where it cannot stand without others.
    alone_with_needs
        The same with what it needs.
    last
        What is lost where it alone is missing, and with it what cannot stand without it.
    shapley, low, high
        Share of the joint gain, and its 95 % interval.
    share_pct
        In percent of the joint gain of the scope; None where nothing is gained.
    joint
        What all players gain together.
    n
        Orders that were tried; None where the solution is exact.
    """

    project: str
    role: str
    scope: str
    scope_id: str
    profile: str
    unit: str
    pairs: int
    alone: float
    alone_with_needs: float
    last: float
    shapley: float
    low: float
    high: float
    share_pct: float | None
    joint: float
    n: int | None


class Interaction(NamedTuple):
    """How two players work together over all pairs of a profile.

    Attributes
    ----------
    together, alone_first, alone_second
        Worth of both and of either, each with what it needs.
    shared
        Worth of what both need in common.
    difference
        ``together + shared - alone_first - alone_second``: above 0 they complement, below 0 they
        stand in for one another.
    difference_pct
        In percent of the joint gain.
    interaction_index
        Shapley interaction index, the mean over all sets of others; None where sampled.
    verdict
        One of :data:`VERDICTS`.
    """

    first: str
    second: str
    profile: str
    unit: str
    together: float
    alone_first: float
    alone_second: float
    shared: float
    difference: float
    difference_pct: float | None
    interaction_index: float | None
    verdict: str


class PairShare(NamedTuple):
    """What a player contributes to one pair of places."""

    origin: str
    destination: str
    profile: str
    project: str
    unit: str
    weight: float
    shapley: float
    low: float
    high: float
    share_pct: float | None
    joint: float


@dataclass(frozen=True, eq=False)
class Attribution:
    """Shares of the projects of a scenario in what they gain together.

    Attributes
    ----------
    by
        What a player is, see :data:`corridors.analysis.attribution.players.BY`.
    method
        ``exact`` or ``sampled``.
    active
        Players that can change what is modelled, or that such a one needs.
    permutations, seed, precision_pct, widest_pct
        Orders tried (None where exact), what they were drawn with, the half-width asked for and
        the widest reached, in percent of the joint gain of a profile.
    no_connection
        Cost of no connection: factor of the least generalised cost of the pair, or CNY.
    never, new
        Weighted pairs by profile that have no way with all projects either, and that only have
        one with projects.
    rows, interactions_found
        Shares of every scope, and pairs of the players that matter most.
    """

    scenario: Scenario
    states: States
    demand: Demand
    by: str
    method: str
    players: tuple[str, ...]
    active: tuple[str, ...]
    permutations: int | None
    seed: int
    precision_pct: float
    widest_pct: float
    no_connection: tuple[str, float]
    never: Mapping[str, int]
    new: Mapping[str, int]
    rows: tuple[Share, ...] = field(repr=False)
    interactions_found: tuple[Interaction, ...] = field(repr=False)
    values: Array = field(repr=False)
    half: Array = field(repr=False)
    joint: Array = field(repr=False)
    places: tuple[tuple[str, ...], tuple[str, ...]] = field(repr=False)
    widths: tuple[int, ...] = field(repr=False)

    @property
    def base(self) -> Network:
        """Network before."""
        return self.states.base

    @property
    def reached(self) -> bool:
        """Whether the intervals are as narrow as was asked for."""
        return self.widest_pct <= self.precision_pct

    @property
    def table(self) -> pd.DataFrame:
        """Shares as a tidy DataFrame, see :class:`Share`; missing values are NaN."""
        return _frame(self.rows, Share, ("share_pct", "n"))

    @property
    def interactions(self) -> pd.DataFrame:
        """Pairs of projects as a tidy DataFrame, see :class:`Interaction`."""
        return _frame(self.interactions_found, Interaction, ("difference_pct", "interaction_index"))

    @property
    def pairs(self) -> pd.DataFrame:
        """Share of each project in each pair of places, see :class:`PairShare`."""
        return _frame(tuple(self.pair_rows()), PairShare, ("share_pct",))

    def pair_rows(self) -> Iterator[PairShare]:
        """Shares pair by pair, the larger ones first; those of nothing are left out.

        Yields
        ------
        share
            Of one pair, project and profile.
        """
        start = 0
        origins, destinations = self.places
        size = len(origins) * len(destinations)
        for (profile, weight), width in zip(self.demand.weights.items(), self.widths,
                                            strict=True):
            unit = unit_of(self.demand, profile)
            for number in np.flatnonzero(weight.ravel() > 0):
                column = start + int(number)
                joint = float(self.joint[column])
                values, half = self.values[:, column], self.half[:, column]
                for i in np.lexsort((np.arange(len(values)), -np.abs(values))):
                    if abs(values[i]) > TINY:
                        yield PairShare(
                            origins[number // len(destinations)],
                            destinations[number % len(destinations)], profile, self.active[i],
                            unit, float(weight.ravel()[number]), float(values[i]),
                            float(values[i] - half[i]), float(values[i] + half[i]),
                            percent(float(values[i]), joint), joint)
            start += width
        assert size or start == 0

    @cached_property
    def profiles(self) -> tuple[str, ...]:
        """Profiles with shares; all of them together last, where they add up."""
        return tuple(dict.fromkeys(row.profile for row in self.rows))

    def of(self, profile: str, scope: str = "all", scope_id: str = "") -> tuple[Share, ...]:
        """Rows of one scope, the largest share first.

        Parameters
        ----------
        profile
            A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
        scope
            ``all``, ``origin``, ``destination``, ``origin_set``, ``destination_set``, ``sector``
            or ``mode``.
        scope_id
            Which of them; empty for ``all``.

        Returns
        -------
        shares
            One for each project.
        """
        rows = [row for row in self.rows
                if (row.profile, row.scope, row.scope_id) == (profile, scope, scope_id)]
        return tuple(sorted(rows, key=lambda row: (row.role == "bundle", -row.shapley,
                                                   row.project)))

    def __repr__(self) -> str:
        how = "exact" if self.permutations is None else (
            f"{self.permutations} permutations, seed {self.seed}, "
            f"widest ±{self.widest_pct:.1f} %")
        lines = [(f"Attribution of {self.scenario.id}: {len(self.players)} players, "
                  f"weights {self.demand.id}, {how}")]
        for profile in self.profiles:
            top = [row for row in self.of(profile) if row.role != "bundle"][:3]
            lines.append(f"  {profile}: " + ", ".join(
                f"{row.project} {row.share_pct:.1f} %" for row in top
                if row.share_pct is not None))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from html import escape

        shown = self.table
        shown = shown[(shown.scope == "all") & (shown.role != "null")]
        return f"<p>{escape(repr(self).splitlines()[0])}</p>{shown.to_html(index=False)}"


TINY = 1e-9
"""Shares of a pair below this, CNY, are none."""


def percent(value: float, whole: float) -> float | None:
    """Percent of a whole; None where that is nothing."""
    return 100 * value / whole if abs(whole) > TINY else None


def unit_of(demand: Demand, profile: str) -> str:
    """Unit of the gains of a profile."""
    from corridors.profiles import PROFILE_UNITS

    return "CNY/year" if demand.yearly else f"CNY/{PROFILE_UNITS[profile]}"


def _frame(rows: tuple[Any, ...], kind: Any, floats: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(kind._fields))
    return frame.astype(dict.fromkeys(floats, float))
