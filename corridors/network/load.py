"""Read the data package into a base network and check that it holds together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from corridors.errors import Fault, InputError, fault
from corridors.names import suggest
from corridors.network.model import Network
from corridors.parameters import Parameters, read_parameters
from corridors.paths import embedded
from corridors.schema import NETWORK_TABLES, OPTIONAL_TABLES, TABLES, columns
from corridors.tables import Table, read_table
from corridors.units import BASE_DATE


def read_tables(folder: Path, names: tuple[str, ...] = TABLES
                ) -> tuple[dict[str, Table], list[Fault]]:
    """Read tables of a data package, collecting the faults of all of them.

    A package may do without the tables of :data:`corridors.schema.OPTIONAL_TABLES`.
    """
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    names = tuple(name for name in names
                  if name not in OPTIONAL_TABLES or (folder / f"{name}.csv").exists())
    for name in names:
        table, found = read_table(folder / f"{name}.csv", name)
        faults += found
        if table is not None:
            tables[name] = table
    if len(tables) == len(names):
        faults += integrity(tables, folder)
    return tables, faults


def data_version(folder: Path) -> str:
    """Content hash of what results rest on: tables and parameters, 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for name in (*(f"{table}.csv" for table in (*NETWORK_TABLES, "values")), "parameters.yaml"):
        digest.update(name.encode())
        digest.update((folder / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


@cache
def read_base(folder: Path | None = None) -> Network:
    """The network as it stood on the base date.

    Parameters
    ----------
    folder
        Data package; the embedded one where None.

    Raises
    ------
    InputError
        With all faults of all tables.
    """
    where = folder or embedded("data")
    tables, faults = read_tables(where, (*NETWORK_TABLES, "values"))
    tables.pop("values", None)
    parameters: Parameters | None = None
    try:
        parameters = read_parameters(where / "parameters.yaml")
    except InputError as error:
        faults += error.faults
    if faults or parameters is None:
        raise InputError(faults)
    return Network(tables, parameters, BASE_DATE, (), data_version(where), where)


def integrity(tables: Mapping[str, Table], folder: Path | None = None) -> list[Fault]:
    """References that lead nowhere and ends of a link in another mode than the link."""
    faults: list[Fault] = []
    for name, table in tables.items():
        file = None if folder is None else folder / f"{name}.csv"
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
    faults += [*_link_faults(tables, folder), *_stop_faults(tables, folder)]
    if not faults:
        faults += list(_line_faults(tables, folder))
    return faults


def _line_faults(tables: Mapping[str, Table], folder: Path | None) -> Iterator[Fault]:
    """Recorded lines of services that do not lead from the stop before to their stop."""
    stops, links = tables["service_stops"], tables["links"]
    nodes = {(str(stops["service_id"][i]), int(stops["seq"][i])): str(stops["node_id"][i])
             for i in range(len(stops))}
    for i, key in enumerate(stops["id"]):
        if not stops["links"][i]:
            continue
        at = nodes.get((str(stops["service_id"][i]), int(stops["seq"][i]) - 1), "")
        for link in stops["links"][i]:
            row = links.index[link]
            ends = [str(links[end][row]) for end in ("from_node_id", "to_node_id")]
            at = ends[1 - ends.index(at)] if at in ends else ""
        if at != stops["node_id"][i]:
            yield fault("stop_line", file=None if folder is None else folder / "service_stops.csv",
                        line=stops.lines.get(str(key)), id=key, found=";".join(stops["links"][i]),
                        node=stops["node_id"][i])


def _stop_faults(tables: Mapping[str, Table], folder: Path | None) -> Iterator[Fault]:
    """Services that do not stop twice."""
    services = tables["services"]
    stops = Counter(map(str, tables["service_stops"]["service_id"]))
    for key in map(str, services["id"]):
        if stops[key] < 2:
            yield fault("service_stops_few", line=services.lines.get(key), id=key,
                        file=None if folder is None else folder / "services.csv",
                        found=stops[key])


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
