"""Progress of long commands on the terminal, on standard error; nothing where that is none.

The line is gone when the work is done, so that it never stands among results.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from corridors.messages import known, say

if TYPE_CHECKING:
    from corridors.analysis.ticks import Tick


@contextmanager
def progress(what: str, lang: str) -> Iterator[Tick]:
    """Show that work goes on, and at which step.

    Parameters
    ----------
    what
        Key of the message that names the work.

    Yields
    ------
    tick
        To be called before each step, see :data:`~corridors.analysis.ticks.Tick`; or as a study
        goes on, with a :class:`~corridors.study.model.Count`.
    """
    from corridors.analysis.ticks import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    screen = Console(stderr=True, highlight=False, markup=False, emoji=False)
    if screen.is_dumb_terminal:
        yield silent
        return
    columns = (SpinnerColumn("line"), TextColumn("{task.description}", markup=False),
               BarColumn(bar_width=24), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task(say(what, lang), total=None)
        count = 0

        def tick(step: str) -> None:
            nonlocal count
            if hasattr(step, "total"):
                _count(bar, task, step, what, lang)
                return
            count += 1
            bar.update(task, total=None)
            words = say(step, lang) if known(step) else step
            bar.update(task, description=say("progress.at", lang, what=say(what, lang),
                                             count=count, step=words), refresh=True)

        yield tick


def _count(bar: Any, task: Any, step: Any, what: str, lang: str) -> None:
    """Show a :class:`~corridors.study.model.Count`: a bar that fills, and the time left."""
    left = "" if step.left_s is None or step.done == step.total else _left(step.left_s, lang)
    bar.update(task, total=max(1, step.total), completed=step.done, refresh=True,
               description=say("study.count", lang, what=say(what, lang), done=step.done,
                               total=step.total, left=left))


def _left(seconds: float, lang: str) -> str:
    """Time left in the unit a reader would use, no finer than it can be known."""
    if seconds < 90:
        return say("study.left_s", lang, left=max(5, 5 * round(seconds / 5)))
    if seconds < 5400:
        return say("study.left_min", lang, left=round(seconds / 60))
    return say("study.left_h", lang, left=round(seconds / 3600, 1))
