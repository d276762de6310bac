"""Many like computations at once: in one process, on all cores, or on a cluster.

A study knows nothing of networks: it is cut into items, which are worked off in any order and
anywhere, kept as they are finished, and given back in the order of the items.
"""
