"""``corridors export gmns``: the network as GMNS tables."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, OPENINGS, console, network_options
from corridors.cli.state import asked_network


@click.command("gmns")
@network_options
@OPENINGS
@click.option("--modes", default=None, metavar="MODES",
              help="Modes to write, separated by commas; all unless given. Programs for roads "
                   "want road.")
@click.option("--plain", is_flag=True,
              help="GMNS tables alone, without our own tables beside them.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/gmns-<date or scenario>.")
@LANG
@DEBUG
def gmns(date: str | None, year: int | None, scenario: str | None, state: str | None,
         openings: str | None, modes: str | None, plain: bool, out: Path | None,
         lang: str) -> None:
    """Write a network as GMNS 0.97, for AequilibraE, Path4GMNS, DTALite and others.

    导出 GMNS 0.97 表格，供 AequilibraE、Path4GMNS、DTALite 等程序使用；再导入时各列原样恢复。
    """
    from corridors.exchange.formats import check_way
    from corridors.exchange.gmns.exchange import gmns_of
    from corridors.messages import say
    from corridors.report.text import write_all

    chosen = None if modes is None else [
        part.strip() for part in modes.replace("，", ",").split(",") if part.strip()]
    asked = asked_network(date, year, scenario, state, openings)
    made, package = gmns_of(asked.network, modes=chosen, plain=plain)
    folder = out or asked.folder.with_name(asked.folder.name.replace("network", "gmns", 1))
    check_way(folder, made.files)
    write_all(folder, dict(made.files))
    screen = console()
    screen.print(say("exchange.wrote", lang, folder=folder, what=asked.told(lang),
                     count=len(made.files), files=", ".join(sorted(made.files))), markup=False)
    links = len(package.tables["links"])
    screen.print(say("gmns.exported", lang, nodes=len(package.tables["nodes"]), links=links,
                     rows=2 * links, zones=len(package.tables["places"])))
    for loss in made.losses:
        screen.print(say("exchange.note", lang, text=loss.render(lang)))
