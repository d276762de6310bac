"""The files of a sweep: tidy CSV, what was drawn, and JSON with all that it rests on."""

from __future__ import annotations

from corridors import __version__
from corridors.analysis.sweep.model import (
    PERCENTILES,
    DriverRow,
    SummaryRow,
    Sweep,
    SweepRow,
)
from corridors.report.numbers import exact
from corridors.report.sweep.names import names
from corridors.report.text import to_csv, to_json

FACTOR_COLUMNS = ("factor", "kind", "name_zh", "name_en", "unit", "value", "low", "high",
                  "source_id", "confidence", "project", "rows")
OUTCOME_COLUMNS = ("draw", "profile", "mode", "measure", "origin", "destination", "base",
                   "after", "difference", "pairs")


def sweep_files(found: Sweep) -> dict[str, bytes]:
    """Content of the files of a sweep but the figures, by file name."""
    return {"sweep.csv": sweep_csv(found),
            "sweep_summary.csv": to_csv(SummaryRow._fields, found.summary_rows),
            "sweep_drivers.csv": to_csv(DriverRow._fields, found.driver_rows),
            "sweep_factors.csv": to_csv(FACTOR_COLUMNS, _factors(found)),
            "sweep_draws.csv": to_csv(("draw", *(factor.key for factor in found.factors)),
                                      ([number, *row] for number, row in enumerate(
                                          found.values.tolist(), start=1))),
            "sweep_outcomes.csv": to_csv(OUTCOME_COLUMNS, _outcomes(found)),
            "sweep.json": sweep_json(found)}


def sweep_csv(found: Sweep) -> bytes:
    """One row a pair, profile, main mode and measure."""
    return to_csv(SweepRow._fields, found.rows)


def _factors(found: Sweep) -> list[list[object]]:
    zh, en = names(found, "zh"), names(found, "en")
    return [[f.key, f.kind, zh[f.key], en[f.key], f.unit, f.value, f.low, f.high, f.source_id,
             f.confidence, f.project, list(f.rows)] for f in found.factors]


def _outcomes(found: Sweep) -> list[list[object]]:
    out: list[list[object]] = []
    for key, values in found.outcomes.items():
        for number, (base, after, difference, pairs) in enumerate(values.tolist(), start=1):
            if pairs:
                out.append([number, *(*key, "", "")[:5], base, after, difference, int(pairs)])
    return out


def sweep_json(found: Sweep) -> bytes:
    """How the sweep was made, summaries and drivers as JSON."""
    file, options, states = found.scenario.file, found.options, found.states
    zh, en = names(found, "zh"), names(found, "en")
    return to_json({
        "schema": 1, "scenario": found.scenario.id, "scenario_hash": found.scenario.hash,
        "data_version": states.base.data_version, "package_version": __version__,
        "draws": options.draws, "seed": options.seed, "sampler": options.sampler,
        "distribution": options.distribution, "percentiles": list(PERCENTILES),
        "percentile_rule": "linear (Hyndman and Fan type 7), over the draws in which both states "
                           "serve the pair",
        "objective": file.compare.objective,
        "season": file.season, "low_water_share": options.low_water,
        "delay_years": options.delay_years, "delay_applies": not found.undelayed,
        "parameters": list(options.patterns),
        "ranges": {key: list(ends) for key, ends in options.ranges.items()},
        "fixed_by_scenario": {key: file.parameters[key] for key in found.fixed},
        "without_bearing": list(found.unread),
        "measures_left_out": list(found.uncounted),
        "base": {"date": states.base.date, "projects": list(states.base.projects)},
        "after": {"date": states.after.date, "projects": list(states.after.projects)},
        "factors": [dict(zip(FACTOR_COLUMNS, row, strict=True)) for row in _factors(found)],
        "summary": [_plain(row._asdict()) for row in found.summary_rows],
        "sensitivity": None if found.indices is None else {
            "method": found.indices.method, "samples": found.indices.samples,
            "runs": dict(found.indices.runs),
            "groups": [{"name": name, "name_zh": zh[name], "name_en": en[name],
                        "factors": list(members)}
                       for name, members in found.indices.groups.items()]},
        "drivers": [_plain(row._asdict()) for row in found.driver_rows],
    })


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {name: exact(value) if isinstance(value, float) else value
            for name, value in row.items() if value not in (None, "")
            or name not in DriverRow._fields[9:]}
