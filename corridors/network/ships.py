"""Whether a lock admits any ship of the fleet at all."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from corridors.network.rows import Rows

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
    vessels, locks, number = network.vessels, network.locks, network.parameters.number
    fleet = sorted((i for i in range(len(vessels)) if vessels["area"][i] in INLAND),
                   key=lambda i: (float(vessels["dwt_t"][i]), str(vessels["id"][i])))
    share = number("ship.least_payload_share")
    light = vessels["light_draught_m"]
    draught = light + share * (vessels["draught_m"] - light)
    needed = {"chamber_length_m": vessels["length_m"], "chamber_width_m": vessels["beam_m"],
              "sill_depth_m": draught + number("ship.under_keel_m"),
              "max_dwt_t": share * vessels["dwt_t"]}
    for key, row in locks.index.items() if fleet else ():
        limits = [(limit, sizes) for name, sizes in needed.items()
                  for limit in (float(locks[name][row]),) if not isnan(limit)]
        if not any(all(sizes[ship] <= limit + 1e-9 for limit, sizes in limits)
                   for ship in fleet):
            yield key, str(vessels["id"][fleet[0]])
