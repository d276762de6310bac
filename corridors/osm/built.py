"""The user's own network, as ``corridors osm build`` wrote it, for a comparison."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corridors.errors import Fault, InputError, fault
from corridors.gisfile import check_gis
from corridors.osm.net import Net, Vintage
from corridors.schema import is_date

if TYPE_CHECKING:
    import geopandas as gpd

NEEDED = ("u", "v", "mode", "length")
STAMP = "source_timestamp"
"""Key of the layer ``about`` under which the date of the data stands."""


@dataclass(frozen=True, eq=False)
class BuiltFile:
    """A GeoPackage of a build.

    Attributes
    ----------
    nets
        One network for each mode in the file that was asked for.
    planned
        Ways under construction or proposed; None where the file has none.
    """

    path: Path
    nets: dict[str, Net]
    planned: gpd.GeoDataFrame | None


def read_built(path: Path, modes: tuple[str, ...]) -> BuiltFile:
    """Read the edges of some modes.

    Parameters
    ----------
    path
        The GeoPackage, or the folder with it.

    Raises
    ------
    InputError
        No such file, no GeoPackage, no layer ``edges`` with the columns of a build, or no edge
        of any of the modes.
    """
    import pyogrio

    file = _file(path)
    check_gis(file)
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(file)]
    except Exception as error:  # GDAL raises several kinds, of which none says more
        raise InputError(fault("osmc_no_gpkg", file=file, reason=_short(error))) from None
    if "edges" not in layers:
        raise InputError(fault("osmc_no_edges", file=file, layers=", ".join(layers)))
    try:
        edges = pyogrio.read_dataframe(file, layer="edges")
        planned = (pyogrio.read_dataframe(file, layer="planned") if "planned" in layers
                   else None)
    except Exception as error:
        raise InputError(fault("osmc_no_gpkg", file=file, reason=_short(error))) from None
    lacking = [name for name in NEEDED if name not in edges.columns]
    if lacking or "geometry" not in edges.columns:
        raise InputError(fault("osmc_columns", file=file,
                               lacking=", ".join([*lacking] or ["geometry"])))
    if edges.crs is not None and edges.crs.to_epsg() != 4326:
        edges = edges.to_crs(4326)
    version = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    vintage = _vintage(file, layers)
    nets = {mode: _net(edges[edges["mode"] == mode], mode, file.name, version, vintage)
            for mode in modes if (edges["mode"] == mode).any()}
    if not nets:
        raise InputError(fault("osmc_no_mode", file=file, modes=", ".join(modes),
                               found=", ".join(sorted(map(str, edges["mode"].unique())))))
    return BuiltFile(file, nets, planned if planned is not None and len(planned) else None)


def _file(path: Path) -> Path:
    if path.is_dir():
        files = sorted(path.glob("*.gpkg"))
        if len(files) != 1:
            raise InputError(Fault("osmc_folder", {
                "count": len(files), "names": ", ".join(file.name for file in files)}, str(path)))
        return files[0]
    return path


def _short(error: Exception) -> str:
    """What GDAL says, without the path that stands before it anyway."""
    return str(error).splitlines()[0].split(": ")[-1][:160]


def _net(edges: gpd.GeoDataFrame, mode: str, name: str, version: str, vintage: Vintage
         ) -> Net:
    import shapely

    lines = edges.geometry.to_numpy()
    u, v = edges["u"].to_numpy(np.int64), edges["v"].to_numpy(np.int64)
    km = edges["length"].to_numpy(float) / 1000.0
    sound = (shapely.get_type_id(lines) == 1) & np.isfinite(km) & (km > 0)
    # A way that is used both ways stands there twice.
    order = np.lexsort((u > v, np.round(km, 4), np.maximum(u, v), np.minimum(u, v)))
    order = order[sound[order]]
    low, high = np.minimum(u, v)[order], np.maximum(u, v)[order]
    length = np.round(km[order], 4)
    first = np.ones(len(order), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1]) | (length[1:] != length[:-1])
    kept = order[first]
    ids, place = np.unique(np.concatenate([u[kept], v[kept]]), return_inverse=True)
    ends = place.reshape(2, -1).T
    points = np.empty((len(ids), 2))
    for column, at in ((0, 0), (1, -1)):
        points[ends[:, column]] = shapely.get_coordinates(shapely.get_point(lines[kept], at))
    kinds = edges["class"].astype(str).to_numpy()[kept] if "class" in edges.columns else None
    return Net(mode, points, ends, km[kept], name, version, vintage,
               lines[kept], kinds)


def _vintage(file: Path, layers: list[str]) -> Vintage:
    """When the data were taken, as the layer ``about`` says; unknown without it."""
    import pyogrio

    if "about" not in layers:
        return Vintage()
    try:
        about = pyogrio.read_dataframe(file, layer="about", max_features=1000)
    except Exception as error:
        raise InputError(fault("osmc_no_gpkg", file=file, reason=_short(error))) from None
    if not {"key", "value"} <= {*about.columns}:
        return Vintage()
    stamp = str(dict(zip(about["key"], about["value"], strict=True)).get(STAMP) or "")
    return Vintage(stamp[:10], stamp[:10]) if is_date(stamp[:10]) else Vintage()
