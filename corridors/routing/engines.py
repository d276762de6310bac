"""The engine for joined roads: a search for few origins, the kept hierarchy for many."""

from __future__ import annotations

from itertools import count
from weakref import WeakKeyDictionary

from corridors import __version__
from corridors.cache import kept, key_of
from corridors.engine.cch import Contraction
from corridors.engine.compiled import compiled, is_installed, is_ready
from corridors.engine.dijkstra import Dijkstra
from corridors.engine.fast import FastContraction
from corridors.engine.hierarchy import FORMAT, Hierarchy
from corridors.engine.model import Engine, Topology
from corridors.routing.joined import Joined

FEW, UNREADY = 5, 30
"""Origins from which the hierarchy answers sooner: where it is in memory, and where it must first
be read or made. Making it takes the time of 60 searches, but it is there from then on."""
OFTEN, UNCOMPILED = 20, 200
"""Questions to the hierarchy in one process from which compiled loops pay: where they are in the
cache (loading them and Numba takes the time that 20 questions save), and where they must first be
compiled. A process that asks less never loads Numba. Answers are the same to the last bit, so it
does not matter when the loops change over."""
_searches: WeakKeyDictionary[Joined, Dijkstra] = WeakKeyDictionary()
_contractions: WeakKeyDictionary[Joined, Contraction] = WeakKeyDictionary()
_questions = count(1)


def engine_for(roads: Joined, origins: int) -> Engine:
    """Engine for questions from some number of origins.

    Whichever it is, hours agree to :data:`corridors.engine.model.ROUNDING_H`, and so do paths
    where no two are equally good.
    """
    if origins < (FEW if roads in _contractions else UNREADY):
        return _search(roads)
    if roads not in _contractions:
        _contractions[roads] = Contraction(_hierarchy(_search(roads).topology))
    asked = next(_questions)
    if asked >= OFTEN and not isinstance(_contractions[roads], FastContraction) \
            and is_installed() and (asked >= UNCOMPILED or is_ready()):
        loops = compiled()
        if loops is not None:
            _contractions[roads] = FastContraction(_contractions[roads].hierarchy, loops)
    return _contractions[roads]


def _search(roads: Joined) -> Dijkstra:
    if roads not in _searches:
        _searches[roads] = Dijkstra(Topology(roads.size, roads.tail, roads.head))
    return _searches[roads]


def _hierarchy(topology: Topology) -> Hierarchy:
    """The roads in order, from the cache where they are there."""
    return kept("hierarchy", key_of(__version__, str(FORMAT), topology.digest),
                lambda: Hierarchy.of(topology), Hierarchy.to_bytes,
                lambda data: Hierarchy.from_bytes(data, topology))
