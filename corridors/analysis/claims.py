"""What was published about a project's effect, beside what the network says."""

from __future__ import annotations

from dataclasses import dataclass

from corridors.network.model import Network
from corridors.places import find_place
from corridors.projects.model import Claim, Project, Term, TripTerm
from corridors.routing.skims import skim


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
    """Least distance between two nodes over the links of some modes, km."""
    import networkx as nx

    graph = nx.Graph()
    links = network.links
    for i, mode in enumerate(links["mode"]):
        if mode in term.modes:
            a, b, km = links["from_node_id"][i], links["to_node_id"][i], links["length_km"][i]
            if not graph.has_edge(a, b) or graph.edges[a, b]["km"] > km:
                graph.add_edge(a, b, km=float(km))
    try:
        return float(nx.shortest_path_length(graph, term.from_, term.to, weight="km"))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return None


def _measure(network: Network, term: TripTerm) -> float | None:
    start, end = find_place(network, term.from_), find_place(network, term.to)
    trips = skim(network, [start], [end], profile=term.profile, modes=[term.mode],
                 objective=term.objective)
    return trips[start, end, term.mode].measure(term.measure)
