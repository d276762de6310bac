"""``corridors critical``: which links, locks, terminals and services matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, STATE, console
from corridors.cli.progress import progress
from corridors.cli.resources import resources as with_resources

if TYPE_CHECKING:
    from corridors.network.model import Network
    from corridors.scenario.model import Scenario
    from corridors.study.model import Resources

WHAT = ("links", "lines", "locks", "terminals", "services")


@click.command()
@click.argument("scenario", required=False)
@click.option("--what", type=click.Choice(WHAT), multiple=True,
              help="What is taken out in turn; everything unless given.")
@click.option("--kind", type=click.Choice(["removed", "halved"]), multiple=True,
              help="Taken out, at half its speed or capacity, or both; both unless given.")
@click.option("--date", default=None, help="Network of this date (YYYY-MM-DD).")
@click.option("--year", type=int, default=None, help="Network of 31 December of this year.")
@STATE
@click.option("--profile", multiple=True,
              help="Profiles; those of the scenario unless given, else container.")
@click.option("--from", "origins", multiple=True,
              help="Origins; those of the scenario unless given, else guangxi.")
@click.option("--to", "destinations", multiple=True,
              help="Destinations; those of the scenario unless given, else yangtze and asean.")
@click.option("--season", type=click.Choice(["normal", "low_water"]), default=None,
              help="That of the scenario unless given, else normal.")
@click.option("--weights", default="equal", show_default=True, metavar="W",
              help="equal, sector:NAME, or a CSV file of flows a year.")
@click.option("--closure", "closures", multiple=True, metavar="C",
              help="Scenario of a closure, by name or path, or all; several times for several.")
@click.option("--projects", is_flag=True,
              help="Also close on the base with each project of the scenario by itself.")
@click.option("--no-connection-factor", type=float, default=None, metavar="K",
              help="Cost of no connection, in least costs of the pair; by parameter unless given.")
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True,
              help="Rows on the screen.")
@click.option("--no-map", is_flag=True, help="Leave the maps out.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write critical.csv, closures.csv, resilience.csv, critical.json and maps.")
@with_resources
@FORMAT
@LANG
@DEBUG
def critical(scenario: str | None, what: tuple[str, ...], kind: tuple[str, ...],
             date: str | None, year: int | None, state: str | None, profile: tuple[str, ...],
             origins: tuple[str, ...], destinations: tuple[str, ...], season: str | None,
             weights: str, closures: tuple[str, ...], projects: bool,
             no_connection_factor: float | None, top: int, no_map: bool,
             out: Path | None, resources: Resources, form: str, lang: str) -> None:
    """Take out or halve every link, lock, terminal and service in turn, and say what is lost.

    关键环节：逐一中断或减半，损失多少、绕行多远、有无替代。SCENARIO 为情景；不写则为某日路网。
    """
    from corridors.analysis.criticality.elements import KINDS
    from corridors.analysis.criticality.run import critical as studied
    from corridors.messages import say
    from corridors.report.criticality.files import critical_files
    from corridors.report.criticality.screen import print_critical

    with progress("progress.critical", lang) as tick:
        found = studied(
            _subject(scenario, date, year, state), what=what or WHAT, kinds=kind or KINDS,
            profiles=profile, origins=origins, destinations=destinations, state=state,
            weights=weights, closures=closures, alone=projects, season=season,
            no_connection=no_connection_factor, resources=resources, tick=tick)
        files = critical_files(found) if out is not None or form != "table" else {}
        if out is not None and not no_map:
            from corridors.report.criticality.picture import critical_maps

            tick("progress.map")
            files |= critical_maps(found, lang)
    if out is not None:
        from corridors.cli.save import save

        save(out, files, lang, "critical", found.scenario)
    if form == "table":
        screen = console()
        print_critical(screen, found, lang, top)
        if out is not None:
            screen.print(say("line.wrote", lang, folder=out, files=", ".join(files)))
    else:
        click.echo(files[f"critical.{form}"].decode("utf-8-sig"), nl=False)


def _subject(scenario: str | None, date: str | None, year: int | None,
             state: str | None) -> Scenario | Network:
    """The scenario or the network that is asked about."""
    from corridors.errors import InputError, fault

    if scenario is None:
        from corridors.scenario.states import load_network

        if state is not None:
            raise InputError(fault("option_alone", option="--state"))
        return load_network(date=date, year=year)
    if date is not None or year is not None:
        raise InputError(fault("date_and_scenario"))
    from corridors.scenario.model import load_scenario

    return load_scenario(scenario, strict=False)
