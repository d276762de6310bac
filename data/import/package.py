"""The Frictionless description of the data package, derived from the declared columns."""

from __future__ import annotations

import csv
import json

from common import FIELDS, table_path

TYPES = {"id": "string", "str": "string", "list": "string", "date": "string", "float": "number",
         "factor": "number", "int": "integer", "bool": "boolean"}
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


def resource(table: str) -> dict[str, object]:
    """One table as a Frictionless resource."""
    with (FIELDS / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    fields: list[dict[str, object]] = []
    keys: list[dict[str, object]] = []
    for row in rows:
        limits: dict[str, object] = {}
        if row["required"] == "yes":
            limits["required"] = True
        for ours, theirs in (("min", "minimum"), ("max", "maximum")):
            if row[ours]:
                limits[theirs] = float(row[ours])
        if row["allowed"] and row["type"] == "str":
            limits["enum"] = row["allowed"].split("|")
        field: dict[str, object] = {"name": row["name"], "type": TYPES[row["type"]],
                                    "description": row["description"]}
        if row["unit"]:
            field["unit"] = row["unit"]
        if limits:
            field["constraints"] = limits
        fields.append(field)
        if row["references"] and row["type"] == "id":
            keys.append({"fields": row["name"],
                         "reference": {"resource": row["references"], "fields": "id"}})
    schema: dict[str, object] = {"fields": fields, "primaryKey": "id", "missingValues": [""]}
    if keys:
        schema["foreignKeys"] = keys
    return {"name": table.replace("_", "-"), "path": table_path(table), "title": TITLES[table],
            "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8", "schema": schema}


def content(tables: tuple[str, ...]) -> str:
    """``datapackage.json``."""
    package = {
        "profile": "tabular-data-package",
        "name": "corridors-data",
        "title": "Guangxi to the Yangtze belt: multimodal network as open on 2022-11-30",
        "licenses": [{"name": "CC0-1.0", "title": "CC0 1.0 Universal",
                      "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "resources": [resource(table) for table in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
