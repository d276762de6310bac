"""What the fastest ways from a place reach: terminals, and the road network around them."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corridors.families import BEST, FAMILIES, PROFILES, check_choice, families_of
from corridors.network.model import Network
from corridors.places import find_place
from corridors.routing.edges import COMPONENTS, REFS
from corridors.routing.graph import Services
from corridors.routing.impedance import Impedance
from corridors.routing.paths import least_objective
from corridors.routing.virtual import build

ROAD = "road"
Arcs = Mapping[str, list[tuple[str, float, float]]]


@dataclass(frozen=True)
class Reach:
    """Hours from a place, door to door but for the last stretch beside the road.

    Attributes
    ----------
    origin
        Place id.
    nodes
        Road node -> hours at which it is reached.
    terminals
        Terminal -> hours at which one leaves it; of the main modes but road.
    door_h
        What getting to the door takes at the very end, beyond driving.
    """

    origin: str
    nodes: Mapping[str, float]
    terminals: Mapping[str, float]
    door_h: float


def reach(network: Network, origin: str, *, profile: str = "passenger",
          mode: str = BEST) -> Reach:
    """Fastest arrival at the road nodes of a network.

    From the place and from every terminal that the main mode reaches the way goes on by road: at
    most ``access.max_km`` from a terminal and, unless roads are a main mode, from the place.

    Parameters
    ----------
    origin
        Place by any of its names.
    mode
        Main mode, or ``best`` for all of the profile.

    Raises
    ------
    InputError
        An unknown place, profile, or a main mode that the profile does not have.

    Examples
    --------
    >>> import corridors
    >>> found = reach(corridors.load_network(), "南宁", mode="road")
    >>> round(found.nodes["rd_qinzhou"], 1) < round(found.nodes["rd_guilin"], 1)
    True
    """
    check_choice("profile", profile, PROFILES)
    check_choice(f"mode ({profile})", mode, (*families_of(profile), BEST))
    place = find_place(network, origin)
    names = [name for name in families_of(profile) if mode in (name, BEST)]
    impedance = Impedance(network, profile, "time")
    terminals = _terminals(impedance, place, [name for name in names if name != ROAD])
    limit = impedance.number("access.max_km")
    own = math.inf if ROAD in names else limit
    city = impedance.road_urban(impedance.number("access.city_km"))
    seeds: list[tuple[float, float, str]] = []
    home = str(network.places["road_node_id"][network.places.index[place]])
    if home:
        seeds.append((impedance.lorry_load.hours + city.hours,
                      city.km if own < math.inf else -math.inf, home))
    nodes = network.nodes
    for key, hours in terminals.items():
        i = nodes.index[key]
        node, km = str(nodes["road_node_id"][i]), float(nodes["road_km"][i])
        if node:
            way = impedance.road_urban(0.0 if km != km else km, str(nodes["mode"][i]))
            seeds.append((hours + way.hours, way.km, node))
    return Reach(place, _spread(_arcs(impedance), seeds, limit), terminals,
                 impedance.lorry_unload.hours)


def _terminals(impedance: Impedance, place: str, families: Iterable[str]) -> dict[str, float]:
    """Hours at which the terminals of some families are left, over all of them."""
    services = Services.of(impedance)
    ids = impedance.network.nodes["id"]
    dwell, terminal = COMPONENTS.index("dwell"), REFS.index("terminal")
    found: dict[str, float] = {}
    for name in families:
        graph = build(services, FAMILIES[name], [place], [])
        hours, arrays, full = least_objective(graph, place), graph.arrays, FAMILIES[name].full
        ends = ((arrays.component == dwell) & (arrays.ref_kind == terminal)
                & (arrays.tail % arrays.states == full))
        for head, row in zip(arrays.head[ends], arrays.ref_row[ends], strict=True):
            key, value = str(ids[row]), float(hours[head])
            if value < found.get(key, math.inf):
                found[key] = value
    return dict(sorted(found.items()))


def _arcs(impedance: Impedance) -> Arcs:
    """Roads by their nodes: the other end, hours with mean rest, km."""
    links, closed = impedance.network.links, impedance.closed(ROAD)
    out: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for i, mode in enumerate(links["mode"]):
        if mode != ROAD or links["traffic"][i] == closed:
            continue
        a, b = str(links["from_node_id"][i]), str(links["to_node_id"][i])
        for tail, head, direction in ((a, b, "ab"), (b, a, "ba")):
            step, rest = impedance.road_link(i, direction)
            out[tail].append((head, step.hours + rest, step.km))
    return out


def _spread(arcs: Arcs, seeds: Iterable[tuple[float, float, str]],
            limit: float) -> dict[str, float]:
    """Least hours at every node that ways of at most ``limit`` km from the seeds reach.

    Slower ways that are shorter are kept too, so that the bound on km is exact; ways that have no
    bound begin at minus infinite km.
    """
    heap = sorted(seeds)
    shortest: dict[str, float] = {}
    found: dict[str, float] = {}
    while heap:
        hours, km, node = heapq.heappop(heap)
        if shortest.get(node, math.inf) <= km:
            continue
        shortest[node] = km
        found.setdefault(node, hours)
        for head, more, way in arcs.get(node, ()):
            if km + way <= limit and shortest.get(head, math.inf) > km + way:
                heapq.heappush(heap, (hours + more, km + way, head))
    return found
