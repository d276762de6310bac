"""What one state of a network costs more than another: expected cost, detours, lost pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from corridors.analysis.worth import choice_numbers, exclusive, expected_cny, own_cny
from corridors.network.model import Network
from corridors.routing.skimtables import SkimTables

Array = np.ndarray[Any, Any]
TOLERANCE = 1e-6
"""Differences below this, CNY, are rounding and count as none."""
ALL = "all"
"""All main modes together."""
DOOR = 0.95
"""Share of the loss that one place bears where an element is a door of it."""
FIELDS = ("loss_cny", "affected_pairs", "lost_pairs", "lost_pct", "affected_pct", "mean_extra_cny",
          "max_extra_cny", "mean_detour_h", "max_detour_h", "mean_detour_km", "max_detour_km",
          "worst_pair", "only_place")
"""What is measured, see :class:`~corridors.analysis.criticality.model.Loss`."""


@dataclass(frozen=True)
class Scale:
    """How generalised costs become an expected cost.

    Attributes
    ----------
    reference_cny
        (n, m); least generalised cost of the intact network.
    no_connection_cny
        (n, m); cost of staying away.
    """

    reference_cny: Array
    no_connection_cny: Array
    scale: float
    dissimilarity: float

    @classmethod
    def of(cls, network: Network, profile: str, tables: Sequence[SkimTables],
           factor: float) -> Scale:
        """Scale of intact networks.

        Parameters
        ----------
        tables
            Of the base first; where it has no way, the next one that has counts, and pairs that
            never have one stand at the mean.
        """
        least = least_cny(exclusive(tables[0]))
        for other in tables[1:]:
            least = np.where(np.isfinite(least), least, least_cny(exclusive(other)))
        known = np.isfinite(least) & (least > 0)
        reference = np.where(known, least, float(least[known].mean()) if known.any() else 1.0)
        return cls(reference, factor * reference,
                   *choice_numbers(network.parameters, profile))

    def expected(self, costs: Mapping[str, Array]) -> Array:
        """Expected cost of all ways together, CNY."""
        return expected_cny(costs, reference_cny=self.reference_cny, scale=self.scale,
                            dissimilarity=self.dissimilarity,
                            no_connection_cny=self.no_connection_cny)


@dataclass(frozen=True, eq=False)
class Seen:
    """A state of a network as its users see it.

    Attributes
    ----------
    costs
        Main mode -> generalised cost, infinite where there is no way, every journey once.
    expected
        Expected cost of all ways together, (n, m).
    """

    tables: SkimTables
    costs: Mapping[str, Array]
    expected: Array
    scale: Scale

    @classmethod
    def of(cls, tables: SkimTables, scale: Scale) -> Seen:
        """See the tables of a network."""
        costs = exclusive(tables)
        return cls(tables, costs, scale.expected(costs), scale)

    def beside(self, broken: Seen) -> Seen:
        """Add the ways that show only once this state is broken.

        The best path of a main mode may be one in name only, or the journey of another main mode,
        and hide a dearer one that is neither. A failure opens no way: what comes to light then was
        there before, at no more than it costs then, and is no gain.
        """
        hidden = {mode: np.isfinite(broken.costs[mode]) & ~np.isfinite(cost)
                  & self.tables.tables[mode].found for mode, cost in self.costs.items()}
        if not any(where.any() for where in hidden.values()):
            return self
        costs = {mode: np.where(hidden[mode], broken.costs[mode], cost)
                 for mode, cost in self.costs.items()}
        return replace(self, costs=costs, expected=self.scale.expected(costs))

    def cost(self, mode: str) -> Array:
        """Generalised cost of a main mode, or of the least of all."""
        return least_cny(self.costs) if mode == ALL else own_cny(self.tables.tables[mode])

    def measure(self, name: str, mode: str) -> Array:
        """A measure of a main mode, or of the main mode of least cost."""
        if mode != ALL:
            return self.tables.tables[mode].values[name]
        first = np.array([np.round(cost, 9) for cost in self.costs.values()]).argmin(axis=0)
        values = np.array([table.values[name] for table in self.tables.tables.values()])
        found: Array = np.take_along_axis(values, first[None], axis=0)[0]
        return found


def least_cny(costs: Mapping[str, Array]) -> Array:
    """Least cost over all main modes; infinite where there is no way."""
    least: Array = np.minimum.reduce(list(costs.values()))
    return least


def losses(before: Seen, after: Seen, weight: Array, mode: str) -> Array:
    """Figures of :data:`FIELDS` for one main mode, or for all.

    Parameters
    ----------
    weight
        (n, m); 0 for pairs that do not count.

    Returns
    -------
    figures
        NaN where nobody is affected; ``worst_pair`` is a row of the flattened pairs, or -1;
        ``only_place`` the number of the origin, or n and that of the destination, on which nearly
        all of the loss falls, or -1.
    """
    a, b = before.cost(mode), after.cost(mode)
    counted = weight > 0
    had = counted & np.isfinite(a)
    both, lost = had & np.isfinite(b), had & ~np.isfinite(b)
    whole = float(weight[had].sum())
    extra = np.zeros_like(a)
    extra[both] = b[both] - a[both]
    moved = both & (np.abs(extra) > TOLERANCE)
    if mode == ALL:
        difference = np.where(counted, after.expected - before.expected, 0.0)
        difference[np.abs(difference) <= TOLERANCE] = 0.0
        loss = float((weight * difference).sum()) / whole if whole else 0.0
    else:
        kept = float(weight[both].sum())
        loss = float((weight * np.where(moved, extra, 0.0)).sum()) / kept if kept else np.nan
    share = float(weight[moved].sum())
    out = [loss, int(moved.sum() + lost.sum()), int(lost.sum()),
           100.0 * float(weight[lost].sum()) / whole if whole else 0.0,
           100.0 * float(weight[moved | lost].sum()) / whole if whole else 0.0]
    detours = [extra, *(after.measure(name, mode) - before.measure(name, mode)
                        for name in ("time_h", "distance_total_km"))]
    for values in detours:
        if not share:
            out += [np.nan, np.nan]
            continue
        out += [float((weight[moved] * values[moved]).sum()) / share, float(values[moved].max())]
    worst = int(np.where(moved, extra, -np.inf).argmax()) if share else -1
    borne = np.maximum(difference, 0.0) if mode == ALL else (moved | lost).astype(float)
    return np.array([*out, float(worst), float(_only(weight * borne, had))])


def _only(borne: Array, had: Array) -> int:
    """The one end that bears nearly all, where others have that side too; else -1."""
    for first, axis in ((borne.shape[0], 0), (0, 1)):
        ends = borne.sum(axis=axis)
        if had.any(axis=axis).sum() > 1 and ends.max() > 0 and ends.max() >= DOOR * ends.sum():
            return first + int(ends.argmax())
    return -1


def outage(before: Seen, after: Seen, weight: Array, mode: str, cny_h: float,
           days: float) -> Array:
    r"""What a closure of some days costs: waiting for the reopening, going round, the cheaper.

    A shipment comes at a random time of the closure, knows how long it still lasts, and waits at
    its origin at the value of time of its profile. With the wait to the reopening spread evenly
    over 0 to D, a value of time v and a detour that costs E more, all who wait lose v D / 2 on
    average, all who go round E, and those who take the cheaper of both::

        v D / 2          where v D <= E
        E - E**2 / (2 v D)    otherwise

    Returns
    -------
    means
        Weighted means over the pairs that are hit and still have a way of what waiting, going
        round and the cheaper of both cost; then, over all pairs that are hit, those without
        another way among them, of the cheaper; CNY a unit. The share of the weight that is hit
        at all, and that has no other way, %.
    """
    a, b = before.cost(mode), after.cost(mode)
    had = (weight > 0) & np.isfinite(a)
    extra = np.where(had, b, 0.0) - np.where(had, a, 0.0)
    hit = had & (extra > TOLERANCE)
    lost = hit & ~np.isfinite(extra)
    whole, share = float(weight[had].sum()), float(weight[hit].sum())
    if not share:
        return np.array([np.nan] * 4 + [0.0, 0.0])
    longest = cny_h * 24.0 * days
    wait = longest / 2.0
    least = least_of(extra, longest)
    both = hit & ~lost
    kept = float(weight[both].sum())

    def mean(values: Array) -> float:
        return float((weight[both] * values[both]).sum()) / kept if kept else np.nan

    return np.array([wait, mean(extra), mean(least),
                     float((weight[hit] * least[hit]).sum()) / share,
                     100.0 * share / whole, 100.0 * float(weight[lost].sum()) / whole])


def least_of(extra: Array, longest: float) -> Array:
    """Mean of the cheaper of waiting, spread evenly over 0 to ``longest``, and a detour.

    Examples
    --------
    >>> least_of(np.array([50.0, 100.0, np.inf]), 100.0).tolist()
    [37.5, 50.0, 50.0]
    """
    capped = np.minimum(extra, longest)
    return capped - capped**2 / (2.0 * longest)
