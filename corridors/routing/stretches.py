"""Stretches and runs: what a graph is made of before it is one."""

from __future__ import annotations

from dataclasses import dataclass

from corridors.network.model import Network
from corridors.routing.impedance import Impedance, Step


@dataclass(frozen=True)
class Stretch:
    """Part of a run between two nodes.

    Attributes
    ----------
    link
        Row of ``links`` and direction, or None for a stretch with a run time of its own.
    step
        Time, cost and CO2 of a stretch without a link; hours beyond the run time of one with a
        link (a scheduled stop).
    """

    start: str
    end: str
    mode: str
    link: tuple[int, str] | None
    step: Step
    id: str
    source_id: str
    confidence: str


@dataclass(frozen=True)
class Run:
    """A service in one direction, or a line, with the hours between its departures."""

    id: str
    name: str
    mode: str
    headway_h: float
    stretches: tuple[Stretch, ...]
    stops: frozenset[str]
    vessel: str = ""


def link_run(network: Network, run: str, name: str, mode: str, rows: list[int],
             headway_h: float) -> Run:
    """A run over links in both directions; every node of it is a stop."""
    links = network.links
    stretches = []
    for i in rows:
        a, b = str(links["from_node_id"][i]), str(links["to_node_id"][i])
        for start, end, direction in ((a, b, "ab"), (b, a, "ba")):
            stretches.append(Stretch(start, end, str(links["mode"][i]), (i, direction), Step(),
                                     str(links["id"][i]), str(links["source_id"][i]),
                                     str(links["confidence"][i])))
    return Run(run, name, mode, headway_h, tuple(stretches),
               frozenset(s.start for s in stretches))


def usable_links(impedance: Impedance, mode: str) -> list[int]:
    """Rows of the links that a profile may use in a mode."""
    links = impedance.network.links
    closed = "freight" if impedance.profile == "passenger" else "passenger"
    return [i for i, found in enumerate(links["mode"])
            if found == mode and links["traffic"][i] != closed]
