"""A briefing as an Excel workbook: what a planner filters, pivots and copies from.

Everything is a value: no formulas, no macros, no links out of the file, and text that looks
like a formula stays text. Numbers are those of the other documents, rounded once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from corridors.analysis.compare import Comparison
from corridors.report.briefing.model import Brief, Definitions, Section, Table
from corridors.report.office.excel_book import Book
from corridors.report.office.excel_charts import add_charts, repeat_pairs
from corridors.report.office.excel_front import add_findings, contents_sheet, fill_contents
from corridors.report.office.excel_matrices import MatrixPlan, add_matrices, plan_matrices
from corridors.report.office.excel_rows import add_changes, add_pairs, add_results, add_summary
from corridors.report.office.excel_tables import brief_sheet, definitions_sheet
from corridors.report.office.excel_trips import add_cited, add_components, add_legs

OWN_SHEETS: Final = ("projects", "assumptions", "sources")
"""Sections of the briefing whose tables have a sheet of their own."""

FOUND: Final = ("summary", "results")
"""Sections of the briefing whose findings are told at the front."""


def write_xlsx(brief: Brief, result: Comparison | None = None) -> bytes:
    """Write a briefing as a workbook.

    Parameters
    ----------
    brief
        What the report says: findings, tables, charts, projects, assumptions, sources.
    result
        Comparison behind it, for the sheets with every number: summary by mode, main pairs,
        matrices, components, legs, all results, changes. None leaves these sheets out.

    Returns
    -------
    xlsx
        The file; the same inputs give the same bytes.

    Raises
    ------
    MissingPackageError
        XlsxWriter is not installed.
    OutputError
        A sheet would need more rows than Excel has.
    """
    with _no_collection():
        return _written(brief, result)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the search for cycles: there are hundreds of thousands of cells and none is in one.

    It would take a third of the time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _written(brief: Brief, result: Comparison | None) -> bytes:
    """The workbook, sheet by sheet in their order."""
    book = Book(brief)
    groups = _groups(brief)
    contents_sheet(book)
    front, row = add_findings(book, [section for key, parts in groups.items()
                                     if key in FOUND for section in parts])
    plan: MatrixPlan | None = None
    if result is not None:
        add_summary(book, result)
        add_pairs(book, result)
    pairs = add_charts(book)
    if pairs is not None:
        repeat_pairs(front, row + 1, *pairs)
    _report_tables(book, groups)
    if result is not None:
        plan = plan_matrices(result)
        add_matrices(book, result, plan)
        add_components(book, result)
        add_legs(book, result)
        add_results(book, result)
        add_changes(book, result)
    _own_sheets(book, groups)
    if result is not None:
        add_cited(book, result)
    _definitions(book, groups.get("definitions", ()))
    fill_contents(book, plan)
    return book.close()


def _groups(brief: Brief) -> dict[str, list[Section]]:
    """Sections with the deeper ones that follow them, by the key of the upper one."""
    groups: dict[str, list[Section]] = {}
    key = ""
    for section in brief.sections:
        key = key if section.level > 1 and key else section.key
        groups.setdefault(key, []).append(section)
    return groups


def _has(sections: Iterable[Section], kind: type) -> bool:
    return any(isinstance(block, kind) for section in sections for block in section.blocks)


def _tables(sections: Iterable[Section]) -> list[Table]:
    return [block for section in sections for block in section.blocks if isinstance(block, Table)]


def _report_tables(book: Book, groups: dict[str, list[Section]]) -> None:
    """Tables of the report that have no sheet of their own."""
    tables = _tables(section for key, parts in groups.items() if key not in OWN_SHEETS
                     for section in parts)
    if tables:
        say = book.say
        brief_sheet(book.sheet(say("book.tables"), say("book.tables_title"),
                               say("book.tables_about")), tables)


def _own_sheets(book: Book, groups: dict[str, list[Section]]) -> None:
    """Projects, assumptions, sources; tables that have not the same columns stand apart."""
    say = book.say
    for key, name, about in (
            ("projects", say("book.projects"), say("book.projects_about")),
            ("assumptions", say("book.assumptions"), say("book.assumptions_about")),
            ("sources", say("book.sources"), say("book.sources_about"))):
        alike: dict[tuple[str, ...], list[Table]] = {}
        homes: dict[tuple[str, ...], str] = {}
        for section in groups.get(key, ()):
            for table in _tables([section]):
                columns = tuple(column.heading for column in table.columns)
                alike.setdefault(columns, []).append(table)
                homes.setdefault(columns, name if section.level == 1 else section.title)
        for columns, tables in alike.items():
            title = tables[0].caption if len(tables) == 1 else groups[key][0].title
            brief_sheet(book.sheet(homes[columns], title, about), tables)


def _definitions(book: Book, sections: Iterable[Section]) -> None:
    """Words explained."""
    say, parts = book.say, list(sections)
    if _has(parts, Definitions):
        definitions_sheet(book.sheet(say("book.definitions"), parts[0].title,
                                     say("book.definitions_about")), parts,
                          (say("book.word"), say("book.meaning")))
