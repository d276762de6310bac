"""Office files are zip archives that hold the hour of their writing; here they lose it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

WRITTEN: Final = "2000-01-01T00:00:00Z"
"""The day that every document claims to be from: its stamp, not its date, says what it is."""
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")
_OFFICE: Final = (".docx", ".pptx", ".xlsx")
_DATES: Final = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def normalise_zip(data: bytes) -> bytes:
    """Rewrite an Office file so that the same content always gives the same bytes.

    The parts come in one order (the content types first, as readers expect, then by name), with
    a constant date, and so do the dates in the document's properties. Workbooks inside, which
    native charts bring along, are rewritten likewise.

    Parameters
    ----------
    data
        A ``.docx``, ``.pptx`` or ``.xlsx``.

    Returns
    -------
    data
        The same document.

    Raises
    ------
    zipfile.BadZipFile
        It is no zip archive.

    Examples
    --------
    >>> def package(day, *names):
    ...     out = io.BytesIO()
    ...     with zipfile.ZipFile(out, "w") as archive:
    ...         for name in names:
    ...             archive.writestr(zipfile.ZipInfo(name, (day, 1, 1, 0, 0, 0)), name)
    ...     return out.getvalue()
    >>> one = package(2001, "word/document.xml", "[Content_Types].xml")
    >>> other = package(2026, "[Content_Types].xml", "word/document.xml")
    >>> one == other, normalise_zip(one) == normalise_zip(other)
    (False, True)
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (_rank(name), name)):
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            archive.writestr(part, _timeless(name, parts[name]))
    return out.getvalue()


def _rank(name: str) -> int:
    """Place of a part among those that come first."""
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _timeless(name: str, content: bytes) -> bytes:
    """A part without the hour of its writing."""
    if name.endswith(_OFFICE):
        return normalise_zip(content)
    if name == "docProps/core.xml":
        return _DATES.sub(rb"\g<1>" + WRITTEN.encode() + rb"\g<3>", content)
    return content
