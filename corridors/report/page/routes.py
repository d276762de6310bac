"""Ways of the compared trips over the links of the page's map, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corridors.analysis.compare import Comparison
from corridors.families import BEST
from corridors.routing.trip import Trip

MOST_TRIPS = 12_000
"""Of a comparison with more, the page has the ways of the headline pairs only, and says so."""
DRAWN = frozenset({"line_haul", "access", "egress", "transfer"})


def routes(result: Comparison, ids: Sequence[str], most: int = MOST_TRIPS) -> dict[str, Any]:
    """The ways of all trips, or of the headline pairs where there are too many.

    Parameters
    ----------
    ids
        Links on the map; others are left out, and an empty id is none.

    Returns
    -------
    routes
        ``all``: whether every pair has its way. ``ways``: profile -> main mode -> origin,
        destination -> way before and, where it changes, way after; a way is positions in
        ``ids`` with blanks between, empty where there is none. ``best`` is not among them:
        ``chosen`` has profile -> pair -> the main mode that is best before, and after it.
    """
    everything = len(result.keys) <= most
    wanted = set(result.states.headline)
    place = {key: i for i, key in enumerate(ids) if key}
    ways: dict[str, dict[str, dict[str, list[str]]]] = {}
    chosen: dict[str, dict[str, list[str]]] = {}
    for key in result.keys:
        profile, origin, destination, mode = key
        if not everything and (origin, destination) not in wanted:
            continue
        before, after = result.trips_base[key], result.trips_after[key]
        if not (before.found or after.found):
            continue
        pair = f"{origin} {destination}"
        if mode == BEST:
            chosen.setdefault(profile, {})[pair] = [before.mode, after.mode]
            continue
        both = [_way(before, place)]
        if after is not before and (again := _way(after, place)) != both[0]:
            both.append(again)
        if any(both):
            ways.setdefault(profile, {}).setdefault(mode, {})[pair] = both
    return {"all": everything, "ways": ways, "chosen": chosen}


def _way(trip: Trip, place: Mapping[str, int]) -> str:
    taken: dict[int, None] = {}
    for leg in trip.legs if trip.found else ():
        if leg.component in DRAWN:
            taken.update((place[key], None) for key in leg.id.split("+") if key in place)
    return " ".join(map(str, taken))
