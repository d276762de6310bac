"""Read the roads and railways that ship with the data package."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path

import numpy as np

from corridors.errors import InputError, fault
from corridors.ground.model import Ground
from corridors.inputfile import check_archive
from corridors.paths import embedded

KINDS = ("roads", "rails")


def load_ground(kind: str = "roads", folder: Path | None = None) -> Ground:
    """Roads or railways on the ground.

    Parameters
    ----------
    folder
        Data package with ``ground/<kind>.npz``; the embedded one where None.

    Raises
    ------
    InputError
        The file is missing or broken.

    Examples
    --------
    >>> roads = load_ground("roads")
    >>> bool(roads.km.sum() > 400_000)
    True
    """
    return _load(kind, folder or embedded("data"))


def has_ground(folder: Path | None = None, kind: str = "roads") -> bool:
    """Whether a data package has roads or railways on the ground."""
    return ((folder or embedded("data")) / "ground" / f"{kind}.npz").exists()


def ground_bytes(kind: str = "roads", folder: Path | None = None) -> bytes:
    """The file as it stands, to tell whether it has changed.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    path = (folder or embedded("data")) / "ground" / f"{kind}.npz"
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(fault("ground_broken", file=path, reason=error)) from None


@cache
def _load(kind: str, folder: Path) -> Ground:
    path = folder / "ground" / f"{kind}.npz"
    try:
        raw = path.read_bytes()
        check_archive(path)
        with np.load(io.BytesIO(raw), allow_pickle=False) as stored:
            points, ends = stored["points"] / 1000.0, stored["ends"].astype(np.int64)
            km, component = stored["metres"] / 1000.0, stored["component"].astype(np.int64)
        if not (len(points) == len(component) and len(ends) == len(km)
                and points.ndim == ends.ndim == 2 and ends.min() >= 0 < km.min()
                and ends.max() < len(points)):
            raise ValueError("arrays do not fit")
    except InputError:
        raise
    except Exception as error:  # whatever a damaged archive makes its readers stumble over
        raise InputError(fault("ground_broken", file=path, reason=error)) from None
    for array in (points, ends, km, component):
        array.flags.writeable = False
    return Ground(kind, points, ends, km, component, hashlib.sha256(raw).hexdigest()[:12])
