"""The strategic links as they are held against the ground: ends, stated length, opening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corridors.changes.grammar import AddLink, AddNode
from corridors.network.model import Network
from corridors.projects.model import Project

Point = tuple[float, float]
OWN_SHARE = 0.1
"""Of a length of which more than this share is not published, the rest is our own."""


@dataclass(frozen=True)
class Spot:
    """A node of the strategic network.

    Attributes
    ----------
    project
        The project that adds it; empty for nodes of the network asked about.
    """

    id: str
    mode: str
    kind: str
    name_zh: str
    name_en: str
    place_id: str
    point: Point
    project: str = ""


@dataclass(frozen=True)
class Stated:
    """A strategic link.

    Attributes
    ----------
    length_km, own_km
        Stated length, and how much of it is no published figure.
    basis
        ``published``, ``partly`` or ``own``.
    project
        The project that adds it; empty for links of the base.
    opened
        Actual opening of that project, ``YYYY[-MM[-DD]]``; empty for the base and where it is
        not open.
    """

    id: str
    mode: str
    line_zh: str
    line_en: str
    a: Spot
    b: Spot
    length_km: float
    own_km: float
    kind: str
    confidence: str
    source_id: str
    project: str = ""
    opened: str = ""

    @property
    def basis(self) -> str:
        """Whether the length is published, partly or not at all."""
        if self.own_km >= self.length_km:
            return "own"
        return "partly" if self.own_km > OWN_SHARE * self.length_km else "published"


@dataclass(frozen=True)
class Strategic:
    """Links and nodes to compare, in the order of their ids; whether projects' are among them."""

    links: tuple[Stated, ...]
    spots: tuple[Spot, ...]
    candidates: bool = False


def strategic(network: Network, projects: Iterable[Project], *, candidates: bool) -> Strategic:
    """Links of a network, and those that projects would add.

    Parameters
    ----------
    candidates
        Take the links of all projects that are not in the network, open or not; else the network
        alone.
    """
    known = tuple(projects)
    adds = {str(change.row["id"]): project for project in known
            for change in project.changes if isinstance(change, AddLink | AddNode)}
    rows: list[tuple[Mapping[str, Any], str]] = []
    nodes: dict[str, Spot] = {}
    for table, out in (("nodes", nodes), ("links", None)):
        frame = network.tables[table]
        for i, key in enumerate(frame["id"]):
            row = {name: frame[name][i] for name in COLUMNS[table]}
            by = adds[str(key)].id if str(key) in adds else ""
            if out is not None:
                out[str(key)] = _spot(row, by)
            else:
                rows.append((row, by))
    if candidates:
        there = {str(row["id"]) for row, _ in rows}
        for project in known:
            for change in project.changes:
                if isinstance(change, AddNode) and str(change.row["id"]) not in nodes:
                    nodes[str(change.row["id"])] = _spot(change.row, project.id)
                elif isinstance(change, AddLink) and str(change.row["id"]) not in there:
                    there.add(str(change.row["id"]))
                    rows.append((change.row, project.id))
    opened = {project.id: project.file.opening.actual or "" for project in known}
    links = [_link(row, by, nodes, opened.get(by, "")) for row, by in rows]
    return Strategic(tuple(sorted(links, key=lambda link: link.id)),
                     tuple(sorted(nodes.values(), key=lambda spot: spot.id)), candidates)


COLUMNS = {
    "nodes": ("id", "mode", "kind", "name_zh", "name_en", "place_id", "lon", "lat"),
    "links": ("id", "mode", "line_zh", "line_en", "from_node_id", "to_node_id", "length_km",
              "published_km", "class", "confidence", "source_id"),
}


def _spot(row: Mapping[str, Any], project: str) -> Spot:
    return Spot(str(row["id"]), str(row["mode"]), str(row.get("kind", "")),
                str(row.get("name_zh", "")), str(row.get("name_en", "")),
                str(row.get("place_id") or ""), (float(row["lon"]), float(row["lat"])), project)


def _link(row: Mapping[str, Any], project: str, nodes: Mapping[str, Spot], opened: str) -> Stated:
    length, confidence = float(row["length_km"]), str(row.get("confidence", "assumed"))
    published = _number(row.get("published_km"))
    if published is None:
        published = 0.0 if confidence == "assumed" else length
    return Stated(str(row["id"]), str(row["mode"]), str(row.get("line_zh", "")),
                  str(row.get("line_en", "")), nodes[str(row["from_node_id"])],
                  nodes[str(row["to_node_id"])], length, max(0.0, length - published),
                  str(row.get("class", "")), confidence, str(row.get("source_id", "")), project,
                  opened)


def _number(value: object) -> float | None:
    if value is None or value == "":
        return None
    number = float(str(value))
    return None if number != number else number
