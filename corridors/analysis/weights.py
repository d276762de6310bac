"""Weights of pairs: membership in a sector of the annex, or flows that the user brings.

A sector restricts the summary of a comparison to its member pairs, each counted once; nothing is
said about how much travels between them. Flows multiply what one passenger, loaded TEU or tonne
gains, so that hours, CNY and CO2 a year follow. The comparison itself stays over all its pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from corridors.analysis.compare import Comparison
from corridors.analysis.flows import Flows, read_flows
from corridors.analysis.sectors import Sector, find_sector, near_sectors
from corridors.analysis.serves import gain, outcome
from corridors.analysis.tabled import Tabled
from corridors.errors import InputError, fault
from corridors.inputfile import exists
from corridors.profiles import PROFILE_UNITS
from corridors.routing.trip import Trip
from corridors.units import MEASURE_UNITS

SECTOR = "sector:"
YEARLY = ("time_h", "cost_cny", "co2_kg")
"""Measures that add up over a year's flows."""
SIDES = {"both": (0, 1), "new": (1,), "gone": (0,), "never": (), "token": ()}
"""States in which a pair has figures, by :func:`~corridors.analysis.serves.outcome`."""


class WeightRow(NamedTuple):
    """One row of the weighted summary.

    Attributes
    ----------
    statistic
        ``mean`` of a sector, per passenger, loaded TEU or tonne over its member pairs; ``sum`` of
        flows over a year.
    outcome
        What became of the connection, see :func:`corridors.analysis.serves.outcome`; only
        ``both`` has a difference.
    pairs, weight, weight_unit
        How many pairs, and how much they weigh: the pairs themselves (``pair``), or units a year.
    gained, lost
        Pairs of those connected in both states whose measure got better or worse.
    """

    weights: str
    profile: str
    mode: str
    measure: str
    unit: str
    statistic: str
    outcome: str
    pairs: int
    weight: float
    weight_unit: str
    base: float | None
    after: float | None
    difference: float | None
    gained: int
    lost: int


