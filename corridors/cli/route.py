"""``corridors route``: one trip, leg by leg."""

from __future__ import annotations

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, STATE, console
from corridors.cli.state import asked_network, say_converted


@click.command()
@click.argument("origin")
@click.argument("destination")
@click.option("--profile", default="container", show_default=True,
              help="passenger, passenger_business, passenger_leisure, container, bulk, cold_chain "
                   "or express.")
@click.option("--mode", default="best", show_default=True, help="Main mode, or best.")
@click.option("--objective", default=None,
              help="generalised, time, cost or co2; that of the scenario, else generalised.")
@click.option("--year", type=int, default=None, help="Network of 31 December of a year.")
@click.option("--date", default=None, help="Network of a date.")
@click.option("--scenario", default=None, help="Network of a scenario.")
@STATE
@click.option("--season", default=None,
              help="normal or low_water; that of the scenario, else normal.")
@FORMAT
@LANG
@DEBUG
def route(origin: str, destination: str, profile: str, mode: str, objective: str | None,
          year: int | None, date: str | None, scenario: str | None, state: str | None,
          season: str | None, form: str, lang: str) -> None:
    """Show the best trip of a main mode, leg by leg, with the source of every figure.

    Places may be given by id, Chinese or English name, or pinyin, or as coordinates (108.32,22.82
    or gcj02:108.32,22.82). 地点可用编号、中英文名、拼音或经纬度。
    """
    from corridors.places import with_points
    from corridors.routing.route import route as routed

    asked = asked_network(date, year, scenario, state)
    network = with_points(asked.network, (origin, destination))
    say_converted((origin, destination), lang)
    of = None if asked.scenario is None else asked.scenario.file
    objective = objective or (of.compare.objective if of else "generalised")
    season = season or (of.season if of else "normal")
    trip = routed(network, origin, destination, profile=profile, mode=mode, objective=objective,
                  season=season)
    if form == "table":
        from corridors.report.trips import print_trip

        print_trip(console(), trip, network, lang, told=asked.told(lang) if scenario else "",
                   season=season)
        return
    from corridors.report.trips import trip_csv, trip_json

    content = trip_csv(trip) if form == "csv" else trip_json(trip, network)
    click.echo(content.decode("utf-8-sig"), nl=False)
