"""A briefing in one language, as frozen data: sections of paragraphs, tables, charts and maps.

Writers turn it into documents and add nothing: every sentence and every number stands here, so
that all documents say the same. Numbers are :class:`Quantity`, rounded once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from corridors.charts.model import Chart
from corridors.mapping.model import MapContent
from corridors.report.numbers import digits, rounded, show

Language = Literal["zh", "en"]
Tone = Literal["gain", "loss", "none", "new", "caution", "plain"]
Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as `corridors.units` and `corridors.report.numbers` know it.

    Examples
    --------
    >>> gain = Quantity(-27.64, "h", sign=True, tone="gain")
    >>> str(gain), gain.rounded, gain.digits
    ('−27.6', -27.6, 1)
    >>> str(Quantity(None, "h"))
    ''

    `like` is the size that decides the decimals, that of the larger level of a comparison:

    >>> str(Quantity(-55.3, "CNY", sign=True, like=4243.2))
    '−55'
    """

    value: float | None
    unit: str
    sign: bool = False
    tone: Tone = "plain"
    like: float | None = None

    @property
    def rounded(self) -> float | None:
        """The number as shown."""
        return rounded(self.value, self.unit, self.like)

    @property
    def digits(self) -> int:
        """Decimals shown."""
        return 0 if self.value is None else digits(self.value, self.unit, self.like)

    def __str__(self) -> str:
        """The number in words of the page, without its unit."""
        return show(self.value, self.unit, sign=self.sign, like=self.like)


Cell = str | Quantity
"""What a table holds: words, or a number."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading with its unit in it, share of the table's width, alignment."""

    heading: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes
    ----------
    key
        Names it for writers and tests, unique in a briefing.
    rows
        One tuple of cells a row, as many as columns.
    notes
        Printed below it.
    printed
        Positions of the rows that a paper document shows where the table is too long to be read
        on paper; None for all. Workbook and web page have all rows.
    note_printed
        Tells on paper where the others are.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    printed: tuple[int, ...] | None = None
    note_printed: str = ""

    def on_paper(self) -> Table:
        """The table as a paper document shows it.

        Examples
        --------
        >>> long = Table("t", "", (Column("n"),), (("a",), ("b",)), (), (1,), "1 of 2")
        >>> long.on_paper().rows, long.on_paper().notes
        ((('b',),), ('1 of 2',))
        """
        if self.printed is None:
            return self
        return replace(self, rows=tuple(self.rows[at] for at in self.printed),
                       notes=(self.note_printed, *self.notes), printed=None, note_printed="")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in words generated from the numbers.

    Attributes
    ----------
    tone
        What it tells: a gain, a loss, that nothing changed, a new connection, or a caution.
    values
        The numbers in the sentence, in their order.
    """

    text: str
    tone: Tone
    values: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings as a list."""

    key: str
    items: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A chart with its caption; `message` is the one sentence that it shows."""

    key: str
    caption: str
    message: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class MapFigure:
    """A map with its caption; `message` is the one sentence that it shows."""

    key: str
    caption: str
    message: str
    content: MapContent


@dataclass(frozen=True, slots=True)
class Definition:
    """A word and what it means here."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """Words explained."""

    key: str
    items: tuple[Definition, ...]


Block = Paragraph | Findings | Table | ChartFigure | MapFigure | Definitions


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `key` is one of those named in :class:`Brief`."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True)
class Brief:
    """A briefing on one scenario.

    Attributes
    ----------
    headline
        The one sentence that the leadership shall remember.
    sections
        In reading order, with the keys ``summary`` (key findings), ``question``, ``method``,
        ``results`` (tables, charts and maps), ``changes``, ``projects``, ``assumptions``,
        ``sources``, ``definitions``; any may have further sections of a deeper level after it.
    stamp
        Scenario hash, data version, package version.
    labels
        Words that documents need around it: contents, figure, table, page and the like.
    """

    scenario: str
    lang: Language
    title: str
    question: str
    headline: str
    stamp: str
    attribution: str
    sections: tuple[Section, ...]
    labels: dict[str, str] = field(default_factory=dict)

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for section in self.sections:
            yield from section.blocks

    def section(self, key: str) -> Section:
        """The section of a key.

        Raises
        ------
        KeyError
            There is none.
        """
        return {section.key: section for section in self.sections}[key]

    def tables(self) -> dict[str, Table]:
        """Tables by key."""
        return {block.key: block for block in self.blocks() if isinstance(block, Table)}

    def charts(self) -> dict[str, ChartFigure]:
        """Charts by key."""
        return {block.key: block for block in self.blocks() if isinstance(block, ChartFigure)}

    def maps(self) -> dict[str, MapFigure]:
        """Maps by key."""
        return {block.key: block for block in self.blocks() if isinstance(block, MapFigure)}
