"""``corridors import gtfs``: services of a day out of a timetable feed."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console


@click.command("gtfs")
@click.argument("feed", type=click.Path(path_type=Path))
@click.option("--day", required=True, help="Service day, YYYY-MM-DD.")
@click.option("--beside", default=None,
              help="Network to read it beside: a data folder, or embedded. Stops are compared "
                   "with its terminals.")
@click.option("--as", "form_out", type=click.Choice(["data", "project"]), default="data",
              show_default=True, help="Write a data package, or a project file for scenarios.")
@click.option("--mode", type=click.Choice(["rail", "road", "inland", "sea", "air"]), default=None,
              help="Take this mode alone, rail with metro and tram; railways and flights unless "
                   "given.")
@click.option("--stops", type=click.Choice(["known", "all"]), default=None,
              help="Call at terminals of the network alone, or take the other stops as new "
                   "nodes; known beside a network, else all.")
@click.option("--match-km", type=click.FloatRange(0.0, 100.0), default=5.0, show_default=True,
              help="A terminal of the same name within this distance is taken.")
@click.option("--period", default="", help="Headways of a part of the day, HH:MM-HH:MM; the whole "
              "day unless given.")
@click.option("--join", type=click.Choice(["route", "stops"]), default="route", show_default=True,
              help="Trips with the same stops are one service within a line, or over all lines.")
@click.option("--times", type=click.Choice(["fastest", "median"]), default="fastest",
              show_default=True, help="Run time of each section.")
@click.option("--datum", type=click.Choice(["wgs84", "gcj02", "bd09"]), default="wgs84",
              show_default=True, help="Coordinates of the feed.")
@click.option("--id", "key", default=None, help="How new ids begin; by the name of the file.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write the data package, or projects/<id>.yaml, and tables of stops and "
                   "services.")
@FORMAT
@LANG
@DEBUG
def import_gtfs(feed: Path, day: str, beside: str | None, form_out: str, mode: str | None,
                stops: str | None, match_km: float, period: str, join: str, times: str,
                datum: str, key: str | None, out: Path | None, form: str, lang: str) -> None:
    """Read a day of a GTFS feed: stops, fastest times and headways become services.

    导入 GTFS 时刻表某一天的车站、最快运行时间和发车间隔，成为路网的班次。
    """
    from corridors.errors import InputError, fault
    from corridors.exchange.folder import write_package
    from corridors.exchange.timetables.feed import read_gtfs
    from corridors.exchange.timetables.package import timetable_package
    from corridors.exchange.timetables.project import changed, project_yaml
    from corridors.messages import say
    from corridors.network.load import read_base
    from corridors.report.text import write_all
    from corridors.report.timetables import (
        print_timetable,
        reports,
        services_csv,
        timetable_json,
    )

    if beside is None and (form_out == "project" or stops == "known"):
        raise InputError(fault("gtfs.project_base" if form_out == "project"
                               else "gtfs.stops_base"))
    network = None if beside is None else read_base(
        None if beside == "embedded" else Path(beside))
    found = read_gtfs(feed, day, beside=network, mode=mode, match_km=match_km, when=period,
                      stops=stops, join=join, times=times, datum=datum, key=key, lang=lang)
    against = changed(found, network) if network is not None and form_out == "project" else None
    written: list[str] = []
    if form_out == "project":
        assert network is not None
        files = {f"projects/{found.key}.yaml": project_yaml(found, network, lang),
                 **reports(found)}
        if out is not None:
            write_all(out, files)
            written = list(files)
    else:
        package = timetable_package(found, network)
        if out is not None:
            written = list(write_package(package, out, reports(found)))
    if form != "table":
        content = services_csv(found) if form == "csv" else timetable_json(found, against)
        click.echo(content.decode("utf-8-sig"), nl=False)
        return
    screen = console()
    print_timetable(screen, found, lang, written=out is not None, changed=against)
    if out is not None:
        screen.print(say("line.wrote", lang, folder=out, files=", ".join(written)))
