"""A package as a folder of CSV tables: the form in which the toolkit keeps its own data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from corridors.csvrows import defused
from corridors.exchange.package import CARRIED, Package
from corridors.network.geometry import Course
from corridors.network.load import STATE
from corridors.parameters import Parameters
from corridors.schema import OPTIONAL_TABLES, Column, columns, table_path
from corridors.tables import Table
from corridors.textfile import write_together

GEOMETRY = "geometry/courses.geojson"


def cell_text(column: Column, value: object) -> str:
    """A cell as it stands in a CSV table; reading it gives the value back to the last bit.

    Examples
    --------
    >>> from corridors.schema import columns
    >>> cell_text(columns("links")["tracks"], 2.0), cell_text(columns("links")["length_km"], 0.1)
    ('2', '0.1')
    """
    if value is None:
        return ""
    if column.type == "bool":
        return "true" if value else "false"
    if column.type in ("float", "int"):
        number = float(str(value))
        if number != number:
            return ""
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    if isinstance(value, list | tuple):
        return defused(";".join(map(str, value)))
    return defused(str(value))


def table_csv(table: Table) -> bytes:
    """A table as CSV in UTF-8 with its declared columns, sorted by id."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    declared = columns(table.name)
    writer.writerow(declared)
    writer.writerows([cell_text(column, row[name]) for name, column in declared.items()]
                     for row in table.rows())
    return stream.getvalue().encode()


def parameters_yaml(parameters: Parameters) -> bytes:
    """``parameters.yaml`` with every value, range, unit and source."""
    rows = {key: {name: value for name, value in vars(item).items() if name != "note" or value}
            for key, item in parameters.items()}
    return yaml.safe_dump({"schema": 1, "parameters": rows}, allow_unicode=True,
                          sort_keys=False, width=100).encode()


def courses_geojson(courses: Mapping[str, Course]) -> bytes:
    """Courses of links as GeoJSON, in the form in which the data package keeps them."""
    features = [{"type": "Feature", "properties": {
        "link_id": key, "basis": course.basis, "approximate": course.approximate,
        "traced_km": course.traced_km, "provinces": dict(course.provinces)},
        "geometry": {"type": "LineString", "coordinates": [list(point) for point in course.line]}}
        for key, course in sorted(courses.items()) if course.line]
    return (json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False,
                       allow_nan=False) + "\n").encode()


def package_files(package: Package) -> dict[str, bytes]:
    """The files of a data package by their path in its folder."""
    files = {table_path(name): table_csv(package.tables[name]) for name in CARRIED
             if name not in OPTIONAL_TABLES or len(package.tables[name])}
    files["parameters.yaml"] = parameters_yaml(package.parameters)
    files[STATE] = yaml.safe_dump(
        {"schema": 1, "date": package.date, "built_in": list(package.projects)},
        sort_keys=False).encode()
    if package.courses:
        files[GEOMETRY] = courses_geojson(package.courses)
    return files


def write_package(package: Package, folder: Path,
                  beside: Mapping[str, bytes] | None = None) -> Sequence[str]:
    """Write a data package that ``corridors.load_network(data=folder)`` reads; all files or none.

    Parameters
    ----------
    beside
        Further files by their path in the folder.

    Raises
    ------
    OutputError
        The folder or one of the files cannot be written.
    """
    files = {**package_files(package), **(beside or {})}
    write_together({folder / name: content for name, content in files.items()})
    return tuple(sorted(files))
