"""Results that are a tidy table: as a DataFrame, and their first rows in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from corridors.card import ROWS, Card, Shown
from corridors.messages import say
from corridors.rounding import show

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = {"_h": "h", "_cny": "CNY", "_kg": "kg", "_km": "km", "_pct": "%"}
"""Unit by the end of a column's name."""


class Tabled(Shown):
    """A result that says its rows; units are in the names of columns or in a column ``unit``."""

    def records(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Names of the columns, and rows with None for what is missing."""
        raise NotImplementedError

    @property
    def table(self) -> pd.DataFrame:
        """The rows as a tidy DataFrame; missing numbers are NaN."""
        import pandas as pd

        columns, rows = self.records()
        frame = pd.DataFrame(list(rows), columns=list(columns))
        wanted = {name: float for name in columns if frame[name].dtype == object
                  and frame[name].notna().any() and all(
                      isinstance(value, float | int) and not isinstance(value, bool)
                      for value in frame[name].dropna())}
        return frame.astype(wanted)

    def card(self, lang: str) -> Card:
        """The first rows."""
        columns, given = self.records()
        rows = list(given)
        units = [next((unit for end, unit in SUFFIXES.items() if name.endswith(end)), "")
                 for name in columns]
        at = columns.index("unit") if "unit" in columns else None
        shown = tuple(tuple(_text(value, units[i] or ("" if at is None else str(row[at])))
                            for i, value in enumerate(row)) for row in islice(rows, ROWS))
        numbers = frozenset(i for i in range(len(columns)) if any(
            isinstance(row[i], float) for row in rows[:ROWS]))
        return Card(type(self).__name__, "", say("card.table", lang, what=type(self).__name__),
                    {}, tuple(columns), shown, numbers, len(rows),
                    line=f"{len(rows)} rows; {self.summary_line()}".rstrip("; "))

    def summary_line(self) -> str:
        """What the line in a shell adds to the number of rows."""
        return ""


def _text(value: object, unit: str) -> str:
    if isinstance(value, bool) or not isinstance(value, float):
        return "" if value is None else ";".join(map(str, value)) if isinstance(
            value, tuple) else str(value)
    return "" if value != value else show(value, unit)
