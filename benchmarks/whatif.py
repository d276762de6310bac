"""The what-if cycle on the strategic network: 50 links changed, new tables of all main modes.

The same virtual graphs are solved by the tables' search, by the trips, by plain SciPy and, for
one family, by networkx; all give the same least objective. CPU time of one thread, the least of
some rounds, so that a machine that others use disturbs little. See whatif.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

import corridors
from corridors.analysis.twostates import both_tables
from corridors.changes import apply
from corridors.families import FAMILIES, families_of
from corridors.network.model import Network
from corridors.places import expand
from corridors.routing.bestways import best_ways, least
from corridors.routing.graph import Services, VirtualGraph
from corridors.routing.impedance import Impedance
from corridors.routing.paths import solve
from corridors.routing.ships import loadings, weights
from corridors.routing.skimtables import table_of
from corridors.routing.tablesums import measures
from corridors.routing.virtual import build
from corridors.scenario.resolve import resolve

WHATIF_S, DRAW_S = 0.1, 0.2
"""What a what-if and a draw may take on an idle machine."""
CHANGED = 50


def timed(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Least CPU seconds of some rounds, and what the last returned."""
    best, found = float("inf"), None
    for _ in range(rounds):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    return best, found


def changed(network: Network, number: int) -> Network:
    """The network with the charged length of 50 links another one."""
    links = network.links
    rows = np.linspace(0, len(links) - 1, CHANGED + 2, dtype=int)[1:-1]
    changes = [corridors.SetLinks(where={"link": str(links["id"][row])},
                                  values={"tariff_km": float(links["length_km"][row])
                                          * (1.01 + number / 1000)}) for row in rows]
    return apply(network, changes)[0]


def by_scipy(graph: VirtualGraph) -> np.ndarray:
    """Least weights by Dijkstra on the whole graph, once for every loading."""
    arrays = graph.arrays
    starts, ends = (list(nodes.values()) for nodes in (graph.origins, graph.destinations))
    found = [np.full((len(starts), len(ends)), np.inf)]
    for one in weights(graph, loadings(graph)):
        order = np.lexsort((one, arrays.head, arrays.tail))
        key = arrays.tail[order] * arrays.size + arrays.head[order]
        at = order[np.diff(key, prepend=-1) != 0]
        at = at[np.isfinite(one[at])]
        matrix = coo_array((np.maximum(one[at], 1e-300), (arrays.tail[at], arrays.head[at])),
                           shape=(arrays.size,) * 2).tocsr()
        found.append(dijkstra(matrix, indices=starts)[:, ends])
    return np.min(found, axis=0)


def by_networkx(graph: VirtualGraph) -> np.ndarray:
    """The same by networkx."""
    arrays, starts, ends = graph.arrays, *(
        list(nodes.values()) for nodes in (graph.origins, graph.destinations))
    found = np.full((len(starts), len(ends)), np.inf)
    for one in weights(graph, loadings(graph)):
        made = nx.DiGraph()
        made.add_nodes_from([*starts, *ends])
        for tail, head, weight in zip(arrays.tail.tolist(), arrays.head.tolist(), one.tolist(),
                                      strict=True):
            if weight < float("inf") and weight < made.get_edge_data(
                    tail, head, {"weight": float("inf")})["weight"]:
                made.add_edge(tail, head, weight=weight)
        for i, start in enumerate(starts):
            least_to = nx.single_source_dijkstra_path_length(made, start)
            found[i] = np.minimum(found[i], [least_to.get(end, np.inf) for end in ends])
    return found


def parts(network: Network, profile: str, origins: list[str],
          ends: list[str]) -> dict[str, float]:
    """CPU seconds of one fresh what-if, by part."""
    clock = [time.process_time()]
    services = Services.of(Impedance(network, profile))
    clock.append(time.process_time())
    graphs = [build(services, FAMILIES[name], origins, ends, pruned=True)
              for name in families_of(profile)]
    clock.append(time.process_time())
    ways = [best_ways(graph) for graph in graphs]
    clock.append(time.process_time())
    for graph, way in zip(graphs, ways, strict=True):
        if len(way.row):
            measures(graph, way)
    clock.append(time.process_time())
    names = ("links and locks", "graphs", "search", "measures")
    return dict(zip(names, (b - a for a, b in pairwise(clock)), strict=True))


def main() -> int:
    """Print what was measured; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--profile", default="container")
    parser.add_argument("--networkx", action="store_true", help="also time networkx (a minute)")
    given = parser.parse_args()
    network = corridors.load_network()
    origins = sorted(expand(network, ["guangxi"]))[:14]
    ends = sorted(expand(network, ["yangtze"]))[:60]
    print(f"{len(origins)} x {len(ends)} pairs, {given.profile}, "
          f"{len(families_of(given.profile))} main modes, {CHANGED} links changed")
    measured = []
    for number in range(given.rounds):
        other = changed(network, number)
        measured.append(parts(other, given.profile, origins, ends))
    total = min(sum(item.values()) for item in measured)
    for name in measured[0]:
        print(f"  {name:16} {1000 * min(item[name] for item in measured):7.1f} ms")
    print(f"  {'what-if':16} {1000 * total:7.1f} ms")
    whole = [build(Services.of(Impedance(other, given.profile)), FAMILIES[name], origins, ends)
             for name in families_of(given.profile)]
    pruned = [build(Services.of(Impedance(other, given.profile)), FAMILIES[name], origins, ends,
                    pruned=True) for name in families_of(given.profile)]
    quick, found = timed(lambda: [least(graph) for graph in pruned], given.rounds)
    slow, plain = timed(lambda: [by_scipy(graph) for graph in whole], 2)
    for a, b in zip(found, plain, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9)
    tables, _ = timed(lambda: [table_of(graph) for graph in pruned], given.rounds)
    trips, _ = timed(lambda: [solve(graph) for graph in pruned], 2)
    print("the same graphs, built before")
    for name, spent in (("least values", quick), ("tables", tables), ("trips", trips),
                        ("SciPy, values", slow)):
        print(f"  {name:16} {1000 * spent:7.1f} ms   {spent / quick:6.1f}")
    if given.networkx:
        spent, values = timed(lambda: [by_networkx(graph) for graph in whole], 1)
        for a, b in zip(found, values, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-9)
        print(f"  {'networkx, values':16} {1000 * spent:7.1f} ms   {spent / quick:6.1f}")
    once = draw(given.rounds)
    print(f"a draw of pinglu_canal  {1000 * once:7.1f} ms, 1,000 on two cores "
          f"{1000 * once / 2:.0f} s")
    return int(total > WHATIF_S or once > DRAW_S)


def draw(rounds: int) -> float:
    """CPU seconds of both states of pinglu_canal, two profiles, with parameters drawn."""
    states, rng = resolve(corridors.load_scenario("pinglu_canal")), np.random.default_rng(1)
    known = states.base.parameters
    ranged = [key for key, item in known.items() if item.high > item.low]

    def once() -> None:
        drawn = known.override({key: float(rng.uniform(known[key].low, known[key].high))
                                for key in ranged})
        base, after = (replace(net, parameters=drawn) for net in (states.base, states.after))
        for profile in ("container", "bulk"):
            both_tables(base, after, states.log, states.origins, states.destinations,
                        profile=profile, families=families_of(profile))

    return timed(once, rounds)[0]


if __name__ == "__main__":
    sys.exit(main())
