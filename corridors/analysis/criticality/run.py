"""Which links, locks, terminals and services matter, and what breaks the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corridors import __version__
from corridors.analysis.criticality.closures import as_closures
from corridors.analysis.criticality.elements import KINDS, WHAT, Element, Hit, Kind, elements
from corridors.analysis.criticality.losses import ALL, FIELDS
from corridors.analysis.criticality.model import AFTER, BASE, Critical, Loss, Outage
from corridors.analysis.criticality.world import CLOSURES, Item, Spec, World, prepare, work
from corridors.analysis.pairweights import EQUAL, Demand, demand_of
from corridors.analysis.ticks import Tick, silent
from corridors.analysis.worth import FACTOR
from corridors.cache import key_of
from corridors.errors import InputError, fault
from corridors.families import PROFILES, SEASONS, check_choice, families_of
from corridors.network.model import Network
from corridors.places import expand, with_points
from corridors.projects.model import Project
from corridors.projects.register import register
from corridors.routing.lockqueue import AS_STORED, OVERFULL, lock_queues
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import resolve
from corridors.scenario.states import load_network
from corridors.study.model import Answer, Resources, Study
from corridors.study.run import run

Array = np.ndarray[Any, Any]
ORIGINS, DESTINATIONS, PROFILE = ("guangxi",), ("yangtze", "asean"), ("container",)
"""What a network without a scenario is asked about."""


@dataclass(frozen=True)
class _Asked:
    """A question about one network or the two of a scenario."""

    states: dict[str, Network]
    scenario: Scenario | None
    projects: tuple[Project, ...]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    profiles: tuple[str, ...]
    season: str


def critical(subject: Scenario | Network | None = None, *, what: Iterable[str] = WHAT,
             kinds: Iterable[str] = KINDS, profiles: Iterable[str] = (),
             origins: Iterable[str] = (), destinations: Iterable[str] = (),
             state: str | None = None, weights: str | Path = EQUAL,
             closures: Iterable[str | Path | Scenario] = (), alone: bool = False,
             season: str | None = None, no_connection: float | None = None,
             data: Path | None = None, resources: Resources | None = None,
             tick: Tick | None = None) -> Critical:
    """Take out or halve every link, line, lock, terminal and service in turn.

    Parameters
    ----------
    subject
        A scenario, both states of which are tried; a network; that of the base date where None.
    what
        Which of ``links``, ``lines``, ``locks``, ``terminals``, ``services``.
    kinds
        ``removed``, ``halved`` or both, see :mod:`corridors.analysis.criticality.strike`.
    profiles, origins, destinations
        Those of the scenario unless given; else ``container`` from ``guangxi`` to ``yangtze``
        and ``asean``.
    state
        ``base`` or ``after`` of a scenario alone.
    weights
        ``equal``, ``sector:ID`` or a CSV file of flows a year.
    closures
        Scenarios of closures, by name, path or read; their changes are applied to every state.
    alone
        Whether closures are also tried on the base with each project of the scenario by itself.
    season
        ``normal`` or ``low_water``.
    no_connection
        Cost of no connection in least costs of the pair, above 1; by the parameter
        :data:`~corridors.analysis.worth.FACTOR` unless given.
    data
        Folder of a data package; the embedded one where None.
    resources
        What to run on.
    tick
        Told how far it is.

    Returns
    -------
    critical
        Losses, closures and what the scenario changes in them.

    Raises
    ------
    InputError
        Unknown names, weights that fit no pair, a closure of something that is not there.

    Notes
    -----
    What no best path uses is told apart without trying it, exactly: its loss is 0.

    Examples
    --------
    >>> import corridors
    >>> found = critical(what=["locks"], kinds=["removed"], origins=["wuzhou", "nanning"],
    ...                  destinations=["guangzhou"])
    >>> worst = found.ranked("base", "container")[0]
    >>> worst.loss_cny > 0
    True
    """
    tick = tick or silent
    what = tuple(what)
    chosen = [_kind(check_choice("kind", name, KINDS)) for name in kinds]
    if no_connection is not None and not 1.0 < no_connection < float("inf"):
        raise InputError(fault("critical_factor", found=no_connection))
    asked = _asked(subject, tuple(profiles), tuple(origins), tuple(destinations), state, season,
                   data)
    first = next(iter(asked.states.values()))
    shut = as_closures(closures)
    if alone and (not shut or asked.scenario is None or state is not None):
        raise InputError(fault("critical_alone"))
    parts = _parts(asked.states, what)
    weighed = demand_of(weights, first, asked.profiles, asked.origins, asked.destinations,
                        weightless="critical_no_weight")
    if no_connection is None:
        no_connection = first.parameters.number(FACTOR)
    on_its_own = {}
    if alone:
        for project in asked.projects:
            needed = [item for item in register(data).with_requirements([project.id])
                      if item.id not in first.projects]
            on_its_own[project.id] = tuple(item.batch() for item in needed)
    spec = Spec(asked.states, on_its_own, {item.id: item.changes for item in shut},
                {item.id: _days(item) for item in shut}, weighed.weights, asked.origins,
                asked.destinations, asked.season, no_connection)
    world = prepare(spec)
    _tried(spec, world)
    tick("progress.critical_screen")
    wanted = {(element, kind): hit for element in parts for kind in chosen
              if (hit := element.hit(kind)) is not None}
    items: dict[Item, None] = {}
    for name in asked.states:
        for profile in weighed.weights:
            items |= dict.fromkeys(item for hit in dict.fromkeys(wanted.values())
                                   if world.reached(item := Item(name, profile, hit)))
    for name in (*asked.states, *on_its_own):
        items |= dict.fromkeys(Item(name, profile, Hit("closed", CLOSURES, (item.id,)))
                               for profile in weighed.weights for item in shut)
    study = Study("criticality", _key(spec, weighed), prepare, work, spec, tuple(items))
    answers = dict(zip(items, run(study, resources, tick), strict=True))
    locks = first.locks
    queues = lock_queues(first, asked.season)
    unknown: Array = np.isin(queues.state, (AS_STORED, OVERFULL)).min(axis=0)
    return Critical(
        first, asked.scenario, asked.states, tuple(weighed.weights), asked.origins,
        asked.destinations, asked.season, weighed.named, weighed.hash, no_connection, parts,
        frozenset(str(key) for key, none in zip(locks["id"], unknown, strict=True) if none),
        shut, asked.projects,
        {(name, profile): _connected(world, name, profile) for name in asked.states
         for profile in weighed.weights}, len(items),
        tuple(_rows(asked, world, parts, chosen, answers)),
        tuple(_outages(spec, weighed, answers)))


def _asked(subject: Scenario | Network | None, profiles: tuple[str, ...],
           origins: tuple[str, ...], destinations: tuple[str, ...], state: str | None,
           season: str | None, data: Path | None) -> _Asked:
    for name in profiles:
        check_choice("profile", name, PROFILES)
    if season is not None:
        check_choice("season", season, SEASONS)
    if isinstance(subject, Scenario):
        found = resolve(subject, data)
        states = {BASE: found.base, AFTER: found.after}
        if state is not None:
            states = {check_choice("state", state, (BASE, AFTER)): states[state]}
        spec = subject.file.compare
        starts, ends = origins or found.origins, destinations or found.destinations
        profiles, season = profiles or spec.profiles, season or subject.file.season
        scenario, projects = subject, found.projects
    else:
        if state is not None:
            raise InputError(fault("option_alone", option="--state"))
        states = {BASE: load_network(data=data) if subject is None else subject}
        starts, ends, profiles = origins or ORIGINS, destinations or DESTINATIONS, \
            profiles or PROFILE
        scenario, projects, season = None, (), season or SEASONS[0]
    states = {name: with_points(network, (*starts, *ends)) for name, network in states.items()}
    first = next(iter(states.values()))
    starts, ends = (tuple(sorted(set(expand(first, names)))) for names in (starts, ends))
    if len({*starts, *ends}) < 2:
        raise InputError(fault("critical_pairs"))
    return _Asked(states, scenario, projects, starts, ends, profiles, season)


def _parts(states: dict[str, Network], what: Sequence[str]) -> tuple[Element, ...]:
    """Elements of all states; one that differs between them by its rows comes as in the last."""
    found: dict[tuple[str, str], Element] = {}
    for network in states.values():
        found |= {(item.what, item.id): item for item in elements(network, what)}
    return tuple(sorted(found.values(), key=lambda item: (WHAT.index(item.what), item.id)))


def _days(closure: Scenario) -> tuple[float, ...]:
    known = closure.file.closure
    assert known is not None
    return known.low, known.days, known.high


def _tried(spec: Spec, world: World) -> None:
    """Apply every closure to every state, so that all that does not fit is said at once."""
    faults = []
    for state in (*spec.states, *spec.alone):
        for key in spec.closures:
            try:
                for profile in list(spec.weights)[:1]:
                    intact = world.intact(state, profile)
                    world.closed(intact.network, key, intact.ways)
            except InputError as error:
                faults += [fault("critical_closure", id=key, state=state, reason=item.render())
                           for item in error.faults]
    if faults:
        raise InputError(faults)


def _key(spec: Spec, weighed: Demand) -> str:
    """Hash of all that a loss depends on but the item."""
    parts = [__version__, spec.season, repr(spec.factor), repr(spec.origins),
             repr(spec.destinations), weighed.named, weighed.hash,
             repr([(key, changes) for key, changes in spec.closures.items()]), repr(spec.days)]
    for name, network in spec.states.items():
        parts += [name, repr(network.date), repr(sorted(network.parameters.items())),
                  *(repr(list(table.rows())) for table in network.tables.values())]
    parts += [repr(sorted((key, [(b.id, b.changes) for b in batches])
                          for key, batches in spec.alone.items()))]
    parts += [f"{profile}{table.tobytes().hex()}" for profile, table in spec.weights.items()]
    return key_of(*parts)


def _connected(world: World, state: str, profile: str) -> int:
    weight = world.spec.weights[profile]
    return int((np.isfinite(world.intact(state, profile).seen.cost(ALL)) & (weight > 0)).sum())


def _rows(asked: _Asked, world: World, parts: Sequence[Element], kinds: Sequence[Kind],
          answers: dict[Item, Answer]) -> Iterable[Loss]:
    """A row of all modes together for every element, and of each mode that it touches."""
    pairs = [f"{a}>{b}" for a in asked.origins for b in asked.destinations]
    ends = (*asked.origins, *asked.destinations)
    for state, network in asked.states.items():
        for profile in world.spec.weights:
            for kind in kinds:
                for part in parts:
                    hit = part.hit(kind)
                    if hit is None or not any(key in network.tables[hit.table]
                                              for key in hit.keys):
                        continue
                    answer = answers.get(Item(state, profile, hit))
                    yield from _row(part, kind, state, profile, answer, pairs, ends)


def _kind(kind: str) -> Kind:
    return "removed" if kind == "removed" else "halved"


def _row(part: Element, kind: str, state: str, profile: str, answer: Answer | None,
         pairs: Sequence[str], ends: Sequence[str]) -> Iterable[Loss]:
    nothing = np.array([0.0] * 5 + [np.nan] * 6 + [-1.0] * 2)
    table = nothing[None] if answer is None else answer["losses"]
    for mode, figures in zip((ALL, *families_of(profile)), table, strict=False):
        found = dict(zip(FIELDS, figures.tolist(), strict=True))
        if mode != ALL and not found["affected_pairs"]:
            continue
        worst, only = int(found.pop("worst_pair")), int(found.pop("only_place"))
        numbers: dict[str, Any] = {
            name: int(value) if name.endswith("_pairs") else None if value != value else value
            for name, value in found.items()}
        yield Loss(part.what, part.id, part.name_zh, part.name_en, part.mode, kind, state,
                   profile, mode, **numbers, worst=pairs[worst] if worst >= 0 else "",
                   place=ends[only] if only >= 0 else "",
                   alternative=not numbers["lost_pairs"], tried=answer is not None)


def _outages(spec: Spec, weighed: Demand, answers: dict[Item, Answer]) -> Iterable[Outage]:
    """Rows of all closures by state, profile, main mode and duration."""
    for item, answer in answers.items():
        if item.hit.table != CLOSURES:
            continue
        key, profile = item.hit.keys[0], item.profile
        yearly = float(spec.weights[profile].sum()) if weighed.kind == "flows" else None
        for number, name in enumerate(("low", "value", "high")):
            days = spec.days[key][number]
            for m, mode in enumerate((ALL, *families_of(profile))):
                lost = dict(zip(FIELDS, answer["losses"][m].tolist(), strict=True))
                wait, detour, least, cost, hit, none = (
                    None if value != value else value
                    for value in answer["outage"][number, m].tolist())
                if mode != ALL and not hit:
                    continue
                mean = (cost or 0.0) * (hit or 0.0) / 100.0
                yield Outage(key, item.state, profile, mode, name, days, hit or 0.0, none or 0.0,
                             wait, detour, least, cost, mean,
                             None if lost["loss_cny"] != lost["loss_cny"] else lost["loss_cny"],
                             int(lost["lost_pairs"]),
                             None if yearly is None else mean * yearly * days / 365.0)
