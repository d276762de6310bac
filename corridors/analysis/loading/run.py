"""Assignment: a demand table on the links and locks of a network, or of both states."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from corridors.analysis.choice import nest_of
from corridors.analysis.flows import Flows
from corridors.analysis.loading.assign import Key, Loaded, Task, load_all
from corridors.analysis.loading.demand import read_demand
from corridors.analysis.loading.elements import Elements, elements_of
from corridors.analysis.loading.layers import Layer, layer_of
from corridors.analysis.loading.model import (
    ALPHA,
    BACKGROUNDS,
    BETA,
    CHOICES,
    ENGINES,
    METHODS,
    Array,
    ElementLoad,
    Loading,
    LoadingChange,
    Settings,
    Split,
)
from corridors.analysis.throughput.model import BASES
from corridors.analysis.ticks import Tick, silent
from corridors.analysis.worth import SAME
from corridors.errors import Fault, InputError, fault
from corridors.families import FAMILIES, OBJECTIVES, SEASONS, check_choices, families_of
from corridors.network.model import Network
from corridors.profiles import PROFILE_UNITS
from corridors.routing.graph import Services
from corridors.routing.impedance import Impedance
from corridors.routing.paths import solve
from corridors.routing.trip import Trip
from corridors.routing.virtual import build
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import resolve


def assign(network: Network, demand: Flows | Path | str, *, method: str = "aon",
           choice: str = "best", engine: str = "aequilibrae", background: str = "none",
           basis: str = "design", objective: str = "generalised", season: str = "normal",
           alpha: float = ALPHA, beta: float = BETA, iterations: int = 100, gap: float = 1e-3,
           reference: Mapping[Key, float] | None = None, tick: Tick | None = None) -> Loading:
    """Load a demand table onto the links and locks of a network, by direction.

    Parameters
    ----------
    network
        Of a date or a scenario, or changed by :func:`corridors.apply`.
    demand
        Tonnes or loaded TEU a year by pair, a file as
        :func:`~corridors.analysis.loading.demand.read_demand` takes it.
    method
        ``aon``: all or nothing, each pair takes its least way; ``restrained``: ways grow slower
        with the volume against the capacity, where one is known; ``capped``: nothing is loaded
        beyond a known capacity, what finds no room goes other ways or is not served.
    choice
        ``best``: the main mode of least objective; ``logit``: illustrative shares; or a main mode.
    engine
        ``aequilibrae`` (extra ``assign``) or ``own``, the search of the toolkit.
    background
        ``published``: what the tables say passes the locks is there besides; the demand must not
        be part of it. ``none``: nothing is.
    basis
        ``design`` or ``practical`` capacity of locks and waterways.
    objective
        What a path minimises: ``generalised``, ``time``, ``cost`` or ``co2``.
    season
        ``normal`` or ``low_water``.
    alpha, beta
        Of the delay curve, see :func:`~corridors.analysis.loading.elements.delay_factor`.
    iterations, gap
        Where the loop of ``restrained`` ends.
    reference
        Cost that the scale of the shares refers to by profile and pair, CNY; the least of this
        network where None.
    tick
        Told how far it is.

    Returns
    -------
    loading
        Tonnes a year by element and direction. Containers count with ``load.container_t``.

    Raises
    ------
    InputError
        Faults of the demand; an unknown method, choice, engine ...; alpha or beta below 0, no
        iterations; shares with another objective than generalised cost.
    MissingPackageError
        AequilibraE is not installed.

    Notes
    -----
    Ships: a pair may take any ship and loading that is the best of some pair of the demand on
    the free network. Lorries to and from terminals are on the roads as well. Nothing of the
    passenger traffic, and of the freight that runs today only the volumes of locks, and only
    with ``background``.
    """
    given = Settings(method, choice, engine, background, basis, objective, season, alpha, beta,
                     iterations, gap)
    _check(given)
    flows = demand if isinstance(demand, Flows) else read_demand(Path(demand), network)
    elements = elements_of(network, basis, background)
    layers, free = _layers(network, flows, elements, given, tick or silent)
    served: dict[Key, float] = {}
    allowed: dict[Key, tuple[int, ...]] = {}
    unserved: dict[tuple[str, str, str], float] = {}
    for (profile, o, d), amount in sorted(flows.per_year.items()):
        if not amount:
            continue
        key = (profile, (o, d))
        ways = _allowed(layers, profile, (o, d), given)
        if ways:
            served[key], allowed[key] = amount, ways
        else:
            unserved[o, d, profile] = amount
    costs = dict(free) if reference is None else {**free, **reference}
    (tick or silent)("progress.loading_loads")
    loaded = load_all(Task(layers, served, elements, given, allowed, costs))
    unserved |= {(*pair, profile): units for (profile, pair), units in loaded.left.items()}
    return Loading(network, flows, given, _element_loads(layers, loaded, elements),
                   _splits(layers, loaded, served), unserved, loaded.gap, loaded.rounds,
                   loaded.converged)


def assign_change(scenario: Scenario, demand: Flows | Path | str, *, data: Path | None = None,
                  tick: Tick | None = None, **settings: Any) -> LoadingChange:
    """Load the same demand onto the networks before and after a scenario.

    Parameters
    ----------
    scenario
        As :func:`corridors.load_scenario` reads it, or made in Python.
    demand
        As in :func:`assign`.
    data
        Folder of a data package; the embedded one where None.
    tick
        Told how far it is.
    **settings
        As in :func:`assign`; season and objective are those of the scenario unless given.

    Returns
    -------
    change
        The loading of both networks, and their difference by element and direction.
    """
    states = resolve(scenario, data)
    flows = demand if isinstance(demand, Flows) else read_demand(Path(demand), states.base)
    options = {"season": scenario.file.season, "objective": scenario.file.compare.objective,
               **settings}
    (tick or silent)("name.base")
    base = assign(states.base, flows, tick=tick, **options)
    reference = free_costs(states.base, flows, base.settings) if base.settings.choice == "logit" \
        else None
    (tick or silent)("name.after")
    after = assign(states.after, flows, reference=reference, tick=tick, **options)
    return LoadingChange(scenario, base, after)


def free_costs(network: Network, flows: Flows, given: Settings) -> dict[Key, float]:
    """Least generalised cost of every pair of a demand on the free network, CNY a unit."""
    return _layers(network, flows, elements_of(network, given.basis, "none"), given, silent)[1]


def _check(given: Settings) -> None:
    check_choices(("method", given.method, METHODS), ("engine", given.engine, ENGINES),
                  ("choice", given.choice, (*CHOICES, *FAMILIES)),
                  ("background", given.background, BACKGROUNDS), ("basis", given.basis, BASES),
                  ("objective", given.objective, OBJECTIVES), ("season", given.season, SEASONS))
    faults: list[Fault] = [
        fault("loading_number", name=name, found=value, least=least)
        for name, value, least in (("alpha", given.alpha, 0), ("beta", given.beta, 0),
                                   ("iterations", given.iterations, 1), ("gap", given.gap, 0))
        if not least <= value < float("inf")]
    if given.choice == "logit" and given.objective != "generalised":
        faults.append(fault("loading_objective", found=given.objective))
    if faults:
        raise InputError(faults)


def _layers(network: Network, flows: Flows, elements: Elements, given: Settings,
            tick: Tick) -> tuple[list[Layer], dict[Key, float]]:
    """A layer for each profile and main mode that serves some pair, and least free costs."""
    layers: list[Layer] = []
    free: dict[Key, float] = {}
    for profile in sorted({profile for (profile, _, _), n in flows.per_year.items() if n}):
        wanted = {(o, d) for (name, o, d), n in flows.per_year.items() if name == profile and n}
        services = Services.of(Impedance(network, profile, given.objective, given.season))
        for mode in families_of(profile):
            if given.choice not in (*CHOICES, mode):
                continue
            tick(f"mode.{mode}")
            graph = build(services, FAMILIES[mode], {o for o, _ in wanted}, {d for _, d in wanted})
            solved = solve(graph)
            trips: dict[tuple[str, str], Trip] = {
                pair: solved[pair] for pair in sorted(wanted) if solved[pair].found}
            if not trips:
                continue
            layers.append(layer_of(graph, trips, elements))
            for pair, trip in trips.items():
                cost = trip.objective_value or 0.0
                free[profile, pair] = min(cost, free.get((profile, pair), float("inf")))
    return layers, free


def _allowed(layers: list[Layer], profile: str, pair: tuple[str, str],
             given: Settings) -> tuple[int, ...]:
    """Layers that a pair may use; for shares those that exclude one another, as in a choice."""
    found = [n for n, layer in enumerate(layers) if layer.profile == profile
             and pair in layer.trips]
    if given.choice != "logit":
        return tuple(found)
    kept: list[int] = []
    seen: set[tuple[object, ...]] = set()
    for n in found:
        trip = layers[n].trips[pair]
        stamp = (nest_of(FAMILIES[trip.mode].modes),
                 *(round(trip.measure(name) or 0.0, 6) for name in SAME))
        if not trip.token and stamp not in seen:
            kept.append(n)
            seen.add(stamp)
    return tuple(kept)


def _element_loads(layers: list[Layer], loaded: Loaded,
                   elements: Elements) -> tuple[ElementLoad, ...]:
    by_profile: dict[str, Array] = {}
    for layer, volume in zip(layers, loaded.volumes, strict=True):
        tonnes = layer.tonnes * (layer.carries @ volume)
        by_profile[layer.profile] = by_profile.get(layer.profile, np.zeros(len(elements))) + tonnes
    total = np.sum([np.zeros(len(elements)), *by_profile.values()], axis=0)
    out = []
    for number in np.flatnonzero((total > 0) | (elements.background_t[2] > 0)).tolist():
        capacity = float(elements.capacity_t[number])
        low, middle, high = elements.background_t[:, number].tolist()
        out.append(ElementLoad(
            *elements.name(number), {profile: float(tonnes[number])
                                     for profile, tonnes in sorted(by_profile.items())
                                     if tonnes[number] > 0},
            (low, middle, high), capacity / 1e6 if capacity == capacity else None))
    return tuple(out)


def _splits(layers: list[Layer], loaded: Loaded, served: Mapping[Key, float]) -> tuple[Split, ...]:
    rows = []
    for (n, pair), units in loaded.units.items():
        if not units:
            continue
        layer = layers[n]
        trip = layer.trips[pair]
        rows.append(Split(*pair, layer.profile, layer.mode,
                          units / served[layer.profile, pair], units,
                          PROFILE_UNITS[layer.profile], units * layer.tonnes, trip.time_h,
                          trip.cost_cny, trip.co2_kg, trip.distance_total_km, trip.vessel))
    order = list(FAMILIES)
    return tuple(sorted(rows, key=lambda row: (row.profile, row.origin, row.destination,
                                               order.index(row.mode))))
