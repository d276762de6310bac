"""A sweep on the screen: how it was made, findings, summary, main pairs, drivers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.sweep.model import Sweep, SweepRow
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS
from corridors.report.numbers import show, size
from corridors.report.sweep.names import names
from corridors.report.sweep.words import (
    driver_line,
    findings,
    headline_measures,
    top_drivers,
    varied,
)
from corridors.report.terminal import print_whole

if TYPE_CHECKING:
    from rich.console import Console

MAX_PAIRS = 12
LEAST_SHARE = 0.005
"""A share of draws that is shown as one per cent at least."""


def headline(found: Sweep) -> list[tuple[str, str]]:
    """Pairs shown first: those asked for and those of the scenario, else the first few."""
    states = found.states
    named = list(dict.fromkeys((*found.pairs, *states.headline)))
    return (named or [(o, d) for o in states.origins for d in states.destinations
                      if o != d])[:MAX_PAIRS]


def print_sweep(console: Console, found: Sweep, lang: str) -> None:
    """Print it."""
    console.print(say("sweep.title", lang, name=getattr(found.scenario.file.name, lang)),
                  style="bold", highlight=False)
    for line in varied(found, lang):
        console.print(line, highlight=False)
    console.print("")
    console.print(say("sweep.findings_title", lang), style="bold", highlight=False)
    for line in findings(found, lang):
        console.print(f"· {line}", highlight=False)
    console.print("")
    _summary(console, found, lang)
    for profile in found.scenario.file.compare.profiles:
        for measure in headline_measures(found):
            _pairs(console, found, profile, measure, lang)
    lines = [driver_line(found, row, lang) for row in found.summary_rows
             if row.measure in headline_measures(found)]
    if any(lines):
        console.print(say("sweep.drivers_title", lang), style="bold", highlight=False)
    for line in filter(None, lines):
        console.print(f"· {line}", highlight=False)
    _indices(console, found, lang)
    console.print(say("sweep.basis", lang), highlight=False, style="dim")
    console.print(say("line.stamp", lang, scenario=found.scenario.hash,
                      data=found.states.base.data_version, version=__version__),
                  highlight=False, style="dim")


def _pairs(console: Console, found: Sweep, profile: str, measure: str, lang: str) -> None:
    cells = {(row.origin, row.destination, row.mode): row for row in found.rows
             if (row.profile, row.measure) == (profile, measure)}
    pairs = headline(found)
    modes = [mode for mode in dict.fromkeys(mode for *_, mode in cells)
             if any((cell := cells.get((*pair, mode))) is not None
                    and cell.share_never + cell.share_token < 1 for pair in pairs)]
    if not modes:
        return
    dull = {say("sweep.cell_same", lang), say("not_found", lang)}
    texts = {pair: [pair_text(cells.get((*pair, mode)), lang) for mode in modes] for pair in pairs}
    kept = [i for i in range(len(modes)) if any(row[i] not in dull for row in texts.values())]
    ways = {pair: [place_name(found.states.base, end, lang) for end in pair] for pair in pairs}
    rows = [[*ways[pair], *(row[i] for i in kept)] for pair, row in texts.items()
            if any(row[i] not in dull for i in kept)]
    modes = [modes[i] for i in kept]
    if rows:
        _pair_table(console, profile, measure, modes, rows, lang)
    same = [ways[pair] for pair, row in texts.items() if dull.issuperset(row)]
    if same:
        console.print(say("sweep.pairs_same", lang, profile=say(f"profile.{profile}", lang),
                          measure=say(f"sweep.measure.{measure}", lang), pairs=listed(
                              (say("sweep.pair_ends", lang, origin=o, destination=d)
                               for o, d in same),
                              lang)), highlight=False)


def _pair_table(console: Console, profile: str, measure: str, modes: Sequence[str],
                rows: Sequence[Sequence[str]], lang: str) -> None:
    print_whole(console, say(
        "sweep.title_pairs", lang, profile=say(f"profile.{profile}", lang),
        unit=say(f"unit.{PROFILE_UNITS[profile]}", lang), measure=say(f"measure.{measure}", lang)),
        ["head.origin", "head.destination", *(say(f"mode.{mode}", lang) for mode in modes)],
        rows, lang, left=2)


def pair_text(row: SweepRow | None, lang: str) -> str:
    """Median of the difference, its range and the share of draws in which the project helps."""
    if row is None or row.share_never == 1:
        return say("not_found", lang)
    if not row.n:
        share = row.share_new or row.share_token
        return say("sweep.cell_new" if row.share_new else "sweep.cell_token", lang,
                   share=show(100 * share, "d0"))
    if row.share_same + row.share_never + row.share_token == 1:
        return say("sweep.cell_same", lang)
    like = size(row.base_median, row.after_median)
    text = say("sweep.cell", lang, share=show(100 * row.share_helps, "d0"),
               **{name: show(value, row.unit, sign=True, like=like) for name, value in (
                   ("median", row.difference_median), ("low", row.difference_p05),
                   ("high", row.difference_p95))})
    if row.share_new >= LEAST_SHARE:
        text = say("sweep.cell_also", lang, text=text, share=show(100 * row.share_new, "d0"))
    return text if row.n == row.draws else say("sweep.cell_n", lang, text=text, n=row.n)


def _summary(console: Console, found: Sweep, lang: str) -> None:
    """Means by main mode that the scenario bears on; all measures are in sweep_summary.csv."""
    rows = []
    for row in found.summary_rows:
        if (not row.n or row.measure not in headline_measures(found)
                or (not row.share_helps and not row.share_hurts)):
            continue
        like = size(row.base_median, row.after_median)
        rows.append([
            say(f"profile.{row.profile}", lang), say(f"mode.{row.mode}", lang),
            say(f"measure.{row.measure}", lang),
            show(row.base_median, row.unit, like=like), show(row.after_median, row.unit, like=like),
            *(show(value, row.unit, sign=True, like=like) for value in (
                row.default_difference, row.difference_median, row.difference_p05,
                row.difference_p95)),
            *(show(100 * share, "d0") for share in (row.share_helps, row.share_hurts))])
    heads = ["head.profile", "head.mode", "head.measure", *(say(f"sweep.head_{name}", lang)
             for name in ("base", "after", "default", "median", "low", "high", "helps", "hurts"))]
    print_whole(console, say("sweep.title_summary", lang), heads, rows, lang, left=3)


def _indices(console: Console, found: Sweep, lang: str) -> None:
    """Indices of the design of its own: one table a profile and main mode, first measure."""
    if found.indices is None:
        return
    words, method = names(found, lang), found.indices.method
    columns = ("mu_star", "mu_star_conf", "sigma") if method == "morris" else (
        "first", "first_conf", "total", "total_conf")
    for summary in found.summary_rows:
        if summary.measure not in headline_measures(found):
            continue
        top = top_drivers(found, (summary.profile, summary.mode, summary.measure), method=method)
        like = size(summary.base_median, summary.after_median)
        rows = [[words.get(item.factor, item.factor), *(
            show(getattr(item, name), item.unit if method == "morris" else "d2",
                 like=like if method == "morris" else None) for name in columns)] for item in top]
        if rows:
            console.print("")
            print_whole(console, say(
                f"sweep.title_{method}", lang, profile=say(f"profile.{summary.profile}", lang),
                mode=say(f"mode.{summary.mode}", lang),
                measure=say(f"measure.{summary.measure}", lang),
                runs=f"{found.indices.runs[summary.profile]:,}"),
                [say("sweep.head_factor", lang),
                 *(say(f"sweep.head_{name}", lang) for name in columns)], rows, lang)
