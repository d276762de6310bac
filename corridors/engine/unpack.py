"""From edges of the hierarchy back to arcs: which way a best path takes.

A way is a row of codes, twice the edge plus one where it is walked down. A code is either an
arc, or goes through one node below both its ends: then it stands for two other codes.
"""

from __future__ import annotations

import numpy as np

from corridors.engine.hierarchy import Hierarchy
from corridors.engine.model import ROUNDING_H, Floats, Ints, Paths, Wide


def ranges(first: Ints, number: Ints) -> Wide:
    """Whole numbers of several ranges, one range after the other.

    Examples
    --------
    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(number) - number
    return np.repeat(first - before, number) + np.arange(number.sum())


def own_arcs(order: Hierarchy, weights: Floats) -> tuple[Ints, Floats]:
    """Least arc of each code, of equal ones the first, and its weight; -1 and inf for none."""
    codes, weight = 2 * order.edges, np.full(2 * order.edges, np.inf)
    used = np.flatnonzero(order.slot >= 0)
    np.minimum.at(weight, order.slot[used], weights[used])
    least = used[weights[used] == weight[order.slot[used]]][::-1]
    arc = np.full(codes, -1)
    arc[order.slot[least]] = least  # written backwards, so the first stays
    return arc, weight


def chains(order: Hierarchy, via: Ints, places: Wide, column: Wide,
           meeting: Wide) -> tuple[Wide, Wide, Wide]:
    """Edges from where two ends meet to the end, met in that order.

    Parameters
    ----------
    via
        (depths, ends): the edge over which each ancestor was reached.
    places
        Places of the ends.
    column, meeting
        For every pair, which end, and the depth at which it is met.

    Returns
    -------
    pair, step, edge
        One row an edge.
    """
    pair, depth = np.arange(len(column)), meeting
    end = order.depth[places]
    rows: list[tuple[Wide, Wide, Wide]] = [(pair[:0],) * 3]
    while True:
        going = depth < end[column]
        pair, depth, column = pair[going], depth[going], column[going]
        if not len(pair):
            break
        edge = via[depth, column].astype(np.int64)
        rows.append((pair, np.full(len(pair), len(rows), np.int64), edge))
        depth = order.depth[order.lower[edge]]
    whose, step, edges = (np.concatenate(part) for part in zip(*rows, strict=True))
    return whose, step, edges


def arcs_of(order: Hierarchy, up: Floats, down: Floats, weights: Floats,
            codes: Wide) -> tuple[Wide, Wide]:
    """Arcs of some codes, one code after the other, and how many each has."""
    arc, own = own_arcs(order, weights)
    owner = np.arange(len(codes))
    whole = np.stack([up, down], axis=1).reshape(-1)
    while True:
        inner = np.flatnonzero(own[codes] != whole[codes])
        if not len(inner):
            return arc[codes].astype(np.int64), np.bincount(owner).astype(np.int64)
        one, other = _halves(order, up, down, codes[inner])
        number = np.ones(len(codes), np.int64)
        number[inner] = 2
        at = (np.cumsum(number) - number)[inner]
        codes, owner = np.repeat(codes, number), np.repeat(owner, number)
        codes[at], codes[at + 1] = one, other


def _halves(order: Hierarchy, up: Floats, down: Floats, codes: Wide) -> tuple[Wide, Wide]:
    """First and second half of codes that go through a node below, of equal ways the first."""
    once, again = np.unique(codes, return_inverse=True)
    edge, is_down = once // 2, once % 2 == 1
    shortcut = np.searchsorted(order.shortcut, edge)
    first = order.start[shortcut]
    number = order.start[shortcut + 1] - first
    triangle, whose = ranges(first, number), np.repeat(np.arange(len(once)), number)
    low, high, falls = order.low[triangle], order.high[triangle], is_down[whose]
    through = np.where(falls, up[low] + down[high], down[low] + up[high])
    tight = np.flatnonzero(through == np.where(is_down, down[edge], up[edge])[whose])[::-1]
    chosen = np.empty(len(once), np.int64)
    chosen[whose[tight]] = tight
    low, high = low[chosen].astype(np.int64), high[chosen].astype(np.int64)
    one = np.where(is_down, 2 * high + 1, 2 * low + 1)
    other = np.where(is_down, 2 * low, 2 * high)
    return one[again], other[again]


def gathered(arcs: Wide, number: Wide, which: Wide) -> tuple[Wide, Wide]:
    """Rows of arcs picked by number, with repeats; and how long each is."""
    first = np.cumsum(number) - number
    return arcs[ranges(first[which], number[which])], number[which]


def without_loops(paths: Paths, tail: Ints, head: Ints, weights: Floats) -> Paths:
    """Paths that visit no node twice; what they leave out has no length.

    Only paths with arcs of next to no length can have loops, so only those are looked at.
    """
    counts = np.diff(paths.offsets)
    short = np.flatnonzero(weights[paths.arcs] <= ROUNDING_H)
    gone = np.zeros(len(paths.arcs), bool)
    for pair in np.unique(np.searchsorted(paths.offsets, short, side="right") - 1).tolist():
        first = int(paths.offsets[pair])
        arcs = paths.arcs[first:first + int(counts[pair])]
        line = np.append(tail[arcs[0]], head[arcs])
        if len(np.unique(line)) < len(line):
            gone[first + np.array(_left_out(line.tolist()))] = True
    if not gone.any():
        return paths
    before = np.append(0, np.cumsum(gone))
    return Paths(paths.arcs[~gone], paths.offsets - before[paths.offsets])


def _left_out(line: list[int]) -> list[int]:
    """Positions of the arcs of a walk that belong to loops."""
    kept: list[int] = []
    seen = [line[0]]
    for arc, node in enumerate(line[1:]):
        if node in seen:
            del seen[seen.index(node) + 1:]
            del kept[len(seen) - 1:]
        else:
            seen.append(node)
            kept.append(arc)
    return sorted(set(range(len(line) - 1)) - set(kept))
