"""Alternatives of a trip as CSV and JSON, in a stable, documented form."""

from __future__ import annotations

from collections.abc import Iterable

from corridors import __version__
from corridors.analysis.alternatives import MEASURES, Alternative, Alternatives, State
from corridors.network.model import Network
from corridors.profiles import PROFILE_UNITS
from corridors.report.numbers import exact
from corridors.report.text import to_csv, to_json
from corridors.report.trips import trip_data
from corridors.routing.edges import COMPONENTS
from corridors.routing.pareto import FLOOR, ParetoPath, simplex
from corridors.scenario.model import Scenario

LABEL = "示意 illustrative"
ENDS = ("fastest", "cheapest", "least_co2")
OF_TRIP = ("found", "note", *MEASURES, "unit", "transfers", "vessel", "payload_t", "token",
           "access_heavy")
OF_CHOICE = ("confidence", "published_h", "generalised_cny", "nest", "left_out", "counted_as",
             "share_illustrative", "share_illustrative_low", "share_illustrative_high")
HEAD = ("state", "date", "origin", "destination", "profile", "objective", "season", "mode")
COLUMNS = (*HEAD, *OF_TRIP, *OF_CHOICE, *(f"{name}_h" for name in COMPONENTS))
PARETO_COLUMNS = (*(name for name in HEAD if name != "objective"), *OF_TRIP[2:], *ENDS, "weights",
                  "set")
_TRIP_KEYS = (*OF_TRIP, "components_h", "legs")


def alternatives_files(found: Alternatives, scenario: Scenario | None = None) -> dict[str, bytes]:
    """Content of the files of a set of alternatives, by file name."""
    return {"alternatives.csv": alternatives_csv(found), "pareto.csv": pareto_csv(found),
            "alternatives.json": alternatives_json(found, scenario)}


def alternatives_csv(found: Alternatives) -> bytes:
    """One row a state and main mode; with two states the differences, after minus base, too."""
    ends = (found.origin, found.destination, found.profile, found.objective, found.season)
    rows: list[list[object]] = []
    for name, state in found.states.items():
        rows += [_row(item, (name, state.network.date, *ends), state.network)
                 for item in state.alternatives]
    for mode in found.after.by_mode if found.base is not None else ():
        item = _differences(found, mode)
        rows.append([*("difference", None, *ends, mode), *(item.get(name) for name in
                                                           COLUMNS[len(HEAD):])])
    return to_csv(COLUMNS, rows)


def _row(item: Alternative, head: tuple[object, ...], network: Network) -> list[object]:
    data = {**trip_data(item.trip, network), **_choice(item)}
    parts = item.trip.components
    return [*head, item.mode, *(data[name] for name in (*OF_TRIP, *OF_CHOICE)),
            *((exact(parts.get(name, 0.0)) if item.trip.found else None) for name in COMPONENTS)]


def _choice(item: Alternative) -> dict[str, object]:
    share = item.share
    return {
        "confidence": item.confidence or None,
        "published_h": exact(item.published_h) if item.trip.found else None,
        "generalised_cny": exact(item.generalised_cny),
        "nest": item.nest,
        "left_out": item.left_out or None,
        "counted_as": item.counted_as or None,
        "share_illustrative": None if share is None else exact(share.value),
        "share_illustrative_low": None if share is None else exact(share.low),
        "share_illustrative_high": None if share is None else exact(share.high),
    }


def _differences(found: Alternatives, mode: str) -> dict[str, object]:
    """After minus base of the figures of a main mode; None where one of the two is missing."""
    assert found.base is not None
    a, b = found.base.by_mode[mode], found.after.by_mode[mode]
    out: dict[str, object] = {name: exact(found.difference(mode, name)) for name in MEASURES}
    out["generalised_cny"] = None if a.generalised_cny is None or b.generalised_cny is None \
        else exact(b.generalised_cny - a.generalised_cny)
    out["transfers"] = None if a.trip.transfers is None or b.trip.transfers is None \
        else b.trip.transfers - a.trip.transfers
    out["share_illustrative"] = None if a.share is None or b.share is None \
        else exact(b.share.value - a.share.value)
    if a.trip.found and b.trip.found:
        before, after = a.trip.components, b.trip.components
        out |= {f"{name}_h": exact(after.get(name, 0.0) - before.get(name, 0.0))
                for name in COMPONENTS}
    return out


