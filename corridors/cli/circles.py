"""``corridors circles``: pairs of cities inside the 1-2-3 travel circles, before and after."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.progress import progress


@click.command()
@click.option("--scenario", default=None, help="Both networks of a scenario.")
@click.option("--year", type=int, default=None,
              help="The base date against the network of 31 December of a year.")
@click.option("--date", default=None,
              help="The base date against the network of a date; that of the last actual opening "
                   "unless given.")
@click.option("--openings", type=click.Choice(["actual", "planned"]), default=None,
              help="Which openings count, for dates; actual unless given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write circles.csv, circle_pairs.csv and circles.json.")
@FORMAT
@LANG
@DEBUG
def circles(scenario: str | None, year: int | None, date: str | None, openings: str | None,
            out: Path | None, form: str, lang: str) -> None:
    """Count the pairs of cities inside the national 1-2-3 travel circles, before and after.

    全国123出行交通圈：前后各有多少城市对在圈内，门到门与在途两种口径。
    """
    from corridors.analysis.circles import circles as counted
    from corridors.analysis.timeline import last_opening
    from corridors.errors import InputError, fault
    from corridors.messages import say
    from corridors.report.circles import circles_files, print_circles
    from corridors.report.network_state import NetworkState
    from corridors.scenario.states import load_network

    if scenario is not None:
        from corridors.scenario.model import load_scenario
        from corridors.scenario.resolve import resolve

        if date is not None or year is not None:
            raise InputError(fault("date_and_scenario"))
        if openings is not None:
            raise InputError(fault("openings_and_scenario"))
        read = load_scenario(scenario, strict=False)
        both = resolve(read)
        states = (NetworkState(both.base, read.file.openings, read, "base"),
                  NetworkState(both.after, read.file.openings, read, "after", both.projects))
    else:
        which = openings or "actual"
        if date is None and year is None:
            date = last_opening(which)
        states = (NetworkState(load_network(), which),
                  NetworkState(load_network(date=date, year=year, openings=which), which))
    last = last_opening() if scenario is None and states[1].openings == "actual" else ""
    with progress("progress.circles", lang) as tick:
        found = counted(states[0].network, states[1].network, tick=tick)
    files = circles_files(found) if out is not None or form != "table" else {}
    if out is not None:
        from corridors.cli.save import save

        save(out, files, lang, "circles", states[0].scenario)
    if form == "table":
        screen = console()
        print_circles(screen, found, (states[0].told(lang), states[1].told(lang)), lang)
        if last and states[1].network.date > last:
            screen.print(say("line.circles_late", lang, date=states[1].network.date, last=last))
        if out is not None:
            screen.print(say("line.wrote", lang, folder=out, files=", ".join(files)))
    else:
        click.echo(files[f"circles.{form}"].decode("utf-8-sig"), nl=False)
