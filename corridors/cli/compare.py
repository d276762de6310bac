"""``corridors compare``: the base against a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, console
from corridors.cli.progress import progress
from corridors.cli.state import say_converted
from corridors.cli.weights import FILE as WEIGHTS_FILE
from corridors.cli.weights import WEIGHTS, weighed_by

MAP = "map.png"


@click.command()
@click.argument("scenario")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/<scenario>.")
@click.option("--no-map", is_flag=True, help="Leave the map out.")
@WEIGHTS
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table",
              show_default=True, help="Form of what is printed.")
@LANG
@DEBUG
def compare(scenario: str, out: Path | None, no_map: bool, weights: str | None, form: str,
            lang: str) -> None:
    """Compare the base with a scenario: tables, CSV files and a map.

    SCENARIO is the path of a scenario file or the name of an embedded one.
    情景文件的路径或内置情景名。
    """
    from corridors.analysis.claims import check_claims
    from corridors.analysis.compare import compare as compared
    from corridors.report.filenames import safe_name
    from corridors.report.files import comparison_files
    from corridors.report.screen import print_comparison
    from corridors.report.text import write_all
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
    write_all(folder, files)
    for name in {MAP, WEIGHTS_FILE} - set(files):
        (folder / name).unlink(missing_ok=True)  # that of another run would belie these results
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
