"""``corridors compare``: the base against a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, LANG, console
from corridors.cli.progress import progress
from corridors.cli.resources import resources
from corridors.cli.state import say_converted
from corridors.cli.weights import FILE as WEIGHTS_FILE
from corridors.cli.weights import WEIGHTS, weighed_by

if TYPE_CHECKING:
    from corridors.study.model import Resources

MAP = "map.png"


@click.command()
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/<scenario>, output/scenarios for several.")
@click.option("--no-map", is_flag=True, help="Leave the map out.")
@WEIGHTS
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table",
              show_default=True, help="Form of what is printed.")
@resources
@LANG
@DEBUG
def compare(scenarios: tuple[str, ...], out: Path | None, no_map: bool, weights: str | None,
            form: str, lang: str, resources: Resources) -> None:
    """Compare the base with a scenario: tables, CSV files and a map.

    SCENARIO is the path of a scenario file or the name of an embedded one. Several stand side by
    side, each against its own base, with all rows in scenarios.csv; processes and cluster serve
    several only, and there is no map.
    情景文件的路径或内置情景名；给出几个时逐一比较、并列列出。
    """
    if len(scenarios) > 1:
        _several(scenarios, out or Path("output") / "scenarios", weights, form, lang, resources)
    else:
        _one(scenarios[0], out, no_map, weights, form, lang)


def _several(names: tuple[str, ...], folder: Path, weights: str | None, form: str, lang: str,
             given: Resources) -> None:
    """Several scenarios beside one another."""
    from corridors.analysis.scenario_set import load_scenarios
    from corridors.cli.save import save
    from corridors.errors import InputError, fault
    from corridors.messages import say
    from corridors.report.scenarios import DATA, TABLE, print_scenarios, scenario_files

    if weights is not None:
        raise InputError(fault("weights_one", count=len(names)))
    read = load_scenarios(names)
    say_converted(dict.fromkeys(end for one in read.values() for end in one.file.compare.ends),
                  lang)
    with progress("progress.scenarios", lang) as tick:
        result = read.compare(resources=given, tick=tick)
        tick("progress.tables")
        files = scenario_files(result)
    save(folder, files, lang, "compare", *read.values())
    if form == "table":
        screen = console()
        print_scenarios(screen, result, lang)
        screen.print(say("line.wrote", lang, folder=folder, files=", ".join(files)))
    else:
        click.echo(files[TABLE if form == "csv" else DATA].decode("utf-8-sig"), nl=False)


def _one(scenario: str, out: Path | None, no_map: bool, weights: str | None, form: str,
         lang: str) -> None:
    """One scenario, with a map."""
    from corridors.analysis.claims import check_claims
    from corridors.analysis.compare import compare as compared
    from corridors.cli.save import save
    from corridors.report.filenames import safe_name
    from corridors.report.files import comparison_files
    from corridors.report.screen import print_comparison
    from corridors.scenario.model import load_scenario

    read = load_scenario(scenario, strict=False)
    say_converted(read.file.compare.ends, lang)
    with progress("progress.compare", lang) as tick:
        result = compared(read, tick=tick)
        tick("progress.claims")
        claims = [claim for project in result.states.projects
                  for claim in check_claims(project, result.base, result.after)]
        tick("progress.tables")
        weighed = weighed_by(result, weights)
        files = comparison_files(result, claims, weighed)
        if not no_map:
            from corridors.report.maps import comparison_map

            tick("progress.map")
            files[MAP] = comparison_map(result, lang)
    folder = out or Path("output") / safe_name(result.scenario.id)
    save(folder, files, lang, "compare", result.scenario, remove=(MAP, WEIGHTS_FILE))
    if form == "table":
        from corridors.messages import say

        screen = console()
        print_comparison(screen, result, claims, lang)
        if weighed is not None:
            from corridors.report.weights import print_weights

            print_weights(screen, weighed, result, lang)
        screen.print(say("line.wrote", lang, folder=folder, files=", ".join(files)))
    else:
        name = "comparison.csv" if form == "csv" else "summary.json"
        click.echo(files[name].decode("utf-8-sig"), nl=False)
