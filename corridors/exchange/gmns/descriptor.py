"""``datapackage.json`` of a GMNS folder: which table is GMNS, which is ours, and their columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from corridors import __version__
from corridors.exchange.gmns.model import (
    COURSE,
    DIRECTION,
    HOURS,
    KEYS,
    MISSING,
    OURS,
    PREFIX,
    TABLES,
    VERSION,
    column_name,
    heading,
)
from corridors.exchange.package import Package
from corridors.schema import Column, columns

TYPES = {"float": "number", "int": "integer", "bool": "boolean"}
"""Types of the table schema by our own; all others are text."""
BESIDE = "Not part of GMNS: a table of corridors beside it."


def descriptor(package: Package, counts: Mapping[str, int], beside: Mapping[str, int]) -> bytes:
    """``datapackage.json`` of the tables of a network.

    Parameters
    ----------
    counts, beside
        Rows of the GMNS tables, and of our own tables beside them.
    """
    resources = [_resource(name, _gmns_schema(name), f"GMNS {VERSION}", True, rows)
                 for name, rows in counts.items()]
    resources += [_resource(PREFIX + name, _own_schema(name), BESIDE, False, rows)
                  for name, rows in beside.items()]
    return (json.dumps({
        "profile": "data-package", "name": f"corridors-gmns-{package.date}",
        "title": f"corridors network {package.date}", "gmns_version": VERSION,
        "corridors": {"date": package.date, "projects": list(package.projects),
                      "data_version": package.data_version or package.version,
                      "package_version": __version__},
        "resources": resources}, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, schema: Mapping[str, Any], told: str, gmns: bool,
              rows: int) -> dict[str, Any]:
    return {"name": name.replace("_", "-"), "path": f"{name}.csv", "description": told,
            "gmns": gmns, "rows": rows, "profile": "tabular-data-resource", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", "schema": dict(schema)}


def _gmns_schema(name: str) -> dict[str, Any]:
    """Columns of a table of GMNS, with ours behind them."""
    told = [field for field in TABLES[name] if field.name in heading(name)]
    fields = [_field(field.name, field.type, field.required) for field in told]
    own = {} if name not in OURS else {
        column_name(name, key): column for key, column in columns(OURS[name]).items()}
    texts = {PREFIX + key: "string" for key in COURSE} | {
        f"{PREFIX}approximate": "boolean", f"{PREFIX}traced_km": "number", HOURS: "number"}
    known = {field.name for field in TABLES[name]}
    for column in heading(name):
        if column in own and column not in known:
            fields.append(_declared(column, own[column]))
        elif column not in known:
            fields.append(_field(column, texts.get(column, "string"), column == DIRECTION))
    schema: dict[str, Any] = {"fields": fields, "missingValues": list(MISSING)}
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    keys = [{"fields": field.name, "reference": {
        "resource": target.replace("_", "-"), "fields": column}}
        for field in told if field.refers
        for target, column in [field.refers.split(".")]]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _own_schema(name: str) -> dict[str, Any]:
    return {"fields": [_declared(key, column) for key, column in columns(name).items()],
            "missingValues": [""], "primaryKey": "id"}


def _declared(name: str, column: Column) -> dict[str, Any]:
    """A column of ours with its unit, limits and what it means."""
    field = _field(name, TYPES.get(column.type, "string"), column.required)
    told = f"{column.description} [{column.unit}]" if column.unit else column.description
    field["description"] = told
    limits = {"minimum": column.minimum, "maximum": column.maximum,
              "enum": list(column.allowed) if column.type != "list" else []}
    constraints = {key: value for key, value in limits.items() if value not in (None, [])}
    if constraints:
        field["constraints"] = {**field.get("constraints", {}), **constraints}
    return field


def _field(name: str, kind: str, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": kind}
    if required:
        field["constraints"] = {"required": True}
    return field
