"""A GeoPackage read without trust: plain tables alone, bounded in size, rows and time."""

from __future__ import annotations

import sqlite3
import struct
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import Fault, InputError, fault
from corridors.exchange.changed import CHANGE_LOG, CHANGES
from corridors.exchange.features import MAX_ROWS, FeatureFault, Layer, package_of
from corridors.exchange.package import Package
from corridors.exchange.wkb import Drawn, WkbError, drawn
from corridors.inputfile import check_ordinary

if TYPE_CHECKING:
    import pyproj

MAX_MB = 200
"""Largest file, megabytes."""
MAX_CELL = 4_000_000
"""Longest cell, bytes; a line of a quarter of a million points."""
MAX_SECONDS = 8.0
"""Longest time that reading may take."""
MAX_LAYERS = 200
SQLITE = b"SQLite format 3\x00"
PASSED_OVER = ("layer_styles", "qgis_projects", CHANGES, CHANGE_LOG)
"""Tables that belong to a program, or that say something about the others."""
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}
_ENVELOPES = (0, 32, 48, 48, 64)


def read_geopackage(path: Path) -> Package:
    """Read a GeoPackage of our layers, as exported and edited in QGIS.

    Points stand for ``lon`` and ``lat``, lines for the course of a link; other reference systems
    are turned into degrees WGS84 and said.

    Raises
    ------
    InputError
        The file is none, is open elsewhere or too large; with all faults of its layers, each with
        layer and feature.
    """
    faults: list[Fault] = []
    layers: dict[str, Layer] = {}
    _check_file(path)
    stop = time.monotonic() + MAX_SECONDS
    try:
        with closing(_opened(path, stop)) as base:
            for name, kind in _tables(base):
                if kind == "table":
                    layers[name] = _layer(base, path, name, faults)
                else:
                    faults.append(FeatureFault("gpkg_view", {"layer": name}, str(path),
                                               layer=name))
    except (sqlite3.Error, UnicodeDecodeError) as error:  # its messages quote the file
        if time.monotonic() > stop:
            raise InputError(fault("gpkg_slow", file=path, seconds=f"{MAX_SECONDS:g}")) from None
        raise InputError(fault("gpkg_broken", file=path, reason=error)) from None
    if faults:
        raise InputError(faults)
    return package_of(layers, path)


def _check_file(path: Path) -> None:
    check_ordinary(path, MAX_MB * 1_000_000)
    with path.open("rb") as stream:
        if stream.read(len(SQLITE)) != SQLITE:
            raise InputError(fault("gpkg_none", file=path))
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise InputError(fault("gpkg_open", file=path, log=log.name))


def _opened(path: Path, stop: float) -> sqlite3.Connection:
    """A connection that can read tables and nothing else."""
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    base.text_factory = lambda raw: raw.decode("utf-8", "replace")
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    base.set_authorizer(_authorised)
    base.set_progress_handler(lambda: time.monotonic() > stop, 20_000)
    return base


def _authorised(action: int, *_: Any) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _tables(base: sqlite3.Connection) -> list[tuple[str, str]]:
    """Layers and tables that the file declares, with ``table``, or ``view`` for all else."""
    stored = {str(name): "view" if kind != "table" or str(sql).upper().startswith(
        "CREATE VIRTUAL") else "table" for name, kind, sql in base.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view') "
        "LIMIT 10000")}
    declared = [str(row[0]) for row in base.execute(
        "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') "
        "LIMIT ?", (MAX_LAYERS,))]
    return [(name, stored[name]) for name in declared
            if name in stored and name not in PASSED_OVER]


def _layer(base: sqlite3.Connection, path: Path, name: str, faults: list[Fault]) -> Layer:
    """One table with its geometry."""
    quoted = '"' + name.replace('"', '""') + '"'
    described = base.execute(f"PRAGMA table_info({quoted})").fetchall()
    names = [str(row[1]) for row in described]
    key = next((str(row[1]) for row in described if row[5] == 1
                and str(row[2]).upper() == "INTEGER"), None)
    found = base.execute("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE "
                         "table_name = ?", (name,)).fetchone() if _has(
        base, "gpkg_geometry_columns") else None
    cells = ", ".join('"' + column.replace('"', '""') + '"' for column in names)
    number = "rowid" if key is None else '"' + key.replace('"', '""') + '"'
    rows = base.execute(f"SELECT {number}, {cells} FROM {quoted} "  # noqa: S608 (names quoted)
                        f"LIMIT {MAX_ROWS + 1}").fetchall()
    if len(rows) > MAX_ROWS:
        raise InputError(FeatureFault("layer_rows", {"limit": MAX_ROWS}, str(path), layer=name))
    fids = [int(row[0]) for row in rows]
    made = [dict(zip(names, row[1:], strict=True)) for row in rows]
    for row in made:
        if key is not None and key != "id":
            row.pop(key)
    if found is None:
        return Layer(name, made, fids)
    if not isinstance(found[1], int):
        raise InputError(FeatureFault("layer_crs", {"found": str(found[1])[:60]}, str(path),
                                      layer=name))
    shape_column = str(found[0])
    shapes: list[Drawn | None] = []
    for row, fid in zip(made, fids, strict=True):
        blob = row.pop(shape_column, None)
        try:
            shapes.append(None if blob is None else _shape(blob))
        except WkbError as error:
            shapes.append(Drawn(error.found or "?", ((),)))
            faults.append(FeatureFault(
                "feature_kind" if error.found else "feature_broken",
                {"found": error.found, "count": 1, "allowed": "Point, LineString"}, str(path),
                fid, name, None, str(fid), name, fid))
    return Layer(name, made, fids, shapes, _crs(base, path, name, found[1], faults))


def _has(base: sqlite3.Connection, table: str) -> bool:
    return base.execute("SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'table'",
                        (table,)).fetchone() is not None


def _shape(blob: object) -> Drawn | None:
    """Geometry behind the heading of a GeoPackage; None where it is empty."""
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP" or blob[2] != 0:
        raise WkbError
    flags = blob[3]
    envelope = flags >> 1 & 7
    if flags & 32 or envelope >= len(_ENVELOPES):
        raise WkbError
    shape = drawn(blob[8 + _ENVELOPES[envelope]:])
    return shape if shape.parts else None


def _crs(base: sqlite3.Connection, path: Path, name: str, key: int,
         faults: list[Fault]) -> pyproj.CRS | None:
    """Reference system of a layer; None where it is undefined."""
    import pyproj

    row = base.execute("SELECT organization, organization_coordsys_id, definition FROM "
                       "gpkg_spatial_ref_sys WHERE srs_id = ?", (key,)).fetchone()
    if row is None or key in (0, -1):
        return None
    tries: tuple[Callable[[], pyproj.CRS], ...] = (
        lambda: pyproj.CRS.from_authority(str(row[0]), int(row[1])),
        lambda: pyproj.CRS.from_wkt(str(row[2])))
    for attempt in tries:
        try:
            return attempt()
        except (pyproj.exceptions.CRSError, ValueError, TypeError, struct.error):
            continue
    faults.append(FeatureFault("layer_crs", {"found": str(row[2])[:60]}, str(path), layer=name))
    return None
