"""The virtual graph of a family: access, waiting, loading, riding, locks, transfers, egress.

Nodes carry the set of modes of M used so far, so that a path of a family uses all of them.
Goods stand at a terminal in one of two ways: ready to be loaded (``in``) or just unloaded
(``out``); what happens between them is a change or a transfer, with a time of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridors.network.runtimes import link_hours
from corridors.routing.access import RoadAccess, Way
from corridors.routing.edges import (
    NO_LIMIT,
    SHIP_INLAND,
    SHIP_SEA,
    EdgeArrays,
    Edges,
    Key,
    Ref,
)
from corridors.families import Family
from corridors.routing.impedance import Impedance, Step
from corridors.routing.runs import runs_of
from corridors.routing.stretches import Run, Stretch

NAN = float("nan")


@dataclass(frozen=True, eq=False)
class VirtualGraph:
    """Edges of a family between some origins and destinations.

    Attributes
    ----------
    origins, destinations
        Place id -> node number.
    nodes
        Virtual node -> node number.
    """

    family: Family
    impedance: Impedance
    arrays: EdgeArrays
    origins: dict[str, int]
    destinations: dict[str, int]
    nodes: dict[Key, int]


def build(impedance: Impedance, family: Family, origins: Iterable[str],
          destinations: Iterable[str], access: RoadAccess | None = None) -> VirtualGraph:
    """Build the virtual graph of a family.

    Parameters
    ----------
    origins, destinations
        Place ids.
    access
        Road access computed before with the same impedance, to be shared between families.
    """
    builder = _Builder(impedance, family, access or RoadAccess(impedance))
    from_nodes = {place: builder.origin(place) for place in sorted(set(origins))}
    to_nodes = {place: builder.destination(place) for place in sorted(set(destinations))}
    builder.ride()
    builder.transfers()
    return VirtualGraph(family, impedance, builder.edges.freeze(), from_nodes, to_nodes,
                        builder.edges.nodes)


class _Builder:
    def __init__(self, impedance: Impedance, family: Family, access: RoadAccess) -> None:
        self.impedance = impedance
        self.family = family
        self.network = impedance.network
        self.access = access
        self.edges = Edges(impedance.profile)
        self.wait_weight = (impedance.number(f"weight.wait_first.{impedance.profile}"),
                            impedance.number(f"weight.wait_transfer.{impedance.profile}"))
        self.locks: dict[str, list[int]] = {}
        for i, link in enumerate(self.network.locks["link_id"]):
            self.locks.setdefault(str(link), []).append(i)
        self.by_road = "road" in family.modes
        self.dwelt: set[tuple[str, str]] = set()

    def _ref(self, key: str, start: str, end: str, source: str = "assumption",
             confidence: str = "assumed") -> Ref:
        return Ref(key, start, end, source, confidence)

    # ---- ends ---------------------------------------------------------------------------
    def origin(self, place: str) -> int:
        """Edges from an origin to its terminals, or onto the road."""
        edges, load = self.edges, self.impedance.lorry_load
        start, loaded = ("origin", place), ("loaded", place)
        edges.add(start, loaded, "load" if self.impedance.tonnes else "access", "road",
                  self._ref("load", place, place), hours=load.hours, cny=load.cny, main=False)
        node = self._road_node(place)
        if self.by_road and node:
            self._urban(loaded, ("on", "road", node, 0), place, node)
            return edges.node(start)
        for way in self.access.ways(place, self.family.modes, outbound=True):
            self._way(loaded, ("arrived", way.terminal), "access", place, way.terminal, way)
            self._dwell(("arrived", way.terminal), ("in", way.terminal, 0), "start",
                        way.terminal)
        return edges.node(start)

    def destination(self, place: str) -> int:
        """Edges from the terminals around a destination, or from the road, to it."""
        edges, unload, full = self.edges, self.impedance.lorry_unload, self.family.full
        before, end = ("delivering", place), ("destination", place)
        edges.add(before, end, "unload" if self.impedance.tonnes else "egress", "road",
                  self._ref("unload", place, place), hours=unload.hours, cny=unload.cny,
                  main=False)
        node = self._road_node(place)
        if self.by_road and node:
            self._urban(("on", "road", node, full), before, node, place)
            return edges.node(end)
        for way in self.access.ways(place, self.family.modes, outbound=False):
            self._dwell(("out", way.terminal, full), ("leaving", way.terminal), "end",
                        way.terminal)
            self._way(("leaving", way.terminal), before, "egress", way.terminal, place, way)
        return edges.node(end)

    def _road_node(self, place: str) -> str:
        return str(self.network.places["road_node_id"][self.network.places.index[place]])

    def _urban(self, start: Key, end: Key, from_id: str, to_id: str) -> None:
        km = self.impedance.number("access.city_km")
        step = self.impedance.road_urban(km)
        self.edges.add(start, end, "line_haul", "road", self._ref("city", from_id, to_id),
                       hours=step.hours, cny=step.cny, kg=step.kg, km=step.km)

    def _way(self, start: Key, end: Key, component: str, from_id: str, to_id: str,
             way: Way) -> None:
        key = "+".join(way.links) or "city"
        middle = ("way", component, from_id, to_id)
        step = way.drive
        after = middle if way.rest_h else end
        self.edges.add(start, after, component, "road", self._ref(key, from_id, to_id),
                       hours=step.hours, cny=step.cny, kg=step.kg, km=step.km, main=False)
        if way.rest_h:
            self.edges.add(middle, end, "rest", "road", self._ref("rest", to_id, to_id),
                           hours=way.rest_h, main=False)

    def _dwell(self, start: Key, end: Key, step: str, terminal: str) -> None:
        if (step, terminal) in self.dwelt:
            return
        self.dwelt.add((step, terminal))
        nodes = self.network.nodes
        mode = str(nodes["mode"][nodes.index[terminal]])
        cost = self.impedance.terminal(step, mode)
        self.edges.add(start, end, "dwell", mode, self._ref(step, terminal, terminal),
                       hours=cost.hours, cny=cost.cny)

    # ---- riding -------------------------------------------------------------------------
    def ride(self) -> None:
        """Edges of every run, in every state in which it can be ridden."""
        if self.by_road:
            self._road()
        for run in runs_of(self.impedance, self.family):
            for state in range(self.family.full + 1):
                for number, stretch in enumerate(run.stretches):
                    self._stretch(run, stretch, number, state)
            for stop in sorted(run.stops):
                self._board(run, stop)

    def _stretch(self, run: Run, stretch: Stretch, number: int, state: int) -> None:
        after = state | self.family.bit(stretch.mode)
        start = ("on", run.id, stretch.start, state)
        end = ("on", run.id, stretch.end, after)
        ref = self._ref(stretch.id, stretch.start, stretch.end, stretch.source_id,
                        stretch.confidence)
        step = stretch.step
        if stretch.link is None:
            self.edges.add(start, end, "line_haul", stretch.mode, ref, hours=step.hours,
                           cny=step.cny, kg=step.kg, km=step.km)
        elif stretch.mode == "rail":
            rail = self.impedance.rail_link(*stretch.link)
            self.edges.add(start, end, "line_haul", "rail", ref, hours=rail.hours + step.hours,
                           cny=rail.cny, kg=rail.kg, km=rail.km)
        else:
            self._sail(run, start, end, stretch, ref, number)

    def _sail(self, run: Run, start: Key, end: Key, stretch: Stretch, ref: Ref,
              number: int) -> None:
        assert stretch.link is not None
        i, direction = stretch.link
        links = self.network.links
        km, inland = float(links["length_km"][i]), stretch.mode == "inland"
        cny, kg = self.impedance.ship_rates("inland" if inland else "sea")
        if inland:
            low = self.impedance.season == "low_water"
            depth = float(links["depth_low_water_m" if low else "depth_m"][i])
            depth = float(links["depth_m"][i]) if depth != depth else depth
            limit = (depth, float(links["max_dwt_t"][i]), NAN, NAN,
                     float(links["clearance_m"][i]))
            hours, kind = link_hours(self.network, i, direction), SHIP_INLAND
        else:
            limit, kind = NO_LIMIT, SHIP_SEA if self.family.one_hull else 0
            hours = km if kind else km / self._sea_speed(run)
        toll = float(links["toll_cny_t"][i])
        toll = 0.0 if toll != toll else toll * self.impedance.tonnes
        locks = self.locks.get(str(links["id"][i]), []) if inland else []
        after = ("lock", run.id, number, start[3], 0) if locks else end
        self.edges.add(start, after, "line_haul", stretch.mode, ref,
                       hours=hours + (stretch.step.hours if kind != SHIP_SEA else 0.0),
                       cny=toll, km=km, ship_cny=cny * km, ship_kg=kg * km, kind=kind,
                       limit=limit)
        for n, lock in enumerate(locks):
            here = ("lock", run.id, number, start[3], n)
            then = ("lock", run.id, number, start[3], n + 1) if n + 1 < len(locks) else end
            self._lock(lock, direction, here, then)

    def _sea_speed(self, run: Run) -> float:
        vessels = self.network.vessels
        vessel = run.vessel or ("feeder" if self.impedance.profile == "container"
                                else "coastal_bulk")
        return float(vessels["sea_speed_kmh"][vessels.index[vessel]])

    def _lock(self, i: int, direction: str, start: Key, end: Key) -> None:
        locks = self.network.locks
        queue = float(locks[f"queue_{direction}_h"][i])
        if self.impedance.season == "low_water":
            dry = float(locks[f"queue_low_water_{direction}_h"][i])
            queue = queue if dry != dry else dry
        key = str(locks["id"][i])
        ref = self._ref(key, key, key, str(locks["source_id"][i]), str(locks["confidence"][i]))
        standing, toll = self.impedance.ship_standing, float(locks["toll_cny_t"][i])
        limit = (float(locks["sill_depth_m"][i]), float(locks["max_dwt_t"][i]),
                 float(locks["chamber_length_m"][i]), float(locks["chamber_width_m"][i]), NAN)
        waiting = ("queued", *start)
        self.edges.add(start, waiting, "lock_queue", "inland", ref, hours=queue,
                       ship_cny=standing * queue, limit=limit)
        passage = float(locks["passage_h"][i])
        self.edges.add(waiting, end, "lock_passage", "inland", ref, hours=passage,
                       cny=0.0 if toll != toll else toll * self.impedance.tonnes,
                       ship_cny=standing * passage)

    def _board(self, run: Run, stop: str) -> None:
        nodes = self.network.nodes
        at = nodes.index[stop]
        if self.impedance.profile not in nodes["handles"][at]:
            return
        mode = str(nodes["mode"][at])
        load, unload = (self.impedance.terminal(s, mode) for s in ("load", "unload"))
        ref = self._ref(run.id, stop, stop)
        for state in range(self.family.full + 1):
            on, waited = ("on", run.id, stop, state), ("waited", run.id, stop, state)
            self.edges.add(("in", stop, state), waited, "wait", mode, ref,
                           hours=run.headway_h / 2, weight=self.wait_weight[bool(state)])
            self.edges.add(waited, on, "load", mode, ref, hours=load.hours, cny=load.cny)
            if state:
                self.edges.add(on, ("out", stop, state), "unload", mode, ref,
                               hours=unload.hours, cny=unload.cny)

    # ---- road as main leg ---------------------------------------------------------------
    def _road(self) -> None:
        links, bit = self.network.links, self.family.bit("road")
        for i, mode in enumerate(links["mode"]):
            if mode != "road":
                continue
            a, b, key = links["from_node_id"][i], links["to_node_id"][i], str(links["id"][i])
            source, confidence = str(links["source_id"][i]), str(links["confidence"][i])
            for start, end, direction in ((a, b, "ab"), (b, a, "ba")):
                step, rest = self.impedance.road_link(i, direction)
                ref = self._ref(key, start, end, source, confidence)
                for state in range(self.family.full + 1):
                    here, then = ("on", "road", start, state), ("on", "road", end, state | bit)
                    driven = ("driven", key, direction, state) if rest else then
                    self.edges.add(here, driven, "line_haul", "road", ref, hours=step.hours,
                                   cny=step.cny, kg=step.kg, km=step.km)
                    if rest:
                        self.edges.add(driven, then, "rest", "road",
                                       self._ref("rest", end, end), hours=rest)
        if self.family.full > bit:
            self._road_terminals(bit)

    def _road_terminals(self, bit: int) -> None:
        """Onto and off the road at the terminals of the other mode of M."""
        nodes = self.network.nodes
        for i, key in enumerate(nodes["id"]):
            mode, road = str(nodes["mode"][i]), str(nodes["road_node_id"][i])
            if mode not in self.family.modes or mode == "road" or not road \
                    or self.impedance.profile not in nodes["handles"][i]:
                continue
            km = float(nodes["road_km"][i])
            step = self.impedance.road_urban(0.0 if km != km else km)
            load, unload = self.impedance.lorry_load, self.impedance.lorry_unload
            change = self.impedance.change("dray", "road", mode, 0.0)
            for state in range(self.family.full + 1):
                for here, then, handling in (
                        (("on", "road", road, state), ("in", key, state | bit), unload),
                        (("out", key, state), ("on", "road", road, state | bit), load)):
                    outward = here[0] == "on"
                    a, b = (road, key) if outward else (key, road)
                    moved, handled = ("moved", *here, key), ("handled", *here, key)
                    first = Step(step.hours, step.cny, step.kg, step.km)
                    self.edges.add(here, moved, "line_haul", "road", self._ref("city", a, b),
                                   hours=first.hours, cny=first.cny, kg=first.kg, km=first.km)
                    self.edges.add(moved, handled, "unload" if outward else "load", "road",
                                   self._ref(key, key, key), hours=handling.hours,
                                   cny=handling.cny)
                    self.edges.add(handled, then, "transfer", mode, self._ref(key, key, key),
                                   hours=change.hours, cny=change.cny)

    # ---- between terminals --------------------------------------------------------------
    def transfers(self) -> None:
        """Changes within a terminal, transfers between two, and river-sea ships sailing on."""
        nodes, table = self.network.nodes, self.network.transfers
        modes = set(self.family.modes) - {"road"}
        for i, key in enumerate(nodes["id"]):
            mode = str(nodes["mode"][i])
            if mode in modes and self.impedance.profile in nodes["handles"][i]:
                change = self.impedance.change("quay", mode, mode, 0.0)
                for state in range(1, self.family.full + 1):
                    self.edges.add(("out", key, state), ("in", key, state), "transfer", mode,
                                   self._ref(key, key, key), hours=change.hours,
                                   cny=change.cny)
        for i, key in enumerate(table["id"]):
            a, b = str(table["from_node_id"][i]), str(table["to_node_id"][i])
            mode_a, mode_b = (str(nodes["mode"][nodes.index[n]]) for n in (a, b))
            if not {mode_a, mode_b} <= modes or self.impedance.profile not in table["profiles"][i]:
                continue
            ref = self._ref(str(key), a, b, str(table["source_id"][i]),
                            str(table["confidence"][i]))
            kind, km = str(table["kind"][i]), float(table["length_km"][i])
            for start, end in ((a, b), (b, a)):
                if kind == "hull":
                    self._sail_on(start, end, ref)
                    continue
                step = self.impedance.change(kind, mode_a, mode_b, km)
                for state in range(1, self.family.full + 1):
                    self.edges.add(("out", start, state), ("in", end, state), "transfer",
                                   "road" if kind in ("dray", "walk") else mode_b, ref,
                                   hours=step.hours, cny=step.cny, kg=step.kg, km=step.km,
                                   main=False)

    def _sail_on(self, start: str, end: str, ref: Ref) -> None:
        if self.family.one_hull:
            for state in range(self.family.full + 1):
                self.edges.add(("on", "ship", start, state), ("on", "ship", end, state),
                               "line_haul", "sea", ref)
