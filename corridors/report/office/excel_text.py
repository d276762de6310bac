"""Text that is safe in a workbook: no control characters, no markup, names that Excel accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

MAX_CHARACTERS: Final = 32_767
"""What a cell holds, in UTF-16 units as Excel counts."""
MAX_NAME: Final = 31
CUT: Final = "…"
_NAME_CUT: Final = "~"
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ACTIVE: Final = ("=", "+", "-", "@", "|", "%")


def clean(text: str) -> str:
    r"""A text as a cell may hold it.

    Line ends become one kind, control characters go, and what is longer than a cell is cut with
    a mark. Nothing is done about signs that look like a formula: text is written as text.

    Examples
    --------
    >>> clean("a\x0bb\tc"), clean("=1+1")
    ('ab c', '=1+1')
    """
    plain = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    if plain.startswith("<r>") and plain.endswith("</r>"):
        plain += " "  # the writer would take it for markup of its own
    if len(plain) * 2 > MAX_CHARACTERS and _units(plain) > MAX_CHARACTERS:
        plain = plain.encode("utf-16-le")[:2 * (MAX_CHARACTERS - len(CUT))].decode(
            "utf-16-le", errors="ignore") + CUT
    return plain


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def looks_active(text: str) -> bool:
    """Whether Excel would take a text for a formula if somebody typed it.

    Examples
    --------
    >>> looks_active("@SUM(A1)"), looks_active("南宁")
    (True, False)
    """
    return text.startswith(_ACTIVE)


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """A name for a sheet: allowed characters, 31 of them at most, unlike any other.

    Parameters
    ----------
    taken
        Names in use; Excel does not tell capital letters apart.

    Examples
    --------
    >>> sheet_name("bulk [barge/sea]"), sheet_name("Costs", ["costs"])
    ('bulk (barge-sea)', 'Costs~2')
    """
    used = {name.casefold() for name in taken}
    plain = _FORBIDDEN.sub("-", clean(text).replace("[", "(").replace("]", ")")
                           .replace("\n", " ")).strip(" '") or "-"
    if plain.casefold() == "history":  # a name that Excel keeps for itself
        plain += _NAME_CUT
    name, number = _short(plain, MAX_NAME), 1
    while name.casefold() in used:
        number += 1
        mark = f"{_NAME_CUT}{number}"
        name = _short(plain, MAX_NAME - len(mark)) + mark
    return name


def _short(text: str, most: int) -> str:
    while _units(text) > most:
        text = text[:-1]
    return text.rstrip(" '")


@lru_cache(maxsize=20_000)
def display_width(text: str) -> int:
    r"""Columns that the widest line of a text takes; a Chinese character takes two.

    Examples
    --------
    >>> display_width("南宁 A"), display_width("a\nbcd")
    (6, 3)
    """
    return max((sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
                for line in text.split("\n")), default=0)


def lines_in(text: str, width: float) -> int:
    """Lines that a text takes when wrapped to a width in characters; at least one."""
    return sum(max(1, -(-display_width(line) // max(1, int(width)))) for line in text.split("\n"))
