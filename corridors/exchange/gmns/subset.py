"""Some modes of a network alone, with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from corridors.exchange.package import Loss, Package
from corridors.schema import columns
from corridors.tables import Table


def of_modes(package: Package, modes: Collection[str]) -> Package:
    """The links and nodes of some modes, their services, locks, halts and transfers.

    References to what is left out become empty; places, sets, ships and sources stay. What was
    left out is said as a loss.

    Examples
    --------
    >>> import corridors
    >>> from corridors.exchange.package import packed
    >>> roads = of_modes(packed(corridors.load_network()), ["road"])
    >>> set(roads.tables["links"]["mode"]), len(roads.tables["services"])
    ({'road'}, 0)
    """
    tables = dict(package.tables)
    for name in ("nodes", "links", "services"):
        tables[name] = _kept(tables[name], lambda row: row["mode"] in modes)
    nodes, links, services = (tables[name] for name in ("nodes", "links", "services"))
    tables["locks"] = _kept(tables["locks"], lambda row: row["link_id"] in links)
    tables["halts"] = _kept(tables["halts"], lambda row: row["link_id"] in links)
    tables["service_stops"] = _kept(
        tables["service_stops"],
        lambda row: row["service_id"] in services and row["node_id"] in nodes)
    ends = [column.name for column in columns("transfers").values()
            if column.references == "nodes"]
    tables["transfers"] = _kept(tables["transfers"],
                                lambda row: all(row[end] in nodes for end in ends))
    for name in ("places", "nodes"):
        tables[name] = _emptied(tables[name], "road_node_id", nodes)
    tables["values"] = _kept(
        tables["values"],
        lambda row: row["table"] not in tables or row["row_id"] in tables[row["table"]])
    left = {name: len(package.tables[name]) - len(table) for name, table in tables.items()
            if len(table) < len(package.tables[name])}
    told = ", ".join(f"{name} {count}" for name, count in left.items())
    losses = (Loss("gmns_left_out", {"tables": told}),) if left else ()
    courses = {key: course for key, course in package.courses.items() if key in links}
    return Package(tables, courses, package.parameters, package.date, package.projects,
                   package.data_version, (*package.losses, *losses))


def _kept(table: Table, keep: Callable[[dict[str, str]], bool]) -> Table:
    texts = ({name: str(value) for name, value in row.items()} for row in table.rows())
    return table.select(np.array([keep(row) for row in texts], dtype=bool))


def _emptied(table: Table, column: str, target: Table) -> Table:
    """A table whose references to rows that are gone are empty."""
    return table.edited({(str(key), column): "" for key, value in zip(
        table["id"], table[column], strict=True) if value and value not in target})
