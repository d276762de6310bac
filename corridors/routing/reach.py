"""What the fastest ways from a place reach: terminals, and the roads on the ground behind them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.errors import InputError, fault
from corridors.families import BEST, FAMILIES, PROFILES, check_choice, families_of
from corridors.ground.model import ball
from corridors.network.model import Network
from corridors.places import POINT, find_place, with_points
from corridors.routing.drive import Drive
from corridors.routing.edges import COMPONENTS, REFS
from corridors.routing.graph import Services
from corridors.routing.impedance import Impedance
from corridors.routing.joined import SNAP_KM
from corridors.routing.paths import least_objective
from corridors.routing.virtual import build

ROAD = "road"
FASTEST_KMH = 130.0
"""No road is driven faster, whatever its class."""
Array = np.ndarray[Any, Any]
Seed = tuple[int, float]
"""Node of the joined roads, and the hours at which the way goes on from there."""


@dataclass(frozen=True, eq=False)
class Reach:
    """Hours from a place, door to door but for the last stretch beside the road.

    Attributes
    ----------
    origin
        Place id.
    drive
        The joined roads that the hours belong to.
    nodes
        Hours at which each node of the joined roads is reached (n,); infinite where it is not.
    terminals
        Terminal -> hours at which one leaves it; of the main modes but road.
    places
        Place -> hours from door to door, as a trip takes them; the origin apart.
    start_h, door_h
        What leaving the first door, and getting to the last one, takes beyond driving.
    """

    origin: str
    drive: Drive
    nodes: Array
    terminals: Mapping[str, float]
    places: Mapping[str, float]
    start_h: float
    door_h: float


def reach(network: Network, origin: str, *, profile: str = "passenger", mode: str = BEST,
          most_h: float = math.inf) -> Reach:
    """Fastest arrival at the roads of a network and on the ground below them.

    From every terminal that the main mode reaches the way goes on by road, to roads whose shortest
    way from it is at most ``access.max_km``; from the place itself only where roads are a main
    mode, so that what is reached is what trips of the mode reach.

    Parameters
    ----------
    origin
        Place by any of its names, or coordinates.
    mode
        Main mode, or ``best`` for all of the profile.
    most_h
        What is reached later may be left out.

    Raises
    ------
    InputError
        An unknown place, profile, or a main mode that the profile does not have; a place far
        from every road and terminal.

    Examples
    --------
    >>> import corridors
    >>> found = reach(corridors.load_network(), "南宁", mode="road", most_h=6.0)
    >>> found.places["qinzhou"] < found.places["guilin"] < 6.0
    True
    """
    check_choice("profile", profile, PROFILES)
    check_choice(f"mode ({profile})", mode, (*families_of(profile), BEST))
    network = with_points(network, [origin])
    place = find_place(network, origin)
    names = [name for name in families_of(profile) if mode in (name, BEST)]
    impedance = Impedance(network, profile, "time")
    drive = Drive.of(impedance)
    spots = drive.roads.spots
    terminals = _terminals(impedance, place, [name for name in names if name != ROAD])
    away_km = drive.roads.unjoined.get(f"place:{place}")
    if away_km is not None and not terminals and not network.places["road_node_id"][
            network.places.index[place]]:
        raise InputError(fault(
            "iso_no_road", place=place.removeprefix(POINT).replace("_", ", "),
            km=round(away_km), limit=f"{SNAP_KM:g}"))
    door_h = impedance.lorry_unload.hours
    in_city_h = impedance.road_urban(impedance.number("access.city_km")).hours
    on_road = network.places["road_node_id"].astype(bool)
    home = (spots[f"place:{place}"],
            impedance.lorry_load.hours + in_city_h * on_road[network.places.index[place]])
    seeds = [(spots[f"node:{key}"], hours) for key, hours in terminals.items()]
    left = most_h - door_h
    limit_km = impedance.number("access.max_km")
    if ROAD in names:
        by_road = _unbounded(drive, [home], left)[0]
    else:
        by_road = np.full(drive.roads.size, np.inf)
    by_line = _bounded(drive, seeds, limit_km, left, by_road)
    at = np.array([spots[f"place:{key}"] for key in network.places["id"]])
    # A trip by road ends with the way from the city's road node to the door.
    there = np.minimum(by_road[at] + in_city_h * on_road, by_line[at]) + door_h
    return Reach(place, drive, np.minimum(by_road, by_line), terminals,
                 {str(key): float(hours) for key, hours in
                  zip(network.places["id"], there, strict=True)
                  if hours <= most_h and str(key) != place},
                 impedance.lorry_load.hours, door_h)


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


def _unbounded(drive: Drive, seeds: Sequence[Seed], most_h: float) -> tuple[Array, Array]:
    """Least hours at every node from any seed, and the km of that way from its seed."""
    from scipy.sparse.csgraph import dijkstra

    pairs, size = drive.roads.pairs, drive.roads.size
    hours, before = dijkstra(_matrix(drive, drive.hours, seeds), indices=size, limit=most_h,
                             return_predecessors=True)
    step, here = before[:size], np.arange(size)
    on = np.flatnonzero((step >= 0) & (step < size))
    group = np.searchsorted(pairs.keys, step[on].astype(np.int64) * size + here[on])
    km = np.zeros(size)
    km[on] = drive.km[pairs.arcs(drive.hours)[group]]
    here[on] = step[on]
    while not np.array_equal(further := here[here], here):  # whole ways, halved at every turn
        km, here = km + km[here], further
    return hours[:size], km


def _bounded(drive: Drive, seeds: Sequence[Seed], limit_km: float, most_h: float,
             known: Array | None = None) -> Array:
    """Least hours at every node from a seed whose shortest way there is at most some km.

    Parameters
    ----------
    known
        Hours that a node is reached in anyhow; what is no faster may be left out.
    """
    from scipy.sparse.csgraph import dijkstra

    seeds = _least(seeds, most_h)
    size = drive.roads.size
    if not seeds:
        return np.full(size, np.inf)
    hours, km = _unbounded(drive, seeds, most_h)
    held = km <= limit_km
    found = np.where(held, hours, np.inf)
    # Nodes that the fastest way reaches from too far: the fastest of the terminals near them.
    open_ = np.flatnonzero(np.isfinite(hours) & ~held
                           & (hours < (np.inf if known is None else known)))
    where = ball(drive.roads.points)
    lengths = _matrix(drive, np.where(np.isfinite(drive.hours), drive.km, np.inf))
    times = _matrix(drive, drive.hours)
    driven = drive.roads.both((drive.roads.ground_km > 0) & (drive.roads.beside_km == 0))
    usual_h = 1.2 * limit_km * float((drive.hours[driven] / drive.km[driven]).max())
    for node, start in seeds:
        away = np.sqrt(((where[open_] - where[node]) ** 2).sum(axis=1))
        maybe = open_[(away <= limit_km) & (start + away / FASTEST_KMH < found[open_])]
        if not len(maybe):
            continue
        near = maybe[np.isfinite(dijkstra(lengths, indices=node, limit=limit_km)[maybe])]
        there = dijkstra(times, indices=node, limit=usual_h)[near]
        if not np.isfinite(there).all():  # long ways through towns
            there = dijkstra(times, indices=node)[near]
        found[near] = np.minimum(found[near], start + there)
    return found


def _least(seeds: Iterable[Seed], most_h: float) -> list[Seed]:
    """Each node once with its least hours, those in time, the earliest first."""
    least: dict[int, float] = {}
    for node, hours in seeds:
        if hours < most_h:
            least[node] = min(hours, least.get(node, math.inf))
    return sorted(least.items(), key=lambda seed: (seed[1], seed[0]))


def _matrix(drive: Drive, weight: Array, seeds: Sequence[Seed] = ()) -> Any:
    """Least arcs between neighbours; the last node leads to the seeds."""
    from scipy.sparse import csr_array

    pairs, size = drive.roads.pairs, drive.roads.size
    return csr_array((
        np.concatenate([pairs.least(weight), [hours for _, hours in seeds]]),
        np.concatenate([pairs.heads, np.array([node for node, _ in seeds], dtype=np.int32)]),
        np.append(pairs.rows, pairs.rows[-1] + len(seeds))), shape=(size + 1, size + 1))
