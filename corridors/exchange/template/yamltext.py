"""Plain data as YAML that people read: block by block, short things on one line."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

WIDE = 100
OPEN = ("compare", "sources", "named_in", "claims", "changes")
"""Keys whose mappings are written line by line however short they are."""
Where = tuple[str | int, ...]
_DIGIT = re.compile(r"[-+.\d]")
_SIGNS = re.compile(r"[\[\]{},]")


def dump(data: dict[str, Any], head: str = "", *, short: bool = True) -> tuple[str, list[Where]]:
    """YAML of plain data.

    Parameters
    ----------
    head
        A comment for the first line.
    short
        Whether what fits is put on one line; else every value has a line of its own.

    Returns
    -------
    text, places
        The text, and for each of its lines which place of the data it holds.

    Examples
    --------
    >>> print(dump({"id": "no", "opening": {"planned": "2030-06", "actual": None}})[0], end="")
    id: "no"
    opening: {planned: "2030-06", actual: null}
    """
    lines: list[str] = []
    places: list[Where] = []
    if head:
        lines.append(f"# {head}")
        places.append(())
    _mapping(data, (), 0, lines, places, short)
    return "\n".join(lines) + "\n", places


def _mapping(data: dict[str, Any], where: Where, depth: int, lines: list[str],
             places: list[Where], short: bool, first: str = "") -> None:
    """Lines of a mapping; ``first`` begins its first line, of an item of a list."""
    for i, (key, value) in enumerate(data.items()):
        lead = first if first and not i else " " * depth
        _value(f"{lead}{scalar(key)}:", value, (*where, key), depth, lines, places, short)


def _value(lead: str, value: Any, where: Where, depth: int, lines: list[str],
           places: list[Where], short: bool) -> None:
    if not isinstance(value, dict | list) or not value:
        lines.append(f"{lead} {flow(value)}")
        places.append(where)
        return
    line = f"{lead} {flow(value)}"
    if short and _fits(value, where) and len(line) <= WIDE:
        lines.append(line)
        places.append(where)
        return
    lines.append(lead)
    places.append(where)
    if isinstance(value, dict):
        _mapping(value, where, depth + 2, lines, places, short)
        return
    for i, item in enumerate(value):
        begin = " " * (depth + 2) + "- "
        here = (*where, i)
        if isinstance(item, dict) and item:
            one = f"{begin}{flow(item)}"
            if short and _fits(item, here) and len(one) <= WIDE:
                lines.append(one)
                places.append(here)
            else:
                _mapping(item, here, depth + 4, lines, places, short, begin)
        elif isinstance(item, list) and item and not short:
            lines.append(begin.rstrip())
            places.append(here)
            for j, part in enumerate(item):
                lines.append(f"{' ' * (depth + 4)}- {flow(part)}")
                places.append((*here, j))
        else:
            lines.append(f"{begin}{flow(item)}")
            places.append(here)


def _fits(value: Any, where: Where) -> bool:
    """Whether a value may stand on one line: lists of scalars, small flat mappings."""
    if isinstance(value, list):
        return not any(isinstance(item, dict | list) for item in value)
    if where[0] in OPEN and where[-1] not in ("what", "where", "existing", "values", "ranges") and (
            "stops" not in where and "km" not in where and "trip" not in where):
        return False
    return not any(isinstance(item, dict) and any(isinstance(i, dict | list)
                                                 for i in item.values())
                   for item in value.values())


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def scalar(value: object) -> str:
    """A scalar, in quotes where any reader of YAML might take it for something else.

    Examples
    --------
    >>> scalar("no"), scalar("2030-06"), scalar("1e3"), scalar("平陆运河"), scalar(1e-05)
    ('"no"', '"2030-06"', '"1e3"', '平陆运河', '0.00001')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f")
        return text if "." in text or value != int(value) else f"{text}.0"
    text = str(value)
    return text if _bare(text) else _quoted(text)


def _bare(text: str) -> bool:
    if not text or text != text.strip() or not text.isprintable() or _DIGIT.match(text):
        return False
    if text[0] in "!&*?|>@%`\"'#:,-=~<" or ": " in text or " #" in text or text.endswith(":"):
        return False
    return len(text) > 1 and not _SIGNS.search(text) and _is_text(text)


@cache
def _resolver() -> Any:
    return yaml.SafeLoader("")


def _is_text(text: str) -> bool:
    tag = _resolver().resolve(yaml.ScalarNode, text, (True, False))
    return bool(tag == "tag:yaml.org,2002:str") and text.casefold() not in ("y", "n")


def _quoted(text: str) -> str:
    made = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in made)
