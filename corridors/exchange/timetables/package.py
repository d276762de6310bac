"""A day of a feed as a data package: alone, or with the network it was read beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corridors.errors import Fault, InputError
from corridors.exchange.package import CARRIED, Package, default_parameters, merged
from corridors.exchange.timetables.model import Timetable
from corridors.network.integrity import integrity
from corridors.network.model import Network
from corridors.schema import columns
from corridors.tables import Table, parsed_table


def timetable_package(timetable: Timetable, beside: Network | None = None) -> Package:
    """A timetable as a package that :func:`corridors.exchange.folder.write_package` writes.

    Parameters
    ----------
    beside
        The network that the feed was read beside; its rows are carried along. Without one the
        package has terminals, links and services, but no places, so that no trip starts in it.

    Raises
    ------
    InputError
        The rows do not fit the declared columns, or an id stands in the network already.
    """
    tables, faults = _parsed(timetable.rows)
    if faults:
        raise InputError(faults)
    package = Package(tables, {}, default_parameters() if beside is None else beside.parameters,
                      date=timetable.day, losses=timetable.losses)
    if beside is not None:
        package = merged(package, beside)
    faults = integrity(package.tables)
    if faults:
        raise InputError(faults)
    return package


def _parsed(rows: Mapping[str, Sequence[Mapping[str, object]]]
            ) -> tuple[dict[str, Table], list[Fault]]:
    """Tables by the declared columns; references are followed when all rows are together."""
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for name in CARRIED:
        own = rows.get(name, ())
        cells = {column: [row.get(column) for row in own] for column in columns(name)}
        tables[name], found = parsed_table(name, cells, range(2, len(own) + 2))
        faults += found
    return tables, faults
