"""Tidy tables of the comparison: by mode, main pairs, all results, changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from corridors.analysis.compare import Comparison, Row
from corridors.analysis.components import headline_pairs
from corridors.analysis.summary import outcome_of, sign_of_gain, summarise
from corridors.changes import Logged
from corridors.messages import known
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS, PROFILES
from corridors.report.briefing.model import Quantity, Tone
from corridors.report.change_words import SILENT, column_name, row_name
from corridors.report.figures import unit_name
from corridors.report.numbers import cell as plain
from corridors.report.numbers import exact
from corridors.report.office.excel_book import GAIN_TEXT, LOSS_TEXT, NUMBER, Book, Sheet
from corridors.report.office.excel_tables import Head, Value, column_widths, put_heads, tidy_table

STAR: Final = "*"
UNTOLD: Final = ("id", "name_zh", "name_en", "line", "line_zh", "line_en", *SILENT)
"""Columns of an added row that only repeat what its line on the sheet says."""


def outcome(row: Row) -> str:
    """What became of a row, telling "nothing published" from "no change"."""
    found = outcome_of(row)
    if found in ("same", "token") and row.base is None and row.after is None:
        return "unknown"
    return "unknown" if found in ("gain", "loss", "same") and row.difference is None else found


def add_summary(book: Book, result: Comparison) -> None:
    """Counts and medians by profile, mode and measure."""
    say = book.say
    help_difference, help_median = say("book.help_difference"), say("book.help_median")
    heads = [Head(say("head.profile")), Head(say("head.mode")), Head(say("head.measure")),
             Head(say("head.pairs")), Head(say("book.gained")), Head(say("book.lost")),
             Head(say("book.stayed")), Head(say("book.newly"), say("book.help_new")),
             Head(say("book.gone")), Head(say("book.never")),
             Head(say("book.token"), say("book.help_token")),
             *(Head(f"{say(key)}\n{say('book.in_unit')}", comment) for key, comment in (
                 ("book.median_base", help_median), ("book.median_after", help_median),
                 ("book.mean", help_difference), ("book.largest", help_difference))),
             Head(say("book.largest_pair"))]
    rows: list[list[Value]] = []
    for item in summarise(result):
        if item.measure == "capacity_mt" and not PROFILES[item.profile].goods:
            continue
        unit, sign = item.unit, sign_of_gain(item.measure)
        pair = "" if item.largest_gain_pair is None else "—".join(
            place_name(result.base, key, book.lang) for key in item.largest_gain_pair)
        rows.append([
            say(f"profile.{item.profile}"), say(f"mode.{item.mode}"),
            say(f"measure.{item.measure}"), item.pairs, item.gained, item.lost, item.same,
            item.new, item.gone, item.never, item.token,
            Quantity(item.median_base, unit, like=item.size),
            Quantity(item.median_after, unit, like=item.size),
            _change(item.mean_difference, unit, sign, item.size),
            _change(item.largest_gain, unit, sign, item.largest_gain_size), pair])
    sheet = book.sheet(say("book.summary"), say("book.summary_title"), say("book.summary_about"))
    tidy_table(sheet, "by_mode", heads, rows, fixed=3)


def _change(value: float | None, unit: str, sign: int, like: float | None) -> Quantity:
    """A difference in the colour of what it means; none where it is shown as nought."""
    shown = Quantity(value, unit, like=like).rounded
    tone: Tone = "plain" if not shown else "gain" if shown * sign > 0 else "loss"
    return Quantity(value, unit, sign=True, tone=tone, like=like)


def add_pairs(book: Book, result: Comparison) -> None:
    """The headline pairs: measures side by side, before, after and differences."""
    say, measures = book.say, result.scenario.file.compare.measures
    heads = [Head(say("head.profile")), Head(say("book.per_unit")), Head(say("head.origin")),
             Head(say("head.destination")), Head(say("head.mode"))]
    for measure in measures:
        name = say(f"measure.{measure}")
        states = ("book.before", "book.after", "book.difference_short")
        heads += [Head(f"{name}\n{say(state)}") for state in states]
        heads.append(Head(f"{_plain_name(book, measure)}\n{say('book.percent')}"))
    heads.append(Head(f"{say('book.outcome')}\n{_plain_name(book, measures[0])}",
                      say("book.help_token")))
    found: dict[tuple[str, str, str, str], dict[str, Row]] = {}
    wanted = headline_pairs(result)
    for row in result.rows:
        if (row.origin, row.destination) in wanted and (row.found_base or row.found_after):
            key = (row.profile, row.origin, row.destination, row.mode)
            found.setdefault(key, {})[row.measure] = row
    order = {pair: i for i, pair in enumerate(wanted)}
    profiles = result.scenario.file.compare.profiles
    lines = sorted(found, key=lambda key: (profiles.index(key[0]), order[key[1], key[2]]))
    sheet = book.sheet(say("book.pairs"), say("book.pairs_title"), say("book.pairs_about"))
    top = sheet.heading()
    rows = [_words(book, result, key) for key in lines]
    filler: list[Value] = ["" for _ in heads[5:]]
    widths = column_widths(heads, ([*words, *filler] for words in rows))
    sheet.fit({column: width if column < 5 or column == len(heads) - 1 else 13.0
               for column, width in widths.items()})
    put_heads(sheet, top, heads)
    for i, (key, words) in enumerate(zip(lines, rows, strict=True), top + 1):
        for column, value in enumerate(words):
            sheet.cell(i, column, value)
        for j, measure in enumerate(measures):
            _four(sheet, i, 5 + 4 * j, found[key][measure])
        first = found[key][measures[0]]
        sheet.cell(i, len(heads) - 1, say(f"book.outcome.{outcome(first)}"))
    last = top + max(1, len(lines))
    sheet.paper.autofilter(top, 0, last, len(heads) - 1)
    _colours(sheet, measures, top + 1, last)
    sheet.freeze(top + 1, 5)


def _plain_name(book: Book, measure: str) -> str:
    """A measure without its unit."""
    return book.say(f"measure.{measure}").split("（")[0].split(" (")[0]


def _words(book: Book, result: Comparison, key: tuple[str, str, str, str]) -> list[Value]:
    profile, origin, destination, mode = key
    return [book.say(f"profile.{profile}"), book.say(f"unit.{PROFILE_UNITS[profile]}"),
            place_name(result.base, origin, book.lang),
            place_name(result.base, destination, book.lang), book.say(f"mode.{mode}")]


def _four(sheet: Sheet, row: int, column: int, found: Row) -> None:
    """Before, after, difference and percent of one measure; a word where a way is new or lost."""
    say = sheet.book.say
    unit, like = found.unit, found.size
    sheet.number(row, column, Quantity(found.base, unit, like=like), STAR * found.token_base)
    sheet.number(row, column + 1, Quantity(found.after, unit, like=like),
                 STAR * found.token_after)
    starred = STAR * (found.token_base or found.token_after)
    if found.difference is None and found.found_base != found.found_after:
        sheet.cell(row, column + 2, say("new" if found.found_after else "gone") + starred,
                   **NUMBER)
    else:
        sheet.number(row, column + 2, Quantity(found.difference, unit, sign=True, like=like),
                     starred)
    sheet.number(row, column + 3, Quantity(found.difference_pct, "%", sign=True), starred)


def _colours(sheet: Sheet, measures: Iterable[str], first: int, last: int) -> None:
    """Colour of differences by what they mean."""
    for j, measure in enumerate(measures):
        gain, loss = (("<", ">") if sign_of_gain(measure) < 0 else (">", "<"))
        for criteria, colour in ((gain, GAIN_TEXT), (loss, LOSS_TEXT)):
            sheet.paper.conditional_format(first, 7 + 4 * j, last, 8 + 4 * j, {
                "type": "cell", "criteria": criteria, "value": 0,
                "format": sheet.book.workbook.add_format({"font_color": colour, "bold": True})})


def add_results(book: Book, result: Comparison) -> None:
    """Every row of the comparison as one table to filter and pivot."""
    say, lang = book.say, book.lang
    heads = [Head(say("head.origin")), Head(say("head.destination")), Head(say("head.profile")),
             Head(say("book.per_unit")), Head(say("head.mode")), Head(say("head.measure")),
             *(Head(f"{say(key)}\n{say('book.in_unit')}") for key in (
                 "book.before", "book.after")),
             Head(f"{say('book.difference')}\n{say('book.in_unit')}",
                  say("book.help_difference")), Head(say("book.percent")),
             Head(say("book.outcome"), say("book.help_token"))]
    names = {key: place_name(result.base, key, lang)
             for key in {*result.states.origins, *result.states.destinations}}
    profiles = result.scenario.file.compare.profiles
    units = {profile: say(f"unit.{PROFILE_UNITS[profile]}") for profile in profiles}
    words = {key: say(key) for key in (
        *(f"profile.{profile}" for profile in profiles),
        *(f"mode.{mode}" for mode in result.scenario.file.compare.modes),
        *(f"measure.{measure}" for measure in result.scenario.file.compare.measures))}
    rows: list[list[Value]] = []
    for row in result.rows:
        if row.measure == "capacity_mt" and not PROFILES[row.profile].goods:
            continue
        rows.append([
            names[row.origin], names[row.destination], words[f"profile.{row.profile}"],
            units[row.profile], words[f"mode.{row.mode}"], words[f"measure.{row.measure}"],
            Quantity(row.base, row.unit, like=row.size),
            Quantity(row.after, row.unit, like=row.size),
            _change(row.difference, row.unit, sign_of_gain(row.measure), row.size),
            Quantity(row.difference_pct, "%", sign=True), say(f"book.outcome.{outcome(row)}")])
    sheet = book.sheet(say("book.results"), say("book.results_title"), say("book.results_about"))
    tidy_table(sheet, "all_results", heads, rows, fixed=2)


def add_changes(book: Book, result: Comparison) -> None:
    """The log: every value of the network old -> new."""
    say = book.say
    heads = [Head(say("book.project"), most=34.0), Head(say("book.action")),
             Head(say("book.object")), Head(say("book.name"), most=40.0),
             Head(say("book.id"), most=26.0), Head(say("book.property"), most=20.0),
             Head(say("book.before"), most=24.0), Head(say("book.after"), most=24.0),
             Head(say("book.unit")), Head(say("book.sources_ids"), most=30.0),
             Head(say("head.confidence"))]
    projects = {project.id: str(getattr(project.file.name, book.lang))
                for project in result.states.projects}
    rows = [_logged(book, result, item, projects) for item in result.log
            if not (item.action == "add" and item.column in UNTOLD)]
    sheet = book.sheet(say("book.changes"), say("book.changes_title"), say("book.changes_about"))
    tidy_table(sheet, "changes", heads, rows, fixed=1, wrapped=True)


def _logged(book: Book, result: Comparison, item: Logged, projects: dict[str, str]) -> list[Value]:
    say, lang = book.say, book.lang
    action = say("book.action_add" if item.action == "add" else
                 "book.action_close" if item.action == "close" else "book.action_set")
    what, name = say("book.parameter"), item.id
    if item.table != "parameters":
        network = result.after if item.id in result.after.tables[item.table] else result.base
        what = say(f"row.{item.table}") if known(f"row.{item.table}") else item.table
        name = row_name(network, item.table, item.id, lang)
    return [projects.get(item.project, say("book.what_if")), action, what, name, item.id,
            "" if item.action == "close" else column_name(item.column, lang),
            _raw(book, item, item.old), _raw(book, item, item.new),
            unit_name(item.unit, lang), item.source_id.replace(";", "; "),
            say(f"confidence.{item.confidence}")]


def _raw(book: Book, item: Logged, value: object) -> Value:
    """A value of the network as it stands in the tables, with six decimals at most."""
    if isinstance(value, bool):
        return book.say("book.yes" if value else "book.no")
    if isinstance(value, int | float):
        return exact(float(value))
    if item.column == "mode" and known(f"mode.{value}"):
        return book.say(f"mode.{value}")
    if item.column == "class" and known(f"class.{value}"):
        return book.say(f"class.{value}")
    if (item.table, item.column) == ("services", "status") and known(f"service.{value}"):
        return book.say(f"service.{value}")
    return plain(value) or None
