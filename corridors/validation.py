"""Frozen models of files: unknown keys forbidden, faults with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corridors.errors import Fault, InputError, fault
from corridors.names import suggest
from corridors.textfile import Document


class Frozen(BaseModel):
    """Base of all file models: read-only, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


DateText = Annotated[str, Field(coerce_numbers_to_str=True)]
"""A date as text; a year may stand there without quotes."""

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], data: object, document: Document | None = None,
             where: tuple[str | int, ...] = ()) -> Model:
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
        raise InputError([_fault(model, item, document, where)
                          for item in error.errors(include_url=False)]) from None


def _fault(model: type[BaseModel], item: Mapping[str, Any], document: Document | None,
           where: tuple[str | int, ...]) -> Fault:
    loc = tuple(part for part in item["loc"] if isinstance(part, str | int))
    place = (*where, *loc)
    file = None if document is None else document.path
    line = None if document is None else document.line(place)
    name = ".".join(str(part) for part in loc)
    if item["type"] == "extra_forbidden":
        allowed = _fields(model, loc[:-1])
        return fault("key_unknown", file=file, line=line, name=loc[-1],
                     suggestion=suggest(loc[-1], allowed), allowed=", ".join(allowed))
    if item["type"] == "missing":
        return fault("key_missing", file=file, line=line, name=name)
    found = item.get("input")
    return fault("value_wrong", file=file, line=line, name=name,
                 found=str(found)[:80], expected=item["msg"])


def _fields(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """Field names of the model at a place inside another."""
    for part in loc:
        if isinstance(part, int) or part not in model.model_fields:
            continue
        found = _inner(model.model_fields[part].annotation)
        if found is None:
            return []
        model = found
    return sorted(field.alias or name for name, field in model.model_fields.items())


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _inner(part)
        if found is not None:
            return found
    return None
