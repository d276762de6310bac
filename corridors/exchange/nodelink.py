"""A network as JSON that ``networkx.node_link_graph`` reads, both ways; no pickles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corridors.errors import Fault, InputError, fault
from corridors.exchange.features import MAX_ROWS, FeatureFault, Layer, package_of
from corridors.exchange.package import CARRIED, Package
from corridors.exchange.sheets import PARAMETERS, TOLD, Sheet, sheets
from corridors.exchange.wkb import Drawn
from corridors.inputfile import read_bounded
from corridors.jsonfile import parse_json
from corridors.network.runtimes import link_hours
from corridors.units import METRES_PER_KM, SECONDS_PER_HOUR

MAX_MB = 100
"""Largest file, megabytes."""
OWN = "corridors"
"""Attribute of the graph that holds what is neither node nor link."""
ARC = ("source", "target", "key", "link_id", "direction", "length", "travel_time", "geometry")
"""What an arc has beside the columns of its link."""


def nodelink(package: Package, told: Iterable[tuple[str, str]] = ()) -> bytes:
    """JSON in node-link form: a directed multigraph with two arcs a link.

    Nodes are named by their ids and have ``x`` and ``y``. The arc from a to b has all columns of
    its link, the arc back its ``link_id``, ``mode``, ``length`` in metres and ``travel_time`` in
    seconds. The graph attribute ``corridors`` holds all other tables, parameters, and what the
    file is.

    Raises
    ------
    InputError
        The tables of the package do not hold together.

    Examples
    --------
    >>> import json, corridors, networkx
    >>> from corridors.exchange.package import packed
    >>> data = json.loads(nodelink(packed(corridors.load_network())))
    >>> graph = networkx.node_link_graph(data, edges="edges")
    >>> graph.nodes["in_nanning"]["mode"]
    'inland'
    """
    found = {sheet.name: sheet for sheet in sheets(package, told)}
    network = package.network()
    links = found.pop("links")
    edges: list[dict[str, object]] = []
    for row, line in zip(links.rows, links.shapes or (), strict=True):
        i = network.links.index[str(row["id"])]
        ends = [row["from_node_id"], row["to_node_id"]]
        for direction, (tail, head) in (("ab", ends), ("ba", ends[::-1])):
            arc: dict[str, object] = {
                "source": tail, "target": head, "key": f"{row['id']}/{direction}",
                "link_id": row["id"], "direction": direction,
                "length": float(str(row["length_km"])) * METRES_PER_KM,
                "travel_time": link_hours(network, i, direction) * SECONDS_PER_HOUR,
                "geometry": line if direction == "ab" else line[::-1]}
            rest = _filled(row) if direction == "ab" else {"mode": row["mode"]}
            edges.append({**arc, **{key: value for key, value in rest.items()
                                    if key not in ("id", "from_node_id", "to_node_id")}})
    nodes = found.pop("nodes")
    data = {
        "directed": True, "multigraph": True,
        "graph": {"crs": "epsg:4326", "name": f"corridors {package.date}", OWN: {
            "schema": 1, "tables": {name: _table(sheet) for name, sheet in found.items()}}},
        "nodes": [{**_filled(row), "x": line[0][0], "y": line[0][1]}
                  for row, line in zip(nodes.rows, nodes.shapes or (), strict=True)],
        "edges": edges}
    return (json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _filled(row: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if value is not None}


def _table(sheet: Sheet) -> list[dict[str, object]]:
    if sheet.shapes is None:
        return [_filled(row) for row in sheet.rows]
    return [{**_filled(row), "lon": line[0][0], "lat": line[0][1]}
            for row, line in zip(sheet.rows, sheet.shapes, strict=True)]


# ---- back
def read_json(path: Path) -> Any:
    """JSON of a stranger: bounded in size and depth, no key twice, no numbers that are none.

    Raises
    ------
    InputError
        The file is missing, too large, no JSON, or nested too deeply.
    """
    try:
        text = read_bounded(path, MAX_MB * 1_000_000).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(fault("json_broken", file=path, reason=error)) from None
    return read_json_text(text, path)


def read_json_text(text: str, path: Path) -> Any:
    """JSON of a stranger that was read already, see :func:`read_json`."""
    return parse_json(path, text, "json_broken", strict=True)


def read_nodelink(path: Path) -> Package:
    """Read a network in node-link form.

    Raises
    ------
    InputError
        The file cannot be read (see :func:`read_json`) or is no graph; with all faults of its
        nodes, arcs and tables, each counted from 1.
    """
    data = read_json(path)
    nodes, edges, own = _parts(data, path)
    layers: dict[str, Layer] = {}
    faults: list[Fault] = []
    rows = [dict(node) for node in nodes]
    for row in rows:
        row["lon"], row["lat"] = row.pop("x", row.get("lon")), row.pop("y", row.get("lat"))
    layers["nodes"] = Layer("nodes", rows, _numbers(rows))
    layers["links"] = _links(edges, path, faults)
    for name, table in own.items():
        if name not in (*CARRIED, PARAMETERS, TOLD) or name in layers:
            layers.setdefault(name, Layer(name, [], []))
        elif not isinstance(table, list) or not all(isinstance(row, dict) for row in table):
            faults.append(FeatureFault("json_rows", {}, str(path), layer=str(name)))
        else:
            layers[name] = Layer(name, [dict(row) for row in table], _numbers(table))
    for layer in layers.values():
        faults += _cells(layer, path)
    if faults:
        raise InputError(faults)
    return package_of(layers, path)


def _numbers(rows: list[Any]) -> list[int]:
    return list(range(1, len(rows) + 1))


def _parts(data: Any, path: Path) -> tuple[list[Any], list[Any], Mapping[str, Any]]:
    """Nodes, arcs and own tables of a graph."""
    nodes = data.get("nodes") if isinstance(data, dict) else None
    edges = data.get("edges", data.get("links")) if isinstance(data, dict) else None
    good = all(isinstance(part, list) and all(isinstance(item, dict) for item in part)
               for part in (nodes, edges))
    if not good or nodes is None or edges is None:
        raise InputError(fault("json_graph", file=path))
    if max(len(nodes), len(edges)) > 2 * MAX_ROWS:
        raise InputError(fault("json_long", file=path, limit=2 * MAX_ROWS))
    graph = data.get("graph")
    own = graph.get(OWN) if isinstance(graph, dict) else None
    tables = own.get("tables") if isinstance(own, dict) else None
    return nodes, edges, tables if isinstance(tables, dict) else {}


def _links(edges: list[Any], path: Path, faults: list[Fault]) -> Layer:
    """Arcs from a to b as rows of links; arcs back are passed over."""
    import pyproj

    rows: list[dict[str, object]] = []
    fids: list[int] = []
    shapes: list[Drawn | None] = []
    for fid, edge in enumerate(edges, 1):
        if edge.get("direction") == "ba":
            continue
        row = {key: value for key, value in edge.items() if key not in ARC}
        row |= {"id": edge.get("link_id"), "from_node_id": edge.get("source"),
                "to_node_id": edge.get("target")}
        rows.append(row)
        fids.append(fid)
        shape = _line(edge.get("geometry"))
        if shape is None:
            faults.append(FeatureFault("feature_broken", {}, str(path), fid, "links", None,
                                       str(fid), "links", fid))
        shapes.append(shape)
    return Layer("links", rows, fids, shapes, pyproj.CRS.from_epsg(4326))


def _line(found: Any) -> Drawn | None:
    try:
        line = tuple((float(x), float(y)) for x, y in found)
    except (TypeError, ValueError):
        return None
    return Drawn("LineString", (line,)) if len(line) > 1 else None


def _cells(layer: Layer, path: Path) -> list[Fault]:
    """Cells that are neither a value nor a list of values."""
    return [FeatureFault("json_cell", {"column": key}, str(path), fid, layer.name, key, str(fid),
                         layer.name, fid)
            for row, fid in zip(layer.rows, layer.fids, strict=True)
            for key, value in row.items()
            if isinstance(value, dict) or (isinstance(value, list) and any(
                isinstance(item, list | dict) for item in value))]
