"""Types of lines and the modes of the network."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from corridors.errors import InputError, fault
from corridors.exchange.package import Loss
from corridors.exchange.timetables.model import MODES
from corridors.exchange.timetables.stations import clean

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 3
PASSED = {"air": "gtfs.passed_air", "bus": "gtfs.passed_bus", "ferry": "gtfs.passed_ferry",
          "other": "gtfs.passed_other", "rail": "gtfs.passed_rail", "urban": "gtfs.passed_urban"}
"""What is said of lines that are passed over."""


def kind_of(number: int) -> str:
    """``rail, urban, air, ferry, bus`` or ``other``, by a route type, the extended ones as well.

    Examples
    --------
    >>> [kind_of(number) for number in (2, 101, 1, 400, 1100, 4, 3, 7)]
    ['rail', 'rail', 'urban', 'urban', 'air', 'ferry', 'bus', 'other']
    """
    if number == 2 or 100 <= number < 200:
        return "rail"
    if number in (0, 1, 12) or 400 <= number < 500 or 900 <= number < 1000:
        return "urban"
    if 1100 <= number < 1200:
        return "air"
    if number == 4 or number // 100 in (10, 12):
        return "ferry"
    return "bus" if number in (3, 11) or number // 100 in (2, 7, 8) else "other"


def modes_of(routes: pd.DataFrame, mode: str | None, feed: str
             ) -> tuple[dict[str, str], list[Loss]]:
    """Mode of each line that is taken, and what is said of the others.

    Parameters
    ----------
    mode
        ``rail`` takes railways, metro and tram, ``air`` flights; None railways and flights.

    Raises
    ------
    InputError
        The mode has no passenger services here, a type is no number, or no line is left.
    """
    if mode is not None and mode not in MODES:
        raise InputError(fault("gtfs.mode", found=mode, allowed=", ".join(MODES)))
    out: dict[str, str] = {}
    faults = []
    passed: Counter[str] = Counter()
    for line, route, text in zip(routes.index, routes["route_id"], routes["route_type"],
                                 strict=True):
        if not (text.isascii() and text.isdigit() and len(text) < 6):
            faults.append(fault("gtfs.route_type", file=f"{feed}/routes.txt", line=int(line) + 2,
                                id=clean(route), found=clean(text)))
            continue
        kind = kind_of(int(text))
        its = "rail" if kind == "urban" and mode == "rail" else kind
        if its in MODES and mode in (None, its):
            out[str(route)] = its
        else:
            passed[kind] += 1
    if faults:
        raise InputError(faults[:SHOWN])
    if not out:
        raise InputError(fault("gtfs.no_routes", file=feed, count=len(routes)))
    return out, [Loss(PASSED[kind], {"count": passed[kind]}) for kind in sorted(passed)]
