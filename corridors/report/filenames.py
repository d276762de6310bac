"""Names of files that every system can hold."""

from __future__ import annotations

import hashlib
import re
import unicodedata

RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$",
            *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
"""Names that Windows keeps for devices, whatever their ending."""
MOST_CHARACTERS, MOST_BYTES = 80, 200
"""Names are cut to this, so that an ending and a folder still fit."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f'
                        r"\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def safe_name(text: str, default: str = "map") -> str:
    """A name of a file, without ending, that Windows, macOS and Linux accept.

    Characters that some system forbids become a hyphen, spaces an underscore; names of devices get
    an underscore; a name that is too long is cut and marked with a hash of the whole, so that two
    long names stay two.

    Examples
    --------
    >>> safe_name("平陆运河: 前/后?"), safe_name("CON"), safe_name("..")
    ('平陆运河-_前-后', 'CON_', 'map')
    >>> safe_name("a" * 300) == safe_name("a" * 301)
    False
    """
    plain = unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode("utf-8")
    name = re.sub(r"\s+", "_", _FORBIDDEN.sub("-", plain).strip()).strip(" ._-")
    if not name:
        return default
    if len(name) > MOST_CHARACTERS or len(name.encode()) > MOST_BYTES:
        mark = hashlib.sha256(plain.encode()).hexdigest()[:8]
        head = name[:MOST_CHARACTERS - 9].encode()[:MOST_BYTES - 9].decode("utf-8", "ignore")
        name = f"{head.rstrip(' ._-')}-{mark}"
    stem, dot, rest = name.partition(".")
    return f"{stem}_{dot}{rest}" if stem.casefold() in RESERVED else name
