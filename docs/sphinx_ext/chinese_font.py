"""A font with the Chinese characters of the handbook, for machines that have none.

The characters that the built pages use are cut out of the font of the figures (Noto Sans SC, OFL)
and laid beside the style sheet; a browser fetches it from there only where no font of the
reader's own has them. The same pages give the same bytes.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

FILE = "chinese.woff"
FIRST = "\u2e80"
"""Where the blocks of Chinese characters and their punctuation begin."""
MARKS = "“”‘’…—·→−×≤≥"


def characters(folder: Path) -> str:
    """Chinese characters and marks of all pages of a folder, sorted."""
    used = set(MARKS)
    for page in folder.rglob("*.html"):
        used |= {sign for sign in html.unescape(page.read_text(encoding="utf-8")) if sign >= FIRST}
    return "".join(sorted(used))


def write(app: Any, error: Exception | None) -> None:
    """Write the font into the folder of static files."""
    if error is not None or app.builder.format != "html":
        return
    from corridors.drawing.svgfont import subset

    folder = Path(app.outdir)
    (folder / "_static" / FILE).write_bytes(subset(characters(folder)))


def setup(app: Any) -> dict[str, bool]:
    """Write the font at the end of a build."""
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
