"""The network that a command is asked about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corridors.report.network_state import NetworkState


def asked_network(date: str | None, year: int | None, scenario: str | None, state: str | None,
                  openings: str | None = None) -> NetworkState:
    """The network that a command is asked about."""
    from corridors.errors import InputError, fault
    from corridors.report.network_state import NetworkState

    if scenario is None:
        from corridors.scenario.states import load_network

        if state is not None:
            raise InputError(fault("option_alone", option="--state"))
        counted = openings or "actual"
        return NetworkState(load_network(date=date, year=year, openings=counted), counted)
    from corridors.scenario.model import load_scenario
    from corridors.scenario.resolve import resolve

    if date is not None or year is not None:
        raise InputError(fault("date_and_scenario"))
    if openings is not None:
        raise InputError(fault("openings_and_scenario"))
    read = load_scenario(scenario, strict=False)
    states, which = resolve(read), state or "after"
    after = which == "after"
    return NetworkState(states.after if after else states.base, read.file.openings, read, which,
                        states.projects, states.base if after else None,
                        states.log if after else ())


def say_converted(names: Iterable[str], lang: str) -> None:
    """Say on the error stream which of the names are coordinates that were converted, and how."""
    from corridors.coordinates import notice, parse_point
    from corridors.errors import InputError

    for name in dict.fromkeys(names):
        try:
            point = parse_point(name) if any(sign.isdigit() for sign in name) else None
        except InputError:
            continue  # it is said with all other faults, and where it stands
        if point and (told := notice(point, lang)):
            click.echo(told, err=True)
