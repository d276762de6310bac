"""The inner loops of the hierarchy, one number at a time: slow in Python, quick once compiled.

They are plain functions on arrays that Numba can compile (:mod:`corridors.engine.compiled`); no
Numba is needed to import or to run them. Each adds the same numbers in the same order as
:mod:`corridors.engine.cch` does, so both give the same answers to the last bit.

Names of arrays as in :class:`corridors.engine.hierarchy.Hierarchy`; ``corner`` is explained at
:func:`corners`. Widths w are numbers of ends, d is the number of depths.
"""

from __future__ import annotations

import numpy as np

from corridors.engine.model import Floats, Ints, Wide


def corners(first: Wide, upper: Ints, begin: Wide) -> Ints:
    """The third edge of every triangle, (triangles,), grouped by their deepest node.

    Parameters
    ----------
    begin
        (n + 1,): first triangle of each place. Those of the edges i < j of a place stand in the
        order of i, then j; the third edge joins the upper ends of both.
    """
    corner = np.empty(begin[-1], np.int32)
    for place in range(len(first) - 1):
        at, last = begin[place], first[place + 1]
        for i in range(first[place], last):
            found = first[upper[i]]
            for j in range(i + 1, last):
                while upper[found] != upper[j]:
                    found += 1
                corner[at] = found
                at += 1
    return corner


def own_arcs(slot: Ints, weights: Floats, edges: int) -> tuple[Floats, Ints]:
    """Least weight of the arcs of each edge, (edges, 2) up and down, and the first such arc."""
    own = np.full((edges, 2), np.inf)
    arc = np.full((edges, 2), -1, np.int32)
    for i in range(len(slot)):
        if slot[i] >= 0:
            edge, way = slot[i] >> 1, slot[i] & 1
            if weights[i] < own[edge, way]:
                own[edge, way] = weights[i]
                arc[edge, way] = i
    return own, arc


def customise(first: Wide, begin: Wide, corner: Ints, ways: Floats) -> None:
    """Lower every edge to the best way through the nodes below, in place; ways (edges, 2)."""
    for place in range(len(first) - 2, -1, -1):
        at, last = begin[place], first[place + 1]
        for i in range(first[place], last):
            up, down = ways[i, 0], ways[i, 1]
            for j in range(i + 1, last):
                edge = corner[at]
                at += 1
                one, two = down + ways[j, 0], up + ways[j, 1]
                ways[edge, 0] = one if one < ways[edge, 0] else ways[edge, 0]
                ways[edge, 1] = two if two < ways[edge, 1] else ways[edge, 1]


def recustomise(changed: Ints, first: Wide, lower: Ints, begin: Wide, corner: Ints, group: Ints,
                start: Wide, low: Ints, high: Ints, own: Floats, ways: Floats, most: int) -> bool:
    """Bring edges up to date after some of them were given other weights of their own.

    Parameters
    ----------
    changed
        Edges whose own weight changed.
    group
        (edges,): which shortcut an edge is, -1 for none.
    own, ways
        (edges, 2): the new own weights, and the old ways, changed in place.
    most
        Gives up once more triangles than this were looked at; ``ways`` are then half done.

    Returns
    -------
    done
        Whether all is up to date.
    """
    stale = np.zeros(len(lower), np.bool_)
    last = -1
    for edge in changed:
        stale[edge] = True
        last = max(last, edge)
    seen = 0
    edge = last
    while edge >= 0:
        # Edges are sorted by their lower ends: all below an edge come later, but an edge also
        # lowers others of a place nearer to the root only, so one walk down the numbers does.
        if stale[edge]:
            up, down = own[edge, 0], own[edge, 1]
            which = group[edge]
            if which >= 0:
                seen += start[which + 1] - start[which]
                for t in range(start[which], start[which + 1]):
                    one = ways[low[t], 1] + ways[high[t], 0]
                    two = ways[low[t], 0] + ways[high[t], 1]
                    up = one if one < up else up
                    down = two if two < down else down
            if up != ways[edge, 0] or down != ways[edge, 1]:
                ways[edge, 0], ways[edge, 1] = up, down
                place = lower[edge]
                begins, ends = first[place], first[place + 1]
                seen += ends - begins
                at = begin[place]
                for i in range(begins, ends):
                    if i == edge:
                        for j in range(i + 1, ends):
                            stale[corner[at + j - i - 1]] = True
                        break
                    stale[corner[at + edge - i - 1]] = True
                    at += ends - i - 1
            if seen > most:
                return False
        edge -= 1
    return True


