"""Throughput before and after a scenario, and what each of its projects does to it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corridors.analysis.throughput.model import MODES, ProjectFlow, Throughput, ThroughputChange
from corridors.analysis.throughput.run import throughput
from corridors.analysis.ticks import Tick, silent
from corridors.changes import Batch, apply
from corridors.changes.apply import AD_HOC
from corridors.network.model import Network
from corridors.projects.model import Project
from corridors.projects.register import with_dependants
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import States, resolve


def throughput_change(scenario: Scenario, origins: Iterable[str] | str,
                      destinations: Iterable[str] | str, *, modes: Iterable[str] = MODES,
                      basis: str = "design", ship_t: float = 0.0, by_project: bool = True,
                      data: Path | None = None, tick: Tick | None = None) -> ThroughputChange:
    """Greatest freight flow between two groups of places before and after a scenario.

    Parameters
    ----------
    scenario
        As :func:`corridors.load_scenario` reads it, or made in Python.
    origins, destinations, modes, basis, ship_t
        As in :func:`~corridors.analysis.throughput.run.throughput`.
    by_project
        Whether to work out each project alone and last.
    data
        Folder of a data package; the embedded one where None.
    tick
        Told each project.

    Returns
    -------
    change
        The greatest flow in both states, Mt a year of one direction, and what each project does to
        it.

    Raises
    ------
    InputError
        Faults of the scenario, and those of ``throughput``.

    Examples
    --------
    >>> import corridors
    >>> found = throughput_change(corridors.load_scenario("pinglu_canal"), "nanning", "qinzhou",
    ...                           modes=["inland"])
    >>> found.base.value_mt, found.after.value_mt, found.difference_mt
    (0.0, 89.0, 89.0)
    """
    origins, destinations, modes = (
        (item,) if isinstance(item, str) else tuple(item)
        for item in (origins, destinations, modes))
    states = resolve(scenario, data)
    told = tick or silent

    def flow(network: Network) -> Throughput:
        return throughput(network, origins, destinations, modes=modes, basis=basis, ship_t=ship_t)

    told("name.base")
    base = flow(states.base)
    told("name.after")
    after = flow(states.after)
    projects = []
    if by_project and base.bounded and after.bounded:
        for project in states.projects:
            told(project.id)
            alone = flow(_with(states, _needed(states, project), scenario, ad_hoc=False))
            gone = with_dependants([project.id], states.projects)
            rest = flow(_with(states, [p for p in states.projects if p.id not in gone], scenario))
            projects.append(ProjectFlow(project.id, alone.value_mt - base.value_mt,
                                        after.value_mt - rest.value_mt))
    return ThroughputChange(scenario, base, after, tuple(projects))


def _needed(states: States, project: Project) -> list[Project]:
    """A project with those of the scenario that it requires, directly or not."""
    added = {item.id: item for item in states.projects}
    found, stack = {project.id}, [project.id]
    while stack:
        for key in added[stack.pop()].needs:
            if key in added and key not in found:
                found.add(key)
                stack.append(key)
    return [item for item in states.projects if item.id in found]


def _with(states: States, projects: list[Project], scenario: Scenario,
          ad_hoc: bool = True) -> Network:
    """The base with some of the projects, and the ad-hoc changes where none is missing."""
    batches = [project.batch() for project in projects]
    if ad_hoc and scenario.changes:
        batches.append(Batch(AD_HOC, scenario.changes, frozenset(b.id for b in batches)))
    return apply(states.base, batches)[0] if batches else states.base
