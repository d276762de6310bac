"""Errors of the toolkit: notes to a planner at their desk.

Every error that a user can cause derives from :class:`CorridorsError`. It carries its faults
as data (message key and values), so that the command line can say it in either language and a
spreadsheet writer can colour the cells. Where, what was found, what is allowed, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category

from corridors.messages import Word, say

MAX_SHOWN, MAX_LISTED = 300, 20_000
"""Characters of a value that a message shows; of a list of what is allowed."""
MAX_FAULTS = 1000
"""Faults that one error carries; the last then says that there are more."""
LISTS = frozenset({"allowed", "suggestion", "styles", "columns", "names", "lacking", "layers",
                   "modes", "expected", "known", "projects"})
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that steer a terminal, turn the direction of writing or cannot be written."""


def visible(text: str, most: int = MAX_SHOWN) -> str:
    r"""A text of a stranger as a message may show it: on one line, nothing unseen, not too long.

    Examples
    --------
    >>> visible("a\x1b[31mb\u202ec"), visible("南宁"), visible("x" * 400, 5)
    ('a\\x1b[31mb\\u202ec', '南宁', 'xxxxx…')
    """
    if len(text) > most:
        text = f"{text[:most]}…"
    if text.isprintable():
        return text
    return "".join(repr(char)[1:-1] if category(char) in UNSEEN else char for char in text)


def _shown(name: str, value: object) -> object:
    if value is None or isinstance(value, Word | int | float):
        return value
    return visible(str(value), MAX_LISTED if name in LISTS else MAX_SHOWN)


def shown(values: Mapping[str, object]) -> dict[str, object]:
    """Values for a message, those of strangers made fit to be shown."""
    return {name: _shown(name, value) for name, value in values.items()}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input.

    Parameters
    ----------
    key
        Message key in :mod:`corridors.messages`.
    values
        Values for the message.
    file, line
        Where it stands; the line counts from 1.
    table, column, row
        Which cell, for tables.
    """

    key: str
    values: dict[str, object] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    table: str | None = None
    column: str | None = None
    row: str | None = None

    def render(self, lang: str = "zh") -> str:
        """Say the fault in a language, its place first."""
        place = ""
        if self.file is not None:
            place = visible(self.file)
            if self.line is not None:
                place += say("at_line", lang, line=self.line)
            place += say("colon", lang)
        return place + self.told(lang)

    def told(self, lang: str = "zh") -> str:
        """Say the fault without its place, values of strangers made fit to be shown."""
        return say(self.key, lang, **shown(self.values))


def _ordered(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults file by file in the order of their lines; those without a line last."""
    given = tuple(faults)
    files = {name: i for i, name in enumerate(dict.fromkeys(f.file for f in given))}
    return tuple(sorted(given, key=lambda f: (files[f.file], f.line is None, f.line or 0)))


def _capped(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """The first faults, where there are more than anybody reads."""
    if len(faults) <= MAX_FAULTS:
        return faults
    return (*faults[:MAX_FAULTS], Fault("hostile.more", {"limit": MAX_FAULTS}))


class CorridorsError(Exception):
    """Base of every error that the toolkit raises on purpose.

    Attributes
    ----------
    faults
        All faults found, in the order in which they stand in the input.
    exit_code
        What the command line exits with.
    """

    exit_code = 2

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (
            (faults,) if isinstance(faults, Fault) else _capped(_ordered(faults)))
        super().__init__(self.render("zh"))

    def render(self, lang: str = "zh") -> str:
        """Say all faults, one a line.

        Parameters
        ----------
        lang
            ``zh`` or ``en``.

        Returns
        -------
        text
            Where, what was found, what is allowed, what to do.
        """
        return "\n".join(fault.render(lang) for fault in self.faults)


class InputError(CorridorsError, ValueError):
    """A file, a name or an option that cannot be used as it is."""


class UnknownNameError(InputError):
    """A place, project, scenario or parameter that does not exist, or is ambiguous."""


class ChangeError(InputError):
    """A change that touches nothing, contradicts another or guards against a stale value."""


class CheckError(CorridorsError):
    """A check found faults in valid input."""

    exit_code = 1


class ReadOnlyError(CorridorsError, AttributeError, TypeError):
    """Something that never changes was to be changed; the message names the way that works."""


class MissingPackageError(CorridorsError, ImportError):
    """An optional package is not installed; the message names what to install."""


class OutputError(CorridorsError, OSError):
    """The output folder or file cannot be written; what was there before is whole."""


class ServiceError(CorridorsError, ConnectionError):
    """A service on the network is out of reach, refuses or does not answer whole."""


class StoppedError(KeyboardInterrupt):
    """Stopped by the user, who is told what is finished; no :class:`Exception`, like Ctrl-C.

    Attributes
    ----------
    faults
        What to say.
    exit_code
        What the command line exits with.
    """

    exit_code = 130

    def __init__(self, told: Fault) -> None:
        self.faults = (told,)
        super().__init__(told.render("zh"))

    def render(self, lang: str = "zh") -> str:
        """Say it."""
        return self.faults[0].render(lang)


def fault(key: str, *, file: Path | str | None = None, line: int | None = None,
          **values: object) -> Fault:
    """Make a fault; a path is shown as given."""
    return Fault(key, values, None if file is None else str(file), line)
