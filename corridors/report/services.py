"""Services of a network, on the screen and as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from corridors.messages import say
from corridors.network.model import Network
from corridors.report.numbers import exact
from corridors.report.terminal import print_whole
from corridors.report.text import to_csv, to_json
from corridors.routing.departures import Departure

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = tuple(field.name for field in fields(Departure))
NUMBERS = ("per_week", "headway_h", "length_km", "run_h", "run_back_h")


def service_rows(items: Sequence[Departure]) -> list[dict[str, object]]:
    """Plain data, one dict a service; missing values are None."""
    return [{name: exact(getattr(item, name)) if name in NUMBERS else getattr(item, name) or None
             for name in COLUMNS} for item in items]


def services_csv(items: Sequence[Departure]) -> bytes:
    """Services as CSV."""
    return to_csv(COLUMNS, (list(row.values()) for row in service_rows(items)))


def services_json(network: Network, mode: str, items: Sequence[Departure]) -> bytes:
    """Services as JSON."""
    return to_json({"schema": 1, "date": network.date, "projects": list(network.projects),
                    "data_version": network.data_version, "mode": mode,
                    "rows": service_rows(items)})


def print_services(console: Console, network: Network, mode: str, items: Sequence[Departure],
                   told: str, lang: str) -> None:
    """Services as a table, with what their standing and the basis of their times mean.

    ``told`` says which network it is, see :func:`corridors.report.network_state`.
    """
    services = network.services
    rows = [[str(services[f"name_{lang}"][services.index[item.id]]),
             say(f"service.{item.status}", lang), f"{item.per_week:.1f}",
             _km(item.length_km), _hours(item.run_h, item.run_basis, lang),
             _hours(item.run_back_h, item.back_basis, lang),
             say(f"confidence.{item.headway_confidence}", lang)]
            for item in items]
    title = say("title.services", lang, mode=say(f"mode.{mode}", lang), state=told)
    heads = ["head.service", "head.status", "head.per_week", "head.km", "head.run",
             "head.run_back", "head.confidence"]
    print_whole(console, title, heads, rows, lang, left=2)
    counts = {status: sum(item.status == status for item in items)
              for status in ("running", "uncertain", "planned")}
    console.print(say("line.services", lang, **counts), highlight=False)
    if any(item.run_h is None for item in items):
        console.print(say("line.services_untimed", lang), highlight=False)


def _km(km: float | None) -> str:
    return "" if km is None else f"{km:,.0f}"


def _hours(hours: float | None, basis: str, lang: str) -> str:
    if hours is None:
        return ""
    return f"{hours:.2f}" + (say(f"basis.{basis}", lang) if basis != "published" else "")
