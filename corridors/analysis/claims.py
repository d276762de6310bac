"""What was published about a project's effect, beside what the network says."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from corridors.network.model import Network
from corridors.parameters import Parameters
from corridors.places import find_place
from corridors.projects.model import Claim, Project, Term, TripTerm
from corridors.routing.skims import skim

CITY_KM = 40.0
AFLOAT = ("quay", "hull")
"""Transfers that a way by water may take without leaving the port."""


@dataclass(frozen=True)
class CheckedClaim:
    """A published claim and its computed counterpart.

    Attributes
    ----------
    computed
        In the unit of the claim; None where the network cannot say.
    independent
        False where the network was itself derived from the claimed figure.
    """

    project: str
    what_zh: str
    what_en: str
    published: float
    computed: float | None
    unit: str
    source_id: str
    confidence: str
    independent: bool


def check_claims(project: Project, base: Network, after: Network) -> tuple[CheckedClaim, ...]:
    """Compute every claim of a project that says how it can be computed."""
    return tuple(CheckedClaim(project.id, claim.what.zh, claim.what.en, claim.value,
                              _compute(claim, base, after), claim.unit, claim.source_id,
                              claim.confidence, claim.independent)
                 for claim in project.file.claims)


def _compute(claim: Claim, base: Network, after: Network) -> float | None:
    if claim.compute is None:
        return None
    states = {"base": base, "after": after}
    terms = [link_km(states[t.state], t) for t in claim.compute.km]
    terms += [_measure(states[t.state], t) for t in claim.compute.trip]
    if not terms or any(value is None for value in terms):
        return None
    first, *rest = (value for value in terms if value is not None)
    return first - sum(rest)


def link_km(network: Network, term: Term) -> float | None:
    """Least distance between two nodes over the links of some modes and within ports, km."""
    links, index = network.links, network.nodes.index
    if term.from_ not in index or term.to not in index:
        return None
    transfers, mode = network.transfers, network.nodes["mode"]
    arcs = [(index[str(table["from_node_id"][i])], index[str(table["to_node_id"][i])],
             float(table["length_km"][i])) for table in (links, transfers)
            for i in range(len(table))]
    arcs = [arc for i, arc in enumerate(arcs) if mode[arc[0]] in term.modes
            and mode[arc[1]] in term.modes
            and (i < len(links) or transfers["kind"][i - len(links)] in AFLOAT)]
    ends = np.array([arc[:2] for arc in arcs], dtype=int).reshape(-1, 2).T
    km = np.array([arc[2] for arc in arcs])
    order = np.lexsort((km, ends[1], ends[0]))
    _, first = np.unique(ends[:, order], axis=1, return_index=True)
    kept = order[first]
    size = len(network.nodes)
    graph = csr_array((km[kept], (ends[0, kept], ends[1, kept])), shape=(size, size))
    found = dijkstra(graph, directed=False, indices=index[term.from_])[index[term.to]]
    return float(found) if np.isfinite(found) else None


def _measure(network: Network, term: TripTerm) -> float | None:
    start, end = find_place(network, term.from_), find_place(network, term.to)
    if term.measure == "terminal_to_terminal_h":
        # A published run time is one between the stations of the two cities themselves.
        limit = replace(network.parameters["access.max_km"], value=CITY_KM)
        network = replace(network, parameters=Parameters({**network.parameters,
                                                          "access.max_km": limit}))
    trips = skim(network, [start], [end], profile=term.profile, modes=[term.mode],
                 objective=term.objective)
    return trips[start, end, term.mode].measure(term.measure)
