"""Where data, scenarios and map specifications live: the embedded ones, and the user's own.

The embedded ones stand beside the package in a checkout, and below ``embedded`` in an installed
wheel. A workspace is a folder of one's own with a file ``corridors.yaml``; what stands in its
folders is known beside the embedded projects, plans, scenarios and maps.
"""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).parent
MARK = "corridors.yaml"
"""File that makes a folder a workspace."""
VARIABLE = "CORRIDORS_WORKSPACE"
"""Environment variable that names the workspace; ``off`` for none."""


def workspace() -> Path | None:
    """The workspace: as the environment names it, else the nearest folder above with its mark.

    Raises
    ------
    InputError
        The folder that the environment names is no workspace.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        if named.casefold() == "off":
            return None
        folder = Path(named).absolute()
        if not (folder / MARK).is_file():
            from corridors.errors import InputError, fault

            raise InputError(fault("workspace_missing", file=folder, mark=MARK))
        return folder
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / MARK).is_file()), None)


def own(name: str) -> Path | None:
    """A folder or file of the workspace; None where there is none.

    Parameters
    ----------
    name
        ``projects``, ``plans.yaml``, ``scenarios`` or ``maps``.

    Examples
    --------
    >>> own("no such folder") is None
    True
    """
    home = workspace()
    return home / name if home is not None and (home / name).exists() else None


Found = tuple[str, int, int]
"""Path, time of the last change in nanoseconds, and size of a file."""


def as_found(path: Path) -> Found:
    """A file as it stands on disk; another once it is edited, gone or there again.

    What is kept of the user's own files between two calls is kept under this, so that a
    notebook sees what was just edited.

    Examples
    --------
    >>> as_found(Path("no such file"))
    ('no such file', 0, 0)
    """
    try:
        about = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), about.st_mtime_ns, about.st_size


def embedded(folder: str) -> Path:
    """Path of an embedded folder: ``data``, ``scenarios`` or ``maps``.

    A data package in the workspace (its folder ``data``) takes the place of the embedded one.

    Examples
    --------
    >>> embedded("data").name
    'data'
    """
    if folder == "data" and (mine := own("data")) is not None:
        return mine
    installed = PACKAGE / "embedded" / folder
    return installed if installed.is_dir() else PACKAGE.parent / folder
