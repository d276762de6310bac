"""Whether the tables of a package hold together: references, modes of ends, lines of services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corridors.errors import Fault, fault
from corridors.names import suggest
from corridors.schema import columns, table_path
from corridors.tables import Table

HIGH_SPEED = "hsr"
"""How the classes of high-speed railways begin."""


def integrity(tables: Mapping[str, Table], folder: Path | None = None) -> list[Fault]:
    """References that lead nowhere and ends of a link in another mode than the link."""
    faults = reference_faults(tables, tables, folder)
    faults += [*_link_faults(tables, folder), *_stop_faults(tables, folder),
               *_halt_faults(tables, folder)]
    if not faults:
        faults += list(_line_faults(tables, folder))
    return faults


def reference_faults(tables: Mapping[str, Table], names: Iterable[str],
                     folder: Path | None = None) -> list[Fault]:
    """References of some tables that lead nowhere."""
    faults: list[Fault] = []
    for name in names:
        table = tables[name]
        file = None if folder is None else folder / table_path(name)
        for column in columns(name).values():
            target = tables.get(column.references)
            if target is None:
                continue
            for key, cell in zip(table["id"], table[column.name], strict=True):
                faults += [
                    fault("reference_missing", file=file, line=table.lines.get(str(key)),
                          table=name, id=key,
                          column=column.name, found=value, target=column.references,
                          suggestion=suggest(value, target.index))
                    for value in (cell if isinstance(cell, tuple) else (cell,))
                    if value and value not in target]
    return faults


def _line_faults(tables: Mapping[str, Table], folder: Path | None) -> Iterator[Fault]:
    """Recorded lines of services that do not lead from the stop before to their stop."""
    stops, links = tables["service_stops"], tables["links"]
    nodes = {(str(stops["service_id"][i]), float(stops["seq"][i])): str(stops["node_id"][i])
             for i in range(len(stops))}  # a number that could not be read is none, NaN
    for i, key in enumerate(stops["id"]):
        if not stops["links"][i]:
            continue
        at = nodes.get((str(stops["service_id"][i]), float(stops["seq"][i]) - 1), "")
        for link in stops["links"][i]:
            row = links.index[link]
            ends = [str(links[end][row]) for end in ("from_node_id", "to_node_id")]
            at = ends[1 - ends.index(at)] if at in ends else ""
        if at != stops["node_id"][i]:
            yield fault("stop_line", file=None if folder is None else folder / "service_stops.csv",
                        line=stops.lines.get(str(key)), id=key, found=";".join(stops["links"][i]),
                        node=stops["node_id"][i])


def _stop_faults(tables: Mapping[str, Table], folder: Path | None) -> Iterator[Fault]:
    """Services that do not stop twice, and stops at terminals of another mode."""
    services, nodes, calls = tables["services"], tables["nodes"], tables["service_stops"]
    for key, service, node in zip(calls["id"], calls["service_id"], calls["node_id"], strict=True):
        if service not in services or node not in nodes:
            continue
        mode, found = (table["mode"][table.index[row]] for table, row in (
            (services, service), (nodes, node)))
        if mode != found:
            yield fault("stop_mode", line=calls.lines.get(str(key)), id=key, node=node,
                        file=None if folder is None else folder / "service_stops.csv",
                        found=found, service=service, mode=mode)
    stops = Counter(map(str, tables["service_stops"]["service_id"]))
    for key in map(str, services["id"]):
        if stops[key] < 2:
            yield fault("service_stops_few", line=services.lines.get(key), id=key,
                        file=None if folder is None else folder / "services.csv",
                        found=stops[key])


def _halt_faults(tables: Mapping[str, Table], folder: Path | None) -> Iterator[Fault]:
    """Halts on links that are no high-speed railway; links that projects add are checked there."""
    if "halts" not in tables:
        return
    halts, links = tables["halts"], tables["links"]
    for key, link in zip(halts["id"], halts["link_id"], strict=True):
        if link in links and not str(links["class"][links.index[link]]).startswith(HIGH_SPEED):
            yield fault("halt_link_class", line=halts.lines.get(str(key)), id=key, link=link,
                        file=None if folder is None else folder / "halts.csv",
                        found=links["class"][links.index[link]])


def _link_faults(tables: Mapping[str, Table], folder: Path | None) -> Iterator[Fault]:
    nodes, links, locks = tables["nodes"], tables["links"], tables["locks"]
    file = None if folder is None else folder / "links.csv"
    for key, link in zip(locks["id"], locks["link_id"], strict=True):
        if link in links and links["mode"][links.index[link]] != "inland":
            yield fault("lock_link", file=None if folder is None else folder / "locks.csv",
                        line=locks.lines.get(str(key)), id=key, link=link,
                        found=links["mode"][links.index[link]])
    for key, mode, start, end in zip(links["id"], links["mode"], links["from_node_id"],
                                     links["to_node_id"], strict=True):
        if start == end:
            yield fault("link_loop", file=file, line=links.lines.get(str(key)), id=key)
        for node in (start, end):
            if node in nodes and nodes["mode"][nodes.index[node]] != mode:
                yield fault("link_mode", file=file, line=links.lines.get(str(key)), id=key,
                            mode=mode, node=node,
                            found=nodes["mode"][nodes.index[node]])
