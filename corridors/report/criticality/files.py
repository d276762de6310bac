"""The files of a study of what fails: tidy CSV, what it was made of, the map."""

from __future__ import annotations

from typing import Any

from corridors import __version__
from corridors.analysis.criticality.losses import ALL
from corridors.analysis.criticality.model import Critical, Gain, Loss, Outage
from corridors.report.numbers import exact
from corridors.report.text import to_csv, to_json

CSV, CLOSURES, RESILIENCE, JSON = "critical.csv", "closures.csv", "resilience.csv", "critical.json"


def critical_files(found: Critical) -> dict[str, bytes]:
    """Content of every file but the maps, by file name; tables without rows are left out."""
    files = {CSV: to_csv(Loss._fields, found.rows)}
    if found.outages:
        files[CLOSURES] = to_csv(Outage._fields, found.outages)
    if found.gains:
        files[RESILIENCE] = to_csv(Gain._fields, found.gains)
    return {**files, JSON: critical_json(found)}


def critical_json(found: Critical) -> bytes:
    """What was asked, what came out, element by element as far as anything is lost."""
    scenario = found.scenario
    return to_json({
        "schema": 1,
        "scenario": None if scenario is None else scenario.id,
        "scenario_hash": None if scenario is None else scenario.hash,
        "data_version": found.network.data_version, "package_version": __version__,
        "states": {name: {"date": network.date, "projects": list(network.projects)}
                   for name, network in found.states.items()},
        "profiles": list(found.profiles), "season": found.season, "objective": "generalised",
        "origins": list(found.origins), "destinations": list(found.destinations),
        "weights": found.weights, "weights_hash": found.weights_hash or None,
        "cost_of_no_connection": found.no_connection,
        "elements": len(found.elements), "tried": found.tried,
        "connected": [{"state": state, "profile": profile, "pairs": pairs}
                      for (state, profile), pairs in found.intact.items()],
        "queue_unknown": sorted(found.unmodelled),
        "losses": [_plain(row) for row in found.rows
                   if row.mode == ALL and (row.loss_cny or row.affected_pairs)],
        "closures": [_plain(row) for row in found.outages],
        "closure_hashes": {item.id: item.hash for item in found.closures},
        "resilience": [_plain(row) for row in found.gains if exact(row.difference_cny)],
    })


def _plain(row: Any) -> dict[str, object]:
    return {name: exact(value) if isinstance(value, float) else value
            for name, value in row._asdict().items()}
