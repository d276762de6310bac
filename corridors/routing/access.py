"""Road access: the best way between a place and its terminals within a bounded distance.

A resource-constrained search: least objective among the ways of at most ``access_max_km``.
Labels (objective, km) are kept while neither dominates the other, so the bound is exact and a
new or faster road never makes access worse. The road network within reach of a place has a
handful of nodes; no library at hand offers the constrained search.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from corridors.routing.impedance import Impedance, Step
from corridors.routing.ways import Way

if TYPE_CHECKING:
    from corridors.routing.groundways import GroundWays


class RoadAccess:
    """Ways from every place to the terminals around it and back."""

    def __init__(self, impedance: Impedance) -> None:
        self._impedance = impedance
        self._network = impedance.network
        self._limit = impedance.number("access.max_km")
        self._ways: dict[tuple[str, bool], list[tuple[str, Way]]] = {}

    @cached_property
    def _arcs(self) -> tuple[dict[str, list[tuple[str, str, Step, float]]],
                             dict[str, list[tuple[str, str, Step, float]]]]:
        links = self._network.links
        out: dict[str, list[tuple[str, str, Step, float]]] = defaultdict(list)
        back: dict[str, list[tuple[str, str, Step, float]]] = defaultdict(list)
        closed = self._impedance.closed("road")
        rows = np.flatnonzero((links["mode"] == "road") & (links["traffic"] != closed))
        names = [links[name][rows].tolist() for name in ("id", "from_node_id", "to_node_id")]
        steps = []
        for direction in ("ab", "ba"):
            step, rest = self._impedance.road_links(rows, direction)
            steps.append([(Step(*one), more) for *one, more in zip(
                step.hours.tolist(), step.cny.tolist(), step.kg.tolist(), step.km.tolist(),
                rest.tolist(), strict=True)])
        for key, a, b, there, home in zip(*names, *steps, strict=True):
            for tail, head, (step, rest) in ((a, b, there), (b, a, home)):
                out[tail].append((head, key, step, rest))
                back[head].append((tail, key, step, rest))
        return out, back

    @cached_property
    def ground(self) -> GroundWays:
        """Ways over the roads on the ground, for places without a road node of their own."""
        from corridors.routing.groundways import GroundWays

        return GroundWays(self._impedance)

    def on_ground(self, place: str) -> bool:
        """Whether a place has neither a road node nor terminals of its own, but roads around it."""
        places = self._network.places
        return not places["road_node_id"][places.index[place]] \
            and f"@{place}" not in self._terminals and self.ground.joins(place)

    @cached_property
    def _terminals(self) -> dict[str, list[tuple[str, str, float]]]:
        """Terminals at every road node, and at ``@place`` where no road leads: id, mode, km."""
        nodes = self._network.nodes
        at: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
        for i, key in enumerate(nodes["id"]):
            if nodes["mode"][i] == "road" or self._impedance.boards not in nodes["handles"][i]:
                continue
            km = float(nodes["road_km"][i])
            where = nodes["road_node_id"][i] or f"@{nodes['place_id'][i]}"
            at[where].append((key, nodes["mode"][i], 0.0 if km != km else km))
        return at

    def ways(self, place: str, modes: tuple[str, ...], *, outbound: bool) -> list[Way]:
        """Ways between a place and the terminals of some modes, sorted by terminal."""
        key = (place, outbound)
        if key not in self._ways:
            self._ways[key] = self._search(place, outbound)
        return [way for mode, way in self._ways[key] if mode in modes]

    def _search(self, place: str, outbound: bool) -> list[tuple[str, Way]]:
        """The best way to each terminal within the limit, with the mode of the terminal."""
        places, urban = self._network.places, self._impedance.road_urban
        road_node = str(places["road_node_id"][places.index[place]])
        if self.on_ground(place):
            nodes = self._network.nodes
            return [(str(nodes["mode"][nodes.index[way.terminal]]), way)
                    for way in self.ground.terminals(place, outbound=outbound)]
        if not road_node:
            return [(mode, Way(key, urban(km, mode), 0.0, ()))
                    for key, mode, km in sorted(self._terminals.get(f"@{place}", ()))]
        best: dict[str, tuple[float, str, Way]] = {}
        for node, step, rest, links in self._labels(road_node, outbound):
            for key, mode, km in self._terminals.get(node, ()):
                if step.km + km > self._limit:
                    continue
                city = urban(km, mode)
                drive = Step(step.hours + city.hours, step.cny + city.cny, step.kg + city.kg,
                             step.km + city.km)
                score = self._impedance.weigh(drive.hours + rest, drive.cny, drive.kg)
                if key not in best or score < best[key][0]:
                    best[key] = (score, mode, Way(key, drive, rest, links))
        return [best[key][1:] for key in sorted(best)]

    def _labels(self, start: str, outbound: bool) -> list[tuple[str, Step, float,
                                                                tuple[str, ...]]]:
        """Undominated ways by road: node, step, rest and links of each."""
        arcs = self._arcs[0 if outbound else 1]
        h, c, k, _ = self._impedance.coefficients
        heap: list[tuple[float, float, str, tuple[str, ...], float, float, float, float]] = [
            (0.0, 0.0, start, (), 0.0, 0.0, 0.0, 0.0)]
        shortest: dict[str, float] = {}
        found = []
        while heap:
            _, km, node, links, hours, cny, kg, rest = heapq.heappop(heap)
            if shortest.get(node, float("inf")) <= km:
                continue
            shortest[node] = km
            found.append((node, Step(hours, cny, kg, km), rest, links))
            for head, key, more, more_rest in arcs.get(node, ()):
                total = km + more.km
                if total <= self._limit and shortest.get(head, float("inf")) > total:
                    one, two, three, four = (hours + more.hours, cny + more.cny, kg + more.kg,
                                             rest + more_rest)
                    heapq.heappush(heap, (h * (one + four) + c * two + k * three, total, head,
                                          (*links, key) if outbound else (key, *links),
                                          one, two, three, four))
        return found
