"""Whether two files say the same, whatever their spelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corridors.changes.grammar import SELECTORS, AddRow, AddService, Change
from corridors.projects.model import Project
from corridors.scenario.made import Scenario
from corridors.schema import columns, parse


def same_project(one: Project, other: Project) -> bool:
    """Whether two project files mean the same.

    A list of one is that one, ``a;b`` the list of both where the column is a list, and 100.0 is
    100; order of keys and comments do not count. The order of changes does.
    """
    return one.file == other.file and _same(one.changes, other.changes)


def same_scenario(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios mean the same, what they extend merged into them."""
    return one.file == other.file and _same(one.changes, other.changes)


def _same(some: Sequence[Change], others: Sequence[Change]) -> bool:
    return [meaning(change) for change in some] == [meaning(change) for change in others]


def meaning(change: Change) -> tuple[str, Any]:
    """A change by what it does, in one spelling."""
    data = change.model_dump()
    if isinstance(change, AddRow):
        data["row"] = _row(change.table, change.row)
        if isinstance(change, AddService):
            data["stops"] = [_row("service_stops", stop) for stop in change.stops]
    if "where" in data:
        where = {name: _many(value) for name, value in data["where"].items()}
        table = str(where["table"][0]) if "table" in where else SELECTORS[next(iter(where))]
        data["where"] = where
        for part in ("values", "existing"):
            if part in data:
                data[part] = _row(table, data[part])
    return type(change).__name__, data


def _many(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def _row(table: str, row: dict[str, Any]) -> dict[str, Any]:
    declared = columns(table)
    made = {name: parse(declared[name], value)[0] if name in declared else value
            for name, value in row.items()}
    return {name: value for name, value in made.items()
            if value not in ("", ()) and value == value}
