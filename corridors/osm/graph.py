"""Classified ways -> a graph as osmnx has it, simplified.

Up to :data:`SIMPLIFY_UP_TO` nodes osmnx simplifies the graph itself; above, ways are cut where
they meet and nothing else, since a networkx graph of every node would not fit into memory.
Both have the same length in each class.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corridors.analysis.ticks import Tick, silent
from corridors.osm.frames import (
    ATTRIBUTES,
    CRS,
    TEXTS,
    Pieces,
    crossings,
    edges_frame,
    nodes_frame,
    plain,
    planned_frame,
    split,
)
from corridors.osm.ways import Source, Ways

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

SIMPLIFY_UP_TO = 200_000
"""Pieces between meeting points up to which osmnx simplifies, see ``benchmarks/README.md``."""
DIFFER = ("mode", "class", "highway", "grade", "ref", "speed_kph", "speed_basis", "oneway",
          "reversible", "toll", "gauge", "electrified", "traffic", "boat", "cemt", "lock")
"""Where one of these changes, an edge ends."""
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright"


@dataclass(frozen=True)
class Built:
    """A network built from OpenStreetMap.

    Attributes
    ----------
    nodes, edges
        As ``osmnx.graph_from_gdfs`` takes them: ``osmid`` with x, y, ``street_count``,
        ``lock_gate`` and ``cut`` (where the data end, not the road); u, v, key with the columns
        of :data:`~corridors.osm.frames.ATTRIBUTES`, ``osmid`` (several joined by a semicolon),
        ``length`` in metres, ``travel_time`` in seconds.
    planned
        Ways under construction or proposed; they are no part of the graph.
    simplified_by
        ``osmnx`` or ``split``.
    crossings
        Nodes that two networks share in OpenStreetMap, such as level crossings.
    missing_nodes
        Nodes that ways name and the data do not hold.
    """

    nodes: gpd.GeoDataFrame
    edges: gpd.GeoDataFrame
    planned: gpd.GeoDataFrame
    simplified_by: str
    source: Source
    ways: int
    crossings: int
    missing_nodes: int

    def graph(self) -> nx.MultiDiGraph:
        """The network as osmnx has it; attributes that are unknown are left out."""
        import osmnx

        graph = osmnx.graph_from_gdfs(self.nodes, self.edges)
        graph.graph.update(crs=CRS, simplified=True, name=self.source.name,
                           attribution=ATTRIBUTION, timestamp=self.source.timestamp)
        for _, data in graph.nodes(data=True):
            data.pop("geometry", None)
        for _, _, data in graph.edges(data=True):
            ids = [int(part) for part in str(data["osmid"]).split(";")]
            data["osmid"] = ids if len(ids) > 1 else ids[0]
        return graph


def build(ways: Ways, *, simplify: bool | None = None, tolerance_m: float = 0.0,
          tick: Tick = silent) -> Built:
    """Build the graph of the ways in use.

    Parameters
    ----------
    simplify
        By osmnx (True), by cutting ways where they meet (False), or by size (None).
    tolerance_m
        Courses are simplified to this many metres; lengths stay those of the full course.

    Raises
    ------
    ImportError
        geopandas or osmnx is not installed.
    """
    tick("osm.step.split")
    used = ways.of(("open",))
    pieces = split(used)
    by_osmnx = len(pieces.way) <= SIMPLIFY_UP_TO if simplify is None else simplify
    if by_osmnx and len(used):
        tick("osm.step.simplify")
        nodes, edges = _simplified(pieces, tolerance_m)
    else:
        nodes, edges = nodes_frame(pieces), edges_frame(pieces, tolerance_m=tolerance_m)
        edges["osmid"] = edges["osmid"].astype(str)
    nodes.insert(2, "street_count", _streets(nodes, edges))
    return Built(nodes, edges, planned_frame(ways), "osmnx" if by_osmnx else "split",
                 ways.source, len(np.unique(used.osmid)), crossings(pieces), ways.missing)


def _streets(nodes: gpd.GeoDataFrame, edges: gpd.GeoDataFrame) -> npt.NDArray[np.int64]:
    """How many courses end at each node, as osmnx counts: both directions of one are one."""
    once = edges[~edges["reversed"].to_numpy(bool)].index
    ends = [nodes.index.get_indexer(once.get_level_values(level)) for level in "uv"]
    return np.bincount(np.concatenate(ends), minlength=len(nodes))


def _simplified(pieces: Pieces,
                tolerance_m: float) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Nodes and edges as simplified by osmnx.

    osmnx gets the pieces between vertices, not every bend, and hands back which pieces it
    joined; their courses are put together here. That is ten times less to hold in memory.
    """
    import networkx as nx
    import osmnx
    import shapely

    nodes, edges = nodes_frame(pieces), edges_frame(pieces)
    keep = _forked(edges)
    graph = nx.MultiDiGraph(crs=CRS)
    marks = ("lock_gate", "cut")
    for osmid, x, y, *marked in zip(nodes.index, nodes["x"], nodes["y"],
                                    *(nodes[mark] for mark in marks), strict=True):
        told = {mark: value for mark, value in zip(marks, marked, strict=True) if value}
        graph.add_node(int(osmid), x=x, y=y, **told, **({"fork": 1} if osmid in keep else {}))
    names = ["osmid", *ATTRIBUTES, "reversed", "length", "travel_time"]
    columns = [plain(edges[name]) for name in names]
    for i, ((u, v, key), row) in enumerate(
            zip(edges.index, zip(*columns, strict=True), strict=True)):
        graph.add_edge(int(u), int(v), int(key), **dict(zip(names, row, strict=True)), rows=(i,))
    simple = osmnx.simplify_graph(
        graph, node_attrs_include=["lock_gate", "fork"], edge_attrs_differ=DIFFER,
        remove_rings=False, edge_attr_aggs=dict.fromkeys(names, _first) | {
            "osmid": _joined, "name": _joined, "name_en": _joined, "usage": _joined,
            "bridge": _any, "tunnel": _any, "lanes": _least, "tracks": _least,
            "reversed": all, "length": sum, "travel_time": sum, "rows": _in_turn})
    lines = edges.geometry.to_numpy()
    for _, _, data in simple.edges(data=True):
        data["osmid"] = str(data["osmid"])
        data["geometry"] = _course([lines[i] for i in data.pop("rows")])
    found_nodes, found = osmnx.graph_to_gdfs(simple)
    for name in names:
        if name in {"lanes", "tracks"}:
            found[name] = found[name].astype("Int64")
        elif name in TEXTS:
            found[name] = plain(found[name])
    if tolerance_m > 0:
        found["geometry"] = shapely.simplify(found.geometry.to_numpy(), tolerance_m / 111_320.0)
    for mark in marks:
        found_nodes[mark] = plain(found_nodes[mark]) if mark in found_nodes else None
    return found_nodes[[*nodes.columns]].sort_index(), found[[*edges.columns]].sort_index()


