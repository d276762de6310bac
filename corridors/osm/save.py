"""A network built from OpenStreetMap as GeoPackage, GraphML or GeoParquet, and back again.

Everything is made in a folder of its own beside the output and moved into place at the end: a
run that fails or is broken off leaves what was there before, and nothing half-written.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from corridors import __version__
from corridors.errors import InputError, MissingPackageError, OutputError, fault
from corridors.gisfile import check_gis
from corridors.osm.frames import TEXTS
from corridors.osm.graph import ATTRIBUTION, Built
from corridors.storage.sets import check_targets, stage

if TYPE_CHECKING:
    import networkx as nx

DATED = "OGR_CURRENT_DATE"
NO_DATE = "2000-01-01T00:00:00Z"
"""Stands in the GeoPackage where the data do not say how old they are; never the clock."""
GRAPHML_UP_TO = 1_000_000
"""Edges; GraphML of more would have many gigabytes."""


def save(built: Built, folder: Path, formats: Collection[str],
         beside: Mapping[str, bytes] | None = None) -> tuple[str, ...]:
    """Write a network, all files or none.

    Parameters
    ----------
    formats
        Of :data:`WRITERS`: ``gpkg``, ``graphml``, ``parquet``.
    beside
        Further files by name, written together with the others.

    Returns
    -------
    names
        Of the files written, sorted.

    Raises
    ------
    InputError
        The network is too large for GraphML.
    MissingPackageError
        pyarrow is not installed and ``parquet`` was asked for.
    OutputError
        The folder cannot be written or the disk is full; earlier files are as they were.
    """
    if "graphml" in formats and len(built.edges) > GRAPHML_UP_TO:
        raise InputError(fault("osm_graphml_large", count=f"{len(built.edges):,}",
                               limit=f"{GRAPHML_UP_TO:,}"))
    check_room(folder, formats)
    try:
        with stage(folder, remove=FILES) as work:
            for form in sorted(set(formats)):
                WRITERS[form](built, work.folder)
            for file, content in (beside or {}).items():
                work.add(file, content)
    except RuntimeError as error:
        reason = " ".join(str(error).split())
        raise OutputError(fault("output_failed", file=folder, reason=reason)) from error
    return tuple(sorted(work.written.files))


def check_room(folder: Path, formats: Collection[str]) -> None:
    """Find out before long work whether a network can be written.

    Raises
    ------
    MissingPackageError
        pyarrow is not installed and ``parquet`` was asked for.
    OutputError
        The folder cannot be written.
    """
    if "parquet" in formats and importlib.util.find_spec("pyarrow") is None:
        raise MissingPackageError(fault("package_missing", package="pyarrow",
                                        install='"corridors[osm]"'))
    check_targets([folder / "summary.json"])


def load(path: Path) -> nx.MultiDiGraph:
    """Read a saved network as osmnx has it: ``.gpkg``, ``.graphml`` or ``edges.parquet``.

    Raises
    ------
    InputError
        There is no such file, or it holds no such network.
    """
    import geopandas as gpd
    import osmnx

    check_gis(path)
    try:
        if path.suffix == ".graphml":
            return osmnx.load_graphml(path, edge_dtypes=dict.fromkeys(TEXTS, str) | {
                "lanes": int, "tracks": int, "reversible": _is_true})
        if path.suffix == ".gpkg":
            nodes, edges = (gpd.read_file(path, layer=layer) for layer in ("nodes", "edges"))
        else:
            nodes, edges = (gpd.read_parquet(path.with_name(f"{name}.parquet"))
                            for name in ("nodes", "edges"))
            nodes, edges = nodes.reset_index(), edges.reset_index()
        return osmnx.graph_from_gdfs(nodes.set_index("osmid"), edges.set_index(["u", "v", "key"]))
    except Exception as error:  # whatever a strange file makes its readers stumble over
        raise InputError(fault("osm_no_network", file=path,
                               reason=" ".join(str(error).split()))) from None


def _is_true(text: str) -> bool:
    return text == "True"


# ---- formats
def _geopackage(built: Built, folder: Path) -> None:
    import pandas as pd
    import pyogrio

    path = folder / "network.gpkg"
    before = pyogrio.get_gdal_config_option(DATED)
    stamp = (built.source.timestamp or NO_DATE).removesuffix("Z") + ".000Z"
    pyogrio.set_gdal_config_options({DATED: stamp})
    try:
        pyogrio.write_dataframe(built.nodes.reset_index(), path, layer="nodes", driver="GPKG")
        pyogrio.write_dataframe(built.edges.reset_index(), path, layer="edges", driver="GPKG",
                                geometry_type="LineString")
        if len(built.planned):
            pyogrio.write_dataframe(built.planned, path, layer="planned", driver="GPKG",
                                    geometry_type="LineString")
        about = pd.DataFrame(sorted(told(built).items()), columns=["key", "value"])
        pyogrio.write_dataframe(about, path, layer="about", driver="GPKG")
    finally:
        pyogrio.set_gdal_config_options({DATED: before})


def _graphml(built: Built, folder: Path) -> None:
    import osmnx

    graph = built.graph()
    graph.graph.update(told(built))
    osmnx.save_graphml(graph, folder / "network.graphml")


def _parquet(built: Built, folder: Path) -> None:
    built.nodes.to_parquet(folder / "nodes.parquet")
    built.edges.to_parquet(folder / "edges.parquet")
    if len(built.planned):
        built.planned.to_parquet(folder / "planned.parquet")


WRITERS: dict[str, Callable[[Built, Path], None]] = {
    "gpkg": _geopackage, "graphml": _graphml, "parquet": _parquet}

FILES = ("network.gpkg", "network.graphml", "nodes.parquet", "edges.parquet", "planned.parquet")
"""All that the forms of a network may consist of; those of an earlier network that are not made
anew go, since beside this one they would belie it."""


def told(built: Built) -> dict[str, str]:
    """What every file says about itself: licence, source, its date and hash, package version."""
    source = built.source
    return {"attribution": ATTRIBUTION, "licence": "ODbL-1.0", "source": source.name,
            "source_timestamp": source.timestamp, "source_sha256": source.sha256,
            "replication_sequence": source.sequence, "simplified_by": built.simplified_by,
            "package_version": __version__}
