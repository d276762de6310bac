"""Attribute the joint gain of a scenario to its projects."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from corridors import __version__
from corridors.analysis.attribution.players import (
    BY,
    Player,
    builder_of,
    bundles,
    players_of,
)
from corridors.analysis.attribution.result import Attribution
from corridors.analysis.attribution.rows import Found, interactions, shares, together
from corridors.analysis.attribution.scopes import scopes_of
from corridors.analysis.attribution.solve import (
    EXACT_SOLVES,
    Runner,
    solve_by_samples,
    solve_exactly,
    solves,
)
from corridors.analysis.attribution.worths import Game, World
from corridors.analysis.pairweights import demand_of
from corridors.analysis.ticks import Tick, silent
from corridors.analysis.worth import FACTOR
from corridors.cache import key_of
from corridors.errors import Fault, InputError, fault
from corridors.families import check_choice
from corridors.routing.skims import needed
from corridors.scenario.contents import contents_key
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import resolve
from corridors.study.model import Resources

PRECISION_PCT = 5.0
PERMUTATIONS = 1000
TOGETHER = 8


def attribute(scenario: Scenario, *, weights: str | Path | None = None, by: str = "project",
              profiles: Iterable[str] = (), precision_pct: float = PRECISION_PCT,
              permutations: int = PERMUTATIONS, seed: int = 1, together_of: int = TOGETHER,
              no_connection_cny: float | None = None,
              exact_solves: int = EXACT_SOLVES, every_set: bool = False, data: Path | None = None,
              resources: Resources | None = None, tick: Tick | None = None) -> Attribution:
    """Each project's share of the joint gain, by Shapley values.

    The worth of a set of projects is the weighted fall of the expected generalised cost (logsum
    over exclusive main modes) of all pairs against the base. A set in which something misses what
    it requires is worth its largest feasible subset.

    Parameters
    ----------
    scenario
        As :func:`corridors.load_scenario` reads it, or made in Python.
    weights
        Mandatory: path of a CSV of flows (units a year, see
        :func:`corridors.analysis.flows.read_flows`), ``sector:`` and a sector of the annex (its
        pairs count once each), or ``equal`` (every pair counts once).
    by
        ``project``, ``kind`` or ``plan``: what a player is.
    profiles
        Of the scenario, those to be looked at; all where none are given.
    precision_pct
        Half-width of the widest 95 % interval at which sampling stops, in percent of the joint
        gain of the profile.
    permutations
        Most orders to be tried, at least 4.
    seed
        Of the sample; with the same seed the same shares come out.
    together_of
        Of how many projects with the largest shares the pairs are looked at; all active ones
        where the solution is exact.
    no_connection_cny
        Cost of no connection for every pair, CNY a unit; the parameter
        ``choice.no_connection_factor`` times the least generalised cost of the pair where None.
    exact_solves
        Tables that may be worked out for an exact solution; 0 to sample in any case.
    every_set
        Solve every set of projects that a sample comes upon. Otherwise a table is taken over
        from two sets that agree in it, one within the set and one around it: exact as long as no
        project makes any way dearer but those seen to change it alone or at the end.
    data
        Folder of a data package; the embedded one where None.
    resources
        What to run on.
    tick
        Told how far it is.

    Returns
    -------
    attribution
        Shares by project, scope and profile, in CNY or CNY a year, which add up to the joint gain.

    Raises
    ------
    InputError
        No weights or such as cannot be used, faults of the scenario, projects that exclude each
        other or do not stand without others that they do not name, an objective other than
        generalised cost, no projects at all, options out of their range.

    Notes
    -----
    L. S. Shapley, A value for n-person games, 1953. Sampled as by Castro, Gómez and Tejada (2009)
    with every order taken backwards as well.

    Examples
    --------
    >>> import corridors
    >>> scenario = corridors.load_scenario("guiyang_nanning_hsr")
    >>> scenario = scenario.with_compare(objective="generalised")
    >>> found = attribute(scenario, weights="equal")
    >>> [(row.project, row.share_pct) for row in found.of("passenger")]
    [('guiyang_nanning_hsr', 100.0)]
    """
    tell = tick or silent
    wanted, offered = tuple(profiles), scenario.file.compare.profiles
    faults = _faults(by, precision_pct, permutations, together_of, no_connection_cny)
    for name in wanted:
        try:
            check_choice("profile", name, offered)
        except InputError as error:
            faults += error.faults
    if scenario.file.compare.objective != "generalised":
        faults.append(fault("attr_objective", found=scenario.file.compare.objective))
    if faults:
        raise InputError(faults)
    states, spec = resolve(scenario, data), scenario.file.compare
    origins, destinations = (tuple(sorted(set(ends)))
                             for ends in (states.origins, states.destinations))
    demand = demand_of(weights, states.base, spec.profiles, origins, destinations).of(
        wanted or spec.profiles)
    builder = builder_of(scenario, states)
    everybody = players_of(states, builder, by)
    if not everybody:
        raise InputError(fault("attr_no_players"))
    families = {profile: needed(profile, spec.modes) for profile in demand.weights}
    names = {name for chosen in families.values() for name in chosen}
    reached = {name: builder.reached(name) for name in sorted(names)}
    active = _active(everybody, builder.with_needs(_union(reached.values())))
    game = Game(builder, tuple(player.mask for player in active), reached, families, origins,
                destinations, scenario.file.season, demand.weights, no_connection_cny)
    world = World(game)
    scopes = scopes_of(world, states.base, demand.yearly)
    matrix = np.array([scope.columns for scope in scopes]).T
    totals = np.flatnonzero([scope.kind == "all" for scope in scopes])
    runner = Runner(game, _key(scenario, contents_key(states, data), game,
                               demand.hash or demand.id), resources, tell)
    if solves(game) <= exact_solves:
        solution = solve_exactly(runner)
    else:
        if not every_set:
            runner.learn()
        solution = solve_by_samples(runner, matrix, totals, precision_pct=precision_pct,
                                    permutations=permutations, seed=seed)
    found = Found(game, everybody, active, bundles(states.projects, everybody)
                  if by == "project" else {}, scopes, matrix, solution, demand, by)
    pairs = together(found, together_of)
    worths = runner.worths("projects", [*found.wanted, *(m for _, _, sets in pairs for m in sets)])
    ends = world.ends
    return Attribution(
        scenario, states, demand, by, "sampled" if solution.permutations else "exact",
        tuple(player.id for player in everybody), tuple(player.id for player in active),
        solution.permutations, seed, precision_pct, solution.widest_pct,
        ("factor", builder.base.parameters.number(FACTOR)) if no_connection_cny is None
        else ("cny", no_connection_cny),
        {p: int(((w > 0) & ~ends[p].connected).sum()) for p, w in demand.weights.items()},
        {p: int(((w > 0) & ends[p].new).sum()) for p, w in demand.weights.items()},
        tuple(shares(found, worths)), tuple(interactions(found, pairs, worths)),
        solution.values, solution.half, worths[found.everything], (origins, destinations),
        tuple(len(origins) * len(destinations) + len(families[p]) for p in demand.weights))


def _faults(by: str, precision_pct: float, permutations: int, together_of: int,
            no_connection_cny: float | None) -> list[Fault]:
    faults: list[Fault] = []
    try:
        check_choice("by", by, BY)
    except InputError as error:
        faults += error.faults
    if not (math.isfinite(precision_pct) and precision_pct > 0):
        faults.append(fault("attr_precision", found=precision_pct))
    if permutations < 4:
        faults.append(fault("attr_permutations", found=permutations))
    if together_of < 0:
        faults.append(fault("attr_together", found=together_of))
    if no_connection_cny is not None and not (
            math.isfinite(no_connection_cny) and no_connection_cny > 0):
        faults.append(fault("attr_no_connection", found=no_connection_cny))
    return faults


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def _active(everybody: tuple[Player, ...], moved: int) -> tuple[Player, ...]:
    """Players that can change what is modelled, or that such a one needs."""
    return tuple(player for player in everybody if player.mask & moved)


def _key(scenario: Scenario, contents: str, game: Game, demand: str) -> str:
    """Hash of all that the worths depend on."""
    digest = hashlib.sha256()
    for profile, weight in game.weights.items():
        digest.update(repr((profile, game.families[profile])).encode())
        digest.update(weight.tobytes())
    return key_of(__version__, contents, scenario.hash, demand,
                  digest.hexdigest(), repr((game.players, game.no_connection_cny, game.season,
                                            game.origins, game.destinations)))
