"""The way of a service between two stops over the links of its mode."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.network.runtimes import link_hours
from corridors.routing.impedance import Impedance, Step
from corridors.routing.stretches import Stretch, usable_links


class LinkPaths:
    """Best ways over the links of one mode, by the objective of the impedance."""

    def __init__(self, impedance: Impedance, mode: str) -> None:
        self._impedance = impedance
        self._mode = mode

    @cached_property
    def _arcs(self) -> tuple[dict[str, int], dict[tuple[int, int], tuple[float, Stretch]]]:
        links = self._impedance.network.links
        number: dict[str, int] = {}
        arcs: dict[tuple[int, int], tuple[float, Stretch]] = {}
        for i in usable_links(self._impedance, self._mode):
            a, b = str(links["from_node_id"][i]), str(links["to_node_id"][i])
            for start, end, direction in ((a, b, "ab"), (b, a, "ba")):
                step = self._step(i, direction)
                weight = self._impedance.weigh(step.hours, step.cny, step.kg)
                pair = (number.setdefault(start, len(number)), number.setdefault(end, len(number)))
                if pair not in arcs or weight < arcs[pair][0]:
                    arcs[pair] = (weight, Stretch(
                        start, end, self._mode, (i, direction), Step(), str(links["id"][i]),
                        str(links["source_id"][i]), str(links["confidence"][i])))
        return number, arcs

    def _step(self, i: int, direction: str) -> Step:
        impedance = self._impedance
        if self._mode == "rail":
            return impedance.rail_link(i, direction)
        km = float(impedance.network.links["length_km"][i])
        water = "inland" if self._mode == "inland" else "sea"
        cny, kg = impedance.ship_rates(water)
        return Step(link_hours(impedance.network, i, direction), km * cny, km * kg, km)

    @cached_property
    def _matrix(self) -> Any:
        number, arcs = self._arcs
        pairs = sorted(arcs)
        return csr_array((np.array([arcs[p][0] for p in pairs]),
                          (np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs]))),
                         shape=(len(number), len(number)))

    def between(self, start: str, end: str) -> tuple[Stretch, ...] | None:
        """Links from one node to another, or None where there is no way."""
        number, arcs = self._arcs
        if start not in number or end not in number:
            return None
        _, before = dijkstra(self._matrix, indices=number[start], return_predecessors=True)
        way = []
        node = number[end]
        while node != number[start]:
            previous = int(before[node])
            if previous < 0:
                return None
            way.append(arcs[previous, node][1])
            node = previous
        return tuple(reversed(way))
