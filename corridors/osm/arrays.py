"""Arrays of ways: offsets, distances, and cutting courses into parts."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
EARTH_RADIUS_M = 6_371_009.0
"""As in osmnx, so that lengths agree."""


def steps_m(lon: Floats, lat: Floats) -> Floats:
    """Great-circle metres from each point to the next, (points - 1,)."""
    x, y = np.radians(lon), np.radians(lat)
    h = (np.sin((y[1:] - y[:-1]) / 2) ** 2
         + np.cos(y[1:]) * np.cos(y[:-1]) * np.sin((x[1:] - x[:-1]) / 2) ** 2)
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(h, 1.0))), float)


def offsets(sizes: Ints) -> Ints:
    """Where each of some stretches begins in the whole, and the end of the last, (n + 1,)."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def cut(osmid: Ints, kind: npt.NDArray[np.int32], starts: Ints, refs: Ints,
         kept: Bools) -> dict[str, Any]:
    """Cut ways down to the segments kept; what touches in a way stays one course."""
    if not len(refs):
        return {"osmid": osmid[:0], "kind": kind[:0], "starts": np.zeros(1, np.int64),
                "refs": refs, "cut": refs}
    way = np.repeat(np.arange(len(osmid)), np.diff(starts))
    kept = kept & (way[:-1] == way[1:])
    before, after = np.concatenate([[False], kept]), np.concatenate([kept, [False]])
    first = after & ~before
    used = before | after
    course = np.cumsum(first)[used] - 1
    whole_first, whole_last = np.zeros((2, len(refs)), bool)
    whole_first[starts[:-1]] = True
    whole_last[starts[1:] - 1] = True
    ends = (first & ~whole_first) | (before & ~after & ~whole_last)
    return {"osmid": osmid[way[first]], "kind": kind[way[first]],
            "starts": offsets(np.bincount(course, minlength=int(first.sum())).astype(np.int64)),
            "refs": refs[used], "cut": np.unique(refs[ends])}
