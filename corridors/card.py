"""What an object shows of itself: one line in a shell, a small table in a notebook.

The table is plain HTML that needs neither network nor script; every text in it is escaped. Its
language is that of ``CORRIDORS_LANG`` (``zh`` unless set), like the command line's.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from corridors.errors import ReadOnlyError, fault
from corridors.messages import LANGS, say

ROWS = 12
"""Rows that a card shows; of more it says how many there are."""
STYLE = {
    "frame": "font-family:sans-serif;font-size:13px;line-height:1.45;margin:4px 0",
    "title": "font-weight:600;font-size:14px",
    "table": "border-collapse:collapse;margin:4px 0;border-top:1.5px solid #444;"
             "border-bottom:1.5px solid #444",
    "head": "text-align:{align};padding:2px 10px;border-bottom:1px solid #999;font-weight:600",
    "cell": "text-align:{align};padding:2px 10px;vertical-align:top",
    "quiet": "color:#767676;font-size:12px",
}


@dataclass(frozen=True)
class Card:
    """Content of what is shown, in words already.

    Attributes
    ----------
    kind, key
        Name of the class and of the object.
    title
        Its own name.
    facts
        Text by the name of its label (``shown.`` in the messages), one under the other; empty
        ones are left out.
    headings, rows
        A table; cells that are to stand at the right are those of ``numbers``.
    numbers
        Columns of the table that hold numbers.
    total
        Rows there are, where the table shows fewer.
    line
        What follows kind and key in a shell, in English.
    most
        Rows shown at most.
    """

    kind: str
    key: str
    title: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numbers: frozenset[int] = frozenset()
    total: int = 0
    note: str = ""
    stamp: str = ""
    line: str = ""
    most: int = ROWS

    def text(self) -> str:
        """One line for a shell.

        Examples
        --------
        >>> Card("Network", "2026-12-31", "Network of the end of 2026", line="3 links").text()
        '<Network 2026-12-31: 3 links>'
        """
        return f"<{' '.join(part for part in (self.kind, self.key) if part)}: {self.line}>"

    def html(self, lang: str) -> str:
        """A frame with the title, the facts, the table, the note and the stamp.

        Examples
        --------
        >>> "&lt;b&gt;" in Card("Trip", "a", "<b>").html("en")
        True
        """
        parts = [f'<div style="{STYLE["title"]}">{escape(self.title or self.key)}</div>']
        facts = [(say(f"shown.{name}", lang), text) for name, text in self.facts.items() if text]
        if facts:
            parts.append(_table((), facts, frozenset()))
        if self.headings:
            shown = self.rows[:self.most]
            parts.append(_table(self.headings, shown, self.numbers))
            if (total := max(self.total, len(self.rows))) > len(shown):
                parts.append(_quiet(say("card.more", lang, shown=len(shown), total=total)))
        parts += [_quiet(text) for text in (self.note, self.stamp) if text]
        return f'<div style="{STYLE["frame"]}">{"".join(parts)}</div>'


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]],
           numbers: frozenset[int]) -> str:
    def line(tag: str, style: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(
            f'<{tag} style="{style.format(align="right" if i in numbers else "left")}">'
            f"{escape(cell)}</{tag}>" for i, cell in enumerate(cells)) + "</tr>"

    head = f"<thead>{line('th', STYLE['head'], headings)}</thead>" if headings else ""
    body = "".join(line("td", STYLE["cell"], row) for row in rows)
    return f'<table style="{STYLE["table"]}">{head}<tbody>{body}</tbody></table>'


def _quiet(text: str) -> str:
    return f'<div style="{STYLE["quiet"]}">{escape(text)}</div>'


def language() -> str:
    """Language of cards: that of ``CORRIDORS_LANG`` where it is one of the toolkit's."""
    wanted = os.environ.get("CORRIDORS_LANG", "")
    return wanted if wanted in LANGS else LANGS[0]


class Shown:
    """An object that shows itself by a card; what derives from it has a method ``card``."""

    def card(self, lang: str) -> Card:
        """What it shows of itself, in a language."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.card("en").text()

    def _repr_html_(self) -> str:
        lang = language()
        return self.card(lang).html(lang)


def read_only(what: str) -> ReadOnlyError:
    """The error of an attempt to change what never changes, with what to do instead."""
    return ReadOnlyError(fault("read_only", what=what))
