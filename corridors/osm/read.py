"""OpenStreetMap files -> classified ways, in two passes over the file.

The first pass takes the ways that are wanted and the ids of their nodes; the second takes those
nodes. Filtering happens inside pyosmium, so that what is not wanted costs nothing here, and
memory follows the ways that are wanted, not the size of the file.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.analysis.ticks import Tick, silent
from corridors.errors import InputError, MissingPackageError, fault
from corridors.inputfile import check_ordinary
from corridors.osm.arrays import Ints
from corridors.osm.tags import CLASSES, DEFAULT_CLASSES, MODES, ROADS
from corridors.osm.ways import Bounds, Gathered, Source, Ways

if TYPE_CHECKING:
    import shapely

FORMATS = (".osm.pbf", ".osm", ".osm.xml", ".osm.bz2", ".osm.gz")
"""Ends of the names of files that are read; what is inside is told by its first bytes."""
_TICK_WAYS, _TICK_NODES = 200_000, 1_000_000
_TIMES = ("osmosis_replication_timestamp", "timestamp")


def read(path: Path, modes: Collection[str] = MODES,
         classes: Collection[str] = DEFAULT_CLASSES, area: shapely.Geometry | None = None,
         tick: Tick = silent) -> Ways:
    """Read the ways of some modes and classes out of a file.

    Parameters
    ----------
    path
        PBF or XML, the latter plain or compressed, see :data:`FORMATS`.
    area
        Polygon in degrees; what lies outside is left out. None keeps all.

    Raises
    ------
    MissingPackageError
        pyosmium is not installed.
    InputError
        The file is missing, broken, cut short or no OpenStreetMap file, holds no such way, or
        none in the area.
    """
    osmium = _osmium()
    kind = file_format(path)
    with _broken(path):
        header = osmium.io.Reader(osmium.io.File(str(path), kind), osmium.osm.NOTHING).header()
    bounds = _bounds(header)
    if area is not None and bounds is not None and _apart(area.bounds, bounds):
        raise InputError(outside(path, bounds))
    stamped = next((text for key in _TIMES if (text := header.get(key, ""))), "")
    gathered = Gathered(modes, classes)
    tick("osm.step.ways")
    with _broken(path):
        latest = _read_ways(osmium, (path, kind), gathered, tick, dated=not stamped)
    if not gathered.osmid:
        raise InputError(fault("osm_no_ways", file=path))
    tick("osm.step.nodes")
    with _broken(path):
        ids, lon, lat, gates = _read_nodes(osmium, (path, kind), gathered.node_ids(), tick,
                                           gates="inland" in modes)
    source = Source(path.name, stamped or latest, "header" if stamped else
                    "latest_change" if latest else "",
                    header.get("osmosis_replication_sequence_number", ""),
                    header.get("generator", ""), bounds, digest(path))
    ways = gathered.located(ids, lon, lat, gates, source)
    if not len(ways):
        raise InputError(fault("osm_no_nodes", file=path, count=ways.missing))
    if area is None:
        return ways
    tick("osm.step.clip")
    inside = ways.clipped(area)
    if not len(inside):
        raise InputError(outside(path, bounds or ways.bounds()))
    return inside


def file_format(path: Path) -> str:
    """Format of a file by its first bytes, as pyosmium calls it.

    Raises
    ------
    InputError
        The file is missing or empty, is a web page, or is of no format that is read.
    """
    check_ordinary(path)
    with path.open("rb") as stream:
        head = stream.read(1024)
    if not head:
        raise InputError(fault("file_empty", file=path))
    if b"OSMHeader" in head[:20]:
        return "pbf"
    if head.startswith(b"BZh"):
        return "xml.bz2"
    if head.startswith(b"\x1f\x8b"):
        return "xml.gz"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<html" in text or text.startswith(b"<!doctype"):
        raise InputError(fault("osm_web_page", file=path))
    if text.startswith(b"<") and b"<osm" in text:
        return "xml"
    raise InputError(fault("osm_format", file=path, allowed=", ".join(FORMATS)))


def outside(path: Path, bounds: Bounds | None) -> Any:
    """The fault that an area lies outside of the data, with the bounds of the data."""
    west, south, east, north = (f"{value:.3f}" for value in bounds or (0.0,) * 4)
    return fault("osm_outside", file=path, west=west, south=south, east=east, north=north)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_ways(osmium: Any, file: tuple[Path, str], gathered: Gathered, tick: Tick, *,
               dated: bool) -> str:
    """Take the ways wanted; the latest change among them where asked for, else empty."""
    latest = ""
    for way in (_processor(osmium, file, osmium.osm.WAY)
                .with_filter(osmium.filter.TagFilter(*wanted(gathered.modes, gathered.classes)))):
        if not gathered.add(way.id, dict(way.tags), [node.ref for node in way.nodes]):
            continue
        if dated and way.timestamp.year > 2000:
            latest = max(latest, f"{way.timestamp:%Y-%m-%dT%H:%M:%SZ}")
        if len(gathered.osmid) % _TICK_WAYS == 0:
            tick(f"{len(gathered.osmid):,}")
    return latest


def _read_nodes(osmium: Any, file: tuple[Path, str], wanted_ids: Ints, tick: Tick, *,
                gates: bool) -> tuple[Ints, Any, Any, Any]:
    """Take the nodes wanted, in ascending order of their ids."""
    ids, lon, lat, locks = array("q"), array("d"), array("d"), array("q")
    nodes = _processor(osmium, file, osmium.osm.NODE)
    if len(wanted_ids) and wanted_ids[0] >= 0:  # ids of unsaved edits are below zero
        nodes = nodes.with_filter(osmium.filter.IdFilter(wanted_ids.tolist()))
    for node in nodes:
        place = node.location
        if not place.valid():
            continue
        ids.append(node.id)
        lon.append(place.lon)
        lat.append(place.lat)
        if gates and node.tags.get("waterway") == "lock_gate":
            locks.append(node.id)
        if len(ids) % _TICK_NODES == 0:
            tick(f"{len(ids):,}")
    found, first = np.unique(np.array(ids, np.int64), return_index=True)
    return (found, np.array(lon, float)[first], np.array(lat, float)[first],
            np.isin(found, np.array(locks, np.int64)))


def wanted(modes: Collection[str], classes: Collection[str]) -> list[tuple[str, str]]:
    """Tags of which a way must have one to be looked at."""
    values: dict[str, list[str]] = {}
    if "road" in modes:
        kept = [value for value in ROADS if value in classes]
        values["highway"] = [*kept, *(f"{value}_link" for value in kept)]
    if "rail" in modes:
        values["railway"] = ["rail", "narrow_gauge"]
    if "inland" in modes:
        values["waterway"] = [value for value in CLASSES["inland"] if value in classes]
    found = []
    for key, allowed in values.items():
        found += [(key, value) for value in (*allowed, "construction", "proposed")]
        found += [(f"{state}:{key}", value) for state in ("construction", "proposed")
                  for value in allowed]
    if "ferry" in modes:
        found.append(("route", "ferry"))
    return found


def _processor(osmium: Any, file: tuple[Path, str], what: Any) -> Any:
    return osmium.FileProcessor(osmium.io.File(str(file[0]), file[1]), what)


def _bounds(header: Any) -> Bounds | None:
    box = header.box()
    if not box.valid():
        return None
    return (box.bottom_left.lon, box.bottom_left.lat, box.top_right.lon, box.top_right.lat)


def _apart(one: Bounds, other: Bounds) -> bool:
    return (one[0] > other[2] or one[2] < other[0] or one[1] > other[3] or one[3] < other[1])


def _osmium() -> Any:
    """The package pyosmium.

    Raises
    ------
    MissingPackageError
        It is not installed.
    """
    try:
        import osmium
    except ImportError:
        raise MissingPackageError(fault("package_missing", package="osmium",
                                        install='"corridors[osm]"')) from None
    return osmium


@contextmanager
def _broken(path: Path) -> Iterator[None]:
    """Say what pyosmium cannot read as an error of the file."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # pyosmium raises several kinds, some of its own
        reason = " ".join(str(error).split())
        key = "osm_truncated" if any(word in reason for word in (
            "unexpected EOF", "unclosed token", "no element found", "truncated",
            "end of file", "bzip2", "gzip")) else "osm_broken"
        raise InputError(fault(key, file=path, reason=reason)) from None
