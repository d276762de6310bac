"""Who loads a layer: AequilibraE's in-memory graph, or the search of the toolkit."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np

from corridors.analysis.loading.layers import Layer, Pair
from corridors.analysis.loading.model import Array
from corridors.errors import MissingPackageError, fault

CLOSED = 1e12
"""Weight of a closed arc, far above that of any way, and yet precise beside it."""


class Engine(Protocol):
    """Loads one layer."""

    def load(self, weight: Array, demand: Mapping[Pair, float], trees: Any) -> Array:
        """Units on every arc when each pair takes its least way (m,)."""


class AequilibraE:
    """All-or-nothing loading by AequilibraE.

    Its matrix is square, so origins and destinations are centroids of their own, numbered from 1.
    What it loads for pairs without a way is wrong (it loads part of a way that ends nowhere), so
    such pairs must not be handed over. Weights must be finite: where it joins links to longer ones
    an infinite one becomes no number at all, and the way leads through what is closed. Parallel
    and weightless links it takes as they are.
    """

    def __init__(self, layer: Layer) -> None:
        with _quiet():
            try:
                from aequilibrae.matrix import AequilibraeMatrix
                from aequilibrae.paths import Graph
                from aequilibrae.paths.results import AssignmentResults
            except ImportError:
                raise MissingPackageError(fault(
                    "loading_engine_missing", install='"corridors[assign]"')) from None
            import pandas as pd

            self.layer, count = layer, len(layer.tail)
            nodes = [*layer.starts.values(), *layer.ends.values()]
            self.zone = {node: i for i, node in enumerate(nodes)}
            graph = Graph()
            graph.network = pd.DataFrame({
                "link_id": np.arange(1, count + 1), "a_node": layer.tail + 1,
                "b_node": layer.head + 1, "direction": np.ones(count, dtype=np.int8),
                "weight": layer.weight.astype(float)})
            graph.prepare_graph(np.array(nodes, dtype=np.int64) + 1)
            graph.set_graph("weight")
            graph.set_blocked_centroid_flows(True)
            # its own way to set weights anew goes back to those it was prepared with
            self.order = graph.graph["link_id"].to_numpy() - 1
            self.joined_of = graph.graph["__compressed_id__"].to_numpy()
            self.joined = np.unique(self.joined_of)
            matrix = AequilibraeMatrix()
            matrix.create_empty(zones=len(nodes), matrix_names=["units"], memory_only=True)
            matrix.index[:] = np.array(nodes) + 1
            self.graph, self.matrix = graph, matrix
            self.results = AssignmentResults()
            self.results.set_cores(1)  # sums in one order, the same bits every time

    def load(self, weight: Array, demand: Mapping[Pair, float], trees: Any) -> Array:
        """See :class:`Engine`."""
        del trees
        from aequilibrae.paths.all_or_nothing import allOrNothing

        with _quiet():
            graph, matrix, results = self.graph, self.matrix, self.results
            finite = np.where(np.isfinite(weight), weight, CLOSED)
            graph.cost[:] = finite[self.order]
            graph.compact_cost[:len(self.joined)] = np.bincount(
                self.joined_of, weights=graph.cost, minlength=len(self.joined))
            units = matrix.matrices[:, :, 0]
            units[:] = 0.0
            for (o, d), amount in demand.items():
                units[self.zone[self.layer.starts[o]], self.zone[self.layer.ends[d]]] = amount
            matrix.computational_view(["units"])
            results.prepare(graph, matrix)
            allOrNothing("units", matrix, graph, results).execute()
            loads = results.get_load_results()
        volume = np.zeros(len(weight))
        volume[loads.index.to_numpy() - 1] = loads["units_ab"].to_numpy()
        return volume


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the progress bars and warnings of a library.

    The bars are switched off by a variable of the environment that is read at the first import.
    """
    before = os.environ.get("AEQ_SHOW_PROGRESS")
    os.environ["AEQ_SHOW_PROGRESS"] = "FALSE"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if before is None:
            del os.environ["AEQ_SHOW_PROGRESS"]
        else:
            os.environ["AEQ_SHOW_PROGRESS"] = before


def engine_of(name: str, layer: Layer) -> Engine:
    """The engine of a name for a layer.

    Raises
    ------
    MissingPackageError
        AequilibraE is not installed.
    """
    return AequilibraE(layer) if name == "aequilibrae" else layer
