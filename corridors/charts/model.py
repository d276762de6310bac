"""What charts show, as frozen data: rounded numbers and words, no drawing, no network.

One content serves every form: the picture that matplotlib draws for Word, the native chart of a
slide or a workbook, and the interactive chart of the page. Whoever builds a content rounds its
numbers once (:func:`corridors.report.numbers.rounded`), so that all forms agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corridors.rounding import show, size

Outcome = Literal["gain", "loss", "none", "new", "gone"]


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """One pair: a dot before, a dot after; a missing one where there was or is no connection."""

    label: str
    base: float | None
    after: float | None
    difference: float | None
    outcome: Outcome

    @property
    def size(self) -> float | None:
        """The larger of both levels, which decides the decimals of all three numbers."""
        return size(self.base, self.after)


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Before and after of several pairs on one axis, in the order given, first on top.

    Attributes
    ----------
    axis
        What the axis measures, with its unit.
    labels
        Names of the two states, before and after.
    """

    title: str
    axis: str
    unit: str
    labels: tuple[str, str]
    rows: tuple[DumbbellRow, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """A matrix, rows are origins, columns are destinations.

    Attributes
    ----------
    values
        One tuple for each row; None where there is no connection in either state.
    texts
        What is printed in each cell: the number as it is shown, or a word such as "new".
    diverging
        Differences, coloured around zero; levels otherwise.
    less_is_better
        Whether negative differences are gains.
    sizes
        The larger level, before or after, of the pair of each cell: it decides the decimals of
        the difference. Empty where the values decide themselves.
    scale
        What the colours of a diverging scale show; after minus before where empty.
    """

    title: str
    unit: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    diverging: bool = True
    less_is_better: bool = True
    sizes: tuple[tuple[float | None, ...], ...] = ()
    scale: str = ""

    @property
    def size(self) -> float | None:
        """The largest level of all pairs."""
        return size(*(level for row in self.sizes for level in row))

    def size_at(self, row: int, column: int) -> float | None:
        """The larger level of one pair."""
        return self.sizes[row][column] if self.sizes else None


@dataclass(frozen=True, slots=True)
class Bar:
    """One stacked bar: its group (a pair and main mode), its name in it, one value a part."""

    group: str
    label: str
    values: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Parts of journeys before and after; bars of one group stand together.

    Attributes
    ----------
    parts
        Names of the parts, from the start of the journey to its end.
    keys
        Component of the journey of each part, for its colour.
    """

    title: str
    axis: str
    unit: str
    parts: tuple[str, ...]
    keys: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class TradeOffPoint:
    """One way to make a trip: hours, money and CO2 for one unit of the profile."""

    mode: str
    label: str
    state: Literal["base", "after"]
    time_h: float
    cost_cny: float
    co2_kg: float


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Ways to make one trip in time and cost; the size of a point is its CO2.

    Attributes
    ----------
    axes
        Headings of hours, money and CO2, each with its unit.
    labels
        Names of the two states, before and after.
    """

    title: str
    axes: tuple[str, str, str]
    labels: tuple[str, str]
    points: tuple[TradeOffPoint, ...]

    def numbers(self, point: TradeOffPoint) -> tuple[tuple[float, str, float | None], ...]:
        """Hours, money and CO2 of a point: value, unit, and the size in both states."""
        ways = [one for one in self.points if one.mode == point.mode]
        return ((point.time_h, "h", None),
                (point.cost_cny, "CNY", size(*(one.cost_cny for one in ways))),
                (point.co2_kg, "kg", size(*(one.co2_kg for one in ways))))

    def shown(self, point: TradeOffPoint) -> tuple[str, ...]:
        """Hours, money and CO2 of a point as people read them, in either state alike.

        Examples
        --------
        >>> ways = [TradeOffPoint("road", "Road", state, 9.0, money, 20.0)
        ...         for state, money in (("base", 105.2), ("after", 99.5))]
        >>> chart = TradeOff("", ("h", "CNY", "kg"), ("before", "after"), tuple(ways))
        >>> [chart.shown(way)[1] for way in ways]
        ['105', '100']
        """
        return tuple(show(value, unit, like=like) for value, unit, like in self.numbers(point))


@dataclass(frozen=True, slots=True)
class Distribution:
    """Differences over all pairs of one main mode, sorted into steps.

    Attributes
    ----------
    edges
        Edges of the steps, one more than `counts`.
    unchanged
        Pairs whose difference is nought; they are in no step.
    notes
        What is not in the steps, in words: newly connected, not connected.
    """

    title: str
    axis: str
    count_axis: str
    unit: str
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    unchanged: int
    notes: tuple[str, ...] = ()
    less_is_better: bool = True


Chart = Dumbbell | Heatmap | StackedBars | TradeOff | Distribution
