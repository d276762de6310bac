"""The infrastructure as a graph that goods flow through: arcs with capacities, one way each.

Every link gives two arcs, whose capacity is that of the link or of the narrowest lock on it.
Goods change mode at the transfers of the tables, and wherever a lorry may drive between a road
and a terminal. Terminals bound nothing: their capacities are not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from corridors.analysis.throughput.model import Array, Element
from corridors.network.capacity import DIRECTIONS, capacities
from corridors.network.model import Network

GOODS = frozenset({"container", "bulk"})
SHORT_KM = 1.0
"""Length of a change of mode where none is stated."""


@dataclass(frozen=True, eq=False)
class FlowGraph:
    """Arcs, m of them over ``size`` nodes.

    Attributes
    ----------
    capacity
        Mt a year, infinite where nothing is known or nothing bounds the arc.
    element
        What each arc stands for; None for those between places and their terminals.
    narrow
        What of a link with its locks is as narrow as the arc, the link itself or locks.
    passed
        Locks on the arc.
    left_out
        Places without a terminal of these modes.
    """

    network: Network
    size: int
    source: int
    sink: int
    tail: Array
    head: Array
    capacity: Array
    km: Array
    element: tuple[Element | None, ...]
    narrow: tuple[tuple[Element, ...], ...]
    passed: tuple[tuple[Element, ...], ...]
    known: dict[Element, float]
    left_out: tuple[str, ...]


class _Builder:
    def __init__(self, network: Network, modes: tuple[str, ...], basis: str,
                 ship_t: float) -> None:
        self.network, self.modes, self.ship_t = network, set(modes), ship_t
        self.factor = (network.parameters.number("lock.capacity_over_design")
                       if basis == "practical" else 1.0)
        self.rows: list[tuple[int, int, float, float, Element | None, tuple[Element, ...],
                              tuple[Element, ...]]] = []
        self.known: dict[Element, float] = {}
        nodes = network.nodes
        self.mode = [str(mode) for mode in nodes["mode"]]
        self.goods = [not GOODS.isdisjoint(cell) for cell in nodes["handles"]]

    def arc(self, tail: int, head: int, capacity: float = float("inf"), km: float = SHORT_KM,
            element: Element | None = None, narrow: tuple[Element, ...] = (),
            passed: tuple[Element, ...] = ()) -> None:
        """Lay one arc."""
        self.rows.append((tail, head, capacity, km, element, narrow, passed))

    def links(self) -> None:
        """Both directions of every link that goods may use, with the locks on it."""
        network = self.network
        links, locks, index = network.links, network.locks, network.nodes.index
        link_mt, lock_mt = capacities(network)
        lock_mt = lock_mt * self.factor * (1 - np.nan_to_num(locks["outage_share"]))
        on: dict[str, list[int]] = {}
        for i, key in enumerate(locks["link_id"]):
            on.setdefault(str(key), []).append(i)
        for i, key in enumerate(links["id"]):
            mine = on.get(str(key), [])
            if str(links["mode"][i]) not in self.modes or links["traffic"][i] == "passenger" \
                    or self._too_small(i, mine):
                continue
            ends = [index[str(links[name][i])] for name in ("from_node_id", "to_node_id")]
            factor = self.factor if links["mode"][i] == "inland" else 1.0
            for way, direction in enumerate(DIRECTIONS):
                own = Element("links", str(key), direction)
                held = {own: float(link_mt[way, i]) * factor}
                held |= {Element("locks", str(locks["id"][j]), direction): float(lock_mt[way, j])
                         for j in mine}
                known = {item: mt for item, mt in held.items() if mt == mt}
                self.known |= known
                least = min(known.values(), default=float("inf"))
                # of equally narrow ones the locks come first: they are what can be built
                narrow = tuple(sorted((item for item, mt in known.items() if mt <= least),
                                      key=lambda item: (item.table == "links", item)))
                self.arc(ends[way], ends[1 - way], least, float(links["length_km"][i]), own,
                         narrow, tuple(item for item in held if item != own))

    def _too_small(self, i: int, locks: Iterable[int]) -> bool:
        """Whether the ship asked for does not pass a link or a lock on it."""
        if self.network.links["mode"][i] != "inland":
            return False
        limits = [self.network.links["max_dwt_t"][i],
                  *(self.network.locks["max_dwt_t"][j] for j in locks)]
        return any(float(limit) < self.ship_t for limit in limits)

    def changes(self) -> None:
        """Transfers of the tables, and driving between roads and terminals."""
        table, nodes = self.network.transfers, self.network.nodes
        for i, kind in enumerate(table["kind"]):
            a, b = (nodes.index[str(table[name][i])] for name in ("from_node_id", "to_node_id"))
            if kind == "walk" or GOODS.isdisjoint(table["profiles"][i]) \
                    or not {self.mode[a], self.mode[b]} <= self.modes:
                continue
            for tail, head, way in ((a, b, "ab"), (b, a, "ba")):
                self.arc(tail, head, km=max(float(table["length_km"][i]), SHORT_KM),
                         element=Element("transfers", str(table["id"][i]), way))
        if "road" not in self.modes:
            return
        for i, key in enumerate(nodes["road_node_id"]):
            if not key or self.mode[i] == "road" or self.mode[i] not in self.modes \
                    or not self.goods[i]:
                continue
            road, km = nodes.index[str(key)], float(nodes["road_km"][i])
            for tail, head, way in ((i, road, "ab"), (road, i, "ba")):
                self.arc(tail, head, km=km if km == km else SHORT_KM,
                         element=Element("nodes", str(nodes["id"][i]), way))

    def terminals(self, place: str) -> list[int]:
        """Where goods of a place enter and leave."""
        nodes, places = self.network.nodes, self.network.places
        own = [i for i, key in enumerate(nodes["place_id"]) if str(key) == place
               and self.mode[i] in self.modes and self.mode[i] != "road" and self.goods[i]]
        road = str(places["road_node_id"][places.index[place]])
        return [*own, *([nodes.index[road]] if road and "road" in self.modes else [])]

    def build(self, origins: tuple[str, ...], destinations: tuple[str, ...]) -> FlowGraph:
        """Lay everything down."""
        source = len(self.network.nodes)
        self.links()
        self.changes()
        left_out = []
        for place in origins:
            found = self.terminals(place)
            left_out += [] if found else [place]
            for node in found:
                self.arc(source, node)
        for place in destinations:
            found = self.terminals(place)
            left_out += [] if found else [place]
            for node in found:
                self.arc(node, source + 1)
        tail, head, capacity, km, element, narrow, passed = zip(*self.rows, strict=True)
        return FlowGraph(
            self.network, source + 2, source, source + 1, np.array(tail, dtype=np.int64),
            np.array(head, dtype=np.int64), np.array(capacity), np.array(km), element, narrow,
            passed, self.known, tuple(left_out))


def flow_graph(network: Network, origins: tuple[str, ...], destinations: tuple[str, ...],
               modes: tuple[str, ...], basis: str = "design", ship_t: float = 0.0) -> FlowGraph:
    """The graph between two groups of places, by id.

    Parameters
    ----------
    basis
        See :data:`~corridors.analysis.throughput.model.BASES`.
    ship_t
        Only fairways and locks that admit ships of that deadweight, tonnes.
    """
    return _Builder(network, modes, basis, ship_t).build(origins, destinations)
