"""Tables for the terminal; rich knows the width of Chinese characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corridors.messages import listed, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

GAP = 3
"""Columns between two columns of a table."""


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], lang: str, *,
          left: int = 1, last_folds: bool = False) -> Table:
    """A rich table; the first ``left`` columns are text, the rest numbers.

    Parameters
    ----------
    last_folds
        Only the last column gives way where the console is too narrow, at its spaces.
    """
    from rich.box import SIMPLE_HEAD

    from corridors.report.titled import Titled

    made = Titled(title=title, box=SIMPLE_HEAD, pad_edge=False)
    body = list(rows)
    for i, head in enumerate(heads):
        made.add_column(say(head, lang) if head.startswith("head.") else head,
                        justify="left" if i < left else "right", overflow="fold",
                        no_wrap=i + 1 < len(heads) if last_folds else
                        i >= left and not any(" " in row[i] for row in body))
    for row in body:
        made.add_row(*row)
    return made


def print_whole(console: Console, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]],
                lang: str, *, left: int = 1) -> None:
    """Print a table without cutting or folding a column.

    Where it is wider than the console the columns go into several tables below one another, the
    first ``left`` of them in each.
    """
    from rich.cells import cell_len

    named = [say(head, lang) if head.startswith("head.") else head for head in heads]
    width = [max(map(cell_len, (head, *(row[i] for row in rows)))) + GAP
             for i, head in enumerate(named)]
    groups: list[list[int]] = []
    for i in range(left, len(named)):
        if not groups or sum(width[j] for j in (*range(left), *groups[-1], i)) > console.width:
            groups.append([])
        groups[-1].append(i)
    for number, group in enumerate(groups or [[]]):
        chosen = [*range(left), *group]
        console.print(table("" if number else title, [named[i] for i in chosen],
                            [[row[i] for i in chosen] for row in rows], lang, left=left))


def print_filled(console: Console, title: str, heads: Sequence[str],
                 rows: Sequence[Sequence[str]], lang: str, *, left: int = 1) -> None:
    """Print a table without its empty columns, and without cutting one, see :func:`print_whole`."""
    kept = [i for i in range(len(heads)) if i < left or any(row[i] for row in rows)]
    print_whole(console, title, [heads[i] for i in kept],
                [[row[i] for i in kept] for row in rows], lang, left=left)


def print_parts(console: Console, head: str, parts: Sequence[str], lang: str,
                tail: str = "") -> None:
    """Print a head and a list behind it; lines break between the items of the list only."""
    from rich.cells import cell_len

    line, comma = head, listed(("", ""), lang)
    for i, part in enumerate(parts):
        text = part + (comma if i + 1 < len(parts) else tail)
        if line.strip() and cell_len(line + text.rstrip()) > console.width:
            console.print(line.rstrip(), highlight=False, soft_wrap=True)
            line = "  "
        line += text
    console.print(line, highlight=False, soft_wrap=True)
