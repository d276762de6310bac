"""Whether a lock admits any ship of the fleet at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridors.network.rows import Rows
from corridors.schema import Value
from corridors.tables import Table

INLAND = ("inland", "river_sea")


def shut_locks(network: Rows) -> Iterator[tuple[str, str]]:
    """Locks that are too small for every ship, with the smallest ship; none without a fleet.

    A ship passes where it fits with the least payload that it sails with.

    Examples
    --------
    >>> import corridors
    >>> list(shut_locks(corridors.load_network()))
    []
    """
    vessels, number = network.vessels, network.parameters.number
    fleet = sorted((i for i in range(len(vessels)) if vessels["area"][i] in INLAND),
                   key=lambda i: (float(vessels["dwt_t"][i]), str(vessels["id"][i])))
    for key in network.locks.index:
        row = network.locks.row(key)
        if fleet and not any(_fits(row, vessels, i, number("ship.under_keel_m"),
                                   number("ship.least_payload_share")) for i in fleet):
            yield key, str(vessels["id"][fleet[0]])


def _fits(lock: Mapping[str, Value], vessels: Table, i: int, under_keel_m: float,
          share: float) -> bool:
    light = float(vessels["light_draught_m"][i])
    draught = light + share * (float(vessels["draught_m"][i]) - light)
    return all(limit is None or needed <= float(str(limit)) + 1e-9 for limit, needed in (
        (lock["chamber_length_m"], float(vessels["length_m"][i])),
        (lock["chamber_width_m"], float(vessels["beam_m"][i])),
        (lock["sill_depth_m"], draught + under_keel_m),
        (lock["max_dwt_t"], share * float(vessels["dwt_t"][i]))))
