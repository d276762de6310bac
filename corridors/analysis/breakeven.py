"""The toll or the queue at which a waterway stops paying for a flow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corridors.analysis.pairs import Pair
from corridors.analysis.tabled import Tabled
from corridors.analysis.ticks import Tick, silent
from corridors.changes import Batch, SetLinks, apply
from corridors.changes.apply import AD_HOC
from corridors.errors import InputError, fault
from corridors.families import BEST, FAMILIES, MODES, PROFILES, check_choices, families_of
from corridors.names import suggest
from corridors.network.model import Network
from corridors.places import find_place
from corridors.projects.model import Project
from corridors.projects.register import with_dependants
from corridors.routing.edges import REFS
from corridors.routing.skims import skim
from corridors.routing.trip import Trip
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import States, resolve

LEVERS = ("toll", "queue")
LIMITS = {"toll": 100.0, "queue": 240.0}
"""Where the search ends: CNY/t for the whole length, hours a lock."""
UNITS = {"toll": "CNY/t", "queue": "h/lock"}
AGAINST = ("same", "best")
"""The same main mode without the project; the best of all main modes without it."""
OUTCOMES = ("value", "never", "any", "only_way", "no_way")
STEP = 1e-3
"""How far the slope of generalised cost looks ahead, in the unit of the lever."""
CLOSE = 1e-6
"""Generalised costs closer than this are equal, CNY."""
MAX_STEPS = 60


@dataclass(frozen=True)
class BreakEven:
    """Break-even of one pair, profile and main mode.

    Attributes
    ----------
    lever
        ``toll``: CNY a tonne over the whole length of the project; ``queue``: hours before each
        of its locks.
    against
        ``same``: without the project; ``best``: the best main mode without it.
    outcome
        ``value``: it pays below ``value`` and no longer above; ``never``: it does not pay even
        at 0; ``any``: it pays up to the end of the search; ``only_way``: there is no other way;
        ``no_way``: the main mode does not serve the pair with the project either.
    now
        The lever as it stands.
    gain_now_cny
        Generalised cost saved as it stands, CNY a unit; below 0 it does not pay.
    alternative
        Main mode that it is held against.
    """

    origin: str
    destination: str
    profile: str
    mode: str
    lever: str
    against: str
    outcome: str
    value: float | None
    now: float
    gain_now_cny: float | None
    alternative: str

    @property
    def unit(self) -> str:
        """Unit of ``value`` and ``now``."""
        return UNITS[self.lever]


@dataclass(frozen=True, eq=False, repr=False)
class BreakEvens(Tabled):
    """Break-evens of one project of a scenario."""

    scenario: Scenario
    project: Project
    base: Network
    limits: Mapping[str, float]
    items: tuple[BreakEven, ...]

    def records(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """One row for each break-even; ``value`` and ``now`` are in ``unit``."""
        names = ("origin", "destination", "profile", "mode", "lever", "unit", "against",
                 "outcome", "value", "now", "gain_now_cny", "alternative")
        return names, [tuple(getattr(item, name) for name in names) for item in self.items]

    def summary_line(self) -> str:
        """The project."""
        return self.project.id


def breakeven(scenario: Scenario, *, project: str | None = None,
              levers: Iterable[str] = LEVERS, pairs: Iterable[Pair] = (),
              profiles: Iterable[str] = (), modes: Iterable[str] = (),
              limits: Mapping[str, float] | None = None,
              data: Path | None = None, tick: Tick | None = None) -> BreakEvens:
    """Find where a waterway stops paying, by toll and by queue.

    The lever is set by the grammar of changes and the flow is routed again. The generalised cost
    of the best path through the project is a rising, concave function of the lever, the least of
    straight lines, so that steps along its tangent reach the break-even from below in as many
    steps as there are paths on the way.

    Parameters
    ----------
    scenario
        As :func:`corridors.load_scenario` reads it, or made in Python.
    project
        Of the projects that the scenario adds; needed where several add locks or links with
        tolls.
    levers
        ``toll`` (CNY a tonne) and ``queue`` (h), or one of them.
    pairs
        Places by any of their names; the main pairs of the scenario where none are given.
    profiles, modes
        Those of the scenario that can use the project where none are given.
    limits
        Where the search of a lever ends.
    data
        Folder of a data package; the embedded one where None.
    tick
        Told each main mode before it is solved.

    Returns
    -------
    found
        For each lever, pair, profile and main mode the value at which the project stops paying, or
        why there is none.

    Raises
    ------
    InputError
        An unknown lever, profile or main mode, faults of the scenario, a project that it does not
        add or that has no such lever, an objective other than generalised cost, a network that
        does not stand without the project.

    Examples
    --------
    >>> import corridors
    >>> found = breakeven(corridors.load_scenario("pinglu_canal"), levers=["toll"],
    ...                   pairs=[("nanning", "haiphong")], profiles=["bulk"],
    ...                   modes=["river_sea"])
    >>> [item.outcome in OUTCOMES for item in found.items]
    [True, True]
    """
    levers, profiles, modes = tuple(levers), tuple(profiles), tuple(modes)
    check_choices(*(("lever", name, LEVERS) for name in (*levers, *(limits or ()))),
                  *(("profile", name, PROFILES) for name in profiles),
                  *(("mode", name, MODES) for name in modes))
    states = resolve(scenario, data)
    file = scenario.file
    if file.compare.objective != "generalised":
        raise InputError(fault("breakeven_objective", found=file.compare.objective))
    chosen = _project(states, project)
    reach = {name: LIMITS[name] if limits is None else limits.get(name, LIMITS[name])
             for name in LEVERS}
    handles = {name: _Lever(name, chosen, states, reach[name]) for name in levers}
    idle = [fault("lever_none", id=chosen.id, lever=name)
            for name, handle in handles.items() if not handle.rows]
    if idle:
        raise InputError(idle)
    without = _without(states, chosen, scenario)
    used = profiles or file.compare.profiles
    wanted = tuple((find_place(states.base, a), find_place(states.base, b))
                   for a, b in pairs) or states.headline or tuple(
        (o, d) for o in states.origins for d in states.destinations if o != d)
    items: list[BreakEven] = []
    for profile in used:
        names = [mode for mode in modes or file.compare.modes
                 if mode in families_of(profile) and "inland" in FAMILIES[mode].modes]
        for mode in names:
            (tick or silent)(f"mode.{mode}")
            flows = _Flows(states.after, without, profile, mode, wanted, file.season)
            for handle in handles.values():
                items += flows.solve(handle)
    if not items:
        raise InputError(fault("breakeven_nothing"))
    return BreakEvens(scenario, chosen, states.base, reach, tuple(items))


def _project(states: States, name: str | None) -> Project:
    """The project that is asked about, else the only one that has a lever."""
    added = {project.id: project for project in states.projects}
    with_levers = [project for project in states.projects
                   if any(_Lever(lever, project, states).rows for lever in LEVERS)]
    if name is None:
        if len(with_levers) != 1:
            raise InputError(fault("breakeven_which", found=", ".join(
                project.id for project in with_levers) or "—"))
        return with_levers[0]
    for project in states.projects:
        if name.strip() in (project.id, project.file.name.zh, project.file.name.en):
            return project
    raise InputError(fault("breakeven_not_added", found=name, allowed=", ".join(added),
                           suggestion=suggest(name, added)))


def _without(states: States, project: Project, scenario: Scenario) -> Network:
    """The after state less the project and what cannot stand without it."""
    gone = with_dependants([project.id], states.projects)
    batches = [p.batch() for p in states.projects if p.id not in gone]
    if scenario.changes:
        batches.append(Batch(AD_HOC, scenario.changes, frozenset(b.id for b in batches)))
    return replace(apply(states.base, batches)[0], date=states.after.date)


class _Lever:
    """What is turned: rows of the project, each with its share of the value.

    Attributes
    ----------
    rows
        Ids in ``table`` with their share.
    zeroed
        Locks whose own toll is taken into the one over the whole length.
    now
        The value as it stands: the sum of all tolls, the mean queue of the locks.
    limit
        Where the search ends.
    """

    def __init__(self, name: str, project: Project, states: States, limit: float = 0.0) -> None:
        network, links, locks = states.after, states.after.links, states.after.locks
        touched = {(row.table, row.id) for row in states.log if row.project == project.id}
        mine = [key for key in locks.index if ("locks", key) in touched]
        reaches = [i for i, key in enumerate(links["id"])
                   if ("links", key) in touched and links["mode"][i] == "inland"]
        self.name, self.network = name, network
        self.zeroed: tuple[str, ...] = ()
        self.table, self.rows = "locks", dict.fromkeys(mine, 1.0)
        self.limit = limit
        self._made: dict[float, Network] = {}
        at = [locks.index[key] for key in mine]
        if name == "queue":
            queues = _known([locks[f"queue_{way}_h"][i] for i in at for way in ("ab", "ba")])
            self.now = sum(queues) / len(queues) if queues else 0.0
            return
        tolls = [*(links["toll_cny_t"][i] for i in reaches), *(locks["toll_cny_t"][i] for i in at)]
        self.now = sum(_known(tolls))
        if reaches:
            whole = sum(float(links["length_km"][i]) for i in reaches)
            self.table, self.zeroed = "links", tuple(mine)
            self.rows = {str(links["id"][i]): float(links["length_km"][i]) / whole
                         for i in reaches}
        else:
            self.rows = dict.fromkeys(mine, 1.0 / len(mine) if mine else 0.0)

    def at(self, value: float) -> Network:
        """The after state with the lever at a value; the two ends of a search are kept."""
        if value in self._made:
            return self._made[value]
        if self.name == "queue":
            cells = {("lock", key, f"queue_{season}{way}_h"): value for key in self.rows
                     for way in ("ab", "ba") for season in ("", "low_water_")}
        else:
            cells = {(self.table.removesuffix("s"), key, "toll_cny_t"): value * share
                     for key, share in self.rows.items()}
            cells |= {("lock", key, "toll_cny_t"): 0.0 for key in self.zeroed
                      if self.network.locks["toll_cny_t"][self.network.locks.index[key]] > 0}
        changes = [SetLinks(where={kind: key}, values={column: new})
                   for (kind, key, column), new in cells.items()
                   if self.network.tables[f"{kind}s"].row(key)[column] != new]
        made = apply(self.network, changes)[0] if changes else self.network
        if value in (0.0, self.limit):
            self._made[value] = made
        return made

    def used_by(self, trip: Trip) -> bool:
        """Whether a trip passes any of the rows."""
        if not trip.path:
            return False
        graph, _, edges, _ = trip.path
        arrays = graph.arrays
        kind = REFS.index(self.table.removesuffix("s"))
        ids = graph.impedance.network.tables[self.table]["id"]
        passed = arrays.ref_row[edges[arrays.ref_kind[edges] == kind]]
        return any(str(ids[row // 2]) in self.rows for row in passed.tolist())


def _known(values: Iterable[float]) -> list[float]:
    return [float(value) for value in values if value == value]


class _Flows:
    """Pairs of one profile and main mode, routed together wherever the network is the same."""

    def __init__(self, after: Network, without: Network, profile: str, mode: str,
                 pairs: tuple[Pair, ...], season: str) -> None:
        self.profile, self.mode, self.pairs, self.season = profile, mode, pairs, season
        self.now = self.trips(after, pairs, mode)
        self.others = {"same": self.trips(without, pairs, mode),
                       "best": self.trips(without, pairs, BEST)}

    def trips(self, network: Network, pairs: tuple[Pair, ...], mode: str) -> dict[Pair, Trip]:
        """Trips of pairs by a main mode."""
        found = skim(network, sorted({o for o, _ in pairs}), sorted({d for _, d in pairs}),
                     profile=self.profile, modes=[mode], season=self.season)
        return {pair: found[*pair, mode] for pair in pairs}

    def solve(self, lever: _Lever) -> list[BreakEven]:
        """Break-evens of every pair, against the same and against the best main mode."""
        free = self.trips(lever.at(0.0), self.pairs, self.mode)
        dear = self.trips(lever.at(lever.limit), self.pairs, self.mode)
        out: list[BreakEven] = []
        for pair in self.pairs:
            now, least_now = self.now[pair], free[pair]
            # Where the way through the project is given up before the limit, what remains of the
            # main mode beside it is an alternative as well.
            beside = None if lever.used_by(dear[pair]) else dear[pair]
            for against in AGAINST:
                rivals = [trip for trip in (self.others[against][pair], beside)
                          if trip is not None and trip.objective_value is not None]
                least = min(rivals, key=lambda trip: trip.objective_value or 0.0, default=None)
                value, gain = None, None
                if least_now.objective_value is None:
                    outcome = "no_way"
                elif least is None:
                    outcome = "only_way"
                else:
                    target = least.objective_value or 0.0
                    gain = None if now.objective_value is None else target - now.objective_value
                    outcome, value = self._search(lever, pair, target, least_now, dear[pair])
                out.append(BreakEven(*pair, self.profile, self.mode, lever.name, against, outcome,
                                     value, lever.now, gain, least.mode if least else ""))
        return out

    def _search(self, lever: _Lever, pair: Pair, target: float, free: Trip,
                dear: Trip) -> tuple[str, float | None]:
        """Where the generalised cost through the project reaches that of the alternative."""
        cost = free.objective_value or 0.0
        if cost >= target - CLOSE:
            return "never", None
        if lever.used_by(dear) and (dear.objective_value or 0.0) < target - CLOSE:
            return "any", None
        value = 0.0
        for _ in range(MAX_STEPS):
            slope = (self._cost(lever, pair, value + STEP) - cost) / STEP
            if slope <= 0:
                break
            value += (target - cost) / slope
            cost = self._cost(lever, pair, value)
            if cost >= target - CLOSE:
                break
        return "value", value

    def _cost(self, lever: _Lever, pair: Pair, value: float) -> float:
        """Generalised cost with the lever at a value, CNY a unit."""
        trip = self.trips(lever.at(value), (pair,), self.mode)[pair]
        return float("inf") if trip.objective_value is None else trip.objective_value
