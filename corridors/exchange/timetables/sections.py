"""Sections between stops that the network has no way for, as links that only services run on.

A line whose id begins with :data:`corridors.units.SERVICES_ONLY` carries the services that name
it and no other train: the toolkit would else run trains of its own frequency on it.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corridors.exchange.timetables.patterns import HOUR, Pattern
from corridors.network.distance import great_circle_km
from corridors.network.model import Network
from corridors.units import SERVICES_ONLY

DETOUR, DETOUR_KM = 2.0, 20.0
"""A way over the network longer than this many great circles and so many km is another line."""
CLASSES = ((200.0, "hsr_300"), (125.0, "hsr_250"), (80.0, "conv_double"), (0.0, "conv_single"))
"""Class by the mean speed between stops, km/h: it sets fares and CO2, the times are the feed's."""
LEAST_KM = 0.1
MOST_TRIES = 5
"""Patterns whose shape is asked for the length of a section."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Section:
    """A new link between two nodes.

    Attributes
    ----------
    start, end
        Node ids in the order of the alphabet.
    km, basis
        Length, and ``shape`` or ``straight``.
    there_h, back_h
        Fastest run times of the feed; None where no train of it runs that way.
    """

    id: str
    start: str
    end: str
    km: float
    basis: str
    there_h: float | None
    back_h: float | None

    @property
    def line(self) -> str:
        """Id of its line."""
        return SERVICES_ONLY + self.id

    @property
    def kind(self) -> str:
        """Class by the mean speed."""
        fastest = min(h for h in (self.there_h, self.back_h) if h is not None)
        return next(name for speed, name in CLASSES if self.km / fastest >= speed)


def ways(network: Network | None) -> Callable[[str, str], float]:
    """Length of the shortest way for passengers by rail between two nodes; inf where none is."""
    joined: dict[str, list[tuple[str, float]]] = defaultdict(list)
    if network is not None:
        links = network.links
        for mode, traffic, a, b, km, line in zip(*(links[name] for name in (
                "mode", "traffic", "from_node_id", "to_node_id", "length_km", "line")),
                strict=True):
            if mode == "rail" and traffic != "freight" and not line.startswith(SERVICES_ONLY):
                joined[str(a)].append((str(b), float(km)))
                joined[str(b)].append((str(a), float(km)))
    known: dict[str, dict[str, float]] = {}

    def length(start: str, end: str) -> float:
        if start not in known:
            known[start] = _lengths(joined, start)
        return known[start].get(end, float("inf"))

    return length


def _lengths(joined: dict[str, list[tuple[str, float]]], start: str) -> dict[str, float]:
    done: dict[str, float] = {}
    queue = [(0.0, start)]
    while queue:
        km, node = heapq.heappop(queue)
        if node in done:
            continue
        done[node] = km
        for other, more in joined.get(node, ()):
            if other not in done:
                heapq.heappush(queue, (km + more, other))
    return done


def sections(found: Iterable[Pattern], ids: Sequence[str], points: dict[str, Point], key: str,
             network: Network | None, traced: Callable[[Pattern, int], float | None]
             ) -> tuple[dict[tuple[str, str], Section], int]:
    """New links by their nodes in the order of the alphabet, and how many ways led round.

    Parameters
    ----------
    ids
        Node ids by the numbers of the patterns.
    points
        (lon, lat) of the nodes.
    key
        How the ids of the links begin.
    traced
        Length of a section of a pattern along its shape, km; None where it has none.
    """
    length = ways(network)
    hours: dict[tuple[str, str], float] = {}
    km: dict[tuple[str, str], tuple[float, str]] = {}
    tried: Counter[tuple[str, str]] = Counter()
    round_: set[tuple[str, str]] = set()
    for pattern in found:
        for number, run in enumerate(pattern.run_s):
            a, b = ids[pattern.nodes[number]], ids[pattern.nodes[number + 1]]
            pair = (a, b) if a < b else (b, a)
            straight = great_circle_km(*points[a], *points[b])
            way = length(a, b)
            if way <= DETOUR * straight + DETOUR_KM:
                continue
            if way < float("inf"):
                round_.add(pair)
            hours[a, b] = min(run / HOUR, hours.get((a, b), float("inf")))
            if pair not in km or (km[pair][1] == "straight" and tried[pair] < MOST_TRIES):
                shape = traced(pattern, number)
                tried[pair] += 1
                km[pair] = (max(straight, LEAST_KM), "straight") if shape is None else (
                    max(shape, straight, LEAST_KM), "shape")
    def named(node: str) -> str:
        return node.removeprefix(f"{key}_")

    return {pair: Section(f"{key}_{named(pair[0])}_{named(pair[1])}", *pair, *km[pair],
                          hours.get(pair), hours.get(pair[::-1]))
            for pair in sorted(km)}, len(round_)
