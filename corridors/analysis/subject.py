"""What a comparison is about: the profile, main mode and measure in which it changes most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from corridors.analysis.compare import Comparison, Row
from corridors.analysis.summary import sign_of_gain
from corridors.families import BEST
from corridors.routing.trip import Trip

NEW_WORTH = 0.1
"""A newly connected pair counts like one whose generalised cost falls by this share."""
LITTLE = 0.01
"""Where what the search minimises falls by less on average, a growth of capacity is told first."""
MEASURES = ("time_h", "capacity_mt", "cost_cny", "co2_kg", "in_vehicle_h", "distance_km",
            "distance_total_km")
"""In the order in which they are shown where several gain alike."""


class Subject(NamedTuple):
    """The profile, main mode and measure that figures show first."""

    profile: str
    mode: str
    measure: str


@dataclass(frozen=True)
class Weight:
    """How much one profile and main mode gains.

    Attributes
    ----------
    objective
        Sum over the pairs of the share by which what the search minimises falls; newly connected
        pairs count :data:`NEW_WORTH` each.
    capacity
        Sum over the pairs of the share by which the capacity grows.
    """

    profile: str
    mode: str
    objective: float
    capacity: float


_SUBJECTS: WeakKeyDictionary[Comparison, Subject] = WeakKeyDictionary()


def served(trip: Trip) -> bool:
    """Whether a trip is found and not in name only."""
    return trip.found and not trip.token


def weights(result: Comparison) -> tuple[Weight, ...]:
    """Gain of every profile and main mode but the best of all, in the order of the file."""
    found: dict[tuple[str, str], list[float]] = {}
    with_capacity = "capacity_mt" in result.scenario.file.compare.measures
    for key in result.keys:
        if key[3] == BEST:
            continue
        base, after = result.trips_base[key], result.trips_after[key]
        sums = found.setdefault((key[0], key[3]), [0.0, 0.0])
        if base is after or not served(after):
            continue
        if not served(base):
            sums[0] += NEW_WORTH
            continue
        if base.objective_value and after.objective_value is not None:
            sums[0] += 1.0 - after.objective_value / base.objective_value
        if with_capacity and base.capacity_mt and after.capacity_mt is not None:
            sums[1] += after.capacity_mt / base.capacity_mt - 1.0
    return tuple(Weight(*key, *sums) for key, sums in found.items())


def subject(result: Comparison) -> Subject:
    """The profile and main mode that gain most over all pairs, and the measure that tells it.

    The gain is the share by which generalised cost (the objective of the scenario) falls, summed
    over the pairs, so that a small profile with large gains counts for what it gains. Where it
    falls by less than :data:`LITTLE` on average and capacity grows, as for a second track, the
    capacity is shown; else time, and where time does not fall, cost or CO2.

    Examples
    --------
    >>> import corridors
    >>> subject(corridors.compare(corridors.load_scenario("guiyang_nanning_hsr")))
    Subject(profile='passenger', mode='rail', measure='time_h')
    """
    if result not in _SUBJECTS:
        _SUBJECTS[result] = _subject(result)
    return _SUBJECTS[result]


def _subject(result: Comparison) -> Subject:
    asked = result.scenario.file.compare.measures
    items = weights(result)
    if not items:
        profile, _, _, mode = result.keys[0]
        return Subject(profile, mode, asked[0])
    pairs = len(result.keys) / len(items)
    best = max(items, key=lambda item: round(item.objective, 9))
    widest = max(items, key=lambda item: round(item.capacity, 9))
    if best.objective < LITTLE * pairs and widest.capacity > LITTLE * pairs:
        return Subject(widest.profile, widest.mode, "capacity_mt")
    rows = [row for row in result.rows if (row.profile, row.mode) == (best.profile, best.mode)]
    told = next((measure for measure in MEASURES if measure in asked and relative_gain(
        row for row in rows if row.measure == measure) > 1e-9), None)
    new = any(row.found_after and not row.found_base for row in rows)
    return Subject(best.profile, best.mode, told if told and not new else asked[0])


def relative_gain(rows: Iterable[Row]) -> float:
    """Sum over pairs of the share by which a measure gets better, losses taken off.

    Pairs in name only and those of one state only count nothing.
    """
    return sum(sign_of_gain(row.measure) * row.difference / row.base for row in rows
               if row.difference is not None and row.base
               and not row.token_base and not row.token_after)