def pareto_csv(found: Alternatives) -> bytes:
    """One row a state and Pareto path."""
    rows: list[list[object]] = []
    for name, state in found.states.items():
        for path, ends in zip(state.pareto, pareto_ends(state.pareto), strict=True):
            data = trip_data(path.trip, state.network)
            rows.append([name, state.network.date, found.origin, found.destination,
                         found.profile, found.season, path.trip.mode,
                         *(data[key] for key in OF_TRIP[2:]), *(end in ends for end in ENDS),
                         [" ".join(f"{w:g}" for w in weights) for weights in path.weights],
                         "supported"])
    return to_csv(PARETO_COLUMNS, rows)


def pareto_ends(paths: Iterable[ParetoPath]) -> list[tuple[str, ...]]:
    """Which of :data:`ENDS` each path is among the paths."""
    vectors = [path.vector for path in paths]
    least = [min(values) for values in zip(*vectors, strict=True)]
    return [tuple(name for name, value, low in zip(ENDS, vector, least, strict=True)
                  if value <= low * (1 + 1e-9)) for vector in vectors]


def alternatives_json(found: Alternatives, scenario: Scenario | None = None) -> bytes:
    """Everything about the alternatives, with the legs of every path, as JSON."""
    scale, tie = found.scale, found.dissimilarity
    weightings = simplex(found.divisions)
    return to_json({
        "schema": 1, "origin": found.origin, "destination": found.destination,
        "profile": found.profile, "unit": PROFILE_UNITS[found.profile],
        "objective": found.objective, "season": found.season,
        "scenario": None if scenario is None else scenario.id,
        "scenario_hash": None if scenario is None else scenario.hash,
        "data_version": found.after.network.data_version, "package_version": __version__,
        "states": [_state(name, state) for name, state in found.states.items()],
        "differences": [] if found.base is None else [
            {"mode": mode, **_differences(found, mode)} for mode in found.after.by_mode],
        "pareto_grid": {"set": "supported", "divisions": found.divisions, "floor": FLOOR,
                        "weights_time_cost_co2": [list(weights) for weights in weightings]},
        "choice_illustrative": {
            "label": LABEL, "model": "nested_logit",
            "utility": "-scale * generalised_cny / reference_cny",
            "reference_cny": exact(found.reference_cny),
            "scale": _range(scale.value, scale.low, scale.high),
            "nest_dissimilarity": _range(tie.value, tie.low, tie.high)},
    })


def _range(value: float, low: float, high: float) -> dict[str, object]:
    return {"value": value, "low": low, "high": high, "confidence": "assumed"}


def _state(name: str, state: State) -> dict[str, object]:
    date = state.network.date
    ends = pareto_ends(state.pareto)
    return {
        "state": name, "date": date, "projects": list(state.network.projects),
        "alternatives": [{"mode": item.mode, **_picked(item, state.network), **_choice(item)}
                         for item in state.alternatives],
        "pareto": [{"mode": path.trip.mode,
                    **{key: value for key, value in trip_data(path.trip, state.network).items()
                       if key in _TRIP_KEYS[2:]},
                    **{end: end in mine for end in ENDS},
                    "weights": [list(weights) for weights in path.weights]}
                   for path, mine in zip(state.pareto, ends, strict=True)],
    }


def _picked(item: Alternative, network: Network) -> dict[str, object]:
    data = trip_data(item.trip, network)
    return {key: data[key] for key in _TRIP_KEYS}
