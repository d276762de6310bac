"""Office files without a clock: the same content gives the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

_DAY = (2000, 1, 1, 0, 0, 0)


def repacked(data: bytes) -> bytes:
    """An archive with its entries in their order and all dates alike."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return stream.getvalue()
