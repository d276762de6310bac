"""Closures: scenarios that take something out for some days, with how long they last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corridors.errors import InputError, fault
from corridors.scenario.model import Scenario, embedded_closures, load_scenario

EVERY = "all"
"""All embedded closures."""


def as_closures(given: Iterable[str | Path | Scenario]) -> tuple[Scenario, ...]:
    """Read scenarios of closures, each once.

    Parameters
    ----------
    given
        Names, paths or scenarios; ``all`` stands for those that come with the toolkit.

    Raises
    ------
    InputError
        No such scenario, or one that is no closure: without ``closure`` or without changes.

    Examples
    --------
    >>> [item.id for item in as_closures(["changzhou_lock"])]
    ['changzhou_lock']
    """
    found: dict[str, Scenario] = {}
    faults = []
    for item in given:
        for name in embedded_closures() if item == EVERY else (item,):
            scenario = name if isinstance(name, Scenario) else load_scenario(name)
            if scenario.file.closure is None or not scenario.changes:
                faults.append(fault("critical_no_closure", id=scenario.id))
            found[scenario.id] = scenario
    if faults:
        raise InputError(faults)
    return tuple(found.values())
