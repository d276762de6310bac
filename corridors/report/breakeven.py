"""Break-evens on the screen and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.breakeven import AGAINST, LEVERS, BreakEven, BreakEvens
from corridors.messages import say
from corridors.places import place_name
from corridors.report.numbers import exact
from corridors.report.terminal import print_whole
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("origin", "destination", "profile", "mode", "lever", "unit", "against", "outcome",
           "value", "now", "gain_now_cny", "alternative")


def breakeven_files(found: BreakEvens) -> dict[str, bytes]:
    """Content of the files of break-evens, by file name."""
    return {"breakeven.csv": to_csv(COLUMNS, ([getattr(item, name) for name in COLUMNS]
                                              for item in found.items)),
            "breakeven.json": breakeven_json(found)}


def breakeven_json(found: BreakEvens) -> bytes:
    """Break-evens as JSON."""
    return to_json({
        "schema": 1, "scenario": found.scenario.id, "scenario_hash": found.scenario.hash,
        "project": found.project.id, "limits": dict(found.limits),
        "data_version": found.base.data_version, "package_version": __version__,
        "items": [{name: exact(value) if isinstance(value, float) else value
                   for name in COLUMNS for value in (getattr(item, name),)}
                  for item in found.items]})


def print_breakeven(console: Console, found: BreakEvens, lang: str) -> None:
    """One table a lever and alternative: pairs down, profile and main mode across."""
    name = getattr(found.project.file.name, lang)
    for lever in LEVERS:
        for against in AGAINST:
            items = [item for item in found.items
                     if (item.lever, item.against) == (lever, against)]
            if not items:
                continue
            columns = list(dict.fromkeys((item.profile, item.mode) for item in items
                                         if item.outcome != "no_way"))
            cells = {(item.origin, item.destination, item.profile, item.mode):
                     _cell(item, found.limits[lever], lang) for item in items}
            rows = [[place_name(found.base, o, lang), place_name(found.base, d, lang),
                     *(cells[o, d, *column] for column in columns)]
                    for o, d in dict.fromkeys((item.origin, item.destination) for item in items)]
            print_whole(console, say(
                "title.breakeven", lang, project=name, lever=say(f"lever.{lever}", lang),
                now=f"{items[0].now:g}", against=say(f"against.{against}", lang)),
                ["head.origin", "head.destination", *(
                    f"{say(f'profile.{profile}', lang)} {say(f'mode.{mode}', lang)}"
                    for profile, mode in columns)], rows, lang, left=2)
    console.print(say("line.breakeven_basis", lang), highlight=False, style="dim")
    console.print(say("line.stamp", lang, scenario=found.scenario.hash,
                      data=found.base.data_version, version=__version__), highlight=False,
                  style="dim")


def _cell(item: BreakEven, limit: float, lang: str) -> str:
    """The figure with the alternative that takes over, or what there is instead."""
    if item.value is None:
        return say(f"outcome.{item.outcome}", lang, limit=f"{limit:g}")
    other = f" → {say(f'mode.{item.alternative}', lang)}" if item.alternative != item.mode else ""
    return f"{item.value:,.2f}{other}" if item.lever == "toll" else f"{item.value:,.1f}{other}"
