"""``corridors export gtfs``: passenger trains and flights as a frequency-based feed."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, OPENINGS, console, network_options
from corridors.cli.state import asked_network


@click.command("gtfs")
@network_options
@OPENINGS
@click.option("--services-only", is_flag=True,
              help="Leave out the lines that run without a timetable, at assumed headways.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/gtfs-<date or scenario>.")
@LANG
@DEBUG
def export_gtfs(date: str | None, year: int | None, scenario: str | None, state: str | None,
                openings: str | None, services_only: bool, out: Path | None, lang: str) -> None:
    """Write passenger trains and flights as GTFS, for r5py, OpenTripPlanner and others.

    导出客运列车和航班的 GTFS（按发车间隔），供 r5py、OpenTripPlanner 等程序使用。
    """
    from corridors.exchange.timetables.export import gtfs
    from corridors.messages import say
    from corridors.report.text import write_all

    asked = asked_network(date, year, scenario, state, openings)
    read = asked.scenario
    stamp = "" if read is None else f"{read.id} {asked.state} {read.hash}"
    made = gtfs(asked.network, lines=not services_only, stamp=stamp)
    folder = out or asked.folder.with_name(asked.folder.name.replace("network", "gtfs", 1))
    write_all(folder, {"gtfs.zip": made.zip()})
    screen = console()
    screen.print(asked.told(lang))
    screen.print(say("gtfs.exported", lang, services=made.services, lines=made.lines,
                     stops=made.stops))
    screen.print(say("gtfs.line_lost", lang))
    for loss in made.losses:
        screen.print(f"- {loss.render(lang)}")
    screen.print(say("line.wrote", lang, folder=folder, files="gtfs.zip"))
