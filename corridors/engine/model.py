"""The interface of the engines: a topology, weights on its arcs, and what can be asked then.

A topology is ordered once; weights are set as often as there are scenarios. Setting weights
gives a new object and leaves the old one as it was, so that a before can stand beside its after.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.errors import InputError, fault
from corridors.messages import Word

Ints = NDArray[np.integer[Any]]
Wide = NDArray[np.int64]
Floats = NDArray[np.float64]

ROUNDING_H = 1e-9
"""Hours by which two engines may differ: they add the same weights in another order.

A sum of k numbers is off by at most about k * 1.1e-16 of itself; 5,000 arcs and 500 h give
3e-10 h. Whether there is a way at all never differs.
"""

MOST_NODES = 2**31 - 2


def frozen(values: ArrayLike, dtype: type[Any]) -> NDArray[Any]:
    """Own copy of an array that nobody can write to."""
    array = np.array(values, dtype=dtype)
    array.flags.writeable = False
    return array


@dataclass(frozen=True, eq=False)
class Topology:
    """Nodes and directed arcs, without weights; equal and hashable by content.

    Parameters
    ----------
    size
        Number of nodes n; they are called 0 to n - 1.
    tail, head
        Whole numbers (m,): where each arc starts and ends. Parallel arcs are allowed (the
        least weight counts), so are loops (they never matter).

    Raises
    ------
    InputError
        Arrays of different length, or an arc of a node that does not exist.

    Examples
    --------
    >>> Topology(3, [0, 1], [1, 2]) == Topology(3, [0, 1], [1, 2])
    True
    """

    size: int
    tail: Ints = field(repr=False)
    head: Ints = field(repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MOST_NODES:
            raise InputError(fault("engine_size", size=self.size, most=MOST_NODES))
        shapes = np.shape(self.tail), np.shape(self.head)
        if len(shapes[0]) != 1 or shapes[0] != shapes[1]:
            raise InputError(fault("engine_arcs", tail=shapes[0], head=shapes[1]))
        object.__setattr__(self, "tail", nodes(self.tail, self.size, "tail"))
        object.__setattr__(self, "head", nodes(self.head, self.size, "head"))

    @property
    def arcs(self) -> int:
        """Number of arcs m."""
        return len(self.tail)

    @cached_property
    def digest(self) -> str:
        """Hash of the content, 64 hexadecimal digits: the key of a cache."""
        found = sha256(f"{self.size} {self.arcs}".encode())
        found.update(self.tail.astype("<i4").tobytes())
        found.update(self.head.astype("<i4").tobytes())
        return found.hexdigest()

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Topology) and self.digest == other.digest)

    def __hash__(self) -> int:
        return int(self.digest[:15], 16)


@dataclass(frozen=True)
class Paths:
    """Best paths of origins to targets, as arcs.

    Parameters
    ----------
    arcs
        Arc indices of all paths, one path after the other.
    offsets
        (k * l + 1,): path of pair i, j is ``arcs[offsets[i * l + j]:offsets[i * l + j + 1]]``.
        It is empty where the target is the origin and where there is no way: the matrix tells
        which (0 or inf).
    """

    arcs: Ints
    offsets: NDArray[np.int64]

    def __iter__(self) -> Any:
        return (self.arcs[a:b] for a, b in pairwise(self.offsets.tolist()))

    def sums(self, values: ArrayLike) -> Floats:
        """Sum of another measure of the arcs along each path.

        Parameters
        ----------
        values
            (m,): km, yuan or kg of each arc.

        Returns
        -------
        sums
            (k * l,); 0 for an empty path, also where there is no way.

        Examples
        --------
        >>> Paths(np.array([1, 0, 1]), np.array([0, 2, 2, 3])).sums([5.0, 0.5])
        array([5.5, 0. , 0.5])
        """
        starts, number = self.offsets[:-1], np.diff(self.offsets)
        out = np.zeros(len(starts))
        if len(self.arcs):
            along = np.asarray(values, np.float64)[self.arcs]
            out[number > 0] = np.add.reduceat(along, starts[number > 0])
        return out


class Weighted(Protocol):
    """Weights set on a topology: ask for hours and paths. Never changes; safe for threads."""

    @property
    def topology(self) -> Topology:
        """Nodes and arcs."""

    def matrix(self, origins: ArrayLike, targets: ArrayLike, *, limit: float = np.inf) -> Floats:
        """Least sum of weights from each origin to each target.

        Parameters
        ----------
        origins, targets
            Nodes, k and l of them, in any order and as often as wanted.
        limit
            What is farther than this counts as unreachable.

        Returns
        -------
        matrix
            (k, l), in the unit of the weights, inf where there is no way.

        Raises
        ------
        InputError
            A node that does not exist, or a limit that is negative or not a number.
        """

    def tree(self, origin: int, *, limit: float = np.inf) -> Floats:
        """Least sum of weights from one origin to every node, (n,); inf where no way leads.

        Raises
        ------
        InputError
            A node that does not exist, or a limit that is negative or not a number.
        """

    def paths(self, origins: ArrayLike, targets: ArrayLike) -> Paths:
        """Best paths from each origin to each target.

        Where several ways are equally good, the same arrays always give the same path, and of
        parallel arcs it takes the first of the least. Search promises more: it walks backwards
        from the target and takes, at each node, the tight arc of least index that comes from a
        node strictly nearer to the origin; failing that, in rounds, a tight arc of no length of
        least index from a node already settled. So its ties do not depend on the numbering of
        nodes, only on the order of arcs: sort them by their id to be independent of the order
        of rows. Take both states of a comparison from one engine.

        Raises
        ------
        InputError
            A node that does not exist.
        """


class Engine(Protocol):
    """A way to compute shortest paths on a topology that it has prepared."""

    @property
    def topology(self) -> Topology:
        """Nodes and arcs."""

    def set_weights(self, weights: ArrayLike) -> Weighted:
        """Put weights on the arcs; the engine and what it gave before stay as they were.

        Parameters
        ----------
        weights
            (m,), zero or more, usually hours; inf closes an arc.

        Raises
        ------
        InputError
            Not one for each arc, or one is negative or not a number.
        """


def nodes(given: ArrayLike, size: int, role: str) -> Ints:
    """Node numbers, checked and frozen.

    Raises
    ------
    InputError
        Not a flat array of whole numbers, or one that is no node.
    """
    array = np.asarray(given)
    which = Word(f"engine_role.{role}")
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise InputError(fault("engine_nodes_type", role=which,
                               found=f"{array.dtype} {array.shape}"))
    wrong = np.flatnonzero((array < 0) | (array >= size))
    if wrong.size:
        row = int(wrong[0])
        if not size:
            raise InputError(fault("engine_no_node", row=row, found=array[row], role=which))
        raise InputError(fault("engine_node", row=row, found=array[row], last=size - 1,
                               count=wrong.size, role=which))
    checked: Ints = frozen(array, np.int32)
    return checked


def checked_weights(weights: ArrayLike, arcs: int) -> Floats:
    """Own frozen copy of weights that can be used.

    Raises
    ------
    InputError
        Not one for each arc, or one is negative or not a number.
    """
    given = np.asarray(weights)
    if given.shape != (arcs,) or (given.size and given.dtype.kind not in "biuf"):
        raise InputError(fault("engine_weights_shape", wanted=arcs,
                               found=f"{given.dtype} {given.shape}"))
    wrong = np.flatnonzero(~(given >= 0))
    if wrong.size:
        raise InputError(fault("engine_weights_value", arc=int(wrong[0]), found=given[wrong[0]],
                               count=wrong.size))
    checked: Floats = frozen(given, np.float64)
    return checked


def checked_limit(limit: float) -> float:
    """A limit that can be used.

    Raises
    ------
    InputError
        It is negative or not a number.
    """
    if not limit >= 0:
        raise InputError(fault("engine_limit", found=limit))
    return float(limit)
