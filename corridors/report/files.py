"""The files of a comparison: tidy CSV, the log of changes, components, the summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from corridors import __version__
from corridors.analysis.claims import CheckedClaim
from corridors.analysis.compare import Comparison, Row, modes_left_out
from corridors.analysis.components import component_changes, headline_pairs
from corridors.analysis.locks import changed_queues
from corridors.analysis.summary import lock_use, summarise
from corridors.analysis.weights import Weighed
from corridors.report.numbers import exact
from corridors.report.text import to_csv, to_json
from corridors.report.weights import weights_csv, weights_data
from corridors.routing.edges import COMPONENTS

LOG_COLUMNS = ("project", "action", "table", "id", "column", "unit", "old", "new", "source_id",
               "confidence")
COMPONENT_COLUMNS = ("origin", "destination", "profile", "mode", "component", "unit", "base",
                     "after", "difference")


def comparison_files(result: Comparison,
                     claims: Sequence[CheckedClaim] = (),
                     weighed: Weighed | None = None) -> dict[str, bytes]:
    """Content of every file of a comparison but the map, by file name."""
    files = {
        "comparison.csv": to_csv(Row._fields, result.rows),
        "changes.csv": to_csv(LOG_COLUMNS, map(attrgetter(*LOG_COLUMNS), result.log)),
        "components.csv": to_csv(COMPONENT_COLUMNS, _components(result)),
        "summary.json": to_json(summary(result, claims, weighed)),
    }
    return files if weighed is None else {**files, "weights.csv": weights_csv(weighed)}


def _components(result: Comparison) -> Iterable[list[object]]:
    """Hours by part of the journey, for the pairs in which some part changes."""
    for key in result.keys:
        profile, origin, destination, mode = key
        base, after = result.trips_base[key], result.trips_after[key]
        if base.hours == after.hours:
            continue
        for name in COMPONENTS:
            a = base.components.get(name, 0.0) if base.found else None
            b = after.components.get(name, 0.0) if after.found else None
            if a or b:
                yield [origin, destination, profile, mode, name, "h", a, b,
                       None if a is None or b is None else b - a]


def summary(result: Comparison, claims: Sequence[CheckedClaim] = (),
            weighed: Weighed | None = None) -> dict[str, object]:
    """What a comparison is made of and what came out of it, as plain data."""
    scenario, states = result.scenario, result.states
    spec = scenario.file.compare
    return {
        "schema": 1,
        "scenario": scenario.id,
        "name": scenario.file.name.model_dump(),
        "note": None if scenario.file.note is None else scenario.file.note.model_dump(),
        "scenario_hash": scenario.hash,
        "data_version": result.base.data_version,
        "package_version": __version__,
        "base": {"date": result.base.date, "projects": list(result.base.projects)},
        "after": {"date": result.after.date, "projects": list(result.after.projects)},
        "projects_added": [project.id for project in states.projects],
        "projects_in_base": list(states.in_base),
        "projects_required": list(states.pulled_in),
        "projects_left_out": list(states.left_out),
        "season": scenario.file.season,
        "objective": spec.objective,
        "profiles": list(spec.profiles),
        "modes": list(spec.modes),
        "modes_left_out": [{"profile": p, "mode": m} for p, m in modes_left_out(scenario)],
        "origins": list(states.origins),
        "destinations": list(states.destinations),
        "counts": {
            "values_changed": len(result.log),
            "comparison_rows": len(result.rows),
            "pairs": len(result.keys),
        },
        "results": [{name: exact(value) if isinstance(value, float) else value
                     for name, value in vars(item).items()} for item in summarise(result)],
        "component_changes": [
            {**vars(item), "time_h": exact(item.time_h),
             "components_h": {name: exact(hours) for name, hours in item.components_h.items()}}
            for item in component_changes(result, headline_pairs(result))],
        "best_modes": _best_modes(result),
        "lock_use": [vars(item) for item in lock_use(result) if item.base != item.after],
        "lock_queues": [{"part": item.part, **vars(item.queue)}
                        for item in changed_queues(result)],
        "lock_feedback": [vars(item) for item in scenario.file.lock_feedback],
        "access_heavy": sum(trip.access_heavy for trip in result.trips_after.values()),
        "claims": [{**vars(claim), "computed": exact(claim.computed)} for claim in claims],
        "weights": None if weighed is None else weights_data(weighed),
    }


def _best_modes(result: Comparison) -> list[dict[str, object]]:
    """Which main mode is the best of all, by pair, where that changes."""
    out: list[dict[str, object]] = []
    for key in result.keys:
        base, after = result.trips_base[key], result.trips_after[key]
        if key[3] == "best" and base.mode != after.mode:
            out.append({"profile": key[0], "origin": key[1], "destination": key[2],
                        "base": base.mode if base.found else None,
                        "after": after.mode if after.found else None})
    return out
