"""Areas with their figures as GeoPackage and GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.exchange.files import ATTRIBUTION, dated, made
from corridors.network.frames import CRS

if TYPE_CHECKING:
    import geopandas
    import shapely

DIGITS = 5
"""Decimals of degrees: a metre."""


@dataclass(frozen=True)
class Shape:
    """An area with its figures.

    Attributes
    ----------
    area
        Polygons in degrees WGS84.
    values
        Figures by column; the same columns for all areas of a file.
    """

    area: shapely.Geometry
    values: Mapping[str, object]


def frame_of(shapes: Sequence[Shape]) -> geopandas.GeoDataFrame:
    """Areas as a layer of polygons."""
    import geopandas

    return geopandas.GeoDataFrame([dict(shape.values) for shape in shapes],
                                  geometry=[shape.area for shape in shapes], crs=CRS)


def areas_geopackage(name: str, date: str, layers: Mapping[str, geopandas.GeoDataFrame],
                     about: Iterable[tuple[str, str]]) -> bytes:
    """A GeoPackage with layers of polygons or points, and a table ``about``.

    Parameters
    ----------
    name
        Name of the file.
    date
        ``YYYY-MM-DD`` that stands in the file as its last change.
    layers
        Each holds polygons alone, or points alone; polygons are written as multipolygons.
    about
        Keys and values; the licences of the geometry are added.

    Raises
    ------
    OutputError
        The folder for temporary files cannot be written or its disk is full.
    """
    import pandas as pd
    import pyogrio

    def write(path: Path) -> None:
        for layer, frame in layers.items():
            polygons = bool(frame.geom_type.str.endswith("Polygon").all())
            pyogrio.write_dataframe(
                frame, path, layer=layer, driver="GPKG", promote_to_multi=polygons,
                geometry_type="MultiPolygon" if polygons else "Point")
        rows = [*about, *((f"licence: {what}", f"{who}, {licence}")
                          for what, who, licence in ATTRIBUTION)]
        pyogrio.write_dataframe(pd.DataFrame(rows, columns=["key", "value"]), path,
                                layer="about", driver="GPKG")

    return made(name, lambda path: dated(date, lambda: write(path)))


def areas_geojson(shapes: Iterable[Shape], about: Mapping[str, object]) -> bytes:
    """A FeatureCollection by RFC 7946: WGS84, outer rings against the clock, without a crs.

    Parameters
    ----------
    about
        Foreign member ``about`` beside the features; the licences of the geometry are added.
    """
    features = [{"type": "Feature", "properties": dict(shape.values),
                 "geometry": geometry(shape.area)} for shape in shapes]
    told = {**about, "licences": [f"{what}: {who}, {licence}"
                                  for what, who, licence in ATTRIBUTION]}
    return (json.dumps({"type": "FeatureCollection", "about": told, "features": features},
                       ensure_ascii=False, allow_nan=False) + "\n").encode()


def geometry(area: shapely.Geometry) -> dict[str, object] | None:
    """Polygons as GeoJSON, by the right-hand rule; None where there are none.

    Examples
    --------
    >>> import shapely
    >>> geometry(shapely.box(108, 22, 109, 23))["coordinates"][0][0][:2]
    [[109.0, 22.0], [109.0, 23.0]]
    """
    import shapely
    from shapely.geometry.polygon import orient

    parts = [orient(part) for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    if not parts:
        return None
    return {"type": "MultiPolygon", "coordinates": [
        [[[round(x, DIGITS), round(y, DIGITS)] for x, y in ring.coords]
         for ring in (part.exterior, *part.interiors)] for part in parts]}
