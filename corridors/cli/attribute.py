"""``corridors attribute``: what each project contributes to a joint gain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.progress import progress
from corridors.cli.resources import resources

if TYPE_CHECKING:
    from corridors.study.model import Resources


@click.command()
@click.argument("scenario")
@click.option("--weights", default=None,
              help="Needed: CSV of flows, sector:ID, or equal (each pair counts once).")
@click.option("--by", default="project", show_default=True,
              help="What shares the gain: project, kind or plan.")
@click.option("--profile", multiple=True,
              help="Profile of the scenario, may be given again; all unless given.")
@click.option("--precision", type=float, default=5.0, show_default=True,
              help="Half-width of the widest 95 % interval to reach, % of the joint gain.")
@click.option("--permutations", type=int, default=1000, show_default=True,
              help="Most orders of projects to try.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True,
              help="Of the orders that are drawn.")
@click.option("--together", type=int, default=8, show_default=True,
              help="Of how many projects the pairs are looked at.")
@click.option("--no-connection", type=float, default=None,
              help="Cost of no connection, CNY a unit; a multiple of the pair's own cost "
                   "unless given.")
@click.option("--every-set", is_flag=True, help="Solve every set of projects; slower.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write attribution.csv, interactions.csv, attribution_pairs.csv, "
                   "attribution.json and attribution.png.")
@resources
@FORMAT
@LANG
@DEBUG
def attribute(scenario: str, weights: str | None, by: str, profile: tuple[str, ...],
              precision: float, permutations: int, seed: int, together: int,
              no_connection: float | None, every_set: bool, out: Path | None,
              resources: Resources, form: str, lang: str) -> None:
    """Share the joint gain of a scenario among its projects by Shapley values.

    效益分摊：共同效益中各项目各占多少（沙普利值），哪些互补、哪些互为替代。须指明权重。
    """
    from corridors.analysis.attribution.run import attribute as shared
    from corridors.messages import say
    from corridors.report.attribution.files import attribution_files
    from corridors.report.attribution.screen import print_attribution
    from corridors.scenario.model import load_scenario

    with progress("attr.progress", lang) as tick:
        found = shared(load_scenario(scenario, strict=False), weights=weights, by=by,
                       profiles=profile, precision_pct=precision, permutations=permutations,
                       seed=seed, together_of=together, no_connection_cny=no_connection,
                       every_set=every_set, resources=resources, tick=tick)
    files = attribution_files(found) if out is not None or form != "table" else {}
    if out is not None:
        from corridors.cli.save import save
        from corridors.report.attribution.figure import attribution_figure

        files["attribution.png"] = attribution_figure(found, lang)
        save(out, files, lang, "attribute", found.scenario)
    if form == "table":
        screen = console()
        print_attribution(screen, found, lang)
        if out is not None:
            screen.print(say("line.wrote", lang, folder=out, files=", ".join(files)))
    else:
        click.echo(files[f"attribution.{form}"].decode("utf-8-sig"), nl=False)
