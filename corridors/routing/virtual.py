"""The virtual graph of a family: access, waiting, loading, riding, locks, transfers, egress.

Goods stand at a terminal in one of two ways: ready to be loaded (``ready``) or just unloaded
(``landed``); what happens between is a change or a transfer, with a time of its own. Aboard a
run every node of the run is a node of the graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from corridors.families import Family
from corridors.routing.edges import (
    EDGE_MODES,
    END,
    FIXED,
    MOVED,
    SHIP_INLAND,
    SHIP_LOCK,
    SHIP_SEA,
    SHIP_SEA_TIMED,
    START,
)
from corridors.routing.ends import Ends
from corridors.routing.graph import Services, VirtualGraph
from corridors.routing.layout import locks_of, moves_of, road_nodes_of
from corridors.routing.run import Run

Array = np.ndarray[Any, Any]
NOTHING = np.zeros((5, 0), dtype=np.int64)


def build(services: Services, family: Family, origins: Iterable[str],
          destinations: Iterable[str], *, pruned: bool = False) -> VirtualGraph:
    """Build the virtual graph of a family between places, by id.

    Parameters
    ----------
    pruned
        Keep only what lies on some way from an origin to a destination.
    """
    return _Builder(services, family).graph(sorted(set(origins)), sorted(set(destinations)),
                                            pruned)


class _Builder(Ends):
    """Lays down the blocks of one graph; ranges of nodes are worked out first."""

    def graph(self, origins: list[str], destinations: list[str], pruned: bool) -> VirtualGraph:
        """Lay down everything and freeze it."""
        if "road" in self.family.modes:
            self._road()
        from_base, from_near = self.ends_of(origins, True)
        to_base, to_near = self.ends_of(destinations, False)
        if "road" in self.family.modes:
            self.between(origins, destinations)
        self._dwells()
        runs = self.services.timetable.runs(self.family)
        self._ride(runs)
        self._changes()
        full = self.family.full
        starts, ends = (np.array(list(base.values()), dtype=np.int64)
                        for base in (from_base, to_base))
        arrays, number = self.edges.freeze(full, self.limits, (starts, ends) if pruned else None)
        starts, ends = starts * arrays.states, ends * arrays.states + full
        if number is not None:
            starts, ends = number[starts], number[ends]
        return VirtualGraph(
            self.family, self.impedance, arrays, dict(zip(from_base, starts.tolist(), strict=True)),
            dict(zip(to_base, ends.tolist(), strict=True)), (from_near, to_near),
            tuple(self.ways), tuple(runs), tuple(self.sections), tuple(self.section_ways))

    # ---- terminals ----------------------------------------------------------------------
    def _dwells(self) -> None:
        """Dwell before the first departure and after the last arrival, by mode."""
        for mode in self.family.modes:
            here = np.flatnonzero(self.mode_of[self.terminal] == EDGE_MODES.index(mode))
            if mode == "road" or not len(here):
                continue
            for name, tail, head, rule in (("start", self.arrived, self.ready, START),
                                           ("end", self.landed, self.leaving, END)):
                step = self.impedance.terminal(name, mode)
                self.edges.add(tail + here, head + here, "dwell", mode, "terminal",
                               self.terminal[here], hours=step.hours * self._dwell(here),
                               cny=step.cny, rule=rule)

    def _dwell(self, here: Array) -> Array:
        """Dwell of some terminals against the parameter of their mode.

        That of a railway terminal is one of its goods: who boards a train there does not wait for
        customs or cranes.
        """
        factor: Array = self.network.nodes["dwell_factor"][self.terminal[here]]
        if self.impedance.boards == "passenger":
            factor = np.where(self.mode_of[self.terminal[here]] == EDGE_MODES.index("rail"), 1.0,
                              factor)
        return factor

    # ---- riding -------------------------------------------------------------------------
    def _ride(self, runs: list[Run]) -> None:
        """All stretches of all runs, and boarding and leaving them."""
        size = len(self.network.nodes)
        columns = np.concatenate([run.columns for run in runs], axis=1) if runs else NOTHING
        if not columns.size:
            return
        steps = np.concatenate([run.steps for run in runs], axis=1)
        run_of = np.repeat(np.arange(len(runs)), [len(run.stretches) for run in runs])
        start, end, row, _, _ = columns
        keys = np.unique(np.concatenate([run_of * size + start, run_of * size + end]))
        first = self.edges.nodes(len(keys))

        def aboard(run: Array, node: Array) -> Array:
            found: Array = first + np.searchsorted(keys, run * size + node)
            return found

        tails, heads = aboard(run_of, start), aboard(run_of, end)
        own, linked = np.flatnonzero(row < 0), np.flatnonzero(row >= 0)
        ridden = [stretch.way for run in runs for stretch in run.stretches]
        self.section_ways += [ridden[i] for i in own]
        self._sections(columns[:, own], steps[:, own], tails[own], heads[own])
        speeds = np.array([self.impedance.sea_speed(run.vessel) for run in runs]) \
            if "sea" in self.family.modes else np.ones(len(runs))
        self._links(columns[:, linked], steps[0, linked], speeds[run_of[linked]], tails[linked],
                    heads[linked])
        self._hulls(runs, aboard)
        self._boarding(runs, aboard)

    def _sections(self, columns: Array, steps: Array, tails: Array, heads: Array) -> None:
        """Stretches with a run time of their own."""
        start, end, _, _, stop = columns
        if not len(start):
            return
        mode = self.mode_of[start]
        refs = len(self.sections) + np.arange(len(start))
        self.sections += zip(start.tolist(), end.tolist(), stop.tolist(), strict=True)
        hours, cny, kg, km = steps
        self.edges.add(tails, heads, "line_haul", mode, "section", refs, hours=hours, cny=cny,
                       kg=kg, km=km, bit=self._bits(mode))

    def _bits(self, mode: Array) -> Array:
        table = np.array([self.family.bit(name) for name in EDGE_MODES])
        bits: Array = table[mode]
        return bits

    def _links(self, columns: Array, stop_h: Array, sea_speed: Array, tails: Array,
               heads: Array) -> None:
        """Stretches along a link; locks on it come behind one another after the sailing."""
        _, _, row, way, _ = columns
        if not len(row):
            return
        c = self.costs
        mode = self.link_mode[row]
        kind = np.where(mode == EDGE_MODES.index("inland"), SHIP_INLAND, FIXED)
        at_sea, timed = mode == EDGE_MODES.index("sea"), c.timed[way, row]
        hours = c.hours[way, row] + stop_h
        if self.family.one_hull:
            kind = np.where(at_sea, np.where(timed, SHIP_SEA_TIMED, SHIP_SEA), kind)
            hours = np.where(at_sea & ~timed, c.km[row], hours)
        else:
            hours = np.where(at_sea & ~timed, c.km[row] / sea_speed + stop_h, hours)
        bit = np.where(self._counts(row), self._bits(mode), 0)
        net = self.network
        locks = locks_of(net.links, net.locks, net.nodes)
        with_lock = np.isin(row, list(locks)) & (kind == SHIP_INLAND)
        locked = [(int(n), lock) for n in np.flatnonzero(with_lock)
                  for lock in locks[int(row[n])][::-1 if way[n] else 1]]
        after = heads.copy()
        chain = self._lock_chain(locked, way, after)
        self._yards(row, way, after)
        self.edges.add(tails, after, "line_haul", mode, "link", row * 2 + way, hours=hours,
                       cny=c.cny[row], kg=c.kg[row], km=c.km[row], ship_cny=c.ship_cny[row],
                       ship_kg=c.ship_kg[row], kind=kind, bit=bit,
                       limit=np.where(kind == SHIP_INLAND, row, -1))
        self._lock_edges(chain)

    def _yards(self, row: Array, way: Array, after: Array) -> None:
        """Dwell at marshalling yards behind the line haul; ``after`` then leads to it."""
        dwell_h = self.costs.marshalling_h[row]
        at = np.flatnonzero(dwell_h > 0)
        yard = self.edges.nodes(len(at)) + np.arange(len(at))
        self.edges.add(yard, after[at], "dwell", "rail", "link", row[at] * 2 + way[at],
                       hours=dwell_h[at])
        after[at] = yard

    def _counts(self, rows: Array) -> Array:
        """Whether running on a link makes a path use its mode: not on the tidal reaches.

        A river reach deep enough for seagoing ships is water of the sea as much as of the
        river; a ship that only touches it has not made an inland voyage.
        """
        inland = self.costs.mode[rows] == "inland"
        depth = self.network.links["depth_m"][rows]
        deep = np.nan_to_num(depth) >= self.impedance.number("ship.sea_fairway_depth_m")
        counts: Array = ~(inland & deep)
        return counts

    def _lock_chain(self, locked: list[tuple[int, int]], way: Array,
                    after: Array) -> list[tuple[int, int, int, int, int]]:
        """Lay the locks of a link one behind another; ``after`` then leads to the first."""
        chain = []
        for n, lock in reversed(locked):
            queue = self.edges.nodes(2)
            chain.append((lock, int(way[n]), queue, queue + 1, int(after[n])))
            after[n] = queue
        return chain

    def _lock_edges(self, chain: list[tuple[int, int, int, int, int]]) -> None:
        if not chain:
            return
        lock, way, queue, chamber, end = np.array(chain).T
        locks, standing = self.network.locks, self.impedance.ship_standing
        queue_h = self.impedance.locks.hours[way, lock]
        passage_h, toll = locks["passage_h"][lock], np.nan_to_num(locks["toll_cny_t"][lock])
        self.edges.add(queue, chamber, "lock_queue", "inland", "lock", lock * 2 + way,
                       hours=queue_h, ship_cny=standing * queue_h,
                       kind=SHIP_LOCK, limit=len(self.costs.limit) + lock)
        self.edges.add(chamber, end, "lock_passage", "inland", "lock", lock * 2 + way,
                       hours=passage_h, cny=toll * self.impedance.tonnes,
                       ship_cny=standing * passage_h, kind=SHIP_LOCK)

    def _hulls(self, runs: list[Run], aboard: Any) -> None:
        """River-sea ships sail on between the river and the sea side of a port."""
        if not self.family.one_hull:
            return
        table, index = self.network.transfers, self.network.nodes.index
        run = next(r for r, item in enumerate(runs) if item.id == "ship")
        known = set(runs[run].stops)
        for i in np.flatnonzero(table["kind"] == "hull"):
            a, b = index[str(table["from_node_id"][i])], index[str(table["to_node_id"][i])]
            if a in known and b in known:
                ends = aboard(np.array([run, run]), np.array([a, b]))
                km, (cny, kg) = float(table["length_km"][i]), self.impedance.ship_rates("sea")
                self.edges.add(ends, ends[::-1], "line_haul", "sea", "transfer",
                               i * 2 + np.array([0, 1]), hours=km, km=km, ship_cny=cny * km,
                               ship_kg=kg * km, kind=SHIP_SEA)

    def _boarding(self, runs: list[Run], aboard: Any) -> None:
        stops = np.array([(r, stop) for r, run in enumerate(runs) for stop in run.stops
                          if self.at[stop] >= 0]).reshape(-1, 2)
        if not len(stops):
            return
        run, node = stops.T
        on, here = aboard(run, node), self.at[node]
        waited = self.edges.nodes(len(stops)) + np.arange(len(stops))
        wait_h = np.array([item.headway_h for item in runs])[run] / 2
        own = self.impedance.own
        modes = self.mode_of[node]
        self.edges.add(self.ready + here, waited, "wait", modes, "run", run * len(self.at) + node,
                       hours=wait_h, weight_first=own("weight.wait_first.{}"),
                       weight=own("weight.wait_transfer.{}"))
        for name, tail, head, rule in (("load", waited, on, 0),
                                       ("unload", on, self.landed + here, MOVED)):
            by_mode = {EDGE_MODES.index(m): self.impedance.terminal(name, m)
                       for m in self.family.modes if m != "road"}
            steps = [by_mode[int(m)] for m in modes]
            self.edges.add(tail, head, name, modes, "terminal", node, rule=rule,
                           hours=np.array([s.hours for s in steps]),
                           cny=np.array([s.cny for s in steps]))

    # ---- road as main leg ---------------------------------------------------------------
    def _road(self) -> None:
        """Driving on every road link in both directions, the driver's rest behind it."""
        self.road = self.edges.nodes(len(self.network.nodes))
        c, bit = self.costs, self.family.bit("road")
        rows = np.flatnonzero((c.mode == "road") & c.usable)
        for way in (0, 1):
            tail, head = self.road + c.ends[way, rows], self.road + c.ends[1 - way, rows]
            middle = self.edges.nodes(len(rows)) + np.arange(len(rows))
            self.edges.add(tail, middle, "line_haul", "road", "link", rows * 2 + way,
                           hours=c.hours[way, rows], cny=c.cny[rows], kg=c.kg[rows],
                           km=c.km[rows], bit=bit)
            self.edges.add(middle, head, "rest", "road", "link", rows * 2 + way,
                           hours=c.rest_h[way, rows])
        if len(self.terminal):
            self._road_terminals(bit)

    def _road_terminals(self, bit: int) -> None:
        """Off the road and onto it at the terminals of the other mode of M."""
        nodes, impedance = self.network.nodes, self.impedance
        joins = road_nodes_of(nodes, nodes)
        has = self.terminal[joins[self.terminal] >= 0]
        if not len(has):
            return
        here = self.at[has]
        road = self.road + joins[has]
        city = [impedance.road_urban(km) for km in np.nan_to_num(nodes["road_km"][has])]
        step = np.array([(s.hours, s.cny, s.kg, s.km) for s in city]).T
        other = next(mode for mode in self.family.modes if mode != "road")
        for name, handling, change, tail, head in (
                ("unload", impedance.lorry_unload, impedance.change("road", other), road,
                 self.ready + here),
                ("load", impedance.lorry_load, impedance.change(other, "road"),
                 self.landed + here, road)):
            moved, handled = (self.edges.nodes(len(has)) + np.arange(len(has)) for _ in "12")
            self.edges.add(tail, moved, "line_haul", "road", "terminal", has, hours=step[0],
                           cny=step[1], kg=step[2], km=step[3], bit=bit)
            self.edges.add(moved, handled, name, "road", "terminal", has, hours=handling.hours,
                           cny=handling.cny)
            self.edges.add(handled, head, "transfer", other, "terminal", has,
                           hours=change.hours * self._dwell(here), cny=change.cny)

    # ---- between terminals --------------------------------------------------------------
    def _changes(self) -> None:
        """Changes within a terminal, and transfers between two."""
        for mode in self.family.modes:
            here = np.flatnonzero(self.mode_of[self.terminal] == EDGE_MODES.index(mode))
            if mode != "road" and len(here):
                step = self.impedance.change(mode, mode)
                self.edges.add(self.landed + here, self.ready + here, "transfer", mode,
                               "terminal", self.terminal[here],
                               hours=step.hours * self._dwell(here), cny=step.cny, rule=MOVED)
        table, nodes = self.network.transfers, self.network.nodes
        moves = [move for move in moves_of(table, nodes, self.impedance.boards)
                 if self.at[move[1]] >= 0 and self.at[move[2]] >= 0]
        if not moves:
            return
        steps = [self.impedance.change(str(nodes["mode"][a]), str(nodes["mode"][b]),
                                       float(table["length_km"][i]),
                                       float(table["dwell_factor"][i])) for i, a, b, _ in moves]
        row, a, b, by_road = (np.array(column) for column in zip(*moves, strict=True))
        tail, head = (np.column_stack(ends).ravel() for ends in ((a, b), (b, a)))
        hours, cny, kg, km = np.repeat(
            np.array([(s.hours, s.cny, s.kg, s.km) for s in steps]).T, 2, axis=1)
        self.edges.add(self.landed + self.at[tail], self.ready + self.at[head], "transfer",
                       np.where(np.repeat(by_road, 2), EDGE_MODES.index("road"),
                                self.mode_of[head]), "transfer",
                       np.column_stack([row * 2, row * 2 + 1]).ravel(), hours=hours, cny=cny,
                       kg=kg, km=km, main=0, rule=MOVED)
