"""The Chinese font of the figures.

The font comes with the package pylopdf-fonts-zh-cn (Noto Sans SC, OFL); only this module knows.
Texts get it by file, so that no setting of matplotlib is changed for other users of it.
"""

from __future__ import annotations

from pathlib import Path

from matplotlib.font_manager import FontProperties, fontManager

from corridors.errors import Fault, MissingPackageError, fault

#: Characters that the font lacks, and what is printed for them; between two dollars matplotlib
#: would read a formula, and fail where it is none.
SUBSTITUTES = str.maketrans({
    "₀": "0",
    "₁": "1",
    "₂": "2",
    "₃": "3",
    "⟶": "→",
    "$": "＄",
    "\u2009": " ",
    "\u202f": " ",
})


def font_path() -> Path:
    """Path of the font file.

    Raises
    ------
    MissingPackageError
        The font package is not installed, or its file is gone.
    """
    try:
        from pylopdf_fonts_zh_cn import sans_path  # loaded when a map is drawn
    except ImportError as error:
        raise MissingPackageError(_missing()) from error
    path = Path(sans_path())
    if not path.is_file():
        raise MissingPackageError(_missing())
    return path


def font(size_pt: float) -> FontProperties:
    """Give the Chinese font at a size in points; it covers Latin, digits and arrows too."""
    return FontProperties(fname=str(font_path()), size=size_pt)


def printable(text: str) -> str:
    """Replace characters that the font lacks by their likeness.

    Examples
    --------
    >>> printable("CO₂")
    'CO2'
    """
    return text.translate(SUBSTITUTES)


def register() -> str:
    """Register the font with matplotlib and return its family name, for figures made elsewhere."""
    path = str(font_path())
    if all(entry.fname != path for entry in fontManager.ttflist):
        fontManager.addfont(path)
    return str(FontProperties(fname=path).get_name())


def _missing() -> Fault:
    return fault("package_missing", package="pylopdf-fonts-zh-cn", install="pylopdf-fonts-zh-cn")
