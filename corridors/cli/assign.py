"""``corridors assign``: a demand table on links and locks, by direction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, STATE, console
from corridors.cli.progress import progress
from corridors.cli.state import asked_network


@click.command()
@click.argument("demand", type=click.Path(path_type=Path), required=False)
@click.option("--scenario", default=None, help="Before and after a scenario.")
@STATE
@click.option("--year", type=int, default=None, help="Network of 31 December of a year.")
@click.option("--date", default=None, help="Network of a date.")
@click.option("--mode", "choice", default="best", show_default=True,
              help="best: the main mode of least cost; logit: illustrative shares; or a main mode.")
@click.option("--method", type=click.Choice(["aon", "restrained", "capped"]), default="aon",
              show_default=True, help="All or nothing; slower the fuller; up to the capacity and "
              "no further.")
@click.option("--background", type=click.Choice(["none", "published"]), default="none",
              show_default=True, help="What is on the locks besides the demand.")
@click.option("--capacity", "basis", type=click.Choice(["design", "practical"]), default="design",
              show_default=True, help="Of locks and waterways; practical: times "
              "lock.capacity_over_design, an assumption.")
@click.option("--alpha", type=float, default=0.15, show_default=True,
              help="Of the delay curve, an assumption; 0.1 to 1 are used on roads.")
@click.option("--beta", type=float, default=4.0, show_default=True,
              help="Of the delay curve, an assumption; 2 to 8 are used on roads.")
@click.option("--iterations", type=int, default=100, show_default=True,
              help="Rounds of restrained at most.")
@click.option("--gap", type=float, default=1e-3, show_default=True,
              help="Relative gap at which restrained ends.")
@click.option("--engine", type=click.Choice(["aequilibrae", "own"]), default="aequilibrae",
              show_default=True, help="Who searches and loads; both give the same loads.")
@click.option("--season", default=None, help="normal or low_water; that of the scenario, else "
              "normal.")
@click.option("--template", nargs=2, default=None, metavar="ORIGINS DESTINATIONS",
              help="Write an empty demand for these places and end.")
@click.option("--profile", default="bulk", show_default=True, help="Profile of the template.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write loads.csv, lock_loads.csv, modes.csv, assign.json and a map.")
@click.option("--no-map", is_flag=True, help="Draw no map.")
@FORMAT
@LANG
@DEBUG
def assign(demand: Path | None, scenario: str | None, state: str | None, year: int | None,
           date: str | None, choice: str, method: str, background: str, basis: str, alpha: float,
           beta: float, iterations: int, gap: float, engine: str, season: str | None,
           template: tuple[str, str] | None, profile: str, out: Path | None, no_map: bool,
           form: str, lang: str) -> None:
    """Load a demand table onto links and locks, by direction.

    DEMAND is a CSV file: origin, destination, profile, tonnes_per_year or teu_per_year.
    运量分配：把 OD 运量表分配到线路与船闸，分方向统计；DEMAND 为 CSV 文件。
    """
    if template is not None:
        _write_template(template, profile, demand, lang)
        return
    from corridors.analysis.loading.model import Loading, LoadingChange
    from corridors.analysis.loading.run import assign as assigned
    from corridors.analysis.loading.run import assign_change
    from corridors.errors import InputError, fault
    from corridors.messages import say
    from corridors.report.loading.files import loading_files, loading_json
    from corridors.report.loading.screen import print_loading

    if demand is None:
        raise InputError(fault("loading_no_demand"))
    given: dict[str, Any] = {
        "method": method, "choice": choice, "engine": engine, "background": background,
        "basis": basis, "alpha": alpha, "beta": beta, "iterations": iterations, "gap": gap,
        **({"season": season} if season else {})}
    found: Loading | LoadingChange
    with progress("progress.loading", lang) as tick:
        if scenario is not None and state is None and date is None and year is None:
            from corridors.scenario.model import load_scenario

            found = assign_change(load_scenario(scenario, strict=False), demand, tick=tick,
                                  **given)
        else:
            asked = asked_network(date, year, scenario, state)
            if asked.scenario is not None:
                given.setdefault("season", asked.scenario.file.season)
            found = assigned(asked.network, demand, tick=tick, **given)
    wrote: dict[str, bytes] = {}
    if out is not None:
        from corridors.cli.save import save

        wrote = loading_files(found)
        if not no_map:
            from corridors.report.loading.picture import loading_png

            wrote["assign.png"] = loading_png(found, lang)
        save(out, wrote, lang, "assign", getattr(found, "scenario", None))
    if form == "table":
        screen = console()
        print_loading(screen, found, lang)
        if wrote:
            screen.print(say("line.wrote", lang, folder=out, files=", ".join(wrote)))
    else:
        content = loading_json(found) if form == "json" else loading_files(found)["lock_loads.csv"]
        click.echo(content.decode("utf-8-sig"), nl=False)


def _write_template(ends: tuple[str, str], profile: str, path: Path | None, lang: str) -> None:
    from corridors.analysis.loading.demand import template
    from corridors.cli.throughput import split_names
    from corridors.messages import say
    from corridors.network.load import read_base
    from corridors.report.text import to_csv, write_all

    head, *rows = template(read_base(), split_names(ends[0]), split_names(ends[1]), profile)
    content = to_csv(head, rows)
    if path is None:
        click.echo(content.decode("utf-8-sig"), nl=False)
        return
    write_all(path.parent, {path.name: content})
    click.echo(say("line.loading_template", lang, file=path, pairs=len(rows)))
