"""The hierarchy with its inner loops compiled: the same answers to the last bit, sooner.

What it adds beside speed: it remembers the weights that were set last and those that were last
worked out in full, such as a base. Where few arcs differ from either, only what hangs on these
arcs is worked out again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from corridors.engine.cch import BATCH_ENDS, Contraction, ContractionWeighted
from corridors.engine.compiled import PLAIN, Kernels
from corridors.engine.model import Floats, Ints, Wide, checked_limit, checked_weights, nodes
from corridors.engine.unpack import own_arcs

FEW_ARCS = 0.001
"""Share of the arcs up to which only what changed is worked out again."""
FEW_TRIANGLES = 0.1
"""Share of the triangles at which that is given up: looking at one by one takes longer."""
NONE = np.empty((0, 0), np.int32)


@dataclass(frozen=True)
class FastContraction(Contraction):
    """The engine of :class:`corridors.engine.cch.Contraction` on compiled loops.

    Parameters
    ----------
    kernels
        From :func:`corridors.engine.compiled.compiled`.

    Examples
    --------
    >>> from corridors.engine.hierarchy import Hierarchy
    >>> from corridors.engine.model import Topology
    >>> engine = FastContraction(Hierarchy.of(Topology(3, [0, 1, 0], [1, 2, 2])))
    >>> engine.set_weights([1, 1, 5]).matrix([0, 2], [2])
    array([[2.],
           [0.]])
    """

    kernels: Kernels = PLAIN
    _kept: dict[str, FastWeighted] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def begin(self) -> Wide:
        """(n + 1,): first triangle of each place."""
        above = np.diff(self.hierarchy.first)
        return np.append(0, np.cumsum(above * (above - 1) // 2))

    @cached_property
    def corner(self) -> Ints:
        """See :func:`corridors.engine.kernels.corners`."""
        order = self.hierarchy
        found: Ints = self.kernels.corners(order.first, order.upper, self.begin)
        return found

    @cached_property
    def group(self) -> Ints:
        """(edges,): which shortcut an edge is, -1 for none."""
        order = self.hierarchy
        found = np.full(order.edges, -1, np.int32)
        found[order.shortcut] = np.arange(len(order.shortcut))
        return found

    @cached_property
    def members(self) -> tuple[Wide, Wide]:
        """Arcs by slot, and the first of each slot (2 edges + 1,)."""
        slot, every = self.hierarchy.slot, np.arange(2 * self.hierarchy.edges + 1)
        order = np.argsort(slot, kind="stable")
        return order, np.searchsorted(slot[order], every)

    @cached_property
    def upper_depth(self) -> Ints:
        """(edges,): number of ancestors of the ancestor."""
        return self.hierarchy.upper_depth.astype(np.int32)

    @cached_property
    def lower(self) -> Ints:
        """(edges,): place of the descendant."""
        return self.hierarchy.lower.astype(np.int32)

    def set_weights(self, weights: ArrayLike) -> FastWeighted:
        """Put weights on the arcs; see :class:`corridors.engine.model.Engine`."""
        given, order = checked_weights(weights, self.topology.arcs), self.hierarchy
        both = self._renewed(given)
        if both is None:
            own = self.kernels.own_ways(order.slot, given, order.edges)
            ways = own.copy()
            self.kernels.customise(order.first, self.begin, self.corner, ways)
        else:
            own, ways = both
        up, down = ways.T.copy()
        for array in (up, down, own, ways):
            array.flags.writeable = False
        found = FastWeighted(self, given, up, down, own, ways)
        self._kept["last"] = found
        if both is None:
            self._kept["whole"] = found
        return found

    def _renewed(self, given: Floats) -> tuple[Floats, Floats] | None:
        """Own weights and ways from those of before; None where too much differs."""
        order, near = self.hierarchy, list(self._kept.values())
        if not near:
            return None
        changed = [np.flatnonzero(given != old.weights) for old in near]
        nearest = min(range(len(near)), key=lambda i: len(changed[i]))
        old, arcs = near[nearest], changed[nearest]
        if len(arcs) > FEW_ARCS * len(given):
            return None
        slots = np.unique(order.slot[arcs])
        own, ways = old.own.copy(), old.ways.copy()
        done = self.kernels.recustomise(
            slots[np.searchsorted(slots, 0):], *self.members, given, order.first, self.lower,
            self.begin, self.corner, self.group, order.start, order.low, order.high, own,
            old.ways, ways, int(FEW_TRIANGLES * order.triangles))
        return (own, ways) if done else None

    def __getstate__(self) -> dict[str, Any]:
        return {"hierarchy": self.hierarchy, "kernels": None if self.kernels is PLAIN else "fast"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        from corridors.engine.compiled import compiled

        kernels = (compiled() or PLAIN) if state["kernels"] else PLAIN
        self.__dict__.update(hierarchy=state["hierarchy"], kernels=kernels, _kept={})


@dataclass(frozen=True)
class FastWeighted(ContractionWeighted):
    """Weights set; see :class:`corridors.engine.model.Weighted`.

    Attributes
    ----------
    own
        (edges, 2): least weight of the arcs of each edge, up and down.
    ways
        (edges, 2): ``up`` and ``down`` side by side.
    """

    engine: FastContraction
    own: Floats = field(repr=False)
    ways: Floats = field(repr=False)

    def _labels(self, places: Wide, weight: Floats, via: Ints = NONE) -> Any:
        order = self.engine.hierarchy
        return self.engine.kernels.labels(places, order.depths, order.first, order.upper,
                                          self.engine.upper_depth, order.depth, weight, via)

    def _table(self, sources: Wide, sinks: Wide) -> Floats:
        """Least sums between places, each once, in the order of the walk."""
        depth, meet = self.engine.hierarchy.depth, self.engine.kernels.meet
        out = np.full((len(sources), len(sinks)), np.inf)
        columns = [slice(at, at + BATCH_ENDS) for at in range(0, len(sinks), BATCH_ENDS)]
        below = [self._labels(sinks[part], self.down) for part in columns]
        for at in range(0, len(sources), BATCH_ENDS):
            rows = slice(at, at + BATCH_ENDS)
            up, above, low, high = self._labels(sources[rows], self.up)
            for part, (down, _, left, right) in zip(columns, below, strict=True):
                block = np.full((len(up[0]), len(down[0])), np.inf)
                meet(above, depth, up, low, high, down, left, right, block, NONE)
                out[rows, part] = block
        return out

    def tree(self, origin: int, *, limit: float = np.inf) -> Floats:
        """Least sum of weights from one origin to every node."""
        order = self.engine.hierarchy
        start = nodes([origin], self.topology.size, "origins")
        most = checked_limit(limit)
        hours = np.full(self.topology.size, np.inf)
        up, above, _, _ = self._labels(order.place[start].astype(np.int64), self.up)
        hours[above] = up[order.depth[above], 0]
        self.engine.kernels.tree(hours, order.first, order.upper, self.down)
        hours[hours > most] = np.inf
        return hours[order.place]

    @cached_property
    def _arc(self) -> Ints:
        """(edges, 2): the first of the least arcs of each edge, -1 for none."""
        order = self.engine.hierarchy
        return own_arcs(order, self.weights)[0].reshape(-1, 2).astype(np.int32)

    def _walks(self, sources: Wide, sinks: Wide) -> tuple[Wide, Wide]:
        """Arcs of the best ways of all pairs, and how many each has."""
        order, engine = self.engine.hierarchy, self.engine
        rise = np.full((order.depths, len(sources)), -1, np.int32)
        fall = np.full((order.depths, len(sinks)), -1, np.int32)
        up, above, low, high = self._labels(sources, self.up, rise)
        down, _, left, right = self._labels(sinks, self.down, fall)
        shape = len(sources), len(sinks)
        hours, where = np.full(shape, np.inf), np.full(shape, -1, np.int32)
        engine.kernels.meet(above, order.depth, up, low, high, down, left, right, hours, where)
        where[sources[:, None] == sinks] = -1
        pairs = np.flatnonzero(where.reshape(-1) >= 0)
        rows, columns = np.divmod(pairs, shape[1])
        arcs, number = engine.kernels.walks(
            rows, columns, where.reshape(-1)[pairs].astype(np.int64), sources, sinks, rise, fall,
            order.depth, engine.lower, engine.group, order.start, order.low, order.high,
            self.own, self._arc, self.ways)
        counts = np.zeros(shape[0] * shape[1], np.int64)
        counts[pairs] = number
        return arcs.astype(np.int64), counts
