"""Figures of project files for a reader: units in words, sums of money in the usual unit."""

from __future__ import annotations

from corridors.messages import known, say

TENFOLD = ("bn CNY", "bn CNY/year")
"""Units that Chinese readers expect in 亿元, of which 10 make one; files keep the stored one."""
PLAIN = ("", "1", "count")
"""Units that are none."""


def in_unit(value: float, unit: str, lang: str) -> float:
    """A value in the unit that :func:`unit_name` names.

    Examples
    --------
    >>> in_unit(72.719, "bn CNY", "zh"), in_unit(72.719, "bn CNY", "en")
    (727.19, 72.719)
    """
    return round(value * 10, 9) if lang == "zh" and unit in TENFOLD else value


def unit_name(unit: str, lang: str) -> str:
    """A unit in words; as it stands where the catalogue has none for it.

    Examples
    --------
    >>> unit_name("Mt/year", "zh"), unit_name("of 27", "zh"), unit_name("%", "zh")
    ('百万吨/年', '／27', '%')
    """
    if unit in PLAIN:
        return ""
    if unit.startswith("of ") and unit[3:].isdigit():
        return say("line.of_total", lang, total=unit[3:])
    return say(f"figure.{unit}", lang) if known(f"figure.{unit}") else unit


def with_unit(text: str, unit: str, lang: str) -> str:
    """A number that is already text, and its unit.

    Examples
    --------
    >>> with_unit("62", "%", "zh"), with_unit("27", "of 27", "zh"), with_unit("4", "h", "en")
    ('62%', '27／27', '4 h')
    """
    name = unit_name(unit, lang)
    return f"{text}{'' if not name or name[0] in '%／（' else ' '}{name}"


def fact_name(key: str, lang: str) -> str:
    """What a figure is called; its key in words where the catalogue has none for it.

    Examples
    --------
    >>> fact_name("length_km", "en"), fact_name("shoals_left", "en")
    ('length', 'shoals left')
    """
    return say(f"fact.{key}", lang) if known(f"fact.{key}") else key.replace("_", " ")
