"""Where trips start and end in the virtual graph: doors, streets, and the ways to terminals.

A place with a strategic road node joins the road there; one without joins terminals, strategic
roads and its neighbours over the roads on the ground.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.families import Family
from corridors.routing.edges import END, START, Edges
from corridors.routing.graph import Services
from corridors.routing.layout import mode_numbers, road_nodes_of, terminals_of
from corridors.routing.linkcosts import lock_limits
from corridors.routing.ways import Way

Array = np.ndarray[Any, Any]


class Ends:
    """The nodes of one graph, and what leads from the doors of places to them and back."""

    road: int
    """First node of the roads, where road is a main mode."""

    def __init__(self, services: Services, family: Family) -> None:
        self.family, self.services = family, services
        self.impedance = impedance = services.impedance
        self.network, self.edges = impedance.network, Edges()
        self.costs = services.timetable.costs
        nodes = self.network.nodes
        others = tuple(mode for mode in family.modes if mode != "road")
        self.terminal = terminals_of(nodes, impedance.boards, others)
        self.at = np.full(len(nodes), -1)
        self.at[self.terminal] = np.arange(len(self.terminal))
        self.mode_of = mode_numbers(nodes)
        self.link_mode = mode_numbers(self.network.links)
        count = len(self.terminal)
        self.arrived, self.ready, self.landed, self.leaving = (
            self.edges.nodes(count) for _ in range(4))
        self.ways: list[tuple[str, Way]] = []
        self.streets: dict[bool, dict[str, int]] = {True: {}, False: {}}
        self.sections: list[tuple[int, int, int]] = []
        self.section_ways: list[tuple[tuple[int, int], ...]] = []
        self.limits = np.vstack([self.costs.limit, lock_limits(impedance)])

    def ends_of(self, places: list[str], outward: bool) -> tuple[dict[str, int], frozenset[str]]:
        """Nodes of origins (outward) or destinations, and those that anything leads to."""
        count = len(places)
        rows = np.array([self.network.places.index[place] for place in places], dtype=int)
        door = self.edges.nodes(count) + np.arange(count)
        street = self.edges.nodes(count) + np.arange(count)
        step = self.impedance.lorry_load if outward else self.impedance.lorry_unload
        freight = self.impedance.tonnes > 0
        rule = START if outward else END
        tail, head = (door, street) if outward else (street, door)
        name = ("load" if freight else "access") if outward else ("unload" if freight else "egress")
        self.edges.add(tail, head, name, "road", "place", rows, hours=step.hours, cny=step.cny,
                       main=0, rule=rule)
        roads = self._road_nodes(rows)
        by_road = np.flatnonzero(roads >= 0)
        if len(by_road):
            nodes = roads[by_road]
            tail, head = (street[by_road], nodes) if outward else (nodes, street[by_road])
            self._city(tail, head, rows[by_road], rule)
        near = {places[i] for i in by_road}
        ground = [i for i, place in enumerate(places) if roads[i] < 0 and
                  "road" in self.family.modes and self.services.access.on_ground(place)]
        near |= self._on_ground([places[i] for i in ground], street[ground], outward)
        ways = [(i, way) for i, place in enumerate(places) if roads[i] < 0 and i not in ground
                for way in self.services.access.ways(place, self.family.modes, outbound=outward)]
        near |= {places[i] for i, _ in ways}
        if ways:
            self._ways([(places[i], way) for i, way in ways],
                       street[np.array([i for i, _ in ways])], outward)
        return dict(zip(places, (int(node) for node in door), strict=True)), frozenset(near)

    def _road_nodes(self, places: Array) -> Array:
        """Node on the road at each place, -1 but where road is in M and the place has one."""
        if "road" not in self.family.modes:
            return np.full(len(places), -1)
        node = road_nodes_of(self.network.places, self.network.nodes)[places]
        return np.where(node < 0, -1, self.road + node)

    def _on_ground(self, places: list[str], street: Array, outward: bool) -> set[str]:
        """Roads on the ground between places and the strategic roads; the places that have some."""
        self.streets[outward] = dict(zip(places, street.tolist(), strict=True))
        index = self.network.nodes.index
        found = [(place, node, way) for place, node in self.streets[outward].items()
                 for way in self.services.access.ground.road_nodes(place, outbound=outward)]
        at = np.array([self.road + index[way.terminal] for _, _, way in found], dtype=int)
        here = np.array([node for _, node, _ in found], dtype=int)
        self._main_ways([(place, way) for place, _, way in found],
                        *((here, at) if outward else (at, here)),
                        "way_out" if outward else "way_in")
        return {place for place, _, _ in found}

    def between(self, origins: list[str], destinations: list[str]) -> None:
        """Roads on the ground between two places that lie within the reach of both."""
        start, end = self.streets[True], self.streets[False]
        found = [(place, way) for place in origins if place in start
                 for way in self.services.access.ground.places(
                     place, [key for key in destinations if key in end])]
        self._main_ways(found, np.array([start[place] for place, _ in found], dtype=int),
                        np.array([end[way.terminal] for _, way in found], dtype=int), "way_out")

    def _main_ways(self, ways: list[tuple[str, Way]], tail: Array, head: Array,
                   ref: str) -> None:
        """Ways on the ground as part of the main leg: driving, then the rest it brings."""
        if not ways:
            return
        rows = len(self.ways) + np.arange(len(ways))
        self.ways += ways
        middle = self.edges.nodes(len(ways)) + np.arange(len(ways))
        drive = np.array([(w.drive.hours, w.drive.cny, w.drive.kg, w.drive.km, w.rest_h)
                          for _, w in ways]).T
        self.edges.add(tail, middle, "line_haul", "road", ref, rows, hours=drive[0],
                       cny=drive[1], kg=drive[2], km=drive[3], bit=self.family.bit("road"))
        self.edges.add(middle, head, "rest", "road", ref, rows, hours=drive[4])

    def _city(self, tail: Array, head: Array, rows: Array, rule: int) -> None:
        step = self.impedance.road_urban(self.impedance.number("access.city_km"))
        self.edges.add(tail, head, "line_haul", "road", "place", rows, hours=step.hours,
                       cny=step.cny, kg=step.kg, km=step.km, rule=rule)

    def _ways(self, ways: list[tuple[str, Way]], street: Array, outward: bool) -> None:
        """Ways by road between places and terminals: driving, then the rest it brings."""
        rows = len(self.ways) + np.arange(len(ways))
        self.ways += ways
        middle = self.edges.nodes(len(ways)) + np.arange(len(ways))
        at = self.at[[self.network.nodes.index[way.terminal] for _, way in ways]]
        drive = np.array([(w.drive.hours, w.drive.cny, w.drive.kg, w.drive.km, w.rest_h)
                          for _, w in ways]).T
        tail, head = (street, self.arrived + at) if outward else (self.leaving + at, street)
        name, ref, rule = ("access", "way_out", START) if outward else ("egress", "way_in", END)
        self.edges.add(tail, middle, name, "road", ref, rows, hours=drive[0], cny=drive[1],
                       kg=drive[2], km=drive[3], main=0, rule=rule)
        self.edges.add(middle, head, "rest", "road", ref, rows, hours=drive[4], main=0, rule=rule)
