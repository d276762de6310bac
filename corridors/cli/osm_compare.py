"""``corridors osm compare``: the strategic network beside OpenStreetMap."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, STATE, console
from corridors.cli.progress import progress
from corridors.cli.state import asked_network

if TYPE_CHECKING:
    from corridors.network.model import Network
    from corridors.osm.built import BuiltFile
    from corridors.osm.net import Net, Vintage

MODES = ("road", "rail", "inland")


@click.command("compare")
@click.option("--with", "built", type=click.Path(path_type=Path), default=None,
              help="Your own network: what `corridors osm build` wrote, a GeoPackage or its "
                   "folder; the roads and railways of the package unless given.")
@click.option("--mode", "modes", type=click.Choice(MODES), multiple=True,
              help="Compare this mode; may be given several times. All that the data have unless "
                   "given.")
@click.option("--year", type=int, default=None, help="Network of 31 December of a year.")
@click.option("--date", default=None, help="Network of a date.")
@click.option("--scenario", default=None, help="Network of a scenario.")
@STATE
@click.option("--openings", type=click.Choice(["actual", "planned"]), default=None,
              help="Which openings count, for dates; actual unless given.")
@click.option("--vintage", default=None, metavar="DATE",
              help="When the data were taken, in place of what they say themselves.")
@click.option("--no-map", is_flag=True, help="Write no maps.")
@click.option("--drafts", "with_drafts", is_flag=True,
              help="Write a draft project file for each way under construction or proposed; "
                   "needs --with and --out.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write compare.csv, missing.csv, terminals.csv, compare.json, compare.gpkg "
                   "and a map a mode.")
@FORMAT
@LANG
@DEBUG
def osm_compare(built: Path | None, modes: tuple[str, ...], year: int | None, date: str | None,
                scenario: str | None, state: str | None, openings: str | None,
                vintage: str | None, no_map: bool, with_drafts: bool, out: Path | None,
                form: str, lang: str) -> None:
    """Put each strategic link beside its shortest course in OpenStreetMap.

    Without a date or a scenario the links of the base and of all projects are compared.

    逐段对照战略路网与 OpenStreetMap 上的最短线路：长度、绕行、缺失；
    反过来列出地面有而战略路网没有的线路。
    """
    from corridors.cli.save import save
    from corridors.messages import say
    from corridors.osm.compare import compare_ground
    from corridors.osm.stated import strategic
    from corridors.projects.register import register
    from corridors.report.osm_compare import compare_files
    from corridors.report.osm_compare_screen import print_compared
    from corridors.report.osm_home import home

    taken = _checked(built, modes, vintage, with_drafts=with_drafts, out=out)
    asked = asked_network(date, year, scenario, state, openings)
    everything = date is None and year is None and scenario is None
    links = strategic(asked.network, register(asked.network.data_dir).all(),
                      candidates=everything)
    file, nets = _nets(built, modes, asked.network.data_dir)
    with progress("progress.osm_compare", lang) as tick:
        compared = compare_ground(asked.network, links, nets, vintage=taken, home=home(),
                                  tick=tick)
        files = compare_files(compared) if out is not None or form != "table" else {}
        if out is not None:
            from corridors.report.osm_compare_gpkg import compare_gpkg

            tick("progress.export")
            files["compare.gpkg"] = compare_gpkg(compared)
            for mode in () if no_map else nets:
                from corridors.report.osm_compare_map import compare_map

                tick("progress.map")
                files[f"compare_{mode}.png"] = compare_map(compared, mode, asked.told(lang), lang)
    drafted = _drafts(file, asked.network, taken, lang) if with_drafts else {}
    if out is not None:
        save(out, {**files, **drafted}, lang, "osm compare", asked.scenario)
    if form != "table":
        click.echo(files[f"compare.{form}"].decode("utf-8-sig"), nl=False)
        return
    screen = console()
    print_compared(screen, compared, asked.told(lang), lang)
    if with_drafts and not drafted:
        screen.print(say("osmc.line.no_planned", lang), highlight=False)
    if out is not None:
        screen.print(say("line.wrote", lang, folder=out, files=", ".join([*files, *drafted])))


def _checked(built: Path | None, modes: tuple[str, ...], vintage: str | None, *,
             with_drafts: bool, out: Path | None) -> Vintage | None:
    """Refuse options that do not go together; the date of the data where one is given."""
    from corridors.errors import InputError, fault
    from corridors.osm.net import Vintage
    from corridors.schema import is_date

    faults = []
    if vintage is not None and (len(vintage) != 10 or not is_date(vintage)):
        faults.append(fault("osmc_vintage", found=vintage))
    if "inland" in modes and built is None:
        faults.append(fault("osmc_inland"))
    if with_drafts and built is None:
        faults.append(fault("osmc_drafts_alone"))
    if with_drafts and out is None:
        faults.append(fault("osmc_drafts_out"))
    if faults:
        raise InputError(faults)
    return None if vintage is None else Vintage(vintage, vintage)


def _nets(built: Path | None, modes: tuple[str, ...], folder: Path | None
          ) -> tuple[BuiltFile | None, dict[str, Net]]:
    from corridors.osm.built import read_built
    from corridors.osm.net import EMBEDDED, embedded_net

    wanted = tuple(mode for mode in MODES if not modes or mode in modes)
    if built is None:
        return None, {mode: embedded_net(mode, folder) for mode in wanted if mode in EMBEDDED}
    file = read_built(built, wanted)
    return file, file.nets


def _drafts(file: BuiltFile | None, network: Network, taken: Vintage | None,
            lang: str) -> dict[str, bytes]:
    """Draft project files of what is under construction or proposed, in a folder of their own."""
    from corridors.osm.drafts import drafts

    if file is None or file.planned is None:
        return {}
    vintage = taken or next(iter(file.nets.values())).vintage
    made = drafts(file.planned, network, lang, date=vintage.until)
    return {f"drafts/{name}": content for name, content in made.items()}
