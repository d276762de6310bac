"""Files of an attribution."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corridors import __version__
from corridors.analysis.attribution.result import Attribution, Interaction, PairShare, Share
from corridors.report.attribution.words import player_name
from corridors.report.numbers import exact
from corridors.report.text import to_csv, to_json

SHARES = (*Share._fields[:1], "name_zh", "name_en", *Share._fields[1:])
INTERACTIONS = Interaction._fields
PAIRS = PairShare._fields


def attribution_files(found: Attribution) -> dict[str, bytes]:
    """Content of the files by name: shares, pairs of projects, pairs of places, and all as JSON."""
    return {"attribution.csv": to_csv(SHARES, share_rows(found, found.rows)),
            "interactions.csv": to_csv(INTERACTIONS, found.interactions_found),
            "attribution_pairs.csv": to_csv(PAIRS, found.pair_rows()),
            "attribution.json": attribution_json(found)}


def share_rows(found: Attribution, rows: Iterable[Share]) -> list[list[Any]]:
    """Rows with the names of their project in both languages."""
    names = {key: [player_name(found, key, lang) for lang in ("zh", "en")]
             for key in found.players}
    return [[row[0], *names[row.project], *row[1:]] for row in rows]


def attribution_json(found: Attribution) -> bytes:
    """What was asked, how it was solved, and the shares over all pairs as JSON."""
    demand = found.demand
    kind, value = found.no_connection
    return to_json({
        "schema": 1, "scenario": found.scenario.id, "scenario_hash": found.scenario.hash,
        "data_version": found.base.data_version, "package_version": __version__,
        "weights": {"id": demand.id, "kind": demand.kind, "hash": demand.hash or None},
        "objective": "generalised", "season": found.scenario.file.season, "by": found.by,
        "method": found.method, "permutations": found.permutations,
        "seed": found.seed if found.permutations else None,
        "precision_pct": found.precision_pct, "widest_pct": exact(found.widest_pct),
        "precise_enough": found.reached,
        "cost_of_no_connection": {"kind": kind, "value": value},
        "pairs_never_connected": dict(found.never), "pairs_newly_connected": dict(found.new),
        "players": list(found.players), "active": list(found.active),
        "shares": [dict(zip(SHARES, map(_plain, row), strict=True)) for row in share_rows(
            found, (row for row in found.rows if row.scope == "all"))],
        "interactions": [{name: _plain(value) for name, value in row._asdict().items()}
                         for row in found.interactions_found]})


def _plain(value: object) -> object:
    return exact(value) if isinstance(value, float) else value
