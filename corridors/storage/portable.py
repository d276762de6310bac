"""Names of files that Windows, macOS and Linux all accept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$",
            *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
"""Names that Windows keeps for devices, whatever their ending."""
LONGEST = 150
"""Characters of a path below its folder; Windows takes 260 of the whole unless told otherwise."""
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')


def refused(name: str) -> str:
    """Why some system refuses a path below a folder, ``/`` between its parts; empty where none.

    Examples
    --------
    >>> refused("figures/map.png"), refused("aux.csv"), refused("a:b"), refused("a/../b")
    ('', 'reserved', 'character', 'path')
    """
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "path"
    if _FORBIDDEN.search(name):
        return "character"
    if any(part[-1] in ". " for part in parts):
        return "ending"
    if any(part.split(".")[0].rstrip(" ").casefold() in RESERVED for part in parts):
        return "reserved"
    return "length" if len(name) > LONGEST else ""


def same_name(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names that are one on a system that knows no capitals or composes accents.

    Examples
    --------
    >>> same_name(["A.csv", "b.csv", "a.csv"])
    [('A.csv', 'a.csv')]
    """
    seen: dict[str, str] = {}
    found = []
    for name in dict.fromkeys(names):
        key = unicodedata.normalize("NFC", name).casefold()
        if key in seen:
            found.append((seen[key], name))
        seen.setdefault(key, name)
    return found
