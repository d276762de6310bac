"""A network written as GeoPackage or GraphML.

Both are made in a folder of their own and handed over whole, so that a failed run leaves what
was there before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corridors import __version__
from corridors.errors import OutputError, fault
from corridors.network.frames import flat, lines, points
from corridors.network.model import Network

DATED = "OGR_CURRENT_DATE"
ATTRIBUTION = (
    ("roads and rails", "(c) OpenStreetMap contributors, through scgraph-data", "ODbL-1.0"),
    ("rivers", "GSHHG/WDBII 2.3.6, Wessel and Smith", "LGPL-3.0-or-later"),
    ("sea lanes", "searoute 1.6.0, Eurostat marnet", "Apache-2.0"),
    ("tables, digitised courses", "corridors data package", "CC0-1.0"),
)


def geopackage(network: Network) -> bytes:
    """A GeoPackage with layers places, nodes, links, locks and the tables beside them.

    Lists are joined by semicolons. The table ``about`` names date, data version, projects and
    the licence of each kind of geometry.
    """
    import pandas as pd
    import pyogrio

    def layers(path: Path) -> None:
        for name in ("places", "nodes", "locks"):
            pyogrio.write_dataframe(points(network, name), path, layer=name, driver="GPKG")
        pyogrio.write_dataframe(lines(network), path, layer="links", driver="GPKG")
        for name in ("services", "service_stops", "transfers", "vessels", "sets", "sources"):
            pyogrio.write_dataframe(flat(network, name), path, layer=name, driver="GPKG")
        about = pd.DataFrame([
            ("date", network.date), ("data_version", network.data_version),
            ("package_version", __version__), ("projects", ";".join(network.projects)),
            *((f"licence: {what}", f"{who}, {licence}") for what, who, licence in ATTRIBUTION),
        ], columns=["key", "value"])
        pyogrio.write_dataframe(about, path, layer="about", driver="GPKG")

    return made("network.gpkg", lambda path: dated(network.date, lambda: layers(path)))


def graphml(network: Network) -> bytes:
    """GraphML of :meth:`Network.to_networkx`, as ``osmnx.load_graphml`` reads it.

    Edges have ``osmid`` beside ``link_id``: the row number of the link, since osmnx wants whole
    numbers there.
    """
    import osmnx

    graph = network.to_networkx()
    graph.graph.update(
        name=f"corridors {network.date}", data_version=network.data_version,
        package_version=__version__, projects=";".join(network.projects),
        licence="; ".join(f"{what}: {who}, {licence}" for what, who, licence in ATTRIBUTION))
    for _, _, data in graph.edges(data=True):
        data["osmid"] = network.links.index[data["link_id"]]
    return made("network.graphml", lambda path: osmnx.save_graphml(graph, path))


WRITERS: dict[str, Callable[[Network], bytes]] = {"gpkg": geopackage, "graphml": graphml}


def dated(date: str, write: Callable[[], None]) -> None:
    """Write a GeoPackage that says it was last changed on a date, not when the clock says."""
    import pyogrio

    before = pyogrio.get_gdal_config_option(DATED)
    pyogrio.set_gdal_config_options({DATED: f"{date}T00:00:00.000Z"})
    try:
        write()
    finally:
        pyogrio.set_gdal_config_options({DATED: before})


def made(name: str, write: Callable[[Path], Any]) -> bytes:
    """Content of a file that only a path can be handed to.

    Raises
    ------
    OutputError
        The folder for temporary files cannot be written or its disk is full.
    """
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            write(path)
            return path.read_bytes()
    except (OSError, DataSourceError, DataLayerError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise OutputError(fault("output_temporary", file=name, folder=tempfile.gettempdir(),
                                reason=reason)) from error
