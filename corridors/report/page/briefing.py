"""A briefing as plain data for the page; every number comes with its text and its rounded value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corridors.report.briefing.model import (
    Block,
    Brief,
    Cell,
    ChartFigure,
    Definitions,
    Findings,
    MapFigure,
    Paragraph,
    Quantity,
    Table,
)
from corridors.report.page.charts import drawn


def told(brief: Brief) -> dict[str, Any]:
    """The briefing of one language.

    Returns
    -------
    told
        ``title, question, headline, stamp, attribution``, and ``sections`` with ``key, title,
        level, blocks``; a block has a ``type``: ``text, findings, table, chart, map, words``.

    Examples
    --------
    >>> cell(Quantity(-27.64, "h", sign=True, tone="gain"))
    ['−27.6', -27.6, 'gain']
    >>> cell("南宁")
    '南宁'
    """
    return {
        "title": brief.title, "question": brief.question, "headline": brief.headline,
        "stamp": brief.stamp, "attribution": brief.attribution,
        "sections": [{"key": section.key, "title": section.title, "level": section.level,
                      "blocks": [block(one) for one in section.blocks]}
                     for section in brief.sections]}


def cell(content: Cell) -> str | list[Any]:
    """Words as they are; a number as its text, its rounded value and its tone."""
    if isinstance(content, Quantity):
        return [str(content), content.rounded, content.tone]
    return content


def block(content: Block) -> dict[str, Any]:
    """One block as data."""
    for kind, make in _MAKERS.items():
        if isinstance(content, kind):
            return make(content)
    raise TypeError(f"no form on the page for {type(content).__name__}")


def _table(table: Table) -> dict[str, Any]:
    return {"type": "table", "key": table.key, "caption": table.caption,
            "columns": [[column.heading, column.width, column.align] for column in table.columns],
            "rows": [[cell(one) for one in row] for row in table.rows],
            "notes": list(table.notes)}


def _chart(figure: ChartFigure) -> dict[str, Any]:
    return {"type": "chart", "key": figure.key, "caption": figure.caption,
            "message": figure.message, **drawn(figure.chart)}


def _map(figure: MapFigure) -> dict[str, Any]:
    """Only its words: the page has one map for all, which can be moved."""
    return {"type": "map", "key": figure.key, "caption": figure.caption,
            "message": figure.message}


def _findings(findings: Findings) -> dict[str, Any]:
    return {"type": "findings", "items": [[item.text, item.tone] for item in findings.items]}


def _words(definitions: Definitions) -> dict[str, Any]:
    return {"type": "words", "items": [[item.word, item.meaning] for item in definitions.items]}


_MAKERS: dict[type, Callable[[Any], dict[str, Any]]] = {
    Paragraph: lambda one: {"type": "text", "text": one.text},
    Findings: _findings,
    Table: _table,
    ChartFigure: _chart,
    MapFigure: _map,
    Definitions: _words,
}
