"""How much every pair counts: all alike, the members of a sector, or flows from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corridors.analysis.flows import read_flows
from corridors.analysis.sectors import find_sector, near_sectors
from corridors.analysis.weights import SECTOR
from corridors.errors import InputError, fault
from corridors.inputfile import exists
from corridors.network.model import Network

Array = np.ndarray[Any, Any]
EQUAL = "equal"


@dataclass(frozen=True, eq=False)
class Weighting:
    """Weights of all pairs by profile.

    Attributes
    ----------
    kind
        ``equal``, ``sector`` or ``flows``.
    hash
        Content hash of the row of the annex or of the file; empty for equal weights.
    of
        Profile -> (n, m) of places sorted by id; flows are units a year.
    """

    id: str
    kind: str
    hash: str
    of: Mapping[str, Array]


def weighting(text: str | Path, network: Network, profiles: Sequence[str],
              origins: Sequence[str], destinations: Sequence[str]) -> Weighting:
    """Read weights for pairs of places.

    Parameters
    ----------
    text
        ``equal``; ``sector:`` and a sector; or the path of a CSV file of flows.
    origins, destinations
        Place ids, sorted.

    Raises
    ------
    InputError
        No such sector or file, faults of the file, or weights under which no pair counts.
    """
    name = str(text).replace("：", ":", 1)
    starts, ends = ({key: i for i, key in enumerate(keys)} for keys in (origins, destinations))
    shape = len(starts), len(ends)
    apart = np.array([[a != b for b in ends] for a in starts], dtype=float).reshape(shape)
    if name.casefold() == EQUAL:
        return Weighting(EQUAL, EQUAL, "", dict.fromkeys(profiles, apart))
    tables = {profile: np.zeros(shape) for profile in profiles}
    if name.casefold().startswith(SECTOR):
        sector = find_sector(name[len(SECTOR):], network.data_dir)
        members = list(sector.members(network, ((a, b) for a in starts for b in ends if a != b)))
        for table in tables.values():
            for a, b in members:
                table[starts[a], ends[b]] = 1.0
        found = Weighting(f"{SECTOR}{sector.id}", "sector", sector.hash, tables)
    else:
        path = Path(text)
        if not exists(path):
            near = near_sectors(path, network.data_dir)
            raise InputError(fault("weights_missing", found=text,
                                   suggestion=SECTOR + near.split(", ")[0] if near else ""))
        flows = read_flows(path, network, profiles, starts, ends)
        for (profile, a, b), amount in flows.per_year.items():
            tables[profile][starts[a], ends[b]] = amount
        found = Weighting(flows.id, "flows", flows.hash, {
            profile: table for profile, table in tables.items() if table.any()})
    if not any(table.any() for table in found.of.values()):
        raise InputError(fault("critical_no_weight", found=found.id))
    return found
