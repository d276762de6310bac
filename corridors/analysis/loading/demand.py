"""The demand that a user brings: tonnes or containers a year by pair."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corridors.analysis.flows import Flows, read_flows
from corridors.errors import InputError, fault
from corridors.families import check_choice
from corridors.network.model import Network
from corridors.places import expand

GOODS = ("container", "bulk", "cold_chain")
"""Profiles whose goods links and locks carry; express goods ride on passenger trains."""
COLUMNS = ("origin", "destination", "profile", "tonnes_per_year", "teu_per_year")


def read_demand(path: Path, network: Network) -> Flows:
    """Read a demand, in the format of :func:`~corridors.analysis.flows.read_flows`.

    Raises
    ------
    InputError
        With all faults of the file; also where all its amounts are 0.
    """
    places = [str(key) for key in network.places["id"]]
    found = read_flows(path, network, GOODS, places, places)
    if not any(found.per_year.values()):
        raise InputError(fault("loading_nothing", file=path))
    return found


def template(network: Network, origins: Iterable[str], destinations: Iterable[str],
             profile: str) -> list[tuple[str, ...]]:
    """Rows of an empty demand between some places, head first: the user fills in the amounts.

    Raises
    ------
    InputError
        An unknown place or profile.

    Examples
    --------
    >>> import corridors
    >>> template(corridors.load_network(), ["南宁"], ["guangzhou"], "bulk")[1]
    ('nanning', 'guangzhou', 'bulk', '', '')
    """
    check_choice("profile", profile, GOODS)
    starts, ends = expand(network, origins), expand(network, destinations)
    return [COLUMNS, *((o, d, profile, "", "") for o in starts for d in ends if o != d)]
