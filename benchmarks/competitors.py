"""Libraries of shortest paths behind one small interface, each to be run in a process of its own.

The methods are described at :class:`Engine`. Imports nothing but NumPy until an engine is made, so
that importing a library can be timed and a missing one can be told. ``corridors`` stands here like
any other.
"""

# ruff: noqa: D102, ARG002
from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


class Engine:
    """A graph of n nodes with m arcs that is built once and then changed and asked.

    ``build`` gets the hours; ``change`` all hours anew and which arcs differ from the first ones;
    ``matrix`` answers hours from some nodes to some others, inf for none.
    """

    slow = False
    """Whether one round must do."""
    part = 0
    """Origins that are asked for instead of all, the rest being reckoned from them; 0 for all."""

    def __init__(self, size: int, tail: Array, head: Array) -> None:
        self.size, self.tail, self.head = size, tail, head
        self.load()

    def load(self) -> None:
        """Import the library."""

    def build(self, hours: Array) -> None:
        """Make the graph."""
        raise NotImplementedError

    def prepare(self) -> None:
        """What some engines do before the first question."""

    def change(self, hours: Array, arcs: Array) -> None:
        """Give some arcs other hours than at first, and all others what they had at first."""
        raise NotImplementedError

    def matrix(self, origins: Array, targets: Array) -> Array:
        """Hours, (k, l)."""
        raise NotImplementedError


class Scipy(Engine):
    """Dijkstra's search by SciPy: the reference."""

    def load(self) -> None:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        self.csr, self.search = csr_array, dijkstra

    def build(self, hours: Array) -> None:
        self.order = np.lexsort((self.head, self.tail))
        starts = np.zeros(self.size + 1, np.int32)
        np.cumsum(np.bincount(self.tail, minlength=self.size), out=starts[1:])
        self.graph = self.csr((hours[self.order], self.head[self.order].astype(np.int32), starts),
                              shape=(self.size, self.size))

    def change(self, hours: Array, arcs: Array) -> None:
        self.graph.data[:] = hours[self.order]

    def matrix(self, origins: Array, targets: Array) -> Array:
        return np.asarray(self.search(self.graph, indices=origins)[:, targets])


class Corridors(Engine):
    """The hierarchy of corridors on NumPy alone: what is taken by default."""

    def load(self) -> None:
        from corridors.engine.cch import Contraction
        from corridors.engine.hierarchy import Hierarchy
        from corridors.engine.model import Topology

        self.kind, self.order, self.topology = Contraction, Hierarchy, Topology

    def build(self, hours: Array) -> None:
        self.roads = self.topology(self.size, self.tail, self.head)
        self.hours = hours

    def prepare(self) -> None:
        self.engine = self.kind(self.order.of(self.roads))
        self.change(self.hours, self.tail[:0])

    def change(self, hours: Array, arcs: Array) -> None:
        self.ways = self.engine.set_weights(hours)

    def matrix(self, origins: Array, targets: Array) -> Array:
        return np.asarray(self.ways.matrix(origins, targets))


class Fast(Corridors):
    """The same on compiled loops, extra ``fast``."""

    def load(self) -> None:
        super().load()
        from corridors.engine.compiled import compiled
        from corridors.engine.fast import FastContraction

        loops = compiled()
        if loops is None:
            raise ImportError("numba")
        self.kind = lambda order: FastContraction(order, loops)


class Networkx(Engine):
    """networkx, a few of the origins."""

    part = 3

    def load(self) -> None:
        import networkx

        self.nx = networkx

    def build(self, hours: Array) -> None:
        self.graph = self.nx.DiGraph()
        self.graph.add_nodes_from(range(self.size))
        self.graph.add_weighted_edges_from(
            zip(self.tail.tolist(), self.head.tolist(), hours.tolist(), strict=True))
        self.first, self.before = hours, self.tail[:0]

    def change(self, hours: Array, arcs: Array) -> None:
        for which, value in ((self.before, self.first), (arcs, hours)):
            for arc in which.tolist():
                self.graph[int(self.tail[arc])][int(self.head[arc])]["weight"] = float(value[arc])
        self.before = arcs

    def matrix(self, origins: Array, targets: Array) -> Array:
        rows = (self.nx.single_source_dijkstra_path_length(self.graph, origin)
                for origin in origins.tolist())
        return np.array([[row.get(target, np.inf) for target in targets.tolist()]
                         for row in rows])


class Igraph(Engine):
    """igraph (GPL)."""

    def load(self) -> None:
        import igraph

        self.igraph = igraph

    def build(self, hours: Array) -> None:
        self.graph = self.igraph.Graph(
            n=self.size, edges=np.stack([self.tail, self.head], axis=1), directed=True)
        self.hours = hours.tolist()

    def change(self, hours: Array, arcs: Array) -> None:
        self.hours = hours.tolist()

    def matrix(self, origins: Array, targets: Array) -> Array:
        once, again = np.unique(targets, return_inverse=True)  # it takes no target twice
        return np.array(self.graph.distances(
            origins.tolist(), once.tolist(), weights=self.hours))[:, again]


