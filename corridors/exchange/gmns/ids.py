"""Ids of ours for rows that others number as they like."""

from __future__ import annotations

import re
from collections.abc import Sequence


def made_ids(keys: Sequence[str], prefix: str) -> list[str]:
    """An id for each of some keys: lower-case ASCII behind a prefix, a number where two collide.

    Examples
    --------
    >>> made_ids(["1", "Main St", "main-st", "南宁"], "n")
    ['n1', 'nmain-st', 'nmain-st.2', 'n4']
    """
    taken: dict[str, int] = {}
    out = []
    for i, key in enumerate(keys, 1):
        slug = re.sub(r"[^a-z0-9_]+", "-", key.lower()).strip("-")[:60] or str(i)
        made = prefix + slug  # no slug has a dot, so that a number behind one is free
        taken[made] = taken.get(made, 0) + 1
        out.append(made if taken[made] == 1 else f"{made}.{taken[made]}")
    return out
