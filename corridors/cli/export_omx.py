"""``corridors export omx``: skims as matrices for AequilibraE, Visum and TransCAD."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, console, network_options
from corridors.cli.state import asked_network


@click.command()
@network_options
@click.option("--profile", default="container", show_default=True, help="Who or what travels.")
@click.option("--mode", "modes", multiple=True, default=("best",), show_default=True,
              help="Main mode, or best; may be given several times.")
@click.option("--origins", multiple=True, required=True,
              help="Place or set; may be given several times.")
@click.option("--destinations", multiple=True, required=True,
              help="Place or set; may be given several times.")
@click.option("--measure", "measures", multiple=True,
              default=("time_h", "cost_cny", "co2_kg", "distance_km"), show_default=True,
              help="time_h, in_vehicle_h, cost_cny, co2_kg, distance_km, distance_total_km or "
                   "generalised_cny; may be given several times.")
@click.option("--objective", default="generalised", show_default=True,
              help="generalised, time, cost or co2.")
@click.option("--season", default="normal", show_default=True, help="normal or low_water.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/network-<date or scenario>.")
@LANG
@DEBUG
def omx(year: int | None, date: str | None, scenario: str | None, state: str | None,
        profile: str, modes: tuple[str, ...], origins: tuple[str, ...],
        destinations: tuple[str, ...], measures: tuple[str, ...], objective: str, season: str,
        out: Path | None, lang: str) -> None:
    """Write skims as OMX: one matrix a main mode and measure, named profile__mode__measure.

    导出 OMX 出行阻抗矩阵，供 AequilibraE、Visum、TransCAD 使用；矩阵名为“用户__方式__指标”。
    """
    from corridors.exchange.omx import read_omx, skims_omx
    from corridors.messages import say
    from corridors.textfile import write_atomic

    asked = asked_network(date, year, scenario, state)
    path = (out or asked.folder) / "skims.omx"
    write_atomic(path, skims_omx(
        asked.network, origins, destinations, profile=profile, modes=modes, measures=measures,
        objective=objective, season=season, told=asked.stamps))
    made = read_omx(path)
    screen = console()
    screen.print(say("omx.wrote", lang, what=asked.told(lang), file=path, zones=len(made.zones),
                     count=len(made.names), names=", ".join(made.names)))
    screen.print(say("omx.nan", lang))
