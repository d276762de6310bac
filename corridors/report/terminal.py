"""Tables for the terminal; rich knows the width of Chinese characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corridors.messages import say

if TYPE_CHECKING:
    from rich.table import Table


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], lang: str, *,
          left: int = 1) -> Table:
    """A rich table; the first ``left`` columns are text, the rest numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False,
                 title_style="bold")
    body = list(rows)
    for i, head in enumerate(heads):
        made.add_column(say(head, lang) if head.startswith("head.") else head,
                        justify="left" if i < left else "right", overflow="fold",
                        no_wrap=i >= left and not any(" " in row[i] for row in body))
    for row in body:
        made.add_row(*row)
    return made
