"""The order of a network with its shortcuts and triangles, and how it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corridors.engine.model import Ints, Topology, frozen
from corridors.errors import InputError, fault

FORMAT = 1
"""Raised when the meaning of a stored array changes."""


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """A topology in order; all arrays are frozen and hold no weights.

    Nodes have a *place*: parents come before children, depth by depth. An *edge* joins a node to
    an ancestor and carries two weights, up and down.

    Parameters
    ----------
    topology
        What was put in order: n nodes, m arcs.
    place
        (n,): place of each node.
    level
        (depths + 1,): first place of each depth.
    before, span
        (n,) by place: the subtree of a node is the range ``before`` to ``before + span`` of a
        walk through the forest.
    first
        (n + 1,): first edge of each place.
    upper
        (edges,): place of the ancestor, the nearest first.
    slot
        (m,): twice the edge of an arc, plus one where it leads down; -1 for a loop.
    shortcut, start, low, high
        Edge ``shortcut[i]`` from a to b has the triangles ``start[i]`` to ``start[i + 1]``; of
        each, ``low`` is the edge from the descendant to a, ``high`` the one to b.
    step
        (depths + 1,): first shortcut whose lower end lies at each depth.
    """

    topology: Topology
    place: Ints = field(repr=False)
    level: Ints = field(repr=False)
    before: Ints = field(repr=False)
    span: Ints = field(repr=False)
    first: Ints = field(repr=False)
    upper: Ints = field(repr=False)
    slot: Ints = field(repr=False)
    shortcut: Ints = field(repr=False)
    start: Ints = field(repr=False)
    low: Ints = field(repr=False)
    high: Ints = field(repr=False)
    step: Ints = field(repr=False)

    def __post_init__(self) -> None:
        for name in ARRAYS:
            dtype = np.int64 if name in WIDE else np.int32
            object.__setattr__(self, name, frozen(getattr(self, name), dtype))

    @classmethod
    def of(cls, topology: Topology) -> Hierarchy:
        """Put a topology in order; takes about as long as 60 searches.

        Examples
        --------
        A ring of four nodes needs one shortcut:

        >>> ring = Hierarchy.of(Topology(4, [0, 1, 2, 3], [1, 2, 3, 0]))
        >>> ring.edges, ring.triangles
        (5, 2)
        """
        from corridors.engine.order import arranged

        return cls(topology, **arranged(topology))

    @cached_property
    def depth(self) -> NDArray[np.int64]:
        """(n,) by place: number of ancestors."""
        return np.repeat(np.arange(self.depths), np.diff(self.level))

    @cached_property
    def lower(self) -> Ints:
        """(edges,): place of the descendant."""
        return np.repeat(np.arange(self.topology.size), np.diff(self.first))

    @cached_property
    def upper_depth(self) -> NDArray[np.int64]:
        """(edges,): number of ancestors of the ancestor."""
        found: NDArray[np.int64] = self.depth[self.upper]
        return found

    @property
    def depths(self) -> int:
        """Number of depths of the forest."""
        return len(self.level) - 1

    @property
    def edges(self) -> int:
        """Number of edges, shortcuts included."""
        return len(self.upper)

    @property
    def triangles(self) -> int:
        """Number of triangles: what one change of weights has to look at."""
        return len(self.low)

    @property
    def nbytes(self) -> int:
        """Memory of the arrays in bytes, without the topology."""
        return sum(getattr(self, name).nbytes for name in ARRAYS)

    def to_bytes(self) -> bytes:
        """The arrays as a NumPy archive, for a cache; same hierarchy, same bytes."""
        buffer = BytesIO()
        np.savez(buffer, format=np.array(FORMAT), digest=np.array(self.topology.digest),
                 **{name: getattr(self, name) for name in ARRAYS})
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes, topology: Topology) -> Hierarchy:
        """Read what :meth:`to_bytes` wrote, for the same topology.

        Raises
        ------
        InputError
            The data are damaged, of another version or of another topology.
        """
        try:
            with np.load(BytesIO(data), allow_pickle=False) as stored:
                if int(stored["format"]) == FORMAT and str(stored["digest"]) == topology.digest:
                    return cls(topology, **{name: stored[name] for name in ARRAYS})
        except (BadZipFile, EOFError, KeyError, OSError, ValueError, TypeError):
            pass
        raise InputError(fault("engine_stored"))


WIDE = {"level", "first", "start", "step"}
ARRAYS = tuple(part.name for part in fields(Hierarchy) if part.name != "topology")
