"""``corridors breakeven``: the toll or queue at which a waterway stops paying."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.progress import progress


@click.command()
@click.argument("scenario")
@click.argument("pairs", nargs=-1)
@click.option("--project", default=None,
              help="Project of the scenario; needed where several have locks or fairways.")
@click.option("--lever", type=click.Choice(["toll", "queue"]), multiple=True,
              help="toll, queue or both; both unless given.")
@click.option("--profile", multiple=True, help="Profiles; those of the scenario unless given.")
@click.option("--mode", multiple=True,
              help="Main modes by inland water; those of the scenario unless given.")
@click.option("--toll-limit", type=click.FloatRange(min=0, min_open=True), default=None,
              help="Where the search ends, CNY/t; 100 unless given.")
@click.option("--queue-limit", type=click.FloatRange(min=0, min_open=True), default=None,
              help="Where the search ends, h a lock; 240 unless given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write breakeven.csv and breakeven.json.")
@FORMAT
@LANG
@DEBUG
def breakeven(scenario: str, pairs: tuple[str, ...], project: str | None, lever: tuple[str, ...],
              profile: tuple[str, ...], mode: tuple[str, ...], toll_limit: float | None,
              queue_limit: float | None, out: Path | None, form: str, lang: str) -> None:
    """Find the toll or the queue at which a waterway of a scenario stops paying for a flow.

    盈亏平衡：过闸费或待闸时间达到多少，运河就不再划算。SCENARIO 为情景，PAIRS 写作 南宁-上海。
    """
    from corridors.analysis.breakeven import LEVERS, LIMITS
    from corridors.analysis.breakeven import breakeven as solved
    from corridors.analysis.pairs import find_pairs
    from corridors.messages import say
    from corridors.network.load import read_base
    from corridors.report.breakeven import breakeven_files, print_breakeven
    from corridors.scenario.model import load_scenario

    with progress("progress.breakeven", lang) as tick:
        found = solved(load_scenario(scenario, strict=False), project=project,
                       levers=lever or LEVERS, pairs=find_pairs(read_base(), pairs),
                       profiles=profile, modes=mode, tick=tick,
                       limits={"toll": toll_limit or LIMITS["toll"],
                               "queue": queue_limit or LIMITS["queue"]})
    files = breakeven_files(found) if out is not None or form != "table" else {}
    if out is not None:
        from corridors.cli.save import save

        save(out, files, lang, "breakeven", found.scenario)
    if form == "table":
        screen = console()
        print_breakeven(screen, found, lang)
        if out is not None:
            screen.print(say("line.wrote", lang, folder=out, files=", ".join(files)))
    else:
        click.echo(files[f"breakeven.{form}"].decode("utf-8-sig"), nl=False)
