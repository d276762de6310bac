"""The infrastructure as GraphML that osmnx, networkx and Gephi read, both ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.parsers import expat

from corridors.errors import Fault, InputError, fault
from corridors.exchange.features import MAX_ROWS, FeatureFault, Layer, package_of
from corridors.exchange.files import graph_of, made
from corridors.exchange.nodelink import read_json_text
from corridors.exchange.package import Loss, Package
from corridors.exchange.sheets import TOLD, sheets, stamp
from corridors.exchange.wkb import Drawn
from corridors.inputfile import check_ordinary
from corridors.network.model import Network

MAX_MB = 100
"""Largest file, megabytes."""
MAX_ITEMS = 2 * MAX_ROWS
KEPT = ("places", "sets", "sources", "locks")
"""Tables beside nodes and links that the graph carries along, as text."""
LOST = ("services", "service_stops", "transfers", "vessels", "halts", "values", "parameters")
"""What a graph of the infrastructure cannot hold."""
OWN, STAMP = "corridors_tables", "corridors_stamp"
_CONTROL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
_LINE = re.compile(r"LINESTRING(?: Z)? \(([-+0-9.eE, ]+)\)")


def graphml_of(network: Network, package: Package, told: Iterable[tuple[str, str]] = ()) -> bytes:
    """GraphML with two arcs a link, as ``osmnx.load_graphml`` reads it.

    Nodes and the arcs from a to b have our columns beside those of osmnx; places, sets, sources
    and locks stand as text in an attribute of the graph. Services, stops, transfers, ships,
    halts, the standing of single figures and parameters are lost, as are characters that XML
    cannot hold.

    Parameters
    ----------
    network, package
        The same network, see :func:`corridors.exchange.package.packed`.
    """
    import osmnx

    found = {sheet.name: sheet for sheet in sheets(package, told)}
    graph = graph_of(network)
    nodes = {str(row["id"]): row for row in found["nodes"].rows}
    links = {str(row["id"]): row for row in found["links"].rows}
    for _, data in graph.nodes(data=True):
        data.update(_texts(nodes[data["id"]]))
        for key, value in data.items():
            data[key] = _clean(value) if isinstance(value, str) else value
    for _, _, data in graph.edges(data=True):
        row = links[data["link_id"]]
        forth = data["direction"] == "ab"
        data.update({key: value for key, value in _texts(row).items()
                     if key not in ("id", "from_node_id", "to_node_id")} if forth else {})
        data["name"] = _clean(str(data["name"]))
    graph.graph[OWN] = json.dumps({name: [
        {**{key: value for key, value in row.items() if value is not None},
         **({} if shape is None else {"lon": shape[0][0], "lat": shape[0][1]})}
        for row, shape in zip_longest(found[name].rows, found[name].shapes or ())]
        for name in KEPT})
    graph.graph[STAMP] = json.dumps(dict([*stamp(package), *told]))
    return made("network.graphml", lambda path: osmnx.save_graphml(graph, path))


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    """Filled cells as text; lists joined by semicolons."""
    return {key: _clean(";".join(map(str, value)) if isinstance(value, tuple) else
                        str(value).lower() if isinstance(value, bool) else str(value))
            for key, value in row.items() if value is not None}


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def losses() -> tuple[Loss, ...]:
    """What the format cannot hold."""
    return (Loss("export_graphml", {"tables": ", ".join(LOST), "kept": ", ".join(KEPT)}),)


# ---- back
class _Reader:
    """Nodes, arcs and attributes of a GraphML file; what declares entities is refused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keys: dict[str, str] = {}
        self.graph: dict[str, str] = {}
        self.nodes: list[dict[str, str]] = []
        self.edges: list[dict[str, str]] = []
        self._into: dict[str, str] | None = None
        self._key = ""
        self._text: list[str] = []
        self._depth = 0

    def read(self) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.buffer_text = True
        try:
            with self.path.open("rb") as stream:
                parser.ParseFile(stream)
        except expat.ExpatError as error:
            raise InputError(fault("graphml_broken", file=self.path, line=error.lineno,
                                   reason=expat.errors.messages[error.code])) from None

    def _doctype(self, *_: Any) -> None:
        raise InputError(fault("graphml_entities", file=self.path))

    def _start(self, name: str, about: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 20:
            raise InputError(fault("graphml_deep", file=self.path))
        self._text.clear()
        tag = name.rpartition(":")[2]
        if tag == "key":
            self.keys[about.get("id", "")] = about.get("attr.name", "")
        elif tag == "graph":
            self._into = self.graph
        elif tag == "node":
            self._into = {"": about.get("id", "")}
            self.nodes.append(self._into)
        elif tag == "edge":
            self._into = {"source": about.get("source", ""), "target": about.get("target", "")}
            self.edges.append(self._into)
        elif tag == "data":
            self._key = self.keys.get(about.get("key", ""), "")
        if len(self.nodes) + len(self.edges) > MAX_ITEMS:
            raise InputError(fault("json_long", file=self.path, limit=MAX_ITEMS))

    def _end(self, name: str) -> None:
        self._depth -= 1
        tag = name.rpartition(":")[2]
        if tag == "data" and self._into is not None and self._key:
            self._into[self._key] = "".join(self._text)
        elif tag in ("node", "edge"):
            self._into = self.graph
        self._text.clear()


def read_graphml(path: Path) -> Package:
    """Read a network from GraphML with our columns; the tables that a graph lacks are empty.

    Raises
    ------
    InputError
        The file is missing, too large, no GraphML or declares entities; with all faults of its
        nodes and arcs, each counted from 1.
    """
    check_ordinary(path, MAX_MB * 1_000_000)
    reader = _Reader(path)
    reader.read()
    if not reader.nodes:
        raise InputError(fault("graphml_none", file=path))
    faults: list[Fault] = []
    layers: dict[str, Layer] = {}
    rows: list[dict[str, object]] = [
        {**{key: value for key, value in node.items() if key not in ("", "x", "y", "name")},
         "id": node.get("id", node[""]), "lon": node.get("x"), "lat": node.get("y")}
        for node in reader.nodes]
    layers["nodes"] = Layer("nodes", rows, list(range(1, len(rows) + 1)))
    names = {node[""]: node.get("id", node[""]) for node in reader.nodes}
    layers["links"] = _links(reader, names, faults)
    for name, table in _own(reader, OWN).items():
        if name in KEPT and isinstance(table, list):
            cells = [dict(row) for row in table if isinstance(row, dict)]
            layers[name] = Layer(name, cells, list(range(1, len(cells) + 1)))
    told = [{"key": key, "value": value} for key, value in _own(reader, STAMP).items()]
    layers[TOLD] = Layer(TOLD, told, list(range(1, len(told) + 1)))
    if faults:
        raise InputError(faults)
    return package_of(layers, path)


def _own(reader: _Reader, key: str) -> Mapping[str, Any]:
    """An attribute of the graph that is JSON; empty where another program left it out."""
    if key not in reader.graph:
        return {}
    found = read_json_text(reader.graph[key], reader.path)
    return found if isinstance(found, dict) else {}


def _links(reader: _Reader, names: Mapping[str, str], faults: list[Fault]) -> Layer:
    """Arcs from a to b as rows of links; arcs back are passed over."""
    import pyproj

    rows: list[dict[str, object]] = []
    fids: list[int] = []
    shapes: list[Drawn | None] = []
    ours = {"source", "target", "link_id", "direction", "length", "travel_time", "geometry",
            "name", "osmid", "id"}
    for fid, edge in enumerate(reader.edges, 1):
        if edge.get("direction") == "ba":
            continue
        rows.append({**{key: value for key, value in edge.items() if key not in ours},
                     "id": edge.get("link_id"),
                     "from_node_id": names.get(edge["source"], edge["source"]),
                     "to_node_id": names.get(edge["target"], edge["target"])})
        fids.append(fid)
        shape = _shape(edge.get("geometry", ""))
        if shape is None:
            faults.append(FeatureFault("feature_broken", {}, str(reader.path), fid, "links",
                                       None, str(fid), "links", fid))
        shapes.append(shape)
    return Layer("links", rows, fids, shapes, pyproj.CRS.from_epsg(4326))


def _shape(text: str) -> Drawn | None:
    """A line from well-known text.

    Examples
    --------
    >>> _shape("LINESTRING (108 22, 109 23)").parts
    (((108.0, 22.0), (109.0, 23.0)),)
    """
    found = _LINE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        points = [tuple(map(float, point.split()))[:2] for point in found[1].split(",")]
    except ValueError:
        return None
    if len(points) < 2 or any(len(point) != 2 for point in points):
        return None
    return Drawn("LineString", (tuple((x, y) for x, y in points),))
