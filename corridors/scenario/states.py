"""The network of a date: the base and the projects open by then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.errors import InputError, fault
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.schema import is_date
from corridors.units import BASE_DATE, date_key

if TYPE_CHECKING:
    from corridors.projects.model import Project


def load_network(*, date: str | None = None, year: int | None = None,
                 projects: Iterable[str] = (), without: Iterable[str] = (),
                 openings: str = "actual", data: Path | None = None) -> Network:
    """Load the network as it stands on a date.

    Parameters
    ----------
    date
        ``YYYY-MM-DD``, also ``YYYY-MM`` or ``YYYY``; the date of the base where neither is given.
    year
        31 December of that year.
    projects
        Projects that are on whatever their dates, with what they require.
    without
        Projects that are left out whatever their dates, and with them those that are in by their
        date alone and require one of them.
    openings
        ``actual`` or ``planned``.
    data
        Folder of a data package; the embedded one where None.

    Returns
    -------
    network
        Frozen tables of what is open then; a change gives a new one.

    Raises
    ------
    InputError
        A date that is none or lies before the base date, an unknown project, faulty files.

    Examples
    --------
    >>> load_network(year=2023).date
    '2023-12-31'
    """
    base = read_base(data)
    when = base.date if date is None and year is None else state_date(date, year)
    if when < base.date:
        raise InputError(fault("date_early", found=when, base=base.date))
    projects, without = tuple(projects), tuple(without)
    if when == base.date and not projects and not without:
        return base
    # The register and the grammar of changes cost a tenth of a second; the base needs neither.
    from corridors.changes import apply
    from corridors.projects.register import register

    left_out = {register(data).get(name).id for name in without}
    chosen = {project.id for project in register(data).with_requirements(projects)}
    if when > base.date:
        chosen |= _standing(register(data).opened(when, openings), left_out)
    chosen -= set(base.projects)
    if not chosen - left_out:
        return replace(base, date=when)
    wanted = register(data).with_requirements(sorted(chosen - left_out))
    needed = [(project.id, key) for project in wanted for key in project.file.requires
              if key in left_out]
    if needed:
        raise InputError([fault("without_required", id=key, by=by) for by, key in needed])
    network, _ = apply(base, [project.batch() for project in wanted
                              if project.id not in left_out])
    return replace(network, date=when)


def _standing(opened: Iterable[Project], left_out: Iterable[str]) -> set[str]:
    """Ids of projects opened by a date, without those that require one that is left out."""
    gone, rest = set(left_out), list(opened)
    while more := {project.id for project in rest
                   if project.id not in gone and gone & {*project.file.requires}}:
        gone |= more
    return {project.id for project in rest} - (gone - {*left_out})


def state_date(date: str | None, year: int | None) -> str:
    """Complete date of a state.

    Raises
    ------
    InputError
        Not a date, both given, or before the base date, for which no network is known.
    """
    if date is not None and year is not None:
        raise InputError(fault("date_and_year"))
    if year is not None:
        date = f"{year:04d}-12-31"
    if date is None:
        return BASE_DATE
    if not is_date(str(date)):
        raise InputError(fault("date_wrong", found=date))
    full = date_key(str(date), end=len(str(date)) < 10)
    if full < BASE_DATE:
        raise InputError(fault("date_early", found=date, base=BASE_DATE))
    return full
