"""The public graph: networkx, with the attribute names that osmnx uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corridors.network.geometry import load_geometry
from corridors.network.rows import Rows
from corridors.network.runtimes import link_hours
from corridors.units import METRES_PER_KM, SECONDS_PER_HOUR

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(network: Rows, modes: Iterable[str] | None = None) -> nx.MultiDiGraph:
    """See :meth:`corridors.network.model.Network.to_networkx`.

    Every link gives two arcs. ``travel_time`` is the run time of the infrastructure alone, by
    published run time or speed, else by the class speed of an ordinary train, lorry or ship;
    waiting and handling belong to the virtual graph of a profile.
    """
    import networkx as nx
    from shapely.geometry import LineString

    wanted = None if modes is None else {modes} if isinstance(modes, str) else set(modes)
    graph = nx.MultiDiGraph(crs="epsg:4326", date=network.date)
    nodes, links = network.nodes, network.links
    label: dict[str, int] = {}
    for i, key in enumerate(nodes["id"]):
        if wanted is None or nodes["mode"][i] in wanted:
            label[str(key)] = i
            graph.add_node(i, id=str(key), x=float(nodes["lon"][i]), y=float(nodes["lat"][i]),
                           mode=str(nodes["mode"][i]), name=str(nodes["name_zh"][i]),
                           name_en=str(nodes["name_en"][i]))
    shapes = load_geometry(network.data_dir) if network.data_dir else {}
    for i, key in enumerate(links["id"]):
        start, end = str(links["from_node_id"][i]), str(links["to_node_id"][i])
        if start not in label or end not in label:
            continue
        km = float(links["length_km"][i])
        ends = [(graph.nodes[label[n]]["x"], graph.nodes[label[n]]["y"]) for n in (start, end)]
        line = [ends[0], *shapes.get(str(key), ())[1:-1], ends[1]]
        for tail, head, direction in ((start, end, "ab"), (end, start, "ba")):
            shape = line if direction == "ab" else line[::-1]
            graph.add_edge(
                label[tail], label[head], link_id=str(key), mode=str(links["mode"][i]),
                name=str(links["line_zh"][i]),
                length=km * METRES_PER_KM,
                travel_time=link_hours(network, i, direction) * SECONDS_PER_HOUR,
                geometry=LineString(shape))
    return graph

