"""Ways by road over the ground, for places without a road node of their own.

A terminal is in reach where the shortest open way is at most ``access.max_km`` long; the way
taken is the best by the objective. So no road that is added or made faster takes a terminal away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from corridors.ground.load import has_ground
from corridors.routing.drive import Drive, Tree
from corridors.routing.impedance import Impedance, Step
from corridors.routing.ways import Way


class GroundWays:
    """Ways from places to terminals, strategic road nodes and other places, and back."""

    def __init__(self, impedance: Impedance) -> None:
        self._impedance = impedance
        self._network = impedance.network
        self._limit = impedance.number("access.max_km")
        self._trees: dict[tuple[str, bool, float], Tree] = {}

    @cached_property
    def drive(self) -> Drive:
        """The joined roads, weighed for the objective."""
        return Drive.of(self._impedance)

    def joins(self, place: str) -> bool:
        """Whether roads on the ground lead to a place."""
        return has_ground(self._network.data_dir) and \
            f"place:{place}" in self.drive.roads.snap_km

    @cached_property
    def _terminals(self) -> list[tuple[str, str]]:
        """Spots of the terminals that serve the profile, and their ids, sorted."""
        nodes = self._network.nodes
        return [(f"node:{key}", str(key)) for i, key in enumerate(nodes["id"])
                if nodes["mode"][i] != "road" and self._impedance.boards in nodes["handles"][i]]

    @cached_property
    def _road_nodes(self) -> list[tuple[str, str]]:
        nodes = self._network.nodes
        return [(f"node:{key}", str(key)) for i, key in enumerate(nodes["id"])
                if nodes["mode"][i] == "road"]

    def terminals(self, place: str, *, outbound: bool) -> list[Way]:
        """Ways between a place and the terminals in reach, sorted by terminal."""
        return self._ways(place, self._terminals, self._limit, outbound)

    def road_nodes(self, place: str, *, outbound: bool) -> list[Way]:
        """Ways between a place and the nodes of strategic roads in reach, sorted by node."""
        return self._ways(place, self._road_nodes, self._limit, outbound)

    def places(self, origin: str, destinations: Iterable[str]) -> list[Way]:
        """Ways from a place to others that lie within the reach of both, in their order."""
        return self._ways(origin, [(f"place:{key}", key) for key in destinations
                                   if key != origin], 2 * self._limit, True)

    def _ways(self, place: str, targets: Sequence[tuple[str, str]], limit: float,
              outbound: bool) -> list[Way]:
        drive, key = self.drive, (place, outbound, limit)
        if key not in self._trees:
            self._trees[key] = drive.grown(f"place:{place}", limit, outbound=outbound)
        tree = self._trees[key]
        spots = drive.roads.spots
        near = [(spots[spot], name) for spot, name in targets
                if spot in spots and tree.shortest_km[spots[spot]] <= limit]
        return [self._way(name, drive.walked(tree, node)) for node, name in near]

    def _way(self, name: str, arcs: np.ndarray) -> Way:
        drive, roads = self.drive, self.drive.roads
        hours, cny, kg, km = (float(column[arcs].sum()) for column in (
            drive.driving_h, drive.cny, drive.kg, drive.km))
        rows = roads.link[arcs % len(roads.link)]
        ridden = rows[rows >= 0]
        once = ridden[np.diff(ridden, prepend=-1) != 0]
        links = tuple(roads.link_ids[once].tolist())
        return Way(name, Step(hours, cny, kg, km), hours * self._impedance.rest.rate, links,
                   bool((roads.ground_km[arcs % len(roads.link)] > 0).any()))
