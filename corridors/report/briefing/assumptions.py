"""Values that no source gives: those of the projects, and the rates of the model in use."""

from __future__ import annotations

from collections.abc import Container, Mapping

from corridors.analysis.compare import Comparison
from corridors.changes import Logged
from corridors.messages import known, say
from corridors.report.briefing.model import Cell, Column, Quantity, Table
from corridors.report.briefing.parameter_words import parameter_name, used_parameters
from corridors.report.change_words import WORDED, column_name, row_name
from corridors.report.figures import unit_name

MOST = 40
"""Assumed values of projects on paper."""
MOST_PRINTED = 20
"""Parameters of the model on paper."""

Ranges = Mapping[tuple[str, str], tuple[tuple[float, tuple[float, float]], ...]]


def ranges_of(result: Comparison) -> Ranges:
    """(project, column) -> values that a change gives, each with its low and high end."""
    found: dict[tuple[str, str], list[tuple[float, tuple[float, float]]]] = {}
    for project in result.states.projects:
        for change in project.changes:
            for column, bounds in change.ranges.items():
                found.setdefault((project.id, column), []).append(
                    (change.numbers[column], bounds))
    return {key: tuple(rows) for key, rows in found.items()}


def assumed_table(result: Comparison, lang: str) -> Table | None:
    """Assumed values that the projects bring, alike ones in one row, with their ranges."""
    names = {p.id: str(getattr(p.file.name, lang)) for p in result.states.projects}
    known = ranges_of(result)
    groups: dict[tuple[str, str, str, float, tuple[float, float] | None], list[Logged]] = {}
    for row in result.log:
        if not isinstance(row.new, int | float) or isinstance(row.new, bool) or row.new != row.new:
            continue
        bounds = bounds_of(row, known)
        if row.project not in names or (bounds is None and row.confidence != "assumed"):
            continue
        neutral = row.column.endswith("_factor") and row.new == 1 and bounds is None
        if row.column not in WORDED or neutral:  # places and order on the way are no estimates
            continue
        groups.setdefault((row.project, row.table, row.column, float(row.new), bounds),
                          []).append(row)
    if not groups:
        return None
    rows = []
    ordered = sorted(groups.items(), key=lambda group: group[0][4] is None)  # ranges first
    for (project, table, column, value, bounds), items in ordered:
        first = items[0]
        network = result.after if first.id in result.after.tables[table] else result.base
        place = row_name(network, table, first.id, lang)
        more = "" if len(items) == 1 else say("brief.and_more", lang, count=len(items))
        numbers: list[Cell] = ["" if number is None else Quantity(number, exact_unit(number))
                               for number in (value, *(bounds or (None, None)))]
        rows.append((names[project], place + more, column_name(column, lang), *numbers,
                     unit_name(first.unit, lang)))
    columns = (Column(say("brief.project", lang), 1.4), Column(say("brief.row", lang), 1.9),
               Column(say("brief.measure", lang), 1.1),
               *(Column(say(key, lang), 0.7, "right") for key in (
                   "brief.value", "brief.low", "brief.high")), Column(say("brief.unit", lang), 0.8))
    left = max(len(rows) - MOST, 0)
    return Table("assumed", say("brief.caption_assumed", lang), columns, tuple(rows),
                 (say("brief.note_range", lang),), tuple(range(MOST)) if left else None,
                 say("brief.note_more", lang, count=left) if left else "")


def parameter_table(result: Comparison, classes: Container[str], lang: str) -> Table:
    """Assumed parameters of the users and modes compared, with their ranges.

    Parameters
    ----------
    classes
        Classes of the links that the compared trips take.
    """
    parameters = result.after.parameters
    rows, spans, nothing = [], list[float](), 0
    for key in used_parameters(result, classes):
        item = parameters[key]
        if item.confidence == "assumed" and not item.value:
            nothing += 1
        elif item.confidence == "assumed":
            numbers: list[Cell] = [Quantity(number, exact_unit(number))
                                   for number in (item.value, item.low, item.high)]
            rows.append((parameter_name(key, lang), *numbers, rate_unit(item.unit, lang)))
            spans.append((item.high - item.low) / abs(item.value))
    columns = (Column(say("brief.name", lang), 3.4),
               *(Column(say(key, lang), 0.8, "right") for key in (
                   "brief.value", "brief.low", "brief.high")), Column(say("brief.unit", lang)))
    widest = sorted(sorted(range(len(rows)), key=lambda at: -spans[at])[:MOST_PRINTED])
    return Table("parameters", say("brief.caption_parameters", lang, count=len(rows)), columns,
                 tuple(rows), (say("brief.note_nothing", lang, count=nothing),) if nothing else (),
                 tuple(widest) if len(rows) > MOST_PRINTED else None,
                 say("brief.note_printed", lang, shown=len(widest), count=len(rows)))


def rate_unit(unit: str, lang: str) -> str:
    """Unit of a parameter in words, part by part.

    Examples
    --------
    >>> rate_unit("CNY/h/TEU", "zh"), rate_unit("CNY/h/TEU", "en"), rate_unit("1", "zh")
    ('元/小时/TEU', 'CNY/h/TEU', '')
    """
    whole = unit_name(unit, lang)
    if whole != unit or lang == "en":
        return whole
    return "/".join(say(f"rate.{part}", lang) if known(f"rate.{part}") else part
                    for part in unit.split("/"))


def bounds_of(row: Logged, known: Ranges) -> tuple[float, float] | None:
    """Range of a logged value; the range of a factor goes with what it scales."""
    if not isinstance(row.new, int | float):
        return None
    for value, (low, high) in known.get((row.project, row.column), ()):
        if row.action == "scale" and isinstance(row.old, int | float):
            if abs(row.old * value - row.new) < 1e-9 * max(1.0, abs(row.new)):
                return row.old * low, row.old * high
        elif value == row.new:
            return low, high
    return None


def exact_unit(value: float) -> str:
    """Unit of :mod:`corridors.report.numbers` that shows a rate as it stands in its file."""
    for places in range(4):
        if abs(round(value, places) - value) < 1e-9:
            return f"d{places}"
    return "d4"
