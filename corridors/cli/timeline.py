"""``corridors timeline``: pairs year by year as projects open."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.progress import progress

PAIRS = ("nanning-guiyang", "nanning-chengdu", "nanning-wuhan", "nanning-shanghai",
         "liuzhou-wuhan", "guilin-changsha", "wuzhou-shanghai")
"""Pairs shown unless others are named: the capital and three other cities to the hubs."""


@click.command()
@click.argument("pairs", nargs=-1)
@click.option("--scenario", default=None,
              help="Take pairs, profile, objective, season, openings and last year from a scenario "
                   "where they are not given.")
@click.option("--profile", default=None,
              help="passenger, passenger_business, passenger_leisure, container, bulk, cold_chain "
                   "or express; passenger unless given.")
@click.option("--mode", default=None,
              help="Main mode, or best; rail unless given, best with a scenario.")
@click.option("--from", "first", type=int, default=2022, help="First year; 2022 unless given.")
@click.option("--to", "last", type=int, default=None,
              help="Last year; that in which the last project opens unless given.")
@click.option("--openings", type=click.Choice(["actual", "planned"]), default=None,
              help="actual, or planned where no actual date is known; actual unless given.")
@click.option("--plan", default=None, help="Let only open what this plan names.")
@click.option("--without", multiple=True, help="A project that never opens; may be given again.")
@click.option("--measure", default="time_h", show_default=True,
              help="What the table and the figure show; the files have every measure.")
@click.option("--objective", default=None,
              help="generalised, time, cost or co2; generalised unless given.")
@click.option("--season", default=None, help="normal or low_water; normal unless given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write timeline.csv, openings.csv, effects.csv, timeline.json and timeline.png.")
@FORMAT
@LANG
@DEBUG
def timeline(pairs: tuple[str, ...], scenario: str | None, profile: str | None, mode: str | None,
             first: int, last: int | None, openings: str | None, plan: str | None,
             without: tuple[str, ...], measure: str, objective: str | None, season: str | None,
             out: Path | None, form: str, lang: str) -> None:
    """Follow pairs year by year as projects open, and say which opening changed them.

    城市对逐年变化：哪年开通了什么，变化由谁引起。PAIRS 写作 南宁-上海。
    """
    from corridors.analysis.pairs import find_pairs
    from corridors.analysis.timeline import timeline as followed
    from corridors.families import check_choice
    from corridors.messages import say
    from corridors.network.load import read_base
    from corridors.report.timeline import timeline_files
    from corridors.units import MEASURE_UNITS

    check_choice("measure", measure, tuple(MEASURE_UNITS))
    given: dict[str, object] = {"profile": profile or "passenger", "mode": mode or "rail",
                                "openings": openings or "actual", "last_year": last,
                                "objective": objective or "generalised",
                                "season": season or "normal", "without": without}
    chosen, read = find_pairs(read_base(), pairs or (() if scenario else PAIRS)), None
    if scenario is not None:
        from corridors.scenario.model import load_scenario
        from corridors.scenario.resolve import resolve

        read = load_scenario(scenario, strict=False)
        states = resolve(read)
        file = read.file
        chosen = chosen or states.headline or tuple(
            (o, d) for o in states.origins[:3] for d in states.destinations[:3] if o != d)
        given = {"profile": profile or file.compare.profiles[0], "mode": mode or "best",
                 "openings": openings or file.openings, "parameters": file.parameters,
                 "last_year": last or (int(states.after.date[:4]) if file.after else None),
                 "without": (*without, *file.leave_out,
                             *(file.after.without if file.after else ())),
                 "objective": objective or file.compare.objective,
                 "season": season or file.season}
    with progress("progress.timeline", lang) as tick:
        found = followed(chosen, first_year=first, plan=plan, tick=tick,
                         **given)  # type: ignore[arg-type]
        files = timeline_files(found) if out is not None or form != "table" else {}
        if out is not None:
            from corridors.cli.save import save
            from corridors.report.timeline_figure import timeline_figure

            tick("progress.figure")
            save(out, {**files, "timeline.png": timeline_figure(found, measure, lang)}, lang,
                 "timeline", read)
    if form == "table":
        from corridors.report.timeline_screen import print_timeline

        screen = console()
        print_timeline(screen, found, measure, lang)
        if out is not None:
            screen.print(say("line.wrote", lang, folder=out,
                             files=", ".join([*files, "timeline.png"])))
    else:
        click.echo(files[f"timeline.{form}"].decode("utf-8-sig"), nl=False)
