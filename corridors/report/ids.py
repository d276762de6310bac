"""Ids of nodes, links, locks and services, on the screen and as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from corridors.analysis.ids import TABLES, Named
from corridors.messages import listed, say
from corridors.network.model import Network
from corridors.report.numbers import exact, show
from corridors.report.terminal import print_filled
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = tuple(field.name for field in fields(Named))


def ids_csv(items: Sequence[Named]) -> bytes:
    """Ids as CSV; several nodes are joined by a semicolon."""
    return to_csv(COLUMNS, ([";".join(cell) if isinstance(cell, list) else cell
                             for cell in row.values()] for row in _rows(items)))


def ids_json(network: Network, word: str, items: Sequence[Named]) -> bytes:
    """Ids as JSON."""
    return to_json({"schema": 1, "date": network.date, "projects": list(network.projects),
                    "data_version": network.data_version, "word": word, "rows": _rows(items)})


def print_ids(console: Console, word: str, items: Sequence[Named], told: str, lang: str) -> None:
    """One table for each kind of row, and which key of a file takes which id.

    ``told`` says which network it is, see :func:`corridors.report.network_state`.
    """
    for table in TABLES:
        rows = [[item.id, say(f"mode.{item.mode}", lang),
                 item.name_zh if lang == "zh" else item.name_en, _served(item, lang), item.line,
                 " – ".join(item.nodes[::max(1, len(item.nodes) - 1)]), item.link_id,
                 "" if item.length_km is None else show(item.length_km, "d0")]
                for item in items if item.what == table]
        if rows:
            print_filled(console, say(f"ids.{table}", lang, word=word, state=told),
                         ["head.id", "head.way", "head.name", "head.ids_handles", "head.ids_line",
                          "head.ids_ends", "head.ids_link", "head.km"], rows, lang, left=3)
    console.print(say("line.ids", lang), highlight=False)


def _served(item: Named, lang: str) -> str:
    if item.what != "nodes":
        return ""
    return listed((say(f"profile.{name}", lang) for name in item.handles), lang) or say(
        "ids.through", lang)


def _rows(items: Sequence[Named]) -> list[dict[str, object]]:
    return [{name: list(value) if isinstance(value, tuple) else
             exact(value) if isinstance(value, float) else value or None
             for name, value in ((name, getattr(item, name)) for name in COLUMNS)}
            for item in items]
