"""Read the data package into a base network."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from corridors.errors import Fault, InputError, fault
from corridors.names import suggest
from corridors.network.integrity import integrity
from corridors.network.model import Network
from corridors.parameters import Parameters, read_parameters
from corridors.paths import embedded
from corridors.schema import (
    ACCESS_TABLES,
    NETWORK_TABLES,
    OPTIONAL_TABLES,
    TABLES,
    is_date,
    table_path,
)
from corridors.tables import Table, read_table
from corridors.textfile import read_yaml
from corridors.units import BASE_DATE

STATE = "state.yaml"
"""File of a package that stands for another date than the usual base, or has projects built in."""
STATE_KEYS = ("schema", "date", "built_in")


def read_tables(folder: Path, names: tuple[str, ...] = TABLES
                ) -> tuple[dict[str, Table], list[Fault]]:
    """Read tables of a data package, collecting the faults of all of them.

    A package may do without the tables of :data:`corridors.schema.OPTIONAL_TABLES`.
    """
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    names = tuple(name for name in names
                  if name not in OPTIONAL_TABLES or (folder / table_path(name)).exists())
    for name in names:
        table, found = read_table(folder / table_path(name), name)
        faults += found
        if table is not None:
            tables[name] = table
    if len(tables) == len(names):
        faults += integrity(tables, folder)
    return tables, faults


def data_version(folder: Path) -> str:
    """Content hash of what results rest on: tables and parameters, 12 hexadecimal digits."""
    digest = hashlib.sha256()
    names = (*NETWORK_TABLES, "values", *(
        name for name in ACCESS_TABLES if (folder / table_path(name)).exists()))
    files = [*(f"{table}.csv" for table in names), "parameters.yaml"]
    if (folder / STATE).exists():
        files.append(STATE)
    for name in files:
        digest.update(name.encode())
        digest.update((folder / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


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
    return _read_base(folder or embedded("data"))


@cache
def _read_base(where: Path) -> Network:
    """One network a folder, whether the folder was named or left out."""
    return read_afresh(where)


def read_afresh(where: Path) -> Network:
    """Read a data package whatever was read from its folder before; see :func:`read_base`."""
    tables, faults = read_tables(where, (*NETWORK_TABLES, *ACCESS_TABLES, "values"))
    tables.pop("values", None)
    parameters: Parameters | None = None
    try:
        parameters = read_parameters(where / "parameters.yaml")
    except InputError as error:
        faults += error.faults
    date = BASE_DATE
    built_in: tuple[str, ...] = ()
    try:
        date, built_in = read_state(where / STATE)
    except InputError as error:
        faults += error.faults
    if faults or parameters is None:
        raise InputError(faults)
    return Network(tables, parameters, date, built_in, data_version(where), where)


def read_state(path: Path) -> tuple[str, tuple[str, ...]]:
    """Date that the tables of a package stand for, and the projects that are built into them."""
    if not path.exists():
        return BASE_DATE, ()
    document = read_yaml(path)
    told = document.data if isinstance(document.data, dict) else {}
    date, built_in = str(told.get("date", BASE_DATE)), told.get("built_in") or []
    faults = [fault("key_unknown", file=path, line=document.line((key,)), name=key,
                    allowed=", ".join(STATE_KEYS), suggestion=suggest(str(key), STATE_KEYS))
              for key in told if key not in STATE_KEYS]
    if len(date) != len(BASE_DATE) or not is_date(date):
        faults.append(fault("date_wrong", file=path, line=document.line(("date",)), found=date))
    if not isinstance(built_in, list) or not all(isinstance(key, str) for key in built_in):
        faults.append(fault("state_projects", file=path, line=document.line(("built_in",))))
    if faults:
        raise InputError(faults)
    return date, tuple(map(str, built_in))
