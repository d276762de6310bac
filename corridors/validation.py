"""Frozen models of files: unknown keys forbidden, faults with file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from corridors.card import read_only
from corridors.errors import Fault, InputError, fault
from corridors.messages import Word
from corridors.names import suggest
from corridors.schema import DATE, is_date
from corridors.textfile import Document


class Frozen(BaseModel):
    """Base of all file models: read-only, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Fixed(dict[str, Any]):
    """A mapping of a frozen model: it can be read and copied, not changed.

    Examples
    --------
    >>> Fixed({"a": 1}) == {"a": 1}
    True
    """

    def _refuse(self, *given: object, **named: object) -> NoReturn:
        del given, named
        raise read_only("dict")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def _of_calendar(text: str) -> str:
    if text and not is_date(text):
        raise PydanticCustomError("string_pattern_mismatch", "no day of the calendar")
    return text


DateText = Annotated[str, Field(coerce_numbers_to_str=True, pattern=f"^({DATE.pattern})?$"),
                     AfterValidator(_of_calendar)]
"""A date as text, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a year may stand without quotes."""

Where = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], data: object, document: Document | None = None,
             where: Where = ()) -> Model:
    """Validate plain data by a model.

    Parameters
    ----------
    document, where
        Where the data stand, for the lines in the faults.

    Raises
    ------
    InputError
        With every fault found: unknown keys with a suggestion, missing keys, wrong types.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found: dict[Where, list[Mapping[str, Any]]] = {}
        for item in error.errors(include_url=False):
            found.setdefault(_place(item, data), []).append(item)
        # Of the alternatives of a union the one that got furthest is the one that was meant.
        deepest = [place for place in found
                   if not any(other != place and other[:len(place)] == place for other in found)]
        raise InputError([_fault(model, found[place], place, document, where)
                          for place in deepest]) from None


def _place(item: Mapping[str, Any], data: object) -> Where:
    """Where an error stands in the data, the names that pydantic gives to alternatives left out."""
    place: list[str | int] = []
    for i, part in enumerate(item["loc"]):
        listed = isinstance(data, list | tuple) and isinstance(part, int) and part < len(data)
        if listed or (isinstance(data, dict) and part in data):
            data = data[part]  # type: ignore[index]
        elif not (item["type"] == "missing" and i == len(item["loc"]) - 1):
            continue
        place.append(part)
    return tuple(place)


EXPECTED = {"string": "expect.text", "float": "expect.number", "int": "expect.integer",
            "bool": "expect.bool", "list": "expect.list", "tuple": "expect.list",
            "dict": "expect.mapping", "model": "expect.mapping"}
BOUNDS = {"greater_than_equal": ("≥", "ge"), "less_than_equal": ("≤", "le"),
          "greater_than": (">", "gt"), "less_than": ("<", "lt")}


def _fault(model: type[BaseModel], items: list[Mapping[str, Any]], place: Where,
           document: Document | None, where: Where) -> Fault:
    file = None if document is None else document.path
    line = None if document is None else document.line((*where, *place))
    name, item = ".".join(str(part) for part in place), items[0]
    if item["type"] == "extra_forbidden":
        allowed = _fields(model, place[:-1])
        return fault("key_unknown", file=file, line=line, name=place[-1],
                     suggestion=suggest(place[-1], allowed), allowed=", ".join(allowed))
    if item["type"] == "missing":
        return fault("key_missing", file=file, line=line, name=name)
    found = str(item.get("input"))[:80]
    for choice in (i for i in items if i["type"] == "literal_error"):
        allowed = re.findall(r"'([^']*)'", choice["ctx"]["expected"])
        return fault("choice_unknown", file=file, line=line, what=name, found=found,
                     allowed=", ".join(allowed), suggestion=suggest(found, allowed))
    if item["type"] in BOUNDS:
        sign, limit = BOUNDS[item["type"]]
        return fault("value_bound", file=file, line=line, name=name, found=found,
                     bound=f"{sign} {item['ctx'][limit]:g}")
    if item["type"] == "string_pattern_mismatch":
        expected = "expect.date"
    else:
        expected = EXPECTED.get(item["type"].split("_")[0], "expect.other")
    return fault("value_wrong", file=file, line=line, name=name, found=found,
                 expected=Word(expected))


def _fields(model: type[BaseModel], loc: Where) -> list[str]:
    """Field names of the model at a place inside another."""
    for part in loc:
        if isinstance(part, int) or part not in model.model_fields:
            continue
        found = _inner(model.model_fields[part].annotation)
        if found is None:
            return []
        model = found
    return sorted(field.alias or name for name, field in model.model_fields.items()
                  if not field.exclude)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner(part)
        if found is not None:
            return found
    return None
