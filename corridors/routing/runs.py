"""What one can ride: scheduled services, and lines that run without a modelled timetable.

A run is a set of stretches between terminals. Boarding it costs its wait, so services with the
same stops and times pool their frequencies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from corridors.network.model import Network
from corridors.families import Family
from corridors.routing.impedance import Impedance, Step, great_circle_km, tariff_km
from corridors.routing.shortest import LinkPaths
from corridors.routing.stretches import Run, Stretch, link_run, usable_links

RUNNING = ("running", "uncertain")


def runs_of(impedance: Impedance, family: Family) -> Iterator[Run]:
    """Every run of a family for a profile, sorted by id."""
    found = [*_lines(impedance, family), *_services(impedance, family)]
    yield from sorted(found, key=lambda run: run.id)


def _lines(impedance: Impedance, family: Family) -> Iterator[Run]:
    network, profile = impedance.network, impedance.profile
    links = network.links
    if family.one_hull:
        rows = usable_links(impedance, "inland") + usable_links(impedance, "sea")
        yield link_run(network, "ship", "", "inland", rows, impedance.headway("river_sea"))
        return
    for mode in family.modes:
        if mode == "rail" and profile == "passenger":
            lines: dict[str, list[int]] = defaultdict(list)
            for i in usable_links(impedance, "rail"):
                lines[str(links["line"][i])].append(i)
            connectors = {line: rows for line, rows in lines.items() if line.startswith("conn")}
            for line, rows in sorted(lines.items()):
                if line in connectors:
                    continue
                ends = {links[c][i] for i in rows for c in ("from_node_id", "to_node_id")}
                joined = rows + [i for extra in connectors.values() for i in extra
                                 if {links["from_node_id"][i], links["to_node_id"][i]} & ends]
                yield link_run(network, f"rail:{line}", str(links["line_zh"][rows[0]]), "rail",
                               joined, impedance.headway("rail"))
        elif mode in ("rail", "inland") or (mode == "sea" and profile == "bulk"):
            yield link_run(network, mode, "", mode, usable_links(impedance, mode),
                           impedance.headway(mode))


def _services(impedance: Impedance, family: Family) -> Iterator[Run]:
    network = impedance.network
    services, stops = network.services, network.service_stops
    if family.one_hull:
        return
    rows: dict[str, list[int]] = defaultdict(list)
    for i in sorted(range(len(stops)), key=lambda i: (stops["service_id"][i], stops["seq"][i])):
        rows[str(stops["service_id"][i])].append(i)
    paths = {mode: LinkPaths(impedance, mode) for mode in family.modes if mode != "air"}
    pooled: dict[object, list[Run]] = defaultdict(list)
    for i, key in enumerate(services["id"]):
        usable = (services["mode"][i] in family.modes
                  and impedance.profile in services["profiles"][i]
                  and services["headway_h"][i] > 0 and services["status"][i] in RUNNING)
        if not usable or len(rows[key]) < 2:
            continue
        for back in (False, True) if services["both_ways"][i] else (False,):
            stretches = _stretches(impedance, i, rows[key], back, paths)
            if stretches is None:
                continue
            order = [str(stops["node_id"][r]) for r in rows[key]]
            if back:
                order.reverse()
            times = tuple(round(s.step.hours, 6) for s in stretches)
            pooled[services["mode"][i], services["vessel_id"][i], tuple(order), times].append(
                Run(f"{key}{':back' if back else ''}", str(services["name_zh"][i]),
                    str(services["mode"][i]), float(services["headway_h"][i]), stretches,
                    frozenset(order), str(services["vessel_id"][i])))
    for group in pooled.values():
        first = min(group, key=lambda run: run.id)
        headway = 1.0 / sum(1.0 / run.headway_h for run in group)
        yield Run(first.id, first.name, first.mode, headway, first.stretches, first.stops,
                  first.vessel)


def _stretches(impedance: Impedance, service: int, rows: list[int], back: bool,
               paths: dict[str, LinkPaths]) -> tuple[Stretch, ...] | None:
    """Stretches of a service in one direction; None where its way does not exist."""
    services, stops = impedance.network.services, impedance.network.service_stops
    mode = str(services["mode"][service])
    out: list[Stretch] = []
    pairs = [(b, a, b) if back else (a, b, b) for a, b in pairwise(rows)]
    for number, (start, end, row) in enumerate(reversed(pairs) if back else pairs):
        a, b = str(stops["node_id"][start]), str(stops["node_id"][end])
        run_h = _known(stops["run_back_h"][row]) if back else None
        run_h = _known(stops["run_h"][row]) if run_h is None else run_h
        km = _known(stops["length_km"][row])
        dwell = (_known(stops["dwell_h"][start]) or 0.0) if number else 0.0
        proof = (str(services["id"][service]), str(stops["source_id"][row]),
                 str(stops["confidence"][row]))
        if mode == "air":
            step = impedance.flight(run_h, _air_km(impedance.network, a, b) if km is None else km)
            out.append(Stretch(a, b, mode, None, step, *proof))
            continue
        way = paths[mode].between(a, b)
        if way is None:
            return None
        if run_h is None and not (mode == "rail" and impedance.profile != "passenger"):
            out.append(replace(way[0], step=Step(dwell)))
            out += way[1:]
            continue
        step = _charged(impedance, way, run_h, km)
        out.append(Stretch(a, b, mode, None, replace(step, hours=step.hours + dwell), *proof))
    return tuple(out)


def _charged(impedance: Impedance, way: tuple[Stretch, ...], run_h: float | None,
             km: float | None) -> Step:
    """A section with a run time of its own: charged and measured along its links."""
    network = impedance.network
    rows = [s.link[0] for s in way if s.link]
    length = sum(float(network.links["length_km"][i]) for i in rows) if km is None else km
    if way[0].mode == "rail":
        parts = [impedance.rail_charge(0.0, float(network.links["length_km"][i]),
                                       tariff_km(network, i), str(network.links["class"][i]))
                 for i in rows]
        cny, kg = sum(p.cny for p in parts), sum(p.kg for p in parts)
    else:
        rate, factor = impedance.ship_rates("inland" if way[0].mode == "inland" else "sea")
        cny, kg = rate * length, factor * length
    hours = length / impedance.number("speed.rail.block_train") if run_h is None else run_h
    return Step(hours, cny, kg, length)


def _known(value: float) -> float | None:
    return float(value) if value == value else None


def _air_km(network: Network, start: str, end: str) -> float:
    nodes = network.nodes
    a, b = nodes.index[start], nodes.index[end]
    return great_circle_km(nodes["lon"][a], nodes["lat"][a], nodes["lon"][b], nodes["lat"][b])
