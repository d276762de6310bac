"""All findings about a data package in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from corridors.analysis.quality import courses, plausible
from corridors.analysis.quality.finding import Finding, explain
from corridors.analysis.quality.joined import joined
from corridors.analysis.quality.people import people
from corridors.analysis.quality.reach import reach
from corridors.analysis.quality.standing import Standing, standing
from corridors.analysis.quality.totals import Total, missed, totals
from corridors.errors import Fault
from corridors.network.geometry import load_courses
from corridors.tables import Table


@dataclass(frozen=True)
class Audit:
    """What looks wrong in a data package, and how much of it is published.

    Attributes
    ----------
    findings
        Explained or not, by kind and row.
    idle
        Explanations that explain nothing.
    standing
        Rows and kilometres by confidence.
    totals
        Published lengths beside the sums of their parts.
    """

    findings: tuple[Finding, ...]
    idle: tuple[Fault, ...]
    standing: tuple[Standing, ...]
    totals: tuple[Total, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings that nobody has explained."""
        return tuple(item for item in self.findings if not item.reason)

    @property
    def faults(self) -> list[Fault]:
        """Unexplained findings and idle explanations."""
        return [*(item.fault for item in self.open), *self.idle]


def audit(tables: Mapping[str, Table], folder: Path, planned: Collection[str] = ()) -> Audit:
    """Hold a data package against ranges, courses, published totals and itself.

    Parameters
    ----------
    tables
        Valid tables of the package, see :func:`corridors.network.load.read_tables`.
    folder
        Where they were read from; the courses of the links are read from there.
    planned
        Links that projects add, whose courses stand there as well.

    Examples
    --------
    >>> from corridors.network.load import read_tables
    >>> from corridors.paths import embedded
    >>> tables, _ = read_tables(embedded("data"))
    >>> len(audit(tables, embedded("data")).totals) > 30
    True
    """
    drawn = load_courses(folder)
    found = [*reach(tables, folder), *joined(tables, folder), *plausible.duplicates(tables, folder),
             *missed(tables, folder), *people(tables, folder), *plausible.sections(tables, folder),
             *plausible.ranges(tables, folder),
             *courses.courses_of_links(tables, drawn, folder, planned),
             *courses.traced(tables, drawn, folder),
             *courses.positions(tables, drawn, folder), *plausible.asymmetric(tables, folder),
             *plausible.without_range(tables, folder)]
    findings, idle = explain(found, tables.get("explained"), folder)
    findings.sort(key=lambda item: (item.check, item.row))
    return Audit(tuple(findings), tuple(idle), tuple(standing(tables)), totals(tables))
