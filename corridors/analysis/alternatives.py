"""All main modes of one trip side by side, its Pareto paths, and illustrative shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corridors.analysis.choice import Share, nest_of, swept_shares
from corridors.analysis.tabled import Tabled
from corridors.errors import InputError, fault
from corridors.families import FAMILIES, OBJECTIVES, PROFILES, SEASONS, check_choice, families_of
from corridors.network.model import Network
from corridors.parameters import Parameter
from corridors.places import find_place, with_points
from corridors.profiles import PROFILES as PROFILE
from corridors.routing.edges import COMPONENTS, EDGE_MODES, REFS
from corridors.routing.legs import CONFIDENCE, reference
from corridors.routing.pareto import DIVISIONS, ParetoPath, dominates, supported
from corridors.routing.skims import solve_families
from corridors.routing.trip import Trip

MEASURES = ("time_h", "in_vehicle_h", "cost_cny", "co2_kg", "distance_km", "distance_total_km")
LEFT_OUT = ("not_found", "token", "duplicate")
"""Why a main mode is in no share: there is no path, it serves the pair in name only, or its path
is the journey of another main mode."""


@dataclass(frozen=True, eq=False)
class Alternative:
    """One main mode of a trip.

    Attributes
    ----------
    generalised_cny
        Money and weighted hours of this path, whatever it minimises; None where not found.
    published_h
        Hours of steps whose own row is not marked as assumed; the rates and speeds that apply
        to many rows may still be assumptions.
    confidence
        The weakest of the legs; empty where not found.
    left_out
        Why it is in no share, one of :data:`LEFT_OUT`; empty where it has one.
    counted_as
        The main mode that makes the same journey at less generalised cost.
    share
        Illustrative (示意), see :mod:`corridors.analysis.choice`.
    """

    trip: Trip
    nest: str
    generalised_cny: float | None
    published_h: float
    confidence: str
    left_out: str = ""
    counted_as: str = ""
    share: Share | None = None

    @property
    def mode(self) -> str:
        """The main mode."""
        return self.trip.mode


@dataclass(frozen=True, eq=False)
class State:
    """The alternatives on one network.

    Attributes
    ----------
    alternatives
        One for each main mode of the profile, in their order.
    pareto
        Supported Pareto paths over all main modes, from the fastest; one journey found in two
        main modes is there once.
    """

    network: Network
    alternatives: tuple[Alternative, ...]
    pareto: tuple[ParetoPath, ...]

    @cached_property
    def by_mode(self) -> Mapping[str, Alternative]:
        """Alternatives by main mode."""
        return {item.mode: item for item in self.alternatives}


@dataclass(frozen=True, eq=False, repr=False)
class Alternatives(Tabled):
    """What :func:`alternatives` found.

    Attributes
    ----------
    base
        Before; None where one network was asked about.
    after
        After, or the one network.
    reference_cny
        Least generalised cost of the base (of the after state where nothing is found before),
        which the scale refers to in both states; None where nothing is found.
    """

    origin: str
    destination: str
    profile: str
    objective: str
    season: str
    base: State | None
    after: State
    reference_cny: float | None
    scale: Parameter
    dissimilarity: Parameter
    divisions: int = DIVISIONS

    @property
    def states(self) -> dict[str, State]:
        """States by name: ``base`` and ``after``, or ``network`` alone."""
        if self.base is None:
            return {"network": self.after}
        return {"base": self.base, "after": self.after}

    def records(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """One row for each state and main mode; shares are illustrative (示意), see the notes.

        Returns
        -------
        heads, rows
            Names of the columns, and the rows.
        """
        columns = ("state", "origin", "destination", "profile", "mode", "found", *MEASURES,
                   "generalised_cny", "share_pct", "left_out", "confidence")
        return columns, [
            (name, self.origin, self.destination, self.profile, item.mode, item.trip.found,
             *(item.trip.measure(measure) for measure in MEASURES), item.generalised_cny,
             None if item.share is None else 100.0 * item.share.value, item.left_out,
             item.confidence)
            for name, state in self.states.items() for item in state.alternatives]

    def summary_line(self) -> str:
        """The pair and the profile.

        Returns
        -------
        line
            One line of text.
        """
        return f"{self.origin} → {self.destination}, {self.profile}"

    def difference(self, mode: str, measure: str) -> float | None:
        """After minus base of one measure; None where a main mode is missing in one of them.

        Parameters
        ----------
        mode
            A main mode, or ``best``.
        measure
            Such as ``time_h``, ``cost_cny`` or ``co2_kg``.

        Returns
        -------
        difference
            In the unit of the measure.
        """
        if self.base is None:
            return None
        a, b = (state.by_mode[mode].trip.measure(measure) for state in (self.base, self.after))
        return None if a is None or b is None else b - a


def alternatives(network: Network, origin: str, destination: str, *,
                 profile: str = "container", objective: str = "generalised",
                 season: str = "normal", base: Network | None = None,
                 divisions: int = DIVISIONS) -> Alternatives:
    """All main modes of a profile between two places, side by side.

    Parameters
    ----------
    network
        The network asked about, or the after state where ``base`` is given.
    origin, destination
        Id, Chinese or English name, or pinyin of a place.
    profile
        A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
    objective
        What the path of each main mode minimises. Pareto paths do not depend on it.
    season
        ``normal`` or ``low_water``.
    base
        The network before.
    divisions
        Steps of the grid of weightings that Pareto paths are looked for with, at least 1; see
        :func:`corridors.routing.pareto.simplex`.

    Returns
    -------
    alternatives
        Every main mode of the profile, those without a path among them, the supported Pareto
        paths of hours, CNY and kg over all main modes, and illustrative shares.

    Raises
    ------
    InputError
        An unknown place, profile, objective or season; origin and destination are the same;
        divisions below 1.

    Notes
    -----
    Shares are a nested logit of generalised cost, see
    :func:`corridors.analysis.choice.nested_shares`; its parameters are assumptions. Trips in
    name only (``token``) have no share; trips whose access is longer than their main leg
    (``access_heavy``) have one, since they are whole journeys that nothing else counts.

    Examples
    --------
    >>> import corridors
    >>> network = corridors.load_network()
    >>> found = corridors.alternatives(network, "南宁", "贵阳", profile="passenger")
    >>> [item.mode for item in found.after.alternatives if item.trip.found]
    ['road', 'rail', 'air']
    >>> round(sum(item.share.value for item in found.after.alternatives if item.share), 9)
    1.0
    """
    check_choice("profile", profile, PROFILES)
    check_choice("objective", objective, OBJECTIVES)
    check_choice("season", season, SEASONS)
    network = with_points(network, (origin, destination))
    base = None if base is None else with_points(base, (origin, destination))
    start, end = find_place(network, origin), find_place(network, destination)
    if start == end:
        raise InputError(fault("alternatives_same_place", origin=origin, destination=destination))
    if divisions < 1:
        raise InputError(fault("alternatives_divisions", found=divisions))
    options = {"profile": profile, "season": season}
    before = None if base is None else _state(base, start, end, objective, options, divisions)
    after = _state(network, start, end, objective, options, divisions)
    scale = network.parameters[PROFILE[profile].own("choice.scale.{}", network.parameters)]
    dissimilarity = network.parameters["choice.nest_dissimilarity"]
    costs = [min(found.values()) for state in (before, after) if state is not None
             if (found := _costs(state))]
    reference_cny = costs[0] if costs else None

    def shared(state: State) -> State:
        if reference_cny is None:
            return state
        shares = swept_shares(_costs(state), {a.mode: a.nest for a in state.alternatives},
                              scale=scale, reference_cny=reference_cny,
                              dissimilarity=dissimilarity)
        return replace(state, alternatives=tuple(
            replace(a, share=shares.get(a.mode)) for a in state.alternatives))

    return Alternatives(start, end, profile, objective, season,
                        None if before is None else shared(before), shared(after),
                        reference_cny, scale, dissimilarity, divisions)


def _costs(state: State) -> dict[str, float]:
    """Generalised cost of every main mode that has a share."""
    return {a.mode: a.generalised_cny for a in state.alternatives
            if not a.left_out and a.generalised_cny is not None}


def _state(network: Network, origin: str, destination: str, objective: str,
           options: Mapping[str, str], divisions: int) -> State:
    """Alternatives on one network, their shares still open."""
    profile, season = options["profile"], options["season"]
    names = families_of(profile)
    solved = solve_families(network, [origin], [destination], profile=profile, families=names,
                            objective=objective, season=season)
    found = [_alternative(solved[name][origin, destination]) for name in names]
    paths = [path for name in names for path in supported(
        network, FAMILIES[name], origin, destination, profile=profile, season=season,
        divisions=divisions)]
    return State(network, tuple(_counted_once(found)), _undominated(paths))


def _alternative(trip: Trip) -> Alternative:
    nest = nest_of(FAMILIES[trip.mode].modes)
    if not trip.found:
        return Alternative(trip, nest, None, 0.0, "", "not_found")
    return Alternative(
        trip, nest, trip.generalised_cny, _published_h(trip),
        max((leg.confidence for leg in trip.legs), key=CONFIDENCE.index, default=""),
        "token" if trip.token else "")


def _published_h(trip: Trip) -> float:
    """Hours by step, since a leg that joins links is as weak as the weakest of them."""
    graph, _, edges, hours = trip.path
    steps = [(spent_h, reference(graph, e)[4]) for e, spent_h in zip(
        edges.tolist(), hours.tolist(), strict=True)
        if COMPONENTS[graph.arrays.component[e]] != "rest"]
    steps += [(leg.hours, leg.confidence) for leg in trip.legs if leg.component == "rest"]
    return float(sum(spent_h for spent_h, confidence in steps if confidence != "assumed"))


def _counted_once(found: list[Alternative]) -> list[Alternative]:
    """Leave the dearer of two main modes with one journey out of the shares."""
    cheapest: dict[object, Alternative] = {}
    for item in sorted((a for a in found if not a.left_out),
                       key=lambda a: round(a.generalised_cny or 0.0, 9)):
        cheapest.setdefault(journey(item.trip), item)
    out = []
    for item in found:
        first = item if item.left_out else cheapest[journey(item.trip)]
        out.append(item if first is item else replace(item, left_out="duplicate",
                                                      counted_as=first.mode))
    return out


def _undominated(paths: list[ParetoPath]) -> tuple[ParetoPath, ...]:
    """Paths of all main modes that no other beats, each journey once, from the fastest."""
    kept = [path for path in paths
            if not any(dominates(other.vector, path.vector) for other in paths)]
    once: dict[object, ParetoPath] = {}
    for path in sorted(kept, key=lambda path: path.trip.generalised_cny or 0.0):
        once.setdefault(journey(path.trip), path)
    return tuple(sorted(once.values(), key=lambda path: path.vector))


def journey(trip: Trip) -> tuple[tuple[str, ...], ...]:
    """What is ridden in which order: roads, services boarded, links and ships, by id.

    Two main modes make the same journey where these agree, be the lorry to the port the access
    of one and part of the main leg of the other.
    """
    graph, cost, edges, _ = trip.path
    arrays = graph.arrays
    steps: list[tuple[str, ...]] = []
    for e in edges.tolist():
        kind, component = REFS[arrays.ref_kind[e]], COMPONENTS[arrays.component[e]]
        mode = EDGE_MODES[arrays.mode[e]]
        if component == "rest":
            continue
        if kind in ("way_out", "way_in"):
            way = graph.ways[int(arrays.ref_row[e])][1]
            steps += [("road", link) for link in way.links]
        elif kind in ("link", "section"):
            start, end, key, _, _ = reference(graph, e)
            steps.append((mode, key) if mode == "road" else (mode, key, start, end))
        elif component == "wait":
            steps.append(("board", *reference(graph, e)[1:3]))
    return (*steps, ("ship", cost.loading.vessel))
