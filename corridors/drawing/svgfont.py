"""Put the font into an SVG: only the characters used, so that it looks right anywhere."""

from __future__ import annotations

import base64
import html
import io
import re
from functools import lru_cache

from corridors.drawing.fonts import font_path

#: Name of the embedded font, and what takes its place in programs that ignore it.
FAMILY = "'Corridors Sans SC', 'Noto Sans SC', 'Microsoft YaHei', 'SimHei', sans-serif"
_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FAMILY = re.compile(r"font-family: [^;\"]*")


def embed(svg: str) -> str:
    """Embed the characters of an SVG's texts as a font, and let every text use it.

    Parameters
    ----------
    svg
        As written by matplotlib with texts kept as texts.

    Raises
    ------
    MissingPackageError
        The font is not installed.
    """
    used = {sign for found in _TEXT.findall(svg) for sign in html.unescape(_TAG.sub("", found))}
    if not used:
        return svg
    data = base64.b64encode(subset("".join(sorted(used)))).decode("ascii")
    face = ("@font-face{font-family:'Corridors Sans SC';"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}")
    svg = _TEXT.sub(lambda found: _FAMILY.sub(f"font-family: {FAMILY}", found.group()), svg)
    return svg.replace('<style type="text/css">', f'<style type="text/css">{face}', 1)


@lru_cache(maxsize=8)
def subset(characters: str) -> bytes:
    """WOFF of the font with some characters only, without clock."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(flavor="woff", hinting=False, layout_features=["kern"],
                      notdef_outline=True, name_IDs=[], recalc_timestamp=False)
    with TTFont(font_path(), lazy=True, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff"
        stream = io.BytesIO()
        font.save(stream)
    return stream.getvalue()
