"""The figure of a timeline."""

from __future__ import annotations

from corridors import __version__
from corridors.analysis.pairs import Pair
from corridors.analysis.timeline import Timeline
from corridors.charts.years import Series, YearsContent, draw_years
from corridors.messages import say
from corridors.profiles import PROFILE_UNITS
from corridors.report.numbers import show
from corridors.report.timeline import changes_of, pair_name, size_of
from corridors.units import MEASURE_UNITS

NOTES = 12
"""Most changes that the figure names."""


def timeline_figure(found: Timeline, measure: str, lang: str) -> bytes:
    """PNG of one measure over the years.

    Raises
    ------
    MissingPackageError
        The font package is not installed.
    """
    from corridors.drawing.output import to_png

    return to_png(draw_years(years_content(found, measure, lang)))


def years_content(found: Timeline, measure: str, lang: str) -> YearsContent:
    """What the figure shows, as data."""
    notes = [f"{point.year}  {change}" for point in found.points[1:]
             for change in changes_of(found, point.year, measure, lang)]
    if len(notes) > NOTES:
        notes[NOTES:] = [say("map.timeline.more", lang, count=len(notes) - NOTES)]
    return YearsContent(
        say("map.timeline.title", lang, measure=say(f"measure.{measure}", lang)),
        say("map.timeline.subtitle", lang, profile=say(f"profile.{found.profile}", lang),
            mode=say(f"mode.{found.mode}", lang), unit=say(
                f"unit.{PROFILE_UNITS[found.profile]}", lang),
            openings=say(f"openings.{found.openings}", lang)), say(f"measure.{measure}", lang),
        [f"{say('map.timeline.base', lang)}\n{point.date}" if i == 0 else str(point.year)
         for i, point in enumerate(found.points)],
        [_series(found, pair, measure, lang) for pair in found.pairs],
        say("map.timeline.changes", lang), notes or [say("map.timeline.none", lang)],
        say("line.timeline_stamp", lang, data=found.base.data_version, version=__version__))


def _series(found: Timeline, pair: Pair, measure: str, lang: str) -> Series:
    """One pair, its last value behind its name."""
    values = [point.readings[pair].values[measure] for point in found.points]
    like = size_of(found, pair, measure)
    last = show(values[-1], MEASURE_UNITS[measure], like=like) or say("not_found", lang)
    return Series(f"{pair_name(found, pair, lang)} {last}", values)
