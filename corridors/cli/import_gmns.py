"""``corridors import gmns``: a network out of GMNS tables."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, console


@click.command("gmns")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--length-unit", default="", metavar="UNIT",
              help="Unit of link lengths (km, m, mile, ft), before that of config.csv.")
@click.option("--speed-unit", default="", metavar="UNIT",
              help="Unit of speeds (km/h, mph, m/s, ft/s), before that of config.csv.")
@click.option("--move-to", default=None, metavar="LON,LAT",
              help="Move a network from elsewhere: its middle comes to lie here.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/import-<name>.")
@LANG
@DEBUG
def gmns(source: Path, length_unit: str, speed_unit: str, move_to: str | None,
         out: Path | None, lang: str) -> None:
    """Read GMNS tables, SOURCE being their folder or a ZIP archive, into a data package.

    导入 GMNS 路网（文件夹或 ZIP），写成数据包；说明换算、假设以及未读入的内容。
    """
    from corridors.exchange.formats import keep_package
    from corridors.exchange.gmns.exchange import taken_gmns
    from corridors.exchange.gmns.foreign import Choices
    from corridors.messages import say
    from corridors.report.filenames import safe_name

    package, files = taken_gmns(source, Choices(
        length_unit, speed_unit, None if move_to is None else _point(move_to)))
    folder = out or Path("output") / safe_name(f"import-{source.stem}")
    written = keep_package(package, files, folder)
    screen = console()
    screen.print(say("exchange.read", lang, folder=folder, date=package.date, files=len(written),
                     **{name: len(package.tables[name]) for name in (
                         "places", "nodes", "links", "services", "locks")}), markup=False)
    for loss in package.losses:
        screen.print(say("exchange.note", lang, text=loss.render(lang)))
    screen.print(say("exchange.use", lang, folder=folder))


def _point(text: str) -> tuple[float, float]:
    """Longitude and latitude within the area of the toolkit.

    Raises
    ------
    InputError
        The text is no such point.
    """
    from corridors.errors import InputError, fault
    from corridors.exchange.gmns.position import inside, number
    from corridors.schema import columns

    cells = [number(part) for part in text.replace("，", ",").split(",")]
    if len(cells) == 2 and cells[0] is not None and cells[1] is not None \
            and inside("lon", cells[0]) and inside("lat", cells[1]):
        return cells[0], cells[1]
    lon, lat = columns("nodes")["lon"], columns("nodes")["lat"]
    raise InputError(fault("gmns_move_to", found=text, west=f"{lon.minimum:g}",
                           east=f"{lon.maximum:g}", south=f"{lat.minimum:g}",
                           north=f"{lat.maximum:g}"))
