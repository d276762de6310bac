"""Files of throughput: flows, bottlenecks, what each project adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corridors import __version__
from corridors.analysis.throughput.model import (
    CUT_COLUMNS,
    FLOW_COLUMNS,
    Throughput,
    ThroughputChange,
    finite,
)
from corridors.report.elements import element_name
from corridors.report.numbers import exact
from corridors.report.text import to_csv, to_json

COLUMNS = ("state", "project", "origins", "destinations", "modes", "capacity_basis", "ship_t",
           "bounded", "flow_mt", "difference_mt", "mean_km", "sole_cut")
NAMES = ("name_zh", "name_en")
States = Sequence[tuple[str, Throughput]]
"""Name of a state, empty for a network of a date, and its flow."""


def states_of(found: Throughput | ThroughputChange) -> States:
    """The states that a result holds."""
    if isinstance(found, Throughput):
        return (("", found),)
    return (("base", found.base), ("after", found.after))


def throughput_rows(found: Throughput | ThroughputChange) -> list[tuple[Any, ...]]:
    """One row a state, then two a project; columns as :data:`COLUMNS`."""
    change = found.difference_mt if isinstance(found, ThroughputChange) else None
    rows: list[tuple[Any, ...]] = [
        (state, "", item.origins, item.destinations, item.modes, item.basis, item.ship_t,
         item.bounded, finite(item.value_mt), change if state == "after" else None, item.mean_km,
         item.sole if item.cut else None) for state, item in states_of(found)]
    if isinstance(found, ThroughputChange):
        base, after = found.base, found.after
        given = (base.origins, base.destinations, base.modes, base.basis, base.ship_t, True)
        for item in found.projects:
            rows.append(("alone", item.project, *given, base.value_mt + item.alone_mt,
                         item.alone_mt, None, None))
            rows.append(("last", item.project, *given, after.value_mt, item.last_mt, None, None))
    return rows


def _named(item: Throughput, table: str, key: str, direction: str) -> tuple[str, str]:
    zh, en = (element_name(item.network, table, key, direction, lang) for lang in ("zh", "en"))
    return zh, en


def cut_rows(found: Throughput | ThroughputChange) -> list[tuple[Any, ...]]:
    """Bottlenecks of every state, with their names."""
    return [(state, *row, *_named(item, *row[:3]))
            for state, item in states_of(found) for row in item.cut_rows()]


def flow_rows(found: Throughput | ThroughputChange) -> list[tuple[Any, ...]]:
    """Flow by element of every state, with names."""
    return [(state, *row, *_named(item, *row[:3]))
            for state, item in states_of(found) for row in item.flow_rows()]


def throughput_files(found: Throughput | ThroughputChange) -> dict[str, bytes]:
    """Content of the files, by file name."""
    return {"throughput.csv": to_csv(COLUMNS, throughput_rows(found)),
            "cut.csv": to_csv(("state", *CUT_COLUMNS, *NAMES), cut_rows(found)),
            "flows.csv": to_csv(("state", *FLOW_COLUMNS, *NAMES), flow_rows(found)),
            "throughput.json": throughput_json(found)}


def throughput_json(found: Throughput | ThroughputChange) -> bytes:
    """The whole answer as JSON, without the flow by element."""
    first = states_of(found)[0][1]
    scenario = found.scenario if isinstance(found, ThroughputChange) else None
    return to_json({
        "schema": 1, "scenario": scenario.id if scenario else None,
        "scenario_hash": scenario.hash if scenario else None,
        "data_version": first.network.data_version, "package_version": __version__,
        "date": first.network.date, "unit": "Mt/year, one way",
        "items": _dicts(COLUMNS, throughput_rows(found)),
        "cut": _dicts(("state", *CUT_COLUMNS, *NAMES), cut_rows(found)),
        "states": [{"state": state, "far_cut": [str(key) for key in item.far_cut],
                    "open_way": [str(key) for key in item.open_way],
                    "left_out": list(item.left_out),
                    "unbounded": [{"table": key.table, "id": key.id, "direction": key.direction,
                                   "flow_mt": exact(mt)} for key, mt in item.unbounded.items()]}
                   for state, item in states_of(found)]})


def _dicts(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [{name: exact(value) if isinstance(value, float) else
             list(value) if isinstance(value, tuple) else value
             for name, value in zip(columns, row, strict=True)} for row in rows]