class Rustworkx(Engine):
    """rustworkx."""

    def load(self) -> None:
        import rustworkx

        self.rx = rustworkx

    def build(self, hours: Array) -> None:
        self.graph = self.rx.PyDiGraph(multigraph=False)
        self.graph.add_nodes_from(range(self.size))
        self.graph.add_edges_from(
            list(zip(self.tail.tolist(), self.head.tolist(), hours.tolist(), strict=True)))
        self.first, self.before = hours, self.tail[:0]

    def change(self, hours: Array, arcs: Array) -> None:
        for which, value in ((self.before, self.first), (arcs, hours)):
            for arc in which.tolist():
                self.graph.update_edge(int(self.tail[arc]), int(self.head[arc]),
                                       float(value[arc]))
        self.before = arcs

    def matrix(self, origins: Array, targets: Array) -> Array:
        out = np.full((len(origins), len(targets)), np.inf)
        for row, origin in enumerate(origins.tolist()):
            found = self.rx.dijkstra_shortest_path_lengths(self.graph, origin, float)
            for column, target in enumerate(targets.tolist()):
                if target == origin:
                    out[row, column] = 0.0
                elif target in found:
                    out[row, column] = found[target]
        return out


class Scgraph(Engine):
    """scgraph, its search in C++."""

    def load(self) -> None:
        from scgraph.cpp import Graph

        self.kind = Graph

    def build(self, hours: Array) -> None:
        rows: list[dict[int, float]] = [{} for _ in range(self.size)]
        for tail, head, hour in zip(self.tail.tolist(), self.head.tolist(), hours.tolist(),
                                    strict=True):
            rows[tail][head] = hour
        self.graph, self.first, self.before = self.kind(rows), hours, self.tail[:0]

    def change(self, hours: Array, arcs: Array) -> None:
        for which, value in ((self.before, self.first), (arcs, hours)):
            for arc in which.tolist():
                ends = int(self.tail[arc]), int(self.head[arc])
                self.graph.remove_edge(*ends)
                self.graph.add_edge(*ends, float(value[arc]))
        self.graph.reset_cache()
        self.before = arcs

    def matrix(self, origins: Array, targets: Array) -> Array:
        return np.array([np.array(self.graph.get_shortest_path_tree(origin)["distance_matrix"])
                         [targets] for origin in origins.tolist()])


class Pandana(Engine):
    """pandana (AGPL): its contraction hierarchy has to be built anew for every change."""

    slow = True

    def load(self) -> None:
        import pandana
        import pandas

        self.pandana, self.pandas = pandana, pandas

    def build(self, hours: Array) -> None:
        nodes = self.pandas.DataFrame({"x": np.zeros(self.size), "y": np.zeros(self.size)})
        arcs = self.pandas.DataFrame({"s": 3600 * hours})  # it keeps three decimals
        self.graph = self.pandana.Network(
            nodes.x, nodes.y, self.pandas.Series(self.tail), self.pandas.Series(self.head), arcs,
            twoway=False)

    def change(self, hours: Array, arcs: Array) -> None:
        self.build(hours)

    def matrix(self, origins: Array, targets: Array) -> Array:
        found = np.array(self.graph.shortest_path_lengths(
            np.repeat(origins, len(targets)), np.tile(targets, len(origins))))
        return np.where(found > 1e6, np.inf, found / 3600).reshape(len(origins), -1)


class Aequilibrae(Engine):
    """AequilibraE's graph in memory, one core; the graph is prepared anew for every change."""

    def load(self) -> None:
        import pandas
        from aequilibrae.paths import Graph
        from aequilibrae.paths.AoN import skimming_single_origin
        from aequilibrae.paths.multi_threaded_skimming import MultiThreadedNetworkSkimming
        from aequilibrae.paths.results import SkimResults

        self.pandas, self.kind, self.results = pandas, Graph, SkimResults
        self.scratch, self.skim = MultiThreadedNetworkSkimming, skimming_single_origin

    def build(self, hours: Array) -> None:
        self.graph = self.kind()
        self.graph.network = self.pandas.DataFrame({
            "link_id": np.arange(1, len(hours) + 1), "a_node": self.tail + 1,
            "b_node": self.head + 1, "direction": 1, "h": hours})
        self.ends: Any = None

    def change(self, hours: Array, arcs: Array) -> None:
        self.graph.network["h"] = hours
        self.ends = None

    def matrix(self, origins: Array, targets: Array) -> Array:
        ends = np.unique(np.append(origins, targets))
        if self.ends is None or not np.array_equal(ends, self.ends):
            self.ends = ends
            self.graph.prepare_graph(ends.astype(np.int64) + 1)
            self.graph.set_graph("h")
            self.graph.set_skimming(["h"])
            self.graph.set_blocked_centroid_flows(False)
        found, scratch = self.results(), self.scratch()
        found.cores = 1
        found.prepare(self.graph)
        scratch.prepare(self.graph, 1, found.nodes, found.num_skims)
        for origin in origins.tolist():
            self.skim(origin + 1, self.graph, found, scratch, 0)
        rows, columns = np.searchsorted(ends, origins), np.searchsorted(ends, targets)
        table = np.asarray(found.skims.matrix["h"])[np.ix_(rows, columns)].copy()
        table[table > 1e100] = np.inf
        table[np.equal.outer(origins, targets)] = 0.0
        return table


ENGINES: dict[str, type[Engine]] = {
    "scipy": Scipy, "corridors": Corridors, "corridors[fast]": Fast, "networkx": Networkx,
    "igraph": Igraph, "rustworkx": Rustworkx, "scgraph": Scgraph, "pandana": Pandana,
    "aequilibrae": Aequilibrae}
PACKAGES = {"scipy": "scipy", "corridors": "corridors", "corridors[fast]": "numba"}
"""Whose version is told, where it is not the engine's own name."""
