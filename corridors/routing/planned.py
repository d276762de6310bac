"""Services that a plan names and no timetable carries: known, never ridden."""

from __future__ import annotations

from collections import defaultdict

from corridors.families import FAMILIES
from corridors.network.model import Network
from corridors.profiles import PROFILES

PLANNED = "planned"
"""Status of a service that is named in a plan and runs in no timetable."""


def planned_pairs(network: Network, family: str,
                  profile: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Planned services of a family: (origin, destination) -> ids, sorted.

    Parameters
    ----------
    family
        Id of a main mode; ``best`` is no family of its own and has none, and no single service
        makes a trip of two modes.
    profile
        Services that would not take it aboard do not count.

    Examples
    --------
    >>> import corridors
    >>> planned_pairs(corridors.load_network(), "air", "passenger")["shanghai", "wuzhou"]
    ('fl_wuz_sha',)
    """
    services, stops, nodes = network.services, network.service_stops, network.nodes
    modes, boards = FAMILIES[family].modes if family in FAMILIES else (), PROFILES[profile].boards
    both_ways = {str(key): bool(both) for key, status, mode, aboard, both in zip(
        services["id"], services["status"], services["mode"], services["profiles"],
        services["both_ways"], strict=True)
        if status == PLANNED and modes == (mode,) and boards in aboard}
    calls: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for key, node, seq in zip(stops["service_id"], stops["node_id"], stops["seq"], strict=True):
        if key in both_ways:
            place = str(nodes["place_id"][nodes.index[str(node)]])
            calls[str(key)].append((float(seq), place))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, visited in calls.items():
        places = [place for _, place in sorted(visited) if place]
        for i, start in enumerate(places):
            for end in places[i + 1:]:
                for pair in ((start, end), (end, start)) if both_ways[key] else ((start, end),):
                    found[pair].add(key)
    return {pair: tuple(sorted(keys)) for pair, keys in found.items() if pair[0] != pair[1]}
