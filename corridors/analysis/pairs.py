"""Pairs of places as a planner types them: ``南宁-上海``."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.errors import Fault, UnknownNameError, fault
from corridors.network.model import Network
from corridors.places import find_place

DASHES = "-–—→~～至"

Pair = tuple[str, str]


def find_pairs(network: Network, texts: Iterable[str]) -> tuple[Pair, ...]:
    """Ids of origin and destination of pairs such as ``南宁-上海`` or ``nanning→wuhan``.

    Raises
    ------
    UnknownNameError
        With every pair that has no dash, no known places on both sides, or one place twice.

    Examples
    --------
    >>> import corridors
    >>> find_pairs(corridors.load_network(), ["南宁-上海", "Liuzhou→wuhan"])
    (('nanning', 'shanghai'), ('liuzhou', 'wuhan'))
    """
    found: dict[Pair, None] = {}
    faults: list[Fault] = []
    for item in texts:
        text = item.strip()
        cuts = [i for i, sign in enumerate(text) if sign in DASHES and 0 < i < len(text) - 1]
        if not cuts:
            faults.append(fault("pair_wrong", found=item))
            continue
        problems: list[Fault] = []
        for i in cuts:
            try:
                start, end = find_place(network, text[:i]), find_place(network, text[i + 1:])
            except UnknownNameError as error:
                problems = problems or list(error.faults)
                continue
            problems = [] if start != end else [fault("pair_same", found=item)]
            if not problems:
                found[start, end] = None
            break
        faults += problems
    if faults:
        raise UnknownNameError(faults)
    return tuple(found)