def _forked(edges: gpd.GeoDataFrame) -> set[int]:
    """Nodes at the ends of courses that run beside each other between the same two nodes.

    Seen from the pieces alone such a node may look like a bend of a road; osmnx would then keep
    one course and drop the other.
    """
    import pandas as pd

    u = edges.index.get_level_values("u").to_numpy()
    v = edges.index.get_level_values("v").to_numpy()
    pairs = pd.DataFrame({"u": np.minimum(u, v), "v": np.maximum(u, v)})[
        ~edges["reversed"].to_numpy(bool)]
    twice = pairs[pairs.duplicated(keep=False)]
    return {*map(int, twice["u"]), *map(int, twice["v"])}


def _course(lines: list[Any]) -> Any:
    """Courses that follow each other as one."""
    import shapely

    if len(lines) == 1:
        return lines[0]
    parts = [shapely.get_coordinates(line) for line in lines]
    return shapely.linestrings(np.vstack([parts[0], *(part[1:] for part in parts[1:])]))


def _in_turn(values: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(item for value in values for item in value)


def _first(values: list[Any]) -> Any:
    return values[0]


def _joined(values: Iterable[Any]) -> Any:
    """Each once in order, joined by a semicolon; numbers by size."""
    kept = {part for value in values if value is not None for part in (value,)}
    if not kept:
        return None
    return ";".join(map(str, sorted(kept))) if len(kept) > 1 else str(next(iter(kept)))


def _any(values: Iterable[Any]) -> Any:
    return next((value for value in values if value), None)


def _least(values: Iterable[Any]) -> Any:
    return min((value for value in values if value is not None), default=None)