@dataclass(frozen=True, eq=False, repr=False)
class Weighed(Tabled):
    """A comparison seen through weights.

    Attributes
    ----------
    kind
        ``sector`` or ``flows``.
    hash
        Content hash of the file of flows or of the row of the annex, 12 hexadecimal digits.
    sector
        The row of the annex; None for flows.
    members
        (origin, destination) of the compared pairs that belong to the sector, or carry a flow.
    rows
        Profile by profile, main mode by main mode.
    """

    id: str
    kind: Literal["sector", "flows"]
    hash: str
    sector: Sector | None
    members: tuple[tuple[str, str], ...]
    rows: tuple[WeightRow, ...]

    def records(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Those rows with their names."""
        return WeightRow._fields, self.rows

    def summary_line(self) -> str:
        """The weights."""
        return self.id

    @cached_property
    def totals(self) -> Mapping[tuple[str, str, str], WeightRow]:
        """Rows of the pairs connected in both states by (profile, main mode, measure)."""
        return {(row.profile, row.mode, row.measure): row for row in self.rows
                if row.outcome == "both"}


def weigh(result: Comparison, weights: str | Path) -> Weighed:
    """Restrict a comparison to a sector of the annex, or weigh it with flows from a file.

    Parameters
    ----------
    result
        A comparison.
    weights
        ``sector:`` and the id, Chinese or English name of a sector; or the path of a CSV file of
        flows, see :func:`corridors.analysis.flows.read_flows`.

    Returns
    -------
    weighed
        For every profile and main mode compared, ``best`` among them. For a sector the means of
        the measures of the scenario over its pairs, each counted once. For flows hours, CNY and
        kg a year before, after and their difference, for the profiles that carry some. Pairs
        without a way in one of the states are counted with their weight, in rows of their own,
        and enter no mean and no difference.

    Raises
    ------
    InputError
        An unknown sector; one whose row of the annex could not be read safely; or every fault of
        the file.

    Notes
    -----
    A pair belongs to a sector where one end is a city of its row and the other a place of the
    network in a partner province, in either direction.

    Examples
    --------
    >>> import corridors
    >>> result = corridors.compare(corridors.load_scenario("guiyang_nanning_hsr"))
    >>> found = weigh(result, "sector:aircraft")
    >>> row = found.totals["passenger", "rail", "time_h"]
    >>> row.weight_unit, row.weight == row.pairs, row.difference < 0
    ('pair', True, True)
    """
    text = str(weights).replace("：", ":", 1)
    if text.casefold().startswith(SECTOR):
        sector = find_sector(text[len(SECTOR):], result.base.data_dir)
        pairs = dict.fromkeys((origin, destination) for _, origin, destination, _ in result.keys)
        members = tuple(sector.members(result.base, pairs))
        return Weighed(sector.id, "sector", sector.hash, sector, members,
                       tuple(_sector_rows(result, sector.id, set(members))))
    flows = _flows(result, Path(weights))
    carried = dict.fromkeys((origin, destination) for _, origin, destination in flows.per_year)
    return Weighed(flows.id, "flows", flows.hash, None, tuple(carried),
                   tuple(_flow_rows(result, flows)))


def _flows(result: Comparison, path: Path) -> Flows:
    """Flows of a file; where there is none, its name may be meant as a sector."""
    if not exists(path):
        near = near_sectors(path, result.base.data_dir)
        raise InputError(fault("weights_missing", found=path,
                               suggestion=SECTOR + near.split(", ")[0] if near else ""))
    return read_flows(path, result.base, result.scenario.file.compare.profiles,
                      result.states.origins, result.states.destinations)


def _groups(result: Comparison, weight: Mapping[tuple[str, str, str], float]
            ) -> dict[tuple[str, str], dict[str, list[tuple[Trip, Trip, float]]]]:
    """Trips with their weight by (profile, main mode) and outcome, in the order of the file."""
    out: dict[tuple[str, str], dict[str, list[tuple[Trip, Trip, float]]]] = {}
    for key in result.keys:
        profile, origin, destination, mode = key
        groups = out.setdefault((profile, mode), {name: [] for name in SIDES})
        if (profile, origin, destination) in weight:
            base, after = result.trips_base[key], result.trips_after[key]
            groups[outcome(base, after)].append(
                (base, after, weight[profile, origin, destination]))
    return out


def _sector_rows(result: Comparison, key: str, members: set[tuple[str, str]]
                 ) -> Iterable[WeightRow]:
    weight = {(profile, *pair): 1.0 for pair in members
              for profile in result.scenario.file.compare.profiles}
    for (profile, mode), groups in _groups(result, weight).items():
        for state, trips in groups.items():
            if not trips and state != "both":
                continue
            for measure in result.scenario.file.compare.measures:
                yield _row(key, profile, mode, measure, state, trips, "mean")


def _flow_rows(result: Comparison, flows: Flows) -> Iterable[WeightRow]:
    carrying = {profile for profile, _, _ in flows.per_year}
    for (profile, mode), groups in _groups(result, flows.per_year).items():
        for state, trips in groups.items():
            if profile not in carrying or (not trips and state != "both"):
                continue
            for measure in YEARLY:
                yield _row(flows.id, profile, mode, measure, state, trips, "sum")


def _row(key: str, profile: str, mode: str, measure: str, state: str,
         trips: list[tuple[Trip, Trip, float]], statistic: str) -> WeightRow:
    sides = SIDES[state]
    figures = [([trip.measure(measure) for trip in pair], w) for *pair, w in trips]
    known = [([value or 0.0 for value in values], w) for values, w in figures
             if all(values[side] is not None for side in sides)]
    whole = sum(w for _, w in known)
    over = len(known) if statistic == "mean" else 1

    def total(side: int) -> float | None:
        if side not in sides or not over:
            return None
        return sum(values[side] * w for values, w in known) / over

    base, after = total(0), total(1)
    gains = [gain(measure, a, b) for (a, b), _ in known] if state == "both" else []
    moved = sum(w * (b - a) for ((a, b), w), g in zip(known, gains, strict=False) if g)
    unit = MEASURE_UNITS[measure]
    return WeightRow(
        key, profile, mode, measure, unit if statistic == "mean" else f"{unit}/year", statistic,
        state, len(known), whole,
        "pair" if statistic == "mean" else f"{PROFILE_UNITS[profile]}/year", base, after,
        None if base is None or after is None else moved / over,
        sum(g > 0 for g in gains), sum(g < 0 for g in gains))
