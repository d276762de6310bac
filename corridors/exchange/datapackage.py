"""The Frictionless description of a data package, derived from the declared columns."""

from __future__ import annotations

import json
from collections.abc import Iterable

from corridors.schema import Column, columns, table_path
from corridors.units import BASE_DATE

DESCRIPTION = "datapackage.json"
TYPES = {"id": "string", "str": "string", "list": "string", "date": "string", "float": "number",
         "int": "integer", "bool": "boolean"}
TITLES = {
    "places": "Places where trips start and end (GMNS zone)",
    "sets": "Named sets of places",
    "nodes": "Nodes and terminals, one mode each (GMNS node)",
    "links": "Links, one piece of infrastructure each (GMNS link)",
    "services": "Scheduled services",
    "service_stops": "Stops of the services with run times",
    "transfers": "Transfers between terminals",
    "locks": "Locks with passage and queue by direction",
    "vessels": "Ships",
    "sources": "Bibliography",
    "values": "Standing and range of single figures",
    "sections": "Published sections that lengths of links are summed from",
    "chambers": "Chambers and lifts of the locks, line by line",
    "totals": "Published lengths of whole ways, to hold the sums of links against",
    "ranges": "Likely values by mode and class",
    "explained": "Findings of the data checks that are no faults, and why",
    "published_times": "Published journeys to hold the model against, each with its judgement",
    "sectors": "Industries of the annex of the Guangxi plan, with cities and partner provinces",
    "halts": "Stations between the nodes of high-speed lines, for the access of counties alone",
}
"""What each table is, in a line."""


def described(tables: Iterable[str], date: str = BASE_DATE,
              projects: Iterable[str] = ()) -> bytes:
    """``datapackage.json`` of some tables.

    Parameters
    ----------
    date
        ``YYYY-MM-DD`` that the tables stand for.
    projects
        Projects that are built into them.

    Examples
    --------
    >>> b'"path": "links.csv"' in described(["links"])
    True
    """
    built = f", with {', '.join(projects)}" if projects else ""
    return (json.dumps({
        "profile": "tabular-data-package",
        "name": "corridors-data",
        "title": f"Guangxi to the Yangtze belt: multimodal network as open on {date}{built}",
        "licenses": [{"name": "CC0-1.0", "title": "CC0 1.0 Universal",
                      "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "resources": [_resource(table) for table in tables],
    }, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: str) -> dict[str, object]:
    """One table as a Frictionless resource."""
    declared = columns(table).values()
    schema: dict[str, object] = {"fields": [_field(column) for column in declared],
                                 "primaryKey": "id", "missingValues": [""]}
    keys = [{"fields": column.name,
             "reference": {"resource": column.references, "fields": "id"}}
            for column in declared if column.references and column.type == "id"]
    if keys:
        schema["foreignKeys"] = keys
    return {"name": table.replace("_", "-"), "path": table_path(table), "title": TITLES[table],
            "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8", "schema": schema}


def _field(column: Column) -> dict[str, object]:
    """One column with its limits."""
    limits: dict[str, object] = {}
    if column.required:
        limits["required"] = True
    if column.minimum is not None:
        limits["minimum"] = column.minimum
    if column.maximum is not None:
        limits["maximum"] = column.maximum
    if column.allowed and column.type == "str":
        limits["enum"] = list(column.allowed)
    field: dict[str, object] = {"name": column.name, "type": TYPES[column.type],
                                "description": column.description}
    if column.unit:
        field["unit"] = column.unit
    if limits:
        field["constraints"] = limits
    return field
