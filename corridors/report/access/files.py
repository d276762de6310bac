"""The files of an access run: tidy CSV and the summary."""

from __future__ import annotations

from corridors import __version__
from corridors.analysis.access.model import Access, Measure, Row
from corridors.analysis.access.summary import Summary
from corridors.report.access.words import findings, notes
from corridors.report.numbers import exact
from corridors.report.text import to_csv, to_json

CSV, JSON, GPKG, MAP = "access.csv", "access.json", "access.gpkg", "access.png"


def access_csv(result: Access) -> bytes:
    """One row for every place and measure."""
    return to_csv(Row._fields, result.rows)


def access_json(result: Access, summaries: tuple[Summary, ...], shown: Measure) -> bytes:
    """What the run was made of, one summary for every measure, and the findings in words."""
    from corridors.exchange.files import ATTRIBUTION

    scenario, states = result.scenario, result.states
    return to_json({
        "schema": 1,
        "scenario": scenario.id,
        "name": scenario.file.name.model_dump(),
        "scenario_hash": scenario.hash,
        "data_version": states.base.data_version,
        "package_version": __version__,
        "attribution": f"{ATTRIBUTION[0][1]}, {ATTRIBUTION[0][2]}",
        "base": {"date": states.base.date, "projects": list(states.base.projects)},
        "after": {"date": states.after.date, "projects": list(states.after.projects)},
        "season": scenario.file.season,
        "objective": "time",
        "places": len(result.places),
        "places_with_people": sum(one.population is not None for one in result.places),
        "hubs": None if result.hubs is None else len(result.hubs.ids),
        "hubs_with_people": None if result.hubs is None else result.hubs.known,
        "shown": shown.id,
        "measures": [_measure(result, item) for item in summaries],
        "findings": {lang: list(findings(result, summaries, lang)) for lang in ("zh", "en")},
        "notes": {lang: list(notes(result, lang)) for lang in ("zh", "en")},
    })


def _measure(result: Access, item: Summary) -> dict[str, object]:
    measure = item.measure
    best = None if item.best < 0 or item.best_base is None or item.best_after is None else {
        "place": result.places[item.best].id, "base": exact(item.best_base.value),
        "after": exact(item.best_after.value), "nearest_base": item.best_base.id or None,
        "nearest_after": item.best_after.id or None}
    return {
        "id": measure.id, "measure": measure.name, "profile": measure.profile,
        "mode": measure.mode, "unit": measure.unit,
        "places": item.places, "found_base": item.found_base, "found_after": item.found_after,
        "gained": item.gained, "lost": item.lost, "new": item.new, "gone": item.gone,
        "median_base": exact(item.median_base), "median_after": exact(item.median_after),
        "mean_by_people_base": exact(item.mean_base),
        "mean_by_people_after": exact(item.mean_after),
        "mean_places": item.mean_places, "gains_most": best,
        "worst_after": [result.places[i].id for i in item.worst],
        "worst_count": item.worst_count, "worst_value": exact(item.worst_after),
    }
