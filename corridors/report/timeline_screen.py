"""A timeline on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.timeline import Point, Timeline
from corridors.messages import say
from corridors.profiles import PROFILE_UNITS
from corridors.report.numbers import show
from corridors.report.terminal import print_parts, print_whole
from corridors.report.timeline import changes_of, named, pair_name, planned_mark, size_of
from corridors.units import MEASURE_UNITS

if TYPE_CHECKING:
    from rich.console import Console


def print_timeline(console: Console, found: Timeline, measure: str, lang: str) -> None:
    """The pairs year by year, then year by year what opened and what changed a pair."""
    def line(text: str, **style: str) -> None:
        console.print(text, highlight=False, **style)  # type: ignore[arg-type]

    rows = [[point.date if point.year is None else str(point.year),
             *(_cell(found, point, pair, measure, lang) for pair in found.pairs)]
            for point in found.points]
    print_whole(console, title(found, measure, lang), [
        "head.year_end", *(pair_name(found, pair, lang) for pair in found.pairs)], rows, lang)
    if found.plan is not None:
        line(say("line.only_plan", lang, plan=found.plan))
    any_change = False
    for point in found.points[1:]:
        if point.opened:
            print_parts(console, say("line.opened", lang, year=point.year),
                        [_opened(found, key, point, lang) for key in point.opened], lang)
        for change in changes_of(found, point.year, measure, lang):
            any_change = True
            line(f"  → {change}")
    if not any_change:
        line(say("line.timeline_none", lang))
    line(say("line.timeline_basis", lang), style="dim")
    line(say("line.timeline_stamp", lang, data=found.base.data_version, version=__version__),
         style="dim")


def title(found: Timeline, measure: str, lang: str) -> str:
    """What the table shows."""
    return say("title.timeline", lang, profile=say(f"profile.{found.profile}", lang),
               mode=say(f"mode.{found.mode}", lang), measure=say(f"measure.{measure}", lang),
               unit=say(f"unit.{PROFILE_UNITS[found.profile]}", lang),
               openings=say(f"openings.{found.openings}", lang))


def _cell(found: Timeline, point: Point, pair: tuple[str, str], measure: str, lang: str) -> str:
    """The value, the difference from the year before, and the mode where the best one changed."""
    reading, unit = point.readings[pair], MEASURE_UNITS[measure]
    value = reading.values[measure]
    if value is None:
        return say("not_found", lang) if not reading.found else "—"
    like = size_of(found, pair, measure)
    text = show(value, unit, like=like)
    change = found.change(point, pair, measure)
    if change:
        text += f" ({show(change, unit, sign=True, like=like)})"
    at = found.points.index(point)
    if found.mode == "best" and (at == 0 or found.points[at - 1].readings[pair].mode
                                 != reading.mode):
        text += f" {say(f'mode.{reading.mode}', lang)}"
    return text


def _opened(found: Timeline, key: str, point: Point, lang: str) -> str:
    """A project that opens; whether it is modelled, and whether its own date has not yet come."""
    project = found.projects[key]
    words = {"name": getattr(project.file.name, lang),
             "named": say(f"named.{named(project)}", lang),
             "mark": planned_mark(found, key, lang)}
    if not project.open_on(point.date, found.openings):
        return say("line.opened_item_early", lang, **words)
    return say("line.opened_item" if project.modelled else "line.opened_item_idle", lang, **words)
