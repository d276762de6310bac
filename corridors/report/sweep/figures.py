"""The figures of a sweep: ranges by main mode, ranges of main pairs, what drives them."""

from __future__ import annotations

from corridors import __version__
from corridors.analysis.sweep.model import SummaryRow, Sweep, SweepRow
from corridors.charts.panels import Interval, Panel, PanelsContent, Swing, draw_panels
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS
from corridors.report.numbers import show
from corridors.report.sweep.names import FIGURES, names
from corridors.report.sweep.screen import headline
from corridors.report.sweep.words import headline_measures, top_drivers

MOST_ROWS, MOST_PANELS, BARS = 14, 8, 8


def sweep_figures(found: Sweep, lang: str) -> dict[str, bytes]:
    """PNGs by file name.

    Raises
    ------
    MissingPackageError
        The font package is not installed.
    """
    from corridors.drawing.output import to_png

    made = (ranges(found, lang), pair_ranges(found, lang), drivers(found, lang))
    return {name: to_png(draw_panels(content))
            for name, content in zip(FIGURES, made, strict=True)
            if content is not None}


def ranges(found: Sweep, lang: str) -> PanelsContent:
    """Mean difference over all pairs by main mode."""
    panels, notes = [], []
    for profile in found.scenario.file.compare.profiles:
        for measure in headline_measures(found):
            mine = [row for row in found.summary_rows
                    if (row.profile, row.measure) == (profile, measure)]
            panels.append(_panel(profile, measure, [
                Interval(say(f"mode.{row.mode}", lang), row.difference_p05, row.difference_median,
                         row.difference_p95, row.default_difference,
                         say("sweep.percent", lang, share=show(100 * row.share_helps, "d0")))
                for row in mine if _moves(row) and row.difference_p05 is not None
                and row.difference_median is not None and row.difference_p95 is not None], lang))
        idle = [mode for mode in dict.fromkeys(row.mode for row in found.summary_rows
                                               if row.profile == profile and row.n)
                if not any(_moves(row) for row in found.summary_rows
                           if (row.profile, row.mode) == (profile, mode))]
        if idle:
            notes.append(say("sweep.idle", lang, profile=say(f"profile.{profile}", lang),
                             modes=listed((say(f"mode.{mode}", lang) for mode in idle), lang)))
    return _content(found, "ranges", panels, notes, lang)


def pair_ranges(found: Sweep, lang: str) -> PanelsContent | None:
    """Differences of the main pairs by the main modes that the project bears on."""
    panels = []
    pairs = headline(found)
    for profile in found.scenario.file.compare.profiles:
        for measure in headline_measures(found):
            cells = [row for row in found.rows if (row.profile, row.measure) == (profile, measure)
                     and (row.origin, row.destination) in pairs and row.n and _moves(row)]
            cells.sort(key=lambda row: pairs.index((row.origin, row.destination)))
            panels.append(_panel(profile, measure, [
                Interval(say("sweep.pair_mode", lang, origin=_place(found, row.origin, lang),
                             destination=_place(found, row.destination, lang),
                             mode=say(f"mode.{row.mode}", lang)),
                         row.difference_p05, row.difference_median, row.difference_p95,
                         row.default_difference,
                         say("sweep.percent", lang, share=show(100 * row.share_helps, "d0")))
                for row in cells[:MOST_ROWS] if row.difference_p05 is not None
                and row.difference_median is not None and row.difference_p95 is not None], lang))
    return _content(found, "pairs", panels, [], lang) if any(p.rows for p in panels) else None


def drivers(found: Sweep, lang: str) -> PanelsContent | None:
    """What swings the mean difference, by main mode, and that of the pairs asked for."""
    panels, words = [], names(found, lang)
    keys = [((row.profile, row.mode, row.measure), pair) for pair in (("", ""), *found.pairs)
            for row in found.summary_rows if row.measure in headline_measures(found)]
    for key, pair in keys:
        top = top_drivers(found, key, pair)[:BARS]
        if not top:
            continue
        name = say("sweep.panel", lang, profile=say(f"profile.{key[0]}", lang),
                   mode=say(f"mode.{key[1]}", lang))
        if pair[0]:
            name = say("sweep.pair_mode", lang, origin=_place(found, pair[0], lang),
                       destination=_place(found, pair[1], lang), mode=name)
        panels.append(Panel(
            name, say("sweep.axis", lang, measure=say(f"measure.{key[2]}", lang)),
            [Swing(words[row.factor], row.low or 0.0, row.high or 0.0,
                   show(row.rank_correlation, "d2", sign=True)) for row in top],
            say("sweep.head_rank", lang), _mean(found, key, pair)))
    left = len(panels) - MOST_PANELS
    notes = [say("sweep.more_panels", lang, count=left)] if left > 0 else []
    return _content(found, "drivers", panels[:MOST_PANELS], notes, lang) if panels else None


def _mean(found: Sweep, key: tuple[str, str, str], pair: tuple[str, str]) -> float:
    values = found.outcomes[(*key, *pair) if pair[0] else key]
    known = values[values[:, 3] > 0, 2]
    return float(known.mean())


def _moves(row: SummaryRow | SweepRow) -> bool:
    return bool(row.n and (row.share_helps or row.share_hurts))


def _panel(profile: str, measure: str, rows: list[Interval], lang: str) -> Panel:
    return Panel(say("sweep.panel_unit", lang, profile=say(f"profile.{profile}", lang),
                     measure=say(f"sweep.measure.{measure}", lang),
                     unit=say(f"unit.{PROFILE_UNITS[profile]}", lang)),
                 say("sweep.axis", lang, measure=say(f"measure.{measure}", lang)), rows,
                 say("sweep.head_helps", lang))


def _place(found: Sweep, key: str, lang: str) -> str:
    return place_name(found.states.base, key, lang)


def _content(found: Sweep, kind: str, panels: list[Panel], notes: list[str],
             lang: str) -> PanelsContent:
    marks = ("low", "high") if kind == "drivers" else ("range", "median", "default")
    return PanelsContent(
        getattr(found.scenario.file.name, lang),
        say(f"sweep.figure_{kind}", lang, draws=f"{found.options.draws:,}",
            seed=found.options.seed, count=len(found.factors)), panels,
        tuple(say(f"sweep.key_{mark}", lang) for mark in marks),
        say("line.stamp", lang, scenario=found.scenario.hash,
            data=found.states.base.data_version, version=__version__),
        say("sweep.figure_empty", lang), notes)
