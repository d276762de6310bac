"""``corridors throughput``: the greatest freight flow between regions, and what bounds it."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, STATE, console
from corridors.cli.progress import progress
from corridors.cli.state import asked_network


@click.command()
@click.argument("origins")
@click.argument("destinations")
@click.option("--mode", "modes", multiple=True, metavar="MODE",
              help="road, rail, inland, sea; again for more; all unless given.")
@click.option("--capacity", "basis", type=click.Choice(["design", "practical"]), default="design",
              show_default=True, help="Of locks and waterways; practical: times "
              "lock.capacity_over_design, an assumption.")
@click.option("--ship", type=float, default=0.0, show_default=True,
              help="Only fairways and locks that admit ships of that deadweight, t.")
@click.option("--scenario", default=None, help="Before and after a scenario.")
@STATE
@click.option("--by-project/--no-by-project", default=True, show_default=True,
              help="With a scenario: each project alone and on top of the others.")
@click.option("--year", type=int, default=None, help="Network of 31 December of a year.")
@click.option("--date", default=None, help="Network of a date.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write throughput.csv, cut.csv, flows.csv, throughput.json and a map.")
@click.option("--no-map", is_flag=True, help="Draw no map.")
@FORMAT
@LANG
@DEBUG
def throughput(origins: str, destinations: str, modes: tuple[str, ...], basis: str, ship: float,
               scenario: str | None, state: str | None, by_project: bool, year: int | None,
               date: str | None, out: Path | None, no_map: bool, form: str, lang: str) -> None:
    """Show how much freight can pass from ORIGINS to DESTINATIONS, one way, and what bounds it.

    ORIGINS and DESTINATIONS are places or sets, several separated by commas.
    最大通过能力与制约环节：起点、终点为地点或地点组，多个用逗号隔开；能力一律为单向。
    """
    from corridors.analysis.throughput.change import throughput_change
    from corridors.analysis.throughput.model import MODES, Throughput, ThroughputChange
    from corridors.analysis.throughput.run import throughput as solved
    from corridors.messages import say
    from corridors.report.throughput.files import throughput_files, throughput_json
    from corridors.report.throughput.screen import print_throughput

    starts, ends = split_names(origins), split_names(destinations)
    found: Throughput | ThroughputChange
    with progress("progress.throughput", lang) as tick:
        if scenario is not None and state is None and date is None and year is None:
            from corridors.scenario.model import load_scenario

            found = throughput_change(load_scenario(scenario, strict=False), starts, ends,
                                      modes=modes or MODES, basis=basis, ship_t=ship,
                                      by_project=by_project, tick=tick)
        else:
            asked = asked_network(date, year, scenario, state)
            found = solved(asked.network, starts, ends, modes=modes or MODES, basis=basis,
                           ship_t=ship)
    wrote: dict[str, bytes] = {}
    if out is not None:
        from corridors.cli.save import save

        wrote = throughput_files(found)
        if not no_map:
            from corridors.report.throughput.picture import throughput_png

            picture = throughput_png(found, lang)
            wrote |= {} if picture is None else {"throughput.png": picture}
        save(out, wrote, lang, "throughput", getattr(found, "scenario", None))
    if form == "table":
        screen = console()
        print_throughput(screen, found, lang)
        if wrote:
            screen.print(say("line.wrote", lang, folder=out, files=", ".join(wrote)))
    else:
        content = throughput_json(found) if form == "json" else throughput_files(found)["cut.csv"]
        click.echo(content.decode("utf-8-sig"), nl=False)


def split_names(text: str) -> list[str]:
    """Names separated by commas of either writing.

    Examples
    --------
    >>> split_names("南宁、贵港,liuzhou")
    ['南宁', '贵港', 'liuzhou']
    """
    for mark in ("、", "，", ";", "；"):
        text = text.replace(mark, ",")
    return [name.strip() for name in text.split(",") if name.strip()]
