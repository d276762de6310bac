"""The strategic network beside OpenStreetMap, as a GeoPackage."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.network.geometry import load_courses
from corridors.osm.compare import Compared
from corridors.report.osm_compare import (
    COLUMNS,
    MISSING_COLUMNS,
    TERMINAL_COLUMNS,
    ground_told,
    link_row,
    missing_rows,
    stamp,
    terminal_rows,
)

if TYPE_CHECKING:
    import geopandas as gpd

CRS = "EPSG:4326"
DATED, DATE = "OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z"


def compare_gpkg(compared: Compared) -> bytes:
    """A GeoPackage: links with their verdict, the courses found, missing ways, terminals.

    Same inputs, same content; the date that the format asks for is a constant.
    """
    import pandas as pd
    import pyogrio

    drawn = load_courses(compared.network.data_dir) if compared.network.data_dir else {}
    rows = [link_row(item) for item in compared.links]
    found = [(row, item.found.points) for row, item in zip(rows, compared.links, strict=True)
             if item.found is not None]
    layers = {
        "links": _lines(COLUMNS, rows, [
            drawn[item.link.id].line if item.link.id in drawn
            else (item.link.a.point, item.link.b.point) for item in compared.links]),
        "courses": _lines(COLUMNS, [row for row, _ in found], [line for _, line in found]),
        "missing": _lines(MISSING_COLUMNS, list(missing_rows(compared)),
                          [way.points for way in compared.missing]),
        "terminals": _points(list(terminal_rows(compared))),
    }
    told: list[tuple[str, str]] = [(key, _text(value)) for key, value in stamp(compared).items()]
    for mode, net in compared.nets.items():
        told += [(f"ground_{mode}_{key}", _text(value))
                 for key, value in ground_told(net).items()]
    about = pd.DataFrame(told, columns=["key", "value"])
    before = pyogrio.get_gdal_config_option(DATED)
    pyogrio.set_gdal_config_options({DATED: DATE})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "compare.gpkg"
            for name, frame in layers.items():
                pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG")
            pyogrio.write_dataframe(about, path, layer="about", driver="GPKG")
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({DATED: before})


def _lines(columns: Iterable[str], rows: list[dict[str, Any]], lines: list[Any]
           ) -> gpd.GeoDataFrame:
    from shapely.geometry import LineString

    return _frame(columns, rows, [LineString(line) for line in lines])


def _points(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    from shapely.geometry import Point

    return _frame(TERMINAL_COLUMNS, rows, [Point(row["lon"], row["lat"]) for row in rows])


def _frame(columns: Iterable[str], rows: list[Mapping[str, Any]] | list[dict[str, Any]],
           shapes: list[Any]) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    return gpd.GeoDataFrame(pd.DataFrame(list(rows), columns=list(columns)), geometry=shapes,
                            crs=CRS)


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return "" if value is None else str(value)
