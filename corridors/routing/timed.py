"""Passenger trains and flights stop by stop: services, and lines that run without a timetable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corridors.families import FAMILIES
from corridors.network.model import Network
from corridors.routing.impedance import Impedance
from corridors.routing.run import Run
from corridors.routing.runs import RUNNING, Timetable

LINE = "rail:"
"""How the ids of lines without a timetable begin."""


@dataclass(frozen=True)
class Timed:
    """A train or flight in one direction.

    Attributes
    ----------
    id
        Of the service, or ``rail:`` and the line where it stands for a line without a timetable.
    stops
        Node ids, k of them.
    run_h, dwell_h
        Hours of each section (k - 1) and at each stop between (k - 2).
    """

    id: str
    mode: str
    back: bool
    stops: tuple[str, ...]
    run_h: tuple[float, ...]
    dwell_h: tuple[float, ...]
    headway_h: float


def timed(network: Network, *, lines: bool = True) -> tuple[list[Timed], dict[str, int]]:
    """Every train and flight that passengers can ride.

    Parameters
    ----------
    lines
        Lines without a timetable as well, as trains that stop at all their stations; their
        headways are the parameters of their class.

    Returns
    -------
    timed, left
        Sorted by id, and how many were left out: ``broken`` (the way of a service does not
        exist) and ``branched`` (a line that is no single way from end to end).
    """
    table = Timetable(Impedance(network, "passenger"))
    left = {"broken": 0, "branched": 0}
    found = _services(table, left)
    if lines:
        found += _lines(table, left)
    return sorted(found, key=lambda one: (one.id, one.back)), left


def _services(table: Timetable, left: dict[str, int]) -> list[Timed]:
    services, out = table.network.services, list[Timed]()
    for i, key in enumerate(map(str, services["id"])):
        mode, headway = str(services["mode"][i]), float(services["headway_h"][i])
        if (mode not in ("rail", "air") or "passenger" not in services["profiles"][i]
                or services["status"][i] not in RUNNING or not headway > 0):
            continue
        for back in (False, True) if services["both_ways"][i] else (False,):
            one = _service(table, key, mode, back, headway)
            left["broken"] += one is None
            out += [] if one is None else [one]
    return out


def _service(table: Timetable, key: str, mode: str, back: bool, headway: float) -> Timed | None:
    stretches, (stops, dwell) = table.sections(key, back=back), table.stops_of(key, back=back)
    if stretches is None or len(stops) < 2:
        return None
    index, hours = table.network.nodes.index, [0.0]
    for stretch in stretches:
        hours[-1] += stretch.step.hours
        if stretch.link is not None:
            hours[-1] += float(table.costs.hours[stretch.link[1], stretch.link[0]])
        if len(hours) < len(stops) - 1 and stretch.end == index[stops[len(hours)]]:
            hours.append(0.0)
    run = tuple(whole - stood for whole, stood in zip(hours, (0.0, *dwell), strict=True))
    return Timed(key, mode, back, tuple(stops), run, tuple(dwell), headway)


def _lines(table: Timetable, left: dict[str, int]) -> list[Timed]:
    links, ids = table.network.links, table.network.nodes["id"]
    out = []
    for run in table.runs(FAMILIES["rail"]):
        if not run.id.startswith(LINE):
            continue
        own = {(stretch.start, stretch.end): stretch.link for stretch in run.stretches
               if stretch.link is not None
               and links["line"][stretch.link[0]] == run.id.removeprefix(LINE)}
        way = _way(own, ids)
        if way is None:
            left["branched"] += 1
            continue
        for back in (False, True):
            one = _line(table, run, own, way[::-1] if back else way, back)
            out += [] if one is None else [one]
    return out


def _way(own: Mapping[tuple[int, int], object], ids: Any) -> list[int] | None:
    """Nodes of a line from end to end; None where it branches, closes or falls apart."""
    joined: dict[int, set[int]] = defaultdict(set)
    for a, b in own:
        joined[a].add(b)
    tips = sorted((str(ids[node]), node) for node, around in joined.items() if len(around) == 1)
    if len(tips) != 2 or max(map(len, joined.values())) > 2:
        return None
    way = [tips[0][1]]
    while on := joined[way[-1]] - set(way[-2:-1]):
        way.append(on.pop())
    return way if len(way) == len(joined) else None


def _line(table: Timetable, run: Run, own: Mapping[tuple[int, int], tuple[int, int]],
          way: list[int], back: bool) -> Timed | None:
    nodes, stops, hours, spent = table.network.nodes, list[str](), list[float](), 0.0
    for n, node in enumerate(way):
        if n:
            row, direction = own[way[n - 1], node]
            spent += float(table.costs.hours[direction, row])
        if "passenger" in nodes["handles"][node]:
            hours += [spent] if stops else []
            stops.append(str(nodes["id"][node]))
            spent = 0.0
    if len(stops) < 2:
        return None
    return Timed(run.id, "rail", back, tuple(stops), tuple(hours), (0.0,) * (len(stops) - 2),
                 run.headway_h)
