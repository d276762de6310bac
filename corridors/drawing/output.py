"""A figure as bytes, the same every time."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from corridors.drawing import svgfont, textfit
from corridors.textfile import write_atomic

DPI = 200
#: What a figure may be written as.
FORMATS = ("png", "svg", "pdf")
#: No clock and no name of software; the ids of an SVG follow from its content alone.
METADATA: dict[str, dict[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
}
#: Text stays text. Type 3 embeds the glyphs used, with what each of them means, so that Chinese
#: can be searched and copied; Type 42 does not fit a font with PostScript outlines.
#: Without hinting a text is equally wide at every resolution, so that what was fitted stays so.
SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "corridors", "pdf.fonttype": 3,
            **textfit.UNHINTED}


def render(fig: Figure, format: str, dpi: int = DPI) -> bytes:  # noqa: A002
    """A figure as png, svg or pdf, the same bytes every time.

    Parameters
    ----------
    format
        ``png``, ``svg`` or ``pdf``; in the last two text stays text and the font is embedded.
    dpi
        Dots per inch of a PNG.

    Raises
    ------
    ValueError
        There is no such format.
    MissingPackageError
        The font is not installed.
    """
    if format not in FORMATS:
        raise ValueError(f"a figure is written as {', '.join(FORMATS)}, not as {format}")
    stream = io.BytesIO()
    own: dict[Any, Any] = SETTINGS
    with mpl.rc_context(own):
        fig.savefig(stream, format=format, dpi=dpi if format == "png" else "figure",
                    metadata=METADATA[format])
    if format == "svg":
        return svgfont.embed(stream.getvalue().decode("utf-8")).encode("utf-8")
    return stream.getvalue()


def to_png(fig: Figure, dpi: int = DPI) -> bytes:
    """PNG of a figure without clock or software name in it.

    Parameters
    ----------
    dpi
        Dots per inch.
    """
    return render(fig, "png", dpi)


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
