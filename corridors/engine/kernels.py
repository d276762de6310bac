"""The inner loops of the hierarchy, one number at a time: slow in Python, quick once compiled.

They are plain functions on arrays that Numba can compile (:mod:`corridors.engine.compiled`); no
Numba is needed to import or to run them. Each adds the same numbers in the same order as
:mod:`corridors.engine.cch` does, so both give the same answers to the last bit.

Names of arrays as in :class:`corridors.engine.hierarchy.Hierarchy`; ``begin`` and ``corner`` are
explained at :func:`corners`. w is a number of ends, d the number of depths. Loops over unsigned
numbers are compiled to wide instructions: no index can be counted from the end.
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


def own_ways(slot: Ints, weights: Floats, edges: int) -> Floats:
    """Least weight of the arcs of each edge, (edges, 2) up and down."""
    own = np.full((edges, 2), np.inf)
    for i in range(len(slot)):
        if slot[i] >= 0:
            edge, way = slot[i] >> 1, slot[i] & 1
            own[edge, way] = min(own[edge, way], weights[i])
    return own


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


def recustomise(slots: Ints, arcs: Wide, arc_first: Wide, weights: Floats, first: Wide,
                lower: Ints, begin: Wide, corner: Ints, group: Ints, start: Wide, low: Ints,
                high: Ints, own: Floats, old: Floats, ways: Floats, most: int) -> bool:
    """Bring edges up to date after some arcs were given other weights.

    An edge is worked out anew only where what made it as short as it was has become longer;
    where something has become shorter, it is compared with that alone.

    Parameters
    ----------
    slots
        Of the arcs that changed, each once; none of loops.
    arcs, arc_first
        Arcs by slot: those of a slot are ``arcs[arc_first[slot]:arc_first[slot + 1]]``.
    group
        (edges,): which shortcut an edge is, -1 for none.
    own, ways
        (edges, 2): weights of the edges' own arcs, and the best ways; changed in place.
    old
        ``ways`` as they were.
    most
        Gives up once more triangles than this were looked at; ``ways`` are then half done.

    Returns
    -------
    done
        Whether all is up to date.
    """
    lost = np.zeros(len(old), np.bool_)  # to be worked out anew
    stale = np.zeros(len(first) - 1, np.bool_)  # places with edges that may have changed
    last = -1
    for slot in slots:
        edge, way = slot >> 1, slot & 1
        least = np.inf
        for i in range(arc_first[slot], arc_first[slot + 1]):
            least = min(least, weights[arcs[i]])
        if own[edge, way] == old[edge, way]:
            lost[edge] = True
        own[edge, way] = least
        ways[edge, way] = min(ways[edge, way], least)
        stale[lower[edge]] = True
        last = max(last, lower[edge])
    seen = 0
    for back in range(last + 1):
        place = last - back
        if not stale[place]:
            continue
        left, right = first[place], first[place + 1]
        for edge in range(left, right):
            if lost[edge]:
                up, down = own[edge, 0], own[edge, 1]
                which = group[edge]
                if which >= 0:
                    seen += start[which + 1] - start[which]
                    for t in range(start[which], start[which + 1]):
                        up = min(up, ways[low[t], 1] + ways[high[t], 0])
                        down = min(down, ways[low[t], 0] + ways[high[t], 1])
                ways[edge, 0], ways[edge, 1] = up, down
        for moved in range(left, right):
            if ways[moved, 0] == old[moved, 0] and ways[moved, 1] == old[moved, 1]:
                continue
            seen += right - left
            for other in range(left, right):
                if other == moved:
                    continue
                i, j = min(moved, other), max(moved, other)
                at = (i - left) * (2 * (right - left) - (i - left) - 1) // 2
                edge = corner[begin[place] + at + j - i - 1]
                up, down = ways[i, 1] + ways[j, 0], ways[i, 0] + ways[j, 1]
                was_up, was_down = old[i, 1] + old[j, 0], old[i, 0] + old[j, 1]
                if (was_up == old[edge, 0] and up > was_up) or (
                        was_down == old[edge, 1] and down > was_down):
                    lost[edge] = True
                    stale[lower[edge]] = True
                if up < ways[edge, 0] or down < ways[edge, 1]:
                    ways[edge, 0] = min(ways[edge, 0], up)
                    ways[edge, 1] = min(ways[edge, 1], down)
                    stale[lower[edge]] = True
        if seen > most:
            return False
    return True


def labels(places: Wide, depths: int, first: Wide, upper: Ints, upper_depth: Ints, depth: Wide,
           weight: Floats, via: Ints) -> tuple[Floats, Wide, Ints, Ints]:
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
        left, right = np.uint64(low[place]), np.uint64(high[place])
        here = np.uint64(depth[place])
        for edge in range(first[place], first[place + 1]):
            there, hours = np.uint64(upper_depth[edge]), weight[edge]
            if via.shape[0]:
                for column in range(left, right):
                    through = hours + found[here, column]
                    if through < found[there, column]:
                        found[there, column] = through
                        via[there, column] = edge
            else:
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
        left, right = np.uint64(to_low[place]), np.uint64(to_high[place])
        if left == right:
            continue
        at = np.uint64(depth[place])
        for row in range(np.uint64(from_low[place]), np.uint64(from_high[place])):
            hours = up[at, row]
            if where.shape[0]:
                for column in range(left, right):
                    over = hours + down[at, column]
                    if over < out[row, column]:
                        out[row, column] = over
                        where[row, column] = at
            else:
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
    tight = np.zeros(2 * len(lower), np.int32)  # one more than the triangle, 0 for not known yet
    placed, length = np.zeros(2 * len(lower), np.int64), np.zeros(2 * len(lower), np.int32)
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
            known = length[chain[link]]
            if used + known > len(out):
                longer = np.empty(2 * (used + known), np.int32)
                longer[:used] = out[:used]
                out = longer
            if known:  # walked before: copied from there
                begin = placed[chain[link]]
                for i in range(known):
                    out[used + i] = out[begin + i]
                used += known
                continue
            placed[chain[link]] = used
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
                if tight[code] == 0:
                    which = group[edge]
                    for t in range(start[which], start[which + 1]):
                        if ways[low[t], 1 - way] + ways[high[t], way] == ways[edge, way]:
                            tight[code] = t + 1
                            break
                if height + 2 > len(stack):
                    taller = np.empty(2 * len(stack), np.int64)
                    taller[:len(stack)] = stack
                    stack = taller
                t = tight[code] - 1
                stack[height] = 2 * low[t] if way else 2 * high[t]
                stack[height + 1] = 2 * high[t] + 1 if way else 2 * low[t] + 1
                height += 2
            length[chain[link]] = used - placed[chain[link]]
        counts[pair] = used - before
    return out[:used].copy(), counts
