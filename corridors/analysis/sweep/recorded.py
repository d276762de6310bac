"""Which parameters a computation reads, by looking over its shoulder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corridors.families import OBJECTIVES
from corridors.network.model import Network
from corridors.parameters import Parameter, Parameters
from corridors.routing.skimtables import skim_tables


class Recorder(Parameters):
    """Parameters that remember which of their numbers were read."""

    read: set[str]

    def __init__(self, items: Parameters) -> None:
        super().__init__(items)
        vars(self)["read"] = set[str]()

    def number(self, key: str) -> float:
        """Value of a parameter, remembered."""
        self.read.add(key)
        return super().number(key)


def changed(parameters: Parameters, values: dict[str, float]) -> Parameters:
    """Parameters with other values, inside their ranges or not; the ranges stay."""
    if not values:
        return parameters
    rest: dict[str, Parameter] = dict(parameters.items())
    for key, value in values.items():
        rest[key] = replace(rest[key], value=value)
    return Parameters(rest)


def read_by_skims(network: Network, origins: Iterable[str], destinations: Iterable[str], *,
                  profile: str, families: Iterable[str], objective: str,
                  season: str) -> set[str]:
    """Keys of the parameters that the skims of some main modes read.

    What is read depends on what was found, so that rules which hold only at other values stay
    out of sight; a sweep asks at several points.

    Examples
    --------
    >>> import corridors
    >>> keys = read_by_skims(corridors.load_network(), ["nanning"], ["wuhan"], profile="passenger",
    ...                      families=["rail"], objective="time", season="normal")
    >>> "rail.stop_h" in keys, "lock.queue_max_h" in keys
    (True, False)
    """
    assert objective in OBJECTIVES
    recorder = Recorder(network.parameters)
    skim_tables(replace(network, parameters=recorder), origins, destinations, profile=profile,
                families=families, objective=objective, season=season)
    return recorder.read
