"""``corridors map``: briefing maps from a map specification, or those that a scenario calls for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, console
from corridors.cli.progress import progress

if TYPE_CHECKING:
    from corridors.cartography.model import MapSpec

FOLDER = Path("output") / "maps"


@click.command("map")
@click.argument("spec", required=False)
@click.option("--scenario", default=None,
              help="Scenario in place of that of SPEC; without SPEC the maps that it calls for.")
@click.option("--list", "listed", is_flag=True, help="List the ready-made maps.")
@click.option("--format", "forms", multiple=True,
              type=click.Choice(["png", "svg", "pdf", "table", "csv", "json"]),
              help="Files to draw, may be given several times; those of SPEC unless given. With "
                   "--list: table, csv or json.")
@click.option("--size", type=click.Choice(["a4", "a4_portrait", "a3", "slide"]), default=None,
              help="Sheet in place of that of SPEC.")
@click.option("--dpi", type=click.IntRange(50, 600), default=None,
              help="Dots per inch of a PNG in place of those of SPEC.")
@click.option("--approval-number", default=None, metavar="TEXT",
              help="Number of the map review (审图号); its field stays blank unless given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=FOLDER,
              help="Output folder; default output/maps.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, envvar="CORRIDORS_LANG",
              help="Language in place of that of SPEC; zh unless either says otherwise.")
@DEBUG
def map_(spec: str | None, scenario: str | None, listed: bool, forms: tuple[str, ...],
         size: str | None, dpi: int | None, approval_number: str | None, out: Path,
         lang: str | None) -> None:
    """Draw a briefing map from a map specification.

    SPEC is the path of a specification or the name of a ready-made one (--list). 按制图规格出图。
    """
    from corridors.cartography.model import FORMATS
    from corridors.cartography.rules import scenario_path
    from corridors.cli.save import save
    from corridors.errors import InputError, fault
    from corridors.messages import say
    from corridors.report.cartography.make import Wishes, map_files
    from corridors.scenario.model import load_scenario

    rows = ("table", "csv", "json")
    if wrong := [form for form in forms if (form in rows) != listed]:
        raise InputError(fault("choice_unknown", what="--format", found=wrong[0], suggestion="",
                               allowed=", ".join(rows if listed else FORMATS)))
    if listed:
        _list(forms[-1] if forms else "table", lang or "zh")
        return
    wishes = Wishes(lang, size, dpi, forms, approval_number)
    files: dict[str, bytes] = {}
    specs = _specs(spec, scenario)
    with progress("progress.maps", lang or "zh") as tick:
        for one in specs:
            tick(one.id)
            files |= map_files(one, wishes)
    path = scenario_path(specs[0]) if specs else None
    save(out, files, lang or "zh", "map",
         None if path is None else load_scenario(path, strict=False),
         spec=specs[0] if len(specs) == 1 else None)
    console().print(say("line.wrote", lang or "zh", folder=out, files=", ".join(files)))


def _specs(spec: str | None, scenario: str | None) -> tuple[MapSpec, ...]:
    from corridors.cartography.load import load_map
    from corridors.errors import InputError, fault
    from corridors.inputfile import is_file
    from corridors.report.cartography.make import scenario_maps

    if spec is not None:
        if scenario is not None and is_file(Path(scenario)):  # not beside the specification
            scenario = str(Path(scenario).resolve())
        return (load_map(spec, scenario=scenario),)
    if scenario is None:
        raise InputError(fault("map_spec_or_scenario"))
    return scenario_maps(scenario)


def _list(form: str, lang: str) -> None:
    from corridors.messages import say
    from corridors.report.cartography.make import listing, listing_csv, listing_json
    from corridors.report.listing import print_listing

    rows = listing()
    if form == "csv":
        click.echo(listing_csv(rows).decode("utf-8-sig"), nl=False)
    elif form == "json":
        click.echo(listing_json(rows).decode(), nl=False)
    else:
        print_listing(console(), say("title.maps", lang),
                      ["head.map", "head.map_title", "head.map_size", "head.map_layers"],
                      [[row.id, row.name_zh if lang == "zh" else row.name_en, row.size,
                        ", ".join(row.layers)] for row in rows], lang, folds=(1, 3))
