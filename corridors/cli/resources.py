"""Options of commands that work off a study."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click


def resources(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--workers``, ``--cluster``, ``--checkpoints`` and ``--fresh``.

    The command is called with one argument for them, ``resources``: a
    :class:`corridors.study.model.Resources`. What a study warns of is said on standard error.
    """
    @click.option("--workers", type=click.IntRange(min=1), default=None, metavar="N",
                  help="Processes on this machine, 1 for none but this one; unless given, this "
                       "one for a short study and all cores for a long one.")
    @click.option("--cluster", default="", metavar="ADDRESS",
                  help="Scheduler of a Dask cluster such as tcp://10.0.0.5:8786, or local to "
                       "start one on this machine; needs corridors[cluster].")
    @click.option("--checkpoints", type=click.Path(file_okay=False, path_type=Path), default=None,
                  metavar="DIR",
                  help="Keep finished parts there, for a run that is broken off to go on; the "
                       "user's cache unless given.")
    @click.option("--fresh", is_flag=True,
                  help="Compute everything anew, whatever is kept of an earlier run.")
    @wraps(command)
    def wrapped(*args: Any, workers: int | None, cluster: str, checkpoints: Path | None,
                fresh: bool, **given: Any) -> Any:
        from corridors.study.model import Resources

        with _told(str(given.get("lang") or "zh")):
            return command(*args, resources=Resources(workers, cluster, checkpoints, not fresh),
                           **given)

    return wrapped


@contextmanager
def _told(lang: str) -> Iterator[None]:
    """Say at the end what a study warned of; other warnings are as they were."""
    import warnings

    from corridors.messages import say
    from corridors.study.model import StudyWarning

    notes: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("always", StudyWarning)
        shown = warnings.showwarning

        def show(message: Warning | str, *rest: Any, **more: Any) -> None:
            if isinstance(message, StudyWarning):
                notes.append(message.fault.render(lang))
            else:
                shown(message, *rest, **more)

        warnings.showwarning = show
        try:
            yield
        finally:
            for note in dict.fromkeys(notes):
                click.echo(f"{say('study.note', lang)}{note}", err=True)
