"""A package as sheets for geographic formats: rows with typed columns and a point or line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corridors import __version__
from corridors.exchange.files import ATTRIBUTION
from corridors.exchange.package import CARRIED, Package
from corridors.network.distance import great_circle_km
from corridors.network.geometry import Course, Line
from corridors.schema import columns

POINTS = ("places", "nodes", "locks")
"""Tables with ``lon`` and ``lat``, whose sheets have a point instead."""
COURSE: dict[str, str] = {"course_basis": "str", "course_approximate": "bool",
                          "traced_km": "float", "drawn_km": "float", "course_provinces": "str"}
"""Columns of the sheet of links beside the declared ones, with their types."""
PARAMETER: dict[str, str] = {"key": "str", "value": "float", "low": "float", "high": "float",
                             "unit": "str", "source_id": "str", "confidence": "str", "note": "str"}
ABOUT: dict[str, str] = {"key": "str", "value": "str"}
PARAMETERS, TOLD = "parameters", "about"
"""Sheets that are no tables of a package."""


@dataclass(frozen=True)
class Sheet:
    """A layer or table of a file.

    Attributes
    ----------
    types
        ``str``, ``float``, ``int``, ``bool`` or ``list`` by column.
    rows
        None for an empty cell; lists are tuples.
    shapes
        Points (a line of one) or lines in degrees WGS84, row by row; None for a mere table.
    """

    name: str
    types: Mapping[str, str]
    rows: Sequence[Mapping[str, object]]
    shapes: Sequence[Line] | None = None

    @property
    def kind(self) -> str:
        """``Point``, ``LineString`` or nothing."""
        if self.shapes is None:
            return ""
        return "Point" if self.name in POINTS else "LineString"


def sheets(package: Package, told: Iterable[tuple[str, str]] = ()) -> list[Sheet]:
    """All sheets of a package: its tables, its parameters, and what it is.

    Points stand in place of ``lon`` and ``lat``, so that a position stands in one place alone.
    Links without a course are drawn straight and have no ``course_basis``.

    Parameters
    ----------
    told
        Further keys and values of the sheet ``about``.

    Examples
    --------
    >>> import corridors
    >>> from corridors.exchange.package import packed
    >>> [sheet.name for sheet in sheets(packed(corridors.load_network())) if sheet.kind]
    ['places', 'nodes', 'locks', 'links']
    """
    made = [_table(package, name) for name in
            (*POINTS, "links", *(name for name in CARRIED if name not in (*POINTS, "links")))]
    made.append(Sheet(PARAMETERS, PARAMETER, [
        {"key": key, **{name: getattr(item, name) for name in PARAMETER if name != "key"}}
        for key, item in package.parameters.items()]))
    made.append(Sheet(TOLD, ABOUT, [{"key": key, "value": value}
                                    for key, value in (*stamp(package), *told, *licences())]))
    return made


def stamp(package: Package) -> list[tuple[str, str]]:
    """What a file of a package is: date, version of data and package, projects."""
    return [("date", package.date), ("data_version", package.data_version or package.version),
            ("package_version", __version__), ("projects", ";".join(package.projects))]


def licences() -> list[tuple[str, str]]:
    """Licences of the content, one a kind."""
    return [(f"licence: {what}", f"{who}, {licence}") for what, who, licence in ATTRIBUTION]


def _table(package: Package, name: str) -> Sheet:
    table, declared = package.tables[name], columns(name)
    types = {column.name: column.type if column.type in ("float", "int", "bool", "list") else "str"
             for column in declared.values()}
    rows: list[dict[str, object]] = [
        {key: _cell(value) for key, value in row.items()} for row in table.rows()]
    if name in POINTS:
        shapes: list[Line] = [((float(str(row.pop("lon"))), float(str(row.pop("lat")))),)
                              for row in rows]
        return Sheet(name, {key: kind for key, kind in types.items()
                            if key not in ("lon", "lat")}, rows, shapes)
    if name != "links":
        return Sheet(name, types, rows)
    nodes = package.tables["nodes"]
    shapes = []
    for row in rows:
        ends = [(float(nodes["lon"][i]), float(nodes["lat"][i]))
                for i in (nodes.index[str(row[end])] for end in ("from_node_id", "to_node_id"))]
        course = package.courses.get(str(row["id"]))
        line = (ends[0], ends[1]) if course is None else course.line
        shapes.append(line)
        row |= course_cells(course, line)
    return Sheet(name, {**types, **COURSE}, rows, shapes)


def _cell(value: object) -> object:
    return None if value in ("", ()) else value


def course_cells(course: Course | None, line: Line) -> dict[str, object]:
    """Cells of a course; the length of the line as drawn tells later whether it was redrawn."""
    cells: dict[str, object] = dict.fromkeys(COURSE)
    cells["drawn_km"] = round(line_km(line), 3)
    if course is not None:
        cells |= {"course_basis": course.basis, "course_approximate": course.approximate,
                  "traced_km": None if course.traced_km != course.traced_km else course.traced_km,
                  "course_provinces": json.dumps(dict(course.provinces), ensure_ascii=False)
                  if course.provinces else None}
    return cells


def line_km(line: Line) -> float:
    """Length of a line in degrees, km on the sphere.

    Examples
    --------
    >>> round(line_km(((108.0, 22.0), (108.0, 23.0))), 1)
    111.2
    """
    return sum(great_circle_km(*a, *b) for a, b in pairwise(line))
