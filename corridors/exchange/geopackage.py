"""A network as a GeoPackage that QGIS opens with its colours, names and lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.exchange.files import dated, made
from corridors.exchange.package import CARRIED, Package
from corridors.exchange.qgis import alias, qml
from corridors.exchange.sheets import Sheet, sheets
from corridors.messages import say
from corridors.network.frames import CRS
from corridors.schema import columns

if TYPE_CHECKING:
    import pandas as pd

STYLES = "layer_styles"
"""Table where QGIS looks for styles."""
VERSION = "1.2"
"""Version of the format, one that QGIS 3.22 of 2021 reads without a warning."""
ORDER = ("places", "locks", "nodes", "changes", "links")
"""Layers with geometry, the topmost first."""
_STYLES = """CREATE TABLE layer_styles (
 id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
 f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
 styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
 owner TEXT(30), ui TEXT(30), update_time DATETIME)"""
_COLUMNS = """CREATE TABLE gpkg_data_columns (
 table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
 mime_type TEXT, constraint_name TEXT,
 CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
 CONSTRAINT gdc_tn UNIQUE (table_name, name))"""
_SCHEMA = ("gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema", "read-write")


def geopackage_of(package: Package, lang: str = "zh", told: Iterable[tuple[str, str]] = (),
                  more: Sequence[Sheet] = (), name: str = "network.gpkg") -> bytes:
    """A GeoPackage of a package, with styles and names of columns.

    Lists are joined by semicolons. The table ``about`` names date, data version, projects and
    the licence of each kind of geometry.

    Parameters
    ----------
    lang
        Language of the names of columns, of the legend and of the labels.
    told
        Further rows of ``about``.
    more
        Further layers, see :mod:`corridors.exchange.changed`.
    name
        Named in errors.

    Raises
    ------
    OutputError
        The folder for temporary files cannot be written or its disk is full.
    """
    found = [*more, *sheets(package, told)]
    found.sort(key=lambda sheet: ORDER.index(sheet.name) if sheet.name in ORDER else len(ORDER))

    def write(path: Path) -> None:
        dated(package.date, lambda: _layers(found, path))
        _dress(found, path, package.date, lang)

    return made(name, write)


def _layers(found: Iterable[Sheet], path: Path) -> None:
    import pyogrio

    for sheet in found:
        options = {"IDENTIFIER": say(f"layer.{sheet.name}", "zh") + " "
                   + say(f"layer.{sheet.name}", "en"),
                   "DESCRIPTION": say(f"layer_about.{sheet.name}", "zh") + " "
                   + say(f"layer_about.{sheet.name}", "en")}
        pyogrio.write_dataframe(frame(sheet), path, layer=sheet.name, driver="GPKG",
                                geometry_type=sheet.kind or None, layer_options=options,
                                dataset_options={"VERSION": VERSION})


def frame(sheet: Sheet) -> pd.DataFrame:
    """A sheet as a DataFrame, a GeoDataFrame where it has shapes; lists joined by semicolons."""
    import pandas as pd

    data: dict[str, Any] = {}
    for name, kind in sheet.types.items():
        cells = [row.get(name) for row in sheet.rows]
        if kind == "float":
            data[name] = pd.Series(cells, dtype="float64")
        elif kind == "int":
            data[name] = pd.array([None if cell is None else int(float(str(cell)))
                                   for cell in cells], dtype="Int64")
        elif kind == "bool":
            data[name] = pd.array([None if cell is None else bool(cell) for cell in cells],
                                  dtype="boolean")
        else:
            data[name] = pd.Series([_text(cell) for cell in cells], dtype=object)
    if sheet.shapes is None:
        return pd.DataFrame(data)
    import geopandas
    import shapely

    shapes = ([shapely.Point(line[0]) for line in sheet.shapes] if sheet.kind == "Point"
              else [shapely.LineString(line) for line in sheet.shapes])
    made_of: pd.DataFrame = geopandas.GeoDataFrame(data, geometry=shapes, crs=CRS)
    return made_of


def _text(cell: object) -> str | None:
    """A cell as text; the character zero, which ends a text in the format, is left out."""
    if cell is None:
        return None
    return (";".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)).replace("\0", "")


def _dress(found: Iterable[Sheet], path: Path, date: str, lang: str) -> None:
    """Add the styles, and the names and meanings of the columns."""
    moment = f"{date}T00:00:00.000Z"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("PRAGMA synchronous = OFF")  # the file is read back and thrown away
        base.execute(_STYLES)
        base.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
                     "last_change, srs_id) VALUES (?, 'attributes', ?, '', ?, 0)",
                     (STYLES, STYLES, moment))
        base.execute(_COLUMNS)
        extension = base.execute("SELECT 1 FROM sqlite_master WHERE name='gpkg_extensions'")
        if extension.fetchone() is None:
            base.execute("CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, "
                         "extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT "
                         "NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, "
                         "extension_name))")
        base.execute("INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, ?, ?, ?)",
                     _SCHEMA)
        for sheet in found:
            base.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
                "owner, ui, update_time) "
                "VALUES ('', '', ?, ?, 'corridors', ?, '', 1, ?, '', NULL, ?)",
                (sheet.name, "geom" if sheet.kind else "", qml(sheet.name, sheet.types, lang),
                 say("style_about", lang, layer=say(f"layer.{sheet.name}", lang)), moment))
            declared = columns(sheet.name) if sheet.name in CARRIED else {}
            base.executemany(
                "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, "
                "description) VALUES (?, ?, ?, ?, ?)",
                [(sheet.name, name, None, alias(sheet.name, name, lang),
                  declared[name].description if name in declared else None)
                 for name in sheet.types])

