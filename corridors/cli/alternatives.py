"""``corridors alternatives``: all main modes of one trip side by side."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.state import say_converted


@click.command()
@click.argument("origin")
@click.argument("destination")
@click.option("--profile", default="container", show_default=True,
              help="passenger, passenger_business, passenger_leisure, container, bulk, cold_chain "
                   "or express.")
@click.option("--objective", default=None,
              help="What each main mode minimises: generalised, time, cost or co2; that of the "
                   "scenario, else generalised.")
@click.option("--year", type=int, default=None, help="Network of 31 December of a year.")
@click.option("--date", default=None, help="Network of a date.")
@click.option("--scenario", default=None,
              help="Both networks of a scenario, before and after, and the differences.")
@click.option("--season", default=None,
              help="normal or low_water; that of the scenario, else normal.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Also write alternatives.csv, pareto.csv and alternatives.json there.")
@FORMAT
@LANG
@DEBUG
def alternatives(origin: str, destination: str, profile: str, objective: str | None,
                 year: int | None, date: str | None, scenario: str | None, season: str | None,
                 out: Path | None, form: str, lang: str) -> None:
    """Show all main modes of a trip side by side, its Pareto paths and illustrative shares.

    各主要方式并列：时间、费用、碳排放，互不占优的路径，示意份额。
    """
    from corridors.analysis.alternatives import alternatives as found_by
    from corridors.errors import InputError, fault
    from corridors.messages import say
    from corridors.report.alternatives import alternatives_files
    from corridors.report.network_state import NetworkState

    if scenario is None:
        from corridors.scenario.states import load_network

        base, read = None, None
        states = {"network": NetworkState(load_network(date=date, year=year))}
    else:
        from corridors.scenario.model import load_scenario
        from corridors.scenario.resolve import resolve

        if date is not None or year is not None:
            raise InputError(fault("date_and_scenario"))
        read = load_scenario(scenario, strict=False)
        both = resolve(read)
        base = both.base
        states = {"base": NetworkState(both.base, read.file.openings, read, "base"),
                  "after": NetworkState(both.after, read.file.openings, read, "after",
                                        both.projects)}
        objective = objective or read.file.compare.objective
        season = season or read.file.season
    say_converted((origin, destination), lang)
    network = list(states.values())[-1].network
    found = found_by(network, origin, destination, profile=profile,
                     objective=objective or "generalised", season=season or "normal", base=base)
    files = alternatives_files(found, read) if out is not None or form != "table" else {}
    if out is not None:
        from corridors.cli.save import save

        save(out, files, lang, "alternatives", read)
    if form == "table":
        from corridors.report.alternatives_screen import print_alternatives

        screen = console()
        print_alternatives(screen, found, {name: state.told(lang)
                                           for name, state in states.items()}, lang)
        if out is not None:
            screen.print(say("line.wrote", lang, folder=out, files=", ".join(files)))
    else:
        click.echo(files[f"alternatives.{form}"].decode("utf-8-sig"), nl=False)
