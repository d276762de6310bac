"""A network on its way in or out: its tables, the course of its links, and what gets lost.

Every format is read into a :class:`Package` and written from one, so that each is checked by the
one declaration of columns and says in the same words what it cannot hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corridors.errors import Fault, InputError, fault, shown
from corridors.messages import say
from corridors.network.geometry import Course, load_courses
from corridors.network.integrity import integrity
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.parameters import Parameters
from corridors.schema import ACCESS_TABLES, NETWORK_TABLES, OPTIONAL_TABLES, columns, table_path
from corridors.tables import Table, parsed_table, read_table
from corridors.units import BASE_DATE

CARRIED = (*NETWORK_TABLES, *ACCESS_TABLES, "values")
"""Tables that a package is made of: the network, and the standing of its single figures."""


@dataclass(frozen=True)
class Loss:
    """Something that a format cannot hold, or that a file holds and nothing here stands for.

    Attributes
    ----------
    key, values
        Message and what goes into it.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def render(self, lang: str = "zh") -> str:
        """Say it in a language."""
        return say(self.key, lang, **shown(self.values))


@dataclass(frozen=True, eq=False)
class Package:
    """A network as data: what an import gives and an export takes.

    Attributes
    ----------
    tables
        Tables by name, those of :data:`CARRIED` that there are.
    courses
        How links run, by link id; links without a course are straight.
    parameters
        What times, costs and CO2 are computed with.
    date
        ``YYYY-MM-DD`` that the tables stand for.
    projects
        Projects that are built into the tables.
    data_version
        Of the package that it was made from; empty for data from elsewhere.
    losses
        What was lost on the way here, to be said to the user.
    """

    tables: Mapping[str, Table]
    courses: Mapping[str, Course]
    parameters: Parameters
    date: str = BASE_DATE
    projects: tuple[str, ...] = ()
    data_version: str = ""
    losses: tuple[Loss, ...] = ()

    def network(self) -> Network:
        """The network of these tables; having no folder, its links are straight until written.

        Raises
        ------
        InputError
            Its tables do not hold together.
        """
        faults = integrity(self.tables)
        if faults:
            raise InputError(faults)
        tables = {name: table for name, table in self.tables.items()
                  if name != "values" and (len(table) or name not in OPTIONAL_TABLES)}
        return Network(tables, self.parameters, self.date, self.projects, self.version)

    @property
    def version(self) -> str:
        """Hash of tables and parameters, 12 hexadecimal digits."""
        digest = hashlib.sha256()
        for name, table in sorted(self.tables.items()):
            digest.update(name.encode())
            for row in table.rows():
                digest.update(repr(row).encode())
        digest.update(repr([(key, vars(item)) for key, item in self.parameters.items()]).encode())
        return digest.hexdigest()[:12]


def packed(network: Network) -> Package:
    """A network as a package: its tables, the courses of its links, the standing of its figures.

    Examples
    --------
    >>> import corridors
    >>> found = packed(corridors.load_network())
    >>> sorted(found.tables) == sorted(CARRIED), len(found.courses) > 700
    (True, True)
    """
    tables = dict(network.tables)
    courses: dict[str, Course] = {}
    if network.data_dir is not None:
        links = tables["links"]
        courses = {key: course for key, course in load_courses(network.data_dir).items()
                   if key in links}
        values, faults = read_table(network.data_dir / table_path("values"), "values")
        if values is None or faults:
            raise InputError(faults)
        tables["values"] = _standing(values, tables)
    for name in CARRIED:
        if name not in tables:
            tables[name] = Table(name, {column: [] for column in columns(name)})
    return Package(tables, courses, network.parameters, network.date, network.projects,
                   network.data_version)


def _standing(values: Table, tables: Mapping[str, Table]) -> Table:
    """Rows of ``values`` whose figures still stand in the network."""
    import numpy as np

    keep = [str(table) not in tables or str(row) in tables[str(table)]
            for table, row in zip(values["table"], values["row_id"], strict=True)]
    return values.select(np.array(keep, dtype=bool))


def parsed(cells: Mapping[str, Sequence[Mapping[str, object]]], file: Path | None = None,
           lines: Mapping[str, Sequence[int]] | None = None
           ) -> tuple[dict[str, Table], list[Fault]]:
    """Tables from rows of raw cells, checked by the declared columns and against one another.

    Parameters
    ----------
    cells
        Rows by table. Tables of :data:`CARRIED` that are left out are empty. Cells of columns that
        are not declared are passed over: say them as a :class:`Loss`, see :func:`undeclared`.
    file
        Named in messages.
    lines
        Row numbers for messages; counted from 2, as in a table below a heading, where left out.

    Returns
    -------
    tables, faults
        All faults of all tables; references are looked at where the cells are without fault.
    """
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for name in CARRIED:
        rows = cells.get(name, ())
        numbers = (lines or {}).get(name) or range(2, len(rows) + 2)
        raw = {column: [row.get(column) for row in rows] for column in columns(name)}
        tables[name], found = parsed_table(name, raw, numbers, file)
        faults += found
    if not faults:
        faults = [item if item.file or file is None else Fault(
            item.key, item.values, str(file), item.line, item.table, item.column, item.row)
            for item in integrity(tables)]
    return tables, faults


def undeclared(name: str, found: Iterable[str]) -> tuple[str, ...]:
    """Columns of a table that are not declared, in the order in which they were found.

    Examples
    --------
    >>> undeclared("locks", ["id", "colour", "lon"])
    ('colour',)
    """
    known = columns(name)
    return tuple(dict.fromkeys(column for column in found if column not in known))


def default_parameters() -> Parameters:
    """Parameters of the embedded package, for data that bring none."""
    return read_base().parameters


def merged(package: Package, base: Network) -> Package:
    """A package beside the network of another: rows of both, those of the package first.

    Raises
    ------
    InputError
        An id stands in both with different content.
    """
    under = packed(base)
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for name in CARRIED:
        mine, theirs = package.tables[name], under.tables[name]
        added = []
        for row in mine.rows():
            key = str(row["id"])
            if key not in theirs:
                added.append({k: v for k, v in row.items() if v is not None})
            elif theirs.row(key) != row:
                faults.append(fault("import_id_taken", table=name, id=key))
        tables[name] = theirs.edited({}, added)
    if faults:
        raise InputError(faults)
    return Package(tables, {**under.courses, **package.courses}, under.parameters, under.date,
                   under.projects, under.data_version, package.losses)
