"""``corridors sweep``: how sure a comparison is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.progress import progress
from corridors.cli.resources import resources as with_resources


@click.command()
@click.argument("scenario")
@click.option("--draws", type=int, default=1000, show_default=True, help="Number of draws.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True,
              help="Same seed, same numbers, whatever the number of workers.")
@click.option("--sampler", type=click.Choice(["latin_hypercube", "sobol"]),
              default="latin_hypercube", show_default=True,
              help="How the draws fill the ranges; sobol needs thousands of draws.")
@click.option("--distribution", type=click.Choice(["triangular", "uniform"]),
              default="triangular", show_default=True,
              help="Between low and high; triangular has its peak at the value in use.")
@click.option("--parameter", multiple=True,
              help="Vary only these: a key, a pattern such as lock.* or pinglu_canal:*, or none.")
@click.option("--set", "ranges", multiple=True, metavar="KEY=LOW:HIGH",
              help="A range of your own.")
@click.option("--delay", type=float, default=0.0, show_default=True, metavar="YEARS",
              help="Projects with a planned date open up to so many years late.")
@click.option("--low-water", type=float, default=None, metavar="SHARE",
              help="Share of the year at low water, such as 0.25; as in the scenario unless given.")
@click.option("--pair", "pairs", multiple=True,
              help="Pairs such as 南宁-上海 whose drivers are wanted too.")
@click.option("--sensitivity", type=click.Choice(["morris", "sobol"]), default=None,
              help="Indices from a design of its own, beside the draws.")
@click.option("--samples", type=int, default=None,
              help="Its trajectories (morris, 20) or base samples (sobol, 64, a power of two).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/<scenario>.")
@click.option("--no-figures", is_flag=True, help="Leave the figures out.")
@with_resources
@FORMAT
@LANG
@DEBUG
def sweep(scenario: str, ranges: tuple[str, ...], parameter: tuple[str, ...], delay: float,
          sensitivity: str | None, out: Path | None, no_figures: bool, form: str, lang: str,
          **given: Any) -> None:
    """Ask how sure a comparison is: draw what nobody knows exactly and compare again and again.

    SCENARIO is the path of a scenario file or the name of an embedded one.
    情景的结果有多可靠：在参数、项目假定值、开通时间与水情的区间内反复抽样比较。
    """
    from corridors.analysis.sweep.choose import read_ranges
    from corridors.analysis.sweep.run import sweep as swept
    from corridors.cli.save import save
    from corridors.messages import say
    from corridors.report.filenames import safe_name
    from corridors.report.sweep.files import sweep_files
    from corridors.report.sweep.screen import print_sweep
    from corridors.scenario.model import load_scenario

    read = load_scenario(scenario, strict=False)
    with progress("progress.sweep", lang) as tick:
        found = swept(read, ranges=read_ranges(ranges), parameters=parameter, delay_years=delay,
                      sensitivity=sensitivity or "", tick=tick, **given)
        tick("progress.tables")
        files = sweep_files(found)
        figures: dict[str, bytes] = {}
        if not no_figures:
            from corridors.report.sweep.figures import sweep_figures

            tick("progress.map")
            figures = sweep_figures(found, lang)
    folder = out or Path("output") / safe_name(found.scenario.id)
    from corridors.report.sweep.names import FIGURES

    save(folder, {**files, **figures}, lang, "sweep", read, remove=FIGURES)
    if form == "table":
        screen = console()
        print_sweep(screen, found, lang)
        screen.print(say("line.wrote", lang, folder=folder, files=", ".join((*files, *figures))))
    else:
        click.echo(files[f"sweep.{form}"].decode("utf-8-sig"), nl=False)
