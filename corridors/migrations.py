"""Files of an older form read as if they were of today's, and refused where they are newer.

Every YAML file carries ``schema: N``, the number of its form. A step leads from one number to the
next: a plain function from data to data that says what it changed. Readers take these steps before
they validate; ``corridors migrate`` takes them in the file itself. A file without the key is one of
form 0: the very first scenario files had none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corridors.errors import Fault, InputError, fault
from corridors.textfile import Document, read_yaml

Data = dict[str, Any]
KINDS = ("scenario", "project", "map", "parameters", "plans", "circles", "workspace")
CURRENT: dict[str, int] = dict.fromkeys(KINDS, 1)
"""Number of today's form of each kind of file."""
KEY = "schema"


@dataclass(frozen=True)
class Step:
    """One step from a form of a kind of file to the next.

    Attributes
    ----------
    data
        Content of the older form -> content of the next, and what was changed: faults that are
        notes. It must not change what it is given; ``schema`` is set by who calls it.
    text
        The same on the text of a file, so that comments survive; None where that cannot be had.
    quiet
        Whether reading an old file need not be spoken of, since nothing is understood otherwise.
    """

    data: Callable[[Data, Path], tuple[Data, list[Fault]]]
    text: Callable[[str, Document], str] | None = None
    quiet: bool = False


@dataclass
class Migrated:
    """Content of a file in today's form.

    Attributes
    ----------
    found
        Number of the form that it had.
    notes
        What was changed.
    quiet
        Whether the notes need not be shown.
    """

    data: Data
    found: int
    notes: list[Fault] = field(default_factory=list)
    quiet: bool = True


def _no_number(data: Data, path: Path) -> tuple[Data, list[Fault]]:
    """Files from before the forms had numbers; they differ in nothing else."""
    return dict(data), [fault("migration.no_number", file=path)]


STEPS: dict[tuple[str, int], Step] = {
    (kind, 0): Step(_no_number, lambda text, _: text, quiet=True) for kind in KINDS}
"""Kind of file and number of the older form -> the step that leads away from it."""

_told: dict[Path, Migrated] = {}


def kind_of(data: Mapping[str, Any]) -> str:
    """Kind of a file by its keys; empty where they tell nothing.

    Examples
    --------
    >>> kind_of({"compare": {}}), kind_of({"plans": {}}), kind_of({"a": 1})
    ('scenario', 'plans', '')
    """
    keys = set(data)
    for kind, wanted in (("parameters", {"parameters"}), ("map", {"layers"}), ("map", {"extent"}),
                         ("scenario", {"compare"}), ("scenario", {"extends"}),
                         ("project", {"named_in"}), ("project", {"status"}),
                         ("project", {"opening"}), ("plans", {"plans"}), ("plans", {"actions"}),
                         ("circles", {"circles"})):
        if wanted <= keys and not (kind == "parameters" and "compare" in keys):
            return kind
    return ""


def migrated(data: Mapping[str, Any], kind: str, path: Path, line: int | None = None) -> Migrated:
    """Take all steps from the form of a file to today's.

    Raises
    ------
    InputError
        The file is of a newer form than this package knows, its number is none, or a step is
        missing.

    Examples
    --------
    >>> old = migrated({"compare": {}}, "scenario", Path("a.yaml"))
    >>> old.data, old.found, len(old.notes)
    ({'compare': {}, 'schema': 1}, 0, 1)
    """
    number = data.get(KEY, 0)
    if not isinstance(number, int) or isinstance(number, bool) or number < 0 or (
            number == 0 and KEY in data):
        raise InputError(fault("migration.number", file=path, line=line, found=str(number)[:80],
                               current=CURRENT[kind]))
    if number > CURRENT[kind]:
        raise InputError(fault("migration.newer", file=path, line=line, found=number,
                               current=CURRENT[kind]))
    done = Migrated(dict(data), number)
    while number < CURRENT[kind]:
        step = STEPS.get((kind, number))
        if step is None:
            raise InputError(fault("migration.lost", file=path, line=line, found=number,
                                   current=CURRENT[kind]))
        done.data, notes = step.data(done.data, path)
        number += 1
        done.data[KEY] = number
        done.notes += notes
        done.quiet = done.quiet and step.quiet
    return done


def read_current(path: Path, kind: str) -> Document:
    """Read a YAML file and bring its content into today's form; its lines stay.

    Raises
    ------
    InputError
        As with :func:`~corridors.textfile.read_yaml` and :func:`migrated`.
    """
    document = read_yaml(path)
    assert isinstance(document.data, dict)
    done = migrated(document.data, kind, path, document.line((KEY,)))
    if done.notes:
        _told[path] = done
    document.data = done.data
    return document


def take_notes(*, every: bool = False) -> list[Fault]:
    """Notes on files of older forms that were read since this was last asked.

    Parameters
    ----------
    every
        Those of steps that change no meaning as well.
    """
    notes = [note for done in _told.values() if every or not done.quiet for note in done.notes]
    _told.clear()
    return notes
