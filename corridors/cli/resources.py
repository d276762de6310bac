"""Options of commands that work off a study."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click


def resources(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--workers``, ``--cluster``, ``--checkpoints`` and ``--fresh``.

    The command is called with one argument for them, ``resources``: a
    :class:`corridors.study.model.Resources`.
    """
    @click.option("--workers", type=click.IntRange(min=1), default=None,
                  help="Processes; by the size of the study unless given, 1 for this one alone.")
    @click.option("--cluster", default="",
                  help="Dask scheduler such as tcp://10.0.0.5:8786, or local.")
    @click.option("--checkpoints", type=click.Path(file_okay=False, path_type=Path), default=None,
                  help="Folder of finished parts; the user's cache unless given.")
    @click.option("--fresh", is_flag=True, help="Compute everything anew.")
    @wraps(command)
    def wrapped(*args: Any, workers: int | None, cluster: str, checkpoints: Path | None,
                fresh: bool, **given: Any) -> Any:
        from corridors.study.model import Resources

        return command(*args, resources=Resources(workers, cluster, checkpoints, not fresh),
                       **given)

    return wrapped
