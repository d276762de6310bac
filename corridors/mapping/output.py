"""Write a figure to disk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from matplotlib.figure import Figure

DPI = 200


def save_png(fig: Figure, path: Path | str, dpi: int = DPI) -> Path:
    """Write a PNG whole or not at all, with the same bytes every time.

    Parameters
    ----------
    fig
        The figure.
    path
        Where to write; its folder must exist.
    dpi
        Dots per inch.

    Returns
    -------
    path
        The file written.
    """
    target = Path(path)
    handle, name = tempfile.mkstemp(suffix=".png", prefix=f".{target.stem}-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            fig.savefig(stream, format="png", dpi=dpi, metadata={"Software": None})
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return target
