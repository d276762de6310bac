"""What the sheets of the workbook hold, out of the column declaration and the file models.

Nothing is listed here that is declared elsewhere: a sheet of a table has the columns of
``corridors/fields``, a sheet of a model the fields of that model, nested ones by dotted keys.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from corridors.schema import DATE, Column, columns

FieldType = Literal["text", "id", "number", "int", "bool", "date", "list", "numbers", "value"]
"""``list`` holds words and ``numbers`` figures, separated by ``;``; ``value`` is a number or, where
it is none, a text."""


@dataclass(frozen=True)
class Field:
    """One thing to fill in: a column of a sheet, or a line of a form.

    Attributes
    ----------
    key
        Dotted key below the file or the row.
    required
        ``always``; ``part``: once anything of its part is filled in; empty: never.
    choices
        The only values allowed.
    lookup
        List that offers values, others being allowed: places, nodes, sources ...
    single
        Whether a list of one is written as that one value.
    column
        Declaration, of a column of a table.
    """

    key: str
    type: FieldType = "text"
    required: Literal["always", "part", ""] = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    lookup: str = ""
    single: bool = False
    column: Column | None = None

    @property
    def part(self) -> str:
        """Part of the file that it belongs to: what stands before the last dot."""
        return self.key.rpartition(".")[0]


LOOKUPS = {
    "source_id": "sources", "source": "sources", "plan": "plans", "prefectures": "prefectures",
    "prefecture": "prefectures", "requires": "projects", "excludes": "projects",
    "after": "projects", "parts": "projects", "part_of": "projects", "leave_out": "projects",
    "without": "projects", "origins": "ends", "destinations": "ends", "locks": "locks",
    "profiles": "profiles", "profile": "profiles", "modes": "modes", "measures": "measures",
    "mode": "modes", "measure": "measures", "objective": "objectives", "from_": "nodes",
    "to": "nodes", "action": "actions", "section": "plan_sections",
}
"""List that offers values of a model's field, by its name."""
IDS = {"table": "", "line": "lines", "class": "classes", "links": "links", "link_id": "links"}
"""Lists of columns that refer to rows without a declared reference."""


def of_table(table: str, leave_out: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Fields of a table: those that must be filled in come first."""
    made = [of_column(column) for name, column in columns(table).items() if name not in leave_out]
    return tuple(sorted(made, key=lambda field: not field.required))


def of_column(column: Column) -> Field:
    """The field of a declared column."""
    kinds: dict[str, FieldType] = {"float": "number", "str": "text", "int": "int", "bool": "bool",
                                   "date": "date", "list": "list", "id": "id"}
    return Field(column.name, kinds[column.type], "always" if column.required else "",
                 "" if column.unit in ("count", "1") else column.unit, column.allowed,
                 column.references or IDS.get(column.name, ""), column=column)


@dataclass(frozen=True)
class Below:
    """Rows below a model: a list of models, of pairs, or a mapping.

    Attributes
    ----------
    key
        Dotted key of the list or mapping.
    rows
        Model of a row; None for pairs of names and for plain numbers by key.
    """

    key: str
    rows: type[BaseModel] | None
    shape: Literal["list", "mapping", "pairs", "numbers", "choice"]


def of_model(model: type[BaseModel], prefix: str = "",
             optional: bool = False) -> tuple[list[Field], list[Below]]:
    """Fields of a model, nested ones by dotted keys, and what needs rows of its own."""
    fields: list[Field] = []
    below: list[Below] = []
    for name, info in model.model_fields.items():
        key = prefix + (info.alias or name)
        kind = info.annotation
        if key == "schema" or info.exclude:
            continue
        needed: Literal["always", "part", ""] = ""
        if info.is_required():
            needed = "part" if optional else "always"
        inner, rows = _models(kind)
        if rows is not None or _is_pairs(kind) or _is_numbers(kind):
            below.append(_below(key, kind, rows))
        elif inner is not None:
            union = str in _members(kind)
            some = optional or not info.is_required() or union
            more, deeper = of_model(inner, f"{key}.", some)
            fields += [Field(f.key, f.type, "", f.unit) for f in more] if union else more
            below += deeper
        else:
            fields.append(_plain(key, name, kind, info.metadata, needed))
    return fields, below


def _plain(key: str, name: str, kind: Any, metadata: list[Any],
           needed: Literal["always", "part", ""]) -> Field:
    members = [*_members(kind)]
    choices = tuple(dict.fromkeys(_literals(kind)))
    lookup = "" if choices else LOOKUPS.get(name, "")
    if repr(DATE.pattern)[1:-1] in repr((kind, metadata)):
        return Field(key, "date", needed)
    if any(get_origin(member) is tuple for member in members):
        numbers = float in [part for member in members for part in get_args(member)]
        return Field(key, "numbers" if numbers else "list", needed, "", choices, lookup,
                     single=len([m for m in members if m is not type(None)]) > 1)
    if float in members:
        return Field(key, "value" if str in members else "number", needed)
    if int in members:
        return Field(key, "int", needed)
    if bool in members:
        return Field(key, "bool", needed)
    known = name == "id" or (lookup and lookup not in FREE)
    return Field(key, "id" if known else "text", needed, "",
                 choices, lookup)


FREE = ("actions", "plan_sections", "ends", "nodes")
"""Lists whose words are no ids."""


def _members(kind: Any) -> Iterator[Any]:
    """Members of a union, annotations and unions within it taken off."""
    if hasattr(kind, "__metadata__"):
        yield from _members(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for member in get_args(kind):
            yield from _members(member)
    else:
        yield kind


def _literals(kind: Any) -> Iterator[str]:
    for member in _members(kind):
        if get_origin(member) is Literal:
            yield from get_args(member)
        elif get_origin(member) is tuple:
            yield from _literals(get_args(member)[0])


def _models(kind: Any) -> tuple[type[BaseModel] | None, type[BaseModel] | None]:
    """The model that a field holds, and the model of the rows that it holds."""
    own = rows = None
    for member in _members(kind):
        if isinstance(member, type) and issubclass(member, BaseModel):
            own = member
        elif get_origin(member) in (tuple, dict):
            for part in get_args(member):
                for one in _members(part):
                    if isinstance(one, type) and issubclass(one, BaseModel):
                        rows = one
    return own, rows


def _is_pairs(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_origin(get_args(kind)[0]) is tuple


def _is_numbers(kind: Any) -> bool:
    return get_origin(kind) is dict and get_args(kind)[1] is float


def _below(key: str, kind: Any, rows: type[BaseModel] | None) -> Below:
    if _is_pairs(kind):
        return Below(key, None, "pairs")
    if _is_numbers(kind):
        return Below(key, None, "numbers")
    if any(get_origin(member) is dict for member in _members(kind)):
        return Below(key, rows, "mapping")
    whole = any(get_origin(member) is Literal for member in _members(kind))
    return Below(key, rows, "choice" if whole else "list")
