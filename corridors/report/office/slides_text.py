"""Text on slides: what may stand in the file, how wide it is, and the size at which it fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

#: Line pitch as a share of the size of the type; set in points, so that no font changes it.
LINE = 1.28
#: Bold type and other fonts than the measured one are a little wider.
SAFETY = 1.04
BOLD = 1.12
#: Room at the sides, the top and the bottom of a text box, inches.
PAD_IN = 0.05
POINTS_PER_INCH = 72.0
DOTS = "…"
#: Office programs part Chinese characters from Latin letters and digits beside them.
_GAP_EM = 0.2
_SCRIPTS = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")
_MEASURED_PT = 100
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SENTENCES = re.compile(r".+?(?:[。！？]|[.!?](?=\s)|$)\s*")
_CLAUSES = re.compile(r".+?(?:[；;]|$)\s*")
_SPACES = re.compile(r"[ \t\r\n]+")


def clean(text: str) -> str:
    r"""Text without the characters that XML forbids, on one line.

    Examples
    --------
    >>> clean("\x0b坏\x00 =1+1\n]]>")
    '坏 =1+1 ]]>'
    """
    return _SPACES.sub(" ", _ILLEGAL.sub("", text)).strip()


@cache
def _font() -> Any:
    from PIL import ImageFont

    from corridors.drawing.fonts import font_path

    return ImageFont.truetype(str(font_path()), _MEASURED_PT, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20_000)
def _em(text: str) -> float:
    """Width of a line in multiples of the size of the type."""
    gaps = len(_SCRIPTS.findall(text)) * _GAP_EM
    return (float(_font().getlength(text)) / _MEASURED_PT + gaps) * SAFETY


def width_in(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Width of a line, inches.

    Examples
    --------
    >>> 0.7 < width_in("城市对比", 14) < 0.9
    True
    """
    return _em(text) * size_pt * (BOLD if bold else 1.0) / POINTS_PER_INCH


def lines(text: str, size_pt: float, room_in: float, *, bold: bool = False) -> list[str]:
    """A text broken into lines as an office program breaks it, longer words broken too."""
    from matplotlib.font_manager import FontProperties

    from corridors.drawing.textfit import wrap

    def measure(line: str, _font: FontProperties) -> float:
        return width_in(line, size_pt, bold=bold)

    found: list[str] = []
    wrapped = "\n".join(wrap(part, room_in, FontProperties(), measure)
                        for part in text.split("\n"))
    for line in wrapped.split("\n"):
        rest = line
        while width_in(rest, size_pt, bold=bold) > room_in and len(rest) > 1:
            part = _longest(rest, size_pt, room_in, bold=bold)
            found.append(rest[:part])
            rest = rest[part:]
        found.append(rest)
    return found


def _longest(text: str, size_pt: float, room_in: float, *, bold: bool) -> int:
    """How many characters of a text fit a line, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_in(text[:middle], size_pt, bold=bold) <= room_in:
            low = middle
        else:
            high = middle - 1
    return low


def cut(text: str, size_pt: float, room_in: float, count: int, *, bold: bool = False) -> str:
    """A text of at most `count` lines, dots in place of what is left out.

    Examples
    --------
    >>> cut("短", 12, 2.0, 1)
    '短'
    >>> cut("高质量高标准建设" * 9, 12, 2.0, 2)[-1]
    '…'
    """
    broken = lines(text, size_pt, room_in, bold=bold)
    if len(broken) <= count:
        return text
    length = min(len(text), sum(len(line) + 1 for line in broken[:count]))
    while length and len(lines(_dotted(text, length), size_pt, room_in, bold=bold)) > count:
        length -= 1
    return _dotted(text, length)


def whole_sentences(text: str, size_pt: float, room_in: float, count: int) -> str:
    """The first sentences of a text that fit so many lines, else its first clauses.

    Examples
    --------
    >>> whole_sentences("时间缩短。费用也下降，见下表。", 12, 1.0, 1)
    '时间缩短。'
    >>> whole_sentences("十对缩短；其中最大的一对为南宁至海防", 12, 1.0, 1)
    '十对缩短。'
    """
    for pattern, end in ((_SENTENCES, ""), (_CLAUSES, "." if text.isascii() else "。")):
        kept = ""
        for part in pattern.findall(text):
            if len(lines((kept + part).strip(), size_pt, room_in)) > count:
                break
            kept += part
        if kept.strip():
            kept = kept.strip()
            return kept.rstrip("；;") + end if kept[-1] in "；;" else kept
    return cut(text, size_pt, room_in, count)


def _dotted(text: str, length: int) -> str:
    return text[:length].rstrip(" ，、；：,;:（(") + DOTS


def height_in(count: int, size_pt: float) -> float:
    """Height of so many lines, inches."""
    return count * size_pt * LINE / POINTS_PER_INCH


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text with the size at which it fits."""

    text: str
    size_pt: float
    count: int


def fit(text: str, room_in: float, high_in: float, sizes: Sequence[float], *,
        bold: bool = False) -> Fitted:
    """The largest size at which a text fits a box; cut at the smallest if it must be.

    Parameters
    ----------
    room_in, high_in
        Size of the box without its padding, inches.
    sizes
        Sizes in points, largest first.
    """
    text = clean(text)
    for size in sizes:
        count = len(lines(text, size, room_in, bold=bold))
        if height_in(count, size) <= high_in:
            return Fitted(text, size, count)
    size = sizes[-1]
    most = max(1, int(high_in / height_in(1, size)))
    return Fitted(cut(text, size, room_in, most, bold=bold), size, most)
