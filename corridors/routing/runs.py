"""What one can ride: scheduled services, and lines that run without a modelled timetable.

A run is a set of stretches between nodes. Boarding it costs its wait, so services with the
same stops, ways and times pool their frequencies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from corridors.families import Family
from corridors.network.distance import great_circle_km, westward_share
from corridors.network.kept import kept
from corridors.network.model import Network
from corridors.routing.impedance import Impedance, Step, charged_km
from corridors.routing.linkcosts import DIRECTIONS, LinkCosts, ends_of, link_costs
from corridors.routing.run import Run, Stretch
from corridors.tables import Table
from corridors.units import SERVICES_ONLY

RUNNING = ("running", "uncertain")
Array = np.ndarray[Any, Any]


class Timetable:
    """Runs of a profile on a network, worked out once and shared by the families.

    Parameters
    ----------
    costs
        Costs of all links where they are known already; they do not depend on the objective.
    """

    def __init__(self, impedance: Impedance, costs: LinkCosts | None = None) -> None:
        self.impedance = impedance
        self.network: Network = impedance.network
        self.costs = link_costs(impedance) if costs is None else costs

    def runs(self, family: Family) -> list[Run]:
        """Every run of a family but lorries and cars, sorted by id."""
        if family.one_hull:
            rows = [*self._links("inland"), *self._links("sea")]
            found = [self._line("ship", "inland", rows, self.impedance.headway("river_sea"))]
        else:
            found = [run for mode in family.modes if mode != "road" for run in self._of(mode)]
        return sorted(found, key=lambda run: run.id)

    @cached_property
    def _by_mode(self) -> dict[str, list[Run]]:
        return {}

    def _of(self, mode: str) -> list[Run]:
        if mode not in self._by_mode:
            self._by_mode[mode] = [*self._lines(mode), *self._services(mode)]
        return self._by_mode[mode]

    def _links(self, mode: str) -> list[int]:
        """Links that anything may run on; not those of services that name them."""
        links = self.network.links
        usable = np.flatnonzero((links["mode"] == mode) & self.costs.usable)
        return [int(i) for i in usable if not links["line"][i].startswith(SERVICES_ONLY)]

    # ---- lines --------------------------------------------------------------------------
    def _line(self, key: str, mode: str, rows: list[int], headway_h: float) -> Run:
        return _line(self.network.links, self.network.nodes, key, mode, tuple(rows)).pooled(
            headway_h)

    def _lines(self, mode: str) -> Iterator[Run]:
        boards, links = self.impedance.boards, self.network.links
        if mode == "rail" and boards == "passenger":
            lines: dict[str, list[int]] = defaultdict(list)
            for i in self._links("rail"):
                lines[str(links["line"][i])].append(i)
            joining = [i for line, rows in lines.items() if line.startswith("conn") for i in rows]
            for line, rows in sorted(lines.items()):
                if line.startswith("conn"):
                    continue
                ends = {int(self.costs.ends[d, i]) for i in rows for d in (0, 1)}
                near = [i for i in joining if {int(e) for e in self.costs.ends[:, i]} & ends]
                yield self._line(f"rail:{line}", "rail", rows + near,
                                 self.impedance.headway("rail", self._class_of(rows)))
        elif mode in ("rail", "inland") or (mode == "sea" and boards == "bulk"):
            yield self._line(mode, mode, self._links(mode), self.impedance.headway(mode))

    def _class_of(self, rows: list[int]) -> str:
        """Class of most kilometres of a line."""
        km: dict[str, float] = defaultdict(float)
        for i in rows:
            km[str(self.network.links["class"][i])] += float(self.costs.km[i])
        return max(sorted(km), key=lambda name: km[name])

    # ---- services -----------------------------------------------------------------------
    def _services(self, mode: str) -> Iterator[Run]:
        services, stops = self.network.services, self.network.service_stops
        pooled: dict[object, list[Run]] = defaultdict(list)
        for i in np.flatnonzero(services["mode"] == mode):
            key = str(services["id"][i])
            rows = self._stop_rows.get(key, [])
            if (self.impedance.boards not in services["profiles"][i]
                    or not services["headway_h"][i] > 0
                    or services["status"][i] not in RUNNING or len(rows) < 2):
                continue
            vessel = str(services["vessel_id"][i])
            if mode == "inland" and services["both_ways"][i] and self._untimed(rows):
                stops_at = tuple(sorted({self.network.nodes.index[str(stops["node_id"][row])]
                                         for row in rows}))
                if len(set(self._waters[list(stops_at)])) > 1:
                    continue  # as a train does not run whose line is broken
                pooled[vessel, stops_at].append(replace(
                    self._line(key, mode, self._fairways(stops_at),
                               float(services["headway_h"][i])), stops=stops_at, vessel=vessel))
                continue
            for back in (False, True) if services["both_ways"][i] else (False,):
                stretches = self._sections(mode, rows, back, vessel)
                if stretches is None:
                    continue
                order = tuple(self.network.nodes.index[str(stops["node_id"][row])]
                              for row in (rows[::-1] if back else rows))
                ridden = tuple((s.link, round(s.step.hours, 6), round(s.step.cny, 6))
                               for s in stretches)
                pooled[vessel, order, ridden].append(
                    Run(f"{key}{':back' if back else ''}", mode, float(services["headway_h"][i]),
                        stretches, tuple(sorted(set(order))), vessel))
        for group in pooled.values():
            first = min(group, key=lambda run: run.id)
            yield first.pooled(1.0 / sum(1.0 / run.headway_h for run in group))

    @cached_property
    def _waters(self) -> Array:
        """Number of the connected rivers that each node lies on."""
        rows, size = self._links("inland"), len(self.network.nodes)
        ends = self.costs.ends[:, rows]
        joined = csr_array((np.ones(len(rows)), (ends[0], ends[1])), shape=(size, size))
        labels: Array = connected_components(joined, directed=False)[1]
        return labels

    @cached_property
    def _stop_rows(self) -> dict[str, list[int]]:
        stops = self.network.service_stops
        rows: dict[str, list[int]] = defaultdict(list)
        for i in np.lexsort((stops["seq"], stops["service_id"].astype(str))):
            rows[str(stops["service_id"][i])].append(int(i))
        return rows

    def sections(self, key: str, *, back: bool = False) -> tuple[Stretch, ...] | None:
        """Stretches of a service in one direction by its id; None where its way does not exist.

        A scheduled stop stands in the hours of the stretch that goes on from it.
        """
        services, rows = self.network.services, self._stop_rows.get(key, [])
        i = services.index[key]
        return self._sections(str(services["mode"][i]), rows, back, str(services["vessel_id"][i]))

    def stops_of(self, key: str, *, back: bool = False) -> tuple[list[str], list[float]]:
        """Node ids of a service in one direction, and the hours that it stands at those between."""
        table, rows = self.network.service_stops, self._stop_rows.get(key, [])
        mode = str(self.network.services["mode"][self.network.services.index[key]])
        ways = [*pairwise(rows[::-1] if back else rows)]
        return ([str(table["node_id"][row]) for row in (rows[::-1] if back else rows)],
                [self._stop_h(mode, a, self._run_h(a if back else b, back=back)[0])
                 for a, b in ways[1:]])

    def _run_h(self, row: int, *, back: bool) -> tuple[float | None, bool]:
        """Run time of its own of a section, by its later stop; whether it is of the other way."""
        stops = self.network.service_stops
        own = _known(stops["run_back_h"][row]) if back else None
        return (_known(stops["run_h"][row]), back) if own is None else (own, False)

    def _untimed(self, rows: list[int]) -> bool:
        """Whether a service has neither run times nor dwell of its own."""
        stops = self.network.service_stops
        return all(np.isnan(stops[c][row]) for row in rows for c in ("run_h", "dwell_h"))

    def _sections(self, mode: str, rows: list[int], back: bool,
                  vessel: str) -> tuple[Stretch, ...] | None:
        """Stretches of a service in one direction; None where its way does not exist."""
        stops, index = self.network.service_stops, self.network.nodes.index
        out: list[Stretch] = []
        sections = [(b, a, b) if back else (a, b, b) for a, b in pairwise(rows)]
        for number, (start, end, row) in enumerate(reversed(sections) if back else sections):
            a, b = (index[str(stops["node_id"][stop])] for stop in (start, end))
            run_h, other_way = self._run_h(row, back=back)
            km = _known(stops["length_km"][row])
            dwell = self._stop_h(mode, start, run_h) if number else 0.0
            if mode == "air":
                km = self._air_km(a, b) if km is None else km
                step = self.impedance.flight(run_h, km, self._west(a, b), other_way)
                out.append(Stretch(a, b, None, replace(step, hours=step.hours + dwell), row))
                continue
            block = mode == "rail" and self.impedance.boards != "passenger"
            train = self._train(row)
            kind = "timed" if run_h is not None else train if block else \
                vessel if mode == "sea" else ""
            way = self._recorded(row, back, a, b) or self._way(mode, kind, a, b)
            if way is None:
                return None
            if run_h is None and not block:
                out.append(replace(way[0], step=Step(dwell)))
                out += way[1:]
                continue
            step = self._charged(mode, way, run_h, km, train)
            if block:
                step = replace(step, cny=step.cny * self._rate_factor(row))
            out.append(Stretch(a, b, None, replace(step, hours=step.hours + dwell), row,
                               tuple(stretch.link for stretch in way if stretch.link)))
        return tuple(out)

    def _rate_factor(self, row: int) -> float:
        """Charges of the service of a stop against the rate."""
        services = self.network.services
        key = str(self.network.service_stops["service_id"][row])
        return float(services["rate_factor"][services.index[key]])

    def _train(self, row: int) -> str:
        """Which speed a freight train without a run time of its own has, see :meth:`_block_h`."""
        services = self.network.services
        key = str(self.network.service_stops["service_id"][row])
        return "fast" if services["kind"][services.index[key]] == "fast_train" else "block"

    def _stop_h(self, mode: str, stop: int, run_h: float | None) -> float:
        """Hours at a scheduled stop: its own, else what a stop costs a train timed by its line.

        A published run time of the stretch behind a stop holds what the stop takes.
        """
        own = _known(self.network.service_stops["dwell_h"][stop])
        if own is None and mode == "rail" and self.impedance.boards == "passenger" \
                and run_h is None:
            return self.impedance.number("rail.stop_h")
        return own or 0.0

    def _recorded(self, row: int, back: bool, start: int, end: int) -> list[Stretch] | None:
        """The line that a service is recorded to run on; None where some of it is not there."""
        links, ends = self.network.links, self.costs.ends
        keys = self.network.service_stops["links"][row]
        if not keys or any(key not in links for key in keys):
            return None
        way, node = [], start
        for key in reversed(keys) if back else keys:
            i = links.index[key]
            if not self.costs.usable[i] or node not in ends[:, i]:
                return None
            direction = int(ends[1, i] == node)
            way.append(Stretch(node, int(ends[1 - direction, i]), (i, direction)))
            node = way[-1].end
        return way if node == end else None

    def _charged(self, mode: str, way: list[Stretch], run_h: float | None,
                 km: float | None, train: str) -> Step:
        """A section with a run time of its own: charged and measured along its links."""
        costs, impedance = self.costs, self.impedance
        rows = np.array([stretch.link[0] for stretch in way if stretch.link])
        length = float(costs.km[rows].sum()) if km is None else km
        cny = float((costs.cny + costs.ship_cny)[rows].sum())
        kg = float((costs.kg + costs.ship_kg)[rows].sum())
        if mode == "rail" and impedance.boards != "passenger":
            cny = float(self._tariff[rows].sum()) * impedance.own("rate.rail.{}")
        if run_h is None:
            hours = sum(self._block_h(train)[stretch.link[::-1]] for stretch in way if stretch.link)
            run_h = float(hours) * length / float(costs.km[rows].sum())
        return Step(run_h, cny, kg, length)

    def _air_km(self, a: int, b: int) -> float:
        nodes = self.network.nodes
        return great_circle_km(nodes["lon"][a], nodes["lat"][a], nodes["lon"][b], nodes["lat"][b])

    def _west(self, a: int, b: int) -> float:
        nodes = self.network.nodes
        return westward_share(nodes["lon"][a], nodes["lat"][a], nodes["lon"][b], nodes["lat"][b])

    # ---- ways of services over links ----------------------------------------------------
    @cached_property
    def _trees(self) -> dict[tuple[str, str, int], Array]:
        return {}

    @cached_property
    def _matrices(self) -> dict[tuple[str, str],
                                tuple[Any, dict[tuple[int, int], tuple[int, int]]]]:
        return {}

    def _weights(self, mode: str, kind: str) -> Array:
        """What a service minimises on each link by direction, (2, n).

        Parameters
        ----------
        kind
            ``timed`` where its run time is published: where its line is not recorded it is
            measured and charged along the fastest way; ``block`` and ``fast`` for block trains,
            which wait less for paths than others; a vessel id for ships, whose time follows their
            speed; else empty.
        """
        c, impedance = self.costs, self.impedance
        h, money, k, _ = impedance.coefficients
        cny, kg = c.cny + c.ship_cny, c.kg + c.ship_kg
        if kind == "timed":
            return c.hours
        if mode == "rail" and impedance.boards != "passenger":
            cny = self._tariff * impedance.own("rate.rail.{}")
        hours = c.hours
        if kind in ("block", "fast"):
            hours = self._block_h(kind)
        elif mode == "sea":
            hours = np.where(c.timed, c.hours, c.km / impedance.sea_speed(kind))
        weights: Array = h * hours + money * cny + k * kg
        return weights

    @cached_property
    def _block_hours(self) -> dict[str, Array]:
        return {}

    def _block_h(self, train: str) -> Array:
        """Hours of a block train on each link by direction, (2, n); zero off the railway.

        Parameters
        ----------
        train
            ``block``, or ``fast`` for trains of wagons for 120 km/h.
        """
        if train not in self._block_hours:
            hours, rows = np.zeros_like(self.costs.hours), np.array(self._links("rail"), dtype=int)
            for d, direction in enumerate(DIRECTIONS):
                hours[d, rows] = self.impedance.block_links_h(rows, direction, train)
            self._block_hours[train] = hours
        return self._block_hours[train]

    @cached_property
    def _tariff(self) -> Array:
        return charged_km(self.network, np.arange(len(self.network.links)))

    def _matrix(self, mode: str, kind: str) -> tuple[Any, dict[tuple[int, int], tuple[int, int]]]:
        if (mode, kind) not in self._matrices:
            best: dict[tuple[int, int], tuple[float, int, int]] = {}
            ends, weights = self.costs.ends, self._weights(mode, kind)
            rows = self._links(mode)
            for i, a, b, *both in zip(rows, *ends[:, rows].tolist(), *weights[:, rows].tolist(),
                                      strict=True):
                for d, pair in enumerate(((a, b), (b, a))):
                    if pair not in best or both[d] < best[pair][0]:
                        best[pair] = (both[d], i, d)
            pairs = sorted(best)
            size = len(self.network.nodes)
            matrix = csr_array((np.array([best[p][0] for p in pairs]),
                                (np.array([p[0] for p in pairs], dtype=int),
                                 np.array([p[1] for p in pairs], dtype=int))), shape=(size, size))
            self._matrices[mode, kind] = matrix, {p: best[p][1:] for p in pairs}
        return self._matrices[mode, kind]

    def _way(self, mode: str, kind: str, start: int, end: int) -> list[Stretch] | None:
        """Best links from one node to another, or None."""
        matrix, arcs = self._matrix(mode, kind)
        if (mode, kind, start) not in self._trees:
            self._trees[mode, kind, start] = dijkstra(matrix, indices=start,
                                                      return_predecessors=True)[1]
        before, node, way = self._trees[mode, kind, start], end, []
        while node != start:
            previous = int(before[node])
            if previous < 0:
                return None
            way.append(Stretch(previous, node, arcs[previous, node]))
            node = previous
        return way[::-1]

    def _fairways(self, stops: tuple[int, ...]) -> list[int]:
        """River links that a way between some stops can use: no branch that ends elsewhere.

        Which of them a barge takes depends on the ship and its draught, so all stay in.
        """
        rows = np.array(self._links("inland"), dtype=np.int64)
        needed = np.zeros(len(self.network.nodes), dtype=bool)
        needed[list(stops)] = True
        while True:
            ends = self.costs.ends[:, rows]
            through = np.bincount(ends.ravel(), minlength=len(needed)) > 1
            kept = (through | needed)[ends].all(axis=0)
            if kept.all():
                return [int(i) for i in rows]
            rows = rows[kept]


@kept
def _line(links: Table, nodes: Table, key: str, mode: str, rows: tuple[int, ...]) -> Run:
    """Some links in both directions as one run."""
    ends = ends_of(links, nodes).tolist()
    stretches = [Stretch(ends[d][i], ends[1 - d][i], (i, d)) for i in rows for d in (0, 1)]
    return Run(key, mode, 1.0, tuple(stretches),
               tuple(sorted({stretch.start for stretch in stretches})))


def _known(value: float) -> float | None:
    return float(value) if value == value else None
