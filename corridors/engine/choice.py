"""Which engine pays off."""

from __future__ import annotations

from corridors.engine.model import Engine, Topology

SMALL = 2_000
"""Nodes up to which a search is so quick that nothing is worth preparing."""

PREPARING = 60
"""Searches in whose time a topology is put in order (measured 45 to 60; benchmarks/engines.py)."""

RESETTING = 8
"""Searches in whose time a scenario is re-weighted and asked (measured 4 to 7)."""


def engine_for(topology: Topology, *, origins: int, scenarios: int = 1,
               hierarchy: object | None = None) -> Engine:
    """Engine that answers sooner, preparation included.

    Dijkstra's search takes one search an origin and a scenario, however many targets there are.
    The hierarchy takes the time of :data:`PREPARING` searches once, unless it is at hand, and of
    :data:`RESETTING` searches a scenario.

    Parameters
    ----------
    origins, scenarios
        How many origins will be asked for, under how many sets of weights.
    hierarchy
        A :class:`corridors.engine.hierarchy.Hierarchy` of the topology that is at hand, if any.
    """
    from corridors.engine.hierarchy import Hierarchy

    assert hierarchy is None or isinstance(hierarchy, Hierarchy)
    preparing = PREPARING if hierarchy is None else 0
    if topology.size <= SMALL or scenarios * (origins - RESETTING) <= preparing:
        from corridors.engine.dijkstra import Dijkstra

        return Dijkstra(topology)
    from corridors.engine.cch import Contraction

    return Contraction(hierarchy or Hierarchy.of(topology))
