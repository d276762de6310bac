"""The virtual graph of a family as a networkx graph that osmnx can route on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from corridors.families import FAMILIES, check_choice, families_of
from corridors.network.model import Network
from corridors.routing.edges import COMPONENTS, EDGE_MODES
from corridors.routing.graph import Services
from corridors.routing.impedance import Impedance
from corridors.routing.legs import reference
from corridors.routing.ships import costs, loadings
from corridors.routing.virtual import build
from corridors.units import METRES_PER_KM, SECONDS_PER_HOUR

if TYPE_CHECKING:
    import networkx as nx


def virtual_networkx(network: Network, origins: Iterable[str], destinations: Iterable[str], *,
                     profile: str, mode: str, objective: str = "generalised",
                     season: str = "normal", loading: int = 0) -> nx.MultiDiGraph:
    """The virtual graph of one profile and main mode, every handling step an edge.

    Parameters
    ----------
    network
        Of a date or a scenario, or changed by :func:`corridors.apply`.
    origins, destinations
        Place ids.
    profile
        A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
    mode
        A main mode, or ``best``.
    objective
        What a path minimises: ``generalised``, ``time``, ``cost`` or ``co2``.
    season
        ``normal`` or ``low_water``.
    loading
        Which ship and loading, as numbered by :func:`corridors.routing.ships.loadings`; 0 is
        the cheapest per tonne, -1 the dearest. Edges that it does not fit are left out.

    Returns
    -------
    graph
        ``x`` and ``y`` of the node, place or lock that a virtual node belongs to; ``length``
        in metres, ``travel_time`` in seconds, ``cost_cny``, ``co2_kg``, ``objective``,
        ``component``, ``mode`` and ``row_id`` on edges. Graph attributes ``origins`` and
        ``destinations`` map place ids to nodes.

    Examples
    --------
    >>> import corridors, networkx
    >>> network = corridors.load_network()
    >>> graph = virtual_networkx(network, ["nanning"], ["guangzhou"], profile="bulk",
    ...                          mode="waterway", loading=-1)
    >>> start, end = graph.graph["origins"]["nanning"], graph.graph["destinations"]["guangzhou"]
    >>> networkx.has_path(graph, start, end)
    True
    """
    import networkx as nx

    check_choice("mode", mode, tuple(FAMILIES))
    check_choice(f"mode ({profile})", mode, families_of(profile))
    services = Services.of(Impedance(network, profile, objective, season))
    virtual = build(services, FAMILIES[mode], origins, destinations)
    cost = costs(virtual, loadings(virtual)[loading])
    arrays = virtual.arrays
    graph = nx.MultiDiGraph(crs="epsg:4326", origins=virtual.origins,
                            destinations=virtual.destinations, profile=profile, mode=mode,
                            vessel=cost.loading.vessel)
    for e in np.flatnonzero(cost.loading.open):
        start, end, key, source, confidence = reference(virtual, int(e))
        tail, head = int(arrays.tail[e]), int(arrays.head[e])
        for label, name in ((tail, start), (head, end)):
            if label not in graph:
                graph.add_node(label, id=name, **_where(network, name))
        graph.add_edge(tail, head, row_id=key, component=COMPONENTS[arrays.component[e]],
                       mode=EDGE_MODES[arrays.mode[e]], source_id=source, confidence=confidence,
                       length=float(arrays.km[e]) * METRES_PER_KM,
                       travel_time=float(cost.hours[e]) * SECONDS_PER_HOUR,
                       cost_cny=float(cost.cny[e]), co2_kg=float(cost.kg[e]),
                       objective=float(cost.value[e]))
    return graph


def _where(network: Network, key: str) -> dict[str, float]:
    for table in (network.nodes, network.places, network.locks):
        if key in table:
            i = table.index[key]
            return {"x": float(table["lon"][i]), "y": float(table["lat"][i])}
    raise KeyError(key)
