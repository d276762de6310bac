"""``corridors export template``: the Excel workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from corridors.cli.options import DEBUG, LANG, console

if TYPE_CHECKING:
    from corridors.exchange.template.sheets import Kind


@click.command()
@click.option("--kind", type=click.Choice(["project", "scenario", "both"]), default="both",
              show_default=True, help="What is to be filled in.")
@click.option("--from", "source", default=None, metavar="NAME",
              help="Fill it in with a project of the register, by id or name, or with a project "
                   "or scenario file.")
@click.option("--scenario", default=None, metavar="NAME",
              help="Fill it in with a scenario, by path or the name of an embedded one.")
@click.option("--example", is_flag=True, help="Show grey sample rows; they are never read.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="File to write; default output/template-<kind>.xlsx or output/<id>.xlsx.")
@LANG
@DEBUG
def template(kind: str, source: str | None, scenario: str | None, example: bool,
             out: Path | None, lang: str) -> None:
    """Write the Excel workbook in which projects and scenarios are filled in.

    生成项目与情景填报用的 Excel 工作簿：下拉列表、批注与取值范围，也可导出已有项目。
    """
    from corridors.errors import InputError, fault
    from corridors.exchange.template.make import workbook_template
    from corridors.messages import say
    from corridors.projects.model import read_project
    from corridors.projects.register import register
    from corridors.scenario.model import load_scenario
    from corridors.textfile import write_atomic

    project = None
    if source is not None:
        path = Path(source)
        project = read_project(path) if path.suffix in (".yaml", ".yml") else register().get(source)
    chosen = None if scenario is None else load_scenario(scenario)
    if (project is not None and kind == "scenario") or (chosen is not None and kind == "project"):
        raise InputError(fault("workbook_kind", kind=kind))
    name = (project.id if project else chosen.id if chosen else f"template-{kind}")
    target = out or Path("output") / f"{name}.xlsx"
    if target.suffix.lower() != ".xlsx":
        raise InputError(fault("workbook_suffix", found=target.name))
    made = workbook_template(cast("Kind", kind), lang=lang, project=project, scenario=chosen,
                             example=example)
    write_atomic(target, made.content)
    screen = console()
    for loss in made.losses:
        screen.print(loss.render(lang))
    screen.print(say("template.wrote", lang, file=target, sheets=made.sheets))
