"""A group of commands that answers bad input with a message."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from corridors.errors import Fault

ARGUMENTS = "corridors.arguments"


class Guarded(click.Group):
    """A group whose commands answer bad input with a message and exit code 2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the arguments, for the language and the tracebacks of errors."""
        ctx.meta[ARGUMENTS] = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a :class:`~corridors.errors.CorridorsError` becomes a message.

        So does the use of something that will go, which the command does all the same.
        """
        from corridors.deprecated import told

        args = ctx.meta[ARGUMENTS]

        def note(fault: Fault) -> None:
            from corridors.messages import say

            lang = _lang(args)
            click.echo(f"{say('deprecated_note', lang)}{fault.render(lang)}", err=True)

        try:
            try:
                with told(note):
                    return super().invoke(ctx)
            finally:
                _say_notes(args)
        except KeyboardInterrupt as stop:
            from corridors.errors import StoppedError

            if not isinstance(stop, StoppedError):
                raise
            click.echo(f"\n{stop.render(_lang(args))}", err=True)
            ctx.exit(stop.exit_code)
        except Exception as error:
            from corridors.errors import CorridorsError

            if "--debug" in args:
                raise
            error = _told(error)
            if not isinstance(error, CorridorsError):
                raise
            lang = _lang(args)
            from corridors.messages import say

            click.echo(f"{say('error', lang)}{say('colon', lang)}{error.render(lang)}", err=True)
            if len(error.faults) > 1 and error.exit_code == 2:
                click.echo(say("faults_count", lang, count=len(error.faults)), err=True)
            ctx.exit(error.exit_code)


def _say_notes(args: list[str]) -> None:
    """Say of which files of an older form were read, and what was taken as what."""
    migrations = sys.modules.get("corridors.migrations")
    for note in migrations.take_notes() if migrations is not None else ():
        click.echo(note.render(_lang(args)), err=True)


def _told(error: Exception) -> Exception:
    """What the system says of a file or of its memory, as a message; other errors as they are."""
    from errno import EPIPE

    from corridors.errors import CorridorsError, InputError, fault

    if isinstance(error, MemoryError):
        return InputError(fault("hostile.memory"))
    if isinstance(error, OSError) and not isinstance(error, CorridorsError) \
            and error.filename is not None and error.errno != EPIPE:
        return InputError(fault("hostile.unreadable", file=str(error.filename),
                                reason=error.strerror or error))
    return error


def _lang(args: list[str]) -> str:
    """Language of a command by its arguments, else by the environment."""
    found = os.environ.get("CORRIDORS_LANG", "zh")
    for i, arg in enumerate(args):
        if arg == "--lang" and i + 1 < len(args):
            found = args[i + 1]
        elif arg.startswith("--lang="):
            found = arg.removeprefix("--lang=")
    return found if found in ("zh", "en") else "zh"
