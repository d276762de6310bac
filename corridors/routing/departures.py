"""Services of a network as a timetable lists them: route, run time, frequency, standing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from corridors.network.distance import great_circle_km, westward_share
from corridors.network.model import Network
from corridors.network.standing import figure
from corridors.routing.impedance import Impedance

HOURS_PER_WEEK = 168.0


@dataclass(frozen=True)
class Departure:
    """One service with what is known of it.

    Attributes
    ----------
    start, end
        Nodes of its first and last stop.
    run_h, run_back_h
        Hours from the first to the last stop, and back, with the dwell at those between; None
        where the way decides, or where it does not run back. Of flights as the model has them.
    run_basis, back_basis
        ``published``, ``formula``, or ``other_way`` (from the published time of the other
        direction); empty where there is none.
    per_week
        Departures a week in one direction.
    headway_source, headway_confidence
        Where the frequency comes from.
    """

    id: str
    mode: str
    kind: str
    start: str
    end: str
    status: str
    per_week: float
    headway_h: float
    headway_source: str
    headway_confidence: str
    length_km: float | None
    run_h: float | None
    run_basis: str
    run_back_h: float | None
    back_basis: str
    note: str


def departures(network: Network, mode: str) -> list[Departure]:
    """Services of a mode (``rail``, ``inland``, ``sea`` or ``air``), sorted by id.

    Examples
    --------
    >>> import corridors
    >>> flights = {item.id: item for item in departures(corridors.load_network(), "air")}
    >>> flights["fl_wuz_sha"].status, flights["fl_wuz_sha"].run_basis
    ('planned', 'formula')
    """
    stops = network.service_stops
    calls: dict[str, list[tuple[float, int]]] = {}
    for i, key in enumerate(stops["service_id"]):
        calls.setdefault(str(key), []).append((float(stops["seq"][i]), i))
    return [_departure(network, str(key), [i for _, i in sorted(calls[str(key)])])
            for key, its_mode in zip(network.services["id"], network.services["mode"],
                                     strict=True) if its_mode == mode and key in calls]


def _departure(network: Network, key: str, rows: list[int]) -> Departure:
    services, stops = network.services, network.service_stops
    i = services.index[key]
    mode, headway_h = str(services["mode"][i]), float(services["headway_h"][i])
    both_ways = bool(services["both_ways"][i])
    times = [_times(network, mode, a, b) for a, b in pairwise(rows)]
    there, back = ([pair[way] for pair in times] for way in (0, 1))
    lengths = [float(stops["length_km"][row]) for row in rows[1:]]
    dwell_h = sum(h for row in rows[1:-1] if (h := float(stops["dwell_h"][row])) == h)
    run_h, run_basis = _sum(there, dwell_h)
    run_back_h, back_basis = _sum(back, dwell_h) if both_ways else (None, "")
    known = all(km == km for km in lengths)
    source, confidence = figure(network, "services", key, "headway_h",
                                (str(services["source_id"][i]), str(services["confidence"][i])))
    return Departure(
        key, mode, str(services["kind"][i]), str(stops["node_id"][rows[0]]),
        str(stops["node_id"][rows[-1]]), str(services["status"][i]),
        HOURS_PER_WEEK / headway_h if headway_h > 0 else 0.0, headway_h, source, confidence,
        sum(lengths) if known else None, run_h, run_basis, run_back_h, back_basis,
        str(services["note"][i]))


def _times(network: Network, mode: str, a: int, b: int
           ) -> tuple[tuple[float | None, str], tuple[float | None, str]]:
    """Hours and basis of one section, there and back."""
    stops, nodes = network.service_stops, network.nodes
    run, back, km = (float(stops[name][b]) for name in ("run_h", "run_back_h", "length_km"))
    if mode != "air":
        there = (run, "published") if run == run else (None, "")
        return there, (back, "published") if back == back else there
    start, end = (nodes.index[str(stops["node_id"][row])] for row in (a, b))
    ends = [(nodes["lon"][row], nodes["lat"][row]) for row in (start, end)]
    west = westward_share(*ends[0], *ends[1])
    km = km if km == km else great_circle_km(*ends[0], *ends[1])
    impedance, timed = Impedance(network, "passenger"), run == run
    forth = impedance.flight(run if timed else None, km, west).hours
    if back == back:
        return (forth, "published" if timed else "formula"), (back, "published")
    reverse = impedance.flight(run if timed else None, km, -west, back=True).hours
    return ((forth, "published" if timed else "formula"),
            (reverse, "other_way" if timed else "formula"))


def _sum(parts: list[tuple[float | None, str]],
         dwell_h: float) -> tuple[float | None, str]:
    hours = [h for h, _ in parts if h is not None]
    if len(hours) < len(parts):
        return None, ""
    kinds = {basis for _, basis in parts}
    return sum(hours) + dwell_h, kinds.pop() if len(kinds) == 1 else "formula"
