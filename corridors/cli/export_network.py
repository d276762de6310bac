"""``corridors export csv|gpkg|geoparquet|graphml|json``: one command a format, all alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corridors.cli.options import DEBUG, LANG, OPENINGS, console, network_options
from corridors.cli.progress import progress
from corridors.cli.state import asked_network

HELP = {
    "csv": """Write the network as a data package: a folder of CSV tables with its project files.

    导出为数据包：CSV 表格文件夹，含项目库，可再次读入并运行方案。
    """,
    "gpkg": """Write the network as a GeoPackage that QGIS opens with colours, names and lists.

    导出为 GeoPackage，在 QGIS 中打开即有配色、中文列名和下拉选项；指定方案时另有“变化的路段”图层。
    """,
    "geoparquet": """Write the network as GeoParquet, one file a layer.

    导出为 GeoParquet，每个图层一个文件。
    """,
    "graphml": """Write the infrastructure as GraphML for osmnx, networkx and Gephi.

    导出为 GraphML（仅基础设施），供 osmnx、networkx、Gephi 使用。
    """,
    "json": """Write the network as JSON in the node-link form of networkx.

    导出为 networkx 的 node-link JSON。
    """,
}


def _command(form: str) -> click.Command:
    """The command of a format."""
    @click.command(form, help=HELP[form])
    @network_options
    @OPENINGS
    @click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
                  help="Output folder; default output/network-<date or scenario>.")
    @LANG
    @DEBUG
    def command(lang: str, out: Path | None, **asked: Any) -> None:
        _export(form, lang, out, **asked)

    return command


def _export(form: str, lang: str, out: Path | None, **asked: Any) -> None:
    from corridors.exchange.formats import EXPORTS, check_way, outgoing
    from corridors.messages import say
    from corridors.report.network_state import write_network

    found = asked_network(**asked)
    folder = out or found.folder
    with progress("progress.network", lang) as tick:
        tick("progress.export")
        files, lost = EXPORTS[form](outgoing(
            found.network, found.before, found.log, lang, found.stamps))
        check_way(folder, files)
        write_network(found, folder, files)
    screen = console()
    screen.print(say("exchange.wrote", lang, folder=folder, what=found.told(lang),
                     count=len(files), files=", ".join(sorted({
                         name.partition("/")[0] for name in files}))))
    for loss in lost:
        screen.print(say("exchange.note", lang, text=loss.render(lang)))


COMMANDS: tuple[click.Command, ...] = tuple(map(_command, HELP))
"""One a format."""
