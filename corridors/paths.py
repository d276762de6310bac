"""Where the embedded data, scenarios and map specifications live.

In a checkout they stand beside the package; in an installed wheel below ``embedded``.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def embedded(folder: str) -> Path:
    """Path of an embedded folder: ``data``, ``scenarios`` or ``maps``.

    Examples
    --------
    >>> embedded("data").name
    'data'
    """
    installed = PACKAGE / "embedded" / folder
    return installed if installed.is_dir() else PACKAGE.parent / folder
