"""Options that several commands share, and the console they print to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True,
                    envvar="CORRIDORS_LANG", help="Language of the output.")
FORMAT = click.option("--format", "form", type=click.Choice(["table", "csv", "json"]),
                      default="table", show_default=True, help="Form of printed rows.")
STATE = click.option("--state", type=click.Choice(["base", "after"]), default=None,
                     help="State of that scenario; after unless given.")
OPENINGS = click.option("--openings", type=click.Choice(["actual", "planned"]), default=None,
                        help="Which openings count, for dates; actual unless given.")
DEBUG = click.option("--debug", is_flag=True, expose_value=False, help="Show tracebacks.")


def network_options(command: Command) -> Command:
    """Options that say which network: a date, a year, or a state of a scenario."""
    for option in reversed((
            click.option("--year", type=int, default=None,
                         help="Network of 31 December of a year."),
            click.option("--date", default=None, help="Network of a date."),
            click.option("--scenario", default=None, help="Network of a scenario."), STATE)):
        command = option(command)
    return command


def console(form: str = "table") -> Any:
    """A console for the terminal; wide enough for tables where output is no terminal.

    Brackets and colons in names are text to it, no markup and no pictures.
    """
    from rich.console import Console

    plain = Console(highlight=False, markup=False, emoji=False, soft_wrap=form != "table")
    if not plain.is_terminal:
        return Console(highlight=False, markup=False, emoji=False, width=200)
    return plain
