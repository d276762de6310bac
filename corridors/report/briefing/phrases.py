"""Sentences and the numbers in them: names of pairs, amounts, changes, who is spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.analysis.compare import Comparison, Row
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.report.briefing.model import Finding, Quantity, Tone
from corridors.units import MEASURE_UNITS

PAIRS = "pairs"
"""Unit of counts."""


class Sentence:
    """One sentence while it is written: remembers each number that goes into it.

    Examples
    --------
    >>> sentence = Sentence("en")
    >>> sentence.amount(424.47, "time_h"), sentence.count(3)
    ('424.5 h', '3')
    >>> [str(number) for number in sentence.finding("424.5 h on 3 pairs.", "gain").values]
    ['424.5', '3']
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._values: list[Quantity] = []

    @property
    def values(self) -> tuple[Quantity, ...]:
        """The numbers so far, in their order."""
        return tuple(self._values)

    def number(self, value: float | None, unit: str, *, sign: bool = False,
               like: float | None = None) -> str:
        """A number as shown, without its unit; `like` is the size that decides its decimals."""
        quantity = Quantity(value, unit, sign, like=like)
        self._values.append(quantity)
        return str(quantity)

    def count(self, value: int) -> str:
        """A number of pairs or projects."""
        return self.number(value, PAIRS)

    def amount(self, value: float | None, measure: str, *, sign: bool = False,
               like: float | None = None) -> str:
        """A number with the unit of its measure."""
        return say(f"amount.{measure}", self.lang,
                   value=self.number(value, MEASURE_UNITS[measure], sign=sign, like=like))

    def change(self, row: Row) -> str:
        """``from 424.5 h to 396.8 h (−27.6 h)``."""
        assert row.base is not None
        assert row.after is not None
        assert row.difference is not None
        return say("find.fell" if row.difference < 0 else "find.rose", self.lang,
                   base=self.amount(row.base, row.measure, like=row.size),
                   after=self.amount(row.after, row.measure, like=row.size),
                   difference=self.amount(row.difference, row.measure, sign=True,
                                          like=row.size))

    def finding(self, text: str, tone: Tone) -> Finding:
        """The sentence and its numbers."""
        return Finding(text[:1].upper() + text[1:], tone, self.values)


def pair_name(result: Comparison, pair: Sequence[str], lang: str) -> str:
    """Origin and destination."""
    return "{}{}{}".format(place_name(result.base, pair[0], lang), "—" if lang == "zh" else "–",
                           place_name(result.base, pair[1], lang))


def joined(words: Iterable[str], lang: str) -> str:
    """Words as a list whose last two are joined by "and".

    Examples
    --------
    >>> joined(["road", "rail", "air"], "en"), joined(["公路", "铁路"], "zh")
    ('road, rail and air', '公路和铁路')
    """
    *first, last = words
    return f"{listed(first, lang)}{say('brief.and', lang)}{last}" if first else last


def clauses(parts: Iterable[str], lang: str) -> str:
    """Clauses of one sentence."""
    return ("；" if lang == "zh" else "; ").join(parts)


def sentences(parts: Iterable[str], lang: str) -> str:
    """Sentences of one paragraph."""
    return ("" if lang == "zh" else " ").join(part[:1].upper() + part[1:]
                                              for part in parts if part)


def who(profiles: Iterable[str], mode: str, lang: str) -> str:
    """Users and their main mode: containers and bulk by river-sea ship."""
    return say("find.who", lang, mode=say(f"mode.{mode}", lang),
               profile=joined((say(f"profile.{profile}", lang) for profile in profiles), lang))


def unit_of(measure: str, lang: str) -> str:
    """Unit of a measure in words."""
    return say(f"amount.{measure}", lang, value="").strip()


def row_index(result: Comparison) -> dict[tuple[str, str, str, str, str], Row]:
    """Rows by profile, origin, destination, main mode and measure."""
    return {(row.profile, row.origin, row.destination, row.mode, row.measure): row
            for row in result.rows}


def date_text(date: str, lang: str) -> str:
    """A date, a month or a year as a reader writes it.

    Examples
    --------
    >>> date_text("2025-12", "zh"), date_text("2025-12-26", "zh"), date_text("2025-12", "en")
    ('2025年12月', '2025年12月26日', '2025-12')
    """
    if lang != "zh":
        return date
    return "".join(f"{int(part)}{mark}" for part, mark in zip(date.split("-"), "年月日",
                                                             strict=False))
