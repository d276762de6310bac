"""The ``corridors`` command. Heavy modules are imported by the commands that need them."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corridors import __version__
from corridors.cli.alternatives import alternatives
from corridors.cli.breakeven import breakeven
from corridors.cli.circles import circles
from corridors.cli.map import map_
from corridors.cli.options import DEBUG, FORMAT, LANG, STATE, console
from corridors.cli.progress import progress
from corridors.cli.register import plans, projects
from corridors.cli.report import report
from corridors.cli.timeline import timeline
from corridors.cli.weights import FILE as WEIGHTS_FILE
from corridors.cli.weights import WEIGHTS, weighed_by

if TYPE_CHECKING:
    from corridors.report.network_state import NetworkState

ARGUMENTS = "corridors.arguments"
MAP = "map.png"


class Guarded(click.Group):
    """A group whose commands answer bad input with a message and exit code 2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the arguments, for the language and the tracebacks of errors."""
        ctx.meta[ARGUMENTS] = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a :class:`~corridors.errors.CorridorsError` becomes a message."""
        args = ctx.meta[ARGUMENTS]
        try:
            return super().invoke(ctx)
        except Exception as error:
            from corridors.errors import CorridorsError

            if "--debug" in args or not isinstance(error, CorridorsError):
                raise
            lang = _lang(args)
            from corridors.messages import say

            click.echo(f"{say('error', lang)}{say('colon', lang)}{error.render(lang)}", err=True)
            if len(error.faults) > 1 and error.exit_code == 2:
                click.echo(say("faults_count", lang, count=len(error.faults)), err=True)
            ctx.exit(error.exit_code)


def _lang(args: list[str]) -> str:
    """Language of a command by its arguments, else by the environment."""
    found = os.environ.get("CORRIDORS_LANG", "zh")
    for i, arg in enumerate(args):
        if arg == "--lang" and i + 1 < len(args):
            found = args[i + 1]
        elif arg.startswith("--lang="):
            found = arg.removeprefix("--lang=")
    return found if found in ("zh", "en") else "zh"


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"],
                                            "max_content_width": 100})
@click.version_option(__version__, prog_name="corridors")
def main() -> None:
    """Compare journeys before and after planned transport projects.

    广西对接长江经济带：规划项目实施前后的时间、费用与碳排放比较。
    """


def run() -> None:
    """Entry point of the console script: a short-lived process needs no garbage collection."""
    import gc
    import sys

    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot print Chinese or a true minus sign shall lose a character, not
        # the run; what goes to a file or a pipe is UTF-8 like every file of the toolkit.
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
    main()


@main.command()
@click.argument("scenario")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/<scenario>.")
@click.option("--no-map", is_flag=True, help="Leave the map out.")
@WEIGHTS
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table",
              show_default=True, help="Form of what is printed.")
@LANG
@DEBUG
def compare(scenario: str, out: Path | None, no_map: bool, weights: str | None, form: str,
            lang: str) -> None:
    """Compare the base with a scenario: tables, CSV files and a map.

    SCENARIO is the path of a scenario file or the name of an embedded one.
    情景文件的路径或内置情景名。
    """
    from corridors.analysis.claims import check_claims
    from corridors.analysis.compare import compare as compared
    from corridors.report.filenames import safe_name
    from corridors.report.files import comparison_files
    from corridors.report.screen import print_comparison
    from corridors.report.text import write_all
    from corridors.scenario.model import load_scenario

    with progress("progress.compare", lang) as tick:
        result = compared(load_scenario(scenario, strict=False), tick=tick)
        tick("progress.claims")
        claims = [claim for project in result.states.projects
                  for claim in check_claims(project, result.base, result.after)]
        tick("progress.tables")
        weighed = weighed_by(result, weights)
        files = comparison_files(result, claims, weighed)
        if not no_map:
            from corridors.report.maps import comparison_map

            tick("progress.map")
            files[MAP] = comparison_map(result, lang)
    folder = out or Path("output") / safe_name(result.scenario.id)
    write_all(folder, files)
    for name in {MAP, WEIGHTS_FILE} - set(files):
        (folder / name).unlink(missing_ok=True)  # that of another run would belie these results
    if form == "table":
        from corridors.messages import say

        screen = console()
        print_comparison(screen, result, claims, lang)
        if weighed is not None:
            from corridors.report.weights import print_weights

            print_weights(screen, weighed, result, lang)
        screen.print(say("line.wrote", lang, folder=folder, files=", ".join(files)))
    else:
        name = "comparison.csv" if form == "csv" else "summary.json"
        click.echo(files[name].decode("utf-8-sig"), nl=False)


