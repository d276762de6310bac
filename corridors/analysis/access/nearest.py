"""The nearest facility of every place over the roads, all places in one search.

The search runs backwards from all facilities at once, so that it costs the same for one place and
for a thousand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.analysis.access.facilities import (
    EXPRESSWAY,
    PROFILE,
    Facility,
    check_facility,
    facilities,
)
from corridors.analysis.access.model import Found
from corridors.analysis.access.origins import Origin
from corridors.network.model import Network
from corridors.routing.drive import Drive
from corridors.routing.impedance import Impedance
from corridors.routing.joined import Point

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class _Target:
    """Where a search begins: a node of the roads, and hours from there on."""

    node: int
    hours: float
    found: Found


class Roads:
    """The roads of a network by car and by lorry, joined when they are asked for."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._drives: dict[tuple[str, tuple[str, ...]], Drive] = {}

    def nearest(self, places: Sequence[Origin], kind: str) -> tuple[Found, ...]:
        """Hours to the nearest facility of a kind, and which it is, for each place.

        Raises
        ------
        InputError
            There is no such kind.

        Examples
        --------
        >>> import corridors
        >>> from corridors.analysis.access.origins import origins
        >>> network = corridors.load_network()
        >>> found, = Roads(network).nearest(origins(network, ["qinzhou"]), "sea_port")
        >>> found.id, 0.5 < found.value < 2.0
        ('se_qinzhou', True)
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        profile, terminals = PROFILE[check_facility(kind)], facilities(self.network, kind)
        drive = self._drive(profile, {one.id: (one.lon, one.lat) for one in terminals if one.halt})
        targets = (self._entries(drive) if kind == EXPRESSWAY else
                   self._terminals(drive, terminals))
        if not targets:
            return tuple(Found(None) for _ in places)
        roads, count = drive.roads, len(targets)
        size, pairs = roads.size, roads.pairs
        # The roads turned round, and a node of its own for each target, with its hours.
        doors = size + np.arange(count)
        matrix = csr_array(
            (np.concatenate([pairs.least(roads.back(drive.hours)),
                             [one.hours for one in targets]]),
             np.concatenate([pairs.heads, [one.node for one in targets]]),
             np.concatenate([pairs.rows, pairs.rows[-1] + 1 + np.arange(count)])),
            shape=(size + count, size + count))
        least, _, source = dijkstra(matrix, indices=doors, min_only=True,
                                    return_predecessors=True)
        out = []
        for place in places:
            node = drive.roads.spots[place.spot]
            one = targets[source[node] - size].found if np.isfinite(least[node]) else None
            out.append(Found(None) if one is None else
                       Found(float(least[node]), one.id, one.name_zh, one.name_en))
        return tuple(out)

    def _drive(self, profile: str, points: Mapping[str, Point]) -> Drive:
        """The roads for a profile, with halts joined to them where there are any."""
        key = (profile, tuple(points))
        if key not in self._drives:
            self._drives[key] = Drive.of(Impedance(self.network, profile, "time"), points)
        return self._drives[key]

    def _terminals(self, drive: Drive, terminals: Sequence[Facility]) -> list[_Target]:
        return [_Target(drive.roads.spots[f"{'point' if one.halt else 'node'}:{one.id}"], 0.0,
                        Found(0.0, one.id, one.name_zh, one.name_en)) for one in terminals]

    def _entries(self, drive: Drive) -> list[_Target]:
        """Where one gets onto an expressway: its nodes, and the seats that it passes.

        Nodes in cities stand in their middle, and where a course passes a seat nobody knows on
        which side the interchange lies: from both the way to the expressway is ``access.city_km``
        at urban speed, as for every trip by road.
        """
        roads, nodes, places = drive.roads, self.network.nodes, self.network.places
        links = self.network.links
        fast = {str(key) for i, key in enumerate(links["id"])
                if str(links["class"][i]).startswith(EXPRESSWAY)}
        is_fast = np.array([*(key in fast for key in roads.link_ids.tolist()), False])
        open_ = np.isfinite(drive.hours)
        ends = np.unique(roads.tail[roads.both(is_fast[roads.link]) & open_])
        impedance = drive.impedance
        city = impedance.road_urban(impedance.number("access.city_km")).hours * (
            1 + impedance.rest.rate)
        nodes_at, seats_at = ({node: key.partition(":")[2] for key, node in roads.spots.items()
                               if key.startswith(prefix)} for prefix in ("node:", "place:"))
        leaving = roads.both(is_fast[roads.stop]) & open_  # from an interchange to its seat
        beside = {int(stop): seats_at[int(seat)] for stop, seat in
                  zip(roads.tail[leaving], roads.head[leaving], strict=True)
                  if int(seat) in seats_at}
        found = []
        for end in ends.tolist():
            if end in nodes_at:
                i = nodes.index[nodes_at[end]]
                found.append(_Target(end, city if nodes["kind"][i] == "city" else 0.0, Found(
                    0.0, str(nodes["id"][i]), str(nodes["name_zh"][i]),
                    str(nodes["name_en"][i]))))
            elif end in beside:
                i = places.index[beside[end]]
                found.append(_Target(end, city, Found(
                    0.0, str(places["id"][i]), str(places["name_zh"][i]),
                    str(places["name_en"][i]))))
        return found

