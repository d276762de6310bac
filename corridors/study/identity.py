"""What the answers of a study depend on besides itself: code, data, and libraries of numbers.

Answers that another version gave are not used again, and workers of another version are refused.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corridors import __version__
from corridors.paths import PACKAGE, embedded, own

DATA = (".csv", ".yaml", ".json", ".geojson", ".npz")
LIBRARIES = ("numpy", "scipy", "numba")
"""Those that may move the last digit of an answer."""


@cache
def identity() -> dict[str, str]:
    """Versions of this process by name: ``corridors``, ``code``, ``data``, ``python``, ``numpy``.

    ``code`` and ``data`` are hashes of the content of the modules and of the embedded data, the
    same for a checkout and an installed wheel and whatever the ends of lines.
    """
    found = {"corridors": __version__, "code": code(),
             "data": _hash((embedded("data"), PACKAGE / "fields",
                            *(folder for folder in (own("projects"),) if folder)), DATA,
                           embedded("data") / "import"),
             "python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


@cache
def code() -> str:
    """Hash of the modules of the package, 12 hexadecimal digits."""
    return _hash((PACKAGE,), (".py",), PACKAGE / "embedded")


def _hash(folders: tuple[Path, ...], ends: tuple[str, ...], leave: Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for name, path in sorted((path.relative_to(folder).as_posix(), path)
                                 for path in folder.rglob("*") if path.suffix in ends):
            if leave in path.parents:  # an installed package has none of it
                continue
            raw = path.read_bytes()
            if path.suffix != ".npz":
                raw = raw.replace(b"\r\n", b"\n")
            digest.update(f"{name} {len(raw)} ".encode())
            digest.update(raw)
    return digest.hexdigest()[:12]
