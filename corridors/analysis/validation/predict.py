"""What the model says where something was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from corridors.analysis.validation.published import Published
from corridors.errors import InputError, fault
from corridors.network.model import Network
from corridors.network.standing import figure
from corridors.parameters import Parameters
from corridors.routing.impedance import TIMETABLE
from corridors.routing.skims import solve_families
from corridors.routing.trip import Trip
from corridors.schema import Value
from corridors.units import date_key

OBJECTIVE = "time"
COINCIDENCE_H = 1 / 60
"""A time that agrees to the minute with run times of the data is taken for one of them."""
OUTSIDE_KM = 1.0
"""Way by road to a terminal of no place, where a trip may begin at those of its own only."""

State = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Date, projects on beyond it, projects left out."""
Ends = tuple[str, str]
Loader = Callable[[State], Network]


@dataclass(frozen=True)
class Prediction:
    """What the model says about one published figure.

    Attributes
    ----------
    value
        In the unit of the published figure; of a delta the change; None where there is no path.
    trip
        The path that it describes; of a delta the one after.
    own_figure
        The path runs on run times of the data alone, one of them from the very source of the
        published figure, and agrees with it to the minute: the figure, or its parts, went into
        the data. The same time from another source is a check.
    """

    value: float | None
    trip: Trip | None
    own_figure: bool = False


def states(row: Published) -> dict[str, State]:
    """Networks that a row asks for: ``after``, of a delta ``before`` too.

    A delta is what its projects change: the network of its date with them, and without them.
    """
    date = date_key(row.date, end=True)
    after = (date, tuple(sorted(row.projects)), ())
    if row.kind != "delta":
        return {"after": after}
    return {"before": (date, (), tuple(sorted(row.projects))), "after": after}


def predict(rows: Iterable[Published], load: Loader) -> dict[str, Prediction]:
    """Predictions by row id, with the least time as objective.

    Every network is made once, and every graph once for all pairs that share it.

    Parameters
    ----------
    rows
        Complete rows.
    load
        Gives the network of a state.
    """
    wanted: dict[State, list[tuple[str, Published]]] = defaultdict(list)
    for row in rows:
        for side, state in states(row).items():
            wanted[state].append((side, row))
    trips: dict[tuple[str, str], Trip] = {}
    for state, asked in wanted.items():
        trips.update(_trips(load(state), asked))
    out: dict[str, Prediction] = {}
    for row in {row.id: row for asked in wanted.values() for _, row in asked}.values():
        found = {side: trips[row.id, side] for side in states(row)}
        figures = {side: _figure(row, trip) for side, trip in found.items()}
        value, before = figures["after"], figures.get("before")
        if row.kind == "delta":
            value = None if value is None or before is None else value - before
        out[row.id] = Prediction(value, found["after"], _own(row, value, found["after"]))
    return out


def _figure(row: Published, trip: Trip) -> float | None:
    return trip.measure(row.figure) if trip.found else None


def _trips(network: Network, asked: list[tuple[str, Published]]
           ) -> dict[tuple[str, str], Trip]:
    """Trips of all rows of one network, those of a profile and a pair of terminals together."""
    groups: dict[tuple[str, Ends, bool], list[tuple[str, Published]]] = defaultdict(list)
    for side, row in asked:
        ends = _pins(network, row)
        groups[row.profile, ends, row.between_terminals].append((side, row))
    out: dict[tuple[str, str], Trip] = {}
    for (profile, ends, inside), members in groups.items():
        near = departing(own_terminals(network, ends), profile) if inside else network
        out.update(_solve(near, profile, TIMETABLE if inside else OBJECTIVE, members))
    return out


def _solve(network: Network, profile: str, objective: str,
           members: list[tuple[str, Published]]) -> dict[tuple[str, str], Trip]:
    rows = [row for _, row in members]
    solved = solve_families(network, {row.origin for row in rows},
                            {row.destination for row in rows}, profile=profile,
                            families=sorted({row.mode for row in rows}), objective=objective)
    return {(row.id, side): solved[row.mode][row.origin, row.destination]
            for side, row in members}


