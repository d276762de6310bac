"""Areas with columns as a GeoPackage of several layers."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.exchange.files import DATED
from corridors.exchange.frames import CRS

if TYPE_CHECKING:
    import shapely


def area_geopackage(layers: Mapping[str, Mapping[str, Sequence[Any]]],
                    shapes: Sequence[shapely.Geometry], about: Sequence[tuple[str, str]],
                    date: str) -> bytes:
    """A GeoPackage with layers of the same shapes, and a table ``about``.

    Parameters
    ----------
    layers
        Columns by name, for each layer; missing values are None.
    shapes
        One for each row, degrees WGS84; all polygons, or all points.
    date
        ``YYYY-MM-DD`` that the file says it was last changed on.
    """
    import geopandas as gpd
    import pandas as pd
    import pyogrio
    import shapely

    polygons = all(shape.geom_type.endswith("Polygon") for shape in shapes)
    made = [shapely.multipolygons(list(shapely.get_parts(shape))) for shape in shapes
            ] if polygons else list(shapes)
    before = pyogrio.get_gdal_config_option(DATED)
    pyogrio.set_gdal_config_options({DATED: f"{date}T00:00:00.000Z"})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "areas.gpkg"
            for name, columns in layers.items():
                frame = pd.DataFrame({key: pd.Series(values) for key, values in columns.items()})
                pyogrio.write_dataframe(gpd.GeoDataFrame(frame, geometry=made, crs=CRS), path,
                                        layer=name, driver="GPKG")
            pyogrio.write_dataframe(pd.DataFrame(about, columns=["key", "value"]), path,
                                    layer="about", driver="GPKG")
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({DATED: before})
