"""What a network is made of, on the screen and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridors.analysis.groups import AT_SEA, UNPLACED
from corridors.analysis.inventory import Stock
from corridors.messages import known, say
from corridors.network.model import Network
from corridors.report.numbers import exact
from corridors.report.terminal import table
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

HEADS = {"links": "head.links", "length_km": "head.length_km", "published": "head.published_pct",
         "with_parts": "head.with_parts",
         "nodes": "head.nodes", "terminals": "head.terminals", "locks": "head.locks",
         "services": "head.services"}
"""Columns on the screen with their headings."""
COLUMNS = ("date", "mode", "by", "group", "group_zh", "group_en", "links", "length_km",
           "published_km", "published_pct",
           "with_parts_pct", "nodes", "terminals", "locks", "services", "opened")


def stock_rows(network: Network, stocks: Sequence[Stock], by: str) -> list[dict[str, object]]:
    """Plain data, one dict a group."""
    return [{
        "date": f"{item.group}-12-31" if by == "year" else network.date,
        "mode": item.mode, "by": by, "group": item.group or None,
        "group_zh": group_name(item, by, "zh") or None,
        "group_en": group_name(item, by, "en") or None, "links": item.links,
        "length_km": exact(item.length_km), "published_km": exact(item.published_km),
        "published_pct": _percent(item.published_km, item.length_km),
        "with_parts_pct": _percent(item.with_parts_km, item.length_km),
        "nodes": item.nodes, "terminals": item.terminals, "locks": item.locks,
        "services": item.services, "opened": list(item.opened)} for item in stocks]


def group_name(item: Stock, by: str, lang: str) -> str:
    """Name of a group in either language; empty for the whole of a mode."""
    if by == "class":
        key = f"class.{item.group}"
        return say(key, lang) if known(key) else item.group
    if item.group in (AT_SEA, UNPLACED):
        return say(f"group.{item.group}", lang)
    return (item.group_zh if lang == "zh" else item.group_en) or item.group


def inventory_csv(network: Network, stocks: Sequence[Stock], by: str) -> bytes:
    """Groups of a network as CSV."""
    return to_csv(COLUMNS, ([";".join(cell) if isinstance(cell, list) else cell
                             for cell in row.values()]
                            for row in stock_rows(network, stocks, by)))


def inventory_json(network: Network, stocks: Sequence[Stock], by: str) -> bytes:
    """A network and its groups as JSON."""
    whole = {} if by == "year" else {"date": network.date, "projects": list(network.projects)}
    return to_json({"schema": 1, **whole, "data_version": network.data_version, "by": by,
                    "rows": stock_rows(network, stocks, by)})


def print_inventory(console: Console, network: Network, stocks: Sequence[Stock], by: str,
                    told: str, lang: str) -> None:
    """Groups of a network as a table; columns that such groups do not have are left out.

    ``told`` says which network it is, see :func:`corridors.report.network_state`.
    """
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
        rows.append([say(f"map.mode.{item.mode}", lang),
                     *([] if by == "mode" else [group_name(item, by, lang)]),
                     *(cells[name] for name in shown),
                     *([", ".join(item.opened)] if by == "year" else [])])
    heads = ["head.way", *([] if by == "mode" else ["head.group"]),
             *(HEADS[name] for name in shown), *(["head.opened"] if by == "year" else [])]
    title = say("title.years", lang) if by == "year" else say(
        "title.network", lang, state=told)
    made = table(title, heads, rows, lang, left=1 if by == "mode" else 2)
    if by == "year":
        made.columns[-1].justify = "left"
    console.print(made)
    if any(item.mode == "sea" for item in stocks):
        console.print(say("line.sea_lanes", lang))
    if any(item.with_parts_km > item.published_km for item in stocks):
        console.print(say("line.with_totals", lang))
    if by == "province":
        console.print(say("line.provinces", lang))
    if by != "year":
        console.print(say("line.network", lang, state=told, data=network.data_version))


def _percent(part: float, whole: float) -> float | None:
    return exact(part / whole * 100) if whole else None


def _shown(percent: float | None) -> str:
    return "" if percent is None else f"{percent:.0f}"
