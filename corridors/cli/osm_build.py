"""``corridors osm build``: a network out of OpenStreetMap data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, LANG, console
from corridors.cli.progress import progress

if TYPE_CHECKING:
    from corridors.analysis.ticks import Tick
    from corridors.cli.osm_area import Area
    from corridors.osm.ways import Ways


@click.command()
@click.argument("area")
@click.option("--file", "file", type=click.Path(path_type=Path), default=None,
              help="OpenStreetMap data to cut the area out of: .osm.pbf, .osm, .osm.bz2, .osm.gz. "
                   "Without it, and where AREA is no such file, Overpass is asked.")
@click.option("--modes", default="road,rail,inland,ferry", show_default=True,
              help="Modes, separated by commas.")
@click.option("--classes", default=None,
              help="Classes, separated by commas; all but roads below tertiary unless given.")
@click.option("--tolerance", type=click.FloatRange(min=0, max=1000), default=0.0,
              show_default=True, help="Simplify courses to so many metres; lengths stay.")
@click.option("--format", "formats", type=click.Choice(["gpkg", "graphml", "parquet"]),
              multiple=True, default=("gpkg",), show_default=True,
              help="Form of the network; may be given several times.")
@click.option("--overpass-url", default=None, metavar="URL",
              help="Overpass service to ask, up to /api; the environment variable "
                   "CORRIDORS_OVERPASS_URL, else the public one, unless given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/osm-<area>.")
@LANG
@DEBUG
def build(area: str, file: Path | None, modes: str, classes: str | None, tolerance: float,
          formats: tuple[str, ...], overpass_url: str | None, out: Path | None, lang: str) -> None:
    """Build a network of roads, railways, waterways and ferries from OpenStreetMap.

    AREA is a file of OpenStreetMap data (taken whole), a box west,south,east,north, a polygon
    file (GeoJSON, GeoPackage), or the name of a province, prefecture or county.

    由 OpenStreetMap 数据生成公路、铁路、内河与轮渡路网，检查连通性，写出 GeoPackage 等文件。
    """
    from corridors.cli.osm_area import find_area
    from corridors.messages import say
    from corridors.osm.gaps import components, gaps
    from corridors.osm.graph import build as build_graph
    from corridors.osm.save import check_room
    from corridors.report.filenames import safe_name
    from corridors.report.osm_network import OsmNetwork, print_osm, write_osm

    chosen = _chosen(modes, classes)
    asked = find_area(area)
    folder = out or Path("output") / f"osm-{safe_name(asked.name.split('.osm')[0], 'area')}"
    check_room(folder, formats)
    with progress("progress.osm", lang) as tick:
        ways = _ways(asked, file, chosen, overpass_url, tick)
        built = build_graph(ways, tolerance_m=tolerance, tick=tick)
        tick("osm.step.gaps")
        made = OsmNetwork(built, components(built), gaps(built), asked.name, asked.bounds,
                          *chosen, tolerance)
        tick("osm.step.write")
        names = write_osm(made, folder, formats)
    screen = console()
    print_osm(screen, made, lang)
    screen.print(say("line.wrote", lang, folder=folder, files=", ".join(names)))


def _ways(asked: Area, file: Path | None, chosen: tuple[tuple[str, ...], tuple[str, ...]],
          url: str | None, tick: Tick) -> Ways:
    """The ways of an area: out of its file, out of another file, or from Overpass."""
    from corridors.errors import InputError, fault
    from corridors.osm.read import read

    modes, classes = chosen
    if asked.file is not None and file is not None:
        raise InputError(fault("osm_two_files", area=asked.name, file_name=file.name))
    if asked.shape is None or file is not None:
        data = file if file is not None else asked.file
        assert data is not None
        return read(data, modes, classes, asked.shape, tick)
    from corridors.osm.overpass import fetch
    from corridors.osm.ways import Source, from_osmnx

    graph = fetch(asked.shape, modes, tick, url, classes=classes)
    source = Source("Overpass", graph.graph.get("timestamp", ""),
                    "header" if graph.graph.get("timestamp") else "")
    return from_osmnx(graph, source, modes, classes)


def _chosen(modes: str, classes: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Modes and classes asked for, each in its usual order.

    Raises
    ------
    InputError
        One of them does not exist; all of these at once.
    """
    from corridors.errors import InputError, fault
    from corridors.names import suggest
    from corridors.osm.tags import CLASSES, DEFAULT_CLASSES, MODES

    given = [part.strip() for part in modes.replace("，", ",").split(",") if part.strip()]
    known = [class_ for mode in MODES for class_ in CLASSES[mode]]
    wanted = ([part.strip() for part in classes.replace("，", ",").split(",") if part.strip()]
              if classes is not None else sorted(DEFAULT_CLASSES))
    faults = [fault("osm_mode_unknown", name=one, allowed=", ".join(MODES)) for one in given
              if one not in MODES]
    faults += [fault("osm_class_unknown", name=one, allowed=", ".join(known),
                     suggestion=suggest(one, known)) for one in wanted if one not in known]
    if not given or not wanted:
        faults.append(fault("osm_nothing_asked"))
    if faults:
        raise InputError(faults)
    return (tuple(one for one in MODES if one in given),
            tuple(one for one in known if one in wanted))
