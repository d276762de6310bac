"""Shortest paths on arrays: one interface, three engines.

:mod:`~corridors.engine.model` says what a topology is and what can be asked;
:mod:`~corridors.engine.dijkstra` searches anew for each origin and is the reference;
:mod:`~corridors.engine.cch` answers many origins or many scenarios on a topology that was put in
order once (:mod:`~corridors.engine.hierarchy`, which a cache can keep).
:mod:`~corridors.engine.fast` is the same on compiled loops, where Numba is installed.
:mod:`corridors.routing.engines` takes the one that pays.
"""
