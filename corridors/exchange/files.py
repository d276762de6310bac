"""Files that only a path can be handed to, made in a folder of their own and handed over whole.

A failed run leaves what was there before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors import __version__
from corridors.errors import OutputError, fault
from corridors.network.model import Network

if TYPE_CHECKING:
    import networkx as nx

DATED, FLUSHED = "OGR_CURRENT_DATE", "OGR_SQLITE_SYNCHRONOUS"
"""What the driver takes for today, and whether it waits for the disk: it need not, for files that
are read back and thrown away."""
ATTRIBUTION = (
    ("roads and rails", "(c) OpenStreetMap contributors, through scgraph-data", "ODbL-1.0"),
    ("rivers", "GSHHG/WDBII 2.3.6, Wessel and Smith", "LGPL-3.0-or-later"),
    ("sea lanes", "searoute 1.6.0, Eurostat marnet", "Apache-2.0"),
    ("tables, digitised courses", "corridors data package", "CC0-1.0"),
)


def graph_of(network: Network) -> nx.MultiDiGraph:
    """The public graph with what GraphML says of it.

    Edges have ``osmid`` beside ``link_id``: the row number of the link, since osmnx wants whole
    numbers there; ``direction`` is ``ab`` or ``ba``.
    """
    graph = network.to_networkx()
    graph.graph.update(
        name=f"corridors {network.date}", data_version=network.data_version,
        package_version=__version__, projects=";".join(network.projects),
        licence="; ".join(f"{what}: {who}, {licence}" for what, who, licence in ATTRIBUTION))
    links, nodes = network.links, network.nodes
    for tail, _, data in graph.edges(data=True):
        i = links.index[data["link_id"]]
        data["osmid"] = i
        data["direction"] = "ab" if links["from_node_id"][i] == nodes["id"][tail] else "ba"
    return graph


def dated(date: str, write: Callable[[], None]) -> None:
    """Write a GeoPackage that says it was last changed on a date, not when the clock says."""
    import pyogrio

    before = {name: pyogrio.get_gdal_config_option(name) for name in (DATED, FLUSHED)}
    pyogrio.set_gdal_config_options({DATED: f"{date}T00:00:00.000Z", FLUSHED: "OFF"})
    try:
        write()
    finally:
        pyogrio.set_gdal_config_options(before)


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
