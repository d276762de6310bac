"""Sums between nodes and their ancestors in a hierarchy, and where two ends best meet."""

from __future__ import annotations

import numpy as np

from corridors.engine.hierarchy import Hierarchy
from corridors.engine.model import Floats, Ints, Wide
from corridors.engine.unpack import ranges

WIDE_FROM = 8
"""An ancestor of this many places is climbed from on its own, all its places in one row."""


def line(order: Hierarchy, place: int) -> Wide:
    """Ancestors of a place from its root down to itself."""
    places = [place]
    while order.first[places[-1]] < order.first[places[-1] + 1]:
        places.append(int(order.upper[order.first[places[-1]]]))
    return np.array(places[::-1], np.int64)


def _counts(order: Hierarchy, places: Wide) -> tuple[Wide, ...]:
    """For every place, which of some places (in order of the walk) lie in its subtree."""
    seen = np.zeros(len(order.before) + 1, np.int64)
    seen[order.before[places] + 1] = 1
    total = np.cumsum(seen)
    return total[order.before], total[order.before + order.span]


def labels_of(order: Hierarchy, places: Wide, weight: Floats,
            via: Ints | None = None) -> Floats:
    """Least sums along the hierarchy between some places and their ancestors.

    Parameters
    ----------
    places
        Each once, in the order of the walk, so that those below an ancestor are neighbours.
    via
        (depths, places): filled with the last edge of each way, where given.

    Returns
    -------
    labels
        (depths, places): to the ancestor at each depth; inf below the place itself.
    """
    begin, end = _counts(order, places)
    labels = np.full((order.depths, len(places)), np.inf)
    labels[order.depth[places], np.arange(len(places))] = 0.0
    _climb_thin(order, np.flatnonzero((begin < end) & (end - begin < WIDE_FROM)),
                begin, end, weight, labels, via)
    wide = np.flatnonzero(end - begin >= WIDE_FROM)[::-1]
    for depth, a, b, first, last in zip(
            order.depth[wide].tolist(), begin[wide].tolist(), end[wide].tolist(),
            order.first[wide].tolist(), order.first[wide + 1].tolist(), strict=True):
        above = order.upper_depth[first:last]
        through = weight[first:last, None] + labels[depth, a:b]
        before = labels[above, a:b]
        if via is not None:
            edges = np.arange(first, last)[:, None]
            via[above, a:b] = np.where(through < before, edges, via[above, a:b])
        labels[above, a:b] = np.minimum(before, through)
    return labels


def _climb_thin(order: Hierarchy, thin: Wide, begin: Wide,
                end: Wide, weight: Floats, labels: Floats,
                via: Ints | None) -> None:
    """Climb from ancestors of few places: all of a depth at once, deepest first."""
    count = end[thin] - begin[thin]
    owner, place = ranges(begin[thin], count), np.repeat(thin, count)
    number = order.first[place + 1] - order.first[place]
    edge = ranges(order.first[place], number)
    owner = np.repeat(owner, number)
    wide = labels.shape[1]
    source = np.repeat(order.depth[place], number) * wide + owner
    target = order.upper_depth[edge] * wide + owner
    added = weight[edge]
    bounds = np.searchsorted(source, np.arange(order.depths + 1) * wide).tolist()
    flat = labels.reshape(-1)
    for depth in range(order.depths - 1, 0, -1):
        if bounds[depth] < bounds[depth + 1]:
            part = slice(bounds[depth], bounds[depth + 1])
            onto = target[part]
            before, through = flat[onto], flat[source[part]] + added[part]
            if via is not None:
                better = through < before
                via.reshape(-1)[onto[better]] = edge[part][better]
            flat[onto] = np.minimum(before, through)


def meet(order: Hierarchy, sources: Wide, above: Floats,
          sinks: Wide, below: Floats, out: Floats,
          where: Ints | None = None) -> None:
    """Lower a block of the matrix to the best way over each ancestor that two ends share.

    The depth of the ancestor goes to ``where`` if given, of equal ones the deepest.
    """
    from_low, from_high = _counts(order, sources)
    to_low, to_high = _counts(order, sinks)
    shared = np.flatnonzero((from_low < from_high) & (to_low < to_high))[::-1]
    buffer = np.empty(out.size)
    for at, a, b, c, d in zip(
            order.depth[shared].tolist(), from_low[shared].tolist(), from_high[shared].tolist(),
            to_low[shared].tolist(), to_high[shared].tolist(), strict=True):
        over = buffer[:(b - a) * (d - c)].reshape(b - a, d - c)
        np.add(above[at, a:b, None], below[at, None, c:d], out=over)
        block = out[a:b, c:d]
        if where is not None:
            where[a:b, c:d][over < block] = at
        np.minimum(block, over, out=block)
