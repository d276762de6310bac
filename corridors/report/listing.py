"""Tables of text that stay readable in narrow windows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from corridors.messages import say
from corridors.report.terminal import GAP

if TYPE_CHECKING:
    from rich.console import Console

LEAST, MOST = 10, 24
"""Columns of the screen that a column which folds has at least, whatever its longest word."""
EDGES = 2
"""Columns of the screen that stand left and right of a table."""
WORD = re.compile(r"[^\s\u2e80-\uffff]+")
"""What no line break may come into: a word, an id or a date; Chinese breaks anywhere."""


def print_listing(console: Console, title: str, heads: Sequence[str],
                  rows: Sequence[Sequence[str]], lang: str, *, folds: Collection[int] = (0,),
                  numbers: Collection[int] = ()) -> None:
    """Print a table of text of which some columns fold, the others stay whole.

    Where the console is too narrow for that, each row becomes a short paragraph: its first cell,
    then the others with their headings.

    Parameters
    ----------
    heads
        Headings, or keys of headings.
    folds
        Columns that may fold, between words; empty columns are left out.
    numbers
        Columns of numbers, which stand at the right.
    """
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.padding import Padding
    from rich.text import Text

    from corridors.report.titled import Titled

    named = [say(head, lang) if head.startswith("head.") else head for head in heads]
    kept = [i for i in range(len(named)) if i == 0 or any(row[i] for row in rows)]
    natural, least = {}, {}
    for i in kept:
        cells = [named[i], *(row[i] for row in rows)]
        natural[i] = max(map(cell_len, cells))
        words = (cell_len(word) for cell in cells for word in WORD.findall(cell))
        least[i] = min(natural[i], MOST, max(LEAST, *words, LEAST)) if i in folds else natural[i]
    spare = console.width - sum(least.values()) - GAP * (len(kept) - 1) - EDGES
    if spare < 0:
        if title:
            console.print(title, style="bold", highlight=False)
        for row in rows:
            console.print(row[0], style="bold", highlight=False, markup=False)
            told = (say("line.cell", lang, head=named[i], cell=row[i]) for i in kept[1:]
                    if row[i])
            console.print(Padding(Text(say("line.between", lang).join(told)), (0, 0, 0, 2)))
        return
    width = _widths(least, natural, spare)
    made = Titled(title=title, box=SIMPLE_HEAD, pad_edge=False)
    for i in kept:
        made.add_column(named[i], justify="right" if i in numbers else "left", overflow="fold",
                        no_wrap=i not in folds, width=width[i])
    for row in rows:
        made.add_row(*(row[i] for i in kept))
    console.print(made)


def _widths(least: Mapping[int, int], natural: Mapping[int, int], spare: int) -> dict[int, int]:
    """Widths of columns: what each needs at least, and the rest to those that fold most.

    Examples
    --------
    >>> _widths({0: 10, 1: 10}, {0: 40, 1: 12}, 20)
    {0: 30, 1: 10}
    """
    width = dict(least)
    for _ in range(spare):
        tight = [i for i in width if width[i] < natural[i]]
        if not tight:
            break
        width[max(tight, key=lambda i: natural[i] / width[i])] += 1
    return width
