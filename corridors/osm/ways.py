"""Classified ways as arrays: what every source of OpenStreetMap data is turned into.

Files, Overpass answers and raw osmnx graphs all become :class:`Ways`; clipping, splitting and
the building of graphs know nothing else.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corridors.osm.arrays import Bools, Floats, Ints, offsets, steps_m
from corridors.osm.arrays import cut as cut_parts
from corridors.osm.tags import DEFAULT_CLASSES, MODES, TAGS, Kind, classify

if TYPE_CHECKING:
    import networkx as nx
    import shapely

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data come from, as they say themselves; empty where they do not.

    Attributes
    ----------
    name
        Name of the file without its folder, or ``Overpass``.
    timestamp
        Up to when the data go: the replication timestamp of the header, else the latest change
        of an object that was used.
    timestamp_basis
        ``header`` or ``latest_change``.
    sequence
        Replication sequence number.
    bounds
        Of the header: west, south, east, north in degrees.
    sha256
        Of the file.
    """

    name: str
    timestamp: str = ""
    timestamp_basis: str = ""
    sequence: str = ""
    generator: str = ""
    bounds: Bounds | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """Courses of classified ways.

    Way ``i`` runs through ``refs[starts[i]:starts[i + 1]]``, places in the node arrays. One
    OpenStreetMap way may stand here several times: where nodes are missing or lie outside of
    the area, its parts are courses of their own.

    Attributes
    ----------
    osmid
        OpenStreetMap ids of the ways, (n,).
    kinds, kind
        What occurs, and which of them each way is, (n,).
    starts, refs
        (n + 1,) and (m,).
    node_ids, lon, lat
        OpenStreetMap ids in ascending order and degrees, (k,).
    gates
        Whether a node is a lock gate, (k,).
    missing
        Nodes that ways name and the data do not hold.
    cut
        Places of the nodes at which a way was cut: at the border of the area, or where its next
        node is missing. A dead end there is none on the ground.
    """

    osmid: Ints
    kinds: tuple[Kind, ...]
    kind: npt.NDArray[np.int32]
    starts: Ints
    refs: Ints
    node_ids: Ints
    lon: Floats
    lat: Floats
    gates: Bools
    source: Source
    missing: int = 0
    cut: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self.osmid)

    def of(self, states: Collection[str]) -> Ways:
        """The ways in some states; nodes stay as they are."""
        wanted = np.array([kind.state in states for kind in self.kinds], bool)
        return self._only(wanted[self.kind] if len(self.kinds) else np.zeros(0, bool))

    def line(self, i: int) -> Floats:
        """Course of way ``i``: longitude and latitude in degrees, (points, 2)."""
        at = self.refs[self.starts[i]:self.starts[i + 1]]
        return np.column_stack([self.lon[at], self.lat[at]])

    def bounds(self) -> Bounds | None:
        """West, south, east, north of the nodes in degrees; None without any."""
        if not len(self.refs):
            return None
        lon, lat = self.lon[self.refs], self.lat[self.refs]
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())

    def clipped(self, area: shapely.Geometry) -> Ways:
        """The ways in an area: each segment with at least one end in it.

        Parameters
        ----------
        area
            Polygon or multipolygon in degrees (WGS 84).
        """
        import shapely

        west, south, east, north = area.bounds
        inside = ((self.lon >= west) & (self.lon <= east)
                  & (self.lat >= south) & (self.lat <= north))
        near = np.flatnonzero(inside)
        shapely.prepare(area)
        inside[near] = shapely.intersects_xy(area, self.lon[near], self.lat[near])
        at = self.refs
        return self._parts(inside[at[:-1]] | inside[at[1:]] if len(at) else np.zeros(0, bool))

    def _only(self, kept: Bools) -> Ways:
        sizes = np.diff(self.starts)
        return replace(self, osmid=self.osmid[kept], kind=self.kind[kept],
                       starts=offsets(sizes[kept]), refs=self.refs[np.repeat(kept, sizes)])

    def _parts(self, kept: Bools) -> Ways:
        """The ways cut down to some of the segments between neighbours in ``refs``, (m - 1,)."""
        parts = cut_parts(self.osmid, self.kind, self.starts, self.refs, kept)
        parts["cut"] = np.union1d(self.cut, parts["cut"])
        return replace(self, **parts)


