"""``corridors import omx``: a matrix of flows as the CSV that assign and --weights take."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, console


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--matrix", default=None, help="Name of the matrix, where the file has several.")
@click.option("--profile", default="container", show_default=True,
              help="Who or what travels; figures are passengers, loaded TEU or tonnes a year.")
@click.option("--zones", type=click.Path(path_type=Path), default=None,
              help="CSV with columns zone,place, for files that name no places.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/import-<name>.")
@LANG
@DEBUG
def omx(path: Path, matrix: str | None, profile: str, zones: Path | None, out: Path | None,
        lang: str) -> None:
    """Read a matrix of flows from OMX into flows.csv, by place.

    读入 OMX 流量矩阵，生成按地点对的 flows.csv，供 assign 和 compare --weights 使用。
    """
    from corridors.exchange.omx import flows_csv, read_omx
    from corridors.families import PROFILES, check_choice
    from corridors.messages import say
    from corridors.network.load import read_base
    from corridors.profiles import PROFILE_UNITS
    from corridors.report.filenames import safe_name
    from corridors.report.numbers import show
    from corridors.textfile import write_atomic

    check_choice("profile", profile, PROFILES)
    made = read_omx(path)
    content, pairs, total = flows_csv(made, read_base(), profile, matrix, zones)
    target = (out or Path("output") / safe_name(f"import-{path.stem}")) / "flows.csv"
    write_atomic(target, content)
    screen, unit = console(), say(f"unit.{PROFILE_UNITS[profile]}", lang)
    screen.print(say("omx.read", lang, name=matrix or made.names[0], pairs=pairs,
                     total=show(total, "d0"), unit=unit, file=target))
    screen.print(say("omx.year", lang, unit=unit))
