"""How much each pair counts as a table: all alike, the members of a sector, or flows of a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from corridors.analysis.flows import read_flows
from corridors.analysis.sectors import Sector, find_sector, near_sectors, read_sectors
from corridors.analysis.weights import SECTOR
from corridors.errors import InputError, fault
from corridors.inputfile import exists
from corridors.network.model import Network

Array = np.ndarray[Any, Any]
EQUAL = "equal"


@dataclass(frozen=True, eq=False)
class Demand:
    """How much each pair counts.

    Attributes
    ----------
    id
        Name of the file, id of the sector, or ``equal``.
    kind
        ``flows``, ``sector`` or ``equal``.
    hash
        Content hash of the file or of the row of the annex, 12 hexadecimal digits; empty for
        equal weights.
    weights
        Profile -> (n, m), units a year or 1 for each pair; profiles without any are left out.
    """

    id: str
    kind: str
    hash: str
    sector: Sector | None
    weights: Mapping[str, Array]

    @property
    def named(self) -> str:
        """The weights as a user writes them."""
        return f"{SECTOR}{self.id}" if self.kind == "sector" else self.id

    @property
    def yearly(self) -> bool:
        """Whether the weights are flows a year, so that CNY a year of all profiles add up."""
        return self.kind == "flows"

    def of(self, profiles: Collection[str]) -> Demand:
        """The same for some profiles.

        Raises
        ------
        InputError
            None of them has a weight.
        """
        kept = {name: table for name, table in self.weights.items() if name in profiles}
        return _checked(replace(self, weights=kept), self.id, "attr_weightless")


def demand_of(weights: str | Path | None, network: Network, profiles: tuple[str, ...],
              origins: tuple[str, ...], destinations: tuple[str, ...], *,
              weightless: str = "attr_weightless") -> Demand:
    """Read weights.

    Parameters
    ----------
    weights
        Path of a CSV of flows, ``sector:`` and a sector of the annex, or ``equal``.
    origins, destinations
        Place ids, n and m of them, in the order of the tables.
    weightless
        Message where not one pair has a weight.

    Raises
    ------
    InputError
        None were given; an unknown or unreadable sector, no file, faults of the file, or not one
        pair has a weight.
    """
    data = network.data_dir
    text = "" if weights is None else str(weights).strip().replace("：", ":", 1)
    if not text:
        usable = ", ".join(f"{SECTOR}{s.id}" for s in read_sectors(data).values() if s.usable)
        raise InputError(fault("attr_no_weights", sectors=usable or "—"))
    apart = np.array([[o != d for d in destinations] for o in origins], dtype=float)
    if text.casefold() == EQUAL:
        return _checked(Demand(EQUAL, EQUAL, "", None, dict.fromkeys(profiles, apart)), text,
                        weightless)
    if text.casefold().startswith(SECTOR):
        sector = find_sector(text[len(SECTOR):], data)
        table = apart * member_table(sector, network, origins, destinations)
        return _checked(Demand(sector.id, "sector", sector.hash, sector,
                               dict.fromkeys(profiles, table)), text, weightless)
    path = Path(text)
    if not exists(path):
        near = near_sectors(path, data)
        raise InputError(fault("weights_missing", found=path,
                               suggestion=SECTOR + near.split(", ")[0] if near else ""))
    flows = read_flows(path, network, profiles, origins, destinations)
    found: dict[str, Array] = {}
    rows, columns = ({key: i for i, key in enumerate(ends)} for ends in (origins, destinations))
    for (profile, start, end), amount in flows.per_year.items():
        table = found.setdefault(profile, np.zeros(apart.shape))
        table[rows[start], columns[end]] = amount
    ordered = {p: found[p] for p in profiles if p in found and found[p].any()}
    return _checked(Demand(flows.id, "flows", flows.hash, None, ordered), text, weightless)


def member_table(sector: Sector, network: Network, origins: tuple[str, ...],
                 destinations: tuple[str, ...]) -> Array:
    """1 where a pair belongs to a sector, else 0, (n, m)."""
    pairs = [(o, d) for o in origins for d in destinations]
    members = set(sector.members(network, pairs))
    return np.array([float(pair in members) for pair in pairs]).reshape(
        len(origins), len(destinations))


def _checked(demand: Demand, text: str, weightless: str) -> Demand:
    if not any(table.any() for table in demand.weights.values()):
        raise InputError(fault(weightless, weights=text, found=text))
    return demand
