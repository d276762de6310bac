"""Degrees out of text: decimal or with minutes and seconds, letters or 东经 and 北纬."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_PART = r"\d+(?:\.\d+)?"
_ANGLE = rf"(?:{_NUMBER}(?:\s*[°度d]\s*(?:{_PART}\s*['分m]\s*(?:{_PART}\s*[\"秒s]?)?)?)?)"
_SIDE = r"(?:[NSEW]|北纬|南纬|东经|西经)"
_BETWEEN = r"(?:\s*[,;/、]\s*|\s+)"
_FORMS = tuple(re.compile(form, re.IGNORECASE) for form in (
    rf"()({_ANGLE})(){_BETWEEN}()({_ANGLE})()",
    rf"({_SIDE})\s*({_ANGLE})()(?:{_BETWEEN}|)({_SIDE})\s*({_ANGLE})()",
    rf"()({_ANGLE})\s*({_SIDE})(?:{_BETWEEN}|)()({_ANGLE})\s*({_SIDE})",
    rf"({_SIDE}?)\s*({_ANGLE})\s*({_SIDE}?){_BETWEEN}({_SIDE}?)\s*({_ANGLE})\s*({_SIDE}?)"))
"""Bare, letters before, letters after, and letters in other places, which name no two axes."""
_PARTS = re.compile(_PART)
_MARKS = str.maketrans({"′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "º": "°",
                        "˚": "°", "−": "-", "–": "-"})
_SIDES = {"北纬": "N", "南纬": "S", "东经": "E", "西经": "W"}
Sided = tuple[str, str]
"""An angle as text and its letter, N, S, E or W; the letter is empty where none was given."""


def plain(text: str) -> str:
    """Text with half-width characters and one kind of mark, without brackets around it."""
    narrow = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS).strip()
    return re.sub(r"^[(\[](.*)[)\]]$", r"\1", narrow).strip()


def pair(text: str) -> tuple[Sided, Sided] | None:
    """Two angles in the order given; None where the text is anything else.

    Parameters
    ----------
    text
        Plain text, see :func:`plain`.

    Examples
    --------
    >>> pair("22.82N 108.32E"), pair("5号码头")
    ((('22.82', 'N'), ('108.32', 'E')), None)
    """
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    before1, first, after1, before2, second, after2 = found.groups()
    return (first, _letters(before1, after1)), (second, _letters(before2, after2))


def prefixed(text: str) -> Iterator[tuple[str, bool, tuple[Sided, Sided]]]:
    """Ways to read a text as a name before a pair: the name, whether a colon follows, the pair.

    Examples
    --------
    >>> [(name, colon) for name, colon, _ in prefixed("gcj02: 108.32,22.82")]
    [('gcj02', True)]
    """
    for mark in re.finditer(r"\s*[:=]\s*|\s+", text):
        found = pair(text[mark.end():])
        if found is not None:
            yield text[:mark.start()], bool(mark.group().strip()), found


def degrees(cell: float | str, axis: str) -> float | None:
    """Degrees of a number or a text, south and west negative.

    Parameters
    ----------
    axis
        The two letters that the text may carry: ``EW`` or ``NS``.

    Returns
    -------
    degrees
        None where the cell is no angle, or one of the other axis.

    Examples
    --------
    >>> degrees("108°19′12″E", "EW"), degrees("108°75′", "EW"), degrees("22.8N", "EW")
    (108.32, None, None)
    """
    if not isinstance(cell, str):
        return float(cell)
    text = plain(cell)
    for word, letter in _SIDES.items():
        text = text.replace(word, letter)
    text = text.upper()
    side = next((one for one in "NSEW" if text.startswith(one) or text.endswith(one)), "")
    text = text.strip("NSEW").strip()
    if (side and side not in axis) or not re.fullmatch(_ANGLE, text, re.IGNORECASE):
        return None
    parts = [float(part) for part in _PARTS.findall(text)]
    if any(part >= 60 for part in parts[1:]):
        return None
    value = sum(part / unit for part, unit in zip(parts, (1.0, 60.0, 3600.0), strict=False))
    return -value if (side in ("S", "W")) != text.startswith("-") else value


def _letters(before: str, after: str) -> str:
    """The letter of an angle; two letters, which are one too many, stay two."""
    return "".join(_SIDES.get(side, side.upper()) for side in (before, after))
