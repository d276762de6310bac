"""Write the files of a command, and say what they met in their folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from corridors.cartography.model import MapSpec
    from corridors.scenario.made import Scenario
    from corridors.storage.sets import Written


def save(folder: Path, files: Mapping[str, bytes], lang: str, command: str,
         *scenarios: Scenario | None, spec: MapSpec | None = None,
         remove: Iterable[str] = ()) -> None:
    """Write files all or none with what they were made of; what that changed goes to stderr.

    Parameters
    ----------
    remove
        Names of files of an earlier run that would belie these.

    Raises
    ------
    OutputError
        The folder or one of the files cannot be written.
    """
    from corridors.analysis.stamps import stamp
    from corridors.report.text import write_all

    say_written(write_all(folder, files, stamp=stamp(command, *scenarios, spec=spec),
                          remove=remove), lang)


def say_written(written: Written, lang: str) -> None:
    """Say what a set of files met in its folder; nothing where there is nothing to say."""
    from corridors.report.written import told

    for line in told(written, lang):
        click.echo(line, err=True)
