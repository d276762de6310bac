"""Chosen pairs year by year as projects open, and which opening changed them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corridors.analysis.compare import TOLERANCE
from corridors.analysis.pairs import Pair
from corridors.analysis.tabled import Tabled
from corridors.analysis.ticks import Tick, silent
from corridors.changes import apply
from corridors.errors import InputError, UnknownNameError, fault
from corridors.families import (
    BEST,
    MODES,
    OBJECTIVES,
    PROFILES,
    SEASONS,
    check_choice,
    check_choices,
    families_of,
)
from corridors.names import suggest
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.places import find_place
from corridors.projects.model import Project
from corridors.projects.plans import read_plans
from corridors.projects.register import Register, register, with_dependants
from corridors.projects.select import plans_of
from corridors.routing.skims import skim
from corridors.units import BASE_DATE, MEASURE_UNITS, date_key

FIRST_YEAR = int(BASE_DATE[:4])
LAST_YEAR = 2100
Reader = Callable[[frozenset[str], tuple[Pair, ...]], "dict[Pair, Reading]"]


@dataclass(frozen=True)
class Reading:
    """One pair on the network of one date.

    Attributes
    ----------
    mode
        The main mode that was found, where the best one was asked for.
    values
        Measure -> value, None where there is no path.
    """

    found: bool
    mode: str
    values: Mapping[str, float | None]

    def differs(self, other: Reading) -> bool:
        """Whether any measure differs by more than rounding."""
        return any(not _same(self.values[name], other.values[name]) for name in self.values)


@dataclass(frozen=True)
class Effect:
    """What one opening did to one pair in its year: the network with it less that without it.

    Attributes
    ----------
    together
        Projects that require it and therefore left the network with it.
    differences
        Measure -> with minus without; None where one of the two has no path. Openings of one
        year help or replace one another, so that their effects need not add up to the change.
    new
        Without it there is no path.
    separable
        False where the network of that year cannot be built without it; nothing else is known.
    """

    year: int
    project: str
    pair: Pair
    together: tuple[str, ...] = ()
    differences: Mapping[str, float | None] | None = None
    new: bool = False
    separable: bool = True


@dataclass(frozen=True)
class Point:
    """The network of the base date or of the end of a year.

    Attributes
    ----------
    year
        None for the base date.
    opened
        Ids of what opened since the point before, modelled or not, sorted.
    """

    year: int | None
    date: str
    opened: tuple[str, ...]
    readings: Mapping[Pair, Reading]


@dataclass(frozen=True, eq=False, repr=False)
class Timeline(Tabled):
    """Pairs year by year.

    Attributes
    ----------
    plan
        Only what this plan names opens; None for everything.
    projects
        Every project that opens, by id.
    effects
        In the order of years, projects and pairs; only where the pair changed.
    """

    base: Network
    pairs: tuple[Pair, ...]
    profile: str
    mode: str
    objective: str
    season: str
    openings: str
    plan: str | None
    points: tuple[Point, ...]
    effects: tuple[Effect, ...]
    projects: Mapping[str, Project]

    def change(self, point: Point, pair: Pair, measure: str) -> float | None:
        """Difference from the point before; None at the first, or without a path at one of them."""
        at = self.points.index(point)
        if at == 0:
            return None
        a, b = (self.points[i].readings[pair].values[measure] for i in (at - 1, at))
        return None if a is None or b is None else 0.0 if _same(a, b) else b - a

    def records(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """One row for each pair, point and measure; the difference is to the point before."""
        return ("origin", "destination", "profile", "mode", "measure", "unit", "year", "date",
                "value", "difference"), [
            (*pair, self.profile, self.mode, name, MEASURE_UNITS[name], point.year, point.date,
             point.readings[pair].values[name], self.change(point, pair, name))
            for pair in self.pairs for name in MEASURE_UNITS for point in self.points]

    def summary_line(self) -> str:
        """Pairs and years."""
        return f"{len(self.pairs)} pairs, {self.points[0].date} to {self.points[-1].date}"

    def effects_of(self, year: int | None, pair: Pair | None = None) -> tuple[Effect, ...]:
        """Effects in a year, of all pairs or of one."""
        return tuple(effect for effect in self.effects
                     if effect.year == year and pair in (None, effect.pair))


def timeline(pairs: Iterable[Pair], *, profile: str = "passenger", mode: str = "rail",
             first_year: int = FIRST_YEAR, last_year: int | None = None,
             openings: str = "actual", plan: str | None = None, without: Iterable[str] = (),
             objective: str = "generalised", season: str = "normal",
             parameters: Mapping[str, float] | None = None,
             data: Path | None = None, tick: Tick | None = None) -> Timeline:
    """Follow pairs from year to year as projects open.

    Every year stands for its 31 December; before the first comes the base date or the end of the
    year before. A year in which nothing opens takes over the figures of the one before. Where a
    pair changes in a year, each project of that year is taken out in turn, with what requires it,
    and the pair is routed again.

    Parameters
    ----------
    pairs
        Origin and destination by any of their names.
    profile
        A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
    mode
        A main mode, or ``best``.
    first_year
        The first year that is shown.
    last_year
        The last year in which anything opens where None.
    openings
        ``actual``, or ``planned`` where planned dates stand in for actual ones not known; a
        planned date that a later status refutes does not count, and nothing opens before the
        actual date of what it requires.
    plan
        Let only open what this plan names (and what that requires).
    without
        Projects that never open; so do not those that require them.
    objective
        What a path minimises: ``generalised``, ``time``, ``cost`` or ``co2``.
    season
        ``normal`` or ``low_water``.
    parameters
        Numbers in place of those of the data, by key.
    data
        Folder of a data package; the embedded one where None.
    tick
        Told each year before it is worked on.

    Returns
    -------
    timeline
        Every pair in every year, with what each project of the year did.

    Raises
    ------
    InputError
        Unknown choices, plan or projects, years out of order, no pairs, projects open at one time
        that exclude each other.

    Examples
    --------
    >>> found = timeline([("nanning", "guiyang")], last_year=2023)
    >>> [point.year for point in found.points]
    [None, 2022, 2023]
    >>> [e.project for e in found.effects_of(2023) if e.differences["time_h"] < -1]
    ['guiyang_nanning_hsr']
    """
    pairs = tuple(pairs)
    check_choices(("profile", profile, PROFILES), ("mode", mode, MODES),
                  ("objective", objective, OBJECTIVES), ("season", season, SEASONS),
                  ("openings", openings, ("actual", "planned")))
    check_choice(f"mode ({profile})", mode, (*families_of(profile), BEST))
    if not pairs:
        raise InputError(fault("pairs_none"))
    if plan is not None and plan not in read_plans(data):
        raise UnknownNameError(fault("plan_unknown", found=plan, allowed=", ".join(
            read_plans(data)), suggestion=suggest(plan, read_plans(data))))
    known_base = read_base(data)
    pairs = tuple((find_place(known_base, a), find_place(known_base, b)) for a, b in pairs)
    years = _Years(register(data), known_base, openings, plan, without, parameters or {})
    last_year = years.last if last_year is None else last_year
    if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
        raise InputError(fault("years_order", first=first_year, last=last_year,
                               base=FIRST_YEAR, end=LAST_YEAR))

    def read(ids: frozenset[str], wanted: tuple[Pair, ...]) -> dict[Pair, Reading]:
        trips = skim(years.network(ids), {pair[0] for pair in wanted},
                     {pair[1] for pair in wanted}, profile=profile, modes=[mode],
                     objective=objective, season=season)
        return {pair: Reading(trip.found, trip.mode, {
            name: trip.measure(name) for name in MEASURE_UNITS})
            for pair in wanted for trip in (trips[*pair, mode],)}

    start = BASE_DATE if first_year == FIRST_YEAR else f"{first_year - 1}-12-31"
    known = years.open(start)
    readings = read(known, pairs)
    points = [Point(None if first_year == FIRST_YEAR else first_year - 1, start, (), readings)]
    effects: list[Effect] = []
    for year in range(first_year, last_year + 1):
        (tick or silent)(str(year))
        date = f"{year}-12-31"
        now = years.open(date)
        if now != known:
            before, readings = readings, read(now, pairs)
            changed = tuple(pair for pair in pairs if readings[pair].differs(before[pair]))
            for key in sorted(now - known) if changed else ():
                if years.projects[key].changes:
                    effects += _effects(years, read, year, key, now, changed, readings)
        points.append(Point(year, date, tuple(sorted(now - known)), readings))
        known = now
    return Timeline(years.base, pairs, profile, mode, objective, season, openings, plan,
                    tuple(points), tuple(effects),
                    {key: years.projects[key] for point in points for key in point.opened})


class _Years:
    """What is open when, and the networks of sets of projects."""

    def __init__(self, known: Register, base: Network, openings: str, plan: str | None,
                 without: Iterable[str], parameters: Mapping[str, float]) -> None:
        self.register, self.openings = known, openings
        self.base = replace(base, parameters=base.parameters.override(parameters))
        self.projects = {project.id: project for project in known.all()}
        self.gone = with_dependants((known.get(name).id for name in without), known.all())
        self.counted = {key: project for key, project in self.projects.items()
                        if key not in self.gone and (plan is None or plan in plans_of(project))}

    @property
    def last(self) -> int:
        """The last year in which anything opens."""
        dates = [date for project in self.counted.values() for date in (opening_date(
            project, self.openings),) if date]
        return max([FIRST_YEAR, *(int(date[:4]) for date in dates)])

    def open(self, date: str) -> frozenset[str]:
        """Ids of what is open on a date, with what it requires."""
        names = [p.id for p in self.register.opened(date, self.openings)
                 if p.id in self.counted]
        return frozenset(p.id for p in self.register.with_requirements(names))

    def network(self, ids: frozenset[str]) -> Network:
        """The base with some projects."""
        if not ids:
            return self.base
        return apply(self.base, [self.projects[key].batch() for key in sorted(ids)])[0]


def _effects(years: _Years, read: Reader, year: int, key: str, now: frozenset[str],
             changed: tuple[Pair, ...], readings: Mapping[Pair, Reading]) -> list[Effect]:
    """Effects of one project on the pairs that changed in its year."""
    gone = with_dependants([key], (years.projects[name] for name in now))
    together = tuple(sorted(gone - {key}))
    try:
        less = read(now - gone, changed)
    except InputError:
        return [Effect(year, key, pair, together, separable=False) for pair in changed]
    out = []
    for pair in changed:
        a, b = less[pair], readings[pair]
        if b.differs(a):
            out.append(Effect(year, key, pair, together, {
                name: _less(b.values[name], a.values[name]) for name in MEASURE_UNITS},
                b.found and not a.found))
    return out


def opening_date(project: Project, openings: str) -> str:
    """When it opens, completed to a day, by actual or also by planned dates; empty if unknown."""
    known = project.opens(openings)
    return date_key(known, end=True) if known else ""


def last_opening(openings: str = "actual", data: Path | None = None) -> str:
    """The last known date on which any project opens; the base date where none does.

    Examples
    --------
    >>> last_opening() > "2024"
    True
    """
    return max([BASE_DATE, *(opening_date(project, openings) for project in register(data).all())])


def _same(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else abs(a - b) < TOLERANCE


def _less(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else 0.0 if _same(a, b) else a - b
