"""Which projects serve the corridor of an industry: single projects ranked by pairs helped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corridors.analysis.compare import TOLERANCE
from corridors.analysis.sectors import find_sector
from corridors.analysis.serves import Alone, Helped, each_alone, gain, helped_pair, outcome
from corridors.analysis.summary import sign_of_gain
from corridors.families import check_choice
from corridors.projects.register import register
from corridors.routing.trip import Trip
from corridors.scenario.states import load_network
from corridors.units import MEASURE_UNITS


@dataclass(frozen=True)
class Serves:
    """What one project does for the pairs of a sector.

    Attributes
    ----------
    pairs
        Members compared, both directions.
    gained, lost, new, gone, token
        Members whose measure got better or worse, that are newly connected or no longer, that
        are served in name only after.
    mean_difference
        After minus base over the members connected in both states, those that stay among them;
        None where there are none.
    largest
        The member that gains most; None where none does.
    """

    sector: str
    project: str
    profile: str
    mode: str
    measure: str
    unit: str
    pairs: int
    gained: int
    lost: int
    new: int
    gone: int
    token: int
    mean_difference: float | None
    largest: Helped | None


def projects_of_sector(sector: str, *, projects: Iterable[str] | None = None,
                       profile: str = "container", mode: str = "best", measure: str = "cost_cny",
                       objective: str = "generalised", season: str = "normal",
                       data: Path | None = None) -> tuple[Serves, ...]:
    """Rank single projects by how many pairs of a sector they help.

    Each project is taken by itself on top of the base, with what it requires, so the ranks are
    not shares of a programme and do not add up.

    Parameters
    ----------
    sector
        Id, Chinese or English name of a sector of the annex.
    projects
        Ids or names; every modelled project of the register where None.
    measure
        What is compared, one of :data:`corridors.units.MEASURE_UNITS`.

    Returns
    -------
    serves
        One a project, also where it helps no member: by members that gain or are newly connected,
        then by the mean difference.

    Raises
    ------
    InputError
        An unknown sector, or one whose cells could not be read; an unknown project, profile, main
        mode, measure or objective.

    Examples
    --------
    >>> first, last = projects_of_sector("fisheries", projects=["pinglu_canal",
    ...     "bg_wuhan_yichang_hsr"], mode="river_sea")
    >>> first.project, first.gained > 0, last.gained
    ('pinglu_canal', True, 0)
    """
    check_choice("measure", measure, tuple(MEASURE_UNITS))
    found, base = find_sector(sector, data), load_network(data=data)
    ids = [p.id for p in register(data).all() if p.modelled] if projects is None else [
        register(data).get(name).id for name in projects]
    near, far = found.cities, sorted(found.far_ends(base))
    ways = [each_alone(ids, profiles=[profile], modes=[mode], origins=start, destinations=end,
                       objective=objective, season=season, data=data)
            for start, end in ((near, far), (far, near))] if far else []
    out = [_serves(found.id, alone, profile, mode, measure)
           for alone in zip(*ways, strict=True)]
    sign = sign_of_gain(measure)
    return tuple(sorted(out, key=lambda s: (
        -(s.gained + s.new), round(-sign * (s.mean_difference or 0.0), 9), s.project)))


def _serves(sector: str, ways: Iterable[Alone], profile: str, mode: str,
            measure: str) -> Serves:
    """Counts over both directions."""
    trips: list[tuple[Trip, Trip]] = []
    best: Helped | None = None
    project = ""
    for alone in ways:
        project = alone.project
        for key, base in alone.trips_base.items():
            trips.append((base, alone.trips_after[key]))
            row = helped_pair(alone, key, measure)
            if row is not None and row.difference is not None and (
                    best is None or gain(measure, row.base or 0.0, row.after)
                    > gain(measure, best.base or 0.0, best.after) + TOLERANCE):
                best = row
    became = [outcome(base, after) for base, after in trips]
    both = [(a, b) for (base, after), name in zip(trips, became, strict=True) if name == "both"
            and (a := base.measure(measure)) is not None
            and (b := after.measure(measure)) is not None]
    gains = [gain(measure, a, b) for a, b in both]
    return Serves(
        sector, project, profile, mode, measure, MEASURE_UNITS[measure], len(trips),
        sum(g > 0 for g in gains), sum(g < 0 for g in gains),
        became.count("new"), became.count("gone"), became.count("token"),
        sum(b - a for a, b in both) / len(both) if both else None, best)
