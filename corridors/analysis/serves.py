"""Which pairs of places a single project helps most, on top of the base alone.

Each project is switched on by itself, with what it requires, and held against the base; so what
it gains includes what its requirements gain, and two projects that share one may each show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corridors.analysis.compare import TOLERANCE, touches
from corridors.analysis.summary import sign_of_gain
from corridors.changes import apply
from corridors.errors import InputError, fault
from corridors.families import FAMILIES, MODES, OBJECTIVES, PROFILES, SEASONS, check_choice
from corridors.network.model import Network
from corridors.places import expand
from corridors.projects.register import register
from corridors.routing.skims import Solved, needed, pick, solve_families
from corridors.routing.trip import Trip
from corridors.scenario.states import load_network
from corridors.units import MEASURE_UNITS

Key = tuple[str, str, str, str]
"""(profile, origin, destination, main mode)."""


@dataclass(frozen=True)
class Helped:
    """One pair of places that a project helps, by one profile and main mode.

    Attributes
    ----------
    base, after
        The measure per passenger, loaded TEU or tonne, on the base and with the project; ``base``
        is None where the pair is newly connected.
    difference
        After minus base, so that negative hours are a gain; None where newly connected.
    mode_base, mode_after
        The main mode that was the best and the one that is; empty where there was none.
    """

    project: str
    origin: str
    destination: str
    profile: str
    mode: str
    measure: str
    unit: str
    base: float | None
    after: float
    difference: float | None
    mode_base: str
    mode_after: str

    @property
    def new(self) -> bool:
        """Whether the pair is newly connected by this main mode."""
        return self.base is None


@dataclass(frozen=True, eq=False)
class Alone:
    """Trips without and with one project, on top of the base alone.

    Attributes
    ----------
    projects
        The project and what it requires.
    trips_base, trips_after
        (profile, origin, destination, main mode) -> trip.
    """

    project: str
    projects: tuple[str, ...]
    trips_base: dict[Key, Trip]
    trips_after: dict[Key, Trip]


def gain(measure: str, base: float, after: float) -> float:
    """By how much a measure got better; negative where it got worse, 0 within rounding.

    Examples
    --------
    >>> gain("time_h", 10.0, 8.0), gain("time_h", 8.0, 8.0)
    (2.0, 0.0)
    """
    better = sign_of_gain(measure) * (after - base)
    return 0.0 if abs(better) < TOLERANCE else better


def served(trip: Trip) -> bool:
    """Whether a main mode serves a pair, not in name only."""
    return trip.found and not trip.token


def outcome(base: Trip, after: Trip) -> str:
    """What becomes of the connection of a pair.

    Returns
    -------
    outcome
        ``both``: connected before and after; ``new``: after only; ``gone``: before only;
        ``never``: in neither state; ``token``: in name only after. A pair served in name only
        before counts as not connected then.
    """
    if after.found and after.token:
        return "token"
    if served(base):
        return "both" if after.found else "gone"
    return "new" if after.found else "never"


def each_alone(projects: Iterable[str], *, profiles: Iterable[str], modes: Iterable[str],
               origins: Iterable[str], destinations: Iterable[str],
               objective: str = "generalised", season: str = "normal",
               data: Path | None = None) -> Iterator[Alone]:
    """Trips without and with each of several projects; the base is solved once.

    Parameters
    ----------
    projects
        Ids or names; each is switched on alone, with what it requires.
    origins, destinations
        Places or sets by any of their names; pairs are ordered.

    Raises
    ------
    InputError
        An unknown project, place, profile, main mode, objective or season.
    """
    profiles = [check_choice("profile", name, PROFILES) for name in profiles]
    modes = [check_choice("mode", name, MODES) for name in modes]
    check_choice("objective", objective, OBJECTIVES)
    check_choice("season", season, SEASONS)
    known = register(data)
    chosen = [known.get(name) for name in projects]
    base = load_network(data=data)
    ends = expand(base, origins), expand(base, destinations)

    def solve(network: Network, profile: str, families: Iterable[str]) -> Solved:
        return solve_families(network, *ends, profile=profile, families=families,
                              objective=objective, season=season)

    families = {profile: needed(profile, modes) for profile in profiles}
    before = {profile: solve(base, profile, names) for profile, names in families.items()}
    trips_base = _trips(before, modes)
    for project in chosen:
        wanted = known.with_requirements([project.id])
        after, log = apply(base, [item.batch() for item in wanted])
        again: dict[str, Solved] = {}
        for profile, names in families.items():
            moved = [name for name in names if touches(base, after, log, FAMILIES[name])]
            again[profile] = {**before[profile], **solve(after, profile, moved)}
        yield Alone(project.id, tuple(item.id for item in wanted), trips_base,
                    _trips(again, modes))


def _trips(solved: dict[str, Solved], modes: Iterable[str]) -> dict[Key, Trip]:
    modes = tuple(modes)
    return {(profile, *key): trip for profile, families in solved.items()
            for key, trip in pick(families, modes).items()}


def helped(project_id: str, *, profiles: Iterable[str] = ("passenger", "container"),
           modes: Iterable[str] = ("best",), origins: Iterable[str] = ("guangxi",),
           destinations: Iterable[str] = ("yangtze",), measure: str = "time_h",
           top: int | None = 10, objective: str = "generalised", season: str = "normal",
           data: Path | None = None) -> tuple[Helped, ...]:
    """Pairs of places that one project helps most, on top of the base alone.

    Parameters
    ----------
    project_id
        Id or name; it is switched on with what it requires.
    origins, destinations
        Places or sets by any of their names; pairs are ordered.
    measure
        What is compared, one of :data:`corridors.units.MEASURE_UNITS`.
    top
        At most so many; all where None.
    objective
        What a path minimises.

    Returns
    -------
    helped
        From the largest gain; newly connected pairs follow those that gain, the best of them
        first. Pairs that lose, stay or are served in name only are left out, and nothing is
        returned for a project that changes no travel.

    Raises
    ------
    InputError
        An unknown project, place, profile, main mode, measure or objective; ``top`` below 1.

    Examples
    --------
    >>> first, *_ = helped("guiyang_nanning_hsr", profiles=["passenger"], modes=["rail"],
    ...                    destinations=["guiyang"])
    >>> first.origin, first.destination, first.difference < 0
    ('hechi', 'guiyang', True)
    """
    check_choice("measure", measure, tuple(MEASURE_UNITS))
    if top is not None and top < 1:
        raise InputError(fault("helped_top", found=top))
    (alone,) = each_alone([project_id], profiles=profiles, modes=modes, origins=origins,
                          destinations=destinations, objective=objective, season=season,
                          data=data)
    rows = [row for row in (helped_pair(alone, key, measure) for key in alone.trips_base) if row]
    sign = sign_of_gain(measure)
    rows.sort(key=lambda row: (row.new, round(-sign * (row.after if row.difference is None
                                                       else row.difference), 9),
                               row.profile, row.mode, row.origin, row.destination))
    return tuple(rows[:top])


def helped_pair(alone: Alone, key: Key, measure: str) -> Helped | None:
    """One pair, where the project helps it."""
    base, after = alone.trips_base[key], alone.trips_after[key]
    a = base.measure(measure) if served(base) else None
    b = after.measure(measure)
    if b is None or not served(after):
        return None
    if served(base) and (a is None or gain(measure, a, b) <= 0):
        return None
    profile, origin, destination, mode = key
    return Helped(alone.project, origin, destination, profile, mode, measure,
                  MEASURE_UNITS[measure], a, b, None if a is None else b - a,
                  base.mode if a is not None else "", after.mode)
