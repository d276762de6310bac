"""What a network is made of, on the screen and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridors.analysis.inventory import ABROAD, Stock
from corridors.messages import say
from corridors.network.model import Network
from corridors.report.terminal import table
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

HEADS = {"links": "head.links", "length_km": "head.length_km", "published": "head.published",
         "with_parts": "head.with_parts",
         "nodes": "head.nodes", "terminals": "head.terminals", "locks": "head.locks",
         "services": "head.services"}
"""Columns on the screen with their headings."""
COLUMNS = ("date", "mode", "by", "group", "links", "length_km", "published_km", "published_pct",
           "with_parts_pct", "nodes", "terminals", "locks", "services", "opened")


def stock_rows(network: Network, stocks: Sequence[Stock], by: str) -> list[dict[str, object]]:
    """Plain data, one dict a group."""
    return [{
        "date": f"{item.group}-12-31" if by == "year" and item.group != network.date[:4]
        else network.date,
        "mode": item.mode, "by": by, "group": item.group or None, "links": item.links,
        "length_km": item.length_km, "published_km": item.published_km,
        "published_pct": _percent(item.published_km, item.length_km),
        "with_parts_pct": _percent(item.with_parts_km, item.length_km),
        "nodes": item.nodes, "terminals": item.terminals, "locks": item.locks,
        "services": item.services, "opened": list(item.opened)} for item in stocks]


def inventory_csv(network: Network, stocks: Sequence[Stock], by: str) -> bytes:
    """Groups of a network as CSV."""
    return to_csv(COLUMNS, ([";".join(cell) if isinstance(cell, list) else cell
                             for cell in row.values()]
                            for row in stock_rows(network, stocks, by)))


def inventory_json(network: Network, stocks: Sequence[Stock], by: str) -> bytes:
    """A network and its groups as JSON."""
    return to_json({"schema": 1, "date": network.date, "projects": list(network.projects),
                    "data_version": network.data_version, "by": by,
                    "rows": stock_rows(network, stocks, by)})


def print_inventory(console: Console, network: Network, stocks: Sequence[Stock], by: str,
                    lang: str) -> None:
    """Groups of a network as a table; columns that such groups do not have are left out."""
    shown = [name for name in HEADS
             if not (name in ("nodes", "terminals") and by in ("class", "line"))
             and not (name == "services" and by not in ("mode", "year"))]
    rows = []
    for item in stocks:
        cells = {
            "links": f"{item.links:,}" if item.links else "",
            "length_km": f"{item.length_km:,.0f}" if item.length_km else "",
            "published": _shown(_percent(item.published_km, item.length_km)),
            "with_parts": _shown(_percent(item.with_parts_km, item.length_km)),
            "nodes": f"{item.nodes:,}", "terminals": f"{item.terminals:,}",
            "locks": f"{item.locks:,}" if item.locks else "",
            "services": f"{item.services:,}" if item.services else ""}
        group = say("group.abroad", lang) if item.group == ABROAD else item.group
        rows.append([say(f"map.mode.{item.mode}", lang), *([] if by == "mode" else [group]),
                     *(cells[name] for name in shown),
                     *([", ".join(item.opened)] if by == "year" else [])])
    heads = ["head.way", *([] if by == "mode" else ["head.group"]),
             *(HEADS[name] for name in shown), *(["head.opened"] if by == "year" else [])]
    title = say("title.years", lang) if by == "year" else say(
        "title.network", lang, date=network.date)
    made = table(title, heads, rows, lang, left=1 if by == "mode" else 2)
    if by == "year":
        made.columns[-1].justify = "left"
    console.print(made)
    if any(item.mode == "sea" for item in stocks):
        console.print(say("line.sea_lanes", lang))
    if by != "year":
        console.print(say("line.network", lang, date=network.date,
                          projects=len(network.projects), data=network.data_version))


def _percent(part: float, whole: float) -> float | None:
    return part / whole * 100 if whole else None


def _shown(percent: float | None) -> str:
    return "" if percent is None else f"{percent:.0f}"
