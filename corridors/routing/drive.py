"""Driving over the roads on the ground: hours, cost, CO2 and km from spot to spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from corridors.engine.model import Weighted
from corridors.network.model import Network
from corridors.routing.declared import joined_roads
from corridors.routing.engines import engine_for
from corridors.routing.impedance import Impedance
from corridors.routing.joined import Joined, Point

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Measures:
    """What the best ways between k origins and l targets take, each (k, l).

    Attributes
    ----------
    hours
        Driving with mean rest; infinite where no way leads.
    cny, kg, km
        Cost, CO2 and length of the same ways; nan where there is none.
    """

    hours: Array
    cny: Array
    kg: Array
    km: Array


@dataclass(frozen=True, eq=False)
class Tree:
    """Best ways between one spot and every node (n,).

    Attributes
    ----------
    shortest_km
        Length of the shortest way, infinite beyond the bound that was asked for.
    before
        The node before each on the best way seen from the spot, negative where there is none.
    outbound
        Whether the ways lead from the spot.
    """

    shortest_km: Array
    before: Array
    outbound: bool


@dataclass(frozen=True, eq=False)
class Drive:
    """The joined roads with the weights of one profile, network and objective.

    Attributes
    ----------
    hours, cny, kg, km
        Of every arc (m,); hours are infinite on arcs that are closed.
    """

    roads: Joined
    impedance: Impedance
    hours: Array
    cny: Array
    kg: Array
    km: Array

    @classmethod
    def of(cls, impedance: Impedance, points: Mapping[str, Point] | None = None) -> Drive:
        """Roads of the impedance's network, with further spots.

        Examples
        --------
        >>> import corridors
        >>> drive = Drive.of(Impedance(corridors.load_network(), "passenger", "time"))
        >>> found = drive.measures(["place:nanning"], ["place:qinzhou"])
        >>> bool(1.0 < found.hours[0, 0] < 3.0)
        True
        """
        return cls.on(joined_roads(impedance.network, points), impedance)

    @classmethod
    def on(cls, roads: Joined, impedance: Impedance) -> Drive:
        """Joined roads weighed for an impedance; what its network does not have is closed."""
        hours, cny, kg, km = _ridden(impedance, roads)
        return cls(roads, impedance, hours * (1 + impedance.rest.rate), cny, kg, km)

    @cached_property
    def weight(self) -> Array:
        """What the ways minimise, of every arc."""
        h, c, k, _ = self.impedance.coefficients
        is_open = np.isfinite(self.hours)
        total = h * np.where(is_open, self.hours, 0.0) + c * self.cny + k * self.kg
        return np.asarray(np.where(is_open, total, np.inf))

    @cached_property
    def driving_h(self) -> Array:
        """Hours at the wheel alone, of every arc."""
        return np.asarray(self.hours / (1 + self.impedance.rest.rate))

    def tree(self, spot: str) -> Array:
        """Hours from a spot to every node (n,), infinite where no way leads; objective time."""
        hours: Array = self._solve([spot], "time")[0][0]
        return hours

    def grown(self, spot: str, within_km: float, *, outbound: bool = True) -> Tree:
        """Best ways by the objective between a spot and all nodes, and how near those are.

        Parameters
        ----------
        within_km
            Nodes with no way that is at most this long count as out of reach; the best ways to
            the others are all known.
        outbound
            Ways from the spot; else ways to it.
        """
        nearest = self._solve([spot], "km", limit=within_km)[0][0]
        _, before = self._solve([spot], "out" if outbound else "back",
                                limit=within_km * self._dearest_km)
        return Tree(nearest, before[0], outbound)

    @cached_property
    def _dearest_km(self) -> float:
        """The most that a km of an open road weighs: what is near weighs no more than its km."""
        on = np.isfinite(self.weight) & (self.km > 0)
        return float((self.weight[on] / self.km[on]).max()) * (1 + 1e-9) if on.any() else 0.0

    def walked(self, tree: Tree, node: int) -> Array:
        """Arcs of the best way to or from a node, in the order of driving."""
        steps = [node]
        while (node := int(tree.before[node])) >= 0:
            steps.append(node)
        out = np.array(steps[::-1])
        if not tree.outbound:
            out = out[::-1]
        keys = out[:-1].astype(np.int64) * self.roads.size + out[1:]
        found: Array = self._taken[np.searchsorted(self.roads.pairs.keys, keys)]
        return found

    def hours_matrix(self, origins: Sequence[str], targets: Sequence[str]) -> Array:
        """Hours of the fastest ways between k origins and l targets, (k, l); infinite for none.

        Whatever the objective: a way that costs less may take longer, see :meth:`measures`.
        """
        found: Array = self._weighted("time", len(origins)).matrix(
            self._nodes(origins), self._nodes(targets))
        return found

    def measures(self, origins: Sequence[str], targets: Sequence[str]) -> Measures:
        """Hours, cost, CO2 and km of the best ways between spots, by the objective.

        Where two ways are equally good by the objective, all measures describe one of them.
        """
        starts, ends = self._nodes(origins), self._nodes(targets)
        paths = self._weighted(self.impedance.objective, len(origins)).paths(starts, ends)
        shape = len(origins), len(targets)
        nowhere = (np.diff(paths.offsets).reshape(shape) == 0) & (starts[:, None] != ends[None])
        found = [paths.sums(column).reshape(shape)
                 for column in (self.hours, self.cny, self.kg, self.km)]
        for column, empty in zip(found, (np.inf, np.nan, np.nan, np.nan), strict=True):
            column[nowhere] = empty
        return Measures(*found)

    def _weighted(self, objective: str, origins: int) -> Weighted:
        """An engine for some number of origins with the weights of an objective set."""
        engine = engine_for(self.roads, origins)
        key = objective, type(engine)
        if key not in self._set:
            self._set[key] = engine.set_weights(
                self.hours if objective == "time" else self.weight)
        return self._set[key]

    @cached_property
    def _set(self) -> dict[tuple[str, type], Weighted]:
        """Engines whose weights were set."""
        return {}

    def _nodes(self, spots: Sequence[str]) -> Array:
        return np.array([self.roads.spots[key] for key in spots], dtype=np.int32)

    @cached_property
    def _taken(self) -> Array:
        """The arc that stands for each pair of neighbours."""
        return self.roads.pairs.arcs(self.weight)

    def _solve(self, origins: Sequence[str], what: str, limit: float = np.inf
               ) -> tuple[Array, Array]:
        """Least weight and the node before, from each origin to every node.

        Parameters
        ----------
        what
            ``out`` and ``back`` for the objective there and back, ``time`` and ``km``.
        """
        from scipy.sparse.csgraph import dijkstra

        distance, before = dijkstra(self._matrix(what), indices=self._nodes(origins),
                                    return_predecessors=True, limit=limit)
        return distance, before

    def _matrix(self, what: str) -> Any:
        """The roads as a sparse matrix, closed ones weighing infinitely much."""
        from scipy.sparse import csr_array

        if what not in self._matrices:
            pairs, size = self.roads.pairs, self.roads.size
            weight = self._weights(what)
            self._matrices[what] = csr_array(
                (pairs.least(weight), pairs.heads, pairs.rows), shape=(size, size))
        return self._matrices[what]

    def _weights(self, what: str) -> Array:
        if what == "time":
            return self.hours
        if what == "km":
            return np.where(np.isfinite(self.hours), self.km, np.inf)
        return self.weight if what == "out" else self.roads.back(self.weight)

    @cached_property
    def _matrices(self) -> dict[str, Any]:
        return {}


def _ridden(impedance: Impedance, roads: Joined) -> tuple[Array, Array, Array, Array]:
    """Hours at the wheel, cost, CO2 and km of every arc (2 r,); infinite hours on closed ones."""
    network = impedance.network
    nodes, links, number = network.nodes, network.links, impedance.number
    row_of = np.array([nodes.index.get(key, -1) for key in roads.node_ids.tolist()], dtype=int)
    link_of = np.array([links.index.get(key, -1) for key in roads.link_ids.tolist()], dtype=int)
    beside, air = impedance.road_urban(1.0), impedance.road_urban(1.0, "air")
    stated_km = np.append(np.nan_to_num(nodes["road_km"]), 0.0)
    flown = np.append(nodes["mode"] == "air", False)
    at = np.append(row_of, -1)[roads.stated]
    beside_km = roads.beside_km * number("access.detour") + stated_km[at]
    km = roads.ground_km + beside_km
    hours = roads.ground_km / number(f"speed.road.{impedance.vehicle}.background") \
        + beside_km * np.where(flown[at], air.hours, beside.hours)
    hours, km = roads.both(hours), roads.both(km)
    cny, kg = km * beside.cny, km * beside.kg
    on = roads.both(roads.link) >= 0
    row = np.append(link_of, -1)[roads.both(roads.link)[on]]
    way = np.repeat([0, 1], len(roads.a))[on]
    ride = _links(impedance)[way, row] * roads.both(roads.share)[on][:, None]
    hours[on], cny[on], kg[on], km[on] = ride.T
    closed = _shut(network, roads, link_of)
    hours[roads.both(closed)] = np.inf
    return hours, cny, kg, km


def _links(impedance: Impedance) -> Array:
    """Hours, cost, CO2 and km of the roads of a network by direction, (2, links + 1, 4).

    Hours are infinite where the profile may not drive, and in the last row.
    """
    links, closed = impedance.network.links, impedance.closed("road")
    table = np.zeros((2, len(links) + 1, 4))
    table[:, :, 0] = np.inf
    rows = np.flatnonzero((links["mode"] == "road") & (links["traffic"] != closed))
    for way, direction in enumerate(("ab", "ba")):
        step, _ = impedance.road_links(rows, direction)
        table[way, rows] = np.column_stack([step.hours, step.cny, step.kg, step.km])
    return table


def _shut(network: Network, roads: Joined, link_of: Array) -> Array:
    """Roads that the network does not have (r,): beyond its nodes, and at missing interchanges."""
    known = {f"{kind}:{key}" for kind, table in (("node", network.nodes), ("place", network.places))
             for key in table["id"]}
    absent = np.zeros(roads.size, dtype=bool)
    absent[roads.spot_node] = True
    absent[[node for spot, node in roads.spots.items()
            if spot in known or spot.startswith("point:")]] = False
    express = np.append([str(kind).startswith("expressway") for kind in network.links["class"]],
                        False)
    leaves = roads.stop >= 0
    row = np.append(link_of, -1)[roads.stop]
    shut: Array = absent[roads.a] | absent[roads.b] | (leaves & ~express[row])
    return shut