def labels(places: Wide, depths: int, first: Wide, upper: Ints, depth: Wide, weight: Floats,
           via: Ints) -> tuple[Floats, Wide, Ints, Ints]:
    """Least sums along the hierarchy between some places and their ancestors.

    Parameters
    ----------
    places
        (w,), each once, in the order of the walk, so that those below an ancestor are neighbours.
    via
        (d, w): filled with the last edge of each way; with no rows, left alone.

    Returns
    -------
    labels
        (d, w): to the ancestor at each depth; inf below the place itself.
    above
        All ancestors, the deepest first.
    low, high
        (n,): which places lie below each ancestor, as a range; empty for others.
    """
    size = len(first) - 1
    low, high = np.zeros(size, np.int32), np.zeros(size, np.int32)
    found = np.full((depths, len(places)), np.inf)
    above = np.empty(size, np.int64)
    count = 0
    for column in range(len(places)):
        place = places[column]
        found[depth[place], column] = 0.0
        while True:
            if high[place] == 0:
                low[place] = column
                above[count] = place
                count += 1
            high[place] = column + 1
            if first[place] == first[place + 1]:
                break
            place = upper[first[place]]
    above = -np.sort(-above[:count])
    for place in above:
        here, left, right = depth[place], low[place], high[place]
        for edge in range(first[place], first[place + 1]):
            there, hours = depth[upper[edge]], weight[edge]
            if via.shape[0]:
                for column in range(left, right):
                    through = hours + found[here, column]
                    if through < found[there, column]:
                        found[there, column] = through
                        via[there, column] = edge
            elif hours < np.inf:
                for column in range(left, right):
                    through = hours + found[here, column]
                    found[there, column] = through if through < found[there, column] \
                        else found[there, column]
    return found, above, low, high


def meet(above: Wide, depth: Wide, up: Floats, from_low: Ints, from_high: Ints, down: Floats,
         to_low: Ints, to_high: Ints, out: Floats, where: Ints) -> None:
    """Lower a block of the matrix to the best way over each ancestor that two ends share.

    The depth of the ancestor goes to ``where`` (k, l), of equal ones the deepest; with no rows,
    it is left alone.
    """
    for place in above:
        left, right = to_low[place], to_high[place]
        if left == right:
            continue
        at = depth[place]
        for row in range(from_low[place], from_high[place]):
            hours = up[at, row]
            if where.shape[0]:
                for column in range(left, right):
                    over = hours + down[at, column]
                    if over < out[row, column]:
                        out[row, column] = over
                        where[row, column] = at
            elif hours < np.inf:
                for column in range(left, right):
                    over = hours + down[at, column]
                    out[row, column] = over if over < out[row, column] else out[row, column]


def tree(hours: Floats, first: Wide, upper: Ints, down: Floats) -> None:
    """Least sums to every place, (n,), from those of the ancestors of one; in place."""
    for place in range(len(hours)):
        least = hours[place]
        for edge in range(first[place], first[place + 1]):
            through = hours[upper[edge]] + down[edge]
            least = through if through < least else least
        hours[place] = least


def walks(rows: Wide, columns: Wide, meeting: Wide, sources: Wide, sinks: Wide, rise: Ints,
          fall: Ints, depth: Wide, lower: Ints, group: Ints, start: Wide, low: Ints, high: Ints,
          own: Floats, arc: Ints, ways: Floats) -> tuple[Ints, Wide]:
    """Arcs of some pairs' best ways, one after the other, and how many each has.

    Parameters
    ----------
    rows, columns, meeting
        Of each pair, which source, which sink, and the depth at which they meet.
    rise, fall
        ``via`` of the sources and of the sinks.
    group
        As in :func:`recustomise`.
    """
    out, used = np.empty(1024, np.int32), 0
    counts = np.zeros(len(rows), np.int64)
    tight = np.full(2 * len(lower), -2, np.int32)
    stack, chain = np.empty(1024, np.int64), np.empty(len(rise) + len(fall), np.int64)
    for pair in range(len(rows)):
        links, end, at = 0, depth[sources[rows[pair]]], meeting[pair]
        while at < end:
            edge = rise[at, rows[pair]]
            chain[links] = 2 * edge
            links += 1
            at = depth[lower[edge]]
        for i in range(links // 2):
            chain[i], chain[links - 1 - i] = chain[links - 1 - i], chain[i]
        end, at = depth[sinks[columns[pair]]], meeting[pair]
        while at < end:
            edge = fall[at, columns[pair]]
            chain[links] = 2 * edge + 1
            links += 1
            at = depth[lower[edge]]
        before = used
        for link in range(links):
            stack[0] = chain[link]
            height = 1
            while height:
                height -= 1
                code = stack[height]
                edge, way = code >> 1, code & 1
                if own[edge, way] == ways[edge, way]:
                    if used == len(out):
                        longer = np.empty(2 * used, np.int32)
                        longer[:used] = out
                        out = longer
                    out[used] = arc[edge, way]
                    used += 1
                    continue
                if tight[code] == -2:
                    which = group[edge]
                    for t in range(start[which], start[which + 1]):
                        if ways[low[t], 1 - way] + ways[high[t], way] == ways[edge, way]:
                            tight[code] = t
                            break
                if height + 2 > len(stack):
                    taller = np.empty(2 * len(stack), np.int64)
                    taller[:len(stack)] = stack
                    stack = taller
                t = tight[code]
                stack[height] = 2 * low[t] if way else 2 * high[t]
                stack[height + 1] = 2 * high[t] + 1 if way else 2 * low[t] + 1
                height += 2
        counts[pair] = used - before
    return out[:used].copy(), counts
