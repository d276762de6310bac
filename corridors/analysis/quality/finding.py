"""Findings about data that are valid and yet look wrong, and what explains them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from corridors.errors import Fault, fault
from corridors.tables import Table

CHECKS = ("reach", "duplicate", "total", "sections", "range", "course", "traced",
          "position", "asymmetric", "no_range", "people")
"""Kinds of findings; ``explained.csv`` names them."""


@dataclass(frozen=True)
class Finding:
    """Something that looks wrong.

    Attributes
    ----------
    check
        One of :data:`CHECKS`.
    row
        Id of the row it is about.
    fault
        What to say of it.
    reason
        Why it is no fault after all, by language; empty where nobody has explained it.
    """

    check: str
    row: str
    fault: Fault
    reason: tuple[tuple[str, str], ...] = ()

    def explanation(self, lang: str) -> str:
        """Why it is no fault; empty where nobody has said."""
        return dict(self.reason).get(lang, "")


def about(check: str, table: Table, row: str, folder: Path, key: str, **values: object) -> Finding:
    """A finding about one row of a table."""
    return Finding(check, row, fault(key, file=folder / f"{table.name}.csv",
                                     line=table.lines.get(row), id=row, **values))


def explain(findings: Iterable[Finding], explained: Table | None, folder: Path
            ) -> tuple[list[Finding], list[Fault]]:
    """Set every finding beside what explains it.

    Returns
    -------
    findings, idle
        The findings with their reasons, and a fault for every explanation, or row of one, that
        no finding needs any more.
    """
    found = list(findings)
    idle: list[Fault] = []
    if explained is None:
        return found, idle
    for i, key in enumerate(explained["id"]):
        check = str(explained["check"][i])
        reason = tuple((lang, str(explained[f"reason_{lang}"][i])) for lang in ("zh", "en"))
        for pattern in explained["rows"][i]:
            hits = [n for n, item in enumerate(found)
                    if item.check == check and fnmatchcase(item.row, pattern)]
            if not hits:
                idle.append(fault("explained_idle", file=folder / "explained.csv",
                                  line=explained.lines.get(str(key)), id=key, row=pattern,
                                  check=check))
            for n in hits:
                found[n] = Finding(check, found[n].row, found[n].fault, reason)
    return found, idle
