"""Driving over the roads on the ground: hours, cost, CO2 and km from spot to spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from corridors.ground.load import load_ground
from corridors.routing.impedance import Impedance
from corridors.routing.joined import Joined, Point, join

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
        network = impedance.network
        roads = join(network, load_ground("roads", network.data_dir), points)
        count = len(network.links)
        table = np.zeros((2, count, 4))
        table[:, :, 0] = np.inf
        closed = impedance.closed("road")
        for i, mode in enumerate(network.links["mode"]):
            if mode == "road" and network.links["traffic"][i] != closed:
                for way, direction in enumerate(("ab", "ba")):
                    step, _ = impedance.road_link(i, direction)
                    table[way, i] = step.hours, step.cny, step.kg, step.km
        beside, air = impedance.road_urban(1.0), impedance.road_urban(1.0, "air")
        ground_h = 1.0 / impedance.number(f"speed.road.{impedance.vehicle}.background")
        flown = np.append(network.nodes["mode"] == "air", False)[roads.terminal]
        hours = roads.ground_km * ground_h + roads.urban_km * np.where(
            flown, air.hours, beside.hours)
        km = roads.ground_km + roads.urban_km
        cny, kg = km * beside.cny, km * beside.kg
        on = roads.link >= 0
        part = table[roads.reverse[on].astype(int), roads.link[on]] * roads.share[on][:, None]
        hours[on], cny[on], kg[on], km[on] = part.T
        return cls(roads, impedance, hours * (1 + impedance.rest.rate), cny, kg, km)

    @property
    def weight(self) -> Array:
        """What the ways minimise, of every arc."""
        h, c, k, _ = self.impedance.coefficients
        total: Array = h * self.hours + c * self.cny + k * self.kg
        return np.where(np.isfinite(self.hours), total, np.inf)

    @property
    def driving_h(self) -> Array:
        """Hours at the wheel alone, of every arc."""
        wheel: Array = self.hours / (1 + self.impedance.rest.rate)
        return wheel

    def tree(self, spot: str) -> Array:
        """Hours from a spot to every node (n,), infinite where no way leads; objective time."""
        return self._solve([spot], self.hours)[0][0]

    def grown(self, spot: str, within_km: float, *, outbound: bool = True) -> Tree:
        """Best ways by the objective between a spot and all nodes, and how near those are.

        Parameters
        ----------
        within_km
            Nodes with no way that is at most this long count as out of reach.
        outbound
            Ways from the spot; else ways to it.
        """
        nearest = self._solve([spot], np.where(np.isfinite(self.hours), self.km, np.inf),
                              limit=within_km)[0][0]
        flip = slice(None) if outbound else self.roads.back
        _, before = self._solve([spot], self.weight[flip])
        return Tree(nearest, before[0], outbound)

    def walked(self, tree: Tree, node: int) -> Array:
        """Arcs of the best way to or from a node, in the order of driving."""
        steps = [node]
        while (node := int(tree.before[node])) >= 0:
            steps.append(node)
        out = np.array(steps[::-1])
        if not tree.outbound:
            out = out[::-1]
        keys = out[:-1].astype(np.int64) * self.roads.size + out[1:]
        arcs, known = self._arcs
        found: Array = arcs[np.searchsorted(known, keys)]
        return found

    def measures(self, origins: Sequence[str], targets: Sequence[str]) -> Measures:
        """Hours, cost, CO2 and km of the best ways between spots, by the objective."""
        least, before = self._solve(origins, self.weight)
        ends = np.array([self.roads.spots[key] for key in targets], dtype=int)
        arc = self._arcs
        out = np.zeros((4, len(origins), len(targets)))
        row, column = (index.ravel() for index in np.indices(out.shape[1:]))
        node = ends[column]
        found = np.isfinite(least[row, node])
        out[:, row[~found], column[~found]] = np.array([np.inf, np.nan, np.nan, np.nan])[:, None]
        row, column, node = row[found], column[found], node[found]
        columns = np.stack([self.hours, self.cny, self.kg, self.km])
        while len(row):
            previous = before[row, node]
            going = previous >= 0
            row, column, node, previous = row[going], column[going], node[going], previous[going]
            taken = arc[0][np.searchsorted(arc[1], previous.astype(np.int64) * self.roads.size
                                           + node)]
            out[:, row, column] += columns[:, taken]
            node = previous
        return Measures(*out)

    @cached_property
    def _arcs(self) -> tuple[Array, Array]:
        """Best arc between each pair of neighbours, sorted by tail and head, and the keys."""
        keys = self.roads.tail.astype(np.int64) * self.roads.size + self.roads.head
        order = np.lexsort((self.weight, keys))
        first = np.ones(len(order), dtype=bool)
        first[1:] = keys[order][1:] != keys[order][:-1]
        return order[first], keys[order][first]

    def _solve(self, origins: Sequence[str], weight: Array, limit: float = np.inf
               ) -> tuple[Array, Array]:
        """Least weight and the node before, from each origin to every node."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        keys = self.roads.tail.astype(np.int64) * self.roads.size + self.roads.head
        order = np.lexsort((weight, keys))
        first = np.ones(len(order), dtype=bool)
        first[1:] = keys[order][1:] != keys[order][:-1]
        kept = order[first]
        kept = kept[np.isfinite(weight[kept])]
        matrix = csr_array((weight[kept], (self.roads.tail[kept], self.roads.head[kept])),
                           shape=(self.roads.size, self.roads.size))
        starts = [self.roads.spots[key] for key in origins]
        distance, before = dijkstra(matrix, indices=starts, return_predecessors=True, limit=limit)
        return distance, before
