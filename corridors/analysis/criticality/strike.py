"""From a hit to changes of a network.

Half speed doubles the hours of a link for the vehicle of the profile; trains and ships with a run
time of their own take longer by the share of their hours that they spend there. Half the capacity
of a lock is half of its chambers out of order, which lengthens its queue where volume and
capacity are known. A terminal at half its pace keeps everything twice as long, in transfers to
other terminals too. Half the departures double the headway.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from corridors.analysis.criticality.elements import Hit
from corridors.analysis.criticality.rides import Ride, Rides
from corridors.changes import Change, Close, ScaleLinks, SetLinks
from corridors.network.model import Network
from corridors.network.runtimes import link_hours
from corridors.routing.impedance import Impedance
from corridors.routing.linkcosts import DIRECTIONS

FACTOR_MAX = 10.0
"""Largest factor that the tables allow."""


def changes_of(network: Network, profile: str, hit: Hit, ways: Rides) -> list[Change]:
    """Changes that a hit makes for one profile; none where it cannot touch it.

    Parameters
    ----------
    ways
        Of the services of this network and profile.
    """
    keys = [key for key in hit.keys if key in network.tables[hit.table]]
    if not keys:
        return []
    if hit.kind == "removed":
        return _removed(hit.table, keys, ways)
    if hit.table == "links":
        return _slowed(network, profile, frozenset(keys), ways)
    if hit.table == "locks":
        locks = network.locks
        share = {key: float(locks["outage_share"][locks.index[key]]) for key in keys}
        return [SetLinks(where={"lock": key}, values={
            "outage_share": 0.5 * (1.0 + (out if out == out else 0.0))})
            for key, out in share.items()]
    if hit.table == "services":
        return [ScaleLinks(where={"service": keys}, values={"headway_h": 2.0})]
    return _delayed(network, keys)


def _removed(table: str, keys: list[str], ways: Rides) -> list[Change]:
    if table == "nodes":
        return [SetLinks(where={"node": keys}, values={"handles": []})]
    if table == "services":
        return [Close(where={"service": keys})]
    bound = list(ways.bound(frozenset(keys)))
    return [Close(where={"link": keys}), *([Close(where={"service": bound})] if bound else [])]


def _delayed(network: Network, keys: list[str]) -> list[Change]:
    """Twice the dwell at terminals and in transfers from or to them."""
    nodes, transfers = network.nodes, network.transfers
    out: list[Change] = [
        SetLinks(where={"node": key}, values={"dwell_factor": min(2.0 * factor, FACTOR_MAX)})
        for key in keys if 0 < (factor := float(nodes["dwell_factor"][nodes.index[key]]))
        < FACTOR_MAX]
    for i, key in enumerate(transfers["id"]):
        factor = float(transfers["dwell_factor"][i])
        if {transfers["from_node_id"][i], transfers["to_node_id"][i]} & set(keys) \
                and transfers["kind"][i] != "hull" and 0 < factor < FACTOR_MAX:
            out.append(SetLinks(where={"transfer": str(key)},
                                values={"dwell_factor": min(2.0 * factor, FACTOR_MAX)}))
    return out


def _slowed(network: Network, profile: str, keys: frozenset[str], ways: Rides) -> list[Change]:
    """Twice the hours on links, and what that costs services with a run time of their own."""
    links, impedance = network.links, Impedance(network, profile)
    out: list[Change] = []
    for key in sorted(keys):
        i = links.index[key]
        mode = str(links["mode"][i])
        if mode == "sea":
            continue
        train = "passenger" if impedance.boards == "passenger" else "freight"
        vehicle = {"road": impedance.vehicle, "rail": train}.get(mode)
        values: dict[str, float] = {}
        for d in DIRECTIONS:
            hours = 2.0 * link_hours(network, i, d, vehicle)
            run = float(links[f"run_{d}_h"][i])
            if vehicle == "freight" and not (run == run and links["traffic"][i] == "freight"):
                # ordinary freight trains follow a speed for all trains, no run time of passengers
                values[f"speed_{d}_kmh"] = float(links["length_km"][i]) / hours
            else:
                values[f"run_{d}_h"] = hours
        out.append(SetLinks(where={"link": key}, values=values))
    hit = {links.index[key] for key in keys if links["mode"][links.index[key]] != "sea"}
    return [*out, *_later(network, [ride for ride in ways.timed
                                    if any(row in hit for row, _ in ride.way)], hit, ways)]


def _later(network: Network, late: list[Ride], hit: set[int], ways: Rides) -> list[Change]:
    """New run times of stretches that use slow links; they keep their way."""
    ids, hours, stops = network.links["id"], ways.costs.hours, network.service_stops
    values: dict[str, dict[str, Any]] = defaultdict(dict)
    for ride in late:
        whole = sum(float(hours[d, row]) for row, d in ride.way)
        slow = sum(float(hours[d, row]) for row, d in ride.way if row in hit)
        cell = values[ride.stop]
        cell["run_back_h" if ride.back else "run_h"] = ride.run_h * (1.0 + slow / whole)
        if not ride.back and not stops["links"][stops.index[ride.stop]]:
            cell["links"] = [str(ids[row]) for row, _ in ride.way]
    return [SetLinks(where={"table": "service_stops", "id": key}, values=cell)
            for key, cell in sorted(values.items())]
