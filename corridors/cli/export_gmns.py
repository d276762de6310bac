"""``corridors export gmns``: the network as GMNS tables."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, STATE, console
from corridors.cli.state import asked_network

MODES = ("road", "rail", "inland", "sea", "air")


@click.command("gmns")
@click.option("--date", default=None, help="Network of a date.")
@click.option("--year", type=int, default=None, help="Network of 31 December of a year.")
@click.option("--scenario", default=None, help="Network of a scenario.")
@STATE
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
         modes: str | None, plain: bool, out: Path | None, lang: str) -> None:
    """Write a network as GMNS 0.97, for AequilibraE, Path4GMNS, DTALite and others.

    导出 GMNS 0.97 表格，供 AequilibraE、Path4GMNS、DTALite 等程序使用；再导入时各列原样恢复。
    """
    from corridors.exchange.gmns.subset import of_modes
    from corridors.exchange.gmns.write import export
    from corridors.exchange.package import packed
    from corridors.families import check_choice
    from corridors.messages import say
    from corridors.report.text import write_all

    chosen = None if modes is None else [
        check_choice("mode", part.strip(), MODES)
        for part in modes.replace("，", ",").split(",") if part.strip()]
    asked = asked_network(date, year, scenario, state)
    package = packed(asked.network)
    if chosen is not None:
        package = of_modes(package, chosen)
    made = export(package, plain=plain)
    folder = out or asked.folder.with_name(asked.folder.name.replace("network", "gmns", 1))
    write_all(folder, dict(made.files))
    screen = console()
    screen.print(say("line.wrote", lang, folder=folder, files=", ".join(sorted(made.files))))
    links = len(package.tables["links"])
    screen.print(say("gmns.exported", lang, nodes=len(package.tables["nodes"]), links=links,
                     rows=2 * links, zones=len(package.tables["places"])))
    screen.print(say("gmns.losses", lang))
    for loss in (*package.losses, *made.losses):
        screen.print(say("gmns.loss", lang, text=loss.render(lang)), markup=False)
