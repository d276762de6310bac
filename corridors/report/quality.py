"""How good the data are: on the screen, as CSV and JSON, and as a table for documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corridors.analysis.quality.audit import Audit
from corridors.analysis.quality.finding import CHECKS
from corridors.analysis.quality.standing import LEVELS, Standing
from corridors.errors import Fault
from corridors.messages import say
from corridors.report.numbers import exact
from corridors.report.terminal import table
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

HEADS = ("head.scope", "head.rows", "head.published_rows", "head.km", "head.published_km",
         "head.with_parts", "head.high", "head.medium", "head.low", "head.assumed")
TOTAL_HEADS = ("head.name", "head.published_total_km", "head.sum_km", "head.off_pct")
FINDING_HEADS = ("head.check", "head.findings", "head.reason")
COLUMNS = ("scope", "rows", "published_rows_pct", "km", "published_km_pct",
           "with_parts_pct", *(f"rows_{level}" for level in LEVELS),
           *(f"km_{level}" for level in LEVELS))


def standing_cells(item: Standing, lang: str) -> list[str]:
    """One row of the data-quality table as text; by confidence the rows, or km where it has."""
    km = sum(item.km.values())
    share = {of: item.share(of) for of in ("rows", "km")}
    cells = [say(f"scope.{item.scope}", lang), f"{sum(item.rows.values()):,}",
             "" if share["rows"] is None else f"{share['rows'] * 100:.0f}",
             f"{km:,.0f}" if km else "",
             "" if share["km"] is None else f"{share['km'] * 100:.0f}",
             "" if item.with_parts is None else f"{item.with_parts * 100:.0f}"]
    return cells + [f"{item.km[level]:,.0f} km" if km else f"{item.rows[level]:,}"
                    for level in LEVELS]


def finding_cells(audit: Audit, lang: str) -> list[list[str]]:
    """Explained findings by kind and explanation."""
    groups: dict[tuple[str, str], int] = {}
    for item in audit.findings:
        key = item.check, item.explanation(lang)
        groups[key] = groups.get(key, 0) + 1
    return [[say(f"finding.{check}", lang), str(groups[check, reason]), reason]
            for check, reason in sorted(groups, key=lambda g: (CHECKS.index(g[0]), g[1]))]


def total_cells(audit: Audit, lang: str) -> list[list[str]]:
    """Published lengths of whole ways beside the sums of their links."""
    return [[getattr(item, f"name_{lang}"), f"{item.published_km:g}", f"{item.km:g}",
             f"{item.off_pct:+.1f}"] for item in audit.totals]


def markdown(heads: Iterable[str], rows: Iterable[Iterable[str]], lang: str) -> str:
    """A table for documents."""
    named = [say(head, lang) for head in heads]
    lines = ["| " + " | ".join(named) + " |", "|" + "---|" * len(named)]
    lines += ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def print_audit(console: Console, audit: Audit, lang: str) -> None:
    """The data-quality table and the findings that are explained."""
    console.print(table(say("title.standing", lang), HEADS,
                        [standing_cells(item, lang) for item in audit.standing], lang))
    console.print(say("line.with_totals", lang))
    if audit.totals:
        console.print(table(say("title.totals", lang), TOTAL_HEADS, total_cells(audit, lang),
                            lang))
    cells = finding_cells(audit, lang)
    if cells:
        console.print(table(say("title.findings", lang),
                            FINDING_HEADS, cells, lang, left=3))


def audit_csv(audit: Audit) -> bytes:
    """The data-quality table as CSV."""
    return to_csv(COLUMNS, (
        (item.scope, sum(item.rows.values()), _percent(item.share("rows")),
         sum(item.km.values()) or None, _percent(item.share("km")), _percent(item.with_parts),
         *item.rows.values(),
         *(km if sum(item.km.values()) else None for km in item.km.values()))
        for item in audit.standing))


def check_json(checked: Iterable[str], faults: Iterable[Fault], audit: Audit | None) -> bytes:
    """What was checked, its faults, and standing, findings and totals of the data as JSON."""
    return to_json({
        "schema": 1, "checked": list(checked),
        "faults": [{"file": item.file, "line": item.line, "text": {
            lang: item.render(lang) for lang in ("zh", "en")}} for item in faults],
        **({} if audit is None else _audit(audit))})


def _audit(audit: Audit) -> dict[str, object]:
    return {
        "standing": [{"scope": item.scope, "rows": item.rows,
                      "km": {level: exact(km) for level, km in item.km.items()},
                      "published_rows_pct": _percent(item.share("rows")),
                      "published_km_pct": _percent(item.share("km")),
                      "with_parts_pct": _percent(item.with_parts)}
                     for item in audit.standing],
        "findings": [{"check": item.check, "row": item.row, "text": {
            lang: item.fault.render(lang) for lang in ("zh", "en")},
            "explanation": dict(item.reason)} for item in audit.findings],
        "totals": [{"id": item.id, "name": {"zh": item.name_zh, "en": item.name_en},
                    "published_km": item.published_km, "km": exact(item.km),
                    "off_pct": exact(item.off_pct)} for item in audit.totals],
    }


def _percent(share: float | None) -> float | None:
    return None if share is None else exact(share * 100)
