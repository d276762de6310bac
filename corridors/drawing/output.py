"""A figure as bytes, the same every time."""

from __future__ import annotations

import io
from pathlib import Path

from matplotlib.figure import Figure

from corridors.textfile import write_atomic

DPI = 200


def to_png(fig: Figure, dpi: int = DPI) -> bytes:
    """PNG of a figure without clock or software name in it.

    Parameters
    ----------
    dpi
        Dots per inch.
    """
    stream = io.BytesIO()
    fig.savefig(stream, format="png", dpi=dpi, metadata={"Software": None})
    return stream.getvalue()


def save_png(fig: Figure, path: Path | str, dpi: int = DPI) -> Path:
    """Write a PNG whole or not at all.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    target = Path(path)
    write_atomic(target, to_png(fig, dpi))
    return target


def render(fig: Figure, format: str, dpi: int = DPI) -> bytes:  # noqa: A002
    """A figure as png, svg or pdf, the same bytes every time.

    Parameters
    ----------
    format
        ``png``, ``svg`` or ``pdf``; in the last two text stays text.
    dpi
        Dots per inch of a PNG.

    Raises
    ------
    ValueError
        There is no such format.
    """
    if format == "png":
        return to_png(fig, dpi)
    if format not in ("svg", "pdf"):
        raise ValueError(f"no such format: {format}")
    stream = io.BytesIO()
    fig.savefig(stream, format=format)
    return stream.getvalue()