def _pins(network: Network, row: Published) -> Ends:
    """Terminals that a row names, where its places have others of their modes.

    Raises
    ------
    InputError
        It names one that the network does not have at that place.
    """
    out = []
    for place, key in ((row.origin, row.origin_node), (row.destination, row.destination_node)):
        here = _terminals(network, place) if key else {}
        if key and key not in here:
            raise InputError(fault("published_node", id=row.id, node=key, place=place,
                                   date=network.date, allowed=", ".join(here)))
        out.append(key if list(here.values()).count(here.get(key, "")) > 1 else "")
    return out[0], out[1]


def _terminals(network: Network, place: str) -> dict[str, str]:
    """Nodes of a place, with the mode of each."""
    nodes = network.nodes
    return {str(key): str(mode) for key, mode, at in zip(
        nodes["id"], nodes["mode"], nodes["place_id"], strict=True) if at == place}


def own_terminals(network: Network, pins: Iterable[str]) -> Network:
    """A network in which every trip begins and ends at a terminal of its own place.

    A published run time is one between stations of the two cities themselves; how long the way
    to them is does not matter to it.

    Parameters
    ----------
    pins
        Terminals that are the only ones of their mode at their places.
    """
    nodes, places = network.nodes, network.places
    edits: dict[tuple[str, str], Value] = {}
    for key, place, km in zip(nodes["id"], nodes["place_id"], nodes["road_km"], strict=True):
        if place:
            edits[key, "road_node_id"] = str(places["road_node_id"][places.index[place]])
            edits[key, "road_km"] = 0.0
        elif not km > 0:
            edits[key, "road_km"] = OUTSIDE_KM
    for pin in filter(None, pins):
        here = _terminals(network, str(nodes["place_id"][nodes.index[pin]]))
        edits |= {(node, "handles"): () for node, mode in here.items()
                  if node != pin and mode == here[pin]}
    limit = replace(network.parameters["access.max_km"], value=0.0)
    return replace(network.with_tables({"nodes": nodes.edited(edits)}), parameters=Parameters(
        {**network.parameters, "access.max_km": limit}))


def departing(network: Network, profile: str) -> Network:
    """A network in which the wait for the first departure weighs nothing.

    A timetable is read from a departure on: the fastest train is the fastest however seldom it
    runs, while every wait on the way counts.
    """
    weights = {f"weight.wait_{when}.{profile}": weight
               for when, weight in (("first", 0.0), ("transfer", 1.0))}
    return replace(network, parameters=Parameters({**network.parameters, **{
        key: replace(network.parameters[key], value=weight)
        for key, weight in weights.items()}}))


def _own(row: Published, value: float | None, trip: Trip) -> bool:
    """Whether the figure is one that the data hold, see :class:`Prediction`."""
    if value is None or row.value is None or row.measure != "time_h" or row.kind == "delta":
        return False
    return (abs(value - row.value) <= COINCIDENCE_H + 1e-9
            and row.source_id in timed_by(trip))


def timed_by(trip: Trip) -> set[str]:
    """Sources of the run times on the main legs, where every part has one; else empty."""
    network = trip.path[0].impedance.network
    links, stops = network.links, network.service_stops
    scheduled = {str(key): str(source) for key, hours, source in zip(
        stops["service_id"], stops["run_h"], stops["source_id"], strict=True) if hours == hours}
    found: set[str] = set()
    for leg in trip.legs:
        for part in leg.id.split("+") if leg.component == "line_haul" else ():
            ran = trip.profile == "passenger" and part in links and any(
                links[f"run_{way}_h"][links.index[part]] > 0 for way in ("ab", "ba"))
            if ran:
                found.add(figure(network, "links", part, "run_ab_h")[0])
            elif part.removesuffix(":back") in scheduled:
                found.add(scheduled[part.removesuffix(":back")])
            else:
                return set()
    return found
