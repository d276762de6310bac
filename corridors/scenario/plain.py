"""Plain data of a scenario that Python changes, and the words for what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from corridors.changes import Change, parse_changes
from corridors.errors import Fault, InputError
from corridors.messages import listed, say
from corridors.scenario.file import CompareSpec, ScenarioFile
from corridors.textfile import Document

Edit = str | tuple[str, int]
MANY = 3
"""Edits that the name of a scenario spells out at most."""
LISTS = frozenset(CompareSpec.model_fields) - {"objective"}
"""Keys that hold lists, where one text may stand for a list of one."""


def dumped(file: ScenarioFile) -> dict[str, Any]:
    """A file as plain data that its model reads again."""
    data: dict[str, Any] = file.model_dump(mode="json", by_alias=True)
    return data


def plain(value: Any, name: str = "") -> Any:
    """Models as mappings, other collections as lists, one text where a list is meant as a list."""
    if isinstance(value, str):
        return [value] if name in LISTS else value
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, Mapping):
        return {key: plain(item, key) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, Iterable) else value


def items_of(given: Any) -> list[Any]:
    """One item or several, each once."""
    items = [given] if isinstance(given, str | Mapping | BaseModel) else list(given)
    return [item for i, item in enumerate(map(plain, items)) if item not in items[:i]]


def read_changes(changes: Any, key: str) -> tuple[Change, ...]:
    """Changes as objects; those given as a file has them are read by its grammar."""
    out: list[Change] = []
    faults: list[Fault] = []
    for item in [changes] if isinstance(changes, Change | Mapping) else changes:
        try:
            out += (item,) if isinstance(item, Change) else parse_changes(
                [item], Document(Path(key), {}, {}))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(out)


def called(name: str, edits: tuple[Edit, ...], lang: str) -> str:
    """A name and in brackets what is different."""
    told = [edit if isinstance(edit, str) else say(edit[0], lang, count=edit[1])
            for edit in edits]
    if not told:
        return name
    shown = listed(told[:MANY], lang)
    if len(told) > MANY:
        shown = say("made.and_more", lang, shown=shown, count=len(told) - MANY)
    return say("made.name", lang, name=name, what=shown)


def number(value: object) -> str:
    """A number as it is written."""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def short(value: object) -> str:
    """A value in few words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {short(item)}" for key, item in value.items() if item)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
