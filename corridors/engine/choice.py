"""Which engine pays off."""

from __future__ import annotations

from corridors.engine.hierarchy import Hierarchy
from corridors.engine.model import Engine, Topology
from corridors.errors import InputError, fault

PREPARING = 60
"""Searches in whose time a topology is put in order (measured 31 to 56; benchmarks/engines.md)."""


def resetting(size: int) -> float:
    """Searches in whose time a scenario is re-weighted and asked for 111 x 300 pairs.

    A fit to what was measured: 5 on 90,000 nodes, 9 on 10,000, 25 on 2,000, where Python's own
    steps weigh more than the arithmetic.

    Examples
    --------
    >>> resetting(10_000)
    10.0
    """
    return 4 + 60_000 / max(size, 1)


def engine_for(topology: Topology, *, origins: int, scenarios: int = 1,
               hierarchy: Hierarchy | None = None) -> Engine:
    """Engine that answers sooner, preparation included.

    Dijkstra's search takes one search an origin and a scenario, however many targets there are.
    The hierarchy takes the time of :data:`PREPARING` searches once, unless it is at hand, and of
    a few a scenario (:func:`resetting`). On 90,000 nodes it pays from one scenario of 66 origins
    or seven of 14; when it is at hand, from 5 origins.

    Parameters
    ----------
    origins, scenarios
        How many origins will be asked for, under how many sets of weights.
    hierarchy
        The topology in order, if it is at hand.

    Raises
    ------
    InputError
        The hierarchy is one of another topology.
    """
    if hierarchy is not None and hierarchy.topology != topology:
        raise InputError(fault("engine_stored"))
    preparing = PREPARING if hierarchy is None else 0
    if scenarios * (origins - resetting(topology.size)) <= preparing:
        from corridors.engine.dijkstra import Dijkstra

        return Dijkstra(topology)
    from corridors.engine.cch import Contraction

    return Contraction(hierarchy or Hierarchy.of(topology))
