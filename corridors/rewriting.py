"""A file of an older form rewritten in today's, with its comments where that can be had."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corridors.errors import Fault, InputError, fault
from corridors.migrations import CURRENT, KEY, STEPS, kind_of, migrated
from corridors.storage.sets import write_together
from corridors.textfile import parse_yaml, read_text, read_yaml

KEPT_AS = ".bak"
"""Ending of the old file where comments are lost; readers of folders pass it over."""


@dataclass(frozen=True)
class Rewriting:
    """What is to become of a file.

    Attributes
    ----------
    found, current
        Number of the form that it has, and of today's.
    notes
        What changes.
    comments
        Whether comments and the order of lines stay; else the old file is kept beside it.
    content
        The new file; empty where it is of today's form already.
    """

    path: Path
    kind: str
    found: int
    current: int
    notes: tuple[Fault, ...] = ()
    comments: bool = True
    content: bytes = b""


def plan(files: Iterable[Path]) -> list[Rewriting]:
    """Work out how files are rewritten; nothing is written.

    Raises
    ------
    InputError
        With the faults of all files: not read, of no known kind, of a newer form.
    """
    planned: list[Rewriting] = []
    faults: list[Fault] = []
    for path in files:
        try:
            planned.append(_one(path))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return planned


def write(planned: Iterable[Rewriting]) -> None:
    """Rewrite files, all or none; one that loses its comments is kept beside the new one.

    Raises
    ------
    OutputError
        One of them cannot be written.
    """
    files: dict[Path, bytes] = {}
    for item in planned:
        if item.content:
            files[item.path] = item.content
            if not item.comments:
                files[kept_as(item.path)] = item.path.read_bytes()
    write_together(files)


def kept_as(path: Path) -> Path:
    """Where the old file stays.

    Examples
    --------
    >>> kept_as(Path("a/plan.yaml")).name
    'plan.yaml.bak'
    """
    return path.with_name(f"{path.name}{KEPT_AS}")


def _one(path: Path) -> Rewriting:
    document = read_yaml(path)
    assert isinstance(document.data, dict)
    kind = kind_of(document.data)
    if not kind:
        raise InputError(fault("check.kind", file=path))
    done = migrated(document.data, kind, path, document.line((KEY,)))
    if done.found == CURRENT[kind]:
        return Rewriting(path, kind, done.found, done.found)
    text = _edited(read_text(path), kind, done.found, path)
    comments = text is not None and _data(text, path) == done.data
    if not comments or text is None:
        text = yaml.safe_dump(done.data, allow_unicode=True, sort_keys=False, width=100)
    raw = path.read_bytes()
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    ends = "\r\n" if b"\r\n" in raw else "\n"
    content = mark + "\n".join(text.splitlines()).replace("\n", ends).encode() + ends.encode()
    return Rewriting(path, kind, done.found, CURRENT[kind], tuple(done.notes), comments, content)


def _edited(text: str, kind: str, number: int, path: Path) -> str | None:
    """The text with only those lines changed that must; None where a step cannot say how."""
    try:
        while number < CURRENT[kind]:
            step = STEPS[kind, number]
            if step.text is None:
                return None
            number += 1
            text = with_number(step.text(text, parse_yaml(text, path)), number)
    except InputError:  # what the edit made of it is no YAML
        return None
    return text


def _data(text: str, path: Path) -> Any:
    try:
        return parse_yaml(text, path).data
    except InputError:
        return None


def with_number(text: str, number: int) -> str:
    r"""Text of a file with the number of its form, in its own line before the first key.

    Examples
    --------
    >>> with_number("# A plan\n\nname: x\n", 1)
    '# A plan\n\nschema: 1\nname: x\n'
    >>> with_number("schema: 1  # form\n", 2)
    'schema: 2  # form\n'
    """
    changed, count = re.subn(rf"(?m)^({KEY}[ \t]*:[ \t]*)\d+", rf"\g<1>{number}", text)
    if count:
        return changed
    lines = text.splitlines(keepends=True)
    at = next((i for i, line in enumerate(lines)
               if line.strip() and not line.startswith(("#", "%", "---"))), len(lines))
    return "".join([*lines[:at], f"{KEY}: {number}\n", *lines[at:]])


def with_key_renamed(text: str, old: str, new: str) -> str:
    r"""Text of a file with a key of the outermost level under another name.

    Examples
    --------
    >>> with_key_renamed("where: here  # note\n  where: there\n", "where", "place")
    'place: here  # note\n  where: there\n'
    """
    return re.sub(rf"(?m)^{re.escape(old)}(?=[ \t]*:)", new, text)
