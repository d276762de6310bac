"""``corridors import csv|gpkg|geoparquet|graphml|json``: one command a format, all alike."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, console

HELP = {
    "csv": """Check a data package folder and copy it, all faults at once.

    检查并复制数据包文件夹（CSV 表格），一次列出全部错误。
    """,
    "gpkg": """Read a GeoPackage, as exported and edited in QGIS, into a data package.

    读入在 QGIS 中编辑过的 GeoPackage，生成数据包。
    """,
    "geoparquet": """Read a folder of GeoParquet into a data package.

    读入 GeoParquet 文件夹，生成数据包。
    """,
    "graphml": """Read GraphML with our columns into a data package; infrastructure alone.

    读入带有本工具各列的 GraphML（仅基础设施），生成数据包。
    """,
    "json": """Read node-link JSON of networkx into a data package.

    读入 networkx 的 node-link JSON，生成数据包。
    """,
}


def _command(form: str) -> click.Command:
    """The command of a format."""
    @click.command(form, help=HELP[form])
    @click.argument("path", type=click.Path(path_type=Path))
    @click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
                  help="Folder of the data package; default output/import-<name>.")
    @LANG
    @DEBUG
    def command(path: Path, out: Path | None, lang: str) -> None:
        _import(form, path, out, lang)

    return command


def _import(form: str, path: Path, out: Path | None, lang: str) -> None:
    from corridors.exchange.formats import keep_package, taken
    from corridors.messages import say
    from corridors.report.filenames import safe_name

    folder = out or Path("output") / safe_name(f"import-{path.stem}")
    package, files = taken(path, form)
    written = keep_package(package, files, folder)
    screen = console()
    screen.print(say("exchange.read", lang, folder=folder, date=package.date, files=len(written),
                     **{name: len(package.tables[name]) for name in (
                         "places", "nodes", "links", "services", "locks")}))
    for loss in package.losses:
        screen.print(say("exchange.note", lang, text=loss.render(lang)))
    screen.print(say("exchange.use", lang, folder=folder))


COMMANDS: tuple[click.Command, ...] = tuple(map(_command, HELP))
"""One a format."""
