"""Who may use a link, as GMNS tells it: ``use_definition`` and ``use_group``."""

from __future__ import annotations

from corridors.network.model import Network

USES: dict[str, dict[str, str]] = {
    "road": {"passenger": "car", "freight": "lorry"},
    "rail": {"passenger": "passenger_train", "freight": "freight_train"},
    "inland": {"passenger": "passenger_boat", "freight": "barge"},
    "sea": {"passenger": "ferry", "freight": "ship"},
}
"""Vehicles by the mode of a link and its traffic."""
LORRY = "road.capacity.pcu_per_lorry"
UNIT = {"passenger": "times and lengths are those of one passenger",
        "freight": "times and lengths are those of one TEU or tonne"}


def allowed(mode: str, traffic: str) -> str:
    """Uses of a link, separated by commas.

    Examples
    --------
    >>> allowed("road", "mixed"), allowed("inland", "freight")
    ('car,lorry', 'barge')
    """
    uses = USES.get(mode, {})
    return ",".join(name for kind, name in uses.items() if traffic in (kind, "mixed"))


def use_definitions(network: Network) -> list[dict[str, str]]:
    """Rows of ``use_definition``.

    GMNS wants persons and car equivalents of every use. Our figures are per passenger, TEU or
    tonne, so that persons are 1 or 0; a lorry counts as its parameter says, and what does not run
    on roads is no car at all: 0.
    """
    lorry = network.parameters.number(LORRY) if LORRY in network.parameters else 1.0
    cars = {"car": 1.0, "lorry": lorry}
    return [{"use": name, "persons_per_vehicle": "1" if kind == "passenger" else "0",
             "pce": f"{cars.get(name, 0.0):g}", "description": f"{mode}; {UNIT[kind]}"}
            for mode, uses in USES.items() for kind, name in uses.items()]


def use_groups() -> list[dict[str, str]]:
    """Rows of ``use_group``: one for each mode."""
    return [{"use_group": mode, "uses": ",".join(uses.values()),
             "description": f"links of mode {mode}"} for mode, uses in USES.items()]
