"""Paths of one main mode that no other beats in time, cost and CO2 together.

A sum of hours, CNY and kg with positive weights is least on a path that is Pareto optimal: one
that was as good in all three and better in one would have a smaller sum. Sums find the
**supported** points only, those on the convex hull of all points; a compromise that lies inside
the hull is least under no weights and stays unseen (Ehrgott, Multicriteria Optimization, 2005,
ch. 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from corridors.families import Family
from corridors.network.model import Network
from corridors.routing.graph import Services
from corridors.routing.impedance import BLEND, Impedance
from corridors.routing.paths import solve
from corridors.routing.trip import Trip
from corridors.routing.virtual import build

DIVISIONS = 4
"""The grid of weights has this many steps along each side of the triangle: 15 weightings."""
FLOOR = 1e-6
"""Least weight of each of the three, so that the best of equals in one is best in the others."""
EQUAL = 1e-9
"""Values that differ by less than this share are equal."""

Array = np.ndarray[Any, Any]
Weights = tuple[float, float, float]
Vector = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class ParetoPath:
    """A path on the hull and the weightings of the grid under which it is least.

    Attributes
    ----------
    weights
        Shares of time, cost and CO2, each measured in the range between the least values that
        the main mode reaches when it minimises one of them; empty for a path that only the
        value of time of the profile finds.
    """

    trip: Trip
    weights: tuple[Weights, ...]

    @property
    def vector(self) -> Vector:
        """Hours, CNY and kg."""
        return self.trip.time_h or 0.0, self.trip.cost_cny or 0.0, self.trip.co2_kg or 0.0

    @property
    def searched(self) -> Vector:
        """The same as the search counts them: drivers' rest at its mean rate."""
        return searched(self.trip)


def searched(trip: Trip) -> Vector:
    """Hours, CNY and kg of a trip, with the drivers' rest at the mean rate of the search."""
    _, cost, edges, _ = trip.path
    return (float(cost.hours[edges].sum()), float(cost.cny[edges].sum()),
            float(cost.kg[edges].sum()))


def simplex(divisions: int = DIVISIONS) -> tuple[Weights, ...]:
    """Weightings of time, cost and CO2 that add up to one, the corners among them.

    Examples
    --------
    >>> simplex(1)
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    >>> len(simplex(4))
    15
    """
    return tuple((i / divisions, j / divisions, (divisions - i - j) / divisions)
                 for i in range(divisions, -1, -1) for j in range(divisions - i, -1, -1))


def dominates(a: Vector, b: Vector) -> bool:
    """Whether a is as good as b in all three and better in one.

    Examples
    --------
    >>> dominates((1, 2, 3), (1, 2, 4)), dominates((1, 2, 3), (1, 2, 3))
    (True, False)
    """
    slack = [EQUAL * max(1.0, abs(x), abs(y)) for x, y in zip(a, b, strict=True)]
    least = [x <= y + s for x, y, s in zip(a, b, slack, strict=True)]
    better = [x < y - s for x, y, s in zip(a, b, slack, strict=True)]
    return all(least) and any(better)


def coefficients(weights: Weights, span: Sequence[float], unit: float = 1.0) -> Weights:
    """What an hour, a CNY and a kg weigh in the sum.

    ``unit * ((1 - 3 FLOOR) w + FLOOR) / span`` with the span of each; all are positive.
    """
    h, c, k = (unit * ((1 - 3 * FLOOR) * w + FLOOR) / s
               for w, s in zip(weights, span, strict=True))
    return h, c, k


def supported(network: Network, family: Family, origin: str, destination: str, *, profile: str,
              season: str = "normal", divisions: int = DIVISIONS) -> tuple[ParetoPath, ...]:
    """Supported Pareto paths of one main mode by the weightings of a grid.

    Parameters
    ----------
    origin, destination
        Place ids.
    divisions
        Steps of the grid, see :func:`simplex`; with 1 only the three ends.

    Returns
    -------
    paths
        From the fastest; none is beaten by another of them. Of paths with equal values one.
        Empty where there is no path.

    Notes
    -----
    Before those that the true rest of drivers makes worse are dropped, every weighting of the
    grid is least on one of them, and no other path of the main mode beats it, drivers' rest
    counted at its mean rate: what follows from the hours driven does not add up over links. A
    weighting whose path the profile refuses (too long on rivers) has none.
    """
    every = candidates(network, family, origin, destination, profile=profile, season=season,
                       divisions=divisions)
    return tuple(sorted((path for path in every if not any(
        dominates(other.vector, path.vector) for other in every)),
        key=lambda path: path.vector))


def candidates(network: Network, family: Family, origin: str, destination: str, *, profile: str,
               season: str = "normal", divisions: int = DIVISIONS) -> tuple[ParetoPath, ...]:
    """The least path of every weighting, each path once; see :func:`supported`."""
    services = Services.of(Impedance(network, profile, season=season))

    def find(objective: str, blend: Weights = (0.0, 0.0, 0.0)) -> Trip:
        return solve(build(services.weighed(objective, blend), family, [origin],
                           [destination], pruned=True))[origin, destination]

    ends = [trip for trip in map(find, ("time", "cost", "co2")) if trip.found]
    if not ends:
        return ()
    hour = max(services.impedance.value_of_time, FLOOR)
    table = np.array([searched(trip) for trip in ends])
    span, unit = _span(table, hour)
    runs: list[tuple[tuple[Weights, ...], Weights]] = [
        ((weights,), coefficients(weights, span, unit)) for weights in simplex(divisions)]
    if len(ends) == 3 and np.allclose(table, table[0], rtol=EQUAL, atol=EQUAL):
        # One path that is least in everything is the whole answer.
        runs = [(simplex(divisions), runs[0][1])]
    found: dict[tuple[float, ...], ParetoPath] = {}
    for weights, blend in (*runs, ((), (hour, 1.0, FLOOR))):
        trip = find(BLEND, blend)
        if trip.found:
            key = tuple(float(f"{value:.9g}") for value in searched(trip))
            old = found.setdefault(key, ParetoPath(trip, ()))
            found[key] = replace(old, weights=(*old.weights, *weights))
    return tuple(found.values())


def _span(table: Array, value_of_time: float) -> tuple[Weights, float]:
    """Range of each value over the ends, n by 3, and CNY that the whole range is worth.

    A value that does not vary is measured by itself.
    """
    width = table.max(axis=0) - table.min(axis=0)
    still = width <= EQUAL * np.maximum(1.0, table.max(axis=0))
    span = np.where(still, np.maximum(table.max(axis=0), 1.0), width)
    h, c, k = span.tolist()
    return (h, c, k), max(1.0, c + value_of_time * h)
