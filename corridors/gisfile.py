"""Files that are handed to GDAL: seen to be what their names say before that.

GDAL tells formats by content and follows what some of them refer to: a text that calls itself
``.gpkg`` can make it read other files, or ask a server. A GeoPackage is a data base whose views
and computed columns are programs, which need never end.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from corridors.errors import InputError, fault
from corridors.inputfile import check_ordinary

MAX_BYTES = 500_000_000
BEGINS = {".gpkg": (b"SQLite format 3\x00",), ".shp": (b"\x00\x00\x27\x0a",),
          ".geojson": (b"{",), ".json": (b"{",), ".parquet": (b"PAR1",)}
"""First bytes of a file by the ending of its name, white space and byte-order mark left out."""


def check_gis(path: Path) -> None:
    """See that a GIS file is one, before GDAL opens it.

    Raises
    ------
    InputError
        There is no such ordinary file, it is too large, its content does not begin as its name
        says, or it is a GeoPackage with views or computed columns.
    """
    check_ordinary(path, MAX_BYTES)
    kind = path.suffix.lower()
    wanted = BEGINS.get(kind)
    if wanted is not None:
        with path.open("rb") as stream:
            head = stream.read(4096)
        if kind in (".geojson", ".json"):
            head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not head.startswith(wanted):
            raise InputError(fault("hostile.kind", file=path, kind=kind))
    if kind == ".gpkg":
        _check_tables(path)


def _check_tables(path: Path) -> None:
    """Refuse a GeoPackage that computes what it shows."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            views = [str(name) for (name,) in base.execute(
                "SELECT name FROM sqlite_master WHERE type = 'view' LIMIT 10")]
            tables = [str(name) for (name,) in base.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND sql NOT LIKE 'CREATE VIRTUAL%' LIMIT 1000")]
            views += [f"{table}.{row[1]}" for table in tables for row in base.execute(
                "SELECT * FROM pragma_table_xinfo(?)", (table,)) if row[6] in (2, 3)]
    except (sqlite3.Error, ValueError, UnicodeError) as error:
        raise InputError(fault("hostile.database", file=path, reason=error)) from None
    if views:
        raise InputError(fault("hostile.view", file=path, names=", ".join(views)))