@dataclass(slots=True)
class Gathered:
    """Ways as they are read, before their nodes are known.

    Equal kinds are kept once; node ids go into one flat array, so that ten million cost 80 MB.
    """

    modes: Collection[str] = MODES
    classes: Collection[str] = DEFAULT_CLASSES
    osmid: array[int] = field(default_factory=lambda: array("q"))
    kind: array[int] = field(default_factory=lambda: array("i"))
    sizes: array[int] = field(default_factory=lambda: array("q"))
    refs: array[int] = field(default_factory=lambda: array("q"))
    kinds: dict[Kind, int] = field(default_factory=dict)

    def add(self, osmid: int, tags: Mapping[str, str], refs: Iterable[int]) -> bool:
        """Classify a way and keep it; whether it was kept."""
        kind = classify(tags, self.modes, self.classes)
        if kind is None:
            return False
        before = len(self.refs)
        self.refs.extend(refs)
        self.osmid.append(osmid)
        self.kind.append(self.kinds.setdefault(kind, len(self.kinds)))
        self.sizes.append(len(self.refs) - before)
        return True

    def node_ids(self) -> Ints:
        """Ids of all nodes named, ascending, each once."""
        return np.unique(np.frombuffer(self.refs, np.int64)) if self.refs else np.zeros(0, int)

    def located(self, node_ids: Ints, lon: Floats, lat: Floats, gates: Bools,
                source: Source) -> Ways:
        """Join the ways with the nodes that were found.

        Parameters
        ----------
        node_ids, lon, lat, gates
            In ascending order of the ids; degrees. Ways are cut where a node is not among them.
        """
        named = np.array(self.refs, np.int64)
        at = np.searchsorted(node_ids, named)
        at[at == len(node_ids)] = 0
        there = node_ids[at] == named if len(node_ids) else np.zeros(len(named), bool)
        missing = len(np.unique(named[~there]))
        starts = offsets(np.array(self.sizes, np.int64))
        # A node named twice in a row is one; it must not cut the way.
        way = np.repeat(np.arange(len(self.sizes)), np.array(self.sizes, np.int64))
        twice = np.zeros(len(named), bool)
        twice[1:] = (named[1:] == named[:-1]) & (way[1:] == way[:-1])
        starts = offsets(np.bincount(way[~twice], minlength=len(self.sizes)).astype(np.int64))
        at, there = at[~twice], there[~twice]
        osmid, kind = np.array(self.osmid, np.int64), np.array(self.kind, np.int32)
        self._timed(kind, starts, at, there, lon, lat)
        cut = cut_parts(osmid, kind, starts, at.astype(np.int64),
                   there[:-1] & there[1:] if len(at) else np.zeros(0, bool))
        return Ways(kinds=tuple(self.kinds), node_ids=node_ids, lon=lon, lat=lat, gates=gates,
                    source=source, missing=missing, **cut)


    def _timed(self, kind: npt.NDArray[np.int32], starts: Ints, at: Ints, there: Bools,
               lon: Floats, lat: Floats) -> None:
        """Give ferries with a ``duration`` the speed that follows from their whole course."""
        timed = {number for one, number in self.kinds.items() if one.duration_h}
        known = {number: one for one, number in self.kinds.items() if number in timed}
        for i in np.flatnonzero(np.isin(kind, sorted(timed))) if timed else ():
            part = slice(starts[i], starts[i + 1])
            one = known[int(kind[i])]
            if not there[part].all() or not one.duration_h:
                continue
            nodes = at[part]
            kph = round(float(steps_m(lon[nodes], lat[nodes]).sum()) / 1000 / one.duration_h, 1)
            if kph >= 1:
                new = replace(one, speed_kph=kph, speed_basis="duration")
                kind[i] = self.kinds.setdefault(new, len(self.kinds))


def from_elements(elements: Iterable[Mapping[str, Any]], source: Source,
                  modes: Collection[str] = MODES,
                  classes: Collection[str] = DEFAULT_CLASSES) -> Ways:
    """Ways out of Overpass JSON: ``node`` (id, lat, lon, tags) and ``way`` (id, nodes, tags).

    An element that comes twice (answers of neighbouring tiles) counts once.
    """
    gathered = Gathered(modes, classes)
    points: dict[int, tuple[float, float, bool]] = {}
    seen: set[int] = set()
    for one in elements:
        tags = one.get("tags", {})
        if one["type"] == "node":
            points[int(one["id"])] = (float(one["lon"]), float(one["lat"]),
                                      tags.get("waterway") == "lock_gate")
        elif one["type"] == "way" and one["id"] not in seen:
            seen.add(one["id"])
            gathered.add(int(one["id"]), tags, one.get("nodes", ()))
    return _joined(gathered, points, source)


def from_osmnx(graph: nx.MultiDiGraph, source: Source, modes: Collection[str] = MODES,
               classes: Collection[str] = DEFAULT_CLASSES) -> Ways:
    """Ways out of a raw osmnx graph: unsimplified, made with ``settings.all_oneway = True``.

    With that setting every segment stands there once, in the direction of its way, and
    ``oneway`` is the tag; osmnx has turned ways with ``oneway=-1`` around already. Tags must be
    kept by ``settings.useful_tags_way`` (see :data:`~corridors.osm.tags.TAGS`), lock gates by
    ``useful_tags_node`` with ``waterway``.
    """
    gathered = Gathered(modes, classes)
    for u, v, data in graph.edges(data=True):
        tags = {key: str(value) for key, value in data.items() if key in _TAGS}
        tags.pop("duration", None)  # it is that of the whole way, not of a segment
        if tags.get("oneway") in {"-1", "reverse", "T"}:
            tags["oneway"] = "yes"
        gathered.add(int(data["osmid"]), tags, (u, v))
    points = {int(node): (float(data["x"]), float(data["y"]),
                          data.get("waterway") == "lock_gate")
              for node, data in graph.nodes(data=True)}
    return _joined(gathered, points, source)


_TAGS = frozenset(TAGS)

def _joined(gathered: Gathered, points: Mapping[int, tuple[float, float, bool]],
            source: Source) -> Ways:
    wanted = [int(node) for node in gathered.node_ids() if int(node) in points]
    lon, lat, gates = (np.array([points[node][i] for node in wanted]) for i in range(3))
    return gathered.located(np.array(wanted, np.int64), lon.astype(float), lat.astype(float),
                            gates.astype(bool), source)
