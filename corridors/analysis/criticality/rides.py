"""Which links every service runs on, one service at a time and whether it could run elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.network.model import Network
from corridors.routing.impedance import Impedance
from corridors.routing.linkcosts import LinkCosts
from corridors.routing.runs import RUNNING, Timetable

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Ride:
    """A stretch of a service in one direction with a run time of its own.

    Attributes
    ----------
    stop
        Row of ``service_stops`` that holds the run time.
    run_h
        Run time without the dwell at the stop where the stretch begins.
    way
        Links with direction, in the order of the ride.
    """

    service: str
    back: bool
    stop: str
    run_h: float
    way: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Rides:
    """Ways of the services of a profile.

    Attributes
    ----------
    timed
        Stretches with a run time of their own.
    barges
        Service that sails as the river allows -> nodes of its stops; it runs as long as they are
        joined.
    fixed
        Service -> ids of the links it is bound to, because its line is recorded or its run time
        published for it.
    free
        Service -> ids of links it runs on but need not, of services that might come to share the
        frequency of another with the same stops.
    """

    timed: tuple[Ride, ...]
    barges: dict[str, tuple[int, ...]]
    fixed: dict[str, frozenset[str]]
    free: dict[str, frozenset[str]]
    ids: Array
    costs: LinkCosts

    def bound(self, links: frozenset[str]) -> tuple[str, ...]:
        """Services that cannot run without some links, sorted."""
        return tuple(sorted(key for key, own in self.fixed.items() if own & links))

    def cut(self, links: frozenset[str]) -> tuple[str, ...]:
        """Barge services whose stops are not joined any more without some links."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        keep = np.array([mode == "inland" and str(key) not in links for key, mode in zip(
            self.ids, self.costs.mode, strict=True)]) & self.costs.usable
        if int(keep.sum()) == int(((self.costs.mode == "inland") & self.costs.usable).sum()):
            return ()
        a, b = self.costs.ends[:, keep]
        size = int(self.costs.ends.max()) + 1
        size = max(size, *(max(stops) + 1 for stops in self.barges.values())) if self.barges \
            else size
        joined = csr_array((np.ones(len(a)), (a, b)), shape=(size, size))
        label = connected_components(joined, directed=False)[1]
        return tuple(key for key, stops in self.barges.items()
                     if len({int(label[stop]) for stop in stops}) > 1)

    def loose(self, links: frozenset[str]) -> bool:
        """Whether some service might choose another way and share the frequency of another."""
        return any(own & links for own in self.free.values())


def rides(network: Network, profile: str, season: str = "normal") -> Rides:
    """Ways of all services of a profile on a network."""
    table = _Unpooled(Impedance(network, profile, "generalised", season))
    timed: list[Ride] = []
    fixed: dict[str, frozenset[str]] = {}
    free: dict[str, frozenset[str]] = {}
    calls: dict[frozenset[str], int] = defaultdict(int)
    stops: dict[str, frozenset[str]] = defaultdict(frozenset)
    for service, node in zip(network.service_stops["service_id"],
                             network.service_stops["node_id"], strict=True):
        stops[str(service)] |= {str(node)}
    for key, rows, way in table.ways():
        timed += way
        fixed[key], free[key] = rows
        calls[stops[key]] += 1
    free = {key: rows for key, rows in free.items() if calls[stops[key]] > 1}
    return Rides(tuple(timed), table.barges(), fixed, free, network.links["id"], table.costs)


class _Unpooled(Timetable):
    """The timetable before services with the same stops share their frequencies."""

    def barges(self) -> dict[str, tuple[int, ...]]:
        """Stops of the services that are bound to no way on the river."""
        services, stops = self.network.services, self.network.service_stops
        index = self.network.nodes.index
        return {key: tuple(index[str(stops["node_id"][row])] for row in rows)
                for i, key in enumerate(map(str, services["id"]))
                if (rows := self._stop_rows.get(key, [])) and services["mode"][i] == "inland"
                and services["both_ways"][i] and self._untimed(rows)}

    def ways(self) -> Iterator[tuple[str, tuple[frozenset[str], frozenset[str]], list[Ride]]]:
        """Service, the links it is bound to and those it chose, and its timed stretches."""
        services, stops = self.network.services, self.network.service_stops
        ids = self.network.links["id"]
        for i, key in enumerate(map(str, services["id"])):
            rows, mode = self._stop_rows.get(key, []), str(services["mode"][i])
            if (self.impedance.boards not in services["profiles"][i]
                    or not services["headway_h"][i] > 0
                    or services["status"][i] not in RUNNING or len(rows) < 2
                    or (mode == "inland" and services["both_ways"][i] and self._untimed(rows))):
                continue
            recorded = frozenset(str(link) for row in rows for link in stops["links"][row])
            bound, chosen = set(recorded), set[str]()
            found: list[Ride] = []
            for back in (False, True) if services["both_ways"][i] else (False,):
                sections = self._sections(mode, rows, back, str(services["vessel_id"][i]))
                for number, stretch in enumerate(sections or ()):
                    if stretch.link is not None:
                        chosen.add(str(ids[stretch.link[0]]))
                    elif stretch.way:
                        row = stretch.stop
                        published = stops["run_h"][row] == stops["run_h"][row] \
                            or (back and stops["run_back_h"][row] == stops["run_back_h"][row])
                        ridden = {str(ids[link]) for link, _ in stretch.way}
                        (bound if published else chosen).update(ridden)
                        at = rows[::-1][number] if back else rows[number]
                        dwell = float(stops["dwell_h"][at]) if number else 0.0
                        found.append(Ride(key, back, str(stops["id"][row]), stretch.step.hours
                                          - (dwell if dwell == dwell else 0.0), stretch.way))
            yield key, (frozenset(bound), frozenset(chosen - bound)), found
