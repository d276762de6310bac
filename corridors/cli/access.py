"""``corridors access``: county accessibility before and after a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.progress import progress


@click.command()
@click.argument("scenario")
@click.option("--of", "of", multiple=True, metavar="SET|PLACE",
              help="Places or sets in place of the 111 counties of Guangxi; may be repeated.")
@click.option("--measure", default=None,
              help="What the map and the list of gains show, e.g. airport_h or "
                   "passenger_hubs_within_8h; the most telling one unless given.")
@click.option("--no-hubs", is_flag=True, help="Leave the hubs out: only ways to facilities.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/<scenario>-access.")
@click.option("--no-map", is_flag=True, help="Leave the map out.")
@FORMAT
@LANG
@DEBUG
def access(scenario: str, of: tuple[str, ...], measure: str | None, out: Path | None, form: str,
           lang: str, *, no_hubs: bool, no_map: bool) -> None:
    """County accessibility before and after a scenario: tables, GeoPackage and a map.

    Hours over the real roads to the nearest station, port, airport and expressway, and how many
    hubs of the Yangtze River Economic Belt lie within some hours.

    SCENARIO is the path of a scenario file or the name of an embedded one.
    情景文件的路径或内置情景名。
    """
    from corridors.analysis.access.compare import access as found
    from corridors.analysis.access.model import chosen
    from corridors.analysis.access.origins import COUNTIES
    from corridors.analysis.access.summary import most_telling, summarise
    from corridors.cli.save import save
    from corridors.messages import say
    from corridors.report.access.files import CSV, GPKG, JSON, MAP, access_csv, access_json
    from corridors.report.access.geo import access_geopackage
    from corridors.report.access.screen import print_access
    from corridors.report.filenames import safe_name
    from corridors.scenario.model import load_scenario
    from corridors.textfile import check_targets

    read = load_scenario(scenario, strict=False)
    wanted = None if measure is None else chosen(measure, hubs=not no_hubs)
    folder = out or Path("output") / f"{safe_name(read.id)}-access"
    check_targets(folder / name for name in (CSV, JSON, GPKG, *(() if no_map else (MAP,))))
    with progress("progress.access", lang) as tick:
        result = found(read, of or (COUNTIES,), hubs=not no_hubs, tick=tick)
        summaries = summarise(result)
        shown = wanted or most_telling(result, summaries)
        tick("progress.tables")
        files = {CSV: access_csv(result), JSON: access_json(result, summaries, shown),
                 GPKG: access_geopackage(result)}
        picture = None
        if not no_map:
            from corridors.report.access.picture import access_map

            tick("progress.map")
            picture = access_map(result, summaries, shown, lang)
            if picture is not None:
                files[MAP] = picture
    save(folder, files, lang, "access", read, remove=(MAP,))
    if form != "table":
        click.echo(files[f"access.{form}"].decode("utf-8-sig"), nl=False)
        return
    screen = console()
    print_access(screen, result, summaries, shown, lang)
    if picture is None and not no_map:
        screen.print(say("access.no_map", lang))
    screen.print(say("line.wrote", lang, folder=folder, files=", ".join(files)))
