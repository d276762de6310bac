"""Several scenarios beside one another: on the screen, as CSV and JSON, and as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.rows import Row, Summary
from corridors.analysis.scenario_table import About, Collection
from corridors.messages import say
from corridors.profiles import PROFILE_UNITS
from corridors.report.numbers import exact, show, size
from corridors.report.terminal import table
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

TABLE, SUMMARY, DATA = "scenarios.csv", "scenarios_summary.csv", "scenarios.json"
COUNTS = ("pairs", "gained", "lost", "same", "new", "gone", "never", "token")
NUMBERS = ("median_base", "median_after", "mean_difference", "largest_gain")
SUMMARY_COLUMNS = ("scenario", "name_zh", "name_en", "profile", "mode", "measure", "unit", *COUNTS,
                   *NUMBERS, "largest_gain_origin", "largest_gain_destination")
LONG = 40
"""Characters of a name in a table; what is longer ends in dots."""


def scenario_files(result: Collection) -> dict[str, bytes]:
    """Content of the files of a collection, by file name.

    Returns
    -------
    files
        All rows, the summary, and what the scenarios are, with the stamp.
    """
    rows = ((item.scenario, item.name_zh, item.name_en, *row)
            for item in result.about for row in result.rows(item.scenario))
    return {
        TABLE: to_csv(("scenario", "name_zh", "name_en", *Row._fields), rows),
        SUMMARY: to_csv(SUMMARY_COLUMNS, (
            _summary(item, found) for item in result.about
            for found in result.summary_of(item.scenario))),
        DATA: to_json(scenario_data(result)),
    }


def _summary(item: About, found: Summary) -> list[object]:
    ends = found.largest_gain_pair or ("", "")
    return [item.scenario, item.name_zh, item.name_en, found.profile, found.mode, found.measure,
            found.unit, *(getattr(found, name) for name in (*COUNTS, *NUMBERS)), *ends]


def scenario_data(result: Collection) -> dict[str, object]:
    """A collection as plain data; missing values are None."""
    return {
        "schema": 1, "data_version": result.data_version, "package_version": __version__,
        "unlike": list(result.unlike()),
        "scenarios": [{
            **item._asdict(), "projects": list(item.projects),
            "results": [{name: exact(value) if isinstance(value, float) else value
                         for name, value in vars(found).items()}
                        for found in result.summary_of(item.scenario)],
        } for item in result.about]}


def print_scenarios(console: Console, result: Collection, lang: str) -> None:
    """What each scenario is, then one table a profile: scenarios below one another by main mode."""
    heads = ("head.scenario", "head.id", "head.base_date", "head.added", "head.hash")
    console.print(table(say("card.collection", lang, count=len(result.about)), heads, [
        [_name(item, lang), item.scenario, item.base_date, show(len(item.projects), "d0"),
         item.scenario_hash] for item in result.about], lang, left=2))
    found = {item.scenario: {(s.profile, s.mode, s.measure): s
                             for s in result.summary_of(item.scenario)} for item in result.about}
    keys = dict.fromkeys(key for own in found.values() for key in own)
    for profile in dict.fromkeys(profile for profile, _, _ in keys):
        measures = tuple(dict.fromkeys(m for p, _, m in keys if p == profile))
        rows = []
        for mode in dict.fromkeys(mode for p, mode, _ in keys if p == profile):
            of_mode = [item for item in result.about
                       if any(key[:2] == (profile, mode) for key in found[item.scenario])]
            for i, item in enumerate(of_mode):
                own = found[item.scenario]
                first = next(s for key, s in own.items() if key[:2] == (profile, mode))
                rows.append(["" if i else say(f"mode.{mode}", lang), _name(item, lang),
                             show(first.pairs, "d0"),
                             *(_cell(own.get((profile, mode, m)), lang) for m in measures)])
        title = say("title.scenarios", lang, profile=say(f"profile.{profile}", lang),
                    unit=say(f"unit.{PROFILE_UNITS[profile]}", lang))
        console.print(table(title, ("head.mode", "head.scenario", "head.pairs", *(
            say(f"measure.{m}", lang) for m in measures)), rows, lang, left=2))
    for line in (say("line.scenario_cells", lang),
                 *(say(f"unlike.{name}", lang) for name in result.unlike())):
        console.print(line, highlight=False)
    console.print(say("line.basis", lang), highlight=False, style="dim")
    console.print(say("card.stamp", lang, data=result.data_version, version=__version__),
                  highlight=False, style="dim")


def _name(item: About, lang: str) -> str:
    name = item.name_zh if lang == "zh" else item.name_en
    return name if len(name) <= LONG else f"{name[:LONG - 1]}…"


def _cell(found: Summary | None, lang: str) -> str:
    """Mean difference, and in brackets the pairs that gain, lose and are new."""
    if found is None:
        return ""
    like = size(found.median_base, found.median_after)
    mean = show(found.mean_difference, found.unit, sign=True, like=like) or "—"
    new = say("card.new", lang, count=found.new) if found.new else ""
    lost = say("card.lost", lang, count=found.lost) if found.lost else ""
    return f"{mean} ({found.gained}{lost}{new})"