@main.command()
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

    Places may be given by id, Chinese or English name, or pinyin. 地点可用编号、中英文名或拼音。
    """
    from corridors.routing.route import route as routed

    asked = _network(date, year, scenario, state)
    network = asked.network
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


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--data", "with_data", is_flag=True,
              help="Check the data package as well, and show how much of it is published.")
@FORMAT
@LANG
@DEBUG
def check(files: tuple[Path, ...], with_data: bool, form: str, lang: str) -> None:
    """Check scenario, project and parameter files and tables; every fault at once.

    Without FILES the embedded data package, projects and scenarios are checked. 检查文件与数据。
    """
    from corridors.analysis.checks import check_embedded, check_files
    from corridors.errors import CheckError, Fault, InputError
    from corridors.messages import say
    from corridors.report.quality import audit_csv, check_json, print_audit

    done, wrong = check_files(files)
    faults: list[Fault] = list(wrong)
    seen = None
    if with_data or not files:
        package = check_embedded()
        done, seen = [*done, *package.checked], package.audit
        faults += package.faults
    if form == "json":
        content = check_json([item.render(lang) for item in done], faults, seen)
        click.echo(content.decode(), nl=False)
    elif form == "csv":
        if seen is not None:
            click.echo(audit_csv(seen).decode("utf-8-sig"), nl=False)
    else:
        for item in done if not faults else ():
            click.echo(say("check.ok", lang, what=item.render(lang)))
        if with_data and seen is not None:
            print_audit(console(), seen, lang)
    if faults:
        raise InputError(faults) if wrong else CheckError(faults)


@main.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write validation.csv, validation.json and validation.png into this folder.")
@click.option("--strict", is_flag=True,
              help="Exit with 1 where the checking half misses a target that can be claimed.")
@FORMAT
@LANG
@DEBUG
def validate(out: Path | None, strict: bool, form: str, lang: str) -> None:
    """Hold the model against published journey times and distances.

    模型与公布的时间、里程对照：按用户与方式统计误差，分拟合半与检验半。
    """
    from corridors.analysis.validation.run import validate as validated
    from corridors.errors import CheckError, fault
    from corridors.messages import listed, say
    from corridors.report.validation import print_validation, validation_csv, validation_json

    with progress("progress.validate", lang) as tick:
        result = validated(tick=tick)
        files = {"validation.csv": validation_csv(result),
                 "validation.json": validation_json(result)}
        if out is not None:
            from corridors.report.text import write_all
            from corridors.report.validation_figure import validation_figure

            tick("progress.figure")
            write_all(out, {**files, "validation.png": validation_figure(result, lang)})
    if form == "table":
        screen = console()
        print_validation(screen, result, lang)
        if out is not None:
            screen.print(say("line.wrote", lang, folder=out,
                             files=", ".join([*files, "validation.png"])))
    else:
        click.echo(files[f"validation.{form}"].decode("utf-8-sig"), nl=False)
    if strict and result.failed:
        raise CheckError(fault("validation_failed", groups=listed(
            [say(f"target.{score.group}", lang) for score in result.failed], lang)))


@main.command()
@click.option("--year", type=int, default=None, help="Network of 31 December of a year.")
@click.option("--date", default=None, help="Network of a date.")
@click.option("--scenario", default=None, help="Network of a scenario.")
@STATE
@click.option("--by", type=click.Choice(["mode", "class", "line", "province", "year"]),
              default="mode", show_default=True, help="How to group the summary.")
@click.option("--openings", type=click.Choice(["actual", "planned"]), default=None,
              help="Which openings count, for dates and --by year; actual unless given.")
@click.option("--services", type=click.Choice(["rail", "inland", "sea", "air"]), default=None,
              help="List the services of a mode instead: run times, frequency, standing.")
@click.option("--map", "with_map", is_flag=True, help="Draw the network at A3: network.png.")
@click.option("--export", "exports", type=click.Choice(["gpkg", "graphml"]), multiple=True,
              help="Write network.gpkg or network.graphml; may be given twice.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/network-<date or scenario>.")
@FORMAT
@LANG
@DEBUG
def network(year: int | None, date: str | None, scenario: str | None, state: str | None,
            by: str, openings: str | None, services: str | None, with_map: bool,
            exports: tuple[str, ...], out: Path | None, form: str, lang: str) -> None:
    """Show what the network of a date is made of; draw it, or write it for other programs.

    某一日期的路网：按方式、类别、线路、省份或年份汇总，绘图，导出 GeoPackage 或 GraphML。
    """
    from corridors.analysis.inventory import by_year, inventory, opening_years
    from corridors.messages import say
    from corridors.report.inventory import inventory_csv, inventory_json, print_inventory

    if by == "year":
        _alone({"--date": date, "--year": year, "--scenario": scenario, "--services": services})
    asked = _network(date, year, scenario, state, openings)
    chosen = asked.network
    if services is not None:
        _services(asked, services, form, lang)
        return
    stocks = (by_year(opening_years(asked.openings), asked.openings) if by == "year"
              else inventory(chosen, by))
    files: dict[str, bytes] = {}
    with progress("progress.network", lang) as tick:
        if with_map:
            from corridors.report.network_map import network_map

            tick("progress.map")
            files["network.png"] = network_map(chosen, lang, asked.told(lang))
        if exports:
            from corridors.exchange.files import WRITERS

            tick("progress.export")
            files |= {f"network.{name}": WRITERS[name](chosen) for name in sorted(set(exports))}
    folder = out or asked.folder
    if files:
        from corridors.report.network_state import write_network

        write_network(asked, folder, files)
    if form != "table":
        content = (inventory_csv if form == "csv" else inventory_json)(chosen, stocks, by)
        click.echo(content.decode("utf-8-sig"), nl=False)
        return
    screen = console()
    print_inventory(screen, chosen, stocks, by, asked.told(lang), lang)
    if files:
        screen.print(say("line.wrote", lang, folder=folder, files=", ".join(files)))


def _services(asked: NetworkState, mode: str, form: str, lang: str) -> None:
    """List the services of a mode."""
    from corridors.report.services import print_services, services_csv, services_json
    from corridors.routing.departures import departures

    items = departures(asked.network, mode)
    if form == "table":
        print_services(console(), asked.network, mode, items, asked.told(lang), lang)
        return
    content = services_csv(items) if form == "csv" else services_json(asked.network, mode, items)
    click.echo(content.decode("utf-8-sig"), nl=False)


def _alone(given: Mapping[str, object]) -> None:
    """Refuse options that a list of years has no use for."""
    from corridors.errors import InputError, fault

    faults = [fault("years_alone", option=name) for name, value in given.items()
              if value is not None]
    if faults:
        raise InputError(faults)


def _network(date: str | None, year: int | None, scenario: str | None, state: str | None,
             openings: str | None = None) -> NetworkState:
    """The network that a command is asked about."""
    from corridors.errors import InputError, fault
    from corridors.report.network_state import NetworkState

    if scenario is None:
        from corridors.scenario.states import load_network

        if state is not None:
            raise InputError(fault("option_alone", option="--state"))
        counted = openings or "actual"
        return NetworkState(load_network(date=date, year=year, openings=counted), counted)
    from corridors.scenario.model import load_scenario
    from corridors.scenario.resolve import resolve

    if date is not None or year is not None:
        raise InputError(fault("date_and_scenario"))
    if openings is not None:
        raise InputError(fault("openings_and_scenario"))
    read = load_scenario(scenario, strict=False)
    states, which = resolve(read), state or "after"
    return NetworkState(states.base if which == "base" else states.after, read.file.openings,
                        read, which, states.projects)


main.add_command(alternatives)
main.add_command(projects)
main.add_command(plans)
main.add_command(breakeven)
main.add_command(circles)
main.add_command(map_)
main.add_command(timeline)
main.add_command(report)
