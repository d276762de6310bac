"""The sheets of the workbook, in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from corridors.changes.grammar import SELECTORS
from corridors.exchange.template.fields import Below, Field, of_model, of_table
from corridors.projects.model import ProjectFile
from corridors.scenario.file import ScenarioFile

Kind = Literal["project", "scenario", "both"]
ADDED = {"add_node": "nodes", "add_link": "links", "add_lock": "locks",
         "add_transfer": "transfers", "add_service": "services"}
"""Changes that add a row, and the table of the row."""
EDITS = ("set", "scale", "retime", "close")
STOPS = "add_service.stops"
RANGES = "ranges"
OF = "of"
"""Key of what ties a row to another sheet's row: the number of a claim, the id of a service."""
OWNERS = ("project", "scenario")
RARE = ("increment", "closure")
"""Parts of files that few of them have: they stand at the end of their form."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: a form of one line a field, or a table of one row a thing.

    Attributes
    ----------
    key
        Hidden key of the sheet, by which it is found again whatever its name.
    group
        What it belongs to: ``project``, ``changes`` or ``scenario``.
    below
        The list or mapping of the file that its rows are; None for forms and changes.
    """

    key: str
    group: Literal["project", "changes", "scenario"]
    fields: tuple[Field, ...]
    form: bool = False
    below: Below | None = None

    def field(self, key: str) -> Field:
        """A field by key."""
        return next(field for field in self.fields if field.key == key)


@cache
def sheets(kind: Kind = "both") -> tuple[Sheet, ...]:
    """Sheets of a workbook.

    Examples
    --------
    >>> [sheet.key for sheet in sheets("scenario")][:3]
    ['scenario', 'scenario.projects', 'scenario.parameters']
    """
    project = [*_of_file(ProjectFile, "project")] if kind != "scenario" else []
    scenario = [*_of_file(ScenarioFile, "scenario")] if kind != "project" else []
    made = (*project, *(_changes() if kind != "scenario" else ()), *scenario,
            *(_changes() if kind == "scenario" else ()))
    if kind == "both":
        return made
    return tuple(replace(sheet, fields=tuple(field for field in sheet.fields
                                             if field.key != "owner")) for sheet in made)


def _of_file(model: type[ProjectFile] | type[ScenarioFile],
             group: Literal["project", "scenario"]) -> list[Sheet]:
    fields, below = of_model(model)
    if group == "scenario":
        fields = [Field("id", "id", "always"), *fields]
    fields.sort(key=lambda field: field.key.split(".")[0] in RARE)
    return [Sheet(group, group, tuple(fields), form=True),
            *(sheet for item in below for sheet in _below(item, group))]


def _below(item: Below, group: Literal["project", "scenario"], above: str = "") -> list[Sheet]:
    """The sheet of a list or mapping, and those of the lists within its rows."""
    key = f"{group}.{above}{item.key}"
    if item.rows is None:
        if item.shape == "pairs":
            ends = tuple(Field(name, "text", "always", lookup="ends") for name in ("from", "to"))
            return [Sheet(key, group, ends, below=item)]
        return [Sheet(key, group, (Field("key", "id", "always", lookup="parameters"),
                                   Field("value", "number")), below=item)]
    fields, deeper = of_model(item.rows)
    if "profile" in item.rows.model_fields:  # a trip goes between places, a distance between nodes
        fields = [replace(field, lookup="places") if field.lookup == "nodes" else field
                  for field in fields]
    fields.sort(key=lambda field: not field.key.startswith("what."))
    if item.shape == "mapping":
        fields = [Field("key", "id", "always"), *fields]
    elif item.shape == "choice":
        fields = [Field("id", "id", "", lookup="projects"), *fields]
    if deeper:
        fields = [Field("no", "int"), *fields]
    if above:
        fields = [Field(OF, "int", "always"), *fields]
    return [Sheet(key, group, tuple(fields), below=item),
            *(sheet for one in deeper for sheet in _below(one, group, f"{item.key}."))]


@cache
def _changes() -> tuple[Sheet, ...]:
    order = (Field("no", "int"), Field("owner", "text", choices=OWNERS))
    standing = (Field("source_id", "id", lookup="sources"),
                Field("confidence", "text", choices=("high", "medium", "low", "assumed")))
    where = (Field("where", "text", "always", choices=(*SELECTORS, "table")),
             Field("ids", "list", "always", lookup="rows"), Field("conditions"))
    span = (Field("low", "number"), Field("high", "number"))
    column = Field("column", "id", "always", lookup="columns")
    made = [Sheet(key, "changes", (*order, *of_table(table))) for key, table in ADDED.items()]
    stops = tuple(replace(field, required="" if field.key in ("source_id", "confidence")
                          else field.required)
                  for field in of_table("service_stops", ("id", "service_id", "seq")))
    made.append(Sheet(STOPS, "changes", (
        Field(OF, "id", "always"), Field("owner", "text", choices=OWNERS), *stops)))
    made.append(Sheet(RANGES, "changes", (
        Field("table", "text", "always", choices=tuple(ADDED.values())),
        Field(OF, "id", "always"), Field("owner", "text", choices=OWNERS), column,
        Field("low", "number", "always"), Field("high", "number", "always"))))
    made.append(Sheet("set", "changes", (
        *order, *where, column, Field("existing", "value"), Field("value", "value"), *span,
        *standing, Field("unchanged_ok", "bool"))))
    made.append(Sheet("scale", "changes", (*order, *where, column,
                                           Field("value", "number", "always"), *span, *standing)))
    made.append(Sheet("retime", "changes", (
        *order, Field("service", "id", "always", lookup="services"),
        Field("run_h", "numbers", unit="h"), Field("headway_h", "number", unit="h"), *span,
        *standing)))
    made.append(Sheet("close", "changes", (*order, *where, *standing)))
    return tuple(made)
