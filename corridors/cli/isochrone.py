"""``corridors isochrone``: what is reached from a place within some hours, before and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.progress import progress

if TYPE_CHECKING:
    from corridors.report.cartography.ground import Ground

MAP = "isochrone.png"
PEOPLE_H, GOODS_H = "4,8,12,24", "24,48,72,120"
"""Hours unless others are given, for travellers and for goods."""
MOST_H, MOST_BOUNDS = 1000.0, 6


@click.command()
@click.argument("place")
@click.option("--profile", default="passenger", show_default=True,
              help="passenger, passenger_business, passenger_leisure, container, bulk, cold_chain "
                   "or express.")
@click.option("--mode", default="best", show_default=True,
              help="Main mode, or best for the fastest of all at every place.")
@click.option("--hours", default=None, metavar="H,H,...",
              help=f"Hours from door to door; {PEOPLE_H} for travellers and {GOODS_H} for goods "
                   "unless given.")
@click.option("--scenario", default=None, help="Before and after of a scenario.")
@click.option("--year", type=int, default=None, help="Network of 31 December of a year.")
@click.option("--date", default=None, help="Network of a date; the base date unless given.")
@click.option("--openings", type=click.Choice(["actual", "planned"]), default=None,
              help="Which openings count, for dates; actual unless given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/isochrone-<place>, with the scenario.")
@click.option("--no-map", is_flag=True, help="Leave the map out.")
@FORMAT
@LANG
@DEBUG
def isochrone(place: str, profile: str, mode: str, hours: str | None, scenario: str | None,
              year: int | None, date: str | None, openings: str | None, out: Path | None,
              no_map: bool, form: str, lang: str) -> None:
    """Show what is reached from PLACE within some hours over real roads, before and after.

    PLACE is a name, or coordinates such as 108.32,22.82 or gcj02:108.32,22.82. Areas and places
    as a table, map, GeoPackage, GeoJSON, CSV and JSON. 等时圈：沿实际路网推算，不是画圆。
    """
    from corridors.cli.save import save
    from corridors.cli.state import say_converted
    from corridors.errors import InputError, fault
    from corridors.families import PROFILES, check_choice
    from corridors.messages import say
    from corridors.profiles import PROFILES as KINDS
    from corridors.report.cartography.ground import Ground
    from corridors.report.filenames import safe_name
    from corridors.report.isochrone import NAMES, isochrone_files
    from corridors.report.isochrone_map import (
        FEW_LINKS,
        asked_layer,
        isochrone_map,
        without_names,
    )
    from corridors.report.isochrone_screen import print_isochrone
    from corridors.textfile import check_targets

    check_choice("profile", profile, PROFILES)
    say_converted([place], lang)
    bounds = _hours(hours or (GOODS_H if KINDS[profile].goods else PEOPLE_H))
    if scenario is not None and (date is not None or year is not None):
        raise InputError(fault("date_and_scenario"))
    if scenario is not None and openings is not None:
        raise InputError(fault("openings_and_scenario"))
    spec = isochrone_map(place, bounds, profile=profile, mode=mode, scenario=scenario, date=date,
                         year=year, openings=openings or "actual", lang=lang)
    ground = Ground(spec, lang)
    with progress("progress.isochrone", lang) as tick:
        if len(ground.touched) > FEW_LINKS:
            ground.spec = spec = without_names(spec)
        found = ground.reached(asked_layer(spec))
        named = [found.place, *([ground.scenario.id] if ground.scenario else [])]
        folder = out or Path("output") / safe_name("-".join(["isochrone", *named]))
        check_targets(folder / name for name in (*NAMES, *([] if no_map else [MAP])))
        tick("progress.export")
        files = isochrone_files(found, ground.scenario, ground.scenario.file.openings
                                if ground.scenario else openings or "actual")
        if not no_map:
            from corridors.report.cartography.make import drawn_map

            tick("progress.map")
            files[MAP] = drawn_map(spec, ground, "png")
    save(folder, files, lang, "isochrone", ground.scenario, remove=(MAP,))
    if form == "table":
        screen = console()
        print_isochrone(screen, found, _told(ground, lang), lang)
        screen.print(say("line.wrote", lang, folder=folder, files=", ".join(files)))
    else:
        click.echo(files[f"isochrone.{form}"].decode("utf-8-sig"), nl=False)


def _told(ground: Ground, lang: str) -> str:
    """Which networks are shown, in words."""
    from corridors.messages import say

    if ground.scenario is None or ground.states is None:
        return ground.told
    dates = dict.fromkeys((ground.states.base.date, ground.states.after.date))
    return say("iso.states", lang, scenario=getattr(ground.scenario.file.name, lang),
               dates=" → ".join(dates))


def _hours(text: str) -> tuple[float, ...]:
    """Rising hours out of a list with commas, Chinese ones too."""
    from corridors.errors import InputError, fault

    parts = [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",")]
    try:
        found = sorted({float(part) for part in parts if part})
    except ValueError:
        found = []
    if not found or len(found) > MOST_BOUNDS or not 0 < found[0] <= found[-1] <= MOST_H:
        raise InputError(fault("iso_hours", found=text, most=f"{MOST_H:g}"))
    return tuple(found)
