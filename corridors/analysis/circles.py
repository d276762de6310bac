"""The national 1-2-3 travel circles: which pairs of cities lie within, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Literal

from pydantic import Field

from corridors.analysis.claims import CITY_KM
from corridors.analysis.tabled import Tabled
from corridors.analysis.ticks import Tick, silent
from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.migrations import read_current
from corridors.network.model import Network
from corridors.parameters import Parameters
from corridors.paths import embedded
from corridors.places import expand, find_place
from corridors.projects.model import Names, SourceRow
from corridors.routing.skims import Trips, skim
from corridors.routing.trip import Trip
from corridors.textfile import Document
from corridors.validation import Frozen, validate

PROFILE, LAND = "passenger", ("road", "rail")
WAYS = ("door_to_door", "in_vehicle_land", "in_vehicle")
"""How hours are counted: from door to door by the fastest of car, train and plane; on board by the
faster of car and train, between stations of the two cities themselves, changes left out; the same
with planes."""


class Circle(Frozen):
    """Pairs that should lie within some hours.

    Attributes
    ----------
    hours
        The limit.
    list, among, from, to
        The pairs one by one, or all pairs of some places and sets, or all pairs of two groups.
    source_id, confidence
        What the choice of pairs follows.
    """

    id: str
    name: Names
    hours: float
    list_: tuple[tuple[str, str], ...] = Field((), alias="list")
    among: tuple[str, ...] = ()
    from_: tuple[str, ...] = Field((), alias="from")
    to: tuple[str, ...] = ()
    source_id: str
    confidence: Literal["high", "medium", "low", "assumed"]
    note: Names


class CirclesFile(Frozen):
    """``circles.yaml`` of a data package."""

    schema_: Literal[1] = Field(alias="schema")
    sources: tuple[SourceRow, ...]
    circles: tuple[Circle, ...]


@dataclass(frozen=True)
class PairHours:
    """Hours of one pair of cities before and after, the longer of the two directions.

    Attributes
    ----------
    mode_base, mode_after
        Main mode of that direction; empty where there is no way.
    """

    circle: str
    way: str
    pair: tuple[str, str]
    base: float | None
    after: float | None
    mode_base: str
    mode_after: str


@dataclass(frozen=True)
class Share:
    """How many pairs of a circle lie within, before and after.

    Attributes
    ----------
    entered, left
        Pairs that lie within after and not before, and the other way round.
    """

    circle: Circle
    way: str
    pairs: int
    base: int
    after: int
    entered: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False, repr=False)
class Circles(Tabled):
    """All circles on two networks."""

    base: Network
    after: Network
    shares: tuple[Share, ...]
    hours: tuple[PairHours, ...]
    sources: tuple[SourceRow, ...]

    def records(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """One row for each circle, way and pair of cities."""
        return ("circle", "way", "origin", "destination", "base_h", "after_h", "mode_base",
                "mode_after"), [(item.circle, item.way, *item.pair, item.base, item.after,
                                 item.mode_base, item.mode_after) for item in self.hours]


@cache
def read_circles(data: Path | None = None) -> tuple[CirclesFile, Document]:
    """Read the circles of a data package.

    Raises
    ------
    InputError
        With all faults of the file.

    Examples
    --------
    >>> [circle.hours for circle in read_circles()[0].circles]
    [1.0, 2.0, 2.0, 3.0, 3.0, 3.0]
    """
    document = read_current((data or embedded("data")) / "circles.yaml", "circles")
    file = validate(CirclesFile, document.data, document)
    known = {source.id for source in file.sources}
    faults = [fault("circle_source", file=document.path, line=document.line(("circles", i)),
                    id=circle.id, found=circle.source_id)
              for i, circle in enumerate(file.circles) if circle.source_id not in known]
    faults += [fault("circle_pairs", file=document.path, line=document.line(("circles", i)),
                     id=circle.id) for i, circle in enumerate(file.circles)
               if [bool(circle.list_), bool(circle.among), bool(circle.from_ and circle.to)].count(
                   True) != 1]
    if faults:
        raise InputError(faults)
    return file, document


def pairs_of(circle: Circle, network: Network) -> tuple[tuple[str, str], ...]:
    """Pairs of a circle, each once, in the order of the file.

    Raises
    ------
    UnknownNameError
        A place or set that the network does not have.

    Examples
    --------
    >>> import corridors
    >>> cluster = next(c for c in read_circles()[0].circles if c.id == "beibu_cluster")
    >>> len(pairs_of(cluster, corridors.load_network()))
    28
    """
    if circle.list_:
        given: Iterable[tuple[str, str]] = (
            (find_place(network, a), find_place(network, b)) for a, b in circle.list_)
    elif circle.among:
        given = combinations(expand(network, circle.among), 2)
    else:
        given = ((a, b) for a in expand(network, circle.from_)
                 for b in expand(network, circle.to))
    found: dict[frozenset[str], tuple[str, str]] = {}
    for a, b in given:
        if a != b:
            found.setdefault(frozenset((a, b)), (a, b))
    return tuple(found.values())


def circles(base: Network, after: Network, data: Path | None = None,
            tick: Tick | None = None) -> Circles:
    """Count the pairs of every circle that lie within, on two networks.

    Travellers take the fastest path of each main mode (objective ``time``), waiting for the first
    departure included. A pair lies within where both directions do. Hours on board are those of
    the fastest path that reaches its first and leaves its last station within
    :data:`~corridors.analysis.claims.CITY_KM`: else a long drive to a far station would not count.

    Parameters
    ----------
    base
        The network before.
    after
        The network after.
    data
        Folder of the data package that the circles are defined in.
    tick
        Told before the trips of each network are looked for.

    Returns
    -------
    circles
        Pairs within the hours of each circle on both networks, and how many there are.

    Raises
    ------
    InputError
        Faults of ``circles.yaml``, places that the network does not have.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> {share.base == share.after for share in circles(network, network).shares}
    {True}
    """
    file, document = read_circles(data)
    wanted: dict[str, tuple[tuple[str, str], ...]] = {}
    faults: list[Fault] = []
    for i, circle in enumerate(file.circles):
        try:
            wanted[circle.id] = pairs_of(circle, base)
        except UnknownNameError as error:
            faults += [Fault(f.key, f.values, str(document.path), document.line(("circles", i)))
                       for f in error.faults]
    if faults:
        raise InputError(faults)
    places = sorted({end for pairs in wanted.values() for pair in pairs for end in pair})
    tick = tick or silent
    tick("progress.base")
    before = {way: _trips(base, places, way) for way in WAYS[:2]}
    tick("progress.after")
    later = before if after is base else {way: _trips(after, places, way) for way in WAYS[:2]}
    before["in_vehicle"], later["in_vehicle"] = before["in_vehicle_land"], later["in_vehicle_land"]
    hours: list[PairHours] = []
    shares: list[Share] = []
    for circle in file.circles:
        for way in WAYS:
            rows = [_hours(circle, way, pair, before[way], later[way])
                    for pair in wanted[circle.id]]
            hours += rows
            inside = [[_within(value, circle.hours) for value in (row.base, row.after)]
                      for row in rows]
            shares.append(Share(
                circle, way, len(rows), sum(a for a, _ in inside), sum(b for _, b in inside),
                tuple(r.pair for r, (a, b) in zip(rows, inside, strict=True) if b and not a),
                tuple(r.pair for r, (a, b) in zip(rows, inside, strict=True) if a and not b)))
    return Circles(base, after, tuple(shares), tuple(hours), file.sources)


def _trips(network: Network, places: list[str], way: str) -> Trips:
    """Fastest trips by car, train and plane, for a way of counting."""
    if way != "door_to_door":
        near = replace(network.parameters["access.max_km"], value=CITY_KM)
        network = replace(network, parameters=Parameters({**network.parameters,
                                                          "access.max_km": near}))
    return skim(network, places, places, profile=PROFILE, modes=(*LAND, "air"), objective="time")


def _within(hours: float | None, limit: float) -> bool:
    return hours is not None and hours <= limit + 1e-9


def _hours(circle: Circle, way: str, pair: tuple[str, str], before: Trips,
           after: Trips) -> PairHours:
    (a, mode_a), (b, mode_b) = (_slower(trips, way, pair) for trips in (before, after))
    return PairHours(circle.id, way, pair, a, b, mode_a, mode_b)


def _slower(trips: Trips, way: str, pair: tuple[str, str]) -> tuple[float | None, str]:
    """Hours and mode of the slower direction; none where one of the two has no way."""
    both = [_fastest([trips[o, d, mode] for mode in (LAND if way == "in_vehicle_land" else
                                                     (*LAND, "air"))], way)
            for o, d in (pair, pair[::-1])]
    known = [(hours, mode) for hours, mode in both if hours is not None]
    return max(known) if len(known) == 2 else (None, "")


def _fastest(trips: list[Trip], way: str) -> tuple[float | None, str]:
    measure = "time_h" if way == "door_to_door" else "in_vehicle_h"
    found = [(hours, trip.mode) for trip in trips for hours in (trip.measure(measure),)
             if hours is not None]
    return min(found) if found else (None, "")
