"""What one project does on top of the base alone: values, published claims, pairs it helps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from corridors.analysis.claims import CheckedClaim, check_claims
from corridors.analysis.compare import WITH_MODE, row_modes
from corridors.analysis.serves import Alone, Key, each_alone, gain, served
from corridors.changes import Logged, apply
from corridors.families import BEST, FAMILIES, families_of
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.projects.model import Project
from corridors.projects.register import register
from corridors.units import MEASURE_UNITS, MORE_IS_BETTER

ORIGINS = ("guangxi",)
DESTINATIONS = ("yangtze",)
HOME = ("guangxi",)
"""Asked of passengers too, and of goods where nothing gains on the way to the Yangtze."""
OVERSEAS = ("asean",)
"""Asked where goods can go by water."""
MEASURES = {"passenger": ("time_h", "cost_cny"), "container": ("time_h", "cost_cny", "capacity_mt"),
            "bulk": ("time_h", "cost_cny", "capacity_mt")}
PROFILES = ("passenger", "container", "bulk")
"""Profiles that are asked, by the main modes that the project can reach."""
LEAST = {"time_h": 0.05, "cost_cny": 0.5, "capacity_mt": 0.05}
"""Gains below this do not show on a screen and count as none."""


@dataclass(frozen=True)
class Gain:
    """A pair of places that gains.

    Attributes
    ----------
    mode
        ``best`` where the best of all main modes gains; else the main mode that gains most, which
        is not the best way for the pair.
    mode_base, mode_after
        The main modes that are meant; they differ where the best way is another one afterwards.
    base
        None where the pair is newly connected; ``difference`` is None then.
    """

    profile: str
    mode: str
    measure: str
    unit: str
    origin: str
    destination: str
    base: float | None
    after: float
    difference: float | None
    mode_base: str
    mode_after: str


@dataclass(frozen=True)
class Helped:
    """The pairs that gain by one profile and measure.

    Attributes
    ----------
    destinations
        Set of places asked; origins are those of :data:`ORIGINS`.
    pairs, gained, gained_best
        Pairs asked, pairs that gain by some main mode or by the best of all, and those that gain
        by the best of all.
    new, from_token
        Pairs newly connected by a main mode, and those that one connected in name only before.
    best
        The largest gains, one a pair, those by the best of all main modes first; where nothing
        gains, newly connected pairs.
    """

    profile: str
    destinations: str
    measure: str
    pairs: int
    gained: int
    gained_best: int
    new: int
    from_token: int
    best: tuple[Gain, ...]


@dataclass(frozen=True, eq=False)
class Effect:
    """What a project does on top of the base alone.

    Attributes
    ----------
    projects
        What is switched on: the project, its parts and what they require.
    log
        Values that the project itself or a part of it changes, old -> new.
    helped
        Empty where no profile's main modes are touched.
    """

    project: str
    projects: tuple[str, ...]
    base: Network
    after: Network
    log: tuple[Logged, ...]
    claims: tuple[CheckedClaim, ...]
    helped: tuple[Helped, ...]


def effect(project: Project, *, top: int = 3, data: Path | None = None) -> Effect:
    """Switch one project on, with what it requires, and see what it does.

    Parameters
    ----------
    top
        How many pairs are named for each profile and measure.

    Raises
    ------
    InputError
        The project does not apply to the base.

    Examples
    --------
    >>> from corridors import register
    >>> found = effect(register().get("guiyang_nanning_hsr"), top=1)
    >>> found.helped[0].profile, found.helped[0].measure, found.helped[0].best[0].difference < 0
    ('passenger', 'time_h', True)
    """
    base = read_base(data)
    wanted = register(data).with_requirements([project.id])
    after, log = apply(base, [item.batch() for item in wanted])
    own = {project.id, *project.file.parts}
    asked = reached(base, after, log)
    helped = [row for profile, modes in asked.items() for row in _asked(
        project.id, profile, modes, (*DESTINATIONS, *_more(profile, modes)), top, data)]
    if not any(row.best for row in helped):
        helped += [row for profile, modes in asked.items() if profile != "passenger"
                   for row in _asked(project.id, profile, modes, HOME, top, data)]
    return Effect(project.id, tuple(item.id for item in wanted), base, after,
                  tuple(row for row in log if row.project in own),
                  check_claims(project, base, after), tuple(helped))


def _more(profile: str, modes: Iterable[str]) -> tuple[str, ...]:
    """Sets asked beside the Yangtze: at home for passengers, overseas where goods go by water."""
    if profile == "passenger":
        return HOME
    afloat = any({"inland", "sea"} & {*FAMILIES[name].modes} for name in modes)
    return OVERSEAS if afloat else ()


def _asked(key: str, profile: str, modes: tuple[str, ...], destinations: tuple[str, ...],
           top: int, data: Path | None) -> list[Helped]:
    (alone,) = each_alone([key], profiles=[profile], modes=(*modes, BEST), origins=ORIGINS,
                          destinations=destinations, data=data)
    ends = {name: {*read_base(data).place_sets[name]} for name in destinations}
    return [_helped(alone, profile, name, ends[name], measure, top) for name in destinations
            for measure in MEASURES[profile]]


def reached(base: Network, after: Network, log: tuple[Logged, ...]) -> dict[str, tuple[str, ...]]:
    """Main modes that a log of changes can reach, by profile; profiles without any left out."""
    touched: set[str] = set()
    for row in log:
        network = after if row.id in after.tables[row.table] else base
        touched |= (row_modes(network, row.table, row.id) if row.table in WITH_MODE
                    else {"inland", "sea"} if row.table == "vessels" else set())
    found = {profile: tuple(name for name in families_of(profile)
                            if touched & {*FAMILIES[name].modes}) for profile in PROFILES}
    return {profile: names for profile, names in found.items() if names}


def _helped(alone: Alone, profile: str, destinations: str, ends: Collection[str], measure: str,
            top: int) -> Helped:
    gains: dict[tuple[str, str], Gain] = {}
    new: dict[tuple[str, str], Gain] = {}
    token: set[tuple[str, str]] = set()
    keys = [key for key in alone.trips_base if key[1] != key[2] and key[2] in ends]
    for key in keys:
        if _from_token(alone, key):
            token.add(key[1:3])
            continue
        found = _gain(alone, key, measure)
        if found is None:
            continue
        kept = new if found.difference is None else gains
        pair = (found.origin, found.destination)
        if pair not in kept or _order(found) < _order(kept[pair]):
            kept[pair] = found
    ranked = sorted((gains or new).values(), key=_order)
    return Helped(profile, destinations, measure, len({key[1:3] for key in keys}), len(gains),
                  sum(row.mode == BEST for row in gains.values()), len(new),
                  len(token), tuple(ranked[:top]))


def _from_token(alone: Alone, key: Key) -> bool:
    """Whether a main mode that served a pair in name only comes to serve it."""
    base = alone.trips_base[key]
    return base.found and base.token and served(alone.trips_after[key])


def _gain(alone: Alone, key: Key, measure: str) -> Gain | None:
    profile, origin, destination, mode = key
    base, after = alone.trips_base[key], alone.trips_after[key]
    a, b = base.measure(measure) if served(base) else None, after.measure(measure)
    if b is None or not served(after) or (a is not None and gain(measure, a, b) < LEAST[measure]):
        return None
    return Gain(profile, mode, measure, MEASURE_UNITS[measure], origin, destination, a, b,
                None if a is None else b - a, "" if a is None else base.mode, after.mode)


def _order(found: Gain) -> tuple[bool, float, str, str, str]:
    """Gains of the best way first, the largest first; of new connections the best first."""
    value = found.after if found.difference is None else found.difference
    up = -1.0 if found.measure in MORE_IS_BETTER else 1.0
    return (found.mode != BEST, round(up * value, 9), found.origin, found.destination, found.mode)
