"""What stands beside the tables of a package: plans, project files, and what documents figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from corridors.errors import Fault, InputError
from corridors.exchange.datapackage import DESCRIPTION, described
from corridors.exchange.folder import table_csv
from corridors.exchange.package import CARRIED, Loss, Package
from corridors.schema import OPTIONAL_TABLES, TABLES, columns, table_path
from corridors.tables import Table, read_table
from corridors.textfile import read_text

DOCUMENTING = tuple(name for name in OPTIONAL_TABLES if name not in CARRIED)
"""Tables that document a network and that no journey rests on."""
PLAN_FILES = ("plans.yaml", "circles.yaml", "LICENSES.md")


def beside(folder: Path, package: Package) -> tuple[dict[str, bytes], tuple[Loss, ...]]:
    """Files of a data package that make scenarios run on a network written from it.

    Parameters
    ----------
    folder
        Data package that the network comes from.
    package
        The network; rows of documenting tables whose links, nodes or sources are not in it are
        left out.

    Returns
    -------
    files, losses
        By path in the folder, with the description of all tables; how many rows were left out.

    Raises
    ------
    InputError
        A documenting table is faulty.
    """
    files = {name: read_text(folder / name).encode() for name in PLAN_FILES
             if (folder / name).is_file()}
    for path in sorted((folder / "projects").glob("*.yaml")):
        files[f"projects/{path.name}"] = read_text(path).encode()
    losses: list[Loss] = []
    faults: list[Fault] = []
    for name in DOCUMENTING:
        path = folder / table_path(name)
        if not path.is_file():
            continue
        table, found = read_table(path, name)
        faults += found
        if table is None:
            continue
        kept = _standing(table, package.tables)
        files[table_path(name)] = table_csv(kept)
        if len(kept) < len(table):
            losses.append(Loss("export_rows_left", {"table": name,
                                                    "count": len(table) - len(kept)}))
    if faults:
        raise InputError(faults)
    there = [name for name in TABLES if table_path(name) in files or (
        name in CARRIED and (name not in OPTIONAL_TABLES or len(package.tables[name])))]
    files[DESCRIPTION] = described(there, package.date, package.projects)
    return files, tuple(losses)


def _standing(table: Table, tables: Mapping[str, Table]) -> Table:
    """Rows of a table whose references all stand in a network."""
    import numpy as np

    return table.select(np.array([all(_there(row, table.name, tables)) for row in table.rows()],
                                 dtype=bool))


def _there(row: Mapping[str, object], name: str, tables: Mapping[str, Table]) -> Iterator[bool]:
    """Whether what a row refers to is there, reference by reference."""
    for column in columns(name).values():
        target = tables.get(column.references)
        if target is not None:
            cell = row[column.name]
            for key in cell if isinstance(cell, tuple) else (cell,):
                yield not key or str(key) in target
