"""``corridors network``: what the network of a date is made of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, STATE, console
from corridors.cli.progress import progress
from corridors.cli.state import asked_network

if TYPE_CHECKING:
    from corridors.report.network_state import NetworkState


@click.command()
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
@click.option("--ids", "word", default=None, metavar="WORD",
              help="List instead the ids that project files name (nodes, links, locks, services) "
                   "at a place, or with WORD in their id or name.")
@click.option("--map", "with_map", is_flag=True, help="Draw the network at A3: network.png.")
@click.option("--export", "exports", type=click.Choice(["gpkg", "graphml"]), multiple=True,
              help="Write network.gpkg or network.graphml; may be given twice.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/network-<date or scenario>.")
@FORMAT
@LANG
@DEBUG
def network(year: int | None, date: str | None, scenario: str | None, state: str | None,
            by: str, openings: str | None, services: str | None, word: str | None,
            with_map: bool, exports: tuple[str, ...], out: Path | None, form: str,
            lang: str) -> None:
    """Show what the network of a date is made of; draw it, or write it for other programs.

    某一日期的路网：按方式、类别、线路、省份或年份汇总，查编号，绘图，导出 GeoPackage 或 GraphML。
    """
    from corridors.analysis.inventory import by_year, inventory, opening_years
    from corridors.messages import say
    from corridors.report.inventory import inventory_csv, inventory_json, print_inventory

    if by == "year":
        _alone("years_alone", {"--date": date, "--year": year, "--scenario": scenario,
                               "--services": services, "--ids": word})
    if word is not None:
        _alone("ids_alone", {"--services": services, "--map": with_map or None,
                             "--export": exports or None})
    asked = asked_network(date, year, scenario, state, openings)
    chosen = asked.network
    if services is not None:
        _services(asked, services, form, lang)
        return
    if word is not None:
        _ids(asked, word, form, lang)
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
            from corridors.exchange.formats import EXPORTS, outgoing

            tick("progress.export")
            given = outgoing(chosen, asked.before, asked.log, lang, asked.stamps)
            for name in sorted(set(exports)):
                files |= EXPORTS[name](given)[0]
    folder = out or asked.folder
    if files:
        from corridors.cli.save import say_written
        from corridors.report.network_state import write_network

        say_written(write_network(asked, folder, files), lang)
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


def _ids(asked: NetworkState, word: str, form: str, lang: str) -> None:
    """List the ids at a place or with a word in them."""
    from corridors.analysis.ids import find_ids
    from corridors.report.ids import ids_csv, ids_json, print_ids

    items = find_ids(asked.network, word)
    if form == "table":
        print_ids(console(), word, items, asked.told(lang), lang)
        return
    content = ids_csv(items) if form == "csv" else ids_json(asked.network, word, items)
    click.echo(content.decode("utf-8-sig"), nl=False)


def _alone(key: str, given: Mapping[str, object]) -> None:
    """Refuse options that a list of another kind has no use for."""
    from corridors.errors import InputError, fault

    faults = [fault(key, option=name) for name, value in given.items()
              if value is not None]
    if faults:
        raise InputError(faults)
